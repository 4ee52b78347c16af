"""Who may hold a document, and how far what follows it came: every state of a delivery is answered."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.histories import world_of
from tests.leaves import DELIVERY, NOON, leaf_of, one_of_each
from tocsin.rules.recall import Reach, may_hold, newest, reach, waits
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import share as s
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.feedback import OURS, FeedbackKind
from tocsin.vocab.sharing import Delivery


def _planned() -> Delivery:
    acts = [one_of_each()[one] for one in (i.CaseOpened, s.ShareProposed, d.DeliveryPlanned)]
    found = world_of(leaf_of(act, seq=seq) for seq, act in enumerate(acts))["delivery", DELIVERY]
    assert isinstance(found, Delivery)
    return found


PLANNED = _planned()


@pytest.mark.parametrize("state", DeliveryState)
def test_what_was_never_tried_nobody_holds(state: DeliveryState) -> None:
    assert not may_hold(replace(PLANNED, state=state, attempt=0))


@pytest.mark.parametrize("state", DeliveryState)
def test_of_what_was_tried_nobody_knows_but_what_was_refused_at_the_door(state: DeliveryState) -> None:
    tried = replace(PLANNED, state=state, attempt=1)
    assert may_hold(tried) == (state is not DeliveryState.BOUNCED)
    assert may_hold(replace(tried, sent_at=NOON))  # it came back later: some copy of it may have arrived


def test_what_waits_will_still_go_out() -> None:
    assert {state for state in DeliveryState if waits(replace(PLANNED, state=state))} == {"queued", "failed"}


def test_the_newest_is_the_one_that_was_planned_last() -> None:
    later = replace(PLANNED, id="delivery-0", planned_at=PLANNED.planned_at + timedelta(minutes=1))
    assert newest([later, PLANNED]) == later
    assert newest([]) is None


@pytest.mark.parametrize("state", DeliveryState)
def test_every_state_says_how_far_it_came(state: DeliveryState) -> None:
    expected = {
        DeliveryState.QUEUED: Reach.ON_ITS_WAY,
        DeliveryState.SENDING: Reach.ON_ITS_WAY,
        DeliveryState.FAILED: Reach.ON_ITS_WAY,
        DeliveryState.SENT: Reach.SILENT,
        DeliveryState.COLLECTED: Reach.SILENT,
        DeliveryState.ACKNOWLEDGED: Reach.CONFIRMED,
        DeliveryState.BOUNCED: Reach.NOT_REACHED,
        DeliveryState.GIVEN_UP: Reach.NOT_REACHED,
        DeliveryState.CANCELLED: Reach.NOT_REACHED,
    }
    assert reach(replace(PLANNED, state=state), ()) is expected[state]
    assert reach(replace(PLANNED, state=state), OURS) is expected[state]


def test_without_a_delivery_nothing_was_sent() -> None:
    assert reach(None, ()) is Reach.NOT_SENT


@pytest.mark.parametrize("kind", sorted(set(FeedbackKind) - OURS))
def test_a_question_is_an_answer_and_no_confirmation(kind: FeedbackKind) -> None:
    confirming = {FeedbackKind.ACKNOWLEDGED, FeedbackKind.CORRECTION_CONFIRMED}
    acknowledged = replace(PLANNED, state="acknowledged")
    assert reach(acknowledged, [kind]) is (Reach.CONFIRMED if kind in confirming else Reach.ANSWERED)
    assert reach(acknowledged, ["question", kind]) is (Reach.CONFIRMED if kind in confirming else Reach.ANSWERED)
