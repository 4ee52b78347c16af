"""Whatever is changed in log, index, vault or keys behind the desk's back is found, or provably has no effect.

Every byte of every entry is changed; elsewhere some are, drawn with a fixed seed, and many more with `make endure`.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Table

from tests.endure.scene import make_eventful_home
from tests.endure.vandal import Vandal, flipped, what_desk_finds, what_is_found
from tocsin.ledger import merkle
from tocsin.rules.walk import Row, Walk
from tocsin.settings import load
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import rebuild
from tocsin.store import keys as keyring
from tocsin.store import schema
from tocsin.vocab.acts.intake import CaseAssigned
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.ports import Compartment
from tocsin.wiring import open_desk

SEED = 20260324
AGES = ("vault.age", "sealed.age", "privileged.age")
THOROUGH = bool(os.environ.get("TOCSIN_ENDURE"))


def _dice() -> random.Random:
    return random.Random(SEED)  # noqa: S311 -- the same samples in every run


def _some(few: int, many: int) -> int:
    """How many samples: a few in an ordinary run, many with `make endure`."""
    return many if THOROUGH else few


@pytest.fixture(scope="module")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which everything happened once, on SQLite and a folder."""
    home = tmp_path_factory.mktemp("eventful") / "home"
    make_eventful_home(home)
    return home


@pytest.fixture(scope="module")
def template(eventful: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with so many acts that the tree has a stored node."""
    home = tmp_path_factory.mktemp("long") / "home"
    shutil.copytree(eventful, home)
    _lengthen(home, 260)
    return home


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(template, tmp_path / "home"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """Such a house on either database: its desk, and somebody who changes its rows."""
    home = tmp_path / "home"
    if request.param == "sqlite":
        shutil.copytree(template, home)
    else:
        make_eventful_home(home, database=request.getfixturevalue("postgresql_url"))
        _lengthen(home, 260)
    with open_desk(home) as desk:
        assert what_desk_finds(desk) == []
        yield SimpleNamespace(desk=desk, vandal=Vandal(home), scale=1 if request.param == "sqlite" else 4)
        assert what_desk_finds(desk) == [], "the test did not put everything back"


def _lengthen(home: Path, size: int) -> None:
    with open_desk(home) as desk:
        case = next(iter(desk.index.all("case")))
        draft = desk.draft(desk.case(case.id))
        for _ in range(size - desk.log.size()):
            draft.add(CaseAssigned(person=desk.person))
        draft.record()


def _entries(desk: Desk) -> list[Row]:
    with desk.log.snapshot() as now:
        return [row for rows in now.rows() for row in rows]


def _walked(org: str, rows: list[Row]) -> Walk:
    walk = Walk(org)
    walk.page(rows)
    return walk


# --- the log ---------------------------------------------------------------------------------------------------------


def test_every_change_of_every_byte_of_every_entry_is_found_at_that_entry(eventful: Path) -> None:
    with open_desk(eventful) as desk:
        rows, org = _entries(desk), desk.org
    assert _walked(org, rows).findings == []
    checked = 0
    for at, (index, stream, seq, leaf, stored) in enumerate(rows):
        before = _walked(org, rows[:at])
        for changed in _changes(leaf, stored):
            walk = deepcopy(before)
            walk.page([(index, stream, seq, *changed), *rows[at + 1 : at + 2]])
            assert walk.findings, f"entry {index}: a change was not found"
            assert walk.findings[0].place.startswith(f"entry {index} (")
            checked += 1
    assert checked == sum(len(row[3]) + len(row[4]) for row in rows)


def _changes(leaf: bytes, stored: bytes) -> Iterator[tuple[bytes, bytes]]:
    for place in range(len(leaf)):
        yield flipped(leaf, place), stored
    for place in range(len(stored)):
        yield leaf, flipped(stored, place)


def test_the_whole_verification_says_the_same_of_a_sample(place: SimpleNamespace) -> None:
    chance = _dice()
    rows = place.vandal.rows(schema.entries)
    for _ in range(_some(30, 1500)):
        row = chance.choice(rows)
        column = chance.choice(("leaf", "hash"))
        at, mask = chance.randrange(len(row[column])), chance.randrange(1, 256)
        with place.vandal.changed(schema.entries, row, **{column: flipped(row[column], at, mask)}):
            assert what_desk_finds(place.desk)[0].startswith(f"entry {row['idx']} ")


def test_a_removed_entry_is_found_at_its_place(place: SimpleNamespace) -> None:
    rows = place.vandal.rows(schema.entries)
    for row in rows if THOROUGH else [*rows[:60:4], rows[255], rows[256], rows[-2]]:
        if row is not rows[-1]:
            with place.vandal.removed(schema.entries, row):
                assert what_desk_finds(place.desk)[0].startswith(f"entry {row['idx']}: missing")
    for tail in (1, 2, 10, len(rows)):
        with place.vandal.removed(schema.entries, *rows[-tail:]):
            assert any("end of the log" in found or "checkpoint" in found for found in what_desk_finds(place.desk))


def test_swapped_entries_are_found_at_the_first_of_them(place: SimpleNamespace) -> None:
    rows = place.vandal.rows(schema.entries)
    neighbours = next(at for at in range(50, 200) if rows[at]["stream"] == rows[at + 1]["stream"])
    for one, other in ((5, 6), (5, 9), (1, 40), (neighbours, neighbours + 1), (255, 256)):
        first, second = rows[one], rows[other]
        for columns in (("leaf", "hash"), ("leaf",), ("hash",), ("leaf", "hash", "stream", "seq")):
            moved = [
                {**{name: second[name] for name in columns}, "idx": first["idx"]},
                {**{name: first[name] for name in columns}, "idx": second["idx"]},
            ]
            place.vandal.remove(schema.entries, first, second)
            swapped = [first | moved[0], second | moved[1]]
            with place.vandal.added(schema.entries, *swapped):
                found = what_desk_finds(place.desk)
            place.vandal.put(schema.entries, first, second)
            assert found[0].startswith((f"entry {one}:", f"entry {one} ")), (columns, found)


def test_an_added_entry_is_found(place: SimpleNamespace) -> None:
    rows = place.vandal.rows(schema.entries)
    last = rows[-1]
    leaf = last["leaf"].replace(b'"seq":%d' % last["seq"], b'"seq":%d' % (last["seq"] + 1))
    made_up = last | {"idx": last["idx"] + 1, "seq": last["seq"] + 1, "leaf": leaf, "hash": merkle.leaf_hash(leaf)}
    assert leaf != last["leaf"]
    with place.vandal.added(schema.entries, made_up):
        assert f"entries {made_up['idx']} to {made_up['idx']}" in " ".join(what_desk_finds(place.desk))
    copy = last | {"idx": last["idx"] + 1, "seq": last["seq"] + 1}
    with place.vandal.added(schema.entries, copy):
        assert what_desk_finds(place.desk)[0].startswith(f"entry {copy['idx']}")
    far = made_up | {"idx": last["idx"] + 1000}
    with place.vandal.added(schema.entries, far):
        assert what_desk_finds(place.desk)[0].startswith(f"entry {last['idx'] + 1}: missing")
    before = rows[0] | {"idx": -1, "seq": 99_999}
    with place.vandal.added(schema.entries, before):
        assert what_desk_finds(place.desk)


def test_an_entry_under_another_name_is_found_at_its_place(place: SimpleNamespace) -> None:
    rows = place.vandal.rows(schema.entries)
    for row in rows if THOROUGH else rows[:60:5]:
        for change in ({"stream": "case-" + "z" * 26}, {"seq": row["seq"] + 100_000}, {"seq": -1}):
            with place.vandal.changed(schema.entries, row, **change):
                assert what_desk_finds(place.desk)[0].startswith(f"entry {row['idx']}:")
        for change in ({"org": "org-" + "z" * 26}, {"idx": 100_000}, {"idx": -7}):
            with place.vandal.changed(schema.entries, row, **change):
                found = what_desk_finds(place.desk)
                if row is rows[-1] and "idx" not in change:
                    assert any("end of the log" in one for one in found)
                    continue
                assert row is rows[-1] or found[0].startswith((f"entry {row['idx']}: missing", "entry 0: missing"))


def test_a_forged_act_with_its_hash_is_found_by_the_tree(place: SimpleNamespace) -> None:
    row = place.vandal.rows(schema.entries)[20]
    leaf = row["leaf"].replace(b'"by":"person-', b'"by":"person-', 1)[:-1] + b" }"
    with place.vandal.changed(schema.entries, row, leaf=leaf, hash=merkle.leaf_hash(leaf)):
        assert "entries 0 to 255: the stored subtree root" in " ".join(what_desk_finds(place.desk))


def test_a_log_cut_back_to_an_older_state_is_found_by_the_mirror_and_takes_no_more(place: SimpleNamespace) -> None:
    desk, vandal = place.desk, place.vandal
    old = {table: vandal.rows(table) for table in (schema.heads, schema.entities)}
    case = next(iter(desk.index.all("case")))
    draft = desk.draft(desk.case(case.id))
    draft.add(CaseAssigned(person=desk.person))
    draft.record()
    newer = {table: vandal.rows(table) for table in old}
    last = vandal.rows(schema.entries)[-1]
    for table, rows in old.items():
        vandal.remove(table, *newer[table])
        vandal.put(table, *rows)
    with vandal.removed(schema.entries, last):
        signed, there = last["idx"] + 1, last["idx"]
        assert what_desk_finds(desk) == [
            f"the end of the log: a checkpoint of {signed} entries was signed, but only {there} are there"
        ]
        draft = desk.draft(desk.case(case.id))
        draft.add(CaseAssigned(person=desk.person))
        with pytest.raises(ProofFailed, match="put back"):
            draft.record()
    for table, rows in newer.items():
        vandal.remove(table, *old[table])
        vandal.put(table, *rows)


def test_a_database_file_put_back_to_an_older_copy_is_found(home: Path) -> None:
    older = (home / "tocsin.db").read_bytes()
    _lengthen(home, 270)
    assert what_is_found(home) == []
    for left in home.glob("tocsin.db-*"):
        left.unlink()
    (home / "tocsin.db").write_bytes(older)
    assert "a checkpoint of 270 entries was signed, but only 260 are there" in what_is_found(home)[0]
    with open_desk(home) as desk:
        rebuild(desk)  # and making the index anew does not hide it
    assert "270" in what_is_found(home)[0]


def test_the_terminal_names_the_entry_and_leaves_with_one(home: Path) -> None:
    vandal = Vandal(home)
    row = vandal.rows(schema.entries)[33]
    vandal.change(schema.entries, row, leaf=flipped(row["leaf"], 40))
    command = [sys.executable, "-c", "from tocsin.cli import main; main()", "ledger", "verify", "--json"]
    done = subprocess.run([*command, "--home", str(home)], capture_output=True, check=False)
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert said["holds"] is False
    assert said["findings"][0]["place"].startswith("entry 33 ")


# --- everything else that lies in the database -----------------------------------------------------------------------

CHANGED_COLUMNS: list[tuple[Table, int, int]] = [  # table, rows changed in an ordinary run, with `make endure`
    (schema.heads, 1, 1),
    (schema.nodes, 1, 1),
    (schema.seals, 6, 1000),
    (schema.entities, 8, 1000),
    (schema.objects, 3, 1000),
]


@pytest.mark.parametrize(("table", "few", "many"), CHANGED_COLUMNS, ids=lambda given: getattr(given, "name", ""))
def test_a_change_in_any_column_is_found(place: SimpleNamespace, table: Table, few: int, many: int) -> None:
    chance = _dice()
    rows = place.vandal.rows(table)
    assert rows
    for row in chance.sample(rows, min(len(rows), _some(-(-few // place.scale), many // place.scale**2))):
        for column in table.columns:
            for value in _other_values(row[column.name], chance):
                with place.vandal.changed(table, row, **{column.name: value}):
                    found = what_desk_finds(place.desk)
                assert found, f"{table.name}.{column.name} of {row}: {value!r} was not found"


@pytest.mark.parametrize("table", [schema.seals, schema.entities, schema.objects, schema.nodes], ids=lambda t: t.name)
def test_a_removed_row_is_found(place: SimpleNamespace, table: Table) -> None:
    rows = place.vandal.rows(table)
    for row in rows if THOROUGH else _dice().sample(rows, min(len(rows), 12)):
        with place.vandal.removed(table, row):
            assert what_desk_finds(place.desk), f"{table.name}: {row} was not missed"


def test_a_missing_head_is_found(place: SimpleNamespace) -> None:
    (head,) = place.vandal.rows(schema.heads)
    with place.vandal.removed(schema.heads, head):
        assert "the head of the log: it is missing" in what_desk_finds(place.desk)


def test_an_added_index_row_is_found(place: SimpleNamespace) -> None:
    row = place.vandal.rows(schema.entities)[0]
    with place.vandal.added(schema.entities, row | {"id": "case-" + "z" * 26}):
        assert f"the index, {row['kind']} case-zzz" in what_desk_finds(place.desk)[0]


def test_another_act_s_seal_does_not_pass_for_this_one(place: SimpleNamespace) -> None:
    one, other = [row for row in place.vandal.rows(schema.seals) if row["content"]][:2]
    borrowed = {name: other[name] for name in ("salt", "name", "size_bytes", "content")}
    with place.vandal.changed(schema.seals, one, **borrowed):
        assert one["commit"] in what_desk_finds(place.desk)[0]


def test_a_table_that_nothing_is_in_needs_no_check_yet(template: Path) -> None:
    assert Vandal(template).rows(schema.meta) == []  # whatever will lie there has to be changed above


def test_a_database_of_another_step_is_refused(home: Path) -> None:
    Vandal(home).say("UPDATE alembic_version SET version_num = '0000'")
    assert what_is_found(home)[0].startswith("refused: the database is at step 0000")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER quiet AFTER INSERT ON seals BEGIN DELETE FROM seals WHERE org = NEW.org; END",
        "DROP INDEX ix_seals_org_name",
        "ALTER TABLE entries ADD COLUMN forged TEXT",
        "CREATE VIEW other AS SELECT 1",
    ],
)
def test_changed_tables_of_the_file_are_found(home: Path, statement: str) -> None:
    Vandal(home).say(statement)
    assert what_is_found(home)[0].startswith("the database file: its tables")


def _other_values(value: object, chance: random.Random) -> Iterator[object]:
    match value:
        case bytes():
            for place in {0, len(value) - 1, chance.randrange(len(value))} if value else ():
                yield flipped(value, place, chance.randrange(1, 256))
            yield value[:-1]
            yield value + b"\x00"
        case str():
            for place in {0, len(value) - 1, chance.randrange(len(value))} if value else ():
                yield value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
            yield value + "x"
        case int():
            yield -1 - value
            yield value + 2**30  # a level has 32 bits
        case None:
            yield b"\x00"
        case _:
            raise TypeError(type(value))


@pytest.mark.parametrize("column", ["checkpoint", "edge"])
def test_every_change_of_every_byte_of_the_head_is_found(home: Path, column: str) -> None:
    vandal = Vandal(home)
    (head,) = vandal.rows(schema.heads)
    content = head[column] if column == "edge" else head[column].encode()
    changing = f"UPDATE heads SET {column} = {'?' if column == 'edge' else 'CAST(? AS TEXT)'}"  # noqa: S608 -- our own words
    with open_desk(home) as desk:
        for place in range(len(content)):
            vandal.say(changing, flipped(content, place))
            assert what_desk_finds(desk), f"byte {place} of {column}"
        vandal.say(changing, content)
        assert what_desk_finds(desk) == []


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_changed_byte_of_the_database_file_is_found_or_changes_no_row(home: Path) -> None:
    file = home / "tocsin.db"
    whole, before = file.read_bytes(), _everything_in(home)
    chance, silent, found = _dice(), 0, 0
    places = [*range(100), *(chance.randrange(100, len(whole)) for _ in range(_some(150, 6000)))]
    for place in places if THOROUGH else places[::2]:
        mask = 1 if chance.random() < 0.5 else chance.randrange(1, 256)
        for left in home.glob("tocsin.db-*"):
            left.unlink()
        file.write_bytes(flipped(whole, place, mask))
        if what_is_found(home):
            found += 1
            continue
        silent += 1  # then it lies where no row is: free space of a page, or a field of the header that only informs
        assert _everything_in(home) == before, f"byte {place} ^ {mask} changed a row and was not found"
    assert found > silent / 4


def _everything_in(home: Path) -> list[tuple[object, ...]]:
    """Every row of every table, whether found by its table or by an index, and what the tables are."""
    vandal = Vandal(home)
    queries = ["SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name", "PRAGMA integrity_check"]
    for name, table in schema.metadata.tables.items():
        keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
        # By the tree of the table itself, and by that of its key; a table without row ids has the one alone.
        for order in ("rowid", keys) if table.dialect_options["sqlite"]["with_rowid"] else (keys,):
            queries.append(f"SELECT * FROM {name} ORDER BY {order}")  # noqa: S608 -- our own names
    said = [row for query in queries for row in vandal.say(query)]
    vandal.close()
    return said


def _objects(home: Path) -> list[Path]:
    return sorted(path for path in (home / "vault").rglob("*") if path.is_file())


def test_a_change_in_an_object_of_the_vault_is_found(home: Path) -> None:
    chance, objects = _dice(), _objects(home)
    assert len(objects) >= 2
    for path in objects:
        whole = path.read_bytes()
        middle = [chance.randrange(200, len(whole)) for _ in range(_some(20, 400))]
        head = range(0, 200) if THOROUGH else range(0, 200, 9)
        changes = [flipped(whole, place, chance.randrange(1, 256)) for place in (*head, *middle, len(whole) - 1)]
        for changed in (*changes, whole[:-1], whole[:100], b"", whole + b"\x00", whole + whole):
            path.write_bytes(changed)
            assert what_is_found(home), path
        path.unlink()
        assert "is not there" in what_is_found(home)[0]
        path.write_bytes(whole)
    first, second, *_ = objects
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    assert len(what_is_found(home)) >= 2


def test_a_changed_byte_of_a_key_file_is_found_or_leaves_the_same_key(home: Path) -> None:
    org = load(home).organization
    before, silent = _keys_of(home, org), list[str]()
    for path in sorted((home / "keys" / org).iterdir()):
        whole = path.read_bytes()
        for place in range(0, len(whole), 1 if THOROUGH else 7):
            path.write_bytes(flipped(whole, place))
            if not what_is_found(home):
                silent.append(f"{path.name} {place}")
                assert _keys_of(home, org) == before, f"{path.name}: byte {place} gives another key, not found"
        path.unlink()
        assert "missing" in what_is_found(home)[0]
        path.touch(mode=0o600)
        path.write_bytes(whole)
    # Ends of lines and the like: files that are text have some, and the key that is read is the same.
    assert {place.split()[0] for place in silent} <= {"log.pem", "records.pem", "names.key", *AGES}, silent
    assert [place for place in silent if place.startswith("names.key")] in ([], ["names.key 64"])


def _keys_of(home: Path, org: str) -> tuple[object, ...]:
    found = keyring.open(home, org)
    identities = tuple(str(found.identity(compartment)) for compartment in Compartment)
    records = found.records.private_numbers().private_value
    return found.log.private_bytes_raw(), records, found.names, identities


def test_exchanged_key_files_are_found(home: Path) -> None:
    folder = home / "keys" / load(home).organization
    ages = [folder / name for name in AGES]
    contents = [path.read_bytes() for path in ages]
    for path, content in zip(ages, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    assert what_is_found(home)


def test_every_change_of_every_byte_of_the_mirror_is_found(home: Path) -> None:
    mirror = home / "checkpoints" / load(home).organization
    whole = mirror.read_bytes()
    with open_desk(home) as desk:
        for place in range(len(whole)):
            mirror.write_bytes(flipped(whole, place))
            assert "the mirrored checkpoint" in what_desk_finds(desk)[0], place
        mirror.unlink()
        assert "missing" in what_desk_finds(desk)[0]


def test_a_fault_in_one_place_does_not_hide_one_in_another(home: Path) -> None:
    vandal = Vandal(home)
    rows = vandal.rows(schema.entries)
    for place in (3, 30, 59):
        vandal.change(schema.entries, rows[place], leaf=flipped(rows[place]["leaf"], 50))
    found = what_is_found(home)
    assert [one.split(" (")[0] for one in found[:3]] == ["entry 3", "entry 30", "entry 59"]


def test_what_nobody_changed_holds(home: Path) -> None:
    assert what_is_found(home) == []
    (home / "tocsin.toml").unlink()
    assert what_is_found(home)[0].startswith("refused: ")
