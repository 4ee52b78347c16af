"""The review of what would leave: findings, and what is said of them."""

from msgspec import Struct
from msgspec.structs import replace

from tocsin.operations import cursor
from tocsin.operations.case import Named
from tocsin.operations.operation import PAGE, READERS, WRITERS, Method, Operation, Page
from tocsin.stages.cleaning import Made, make_copy
from tocsin.stages.desk import Desk
from tocsin.stages.review import Counts, NotLooked, Reviewed, again, judge, review
from tocsin.vocab.errors import BadInput
from tocsin.vocab.finding import Label
from tocsin.vocab.review import Entry, Verdict

NOT_PROOF = "the list holds what these rules looked for; what is not on it can still tell who it is about"


class FindingsAsked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The findings of a case; `items` are items of evidence whose text would go along; none: as in the newest copy.

    With `open` those alone of which nobody said anything.
    """

    items: tuple[str, ...] = ()
    open: bool = False
    cursor: str = ""
    limit: int = PAGE


class Findings(Page[Entry], frozen=True, kw_only=True):
    """Some of the findings, what has most to lose first; what was looked for in all of them, and what was not."""

    counts: Counts
    looked_for: tuple[str, ...]
    not_looked_at: tuple[NotLooked, ...]
    note: str = NOT_PROOF


class JudgementGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verdict on values, each named by itself or by the id of its entry.

    `label` is what they go as where they are ours. With `alike`, also on every value that is there for the same reason
    and of which nobody said anything, but for those with most to lose.
    """

    verdict: Verdict
    values: tuple[str, ...]
    label: Label | None = None
    alike: bool = False


class Judged(Struct, frozen=True, kw_only=True):
    """What a verdict was said of, as it stands now, and how far the review is."""

    entries: tuple[Entry, ...]
    counts: Counts


class CopyAgain(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The copy of a case once more: what went into the newest one, with what was said of values since."""

    items: tuple[str, ...] = ()
    note: str = ""


def show(desk: Desk, asked: FindingsAsked) -> Findings:
    """What was found in what would leave, and what was not found and a person should look at, that first."""
    found = review(desk, desk.case(asked.case), _items(desk, asked.items))
    limit, after = cursor.bounded(asked.limit), _place(asked.cursor)
    wanted = [(place, one) for place, one in enumerate(found.entries) if not (asked.open and one.verdict is not None)]
    rest = [(place, one) for place, one in wanted if place >= after]
    following = cursor.written(("", str(rest[limit][0]))) if len(rest) > limit else ""
    return _page(found, tuple(one for _, one in rest[:limit]), following)


def say(desk: Desk, asked: JudgementGiven) -> Judged:
    """Say that a rule is right, that there is nothing to hide, or whose a value is; the whole case learns it."""
    case = desk.case(asked.case)
    found, ids = judge(desk, case, asked.verdict, asked.values, label=asked.label, is_alike=asked.alike)
    wanted = frozenset(ids)
    return Judged(entries=tuple(one for one in found.entries if one.id in wanted), counts=found.counts)


def copy(desk: Desk, asked: CopyAgain) -> Made:
    """Make the clean copy again, from what went into the newest one and with what was said of values since."""
    case, items = desk.case(asked.case), _items(desk, asked.items)
    choice = again(desk, case, items)
    return make_copy(desk, case, replace(choice, note=asked.note))


def _items(desk: Desk, given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(desk.full_id("item", one) for one in given)


def _page(found: Reviewed, items: tuple[Entry, ...], following: str) -> Findings:
    return Findings(
        items=items,
        next=following,
        counts=found.counts,
        looked_for=found.looked_for,
        not_looked_at=found.not_looked_at,
    )


def _place(given: str) -> int:
    place = cursor.read(given)
    if place is None:
        return 0
    if not place[1].isdecimal() or len(place[1]) > 9:
        raise BadInput("this is no cursor", hint="take `next` of the page before, or leave it out")
    return int(place[1])


OPERATIONS = (
    Operation(
        name="case.findings",
        method=Method.GET,
        path="/cases/{case}/findings",
        may=READERS,
        takes=FindingsAsked,
        gives=Findings,
        does=show,
    ),
    Operation(
        name="case.judge",
        method=Method.POST,
        path="/cases/{case}/findings",
        may=WRITERS,
        takes=JudgementGiven,
        gives=Judged,
        does=say,
    ),
    Operation(
        name="clean.again",
        method=Method.POST,
        path="/cases/{case}/copies/again",
        may=WRITERS,
        takes=CopyAgain,
        gives=Made,
        does=copy,
    ),
)
