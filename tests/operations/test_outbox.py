"""The outbox: what waits by the page, stopped, hastened, and done by hand only while it may leave."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import Stage
from tocsin.stages.share import find
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with a clean copy."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def planned(stage: Stage, *parties: str) -> list[str]:
    """Deliveries that wait, by their ids, in the order in which they were planned."""
    share = stage.proposed(*parties)
    stage.approved(share, stage.team())
    return [one.id for one in stage.sent(find(stage.desk, share.id))]


def test_what_waits_is_listed_oldest_first_by_the_page(stage: Stage) -> None:
    waiting = set(planned(stage, *(stage.party(f"Party {number}", "adopter") for number in range(3))))
    first = ask(stage.desk, "outbox.list", limit=2)
    assert len(first["items"]) == 2
    assert {one["title"] for one in first["items"]} == {"A poisoned page"}
    assert stage.desk.index.get("party", first["items"][0]["party"]) is not None
    gone = first["items"][1]["delivery"]
    ask(stage.desk, "outbox.cancel", delivery=gone)
    rest = ask(stage.desk, "outbox.list", limit=2, cursor=first["next"])
    assert {one["delivery"] for one in rest["items"]} == waiting - {one["delivery"] for one in first["items"]}
    assert (len(rest["items"]), rest["next"]) == (1, "")
    assert len(ask(stage.desk, "outbox.list")["items"]) == 2


def test_a_delivery_is_stopped_in_time_and_then_not_hastened(stage: Stage) -> None:
    (delivery,) = planned(stage, stage.party("An Adopter", "adopter"))
    assert ask(stage.desk, "outbox.retry", delivery=delivery)["state"] == "queued"
    stopped = ask(stage.desk, "outbox.cancel", delivery=delivery)
    assert (stopped["state"], stopped["reason"]) == ("cancelled", "stopped_in_time")
    assert ask(stage.desk, "delivery.show", delivery=delivery) == stopped
    for again in ("outbox.retry", "outbox.cancel"):
        with pytest.raises(ActNotAllowed):
            ask(stage.desk, again, delivery=delivery)


def test_what_goes_by_hand_is_pasted_and_its_receipt_is_recorded(stage: Stage) -> None:
    (delivery,) = planned(stage, stage.party("A Portal", "vendor", RoadKind.BY_HAND, "vendor_psirt"))
    sheet = ask(stage.desk, "outbox.show", delivery=delivery)
    assert (sheet["recipient"], sheet["why"]) == ("A Portal", [])
    assert "TLP:AMBER" in sheet["text"]
    with pytest.raises(BadInput, match="number"):
        ask(stage.desk, "outbox.done", delivery=delivery, receipt=" ")
    done = ask(stage.desk, "outbox.done", delivery=delivery, receipt="INC-4711")
    assert (done["state"], done["reason"], done["why"]) == ("sent", "done_by_hand", [])


def test_what_may_not_leave_any_more_is_neither_shown_nor_recorded(stage: Stage) -> None:
    (delivery,) = planned(stage, stage.party("A Portal", "vendor", RoadKind.BY_HAND, "vendor_psirt"))
    block = {"until": "2026-04-24T12:00:00Z", "lifts_when": "counsel has read it", "reason": "counsel_review"}
    ask(stage.desk, "case.block", case=stage.case.id, **block)
    stage.story.forget_acts()
    sheet = ask(stage.desk, "outbox.show", delivery=delivery)
    assert (sheet["text"], bool(sheet["why"])) == ("", True)
    done = ask(stage.desk, "outbox.done", delivery=delivery, receipt="INC-4711")
    assert (done["state"], done["why"]) == ("queued", sheet["why"])
    assert stage.story.new_acts() == []


def test_only_what_waits_of_one_share_is_listed_where_it_is_named(stage: Stage) -> None:
    (one,) = planned(stage, stage.party("An Adopter", "adopter"))
    share = ask(stage.desk, "delivery.show", delivery=one)["share"]
    (line,) = ask(stage.desk, "outbox.list", share=share)["items"]
    assert (line["delivery"], line["share"]) == (one, share)
    assert line["send_after"] == ask(stage.desk, "delivery.show", delivery=one)["send_after"]
    other = stage.proposed(stage.party("A Neighbour", "adopter"))
    assert ask(stage.desk, "outbox.list", share=other.id)["items"] == []
