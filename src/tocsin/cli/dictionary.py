"""`dictionary …`: the organization's own words that must not leave."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Elsewhere, Home, Json

app = typer.Typer(no_args_is_help=True, help="Your own words that must not leave: names, hosts, networks, customers.")


@app.command("import", epilog="Example: tocsin dictionary import ours.json")
def take(
    file: Annotated[
        Path, typer.Argument(help="A JSON object: org_names, domains, hosts, netblocks, victims, people, …")
    ],
    home: Home = None,
    there: Elsewhere = "",
    as_json: Json = False,
) -> None:
    """Take in the words that every cleaning looks for from now on, in place of the ones before."""
    from io import BytesIO

    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell
    from tocsin.cli.triage import read_document
    from tocsin.operations import dictionary as operations
    from tocsin.operations.operation import Nothing

    data = read_document(str(file))
    with door_of(home, there) as door:
        found = door.hand_in(operations.take, Nothing(), BytesIO(data))
    count = sum(len(getattr(found, name)) for name in found.__struct_fields__)
    tell(found, f"{count} words are looked for from now on; clean cases again: `tocsin case clean CASE`", as_json)


@app.command("show", epilog="Example: tocsin dictionary show")
def show(home: Home = None, there: Elsewhere = "", as_json: Json = False) -> None:
    """The words that are looked for."""
    from tocsin.cli.door import door_of
    from tocsin.cli.output import tell_table
    from tocsin.operations import dictionary as operations
    from tocsin.operations.operation import Nothing

    with door_of(home, there) as door:
        found = door.ask(operations.show, Nothing())
    rows = [(name, ", ".join(getattr(found, name))) for name in found.__struct_fields__ if getattr(found, name)]
    empty = "no words yet: nothing of yours is known here. `tocsin dictionary import FILE`"
    tell_table(found, ("what", "words"), rows, as_json, empty=empty)
