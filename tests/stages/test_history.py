"""The history of a case: what was done, and in whose words; counsel's words stay closed."""

import pytest

from tests.builders import DeskOfStories, a_case, an_item
from tests.leaves import one_of_each
from tocsin.stages import beside, marking, sealing
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described, hand_over
from tocsin.stages.fields import Filled, fill
from tocsin.stages.history import _SHEETS, history
from tocsin.stages.triage import Answering, classify_case
from tocsin.vocab.act import ACTS, CaseAct
from tocsin.vocab.acts.delivery import RecordEntered
from tocsin.vocab.acts.evidence import ItemKept
from tocsin.vocab.acts.feedback import ReceiptKept
from tocsin.vocab.acts.intake import BatchReceived
from tocsin.vocab.acts.marking import DutyAnswered
from tocsin.vocab.acts.triage import Classified
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.ports import Compartment
from tocsin.vocab.triage import Answer, FactKey


def told(desk: Desk, case_id: str) -> str:
    return "\n".join(f"{one.codes} | {one.said}" for one in history(desk, desk.case(case_id)))


def test_every_word_of_a_person_can_be_read_again(desk: Desk) -> None:
    case = a_case(desk, name="Odd mails")
    item = an_item(desk, case)
    answer = Answering(answer=Answer(key=FactKey.INTEGRITY, value="actual"), because="a mail went out")
    classify_case(desk, desk.case(case.id), [answer])
    fill(desk, desk.case(case.id), [Filled(row="attack_description", text="It obeyed a web page.")])
    hand_over(desk, item, CustodyAction.HANDED_OVER, counterpart="the laboratory", means="courier", because="to read")
    sealing.hold(desk, desk.case(case.id), None, reason=PreserveReason.LITIGATION, because="letter of Monday")
    read = told(desk, case.id)
    for words in (
        "Odd mails",
        "prompt.txt; gateway",
        "integrity actual hypothesis not_specified | a mail went out",
        "attack_description filled",
        "It obeyed a web page.",
        "handed_over | the laboratory; courier; to read",
        "litigation | letter of Monday",
    ):
        assert words in read


def test_counsels_words_stay_closed(desk: Desk) -> None:
    case = a_case(desk)
    advice = Described(kind=ItemKind.NOTE, name="advice on northern.txt", compartment=Compartment.PRIVILEGED)
    an_item(desk, case, b"x", advice)
    item = an_item(desk, case, b"y", Described(kind=ItemKind.NOTE, name="northern.txt", note="northern"))
    said = Marking(tlp=Tlp.AMBER, owners=("own",), caveats=(Caveat.PRIVILEGED,))
    marking.mark(desk, desk.case(case.id), marking.Target(scope="item", target=item.id), said)
    hand_over(desk, item, CustodyAction.EXAMINED, counterpart="", because="northern")
    step = beside.DutyStep(answer=DutyAnswer.UNKNOWN, counsel_note="northern")
    beside.answer_duty(desk, desk.case(case.id), "nis2_23", step)
    assert "northern" not in told(desk, case.id)


def test_what_was_purged_says_nothing_and_the_act_stays(desk: Desk) -> None:
    item = an_item(desk, a_case(desk))
    sealing.purge(desk, item, reason="retention", because="policy")
    assert "prompt.txt" not in told(desk, item.case)
    assert "retention | policy" in told(desk, item.case)


@pytest.mark.parametrize("type_", [type_ for type_ in ACTS if type_ in CaseAct.__args__])
def test_every_sheet_of_an_act_has_its_words_or_a_reason_to_stay_closed(type_: type) -> None:
    # Their own room, a salt, counsel, a nonce, digests and a key.
    elsewhere = {ItemKept, BatchReceived, DutyAnswered, RecordEntered, ReceiptKept}
    if hasattr(one_of_each()[type_], "sheet") and type_ not in elsewhere:
        sheet, words = _SHEETS[type_]
        assert set(words) <= set(sheet.__struct_fields__)


def test_a_quiet_case_has_the_act_that_opened_it(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    (one,) = history(story.desk, case)
    assert (one.leaf.stream, one.leaf.seq) == (case.id, 0)


def test_a_class_is_told_as_preliminary(desk: Desk) -> None:
    case, _ = classify_case(desk, a_case(desk), [Answering(answer=Answer(key=FactKey.INTEGRITY, value="actual"))])
    classes = [one.codes for one in history(desk, case) if isinstance(one.leaf.act, Classified)]
    assert classes
    assert all(codes.endswith("(preliminary)") for codes in classes)
