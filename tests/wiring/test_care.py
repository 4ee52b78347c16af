"""What was backed up comes back and verifies, from either database and vault into either."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

import tocsin
from tests.backups import Change, listing, rewritten
from tests.builders import a_case, an_item
from tests.servers import S3Place
from tocsin.settings import load
from tocsin.stages import account
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.stages.people import people
from tocsin.stages.sealing import purge
from tocsin.store import dump
from tocsin.store.backup import Manifest
from tocsin.store.blobs import open_blobs
from tocsin.store.database import open_engine, reading, writing
from tocsin.store.schema import REVISION, metadata, remember_tables, seals
from tocsin.vocab.acts.evidence import ItemPurged
from tocsin.vocab.case import Item
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.errors import ActNotAllowed, BadInput, ProofFailed
from tocsin.vocab.sheet import NoteSheet
from tocsin.wiring import desk_over, engine_of, open_desk, owners_of
from tocsin.wiring.care import back_up, bring_back, upgrade
from tocsin.wiring.founding import found_organization, make_home

LARGE = os.urandom(120_000)
FIRST = {"meta", "heads", "entries", "nodes", "seals", "entities", "objects"}  # the tables of the first step


def _home(folder: Path, database: str = "", vault: str = "") -> tuple[Path, Item]:
    home = folder / "home"
    make_home(home, person="Ada", database=database, vault=vault)
    with open_desk(home) as desk:
        case = a_case(desk)
        large = an_item(desk, case, LARGE)
        an_item(desk, case, b"small")
    return home, large


def _content(desk: Desk, item: Item) -> bytes:
    return b"".join(desk.vault.open(desk.item(item.id).content))


def _lone(folder: Path) -> list[str]:
    """What lies in a folder, half backups and half homes included."""
    return sorted(path.name for path in folder.iterdir())


def test_there_and_back_on_sqlite_and_a_folder(tmp_path: Path) -> None:
    home, item = _home(tmp_path)
    (home / "tocsin.toml").write_text((home / "tocsin.toml").read_text() + "# a remark of ours\n")
    own = home / "catalogues" / "templates" / "poisoned-dataset.toml"
    own.parent.mkdir()
    shutil.copy(Path(tocsin.__file__).parent / "catalogues" / "templates" / "poisoned-dataset.toml", own)
    made = back_up(home, tmp_path / "a.tar")
    restored = bring_back(tmp_path / "a.tar", tmp_path / "again")
    assert restored.manifest == made
    assert (restored.is_verified, restored.findings) == (True, ())
    again = tmp_path / "again"
    for name in ("tocsin.toml", f"checkpoints/{load(home).organization}", "catalogues/templates/poisoned-dataset.toml"):
        assert (again / name).read_bytes() == (home / name).read_bytes()
    assert {oct(path.stat().st_mode & 0o777) for path in (again, *again.rglob("*"))} <= {"0o700", "0o600"}
    with open_desk(home) as old, open_desk(again) as new:
        assert new.log.checkpoint() == old.log.checkpoint()
        assert people(new) == people(old)
        assert _content(new, item) == LARGE
        an_item(new, a_case(new), b"and it goes on")
    assert _lone(tmp_path) == ["a.tar", "again", "home"]


@pytest.mark.postgresql
@pytest.mark.s3
def test_there_and_back_on_postgresql_and_s3(tmp_path: Path, postgresql_url: str, s3_bucket: S3Place) -> None:
    home, item = _home(tmp_path, postgresql_url, s3_bucket.url)
    back_up(home, tmp_path / "a.tar")
    with pytest.raises(BadInput, match="kept its database at postgresql"):
        bring_back(tmp_path / "a.tar", tmp_path / "again")
    with pytest.raises(BadInput, match="kept its vault at s3"):
        bring_back(tmp_path / "a.tar", tmp_path / "again", database="sqlite:///tocsin.db")
    with pytest.raises(ActNotAllowed, match="holds a home already"):
        bring_back(tmp_path / "a.tar", tmp_path / "again", database=postgresql_url, vault=s3_bucket.url)
    engine = open_engine(postgresql_url)
    dump.strip(engine)
    with pytest.raises(ActNotAllowed, match="holds objects of this home"):
        bring_back(tmp_path / "a.tar", tmp_path / "again", database=postgresql_url, vault=s3_bucket.url)
    assert dump.is_bare(engine)
    engine.dispose()
    fresh = s3_bucket.url.replace("?", "-again?", 1)
    restored = bring_back(tmp_path / "a.tar", tmp_path / "again", database=postgresql_url, vault=fresh)
    assert (restored.is_verified, restored.findings) == (True, ())
    with open_desk(tmp_path / "again") as desk:
        assert _content(desk, item) == LARGE
        assert desk.settings.vault == fresh


@pytest.mark.postgresql
@pytest.mark.s3
def test_a_home_changes_its_database_and_its_vault(tmp_path: Path, postgresql_url: str, s3_bucket: S3Place) -> None:
    home, item = _home(tmp_path)
    back_up(home, tmp_path / "a.tar")
    there = tmp_path / "there"
    assert bring_back(tmp_path / "a.tar", there, database=postgresql_url, vault=s3_bucket.url).is_verified
    back_up(there, tmp_path / "b.tar")
    again = tmp_path / "again"
    assert bring_back(tmp_path / "b.tar", again, database="sqlite:///tocsin.db", vault="vault").is_verified
    with open_desk(home) as old, open_desk(again) as new:
        assert new.log.checkpoint() == old.log.checkpoint()
        assert _content(new, item) == LARGE


WRITES = """
import os, sys
from io import BytesIO
from pathlib import Path
from tests.backups import Change, listing, rewritten
from tests.builders import a_case, an_item
from tocsin.stages.sealing import purge
from tocsin.wiring import open_desk
with open_desk(Path(sys.argv[1])) as desk:
    print("here", flush=True)
    while True:
        case = a_case(desk)
        items = [an_item(desk, case, os.urandom(size)) for size in (100, 40_000, 40_000)]
        purge(desk, items[1], reason="retention", because="its time is over")
        print(desk.log.size(), flush=True)
"""


def _back_up_while_another_writes(home: Path, folder: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    writer = subprocess.Popen([sys.executable, "-c", WRITES, str(home)], stdout=subprocess.PIPE, cwd=root)
    try:
        assert writer.stdout
        assert writer.stdout.readline() == b"here\n"
        for number in range(4):
            with open_desk(home) as desk:
                before = desk.log.size()
            made = back_up(home, folder / f"{number}.tar")
            with open_desk(home) as desk:
                deadline = time.monotonic() + 30
                while desk.log.size() == before and time.monotonic() < deadline:
                    time.sleep(0.01)
                assert desk.log.size() > before  # the writer was not kept out
            assert made.absent == ()
    finally:
        writer.kill()
        writer.wait()
    for number in range(4):
        again = folder / f"again{number}"
        restored = bring_back(folder / f"{number}.tar", again, database="sqlite:///tocsin.db", vault="vault")
        assert (restored.is_verified, restored.findings) == (True, ())


def test_a_backup_made_while_another_process_writes_and_purges_verifies(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    _back_up_while_another_writes(home, tmp_path)


@pytest.mark.postgresql
@pytest.mark.s3
def test_the_same_on_postgresql_and_s3(tmp_path: Path, postgresql_url: str, s3_bucket: S3Place) -> None:
    home, _ = _home(tmp_path, postgresql_url, s3_bucket.url)
    _back_up_while_another_writes(home, tmp_path)


def test_several_organizations_of_one_home_come_back(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    settings = load(home)
    other = replace(settings, organization="org-" + "b" * 26, acting="person-" + "b" * 26, database=settings.database)
    engine = engine_of(home, settings)
    found_organization(home, other, engine, person="Bo", organization="Other Org")
    an_item(desk := desk_over(home, other, engine), a_case(desk), LARGE)
    engine.dispose()
    back_up(home, tmp_path / "a.tar")
    restored = bring_back(tmp_path / "a.tar", tmp_path / "again")
    assert (restored.is_verified, restored.findings) == (True, ())
    assert owners_of(tmp_path / "again", settings) == (settings.organization, other.organization)
    assert set(restored.manifest.checkpoints) == {settings.organization, other.organization}


def test_people_come_back_signed_out_and_sign_in_as_before(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    with open_desk(home) as desk:
        desk.accounts.put_name(desk.person, "digest")
        desk.accounts.put_password(desk.person, "kept")
        link = account.make_link(desk, desk.person).path.removeprefix(account.LINK_PATH)
        account.open_session(desk, desk.person, agent="", how="link")
        account.make_token(desk, desk.person, TokenReach.READ, days=9)
    back_up(home, tmp_path / "a.tar")
    bring_back(tmp_path / "a.tar", tmp_path / "again")
    with open_desk(tmp_path / "again") as desk:
        (kept,) = desk.accounts.sign_ins()
        assert (kept.name, kept.password) == ("digest", "kept")
        assert not desk.accounts.sessions()
        assert not desk.accounts.tokens()
        assert account.use_link(desk, link) is None


def test_a_home_beside_ours_in_one_database_is_not_taken(tmp_path: Path, postgresql_url: str) -> None:
    home, _ = _home(tmp_path, postgresql_url)
    make_home(tmp_path / "beside", person="Bo", database=postgresql_url)
    made = back_up(home, tmp_path / "a.tar")
    assert set(made.checkpoints) == {load(home).organization}
    assert load(tmp_path / "beside").organization.encode() not in (tmp_path / "a.tar").read_bytes()


def test_without_keys_it_is_restored_and_not_called_verified(tmp_path: Path) -> None:
    home, item = _home(tmp_path)
    back_up(home, tmp_path / "a.tar", with_keys=False)
    restored = bring_back(tmp_path / "a.tar", tmp_path / "again")
    assert (restored.is_verified, restored.checked) == (False, 0)
    shutil.copytree(home / "keys", tmp_path / "again" / "keys")
    with open_desk(tmp_path / "again") as desk:
        assert _content(desk, item) == LARGE


def test_what_was_lost_before_is_found_after(tmp_path: Path) -> None:
    home, item = _home(tmp_path)
    (stored,) = [path for path in (home / "vault").rglob("*") if path.is_file()]
    stored.unlink()
    assert len(back_up(home, tmp_path / "a.tar").absent) == 1
    restored = bring_back(tmp_path / "a.tar", tmp_path / "again")
    assert not restored.is_verified
    assert any(item.id in finding or item.content in finding for finding in restored.findings)


def test_a_database_that_was_put_back_stays_found_out_after_a_backup(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    shutil.copy(home / "tocsin.db", tmp_path / "old.db")
    with open_desk(home) as desk:
        a_case(desk)
    shutil.copy(tmp_path / "old.db", home / "tocsin.db")
    back_up(home, tmp_path / "a.tar")
    restored = bring_back(tmp_path / "a.tar", tmp_path / "again")
    assert not restored.is_verified


def test_an_existing_home_is_never_restored_over(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    back_up(home, tmp_path / "a.tar")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("home", "full", "link", "a.tar"):
        with pytest.raises(ActNotAllowed, match="is not empty"):
            bring_back(tmp_path / "a.tar", tmp_path / name)
    assert _lone(tmp_path / "full") == ["mine"]
    (tmp_path / "empty").mkdir()
    assert bring_back(tmp_path / "a.tar", tmp_path / "empty").is_verified


def test_a_place_outside_the_home_is_used_only_where_it_is_named(tmp_path: Path) -> None:
    home, _ = _home(tmp_path, f"sqlite:///{tmp_path}/outside.db", str(tmp_path / "elsewhere"))
    back_up(home, tmp_path / "a.tar")
    shutil.move(tmp_path / "outside.db", tmp_path / "kept.db")
    shutil.move(tmp_path / "elsewhere", tmp_path / "kept")
    with pytest.raises(BadInput, match="kept its database at"):
        bring_back(tmp_path / "a.tar", tmp_path / "again")
    with pytest.raises(BadInput, match="kept its vault at"):
        bring_back(tmp_path / "a.tar", tmp_path / "again", database="sqlite:///tocsin.db")
    assert _lone(tmp_path) == ["a.tar", "home", "kept", "kept.db"]
    assert bring_back(tmp_path / "a.tar", tmp_path / "again", database="sqlite:///tocsin.db", vault="v").is_verified


def _another_checkpoint(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    return replace(manifest, checkpoints=dict.fromkeys(manifest.checkpoints, "another"))


def _one_object_less(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    del parts[max(name for name in parts if name.startswith("vault/"))]
    return replace(manifest, parts=listing(parts))


def _half_a_database(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    parts["database.dump"] = parts["database.dump"][:-20]
    return replace(manifest, parts=listing(parts))


def _an_unknown_step(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    return replace(manifest, revision="9999")


def _broken_settings(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    parts["tocsin.toml"] = b"organization = 1"
    return replace(manifest, parts=listing(parts))


def _a_database_elsewhere(manifest: Manifest, parts: dict[str, bytes]) -> Manifest:
    parts["tocsin.toml"] += b'database = "sqlite:///../elsewhere.db"\n'
    return replace(manifest, parts=listing(parts))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_another_checkpoint, "not at the checkpoint"),
        (_one_object_less, "not in the backup"),
        (_half_a_database, "ends too early"),
        (_an_unknown_step, "9999"),
        (_broken_settings, "organization"),
    ],
)
@pytest.mark.postgresql
@pytest.mark.s3
def test_a_restore_that_fails_leaves_nothing_behind(
    tmp_path: Path, postgresql_url: str, s3_bucket: S3Place, change: Change, said: str
) -> None:
    home, _ = _home(tmp_path)
    with open_desk(home) as desk:
        an_item(desk, a_case(desk), os.urandom(50_000))
    back_up(home, tmp_path / "a.tar")
    bad = rewritten(tmp_path / "a.tar", tmp_path / "b.tar", change)
    with pytest.raises((BadInput, ProofFailed), match=said):
        bring_back(bad, tmp_path / "again", database=postgresql_url, vault=s3_bucket.url)
    with pytest.raises((BadInput, ProofFailed), match=said):
        bring_back(bad, tmp_path / "again")
    engine = open_engine(postgresql_url)
    assert dump.is_bare(engine)
    engine.dispose()
    assert list(open_blobs(s3_bucket.url).listed("")) == []
    assert _lone(tmp_path) == ["a.tar", "b.tar", "home"]


def test_a_changed_backup_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    back_up(home, tmp_path / "a.tar")
    raw = bytearray((tmp_path / "a.tar").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "b.tar").write_bytes(raw)
    with pytest.raises((BadInput, ProofFailed)):
        bring_back(tmp_path / "b.tar", tmp_path / "deep" / "again")
    assert _lone(tmp_path) == ["a.tar", "b.tar", "home"]


def test_settings_in_a_backup_cannot_lead_out_of_the_home(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    back_up(home, tmp_path / "a.tar")
    bad = rewritten(tmp_path / "a.tar", tmp_path / "b.tar", _a_database_elsewhere)
    with pytest.raises(BadInput, match="kept its database at"):
        bring_back(bad, tmp_path / "again")
    assert _lone(tmp_path) == ["a.tar", "b.tar", "home"]


def test_a_purged_object_does_not_come_back(tmp_path: Path) -> None:
    home, item = _home(tmp_path)
    with open_desk(home) as desk:
        purge(desk, item, reason="retention", because="its time is over")
    back_up(home, tmp_path / "a.tar")
    assert bring_back(tmp_path / "a.tar", tmp_path / "again").is_verified
    assert list(open_blobs(tmp_path / "again" / "vault").listed("")) == []
    engine = open_engine(f"sqlite:///{tmp_path}/again/tocsin.db")
    with reading(engine) as connection:
        commits = list(connection.scalars(select(seals.c.commit)))
    assert item.content not in commits
    engine.dispose()


def test_a_purge_that_was_only_recorded_yet_is_finished_by_the_restore(tmp_path: Path) -> None:
    home, item = _home(tmp_path)
    with open_desk(home) as desk:
        draft = desk.draft(desk.case(item.case))
        draft.add(ItemPurged(item=item.id, reason="retention", sheet=draft.sheet(NoteSheet(text="over"))))
        draft.record()
    back_up(home, tmp_path / "a.tar")
    assert bring_back(tmp_path / "a.tar", tmp_path / "again").is_verified
    assert list(open_blobs(tmp_path / "again" / "vault").listed("")) == []


def test_there_is_nothing_to_upgrade(tmp_path: Path) -> None:
    home, _ = _home(tmp_path)
    assert upgrade(home) is None
    assert not (home / "backups").exists()


STEP = '''"""A later table."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table("later", sa.Column("key", sa.Text, primary_key=True))
'''


def _later_program(folder: Path) -> Path:
    """A copy of the package with one step more."""
    package = folder / "later" / "tocsin"
    shutil.copytree(Path(tocsin.__file__).parent, package)
    schema = package / "store" / "schema.py"
    schema.write_text(schema.read_text().replace(f'REVISION = "{REVISION}"', 'REVISION = "9999"'))
    (package / "store" / "migrations" / "versions" / "9999_later.py").write_text(STEP.format(before=REVISION))
    return package.parent


def _later(program: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    code = "import sys; from tocsin.cli import main; main()"
    environment = os.environ | {"PYTHONPATH": str(program)}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_later_program_upgrades_after_a_backup_of_the_state_before(tmp_path: Path) -> None:
    home, item = _home(tmp_path)
    program = _later_program(tmp_path)
    with open_desk(home):
        refused = _later(program, "upgrade", "--home", str(home))
    assert (refused.returncode, "another process uses this home" in refused.stderr) == (1, True)
    done = _later(program, "upgrade", "--home", str(home))
    assert done.returncode == 0, done.stderr
    assert "to 9999" in done.stdout
    (saved,) = (home / "backups").iterdir()
    assert _later(program, "ledger", "verify", "--home", str(home)).returncode == 0
    assert "nothing to do" in _later(program, "upgrade", "--home", str(home)).stdout
    with pytest.raises(BadInput, match="9999"):
        upgrade(home)  # this program is now the older one
    assert bring_back(saved, tmp_path / "again").is_verified  # and here is the way back
    with open_desk(tmp_path / "again") as desk:
        assert _content(desk, item) == LARGE
    # The later program restores the older backup and brings it up to date at once.
    restored = _later(program, "restore", str(saved), "--home", str(tmp_path / "newer"))
    assert restored.returncode == 0, restored.stderr
    assert _later(program, "ledger", "verify", "--home", str(tmp_path / "newer")).returncode == 0
    newer = _later(program, "backup", str(tmp_path / "newer.tar"), "--home", str(tmp_path / "newer"))
    assert newer.returncode == 0, newer.stderr
    with pytest.raises(BadInput, match="9999"):
        bring_back(tmp_path / "newer.tar", tmp_path / "older")
    assert not (tmp_path / "older").exists()


def _back_at_the_first_step(home: Path) -> None:
    """As the first program left it: without the tables of later steps, and with all else as it is."""
    engine = engine_of(home, load(home))
    with writing(engine) as connection:
        for index in ("ix_entities_waiting", "ix_entities_cases", "ix_entities_cases_of_class", "ix_entities_items"):
            connection.exec_driver_sql(f"DROP INDEX {index}")
        for table in metadata.tables.keys() - FIRST:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        remember_tables(connection)
    engine.dispose()


def test_a_home_of_the_first_step_is_upgraded_with_everything_in_it(tmp_path: Path) -> None:
    home, item = _home(tmp_path)
    _back_at_the_first_step(home)
    with pytest.raises(BadInput, match="step 0001") as refused, open_desk(home):
        pass
    assert "tocsin upgrade" in refused.value.hint
    done = upgrade(home)
    assert done is not None
    assert (done.before, done.after) == ("0001", REVISION)
    with open_desk(home) as desk:
        assert verify(desk).holds
        assert _content(desk, item) == LARGE
        assert desk.outbox.waiting() == []
    assert done.backup is not None
    assert bring_back(done.backup, tmp_path / "again").is_verified
