"""The walk over a log's entries: what does not hold, and at which place.

Bytes come from outside as rows of (index, stream, place in the stream, leaf, leaf hash); nothing is read here.
"""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec
from msgspec import Struct

from tocsin.ledger import merkle
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.delivery import RecordEntered
from tocsin.vocab.acts.home import LogKeyRotated, LogOpened
from tocsin.vocab.errors import BadInput

MOST_PLACES = 20  # places named; more than these help nobody find the cause

Row: TypeAlias = tuple[int, str, int, bytes, bytes]


class Finding(Struct, frozen=True, kw_only=True):
    """Something that does not hold, and where."""

    place: str
    what: str


class _Head(Struct):
    """The part of a leaf that binds it to its place; the act itself is skipped over."""

    org: str
    stream: str
    seq: int


_HEAD = msgspec.json.Decoder(_Head)


class Walk:
    """One pass over a log, page by page, collecting what does not hold and what the tree over it is.

    `wanted` are sizes at which the tree's edge is remembered in `edges`. Afterwards `edge` and `nodes` are the tree,
    `origin` and `keys` (oldest first) are what the log itself says of its name and its keys.
    """

    def __init__(self, org: str, wanted: frozenset[int] = frozenset()) -> None:
        self.org = org
        self.findings: list[Finding] = []
        self.edge = merkle.Edge()
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.edges: dict[int, merkle.Edge] = {0: merkle.Edge()}
        self.origin = ""
        self.keys: list[str] = []
        self._wanted = wanted
        self._expected = 0
        self._sizes: dict[str, int] = {}
        self._unnamed: dict[str, tuple[int, str]] = {}  # by stream: a record and its leaf hash, until an act names it

    def found(self, place: str, what: str) -> None:
        """Note a finding, up to the number that is of use."""
        if len(self.findings) < MOST_PLACES:
            self.findings.append(Finding(place=place, what=what))

    def page(self, rows: Sequence[Row]) -> None:
        """Check the next rows: 1. nothing is missing, 2. the bytes are those recorded, 3. each stands in its place."""
        hashes = merkle.leaf_hashes([row[3] for row in rows])
        sizes, org = self._sizes, self.org
        for (index, stream, seq, leaf, stored), hashed in zip(rows, hashes, strict=True):
            # 1
            if index != self._expected:
                self.found(f"entry {self._expected}", f"missing: the next entry there is {index}")
                self._expected = index
            self._expected += 1
            # 2
            place, sizes[stream] = sizes.get(stream, 0), seq + 1
            if stored != hashed:
                self.found(f"entry {index} ({stream} act {seq})", "its bytes are not those that were recorded")
                continue
            # 3, for a record: the act that follows it in its stream names it, and nothing else does
            if is_record(leaf):
                if place != seq:
                    self.found(f"entry {index}", f"{stream} has a record at {seq} where act {place} belongs")
                self._name(stream, index, leaf)
                self._unnamed[stream] = (index, hashed.hex())
                continue
            if stream in self._unnamed:
                self._name(stream, index, leaf)
            try:
                head = _HEAD.decode(leaf)
            except msgspec.MsgspecError:
                self.found(f"entry {index} ({stream} act {seq})", "it is no leaf of a log")
                continue
            # 3
            if head.stream != stream or head.seq != seq or head.org != org:
                self.found(f"entry {index}", f"it stands as {stream} act {seq} but says {head.stream} act {head.seq}")
            elif place != seq:
                self.found(f"entry {index}", f"{stream} has act {seq} where act {place} belongs")
            if stream == org:
                self._hear(index, leaf)
        self._grow(hashes)

    def finish(self) -> None:
        """After the last page: a record that no act names stands where nobody put it."""
        for index, _ in self._unnamed.values():
            self.found(f"entry {index}", "it is a signed record that no act names")

    def _name(self, stream: str, index: int, leaf: bytes) -> None:
        """What follows a record in its stream has to name it."""
        record = self._unnamed.pop(stream, None)
        if record is None:
            return
        try:
            act = None if is_record(leaf) else read_leaf(leaf).act
        except BadInput:
            act = None
        if not isinstance(act, RecordEntered) or act.leaf != record[1]:
            self.found(
                f"entry {record[0]}", f"it is a signed record that entry {index}, which follows it, does not name"
            )

    def _hear(self, index: int, leaf: bytes) -> None:
        """What the log says of its own name and keys."""
        try:
            act = read_leaf(leaf).act
        except BadInput as fault:
            self.found(f"entry {index}", str(fault))
            return
        match act:
            case LogOpened():
                if self.keys:
                    self.found(f"entry {index}", "the log is opened a second time")
                self.origin, self.keys = act.origin, [act.key]
            case LogKeyRotated():
                if not self.keys or act.old_key != self.keys[-1]:
                    self.found(f"entry {index}", "the key that it replaces is not the log's newest key")
                self.keys.append(act.new_key)
            case _:
                pass

    def _grow(self, hashes: list[bytes]) -> None:
        start = self.edge.size
        for size in sorted(size for size in self._wanted if start < size <= start + len(hashes)):
            self.edges[size] = self.edge.extend(hashes[: size - start])
        self.edge, born = merkle.completed(self.edge, hashes)
        for node in born:
            self.nodes[node.level, node.index] = node.hash
