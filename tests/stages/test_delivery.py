"""Deliveries wait, move one allowed step at a time, and are stopped, hastened or done by hand."""

from datetime import timedelta

import pytest

from tests.builders import DeskOfStories, a_case
from tests.deliveries import Planned, always, not_yet, plan
from tests.shares import Stage
from tocsin.rules.fold.delivery import MOVES
from tocsin.stages import casework
from tocsin.stages import delivery as stage
from tocsin.stages.delivery import SENDING, Move
from tocsin.stages.desk import Desk
from tocsin.stages.ready import channels
from tocsin.stages.release import clearance
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile
from tocsin.vocab.release import Approved, Pending
from tocsin.vocab.sharing import Delivery, Share
from tocsin.vocab.sheet import TransportSheet

SENT = Move(state=DeliveryState.SENT)
FAILED = Move(
    state=DeliveryState.FAILED,
    reason=DeliveryReason.REFUSED_FOR_NOW,
    evidence=TransportSheet(answer="451 try again later"),
)
BY_HAND = Planned(kind=RoadKind.BY_HAND, address="cisa_incident_portal")


@pytest.fixture
def case(desk: Desk) -> Case:
    """A case."""
    return a_case(desk)


@pytest.fixture
def planned(desk: Desk, case: Case) -> Delivery:
    """A delivery by mail."""
    return plan(desk, case)


def _due(desk: Desk) -> list[str]:
    return [one.id for one in stage.due(desk)]


def _another_act(desk: Desk, case: Case) -> None:
    casework.add_open_item(desk, desk.case(case.id), what="the version", closes_when="", check_on="2026-04-01")


def _take(desk: Desk, delivery: Delivery) -> None:
    now = desk.clock.now()
    assert desk.outbox.take(delivery.id, "a", now=now, until=now + timedelta(minutes=5))


def _approved(desk: Desk, delivery: Delivery) -> Approved:
    found = always(desk, delivery)
    assert isinstance(found, Approved)
    return found


# --- what is due ------------------------------------------------------------------------------------------------------


def test_a_delivery_is_due_when_its_undo_window_is_over(story: DeskOfStories) -> None:
    planned = plan(story.desk, a_case(story.desk), Planned(wait=timedelta(minutes=10)))
    assert _due(story.desk) == []
    story.clock.tick(timedelta(minutes=9, seconds=59))
    assert _due(story.desk) == []
    story.clock.tick(timedelta(seconds=1))
    assert _due(story.desk) == [planned.id]


def test_what_goes_by_hand_is_never_due_to_a_worker(desk: Desk, case: Case) -> None:
    plan(desk, case, BY_HAND)
    assert _due(desk) == []


def test_many_are_due_oldest_first_over_every_page(story: DeskOfStories, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = []
    case = a_case(story.desk)
    for _ in range(7):
        planned.append(plan(story.desk, case, Planned(kind=RoadKind.PAGE)).id)
        story.clock.tick()
    free = story.desk.outbox.free
    monkeypatch.setattr(story.desk.outbox, "free", lambda now, after=None: free(now, after=after, limit=2))
    assert _due(story.desk) == planned


def test_what_a_worker_has_or_what_waits_for_its_next_try_is_not_due(story: DeskOfStories) -> None:
    desk = story.desk
    planned = plan(desk, a_case(desk))
    _take(desk, planned)
    assert _due(desk) == []
    desk.outbox.put_back(planned.id, "a", due=desk.clock.now() + timedelta(minutes=3))
    assert _due(desk) == []
    story.clock.tick(timedelta(minutes=3))
    assert _due(desk) == [planned.id]


def test_what_was_left_in_the_middle_is_due_when_the_lease_runs_out(story: DeskOfStories) -> None:
    desk = story.desk
    planned = plan(desk, a_case(desk))
    _take(desk, planned)
    stage.moved(desk, planned, SENDING)
    assert _due(desk) == []
    story.clock.tick(timedelta(minutes=5))
    assert _due(desk) == [planned.id]
    found = stage.recovered(desk, stage.find(desk, planned.id))
    assert (found.state, found.reason, found.attempt) == ("failed", "cut_short", 1)


# --- moves ------------------------------------------------------------------------------------------------------------


def _at(desk: Desk, planned: Delivery, state: DeliveryState) -> Delivery:
    """The delivery brought to a state by the shortest way there."""
    ways: dict[DeliveryState, tuple[Move, ...]] = {DeliveryState.QUEUED: ()}
    for before in (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.COLLECTED):
        for after in sorted(MOVES[before]):
            ways.setdefault(after, (*ways[before], Move(state=after)))
    return stage.moved(desk, planned, *ways[state]) if ways[state] else planned


@pytest.mark.parametrize("before", DeliveryState)
def test_every_move_of_the_table_is_recorded_and_no_other(desk: Desk, case: Case, before: DeliveryState) -> None:
    for after in DeliveryState:
        planned = _at(desk, plan(desk, case), before)
        size = desk.case(case.id).size
        if after in MOVES[before]:
            assert stage.moved(desk, planned, Move(state=after)).state == after
        else:
            with pytest.raises(ActNotAllowed):
                stage.moved(desk, planned, Move(state=after))
            assert desk.case(case.id).size == size


def test_an_attempt_is_counted_when_it_begins_and_its_evidence_is_kept(story: DeskOfStories) -> None:
    desk = story.desk
    planned = plan(desk, a_case(desk))
    story.forget_acts()
    after = stage.moved(desk, stage.moved(desk, planned, SENDING), FAILED)
    acts = story.new_acts()
    assert [(one.state, one.attempt, one.reason) for one in acts if isinstance(one, DeliveryMoved)] == [
        ("sending", 1, None),
        ("failed", 1, "refused_for_now"),
    ]
    sheet = desk.sheet(after.sheet, TransportSheet)
    assert sheet is not None
    assert sheet.answer == "451 try again later"
    assert stage.moved(desk, after, SENDING).attempt == 2


def test_several_moves_are_recorded_as_one_or_not_at_all(desk: Desk, planned: Delivery) -> None:
    with pytest.raises(ActNotAllowed):
        stage.moved(desk, planned, SENDING, SENT, SENT)
    assert stage.find(desk, planned.id) == planned
    assert stage.moved(desk, planned, SENDING, SENT).state == "sent"


def test_a_sent_delivery_tells_its_share(desk: Desk, planned: Delivery) -> None:
    stage.moved(desk, planned, SENDING, SENT)
    share = desk.index.get("share", planned.share)
    assert isinstance(share, Share)
    assert (share.state, share.deliveries) == ("shared", {planned.id: "sent"})


def test_what_another_attempt_has_begun_is_not_ended_by_an_older_one(desk: Desk, planned: Delivery) -> None:
    first = stage.moved(desk, planned, SENDING)
    second = stage.moved(desk, stage.recovered(desk, first), SENDING)
    with pytest.raises(ActNotAllowed, match="attempt 2 by now, not 1"):
        stage.moved(desk, first, SENT)
    assert stage.moved(desk, second, SENT).state == "sent"
    with pytest.raises(ActNotAllowed):
        stage.moved(desk, second, SENT)


def test_a_move_that_was_decided_over_another_case_is_not_recorded(desk: Desk, case: Case, planned: Delivery) -> None:
    seen = desk.case(case.id)
    _another_act(desk, case)
    with pytest.raises(ChangedMeanwhile):
        stage.moved_on(desk, seen, planned, SENDING)
    assert stage.find(desk, planned.id).state == "queued"
    assert stage.moved_on(desk, desk.case(case.id), planned, SENDING).state == "sending"


def test_a_move_of_what_happened_is_repeated_while_others_record(
    desk: Desk, case: Case, planned: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    find, busy = type(desk).case, [3]

    def while_somebody_records(self: Desk, identifier: str) -> Case:
        found = find(self, identifier)
        if busy[0]:
            busy[0] -= 1
            monkeypatch.setattr(type(desk), "case", find)
            _another_act(desk, case)
            monkeypatch.setattr(type(desk), "case", while_somebody_records)
        return found

    monkeypatch.setattr(type(desk), "case", while_somebody_records)
    assert stage.moved(desk, planned, SENDING).state == "sending"
    assert busy == [0]
    busy[0] = stage.TRIES
    with pytest.raises(ChangedMeanwhile, match="faster"):
        stage.moved(desk, stage.find(desk, planned.id), SENT)


# --- stopped, hastened ------------------------------------------------------------------------------------------------


def test_what_has_not_gone_out_can_be_stopped(story: DeskOfStories) -> None:
    desk = story.desk
    planned = plan(desk, a_case(desk), Planned(wait=timedelta(minutes=10)))
    stopped = stage.cancel(desk, planned)
    assert (stopped.state, stopped.reason) == ("cancelled", "stopped_in_time")
    story.clock.tick(timedelta(hours=1))
    assert _due(desk) == []


def test_what_was_tried_before_is_stopped_but_not_in_time(desk: Desk, planned: Delivery) -> None:
    failed = stage.moved(desk, planned, SENDING, FAILED)
    stopped = stage.cancel(desk, failed)
    assert (stopped.state, stopped.reason) == ("cancelled", "other")


@pytest.mark.parametrize("moves", [(SENDING,), (SENDING, SENT)])
def test_what_is_going_out_cannot_be_stopped(desk: Desk, planned: Delivery, moves: tuple[Move, ...]) -> None:
    with pytest.raises(ActNotAllowed, match="cannot become cancelled"):
        stage.cancel(desk, stage.moved(desk, planned, *moves))


def test_a_failed_one_need_not_wait_for_its_next_try(desk: Desk, planned: Delivery) -> None:
    _take(desk, planned)
    failed = stage.moved(desk, planned, SENDING, FAILED)
    desk.outbox.put_back(planned.id, "a", due=desk.clock.now() + timedelta(hours=8))
    assert _due(desk) == []
    stage.retry(desk, failed)
    assert _due(desk) == [planned.id]


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.GIVEN_UP, DeliveryState.CANCELLED])
def test_what_is_at_its_end_is_not_tried_again(desk: Desk, planned: Delivery, state: DeliveryState) -> None:
    with pytest.raises(ActNotAllowed, match="cannot become sending"):
        stage.retry(desk, _at(desk, planned, state))


# --- by hand ----------------------------------------------------------------------------------------------------------


def _portal(desk: Desk, case: Case) -> Delivery:
    return plan(desk, case, Planned(kind=RoadKind.BY_HAND, address=_channel_with_a_form(desk)))


def _channel_with_a_form(desk: Desk) -> str:
    return next(channel.channel_id for channel in channels(desk) if channel.form)


def test_a_person_gets_the_text_and_the_fields_in_the_order_of_the_portal(desk: Desk, case: Case) -> None:
    planned = _portal(desk, case)
    form = stage.form(desk, planned, _approved(desk, planned))
    assert form.recipient == "An agency"
    assert form.text.startswith("TLP:AMBER\n\n")
    assert form.fields[:3] == ("Impacted entity", "Contact", "Description")
    assert form.address


def test_of_a_mail_the_subject_is_pasted_by_itself(story: DeskOfStories) -> None:
    told = Stage(story)
    told.marked()
    told.cleaned()
    mira, party = told.team(), told.party("An agency", "federal", RoadKind.BY_HAND, _channel_with_a_form(told.desk))
    share = told.proposed(party, formats=((party, "mail-text"),))
    told.approved(share, mira)
    (planned,) = told.sent(share)
    made = clearance(told.desk, planned)
    assert isinstance(made, Approved)
    form = stage.form(told.desk, planned, made)
    assert form.subject.startswith("[TLP:AMBER] ")
    assert form.text.startswith("TLP:AMBER\n")
    assert "Subject:" not in form.text


def test_a_portal_that_left_the_catalogue_and_a_document_that_is_no_text_have_no_form(desk: Desk, case: Case) -> None:
    gone = plan(desk, case, Planned(kind=RoadKind.BY_HAND, address="no_such_channel"))
    with pytest.raises(BadInput, match="catalogue"):
        stage.form(desk, gone, _approved(desk, gone))
    binary = Planned(kind=RoadKind.BY_HAND, address=_channel_with_a_form(desk), payload=b"%PDF\xff")
    pdf = plan(desk, case, binary)
    with pytest.raises(BadInput, match="no text"):
        stage.form(desk, pdf, _approved(desk, pdf))


def test_what_a_person_sent_is_recorded_with_the_number_the_portal_gave(story: DeskOfStories) -> None:
    desk = story.desk
    case = a_case(desk)
    planned = _portal(desk, case)
    seen = desk.case(case.id)
    with pytest.raises(BadInput, match="number"):
        stage.done_by_hand(desk, seen, planned, _approved(desk, planned), receipt=" ")
    done = stage.done_by_hand(desk, seen, planned, _approved(desk, planned), receipt=" INC-4711 ")
    assert (done.state, done.reason, done.attempt) == ("sent", "done_by_hand", 1)
    sheet = desk.sheet(done.sheet, TransportSheet)
    assert sheet is not None
    assert sheet.receipt == "INC-4711"
    with pytest.raises(ActNotAllowed):
        stage.done_by_hand(desk, desk.case(case.id), done, _approved(desk, done), receipt="INC-4711")


def test_what_goes_by_mail_is_not_done_by_hand(desk: Desk, case: Case, planned: Delivery) -> None:
    with pytest.raises(ActNotAllowed, match="not by hand"):
        stage.done_by_hand(desk, desk.case(case.id), planned, _approved(desk, planned), receipt="INC-4711")


def test_an_approval_of_another_document_is_our_own_mistake(desk: Desk, case: Case) -> None:
    planned, other = _portal(desk, case), _portal(desk, case)
    with pytest.raises(AssertionError):
        stage.form(desk, planned, _approved(desk, other))
    assert isinstance(not_yet(desk, planned), Pending)


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_says_what_waits_for_whom_and_until_when(story: DeskOfStories) -> None:
    desk = story.desk
    case = a_case(desk)
    mail = plan(desk, case, Planned(wait=timedelta(minutes=10)))
    story.clock.tick(timedelta(minutes=10))
    hand, sent = plan(desk, case, BY_HAND), plan(desk, case, Planned(kind=RoadKind.PAGE))
    stage.moved(desk, sent, SENDING, SENT)
    _take(desk, mail)
    stage.moved(desk, mail, SENDING, FAILED)
    later = desk.clock.now() + timedelta(minutes=1)
    desk.outbox.put_back(mail.id, "a", due=later)
    first, second = stage.waiting(desk)
    assert (first.delivery, first.recipient, first.state, first.attempt) == (mail.id, "An agency", "failed", 1)
    assert (first.reason, first.next_try, first.answer) == ("refused_for_now", later, "451 try again later")
    assert (second.delivery, second.kind, second.state, second.next_try) == (hand.id, "by_hand", "queued", None)
