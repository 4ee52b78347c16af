"""What is in a file that is no plain text: its words, places, the rest.

Places and facts hold no word of the file: a report may show them. What was not read is listed, never dropped.
"""

from bisect import bisect_right
from collections.abc import Callable

from msgspec import Struct

from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.foreign import clean
from tocsin.vocab.limits import LIMITS, Limits


class Copy(Struct, frozen=True, kw_only=True):
    """What can be written of a file once it was cleaned; `why` says what that leaves behind."""

    suffix: str  # of the copy's name; empty where none can be written
    why: str


TEXT_COPY = Copy(suffix=".txt", why="its words alone, as text; layout, pictures and everything else stay behind")
PIXEL_COPY = Copy(suffix=".png", why="the first picture, written anew from its pixels alone")


class ContentPart(Struct, frozen=True, kw_only=True):
    """Some words and where they stand: a section (`page 3`), and a place in it (`annotation 2`) where there is one."""

    section: str
    text: str
    place: str = ""
    before: str = "\n"  # what stands between it and the part before it in the same section

    @property
    def where(self) -> str:
        """The place in words."""
        return f"{self.section}, {self.place}" if self.place else self.section


class Contents(Struct, frozen=True, kw_only=True):
    """A file as it was opened: what kind it is, what was read, what stands in it, and what was not read."""

    kind: str
    parts: tuple[ContentPart, ...]
    facts: tuple[str, ...]
    unread: tuple[str, ...]
    copy: Copy


class Words(Struct, frozen=True, kw_only=True):
    """All words of a file as one text with headings, and where each part of it begins."""

    text: str
    starts: tuple[int, ...]
    places: tuple[str, ...]

    def place(self, at: int) -> str:
        """Where the sign at `at` stands in the file."""
        return self.places[max(0, bisect_right(self.starts, at) - 1)] if self.places else ""


def words_of(contents: Contents) -> Words:
    """The words in the order of the file, a heading before each section."""
    pieces: list[str] = []
    starts: list[int] = []
    length, section = 0, None
    for part in contents.parts:
        before = part.before if part.section == section else ("\n\n" if pieces else "") + f"=== {part.section} ===\n"
        pieces += (before, part.text)
        starts.append(length + len(before))
        length += len(before) + len(part.text)
        section = part.section
    text = "".join(pieces)
    return Words(
        text=text + "\n" if text else "", starts=tuple(starts), places=tuple(part.where for part in contents.parts)
    )


class Opening:
    """Contents in the making, within limits; TooMuch where a file would become more than one may."""

    def __init__(self, limits: Limits = LIMITS, within: "Opening | None" = None) -> None:
        self.limits = limits
        self._within = within  # what is unpacked counts for the file around it as well
        self._parts: list[ContentPart] = []
        self._facts: dict[str, None] = {}
        self._unread: dict[str, None] = {}
        self._signs = self._bytes = self._elements = 0

    def add(self, section: str, text: str, place: str = "", *, before: str = "\n") -> None:
        """Some words, where there are any; control signs that no text needs go."""
        kept = clean(text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))
        if not kept.strip():
            return
        self._signs += len(kept)
        if self._signs > self.limits.contents_chars or len(self._parts) >= self.limits.contents_parts:
            raise TooMuch(
                f"the words of the file are more than {self.limits.contents_chars:,} signs "
                f"or {self.limits.contents_parts:,} parts",
                hint="split the file, or write its text out and scan that",
            )
        self._parts.append(ContentPart(section=section, text=kept, place=place, before=before))

    def fact(self, said: str) -> None:
        """Something that is in the file, said without a word of it."""
        self._facts[said] = None

    def miss(self, said: str) -> None:
        """Something that was not read, and why."""
        self._unread[said] = None

    def look_into(self, section: str, data: bytes, inner: "Callable[[bytes], Contents | None]") -> None:
        """Take what lies in a file that lies in this one, or say why it is not read; TooMuch ends the whole."""
        try:
            found = inner(data)
        except TooMuch:
            raise
        except BadInput as fault:
            self.miss(f"{section}: {fault}")
            return
        if found is None:
            self.miss(f"{section}: a kind that is not read here")
        else:
            self.take(section, found)

    def take(self, section: str, inner: Contents) -> None:
        """A file within the file, under the name of the place where it stands."""
        self.fact(f"{section} is: {inner.kind}")
        for part in inner.parts:
            self.add(f"{section}, {part.section}", part.text, part.place, before=part.before)
        for fact in inner.facts:
            self.fact(f"{section}: {fact}")
        for unread in inner.unread:
            self.miss(f"{section}: {unread}")

    def unpack(self, size: int) -> None:
        """Count bytes that something packed has become; TooMuch beyond the limit."""
        if self._within is not None:
            self._within.unpack(size)
        self._bytes += size
        if self._bytes > self.limits.unpacked_bytes:
            raise TooMuch(
                f"the file unpacks to more than {self.limits.unpacked_bytes:,} bytes",
                hint="it may be made to fill a disk; open it elsewhere, with care",
            )

    def step(self) -> None:
        """Count an element of XML; TooMuch beyond the limit, in the file and in everything within it."""
        if self._within is not None:
            self._within.step()
        self._elements += 1
        if self._elements > self.limits.contents_elements:
            raise TooMuch(
                f"the file has more than {self.limits.contents_elements:,} elements of XML",
                hint="split it, or write its text out and scan that",
            )

    @property
    def room(self) -> int:
        """Bytes that may still be unpacked."""
        own = max(0, self.limits.unpacked_bytes - self._bytes)
        return own if self._within is None else min(own, self._within.room)

    def contents(self, kind: str, copy: Copy) -> Contents:
        """Everything met."""
        return Contents(
            kind=kind, parts=tuple(self._parts), facts=tuple(self._facts), unread=tuple(self._unread), copy=copy
        )


_CONTROLS = {code: None for code in range(32) if code not in {9, 10}}
