"""Every requirement R1 to R43 has a row: where it lives and which test holds it, or the stage that will bring it."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

PARTS = {25: 5, 26: 3, 27: 8, 28: 4, 29: 3, 30: 4}  # R25.1 to R25.5 and so on
EXPECTED = [
    name
    for number in range(1, 44)
    for name in (f"R{number}", *(f"R{number}.{part}" for part in range(1, PARTS.get(number, 0) + 1)))
]
STAGES = {
    *("ready", "report", "intake", "triage", "evidence", "marking", "impact", "clean"),
    *("package", "release", "deliver", "feedback", "close", "claim"),
    "web",  # pages and the API, which show every stage
}
STATES = ("built", "in part", "later")
NAMED = re.compile(r"`([^`]+)`")


class Row(NamedTuple):
    """One row of the table."""

    number: str
    says: str
    state: str
    rooms: tuple[str, ...]
    tests: tuple[str, ...]


def rows_of(text: str) -> list[Row]:
    """The rows of the table whose first cell is a requirement."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"R\d+(\.\d+)?", cells[0]):
            number, says, state, rooms, tests = cells
            found.append(Row(number, says, state, tuple(NAMED.findall(rooms)), tuple(NAMED.findall(tests))))
    return found


def faults(row: Row, root: Path) -> list[str]:
    """What is wrong with one row."""
    state, _, stage = row.state.partition(": ")
    wrong = [] if row.says else ["says nothing"]
    if state not in STATES:
        wrong.append(f"its state {row.state!r} is none of {', '.join(STATES)}")
    if state != "built" and (not stage or not set(stage.split(", ")) <= STAGES):
        wrong.append(f"does not name the stage that brings the rest: {row.state!r}")
    if state != "later" and not (row.rooms and row.tests):
        wrong.append("names no room or no test")
    wrong += [f"names {place}, which is not there" for place in row.rooms if not _there(root, place)]
    wrong += [f"names the test {test}, which is not there" for test in row.tests if not _there(root, test)]
    return [f"{row.number} {fault}" for fault in wrong]


def _there(root: Path, place: str) -> bool:
    path, _, test = place.partition("::")
    file = root / path if path.startswith(("tests/", "docs/")) or "/" not in path else root / "src" / "tocsin" / path
    if not file.exists() and not (file := root / "src" / "tocsin" / path).exists():
        return False
    return not test or f"def {test}(" in file.read_text("utf-8")


@pytest.fixture(scope="module")
def rows(root: Path) -> list[Row]:
    """The table of docs/requirements.md."""
    return rows_of((root / "docs" / "requirements.md").read_text("utf-8"))


def test_every_requirement_has_one_row(rows: list[Row]) -> None:
    assert [row.number for row in rows] == EXPECTED


def test_every_room_and_test_named_is_there(rows: list[Row], root: Path) -> None:
    wrong = [fault for row in rows for fault in faults(row, root)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "line",
    [
        "| R1 | share | built | `rules/nowhere.py` | `tests/house/test_docs.py` |",
        "| R1 | share | built | `vocab/act.py` | `tests/house/test_docs.py::test_nothing_of_the_kind` |",
        "| R1 | share | built | | |",
        "| R1 | share | later: some day | | |",
        "| R1 | share | in part | `vocab/act.py` | `tests/house/test_docs.py` |",
        "| R1 | share | done | `vocab/act.py` | `tests/house/test_docs.py` |",
    ],
)
def test_a_bad_row_is_found(line: str, root: Path) -> None:
    (row,) = rows_of(line)
    assert faults(row, root)


def test_a_good_row_is_good(root: Path) -> None:
    (row,) = rows_of("| R1 | share | in part: release | `vocab/act.py` | `tests/house/test_docs.py::rows` |")
    assert faults(row, root) == ["R1 names the test tests/house/test_docs.py::rows, which is not there"]
    (row,) = rows_of("| R1 | share | later: release, claim | | |")
    assert faults(row, root) == []
