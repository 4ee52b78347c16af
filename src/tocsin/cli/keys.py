"""`key …`: the log's key, and the one that signs records."""

import typer

from tocsin.cli.options import Home, Json, acting, desk_of, home_of

app = typer.Typer(no_args_is_help=True, help="The log's key: show it, exchange it.")


@app.command("show", epilog="Example: tocsin key show")
def show_key(home: Home = None, as_json: Json = False) -> None:
    """The public keys that sign or signed this log, oldest first; give them to whoever will check proofs.

    The last one signs records and receipts: a partner declares it with `tocsin party add NAME --record-key KEY`.
    """
    from tocsin.cli.output import tell
    from tocsin.ledger.public_key import thumbprint

    with desk_of(home) as desk:
        log = desk.log_entry()
        record = desk.record_key
    words = "\n  ".join((f"log {log.origin}", *log.keys))
    words += f"\nrecords and receipts\n  {record.to_text()}\n  {thumbprint(record.point)} (SHA-256, RFC 7638)"
    signs = {"iss": record.name, "key": record.to_text(), "fingerprint": thumbprint(record.point)}
    tell({"origin": log.origin, "keys": log.keys, "records": signs}, words, as_json)


@app.command("rotate", epilog="Example: tocsin key rotate")
def rotate(home: Home = None, as_json: Json = False) -> None:
    """Exchange the log's key: the exchange is an act of the log, and one checkpoint bears both signatures."""
    from tocsin.cli.output import tell
    from tocsin.wiring.rotation import rotate as exchange

    keys = exchange(home_of(home), person=acting.get())
    words = f"the log's key is now {keys[-1]}\nback up the keys folder: the old key still proves what it signed"
    tell({"keys": keys}, words, as_json)
