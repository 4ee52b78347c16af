"""The board of the four other records."""

from itertools import product

import pytest

from tocsin.rules.record import missing_records, record_board
from tocsin.vocab.record import RecordKind, RecordLink, RecordState

TEXTS = {RecordState.LINKED: "ticket 17", RecordState.NOT_NEEDED: "because", RecordState.MISSING: ""}


def link(kind: RecordKind, state: RecordState) -> RecordLink:
    return RecordLink(kind=kind, state=state, text=TEXTS[state])


def test_a_new_case_misses_all_four() -> None:
    assert missing_records(()) == tuple(RecordKind)
    assert [line.kind for line in record_board(())] == list(RecordKind)


@pytest.mark.parametrize(("kind", "state"), list(product(RecordKind, RecordState)))
def test_each_statement_moves_its_own_line_only(kind: RecordKind, state: RecordState) -> None:
    board = {line.kind: line.state for line in record_board((link(kind, state),))}
    assert board.pop(kind) is state
    assert set(board.values()) == {RecordState.MISSING}


def test_the_last_statement_counts() -> None:
    said = (link(RecordKind.LEGAL, RecordState.LINKED), link(RecordKind.LEGAL, RecordState.MISSING))
    assert RecordKind.LEGAL in missing_records(said)
    assert RecordKind.LEGAL not in missing_records(tuple(reversed(said)))


def test_nothing_is_missing_only_when_all_four_are_answered() -> None:
    said = tuple(link(kind, RecordState.NOT_NEEDED) for kind in RecordKind)
    assert missing_records(said) == ()
    assert missing_records(said[1:]) == (said[0].kind,)
