"""The table of benchmarks: names, refusals, a report for each, and nothing left behind."""

from pathlib import Path

import pytest

from tocsin.bench.benchmarks import BENCHMARKS, measure, named
from tocsin.vocab.errors import BadInput


def test_every_benchmark_is_found_by_its_name() -> None:
    assert [named(one.name) for one in BENCHMARKS] == list(BENCHMARKS)
    assert {"ledger", "case", "help", "triage", "add", "share", "sanitize", "lengths", "web"} == {
        one.name for one in BENCHMARKS
    }
    assert named("ledger").size == 1_000_000
    assert named("case").size == 50_000


def test_another_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadInput) as refused:
        named("legder")
    assert "ledger" in refused.value.hint


def test_a_run_is_reported_with_its_command_and_leaves_nothing(tmp_path: Path) -> None:
    report = measure(named("triage"), size=5, turns=2, within=tmp_path)
    assert (report.benchmark, report.command) == ("triage", "tocsin bench triage --size 5 --turns 2")
    assert report.machine.folder == str(tmp_path)
    assert [figure.turns for figure in report.figures] == [2]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no folder"):
        measure(named("triage"), size=1, turns=1, within=tmp_path / "missing")
