"""Each thing that can be wrong with a home is found when it is wrong, and only then."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, text

import tocsin
from tests.builders import a_case, an_item
from tocsin.settings import load
from tocsin.stages import marking, sealing
from tocsin.stages.desk import Desk
from tocsin.stages.intake import offer_bytes
from tocsin.stages.reception import receive
from tocsin.store import keys
from tocsin.store.database import writing
from tocsin.store.running import FOLDER
from tocsin.store.schema import entities, objects, seals
from tocsin.vocab.acts.evidence import ItemPurged
from tocsin.vocab.acts.home import PersonAdded
from tocsin.vocab.case import Item
from tocsin.vocab.hold import PreserveReason
from tocsin.vocab.marking import Caveat, Marking, Tlp
from tocsin.vocab.sheet import NoteSheet, PersonSheet
from tocsin.wiring import engine_of, open_desk
from tocsin.wiring.clock import Synchronised
from tocsin.wiring.doctor import Found, examine, judge_clock, judge_space
from tocsin.wiring.founding import make_home

OLD_S = 25 * 3600
OF_THE_MACHINE = {"clock source", "free space", "database"}  # these may differ from machine to machine


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A sound home with a case in it."""
    made = tmp_path / "home"
    make_home(made, person="Ada")
    with open_desk(made) as desk:
        an_item(desk, a_case(desk), os.urandom(40_000))
    return made


@contextmanager
def _behind_the_desk(home: Path) -> Iterator[Connection]:
    engine = engine_of(home, load(home))
    with writing(engine) as connection:
        yield connection
    engine.dispose()


def _troubles(home: Path, *, repair: bool = False) -> dict[str, Found]:
    found = [one for one in examine(home, repair=repair) if one.verdict != "ok" and one.check not in OF_THE_MACHINE]
    assert len({one.check for one in found}) == len(found), "each is found once"
    assert all(one.hint for one in found)
    return {one.check: one for one in found}


def _only(home: Path, check: str, verdict: str, said: str) -> None:
    troubles = _troubles(home)
    assert list(troubles) == [check]
    assert troubles[check].verdict == verdict
    assert said in troubles[check].what


def test_a_sound_home_has_no_trouble(home: Path) -> None:
    assert _troubles(home) == {}
    assert {one.check for one in examine(home)} >= {"log", "purges", "leftovers", "keys", "shutdown", "home"}


def test_no_home_at_all(tmp_path: Path) -> None:
    troubles = _troubles(tmp_path / "absent")
    assert list(troubles) == ["settings", "not looked at"]
    assert troubles["settings"].verdict == "bad"


def test_settings_with_an_unknown_key(home: Path) -> None:
    (home / "tocsin.toml").write_text((home / "tocsin.toml").read_text() + "colour = 1\n")
    assert "colour" in _troubles(home)["settings"].what


def test_a_home_open_to_others(home: Path) -> None:
    home.chmod(0o755)
    _only(home, "home", "warn", "open to other users")


def test_a_key_open_to_others(home: Path) -> None:
    (home / "keys" / load(home).organization / "vault.age").chmod(0o640)
    troubles = _troubles(home)
    assert list(troubles) == ["keys", "not looked at"]
    assert troubles["keys"].verdict == "bad"
    assert "chmod 600" in troubles["keys"].hint


def test_a_missing_key(home: Path) -> None:
    (home / "keys" / load(home).organization / "names.key").unlink()
    assert "names.key is missing" in _troubles(home)["keys"].what


def test_an_exchange_of_the_key_that_was_cut_short(home: Path) -> None:
    keys.rotate_log_key(home, load(home).organization)
    _only(home, "key rotation", "warn", "cut short")


def test_a_missing_database(home: Path) -> None:
    (home / "tocsin.db").unlink()
    found = [one for one in examine(home) if one.verdict == "bad"]
    assert [(one.check, "there is no database" in one.what) for one in found] == [("database", True)]


def test_a_database_of_another_step(home: Path) -> None:
    with _behind_the_desk(home) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    troubles = _troubles(home)
    assert list(troubles) == ["database step", "not looked at"]
    assert "tocsin upgrade" in troubles["database step"].hint


def test_a_missing_vault(home: Path) -> None:
    shutil.rmtree(home / "vault")
    troubles = _troubles(home)
    assert list(troubles) == ["vault", "not looked at"]
    assert troubles["vault"].verdict == "bad"


def test_a_database_that_was_put_back(home: Path, tmp_path: Path) -> None:
    shutil.copy(home / "tocsin.db", tmp_path / "old.db")
    with open_desk(home) as desk:
        a_case(desk)
    shutil.copy(tmp_path / "old.db", home / "tocsin.db")
    _only(home, "log", "bad", "were signed")


def test_a_missing_mirror(home: Path) -> None:
    (home / "checkpoints" / load(home).organization).unlink()
    _only(home, "log", "warn", "missing")


def test_a_mirror_that_nobody_signed(home: Path) -> None:
    path = home / "checkpoints" / load(home).organization
    path.write_text(path.read_text().replace("\n— ", "\n— x", 1))
    _only(home, "log", "bad", "does not hold")


def test_a_clock_behind_the_newest_act(home: Path) -> None:
    with open_desk(home) as desk:
        draft = desk.draft(desk.log_entry())
        draft.at = desk.clock.now() + timedelta(days=2)
        sheet = draft.sheet(PersonSheet(name="Bo", address=""))
        draft.add(PersonAdded(person=desk.new_id("person"), roles=("analyst",), sheet=sheet))
        draft.record()
    _only(home, "clock and acts", "bad", "but the newest act is of")


def _items(desk: Desk) -> list[Item]:
    return [item for item in desk.index.all("item") if isinstance(item, Item)]


def _registered(home: Path) -> int:
    with open_desk(home) as desk:
        return sum(1 for _ in desk.vault.check_all())


def _purge_cut_short(desk: Desk, item: Item, done: int = 0) -> None:
    """A purge is recorded, and the process dies after `done` of its steps."""
    draft = desk.draft(desk.case(item.case))
    draft.add(ItemPurged(item=item.id, reason="retention", sheet=draft.sheet(NoteSheet(text="its time is over"))))
    draft.record()
    for commit in (item.content, item.sheet)[:done]:
        desk.vault.destroy(commit)


@pytest.mark.parametrize("done", [0, 1])
def test_a_purge_that_was_cut_short_is_finished(home: Path, done: int) -> None:
    with open_desk(home) as desk:
        (item,) = _items(desk)
        _purge_cut_short(desk, item, done)
    _only(home, "purges", "bad", item.id)
    assert _troubles(home, repair=True) == {}
    assert _troubles(home) == {}
    with open_desk(home) as desk:
        assert not desk.vault.is_registered(item.content)
        assert not desk.vault.is_registered(item.sheet)
    assert [path for path in (home / "vault").rglob("*") if path.is_file()] == []


def test_what_only_the_index_calls_purged_is_not_destroyed(home: Path) -> None:
    with open_desk(home) as desk:
        (item,) = _items(desk)
    with _behind_the_desk(home) as connection:
        body = msgspec.json.encode(replace(item, state="purged"))
        forged = entities.update().where(entities.c.id == item.id).values(state="purged", body=body)
        connection.execute(forged)
    assert "ledger verify" in _troubles(home, repair=True)["purges"].hint
    with open_desk(home) as desk:
        assert desk.vault.is_registered(item.content)


def test_a_purge_of_a_report_that_was_cut_short_takes_its_objects_along(home: Path) -> None:
    report = b'{"id": "SUP-7", "title": "A stranger\'s order", "description": "The agent showed it."}'
    with open_desk(home) as desk:
        receive(desk, [offer_bytes("report.json", report)])
        item = next(item for item in _items(desk) if item.kind != "system_prompt")
        _purge_cut_short(desk, item, done=2)
    _only(home, "purges", "bad", item.id)
    began = time.monotonic()
    assert _troubles(home, repair=True) == {}
    assert time.monotonic() - began < 10  # and does not wait for a reader of its own
    engine = engine_of(home, load(home))
    with engine.connect() as connection:
        assert connection.execute(objects.select()).all() == []
    engine.dispose()


def test_an_item_whose_sealing_was_cut_short_keeps_no_open_copy(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(home) as desk:
        (item,) = _items(desk)
        with monkeypatch.context() as patch:
            patch.setattr(sealing, "drop", lambda desk, names: None)  # the process dies here
            sealing.seal(desk, item, hazard="malware", because="it may act")
    old, new = sorted((path for path in (home / "vault").rglob("*") if path.is_file()), key=os.path.getmtime)
    _age(old)
    _only(home, "leftovers", "warn", "1 vault object that")
    assert _troubles(home, repair=True) == {}
    assert [path for path in (home / "vault").rglob("*") if path.is_file()] == [new]
    with open_desk(home) as desk:
        assert desk.vault.check(item.content).verdict == "holds"


def test_an_item_that_a_mark_of_an_older_program_left_behind_the_ordinary_key_is_moved(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(home) as desk:
        (item,) = _items(desk)
        with monkeypatch.context() as patch:
            patch.setattr(marking, "move", lambda *_: ())
            target = marking.Target(scope="item", target=item.id)
            counsels = Marking(tlp=Tlp.RED, owners=("own",), caveats=(Caveat.PRIVILEGED,))
            marking.mark(desk, desk.case(item.case), target, counsels)
    _only(home, "purges", "bad", item.id)
    assert _troubles(home, repair=True) == {}
    assert _troubles(home) == {}
    with open_desk(home) as desk:
        assert desk.vault.place_of(item.content)[0] == "privileged"


def test_a_hold_that_came_after_a_purge_is_said_to_be_too_late(home: Path) -> None:
    with open_desk(home) as desk:
        (item,) = _items(desk)
        _purge_cut_short(desk, item)
        sealing.hold(desk, desk.case(item.case), None, reason=PreserveReason.LITIGATION, because="letter")
    assert "saves nothing" in _troubles(home)["purges"].what
    (found,) = [found for found in examine(home, repair=True) if found.check == "purges"]
    assert (found.verdict, "saves nothing" in found.what) == ("ok", True)
    with open_desk(home) as desk:
        assert not desk.vault.is_registered(item.content)


def _age(path: Path) -> None:
    os.utime(path, (time.time() - OLD_S, time.time() - OLD_S))


def test_leftovers_are_swept_when_they_are_old(home: Path) -> None:
    org = load(home).organization
    unfinished = home / "tmp" / f"{org}.abc"
    unfinished.write_bytes(b"half")
    with _behind_the_desk(home) as connection:
        connection.execute(seals.delete().where(seals.c.content.is_(None)))
    (stored,) = [path for path in (home / "vault").rglob("*") if path.is_file()]
    assert "leftovers" not in _troubles(home)  # young: somebody may just be writing them
    _age(unfinished)
    _age(stored)
    _only(home, "leftovers", "warn", "1 vault object that nothing refers to, 1 unfinished file,")
    assert _troubles(home, repair=True) == {}
    assert not unfinished.exists()
    assert not stored.exists()


def test_an_old_catalogue(home: Path) -> None:
    shipped = Path(tocsin.__file__).parent / "catalogues" / "exits"
    name = next(shipped.glob("*.toml")).name
    own = home / "catalogues" / "exits"
    own.mkdir()
    lines = (shipped / name).read_text().splitlines()
    (own / name).write_text("\n".join("read_on = 2019-01-01" if line.startswith("read_on") else line for line in lines))
    _only(home, "catalogue age", "warn", f"exits/{name} (2019-01-01)")


def test_a_catalogue_that_cannot_be_read(home: Path) -> None:
    (home / "catalogues" / "exits").mkdir()
    (home / "catalogues" / "exits" / "own.toml").write_text("x = ")
    _only(home, "catalogues", "bad", "own.toml")


KILLED = """
import sys, time
from pathlib import Path
from tocsin.wiring import open_desk
with open_desk(Path(sys.argv[1])):
    print("here", flush=True)
    time.sleep(600)
"""


def test_a_process_that_was_killed(home: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(home)], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"here\n"
    assert _troubles(home) == {}
    assert "1 at work now" in next(one.what for one in examine(home) if one.check == "shutdown")
    process.send_signal(signal.SIGKILL)
    process.wait()
    _only(home, "shutdown", "warn", "1 process did not end cleanly")
    assert _troubles(home, repair=True) == {}
    assert list((home / FOLDER).iterdir()) == []


def test_a_repair_changes_nothing_of_a_sound_home(home: Path) -> None:
    before = _registered(home)
    assert _troubles(home, repair=True) == {}
    assert _registered(home) == before


@pytest.mark.parametrize(
    ("free", "total", "verdict"),
    [
        (1024**3, 20 * 1024**3, "ok"),
        (1024**3 - 1, 2 * 1024**3, "warn"),
        (5 * 1024**3, 100 * 1024**3, "ok"),
        (5 * 1024**3 - 1, 100 * 1024**3, "warn"),
        (0, 0, "warn"),
    ],
)
def test_little_space(free: int, total: int, verdict: str) -> None:
    assert judge_space(free, total, "/").verdict == verdict


def test_a_clock_that_nobody_keeps_right_or_that_nobody_knows_about() -> None:
    assert [judge_clock(known).verdict for known in Synchronised] == ["ok", "warn", "warn"]
    assert "not known" in judge_clock(Synchronised.UNKNOWN).what
