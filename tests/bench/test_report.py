"""A report says on what it was measured, and misses no bar silently."""

from pathlib import Path

import pytest

from tocsin.bench.figure import Bar, Figure, Kind, Times, share_of_speed
from tocsin.bench.report import machine_with, report_of

TIMES = Times(ours_s=(2.0,), baseline_s=(1.0,))


def _figures(*limits: float | None) -> tuple[Figure, ...]:
    bars = [None if limit is None else Bar(kind="at_least", limit=limit) for limit in limits]
    return tuple(share_of_speed(Kind(name="n", what="w", baseline="b", bar=bar), TIMES, 1) for bar in bars)


def test_the_machine_is_named(tmp_path: Path) -> None:
    machine = machine_with(tmp_path)
    assert machine.cores > 0
    assert machine.processor
    assert machine.python.count(".") == 2
    assert machine.sqlite.count(".") == 2
    assert machine.folder == str(tmp_path)
    assert machine.file_system or not Path("/proc/mounts").exists()


@pytest.mark.parametrize(("limits", "holds"), [((), True), ((None,), True), ((0.5,), True), ((0.5, 0.6), False)])
def test_one_missed_bar_is_a_missed_report(limits: tuple[float | None, ...], holds: bool, tmp_path: Path) -> None:
    report = report_of("ledger", "tocsin bench ledger", machine_with(tmp_path), _figures(*limits))
    assert report.holds is holds
    assert report.measured_at.tzinfo is not None
