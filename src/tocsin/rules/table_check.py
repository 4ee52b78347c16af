"""Whether a decision table is whole: walked to the last row.

A table that passes is complete and monotone and asks nothing in vain. That does not make it right.

The checks are those of SSVC's own validators (CERT/CC, "Stakeholder-Specific Vulnerability Categorization", repository
state of 20 July 2026):

T1. every row answers every point once with a known value, and no two rows contradict each other
T2. every combination has a row
T3. a higher answer to one point never leads to a lower outcome; by steps of one, which is enough where T2 holds
T4. every point changes the outcome somewhere

T3 is judged on the rows there are, T4 only where T1 and T2 hold: a missing row could be the one that matters.
"""

from msgspec import Struct

from tocsin.vocab.decision_table import CheckedTable, DecisionTable
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ids import KEY
from tocsin.vocab.judgement import Check, Flaw

MOST_TOLD = 20  # faulty rows that are told one by one; of the rest the number

# Of a combination: the place of its outcome and the number of its first row; None where it has no row.
_Grid = list[tuple[int, int] | None]


class Use(Struct, frozen=True, kw_only=True):
    """What the desk asks and understands where it uses a table: points with their values, outcomes, both low to high.

    A table of the house may leave a point out; it cannot ask what nobody would answer.
    """

    asks: dict[str, tuple[str, ...]]
    answers: tuple[str, ...]


# The six facts of a release, each ordered so that moving up never narrows the audience.
RELEASE_POINTS: dict[str, tuple[str, ...]] = {
    "SIG": ("none", "credible", "active"),
    "REACH": ("self", "downstream", "ecosystem"),
    "ACT": ("none", "detect", "prevent"),
    "EXPO": ("identifies", "recoverable", "clean"),
    "HAZ": ("enabling", "partial", "defensive"),
    "FIX": ("none", "mitigation", "fix"),
}

# By name of the file. The values of EXPO stand the other way round in `approvals`: there, more exposure asks for more.
USES: dict[str, Use] = {
    "release": Use(asks=RELEASE_POINTS, answers=("HOLD", "COORDINATOR", "CIRCLE", "COMMUNITY", "PUBLIC")),
    "when": Use(asks=RELEASE_POINTS, answers=("after_fix", "scheduled", "within_24h", "now")),
    "approvals": Use(
        asks={
            "AUDIENCE": ("COORDINATOR", "CIRCLE", "COMMUNITY", "PUBLIC"),
            "EXPO": ("clean", "recoverable", "identifies"),
        },
        answers=("none", "one", "two", "two_and_counsel"),
    ),
}


def check(table: DecisionTable, use: str = "") -> tuple[Flaw, ...]:
    """Everything that is wrong with a table; nothing is a pass. `use` names the file it is meant to be, if any."""
    return _walk(table, use)[0]


def whole(table: DecisionTable, use: str = "") -> CheckedTable:
    """The table ready to judge by, or BadInput with what is wrong."""
    flaws, grid = _walk(table, use)
    if flaws:
        more = f"; and {len(flaws) - 3} more" if len(flaws) > 3 else ""
        raise BadInput(
            f"the table {table.id} fails: {'; '.join(f'{flaw.check}: {flaw.says}' for flaw in flaws[:3])}{more}",
            hint="`tocsin policy check` shows everything that is wrong with it",
        )
    cells = [cell for cell in grid if cell is not None]
    return CheckedTable(table=table, ranks=tuple(rank for rank, _ in cells), rows=tuple(row for _, row in cells))


def _walk(table: DecisionTable, use: str) -> tuple[tuple[Flaw, ...], _Grid]:
    flaws, grid = _fill(table)
    flaws += _missing(table, grid)
    is_full = not flaws
    flaws += _falls(table, grid)
    if is_full:
        flaws += _idle(table, grid)
    return (*flaws, *_misfits(table, USES.get(use))), grid


def _fill(table: DecisionTable) -> tuple[list[Flaw], _Grid]:
    """T1."""
    ids = [point.id for point in table.points]
    places = [{value.key: place for place, value in enumerate(point.values)} for point in table.points]
    outcomes = {value.key: place for place, value in enumerate(table.outcome.values)}
    strides = table.strides
    grid: _Grid = [None] * table.combinations
    flaws: list[Flaw] = []
    for number, row in enumerate(table.rows, 1):
        given = dict(row)
        said = _misread(given, dict(zip(ids, places, strict=True)) | {table.outcome.id: outcomes})
        if said:
            flaws.append(Flaw(check=Check.ROWS, rows=(number,), says=f"row {number} {said}"))
            continue
        index = sum(
            known[given[identifier]] * stride for identifier, known, stride in zip(ids, places, strides, strict=True)
        )
        rank = outcomes[given[table.outcome.id]]
        before = grid[index]
        if before is None:
            grid[index] = (rank, number)
        elif before[0] != rank:
            flaws.append(_conflict(table, index, (before, (rank, number))))
    return _cut(flaws), grid


def _misread(given: dict[str, str], known: dict[str, dict[str, int]]) -> str:
    absent = [identifier for identifier in known if identifier not in given]
    if absent:
        return f"says nothing of {absent[0]}"
    foreign = [identifier for identifier in given if identifier not in known]
    if foreign:
        return f"speaks of {foreign[0][:120]!r}, which is no point of the table"
    wrong = next((name for name, value in given.items() if value not in known[name]), None)
    return "" if wrong is None else f"gives {wrong} the value {given[wrong][:60]!r}, which it has not"


def _conflict(table: DecisionTable, index: int, cells: tuple[tuple[int, int], tuple[int, int]]) -> Flaw:
    (one, first), (other, second) = cells
    keys = [value.key for value in table.outcome.values]
    return Flaw(
        check=Check.ROWS,
        rows=(first, second),
        says=f"rows {first} and {second} contradict each other: {table.write(index)} is {keys[one]} and {keys[other]}",
    )


def _cut(flaws: list[Flaw]) -> list[Flaw]:
    if len(flaws) <= MOST_TOLD:
        return flaws
    rest = len(flaws) - MOST_TOLD
    return [*flaws[:MOST_TOLD], Flaw(check=Check.ROWS, says=f"{rest} more rows have such a fault", count=rest)]


def _missing(table: DecisionTable, grid: _Grid) -> list[Flaw]:
    """T2."""
    gaps = [index for index, cell in enumerate(grid) if cell is None]
    if not gaps:
        return []
    says = f"{len(gaps)} of {len(grid)} combinations have no row; the first: {table.write(gaps[0])}"
    return [Flaw(check=Check.COMPLETE, says=says, count=len(gaps))]


def _falls(table: DecisionTable, grid: _Grid) -> list[Flaw]:
    """T3."""
    flaws = []
    keys = [value.key for value in table.outcome.values]
    for name, point, stride in zip(table.names, table.points, table.strides, strict=True):
        pairs = [pair for pair in _neighbours(grid, stride, len(point.values)) if pair[1][0] < pair[0][0]]
        if not pairs:
            continue
        (high, first), (low, second) = pairs[0]
        step = dict(zip(table.names, _values(table, first), strict=True))[name]
        after = dict(zip(table.names, _values(table, second), strict=True))[name]
        says = (
            f"rows {first} and {second}: {name} from {step} up to {after} lowers the outcome from {keys[high]} "
            f"to {keys[low]}; {len(pairs)} such pairs"
        )
        flaws.append(Flaw(check=Check.MONOTONE, rows=(first, second), points=(name,), says=says, count=len(pairs)))
    return flaws


def _values(table: DecisionTable, number: int) -> list[str]:
    row = dict(table.rows[number - 1])
    return [row[point.id] for point in table.points]


def _idle(table: DecisionTable, grid: _Grid) -> list[Flaw]:
    """T4."""
    return [
        Flaw(check=Check.RELEVANT, points=(name,), says=f"{name} never changes the outcome")
        for name, point, stride in zip(table.names, table.points, table.strides, strict=True)
        if all(one[0] == other[0] for one, other in _neighbours(grid, stride, len(point.values)))
    ]


def _neighbours(grid: _Grid, stride: int, size: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Every pair of rows one step of one point apart, the lower first."""
    top = stride * (size - 1)
    pairs = ((cell, grid[at + stride]) for at, cell in enumerate(grid) if at % (stride * size) < top)
    return [(one, other) for one, other in pairs if one is not None and other is not None]


def _misfits(table: DecisionTable, use: Use | None) -> list[Flaw]:
    if use is None:
        return []
    says = []
    if not KEY.match(table.id):
        says.append(f"its id is longer than what an act may hold: {table.id[:120]}")
    for name, point in zip(table.names, table.points, strict=True):
        keys = tuple(value.key for value in point.values)
        if name not in use.asks:
            says.append(f"it asks {name}, and here only {', '.join(use.asks)} are answered")
        elif keys != use.asks[name]:
            says.append(f"{name} has the values {', '.join(keys)}; here they are {', '.join(use.asks[name])}")
    keys = tuple(value.key for value in table.outcome.values)
    if keys != use.answers:
        says.append(f"it answers {', '.join(keys)}; here {', '.join(use.answers)} are understood")
    return [Flaw(check=Check.USE, says=said) for said in says]
