"""The tables of a home's database, the same for SQLite and PostgreSQL.

Every row carries its owner organization; no statement anywhere leaves it out. Migrations in `store/migrations` make
these tables; a test holds the two equal.
"""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    text,
)

from tocsin.store.database import reading
from tocsin.vocab.errors import BadInput

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def typed(text: str, integer: str = "", blob: str = "") -> CheckConstraint:
    """SQLite's columns take any type unless told otherwise: each is held to its own, and its own check finds a change.

    The names of the columns of each type, separated by spaces; a blob may be NULL where its column may.
    """
    rules = [f"typeof(\"{name}\") = 'text'" for name in text.split()]
    rules += [f"typeof(\"{name}\") = 'integer'" for name in integer.split()]
    rules += [f"typeof(\"{name}\") IN ('blob', 'null')" for name in blob.split()]
    return CheckConstraint(" AND ".join(rules), name="types").ddl_if(dialect="sqlite")


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    typed(text="key value"),
)

heads = Table(  # one row per owner: the log's size, its right edge (subtree roots, largest first), its checkpoint
    "heads",
    metadata,
    Column("org", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("edge", LargeBinary, nullable=False),
    Column("checkpoint", Text, nullable=False),
    typed(text="org checkpoint", integer="size", blob="edge"),
)

entries = Table(
    "entries",
    metadata,
    Column("org", Text, nullable=False),
    Column("idx", BigInteger, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # the leaf hash, so that a flipped byte is found at its place
    PrimaryKeyConstraint("org", "idx"),
    UniqueConstraint("org", "stream", "seq"),
    ForeignKeyConstraint(["org"], ["heads.org"]),
    typed(text="org stream", integer="idx seq", blob="leaf hash"),
    sqlite_with_rowid=False,  # in SQLite one tree by place instead of a table and an index: an append writes less
)

nodes = Table(  # roots of complete subtrees of 256, 65536, ... leaves, so that a proof need not read the whole log
    "nodes",
    metadata,
    Column("org", Text, nullable=False),
    Column("level", Integer, nullable=False),  # 1 = 256 leaves, 2 = 65,536 leaves
    Column("idx", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("org", "level", "idx"),
    typed(text="org", integer="level idx", blob="hash"),
)

seals = Table(
    "seals",
    metadata,
    Column("org", Text, nullable=False),
    Column("commit", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("compartment", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=True),
    PrimaryKeyConstraint("org", "commit"),
    Index(None, "org", "name"),
    typed(text="org commit compartment name", integer="size_bytes", blob="salt content"),
)

# A delivery that is not at its end: the outbox. A query finds the partial index by saying exactly this.
WAITING = "kind = 'delivery' AND state IN ('queued', 'sending', 'failed')"

IS_CASE = "kind = 'case'"
IS_ITEM = "kind = 'item'"

entities = Table(  # the index: derived, may be deleted and is rebuilt from the entries
    "entities",
    metadata,
    Column("org", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("org", "kind", "id"),
    Index(None, "org", "stream", "kind", "id"),
    Index(None, "org", "ref"),
    Index(
        "ix_entities_waiting", "org", "at", "id", sqlite_where=text(WAITING), postgresql_where=text(WAITING)
    ),  # small, and costs nothing for any other row
    # The items of a case, in the order in which they came. It costs what keeps or handles an item, and nothing else.
    Index("ix_entities_items", "org", "stream", "at", "id", sqlite_where=text(IS_ITEM), postgresql_where=text(IS_ITEM)),
    # The list of cases, newest first, and that of one class: the same.
    Index("ix_entities_cases", "org", "at", "id", sqlite_where=text(IS_CASE), postgresql_where=text(IS_CASE)),
    Index(
        "ix_entities_cases_of_class",
        "org",
        "state",
        "at",
        "id",
        sqlite_where=text(IS_CASE),
        postgresql_where=text(IS_CASE),
    ),
    typed(text="org kind id stream state at ref", blob="body"),
)

objects = Table(  # collections: inbound objects in bulk, encrypted; the batch's Merkle root stands in an act
    "objects",
    metadata,
    Column("org", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("org", "batch", "position"),
    typed(text="org batch kind", integer="position", blob="body"),
)

leases = Table(  # which worker sees a delivery off until when, and when it is tried again: process, not record
    "leases",
    metadata,
    Column("org", Text, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("owner", Text, nullable=False),  # "" where nobody has it
    Column("until", BigInteger, nullable=False),  # milliseconds since 1970, UTC
    Column("due", BigInteger, nullable=False),  # the same; not before it is tried again
    PrimaryKeyConstraint("org", "delivery"),
    typed(text="org delivery owner", integer="until due"),
)

notice_roads = (
    Table(  # who tells people on which road until when, and when it may be told on again: process, not record
        "notice_roads",
        metadata,
        Column("org", Text, nullable=False),
        Column("road", Text, nullable=False),  # mail/ or webhook/ and a digest of where it ends
        Column("owner", Text, nullable=False),  # "" where nobody has it
        Column("until", BigInteger, nullable=False),  # milliseconds since 1970, UTC
        Column("due", BigInteger, nullable=False),  # the same; not before it is told on again
        Column("failures", BigInteger, nullable=False),  # since the last notice that arrived
        PrimaryKeyConstraint("org", "road"),
        typed(text="org road owner", integer="until due failures"),
    )
)

noticed = Table(  # what was told on which road when; a promise that is met is forgotten here
    "noticed",
    metadata,
    Column("org", Text, nullable=False),
    Column("road", Text, nullable=False),
    Column("telling", Text, nullable=False),  # the occasion, and the promise: a kind, random ids, a date
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("org", "road", "telling"),
    typed(text="org road telling", integer="at"),
)

sign_ins = Table(  # how people show who they are; who they are and what they may stands in the log
    "sign_ins",
    metadata,
    Column("org", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),  # a keyed digest; the person's own id, which no digest is, where none was set
    Column("password", Text, nullable=False),  # as argon2 writes it, with its parameters; "" is none
    Column("signed_at", BigInteger, nullable=False),  # milliseconds since 1970, UTC; 0 is never
    Column("linked_at", BigInteger, nullable=False),  # when a link was made for them last
    Column("linked_by", Text, nullable=False),  # by whom
    PrimaryKeyConstraint("org", "person"),
    UniqueConstraint("org", "name"),
    typed(text="org person name password linked_by", integer="signed_at linked_at"),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("org", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("credential", LargeBinary, nullable=False),
    Column("key", LargeBinary, nullable=False),  # public, as COSE writes it
    Column("uses", BigInteger, nullable=False),  # as its device counts them
    Column("label", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("org", "id"),
    UniqueConstraint("org", "credential"),
    typed(text="org id person label", integer="uses made_at used_at", blob="credential key"),
)

identities = Table(  # at the identity provider of the settings: whom it means signs in here
    "identities",
    metadata,
    Column("org", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),  # a keyed digest of issuer and subject
    Column("made_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("org", "id"),
    UniqueConstraint("org", "subject"),
    typed(text="org id person issuer subject", integer="made_at used_at"),
)

sessions = Table(  # who is signed in on which device
    "sessions",
    metadata,
    Column("org", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("agent", Text, nullable=False),  # as the browser calls itself
    Column("how", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("org", "id"),
    UniqueConstraint("org", "digest"),
    typed(text="org id digest person agent how", integer="made_at seen_at"),
)

sign_in_links = Table(  # each signs in once
    "sign_in_links",
    metadata,
    Column("org", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("until_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("org", "digest"),
    typed(text="org digest person", integer="until_at"),
)

person_tokens = Table(  # for a person's programs
    "person_tokens",
    metadata,
    Column("org", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("until_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("org", "id"),
    UniqueConstraint("org", "digest"),
    typed(text="org id digest person reach label", integer="made_at until_at used_at"),
)

replies = Table(  # what a request under an Idempotency-Key was answered with, for a day: process, not record
    "replies",
    metadata,
    Column("org", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("key", Text, nullable=False),  # a keyed digest
    Column("request", Text, nullable=False),  # a keyed digest of all that was asked
    Column("owner", Text, nullable=False),  # of whoever is at it; "" once it is answered
    Column("until_at", BigInteger, nullable=False),  # milliseconds since 1970, UTC: until then it is theirs
    Column("made_at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=True),  # the answer, encrypted; nothing until there is one
    PrimaryKeyConstraint("org", "person", "key"),
    Index(None, "org", "made_at"),
    typed(text="org person key request owner", integer="until_at made_at", blob="sealed"),
)

preferences = Table(  # how each person likes to look at the desk: their own, and no part of any record
    "preferences",
    metadata,
    Column("org", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # encrypted: the name of a view can say as much as that of a case
    PrimaryKeyConstraint("org", "person"),
    typed(text="org person", blob="sealed"),
)

# Not in a backup: what was revoked after it was made would hold again, and what was purged would be there again.
PASSING = frozenset({"sessions", "sign_in_links", "person_tokens", "replies"})

REVISION = "0009"  # the newest step in store/migrations; a test holds the two equal


def check_revision(engine: Engine) -> None:
    """BadInput unless this program and the tables are of one age."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise BadInput("the database has no tables of a home", hint="check `database` in the home's tocsin.toml")
        stands = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if stands != REVISION:
        older = stands is not None and stands < REVISION
        hint = "back up, then run `tocsin upgrade`" if older else "install the version of tocsin that wrote it"
        raise BadInput(f"the database is at step {stands}, this program at {REVISION}", hint=hint)


def remember_tables(connection: Connection) -> None:
    """Write down what the tables of a SQLite file are, within the transaction that made them so."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {_sum_of_tables(connection)}")


def changed_tables(connection: Connection) -> Iterator[str]:
    """Whether the tables, indexes and rules of a SQLite file are no longer those that the migrations made."""
    if connection.dialect.name == "sqlite":
        written = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if written != _sum_of_tables(connection):
            yield "its tables, indexes or rules are not those that it was made with"


def _sum_of_tables(connection: Connection) -> int:
    # Thirty-one bits, what the field holds: against damage, not against somebody who would write it anew as well.
    made = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    digest = sha256(repr([tuple(row) for row in made]).encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1
