"""One organization's append-only log: compare-and-set, durable.

Losing it means losing the proof of everything. It is trusted only as far as a witness or a kept checkpoint reaches:
whoever holds the database and the key could rewrite what nobody else has seen.

Leaves, seals, index rows and inbound objects of one append stand or fall together, in one transaction. Threads that
append at once share transactions (group commit); processes take turns at the database's write lock.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, Engine, func, select

from tocsin.ledger import merkle
from tocsin.store.database import at_the_border, reading, writing
from tocsin.store.index import put_entities, put_objects
from tocsin.store.schema import entries, heads, nodes
from tocsin.vocab.errors import ActNotAllowed, ChangedMeanwhile, TocsinError
from tocsin.vocab.ports import Append, Entry, Seal

PAGE = 10_000  # rows fetched at a time when the whole log is read


class Hooks(Struct, frozen=True, kw_only=True):
    """What an append needs from elsewhere.

    `sign(size, root)` gives the signed checkpoint, once for each transaction. `insert_seals` registers seals within the
    transaction. `mirror`, where given, is a file outside the database that keeps the newest checkpoint: a database put
    back to an older state is then found out.
    """

    sign: Callable[[int, bytes], str]
    insert_seals: Callable[[Connection, Sequence[Seal]], None]
    mirror: Path | None = None


class _Ticket:
    """One append that waits for its turn."""

    def __init__(self, batch: Append) -> None:
        self.batch = batch
        self.first: int | None = None
        self.fault: TocsinError | None = None

    @property
    def is_done(self) -> bool:
        return self.first is not None or self.fault is not None


class Log:
    """One organization's log over a database.

    Made from an engine, the owner, and what it calls on the way.
    """

    def __init__(self, engine: Engine, org: str, hooks: Hooks) -> None:
        self._engine = engine
        self._org = org
        self._hooks = hooks
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
            self._commit(group)
        except TocsinError as fault:
            if len(group) == 1:
                group[0].fault, group[0].first = fault, None
                return
            for ticket in group:  # one bad append must not take the others with it
                ticket.first = ticket.fault = None
                self._record([ticket])
        except BaseException as fault:
            for ticket in group:
                ticket.first, ticket.fault = None, TocsinError(f"the append did not happen: {fault}")
            raise

    def _commit(self, group: list[_Ticket]) -> None:
        with at_the_border(), writing(self._engine) as connection:
            head = connection.execute(
                select(heads.c.size, heads.c.edge).where(heads.c.org == self._org).with_for_update()
            ).one()
            size, edge = head.size, merkle.Edge.from_bytes(head.edge)
            for ticket in group:
                if not self._has_expected_size(connection, ticket):
                    continue
                ticket.first = size
                edge = self._insert(connection, ticket.batch, size, edge)
                size += len(ticket.batch.leaves)
            if size == head.size:
                return
            checkpoint = self._hooks.sign(size, edge.root())
            connection.execute(
                heads.update()
                .where(heads.c.org == self._org)
                .values(size=size, edge=edge.to_bytes(), checkpoint=checkpoint)
            )
        self._write_mirror(checkpoint)

    def _has_expected_size(self, connection: Connection, ticket: _Ticket) -> bool:
        stream = ticket.batch.stream
        newest = connection.scalar(
            select(entries.c.seq)
            .where(entries.c.org == self._org, entries.c.stream == stream)
            .order_by(entries.c.seq.desc())
            .limit(1)
        )
        held = 0 if newest is None else newest + 1
        if held == ticket.batch.expected:
            return True
        ticket.fault = ChangedMeanwhile(
            f"{stream} has {held} acts, not {ticket.batch.expected}: somebody recorded something in between"
        )
        return False

    def _insert(self, connection: Connection, batch: Append, start: int, edge: merkle.Edge) -> merkle.Edge:
        hashes = [merkle.leaf_hash(leaf) for leaf in batch.leaves]
        connection.execute(
            entries.insert(),
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

    def _write_mirror(self, checkpoint: str) -> None:
        mirror = self._hooks.mirror
        if mirror is None:
            return
        aside = mirror.with_name(f"{mirror.name}.{threading.get_native_id()}")
        aside.write_text(checkpoint, encoding="utf-8")
        aside.replace(mirror)

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

    def rows(self) -> Iterator[Sequence[tuple[int, str, int, bytes, bytes]]]:
        """Everything as (index, stream, seq, leaf, hash) in pages, for verification: the shortest way to the bytes."""
        with at_the_border(), reading(self._engine) as connection:
            query = (
                select(entries.c.idx, entries.c.stream, entries.c.seq, entries.c.leaf, entries.c.hash)
                .where(entries.c.org == self._org)
                .order_by(entries.c.idx)
            )
            found = connection.execution_options(yield_per=PAGE).execute(query)
            yield from found.tuples().partitions()

    def size(self) -> int:
        """How many entries the log has, by its head."""
        return self._head()[0]

    def edge(self) -> bytes:
        """The stored right edge of the tree."""
        return self._head()[1]

    def checkpoint(self) -> str:
        """The newest signed checkpoint."""
        return self._head()[2]

    def mirrored_checkpoint(self) -> str | None:
        """The checkpoint in the mirror file, where there is one."""
        mirror = self._hooks.mirror
        return mirror.read_text(encoding="utf-8") if mirror and mirror.exists() else None

    def _head(self) -> tuple[int, bytes, str]:
        with at_the_border(), reading(self._engine) as connection:
            row = connection.execute(
                select(heads.c.size, heads.c.edge, heads.c.checkpoint).where(heads.c.org == self._org)
            ).one_or_none()
        if row is None:
            raise ActNotAllowed(f"{self._org} has no log here", hint="make a home with `tocsin init`")
        return row.size, row.edge, row.checkpoint

    def stored_nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """The stored roots of complete subtrees as (level, index, hash); level 1 is 256 leaves."""
        with at_the_border(), reading(self._engine) as connection:
            query = select(nodes.c.level, nodes.c.idx, nodes.c.hash).where(nodes.c.org == self._org)
            for row in connection.execute(query.order_by(nodes.c.level, nodes.c.idx)):
                yield row.level, row.idx, row.hash

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

    def counts(self) -> tuple[int, int]:
        """How many entry rows there are, and the highest index plus one."""
        with at_the_border(), reading(self._engine) as connection:
            row = connection.execute(
                select(func.count(), func.max(entries.c.idx)).where(entries.c.org == self._org)
            ).one()
        return row[0], (-1 if row[1] is None else row[1]) + 1
