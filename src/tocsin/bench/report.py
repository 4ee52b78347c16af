"""The report of a run: its figures, the machine, the command."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from tocsin import __version__
from tocsin.bench.bare import sqlite_version
from tocsin.bench.figure import Figure


class Machine(Struct, frozen=True, kw_only=True):
    """What the figures were taken on. `load` is how many programs wanted a core in the minute before the run."""

    cores: int
    processor: str
    system: str
    python: str
    sqlite: str
    folder: str
    file_system: str
    load: float


class Report(Struct, frozen=True, kw_only=True):
    """One run of one benchmark."""

    benchmark: str
    command: str
    version: str
    measured_at: datetime
    machine: Machine
    figures: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        """Whether every figure with a bar holds it; without any bar there is nothing to hold."""
        return all(figure.holds is not False for figure in self.figures)


def report_of(benchmark: str, command: str, machine: Machine, figures: tuple[Figure, ...]) -> Report:
    """The report of a run that just ended."""
    return Report(
        benchmark=benchmark,
        command=command,
        version=__version__,
        measured_at=datetime.now(UTC).replace(microsecond=0),
        machine=machine,
        figures=figures,
    )


def machine_with(folder: Path) -> Machine:
    """This machine, before a run that writes into `folder`."""
    return Machine(
        cores=os.cpu_count() or 0,
        processor=_processor(),
        system=platform.platform(terse=True),
        python=platform.python_version(),
        sqlite=sqlite_version(),
        folder=str(folder),
        file_system=_file_system(folder),
        load=round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0,
    )


def _processor() -> str:
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _file_system(folder: Path) -> str:
    """The type of the file system with the longest mount point above the folder; empty where nobody says."""
    real, best, found = str(folder.resolve()), "", ""
    for line in _lines(Path("/proc/mounts")):
        _, mount, kind, *_ = line.split(" ")
        if (real == mount or real.startswith(mount.rstrip("/") + "/")) and len(mount) >= len(best):
            best, found = mount, kind
    return found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # no such file on this system
        return []
