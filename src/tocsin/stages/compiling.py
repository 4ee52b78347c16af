"""Rules made ready to run, and the engines that name the places for them.

What takes seconds to work out lies between two runs where `store.patterns` keeps it, as far as it is the same for all:
what a dictionary brings is worked out anew.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import sha256

import msgspec
from msgspec import Struct

from tocsin.rules.trigger import guard as guards
from tocsin.rules.trigger import tree
from tocsin.rules.trigger.guard import guard, surprise
from tocsin.rules.trigger.tree import WIDEST
from tocsin.stages.matching import BESIDE, LONGEST_TRIGGER, NEAR, Rule
from tocsin.store import patterns
from tocsin.vocab.finding import Pattern
from tocsin.vocab.ports import Detector

try:
    import hyperscan
except ImportError:  # no wheel for this platform: `re` carries everything
    import re as hyperscan  # type: ignore[no-redef]  # under its name, so that it can be asked for

ENGINES = ("hyperscan", "re") if hyperscan is not re else ("re",)
PER_DATABASE = 40  # one database of everything is slower than several small ones (measured on dense and on log text)
COMPILERS = 2  # at once: two parts of the rules take most of the time
LONGEST = 15_900
SIGN = 4  # bytes at most
TELLING = 7.5  # bits of a trigger: one that fires so seldom rules out lines of which the guard does not
# In a trigger: what depends on where the text that is looked at begins or ends, or is not the same for each engine.
_BY_PLACE = re.compile(r"(?<!\\)(?:\\\\)*(?:[$^]|\\[bBAZsS]|\(\?[^:])")

Places = dict[int, list[int]]  # number of a rule: stretches of bytes in their order: first, last, first, last, ...
Engine = Callable[[bytes], Places]
Stated = tuple[Pattern, Detector]


class Ready(Struct, frozen=True):
    """What an engine looks for in the place of a rule, and how far from there a match can begin and end."""

    shown: str | None  # one byte a sign (latin-1); None where the stated trigger is looked for instead
    before: int = WIDEST
    after: int = WIDEST


class Plan(Struct, frozen=True):
    """What is looked for in the place of each rule, and which of these lie in one database.

    `told` are databases of triggers: of guarded rules whose trigger has to fire on the line of a place, too.
    """

    ready: tuple[Ready, ...]
    parts: tuple[tuple[int, ...], ...] = ()
    told: tuple[tuple[int, ...], ...] = ()


def compiled(rules: Sequence[Stated], own: frozenset[int], engine: str) -> tuple[list[Rule], Engine]:
    """The rules, ready to be run, and what says where; `own` are the numbers of those that a dictionary brought."""
    return _with_hyperscan(rules, own) if engine == "hyperscan" else _with_re(rules, own)


def _rules(rules: Sequence[Stated], ready: Sequence[Ready]) -> list[Rule]:
    return [
        Rule(pattern, detector, each.before, each.after, guarded=each.shown is not None)
        for (pattern, detector), each in zip(rules, ready, strict=True)
    ]


def _ready(pattern: Pattern, *, for_states: bool) -> Ready:
    """The guard of a rule where it says more than the stated trigger."""
    guarded = guard(pattern.regex, crosses_lines=pattern.crosses_lines, for_states=for_states)
    if guarded is None or len(guarded.pattern) > LONGEST or guarded.bits < surprise(pattern.trigger) - 6:
        return _unguarded(pattern)
    return Ready(guarded.pattern, guarded.before + 2, guarded.after + 2)


def _unguarded(pattern: Pattern) -> Ready:
    """A rule that is run around its trigger: as far as a match near it can begin and end, and as two more beside it."""
    around = min(WIDEST, NEAR + LONGEST_TRIGGER + 3 * guards.reach(pattern.regex))
    return Ready(None, around, around)


def _with_re(rules: Sequence[Stated], own: frozenset[int]) -> tuple[list[Rule], Engine]:
    """Places are where a guard begins."""
    shipped = tuple(pattern for number, (pattern, _) in enumerate(rules) if number not in own)
    known = iter(_kept_plan(shipped, "re").ready)
    ready = [
        _ready(pattern, for_states=False) if number in own else next(known) for number, (pattern, _) in enumerate(rules)
    ]
    asked = [
        re.compile(pattern.trigger.encode(), re.IGNORECASE)
        if each.shown is None
        else re.compile(each.shown.encode("latin-1"), re.MULTILINE)
        for (pattern, _), each in zip(rules, ready, strict=True)
    ]

    def places(data: bytes) -> Places:
        return {number: found for number, each in enumerate(asked) if (found := list(_starts(each, data)))}

    wider = [Ready(each.shown, each.before, min(WIDEST, each.before + each.after)) for each in ready]
    return _rules(rules, wider), places


def _starts(pattern: re.Pattern[bytes], data: bytes) -> Iterator[int]:
    """Where a pattern begins to match, also inside of another match of it, as stretches."""
    first = last = -1
    match = pattern.search(data)
    while match is not None:
        start = match.start()
        if last < 0 or start - last > BESIDE:
            if last >= 0:
                yield from (first, last)
            first = start
        last = start
        match = pattern.search(data, start + 1)
    yield from (first, last) if last >= 0 else ()


def _with_hyperscan(rules: Sequence[Stated], own: frozenset[int]) -> tuple[list[Rule], Engine]:
    """Places are where a guard ends."""
    shipped = [number for number in range(len(rules)) if number not in own]
    brought = sorted(own)
    ready: dict[int, Ready] = {}
    databases: list[tuple[list[int], hyperscan.Database]] = []
    telling: list[tuple[list[int], hyperscan.Database]] = []
    for numbers, is_kept in ((shipped, True), (brought, False)):
        some = tuple(rules[number][0] for number in numbers)
        plan = _kept_plan(some, "hyperscan") if is_kept else _plan(some, "hyperscan", is_kept=False)
        ready |= zip(numbers, plan.ready, strict=True)
        for part in plan.parts:
            looked_for = tuple(_expression(some[each], plan.ready[each]) for each in part)
            database = _kept_database(looked_for) if is_kept else _database(looked_for)
            databases.append(([numbers[each] for each in part], database))
        for part in plan.told:
            looked_for = _triggers(some, part)
            database = _kept_database(looked_for) if is_kept else _database(looked_for)
            telling.append(([numbers[each] for each in part], database))

    def places(data: bytes) -> Places:
        found: Places = {}
        for numbers, database in databases:
            database.scan(data, match_event_handler=_telling(numbers, found))
        for numbers, database in telling:
            asked = [number for number in numbers if number in found]
            told: Places = {}
            if asked:
                database.scan(data, match_event_handler=_telling(numbers, told))
            for number in asked:
                beyond = SIGN * (NEAR + LONGEST_TRIGGER + ready[number].before + ready[number].after)
                near = _near(data, told.get(number, []), beyond, whole=rules[number][0].crosses_lines)
                found[number] = _within(found[number], near)
        return {number: found[number] for number in sorted(found) if found[number]}

    return _rules(rules, [ready[number] for number in range(len(rules))]), places


def _near(data: bytes, told: list[int], beyond: int, *, whole: bool) -> list[int]:
    """Stretches of bytes around where a trigger fires, each ending with the line unless the text is one."""
    near: list[int] = []
    for first, last in zip(told[::2], told[1::2], strict=True):
        low, high = max(0, first - beyond), last + beyond
        if not whole:
            low = max(low, data.rfind(b"\n", low, first) + 1)
            end = data.find(b"\n", last, high)
            high = end if end >= 0 else high
        if near and low <= near[-1]:
            near[-1] = max(high, near[-1])
        else:
            near += (low, high)
    return near


def _within(places: list[int], near: list[int]) -> list[int]:
    """What stretches of places have in common with others."""
    kept: list[int] = []
    at = 0
    for first, last in zip(places[::2], places[1::2], strict=True):
        while at < len(near) and near[at + 1] < first:
            at += 2
        while at < len(near) and near[at] <= last:
            kept += (max(first, near[at]), min(last, near[at + 1]))
            if near[at + 1] > last:
                break
            at += 2
    return kept


def _telling(numbers: list[int], found: Places) -> Callable[..., None]:
    def tell(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
        stretches = found.get(numbers[number])
        if stretches is None:
            found[numbers[number]] = [end - 1, end - 1]
        elif end - stretches[-1] <= BESIDE:
            stretches[-1] = end - 1
        else:
            stretches += (end - 1, end - 1)

    return tell


@lru_cache(maxsize=8)
def _kept_plan(rules: tuple[Pattern, ...], engine: str) -> Plan:
    """A plan that an earlier run made of the same rules with the same code, or one made now."""
    said = [(each.regex, each.trigger, each.crosses_lines) for each in rules]
    code = patterns.source_of(guards, tree), getattr(hyperscan, "__version__", "")
    name = sha256(
        repr(("plan", engine, PER_DATABASE, TELLING, NEAR, LONGEST_TRIGGER, code, said)).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()
    data = patterns.kept(name)
    if data is not None:
        try:
            return msgspec.msgpack.decode(data, type=Plan)
        except msgspec.MsgspecError:
            pass  # written by another version
    plan = _plan(rules, engine, is_kept=True)
    patterns.keep(name, msgspec.msgpack.encode(plan))
    return plan


def _plan(rules: tuple[Pattern, ...], engine: str, *, is_kept: bool) -> Plan:
    if engine == "re":
        return Plan(tuple(_ready(each, for_states=False) for each in rules))
    numbers = range(len(rules))
    ready: list[Ready] = []
    with ThreadPoolExecutor(COMPILERS) as compilers:  # which leave the interpreter to the guards of the next part
        made = []
        for part in (tuple(numbers[first : first + PER_DATABASE]) for first in numbers[::PER_DATABASE]):
            ready += [_ready(rules[number], for_states=True) for number in part]
            made.append(compilers.submit(_parts, rules, ready, part, is_kept=is_kept))
        parts = tuple(part for each in made for part in each.result())
    telling = tuple(number for number in numbers if ready[number].shown is not None and _tells(rules[number].trigger))
    return Plan(tuple(ready), parts, tuple(_told(rules, telling, is_kept=is_kept)))


def _tells(trigger: str) -> bool:
    """Whether a trigger is rare, and fires in a whole text wherever it does in a line of it."""
    return len(trigger.encode()) <= LONGEST and not _BY_PLACE.search(trigger) and surprise(trigger) >= TELLING


def _told(rules: tuple[Pattern, ...], part: tuple[int, ...], *, is_kept: bool) -> list[tuple[int, ...]]:
    """Databases of triggers; one that an engine refuses is left to be asked at each match."""
    if not part:
        return []
    try:
        _ = _kept_database(_triggers(rules, part)) if is_kept else _database(_triggers(rules, part))
    except hyperscan.error:
        half = len(part) // 2
        return [each for some in (part[:half], part[half:]) if half for each in _told(rules, some, is_kept=is_kept)]
    return [part]


def _triggers(rules: tuple[Pattern, ...], part: tuple[int, ...]) -> tuple[tuple[bytes, int], ...]:
    return tuple((rules[number].trigger.encode(), hyperscan.HS_FLAG_CASELESS) for number in part)


def _parts(
    rules: tuple[Pattern, ...], ready: list[Ready], part: tuple[int, ...], *, is_kept: bool
) -> list[tuple[int, ...]]:
    """One database, or several where one would be too large; a rule too large alone goes unguarded."""
    try:
        looked_for = tuple(_expression(rules[number], ready[number]) for number in part)
        _ = _kept_database(looked_for) if is_kept else _database(looked_for)
    except hyperscan.error:
        if len(part) > 1:
            half = len(part) // 2
            return [each for some in (part[:half], part[half:]) for each in _parts(rules, ready, some, is_kept=is_kept)]
        if ready[part[0]].shown is None:
            raise  # what a rule states as its trigger is no pattern
        ready[part[0]] = _unguarded(rules[part[0]])
        return _parts(rules, ready, part, is_kept=is_kept)
    return [part]


def _expression(pattern: Pattern, ready: Ready) -> tuple[bytes, int]:
    if ready.shown is None:
        return pattern.trigger.encode(), hyperscan.HS_FLAG_CASELESS
    return ready.shown.encode("latin-1"), hyperscan.HS_FLAG_MULTILINE


@lru_cache(maxsize=64)
def _kept_database(part: tuple[tuple[bytes, int], ...]) -> "hyperscan.Database":
    """A database that was compiled by an earlier run, where it is there and fits this version and machine."""
    name = sha256(repr((getattr(hyperscan, "__version__", ""), part)).encode()).hexdigest()
    data = patterns.kept(name)
    if data is not None:
        try:
            database = hyperscan.loadb(data, hyperscan.HS_MODE_BLOCK)
            database.scratch = hyperscan.Scratch(database)
        except (hyperscan.error, ValueError):
            pass  # written by another version, or for another machine
        else:
            return database
    database = _database(part)
    patterns.keep(name, hyperscan.dumpb(database))
    return database


@lru_cache(maxsize=64)
def _database(part: tuple[tuple[bytes, int], ...]) -> "hyperscan.Database":
    database = hyperscan.Database()
    database.compile(
        expressions=[expression for expression, _ in part],
        ids=list(range(len(part))),
        elements=len(part),
        flags=[flags for _, flags in part],
    )
    return database
