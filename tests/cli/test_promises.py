"""What is owed on the terminal: the most pressing first, and the whole list behind each figure."""

from pathlib import Path

import pytest

from tests.terminal import tocsin


@pytest.fixture
def blocked(own_home: Path) -> Path:
    """A home with ten release blocks: more than one screen shows."""
    for number in range(10):
        made = tocsin("case", "new", "--name", f"case {number}", "--json", home=own_home).record["case"]
        assert isinstance(made, dict)
        case = str(made["id"])
        until = f"2099-01-{number + 10}T00:00Z"
        ran = tocsin("case", "block", case, "--until", until, "--lifts-when", "x", home=own_home)
        assert ran.code == 0, ran.err
    return own_home


def test_an_empty_home_owes_nothing(own_home: Path) -> None:
    ran = tocsin("status", home=own_home)
    assert (ran.code, "owe" in ran.out) == (0, False)
    assert "every promise is met" in tocsin("status", "--owe", home=own_home).out


def test_the_most_pressing_are_shown_and_the_figure_opens_the_list(blocked: Path) -> None:
    short = tocsin("status", home=blocked).out
    assert "what I owe: 10, 0 overdue" in short
    assert "and 2 more: `tocsin status --owe`" in short
    assert short.index("what I owe") < short.index("release blocks")
    assert short.partition("what I owe")[2].count("tocsin case unblock case-") == 8
    whole = tocsin("status", "--owe", home=blocked).out
    assert whole.count("tocsin case unblock case-") == 10
    assert "you" in whole
    assert "every promise is met" in tocsin("status", "--owed", home=blocked).out


def test_scripts_get_all_of_it(blocked: Path) -> None:
    found = tocsin("status", "--json", home=blocked).record
    owe = found["owe"]
    assert isinstance(owe, list)
    assert [one["due"][:10] for one in owe] == [f"2099-01-{day}" for day in range(10, 20)]
    first = owe[0]
    assert {first["kind"], first["side"], first["overdue"]} == {"block", "owe", False}
    assert first["who"] == [found["person"]]
    assert found["owed"] == []
    assert tocsin("status", "--owe", "--json", home=blocked).json == owe
    assert tocsin("status", "--owed", "--json", home=blocked).json == []


def test_what_others_answer_for_is_counted_and_listed(blocked: Path) -> None:
    mira = str(tocsin("user", "add", "Mira", "--role", "approver", "--json", home=blocked).record["id"])
    short = tocsin("--as", "Mira", "status", home=blocked).out
    assert "what I owe: 0, 0 overdue" in short
    assert "and 10 that others answer for: `tocsin status --owe`" in short
    assert "you" not in tocsin("--as", mira, "status", "--owe", home=blocked).out


def test_what_would_be_told_is_shown_with_where_to_say_who(blocked: Path) -> None:
    assert "[notices]" in tocsin("status", "--notices", home=blocked).out
    file = blocked / "tocsin.toml"
    server = 'mail = { host = "127.0.0.1", port = 25, security = "none", sender = "desk@example.org" }'
    file.write_text(f'{file.read_text()}\n{server}\n[notices]\nmail_to = ["ada@example.org"]\n')
    ran = tocsin("status", "--notices", home=blocked)
    assert "mail-1 to ada@example.org" in ran.out
    assert "nothing to tell" in ran.out
    assert tocsin("status", "--notices", "--json", home=blocked).json == [
        {"road": "mail-1", "end": "ada@example.org", "not_before": None, "failures": 0, "quiet": False, "text": ""}
    ]
