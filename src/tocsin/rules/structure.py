"""What still shows: counted from what leaves, and said in words.

For a fixed structure two victims leave the same bytes. The structure itself is no secret to whoever holds the document;
so it is counted before it leaves, and a person decides whether that much may be known.
"""

from collections import Counter
from collections.abc import Iterator

from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.coarse import moments_in
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.finding import TOKEN
from tocsin.vocab.package import Package
from tocsin.vocab.release import Purpose
from tocsin.vocab.structure import Named, Structure
from tocsin.vocab.visible import counted

# What a road itself shows, whatever the document says.
ROADS: dict[RoadKind, str] = {
    RoadKind.MAIL: "the mail around it: when it was planned, our sender's mailbox, and a number of the delivery",
    RoadKind.FOLDER: "its file: when it arrived, beside everything else that ever came to that folder",
    RoadKind.TAXII: "the collection: when it was added, and how often it is added to",
    RoadKind.PAGE: "its page: when it was sent, until when the link lives, and what became of it later",
    RoadKind.BY_HAND: "whatever the portal itself keeps of whoever pastes it",
}


def structure_of(package: Package) -> Structure:
    """What can be counted in a document made of this package."""
    copy = _said_of(package)
    texts = tuple(texts_of(package))
    times = Counter(token for text in texts for token in TOKEN.findall(text))
    names = tuple(_named(label, times) for label in sorted({_label(token) for token in times}))
    seen = [one for each in copy.indicators for one in (each.first_seen, each.last_seen) if one is not None]
    exact = sum(1 for one in seen if (one.minute, one.second, one.microsecond) != (0, 0, 0))
    return Structure(
        names=names,
        repeats=sum(1 for count in times.values() if count > 1),
        skipped=sum(_skipped(label, times) for label in {_label(token) for token in times}),
        texts=len(copy.passages),
        components=len(copy.components),
        indicators=len(copy.indicators),
        techniques=len(copy.techniques),
        measures=len(copy.mitigations),
        prompts=len(copy.prompts),
        digests=sum(len(one.digests) for one in copy.components) + sum(1 for one in copy.prompts if one.sha256),
        moments=exact + sum(map(moments_in, texts)),
    )


def texts_of(package: Package) -> Iterator[str]:
    """Every text of a package that was cleaned or written by a person, before any language breaks it into lines."""
    copy = _said_of(package)
    yield from (copy.title, copy.occurred, copy.known_at, package.ask.text, package.why)
    yield from (one.text for one in copy.passages)
    yield from (text for one in copy.components for text in (one.name, one.version, one.purl, one.revision))
    yield from (text for one in copy.indicators for text in (one.value, one.context))
    yield from (one.name for one in copy.techniques)
    yield from (one.text for one in copy.mitigations)
    yield from (one.text for one in copy.prompts)
    yield from (number for _, number in copy.foreign_ids)


def what_shows(found: Structure, size_bytes: int, road: RoadKind | None) -> tuple[str, ...]:
    """The same in words, a sentence each; what can be done about it stands beside it."""
    return tuple(_sentences(found, size_bytes, road))


def _sentences(found: Structure, size_bytes: int, road: RoadKind | None) -> Iterator[str]:
    yield f"that something was released, when it was written, and its size: {counted(size_bytes, 'byte')}"
    for one in found.names:
        often = f"; {one.most} in {one.most_times} of them" if one.most_times > 1 else ""
        places = counted(one.places, "place")
        yield f"{one.label}: {one.different} different, in {places}{often}"
    if found.repeats:
        again = counted(found.repeats, "name")
        yield f"{again} {'stands' if found.repeats == 1 else 'stand'} there more than once: it is the same one again"
    if found.skipped:
        missing = counted(found.skipped, "number")
        yield f"{missing} of names that stand nowhere in it: others were named in another document of this case"
    parts = (
        (found.texts, "text"),
        (found.components, "component"),
        (found.indicators, "indicator"),
        (found.techniques, "technique"),
        (found.measures, "measure"),
        (found.prompts, "prompt"),
    )
    said = ", ".join(counted(count, what) for count, what in parts if count)
    yield f"how much of each kind: {said or 'nothing'}"
    if found.digests:
        yield f"{counted(found.digests, 'digest')}, by which whoever holds the same content knows it again"
    if found.moments:
        yield f"{counted(found.moments, 'exact time')}: `tocsin case clean --times day` makes times coarse"
    if road is not None:
        yield ROADS[road]


def _said_of(package: Package) -> CleanCopy:
    """The copy as far as the document says it: a withdrawal says nothing of it."""
    copy = package.copy
    if package.purpose is not Purpose.WITHDRAWAL:
        return copy
    return CleanCopy(title=copy.title, classified=copy.classified, marking=copy.marking)


def _named(label: str, times: Counter[str]) -> Named:
    of_it = {token: count for token, count in times.items() if _label(token) == label}
    most = min(of_it, key=lambda token: (-of_it[token], _number(token)))
    return Named(label=label, different=len(of_it), places=sum(of_it.values()), most=most, most_times=of_it[most])


def _skipped(label: str, times: Counter[str]) -> int:
    numbers = {_number(token) for token in times if _label(token) == label}
    return max(numbers) - len(numbers)


def _label(token: str) -> str:
    return token.strip("[]").rpartition("-")[0]


def _number(token: str) -> int:
    return int(token.strip("[]").rpartition("-")[2])
