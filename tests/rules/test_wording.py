"""A decision in words: none is without, and none says it twice."""

import pytest
from msgspec.structs import replace

from tests.leaves import CONTENT, DOCUMENT, PARTY, PERSON, SHEET
from tests.tables import shipped
from tocsin.rules.table import explain, judge
from tocsin.rules.wording import NEEDS, REASONS, advised, why
from tocsin.vocab.release import Approved, Audience, Flip, Need, Pending, Reason, Refused

TABLE = shipped("release")
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


def test_facts_stand_as_the_table_calls_them() -> None:
    flip = Flip(point="EXPO", before="recoverable", after="clean", outcome=Audience.COMMUNITY)
    said = why(Refused(recipient=PARTY, reasons=(Reason.WIDER_THAN_TABLE,), flips=(flip,)), TABLE.table)
    assert said[1] == "would be allowed if Exposure after cleaning were Clean instead of Recoverable: Community"


def test_advice_names_the_facts_that_alone_lead_there() -> None:
    facts = dict.fromkeys(("SIG", "ACT", "FIX"), "none") | {"REACH": "self", "EXPO": "identifies", "HAZ": "enabling"}
    found = judge(TABLE, facts)
    (least, *_) = sorted(found.reasons, key=len)
    said = advised(TABLE.table, found)
    assert said.startswith(f"{found.outcome.capitalize()}, because ")
    assert said.count(" is ") == len(least)
    assert "SIG" not in said


def test_what_is_still_open_is_said() -> None:
    assert advised(TABLE.table, explain(TABLE, {})) == "still open: Hold, Coordinator, Circle, Community, Public"


def test_what_is_missing_is_named() -> None:
    assert why(Pending(recipient=PARTY, missing=(Need.ROAD,))) == ["still needed: no road leads there"]


def test_an_approval_says_whose_it_is() -> None:
    assert why(YES) == ["approved by 1"]
    assert why(replace(YES, self_approved=True)) == ["approved by 1, self-approved"]
    assert why(replace(YES, break_glass=True)) == ["approved by 1, glass broken"]
