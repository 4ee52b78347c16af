"""What a home stands on, examined; what a crash cut short, finished."""

import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Engine

from tocsin import __version__
from tocsin.ledger import checkpoint, note
from tocsin.ledger.fault import ProofError
from tocsin.settings import Settings, load
from tocsin.stages.catalogues import FOLDERS
from tocsin.stages.desk import Desk
from tocsin.stages.ledger import verify
from tocsin.stages.sealing import destroy_purged, is_held_since, unfinished
from tocsin.store import catalogues, running
from tocsin.store import keys as keyring
from tocsin.store.blobs import open_blobs
from tocsin.store.database import facts
from tocsin.store.schema import check_revision
from tocsin.store.vault import ObjectVault
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.dated import is_stale
from tocsin.vocab.errors import TocsinError
from tocsin.vocab.visible import counted
from tocsin.wiring import SystemClock, engine_of, owners_of, vault_place
from tocsin.wiring.care import desks_over
from tocsin.wiring.clock import Synchronised, is_synchronised

LEAST_BYTES = 1024**3  # below this, or below 5 % of the disk, an upgrade's backup or one large file may not fit
LEAST_SHARE = 0.05
OLD_H = 24  # an object or file that nothing refers to may until then belong to something that is just being done
SKEW = timedelta(seconds=5)  # two machines on one database may differ by so much

_MENDED = "`tocsin doctor --repair` mends it"
_UNPROVEN = "nothing was destroyed, because `tocsin ledger verify` does not hold: mend that first"


class Verdict(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Found(Struct, frozen=True, kw_only=True):
    """One finding: what was looked at, how it is, and the one thing to do next where there is one."""

    check: str
    verdict: Verdict
    what: str
    hint: str = ""


def examine(home: Path, *, repair: bool = False) -> tuple[Found, ...]:
    """Look at everything; with `repair` finish purges, sweep leftovers and clear the markers of dead processes.

    What could not be looked at because something below it is broken is named too: silence is not health.
    """
    return tuple(_examine(home, repair))


def _examine(home: Path, repair: bool) -> Iterator[Found]:
    yield _ok("program", f"tocsin {__version__} on Python {platform.python_version()}")
    yield judge_clock(is_synchronised())
    try:
        settings = load(home)
    except TocsinError as fault:
        yield _bad("settings", fault)
        yield _unseen("the home, its keys, database, log, vault and catalogues")
        return
    yield _ok("settings", "they can be read")
    yield _check_home(home)
    yield _check_shutdown(home, repair)
    yield _check_space(home, settings)
    yield from _check_catalogues(home, settings)
    are_keys_there = True
    for found in _check_keys(home, settings):
        are_keys_there = are_keys_there and found.verdict is not Verdict.BAD
        yield found
    try:
        engine = engine_of(home, settings)
    except TocsinError as fault:
        yield _bad("database", fault)
        yield _unseen("the log and the vault")
        return
    try:
        yield from _check_inside(home, settings, engine, are_keys_there, repair)
    finally:
        engine.dispose()


def _check_inside(
    home: Path, settings: Settings, engine: Engine, are_keys_there: bool, repair: bool
) -> Iterator[Found]:
    try:
        yield from _check_database(engine)
        check_revision(engine)
    except TocsinError as fault:
        yield _bad("database step", fault)
        yield _unseen("the log and the vault")
        return
    yield _ok("database step", "the database is at the step of this program")
    try:
        open_blobs(vault_place(home, settings))
    except TocsinError as fault:
        yield _bad("vault", fault)
        yield _unseen("the log and the vault")
        return
    if not are_keys_there:
        yield _unseen("the log and the vault")
        return
    for desk in desks_over(home, settings, engine):
        for check, look in (
            ("log", lambda: _check_log(desk)),  # noqa: B023 -- used within the round
            ("clock and acts", lambda: _check_order(desk)),  # noqa: B023
            ("purges", lambda: _check_purges(desk, repair)),  # noqa: B023
            ("leftovers", lambda: _check_leftovers(desk, repair)),  # noqa: B023
        ):
            yield _guarded(check, look)


def _guarded(check: str, look: Callable[[], Found]) -> Found:
    try:
        return look()
    except TocsinError as fault:
        return _bad(check, fault)


def judge_clock(known: Synchronised) -> Found:
    """A clock that nobody keeps right makes every time in the record a guess."""
    what = f"whether the clock is kept right by a time service: {known}"
    if known is Synchronised.YES:
        return _ok("clock source", what)
    return _warn("clock source", what, "let the machine keep its clock by NTP: deadlines are counted from it")


def judge_space(free_bytes: int, total_bytes: int, place: str) -> Found:
    """Less than 1 GiB or 5 % is little."""
    what = f"{free_bytes / 1024**3:,.1f} GiB free of {total_bytes / 1024**3:,.1f} at {place}"
    if free_bytes < LEAST_BYTES or free_bytes < LEAST_SHARE * total_bytes:
        return _warn("free space", what, "free some space: when the disk is full nothing can be recorded")
    return _ok("free space", what)


def _check_home(home: Path) -> Found:
    if home.stat().st_mode & 0o077:
        rights = stat.filemode(home.stat().st_mode)
        return _warn("home", f"{home} is open to other users of this machine ({rights})", f"chmod 700 {home}")
    return _ok("home", f"{home} is open to its owner only")


def _check_shutdown(home: Path, repair: bool) -> Found:
    seen = running.look(home)
    if seen.dead and repair:
        return _ok("shutdown", f"removed {counted(running.clear_dead(home), 'marker')} of what did not end cleanly")
    if seen.dead:
        dead = counted(seen.dead, "process", "processes")
        what = f"{dead} did not end cleanly; everything reported as done is there"
        return _warn("shutdown", what, "`tocsin ledger verify` proves it; `tocsin doctor --repair` clears this notice")
    return _ok("shutdown", f"every process ended cleanly; {seen.living} at work now")


def _check_space(home: Path, settings: Settings) -> Found:
    place = vault_place(home, settings)
    folders = [home] if isinstance(place, str) or not place.is_dir() else [home, place]
    tightest = min(folders, key=lambda folder: shutil.disk_usage(folder).free)
    usage = shutil.disk_usage(tightest)
    return judge_space(usage.free, usage.total, str(tightest))


def _check_catalogues(home: Path, settings: Settings) -> Iterator[Found]:
    today = SystemClock().now().date()
    old, count = [], 0
    for folder, type_ in FOLDERS.items():
        try:
            sheets = catalogues.load_sheets(folder, type_, home)
        except TocsinError as fault:
            yield _bad("catalogues", fault)
            continue
        count += len(sheets)
        old += [
            f"{sheet.path} ({sheet.value.header.read_on})"
            for sheet in sheets
            if is_stale(sheet.value.header.read_on, today, settings.stale_after_days)
        ]
    if old:
        what = f"read longer than {settings.stale_after_days} days ago: {', '.join(old)}"
        yield _warn("catalogue age", what, "read the sources again, then correct the file and its `read_on`")
    else:
        yield _ok("catalogue age", f"{count} catalogues, none read longer than {settings.stale_after_days} days ago")


def _check_keys(home: Path, settings: Settings) -> Iterator[Found]:
    for org in owners_of(home, settings):
        try:
            keyring.open(home, org)
            pending = keyring.pending_rotation(home, org)
        except TocsinError as fault:
            yield _bad("keys", fault)
            continue
        yield _ok("keys", f"the keys of {org} are there, and open to their owner only")
        if pending is not None:
            yield _warn("key rotation", "an exchange of the log's key was cut short", "finish it: `tocsin key rotate`")


def _check_database(engine: Engine) -> Iterator[Found]:
    known = facts(engine)
    if not known.warnings:
        reset = ", outside the WAL-reset range 3.7.0 to 3.51.2" if known.product == "SQLite" else ""
        yield _ok("database", f"{known.product} {known.version} by {known.driver}{reset}; {known.journal_mode}")
    for warning in known.warnings:
        yield _warn("database", warning, "see the sentence itself; the record is sound meanwhile")


def _check_log(desk: Desk) -> Found:
    log, mirrored = desk.log_entry(), desk.log.mirrored_checkpoint()
    full = "stop, keep the home as it is, and run `tocsin ledger verify`"
    if mirrored is None:
        return _warn("log", "the mirrored checkpoint is missing: an older database would not be noticed", full)
    try:
        keys = [note.parse_key(key) for key in log.keys]
        head, mirror = (
            checkpoint.open_note(note.parse(text.encode()), origin=log.origin, log=keys).checkpoint
            for text in (desk.log.checkpoint(), mirrored)
        )
    except ProofError as fault:
        return Found(check="log", verdict=Verdict.BAD, what=f"a checkpoint does not hold: {fault}", hint=full)
    if (head.size, head.root) != (mirror.size, mirror.root) and head.size <= mirror.size:
        what = f"the database holds {head.size} entries, but {mirror.size} were signed: it was put back, or changed"
        return Found(check="log", verdict=Verdict.BAD, what=what, hint=full)
    return _ok("log", f"{head.size} entries, as signed; `tocsin ledger verify` checks each of them")


def _check_order(desk: Desk) -> Found:
    size = desk.log.size()
    newest = next(iter(desk.log.entries(size - 1, size)), None)
    now = desk.clock.now()
    if newest is not None and not is_record(newest.leaf) and (at := read_leaf(newest.leaf).at) > now + SKEW:
        what = f"the clock says {now:%Y-%m-%d %H:%M:%S UTC}, but the newest act is of {at:%Y-%m-%d %H:%M:%S UTC}"
        return Found(check="clock and acts", verdict=Verdict.BAD, what=what, hint="set the clock right first")
    return _ok("clock and acts", "the clock is not behind the newest act")


def _check_purges(desk: Desk, repair: bool) -> Found:
    items = list(unfinished(desk))
    if not items:
        return _ok("purges", "everything that was purged or moved behind another key is gone from where it was")
    late = [item.id for item in items if item.state == "purged" and is_held_since(desk, item)]
    too_late = (
        f"; the hold on {', '.join(late)} came after its purge was recorded and saves nothing of it" if late else ""
    )
    if repair and verify(desk).holds:  # what is destroyed stays destroyed: first, is it true that it was purged?
        for item in items:
            destroy_purged(desk, item)
        return _ok("purges", f"finished for {counted(len(items), 'item')}{too_late}")
    what = f"recorded, but not completed, for {', '.join(item.id for item in items)}: it still lies where it was"
    return Found(check="purges", verdict=Verdict.BAD, what=f"{what}{too_late}", hint=_UNPROVEN if repair else _MENDED)


def _check_leftovers(desk: Desk, repair: bool) -> Found:
    assert isinstance(desk.vault, ObjectVault)
    now = desk.clock.now()
    if repair:
        return _ok("leftovers", f"{desk.vault.sweep(now, OLD_H)} were swept away")
    objects = sum(1 for _ in desk.vault.orphans(now, OLD_H))
    files = sum(1 for file in (desk.home / "tmp").glob(f"{desk.org}.*") if _is_old(file, now))
    if objects or files:
        orphans = f"{counted(objects, 'vault object')} that nothing refers to, {counted(files, 'unfinished file')}"
        what = f"{orphans}, older than {OLD_H} hours"
        return _warn("leftovers", what, _MENDED)
    return _ok("leftovers", "nothing lies about")


def _is_old(file: Path, now: datetime) -> bool:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC) < now - timedelta(hours=OLD_H)


def _ok(check: str, what: str) -> Found:
    return Found(check=check, verdict=Verdict.OK, what=what)


def _warn(check: str, what: str, hint: str) -> Found:
    return Found(check=check, verdict=Verdict.WARN, what=what, hint=hint)


def _bad(check: str, fault: TocsinError) -> Found:
    return Found(check=check, verdict=Verdict.BAD, what=str(fault), hint=fault.hint)


def _unseen(what: str) -> Found:
    return Found(check="not looked at", verdict=Verdict.WARN, what=what, hint="mend the above, then look again")
