"""Duties and records at the terminal: answers move clocks, shares never do."""

from pathlib import Path

import pytest

from tests.terminal import tocsin


@pytest.fixture
def case(own_home: Path) -> str:
    opened = tocsin("case", "new", "--name", "Agent sent mail", "--json", home=own_home).record
    inner = opened["case"]
    assert isinstance(inner, dict)
    return str(inner["id"])


def test_the_board_lists_every_duty_as_one_that_may_apply(own_home: Path, case: str) -> None:
    ran = tocsin("duty", "list", case, home=own_home)
    assert ran.code == 0
    assert "nis2_23" in ran.out
    assert "ask counsel" in ran.out
    assert " must " not in ran.out


def test_an_answer_starts_the_clock_and_a_met_stage_is_shown(own_home: Path, case: str) -> None:
    started = ("--event", "start", "--at", "2026-11-20T08:00Z", "--zone", "Europe/Berlin", "--json")
    answered = tocsin("duty", "answer", case, "nis2_23", "yes", *started, home=own_home).record
    assert answered["answer"] == "yes"
    assert answered["zone"] == "Europe/Berlin"
    met = ("--met", "early_warning", "--at", "2026-11-20T20:00Z", "--json")
    after = tocsin("duty", "answer", case, "nis2_23", "yes", *met, home=own_home).record
    assert after["met"] == [["early_warning", "2026-11-20T20:00:00Z"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no_such_duty", "yes"), "no duty"),
        (("nis2_23", "perhaps"), "is no answer"),
        (("nis2_23", "yes", "--event", "start"), "--at"),
        (("nis2_23", "yes", "--event", "tea", "--at", "2026-11-20"), "no event"),
        (("nis2_23", "yes", "--event", "start", "--at", "yesterday"), "no moment"),
    ],
)
def test_a_wrong_answer_is_refused_with_a_hint(own_home: Path, case: str, words: tuple[str, ...], said: str) -> None:
    ran = tocsin("duty", "answer", case, *words, home=own_home)
    assert ran.code == 2
    assert said in ran.err
    assert "hint:" in ran.err


def test_one_duty_is_shown_whole_with_its_source(own_home: Path) -> None:
    ran = tocsin("duty", "show", "gdpr_33_34", home=own_home)
    assert "source:" in ran.out
    assert "read on 2026-11-23" in ran.out


def test_counsels_notes_are_shown_for_a_reason_that_is_recorded(own_home: Path, case: str) -> None:
    note = ("--counsel-note", "We think it does not reach us.")
    assert tocsin("duty", "answer", case, "nis2_23", "unknown", *note, home=own_home).code == 0
    refused = tocsin("duty", "show", case, "nis2_23", home=own_home)
    assert (refused.code, "does not reach us" in refused.out + refused.err) == (1, False)
    before = len(tocsin("case", "log", case, "--json", home=own_home).lines)
    why = ("--reason", "legal_review", "--because", "to answer the authority")
    assert "does not reach us" in tocsin("duty", "show", case, "nis2_23", *why, home=own_home).out
    told = tocsin("case", "log", case, home=own_home).out
    assert "note_opened" in told
    assert "does not reach us" not in told
    found = tocsin("duty", "show", case, "nis2_23", *why, "--json", home=own_home).json
    assert isinstance(found, list)
    assert [line["text"] for line in found] == ["We think it does not reach us."]
    assert len(tocsin("case", "log", case, "--json", home=own_home).lines) == before + 2


def test_a_look_at_notes_names_a_case_and_a_duty(own_home: Path, case: str) -> None:
    why = ("--reason", "legal_review", "--because", "x")
    assert tocsin("duty", "show", "nis2_23", *why, home=own_home).code == 2
    assert tocsin("duty", "show", case, "nis2_23", "more", *why, home=own_home).code == 2
    assert tocsin("duty", "show", home=own_home).code == 2


def test_the_four_records_are_missing_until_somebody_says_where_they_are(own_home: Path, case: str) -> None:
    before = tocsin("record", "list", case, "--json", home=own_home).json
    assert isinstance(before, list)
    assert [line["state"] for line in before] == ["missing"] * 4
    tocsin("record", "link", case, "legal", "--not-needed", "no personal data", home=own_home)
    after = tocsin("record", "list", case, "--json", home=own_home).json
    assert isinstance(after, list)
    assert {line["kind"]: line["state"] for line in after}["legal"] == "not_needed"


def test_a_record_is_linked_or_not_needed_never_both(own_home: Path, case: str) -> None:
    assert tocsin("record", "link", case, "legal", home=own_home).code == 2
    assert tocsin("record", "link", case, "legal", "--at", "x", "--not-needed", "y", home=own_home).code == 2


def test_no_due_date_is_cut_off_at_the_end_of_a_line(own_home: Path, case: str) -> None:
    started = ("--event", "start", "--at", "2026-11-20T08:00Z", "--zone", "Europe/Berlin")
    assert tocsin("duty", "answer", case, "nis2_23", "yes", *started, home=own_home).code == 0
    board = tocsin("duty", "list", case, home=own_home).out
    for due in ("2026-11-21 08:00:00 UTC", "2026-11-23 08:00:00 UTC"):  # 24 and 72 hours after the start
        assert due in board
    assert tocsin("status", home=own_home).out.count("2026-11-21 08:00:00 UTC") == 1


def test_a_duty_that_is_not_there_is_hinted_at_with_one_that_is(own_home: Path) -> None:
    near = tocsin("duty", "show", "nis2", home=own_home)
    assert (near.code, "`tocsin duty show nis2_23`" in near.err) == (2, True)
    assert "`tocsin duty list` shows their keys" in tocsin("duty", "show", "nothing", home=own_home).err
    assert "`tocsin duty show DUTY`" in tocsin("duty", "show", "a", "b", "c", home=own_home).err
