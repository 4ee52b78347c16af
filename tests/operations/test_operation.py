"""An operation: done in one way, described by what it does, asked with what it takes."""

from io import BytesIO
from typing import IO

import pytest
from msgspec import Struct

from tocsin.operations.operation import (
    COUNSEL,
    DECIDERS,
    EVERYBODY,
    KEEPERS,
    READERS,
    WRITERS,
    Method,
    Nothing,
    Operation,
)
from tocsin.stages.desk import Desk
from tocsin.vocab.desk_role import DeskRole


class Asked(Struct, frozen=True, kw_only=True):
    case: str
    item: str = ""


def look(_desk: Desk, asked: Asked) -> str:
    """Look at it.

    And more that nobody reads in a list.
    """
    return asked.case


def take(_desk: Desk, asked: Asked, content: IO[bytes]) -> bytes:
    """Take it in."""
    return asked.case.encode() + content.read()


def looking(path: str = "/cases/{case}/items/{item}") -> Operation[Asked, str]:
    return Operation(name="case.look", method=Method.GET, path=path, may=READERS, takes=Asked, gives=str, does=look)


def test_its_summary_is_the_first_sentence_of_what_it_does() -> None:
    assert looking().summary == "Look at it."


def test_the_fields_in_its_path_are_named() -> None:
    assert looking().fields_in_path == ("case", "item")
    assert looking("/cases").fields_in_path == ()


def test_it_is_asked_with_what_it_takes(desk: Desk) -> None:
    assert looking().ask(desk, Asked(case="c7")) == "c7"
    taking = Operation(
        name="case.take", method=Method.POST, path="/take", may=WRITERS, takes=Asked, gives=bytes, does_with=take
    )
    assert taking.ask(desk, Asked(case="c7 "), BytesIO(b"bytes")) == b"c7 bytes"
    with pytest.raises(AssertionError, match="takes content"):
        taking.ask(desk, Asked(case="c7"))


@pytest.mark.parametrize("ways", [{}, {"does": look, "does_with": take}])
def test_it_is_done_in_exactly_one_way(ways: dict[str, object]) -> None:
    with pytest.raises(AssertionError, match="one way"):
        Operation(name="x.y", method=Method.POST, path="/x", may=WRITERS, takes=Nothing, gives=str, **ways)  # type: ignore[arg-type]  # wrong on purpose


def test_a_deed_that_says_nothing_about_itself_has_no_summary() -> None:
    silent = Operation(
        name="x.y", method=Method.GET, path="/x", may=READERS, takes=Nothing, gives=str, does=lambda *_: ""
    )
    with pytest.raises(AssertionError, match="says what it does"):
        _ = silent.summary


def test_who_reads_writes_decides_and_keeps() -> None:
    assert DeskRole.ADMIN not in READERS | WRITERS | DECIDERS | COUNSEL
    assert DeskRole.AUDITOR not in WRITERS | DECIDERS | COUNSEL | KEEPERS
    assert READERS | WRITERS | DECIDERS | COUNSEL | KEEPERS == EVERYBODY == frozenset(DeskRole)
