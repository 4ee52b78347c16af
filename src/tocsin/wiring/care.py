"""A home is cared for: backed up, brought back, brought up to date."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, make_url

from tocsin import __version__
from tocsin.settings import FILE, Settings, load, written
from tocsin.stages.custody import verify_evidence
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.stages.sealing import destroy_purged, unfinished
from tocsin.store import dump, running
from tocsin.store.backup import Manifest, Source, backup
from tocsin.store.blobs import Blobs, open_blobs
from tocsin.store.migrations import bring_up_to_date
from tocsin.store.restore import Backup, open_backup
from tocsin.store.schema import REVISION, check_revision
from tocsin.vocab.errors import ActNotAllowed, BadInput, ProofFailed
from tocsin.wiring import SystemClock, desk_over, engine_of, owners_of, vault_place

BACKUPS = "backups"  # where an upgrade puts the backup it makes first


class Restored(Struct, frozen=True, kw_only=True):
    """A restored home, and what `ledger verify` and `evidence verify` then found.

    Without keys nothing could be checked, and `is_verified` is False: nothing to check is not a pass.
    """

    manifest: Manifest
    is_verified: bool
    checked: int
    findings: tuple[str, ...]


class Upgraded(Struct, frozen=True, kw_only=True):
    """A database that went from one step to another; `backup` was made before."""

    before: str
    after: str
    backup: Path | None


def desks_over(home: Path, settings: Settings, engine: Engine) -> Iterator[Desk]:
    """A desk for each organization of a home; a log's own name in the settings is that of the first."""
    for org in owners_of(home, settings):
        own = org == settings.organization
        of_owner = settings if own else msgspec.structs.replace(settings, organization=org, origin="")
        yield desk_over(home, of_owner, engine)


def back_up(home: Path, target: Path, *, with_keys: bool = True) -> Manifest:
    """Back the whole home up into one new file while it is in use; see `store.backup`."""
    settings = load(home)
    engine = engine_of(home, settings)
    try:
        source = Source(
            home=home,
            orgs=owners_of(home, settings),
            engine=engine,
            blobs=open_blobs(vault_place(home, settings)),
        )
        return backup(source, target, with_keys=with_keys, made_at=SystemClock().now(), program=__version__)
    finally:
        engine.dispose()


def bring_back(source: Path, home: Path, *, database: str = "", vault: str = "") -> Restored:
    """Restore a backup as a new home, and verify its ledger and its evidence.

    A database or vault outside the home is used only where it is named here, never because the backup says so; it must
    be empty. Where something fails nothing stays behind. An existing home is never touched. A purge that was recorded
    at the moment of the backup and not yet done is finished.
    """
    if os.path.lexists(home) and not (home.is_dir() and not any(home.iterdir())):
        raise ActNotAllowed(f"{home} is not empty", hint="name a new folder with --home: nothing is ever restored over")
    with open_backup(source) as found, _aside(home) as folder:
        for name in ("checkpoints", "tmp", "catalogues"):
            (folder / name).mkdir(mode=0o700)
        found.place_files(folder)
        settings = _settled(found, folder, database, vault)
        engine = engine_of(folder, settings, create=True)
        try:
            _fill(found, engine, open_blobs(vault_place(folder, settings), create=True), folder / "tmp")
        finally:
            engine.dispose()
        folder.rename(home)
        _sync_folder(home.parent)
    return _verified(home, settings, found.manifest)


def upgrade(home: Path, *, with_backup: bool = True) -> Upgraded | None:
    """Bring the database to this program's step, after a backup; None where there is nothing to do."""
    settings = load(home)
    engine = engine_of(home, settings)
    try:
        before = dump.step_of(engine)
        if before >= REVISION:
            check_revision(engine)
            return None
        if running.look(home).living:
            raise ActNotAllowed("another process uses this home", hint="stop it, then run `tocsin upgrade` again")
        target = None
        if with_backup:
            (home / BACKUPS).mkdir(mode=0o700, exist_ok=True)
            target = home / BACKUPS / f"before-{REVISION}-{SystemClock().now():%Y%m%dT%H%M%S}.tar"
            back_up(home, target)
        bring_up_to_date(engine)
        check_revision(engine)
        return Upgraded(before=before, after=REVISION, backup=target)
    finally:
        engine.dispose()


def _settled(found: Backup, folder: Path, database: str, vault: str) -> Settings:
    (folder / FILE).touch(mode=0o600)
    (folder / FILE).write_bytes(found.settings())
    settings = load(folder)
    if not database and not _is_inside(folder, settings.database.removeprefix("sqlite:///")):
        shown = make_url(settings.database).render_as_string(hide_password=True)
        raise BadInput(f"this home kept its database at {shown}", hint="say with --database where it goes now")
    if not vault and not _is_inside(folder, settings.vault):
        raise BadInput(f"this home kept its vault at {settings.vault}", hint="say with --vault where it goes now")
    if database or vault:
        settings = msgspec.structs.replace(
            settings, database=database or settings.database, vault=vault or settings.vault
        )
        (folder / FILE).write_text(written(settings), encoding="utf-8")
    return settings


def _is_inside(folder: Path, place: str) -> bool:
    return "://" not in place and (folder / place).resolve().is_relative_to(folder.resolve())


def _fill(found: Backup, engine: Engine, blobs: Blobs, tmp: Path) -> None:
    manifest = found.manifest
    if not dump.is_bare(engine):
        raise ActNotAllowed("the database holds a home already", hint="name an empty one with --database")
    if any(next(blobs.listed(f"{org}/"), None) for org in manifest.checkpoints):
        raise ActNotAllowed("the vault's place holds objects of this home", hint="name an empty one with --vault")
    placed = []
    try:
        bring_up_to_date(engine, to=manifest.revision)
        dumped = dump.load(engine, found.database())
        if dumped.checkpoints != manifest.checkpoints:
            raise ProofFailed("the backup's database is not at the checkpoint that its manifest names")
        for path in found.place_objects(dumped.objects, blobs, tmp):
            placed.append(path)
        bring_up_to_date(engine)
    except BaseException:
        for path in placed:
            blobs.delete(path)
        dump.strip(engine)
        raise


def _verified(home: Path, settings: Settings, manifest: Manifest) -> Restored:
    findings: list[str] = []
    checked = 0
    if manifest.has_keys:
        engine = engine_of(home, settings)
        try:
            for desk in desks_over(home, settings, engine):
                ledger = verify(desk)
                findings += [f"{found.place}: {found.what}" for found in ledger.findings]
                checked += ledger.entries
                if ledger.holds:  # the moment of the backup may lie between a purge's act and its deed
                    for purged in list(unfinished(desk)):
                        destroy_purged(desk, purged)
                for item in verify_evidence(desk, None):
                    checked += 1
                    if item.verdict == "broken":
                        findings.append(f"{item.what}: {item.why}")
        finally:
            engine.dispose()
    return Restored(
        manifest=manifest,
        is_verified=checked > 0 and not findings,
        checked=checked,
        findings=tuple(findings),
    )


@contextmanager
def _aside(home: Path) -> Iterator[Path]:
    home.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{home.name[:40]}.", suffix=".partial", dir=home.parent))  # 0700
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
