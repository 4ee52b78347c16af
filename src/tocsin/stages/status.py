"""What now: your open work, what we owe and are owed, what to look at."""

from msgspec import Struct

from tocsin.rules.case_list import answers_for, came_from, class_of
from tocsin.rules.onward import first_of
from tocsin.stages.case_list import names_of
from tocsin.stages.casework import open_items
from tocsin.stages.desk import Desk
from tocsin.stages.onward import onward
from tocsin.stages.overview import overview
from tocsin.stages.promise import promises
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case
from tocsin.vocab.case_list import CameFrom
from tocsin.vocab.promise import Promise, Side
from tocsin.vocab.public_report import PUBLIC_FORM

MOST_CASES = 50  # open cases looked into, one's own first; the list has them all
MOST_COUNTED = 1_000  # open cases that are counted: beyond it nobody asks how many there are


class CaseLine(Struct, frozen=True, kw_only=True):
    """One case with its first next step; "" where no step was asked for."""

    case: str
    name: str
    exercise: bool
    event_class: str
    preliminary: str = PRELIMINARY
    next: str
    command: str
    mine: bool
    came_from: CameFrom
    to_correct: bool = False  # open again for a correction that nobody has proposed yet


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
    lists of dates are of those alone. `owe` and `owed` are of every case. `mine` counts the open cases that the person
    answers for, `more` the open ones that are not among `cases`; no more than `counted_to` are counted: so many may be
    more.
    """

    person: str
    cases: tuple[CaseLine, ...]
    mine: int
    more: int
    counted_to: int = MOST_COUNTED
    owe: tuple[Promise, ...]
    owed: tuple[Promise, ...]
    clocks: tuple[Due, ...]
    blocks: tuple[Due, ...]
    looks: tuple[Due, ...]


def status(desk: Desk, most: int = MOST_CASES, steps: int = MOST_CASES) -> Status:
    """What is open, as it concerns whoever acts: at most so many cases, the first of them with step and dates."""
    cases, clocks, blocks, looks = list[CaseLine](), list[Due](), list[Due](), list[Due]()
    found = open_cases(desk, most)
    names = names_of(desk, found[steps:])
    for case in found[:steps]:
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
                mine=answers_for(case) == desk.person,
                came_from=came_from(case),
                to_correct=case.to_correct,
            )
        )
        clocks += [_due(case, due.isoformat(), duty, stage) for duty, stage, due in view.running_clocks]
        if case.block:
            blocks.append(_due(case, case.block.until.isoformat(), case.block.reason, ""))
        looks += [_due(case, line.check_on, "", line.what) for line in open_items(desk, case) if line.state == "open"]
    cases += [_unlooked(desk, case, names[case.id]) for case in found[steps:]]
    owed = promises(desk)
    return Status(
        person=desk.person,
        cases=tuple(cases),
        mine=desk.index.cases.count_open(desk.person, most=MOST_COUNTED),
        more=max(0, desk.index.cases.count_open(most=MOST_COUNTED) - len(cases)),  # one may be closed by now
        owe=tuple(one for one in owed if one.side is Side.OWE),
        owed=tuple(one for one in owed if one.side is Side.OWED),
        clocks=tuple(sorted(clocks, key=lambda one: one.due)),
        blocks=tuple(sorted(blocks, key=lambda one: one.due)),
        looks=tuple(sorted(looks, key=lambda one: one.due)),
    )


def concerns(promise: Promise, person: str) -> bool:
    """Whether it is for this person to meet, or to ask about: theirs, or anybody's."""
    return not promise.who or person in promise.who


def open_cases(desk: Desk, most: int) -> list[Case]:
    """Open cases, one's own first, then those that were changed last."""
    answering = desk.index.cases.answering()
    others = sorted(answering.keys() - {desk.person, PUBLIC_FORM}, key=lambda who: -answering[who])
    # What strangers sent and nobody took on comes last: there can be a flood of it, and it has a line of its own.
    # Of the others, nobody beyond so many has a case among so many.
    found = list[str]()
    for whose in ([desk.person], others[:most], [PUBLIC_FORM]):
        if len(found) < most:
            found += desk.index.cases.newest(whose, most - len(found))
    cases = desk.index.some("case", found)
    return [one for identifier in found if isinstance(one := cases.get(identifier), Case)]


def _unlooked(desk: Desk, case: Case, name: str) -> CaseLine:
    return CaseLine(
        case=case.id,
        name=name,
        exercise=case.exercise,
        event_class=class_of(case),
        next="",
        command="",
        mine=answers_for(case) == desk.person,
        came_from=came_from(case),
        to_correct=case.to_correct,
    )


def _due(case: Case, due: str, duty: str, stage: str) -> Due:
    return Due(due=due, duty=duty, stage=stage, case=case.id, exercise=case.exercise)
