"""People are added with a link, retired, let in again, shut out; the review is a table that no spreadsheet runs."""

import csv
import io

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tocsin.operations.table import by_name
from tocsin.operations.user import REVIEWERS
from tocsin.stages.account import LINK_PATH, make_token, open_session, use_link
from tocsin.stages.desk import Desk
from tocsin.store.accounts import Identity
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed, NotHere


def test_whoever_is_added_can_come_in_once(desk: Desk) -> None:
    made = ask(desk, "user.add", name="Bo", roles=["auditor"])
    link = use_link(desk, made["link"]["path"].removeprefix(LINK_PATH))
    assert link is not None
    assert link.person == made["id"]
    assert {one["name"]: one["roles"] for one in ask(desk, "user.list")}["Bo"] == ["auditor"]
    again = ask(desk, "user.link", person=made["id"][:15])
    assert again["person"] == made["id"]
    assert again["path"] != made["link"]["path"]


def test_whoever_is_retired_is_out(desk: Desk) -> None:
    made = ask(desk, "user.add", name="Bo")
    assert ask(desk, "user.retire", person=made["id"])["retired"]
    assert use_link(desk, made["link"]["path"].removeprefix(LINK_PATH)) is None
    with pytest.raises(ActNotAllowed, match="retired"):
        ask(desk, "user.link", person=made["id"])
    with pytest.raises(NotHere):
        ask(desk, "user.link", person="none")


def test_whoever_is_shut_out_can_sign_in_again(desk: Desk) -> None:
    made = ask(desk, "user.add", name="Bo")
    open_session(desk, made["id"], agent="lost laptop", how="link")
    make_token(desk, made["id"], TokenReach.READ, days=1)
    desk.accounts.put_password(made["id"], "kept")
    found = ask(desk, "user.shut_out", person=made["id"])
    assert (found["sessions"], found["tokens"]) == ([], [])
    kept = desk.accounts.sign_in(made["id"])
    assert kept is not None
    assert kept.password == "kept"


def test_whoever_is_disconnected_comes_by_the_provider_no_longer_and_stays_signed_in(story: DeskOfStories) -> None:
    desk = story.desk
    made, now = ask(desk, "user.add", name="Bo"), desk.clock.now()
    open_session(desk, made["id"], agent="", how="link")
    for person, subject in ((made["id"], "one"), (made["id"], "two"), (desk.person, "three")):
        identity = Identity(
            id=f"identity-{subject}", person=person, issuer="=x", subject=subject, made_at=now, used_at=None
        )
        desk.accounts.add_identity(identity)
    rows = list(csv.DictReader(io.StringIO(ask(desk, "user.review_table").decode())))
    assert [row["detail"] for row in rows if row["what"] == "identity"] == ["'=x"] * 3
    found = ask(desk, "user.disconnect", person=made["id"][:15])
    assert (found["identities"], len(found["sessions"])) == ([], 1)
    assert [one.subject for one in desk.accounts.identities()] == ["three"]


def test_the_review_as_a_table_has_a_line_for_each_way_in_and_no_formula(story: DeskOfStories) -> None:
    desk = story.desk
    made = ask(desk, "user.add", name='=HYPERLINK("x")', roles=["counsel", "auditor"])
    open_session(desk, made["id"], agent="@SUM(1+1)", how="link")
    make_token(desk, made["id"], TokenReach.READ, days=1, label="+ci")
    rows = list(csv.DictReader(io.StringIO(ask(desk, "user.review_table").decode())))
    of_bo = {row["what"]: row for row in rows if row["person"] == made["id"]}
    assert set(of_bo) == {"person", "link", "session", "token"}
    assert of_bo["person"]["roles"] == "counsel auditor"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert made["link"]["path"][-20:] not in str(rows)
    assert len(ask(desk, "user.review")) == 2


def test_the_review_is_for_admin_and_auditor_and_people_are_for_admin() -> None:
    rows = by_name()
    assert frozenset({DeskRole.ADMIN, DeskRole.AUDITOR}) == REVIEWERS
    assert rows["user.review"].may == rows["user.review_table"].may == REVIEWERS
    for name in ("user.add", "user.retire", "user.link", "user.shut_out"):
        assert rows[name].may == frozenset({DeskRole.ADMIN}), name
