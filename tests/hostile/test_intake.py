"""Hostile files are taken in whole or refused with a reason: no crash, no hang, no lost case."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from tests.hostile.documents import documents_with
from tests.hostile.shapes import SHAPES
from tests.hostile.signs import ALL, SIGNS, hidden_in
from tests.terminal import Ran, tocsin
from tocsin.wiring import open_desk

SECONDS = 5.0  # of this process's own work, so that a busy machine decides nothing
WAITED = 30.0  # of the clock on the wall: beyond it something waits for what never comes


def _documents() -> dict[str, Callable[[], bytes]]:
    formats = {f"every-field.{name}": (lambda made=made: made) for name, made in documents_with(ALL).items()}
    texts = {
        f"{sign}.{name}": (lambda made=made: made)
        for sign, text in SIGNS.items()
        for name, made in documents_with(text).items()
        if name == "json-report"
    }
    return {**formats, **texts}


INPUTS: dict[str, Callable[[], bytes]] = {**SHAPES, **_documents()}


def test_there_are_at_least_two_hundred_hostile_inputs() -> None:
    assert len(INPUTS) >= 200


@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_file_is_kept_whole_or_refused(name: str, home: Path, tmp_path: Path) -> None:
    data = INPUTS[name]()
    file = tmp_path / name
    file.write_bytes(data)
    taken = _within(lambda: tocsin("add", file, "--json", home=home))
    if taken.code == 1:
        assert not data, "only an empty file is declined"
        return
    assert taken.code == 0, taken.err
    (one,) = cast("list[dict[str, str]]", taken.record["taken"])
    _shown_inert(one["case"], one["item"], home)
    with open_desk(home) as desk:
        assert b"".join(desk.vault.open(desk.item(one["item"]).content)) == data


@pytest.mark.parametrize("name", ["every-field.mail", "formulas.csv", "zip-bomb.eval", "lone-surrogate.json"])
def test_a_dry_run_of_a_hostile_file_is_inert(name: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(INPUTS[name]())
    before = tocsin("ledger", "checkpoint", home=home).out
    assert _inert(_within(lambda: tocsin("add", file, "--dry-run", home=home))).code == 0
    assert tocsin("ledger", "checkpoint", home=home).out == before


def test_a_report_for_people_is_inert(home: Path, tmp_path: Path) -> None:
    for name in ("every-field.json-report", "every-field.cyclonedx", "every-field.garak"):
        file = tmp_path / f"again {name}"
        file.write_bytes(INPUTS[name]() + b" ")
        assert _inert(_within(lambda file=file: tocsin("add", file, home=home))).code == 0


@pytest.mark.parametrize(
    "command", [("case", "list"), ("report", "list"), ("status",), ("search", "click"), ("search", "\u202e"), ("evidence", "verify")]
)
def test_every_list_is_inert(command: tuple[str, ...], home: Path) -> None:
    assert _inert(_within(lambda: tocsin(*command, home=home))).code == 0
    assert _inert(tocsin(*command, "--json", home=home)).code == 0


def _shown_inert(case: str, item: str, home: Path) -> None:
    assert _inert(_within(lambda: tocsin("case", "show", case, home=home))).code == 0
    reason = ("--reason", "triage", "--because", "a look")
    assert _inert(_within(lambda: tocsin("evidence", "objects", item, *reason, home=home))).code == 0
    assert _inert(_within(lambda: tocsin("evidence", "show", item, *reason, home=home))).code == 0


def _within(command: Callable[[], Ran]) -> Ran:
    worked, waited = time.process_time(), time.monotonic()
    ran = command()
    assert time.process_time() - worked < SECONDS
    assert time.monotonic() - waited < WAITED
    return ran


def _inert(ran: Ran) -> Ran:
    assert not hidden_in(ran.out)
    assert not hidden_in(ran.err)
    return ran
