"""What was said to what stands on a case can be read beside it; what was purged says nothing."""

from datetime import timedelta

import pytest

from tests.builders import NOON, a_case
from tocsin.stages import beside, marking, sealing
from tocsin.stages.desk import Desk
from tocsin.stages.fields import Filled, fill
from tocsin.stages.triage import Answering, classify_case
from tocsin.stages.words import Words, rows_filled, words_on
from tocsin.vocab.case import Case
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.hold import BlockReason, PreserveReason
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.triage import Answer, FactKey

NOTHING = Words(facts={}, rows={}, marks={}, assertions={}, holds={}, block="")


@pytest.fixture
def case(desk: Desk) -> Case:
    """A case on which something was said to everything."""
    case = a_case(desk)
    said = Answering(answer=Answer(key=FactKey.INTEGRITY, value="actual"), because="a mail went out")
    case, _ = classify_case(desk, case, [said])
    rows = [
        Filled(row="attack_description", text="It obeyed a web page."),
        Filled(row="plain_account", text="nobody outside asks", not_required=True),
    ]
    case = fill(desk, case, rows)
    case, _ = marking.mark(desk, case, marking.Target(), Marking(tlp=Tlp.RED, owners=("own",)))
    wider = Marking(tlp=Tlp.AMBER, owners=("own",))
    case, _ = marking.mark(desk, case, marking.Target(), wider, permission_text="the author, by telephone")
    case = marking.assert_field(
        desk, case, "attack_description", prong="B_method", proprietary=False, counsel="asked", because="it says how"
    )
    for because in ("letter of Monday", "letter of Friday"):
        case = sealing.hold(desk, case, None, reason=PreserveReason.LITIGATION, because=because)
    until = NOON + timedelta(days=1)
    return marking.block(
        desk, case, owner=desk.person, until=until, reason=BlockReason.OTHER, lifts_when="counsel read it"
    )


def test_every_word_stands_beside_what_it_belongs_to(desk: Desk, case: Case) -> None:
    assert words_on(desk, case) == Words(
        facts={"integrity": "a mail went out"},
        rows={"attack_description": "It obeyed a web page.", "plain_account": "nobody outside asks"},
        marks={"own": "the author, by telephone"},
        assertions={"attack_description": "it says how"},
        holds={"litigation": "letter of Monday; letter of Friday"},
        block="counsel read it",
    )


def test_only_the_newest_answer_speaks(desk: Desk, case: Case) -> None:
    again = Answering(answer=Answer(key=FactKey.INTEGRITY, value="none"), because="it was a test mail")
    case, _ = classify_case(desk, case, [again])
    assert words_on(desk, case).facts == {"integrity": "it was a test mail"}


def test_where_nobody_said_anything_there_is_nothing(desk: Desk) -> None:
    assert words_on(desk, a_case(desk)) == NOTHING


def test_counsels_note_beside_a_duty_is_not_among_them(desk: Desk) -> None:
    step = beside.DutyStep(answer=DutyAnswer.UNKNOWN, counsel_note="northern")
    case = beside.answer_duty(desk, a_case(desk), "nis2_23", step)
    assert words_on(desk, case) == NOTHING


def test_what_was_purged_says_nothing(desk: Desk, case: Case) -> None:
    sheets = [answered.sheet for answered in (*case.facts.values(), *case.rows.values())]
    sheets += [case.marks["own"].sheet, case.assertions["attack_description"].sheet, *case.holds["litigation"]]
    for sheet in (*sheets, case.block.sheet if case.block else None):
        if sheet is not None:
            desk.vault.destroy(sheet)
    assert words_on(desk, case) == NOTHING
    assert rows_filled(desk, case) == {}
