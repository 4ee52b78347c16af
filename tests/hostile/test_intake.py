"""Hostile files are taken in whole or refused with a reason: no crash, no hang, no lost case."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from tests.hostile.documents import documents_with, report_with
from tests.hostile.shapes import SHAPES
from tests.hostile.signs import ALL, SIGNS, hidden_in
from tests.terminal import Ran, tocsin
from tocsin.registry import FORMATS
from tocsin.wiring import open_desk

SECONDS = 5.0  # of this process's own work, so that a busy machine decides nothing
WAITED = 30.0  # of the clock on the wall: beyond it something waits for what never comes
LOOKING = ("--reason", "triage", "--because", "a look")


def _everywhere() -> dict[str, bytes]:
    """Every sign in a report, and all of them in every field of every format."""
    reports = {f"{sign}.report": report_with(text) for sign, text in SIGNS.items()}
    return reports | {f"{name}.every-field": made for name, made in documents_with(ALL).items()}


EVERYWHERE = _everywhere()


def test_there_are_at_least_two_hundred_hostile_inputs() -> None:
    assert len(SHAPES) + len(EVERYWHERE) >= 200


def test_there_is_a_hostile_document_of_every_format() -> None:
    made = set(documents_with(ALL)) - {"ticket-table"}
    assert made == {each.NAME for each in FORMATS}


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_file_is_kept_whole_or_refused(name: str, home: Path, tmp_path: Path) -> None:
    data = SHAPES[name]()
    file = tmp_path / name
    file.write_bytes(data)
    ran = _within(lambda: tocsin("add", file, "--json", home=home))
    if ran.code == 1:
        assert not data, "only an empty file is declined"
        return
    assert ran.code == 0, ran.err
    (one,) = _taken(ran)
    if one["understood"]:
        assert _inert(_within(lambda: tocsin("evidence", "objects", one["item"], *LOOKING, home=home))).code == 0
    _comes_back_identical({one["item"]: data}, home)


def test_hostile_text_in_every_field_of_every_format_stays_inert(home: Path, tmp_path: Path) -> None:
    for name, data in EVERYWHERE.items():
        (tmp_path / name).write_bytes(data)
    ran = _within(lambda: tocsin("add", tmp_path, "--json", home=home), files=len(EVERYWHERE))
    assert ran.code == 0, ran.err
    taken = {one["name"]: one for one in _taken(ran)}
    assert set(taken) == set(EVERYWHERE)
    for name in documents_with(ALL):
        read_as = taken[f"{name}.every-field"]["format"]
        assert read_as == name.removesuffix("-table")
    case = next(iter(taken.values()))["case"]
    for command in (("case", "show", case), ("case", "log", case), ("evidence", "list", case), ("report", "list")):
        assert _inert(_within(partial(tocsin, *command, home=home))).code == 0
    for name, one in taken.items():
        if name.endswith(".every-field") or len(SIGNS[name.removesuffix(".report")]) < 100:
            assert _inert(tocsin("evidence", "objects", one["item"], home=home)).code == 0
            assert _inert(tocsin("evidence", "show", one["item"], home=home)).code == 0
    _comes_back_identical({one["item"]: EVERYWHERE[name] for name, one in taken.items()}, home)


@pytest.mark.parametrize("name", ["formulas.csv", "zip-bomb.eval", "lone-surrogate.json", "mail-with-odd-words.eml"])
def test_a_dry_run_of_a_hostile_file_records_nothing(name: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(SHAPES[name]())
    before = tocsin("ledger", "checkpoint", home=home).out
    assert _inert(_within(lambda: tocsin("add", file, "--dry-run", home=home))).code == 0
    assert tocsin("ledger", "checkpoint", home=home).out == before


@pytest.mark.parametrize("name", ["mail", "json-report", "cyclonedx", "garak", "json-document"])
def test_what_people_read_of_a_hostile_file_is_inert(name: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.again"
    file.write_bytes(documents_with(ALL)[name] + b"\n")
    assert _inert(_within(lambda: tocsin("add", file, home=home))).code == 0


@pytest.mark.parametrize("wanted", [each.NAME for each in FORMATS])
def test_noise_read_as_a_named_format_is_a_clear_error(wanted: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "noise"
    file.write_bytes(bytes(range(256)) * 4)
    ran = _inert(_within(lambda: tocsin("add", file, "--format", wanted, "--dry-run", home=home)))
    assert ran.code in (0, 2)
    if ran.code == 2:
        assert ran.err.startswith("error: ")


@pytest.mark.parametrize("command", [("case", "list"), ("status",), ("search", "click"), ("search", "\u202e")])
def test_every_list_is_inert(command: tuple[str, ...], home: Path) -> None:
    assert _inert(_within(lambda: tocsin(*command, home=home))).code == 0
    assert _inert(tocsin(*command, "--json", home=home)).code == 0


def _taken(ran: Ran) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", ran.record["taken"])


def _comes_back_identical(kept: dict[str, bytes], home: Path) -> None:
    with open_desk(home) as desk:
        for item, data in kept.items():
            assert b"".join(desk.vault.open(desk.item(item).content)) == data


def _within(command: Callable[[], Ran], *, files: int = 1) -> Ran:
    worked, waited = time.process_time(), time.monotonic()
    ran = command()
    assert time.process_time() - worked < SECONDS * files
    assert time.monotonic() - waited < WAITED * files
    return ran


def _inert(ran: Ran) -> Ran:
    assert not hidden_in(ran.out)
    assert not hidden_in(ran.err)
    return ran
