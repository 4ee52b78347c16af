"""The ledger: appends one by one and in bulk, and verifying the whole."""

from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path

from tocsin.bench.bare import Bare, Row, digest_every_leaf
from tocsin.bench.figure import Bar, Effort, Figure, Kind, share_of_speed, take_turns
from tocsin.bench.history import History
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.vocab.act import Act
from tocsin.vocab.case import Case
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.ports import Append
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

SINGLES = 200  # appends in one turn: some 50 ms of the baseline, so that the clock's grain does not show
SMALL = 50  # acts of one case among them: what a case has after its first hours
BATCH = 1_000
STREAM = 1_000  # acts of one case of the long log

SINGLE = Kind(
    name="single append",
    what="one act: leaf, tree, signed checkpoint and index row in one durable transaction",
    baseline="one INSERT of the same leaf and index row in one durable SQLite transaction, without index or proof",
    bar=Bar(kind="at_least", limit=0.3),
)
RECORD = Kind(
    name="single act recorded by a stage",
    what="the same with the look at the case before it: load, fold, encode, append",
    baseline=SINGLE.baseline,
)
BULK = Kind(
    name="append of 1,000",
    what="1,000 acts of one case with their index rows in one durable transaction",
    baseline="executemany of the same leaves and index rows in one durable SQLite transaction",
    bar=Bar(kind="at_least", limit=0.2),
)
WALK = Kind(
    name="verify the log",
    what="every entry, its place, the tree, the stored nodes, the checkpoints and their signatures",
    baseline="one SHA-256 of every leaf, read from the same file by a plain cursor",
    bar=Bar(kind="at_least", limit=0.2),
)
WHOLE = Kind(
    name="verify the log and the index",
    what="the same, and the index rebuilt from the acts and compared",
    baseline=WALK.baseline,
)


def run(effort: Effort) -> tuple[Figure, ...]:
    """All figures of the ledger; `size` is the number of entries that are verified."""
    home = effort.folder / "home"
    make_home(home, person="Bench")
    bare = Bare(effort.folder / "bare.db")
    try:
        with open_desk(home) as desk:
            figures = (_single(desk, bare, effort), _record(desk, bare, effort), _bulk(desk, bare, effort))
            return *figures, *_verifying(desk, home / "tocsin.db", effort)
    finally:
        bare.close()


def _single(desk: Desk, bare: Bare, effort: Effort) -> Figure:
    each = min(SINGLES, effort.size)
    appends = [append for _, append in _acts_one_by_one(desk, each * (effort.turns + 1))]
    ours, theirs = iter(appends), iter(appends)

    def append() -> None:
        for one in islice(ours, each):
            desk.log.append(one)

    def commit() -> None:
        bare.commit_each([row for one in islice(theirs, each) for row in _rows(one)])

    append()  # not measured: the first statements are prepared, the files grow
    commit()
    times = take_turns(append, commit, turns=effort.turns, tell=effort.telling(SINGLE.name))
    return share_of_speed(SINGLE, times, each)


def _record(desk: Desk, bare: Bare, effort: Effort) -> Figure:
    each = min(SINGLES, effort.size)
    made = list(_acts_one_by_one(desk, each * effort.turns))
    ours, theirs = iter(made), iter(made)
    case: Case | None = None

    def record() -> None:
        nonlocal case
        for act, append in islice(ours, each):
            known = case is not None and case.id == append.stream
            draft = desk.draft(case) if case is not None and known else desk.draft_new(append.stream)
            draft.add(act)
            case = draft.record_case()

    def commit() -> None:
        bare.commit_each([row for _, append in islice(theirs, each) for row in _rows(append)])

    times = take_turns(record, commit, turns=effort.turns, tell=effort.telling(RECORD.name))
    return share_of_speed(RECORD, times, each)


def _bulk(desk: Desk, bare: Bare, effort: Effort) -> Figure:
    history, each = History(desk), min(BATCH, effort.size)
    appends = [history.append(each) for _ in range(effort.turns + 1)]
    ours, theirs = iter(appends), iter([list(_rows(append)) for append in appends])

    def append() -> None:
        desk.log.append(next(ours))

    def commit() -> None:
        bare.commit_once(next(theirs))

    append()
    commit()
    times = take_turns(append, commit, turns=effort.turns, tell=effort.telling(BULK.name))
    return share_of_speed(BULK, times, each)


def _verifying(desk: Desk, database: Path, effort: Effort) -> tuple[Figure, ...]:
    _lengthen(desk, effort)
    entries = desk.log.size()
    turns = max(1, effort.turns // 5)  # a turn is some seconds long: the clock's grain and single hitches weigh less
    figures = []
    for kind, with_index in ((WALK, False), (WHOLE, True)):
        times = take_turns(
            lambda with_index=with_index: _verify(desk, with_index=with_index),  # type: ignore[misc]  # bound now
            lambda: digest_every_leaf(database),
            turns=turns,
            tell=effort.telling(kind.name),
        )
        figures.append(share_of_speed(kind, times, entries))
    return tuple(figures)


def _lengthen(desk: Desk, effort: Effort) -> None:
    """Append made-up cases until the log has `size` entries."""
    missing = effort.size - desk.log.size()
    for start in range(0, missing, STREAM):
        if start % 100_000 == 0:
            effort.tell(f"making a log of {effort.size:,} entries: {effort.size - missing + start:,} so far")
        desk.log.append(History(desk).append(min(STREAM, missing - start)))


def _verify(desk: Desk, *, with_index: bool) -> None:
    found = verify(desk, with_index=with_index)
    if not found.holds:
        raise ProofFailed(f"the benchmark's own log does not hold: {found.findings[0].what}")


def _acts_one_by_one(desk: Desk, number: int) -> Iterator[tuple[Act, Append]]:
    """Acts of made-up cases of at most `SMALL` acts, each with the append that would record it."""
    for start in range(0, number, SMALL):
        history = History(desk)
        for _ in range(min(SMALL, number - start)):
            (leaf,) = history.leaves(1)
            yield leaf.act, history.append_of((leaf,))


def _rows(append: Append) -> Iterator[Row]:
    """The same bytes for the baseline: the leaves, and beside them the bodies of the index rows."""
    bodies = [row.body for row in append.entities]
    if len(append.leaves) == 1:
        bodies = [b"".join(bodies)]
    yield from zip_longest(append.leaves, bodies[: len(append.leaves)], fillvalue=b"")
