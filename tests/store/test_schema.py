"""The tables are what the program says they are, in either database."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from tests.store.logs import CASE, a_log, with_everything
from tocsin.store.database import open_engine, reading, unsoundness, writing
from tocsin.store.schema import REVISION, check_revision, metadata
from tocsin.vocab.errors import BadInput

BOUND = {"heads", "entries", "nodes", "seals", "entities", "objects", "leases", "notice_roads", "noticed"}
BOUND |= {"sign_ins", "passkeys", "sessions", "sign_in_links", "person_tokens", "replies"}  # every one an owner's
BOUND |= {"identities", "preferences"}


def _shape(engine: Engine) -> dict[str, dict[str, object]]:
    """What the database says of its own tables, without their order."""
    found = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in found.get_columns(table)
            },
            "primary key": found.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(
                (each["name"] or "", tuple(each["column_names"])) for each in found.get_unique_constraints(table)
            ),
            "indexes": sorted(
                (each["name"] or "", tuple(map(str, each["column_names"])), bool(each["unique"]))
                for each in found.get_indexes(table)
            ),
            "foreign keys": sorted(
                (tuple(each["constrained_columns"]), each["referred_table"], tuple(each["referred_columns"]))
                for each in found.get_foreign_keys(table)
            ),
            "checks": sorted((each["name"] or "", each["sqltext"]) for each in found.get_check_constraints(table)),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_the_migrations_make_the_tables_that_the_program_uses(engine: Engine) -> None:
    made = _shape(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        connection.rollback()
    with writing(engine) as connection:
        for table in reversed(metadata.sorted_tables):
            table.drop(connection)
    with writing(engine) as connection:
        metadata.create_all(connection)
    assert _shape(engine) == made
    assert set(made) == {table.name for table in metadata.sorted_tables}


def test_every_row_of_evidence_and_record_has_an_owner() -> None:
    assert {table.name for table in metadata.sorted_tables if "org" in table.columns} == BOUND
    for name in BOUND:
        assert next(iter(metadata.tables[name].primary_key)).name == "org"


def test_a_database_of_this_step_is_taken(engine: Engine) -> None:
    check_revision(engine)


@pytest.mark.parametrize(("stands", "hint"), [("0000", "tocsin upgrade"), ("9999", "install the version")])
def test_a_database_of_another_step_is_refused(engine: Engine, stands: str, hint: str) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :stands"), {"stands": stands})
    with pytest.raises(BadInput, match=f"step {stands}") as refused:
        check_revision(engine)
    assert hint in refused.value.hint


def test_a_database_without_tables_is_refused(bare_engine: Engine) -> None:
    with pytest.raises(BadInput, match="no tables"):
        check_revision(bare_engine)


def test_revision_is_text_that_sorts() -> None:
    assert REVISION.isdigit()
    assert len(REVISION) == 4


WRONG_TYPES = [
    "UPDATE entries SET leaf = CAST(leaf AS TEXT)",
    "UPDATE entries SET hash = 7",
    "UPDATE entries SET stream = CAST(stream AS BLOB)",
    "UPDATE entries SET seq = 'one'",
    "UPDATE heads SET edge = 'x'",
    "UPDATE heads SET checkpoint = x'00'",
    "UPDATE seals SET salt = 'x'",
    "UPDATE seals SET content = 'x'",
    "UPDATE seals SET size_bytes = x'00'",
    "UPDATE entities SET body = 'x'",
    "UPDATE objects SET body = 1.5",
]


@pytest.mark.parametrize("statement", WRONG_TYPES)
def test_sqlite_holds_every_column_to_its_type_and_finds_what_slipped_in(
    statement: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('typed')}/home.db", create=True)
    with writing(engine) as connection:
        metadata.create_all(connection)
    a_log(engine).open_new()
    a_log(engine).append(with_everything(CASE, 0, "a"))
    with reading(engine) as connection:
        assert list(unsoundness(connection)) == []
    with pytest.raises(IntegrityError, match="CHECK"), writing(engine) as connection:
        connection.exec_driver_sql(statement)
    with writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        connection.exec_driver_sql(statement)
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")
    with reading(engine) as connection:
        (said,) = unsoundness(connection)
    assert "CHECK constraint failed" in said
    engine.dispose()
