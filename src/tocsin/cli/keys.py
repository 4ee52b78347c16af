"""`key …`: the log's key, and the one that signs records."""

import typer

from tocsin.cli.options import Elsewhere, Home, Json, acting, home_of

app = typer.Typer(no_args_is_help=True)


@app.command("show", epilog="Example: tocsin key show")
def show_key(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """The public keys that sign or signed this log, oldest first; give them to whoever will check proofs.

    The last one signs records and receipts: a partner declares it with `tocsin party add NAME --record-key KEY`.
    """
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.operations import ledger as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(operations.show_keys, Nothing())
    words = "\n  ".join((f"log {found.origin}", *found.keys))
    words += f"\nrecords and receipts\n  {found.records.key}\n  {found.records.fingerprint} (SHA-256, RFC 7638)"
    tell(found, words, as_json)


@app.command("rotate", epilog="Example: tocsin key rotate")
def rotate(home: Home = None, as_json: Json = False) -> None:
    """Exchange the log's key: the exchange is an act of the log, and one checkpoint bears both signatures."""
    from tocsin.cli.output import tell
    from tocsin.wiring.rotation import rotate as exchange

    keys = exchange(home_of(home), person=acting.get())
    words = f"the log's key is now {keys[-1]}\nback up the keys folder: the old key still proves what it signed"
    tell({"keys": keys}, words, as_json)
