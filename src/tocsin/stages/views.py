"""Stage 9, the partner's side: what each party may fetch over TAXII.

A view holds the STIX objects of the documents that were delivered to one party by the road `taxii`, in the order in
which they became available: that of the log. It is made from that party's own deliveries and nothing else, so it
cannot know that anything else exists. The same log gives the same view with the same times, today and after a restart.
"""

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import msgspec
from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.act import is_record, read_leaf
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.errors import Gone
from tocsin.vocab.sharing import Delivery

# Each delivery has a second of the view's time for itself: its objects stand a microsecond apart in it, and whatever
# becomes of an earlier delivery, the times of a later one never move. No document has a million objects.
SPACING_US = 1_000_000
VIEWS_KEPT = 256  # parties whose view is kept in memory; any other is made again when it asks
PAYLOAD_BYTES_KEPT = 64 * 1024 * 1024  # of documents, for the next page of the same

_OPEN = frozenset({DeliveryState.SENT, DeliveryState.COLLECTED, DeliveryState.ACKNOWLEDGED})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Placed(Struct, frozen=True, kw_only=True, gc=False):
    """One version of one object in a view. `added_us` is its date added, microseconds since 1970, UTC.

    `version` is as it stands in the object: `modified`, else `created`, else the date added (OASIS, "TAXII Version
    2.1", section 3.4.1). `order` sorts versions in time; `payload` is the commitment of the document it stands in.
    """

    id: str
    type: str
    spec_version: str
    version: str
    order: str
    added_us: int
    delivery: str
    payload: str
    place: int
    size_bytes: int
    digest: bytes  # of its bytes: 16 bytes of BLAKE2b


class View(Struct, frozen=True, kw_only=True):
    """One party's objects in ascending order of their date added; `waiting` are deliveries not yet known as fetched."""

    party: str
    objects: tuple[Placed, ...]
    by_id: dict[str, tuple[Placed, ...]]
    waiting: frozenset[str]

    def after(self, moment_us: int) -> Sequence[Placed]:
        """The objects that were added after a moment."""
        return self.objects[bisect_right(self.objects, moment_us, key=lambda one: one.added_us) :]


class _Bundle(Struct, frozen=True):
    objects: list[msgspec.Raw] = []  # msgspec copies a default of a list


class _Head(Struct, frozen=True):
    id: str
    type: str
    spec_version: str = "2.1"
    modified: str = ""
    created: str = ""


class _Start(Struct, frozen=True):
    delivery: str
    at_us: int


class _Kept(Struct, kw_only=True):
    """A view as it was made, of which deliveries, and when the log had how many entries."""

    view: View
    made_of: tuple[str, ...]
    size: int


class Views:
    """The views of all parties over one desk; threads may ask at once, and nobody waits for another's view."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hearing = threading.Lock()
        self._seen = 0
        self._starts: dict[str, list[_Start]] = {}  # by party, in log order
        self._views: OrderedDict[str, _Kept] = OrderedDict()
        self._documents = _Documents(desk)

    def of(self, party: str) -> View:
        """A party's view as it is now."""
        size = self._desk.log.size()
        with self._hearing:
            self._hear(size)
            starts = tuple(self._starts.get(party, ()))
            kept = self._views.get(party)
        if kept is None or kept.size < size:
            kept = self._made(party, starts, size, kept)
        with self._hearing:
            self._views[party] = kept
            self._views.move_to_end(party)
            while len(self._views) > VIEWS_KEPT:
                self._views.popitem(last=False)
        return kept.view

    def bodies(self, objects: Sequence[Placed]) -> list[bytes | None]:
        """The exact bytes of objects as they stand in the approved documents; None for what was purged meanwhile."""
        payloads = {one.payload for one in objects}
        registered = self._desk.vault.registered(payloads)
        found = {payload: self._documents.objects_in(payload) for payload in payloads if payload in registered}
        return [found[one.payload][one.place] if found.get(one.payload) else None for one in objects]

    def _hear(self, size: int) -> None:
        """Take up what was sent since the last time. In this order everything became available, and in no other."""
        sent = [
            read_leaf(entry.leaf)
            for entry in self._desk.log.entries(self._seen, size)
            if b'"delivery_moved/1"' in entry.leaf and not is_record(entry.leaf)
        ]
        for leaf in sent:
            if not isinstance(leaf.act, DeliveryMoved) or leaf.act.state != DeliveryState.SENT:
                continue
            delivery = self._desk.index.get("delivery", leaf.act.delivery)
            if isinstance(delivery, Delivery) and delivery.kind == RoadKind.TAXII:
                starts = self._starts.setdefault(delivery.recipient, [])
                earliest = starts[-1].at_us + SPACING_US if starts else 0
                starts.append(_Start(delivery.id, max((leaf.at - _EPOCH) // timedelta(microseconds=1), earliest)))
        self._seen = max(self._seen, size)

    def _made(self, party: str, starts: Sequence[_Start], size: int, before: _Kept | None) -> _Kept:
        deliveries = {one.id: one for one in self._deliveries(party) if DeliveryState(one.state) in _OPEN}
        there = self._desk.vault.registered(one.payload for one in deliveries.values())  # a purge takes them away
        starts = [one for one in starts if one.delivery in deliveries and deliveries[one.delivery].payload in there]
        ids = tuple(start.delivery for start in starts)
        waiting = frozenset(one.id for one in deliveries.values() if one.state == DeliveryState.SENT)
        if before is not None and before.made_of == ids:
            return _Kept(view=msgspec.structs.replace(before.view, waiting=waiting), made_of=ids, size=size)
        goes_on = before is not None and before.made_of == ids[: len(before.made_of)]
        growing = _Growing(before.view.objects if before is not None and goes_on else ())
        for start in starts[len(before.made_of) if before is not None and goes_on else 0 :]:
            delivery = deliveries[start.delivery]
            growing.take(start, delivery, self._documents.objects_in(delivery.payload))
        view = View(party=party, objects=tuple(growing.held), by_id=growing.by_id(), waiting=waiting)
        return _Kept(view=view, made_of=ids, size=size)

    def _deliveries(self, party: str) -> Iterator[Delivery]:
        for one in self._desk.index.with_ref("delivery", [party]):
            if isinstance(one, Delivery) and one.kind == RoadKind.TAXII:
                yield one


class _Documents:
    """The objects of documents that were fetched lately, so that the next page need not open the vault again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, list[bytes]] = OrderedDict()
        self._size_bytes = 0

    def objects_in(self, payload: str) -> list[bytes]:
        """The objects of a document, nothing where it was purged."""
        with self._lock:
            found = self._kept.get(payload)
            if found is not None:
                self._kept.move_to_end(payload)
                return found
        try:
            found = slices_of(self._desk.vault.read(payload))
        except Gone:
            return []
        with self._lock:
            if payload not in self._kept:
                self._kept[payload] = found
                self._size_bytes += _weight(found)
            while len(self._kept) > 1 and self._size_bytes > PAYLOAD_BYTES_KEPT:
                self._size_bytes -= _weight(self._kept.popitem(last=False)[1])
        return found


class _Growing:
    """A view that takes up one document after another. A version that is there already is not added again."""

    def __init__(self, held: Sequence[Placed]) -> None:
        self.held = list(held)
        self._known = {(one.id, one.order) for one in held}
        self._digests = {one.id: one.digest for one in held}  # the newest

    def take(self, start: _Start, delivery: Delivery, slices: Sequence[bytes]) -> None:
        """Add the objects of a delivery that are new to the party."""
        for place, body in enumerate(slices):
            try:
                head = msgspec.json.decode(body, type=_Head)
            except msgspec.MsgspecError:
                continue  # no object of STIX: it has no id and no type
            digest = blake2b(body, digest_size=16).digest()
            added_us = start.at_us + place
            version = head.modified or head.created
            # What has no version of its own, such as a file or a URL, is new where its bytes are.
            if (head.id, order_of(version)) in self._known or (not version and self._digests.get(head.id) == digest):
                continue
            version = version or moment_text(added_us)
            self._known.add((head.id, order_of(version)))
            self._digests[head.id] = digest
            self.held.append(
                Placed(
                    id=head.id,
                    type=head.type,
                    spec_version=head.spec_version,
                    version=version,
                    order=order_of(version),
                    added_us=added_us,
                    delivery=delivery.id,
                    payload=delivery.payload,
                    place=place,
                    size_bytes=len(body),
                    digest=digest,
                )
            )

    def by_id(self) -> dict[str, tuple[Placed, ...]]:
        """The versions of each object, in the order in which they were added."""
        found: dict[str, list[Placed]] = {}
        for one in self.held:
            found.setdefault(one.id, []).append(one)
        return {identifier: tuple(versions) for identifier, versions in found.items()}


def slices_of(data: bytes) -> list[bytes]:
    """The objects of a STIX bundle, each as the very bytes that stand in it; none where the bytes are no bundle."""
    try:
        return [bytes(raw) for raw in msgspec.json.decode(data, type=_Bundle).objects]
    except msgspec.MsgspecError:
        return []


def moment_text(moment_us: int) -> str:
    """A moment as TAXII writes it: UTC, six digits of a second (OASIS, "TAXII Version 2.1", section 2)."""
    return (_EPOCH + timedelta(microseconds=moment_us)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def order_of(version: str) -> str:
    """A version's time in a spelling that sorts: without the zone letter and without closing zeros of the fraction."""
    whole, _, fraction = version.removesuffix("Z").partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _weight(slices: Sequence[bytes]) -> int:
    return sum(map(len, slices))
