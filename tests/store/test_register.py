"""The register: a row is made once; of one that is there only the place of its content changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from tocsin.store.database import open_engine, writing
from tocsin.store.register import Register, insert_seals, is_needed, moving, row_in
from tocsin.store.schema import metadata
from tocsin.vocab.errors import Gone
from tocsin.vocab.ports import Compartment, Seal

ORG, OTHER = "org-" + "a" * 26, "org-" + "b" * 26
SEAL = Seal(
    commit="c0" * 32,
    salt=b"s" * 32,
    compartment=Compartment.ORDINARY,
    name="a0" * 32,
    size_bytes=5,
    content=b"closed",
)
MOVED = replace(SEAL, compartment=Compartment.SEALED, name="b0" * 32, content=b"closed anew")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    small = request.param == "sqlite"
    made = open_engine(
        f"sqlite:///{tmp_path}/tocsin.db" if small else request.getfixturevalue("postgresql_url"), create=True
    )
    with writing(made) as connection:
        metadata.create_all(connection)
    yield made
    made.dispose()


def _insert(engine: Engine, *seals: Seal, org: str = ORG) -> None:
    with writing(engine) as connection:
        insert_seals(connection, org, seals)


def test_a_row_that_is_there_changes_its_place_and_neither_salt_nor_size(engine: Engine) -> None:
    _insert(engine, SEAL)
    _insert(engine, replace(MOVED, salt=b"x" * 32, size_bytes=7))
    row = Register(engine, ORG).row(SEAL.commit)
    assert (row.compartment, row.name, row.content) == ("sealed", MOVED.name, b"closed anew")
    assert (row.salt, row.size_bytes) == (SEAL.salt, SEAL.size_bytes)


def test_a_row_of_another_owner_is_not_touched(engine: Engine) -> None:
    _insert(engine, SEAL, org=OTHER)
    _insert(engine, MOVED)
    assert Register(engine, OTHER).row(SEAL.commit).name == SEAL.name
    with pytest.raises(Gone):
        Register(engine, "org-" + "c" * 26).row(SEAL.commit)


def test_moving_writes_over_the_row_it_knew_and_over_no_other(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(moving(ORG, MOVED, from_name=SEAL.name))
        with pytest.raises(Gone):
            row_in(connection, ORG, SEAL.commit)
    _insert(engine, SEAL)
    with writing(engine) as connection:
        connection.execute(moving(ORG, MOVED, from_name="d0" * 32))
        assert row_in(connection, ORG, SEAL.commit).name == SEAL.name
        connection.execute(moving(ORG, MOVED, from_name=SEAL.name))
        assert row_in(connection, ORG, SEAL.commit).name == MOVED.name
        assert is_needed(connection, ORG, MOVED.name)
        assert not is_needed(connection, ORG, SEAL.name)


def test_the_rows_are_found_by_commitment_and_by_name(engine: Engine) -> None:
    others = [replace(SEAL, commit=f"{number:064x}") for number in range(3)]
    _insert(engine, SEAL, *others)
    rows = Register(engine, ORG)
    commits = sorted((SEAL.commit, *(each.commit for each in others)))
    assert rows.named(SEAL.name) == tuple(commits)
    assert [row.commit for row in rows.rows()] == commits
    assert rows.known([SEAL.commit, "ff" * 32]) == {SEAL.commit}


def test_some_rows_are_found_together_page_after_page(engine: Engine) -> None:
    some = [replace(SEAL, commit=f"{number:064x}") for number in range(1_100)]
    _insert(engine, *some)
    _insert(engine, replace(SEAL, commit="e0" * 32), org=OTHER)
    found = Register(engine, ORG).some([*(seal.commit for seal in some), "e0" * 32])
    assert set(found) == {seal.commit for seal in some}
