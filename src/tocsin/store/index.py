"""The index: entities as their acts add up, and the bulk beside them.

Losing the index loses nothing: it is rebuilt from the log and is then identical. Losing a collection loses the inbound
objects of a batch, not the original file they came from. Every statement names the owner organization.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec
from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    bindparam,
    delete,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite

from tocsin.store.case_groups import CaseGroups
from tocsin.store.compiled import Compiled
from tocsin.store.database import at_the_border, reading, writing
from tocsin.store.schema import entities, heads, objects
from tocsin.vocab.case import (
    Batch,
    Case,
    Entity,
    Item,
    LogEntry,
    PersonEntry,
    Report,
    RouteEntry,
)
from tocsin.vocab.case_ref import ref_of
from tocsin.vocab.errors import ChangedMeanwhile, ProofFailed
from tocsin.vocab.ports import EntityRow, ObjectRow
from tocsin.vocab.practice import Practice
from tocsin.vocab.sharing import (
    AfterReceiptNote,
    CleanCopyEntry,
    Component,
    Delivery,
    Effect,
    Feedback,
    GivenReceipt,
    KeptReceipt,
    OutboundRecord,
    Party,
    Road,
    Share,
    SharingEntity,
    Token,
)

KINDS: dict[str, type[Entity]] = {
    "case": Case,
    "item": Item,
    "report": Report,
    "batch": Batch,
    "person": PersonEntry,
    "route": RouteEntry,
    "log": LogEntry,
    "practice": Practice,
    "party": Party,
    "road": Road,
    "component": Component,
    "token": Token,
    "copy": CleanCopyEntry,
    "share": Share,
    "delivery": Delivery,
    "feedback": Feedback,
    "receipt": KeptReceipt,
    "given_receipt": GivenReceipt,
    "after_receipt": AfterReceiptNote,
    "effect": Effect,
    "record": OutboundRecord,
}
_KIND_OF = {type_: kind for kind, type_ in KINDS.items()}
_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODERS = {kind: msgspec.json.Decoder(type_) for kind, type_ in KINDS.items()}
PAGE = 1_000

_KEY = ("org", "kind", "id")
_GET = Compiled(select(entities.c.body).where(*(entities.c[name] == bindparam(name) for name in _KEY)))


# Statements that pages ask for again and again are built once: building one costs more than running it.
_OWN = (entities.c.org == bindparam("of"), entities.c.kind == bindparam("kind"))
_SOME = select(entities.c.id, entities.c.body).where(*_OWN, entities.c.id.in_(bindparam("ids", expanding=True)))
_WITH_REF = select(entities.c.body).where(*_OWN, entities.c.ref.in_(bindparam("refs", expanding=True)))


@cache
def _all_of(has_stream: bool, has_states: bool, newest_first: bool) -> Select[bytes]:
    query = select(entities.c.body).where(*_OWN, *_where(has_stream, False))
    if has_states:
        query = query.where(entities.c.state.in_(bindparam("states", expanding=True)))
    return query.order_by(entities.c.at.desc() if newest_first else entities.c.at, entities.c.id)


@cache
def _page_of(
    kind: str, has_stream: bool, has_state: bool, has_after: bool, oldest_first: bool
) -> Select[str, str, bytes]:
    # The kind stands in the statement itself: only so does a partial index over one kind serve it.
    is_kind = entities.c.kind == literal(kind, literal_execute=True)
    query = select(entities.c.at, entities.c.id, entities.c.body)
    query = query.where(entities.c.org == bindparam("of"), is_kind, *_where(has_stream, has_state))
    order, place = (entities.c.at, entities.c.id), tuple_(bindparam("at"), bindparam("id"))
    if has_after:
        query = query.where(tuple_(*order) > place if oldest_first else tuple_(*order) < place)
    return query.order_by(*(order if oldest_first else (one.desc() for one in order))).limit(bindparam("limit"))


def _where(has_stream: bool, has_state: bool) -> Iterator[ColumnElement[bool]]:
    if has_stream:
        yield entities.c.stream == bindparam("stream")
    if has_state:
        yield entities.c.state == bindparam("state")


class _Put(Struct, frozen=True, kw_only=True):
    """How rows are written over what stood there; the stream of an entity never changes."""

    with_ref: Compiled
    without_ref: Compiled


def _put_into(insert: "postgresql.Insert | sqlite.Insert") -> _Put:
    def over(*names: str) -> Compiled:
        new = {name: insert.excluded[name] for name in names}
        return Compiled(insert.on_conflict_do_update(index_elements=_KEY, set_=new))

    return _Put(with_ref=over("state", "at", "ref", "body"), without_ref=over("state", "at", "body"))


_PUT = {"postgresql": _put_into(postgresql.insert(entities)), "sqlite": _put_into(sqlite.insert(entities))}


def _over_body(insert: "postgresql.Insert | sqlite.Insert") -> "postgresql.Insert | sqlite.Insert":
    return insert.on_conflict_do_update(
        index_elements=("org", "batch", "position"), set_={"body": insert.excluded["body"]}
    )


_PUT_OBJECTS = {
    "postgresql": _over_body(postgresql.insert(objects)),
    "sqlite": _over_body(sqlite.insert(objects)),
}


def key_of(entity: Entity) -> tuple[str, str]:
    """The kind and id that name the entity's row."""
    return _KIND_OF[type(entity)], entity.id


def row_of(entity: Entity, stream: str) -> EntityRow:
    """The index row of an entity: its body in canonical order, and the few columns lists are made from."""
    state, at, ref = "", "", ""
    match entity:
        case Case():
            state = entity.judged.event_class if entity.judged else "needs_information"
            at, ref = entity.opened_at.isoformat(), ref_of(entity)
        case Item():
            state, at, ref = entity.state, entity.kept_at.isoformat(), entity.content
        case Report():
            state, at, ref = entity.state, entity.received_at.isoformat(), entity.receipt
        case Batch():
            at, ref = entity.received_at.isoformat(), entity.root
        case PersonEntry():
            state, at = "retired" if entity.retired else "active", entity.added_at.isoformat()
        case RouteEntry():
            state, at = "withdrawn" if entity.withdrawn else "confirmed", entity.verified_on
        case LogEntry():
            pass
        case Practice():
            state, at = "open" if entity.found is None else "done", entity.begun_at.isoformat()
        case _:
            state, at, ref = _columns_of_sharing(entity)
    kind = _KIND_OF[type(entity)]
    return EntityRow(kind=kind, id=entity.id, stream=stream, state=state, at=at, ref=ref, body=_ENCODER.encode(entity))


def _columns_of_sharing(entity: SharingEntity) -> tuple[str, str, str]:
    """State, moment and reference of what belongs to a share; the reference is what it is looked up by."""
    match entity:
        case Party():
            return "declared", entity.declared_at.isoformat(), ""
        case Road():
            return "closed" if entity.closed else "open", entity.opened_at.isoformat(), entity.party
        case Component():
            return entity.standing or entity.relation or "", entity.at.isoformat(), entity.party or ""
        case Token():
            return "revoked" if entity.revoked else "issued", entity.issued_at.isoformat(), entity.delivery or ""
        case CleanCopyEntry():
            return "", entity.made_at.isoformat(), entity.content
        case Share():
            return entity.state, entity.proposed_at.isoformat(), entity.follows or ""
        case Delivery():
            return entity.state, entity.planned_at.isoformat(), entity.recipient
        case Feedback():
            return entity.kind, entity.at.isoformat(), entity.share
        case KeptReceipt():
            return entity.record, entity.at.isoformat(), entity.share
        case GivenReceipt():
            return entity.record, entity.at.isoformat(), ""
        case AfterReceiptNote():
            return entity.state, entity.at.isoformat(), ""
        case Effect():
            return entity.kind, entity.at.isoformat(), ""
        case OutboundRecord():
            return entity.record, entity.at.isoformat(), entity.delivery or ""


def put_entities(connection: Connection, org: str, rows: Sequence[EntityRow]) -> None:
    """Write rows over what stood there before."""
    put = _PUT[connection.dialect.name]
    # An entity without a ref never had one: leaving the column alone spares the index over it.
    for statement, some in (
        (put.with_ref, [row for row in rows if row.ref]),
        (put.without_ref, [row for row in rows if not row.ref]),
    ):
        statement.run(connection, [{"org": org, **msgspec.structs.asdict(row)} for row in some])


def put_objects(connection: Connection, org: str, rows: Sequence[ObjectRow]) -> None:
    """Add the rows of a collection; one that is there is written over, for it was closed with another key."""
    if rows:
        put = _PUT_OBJECTS[connection.dialect.name]
        connection.execute(put, [{"org": org, **msgspec.structs.asdict(row)} for row in rows])


def rows_of(connection: Connection, org: str) -> dict[tuple[str, str], EntityRow]:
    """Every row of an owner, by kind and id."""
    return {
        (row.kind, row.id): EntityRow(
            kind=row.kind,
            id=row.id,
            stream=row.stream,
            state=row.state,
            at=row.at,
            ref=row.ref,
            body=bytes(row.body),
        )
        for row in connection.execute(select(entities).where(entities.c.org == org))
    }


def _decoded(kind: str, body: bytes) -> Entity:
    try:
        return _DECODERS[kind].decode(body)
    except msgspec.MsgspecError as fault:
        raise ProofFailed(
            f"a {kind} in the index was changed: it is none any more", hint="`tocsin ledger rebuild` mends it"
        ) from fault


class Index:
    """One organization's index."""

    def __init__(self, engine: Engine, org: str) -> None:
        self._engine = engine
        self._org = org
        self.cases = CaseGroups(engine, org)

    def get(self, kind: str, identifier: str) -> Entity | None:
        """One entity, or None."""
        with at_the_border(), reading(self._engine) as connection:
            row = _GET.row(connection, {"org": self._org, "kind": kind, "id": identifier})
        return None if row is None else _decoded(kind, row[0])

    def some(self, kind: str, identifiers: Iterable[str]) -> dict[str, Entity]:
        """Several entities of a kind, by their ids, read together; those that are not there are left out."""
        wanted = list(identifiers)
        if not wanted:
            return {}
        with at_the_border(), reading(self._engine) as connection:
            rows = connection.execute(_SOME, {"of": self._org, "kind": kind, "ids": wanted})
            return {row.id: _decoded(kind, row.body) for row in rows}

    def starting_with(self, kind: str, prefix: str, limit: int = 3) -> list[str]:
        """The ids of a kind that begin so (people type the first signs of an id)."""
        with at_the_border(), reading(self._engine) as connection:
            query = select(entities.c.id).where(
                entities.c.org == self._org,
                entities.c.kind == kind,
                entities.c.id >= prefix,
                entities.c.id < prefix + "\x7f",
            )
            return list(connection.scalars(query.order_by(entities.c.id).limit(limit)))

    def all(
        self,
        kind: str,
        *,
        stream: str | None = None,
        state: str | tuple[str, ...] | None = None,
        newest_first: bool = False,
    ) -> Iterator[Entity]:
        """The entities of a kind, oldest first, read in pages; of one stream, one state or several where named."""
        with at_the_border(), reading(self._engine) as connection:
            query = _all_of(stream is not None, state is not None, newest_first)
            states = [state] if isinstance(state, str) else state
            values = {"of": self._org, "kind": kind, "stream": stream, "states": states}
            for body in connection.execution_options(yield_per=PAGE).scalars(query, values):
                yield _decoded(kind, body)

    def page(
        self,
        kind: str,
        *,
        stream: str | None = None,
        state: str | None = None,
        after: tuple[str, str] | None = None,
        oldest_first: bool = False,
        limit: int = PAGE,
    ) -> list[tuple[tuple[str, str], Entity]]:
        """Some entities of a kind, newest first, each with its place (moment, id); those that follow a place."""
        with at_the_border(), reading(self._engine) as connection:
            query = _page_of(kind, stream is not None, state is not None, after is not None, oldest_first)
            at, identifier = after or ("", "")
            values = {"of": self._org, "stream": stream, "state": state, "at": at, "id": identifier, "limit": limit}
            return [((row.at, row.id), _decoded(kind, row.body)) for row in connection.execute(query, values)]

    def count(self, kind: str, *, stream: str | None = None) -> int:
        """How many entities of a kind there are."""
        with at_the_border(), reading(self._engine) as connection:
            query = select(func.count()).where(entities.c.org == self._org, entities.c.kind == kind)
            if stream is not None:
                query = query.where(entities.c.stream == stream)
            return connection.scalar(query) or 0

    def with_ref(self, kind: str, refs: Iterable[str]) -> list[Entity]:
        """The entities of a kind whose content has one of these commitments."""
        wanted = list(refs)
        if not wanted:
            return []
        with at_the_border(), reading(self._engine) as connection:
            found = connection.scalars(_WITH_REF, {"of": self._org, "kind": kind, "refs": wanted})
            return [_decoded(kind, body) for body in found]

    def rows(self) -> dict[tuple[str, str], EntityRow]:
        """Every row, to compare with a rebuilt index."""
        with at_the_border(), reading(self._engine) as connection:
            return rows_of(connection, self._org)

    def replace(self, rows: Sequence[EntityRow], size: int) -> None:
        """Throw the index away and write these rows, made from the first `size` entries, in one transaction.

        ChangedMeanwhile where the log has grown since: the rows would be older than the index they replace.
        """
        with at_the_border(), writing(self._engine) as connection:
            stands = connection.scalar(select(heads.c.size).where(heads.c.org == self._org).with_for_update())
            if stands != size:
                raise ChangedMeanwhile(f"the log has {stands} entries by now, not {size}; the index was left as it is")
            connection.execute(delete(entities).where(entities.c.org == self._org))
            for start in range(0, len(rows), PAGE):
                put_entities(connection, self._org, rows[start : start + PAGE])

    def objects(self, batch: str, start: int = 0, limit: int | None = None) -> Iterator[ObjectRow]:
        """The rows of one collection in order, their bodies still encrypted."""
        with at_the_border(), reading(self._engine) as connection:
            query = (
                select(objects.c.position, objects.c.kind, objects.c.body)
                .where(objects.c.org == self._org, objects.c.batch == batch, objects.c.position >= start)
                .order_by(objects.c.position)
            )
            if limit is not None:
                query = query.limit(limit)
            for row in connection.execution_options(yield_per=PAGE).execute(query):
                yield ObjectRow(batch=batch, position=row.position, kind=row.kind, body=bytes(row.body))

    def close_objects_anew(self, rows: Sequence[ObjectRow]) -> None:
        """Write bodies that were closed with another key over those that are there; what is gone stays gone."""
        own = (objects.c.org == self._org, objects.c.batch == bindparam("of"), objects.c.position == bindparam("place"))
        anew = [{"of": row.batch, "place": row.position, "anew": row.body} for row in rows]
        if anew:
            with at_the_border(), writing(self._engine) as connection:
                connection.execute(objects.update().where(*own).values(body=bindparam("anew")), anew)

    def destroy_objects(self, batch: str) -> int:
        """Delete the rows of a collection; how many there were."""
        with at_the_border(), writing(self._engine) as connection:
            gone = connection.execute(delete(objects).where(objects.c.org == self._org, objects.c.batch == batch))
            return gone.rowcount
