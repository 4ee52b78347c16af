"""The log's key is exchanged: one checkpoint signed by old and new."""

from pathlib import Path

from tocsin.ledger import note
from tocsin.settings import load
from tocsin.store import keys as keyring
from tocsin.vocab.acts.home import LogKeyRotated
from tocsin.vocab.errors import ActNotAllowed, ChangedMeanwhile
from tocsin.wiring import open_desk, origin_of


def rotate(home: Path, *, person: str = "") -> tuple[str, ...]:
    """Exchange the key in the name of `person`, as `open_desk` takes it, and give every key of the log, oldest first.

    An exchange that was interrupted is settled first, as it is whenever a desk is opened; one whose act stood is then
    complete, and no further key is made.
    """
    settings = load(home)
    org, origin = settings.organization, origin_of(settings)
    pending = keyring.pending_rotation(home, org)
    with open_desk(home, person=person) as desk, keyring.exchanging(home, org) as is_ours:
        if not is_ours:
            raise ActNotAllowed(
                "another process is exchanging the log's key right now", hint="look with `tocsin key show` how it ended"
            )
        log = desk.log_entry()
        if pending is not None and note.key_of(origin, pending).to_text() == log.keys[-1]:
            return log.keys
        fresh = keyring.rotate_log_key(home, org)
        draft = desk.draft(log)
        draft.add(LogKeyRotated(old_key=log.keys[-1], new_key=note.key_of(origin, fresh).to_text()))
        try:
            draft.record()
        except ChangedMeanwhile:
            keyring.abandon_rotation(home, org)
            raise
        keyring.finish_rotation(home, org)
        return desk.log_entry().keys
