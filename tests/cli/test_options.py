"""What every command has: a practice case is announced before anything is said about it."""

from pathlib import Path

import pytest

from tests.builders import a_case, an_item
from tests.terminal import tocsin
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own."""
    made = tmp_path / "home"
    make_home(made, person="Ada")
    return made


@pytest.mark.parametrize(
    "words",
    ["case show", "case log", "case checklist", "case open-items", "duty list", "record list", "evidence list"],
)
@pytest.mark.parametrize("exercise", [True, False])
def test_every_command_about_a_practice_case_says_exercise(home: Path, words: str, exercise: bool) -> None:
    with open_desk(home) as desk:
        case = a_case(desk, exercise=exercise)
    for more in ((), ("--json",)):
        ran = tocsin(*words.split(), case.id, *more, home=home)
        assert ran.code == 0
        assert ("EXERCISE" in ran.err) is exercise


def test_an_item_of_a_practice_case_says_exercise(home: Path) -> None:
    with open_desk(home) as desk:
        item = an_item(desk, a_case(desk, exercise=True))
    assert "EXERCISE" in tocsin("evidence", "show", item.id, home=home).err


@pytest.mark.parametrize("exercise", [True, False])
def test_lists_and_json_say_exercise_and_preliminary(home: Path, tmp_path: Path, exercise: bool) -> None:
    (tmp_path / "mail.txt").write_text("It mailed the list of customers to a stranger.")
    words = ("--exercise",) if exercise else ()
    assert tocsin("add", tmp_path / "mail.txt", *words, home=home).code == 0
    (case,) = tocsin("case", "list", "--json", home=home).lines
    (report,) = tocsin("report", "list", "--json", home=home).lines
    found = tocsin("search", "mail", "--json", home=home).json
    waiting = tocsin("status", "--json", home=home).record["cases"]
    assert isinstance(found, list)
    assert isinstance(waiting, list)
    assert (str(case["name"]).startswith("EXERCISE"), report["exercise"]) == (exercise, exercise)
    assert {one["exercise"] for one in (*found, *waiting)} == {exercise}
    assert all("preliminary" in one["preliminary"] for one in (case, *found, *waiting))
    for line in (("case", "list"), ("report", "list"), ("search", "mail"), ("status",)):
        assert ("EXERCISE" in tocsin(*line, home=home).out) is exercise
    for line in (("case", "list"), ("search", "mail"), ("status",)):
        assert "(preliminary)" in tocsin(*line, home=home).out


@pytest.mark.parametrize("exercise", [True, False])
def test_a_proof_and_an_answer_about_a_practice_case_say_exercise(home: Path, tmp_path: Path, exercise: bool) -> None:
    (tmp_path / "mail.txt").write_text("It mailed the list of customers to a stranger.")
    words = ("--exercise",) if exercise else ()
    taken = tocsin("add", tmp_path / "mail.txt", *words, "--json", home=home).record["taken"]
    assert isinstance(taken, list)
    ran = tocsin("ledger", "prove", "3", home=home)
    assert ("EXERCISE" in ran.err, "EXERCISE" in ran.out) == (exercise, False)
    assert tocsin("ledger", "prove", "3", "--json", home=home).record["exercise"] is exercise
    assert tocsin("ledger", "prove", "0", "--json", home=home).record["exercise"] is False
    report = str(taken[0]["receipt"]).partition(".")[0]
    assert ("EXERCISE" in tocsin("report", "answer", report, "accepted", home=home).err) is exercise


def test_several_people_share_a_home_and_each_acts_by_name(home: Path) -> None:
    marek = str(tocsin("user", "add", "Marek", "--role", "approver", "--json", home=home).record["id"])
    robin = str(tocsin("user", "add", "Robin", "--json", home=home).record["id"])

    def who(*words: str, environment: str = "") -> str:
        named = {"TOCSIN_AS": environment}
        ran = tocsin(*words, "case", "new", "--name", "x", "--json", home=home, environment=named)
        opened = ran.record["case"]
        assert isinstance(opened, dict)
        return str(opened["opened_by"])

    ada = who()
    assert who("--as", "Marek") == who("--as", marek[:15]) == marek
    assert who(environment="Robin") == robin
    assert who("--as", "Marek", environment="Robin") == marek
    assert len({ada, marek, robin}) == 3


def test_whoever_was_named_once_is_not_named_for_good(home: Path) -> None:
    marek = str(tocsin("user", "add", "Marek", "--json", home=home).record["id"])
    by = []
    for words in (("--as", "Marek"), ()):
        opened = tocsin(*words, "case", "new", "--name", "x", "--json", home=home).record["case"]
        assert isinstance(opened, dict)
        by.append(opened["opened_by"] == marek)
    assert by == [True, False]


def test_who_may_not_act_is_refused_with_the_list_of_who_may(home: Path) -> None:
    marek = str(tocsin("user", "add", "Marek", "--json", home=home).record["id"])
    assert tocsin("user", "retire", marek, home=home).code == 0
    before = tocsin("ledger", "checkpoint", home=home).out
    for person, code in (("Marek", 1), (marek, 1), ("Nobody", 2)):
        ran = tocsin("--as", person, "case", "new", "--name", "x", home=home)
        assert ran.code == code
        assert "tocsin user list" in ran.err
    assert tocsin("ledger", "checkpoint", home=home).out == before
    listed = tocsin("user", "list", home=home, environment={"TOCSIN_AS": "Nobody"})
    assert "Ada" in listed.out, "the hint can be followed"


def test_whoever_acts_can_also_assert(home: Path) -> None:
    with open_desk(home) as desk:
        case = a_case(desk)
    marek = str(tocsin("user", "add", "Marek", "--json", home=home).record["id"])
    words = ("case", "assert", case.id, "attack_description", "--as", "B_method", "--json")
    assert tocsin("--as", "Marek", *words, home=home).record["by"] == marek


@pytest.mark.parametrize("exercise", [True, False])
def test_every_document_of_an_item_says_whether_it_is_practice(home: Path, tmp_path: Path, exercise: bool) -> None:
    with open_desk(home) as desk:
        case = a_case(desk, exercise=exercise)
        item = an_item(desk, case).id
    (tmp_path / "a.log").write_text("12:00 started")
    found = [
        tocsin("evidence", *words, "--json", home=home).record
        for words in (
            ("add", case.id, tmp_path / "a.log"),
            ("hand-over", item, "--to", "the laboratory"),
            ("seal", item, "--because", "it says how"),
            ("unseal", item, "--because", "read again"),
            ("hold", item, "--because", "letter of Monday"),
        )
    ]
    shown = tocsin("evidence", "show", item, "--json", home=home).record["item"]
    assert isinstance(shown, dict)
    listed = tocsin("evidence", "list", case.id, "--json", home=home).lines
    assert {one["exercise"] for one in (*found, shown, *listed)} == {exercise}


def test_cases_and_people_are_called_by_their_names(home: Path, tmp_path: Path) -> None:
    with open_desk(home) as desk:
        case = a_case(desk, name="Agent sent mail").id
    tocsin("user", "add", "Marek Example", "--role", "approver", home=home)
    (tmp_path / "a.txt").write_text("12:00 started")
    for words in (
        ("case", "show", "agent SENT mail"),
        ("case", "assign", "Agent", "marek"),
        ("case", "block", "Agent", "--until", "2099-01-01", "--lifts-when", "x", "--owner", "Marek Example"),
        ("add", tmp_path / "a.txt", "--case", "agent sent"),
        ("route", "confirm", "isac", "--address", "desk@isac.example", "--deputy", "marek", "--person", "Ada"),
        ("--as", "marek", "case", "list"),
    ):
        ran = tocsin(*words, home=home)
        assert ran.code == 0, (words, ran.err)
    assigned = tocsin("case", "show", "Agent", "--json", home=home).record["case"]
    assert isinstance(assigned, dict)
    assert (assigned["id"], str(assigned["assigned"]).startswith("person-")) == (case, True)
    assert tocsin("user", "retire", "Marek Example", home=home).code == 0


def test_a_name_that_fits_several_lists_them(home: Path) -> None:
    with open_desk(home) as desk:
        found = [a_case(desk, name=f"Agent {number}").id for number in range(2)]
    ran = tocsin("case", "show", "agent", home=home)
    assert (ran.code, ran.out) == (2, "")
    assert all(f"{one[:13]} (Agent " in ran.err for one in found)
