"""The vault's register: a row for every commitment, the table `seals`.

A row says by which salt, behind which key, under which keyed name and, where it is small, with which closed content.
What a row says is not trusted: the vault checks all it reads against the commitment.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, Engine, Update, bindparam, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from tocsin.store.compiled import Compiled
from tocsin.store.database import reading
from tocsin.store.schema import seals as register
from tocsin.vocab.errors import Gone
from tocsin.vocab.ports import Seal

_PAGE = 500
_COLUMNS = tuple(register.c[name] for name in ("commit", "salt", "compartment", "name", "size_bytes", "content"))
_ROW = Compiled(  # a page of the desk reads many of them
    select(*_COLUMNS).where(register.c.org == bindparam("org"), register.c.commit == bindparam("commit"))
)


_OWN = (register.c.org == bindparam("of"), register.c.commit.in_(bindparam("commits", expanding=True)))
_SOME = select(*_COLUMNS).where(*_OWN)
_KNOWN = select(register.c.commit).where(*_OWN)


class Registered(Struct, frozen=True, gc=False):
    """A row as it stands; `content` is closed, and nothing where it lies elsewhere."""

    commit: str
    salt: bytes
    compartment: str
    name: str
    size_bytes: int
    content: bytes | None


def insert_seals(connection: Connection, org: str, seals: Sequence[Seal]) -> None:
    """Register seals within the caller's write transaction, beside the act that carries their commitments.

    Where a commitment has a row, its content moved: compartment, name and content are written over, salt and size stay.
    It does not look whether large content is still there: `ObjectVault.insert_seals` does.
    """
    if not seals:
        return
    lock_names(connection, org, sorted({seal.name for seal in seals if seal.content is None}))
    rows = [
        {
            "org": org,
            "commit": seal.commit,
            "salt": seal.salt,
            "compartment": seal.compartment.value,
            "name": seal.name,
            "size_bytes": seal.size_bytes,
            "content": seal.content,
        }
        for seal in seals
    ]
    connection.execute(_PUT[connection.dialect.name], rows)


def _put_into(insert: "postgresql.Insert | sqlite.Insert") -> "postgresql.Insert | sqlite.Insert":
    moved = {name: insert.excluded[name] for name in ("compartment", "name", "content")}
    return insert.on_conflict_do_update(index_elements=("org", "commit"), set_=moved)


_PUT = {"postgresql": _put_into(postgresql.insert(register)), "sqlite": _put_into(sqlite.insert(register))}


def moving(org: str, seal: Seal, *, from_name: str) -> Update:
    """The statement that writes moved content over a row which still has the old name; one that is gone stays gone."""
    own = (register.c.org == org, register.c.commit == seal.commit, register.c.name == from_name)
    return update(register).where(*own).values(compartment=seal.compartment.value, name=seal.name, content=seal.content)


def lock_names(connection: Connection, org: str, names: Sequence[str]) -> None:
    """Hold keyed names until the transaction ends, so that nothing is destroyed while somebody registers it.

    SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        for name in names:
            lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")
            connection.execute(lock, {"what": f"tocsin/{org}/{name}"})


def row_in(connection: Connection, org: str, commit: str) -> Registered:
    """The row of a commitment; Gone where there is none."""
    row = _ROW.row(connection, {"org": org, "commit": commit})
    if row is None:
        raise Gone(f"there is no content for {commit}: it was purged or never kept here")
    return Registered(*row)


def is_needed(connection: Connection, org: str, name: str) -> bool:
    """Whether any commitment's content lies under a keyed name."""
    own = select(register.c.commit).where(register.c.org == org, register.c.name == name).limit(1)
    return connection.execute(own).first() is not None


class Register:
    """One owner's rows, read in short transactions of their own."""

    def __init__(self, engine: Engine, org: str) -> None:
        self._engine = engine
        self._org = org

    def row(self, commit: str) -> Registered:
        """The row of a commitment; Gone where there is none."""
        with reading(self._engine) as connection:
            return row_in(connection, self._org, commit)

    def some(self, commits: Iterable[str]) -> dict[str, Registered]:
        """The rows of some commitments; one that has none is left out."""
        wanted = list(commits)
        pages = (wanted[start : start + _PAGE] for start in range(0, len(wanted), _PAGE))
        with reading(self._engine) as connection:
            found = (row for page in pages for row in connection.execute(_SOME, {"of": self._org, "commits": page}))
            return {row.commit: Registered(*row) for row in found}

    def rows(self) -> Iterator[Registered]:
        """Every row in the order of the commitments; no transaction stays open between two pages."""
        after = ""
        own = select(*_COLUMNS).where(register.c.org == self._org).order_by(register.c.commit).limit(_PAGE)
        while True:
            with reading(self._engine) as connection:
                page = connection.execute(own.where(register.c.commit > after)).all()
            if not page:
                return
            yield from (Registered(*row) for row in page)
            after = page[-1].commit

    def named(self, name: str) -> tuple[str, ...]:
        """The commitments whose content lies under a keyed name."""
        own = select(register.c.commit).where(register.c.org == self._org, register.c.name == name)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(own.order_by(register.c.commit)))

    def known(self, commits: Iterable[str]) -> set[str]:
        """Those of some commitments that have a row."""
        wanted, found = list(commits), set[str]()
        with reading(self._engine) as connection:
            for start in range(0, len(wanted), _PAGE):
                page = wanted[start : start + _PAGE]
                found.update(connection.scalars(_KNOWN, {"of": self._org, "commits": page}))
        return found
