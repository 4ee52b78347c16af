"""Deliveries move as their table says; answers, effects and the end of a case add up."""

import itertools

import pytest
from msgspec.structs import replace

from tests.histories import world_of
from tests.leaves import CASE, DELIVERY, DEPUTY, FEEDBACK, NOON, PARTY, PERSON, SHARE, leaf_of, one_of_each
from tocsin.rules.fold.delivery import MOVES, check_move
from tocsin.vocab.act import Act
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import impact as im
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import share as s
from tocsin.vocab.case import Case, Entity
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.sharing import Delivery, Feedback, KeptReceipt


def world(*acts: Act) -> dict[tuple[str, str], Entity]:
    """What acts add up to, after a case, a party in it, a share and a delivery."""
    begun = [one_of_each()[one] for one in (i.CaseOpened, im.PartyInvolved, s.ShareProposed, d.DeliveryPlanned)]
    return world_of(leaf_of(act, seq=seq) for seq, act in enumerate([*begun, *acts]))


def moved(state: str, reason: str | None = None) -> d.DeliveryMoved:
    """The delivery in another state."""
    example = one_of_each()[d.DeliveryMoved]
    assert isinstance(example, d.DeliveryMoved)
    return replace(example, state=state, reason=reason)


def case_in(found: dict[tuple[str, str], Entity]) -> Case:
    """The case."""
    case = found["case", CASE]
    assert isinstance(case, Case)
    return case


@pytest.mark.parametrize(("before", "following"), list(itertools.product(DeliveryState, DeliveryState)))
def test_every_move_is_allowed_or_refused(before: DeliveryState, following: DeliveryState) -> None:
    if following in MOVES[before]:
        check_move(before, following)
    else:
        with pytest.raises(ActNotAllowed, match="cannot become"):
            check_move(before, following)


def test_nothing_is_sent_but_from_sending_and_every_state_is_reached() -> None:
    assert [state for state in DeliveryState if DeliveryState.SENT in MOVES[state]] == [DeliveryState.SENDING]
    reached = {DeliveryState.QUEUED} | {to for state in DeliveryState for to in MOVES[state]}
    assert reached == set(DeliveryState)


def test_fetching_proves_no_reading() -> None:
    found = world(moved("sending"), moved("sent"), moved("collected"))["delivery", DELIVERY]
    assert isinstance(found, Delivery)
    assert (found.state, found.acknowledged_at) == ("collected", None)
    assert found.sent_at
    assert found.collected_at


def test_who_takes_a_delivery_over_sends_it_and_what_holds_it_changes_nobodys_name() -> None:
    begun = [one_of_each()[one] for one in (i.CaseOpened, im.PartyInvolved, s.ShareProposed, d.DeliveryPlanned)]
    moves = [
        (moved("queued", reason="sender_not_authorised"), PERSON),
        (moved("queued", reason="taken_over"), DEPUTY),
        (moved("queued", reason="blocked"), PERSON),
    ]
    senders = []
    for count in range(len(moves) + 1):
        acts = [*((one, PERSON) for one in begun), *moves[:count]]
        found = world_of(replace(leaf_of(act, seq=seq), by=who) for seq, (act, who) in enumerate(acts))
        delivery = found["delivery", DELIVERY]
        assert isinstance(delivery, Delivery)
        senders.append(delivery.sender)
    assert senders == [PERSON, PERSON, DEPUTY, DEPUTY]


def test_a_party_was_told_when_something_was_sent_and_not_before() -> None:
    assert case_in(world(moved("sending"))).parties[PARTY].told_at is None
    told = case_in(world(moved("sending"), moved("sent"))).parties[PARTY]
    assert (told.told_at, told.answer) == (NOON, "contacted")


def _said(kind: str, **more: object) -> f.FeedbackReceived:
    example = one_of_each()[f.FeedbackReceived]
    assert isinstance(example, f.FeedbackReceived)
    return replace(example, kind=kind, answers=None, **more)


def test_a_signed_receipt_belongs_to_the_share_and_the_party_of_its_answer() -> None:
    kept = world(_said("acknowledged"), one_of_each()[f.ReceiptKept])["receipt", FEEDBACK]
    assert isinstance(kept, KeptReceipt)
    assert (kept.share, kept.party, kept.case, kept.as_offered) == (SHARE, PARTY, CASE, True)


def test_what_a_party_says_of_itself_is_its_state_and_a_question_is_not() -> None:
    assert case_in(world(_said("affected"))).parties[PARTY].said == "affected"
    assert case_in(world(_said("affected"), _said("question"))).parties[PARTY].said == "affected"


def test_an_answer_closes_its_question() -> None:
    answer = replace(_said("answer"), feedback=FEEDBACK[:-1] + "z", answers=FEEDBACK)
    found = world(_said("question"), answer)["feedback", FEEDBACK]
    assert isinstance(found, Feedback)
    assert found.answered_by == answer.feedback


def test_a_case_that_was_closed_can_be_open_again() -> None:
    closed = one_of_each()[f.CaseClosed]
    assert case_in(world(closed)).closed_at == NOON
    assert case_in(world(closed, one_of_each()[f.CaseReopened])).closed_at is None
