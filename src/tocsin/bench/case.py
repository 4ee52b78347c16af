"""Opening a case: one of many acts beside one of few."""

import subprocess

from tocsin.bench.figure import Bar, Effort, Figure, Kind, multiple_of_time, take_turns
from tocsin.bench.history import History
from tocsin.bench.start import program
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.overview import checklist_version, overview
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

FEW = 50  # acts of the small case
EACH = 5  # openings in one turn
APPEND = 1_000  # acts recorded at once while the case is made

OPENED = Kind(
    name="open a case",
    what="find the case by its first signs, load it and compute its overview",
    baseline=f"the same for a case of {FEW} acts in the same home",
    bar=Bar(kind="at_most", limit=5),
)
SHOWN = Kind(
    name="tocsin case show",
    what="the whole process from its start to its end",
    baseline=OPENED.baseline,
    bar=Bar(kind="at_most", limit=5),
)


def run(effort: Effort) -> tuple[Figure, ...]:
    """Both figures of a case; `size` is the number of its acts."""
    home = effort.folder / "home"
    make_home(home, person="Bench")
    with open_desk(home) as desk:
        large, small = (_made(desk, number, effort) for number in (effort.size, min(FEW, effort.size)))
        times = take_turns(
            lambda: _open(desk, large), lambda: _open(desk, small), turns=effort.turns, tell=effort.telling(OPENED.name)
        )
    command = [*program(), "case", "show", "--json", "--home", str(home)]
    shown = take_turns(
        lambda: subprocess.run([*command, large], check=True, stdout=subprocess.DEVNULL),  # noqa: S603 - our own
        lambda: subprocess.run([*command, small], check=True, stdout=subprocess.DEVNULL),  # noqa: S603 - our own
        turns=effort.turns,
        tell=effort.telling(SHOWN.name),
    )
    return multiple_of_time(OPENED, times, EACH), multiple_of_time(SHOWN, shown, 1)


def _made(desk: Desk, number: int, effort: Effort) -> str:
    """A case of so many acts; its id."""
    case = open_case(desk, Opening(name=f"A case of {number} acts", checklist=checklist_version(desk)))
    history = History(desk, case)
    effort.tell(f"making a case of {number:,} acts")
    while (missing := number - history.size) > 0:
        desk.log.append(history.append(min(APPEND, missing)))
    return case.id


def _open(desk: Desk, case_id: str) -> None:
    for _ in range(EACH):
        overview(desk, desk.case(case_id[:-1]))  # as typed: the first signs of it
