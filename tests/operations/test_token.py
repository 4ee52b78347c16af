"""Tokens: a secret is shown once, listed without itself, and shut."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import Stage
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.stages.page import open_page
from tocsin.stages.token import check_secret
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed, BadInput


@pytest.fixture
def isac(desk: Desk) -> str:
    return str(ask(desk, "party.add", name="An Isac", kinds=["isac"])["id"])


def test_a_secret_is_shown_once_and_opens_until_it_is_revoked(desk: Desk, isac: str) -> None:
    made = ask(desk, "token.create", party="An Isac", scope="taxii", days=2, label="their server")
    assert check_secret(desk, made["secret"]) is not None
    listed = ask(desk, "token.list")
    assert [(one["party"], one["label"], one["state"]) for one in listed["items"]] == [(isac, "their server", "open")]
    assert made["secret"][-20:] not in str(listed)
    assert ask(desk, "token.revoke", token=made["token"]["id"], reason="lost")["revoked"] == "lost"
    assert check_secret(desk, made["secret"]) is None
    assert [one["state"] for one in ask(desk, "token.list", party="An Isac")["items"]] == ["revoked"]


def test_those_of_one_party_are_listed_by_the_page(desk: Desk, isac: str) -> None:
    ask(desk, "party.add", name="Another", kinds=["vendor"])
    for party in ("An Isac", "Another", "An Isac"):
        ask(desk, "token.create", party=party)
    first = ask(desk, "token.list", party=isac, limit=1)
    second = ask(desk, "token.list", party=isac, limit=1, cursor=first["next"])
    assert [one["party"] for one in (*first["items"], *second["items"])] == [isac, isac]
    assert second["next"] == ""


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 400}, {"scope": "page"}])
def test_a_secret_that_opens_nothing_or_for_ever_is_refused(desk: Desk, isac: str, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        ask(desk, "token.create", party=isac, **wrong)


def test_a_link_opens_the_page_of_its_delivery_and_red_needs_a_code(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    vendor = stage.party("A Vendor", "vendor", RoadKind.PAGE, "psirt@vendor.example")
    adopter = stage.party("An Adopter", "adopter")
    stage.delivered(vendor, adopter)
    by_party = (
        {one["recipient"]: one["id"] for one in ask(stage.desk, "delivery.list", share="share-")} if False else {}
    )
    share = ask(stage.desk, "share.list")["items"][0]["id"]
    by_party = {one["recipient"]: one["id"] for one in ask(stage.desk, "delivery.list", share=share)}
    made = ask(stage.desk, "token.link", delivery=by_party[vendor], at="https://desk.harbourlight.example/")
    assert made["link"].startswith("https://desk.harbourlight.example/p/tocsin_")
    assert made["code"] == ""
    assert open_page(stage.desk, made["link"].rpartition("/")[2]) is not None
    with pytest.raises(ActNotAllowed, match="not by a page"):
        ask(stage.desk, "token.link", delivery=by_party[adopter])


def test_who_keeps_the_desk_gives_out_accounts_but_no_link_to_a_document() -> None:
    assert by_name()["token.create"].may == {DeskRole.ADMIN}
    assert DeskRole.ADMIN not in by_name()["token.link"].may
