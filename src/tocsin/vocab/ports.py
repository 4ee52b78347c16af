"""The sockets: what a plug-in or a store must look like to be plugged in.

The type checker compares plug-ins with these Protocols at `registry.py` and stores at `wiring.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Protocol, TypeVar

from msgspec import Struct

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.exercise import Live
from tocsin.vocab.finding import Finding, Hit, Pattern
from tocsin.vocab.reading import Reading
from tocsin.vocab.release import Approved
from tocsin.vocab.road import SendOutcome
from tocsin.vocab.sample import Sample

End_contra = TypeVar("End_contra", contravariant=True)  # of `vocab.road`


class Format(Protocol):
    """A language that is read: one module in `formats/`, one line in `registry.py`."""

    NAME: str  # the word after --format
    SUMMARY: str  # one line for `tocsin add --help` and the docs

    def recognise(self, sample: Sample) -> int:
        """How sure, 0 (not mine) to 100 (a marker of the format itself was seen); by content, not by file name."""

    def read(self, sample: Sample) -> Reading:
        """What the document says. BadInput names the line or pointer where it cannot be this format at all."""


class Clock(Protocol):
    """The time of day; a stage asks once."""

    def now(self) -> datetime:
        """This moment, UTC, with whole milliseconds."""


class Chance(Protocol):
    """Randomness."""

    def random_bytes(self, count: int) -> bytes:
        """`count` bytes from the operating system's generator."""


class Compartment(StrEnum):
    """Which key closes a thing in the vault. Privileged material has a key of its own."""

    ORDINARY = "ordinary"
    SEALED = "sealed"  # hazardous content: opening needs a reason that is recorded first
    PRIVILEGED = "privileged"  # counsel's material: can never become an input of a document


class Seal(Struct, frozen=True, kw_only=True):
    """One row of the vault's register, ready to be recorded with the act that carries its commitment.

    `commit` is SHA-256(salt ‖ plain bytes). `name` is HMAC-SHA-256 under the owner's naming key over the SHA-256 of the
    plain bytes and the compartment: equal content of one owner is stored once, and the name gives nothing away.
    `content` is the encrypted content where it is small enough to lie in the register itself, else None and the
    content lies in the object store under `name`.
    """

    commit: str
    salt: bytes
    compartment: Compartment
    name: str
    size_bytes: int
    content: bytes | None
    sha256: str = ""  # of the plain bytes, for whoever states it elsewhere; the vault keeps it nowhere


class SealVerdict(StrEnum):
    """What a check found behind a registered commitment."""

    HOLDS = "holds"
    CHANGED = "changed"  # something differs: content, salt, name, size or compartment
    MISSING = "missing"  # registered, but its object is not there: a purge cut short, or a loss


class SealChecked(Struct, frozen=True, kw_only=True):
    """One registered commitment and its verdict; `detail` is a sentence, empty where it holds."""

    commit: str
    verdict: SealVerdict
    detail: str


class Vault(Protocol):
    """One owner's content, encrypted at rest. Losing it means losing every text, name and file; the proofs remain."""

    def seal(self, content: bytes, compartment: Compartment = Compartment.ORDINARY) -> Seal:
        """A fresh commitment to some bytes; large ones are stored durably before this returns."""

    def keep(self, stream: BinaryIO, compartment: Compartment = Compartment.ORDINARY) -> Seal:
        """The same for a stream of any length, which never lies in memory as a whole."""

    def read(self, commit: str, *, limit_bytes: int | None = None) -> bytes:
        """The plain bytes behind a commitment, checked against it; ProofFailed where they differ, Gone where purged."""

    def read_some(self, commits: Iterable[str]) -> dict[str, bytes]:
        """The same for several at once, by their commitments; what was purged is left out."""

    def open(self, commit: str) -> Iterator[bytes]:
        """The plain bytes in pieces; the last piece comes only after the whole was checked against the commitment."""

    def check(self, commit: str) -> SealChecked:
        """Read what is registered for a commitment and judge it; Gone where nothing is."""

    def check_all(self) -> Iterator[SealChecked]:
        """Read everything that is registered and judge it."""

    def same_as(self, name: str) -> tuple[str, ...]:
        """The commitments that already stand for content of this keyed name."""

    def name_of(self, stream: BinaryIO, compartment: Compartment = Compartment.ORDINARY) -> str:
        """The keyed name that this content would have."""

    def names_of(self, stream: BinaryIO) -> frozenset[str]:
        """The keyed names that this content would have in all compartments."""

    def close(self, compartment: Compartment, aad: bytes, plain: bytes) -> bytes:
        """A small thing encrypted for a row of another table; `aad` binds it to its place."""

    def open_small(self, compartment: Compartment, aad: bytes, closed: bytes) -> bytes:
        """What `close` closed; ProofFailed where it was changed or moved."""

    def is_registered(self, commit: str) -> bool:
        """Whether something is registered for a commitment."""

    def registered(self, commits: Iterable[str]) -> set[str]:
        """Those of some commitments for which something is registered."""

    def moved(self, commit: str, compartment: Compartment) -> Seal:
        """What is behind a commitment, closed with another key: the same bytes, salt and commitment."""

    def put_right(self, commit: str, compartment: Compartment) -> None:
        """Move what is behind a commitment to the key that an earlier act asked for; nothing is recorded for it."""

    def place_of(self, commit: str) -> tuple[str, str]:
        """Behind which key and under which keyed name it lies, as the register says; Gone where purged."""

    def salt_of(self, commit: str) -> bytes:
        """The salt of a commitment, for whoever holds its content and may check it; Gone where purged."""

    def drop(self, name: str) -> None:
        """Remove the object of a keyed name if no commitment needs it."""

    def destroy(self, commit: str) -> bool:
        """Destroy salt and content behind a commitment; False where other commitments still need the same blob."""


class Entry(Struct, frozen=True, kw_only=True):
    """One leaf of the log as stored: position in the log, stream and place in the stream, and the leaf's bytes."""

    index: int
    stream: str
    seq: int
    leaf: bytes


class EntityRow(Struct, frozen=True, kw_only=True):
    """One row of the index: an entity as the acts add up to it. `body` is its canonical JSON."""

    kind: str
    id: str
    stream: str
    state: str
    at: str
    ref: str  # what it is found by: a commitment of its content, an id, of a case what waits; "" where nothing is
    body: bytes


class ObjectRow(Struct, frozen=True, kw_only=True):
    """One row of a collection: an inbound object under its batch, encrypted."""

    batch: str
    position: int
    kind: str
    body: bytes


class Append(Struct, frozen=True, kw_only=True):
    """What is recorded as one: leaves of one stream, and everything that must stand or fall with them.

    `expected` is the size the stream had when the caller loaded it; ChangedMeanwhile if somebody was faster.
    """

    stream: str
    expected: int
    leaves: tuple[bytes, ...]
    seals: Sequence[Seal] = ()
    entities: Sequence[EntityRow] = ()
    objects: Sequence[ObjectRow] = ()


class Log(Protocol):
    """One owner's append-only log. Losing it means losing the proof; it is trusted only as far as witnesses reach."""

    def append(self, batch: Append) -> int:
        """Record it durably and give the index of its first leaf."""

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[Entry]:
        """The entries in log order."""

    def stream(self, stream: str) -> Iterator[Entry]:
        """The entries of one stream in order."""

    def size(self) -> int:
        """How many entries the log has."""

    def checkpoint(self) -> str:
        """The newest signed checkpoint (C2SP tlog-checkpoint)."""


class Detector(Protocol):
    """Something that is looked for in text: one module in `detectors/`, one line in `registry.py`."""

    NAME: str
    SUMMARY: str  # one line for the docs

    def patterns(self, dictionary: Dictionary) -> tuple[Pattern, ...]:
        """Its rules; those that look for the organization's own words are made from the dictionary."""

    def confirm(self, text: str, hit: Hit, dictionary: Dictionary) -> Finding | tuple[Finding, ...] | None:
        """The finding behind a candidate, or those of a whole table or list; None where a closer look denies it."""


class Channel(Protocol[End_contra]):
    """A road out: one module in `channels/`, one line in `registry.py`.

    Without an `Approved` there is nothing to call it with, and without a `Live` case neither.
    """

    NAME: str  # a word of `vocab.delivery.RoadKind`
    SUMMARY: str  # one line for `tocsin channel list` and the docs

    def send(self, approved: Approved, live: Live, wire: bytes, end: End_contra) -> SendOutcome:
        """Send exactly these bytes to exactly this end, now. Whatever goes wrong on the way is an answer."""
