"""A place at the desk: whoever works there is killed at any moment and replaced by somebody new."""

import os
import signal
import time
from pathlib import Path

from tests.servers import Cluster
from tests.warm import Running, begin
from tocsin.cli import WORLD_FAILED

SEED = int(os.environ.get("TOCSIN_SEED", "20260324"))
THOROUGH = bool(os.environ.get("TOCSIN_ENDURE"))
KILLS = 200 if THOROUGH else 3
_CRASHES = 5 if THOROUGH else 1  # of PostgreSQL itself


class Place:
    """Runs `python -m MODULE HOME REPORT [MORE]`; the report of each life has a name of its own."""

    def __init__(self, module: str, home: Path, folder: Path, name: str, *more: str) -> None:
        self.lives = 0
        self._module, self._home, self._folder, self._name, self._more = module, home, folder, name, more
        self._process: Running | None = None

    def start(self) -> None:
        """Somebody new begins."""
        self.lives += 1
        code = f"import runpy; runpy.run_module({self._module!r}, run_name='__main__', alter_sys=True)"
        with self._file("err").open("wb") as errors:
            report = str(self._file("jsonl"))
            self._process = begin(code, str(self._home), report, *self._more, errors=errors.fileno())

    def _file(self, ending: str) -> Path:
        return self._folder / f"{SEED}-{self._name}-{self.lives}.{ending}"

    def wait_until_at_work(self, lines: int = 1) -> None:
        """Until so many lines of this life are reported, or it ended."""
        while self.is_alive() and self._reported() < lines:
            time.sleep(0.01)

    def _reported(self) -> int:
        report = self._file("jsonl")
        return report.read_bytes().count(b"\n") if report.exists() else 0

    def is_alive(self) -> bool:
        """Whether it still works. One that ended by itself did so because the database went away, or by a defect."""
        assert self._process is not None
        ended = self._process.poll()
        if ended is not None and ended not in (WORLD_FAILED, -signal.SIGKILL):
            said = self._file("err").read_text()
            raise AssertionError(f"{self._name}-{self.lives} ended with {ended}, seed {SEED}:\n{said}")
        return ended is None

    def kill(self) -> bool:
        """Kill it; False where it had ended before."""
        assert self._process is not None
        alive = self.is_alive()
        self._process.kill()
        self._process.wait()
        return alive


class Crashes:
    """PostgreSQL itself is killed now and then, evenly over the kills; SQLite has nobody to kill."""

    def __init__(self, cluster: Cluster | None) -> None:
        self.count = 0
        self._cluster = cluster
        self._after = {(place + 1) * KILLS // (_CRASHES + 1) for place in range(_CRASHES)} if cluster else set()

    def when_due(self, kills: int) -> None:
        """Kill and start it where it is time after so many kills."""
        if self._cluster is not None and kills in self._after:
            self._after.discard(kills)
            self._cluster.crash()
            self._cluster.start()
            self.count += 1
