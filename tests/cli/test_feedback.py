"""`feedback …` at the terminal: said, asked, answered, known, changed."""

from pathlib import Path

import pytest

from tests.cli.shared import Home, rows


@pytest.fixture
def home(own_home: Path) -> Home:
    """A home in which a share arrived at an adopter."""
    made = Home(own_home)
    made.party("Adopter", "adopter", "--kind", "folder", "--address", made.folder("adopter"))
    made.sent(made.proposed(made.cleaned(), "Adopter"))
    return made


@pytest.fixture
def share(home: Home) -> str:
    """The share's id."""
    (line,) = rows(home.ok("share", "list", "--json").json)
    return str(line["id"])


@pytest.fixture
def case(home: Home) -> str:
    """The case's id."""
    (line,) = home.ok("case", "list", "--json").lines
    return str(line["id"])


def test_where_nothing_came_back_it_is_said(home: Home, share: str) -> None:
    assert home.ok("feedback", "list", share).out == "nothing came back yet: silence is not an answer\n"
    assert home.ok("feedback", "list", share, "--json").json == []


def test_what_a_party_says_is_taken_down_and_acknowledges_the_delivery(home: Home, share: str) -> None:
    said = home.ok("feedback", "add", share, "affected", "--with", "adopter", "--text", "two clusters", "--json").record
    assert (said["kind"], said["means"], said["signed"]) == ("affected", "voice", False)
    assert "two clusters" in home.ok("feedback", "list", share).out
    (recipient,) = rows(home.account(share)["recipients"])
    assert (recipient["delivery"], recipient["said"], recipient["silence"]) == ("acknowledged", "affected", "")


def test_a_question_is_open_until_it_is_answered(home: Home, share: str) -> None:
    home.ok("feedback", "add", share, "question", "--with", "Adopter", "--text", "Which version?", "--means", "mail")
    assert "open" in home.ok("feedback", "list", share).out
    (asked,) = rows(home.ok("feedback", "list", share, "--json").json)
    short = str(asked["id"]).removeprefix("feedback-")[:8]
    home.ok("feedback", "add", share, "answer", "--with", "Adopter", "--answers", short, "--text", "1.82.7")
    assert "answered" in home.ok("feedback", "list", share).out


def test_known_already_says_since_when_and_from_where(home: Home, share: str) -> None:
    words = ("feedback", "add", share, "known_already", "--with", "Adopter")
    found = home.ok(*words, "--known-since", "2026-01-01", "--known-from", "vendor", "--json").record
    assert (str(found["known_since"])[:10], found["known_from"]) == ("2026-01-01", "vendor")


def test_what_may_follow_is_not_known_until_somebody_says_it(home: Home, share: str) -> None:
    words = ("feedback", "after", share, "distributed", "stated_by_recipient", "--with", "Adopter")
    assert home.run(*words).code == 2  # without evidence
    told = home.ok(*words, "--because", "their bulletin of today", "--on", "2026-01-02")
    assert told.out == "distributed: stated_by_recipient on 2026-01-02\n"
    states = {str(one["step"]): one["state"] for one in rows(home.account(share)["after_receipt"])}
    assert states.pop("distributed") == "stated_by_recipient"
    assert set(states.values()) == {"not_known"}


def test_what_changed_has_its_cause(home: Home, share: str, case: str) -> None:
    made = home.ok("feedback", "effect", case, "mitigation", "the rule is live", "--because-of", share[:14], "--json")
    assert made.record["because_of"] == [share]
    assert home.run("feedback", "effect", case, "mitigation", "the rule is live").code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "SHARE", "shrugged", "--with", "Adopter"), "kind of feedback"),
        (("add", "SHARE", "affected", "--with", "Nobody"), "there is no party"),
        (("add", "SHARE", "affected", "--with", "Adopter", "--means", "pigeon"), "way in which it reached us"),
        (("add", "SHARE", "affected", "--with", "Adopter", "--known-from", "vendor"), "belong to known_already"),
        (("add", "SHARE", "answer", "--with", "Adopter"), "names what it answers"),
        (("after", "SHARE", "framed", "seen_by_us", "--with", "Adopter", "--because", "x"), "after receipt"),
        (("after", "SHARE", "used", "seen_by_us", "--with", "Adopter", "--because", "x", "--on", "soon"), "is no day"),
        (("effect", "CASE", "fame", "x", "--because-of", "SHARE"), "kind of effect"),
        (("effect", "CASE", "mitigation", "x", "--because-of", "uu"), "no share and no answer"),
        (("list", "uu"), "there is no share"),
    ],
)
def test_wrong_use_is_told_and_records_nothing(
    home: Home, share: str, case: str, words: tuple[str, ...], told: str
) -> None:
    before = home.ok("ledger", "verify", "--json").record
    ran = home.run("feedback", *({"CASE": case, "SHARE": share}.get(word, word) for word in words))
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert "hint: " in ran.err
    assert home.ok("ledger", "verify", "--json").record == before


def test_somebody_who_never_got_it_cannot_answer(home: Home, share: str) -> None:
    home.party("Stranger", "adopter", "--kind", "mail")
    ran = home.run("feedback", "add", share, "affected", "--with", "Stranger")
    assert (ran.code, "is no recipient" in ran.err) == (1, True)
