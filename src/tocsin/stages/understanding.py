"""Stage 1, first half: what a file is, and what of it is understood."""

from collections.abc import Callable
from typing import BinaryIO

from msgspec import Struct

from tocsin.rules.hazard import hazard_of
from tocsin.rules.stated import stated
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.reading import NotUnderstood, Place, Reading
from tocsin.vocab.sample import Sample

HEAD_BYTES = 64 * 1024
SPLIT = "to have it read, split it and add the parts"


class Offer(Struct, frozen=True, kw_only=True):
    """One file somebody hands in. `open` gives its bytes from the start, each time anew.

    `why_not` is set where it is no file that can be read: a link, a pipe, a device, no right to read it.
    """

    name: str
    size_bytes: int
    open: Callable[[], BinaryIO]
    why_not: str = ""


class Understood(Struct, frozen=True, kw_only=True):
    """What a file says. `hazard` is a closed code where it would run code if a program loaded it."""

    reading: Reading
    hazard: str | None = None


class Declined(Struct, frozen=True, kw_only=True):
    """Not taken, with the reason; the reporter may mend it and try again."""

    why: str


UNREAD = "kept"  # the format name of a file that is kept whole and not read
UNNAMED = "unnamed"


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one file: kept, joined (it was here already) or declined, and how much of it was understood.

    `left_out` are the numbers and codes that it states and that were not taken over to the case.
    """

    name: str
    outcome: str
    why: str = ""
    case: str = ""
    item: str = ""
    format: str = ""
    kind: str = ""
    title: str = ""
    hazard: str = ""
    receipt: str = ""
    units: int = 0
    understood: int = 0
    objects: dict[str, int] = {}
    not_understood: tuple[NotUnderstood, ...] = ()
    left_out: tuple[str, ...] = ()


def look(desk: Desk, offer: Offer, wanted: str = "auto") -> Taken:
    """What would be understood of a file, without keeping or recording anything (`--dry-run`)."""
    found = understand(desk, offer, wanted)
    if isinstance(found, Declined):
        return Taken(name=offer.name, outcome="declined", why=found.why)
    return taken_of(offer, found, outcome="would_be_kept", left_out=stated(found.reading).left_out)


def understand(desk: Desk, offer: Offer, wanted: str) -> Understood | Declined:
    """Read one file within the limits. `wanted` is a format's name, or `auto`.

    A file that no format claims, that is too large to parse, or that its format cannot read, is kept whole and says
    so: the evidence is never lost over a parser. Only an empty file is declined, for it is no evidence.
    """
    if offer.why_not:
        return Declined(why=offer.why_not)
    if offer.size_bytes == 0:
        return Declined(why="the file is empty: a report needs evidence")
    if offer.size_bytes > LIMITS.file_bytes:
        return Declined(why=f"the file has {offer.size_bytes:,} bytes; at most {LIMITS.file_bytes:,} are taken")
    with offer.open() as stream:
        head = stream.read(HEAD_BYTES)
    if offer.size_bytes > LIMITS.document_bytes:
        why = f"larger than {LIMITS.document_bytes:,} bytes: kept whole, not read; {SPLIT}"
        return _kept_whole(ItemKind.LOG if _is_text(head) else ItemKind.ARTIFACT, why, hazard_of(offer.name, head))
    with offer.open() as stream:
        sample = Sample(offer.name, stream.read())
    reader = desk.reader_for(sample, wanted)
    if reader is None:
        why = "no format here reads this: kept whole, never opened"
        return _kept_whole(ItemKind.ARTIFACT, why, hazard_of(offer.name, head))
    try:
        return Understood(reading=reader.read(sample))
    except BadInput as fault:
        if wanted != "auto":
            raise
        kind = ItemKind.NOTE if sample.text is not None else ItemKind.ARTIFACT
        why = f"looked like {reader.NAME} but: {fault}"
        why = f"{why}; {SPLIT}" if isinstance(fault, TooMuch) else why
        return _kept_whole(kind, why, hazard_of(offer.name, head))


def taken_of(
    offer: Offer,
    found: Understood,
    *,
    outcome: str,
    case: str = "",
    item: str = "",
    receipt: str = "",
    left_out: tuple[str, ...] = (),
) -> Taken:
    """What became of a file, with all that was understood of it."""
    reading = found.reading
    return Taken(
        name=offer.name,
        outcome=outcome,
        case=case,
        item=item,
        format=reading.format,
        kind=reading.kind,
        title=title_of(reading.title or ""),
        hazard=found.hazard or "",
        receipt=receipt,
        units=reading.units,
        understood=reading.understood,
        objects=counts_of(reading),
        not_understood=reading.not_understood,
        left_out=left_out,
    )


def counts_of(reading: Reading) -> dict[str, int]:
    """How many objects of each kind a reading has."""
    counts: dict[str, int] = {}
    for thing in reading.objects:
        counts[thing.kind] = counts.get(thing.kind, 0) + 1
    return counts


def title_of(text: str) -> str:
    """One line of at most 200 signs: a name is a name; the whole text lies in the original."""
    return " ".join(text.split())[:200] or UNNAMED


def _kept_whole(kind: ItemKind, why: str, hazard: str | None) -> Understood:
    reading = Reading(format=UNREAD, kind=kind, not_understood=(NotUnderstood(place=Place(), why=why),), units=1)
    return Understood(reading=reading, hazard=hazard)


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # cut in the middle of a sign
    return True
