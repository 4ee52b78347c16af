"""A home is founded: keys, database, vault, log, the first person."""

import shutil
from pathlib import Path

from sqlalchemy import Engine

from tocsin.settings import FILE, Settings, written
from tocsin.store import keys as keyring
from tocsin.store.blobs import open_blobs
from tocsin.store.migrations import bring_up_to_date
from tocsin.vocab.acts.home import LogOpened, PersonAdded
from tocsin.vocab.case import LogEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.ids import new_id
from tocsin.vocab.sheet import PersonSheet
from tocsin.wiring import SystemChance, desk_over, engine_of, origin_of, vault_place


def make_home(home: Path, *, person: str, organization: str = "", database: str = "", vault: str = "") -> Settings:
    """Make a home: keys, database, vault, log, and the first person. An existing home is never touched.

    Where something fails on the way, nothing of the folder stays behind; a PostgreSQL database keeps empty tables.
    """
    if (home / FILE).exists():
        raise ActNotAllowed(f"{home} is a home already", hint="use it, or name another folder with --home")
    if home.exists() and any(home.iterdir()):
        raise BadInput(f"{home} is not empty and is no home", hint="name an empty or a new folder with --home")
    chance = SystemChance()
    settings = Settings(
        organization=new_id("org", chance.random_bytes),
        acting=new_id("person", chance.random_bytes),
        database=database or "sqlite:///tocsin.db",
        vault=vault or "vault",
    )
    existed = home.exists()
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    try:
        _furnish(home, settings, person, organization)
    except BaseException:
        for entry in home.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        if not existed:
            home.rmdir()
        raise
    return settings


def _furnish(home: Path, settings: Settings, person: str, organization: str) -> None:
    for folder in ("checkpoints", "tmp", "catalogues"):
        (home / folder).mkdir(mode=0o700)
    engine = engine_of(home, settings, create=True)
    try:
        bring_up_to_date(engine)
        open_blobs(vault_place(home, settings), create=True)
        path = home / FILE
        path.write_text(written(settings), encoding="utf-8")
        path.chmod(0o600)
        found_organization(home, settings, engine, person=person, organization=organization)
    finally:
        engine.dispose()


def found_organization(home: Path, settings: Settings, engine: Engine, *, person: str, organization: str) -> None:
    """Keys, a log of its own and a first person for the organization that `settings` name, in an open home.

    A home can have several: each has its own log, keys and rows, and none can see another.
    """
    keyring.create(home, settings.organization)
    desk = desk_over(home, settings, engine)
    desk.log.open_new()
    draft = desk.draft(LogEntry(id=settings.organization, size=0, origin=origin_of(settings), keys=()))
    draft.add(LogOpened(origin=origin_of(settings), key=desk.log_key()))
    sheet = draft.sheet(PersonSheet(name=person, address=organization))
    draft.add(PersonAdded(person=settings.acting, roles=("analyst", "admin"), sheet=sheet))
    draft.record()
