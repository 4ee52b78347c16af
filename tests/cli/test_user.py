"""People at the terminal: links and tokens are shown once, and open."""

from pathlib import Path

from tests.terminal import tocsin
from tocsin.stages.account import LINK_PATH, link_shown, use_link
from tocsin.wiring import open_desk


def test_a_link_is_shown_once_and_opens_once(own_home: Path) -> None:
    ran = tocsin("user", "link", "Ada", "--at", "https://desk.example/", home=own_home)
    assert ran.code == 0
    assert ran.out.startswith(f"https://desk.example{LINK_PATH}tocsin-link_")
    text = ran.out.strip().rpartition("/")[2]
    assert text not in ran.err
    with open_desk(own_home) as desk:
        assert link_shown(desk, text) is not None
        assert use_link(desk, text) is not None
        assert use_link(desk, text) is None
    assert tocsin("user", "link", "Nobody", home=own_home).code == 2


def test_whoever_is_added_gets_a_link(own_home: Path) -> None:
    ran = tocsin("user", "add", "Bo", "--role", "auditor", home=own_home)
    assert ran.out.endswith(": Bo, auditor\n")
    assert f"http://127.0.0.1:8480{LINK_PATH}" in ran.err
    added = tocsin("user", "add", "Cy", "--json", home=own_home).record
    assert str(added["link"]).startswith(f"http://127.0.0.1:8480{LINK_PATH}")
    assert added["roles"] == ["analyst"]
    assert tocsin("user", "add", "X", "--role", "emperor", home=own_home).code == 2


def test_a_token_is_shown_once(own_home: Path) -> None:
    ran = tocsin("user", "token", "Ada", "--scope", "read", "--days", "2", "--label", "ci", home=own_home)
    assert ran.code == 0
    secret = ran.out.strip()
    assert secret.startswith("tocsin-user_")
    assert secret not in ran.err
    for scope in ("all", "admin"):
        assert tocsin("user", "token", "Ada", "--scope", scope, home=own_home).code == 2
    shown = tocsin("user", "review", "--csv", home=own_home).out
    assert "read: ci" in shown
    assert secret[-20:] not in shown


def test_the_review_and_the_way_out(own_home: Path) -> None:
    assert "never" in tocsin("user", "review", home=own_home).out
    found = tocsin("user", "review", "--json", home=own_home).json
    assert isinstance(found, list)
    assert [one["name"] for one in found] == ["Ada"]
    assert tocsin("user", "token", "Ada", "--scope", "read", home=own_home).code == 0
    assert tocsin("user", "shut-out", "Ada", home=own_home).code == 0
    assert "token" not in tocsin("user", "review", "--csv", home=own_home).out.partition("\n")[2]
