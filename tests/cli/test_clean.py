"""`case clean`, `close`, `reopen` at the terminal."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.shared import VICTIM, Home, rows


@pytest.fixture
def home(own_home: Path) -> Home:
    """A home that is known under a name."""
    return Home(own_home)


def test_what_may_leave_is_shown_before_it_does_and_what_stayed_with_the_reason(home: Home) -> None:
    case = home.case()
    home.ok("case", "fill", case, "contact_email=jane.roe@mailbox.org")
    told = home.ok(
        *("case", "clean", case, "--remove", VICTIM, "--leave-out", "attack_description"),
        *("--indicator", "domain=collect.evil.example", "--context", "It takes what agents send: block it."),
    ).out
    assert "[VICTIM-1] read a poisoned page" in told
    assert "collect.evil.example: It takes what agents send" in told
    assert "what nothing found is not clean" in told
    assert "attack_description   not chosen" in told
    assert "contact_email        handling and contact" in told
    assert VICTIM not in told
    assert "jane.roe" not in told


def test_a_copy_that_would_lose_what_the_one_before_holds_is_refused(home: Home) -> None:
    case = home.case()
    words = ("--indicator", "domain=collect.evil.example", "--context", "Block it.")
    home.ok("case", "clean", case, "--remove", VICTIM, *words)
    refused = home.run("case", "clean", case, "--remove", VICTIM)
    assert (refused.code, "domain=collect.evil.example" in refused.err, "--again" in refused.err) == (2, True, True)
    assert "collect.evil.example: Block it." in home.ok("case", "clean", case, "--again").out
    assert "collect.evil.example: Block" not in home.ok("case", "clean", case, "--remove", VICTIM, "--anew").out


def _row(home: Home, case: str, key: str) -> dict[str, object]:
    found: Any = home.ok("case", "show", case, "--json").record["case"]
    return dict(found["rows"][key])


def test_a_row_that_is_mended_stays_as_sure_as_it_was(home: Home) -> None:
    case = home.case()
    home.ok("case", "fill", case, "plain_account=An agent wrote", "--statement", "hypothesis", "--confidence", "high")
    home.ok("case", "fill", case, "plain_account=An agent wrote twice")
    row = _row(home, case, "plain_account")
    assert (row["statement"], row["confidence"]) == ("hypothesis", "high")
    home.ok("case", "fill", case, "plain_account=An agent wrote", "--confidence", "low")
    row = _row(home, case, "plain_account")
    assert (row["statement"], row["confidence"]) == ("hypothesis", "low")


def test_the_copy_as_json_holds_no_withheld_value(home: Home) -> None:
    case = home.case()
    ran = home.ok("case", "clean", case, "--remove", VICTIM, "--json")
    assert VICTIM not in ran.out
    assert {"entry", "copy", "found", "left_out", "by_rules"} <= ran.record.keys()


def test_times_are_said_as_exactly_as_was_asked_and_what_can_be_guessed_is_refused(home: Home) -> None:
    case = home.case()
    home.ok("case", "fill", case, "plain_account=At 2026-03-24T09:41:07Z an agent read a page.")
    assert "At 2026-03-24 an agent" in home.ok("case", "clean", case, "--times", "day").out
    words = ("--indicator", f"email_sha256={'0' * 64}", "--context", "Block it.")
    refused = home.run("case", "clean", case, *words)
    assert refused.code == 2
    assert "the indicator email_sha256 does not leave: whoever tries all values finds it" in refused.err
    assert home.run("case", "clean", case, "--times", "century").code == 2


def test_a_chosen_row_and_a_kept_word(home: Home) -> None:
    case = home.case()
    words = ("--field", "plain_account", "--remove", VICTIM, "--keep", "jane.roe@mailbox.org")
    copy = home.ok("case", "clean", case, *words, "--json").record["copy"]
    assert isinstance(copy, dict)
    assert [one["key"] for one in rows(copy["passages"])] == ["plain_account"]
    assert "jane.roe@mailbox.org" in str(copy)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--field", "plain_acount"), "has no row"),
        (("--indicator", "203.0.113.9", "--context", "x"), "is no KIND=VALUE"),
        (("--indicator", "ipv4=203.0.113.9"), "has no context"),
        (("--item", "uu"), "there is no item"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_copied(home: Home, words: tuple[str, ...], told: str) -> None:
    case = home.case()
    ran = home.run("case", "clean", case, *words)
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert home.run("share", "new", case, "--with", "x").code == 2


def test_an_unmarked_case_is_a_considered_no(home: Home) -> None:
    home.ok("case", "new", "--name", "unmarked")
    (line,) = home.ok("case", "list", "--json").lines
    ran = home.run("case", "clean", str(line["id"]))
    assert (ran.code, "not marked" in ran.err) == (1, True)


def test_a_case_is_closed_over_nothing_that_hangs_and_opened_again(home: Home) -> None:
    case = home.cleaned()
    assert home.run("case", "close", case).code == 2  # without a summary
    told = home.ok("case", "close", case, "--summary", "nothing to share", "--who-else", "the page's host").out
    assert "is closed; nothing is left open" in told
    assert home.run("case", "close", case, "--summary", "again").code == 1
    assert home.run("case", "reopen", case, "because").code == 2
    assert "is open again" in home.ok("case", "reopen", case, "new_evidence", "--because", "a second page").out
    assert home.run("case", "reopen", case, "new_evidence").code == 1


def test_a_silent_recipient_stays_by_name_with_a_day(home: Home) -> None:
    case = home.cleaned()
    home.party("Adopter", "adopter", "--kind", "folder", "--address", home.folder("adopter"))
    share = home.proposed(case, "Adopter")
    held = home.run("case", "close", case, "--summary", "over", "--check-on", "2099-01-01")
    assert (held.code, "neither sent nor refused nor dropped" in held.err) == (1, True)
    home.sent(share)
    assert home.run("case", "close", case, "--summary", "over").code == 1
    assert home.run("case", "close", case, "--summary", "over", "--check-on", "2020-01-01").code == 2
    assert home.run("case", "close", case, "--summary", "over", "--check-on", "soon").code == 2
    told = home.ok("case", "close", case, "--summary", "over", "--check-on", "2099-01-01").out
    assert "left open, each with an owner and a day: 1" in told
    assert "(Adopter): no answer yet" in home.ok("case", "open-items", case).out


def test_one_place_is_said_as_one(home: Home) -> None:
    case = home.case()
    home.ok("case", "fill", case, "plain_account=An agent read a page.", "attack_description=It obeyed the page.")
    home.ok("case", "fill", case, "mitigation_detail=Turn it off.")
    assert "1 place was removed by the rules" in home.ok("case", "clean", case, "--remove", VICTIM).out
