"""Cases at the terminal: opened, answered, filled, assigned, read back."""

from pathlib import Path

import pytest

from tests.terminal import tocsin

FACTS = ("integrity=actual", "without_lawful_authority=yes", "authorised_research_or_exercise=no")


@pytest.fixture
def case(own_home: Path) -> str:
    inner = tocsin("case", "new", "--name", "Agent sent mail", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    return str(inner["id"])


def test_a_case_needs_a_name(own_home: Path) -> None:
    ran = tocsin("case", "new", home=own_home)
    assert ran.code == 2
    assert "name" in ran.err


@pytest.mark.parametrize(
    "template",
    ["poisoned-dataset", "compromised-model-dependency", "adversarial-prompt-chain", "tool-use-vulnerability"],
)
def test_each_of_the_four_templates_opens_a_case_that_asks_its_questions(own_home: Path, template: str) -> None:
    ran = tocsin("case", "new", "--template", template, "--component", "mail server", home=own_home)
    assert ran.code == 0
    assert "mail server" in ran.out
    assert f"template {template}" in ran.out
    assert template in tocsin("case", "templates", home=own_home).out


def test_an_exercise_says_so_everywhere(own_home: Path) -> None:
    shown = tocsin("case", "new", "--name", "Drill", "--exercise", home=own_home).out
    assert "EXERCISE: Drill" in shown
    assert "EXERCISE: Drill" in tocsin("case", "list", home=own_home).out


def test_answers_give_a_class_that_is_preliminary(own_home: Path, case: str) -> None:
    view = tocsin("case", "classify", case, *FACTS, "--because", "seen in the log", "--json", home=own_home).record
    verdict = view["verdict"]
    assert isinstance(verdict, dict)
    assert verdict["class"] == "incident"
    assert "preliminary" in str(view["preliminary"])


def test_what_is_missing_is_asked_as_a_question(own_home: Path, case: str) -> None:
    ran = tocsin("case", "show", case, home=own_home)
    assert "confidentiality" in ran.out
    assert "?" in ran.out


def test_asking_one_by_one_stops_at_an_empty_answer(own_home: Path, case: str) -> None:
    ran = tocsin("case", "classify", case, "--ask", home=own_home, stdin=b"none\n\n")
    assert ran.code == 0
    view = tocsin("case", "show", case, "--json", home=own_home).record
    inner = view["case"]
    assert isinstance(inner, dict)
    assert inner["facts"]["confidentiality"]["value"] == "none"


@pytest.mark.parametrize("answer", ["integrity", "integrity=perhaps", "colour=blue", "integrity="])
def test_an_answer_that_is_none_is_refused_and_nothing_is_recorded(own_home: Path, case: str, answer: str) -> None:
    assert tocsin("case", "classify", case, FACTS[0], answer, home=own_home).code == 2
    assert len(tocsin("case", "log", case, "--json", home=own_home).lines) == 1


def test_rows_of_the_checklist_are_filled_and_set_aside(own_home: Path, case: str) -> None:
    assert tocsin("case", "fill", case, "plain_account=An agent followed a page", home=own_home).code == 0
    assert tocsin("case", "fill", case, "embargo_until=no embargo", "--not-required", home=own_home).code == 0
    rows = tocsin("case", "checklist", case, "--json", home=own_home).json
    assert isinstance(rows, list)
    states = {line["row"]["key"]: line["state"] for line in rows}
    assert states["plain_account"] == "filled"
    assert states["embargo_until"] == "not_required"
    assert tocsin("case", "fill", case, "no_such_row=x", home=own_home).code == 2


def test_an_open_item_has_a_day_and_is_resolved_with_a_reason(own_home: Path, case: str) -> None:
    add = ("--add", "Which tenants ran it?", "--closes-when", "the list is there")
    assert tocsin("case", "open-items", case, *add, home=own_home).code == 2
    made = tocsin("case", "open-items", case, *add, "--check-on", "2026-12-01", "--json", home=own_home).json
    assert isinstance(made, list)
    item = made[0]["id"]
    assert tocsin("case", "open-items", case, "--resolve", item, home=own_home).code == 2
    done = tocsin("case", "open-items", case, "--resolve", item, "--because", "got it", "--json", home=own_home).json
    assert done == []
    assert "got it" in tocsin("case", "log", case, home=own_home).out


def test_a_case_is_found_by_the_first_signs_of_its_id(own_home: Path, case: str) -> None:
    assert tocsin("case", "show", case[:12], home=own_home).code == 0
    assert tocsin("case", "show", case.removeprefix("case-")[:8], home=own_home).code == 0
    assert tocsin("case", "show", "case-zzzzz", home=own_home).code == 2


def test_the_log_of_a_case_lists_its_acts_in_order(own_home: Path, case: str) -> None:
    tocsin("case", "classify", case, *FACTS, home=own_home)
    ran = tocsin("case", "log", case, home=own_home)
    assert ran.out.index("case_opened/1") < ran.out.index("fact_answered/1") < ran.out.index("classified/1")


def test_a_case_is_assigned_to_somebody_who_is_there(own_home: Path, case: str) -> None:
    person = str(tocsin("user", "add", "Marek", "--json", home=own_home).record["id"])
    assert tocsin("case", "assign", case, person, home=own_home).code == 0
    assert tocsin("case", "assign", case, "person-zzz", home=own_home).code == 2


def test_the_checklist_shows_in_short_what_was_filled_in(own_home: Path) -> None:
    inner = tocsin("case", "new", "--name", "x", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    case = str(inner["id"])
    tocsin("case", "classify", case, "exploitable_by_threat_source=yes", home=own_home)
    assert "tocsin case log" not in tocsin("case", "checklist", case, home=own_home).out
    long = "It obeyed a web page. " * 20
    tocsin("case", "fill", case, f"attack_description={long}", home=own_home)
    shown = tocsin("case", "checklist", case, home=own_home).out
    assert "It obeyed a web page. It obeyed" in shown
    assert shown.count("It obeyed") < 20
    assert f"all of it: tocsin case log {case[:13]}" in shown
    lines = tocsin("case", "checklist", case, "--json", home=own_home).json
    assert isinstance(lines, list)
    assert [one["said"] for one in lines if one["row"]["key"] == "attack_description"] == [long.strip()]


def test_an_answer_prints_what_it_changed_and_not_the_whole_case(own_home: Path, case: str) -> None:
    tocsin("case", "classify", case, "shares_ttp_trend_or_mitigation=yes", home=own_home)
    ran = tocsin("case", "classify", case, *FACTS, home=own_home)
    assert [line for line in ran.out.splitlines() if line.startswith("answered")] == [
        "answered integrity: actual, fact",
        "answered without_lawful_authority: yes, fact",
        "answered authorised_research_or_exercise: no, fact",
    ]
    assert "class    incident" in ran.out
    assert f"tocsin case mark {case[:13]} amber" in ran.out
    for left in ("evidence", "preserve", "checklist", "records"):
        assert left not in ran.out.partition("next")[0], left
    whole = tocsin("case", "show", case, home=own_home).out
    assert len(ran.out.splitlines()) < len(whole.splitlines()) / 2


def test_filled_rows_print_what_is_missing_next(own_home: Path, case: str) -> None:
    tocsin("case", "classify", case, *FACTS, home=own_home)
    tocsin("case", "mark", case, "amber", home=own_home)
    ran = tocsin("case", "fill", case, "plain_account=It obeyed a page", home=own_home)
    assert "filled   plain_account" in ran.out
    assert f"tocsin case checklist {case[:13]} --missing --core" in ran.out
    assert f"you may clean now: what may leave is copied out, and you read it\n      tocsin case clean {case[:13]}" in (
        ran.out
    )
    assert "preserve" not in ran.out
    aside = tocsin("case", "fill", case, "embargo_until=none", "--not-required", home=own_home).out
    assert "set aside embargo_until" in aside
    assert "plain_account" not in aside.partition("missing")[0]


def test_json_of_an_answer_is_the_whole_case_as_before(own_home: Path, case: str) -> None:
    answered = tocsin("case", "classify", case, *FACTS, "--json", home=own_home).record
    assert answered.keys() == tocsin("case", "show", case, "--json", home=own_home).record.keys()


def test_the_checklist_shows_only_what_is_asked_for(own_home: Path, case: str) -> None:
    tocsin("case", "classify", case, *FACTS, home=own_home)
    tocsin("case", "fill", case, "plain_account=It obeyed a page", home=own_home)

    def states(*words: str) -> set[tuple[str, str]]:
        rows = tocsin("case", "checklist", case, *words, "--json", home=own_home).json
        assert isinstance(rows, list)
        return {(line["state"], line["row"]["weight"]) for line in rows}

    assert {weight for _, weight in states("--core")} == {"core"}
    assert states("--missing", "--core") == {("missing", "core")}
    assert {state for state, _ in states("--missing")} == {"missing"}
    shown = tocsin("case", "checklist", case, "--missing", "--core", home=own_home).out
    assert ("release_contact" in shown, "plain_account" in shown, "recommended" in shown) == (True, False, False)
    assert "what was said" not in shown


def test_whoever_answers_for_a_case_is_said_in_a_line(own_home: Path, case: str) -> None:
    tocsin("user", "add", "Marek Example", home=own_home)
    ran = tocsin("case", "assign", case, "marek", home=own_home)
    assert ran.out == f"Marek Example answers for {case[:13]} now\n"
