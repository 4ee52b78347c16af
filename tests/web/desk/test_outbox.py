"""The outbox on its pages: what waits, stopped in time, tried again, taken over, and sent by hand."""

from html import unescape

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.shares import CIRCLE_FACTS, Stage
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.stages.delivery import SENDING, Move, find, moved
from tocsin.stages.share import find as share_of
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.sharing import Delivery


@pytest.fixture
def ready(stage: Stage) -> Stage:
    """A marked case with a clean copy; what is planned can be stopped for a quarter of an hour."""
    stage.desk = replace(stage.desk, settings=replace(stage.desk.settings, undo_minutes=15))
    stage.marked()
    stage.cleaned()
    return stage


def planned(stage: Stage, party: str) -> Delivery:
    """A delivery that waits."""
    share = stage.proposed(party, facts=CIRCLE_FACTS | {"SIG": "credible"})  # nobody is attacked now: it waits
    stage.approved(share, stage.team())
    (made,) = stage.sent(share_of(stage.desk, share.id))
    return made


def test_what_waits_says_until_when_it_can_be_stopped_and_is_stopped(
    story: DeskOfStories, server: str, ready: Stage
) -> None:
    delivery = planned(ready, ready.party(HOSTILE, "adopter", address="soc@adopter.example"))
    browser = visitor(story, server)
    page = browser.get(f"/outbox?share={delivery.share}").text
    assert "Can be stopped until" in page
    assert "in 15 minutes" in page
    assert is_inert(page)
    assert "Can be stopped until" in browser.get("/outbox").text
    answer = browser.send(f"/outbox/{delivery.id}/stop")
    assert answer.headers["location"].startswith(f"/outbox/{delivery.id}?done=Stopped")
    assert find(story.desk, delivery.id).reason == DeliveryReason.STOPPED_IN_TIME
    over = browser.get(f"/outbox/{delivery.id}").text
    assert "It is over" in over
    assert f"/outbox/{delivery.id}/stop" not in over
    gone = browser.get(f"/outbox?share={delivery.share}").text
    assert "Nothing of this share is on its way any more" in gone
    assert "nothing left" in gone
    assert "Nothing is on its way" in browser.get("/outbox").text


def test_only_the_share_that_is_named_is_shown(story: DeskOfStories, server: str, ready: Stage) -> None:
    one = planned(ready, ready.party("An Adopter", "adopter"))
    share = ready.proposed(ready.party("A Neighbour", "adopter"))
    page = visitor(story, server).get(f"/outbox?share={share.id}").text
    assert one.id not in page
    assert "Nothing of this share" in page


def test_what_failed_is_tried_again(story: DeskOfStories, server: str, ready: Stage) -> None:
    delivery = planned(ready, ready.party("An Adopter", "adopter"))
    ready.later(20)
    moved(ready.desk, delivery, SENDING, Move(state=DeliveryState.FAILED, reason=DeliveryReason.NOT_REACHABLE))
    browser = visitor(story, server)
    assert "not reachable" in browser.get("/outbox").text
    assert browser.send(f"/outbox/{delivery.id}/again").status_code == 303


def test_what_its_sender_may_not_send_is_offered_to_be_taken_over(
    story: DeskOfStories, server: str, ready: Stage
) -> None:
    delivery = planned(ready, ready.party("An Adopter", "adopter"))
    held = Move(state=DeliveryState.QUEUED, reason=DeliveryReason.SENDER_NOT_AUTHORISED)
    moved(ready.desk, delivery, held)
    browser = visitor(story, server)
    assert "Take over" in browser.get(f"/outbox/{delivery.id}").text
    assert browser.send(f"/outbox/{delivery.id}/take-over").status_code == 303


def test_by_hand_the_sheet_is_pasted_and_the_receipt_recorded(story: DeskOfStories, server: str, ready: Stage) -> None:
    delivery = planned(ready, ready.party("A Portal", "vendor", RoadKind.BY_HAND, "vendor_psirt"))
    browser = visitor(story, server)
    assert "Send by hand to A Portal" in unescape(browser.get("/outbox").text)
    page = browser.get(f"/outbox/{delivery.id}").text
    assert 'data-copies="' in page
    assert page.index("TLP:AMBER") < page.index("Text to paste")
    assert browser.send(f"/outbox/{delivery.id}/done", receipt="").status_code == 400
    browser.get(f"/outbox/{delivery.id}")
    assert browser.send(f"/outbox/{delivery.id}/done", receipt="INC-4711").status_code == 303
    assert find(story.desk, delivery.id).state == DeliveryState.SENT


def test_what_may_not_leave_any_more_is_not_pasted(story: DeskOfStories, server: str, ready: Stage) -> None:
    delivery = planned(ready, ready.party("A Portal", "vendor", RoadKind.BY_HAND, "vendor_psirt"))
    browser = visitor(story, server)
    browser.get(f"/outbox/{delivery.id}")
    fields = browser.hidden(f"/outbox/{delivery.id}/done") | {"receipt": HOSTILE}
    browser.get(f"/cases/{delivery.case}/marking")
    block = {"reason": "counsel_review", "until": "2026-04-24T12:00:00Z", "lifts_when": "counsel has read it"}
    assert browser.send(f"/cases/{delivery.case}/block", **block).status_code == 303
    page = browser.get(f"/outbox/{delivery.id}").text
    assert "It may not leave now" in page
    assert "Text to paste" not in page
    late = browser.client.post(f"/outbox/{delivery.id}/done", data=fields)
    assert late.status_code == 409
    assert is_inert(late.text)
    assert find(story.desk, delivery.id).state == DeliveryState.QUEUED


def test_who_may_not_sees_no_button_and_is_told_no(story: DeskOfStories, server: str, ready: Stage) -> None:
    delivery = planned(ready, ready.party("A Portal", "vendor", RoadKind.BY_HAND, "vendor_psirt"))
    auditor = visitor(story, server, "auditor")
    page = auditor.get(f"/outbox/{delivery.id}").text
    for move in ("stop", "done", "again"):
        assert f"/outbox/{delivery.id}/{move}" not in page
        csrf = auditor.hidden("/theme")["csrf"]
        assert auditor.client.post(f"/outbox/{delivery.id}/{move}", data={"csrf": csrf}).status_code == 403
    writer = visitor(story, server)
    assert writer.client.post(f"/outbox/{delivery.id}/stop", data={"x": "y"}).status_code == 403
    assert find(story.desk, delivery.id).state == DeliveryState.QUEUED
