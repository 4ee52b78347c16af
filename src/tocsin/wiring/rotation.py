"""The log's key is exchanged: one checkpoint signed by old and new."""

from pathlib import Path

from tocsin.ledger import note
from tocsin.settings import load
from tocsin.store import keys as keyring
from tocsin.vocab.acts.home import LogKeyRotated
from tocsin.wiring import Signer, desk_over, engine_of, origin_of


def rotate(home: Path) -> tuple[str, ...]:
    """Exchange the key and give every key of the log, oldest first. An interrupted exchange is finished or dropped."""
    settings = load(home)
    org, origin = settings.organization, origin_of(settings)
    pending = keyring.pending_rotation(home, org)
    engine = engine_of(home, settings)
    try:
        signer = Signer(home, org, origin)
        desk = desk_over(home, settings, engine, signer=signer)
        newest = desk.log_entry().keys[-1]
        if pending is not None:
            if note.key_of(origin, pending).to_text() == newest:
                keyring.finish_rotation(home, org)  # the act stands, only the file was not moved
                return desk.log_entry().keys
            keyring.abandon_rotation(home, org)
        fresh = keyring.rotate_log_key(home, org)
        signer.beside = fresh
        draft = desk.draft(desk.log_entry())
        draft.add(LogKeyRotated(old_key=newest, new_key=note.key_of(origin, fresh).to_text()))
        draft.record()
        keyring.finish_rotation(home, org)
        return desk.log_entry().keys
    finally:
        engine.dispose()
