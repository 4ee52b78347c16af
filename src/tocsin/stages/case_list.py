"""Cases in a list: chosen, ordered and named, a page at a time.

The index gives cases by their class and by when they were opened, and the log by their last act. Everything else is
looked for among a bounded number of them, and what is given says among how many: a list is never quietly a part.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.case_list import check, fits, needs_a_look
from tocsin.stages.desk import Desk
from tocsin.stages.marking import case_marking
from tocsin.stages.name import meant
from tocsin.stages.overview import PURGED
from tocsin.vocab.case import Case
from tocsin.vocab.case_list import ME, NOBODY, CaseOrder, CaseQuery, bare
from tocsin.vocab.errors import BadInput
from tocsin.vocab.exercise import EXERCISE
from tocsin.vocab.marking import parse_tlp
from tocsin.vocab.sheet import CaseSheet

LOOKED = 2_000  # cases looked at for one page: some tens of milliseconds
LOOKED_FOR_WORDS = 1_000  # the same where each name is decrypted, as a search does
WALKED = 5_000  # entries of the log walked for one page in the order of the last acts
CHUNK = 500

Place = tuple[str, str]


class Listed(Struct, frozen=True, kw_only=True):
    """Cases with their places, one more than asked for where there are more.

    `looked` cases were looked at, none where the index alone chose; `back_to` is when the last of them was opened, or
    in the order of the last acts when it was touched. `follows` is where to look on if the cases do not say it.
    `is_part`: older cases were not looked at, and there is no place to look on from.
    """

    cases: tuple[tuple[Place, Case], ...]
    names: dict[str, str]
    looked: int = 0
    back_to: datetime | None = None
    follows: Place | None = None
    is_part: bool = False


def list_of(desk: Desk, query: CaseQuery, after: Place | None, limit: int) -> Listed:
    """The cases that were asked for, behind a place; BadInput for a place of a list in another order."""
    query = in_full(desk, bare(query))
    if query.assigned == ME:
        query = replace(query, assigned=desk.person)
    check(query)
    match query.order:
        case CaseOrder.OPENED:
            found = _by_opening(desk, query, after, limit)
        case CaseOrder.LAST_ACT:
            found = _by_last_act(desk, query, after, limit)
        case CaseOrder.NAME | CaseOrder.ACTS:
            found = _sorted(desk, query, after, limit)
    unnamed = [case for _, case in found.cases if case.id not in found.names]
    return replace(found, names={**found.names, **names_of(desk, unnamed)})


def names_of(desk: Desk, cases: Sequence[Case]) -> dict[str, str]:
    """What cases are called, looked up together; an exercise says so (R13)."""
    sheets = desk.sheets([case.sheet for case in cases], CaseSheet)
    names = {case.id: sheets.get(case.sheet, PURGED).name for case in cases}
    return {case.id: f"{EXERCISE}: {names[case.id]}" if case.exercise else names[case.id] for case in cases}


def in_full(desk: Desk, query: CaseQuery) -> CaseQuery:
    """The query with the whole id of whoever is named by a name or the beginning of an id; `me` stays as it is."""
    if query.assigned in {"", ME, NOBODY}:
        return query
    return replace(query, assigned=meant(desk, "person", query.assigned))


class _Sieve:
    """What of some cases was asked for, and the names that had to be read for it."""

    def __init__(self, desk: Desk, query: CaseQuery) -> None:
        self._desk, self._query, self._now = desk, query, desk.clock.now()
        self._label = parse_tlp(query.tlp).tlp if query.tlp else None
        self._words = " ".join(query.text.split()).casefold()
        self.names: dict[str, str] = {}
        self.most = LOOKED_FOR_WORDS if self._words else LOOKED

    def kept(self, found: Iterable[tuple[Place, Case]]) -> list[tuple[Place, Case]]:
        """Those that fit, in their order."""
        some = [(place, case) for place, case in found if fits(case, self._query, self._now)]
        if self._label is not None:
            some = [(place, case) for place, case in some if case_marking(case).tlp is self._label]
        if self._words:
            self.names |= names_of(self._desk, [case for _, case in some])
            some = [(place, case) for place, case in some if self._words in self.names[case.id].casefold()]
        return some


def _by_opening(desk: Desk, query: CaseQuery, after: Place | None, limit: int) -> Listed:
    if after is not None and after[0] in list(CaseOrder):
        raise _no_place()

    def page(behind: Place | None, most: int) -> list[tuple[Place, Case]]:
        found = desk.index.page("case", state=query.event_class, after=behind, limit=most)
        return [(place, case) for place, case in found if isinstance(case, Case)]

    if not needs_a_look(query):
        return Listed(cases=tuple(page(after, limit + 1)), names={})
    return _sieved(_Sieve(desk, query), page, after, limit)


def _sieved(
    sieve: _Sieve, page: Callable[[Place | None, int], list[tuple[Place, Case]]], after: Place | None, limit: int
) -> Listed:
    """What fits of the newest, looked at in turn until a page is full or enough were looked at."""
    cases, looked, back_to, follows = list[tuple[Place, Case]](), 0, None, after
    while looked < sieve.most and len(cases) <= limit:
        some = page(follows, CHUNK)
        if not some:
            return Listed(cases=tuple(cases), names=sieve.names, looked=looked, back_to=back_to)
        cases += sieve.kept(some)
        looked, follows, back_to = looked + len(some), some[-1][0], some[-1][1].opened_at
    return Listed(cases=tuple(cases), names=sieve.names, looked=looked, back_to=back_to, follows=follows)


def _by_last_act(desk: Desk, query: CaseQuery, after: Place | None, limit: int) -> Listed:
    """The cases that were touched last, as the log says; a case stands where its newest act does."""
    before = _number(after, CaseOrder.LAST_ACT) if after else desk.log.size()
    is_bare = query == CaseQuery(order=query.order)
    sieve, cases, looked, back_to = _Sieve(desk, query), list[tuple[Place, Case]](), 0, None
    touched = desk.log.last_touched(before, WALKED, limit + 1 if is_bare else sieve.most)
    while looked < min(len(touched), sieve.most) and len(cases) <= limit:
        some = touched[looked : looked + limit + 1]
        found = desk.index.some("case", [case for _, case in some])
        there = [(_touched(at), one) for at, id_ in some if isinstance(one := found.get(id_), Case)]
        cases += sieve.kept(there)
        looked, back_to = looked + len(some), there[-1][1].changed_at if there else back_to
    is_cut = looked < len(touched) or len(touched) == (limit + 1 if is_bare else sieve.most)
    end = touched[looked - 1][0] if is_cut else before - WALKED
    follows = _touched(end) if end > 0 else None
    shown = 0 if is_bare and follows is None else looked
    return Listed(cases=tuple(cases), names=sieve.names, looked=shown, back_to=back_to, follows=follows)


def _touched(at: int) -> Place:
    return CaseOrder.LAST_ACT.value, str(at)


def _sorted(desk: Desk, query: CaseQuery, after: Place | None, limit: int) -> Listed:
    """The newest cases that fit in another order, which holds among those that were looked at."""
    start = _number(after, query.order) if after else 0
    sieve = _Sieve(desk, query)
    most = LOOKED_FOR_WORDS if query.order is CaseOrder.NAME else sieve.most
    read = desk.index.page("case", state=query.event_class, limit=most + 1)
    cases = [case for _, case in sieve.kept((place, one) for place, one in read[:most] if isinstance(one, Case))]
    names = sieve.names
    if query.order is CaseOrder.NAME:
        names = names or names_of(desk, cases)
        cases.sort(key=lambda case: (names[case.id].casefold(), case.id))
    else:
        cases.sort(key=lambda case: (-case.size, case.id))
    oldest = read[:most][-1][1] if read else None
    is_part = len(read) > most
    return Listed(
        cases=tuple(
            ((str(query.order), str(at)), case)
            for at, case in enumerate(cases[start : start + limit + 1], start=start + 1)
        ),
        names=names,
        looked=min(len(read), most) if is_part or needs_a_look(query) else 0,
        back_to=oldest.opened_at if isinstance(oldest, Case) else None,
        is_part=is_part,
    )


def _number(place: Place, order: CaseOrder) -> int:
    named, number = place
    if named != order or not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise _no_place()
    return int(number)


def _no_place() -> BadInput:
    return BadInput("this is no cursor of a list in this order", hint="take `next` of the page before, or leave it out")
