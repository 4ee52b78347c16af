"""`tocsin bench`: the list, a run in JSON and for people, progress beside it, a wrong name."""

import json
from pathlib import Path

import pytest

from tests.terminal import Ran, tocsin


def _bench(*words: str, status: int = 0) -> Ran:
    ran = tocsin("bench", *words)
    assert ran.code == status, ran.err
    return ran


@pytest.mark.parametrize("words", [(), ("list",)])
def test_the_list_names_every_benchmark(words: tuple[str, ...]) -> None:
    said = _bench(*words).out
    assert all(name in said for name in ("ledger", "case", "help", "triage", "add"))


def test_the_list_is_json_where_asked() -> None:
    listed = json.loads(_bench("--json").out)
    assert {one["name"]: one["size"] for one in listed}["ledger"] == 1_000_000


def test_a_run_gives_ratios_the_machine_and_the_command(tmp_path: Path) -> None:
    run = _bench("triage", "--size", "10", "--turns", "2", "--folder", str(tmp_path), "--json")
    report = json.loads(run.out)
    (figure,) = report["figures"]
    assert set(figure["ratio"]) == {"median", "least", "greatest"}
    assert figure["baseline"].startswith("json.loads")
    assert report["machine"]["cores"] > 0
    assert report["command"] == "tocsin bench triage --size 10 --turns 2"
    assert "turn 2 of 2" in run.err


def test_a_run_reads_well_for_people() -> None:
    said = _bench("triage", "--size", "10", "--turns", "1").out
    assert "triage lines" in said
    assert "share of the baseline's speed" in said
    assert "tocsin bench triage --size 10 --turns 1" in said


def test_a_wrong_name_says_which_there_are() -> None:
    refused = _bench("speed", status=2)
    assert "hint: one of: ledger" in refused.err
