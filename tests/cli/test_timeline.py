"""A case over time at the terminal: three lanes; what is a part, and what has no place, is said."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import NOON
from tests.cli.test_evidence import case
from tests.terminal import tocsin
from tocsin.cli import timeline as room
from tocsin.stages import timeline as stage
from tocsin.vocab.timeline import Cell, Kinds, Lane

__all__ = ["case"]


@pytest.fixture
def kept(own_home: Path, case: str, tmp_path: Path) -> str:
    """A case with an item that happened long before, and one whose time has no zone."""
    for number, at in enumerate(("2026-03-20T08:00:00Z", "2026-03-20T08:00")):
        (tmp_path / "log.txt").write_text(f"line {number}")
        words = ("evidence", "add", case, tmp_path / "log.txt", "--kind", "log", "--collected-at", at)
        assert tocsin(*words, home=own_home).code == 0
    return case


def test_a_case_over_time_is_told_lane_by_lane(own_home: Path, kept: str) -> None:
    shown = tocsin("case", "timeline", kept, home=own_home)
    assert shown.code == 0
    lines = [line for line in shown.out.splitlines() if line]
    outside = next(number for number, line in enumerate(lines) if "2026-03-20 08:00:00 UTC" in line)
    assert "out there" in lines[outside]
    assert "of silence" in lines[outside + 1]
    assert any("here" in line and "case_opened" in line for line in lines)
    assert "a time to look at twice" in shown.out
    assert shown.err == ""
    found = tocsin("case", "timeline", kept, "--json", home=own_home).record
    assert (found["is_whole"], len(found["unplaced"])) == (True, 1)  # type: ignore[arg-type]  # a list in this document


def test_a_part_says_so(own_home: Path, kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "MOST_ACTS", 2)
    assert "this is a part: the newest 2 of 3 acts" in tocsin("case", "timeline", kept, home=own_home).err


def test_what_lies_close_together_is_counted_and_ends_on_its_own_day() -> None:
    kinds = (Kinds(what="item_kept", count=2), Kinds(what="marked", count=1))
    for long, wanted in ((1, "2026-03-24 13:00:00 UTC"), (24, "2026-03-25")):
        until = NOON + timedelta(hours=long)
        cell = Cell(lane=Lane.HERE, count=3, at=NOON, until=until, kinds=kinds)
        assert room._what(cell) == "2 item_kept, marked"
        assert wanted.removeprefix("2026-03-24 ") in room._when(cell)
