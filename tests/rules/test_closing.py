"""Nothing of a case may end in silence: every loose end is found, and what must be settled first is told apart."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.histories import world_of
from tests.leaves import DELIVERY, FEEDBACK, SHARE, leaf_of, one_of_each
from tocsin.rules.closing import TO_FINISH, loose_ends
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import share as s
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.feedback import ASKING, FeedbackKind
from tocsin.vocab.loose import Why
from tocsin.vocab.release import ShareState
from tocsin.vocab.sharing import Delivery, Feedback, Share

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)


def _entities() -> tuple[Share, Delivery, Feedback]:
    said = one_of_each()[f.FeedbackReceived]
    assert isinstance(said, f.FeedbackReceived)
    acts = [one_of_each()[one] for one in (i.CaseOpened, s.ShareProposed, d.DeliveryPlanned)]
    acts.append(replace(said, answers=None, kind="question"))
    world = world_of(leaf_of(act, seq=seq) for seq, act in enumerate(acts))
    share, delivery, feedback = world["share", SHARE], world["delivery", DELIVERY], world["feedback", FEEDBACK]
    assert isinstance(share, Share)
    assert isinstance(delivery, Delivery)
    assert isinstance(feedback, Feedback)
    return share, delivery, feedback


SHARED, PLANNED, ASKED = _entities()


def whys(*deliveries: Delivery, share: Share | None = None, feedback: tuple[Feedback, ...] = ()) -> list[Why]:
    """Why something hangs, for one share that was sent."""
    shares = [share or replace(SHARED, state="shared", recipients=())]
    return [one.why for one in loose_ends(shares, deliveries, feedback, blocked_until=None, now=NOON)]


@pytest.mark.parametrize("state", ShareState)
def test_a_share_is_sent_or_dropped_before_a_case_ends(state: ShareState) -> None:
    unsent = state in (ShareState.DRAFT, ShareState.WRITTEN, ShareState.APPROVED)
    assert whys(share=replace(SHARED, state=state, recipients=())) == ([Why.NOT_SENT] if unsent else [])


@pytest.mark.parametrize("state", DeliveryState)
def test_every_state_of_a_delivery_hangs_or_has_come_to_its_end(state: DeliveryState) -> None:
    expected = {
        DeliveryState.QUEUED: [Why.ON_ITS_WAY],
        DeliveryState.SENDING: [Why.ON_ITS_WAY],
        DeliveryState.FAILED: [Why.ON_ITS_WAY],
        DeliveryState.SENT: [Why.UNANSWERED],
        DeliveryState.COLLECTED: [Why.UNANSWERED],
        DeliveryState.ACKNOWLEDGED: [],
        DeliveryState.BOUNCED: [Why.NOT_REACHED],
        DeliveryState.GIVEN_UP: [Why.NOT_REACHED],
        DeliveryState.CANCELLED: [],
    }
    assert whys(replace(PLANNED, state=state)) == expected[state]


def test_a_later_delivery_answers_for_a_lost_one() -> None:
    lost = replace(PLANNED, state="bounced")
    again = replace(PLANNED, id=DELIVERY[:-1] + "z", state="acknowledged", planned_at=NOON + timedelta(days=1))
    assert whys(lost, again) == []


def test_a_question_hangs_until_it_is_answered() -> None:
    assert whys(feedback=(ASKED,)) == [Why.QUESTION]
    assert whys(feedback=(replace(ASKED, answered_by=FEEDBACK),)) == []


def _broken() -> Share:
    """A share that broke the glass."""
    acts = [one_of_each()[one] for one in (i.CaseOpened, s.ShareProposed, s.DocumentWritten, s.ShareApproved)]
    world = world_of(leaf_of(act, seq=seq) for seq, act in enumerate(acts))
    broken = world["share", SHARE]
    assert isinstance(broken, Share)
    return broken


def test_a_release_that_broke_the_glass_is_reviewed_first() -> None:
    broken, sent = _broken(), replace(PLANNED, state="acknowledged")
    assert whys(sent, share=replace(broken, state="shared")) == [Why.NOT_REVIEWED]
    assert whys(sent, share=replace(broken, state="shared", reviewed="justified")) == []


@pytest.mark.parametrize("kind", FeedbackKind)
def test_what_asks_something_of_us_hangs_and_nothing_else_that_is_said(kind: FeedbackKind) -> None:
    assert whys(feedback=(replace(ASKED, kind=kind),)) == ([Why.QUESTION] if kind in ASKING else [])


def test_whoever_answers_a_lost_delivery_was_reached() -> None:
    said = replace(ASKED, kind="affected", delivery=DELIVERY)
    assert whys(replace(PLANNED, state="bounced"), feedback=(said,)) == []
    ours = replace(said, kind="wider_denied")
    assert whys(replace(PLANNED, state="bounced"), feedback=(ours,)) == [Why.NOT_REACHED]


def test_of_a_share_that_was_sent_nobody_is_left_out_in_silence() -> None:
    yes = replace(_broken().outcomes[SHARED.recipients[0]], break_glass=False)
    half = replace(
        SHARED, state="shared", recipients=(*SHARED.recipients, "party-other"), outcomes={"party-other": yes}
    )
    sent = replace(PLANNED, state="acknowledged")
    assert whys(sent, share=half) == [Why.NOT_SENT]
    refused = replace(half, outcomes={"party-other": replace(yes, approved=False)})
    assert whys(sent, share=refused) == []
    assert whys(sent, replace(sent, id="delivery-other", recipient="party-other"), share=half) == []


def test_a_dropped_share_needs_no_review() -> None:
    assert whys(share=replace(_broken(), state="dropped")) == []


def test_a_block_that_stands_hangs_and_one_that_ended_does_not() -> None:
    for until, found in ((NOON + timedelta(hours=1), [Why.BLOCKED]), (NOON, [])):
        assert [one.why for one in loose_ends((), (), (), blocked_until=until, now=NOON)] == found


def test_what_can_be_left_to_a_later_day_is_what_waits_for_others() -> None:
    assert set(Why) - TO_FINISH == {Why.UNANSWERED, Why.NOT_REACHED, Why.QUESTION}
