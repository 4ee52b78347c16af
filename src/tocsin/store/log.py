"""One organization's append-only log: compare-and-set, durable.

Losing it means losing the proof of everything. It is trusted only as far as a witness or a kept checkpoint reaches:
whoever holds the database and the key could rewrite what nobody else has seen.

Leaves, seals, index rows and inbound objects of one append stand or fall together, in one transaction. Threads that
append at once share transactions (group commit); processes take turns at the database's write lock.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, bindparam, func, select, type_coerce
from sqlalchemy.types import NullType

from tocsin.ledger import checkpoint, merkle, note
from tocsin.ledger.fault import ProofError
from tocsin.store.compiled import Compiled
from tocsin.store.database import at_the_border, reading, unsoundness, writing
from tocsin.store.index import put_entities, put_objects, rows_of
from tocsin.store.mirror import Mirror, Prepared
from tocsin.store.schema import changed_tables, entries, heads, nodes
from tocsin.vocab.errors import ActNotAllowed, ChangedMeanwhile, ChannelDown, ProofFailed
from tocsin.vocab.ports import Append, EntityRow, Entry, Seal

_NO_LOG = "check `organization` and `database` in the home's tocsin.toml; a new home is made with `tocsin init`"
PAGE = 10_000  # rows fetched at a time when the whole log is read
PAGE_TO_VERIFY = 256  # the same where every byte is hashed: these still lie in the processor's cache then

_HEAD = select(heads.c.size, heads.c.edge, heads.c.checkpoint).where(heads.c.org == bindparam("org"))

# The driver's own bytes, as they are: a conversion for each costs as much as hashing them.
_ALL = (
    select(
        entries.c.idx,
        entries.c.stream,
        entries.c.seq,
        type_coerce(entries.c.leaf, NullType),
        type_coerce(entries.c.hash, NullType),
    )
    .where(entries.c.org == bindparam("org"))
    .order_by(entries.c.idx)
)

# What every append runs.
_READ_HEAD = Compiled(_HEAD)
_LOCK_HEAD = Compiled(_HEAD.with_for_update())
_NEWEST = Compiled(
    select(func.max(entries.c.seq)).where(entries.c.org == bindparam("org"), entries.c.stream == bindparam("stream"))
)
_ENTER = Compiled(entries.insert())
_ADVANCE = Compiled(heads.update().where(heads.c.org == bindparam("owner")), sets=("size", "edge", "checkpoint"))

Row: TypeAlias = tuple[int, str, int, bytes, bytes]  # index, stream, place in the stream, leaf, leaf hash


class Hooks(Struct, frozen=True, kw_only=True):
    """What an append needs from elsewhere.

    `sign(size, root)` gives the signed checkpoint, once for each transaction. `insert_seals` registers seals within the
    transaction. `mirror`, where given, is a file outside the database that keeps the newest checkpoint: a database put
    back to an older state is then found out.
    """

    sign: Callable[[int, bytes], str]
    insert_seals: Callable[[Connection, Sequence[Seal]], None]
    mirror: Path | None = None


class Head(Struct, frozen=True, kw_only=True):
    """What the log says of itself: its size, the tree's right edge, its newest signed checkpoint."""

    size: int
    edge: bytes
    checkpoint: str


class Snapshot:
    """The log and the index as they are at one moment, whatever others record meanwhile."""

    def __init__(self, connection: Connection, org: str) -> None:
        self._connection = connection
        self._org = org

    def head(self, *, to_append: bool = False) -> Head | None:
        """The head, locked until the transaction ends where it is `to_append`; None where there is no log."""
        row = (_LOCK_HEAD if to_append else _READ_HEAD).row(self._connection, {"org": self._org})
        return None if row is None else Head(size=row[0], edge=row[1], checkpoint=row[2])

    def rows(self) -> Iterator[Sequence[Row]]:
        """Every entry in pages, for verification: the shortest way to the bytes."""
        found = self._connection.execution_options(yield_per=PAGE_TO_VERIFY).execute(_ALL, {"org": self._org})
        yield from found.partitions()

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """The stored roots of complete subtrees as (level, index, hash); level 1 is 256 leaves."""
        query = select(nodes.c.level, nodes.c.idx, nodes.c.hash).where(nodes.c.org == self._org)
        yield from self._connection.execute(query.order_by(nodes.c.level, nodes.c.idx))

    def unsoundness(self) -> Iterator[str]:
        """What the database says of its own file; nothing where it is sound."""
        changed = list(changed_tables(self._connection))
        yield from changed or unsoundness(self._connection)  # a rule that was changed can make the check itself fail

    def entities(self) -> dict[tuple[str, str], EntityRow]:
        """Every row of the index, by kind and id."""
        return rows_of(self._connection, self._org)


class _Ticket:
    """One append that waits for its turn."""

    def __init__(self, batch: Append) -> None:
        self.batch = batch
        self.first: int | None = None
        self.fault: Exception | None = None

    @property
    def is_done(self) -> bool:
        return self.first is not None or self.fault is not None

    def fail(self, fault: Exception) -> None:
        self.first, self.fault = None, fault


class Log:
    """One organization's log over a database.

    Made from an engine, the owner, and what it calls on the way.
    """

    def __init__(self, engine: Engine, org: str, hooks: Hooks) -> None:
        self._engine = engine
        self._org = org
        self._hooks = hooks
        self._mirror = Mirror(hooks.mirror) if hooks.mirror else None
        self._own: tuple[Head, merkle.Edge] | None = None  # the head that was written last here: it was signed here
        self._gate = threading.Lock()
        self._turn = threading.Lock()
        self._waiting: list[_Ticket] = []

    def open_new(self) -> None:
        """Begin an empty log for this organization."""
        with at_the_border(), writing(self._engine) as connection:
            if connection.scalar(select(heads.c.size).where(heads.c.org == self._org)) is not None:
                raise ActNotAllowed(f"{self._org} has a log already")
            connection.execute(
                heads.insert().values(org=self._org, size=0, edge=merkle.Edge().to_bytes(), checkpoint="")
            )

    def append(self, batch: Append) -> int:
        """Record the batch durably and give the index of its first leaf; ChangedMeanwhile if the stream has moved."""
        assert batch.leaves, "an append records at least one act"
        ticket = _Ticket(batch)
        with self._gate:
            self._waiting.append(ticket)
        with self._turn:
            if not ticket.is_done:
                with self._gate:
                    group, self._waiting = self._waiting, []
                self._record(group)
        if ticket.fault is not None:
            raise ticket.fault
        assert ticket.first is not None
        return ticket.first

    def _record(self, group: list[_Ticket]) -> None:
        try:
            written = self._commit(group)
        except (ChannelDown, ProofFailed) as fault:  # it is not one append's: the next would meet it too
            for ticket in group:
                ticket.fail(fault)
        except Exception as fault:
            if len(group) == 1:
                group[0].fail(fault)
                return
            for ticket in group:  # one bad append must not take the others with it
                ticket.first = ticket.fault = None
                self._record([ticket])
        except BaseException:
            for ticket in group:
                ticket.fail(ChannelDown("the append was interrupted", hint="look at the state before you repeat"))
            raise
        else:
            if self._mirror is not None and written is not None:
                self._mirror.publish(*written)

    def _commit(self, group: list[_Ticket]) -> tuple[Prepared, int] | None:
        """Record the group in one transaction; the prepared mirror file, where there is one, and the size now."""
        with at_the_border(), writing(self._engine) as connection:
            head = Snapshot(connection, self._org).head(to_append=True)
            if head is None:
                raise ActNotAllowed(f"{self._org} has no log here", hint=_NO_LOG)
            self._check_not_put_back(head.size)
            own = self._own
            size, edge = head.size, own[1] if own is not None and own[0] == head else _sound_edge(head)
            for ticket in group:
                if not self._has_expected_size(connection, ticket):
                    continue
                ticket.first = size
                edge = self._insert(connection, ticket.batch, size, edge)
                size += len(ticket.batch.leaves)
            if size == head.size:
                return None
            signed = self._hooks.sign(size, edge.root())
            after = Head(size=size, edge=edge.to_bytes(), checkpoint=signed)
            _ADVANCE.run(connection, [{"owner": self._org, **msgspec.structs.asdict(after)}])
            self._own = after, edge
            # Before the commit, so that a disk that is full for it leaves nothing recorded.
            prepared = self._mirror.prepare(signed) if self._mirror else None
        return None if prepared is None else (prepared, size)

    def _check_not_put_back(self, size: int) -> None:
        # A checkpoint is mirrored only after its transaction, and this one holds the head: it cannot be newer.
        mirrored = self._mirror.size() if self._mirror else 0
        if mirrored > size:
            raise ProofFailed(
                f"the database was put back: it has {size} acts, and a checkpoint of {mirrored} was signed before",
                hint="bring the newer database back; where it is lost for good, move the file in `checkpoints` aside",
            )

    def _has_expected_size(self, connection: Connection, ticket: _Ticket) -> bool:
        stream = ticket.batch.stream
        newest = _NEWEST.row(connection, {"org": self._org, "stream": stream})
        held = 0 if newest is None or newest[0] is None else newest[0] + 1
        if held == ticket.batch.expected:
            return True
        ticket.fault = ChangedMeanwhile(
            f"{stream} has {held} acts, not {ticket.batch.expected}: somebody recorded something in between"
        )
        return False

    def _insert(self, connection: Connection, batch: Append, start: int, edge: merkle.Edge) -> merkle.Edge:
        hashes = [merkle.leaf_hash(leaf) for leaf in batch.leaves]
        _ENTER.run(
            connection,
            [
                {
                    "org": self._org,
                    "idx": start + place,
                    "stream": batch.stream,
                    "seq": batch.expected + place,
                    "leaf": leaf,
                    "hash": hashes[place],
                }
                for place, leaf in enumerate(batch.leaves)
            ],
        )
        after, full = merkle.completed(edge, hashes)
        if full:
            rows = [{"org": self._org, "level": node.level, "idx": node.index, "hash": node.hash} for node in full]
            connection.execute(nodes.insert(), rows)
        self._hooks.insert_seals(connection, batch.seals)
        put_entities(connection, self._org, batch.entities)
        put_objects(connection, self._org, batch.objects)
        return after

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[Entry]:
        """The entries from `start` up to `end` in log order, read in pages."""
        with at_the_border(), reading(self._engine) as connection:
            query = (
                select(entries.c.idx, entries.c.stream, entries.c.seq, entries.c.leaf)
                .where(entries.c.org == self._org, entries.c.idx >= start)
                .order_by(entries.c.idx)
            )
            if end is not None:
                query = query.where(entries.c.idx < end)
            for row in connection.execution_options(yield_per=PAGE).execute(query):
                yield Entry(index=row.idx, stream=row.stream, seq=row.seq, leaf=row.leaf)

    def stream(self, stream: str, after: int = 0) -> Iterator[Entry]:
        """The entries of one stream from its place `after` on, in order."""
        with at_the_border(), reading(self._engine) as connection:
            query = (
                select(entries.c.idx, entries.c.seq, entries.c.leaf)
                .where(entries.c.org == self._org, entries.c.stream == stream, entries.c.seq >= after)
                .order_by(entries.c.seq)
            )
            for row in connection.execution_options(yield_per=PAGE).execute(query):
                yield Entry(index=row.idx, stream=stream, seq=row.seq, leaf=row.leaf)

    def last_touched(self, before: int, within: int, most: int) -> list[tuple[int, str]]:
        """The cases whose newest entry is one of the `within` entries before a place: place and case, newest first.

        Found by walking the log from its end, so that no index has to be kept for it with every append.
        """
        later = entries.alias("later")
        is_followed = select(later.c.idx).where(
            later.c.org == entries.c.org, later.c.stream == entries.c.stream, later.c.seq == entries.c.seq + 1
        )
        with at_the_border(), reading(self._engine) as connection:
            query = (
                select(entries.c.idx, entries.c.stream)
                .where(entries.c.org == self._org, entries.c.idx < before, entries.c.idx >= before - within)
                .where(entries.c.stream.startswith("case-"), ~is_followed.exists())
                .order_by(entries.c.idx.desc())
                .limit(most)
            )
            return [(row.idx, row.stream) for row in connection.execute(query)]

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The log and the index in one consistent view, for verification."""
        with at_the_border(), reading(self._engine) as connection:
            yield Snapshot(connection, self._org)

    def size(self) -> int:
        """How many entries the log has, by its head."""
        return self._head().size

    def checkpoint(self) -> str:
        """The newest signed checkpoint."""
        return self._head().checkpoint

    def mirrored_checkpoint(self) -> str | None:
        """What the mirror file holds, where there is one; nothing of it is verified."""
        raw = self._mirror.read() if self._mirror else None
        return None if raw is None else raw.decode("utf-8", "replace")

    def _head(self) -> Head:
        with self.snapshot() as now:
            head = now.head()
        if head is None:
            raise ActNotAllowed(f"{self._org} has no log here", hint=_NO_LOG)
        return head

    def fetch(self, level: int, start: int, end: int) -> list[bytes]:
        """The stored subtree roots of one level, from `start` up to `end`; level 0 are the leaf hashes."""
        with at_the_border(), reading(self._engine) as connection:
            if level == 0:
                query = select(entries.c.hash).where(
                    entries.c.org == self._org, entries.c.idx >= start, entries.c.idx < end
                )
                return list(connection.scalars(query.order_by(entries.c.idx)))
            stored = select(nodes.c.hash).where(
                nodes.c.org == self._org, nodes.c.level == level, nodes.c.idx >= start, nodes.c.idx < end
            )
            return list(connection.scalars(stored.order_by(nodes.c.idx)))


def _sound_edge(head: Head) -> merkle.Edge:
    """The tree's right edge, if it is the one that was signed: on any other one a false tree would be signed next."""
    try:
        edge = merkle.Edge.from_bytes(head.edge)
        signed = checkpoint.parse(note.parse(head.checkpoint.encode()).text) if head.size else None
    except ProofError as fault:
        raise ProofFailed(f"the head of the log was changed: {fault}; nothing was recorded") from fault
    root = signed.root if signed else merkle.EMPTY_ROOT
    if (edge.size, signed.size if signed else 0, edge.root()) != (head.size, head.size, root):
        raise ProofFailed("the head of the log was changed: it is not the one that was signed; nothing was recorded")
    return edge
