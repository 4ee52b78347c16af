"""How results are shown: JSON for scripts, tables for people, inert text."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tocsin.rules.visible import one_line, visible

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

PIPED_WIDTH = 160  # signs a line where nobody's terminal sets the width
WIDEST = 100  # signs of one cell; the whole is in --json


def console(*, on_error: bool = False) -> "Console":
    """The terminal, for results or (on_error) for messages."""
    from rich.console import Console

    stream = sys.stderr if on_error else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(stderr=on_error, highlight=False, soft_wrap=True, markup=False, width=width)


def emit(value: object) -> None:
    """One JSON document on standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def emit_line(value: object) -> None:
    """One line of JSON Lines on standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")


def say(text: str) -> None:
    """A sentence for the person in front of the terminal, on standard error."""
    console(on_error=True).print(visible(text, keep_lines=True))


def show(text: str) -> None:
    """A line of the result, on standard output."""
    console().print(visible(text, keep_lines=True))


def heading(text: str) -> None:
    """A heading of the result, with an empty line above it."""
    from rich.text import Text

    console().print()
    console().print(Text(visible(text), style="bold"))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """A table, or the sentence that says why there is none and what to do next."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    count = 0
    for row in rows:
        made.add_row(*(Text(one_line(str(cell), WIDEST)) for cell in row))
        count += 1
    if count:
        console().print(made)
    else:
        show(empty)


def moment(at: "datetime") -> str:
    """A moment as people read it: UTC, to the second."""
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")
