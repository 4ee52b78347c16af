"""A package: a clean copy on its way into one recipient's document."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, runtime_checkable

from msgspec import Struct

from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.ids import Key
from tocsin.vocab.marking import Tlp
from tocsin.vocab.release import Purpose
from tocsin.vocab.terms import Terms


class Ask(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What we need from the recipient, by when, and where to answer."""

    text: str
    by: datetime | None = None
    answer_to: str = ""


class Package(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a document says, to one recipient.

    `seed` is 32 random bytes drawn for this document alone: ids inside it are made from the seed, so that they say
    nothing about what was withheld and differ from recipient to recipient. `earlier` are the ids (in the format's own
    form) of the objects that a correction or withdrawal replaces. `changes` are what a correction says otherwise, as
    (what happened, to what); nothing in it repeats what the earlier document said.
    """

    copy: CleanCopy
    terms: Terms
    ask: Ask
    purpose: Purpose
    number: str  # our number of the document, printed on it
    follows: str = ""  # the number of the document it corrects or withdraws
    why: str = ""  # of a correction or withdrawal
    changes: tuple[tuple[str, str], ...] = ()
    sender: str  # as the recipient may know us; "" where attribution says must-not
    contact: str
    recipient: str  # by name, for documents that may name it
    written_at: datetime
    seed: bytes
    earlier: bytes = b""  # the payload of the document it follows, in the same format


class Loss(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that the format cannot carry. `is_mark`: it is part of the marking, and the send is blocked."""

    what: str
    why: str
    is_mark: bool = False


class Rendered(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document's exact bytes, and what is not in them."""

    data: bytes
    media_type: str
    file_name: str
    losses: tuple[Loss, ...] = ()


class Shown(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a recipient would see, parsed back from the bytes by a reader that is not the writer.

    `lines` are (name, value) in reading order; `tlp` the label found in the bytes, None where none was found.
    """

    tlp: Tlp | None
    lines: tuple[tuple[str, str], ...]


class Writer(Protocol):
    """A language that is written: one module in `formats/`, one line in `registry.py`."""

    NAME: Key
    SUMMARY: str
    MEDIA_TYPE: str
    CARRIES: frozenset[Tlp]

    def write(self, package: Package) -> Rendered:
        """The document's bytes: the same package gives the same bytes, always."""

    def show(self, data: bytes) -> Shown:
        """What the bytes say, read back."""


@runtime_checkable
class LongWriter(Writer, Protocol):
    """A language whose documents can be so long that nobody waits for all of one. Other writers need none of this."""

    def lines(self, data: bytes) -> Iterator[tuple[str, str]]:
        """The lines that `show` gives, each read when it is asked for."""
