"""A small run of `bench ledger` gives all five figures."""

from pathlib import Path

from tests.bench.efforts import small
from tocsin.bench import ledger


def test_a_small_run_measures_everything(tmp_path: Path) -> None:
    told: list[str] = []
    figures = ledger.run(small(tmp_path, size=120, tell=told.append))
    assert [figure.name for figure in figures] == [
        "single append",
        "single act recorded by a stage",
        "append of 1,000",
        "verify the log",
        "verify the log and the index",
    ]
    bars = [(figure.bar.kind, figure.bar.limit) for figure in figures if figure.bar]
    assert bars == [("at_least", 0.3), ("at_least", 0.2), ("at_least", 0.2)]
    assert all(figure.ratio.least > 0 and figure.baseline_s.least > 0 for figure in figures)
    assert figures[3].count == figures[4].count >= 120
    assert any(line.startswith("verify the log: turn 1 of 1") for line in told)
