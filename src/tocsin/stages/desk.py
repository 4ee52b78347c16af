"""One organization's desk: what a stage is handed, and how it records.

A stage makes a `Draft`, puts acts and sheets into it, and records it: all of it or nothing, and only if nobody else
recorded on the same stream since it was loaded.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, field

from tocsin.ledger.record import RecordKey
from tocsin.ledger.sdjwt import Sign
from tocsin.rules.fold import fold
from tocsin.settings import Settings
from tocsin.store.accounts import Accounts
from tocsin.store.index import Index, key_of, row_of
from tocsin.store.log import Log
from tocsin.store.notices import Notices
from tocsin.store.outbox import Outbox
from tocsin.store.preferences import Preferences
from tocsin.store.replies import Replies
from tocsin.store.shelf import Shelf
from tocsin.vocab.act import Act, Leaf, is_record, leaf_bytes
from tocsin.vocab.case import Case, Entity, Item, LogEntry, PersonEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, NotHere
from tocsin.vocab.ids import new_id
from tocsin.vocab.package import Writer
from tocsin.vocab.ports import Append, Chance, Clock, Compartment, Detector, Format, ObjectRow, Seal, Vault
from tocsin.vocab.sample import Sample

SheetT = TypeVar("SheetT", bound=Struct)

# The kinds of the index by the Struct that is their body; the prefix of an id says its kind.
_KINDS = ("case", "item", "report", "person", "route", "party", "road", "token", "component", "copy", "share")
_PREFIXES = {kind: f"{kind}-" for kind in (*_KINDS, "delivery", "feedback", "effect")}
# By which command a kind is listed; the others by their own: `case list`.
_LISTED = {
    "item": "evidence list CASE",
    "person": "user list",
    "road": "party show PARTY",
    "component": "impact --case CASE",
    "copy": "case clean CASE",
    "delivery": "outbox list",
}


class Seen(Struct, kw_only=True):
    """The state of a case, or of the organization itself, that somebody saw before they asked for what follows.

    The first draft on it fails where it was changed since; later ones are of the same request.
    """

    stream: str
    size: int
    is_checked: bool = False

    def check(self, stream: str, size: int) -> None:
        """ChangedMeanwhile where this is the first draft on the stream, and not on what was seen."""
        if stream != self.stream or self.is_checked:
            return
        if size != self.size:
            raise ChangedMeanwhile(
                f"{stream} was seen with {self.size} acts and has {size} by now; nothing was recorded"
            )
        self.is_checked = True


class Desk(Struct, frozen=True, kw_only=True):
    """Everything a stage needs, for one organization and one acting person."""

    home: Path
    org: str
    person: str
    log: Log
    index: Index
    outbox: Outbox
    notices: Notices
    accounts: Accounts
    replies: Replies
    preferences: Preferences
    vault: Vault
    clock: Clock
    chance: Chance
    settings: Settings
    log_key: Callable[[], str]  # the verifier key of the key in the home
    next_log_key: Callable[[], str | None]  # that of the key which takes over, while the log's key is being exchanged
    reader_for: Callable[[Sample, str], Format | None]  # the format of that name, or with `auto` the one that claims it
    writer_for: Callable[[str], Writer]  # the language of that name, in which documents are written
    record_key: RecordKey  # the public key under which this organization signs its outbound records
    sign_record: Sign  # signs with its private part (ES256)
    detectors: tuple[Detector, ...]  # what points at things that should not leave
    token: str = ""  # the id of the token that whoever asks has shown; empty where they showed none
    shelf: Shelf = field(default_factory=Shelf)  # what was worked out for whoever looked last
    seen: Seen | None = None  # what was seen before this was asked for, where the door knows it

    def case(self, case_id: str) -> Case:
        """A case by its id or by the first signs of it."""
        found = self.index.get("case", case_id) or self.index.get("case", self.full_id("case", case_id))
        assert isinstance(found, Case)
        return found

    def item(self, item_id: str) -> Item:
        """An item by its id or by the first signs of it."""
        found = self.index.get("item", item_id) or self.index.get("item", self.full_id("item", item_id))
        assert isinstance(found, Item)
        return found

    def full_id(self, kind: str, given: str) -> str:
        """The one id of a kind that begins as given, with or without its prefix; BadInput where none or many do."""
        prefix = _PREFIXES[kind]
        wanted = given.strip().lower()
        wanted = wanted if wanted.startswith(prefix) else prefix + wanted
        found = self.index.starting_with(kind, wanted) if wanted != prefix else []  # an empty word names nothing
        listed = _LISTED.get(kind, f"{kind} list")
        if not found:
            raise NotHere(f"there is no {kind} {given[:60]!r} here", hint=f"`tocsin {listed}` shows the ids there are")
        if len(found) > 1 and wanted not in found:
            raise BadInput(f"{given[:60]!r} fits more than one {kind}: {', '.join(found)}", hint="type more of the id")
        return wanted if wanted in found else found[0]

    def active_person(self, given: str) -> str:
        """The id of somebody who may act here, from the first signs of it; ActNotAllowed where they were retired."""
        found = self.index.get("person", self.full_id("person", given))
        assert isinstance(found, PersonEntry)
        if found.retired:
            raise ActNotAllowed(f"{found.id} was retired", hint="`tocsin user list` shows who acts here")
        return found.id

    def log_entry(self) -> LogEntry:
        """The organization's own entry: its stream's size and its keys."""
        found = self.index.get("log", self.org)
        assert isinstance(found, LogEntry), "a home's log is opened when the home is made"
        return found

    def sheet(self, commit: str | None, type_: type[SheetT]) -> SheetT | None:
        """The sheet behind a commitment, None where there is no commitment; Gone where it was purged."""
        if commit is None:
            return None
        return msgspec.json.decode(self.vault.read(commit), type=type_)

    def sheets(self, commits: Iterable[str], type_: type[SheetT]) -> dict[str, SheetT]:
        """The sheets behind several commitments, looked up together; what was purged is left out."""
        return {
            commit: msgspec.json.decode(found, type=type_) for commit, found in self.vault.read_some(commits).items()
        }

    def new_id(self, prefix: str) -> str:
        """A fresh id."""
        return new_id(prefix, self.chance.random_bytes)

    def draft(self, on: Case | LogEntry) -> "Draft":
        """A draft on a case, or on the organization itself; ChangedMeanwhile where another state of it was seen."""
        if self.seen is not None:
            self.seen.check(on.id, on.size)
        return Draft(self, on.id, on.size)

    def draft_new(self, case_id: str) -> "Draft":
        """A draft that begins a case."""
        return Draft(self, case_id, 0)


class Draft:
    """Acts and sheets that will be recorded as one."""

    def __init__(self, desk: Desk, stream: str, expected: int) -> None:
        self.desk = desk
        self.stream = stream
        self.expected = expected
        self.at: datetime = desk.clock.now()
        self.acts: list[Act | bytes] = []
        self._seals: list[Seal] = []
        self._objects: list[ObjectRow] = []

    def add(self, act: Act) -> None:
        """Put an act into the draft."""
        self.acts.append(act)

    def enter(self, record: bytes) -> None:
        """Put a signed record of ours into the draft, as its own leaf; the act that names it follows at once."""
        assert is_record(record), "a record is an SD-JWT"
        self.acts.append(record)

    def sheet(self, value: Struct, compartment: Compartment = Compartment.ORDINARY) -> str:
        """Seal a sheet and give its commitment; BadInput where a text in it cannot be written as UTF-8."""
        try:
            written = msgspec.json.encode(value)
        except UnicodeEncodeError as error:
            raise BadInput("a text here is not UTF-8", hint="type or paste it again; nothing was recorded") from error
        return self.bear(self.desk.vault.seal(written, compartment))

    def bear(self, seal: Seal) -> str:
        """Take a seal into the draft and give its commitment."""
        self._seals.append(seal)
        return seal.commit

    def collect(self, rows: Sequence[ObjectRow]) -> None:
        """Take the rows of a collection into the draft."""
        self._objects.extend(rows)

    def record(self) -> dict[tuple[str, str], Entity]:
        """Record everything durably and give the entities as they are now, by (kind, id).

        ChangedMeanwhile if somebody recorded on this stream since it was loaded; then nothing was recorded.
        """
        assert self.acts, "a draft without acts records nothing"
        held: dict[tuple[str, str], Entity] = {}
        leaves: list[bytes] = []
        for place, act in enumerate(self.acts):
            if isinstance(act, bytes):
                leaves.append(act)
                continue
            leaf = Leaf(
                org=self.desk.org,
                stream=self.stream,
                seq=self.expected + place,
                at=self.at,
                by=self.desk.person,
                salt=self.desk.chance.random_bytes(16).hex(),
                act=act,
            )
            leaves.append(leaf_bytes(leaf))
            held |= {key_of(entity): entity for entity in self._after(leaf, held)}
        self.desk.log.append(
            Append(
                stream=self.stream,
                expected=self.expected,
                leaves=tuple(leaves),
                seals=self._seals,
                entities=[row_of(entity, self.stream) for entity in held.values()],
                objects=self._objects,
            )
        )
        return held

    def record_case(self) -> Case:
        """Record a draft on a case, and give the case as it is now."""
        after = self.record()["case", self.stream]
        assert isinstance(after, Case)
        return after

    def _after(self, leaf: Leaf, held: dict[tuple[str, str], Entity]) -> tuple[Entity, ...]:
        try:
            return fold(leaf, lambda kind, id_: held.get((kind, id_)) or self._stored(kind, id_))
        except Exception:
            self._stored("case", self.stream)  # read one by one: what lies beside the case may be newer than it
            raise

    def _stored(self, kind: str, identifier: str) -> Entity | None:
        found = self.desk.index.get(kind, identifier)
        if isinstance(found, (Case, LogEntry)) and found.id == self.stream and found.size != self.expected:
            raise ChangedMeanwhile(f"{self.stream} has {found.size} acts by now, not {self.expected}")
        return found
