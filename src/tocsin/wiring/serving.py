"""What the server of a home signs with."""

from pathlib import Path

from tocsin.settings import load
from tocsin.store import keys as keyring
from tocsin.vocab.ports import Compartment


def signing_key(home: Path) -> bytes:
    """The key for cursors, tickets and the ids of collections: of the home, so that they hold after a restart."""
    return keyring.open(home, load(home).organization).derived(Compartment.ORDINARY, b"web")
