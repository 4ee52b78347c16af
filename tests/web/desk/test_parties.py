"""Parties: recorded, shown as a whole, reached by roads, given secrets that are shown once."""

import re

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.desk.visitor import HOSTILE, is_inert, visitor
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.party import PartyKind
from tocsin.web.desk.parties import KIND_WORDS

NAME = "Clinic <script>alert(1)</script>"


def clinic(story: DeskOfStories, **more: object) -> str:
    return str(ask(story.desk, "party.add", **({"name": NAME, "kinds": ["adopter"]} | more))["id"])


def test_a_party_is_recorded_listed_and_shown(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    assert "Nobody is known here yet" in browser.get("/parties").text
    browser.get("/parties/new")
    done = browser.send("/parties/new", name=NAME, kind="adopter", contact="soc@clinic.example", note=HOSTILE)
    page = browser.get(done.headers["location"]).text
    assert "soc@clinic.example" in page
    assert "cannot be reached" in page
    assert is_inert(page)
    listed = browser.get("/parties").text
    assert "cannot be reached" in listed
    assert "<script>alert" not in listed


def test_the_list_is_of_one_kind_where_one_is_chosen_and_goes_on_page_by_page(
    story: DeskOfStories, server: str
) -> None:
    clinic(story, name="Vendor of gateways", kinds=["vendor"])
    for place in range(101):
        story.clock.tick()
        clinic(story, name=f"Clinic {place:03}")
    browser = visitor(story, server)
    assert "Clinic" not in browser.get("/parties?kind=vendor").text
    assert "No party of this kind" in browser.get("/parties?kind=isac").text
    first = browser.get("/parties?kind=adopter").text
    assert "Clinic 100" in first
    assert "Clinic 000" not in first
    following = re.search(r'href="(\?kind=adopter&amp;cursor=[^"]+)"', first)
    assert following is not None
    assert "Clinic 000" in browser.get("/parties" + following[1].replace("&amp;", "&")).text
    assert browser.get("/parties?kind=unheard-of").status_code == 400


def test_a_whole_list_is_taken_in(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    browser.get("/parties/new")
    hidden = browser.hidden("/parties/import")
    table = b"name,kinds\nFirst Clinic,adopter\nSecond Clinic,adopter\n"
    done = browser.client.post("/parties/import", data=hidden, files={"file": ("parties.csv", table)})
    assert done.status_code == 303
    assert "2 parties are recorded." in browser.get(done.headers["location"]).text
    assert browser.client.post("/parties/import", data=hidden).status_code == 400


def test_who_it_is_is_said_anew_and_nothing_is_lost_by_it(story: DeskOfStories, server: str) -> None:
    key = "02" + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"  # the base point of P-256
    party = clinic(story, name="Example Clinic", record_key=key, phone="+1 555 0100")
    browser = visitor(story, server)
    page = browser.get(f"/parties/{party}").text
    assert key in page
    said = {"name": "Example Clinic", "kind": "adopter", "phone": "+1 555 0100", "record_key": key, "sector": "health"}
    assert browser.send(f"/parties/{party}", **said).status_code == 303
    shown = ask(story.desk, "party.show", party=party)
    assert (shown["sector"], shown["record_key"]) == ("health", key)


def test_components_are_declared(story: DeskOfStories, server: str) -> None:
    party, browser = clinic(story), visitor(story, server)
    browser.get(f"/parties/{party}")
    path = f"/parties/{party}/components"
    browser.send(path, holding="operates", components="model:example/guard\n\npkg:pypi/litellm", note=HOSTILE)
    page = browser.get(f"/parties/{party}").text
    assert "operates it" in page
    assert "pkg:pypi/litellm" in page
    assert is_inert(page)
    assert browser.send(path, holding="operates", components="").status_code == 400


def test_a_road_is_opened_on_a_confirmed_route_tested_and_closed(stage: Stage, server: str) -> None:
    story, folder = stage.story, stage.folder("clinic")
    party = stage.party("Example Clinic", "adopter", RoadKind.FOLDER, folder)
    (road,) = ask(story.desk, "road.list", party=party)
    browser = visitor(story, server)
    browser.get(f"/parties/{party}")
    shown = browser.send(f"/parties/{party}/test")
    assert "nothing was sent" in shown.text
    assert "no deputy" in shown.text.replace("_", " ")
    browser.send(f"/parties/{party}/roads", kind="mail", route=road["route"], note=HOSTILE)
    page = browser.get(f"/parties/{party}").text
    assert "2 open roads" in page
    assert "example-clinic@example-clinic.example" in page
    assert is_inert(page)
    browser.send(f"/parties/{party}/roads/close", road=road["id"], reason="moved")
    page = browser.get(f"/parties/{party}").text
    assert "closed: moved" in page
    assert "1 open road" in page


def test_a_secret_is_shown_once_and_then_never_again(story: DeskOfStories, server: str) -> None:
    party, browser = clinic(story), visitor(story, server)
    browser.get(f"/parties/{party}")
    made = browser.send(f"/parties/{party}/tokens", label=HOSTILE, days="30")
    secret = re.search(r"tocsin_\w+_[\w-]{43}", made.text)
    assert secret is not None
    assert made.headers["cache-control"] == "no-store"
    page = browser.get(f"/parties/{party}").text
    assert secret[0] not in page
    assert is_inert(page)
    (token,) = ask(story.desk, "party.show", party=party)["tokens"]
    browser.send(f"/parties/{party}/tokens/revoke", token=token["id"], reason="lost")
    assert "revoked" in browser.get(f"/parties/{party}").text
    assert ask(story.desk, "party.show", party=party)["tokens"][0]["state"] == "revoked"


def test_what_it_was_sent_stands_on_its_page_for_who_may_see_shares(stage: Stage, server: str) -> None:
    stage.marked()
    stage.cleaned()
    party = stage.party("Example Clinic", "adopter")
    share = stage.delivered(party, by=stage.team(), title=HOSTILE)
    page = visitor(stage.story, server, "auditor").get(f"/parties/{party}").text
    assert f'href="/shares/{share.id}?to={party}#their"' in page
    assert "Sent <time" in page
    assert is_inert(page)
    assert "What it was sent" not in visitor(stage.story, server, "admin").get(f"/parties/{party}").text


@pytest.mark.parametrize("days", ["0", "-1", "9999", "many"])
def test_a_secret_that_lasts_for_ever_is_refused(story: DeskOfStories, server: str, days: str) -> None:
    party, browser = clinic(story), visitor(story, server)
    browser.get(f"/parties/{party}")
    assert browser.send(f"/parties/{party}/tokens", days=days).status_code == 400


@pytest.mark.parametrize(
    ("role", "offered", "refused"),
    [
        ("auditor", set(), {"", "/components", "/roads", "/roads/close", "/tokens", "/tokens/revoke", "/test"}),
        ("analyst", {"", "/components", "/test"}, {"/roads", "/roads/close", "/tokens"}),
        ("admin", {"", "/components", "/roads", "/roads/close", "/tokens", "/test"}, set()),
    ],
)
def test_each_role_is_offered_what_it_may_do_and_refused_the_rest(
    stage: Stage, server: str, role: str, offered: set[str], refused: set[str]
) -> None:
    party = stage.party("Example Clinic", "adopter")
    browser = visitor(stage.story, server, role)
    page = browser.get(f"/parties/{party}")
    assert page.status_code == 200
    for end in ("", "/components", "/roads", "/roads/close", "/tokens", "/test"):
        assert (f'action="/parties/{party}{end}"' in page.text) == (end in offered), end
    for end in refused:
        fields = browser.hidden("/theme")
        assert browser.client.post(f"/parties/{party}{end}", data=fields).status_code == 403, end


def test_what_no_page_of_this_session_sent_changes_nothing(story: DeskOfStories, server: str) -> None:
    browser, size = visitor(story, server), story.desk.log.size()
    answer = browser.client.post("/parties/new", data={"name": "Clinic", "kind": "adopter"})
    assert answer.status_code == 403
    assert story.desk.log.size() == size


def test_a_party_that_is_not_there_is_said_so(story: DeskOfStories, server: str) -> None:
    assert visitor(story, server).get("/parties/party-" + "0" * 26).status_code in {400, 404}


def test_every_kind_has_words() -> None:
    assert set(KIND_WORDS) == set(PartyKind)
