"""The four other records as values: a link says where, a refusal says why, silence is missing."""

import pytest

from tocsin.vocab.record import RecordKind, RecordLink, RecordState

LINKED, NOT_NEEDED, MISSING = RecordState


def test_there_are_four() -> None:
    assert len(RecordKind) == 4


@pytest.mark.parametrize(
    ("state", "text", "valid"),
    [
        (LINKED, "ticket 17", True),
        (LINKED, "", False),
        (LINKED, "  ", False),
        (NOT_NEEDED, "no users are affected", True),
        (NOT_NEEDED, "", False),
        (MISSING, "", True),
        (MISSING, "somewhere", False),
    ],
)
def test_each_state_says_what_it_has_to(state: RecordState, text: str, valid: bool) -> None:
    if valid:
        assert RecordLink(kind=RecordKind.LEGAL, state=state, text=text).text == text
    else:
        with pytest.raises(ValueError, match="linked says where"):
            RecordLink(kind=RecordKind.LEGAL, state=state, text=text)
