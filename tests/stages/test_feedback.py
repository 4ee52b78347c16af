"""What came back is linked to the delivery that caused it; nobody's silence is taken for an answer."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case, names
from tests.shares import Stage
from tocsin.stages.delivery import Move, moved
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import (
    Said,
    effects_of,
    feedback_on,
    followed,
    note_after_receipt,
    open_questions,
    receive,
    record_effect,
)
from tocsin.stages.share import deliveries_of, find
from tocsin.vocab.acts.feedback import EffectRecorded, FeedbackReceived
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.feedback import OURS, AfterReceipt, EffectKind, FeedbackKind, Knowledge, KnownFrom
from tocsin.vocab.sharing import Delivery, Feedback, Share
from tocsin.vocab.sheet import NoteSheet

TODAY = date(2026, 3, 24)
FETCHED = Move(state=DeliveryState.COLLECTED, reason=DeliveryReason.FETCHED)


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


@pytest.fixture
def vendor(stage: Stage) -> str:
    """A recipient."""
    return stage.party("vendor", "vendor")


@pytest.fixture
def share(stage: Stage, mira: Desk, vendor: str) -> Share:
    """A share that arrived there."""
    return stage.delivered(vendor, by=mira)


def delivery_of(stage: Stage, share: Share) -> Delivery:
    """Its one delivery as it is now."""
    (found,) = deliveries_of(stage.desk, find(stage.desk, share.id))
    return found


def ask(stage: Stage, share: Share, kind: str = "question") -> Feedback:
    """What a recipient wants of us."""
    return receive(stage.desk, share, Said(party=share.recipients[0], kind=kind, text="Which version?"))


# --- what a party says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(set(FeedbackKind) - OURS))
def test_whoever_says_anything_has_read_it(stage: Stage, share: Share, vendor: str, kind: FeedbackKind) -> None:
    stage.story.forget_acts()
    found = receive(stage.desk, share, Said(party=vendor, kind=kind))
    assert names(stage.story.new_acts()) == ["FeedbackReceived", "DeliveryMoved"]
    assert (found.share, found.delivery, found.party, found.kind) == (
        share.id,
        delivery_of(stage, share).id,
        vendor,
        kind,
    )
    assert (delivery_of(stage, share).state, delivery_of(stage, share).reason) == ("acknowledged", "answered")


def test_fetching_is_no_answer_until_they_say_something(stage: Stage, share: Share, vendor: str) -> None:
    moved(stage.desk, delivery_of(stage, share), FETCHED)
    assert delivery_of(stage, share).acknowledged_at is None
    assert feedback_on(stage.desk, share) == []
    receive(stage.desk, share, Said(party=vendor, kind="acknowledged", means="taxii"))
    assert delivery_of(stage, share).state == "acknowledged"


def test_a_second_answer_moves_nothing_a_second_time(stage: Stage, share: Share, vendor: str) -> None:
    receive(stage.desk, share, Said(party=vendor, kind="acknowledged"))
    stage.story.forget_acts()
    stage.later(1)
    receive(stage.desk, share, Said(party=vendor, kind="affected"))
    assert names(stage.story.new_acts()) == ["FeedbackReceived"]
    assert [one.kind for one in feedback_on(stage.desk, share)] == ["acknowledged", "affected"]


def test_words_and_names_lie_in_the_vault_and_the_way_is_a_closed_word(stage: Stage, share: Share, vendor: str) -> None:
    stage.story.forget_acts()
    found = receive(stage.desk, share, Said(party=vendor, kind="affected", text="two clusters", means="mail"))
    act = next(act for act in stage.story.new_acts() if isinstance(act, FeedbackReceived))
    assert "two clusters" not in repr(act)
    sheet = stage.desk.sheet(found.sheet, NoteSheet)
    assert sheet is not None
    assert sheet.text == "two clusters"
    with pytest.raises(BadInput, match="way in which it reached us"):
        receive(stage.desk, share, Said(party=vendor, kind="affected", means="mary_contrary_told_me"))


def test_known_already_has_its_moment_and_its_source(stage: Stage, share: Share, vendor: str) -> None:
    since = stage.desk.clock.now() - timedelta(days=3)
    said = Said(party=vendor, kind="known_already", known_since=since, known_from="own_detection")
    found = receive(stage.desk, share, said)
    assert (found.known_since, found.known_from) == (since, KnownFrom.OWN_DETECTION)
    for wrong, told in (
        (replace(said, known_from="a friend"), "kind of source"),
        (replace(said, known_since=stage.desk.clock.now() + timedelta(days=1)), "before now"),
        (replace(said, kind="affected"), "belong to known_already"),
    ):
        with pytest.raises(BadInput, match=told):
            receive(stage.desk, share, wrong)


def test_what_somebody_says_belongs_to_the_share_that_reached_them(stage: Stage, mira: Desk, share: Share) -> None:
    other = stage.party("other", "adopter")
    with pytest.raises(ActNotAllowed, match="is no recipient"):
        receive(stage.desk, share, Said(party=other, kind="affected"))
    waits, _ = stage.approved(stage.proposed(other), mira)
    (delivery,) = stage.sent(waits)
    with pytest.raises(ActNotAllowed, match="cannot have caused this"):
        receive(stage.desk, waits, Said(party=other, kind="affected"))
    stage.bounced(delivery)
    with pytest.raises(ActNotAllowed, match="cannot have caused this"):
        receive(stage.desk, waits, Said(party=other, kind="affected"))
    assert feedback_on(stage.desk, waits) == []


def test_the_newest_delivery_caused_it_unless_one_is_named(stage: Stage, mira: Desk, vendor: str) -> None:
    share, _ = stage.approved(stage.proposed(vendor), mira)
    (first,) = stage.sent(share)
    stage.arrived(first)
    bounce = Move(state=DeliveryState.BOUNCED, reason=DeliveryReason.BOUNCE_RECEIVED)
    moved(stage.desk, replace(first, attempt=1), bounce)
    stage.later(1)
    (second,) = stage.sent(share)
    assert receive(stage.desk, share, Said(party=vendor, kind="affected")).delivery == first.id  # the other waits yet
    stage.arrived(second)
    assert receive(stage.desk, share, Said(party=vendor, kind="affected")).delivery == second.id
    assert receive(stage.desk, share, Said(party=vendor, kind="fixed"), delivery=first.id).delivery == first.id
    with pytest.raises(ActNotAllowed, match="cannot have caused"):
        receive(stage.desk, share, Said(party=vendor, kind="fixed"), delivery="delivery-of-somebody-else")


def test_an_unknown_kind_is_told(stage: Stage, share: Share, vendor: str) -> None:
    with pytest.raises(BadInput, match="kind of feedback"):
        receive(stage.desk, share, Said(party=vendor, kind="shrugged"))


# --- question and answer ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("question", "answer"), ("wider_requested", "wider_granted"), ("wider_requested", "wider_denied")],
)
def test_a_question_is_open_until_it_is_answered_once(
    stage: Stage, share: Share, vendor: str, asked: str, answered: str
) -> None:
    question = ask(stage, share, asked)
    assert [one.id for one in open_questions(stage.desk, share)] == [question.id]
    said = Said(party=vendor, kind=answered, text="1.2", means="mail", answers=question.id)
    found = receive(stage.desk, share, said)
    assert found.answers == question.id
    assert open_questions(stage.desk, share) == []
    with pytest.raises(ActNotAllowed, match="answered already"):
        receive(stage.desk, share, said)


def test_our_answer_proves_no_reading(stage: Stage, mira: Desk, vendor: str) -> None:
    share = stage.delivered(vendor, by=mira)
    question = ask(stage, share)
    again = stage.delivered(vendor, by=mira)
    with pytest.raises(BadInput, match="is no question of this party on this share"):
        receive(stage.desk, again, Said(party=vendor, kind="answer", answers=question.id))
    assert delivery_of(stage, again).state == "sent"


def test_an_answer_names_what_it_answers_and_nothing_else_does(stage: Stage, share: Share, vendor: str) -> None:
    for kind in sorted(OURS):
        with pytest.raises(BadInput, match="names what it answers"):
            receive(stage.desk, share, Said(party=vendor, kind=kind))
    question = ask(stage, share)
    with pytest.raises(BadInput, match="answers no question"):
        receive(stage.desk, share, Said(party=vendor, kind="affected", answers=question.id))
    with pytest.raises(BadInput, match="is no wider_requested"):
        receive(stage.desk, share, Said(party=vendor, kind="wider_granted", answers=question.id))


# --- the six things that may happen after receipt ---------------------------------------------------------------------


def test_nothing_is_known_until_somebody_says_it(stage: Stage, share: Share) -> None:
    found = list(followed(stage.desk, share))
    assert [one.step for one in found] == list(AfterReceipt)
    assert {one.state for one in found} == {Knowledge.NOT_KNOWN}


def test_what_is_known_has_a_day_and_its_evidence_and_can_be_taken_back(
    stage: Stage, share: Share, vendor: str
) -> None:
    known = {"given": vendor, "step": "distributed", "state": "stated_by_recipient", "on": TODAY}
    note_after_receipt(stage.desk, share, **known, because="their mail of today")  # type: ignore[arg-type]  # as named
    told = {one.step: one for one in followed(stage.desk, share)}
    assert (told[AfterReceipt.DISTRIBUTED].state, told[AfterReceipt.DISTRIBUTED].on) == (
        "stated_by_recipient",
        "2026-03-24",
    )
    assert told[AfterReceipt.DISTRIBUTED].text == "their mail of today"
    assert told[AfterReceipt.USED].state is Knowledge.NOT_KNOWN
    note_after_receipt(stage.desk, share, given=vendor, step="distributed", state="not_known", on=TODAY)
    assert {one.state for one in followed(stage.desk, share)} == {Knowledge.NOT_KNOWN}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"step": "framed"}, "after receipt"),
        ({"state": "surely"}, "state of knowledge"),
        ({"on": TODAY + timedelta(days=1)}, "future"),
        ({"because": " "}, "has its evidence"),
    ],
)
def test_what_is_no_knowledge_is_not_recorded(
    stage: Stage, share: Share, vendor: str, wrong: dict[str, object], told: str
) -> None:
    said = {"given": vendor, "step": "used", "state": "seen_by_us", "on": TODAY, "because": "their advisory"} | wrong
    with pytest.raises(BadInput, match=told):
        note_after_receipt(stage.desk, share, **said)  # type: ignore[arg-type]  # as named


def test_of_what_never_reached_them_nothing_followed(stage: Stage, vendor: str) -> None:
    unsent = stage.proposed(vendor)
    with pytest.raises(ActNotAllowed, match="cannot have caused"):
        note_after_receipt(stage.desk, unsent, given=vendor, step="used", state="seen_by_us", on=TODAY, because="x")


# --- what changed -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EffectKind)
def test_an_effect_has_a_cause_of_the_same_case(stage: Stage, share: Share, vendor: str, kind: EffectKind) -> None:
    answer = receive(stage.desk, share, Said(party=vendor, kind="fixed"))
    stage.story.forget_acts()
    causes = (share.id, answer.id.removeprefix("feedback-")[:10], share.id)
    found = record_effect(stage.desk, stage.now(), kind=kind, because_of=causes, on=TODAY, text="the rule is live")
    assert (found.kind, found.because_of, found.on) == (kind, (share.id, answer.id), "2026-03-24")
    assert effects_of(stage.desk, stage.now()) == [found]
    act = next(act for act in stage.story.new_acts() if isinstance(act, EffectRecorded))
    assert "rule is live" not in repr(act)


def test_an_effect_without_a_cause_is_none(stage: Stage, share: Share, vendor: str) -> None:
    for because_of, told in (((), "what caused it"), (("zzzz",), "no share and no answer")):
        with pytest.raises(BadInput, match=told):
            record_effect(stage.desk, stage.now(), kind="mitigation", because_of=because_of, on=TODAY, text="x")
    other = a_case(stage.desk, name="another case")
    with pytest.raises(BadInput, match=f"belongs to {share.case}"):
        record_effect(stage.desk, other, kind="mitigation", because_of=(share.id,), on=TODAY, text="x")
    unsent = stage.proposed(vendor)
    with pytest.raises(BadInput, match="cannot have caused anything"):
        record_effect(stage.desk, stage.now(), kind="mitigation", because_of=(unsent.id,), on=TODAY, text="x")
    assert effects_of(stage.desk, stage.now()) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "fame"}, "kind of effect"),
        ({"text": " "}, "says what changed"),
        ({"on": TODAY + timedelta(days=1)}, "future"),
    ],
)
def test_what_is_no_change_is_not_recorded(stage: Stage, share: Share, wrong: dict[str, object], told: str) -> None:
    said = {"kind": "mitigation", "because_of": (share.id,), "on": TODAY, "text": "the rule is live"} | wrong
    with pytest.raises(BadInput, match=told):
        record_effect(stage.desk, stage.now(), **said)  # type: ignore[arg-type]  # as named
