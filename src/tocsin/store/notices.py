"""Notices: what was told to people on which road, and who tells them now.

A process, not a record: no act says that somebody was reminded. Losing these tables means that people are told once
more of what is owed, and nothing else. What is kept of a telling is an occasion, a kind, random ids and a date.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tocsin.store.database import reading, writing
from tocsin.store.schema import notice_roads, noticed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class RoadNow(Struct, frozen=True, kw_only=True):
    """How one road stands: from when on it may be told on, and how often it failed in a row."""

    due: datetime
    failures: int


FREE = RoadNow(due=_EPOCH, failures=0)  # a road that nothing was told on yet


class Notices:
    """What one organization's people were told."""

    def __init__(self, engine: Engine, org: str) -> None:
        self._engine = engine
        self._org = org

    def take(self, road: str, owner: str, *, now: datetime, until: datetime) -> bool:
        """Take a road for one worker, until a moment; False where another has it, or it is not to be told on yet."""
        moment = _number(now)
        with writing(self._engine) as connection:
            bare = _into(connection, notice_roads)
            put = bare.values(org=self._org, road=road, owner=owner, until=_number(until), due=0, failures=0)
            taken = put.on_conflict_do_update(
                index_elements=("org", "road"),
                set_={"owner": put.excluded["owner"], "until": put.excluded["until"]},
                where=and_(notice_roads.c.until <= moment, notice_roads.c.due <= moment),
            ).returning(notice_roads.c.owner)
            return connection.execute(taken).first() is not None

    def told(self, road: str) -> frozenset[str]:
        """What was told on a road."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(select(noticed.c.telling).where(*self._on(road))))

    def keep(self, road: str, owner: str, tellings: Iterable[str], *, at: datetime, due: datetime) -> None:
        """What was told just now, and from when on the next may go; the road is given back, as one.

        What was told stays told where another has taken the road meanwhile.
        """
        rows = [{"org": self._org, "road": road, "telling": one, "at": _number(at)} for one in tellings]
        with writing(self._engine) as connection:
            if rows:
                connection.execute(_into(connection, noticed).on_conflict_do_nothing(), rows)
            back = update(notice_roads).where(*self._held(road, owner))
            connection.execute(back.values(owner="", until=0, due=_number(due), failures=0))

    def put_back(self, road: str, owner: str, *, due: datetime) -> None:
        """It failed: the road is given back, to be tried again at a moment."""
        with writing(self._engine) as connection:
            back = update(notice_roads).where(*self._held(road, owner))
            connection.execute(back.values(owner="", until=0, due=_number(due), failures=notice_roads.c.failures + 1))

    def let_go(self, road: str, owner: str) -> None:
        """There was nothing to tell: the road is given back as it was."""
        with writing(self._engine) as connection:
            connection.execute(update(notice_roads).where(*self._held(road, owner)).values(owner="", until=0))

    def forget(self, road: str, standing: frozenset[str]) -> int:
        """Forget what was told of promises that do not stand any more; how many tellings there were."""
        gone = sorted(self.told(road) - standing)
        if not gone:
            return 0
        with writing(self._engine) as connection:
            for start in range(0, len(gone), _MOST_NAMED):
                some = noticed.c.telling.in_(gone[start : start + _MOST_NAMED])
                connection.execute(delete(noticed).where(*self._on(road), some))
        return len(gone)

    def road(self, road: str) -> RoadNow:
        """How a road stands."""
        with reading(self._engine) as connection:
            found = connection.execute(
                select(notice_roads.c.due, notice_roads.c.failures).where(
                    notice_roads.c.org == self._org, notice_roads.c.road == road
                )
            ).first()
        return FREE if found is None else RoadNow(due=_at(found.due), failures=found.failures)

    def _on(self, road: str) -> tuple[ColumnElement[bool], ...]:
        return noticed.c.org == self._org, noticed.c.road == road

    def _held(self, road: str, owner: str) -> tuple[ColumnElement[bool], ...]:
        return notice_roads.c.org == self._org, notice_roads.c.road == road, notice_roads.c.owner == owner


_MOST_NAMED = 500  # values in one statement: SQLite takes 32,766, PostgreSQL 65,535


def _into(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _at(number: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=number)
