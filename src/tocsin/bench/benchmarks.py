"""The benchmarks there are: one line each."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from tocsin.bench import case, intake, ledger, lengths, sanitize, share, start, triage, web
from tocsin.bench.figure import Effort, Figure
from tocsin.bench.report import Report, machine_with, report_of
from tocsin.vocab.errors import BadInput


class Benchmark(Struct, frozen=True, kw_only=True):
    """One benchmark; `size` and `turns` are what its bars are meant for."""

    name: str
    about: str
    unit: str  # what `size` counts
    size: int
    turns: int
    run: Callable[[Effort], tuple[Figure, ...]]


BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark(
        name="ledger",
        about="appending acts and verifying the log, beside bare SQLite and bare SHA-256",
        unit="entries verified",
        size=1_000_000,
        turns=25,
        run=ledger.run,
    ),
    Benchmark(
        name="case",
        about="opening a case of many acts, beside one of 50",
        unit="acts",
        size=50_000,
        turns=11,
        run=case.run,
    ),
    Benchmark(
        name="help",
        about="the start of the command line, beside importing typer and rich",
        unit="processes a turn",
        size=2,
        turns=15,
        run=start.run,
    ),
    Benchmark(
        name="triage",
        about="classifying by facts, beside reading and writing the same JSON",
        unit="lines",
        size=5_000,
        turns=11,
        run=triage.run,
    ),
    Benchmark(
        name="add",
        about="taking in a folder of files, beside copying it durably",
        unit="files",
        size=50,
        turns=7,
        run=intake.run,
    ),
    Benchmark(
        name="share",
        about="a share for 50 recipients, beside encoding one document for each",
        unit="indicators",
        size=1_000,
        turns=11,
        run=share.run,
    ),
    Benchmark(
        name="sanitize",
        about="scanning text for what must not leave, beside Microsoft Presidio",
        unit="bytes",
        size=1_000_000,
        turns=3,
        run=sanitize.run,
    ),
    Benchmark(
        name="lengths",
        about="scanning a long text, beside as many bytes of short ones",
        unit="bytes of the long text",
        size=10_000_000,
        turns=1,
        run=lengths.run,
    ),
    Benchmark(
        name="web",
        about="pages of a desk that is served, beside one that reads no case",
        unit="cases",
        size=100_000,
        turns=11,
        run=web.run,
    ),
)


def named(name: str) -> Benchmark:
    """The benchmark of that name."""
    for benchmark in BENCHMARKS:
        if benchmark.name == name:
            return benchmark
    known = ", ".join(benchmark.name for benchmark in BENCHMARKS)
    raise BadInput(f"there is no benchmark {name[:40]!r}", hint=f"one of: {known}")


def measure(
    benchmark: Benchmark,
    *,
    size: int | None = None,
    turns: int | None = None,
    within: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """Run a benchmark in a temporary folder (inside `within`, to choose the disk), which is removed afterwards."""
    size, turns = size or benchmark.size, turns or benchmark.turns
    if within is not None and not within.is_dir():
        raise BadInput(f"{within} is no folder", hint="name a folder on the disk to measure with --folder")
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-", dir=within) as folder:
        machine = machine_with(Path(folder).parent)
        figures = benchmark.run(Effort(size=size, turns=turns, folder=Path(folder), tell=tell))
    command = f"tocsin bench {benchmark.name} --size {size} --turns {turns}"
    return report_of(benchmark.name, command, machine, figures)
