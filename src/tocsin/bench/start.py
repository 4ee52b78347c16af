"""Start-up: the whole process of `tocsin --help`."""

import shutil
import subprocess
import sys
import sysconfig

from tocsin.bench.figure import Bar, Effort, Figure, Kind, multiple_of_time, take_turns

HELP = Kind(
    name="tocsin --help",
    what="the whole process from its start to its end",
    baseline='the whole process of python -c "import typer, rich"',
    bar=Bar(kind="at_most", limit=3),
)


def run(effort: Effort) -> tuple[Figure, ...]:
    """The one figure of start-up; `size` is how many processes one turn starts."""
    ours, baseline = [*program(), "--help"], [sys.executable, "-c", "import typer, rich"]
    _start(ours, 1)  # byte code and file caches are warm for both
    _start(baseline, 1)
    times = take_turns(
        lambda: _start(ours, effort.size),
        lambda: _start(baseline, effort.size),
        turns=effort.turns,
        tell=effort.telling(HELP.name),
    )
    return (multiple_of_time(HELP, times, effort.size),)


def program() -> list[str]:
    """How this program is started: its script beside the interpreter, or its entry point where there is none."""
    script = shutil.which("tocsin", path=sysconfig.get_path("scripts"))
    return [script] if script else [sys.executable, "-c", "from tocsin.cli import main; main()"]


def _start(command: list[str], number: int) -> None:
    for _ in range(number):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
