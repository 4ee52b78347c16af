"""Every lasting table of a home as one portable stream.

The same bytes come from either database and go into either, so a home may change its database by backup and restore.
The stream is a sequence of frames: four bytes of length, big-endian, then MessagePack. It holds no keys, but salts and
small encrypted contents: keep it as you keep the database.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol, TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select, text

from tocsin.store.database import reading, writing
from tocsin.store.schema import PASSING, metadata
from tocsin.vocab.errors import ActNotAllowed, BadInput

VERSION = 1  # of the stream's own form

Value = int | str | bytes | None

_STEPS = "alembic_version"
_FRAME_ROWS = 500
_FRAME_BYTES = 1024 * 1024  # a frame is closed beyond this, so that a reader needs little memory
_MOST_BYTES = 256 * 1024 * 1024  # of one frame: four times the largest document that the desk parses


class Readable(Protocol):
    """Whatever gives the next bytes."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class Dumped(Struct, frozen=True, kw_only=True):
    """What a stream holds: its step, the log's checkpoint of each owner, the large objects it refers to, row counts."""

    revision: str
    checkpoints: dict[str, str]
    objects: dict[str, str]  # keyed name -> owner
    counts: dict[str, int]


class _Begin(Struct, frozen=True, tag="dump"):
    version: int
    revision: str


class _Table(Struct, frozen=True, tag="table"):
    name: str
    columns: tuple[str, ...]


class _Rows(Struct, frozen=True, tag="rows"):
    rows: list[list[object]]  # of Value: msgspec decodes no union of text and bytes, so it is checked afterwards


class _End(Struct, frozen=True, tag="end"):
    counts: dict[str, int]


_Frame: TypeAlias = _Begin | _Table | _Rows | _End
_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[_Frame] = msgspec.msgpack.Decoder(_Frame)


class _Tally:
    """What goes by, as a whole."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        self.checkpoints: dict[str, str] = {}
        self.objects: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def take(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Note the rows of one table."""
        self.counts[table] = self.counts.get(table, 0) + len(rows)
        if table == "heads":
            org, checkpoint = columns.index("org"), columns.index("checkpoint")
            self.checkpoints |= {str(row[org]): str(row[checkpoint]) for row in rows}
        if table == "seals":
            org, name, content = (columns.index(each) for each in ("org", "name", "content"))
            self.objects |= {str(row[name]): str(row[org]) for row in rows if row[content] is None}

    def whole(self) -> Dumped:
        """The sum."""
        return Dumped(
            revision=self.revision, checkpoints=self.checkpoints, objects=self.objects, counts=dict(self.counts)
        )


def dump(engine: Engine, orgs: Sequence[str], target: BinaryIO) -> Dumped:
    """Write the rows of some owners as one moment of the database; others may write meanwhile.

    The columns are those the database has, so that one at an older step is written as it is.
    """
    with reading(engine) as connection:
        tally = _Tally(_step(connection))
        _put(target, _Begin(version=VERSION, revision=tally.revision))
        for table in _tables(connection):
            name, columns = str(table.name), tuple(str(column.name) for column in table.columns)
            _put(target, _Table(name=name, columns=columns))
            tally.take(name, columns, ())
            for rows in _pages(connection, table, orgs):
                _put(target, _Rows(rows=[list(row) for row in rows]))
                tally.take(name, columns, rows)
        _put(target, _End(counts=tally.counts))
    return tally.whole()


def load(engine: Engine, source: Readable) -> Dumped:
    """Fill the empty tables of a database at the same step, in one transaction.

    BadInput where the stream is not one of ours, and ActNotAllowed where a table holds rows: nothing is loaded then.
    """
    with writing(engine) as connection:
        begin = _next(source)
        if not isinstance(begin, _Begin) or begin.version != VERSION:
            raise _wrong("it does not begin as one of this program's", hint="use a newer tocsin")
        if begin.revision != _step(connection):
            raise _wrong(f"it is of step {begin.revision}, the database of step {_step(connection)}")
        tables = {table.name: table for table in _tables(connection)}
        for table in tables.values():
            if connection.execute(select(table).limit(1)).first() is not None:
                raise ActNotAllowed(f"the table {table.name} holds rows already", hint="name an empty database")
        tally = _Tally(begin.revision)
        current: tuple[Table, tuple[str, ...]] | None = None
        while not isinstance(frame := _next(source), _End):
            match frame:
                case _Table(name=name, columns=columns):
                    current = (_checked(tables, name, columns), columns)
                    tally.take(name, columns, ())
                case _Rows(rows=rows) if current is not None:
                    table, columns = current
                    values = _values(table.name, columns, rows)
                    if values:
                        connection.execute(table.insert(), [dict(zip(columns, row, strict=True)) for row in values])
                    tally.take(str(table.name), columns, values)
                case _:
                    raise _wrong("its frames are in no possible order")
        if frame.counts != tally.counts or source.read(1):
            raise _wrong("its end does not fit what came before")
        return tally.whole()


def is_bare(engine: Engine) -> bool:
    """Whether a database has none of a home's tables yet."""
    with reading(engine) as connection:
        return not {*metadata.tables, _STEPS} & set(inspect(connection).get_table_names())


def strip(engine: Engine) -> None:
    """Drop a home's tables: what a restore made in a database that was bare before, and that then failed."""
    with writing(engine) as connection:
        found = MetaData()
        found.reflect(bind=connection, only=lambda name, _: name in metadata.tables or name == _STEPS)
        found.drop_all(connection)


def step_of(engine: Engine) -> str:
    """At which step a database stands; BadInput where it has no tables of a home."""
    with reading(engine) as connection:
        return _step(connection)


def _step(connection: Connection) -> str:
    if not inspect(connection).has_table(_STEPS):
        raise BadInput("the database has no tables of a home", hint="check `database` in the home's tocsin.toml")
    return str(connection.scalar(text(f"SELECT version_num FROM {_STEPS}")))  # noqa: S608 -- a constant of this room


def _tables(connection: Connection) -> list[Table]:
    # Only ours: a PostgreSQL database may hold more. A step that drops a table keeps its name known here.
    found = MetaData()
    found.reflect(bind=connection, only=lambda name, _: name in metadata.tables and name not in PASSING)
    return found.sorted_tables


def _pages(connection: Connection, table: Table, orgs: Sequence[str]) -> Iterator[list[list[Value]]]:
    query = select(table).order_by(*table.primary_key.columns)
    if "org" in table.columns:
        query = query.where(table.columns["org"].in_(orgs))
    rows: list[list[Value]] = []
    size = 0
    for row in connection.execute(query, execution_options={"yield_per": _FRAME_ROWS}):
        rows.append(list(row))
        size += sum(len(value) for value in row if isinstance(value, (str, bytes)))
        if len(rows) >= _FRAME_ROWS or size >= _FRAME_BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _checked(tables: dict[str, Table], name: str, columns: tuple[str, ...]) -> Table:
    table = tables.get(name)
    if table is None:
        raise _wrong(f"it has a table {name[:40]!r} that this step does not have")
    if set(columns) != {column.name for column in table.columns} or len(set(columns)) != len(columns):
        raise _wrong(f"the columns of {name} are not those of this step")
    return table


def _values(table: str, columns: tuple[str, ...], rows: list[list[object]]) -> list[list[Value]]:
    values: list[list[Value]] = []
    for row in rows:
        plain = [value for value in row if value is None or isinstance(value, (int, str, bytes))]
        if not len(plain) == len(row) == len(columns):
            raise _wrong(f"a row of {table} does not fit its table")
        values.append(plain)
    return values


def _put(target: BinaryIO, frame: _Frame) -> None:
    data = _ENCODER.encode(frame)
    if len(data) > _MOST_BYTES:
        raise BadInput(f"one row of the database has {len(data):,} bytes; at most {_MOST_BYTES:,} fit into a backup")
    target.write(len(data).to_bytes(4, "big") + data)


def _next(source: Readable) -> _Frame:
    size = int.from_bytes(_exactly(source, 4), "big")
    if size > _MOST_BYTES:
        raise _wrong(f"one frame claims {size:,} bytes")
    try:
        return _DECODER.decode(_exactly(source, size))
    except msgspec.MsgspecError as fault:
        raise _wrong("a frame cannot be read") from fault


def _exactly(source: Readable, size: int) -> bytes:
    gathered = bytearray()
    while len(gathered) < size:
        piece = source.read(size - len(gathered))
        if not piece:
            raise _wrong("it ends too early")
        gathered += piece
    return bytes(gathered)


def _wrong(what: str, *, hint: str = "take another copy of the backup") -> BadInput:
    return BadInput(f"the backup's database: {what}", hint=hint)
