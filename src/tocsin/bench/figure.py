"""A figure: our time beside a baseline's, taken turn by turn in one run."""

import gc
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from msgspec import Struct

Work = Callable[[], object]


class Effort(Struct, frozen=True, kw_only=True):
    """How much a benchmark does and where; `size` is counted in the benchmark's own unit."""

    size: int
    turns: int
    folder: Path  # an empty folder on the disk that is measured
    tell: Callable[[str], None]

    def telling(self, name: str) -> Callable[[str], None]:
        """`tell`, with a name in front of each line."""
        return lambda line: self.tell(f"{name}: {line}")


class Spread(Struct, frozen=True, kw_only=True):
    """Median, least and greatest of a few values."""

    median: float
    least: float
    greatest: float


class Bar(Struct, frozen=True, kw_only=True):
    """What a ratio is held to: at least, or at most, `limit`."""

    kind: str  # at_least, at_most
    limit: float


class Times(Struct, frozen=True, kw_only=True):
    """Seconds of each turn, ours and the baseline's, in the order in which they were taken."""

    ours_s: tuple[float, ...]
    baseline_s: tuple[float, ...]


class Figure(Struct, frozen=True, kw_only=True):
    """A ratio to a named baseline, with the bar it is held to where there is one."""

    name: str
    what: str
    baseline: str
    reads: str  # how the ratio reads
    ratio: Spread
    count: int  # units of work in one turn, the same for both
    turns: int
    ours_s: Spread  # seconds a turn
    baseline_s: Spread
    bar: Bar | None
    holds: bool | None  # whether the median holds the bar; None where there is no bar


class Kind(Struct, frozen=True, kw_only=True):
    """What is compared, in words, and the bar."""

    name: str
    what: str
    baseline: str
    bar: Bar | None = None


def take_turns(ours: Work, baseline: Work, *, turns: int, tell: Callable[[str], None] = lambda _: None) -> Times:
    """Do both in turn (ours, baseline, ours, baseline, ...), so that what else the machine does meets both alike."""
    ours_s, baseline_s = list[float](), list[float]()
    for turn in range(turns):
        ours_s.append(_seconds(ours))
        baseline_s.append(_seconds(baseline))
        tell(f"turn {turn + 1} of {turns}: {ours_s[-1]:.3f} s beside {baseline_s[-1]:.3f} s")
    return Times(ours_s=tuple(ours_s), baseline_s=tuple(baseline_s))


def share_of_speed(kind: Kind, times: Times, count: int) -> Figure:
    """How much of the baseline's speed is reached: 0.5 is half as fast. Each ratio is of two neighbouring turns."""
    ratios = [base / ours for ours, base in zip(times.ours_s, times.baseline_s, strict=True)]
    return _figure(kind, times, ratios, count, "share of the baseline's speed")


def multiple_of_time(kind: Kind, times: Times, count: int) -> Figure:
    """How many times the baseline's time it takes. Each ratio is of two neighbouring turns."""
    ratios = [ours / base for ours, base in zip(times.ours_s, times.baseline_s, strict=True)]
    return _figure(kind, times, ratios, count, "times the baseline's time")


def spread(values: Sequence[float]) -> Spread:
    """Median, least and greatest."""
    return Spread(median=statistics.median(values), least=min(values), greatest=max(values))


def _figure(kind: Kind, times: Times, ratios: Sequence[float], count: int, reads: str) -> Figure:
    ratio = spread(ratios)
    return Figure(
        name=kind.name,
        what=kind.what,
        baseline=kind.baseline,
        reads=reads,
        ratio=ratio,
        count=count,
        turns=len(ratios),
        ours_s=spread(times.ours_s),
        baseline_s=spread(times.baseline_s),
        bar=kind.bar,
        holds=None if kind.bar is None else _holds(kind.bar, ratio.median),
    )


def _holds(bar: Bar, median: float) -> bool:
    return median >= bar.limit if bar.kind == "at_least" else median <= bar.limit


def _seconds(work: Work) -> float:
    gc.collect()  # so that nobody pays for the other's garbage
    start = perf_counter()
    work()
    return perf_counter() - start
