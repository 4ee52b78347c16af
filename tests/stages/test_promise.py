"""A promise stands from the moment it is made until what meets it is recorded, and not a moment longer."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories, a_case
from tests.deliveries import Planned, plan
from tests.shares import CIRCLE_FACTS, Stage
from tocsin.stages import casework, fields, marking, reception, report, sealing
from tocsin.stages import delivery as stage_delivery
from tocsin.stages.beside import DutyStep, answer_duty
from tocsin.stages.closing import close
from tocsin.stages.contact import Decision, Part, decide_contact, involve
from tocsin.stages.delivery import SENDING, Move, cancel, moved
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, receive
from tocsin.stages.intake import offer_bytes
from tocsin.stages.packaging import write_documents
from tocsin.stages.promise import promises
from tocsin.stages.recall import correct
from tocsin.stages.release import refuse, review
from tocsin.stages.sending import send
from tocsin.stages.share import drop, find, party
from tocsin.stages.status import concerns
from tocsin.vocab.case import Report
from tocsin.vocab.contact import ContactAnswer, ContactGroup
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.party import PartyRole
from tocsin.vocab.promise import Promise, PromiseKind, Side
from tocsin.vocab.sharing import Delivery, Share

DAY = timedelta(days=1)
SENT = Move(state=DeliveryState.SENT)


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A desk with a marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def _kinds(desk: Desk) -> list[str]:
    return sorted(str(one.kind) for one in promises(desk))


def _one(desk: Desk, kind: PromiseKind) -> Promise:
    (found,) = [one for one in promises(desk) if one.kind is kind]
    return found


def _share(desk: Desk, delivery: Delivery) -> Share:
    return find(desk, delivery.share)


# --- cases ------------------------------------------------------------------------------------------------------------


def test_nothing_is_owed_in_an_empty_house_and_by_a_case_that_was_only_opened(desk: Desk) -> None:
    assert promises(desk) == ()
    a_case(desk)
    assert promises(desk) == ()


def test_a_release_block_is_owed_until_it_is_lifted_and_still_after_its_day(story: DeskOfStories) -> None:
    desk = story.desk
    case = marking.block(
        desk, a_case(desk), owner=desk.person, until=NOON + DAY, reason=BlockReason.OTHER, lifts_when="x"
    )
    found = _one(desk, PromiseKind.BLOCK)
    assert (found.due, found.overdue, found.who, found.side) == (NOON + DAY, False, (desk.person,), Side.OWE)
    assert found.command == f"tocsin case unblock {case.id[:13]} --because TEXT"
    story.clock.tick(2 * DAY)
    assert _one(desk, PromiseKind.BLOCK).overdue
    marking.unblock(desk, desk.case(case.id), reason="answered", because="x")
    assert promises(desk) == ()


def test_an_open_item_is_owed_from_its_day_on_even_in_a_closed_case(story: DeskOfStories) -> None:
    desk = story.desk
    case = casework.add_open_item(desk, a_case(desk), what="look", closes_when="", check_on="2026-03-26")
    assert promises(desk) == ()
    close(desk, case, summary="done")
    story.clock.tick(2 * DAY)
    assert not _one(desk, PromiseKind.OPEN_ITEM).overdue
    story.clock.tick(DAY)
    assert _one(desk, PromiseKind.OPEN_ITEM).overdue


def test_a_legal_clock_is_owed_until_its_stage_is_met_and_no_end_of_a_case_stops_it(story: DeskOfStories) -> None:
    desk = story.desk
    step = DutyStep(answer=DutyAnswer.YES, event="start", event_at=NOON)
    case = answer_duty(desk, a_case(desk), "nis2_23", step)
    before = [one for one in promises(desk) if one.kind is PromiseKind.DUTY]
    assert NOON + timedelta(hours=24) in {one.due for one in before}
    close(desk, case, summary="done")
    assert [one for one in promises(desk) if one.kind is PromiseKind.DUTY] == before
    met = DutyStep(answer=DutyAnswer.YES, stage_met="early_warning", met_at=NOON)
    answer_duty(desk, desk.case(case.id), "nis2_23", met)
    after = [one for one in promises(desk) if one.kind is PromiseKind.DUTY]
    assert len(after) == len(before) - 1
    assert NOON + timedelta(hours=24) not in {one.due for one in after}


def test_a_party_that_was_told_by_voice_is_silent_until_something_is_delivered_that_it_can_answer(stage: Stage) -> None:
    desk = stage.desk
    vendor = stage.party("vendor", "vendor")
    _tell_by_voice(stage, vendor)
    stage.later(60 * 24 * 3)
    found = _one(desk, PromiseKind.SILENCE)
    assert (found.party, found.overdue, found.side) == (vendor, True, Side.OWED)
    assert found.sentence == "no answer for 3 days since they were told"

    share, _ = stage.approved(stage.proposed(vendor), stage.team())
    (planned,) = stage.sent(share)
    moved(desk, planned, SENDING, SENT)
    assert _kinds(desk) == ["acknowledgement"]
    receive(desk, _share(desk, planned), Said(party=vendor, kind="question", text="which version?"))
    assert _kinds(desk) == ["question"]


def _tell_by_voice(stage: Stage, given: str) -> None:
    who = party(stage.desk, given)
    part = Part(party=who, group=ContactGroup.VENDOR, roles=(PartyRole.SUPPLIER,), because="makes it")
    case = involve(stage.desk, stage.now(), part)
    decide_contact(stage.desk, case, Decision(answer=ContactAnswer.CONTACTED, party=who, because="by telephone"))


# --- reports ----------------------------------------------------------------------------------------------------------


def test_whoever_reported_is_owed_a_word_until_they_get_one(desk: Desk) -> None:
    told = _reported(desk)
    found = _one(desk, PromiseKind.REPORTER)
    assert (found.about, found.due) == (told.id, NOON + timedelta(hours=48))
    told = report.answer(desk, told, "needs_information", "Which version?")
    asked = _one(desk, PromiseKind.REPORTER_ASKED)
    assert (asked.side, _kinds(desk)) == (Side.OWED, ["reporter_asked"])
    report.answer(desk, told, "resolved", "Thank you.")
    assert promises(desk) == ()


def test_whoever_reported_what_was_purged_could_not_read_a_word(desk: Desk) -> None:
    told = _reported(desk)
    sealing.purge(desk, desk.item(told.item), reason="personal_data", because="asked for")
    assert promises(desk) == ()


def _reported(desk: Desk) -> Report:
    (taken,) = reception.receive(desk, [offer_bytes("mail.txt", b"It mailed the list to a stranger.")]).taken
    assert taken.receipt is not None
    return report.get(desk, taken.receipt.partition(".")[0])


# --- shares -----------------------------------------------------------------------------------------------------------


def test_a_share_waits_for_one_thing_at_a_time_until_it_is_sent(stage: Stage) -> None:
    desk, mira = stage.desk, stage.team()
    adopter = stage.party("adopter", "adopter")
    share = stage.proposed(adopter, facts={})
    assert _kinds(desk) == ["unfinished"]
    share = stage.facts(share, CIRCLE_FACTS)
    found = _one(desk, PromiseKind.APPROVAL)
    assert (found.who, found.share, found.command) == (
        (mira.person,),
        share.id,
        f"tocsin share preview {share.id[:14]}",
    )
    assert concerns(found, mira.person)
    assert not concerns(found, desk.person)
    share, _ = stage.approved(share, mira)
    assert _kinds(desk) == ["to_send"]
    stage.sent(share)
    assert promises(desk) == ()


def test_a_share_that_is_dropped_waits_for_nothing(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    assert len(promises(stage.desk)) == 1
    drop(stage.desk, share, reason="not_needed")
    assert promises(stage.desk) == ()


def test_alone_one_waits_for_oneself(stage: Stage) -> None:
    stage.proposed(stage.party("adopter", "adopter"))
    assert _one(stage.desk, PromiseKind.APPROVAL).who == (stage.desk.person,)


def test_a_refusal_is_owed_a_second_look_until_its_end_and_after_it(stage: Stage) -> None:
    desk, mira = stage.desk, stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    share = refuse(desk, share, recipient=None, until=NOON + 3 * DAY, because="after their fix")
    found = _one(desk, PromiseKind.REFUSAL)
    assert (found.due, found.who, _kinds(desk)) == (NOON + 3 * DAY, (desk.person,), ["refusal"])
    stage.later(60 * 24 * 4)
    assert _one(desk, PromiseKind.REFUSAL).overdue
    stage.approved(share, mira)
    assert _kinds(desk) == ["to_send"]


def test_a_broken_glass_is_reviewed_within_a_day_by_somebody_else(stage: Stage) -> None:
    desk, mira = stage.desk, stage.team()
    share = stage.proposed(stage.party("agency", "federal"))
    share, _ = stage.approved(share, desk, break_glass="active_attack", because="it goes on")
    assert _kinds(desk) == ["to_send"]
    stage.sent(share)
    found = _one(desk, PromiseKind.REVIEW)
    assert (found.who, found.due) == ((mira.person,), NOON + DAY)
    review(mira, share, verdict="justified", because="it went on")
    assert PromiseKind.REVIEW not in {one.kind for one in promises(desk)}


# --- deliveries and answers -------------------------------------------------------------------------------------------


def test_a_delivery_is_asked_about_until_somebody_says_a_word(story: DeskOfStories) -> None:
    desk = story.desk
    planned = plan(desk, a_case(desk), Planned(kind=RoadKind.PAGE, address="x"))
    assert promises(desk) == ()
    story.clock.tick(timedelta(hours=1, seconds=1))
    assert _one(desk, PromiseKind.STUCK).overdue
    moved(desk, planned, SENDING, SENT)
    found = _one(desk, PromiseKind.ACKNOWLEDGEMENT)
    assert (found.party, found.overdue) == (planned.recipient, False)
    story.clock.tick(timedelta(days=9))
    assert (_one(desk, PromiseKind.ACKNOWLEDGEMENT).sentence, _kinds(desk)) == (
        "no answer for 9 days",
        ["acknowledgement"],
    )
    moved(
        desk,
        stage_delivery.find(desk, planned.id),
        Move(state=DeliveryState.COLLECTED, reason=DeliveryReason.FETCHED),
    )
    assert _kinds(desk) == ["acknowledgement"]
    receive(desk, _share(desk, planned), Said(party=planned.recipient, kind="acknowledged"))
    assert promises(desk) == ()


def test_what_was_lost_is_owed_until_it_is_planned_again(stage: Stage) -> None:
    desk, mira = stage.desk, stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), mira)
    (planned,) = stage.sent(share)
    moved(desk, planned, SENDING, Move(state=DeliveryState.BOUNCED, reason=DeliveryReason.REFUSED_FOR_GOOD))
    found = _one(desk, PromiseKind.FAILED)
    assert (found.about, _kinds(desk)) == (planned.id, ["failed"])
    assert found.command.startswith(f"tocsin share send {share.id[:14]} --with party-")
    stage.later(1)  # two that are planned in one moment have no order
    stage.sent(share)
    assert promises(desk) == ()


def test_what_a_person_stopped_is_not_owed(stage: Stage) -> None:
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), stage.team())
    (planned,) = stage.sent(share)
    cancel(stage.desk, planned)
    assert promises(stage.desk) == ()


def test_what_goes_by_hand_waits_for_a_hand(desk: Desk) -> None:
    planned = plan(desk, a_case(desk), Planned(kind=RoadKind.BY_HAND, address="portal"))
    assert (_one(desk, PromiseKind.BY_HAND).command, _kinds(desk)) == (
        f"tocsin outbox show {planned.id[:17]}",
        ["by_hand"],
    )
    moved(desk, planned, SENDING, replace(SENT, reason=DeliveryReason.DONE_BY_HAND))
    assert _kinds(desk) == ["acknowledgement"]


@pytest.mark.parametrize(
    ("asked", "kind", "answered"),
    [
        ("question", PromiseKind.QUESTION, "answer"),
        ("wider_requested", PromiseKind.WIDER, "wider_granted"),
        ("wider_requested", PromiseKind.WIDER, "wider_denied"),
    ],
)
def test_what_a_recipient_asks_is_owed_until_it_is_answered(
    story: DeskOfStories, asked: str, kind: PromiseKind, answered: str
) -> None:
    desk = story.desk
    planned = plan(desk, a_case(desk), Planned(kind=RoadKind.PAGE, address="x"))
    moved(desk, planned, SENDING, SENT)
    share = _share(desk, planned)
    question = receive(desk, share, Said(party=planned.recipient, kind=asked, text="which version?"))
    found = _one(desk, kind)
    assert (found.about, found.due, _kinds(desk)) == (question.id, NOON + timedelta(hours=48), [kind])
    receive(desk, share, Said(party=planned.recipient, kind=answered, answers=question.id, text="1.2"))
    assert promises(desk) == ()


def test_an_answer_by_a_day_is_owed_to_us_until_they_say_something_of_substance(stage: Stage) -> None:
    desk, mira = stage.desk, stage.team()
    adopter = stage.party("adopter", "adopter", RoadKind.PAGE)
    share = stage.proposed(adopter, ask="Do you run it?", answer_by=NOON + 5 * DAY)
    share, _ = stage.approved(share, mira)
    (planned,) = stage.sent(share)
    moved(desk, planned, SENDING, SENT)
    assert _kinds(desk) == ["acknowledgement"]
    receive(desk, share, Said(party=adopter, kind="acknowledged"))
    found = _one(desk, PromiseKind.ANSWER)
    assert (found.due, found.party, _kinds(desk)) == (NOON + 5 * DAY, adopter, ["answer"])
    receive(desk, share, Said(party=adopter, kind="not_affected"))
    assert promises(desk) == ()


def test_a_closed_case_owes_what_its_open_items_say_and_what_came_later(story: DeskOfStories) -> None:
    desk = story.desk
    case = a_case(desk)
    planned = plan(desk, case, Planned(kind=RoadKind.PAGE, address="x"))
    moved(desk, planned, SENDING, SENT)
    assert _kinds(desk) == ["acknowledgement"]
    close(desk, desk.case(case.id), summary="done", check_on=(NOON + 2 * DAY).date())
    assert promises(desk) == ()
    story.clock.tick(2 * DAY)
    assert _kinds(desk) == ["open_item"]
    receive(desk, _share(desk, planned), Said(party=planned.recipient, kind="question", text="?"))
    assert _kinds(desk) == ["open_item", "question"]


def test_a_correction_is_owed_to_everybody_who_may_hold_what_it_corrects(stage: Stage) -> None:
    desk, mira = stage.desk, stage.team()
    one, two = (stage.party(name, "adopter", RoadKind.PAGE) for name in ("one", "two"))
    share, _ = stage.approved(stage.proposed(one, two), mira)
    for planned in stage.sent(share):
        moved(desk, planned, SENDING, SENT)
    assert _kinds(desk) == ["acknowledgement"] * 2
    fields.fill(desk, stage.now(), [fields.Filled(row="attack_description", text="It was another page.")])
    stage.cleaned()
    follow_up = correct(desk, find(desk, share.id), why="the version was wrong")
    assert _kinds(desk) == ["acknowledgement", "acknowledgement", "unfinished"]
    follow_up = stage.facts(write_documents(desk, follow_up), CIRCLE_FACTS)
    follow_up, _ = stage.approved(follow_up, mira)
    (first,) = send(desk, follow_up, only=(one,))
    moved(desk, first, SENDING, SENT)
    found = {each.kind: each for each in promises(desk)}
    assert {kind: each.party for kind, each in found.items()} == {
        PromiseKind.CORRECTION: two,
        PromiseKind.CONFIRMATION: one,
        PromiseKind.TO_SEND: "",
    }
    receive(desk, follow_up, Said(party=one, kind="correction_confirmed"))
    (second,) = stage.sent(follow_up)
    assert promises(desk) == ()
    moved(desk, second, SENDING, SENT)
    assert _kinds(desk) == ["confirmation"]
    receive(desk, follow_up, Said(party=two, kind="acknowledged"))
    assert promises(desk) == ()
