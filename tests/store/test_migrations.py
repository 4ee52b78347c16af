"""A database comes to the newest step, once, whole or not at all, and keeps what is in it."""

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from msgspec.structs import replace
from sqlalchemy import Engine, inspect, text

from tests.store.logs import CASE, ORG, a_log, with_everything
from tests.vocab.test_case_ref import BLOCK, CLOCK, ITEM, MIRA, NOON, TOLD
from tests.vocab.test_case_ref import CASE as AT_NOON
from tocsin.store import migrations
from tocsin.store.database import reading, writing
from tocsin.store.index import Index, put_entities, row_of
from tocsin.store.migrations import bring_up_to_date
from tocsin.store.schema import REVISION, changed_tables, check_revision
from tocsin.vocab.errors import BadInput


def _steps() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(config)


def test_the_newest_step_is_the_one_the_program_names() -> None:
    assert _steps().get_heads() == [REVISION]


def test_the_steps_are_one_line_in_the_order_of_their_names() -> None:
    names = [step.revision for step in _steps().walk_revisions()]
    assert names == sorted(names, reverse=True)
    for step in _steps().walk_revisions():
        assert Path(step.path).name.startswith(f"{step.revision}_")


def test_an_empty_database_comes_to_the_newest_step(bare_engine: Engine) -> None:
    bring_up_to_date(bare_engine)
    check_revision(bare_engine)


def test_a_database_at_the_newest_step_stays_as_it_is(engine: Engine) -> None:
    a_log(engine).open_new()
    a_log(engine).append(with_everything(CASE, 0, "a"))
    before = Index(engine, "org-" + "a" * 26).rows()
    bring_up_to_date(engine)
    assert Index(engine, "org-" + "a" * 26).rows() == before
    assert a_log(engine).size() == 1


def test_a_step_that_fails_leaves_nothing_behind(bare_engine: Engine) -> None:
    with writing(bare_engine) as connection:  # in the way of the last table of the first step
        connection.execute(text("CREATE TABLE objects (x INTEGER)"))
    with pytest.raises(Exception, match="objects"):
        bring_up_to_date(bare_engine)
    assert inspect(bare_engine).get_table_names() == ["objects"]


def test_an_unknown_step_is_refused(engine: Engine) -> None:
    with pytest.raises(BadInput, match="does not know"):
        bring_up_to_date(engine, to="7777")
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadInput, match="does not know"):
        bring_up_to_date(engine)


def test_there_is_no_way_back_but_a_backup(engine: Engine) -> None:
    for step in _steps().walk_revisions():
        with pytest.raises(RuntimeError, match="backup"):
            step.module.downgrade()
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISION


def test_a_database_of_the_first_step_gets_the_leases_and_keeps_what_is_in_it(bare_engine: Engine) -> None:
    bring_up_to_date(bare_engine, to="0001")
    with pytest.raises(BadInput, match="step 0001"):
        check_revision(bare_engine)
    a_log(bare_engine).open_new()
    a_log(bare_engine).append(with_everything(CASE, 0, "a"))
    before = Index(bare_engine, "org-" + "a" * 26).rows()
    assert not inspect(bare_engine).has_table("leases")
    bring_up_to_date(bare_engine)
    check_revision(bare_engine)
    assert inspect(bare_engine).has_table("leases")
    assert Index(bare_engine, "org-" + "a" * 26).rows() == before
    with reading(bare_engine) as connection:
        assert list(changed_tables(connection)) == []


def test_cases_of_an_older_home_get_the_references_that_a_rebuilt_index_gives_them(bare_engine: Engine) -> None:
    bring_up_to_date(bare_engine, to="0008")
    some = (
        AT_NOON,
        replace(AT_NOON, assigned=MIRA, block=BLOCK, changed_at=NOON.replace(microsecond=7)),
        replace(AT_NOON, closed_at=NOON, open_items=(ITEM,)),
        replace(AT_NOON, closed_at=NOON, duties={"nis2_23": replace(CLOCK, answer="no")}, parties={"party": TOLD}),
        replace(AT_NOON, duties={"nis2_23": CLOCK}),
        replace(AT_NOON, parties={"party": TOLD}),
    )
    rows = [row_of(replace(one, id=f"case-{place}"), "x") for place, one in enumerate(some)]
    with writing(bare_engine) as connection:
        put_entities(connection, ORG, [replace(row, ref="") for row in rows])
        put_entities(connection, ORG, [replace(rows[0], id="case-damaged", ref="", body=b"{}")])
    bring_up_to_date(bare_engine)
    found = Index(bare_engine, ORG).rows()
    assert [found["case", row.id] for row in rows] == rows
    assert found["case", "case-damaged"].ref == ""  # no case any more: rebuilding the index mends it
