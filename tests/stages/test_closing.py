"""A case ends, never in silence over an unanswered share; what is left has an owner and a day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.builders import DeskOfStories, names
from tests.shares import Stage
from tocsin.stages import casework, closing, marking, people, recall
from tocsin.stages.casework import open_items
from tocsin.stages.closing import CLOSED_WHEN, WORDS, close, hanging, in_words, reopen
from tocsin.stages.delivery import cancel
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, receive
from tocsin.stages.packaging import write_documents
from tocsin.stages.release import refuse, review
from tocsin.stages.sending import send
from tocsin.stages.share import drop, find
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.loose import Why
from tocsin.vocab.sheet import ClosingSheet

LATER = date(2026, 5, 1)


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


@pytest.fixture
def mira(stage: Stage) -> Desk:
    """Somebody else who approves."""
    return stage.team()


def whys(stage: Stage) -> list[Why]:
    """Why something hangs."""
    return [one.why for one in hanging(stage.desk, stage.now())]


def test_a_case_over_which_nothing_hangs_is_closed_with_a_summary(stage: Stage) -> None:
    stage.story.forget_acts()
    with pytest.raises(BadInput, match="how it ended"):
        close(stage.desk, stage.now(), summary=" ")
    found = close(stage.desk, stage.now(), summary="nothing to share", who_else="the host of the page")
    assert names(stage.story.new_acts()) == ["CaseClosed"]
    assert found.closed_at == stage.desk.clock.now()
    assert stage.desk.sheet(found.closing, ClosingSheet) == ClosingSheet(
        summary="nothing to share", who_else="the host of the page"
    )
    with pytest.raises(ActNotAllowed, match="is closed"):
        close(stage.desk, stage.now(), summary="again")


def test_an_unanswered_share_is_left_open_by_name_or_the_case_stays_open(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("vendor", "vendor"), by=mira)
    assert whys(stage) == [Why.UNANSWERED]
    with pytest.raises(ActNotAllowed, match=r"delivery-\w+ \(vendor\): no answer yet") as refused:
        close(stage.desk, stage.now(), summary="done")
    assert "--check-on" in refused.value.hint
    assert stage.now().closed_at is None
    found = close(stage.desk, stage.now(), summary="done", check_on=LATER)
    (left,) = open_items(stage.desk, found)
    assert (left.owner, left.check_on) == (stage.desk.person, "2026-05-01")
    assert "(vendor): no answer yet" in left.what
    assert left.closes_when == CLOSED_WHEN[Why.UNANSWERED]
    assert find(stage.desk, share.id).state == "shared"


def test_what_is_left_belongs_to_whoever_answers_for_the_case(stage: Stage, mira: Desk) -> None:
    stage.delivered(stage.party("vendor", "vendor"), by=mira)
    casework.assign(stage.desk, stage.now(), mira.person)
    found = close(stage.desk, stage.now(), summary="done", check_on=LATER)
    assert [one.owner for one in found.open_items] == [mira.person]


def test_what_was_open_before_stays_open_beside_what_is_left(stage: Stage, mira: Desk) -> None:
    stage.delivered(stage.party("vendor", "vendor"), by=mira)
    casework.add_open_item(stage.desk, stage.now(), what="which tenants?", closes_when="", check_on="2026-04-01")
    found = close(stage.desk, stage.now(), summary="done", check_on=LATER)
    assert [one.check_on for one in found.open_items] == ["2026-04-01", "2026-05-01"]


def test_the_day_to_look_again_is_not_over(stage: Stage, mira: Desk) -> None:
    stage.delivered(stage.party("vendor", "vendor"), by=mira)
    with pytest.raises(BadInput, match="lies in the past"):
        close(stage.desk, stage.now(), summary="done", check_on=stage.desk.clock.now().date() - timedelta(days=1))


def test_an_acknowledged_share_hangs_no_more_and_a_question_of_it_does(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("vendor", "vendor"), by=mira)
    question = receive(stage.desk, share, Said(party=share.recipients[0], kind="question", text="which?"))
    assert whys(stage) == [Why.QUESTION]
    receive(stage.desk, share, Said(party=share.recipients[0], kind="answer", answers=question.id))
    assert whys(stage) == []
    receive(stage.desk, share, Said(party=share.recipients[0], kind="wider_requested", text="to our ISAC"))
    assert whys(stage) == [Why.QUESTION]


def test_who_was_not_reached_hangs_until_they_say_something(stage: Stage, mira: Desk) -> None:
    share, _ = stage.approved(stage.proposed(stage.party("vendor", "vendor")), mira)
    stage.bounced(*stage.sent(share))
    assert whys(stage) == [Why.NOT_REACHED]
    assert len(close(stage.desk, stage.now(), summary="done", check_on=LATER).open_items) == 1


@pytest.mark.parametrize(
    "unsettled", ["written", "approved", "queued", "stopped", "half", "withdrawal", "glass", "block"]
)
def test_what_a_person_can_settle_now_is_settled_first(stage: Stage, mira: Desk, unsettled: str) -> None:
    """None of it can be left to a later day."""
    undo = _unsettled(stage, mira, unsettled)
    with pytest.raises(ActNotAllowed, match="to be settled first"):
        close(stage.desk, stage.now(), summary="done", check_on=LATER)
    undo()
    assert close(stage.desk, stage.now(), summary="done", check_on=LATER).closed_at is not None


def _unsettled(stage: Stage, mira: Desk, what: str) -> Callable[[], object]:
    desk, party = stage.desk, stage.party("agency", "federal")
    if what == "block":
        until = desk.clock.now() + timedelta(hours=1)
        marking.block(
            desk, stage.now(), owner=desk.person, until=until, reason=BlockReason.COUNSEL_REVIEW, lifts_when="read"
        )
        return lambda: marking.unblock(desk, stage.now(), reason="other", because="read")
    if what == "withdrawal":
        sent = stage.delivered(party, by=mira)
        proposed = write_documents(desk, recall.withdraw(desk, sent, why="wrong"))
        return lambda: drop(desk, proposed, reason="mistake")
    other = stage.party("other", "adopter")
    share = stage.proposed(party, other) if what == "half" else stage.proposed(party)
    if what == "written":
        return lambda: drop(desk, share, reason="not_needed")
    if what == "glass":
        stage.approved(share, desk, break_glass="active_attack")
        stage.arrived(*stage.sent(share))
        return lambda: review(mira, find(desk, share.id), verdict="justified", because="it was real")
    stage.approved(share, mira)
    if what == "approved":
        return lambda: drop(desk, find(desk, share.id), reason="not_needed")
    (planned,) = send(desk, share, only=(party,))
    if what == "queued":
        return lambda: stage.arrived(planned)
    if what == "half":
        stage.arrived(planned)
        return lambda: refuse(desk, find(desk, share.id), recipient=other, until=None, because="they know")
    cancel(desk, planned)
    return lambda: drop(desk, find(desk, share.id), reason="not_needed")


def test_every_end_has_its_words(stage: Stage, mira: Desk) -> None:
    assert set(WORDS) == set(Why)
    stage.delivered(stage.party("vendor", "vendor"), by=mira)
    (loose,) = hanging(stage.desk, stage.now())
    assert "vendor" in in_words(stage.desk, loose)


def test_a_closed_case_is_opened_again_with_a_reason(stage: Stage) -> None:
    with pytest.raises(ActNotAllowed, match="is open"):
        reopen(stage.desk, stage.now(), reason="correction")
    close(stage.desk, stage.now(), summary="done")
    with pytest.raises(BadInput, match="reason to open"):
        reopen(stage.desk, stage.now(), reason="because")
    found = reopen(stage.desk, stage.now(), reason="late_answer", because="the vendor wrote")
    assert found.closed_at is None
    assert closing.close(stage.desk, found, summary="done again").closed_at is not None


def test_an_answer_that_comes_late_is_taken_down_on_a_closed_case(stage: Stage, mira: Desk) -> None:
    share = stage.delivered(stage.party("vendor", "vendor"), by=mira)
    close(stage.desk, stage.now(), summary="done", check_on=LATER)
    assert receive(stage.desk, share, Said(party=share.recipients[0], kind="fixed")).kind == "fixed"
    assert stage.now().closed_at is not None


def test_nobody_who_was_retired_is_in_the_way(stage: Stage, mira: Desk) -> None:
    stage.delivered(stage.party("vendor", "vendor"), by=mira)
    casework.assign(stage.desk, stage.now(), mira.person)
    people.retire(stage.desk, mira.person)
    found = close(stage.desk, stage.now(), summary="done", check_on=LATER)
    assert [one.owner for one in found.open_items] == [stage.desk.person]
