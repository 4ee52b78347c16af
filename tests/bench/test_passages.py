"""The texts of the measurement: the same in every run, as long and as full as they say."""

from tocsin.bench.passages import QUIET, dense, sparse
from tocsin.registry import DETECTORS
from tocsin.stages.scanning import Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY


def test_they_are_the_same_every_time_and_as_long_as_wanted() -> None:
    for make in (dense, sparse):
        assert make(10_000) == make(10_000)
        assert 10_000 <= sum(map(len, make(10_000))) <= 10_300


def test_reports_are_full_and_logs_nearly_empty() -> None:
    scanner = Scanner(DETECTORS, NO_DICTIONARY)
    full = sum(len(scanner.scan(text)) for text in dense(20_000))
    assert 130 <= full <= 420
    (log,) = sparse(20_000)
    lines = log.splitlines()
    held = {log.count("\n", 0, each.start) for each in scanner.scan(log)}
    assert len(held) <= len(lines) / QUIET + 6
