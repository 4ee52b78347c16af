"""A worker that sees deliveries off until it is killed. Run as `python -m tests.endure.errands HOME REPORT CLEAR`.

CLEAR is how it asks whether something may leave: `clearance` as the desk's own worker does, `always` for what was
planned by its acts alone. Its leases are short, so that what a dead one had is soon taken over, and it never loses
patience. Each line of the report is a delivery and what became of it. Exit 3: the database was away when it began.
"""

import os
import sys
import threading
from pathlib import Path

from tests.deliveries import always
from tocsin.cli import WORLD_FAILED
from tocsin.rules.retry import Backoff
from tocsin.stages.release import clearance
from tocsin.vocab.errors import ChannelDown
from tocsin.wiring import open_desk
from tocsin.worker.run import Clear, Handled, Pace, work, worker_at

PACE = Pace(lease_s=1.5, later_s=0.2, idle_s=0.02, backoff=Backoff(first_s=0.05, longest_s=0.2, attempts=10_000))
CLEARS: dict[str, Clear] = {"always": always, "clearance": clearance}


def run_errands(home: Path, report: Path, clear: Clear) -> None:
    """Work until the end of time."""
    told = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def notice(handled: Handled) -> None:
        os.write(told, f"{handled.delivery} {handled.state} {handled.waits_for}\n".encode())

    with open_desk(home) as desk:
        os.write(told, b"at work\n")
        work(worker_at(desk, clear, PACE), threading.Event(), notice)


if __name__ == "__main__":
    try:
        run_errands(Path(sys.argv[1]), Path(sys.argv[2]), CLEARS[sys.argv[3]])
    except ChannelDown as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(WORLD_FAILED)
