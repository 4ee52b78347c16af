"""Routes and channels: what is ready, what lacks, confirmed in one's own name, tried without sending."""

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.vocab.delivery import RoadKind


def test_each_required_group_says_whether_it_can_be_reached_and_what_lacks(stage: Stage, server: str) -> None:
    stage.party("Example Clinic", "adopter")
    page = visitor(stage.story, server).get("/routes").text
    assert "5 required groups cannot be reached" in page
    assert "example-clinic@example-clinic.example" in page
    assert "no deputy" in page
    assert "No route of this group was confirmed." in page


def test_a_route_is_confirmed_again_and_withdrawn(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    page = browser.get("/routes?channel=affected_partner").text
    assert page.count("data-next") == 1
    said = {"address": "soc@clinic.example", "person": story.desk.person, "hours": "24 hours", "scope": HOSTILE}
    assert browser.send("/routes", **said).status_code == 303
    (route,) = ask(story.desk, "route.list")["routes"]
    assert route["people"] == [story.desk.person]
    page = browser.get(f"/routes?route={route['route']}").text
    assert "Confirm again:" in page
    assert is_inert(page)
    browser.send("/routes", **(said | {"scope": "security"}))
    assert [one["scope"] for one in ask(story.desk, "route.list")["routes"]] == ["security"]
    browser.get("/routes")
    browser.send(f"/routes/{route['route']}/withdraw", reason="moved")
    assert ask(story.desk, "route.list")["routes"] == []


def test_a_look_alike_is_refused_with_the_reason_and_what_was_typed_is_shown_again(
    story: DeskOfStories, server: str
) -> None:
    browser = visitor(story, server)
    browser.get("/routes?channel=cisa_report")
    answer = browser.send("/routes", address="https://www.cisa.gov.example/report", hours="all day")
    assert answer.status_code in {400, 409}
    assert "look_alike" in answer.text or "look alike" in answer.text
    assert "all day" in answer.text
    assert ask(story.desk, "route.list")["routes"] == []


def test_who_takes_such_a_report_is_looked_up(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    assert "Because of:" in browser.get("/routes?text=incident").text
    assert "No channel of the catalogue fits" in browser.get("/routes?text=zzz").text
    assert is_inert(browser.client.get("/routes", params={"text": HOSTILE}).text)


def test_only_who_keeps_the_desk_confirms_routes(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server, "analyst")
    page = browser.get("/routes?channel=affected_partner")
    assert page.status_code == 200
    assert 'action="/routes" data-draft' not in page.text
    for path in ("/routes", "/routes/route-" + "0" * 26 + "/withdraw"):
        assert browser.client.post(path, data=browser.hidden("/theme")).status_code == 403


def test_channels_are_tried_without_sending(stage: Stage, server: str) -> None:
    stage.party("Example Clinic", "adopter", RoadKind.FOLDER, stage.folder("clinic"))
    browser = visitor(stage.story, server)
    page = browser.get("/channels").text
    assert "no mail server is set" in page
    size = stage.desk.log.size()
    tried = browser.send("/channels/test")
    assert "nothing was sent" in tried.text
    assert "works" in tried.text
    assert "does not work" in tried.text
    assert stage.desk.log.size() == size


def test_an_auditor_looks_at_channels_and_tries_none(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server, "auditor")
    assert 'action="/channels/test"' not in browser.get("/channels").text
    assert browser.client.post("/channels/test", data=browser.hidden("/theme")).status_code == 403


def test_what_no_page_of_this_session_sent_changes_nothing(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    sent = browser.client.post("/routes", data={"channel": "affected_partner", "address": "soc@clinic.example"})
    assert sent.status_code == 403
    assert ask(story.desk, "route.list")["routes"] == []
