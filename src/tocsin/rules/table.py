"""What a decision table says of some facts, why, and what would change it.

Everything here leans on what `rules.table_check` made sure of. Because the table is complete and monotone, a set of
facts forces an outcome exactly where the lowest and the highest answers to all other points give that same outcome.
"""

import itertools
from collections.abc import Mapping
from fractions import Fraction

from tocsin.vocab.decision_table import UNKNOWN, CheckedTable, DecisionTable
from tocsin.vocab.errors import BadInput
from tocsin.vocab.judgement import Ask, Change, Fact, Judgement, Outlook


def judge(table: CheckedTable, facts: Mapping[str, str]) -> Judgement:
    """The row of these facts with reasons and flips; BadInput where a fact is missing, unknown or no such value."""
    found = explain(table, facts)
    if isinstance(found, Outlook):
        known = {name for name, _ in found.facts}
        missing = [name for name in table.table.names if name not in known]
        raise BadInput(
            f"the table {table.table.id} needs {', '.join(missing)} too",
            hint="give every fact, or ask what remains possible: `tocsin policy explain`",
        )
    return found


def explain(table: CheckedTable, facts: Mapping[str, str]) -> Judgement | Outlook:
    """The judgement where every fact is known, else what remains possible. A fact is absent or `unknown`, or known."""
    places = _places(table.table, facts)
    known = {point: place for point, place in enumerate(places) if place is not None}
    if len(known) < len(places):
        return _outlook(table, known)
    index = table.index_of(tuple(known.values()))
    rank = table.ranks[index]
    return Judgement(
        table_id=table.table.id,
        outcome=table.table.outcome.values[rank].key,
        rank=rank,
        row=table.rows[index],
        facts=_facts(table.table, known),
        reasons=_reasons(table, known, rank),
        flips=_flips(table, known),
    )


def possible(table: CheckedTable, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The outcomes that these facts leave possible, lowest first."""
    found = explain(table, facts)
    return (found.outcome,) if isinstance(found, Judgement) else found.possible


def _places(table: DecisionTable, facts: Mapping[str, str]) -> list[int | None]:
    places: list[int | None] = [None] * len(table.points)
    named: dict[int, str] = {}
    for word, value in facts.items():
        at = table.find(word)
        if at in named:
            raise BadInput(f"{named[at][:60]!r} and {word[:60]!r} name the same point", hint="give each fact once")
        named[at] = word
        point = table.points[at]
        is_open = value.casefold() == UNKNOWN and all(known.key.casefold() != UNKNOWN for known in point.values)
        places[at] = None if is_open else point.place_of(value)
    return places


def _facts(table: DecisionTable, known: Mapping[int, int]) -> tuple[Fact, ...]:
    return tuple((table.names[point], table.points[point].values[place].key) for point, place in known.items())


def _reasons(table: CheckedTable, known: Mapping[int, int], rank: int) -> tuple[tuple[Fact, ...], ...]:
    """Every smallest set of known facts that alone forces the outcome: the prime implicants of the row."""
    strides = table.table.strides
    tops = [(len(point.values) - 1) * stride for point, stride in zip(table.table.points, strides, strict=True)]
    found: list[frozenset[int]] = []
    for size in range(len(known) + 1):
        for chosen in itertools.combinations(known, size):
            fixed = frozenset(chosen)
            if any(smaller <= fixed for smaller in found):
                continue
            lowest = sum(known[point] * strides[point] for point in chosen)
            highest = lowest + sum(top for point, top in enumerate(tops) if point not in fixed)
            if table.ranks[lowest] == table.ranks[highest] == rank:
                found.append(fixed)
    facts = dict(zip(known, _facts(table.table, known), strict=True))
    return tuple(tuple(facts[point] for point in sorted(fixed)) for fixed in found)


def _flips(table: CheckedTable, known: Mapping[int, int]) -> tuple[Change, ...]:
    """Highest outcome first; among equals the smaller step first, for it is the less work."""
    index = table.index_of(tuple(known.values()))
    found = []
    for at, (name, point, stride) in enumerate(
        zip(table.table.names, table.table.points, table.table.strides, strict=True)
    ):
        for place, value in enumerate(point.values):
            step = place - known[at]
            rank = table.ranks[index + step * stride]
            if rank == table.ranks[index]:
                continue
            change = Change(
                point=name,
                before=point.values[known[at]].key,
                after=value.key,
                outcome=table.table.outcome.values[rank].key,
                raises=rank > table.ranks[index],
            )
            found.append(((-rank, abs(step), at), change))
    return tuple(change for _, change in sorted(found, key=lambda each: each[0]))


def _outlook(table: CheckedTable, known: Mapping[int, int]) -> Outlook:
    inside = _inside(table, known)
    ranks = {table.ranks[index] for index in inside}
    open_points = [point for point in range(len(table.table.points)) if point not in known]
    asks = []
    idle = []
    for at in open_points:
        stride, size = table.table.strides[at], len(table.table.points[at].values)
        left: list[set[int]] = [set() for _ in range(size)]
        matters = False
        for index in inside:
            place = index // stride % size
            left[place].add(table.ranks[index])
            matters = matters or (place > 0 and table.ranks[index] != table.ranks[index - stride])
        if matters:
            mean = Fraction(sum(map(len, left)), size)  # of the outcomes that an answer leaves
            asks.append((mean, _ask(table.table, at, left)))
        else:
            idle.append(table.table.names[at])
    return Outlook(
        table_id=table.table.id,
        facts=_facts(table.table, known),
        possible=_outcomes(table.table, ranks),
        reasons=_reasons(table, known, min(ranks)) if len(ranks) == 1 else (),
        asks=tuple(ask for _, ask in sorted(asks, key=lambda each: each[0])),
        idle=tuple(idle),
    )


def _inside(table: CheckedTable, known: Mapping[int, int]) -> list[int]:
    """The combinations that agree with the known facts."""
    choices = [
        [known[at] * stride] if at in known else [place * stride for place in range(len(point.values))]
        for at, (point, stride) in enumerate(zip(table.table.points, table.table.strides, strict=True))
    ]
    return [sum(parts) for parts in itertools.product(*choices)]


def _ask(table: DecisionTable, at: int, left: list[set[int]]) -> Ask:
    values = table.points[at].values
    return Ask(
        point=table.names[at],
        answers=tuple((value.key, _outcomes(table, ranks)) for value, ranks in zip(values, left, strict=True)),
    )


def _outcomes(table: DecisionTable, ranks: set[int]) -> tuple[str, ...]:
    return tuple(table.outcome.values[rank].key for rank in sorted(ranks))
