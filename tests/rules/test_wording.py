"""A decision in words: none is without, and none says it twice."""

import pytest
from msgspec.structs import replace

from tests.leaves import CONTENT, DOCUMENT, PARTY, PERSON, SHEET
from tocsin.rules.wording import NEEDS, REASONS, why
from tocsin.vocab.release import Approved, Audience, Flip, Need, Pending, Reason, Refused

YES = Approved(
    recipient=PARTY,
    document=DOCUMENT,
    payload=CONTENT,
    terms=SHEET,
    binding="a1" * 32,
    table="table",
    row=7,
    outcome=Audience.CIRCLE,
    approvers=(PERSON,),
    self_approved=False,
    break_glass=False,
)


def test_every_reason_and_every_need_has_words_of_its_own() -> None:
    assert set(REASONS) == set(Reason)
    assert set(NEEDS) == set(Need)
    words = [*REASONS.values(), *NEEDS.values()]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_names_every_reason_and_what_would_change_it(reason: Reason) -> None:
    flip = Flip(point="EXPO", before="recoverable", after="clean", outcome=Audience.COMMUNITY)
    said = why(Refused(recipient=PARTY, reasons=(reason, Reason.EMBARGO), flips=(flip,)))
    assert said == [
        REASONS[reason],
        REASONS[Reason.EMBARGO],
        "would be allowed if EXPO were clean instead of recoverable: COMMUNITY",
    ]


def test_what_is_missing_is_named() -> None:
    assert why(Pending(recipient=PARTY, missing=(Need.ROAD,))) == ["still needed: no road leads there"]


def test_an_approval_says_whose_it_is() -> None:
    assert why(YES) == ["approved by 1"]
    assert why(replace(YES, self_approved=True)) == ["approved by 1, self-approved"]
    assert why(replace(YES, break_glass=True)) == ["approved by 1, glass broken"]
