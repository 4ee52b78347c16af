"""The outbox: deliveries that wait, and which worker has which of them.

What waits is read from the index, so whatever was planned is found again, come what may. Only leases and the moments of
the next try are kept beside it, in a table of the process and not of the record. Losing that table loses no delivery:
what was being sent is sent again, the same bytes, and what waited for its next try is tried at once.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Engine, and_, delete, or_, select, text, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from tocsin.store.database import reading, writing
from tocsin.store.schema import WAITING, entities, leases
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.sharing import Delivery

PAGE = 100  # deliveries read at a time; each then takes at least two appends to the log

_DECODER = msgspec.json.Decoder(Delivery)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Lease(Struct, frozen=True, kw_only=True):
    """Who has a delivery until when ("" is nobody), and when it is tried again."""

    owner: str
    until: datetime
    due: datetime


class Outbox:
    """One organization's outbox."""

    def __init__(self, engine: Engine, org: str) -> None:
        self._engine = engine
        self._org = org

    def waiting(self, *, after: Delivery | None = None, limit: int = PAGE) -> list[Delivery]:
        """A page of what is not at its end, whoever has it, oldest first, behind `after`."""
        return self._waiting(after, limit)

    def free(self, now: datetime, *, after: Delivery | None = None, limit: int = PAGE) -> list[Delivery]:
        """The same without what a worker has now and what is to be tried later."""
        moment = _number(now)
        is_free = or_(leases.c.delivery.is_(None), and_(leases.c.until <= moment, leases.c.due <= moment))
        return self._waiting(after, limit, is_free)

    def _waiting(self, after: Delivery | None, limit: int, *conditions: ColumnElement[bool]) -> list[Delivery]:
        found = (
            select(entities.c.body)
            .outerjoin(leases, and_(leases.c.org == entities.c.org, leases.c.delivery == entities.c.id))
            .where(entities.c.org == self._org, text(WAITING), *conditions)
            .order_by(entities.c.at, entities.c.id)
            .limit(limit)
        )
        if after is not None:
            found = found.where(tuple_(entities.c.at, entities.c.id) > (after.planned_at.isoformat(), after.id))
        with reading(self._engine) as connection:
            return [_decoded(body) for body in connection.scalars(found)]

    def take(self, delivery: str, owner: str, *, now: datetime, until: datetime) -> bool:
        """Take it for one worker, until a moment; False where another has it, or it is to be tried later."""
        moment = _number(now)
        with writing(self._engine) as connection:
            bare = sqlite.insert(leases) if connection.dialect.name == "sqlite" else postgresql.insert(leases)
            put = bare.values(org=self._org, delivery=delivery, owner=owner, until=_number(until), due=0)
            taken = put.on_conflict_do_update(
                index_elements=("org", "delivery"),
                set_={"owner": put.excluded["owner"], "until": put.excluded["until"]},
                where=and_(leases.c.until <= moment, leases.c.due <= moment),
            ).returning(leases.c.owner)
            return connection.execute(taken).first() is not None

    def put_back(self, delivery: str, owner: str, *, due: datetime) -> bool:
        """Give it back, to be tried again at a moment; False where another has taken it meanwhile."""
        with writing(self._engine) as connection:
            back = update(leases).where(*self._held(delivery, owner)).values(owner="", until=0, due=_number(due))
            return connection.execute(back).rowcount == 1

    def let_go(self, delivery: str, owner: str) -> bool:
        """It is at its end: nothing of it is kept here. False where another has taken it meanwhile."""
        with writing(self._engine) as connection:
            return connection.execute(delete(leases).where(*self._held(delivery, owner))).rowcount == 1

    def hasten(self, delivery: str) -> None:
        """It need not wait for its next try; whoever has it now keeps it."""
        with writing(self._engine) as connection:
            connection.execute(
                update(leases).where(leases.c.org == self._org, leases.c.delivery == delivery).values(due=0)
            )

    def sweep(self, now: datetime) -> int:
        """Remove what dead workers left of deliveries that came to their end; how many there were."""
        waits = select(entities.c.id).where(entities.c.org == self._org, text(WAITING))
        left = (leases.c.org == self._org, leases.c.until <= _number(now), leases.c.delivery.not_in(waits))
        with reading(self._engine) as connection:  # mostly there is none, and then nobody has to wait for a writer
            if connection.execute(select(leases.c.delivery).where(*left).limit(1)).first() is None:
                return 0
        with writing(self._engine) as connection:
            return connection.execute(delete(leases).where(*left)).rowcount

    def leases(self, deliveries: Sequence[str]) -> dict[str, Lease]:
        """What is kept here of some deliveries."""
        with reading(self._engine) as connection:
            found = connection.execute(
                select(leases).where(leases.c.org == self._org, leases.c.delivery.in_(deliveries))
            )
            return {row.delivery: Lease(owner=row.owner, until=_at(row.until), due=_at(row.due)) for row in found}

    def _held(self, delivery: str, owner: str) -> tuple[ColumnElement[bool], ...]:
        return leases.c.org == self._org, leases.c.delivery == delivery, leases.c.owner == owner


def _decoded(body: bytes) -> Delivery:
    try:
        return _DECODER.decode(body)
    except msgspec.MsgspecError as fault:
        raise ProofFailed(
            "a delivery in the index was changed: it is none any more", hint="`tocsin ledger rebuild` mends it"
        ) from fault


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _at(number: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=number)
