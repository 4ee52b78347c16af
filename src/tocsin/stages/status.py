"""What now: your open work, what we owe and are owed, what to look at."""

from msgspec import Struct

from tocsin.rules.case_list import came_from
from tocsin.rules.onward import first_of
from tocsin.stages.casework import open_items
from tocsin.stages.desk import Desk
from tocsin.stages.onward import onward
from tocsin.stages.overview import overview
from tocsin.stages.promise import promises
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case
from tocsin.vocab.case_list import CameFrom
from tocsin.vocab.promise import Promise, Side

MOST_CASES = 50  # open cases looked into, one's own first; the list has them all


class CaseLine(Struct, frozen=True, kw_only=True):
    """One case with its first next step."""

    case: str
    name: str
    exercise: bool
    event_class: str
    preliminary: str = PRELIMINARY
    next: str
    command: str
    mine: bool
    came_from: CameFrom


class Due(Struct, frozen=True, kw_only=True):
    """Something with a date: a running clock, a release block that ends, an open item to look at."""

    due: str
    duty: str
    stage: str
    case: str
    exercise: bool


class Status(Struct, frozen=True, kw_only=True):
    """Everything that waits, most pressing first in each list but the first.

    `cases` are the open ones, one's own first, last what came through the public form and nobody took on; the three
    lists of dates are of those alone. `owe` and `owed` are of every case.
    """

    person: str
    cases: tuple[CaseLine, ...]
    more: int
    owe: tuple[Promise, ...]
    owed: tuple[Promise, ...]
    clocks: tuple[Due, ...]
    blocks: tuple[Due, ...]
    looks: tuple[Due, ...]


def status(desk: Desk) -> Status:
    """What is open, as it concerns whoever acts."""
    cases, clocks, blocks, looks = list[CaseLine](), list[Due](), list[Due](), list[Due]()
    still_open = _open_cases(desk)
    for case in still_open[:MOST_CASES]:
        view = overview(desk, case)
        first = first_of(onward(desk, view))
        cases.append(
            CaseLine(
                case=case.id,
                name=view.name,
                exercise=case.exercise,
                event_class=view.verdict.class_,
                next=first.sentence if first else "nothing is missing here",
                command=first.command if first else "",
                mine=_is_mine(desk, case),
                came_from=came_from(case),
            )
        )
        clocks += [_due(case, due.isoformat(), duty, stage) for duty, stage, due in view.running_clocks]
        if case.block:
            blocks.append(_due(case, case.block.until.isoformat(), case.block.reason, ""))
        looks += [_due(case, line.check_on, "", line.what) for line in open_items(desk, case) if line.state == "open"]
    owed = promises(desk)
    return Status(
        person=desk.person,
        cases=tuple(cases),
        more=len(still_open) - len(cases),
        owe=tuple(one for one in owed if one.side is Side.OWE),
        owed=tuple(one for one in owed if one.side is Side.OWED),
        clocks=tuple(sorted(clocks, key=lambda one: one.due)),
        blocks=tuple(sorted(blocks, key=lambda one: one.due)),
        looks=tuple(sorted(looks, key=lambda one: one.due)),
    )


def concerns(promise: Promise, person: str) -> bool:
    """Whether it is for this person to meet, or to ask about: theirs, or anybody's."""
    return not promise.who or person in promise.who


def _open_cases(desk: Desk) -> list[Case]:
    found = [one for one in desk.index.all("case", newest_first=True) if isinstance(one, Case)]
    still_open = [one for one in found if one.closed_at is None]
    still_open.sort(key=lambda one: one.changed_at, reverse=True)
    # What strangers sent and nobody took on comes last: there can be a flood of it, and it has a line of its own.
    return sorted(still_open, key=lambda one: (not _is_mine(desk, one), _is_new_from_outside(one)))


def _is_new_from_outside(case: Case) -> bool:
    return case.assigned is None and came_from(case) is CameFrom.PUBLIC_FORM


def _is_mine(desk: Desk, case: Case) -> bool:
    return (case.assigned or case.opened_by) == desk.person


def _due(case: Case, due: str, duty: str, stage: str) -> Due:
    return Due(due=due, duty=duty, stage=stage, case=case.id, exercise=case.exercise)
