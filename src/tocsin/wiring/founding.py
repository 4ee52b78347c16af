"""A home is founded: keys, database, vault, log, the first person."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from tocsin.settings import FILE, Settings, written
from tocsin.store import keys as keyring
from tocsin.store.blobs import open_blobs
from tocsin.store.database import writing
from tocsin.store.migrations import bring_up_to_date
from tocsin.store.schema import metadata
from tocsin.vocab.acts.home import LogOpened, PersonAdded
from tocsin.vocab.acts.party import RecordKeyAdded
from tocsin.vocab.case import LogEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, TocsinError
from tocsin.vocab.ids import new_id
from tocsin.vocab.sheet import PersonSheet
from tocsin.wiring import SystemChance, database_url, desk_over, engine_of, origin_of, vault_place


def make_home(home: Path, *, person: str, organization: str = "", database: str = "", vault: str = "") -> Settings:
    """Make a home: keys, database, vault, log, and the first person. An existing home is never touched.

    Where something fails on the way, nothing of it stays behind, inside the folder or outside; a PostgreSQL database
    keeps tables that hold nothing. BadInput: a place or a URL that cannot be used; ChannelDown: a server or a disk that
    does not answer or refuses.
    """
    home = home.absolute()
    chance = SystemChance()
    settings = Settings(
        organization=new_id("org", chance.random_bytes),
        acting=new_id("person", chance.random_bytes),
        database=database or "sqlite:///tocsin.db",
        vault=vault or "vault",
        sender_name=organization,
    )
    with _disk_faults(home):
        _check_free(home)
        with _undone_on_failure(home, settings):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            home.chmod(0o700)
            _furnish(home, settings, person, organization)
    return settings


def found_organization(home: Path, settings: Settings, engine: Engine, *, person: str, organization: str) -> None:
    """Keys, a log of its own and a first person for the organization that `settings` name, in an open home.

    A home can have several: each has its own log, keys and rows, and none can see another.
    """
    keyring.create(home, settings.organization)
    desk = desk_over(home, settings, engine)
    desk.log.open_new()
    with _forgotten_on_failure(engine, settings.organization):
        draft = desk.draft(LogEntry(id=settings.organization, size=0, origin=origin_of(settings), keys=()))
        draft.add(LogOpened(origin=origin_of(settings), key=desk.log_key()))
        draft.add(RecordKeyAdded(key=desk.record_key.point.hex()))
        sheet = draft.sheet(PersonSheet(name=person, address=organization))
        draft.add(PersonAdded(person=settings.acting, roles=("analyst", "admin"), sheet=sheet))
        draft.record()


@contextmanager
def _forgotten_on_failure(engine: Engine, org: str) -> Iterator[None]:
    """Remove the rows of an organization that could not be founded; its id is fresh, so they are nobody else's."""
    try:
        yield
    except BaseException:
        with suppress(TocsinError), writing(engine) as connection:  # a server that went away keeps them
            for table in reversed(metadata.sorted_tables):
                if "org" in table.c:
                    connection.execute(table.delete().where(table.c.org == org))
        raise


def _check_free(home: Path) -> None:
    if (home / FILE).exists():
        raise ActNotAllowed(f"{home} is a home already", hint="use it, or name another folder with --home")
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BadInput(f"{home} is not empty and is no home", hint="name an empty or a new folder with --home")


def _furnish(home: Path, settings: Settings, person: str, organization: str) -> None:
    for folder in ("checkpoints", "tmp", "catalogues"):
        (home / folder).mkdir(mode=0o700)
    engine = engine_of(home, settings, create=True)
    try:
        bring_up_to_date(engine)
        _try_vault(home, settings)
        path = home / FILE
        path.write_text(written(settings), encoding="utf-8")
        path.chmod(0o600)
        found_organization(home, settings, engine, person=person, organization=organization)
    finally:
        engine.dispose()


def _try_vault(home: Path, settings: Settings) -> None:
    """Write one object and remove it: a vault that takes nothing shows now, not when the first evidence comes."""
    blobs = open_blobs(vault_place(home, settings), create=True)
    trial = home / "tmp" / "trial"
    trial.write_bytes(b"a trial of the vault\n")
    path = f"{settings.organization}/trial"
    blobs.put(path, trial)
    blobs.delete(path)
    trial.unlink(missing_ok=True)


@contextmanager
def _undone_on_failure(home: Path, settings: Settings) -> Iterator[None]:
    """Remove what was not there before: the home, a database file, what came into the vault's folder; folders above."""
    mode = home.stat().st_mode & 0o7777 if home.exists() else None
    whole, above = _outside(home, settings)
    whole, above = [place for place in whole if not place.exists()], [place for place in above if not place.exists()]
    try:
        yield
    except BaseException:
        for place in (*(home.iterdir() if home.is_dir() else ()), *whole):
            if place.is_dir():
                shutil.rmtree(place)
            elif place.exists():
                place.unlink()
        for place in above:  # innermost first, and only where nobody else put something in
            with suppress(OSError):
                place.rmdir()
        if mode is not None:
            home.chmod(mode)
        raise


def _outside(home: Path, settings: Settings) -> tuple[list[Path], list[Path]]:
    """What founding may make outside the home: what goes as a whole, and the folders that hold it or the home."""
    url, vault = database_url(home, settings), vault_place(home, settings)
    whole: list[Path] = []
    above = [home, *home.parents]
    if url.startswith("sqlite:////"):
        file = url.removeprefix("sqlite:///")
        whole += [Path(file + ending) for ending in ("", "-wal", "-shm", "-journal")]
    if isinstance(vault, Path):
        whole.append(vault / settings.organization)
        above = [vault, *vault.parents, *above]
    return whole, above


@contextmanager
def _disk_faults(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise ChannelDown(
            f"the home {home} could not be made: {fault.filename or 'the disk'}: {fault.strerror}",
            hint="check rights and free space, or name another folder with --home",
        ) from fault
