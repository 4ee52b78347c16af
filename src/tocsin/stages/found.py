"""What stands in a case's evidence that others could look for.

Nothing is promoted here. The detectors point at it and a person decides: a value becomes an indicator only where
somebody takes it into the clean copy, with its context. Evidence whose look is recorded (sealed, privileged, marked
RED) is not read.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of
from tocsin.stages.evidence import needs_reason
from tocsin.stages.scanning import Scanner
from tocsin.vocab.case import Case, Item
from tocsin.vocab.defang import refanged
from tocsin.vocab.errors import Gone
from tocsin.vocab.finding import Label

MOST_ITEMS = 50  # the newest: a page's worth
READ_CHARS, ALL_CHARS = 200_000, 1_000_000  # of each, and of all: scanned within some tenths of a second
MOST_VALUES = 200
AROUND_CHARS = 60  # on each side: enough to see whose it is

_KINDS: dict[Label, str] = {
    Label.IOC_DOMAIN: "domain",
    Label.IOC_URL: "url",
    Label.IOC_IPV4: "ipv4",
    Label.IOC_IPV6: "ipv6",
    Label.IOC_EMAIL: "email",
    Label.CRYPTO_ADDR: "wallet",
}
_DIGESTS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}


class FoundValue(Struct, frozen=True, kw_only=True):
    """A value as an indicator would have it, how often it stands there, in which items, and what is around the first.

    `around` is text of the evidence: it is shown to whoever may read that, and goes nowhere by itself.
    """

    kind: str
    value: str
    times: int
    items: tuple[str, ...]
    around: str = ""


class FoundInCase(Struct, frozen=True, kw_only=True):
    """What was found in `read` items. `closed` were not looked into, `left` are older ones, or the rest of long ones.

    What nothing found is not clean, and what was found need not be the attacker's: the detectors know forms, not whose
    something is.
    """

    values: tuple[FoundValue, ...]
    read: int
    closed: int
    left: int


def found_in(desk: Desk, case: Case, only: Sequence[str] = ()) -> FoundInCase:
    """What stands in the newest items of a case, or in some of them: the most frequent first."""
    items = [one for _, one in desk.index.page("item", stream=case.id, limit=MOST_ITEMS + 1) if isinstance(one, Item)]
    if only:
        some = desk.index.some("item", only[:MOST_ITEMS])
        items = [one for one in some.values() if isinstance(one, Item) and one.case == case.id]
    kept = [one for one in items if one.state != "purged"]
    readable = [one for one in kept[:MOST_ITEMS] if needs_reason(desk, one) is None]
    scanner, left = Scanner(desk.detectors, dictionary_of(desk)), max(0, len(kept) - MOST_ITEMS)
    times: dict[tuple[str, str], dict[str, int]] = {}
    seen: dict[tuple[str, str], str] = {}
    budget = ALL_CHARS
    for item in readable:
        text, is_whole = _text(desk, item, min(budget, READ_CHARS))
        budget -= len(text)
        left += not is_whole
        for kind, value, around in _values(scanner, text):
            seen.setdefault((kind, value), around)
            places = times.setdefault((kind, value), {})
            places[item.id] = places.get(item.id, 0) + 1
    values = [
        FoundValue(kind=kind, value=value, times=sum(places.values()), items=tuple(places), around=seen[kind, value])
        for (kind, value), places in times.items()
    ]
    values.sort(key=lambda one: (-one.times, one.kind, one.value))
    return FoundInCase(
        values=tuple(values[:MOST_VALUES]),
        read=len(readable),
        closed=len(kept[:MOST_ITEMS]) - len(readable),
        left=left + max(0, len(values) - MOST_VALUES),
    )


def _values(scanner: Scanner, text: str) -> Iterator[tuple[str, str, str]]:
    """Each with its kind, and what stands around it."""
    for found in scanner.scan(text):
        said = text[found.start : found.end]
        if found.label is Label.IOC_HASH:
            yield _DIGESTS.get(len(said), "hash"), said.lower(), _around(text, found.start, found.end)
        elif found.label in _KINDS:
            yield _KINDS[found.label], refanged(said), _around(text, found.start, found.end)


def _around(text: str, start: int, end: int) -> str:
    """A line of the text, cut on both sides where it is long."""
    first, last = max(0, start - AROUND_CHARS), min(len(text), end + AROUND_CHARS)
    begin = text.rfind("\n", first, start) + 1 or first
    stop = text.find("\n", end, last)
    stop = last if stop < 0 else stop
    is_cut_before, is_cut_behind = begin > 0 and text[begin - 1] != "\n", stop < len(text) and text[stop] != "\n"
    return f"{'…' if is_cut_before else ''}{text[begin:stop].strip()}{'…' if is_cut_behind else ''}"


def _text(desk: Desk, item: Item, most: int) -> tuple[str, bool]:
    """The beginning of the content as text, and whether that is all; "" where it is no text or gone."""
    if not most:
        return "", False
    data = bytearray()
    try:
        for piece in desk.vault.open(item.content):
            data += piece
            if len(data) > 4 * most:
                break
    except Gone:
        return "", True
    if b"\0" in data:
        return "", True
    text = data.decode("utf-8", "replace")
    return text[:most], len(text) <= most
