"""What now: cases with their next step, clocks that run, what to review."""

from itertools import islice

from msgspec import Struct

from tocsin.stages.casework import open_items
from tocsin.stages.desk import Desk
from tocsin.stages.overview import next_steps, overview
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case

MOST_CASES = 50  # newest cases looked through; the list has them all


class CaseLine(Struct, frozen=True, kw_only=True):
    """One case with its first next step."""

    case: str
    name: str
    exercise: bool
    event_class: str
    preliminary: str = PRELIMINARY
    next: str
    command: str


class Due(Struct, frozen=True, kw_only=True):
    """Something with a date: a running clock, a release block that ends, an open item to look at."""

    due: str
    duty: str
    stage: str
    case: str
    exercise: bool


class Status(Struct, frozen=True, kw_only=True):
    """Everything that waits, most pressing first in each list."""

    cases: tuple[CaseLine, ...]
    more: int
    clocks: tuple[Due, ...]
    blocks: tuple[Due, ...]
    looks: tuple[Due, ...]


def status(desk: Desk) -> Status:
    """Look through the newest cases."""
    cases, clocks, blocks, looks = list[CaseLine](), list[Due](), list[Due](), list[Due]()
    for case in islice(desk.index.all("case", newest_first=True), MOST_CASES):
        assert isinstance(case, Case)
        view = overview(desk, case)
        steps = next_steps(view)
        first = steps[0] if steps else None
        cases.append(
            CaseLine(
                case=case.id,
                name=view.name,
                exercise=case.exercise,
                event_class=view.verdict.class_,
                next=first.what if first else "nothing is missing here",
                command=first.command if first else "",
            )
        )
        clocks += [_due(case, due.isoformat(), duty, stage) for duty, stage, due in view.running_clocks]
        if case.block:
            blocks.append(_due(case, case.block.until.isoformat(), case.block.reason, ""))
        looks += [_due(case, line.check_on, "", line.what) for line in open_items(desk, case) if line.state == "open"]
    return Status(
        cases=tuple(cases),
        more=max(0, desk.index.count("case") - len(cases)),
        clocks=tuple(sorted(clocks, key=lambda one: one.due)),
        blocks=tuple(sorted(blocks, key=lambda one: one.due)),
        looks=tuple(sorted(looks, key=lambda one: one.due)),
    )


def _due(case: Case, due: str, duty: str, stage: str) -> Due:
    return Due(due=due, duty=duty, stage=stage, case=case.id, exercise=case.exercise)
