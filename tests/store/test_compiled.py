"""A compiled statement does what Core would do, in both products, and fails as Core would fail."""

import pytest
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import IntegrityError

from tocsin.store.compiled import Compiled
from tocsin.store.database import reading, writing
from tocsin.store.schema import heads
from tocsin.vocab.errors import BadInput

INSERT = Compiled(heads.insert())
BY_ORG = Compiled(select(heads.c.size, heads.c.edge, heads.c.checkpoint).where(heads.c.org == bindparam("org")))
GROW = Compiled(heads.update().where(heads.c.org == bindparam("owner")), sets=("size", "edge"))


def _head(org: str, size: int = 0) -> dict[str, str | int | bytes | None]:
    return {"org": org, "size": size, "edge": b"\x00e", "checkpoint": "it's 100 %"}


def test_rows_go_in_and_come_out(engine: Engine) -> None:
    with writing(engine) as connection:
        INSERT.run(connection, [_head("org-a", 1)])
        INSERT.run(connection, [_head("org-b", 2), _head("org-c", 2**40)])
        INSERT.run(connection, [])
    with reading(engine) as connection:
        assert BY_ORG.row(connection, {"org": "org-a"}) == (1, b"\x00e", "it's 100 %")
        assert BY_ORG.row(connection, {"org": "org-c"}) == (2**40, b"\x00e", "it's 100 %")
        assert BY_ORG.row(connection, {"org": "org-d"}) is None


def test_an_update_sets_only_the_named_columns(engine: Engine) -> None:
    with writing(engine) as connection:
        INSERT.run(connection, [_head("org-a"), _head("org-b")])
        GROW.run(connection, [{"owner": "org-a", "size": 7, "edge": b"new"}])
    with reading(engine) as connection:
        assert BY_ORG.row(connection, {"org": "org-a"}) == (7, b"new", "it's 100 %")
        assert BY_ORG.row(connection, {"org": "org-b"}) == (0, b"\x00e", "it's 100 %")


def test_it_stands_or_falls_with_its_transaction(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        INSERT.run(connection, [_head("org-a")])
        transaction.rollback()
    with reading(engine) as connection:
        assert BY_ORG.row(connection, {"org": "org-a"}) is None


def test_outside_a_transaction_nothing_runs(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(AssertionError, match="transaction"):
        INSERT.run(connection, [_head("org-a")])
    with reading(engine) as connection:
        assert BY_ORG.row(connection, {"org": "org-a"}) is None


def test_a_double_key_is_the_fault_that_core_raises(engine: Engine) -> None:
    with writing(engine) as connection:
        INSERT.run(connection, [_head("org-a")])
    with pytest.raises(IntegrityError) as raised, writing(engine) as connection:
        INSERT.run(connection, [_head("org-a")])
    assert "100 %" not in str(raised.value)  # errors carry no content


def test_a_missing_table_is_said_in_our_own_words(bare_engine: Engine) -> None:
    with pytest.raises(BadInput, match="lacks a table"), reading(bare_engine) as connection:
        BY_ORG.row(connection, {"org": "org-a"})
