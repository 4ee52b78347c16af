"""`tocsin bench`: the list, a run in JSON and for people, progress beside it, a wrong name."""

import json
import subprocess
from pathlib import Path

import pytest

from tocsin.bench.start import program


def _tocsin(*words: str, status: int = 0) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run([*program(), *words], check=False, capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    return done


@pytest.mark.parametrize("words", [("bench",), ("bench", "list")])
def test_the_list_names_every_benchmark(words: tuple[str, ...]) -> None:
    said = _tocsin(*words).stdout
    assert all(name in said for name in ("ledger", "case", "help", "triage", "add"))


def test_the_list_is_json_where_asked() -> None:
    listed = json.loads(_tocsin("bench", "--json").stdout)
    assert {one["name"]: one["size"] for one in listed}["ledger"] == 1_000_000


def test_a_run_gives_ratios_the_machine_and_the_command(tmp_path: Path) -> None:
    run = _tocsin("bench", "triage", "--size", "10", "--turns", "2", "--folder", str(tmp_path), "--json")
    report = json.loads(run.stdout)
    (figure,) = report["figures"]
    assert set(figure["ratio"]) == {"median", "least", "greatest"}
    assert figure["baseline"].startswith("json.loads")
    assert report["machine"]["cores"] > 0
    assert report["command"] == "tocsin bench triage --size 10 --turns 2"
    assert "turn 2 of 2" in run.stderr


def test_a_run_reads_well_for_people() -> None:
    said = _tocsin("bench", "triage", "--size", "10", "--turns", "1").stdout
    assert "triage lines" in said
    assert "share of the baseline's speed" in said
    assert "tocsin bench triage --size 10 --turns 1" in said


def test_a_wrong_name_says_which_there_are() -> None:
    refused = _tocsin("bench", "speed", status=2)
    assert "hint: one of: ledger" in refused.stderr
