"""The words of a review: every reason to look has its own, and prose is told from what programs wrote."""

import pytest

from tocsin.vocab.review import STAYING, Left, Passed, Verdict


@pytest.mark.parametrize(
    ("at", "is_prose"),
    [("name", True), ("field/plain_account", True), ("item/i", True), ("component/c", False), ("value/digest", False)],
)
def test_prose_is_told_from_what_programs_wrote(at: str, is_prose: bool) -> None:
    assert Passed(at=at, title="", text="x", findings=(), removed=()).is_prose is is_prose


def test_what_stays_is_said_by_two_verdicts() -> None:
    assert {Verdict.REJECT, Verdict.THEIRS} == STAYING
    assert next(iter(Left)) is Left.REMOVED_ELSEWHERE  # the gravest is the first
