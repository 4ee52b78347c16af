"""`bench`: ratios to named baselines on this machine, without a home."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import Json

if TYPE_CHECKING:
    from tocsin.bench.figure import Bar, Figure
    from tocsin.bench.report import Report


def add_to(app: typer.Typer) -> None:
    """Put these commands into the tree."""
    app.command("bench", epilog="Example: tocsin bench ledger --size 100000")(bench)


def bench(
    name: Annotated[str, typer.Argument(help="The benchmark; `list`, or nothing, shows which there are.")] = "list",
    size: Annotated[int | None, typer.Option(min=1, help="How much, in the benchmark's own unit.")] = None,
    turns: Annotated[int | None, typer.Option(min=1, help="How often each side is timed, in turn.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Work in a new folder inside this one, to choose the disk.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure against a baseline in the same run, turn by turn: ratios, not promises. Exit 1 if a bar is missed."""
    from tocsin.bench.benchmarks import measure, named
    from tocsin.cli.output import emit, say

    if name == "list":
        _show_list(as_json)
        return
    report = measure(named(name), size=size, turns=turns, within=folder, tell=say)
    if as_json:
        emit(report)
    else:
        _show_report(report)
    if not report.holds:
        raise typer.Exit(1)


def _show_list(as_json: bool) -> None:
    from tocsin.bench.benchmarks import BENCHMARKS
    from tocsin.cli.output import tell_table

    known = [{"name": one.name, "about": one.about, "size": one.size, "unit": one.unit} for one in BENCHMARKS]
    rows = ((one.name, one.about, f"{one.size:,} {one.unit}") for one in BENCHMARKS)
    tell_table(known, ("benchmark", "what", "size"), rows, as_json, empty="")


def _show_report(report: "Report") -> None:
    from tocsin.cli.output import heading, moment, show, table

    heading(f"bench {report.benchmark}")
    rows = [
        (figure.name, _ratio(figure), _bar(figure.bar), {True: "holds", False: "MISSED", None: ""}[figure.holds])
        for figure in report.figures
    ]
    table(("figure", "ratio: median (least to greatest)", "bar", ""), rows, empty="")
    for figure in report.figures:
        show(f"{figure.name}: {figure.what}")
        show(f"  beside {figure.baseline}")
        ours, baseline = figure.ours_s.median / figure.count, figure.baseline_s.median / figure.count
        show(
            f"  {figure.reads}; {figure.turns} turns of {figure.count:,}; "
            f"{ours * 1e6:,.1f} beside {baseline * 1e6:,.1f} microseconds each"
        )
    machine = report.machine
    show(f"machine  {machine.cores} cores ({machine.processor}), load {machine.load}, {machine.system}")
    show(f"         Python {machine.python}, SQLite {machine.sqlite}, {machine.file_system or 'disk'} {machine.folder}")
    show(f"measured {moment(report.measured_at)}, tocsin {report.version}: {report.command}")


def _ratio(figure: "Figure") -> str:
    ratio = figure.ratio
    return f"{ratio.median:.2f} ({ratio.least:.2f} to {ratio.greatest:.2f})"


def _bar(bar: "Bar | None") -> str:
    return "" if bar is None else f"{bar.kind.replace('_', ' ')} {bar.limit:g}"
