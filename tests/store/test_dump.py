"""What was dumped from either database is loaded into either, as it was, or not at all."""

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine, insert, select

from tocsin.store.database import open_engine, reading, writing
from tocsin.store.dump import dump, is_bare, load, step_of, strip
from tocsin.store.migrations import bring_up_to_date
from tocsin.store.schema import REVISION, entries, heads, meta, metadata, seals
from tocsin.vocab.errors import ActNotAllowed, BadInput

ORG = "org-" + "a" * 26
OTHER = "org-" + "b" * 26


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A SQLite database at the newest step."""
    engine = open_engine(f"sqlite:///{tmp_path}/a.db", create=True)
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of either product."""
    url = f"sqlite:///{tmp_path}/b.db" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    engine = open_engine(url, create=True)
    yield engine
    engine.dispose()


def _fill(engine: Engine, count: int = 3) -> None:
    with writing(engine) as connection:
        connection.execute(insert(meta).values(key="k", value="ü\u2028 ''"))
        for org in (ORG, OTHER):
            connection.execute(insert(heads).values(org=org, size=2**62, edge=b"", checkpoint=f"of {org}\n"))
            rows = [
                {"org": org, "idx": at, "stream": "s", "seq": at, "leaf": bytes(range(256)), "hash": b"\0" * 32}
                for at in range(count)
            ]
            connection.execute(insert(entries), rows)
            seal = {"org": org, "salt": b"s", "compartment": "ordinary", "size_bytes": 1}
            connection.execute(insert(seals).values(commit="1", name=f"small{org}", content=b"", **seal))
            connection.execute(insert(seals).values(commit="2", name=f"large{org}", content=None, **seal))


def _rows(engine: Engine, org: str) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with reading(engine) as connection:
        for table in metadata.sorted_tables:
            query = select(table).order_by(*table.primary_key.columns)
            if "org" in table.c:
                query = query.where(table.c.org == org)
            found[table.name] = [tuple(row) for row in connection.execute(query)]
    return found


def _dumped(engine: Engine, *orgs: str) -> bytes:
    target = io.BytesIO()
    dump(engine, orgs or (ORG, OTHER), target)
    return target.getvalue()


def test_there_and_back_over_either_database(engine: Engine, bare: Engine) -> None:
    _fill(engine)
    stream = _dumped(engine)
    bring_up_to_date(bare, to=REVISION)
    loaded = load(bare, io.BytesIO(stream))
    assert [_rows(bare, org) for org in (ORG, OTHER)] == [_rows(engine, org) for org in (ORG, OTHER)]
    assert _dumped(bare) == stream
    assert loaded.checkpoints == {ORG: f"of {ORG}\n", OTHER: f"of {OTHER}\n"}
    assert loaded.objects == {f"large{ORG}": ORG, f"large{OTHER}": OTHER}


def test_another_owner_of_the_same_database_is_left_out(engine: Engine, bare: Engine) -> None:
    _fill(engine)
    stream = _dumped(engine, ORG)
    assert OTHER.encode() not in stream
    bring_up_to_date(bare)
    assert load(bare, io.BytesIO(stream)).checkpoints == {ORG: f"of {ORG}\n"}


def test_many_rows_go_in_many_frames(engine: Engine, bare: Engine) -> None:
    _fill(engine, count=1_700)
    bring_up_to_date(bare)
    assert load(bare, io.BytesIO(_dumped(engine))).counts["entries"] == 3_400


def test_tables_that_hold_rows_are_not_loaded_into(engine: Engine) -> None:
    _fill(engine)
    with pytest.raises(ActNotAllowed, match="holds rows already"):
        load(engine, io.BytesIO(_dumped(engine)))


def test_every_truncation_is_refused_and_loads_nothing(engine: Engine, tmp_path: Path) -> None:
    _fill(engine)
    stream = _dumped(engine)
    other = open_engine(f"sqlite:///{tmp_path}/c.db", create=True)
    bring_up_to_date(other)
    for length in range(0, len(stream), 97):
        with pytest.raises(BadInput):
            load(other, io.BytesIO(stream[:length]))
    with pytest.raises(BadInput, match="end does not fit"):
        load(other, io.BytesIO(stream + b"\0"))
    assert not any(_rows(other, ORG).values())
    assert load(other, io.BytesIO(stream)).counts["heads"] == 2
    other.dispose()


def _frames(*frames: object) -> io.BytesIO:
    encoded = [msgspec.msgpack.encode(frame) for frame in frames]
    return io.BytesIO(b"".join(len(data).to_bytes(4, "big") + data for data in encoded))


BEGIN = {"type": "dump", "version": 1, "revision": REVISION}
META = {"type": "table", "name": "meta", "columns": ["key", "value"]}


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        ([BEGIN | {"version": 2}], "does not begin"),
        ([META], "does not begin"),
        ([BEGIN | {"revision": "0000"}], "of step 0000"),
        ([BEGIN, META | {"name": "sqlite_master"}], "a table 'sqlite_master'"),
        ([BEGIN, META | {"name": "alembic_version"}], "a table 'alembic_version'"),
        ([BEGIN, META | {"columns": ["key", "value); DROP TABLE meta"]}], "columns of meta"),
        ([BEGIN, META | {"columns": ["key", "value", "key"]}], "columns of meta"),
        ([BEGIN, {"type": "rows", "rows": [["a", "b"]]}], "no possible order"),
        ([BEGIN, META, {"type": "rows", "rows": [["a"]]}], "does not fit its table"),
        ([BEGIN, META, {"type": "rows", "rows": [["a", {"b": 1}]]}], "does not fit its table"),
        ([BEGIN, META, {"type": "rows", "rows": [["a", 0.5]]}], "does not fit its table"),
        ([BEGIN, META, {"type": "end", "counts": {"meta": 1}}], "end does not fit"),
        ([BEGIN, BEGIN], "no possible order"),
        ([BEGIN, ["not", "a", "frame"]], "cannot be read"),
    ],
)
def test_a_stream_of_somebody_else_is_refused(engine: Engine, frames: list[object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        load(engine, _frames(*frames))
    assert not any(_rows(engine, ORG).values())


def test_a_frame_that_claims_too_much_is_not_waited_for(engine: Engine) -> None:
    with pytest.raises(BadInput, match="one frame claims"):
        load(engine, io.BytesIO(b"\xff\xff\xff\xff"))


def test_a_bare_database_is_bare_again_after_stripping(bare: Engine) -> None:
    assert is_bare(bare)
    with pytest.raises(BadInput, match="no tables of a home"):
        step_of(bare)
    bring_up_to_date(bare)
    assert not is_bare(bare)
    assert step_of(bare) == REVISION
    strip(bare)
    assert is_bare(bare)


def test_an_unknown_step_is_refused(bare: Engine) -> None:
    with pytest.raises(BadInput, match="9999"):
        bring_up_to_date(bare, to="9999")
    assert is_bare(bare)
