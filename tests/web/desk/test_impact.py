"""Who is affected: the graph and its list say the same, parties are involved, contacts are decided."""

import json
import re
from datetime import timedelta

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.web.desk.visitor import HOSTILE, hostile_case, is_inert, visitor
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case
from tocsin.vocab.party import PartyState
from tocsin.web.desk.impact import LISTED, TONES

LITELLM = "pkg:pypi/litellm@1.82.7"
APP = "application:claims-assistant@2.1"


def bill(*names: str) -> bytes:
    """A bill of materials in which everything uses litellm."""
    library = {"type": "library", "name": "litellm", "version": "1.82.7", "purl": LITELLM, "bom-ref": "litellm"}
    users = [
        {"type": "application", "name": name, "version": "2.1", "bom-ref": f"r{place}"}
        for place, name in enumerate(names)
    ]
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": users[0]},
            "components": [library, *users[1:]],
            "dependencies": [{"ref": f"r{place}", "dependsOn": ["litellm"]} for place in range(len(names))],
        }
    ).encode()


def hit_case(desk: Desk, *names: str) -> Case:
    """A case with a bill, in which litellm is affected."""
    case = hostile_case(desk)
    ask(desk, "case.mark", case=case.id, tlp="green", permission="the owner said so")
    ask(desk, "intake.add", bill(*names), file_name="app.cdx.json", case=case.id)
    ask(desk, "component.name", case=case.id, components=[LITELLM], note=HOSTILE)
    return case


def clinic(desk: Desk, name: str = "Clinic <script>alert(1)</script>") -> str:
    party = ask(desk, "party.add", name=name, kinds=["adopter"])["id"]
    ask(desk, "party.declare", party=party, operates=[APP])
    return str(party)


def test_before_anything_is_named_the_page_asks_for_it(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    page = browser.get(f"/cases/{case.id}/impact").text
    assert "Nothing is named as affected or suspected yet" in page
    assert "<svg" not in page
    done = browser.send(f"/cases/{case.id}/components", typed=f"{LITELLM}\nmodel:example/guard", standing="suspected")
    page = browser.get(done.headers["location"]).text
    assert "2 components are named as suspected." in page
    assert LITELLM in page


def test_the_graph_has_a_list_twin_and_both_say_who_and_how_far(story: DeskOfStories, server: str) -> None:
    party = clinic(story.desk)
    case = hit_case(story.desk, "claims-assistant", HOSTILE)
    browser = visitor(story, server)
    page = browser.get(f"/cases/{case.id}/impact").text
    picture = re.search(r"<svg role=\"img\".*?</svg></div>", page, re.DOTALL)
    assert picture is not None
    assert 'aria-labelledby="supply-title supply-words"' in picture[0]
    for said in (
        "<title id=",
        "affected",
        "application:claims-ass",
        "1 step away",
        "no part in the case yet",
        "Clinic",
    ):
        assert said in picture[0]
    assert "<a " not in picture[0]  # a picture is read as one: its links are in the list
    listed = page[page.index('id="list"') :]
    for said in (LITELLM, APP, "needed by", "app.cdx.json", f"/parties/{party}"):
        assert said in listed
    assert "at most 1 step away; 1 party to tell" in page
    assert "others may be hit as well" in page
    assert is_inert(page)


def test_the_proposed_are_involved_at_once_and_then_who_is_told_is_asked(story: DeskOfStories, server: str) -> None:
    party = clinic(story.desk)
    case = hit_case(story.desk, "claims-assistant")
    browser, path = visitor(story, server), f"/cases/{case.id}/impact"
    assert "Give a part to" in browser.get(path).text
    done = browser.send(f"{path}/involve")
    page = browser.get(done.headers["location"]).text
    assert "Nobody was told by this" in page
    assert "Give a part to" not in page
    assert "Say who is told" in page
    assert set(story.desk.case(case.id).parties) == {party}
    assert page.count("data-next") == 1


def test_a_decision_is_recorded_and_silence_is_counted(story: DeskOfStories, server: str) -> None:
    party = clinic(story.desk)
    case = hit_case(story.desk, "claims-assistant")
    ask(story.desk, "impact.involve", case=case.id)
    browser, path = visitor(story, server), f"/cases/{case.id}/impact"
    browser.get(path)
    browser.send(
        f"/cases/{case.id}/contacts", group="dependency", whom=party, answer="contacted", because="by telephone"
    )
    browser.get(path)
    answer = {"answer": "deliberately_not_contacted", "reason": "other", "because": HOSTILE}
    browser.send(f"/cases/{case.id}/contacts", group="vendor", **answer)
    story.clock.tick(timedelta(days=9))
    page = visitor(story, server).get(path).text
    assert "no answer for 9 days" in page[: page.index('id="list"')]
    assert "no answer for 9 days" in page[page.index('id="contacts"') :]
    assert "deliberately not contacted" in page
    assert is_inert(page)


def test_a_reason_is_dropped_where_none_belongs_and_asked_for_where_one_does(story: DeskOfStories, server: str) -> None:
    case, browser = hostile_case(story.desk), visitor(story, server)
    path = f"/cases/{case.id}/contacts"
    browser.get(f"/cases/{case.id}/impact")
    assert browser.send(path, group="vendor", answer="open", reason="embargo").status_code == 303
    browser.get(f"/cases/{case.id}/impact")
    assert browser.send(path, group="vendor", answer="deliberately_not_contacted").status_code == 400


def test_a_party_is_given_a_part_by_hand(story: DeskOfStories, server: str) -> None:
    party = clinic(story.desk, "Example Clinic")
    case, browser = hostile_case(story.desk), visitor(story, server)
    browser.get(f"/cases/{case.id}/impact")
    browser.send(f"/cases/{case.id}/parties", party="Example", group="vendor", role="supplier", because=HOSTILE)
    assert story.desk.case(case.id).parties[party].group == "vendor"
    assert is_inert(browser.get(f"/cases/{case.id}/impact").text)


def test_what_the_picture_has_no_room_for_is_counted_and_stands_in_the_list(story: DeskOfStories, server: str) -> None:
    case = hit_case(story.desk, *(f"app-{place:03}" for place in range(LISTED + 20)))
    browser, path = visitor(story, server), f"/cases/{case.id}/impact"
    page = browser.get(path).text
    assert re.search(r"\+10\d more: open as list", page)
    assert "app-119" not in page
    assert f"?list={LISTED}#list" in page
    assert "app-119" in browser.get(f"{path}?list={LISTED}").text
    for strange in ("-1", "x", "9" * 30, "²"):
        assert browser.get(f"{path}?list={strange}").status_code == 200


def test_a_look_into_what_is_red_is_recorded_first(story: DeskOfStories, server: str) -> None:
    case = hostile_case(story.desk)
    ask(story.desk, "intake.add", bill("claims-assistant"), file_name="app.cdx.json", case=case.id)
    ask(story.desk, "component.name", case=case.id, components=[LITELLM])
    ask(story.desk, "case.mark", case=case.id, tlp="red")
    browser, path = visitor(story, server), f"/cases/{case.id}/impact"
    assert "claims-assistant" not in browser.get(path).text
    size = story.desk.log.size()
    shown = browser.send(f"{path}/look", reason="triage", because="who is hit?")
    assert "claims-assistant" in shown.text
    assert story.desk.log.size() > size


def test_an_approver_reads_and_changes_nothing(story: DeskOfStories, server: str) -> None:
    clinic(story.desk)
    case = hit_case(story.desk, "claims-assistant")
    browser = visitor(story, server, "approver")
    page = browser.get(f"/cases/{case.id}/impact")
    assert page.status_code == 200
    for offered in ("/components", "/contacts", "/parties", "/impact/involve", "/impact/look"):
        assert f'action="/cases/{case.id}{offered}"' not in page.text
        given = browser.client.post(f"/cases/{case.id}{offered}", data=browser.hidden("/theme"))
        assert given.status_code == 403, offered


def test_what_no_page_of_this_session_sent_changes_nothing(story: DeskOfStories, server: str) -> None:
    case = hit_case(story.desk, "claims-assistant")
    browser, size = visitor(story, server), story.desk.log.size()
    answer = browser.client.post(f"/cases/{case.id}/components", data={"typed": "model:x"})
    assert answer.status_code == 403
    assert story.desk.log.size() == size


def test_every_state_of_a_party_has_a_colour_of_its_own_meaning() -> None:
    assert set(PartyState) - set(TONES) == {PartyState.DELIBERATELY_NOT_CONTACTED}
