"""A passage: one value of a JSON document, its exact bytes, its place.

A reader asks a passage for members, elements and texts; whatever shape the document has, the answer is a passage or
nothing, never an exception.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

import msgspec

from tocsin.vocab.document import json_lines, parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.foreign import clean, json_bytes, pointer
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.reading import NotUnderstood, Place
from tocsin.vocab.sample import Sample

_STEP = 120  # signs of one key that a pointer shows; a hostile key may have millions
_BOM = b"\xef\xbb\xbf"

_Slices = TypeVar("_Slices", dict[str, msgspec.Raw], list[msgspec.Raw])


class Passage:
    """One JSON value. `value` is None also where there is nothing; bytes and place are worked out when asked for."""

    def __init__(self, value: object, raw: bytes, place: Place) -> None:
        self.value = value
        self._raw = raw
        self._place: Place | None = place
        self._within: Passage | None = None
        self._step: str | int = ""

    @classmethod
    def _inside(cls, within: "Passage", step: str | int, value: object) -> "Passage":
        made = cls.__new__(cls)
        made.value = value
        made._place = None
        made._within = within
        made._step = step
        return made

    @property
    def raw(self) -> bytes:
        """The exact slice of the document."""
        return self._raw if self._within is None else self._within._slice(self._step, self.value)

    @property
    def place(self) -> Place:
        """Where it stands."""
        if self._place is None and self._within is not None:
            self._place = self._within.place_of(self._step)
        return self._place or Place()

    @property
    def is_object(self) -> bool:
        """Whether this is a JSON object."""
        return isinstance(self.value, dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the members in document order; none where this is no object."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def holds(self, key: str) -> bool:
        """Whether a member is there and not null."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def place_of(self, step: str | int) -> Place:
        """The place of a member or an element."""
        shown = step if isinstance(step, int) or len(step) <= _STEP else step[:_STEP] + "…"
        return Place(line=self.place.line, pointer=(self.place.pointer or "") + pointer(shown))

    def get(self, *keys: str) -> "Passage":
        """The first of these members that is there and not null; else a passage of value None at the first."""
        if isinstance(self.value, dict):
            for key in keys:
                value = self.value.get(key)
                if value is not None:
                    return Passage._inside(self, key, value)
        return Passage._inside(self, keys[0], None)

    def held(self, *keys: str) -> list["Passage"]:
        """Those of these members that are there and not null, in the order asked."""
        members = self.value if isinstance(self.value, dict) else {}
        return [Passage._inside(self, key, members[key]) for key in keys if members.get(key) is not None]

    @property
    def elements(self) -> tuple["Passage", ...]:
        """The elements in order; none where this is no array."""
        if not isinstance(self.value, list):
            return ()
        return tuple(Passage._inside(self, index, value) for index, value in enumerate(self.value))

    @property
    def objects(self) -> Iterator["Passage"]:
        """The objects among the elements; a lone object stands for an array of one."""
        several = (self,) if self.is_object else self.elements
        return (each for each in several if each.is_object)

    def text(self, *keys: str) -> str | None:
        """The first of these members that is a text with something in it, or a whole number; without keys, this."""
        if not keys:
            return _text_of(self.value)
        members = self.value if isinstance(self.value, dict) else {}
        for key in keys:
            found = _text_of(members.get(key))
            if found is not None:
                return found
        return None

    def texts(self, *keys: str) -> tuple[str, ...]:
        """The texts of the first member there: itself, or those of its elements that are texts."""
        value = self.get(*keys).value if keys else self.value
        several = value if isinstance(value, list) else [value]
        return tuple(found for each in several if (found := _text_of(each)) is not None)

    @cached_property
    def _members(self) -> dict[str, msgspec.Raw]:
        return _sliced(self.raw, dict[str, msgspec.Raw]) or {}

    @cached_property
    def _elements(self) -> list[msgspec.Raw]:
        return _sliced(self.raw, list[msgspec.Raw]) or []

    def _slice(self, step: str | int, value: object) -> bytes:
        if isinstance(step, int):
            found = self._elements[step] if step < len(self._elements) else None
        else:
            found = self._members.get(step)
        return json_bytes(value) if found is None else bytes(found)


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """The records of a file: the one document, the elements of its array, or its lines; bad lines are listed."""

    passages: tuple[Passage, ...]
    bad: tuple[NotUnderstood, ...] = ()

    @property
    def only(self) -> Passage:
        """The one record of a file that has no other, not even a bad one; else a passage of value None."""
        alone = len(self.passages) == 1 and not self.bad
        return self.passages[0] if alone else Passage(None, b"null", Place())


def read_records(sample: Sample) -> Records:
    """Every record of a JSON or JSON Lines file; BadInput where it is neither, with the place."""
    whole = sample.json
    if whole is None:
        if not sample.first_records:
            parse_json(sample.data)  # says where
            raise BadInput("line 1: neither JSON nor JSON Lines", hint="check that the file is complete")
        return _read_lines(sample.data)
    document = Passage(whole, sample.data.removeprefix(_BOM).strip(), Place(pointer=""))
    passages = (document,) if document.is_object else document.elements
    _check_count(len(passages))
    return Records(passages=passages)


def _read_lines(data: bytes) -> Records:
    passages: list[Passage] = []
    bad: list[NotUnderstood] = []
    for number, piece in json_lines(data.removeprefix(_BOM)):
        _check_count(number)
        place = Place(line=number, pointer="")
        try:
            passages.append(Passage(parse_json(piece, line=number), piece, place))
        except BadInput as error:
            bad.append(NotUnderstood(place=place, why=f"the line is not one JSON document ({error.code})"))
    return Records(passages=tuple(passages), bad=tuple(bad))


def _check_count(count: int) -> None:
    if count > LIMITS.objects:
        raise TooMuch(f"more than {LIMITS.objects:,} records")


def _sliced(raw: bytes, shape: type[_Slices]) -> _Slices | None:
    """The slices of an object or array; None where msgspec refuses what the strict reader lets through."""
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None  # a lone surrogate in a key


def _text_of(value: object) -> str | None:
    if isinstance(value, str):
        return (value if value.isascii() else clean(value)) if value.strip() else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None
