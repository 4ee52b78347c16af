"""How results are shown: JSON for scripts, tables for people, inert text."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from tocsin.vocab.visible import one_line, visible

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from rich.console import Console

PIPED_WIDTH = 160  # signs a line where nobody's terminal sets the width
WIDEST = 100  # signs of one cell; the whole is in --json
WHOLE = 2_000  # of a cell that is read to its end
MOST_DRAWN = 500  # rows of a drawn table; further ones follow as plain lines, for drawing takes long


def console(*, on_error: bool = False) -> "Console":
    """The terminal, for results or (on_error) for messages."""
    from rich.console import Console

    stream = sys.stderr if on_error else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(stderr=on_error, highlight=False, soft_wrap=True, markup=False, width=width)


def emit(value: object) -> None:
    """One JSON document on standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(_inert(msgspec.json.encode(value)), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def emit_line(value: object) -> None:
    """One line of JSON Lines on standard output."""
    import msgspec

    sys.stdout.buffer.write(_inert(msgspec.json.encode(value)) + b"\n")


def tell(value: object, words: str, as_json: bool) -> None:
    """What a command did: the value for scripts, or a sentence for people."""
    if as_json:
        emit(value)
    else:
        show(words)


def tell_table(
    value: object,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    as_json: bool,
    *,
    empty: str,
    widest: int = WIDEST,
) -> None:
    """What a command found: the value for scripts, or a table for people; rows that nobody sees are not made."""
    if as_json:
        emit(value)
    else:
        table(columns, rows, empty=empty, widest=widest)


def _inert(document: bytes) -> bytes:
    """The same JSON document with every hidden sign as an escape: scripts read no difference, a terminal obeys none."""
    text = document.decode()
    if text.isprintable():
        return document
    return "".join(
        sign if sign.isprintable() else json.dumps(sign)[1:-1]  # signs beyond U+FFFF become two escapes
        for sign in text
    ).encode()


@contextmanager
def new_file(path: "Path") -> "Iterator[BinaryIO]":
    """A file that was not there before, for its owner's eyes; where something fails on the way, it is gone again."""
    from tocsin.vocab.errors import BadInput

    try:
        target = open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "wb")  # noqa: PTH123, SIM115 -- Path.open takes no mode; closed below
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}", hint="name a new file in a folder you may write to") from fault
    try:
        with target:
            yield target
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    say(f"written to {path}")


def say(text: str) -> None:
    """A sentence for the person in front of the terminal, on standard error."""
    console(on_error=True).print(visible(text, keep_lines=True))


@contextmanager
def said_where_slow(text: str, after_s: float = 2.0) -> Iterator[None]:
    """Say why a person who looks on is waiting, where they wait for longer than this."""
    from threading import Timer

    if not sys.stderr.isatty():
        yield
        return
    timer = Timer(after_s, say, (text,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def show(text: str) -> None:
    """A line of the result, on standard output."""
    console().print(visible(text, keep_lines=True))


def heading(text: str) -> None:
    """A heading of the result, with an empty line above it."""
    from rich.text import Text

    console().print()
    console().print(Text(visible(text), style="bold"))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str, widest: int = WIDEST) -> None:
    """A table, or the sentence that says why there is none and what to do next; cells are cut at `widest` signs."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    cells = ([one_line(str(cell), widest) for cell in row] for row in rows)
    drawn = list(islice(cells, MOST_DRAWN))
    if not drawn:
        if empty:
            show(empty)
        return
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in drawn:
        made.add_row(*map(Text, row))
    console().print(made)
    for row in cells:
        sys.stdout.write("   ".join(row) + "\n")


def case_cell(case: str, exercise: bool) -> str:
    """A case in a table: the first signs of its id, and that it is practice (R13)."""
    from tocsin.vocab.exercise import EXERCISE

    return f"{case[:13]} {EXERCISE}" if exercise else case[:13]


def moment(at: "datetime") -> str:
    """A moment as people read it: UTC, to the second."""
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")
