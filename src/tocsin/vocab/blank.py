"""A blank: the document of many recipients, with gaps for what is theirs.

A document is its blank with the gaps filled: some with the recipient's own texts, the others with ids, which are drawn
here from the document's seed and from nothing else. Only the own texts have to be looked at anew for each recipient.
"""

from collections.abc import Sequence
from hashlib import shake_256
from io import BytesIO
from struct import iter_unpack
from typing import Protocol, runtime_checkable

from msgspec import Struct

from tocsin.vocab.package import Loss, Package, Rendered, Writer
from tocsin.vocab.writable import file_stem

_MARK = b"\0"  # around the number of a gap: in no text that JSON, HTML or XML can hold
_LABEL = b"tocsin document ids/1"
# The bits that tell a UUID of version 4. Source: RFC 9562, section 5.4.
_VERSION = bytes(byte & 0x0F | 0x40 for byte in range(256))
_VARIANT = bytes(byte & 0x3F | 0x80 for byte in range(256))

Stretch = tuple[bytes | int, ...]


class Blank(Struct, frozen=True, kw_only=True):
    """The pieces of a document, and the gap between each two of them by its number.

    The first `own` numbers are texts of the recipient's, the next `ids` ids; a number may stand in many gaps.
    """

    pieces: tuple[bytes, ...]  # one more than gaps
    gaps: tuple[int, ...]
    own: int
    ids: int
    media_type: str
    ending: str  # of the file's name
    losses: tuple[Loss, ...]


@runtime_checkable
class BlankWriter(Writer, Protocol):
    """A language in which the documents of one share differ in a few places only. Other writers need none of this."""

    def blank(self, package: Package) -> Blank:
        """The blank of every package that differs from this one in nothing but number, recipient and seed."""

    def own(self, package: Package) -> tuple[bytes, ...]:
        """What stands in the first gaps, as the language spells it."""


def gap(number: int) -> bytes:
    """What stands for a gap while the whole is spelled."""
    return b"%b%d%b" % (_MARK, number, _MARK)


def cut(spelled: bytes) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """Pieces and gaps of a document that was spelled with `gap`."""
    parts = spelled.split(_MARK)
    return tuple(parts[::2]), tuple(map(int, parts[1::2]))


def filled(blank: Blank, own: Sequence[bytes], package: Package) -> Rendered:
    """The document of one recipient."""
    values = [*own, *drawn_ids(package.seed, blank.ids)]
    parts = [b""] * (len(blank.pieces) + len(blank.gaps))
    parts[::2], parts[1::2] = blank.pieces, map(values.__getitem__, blank.gaps)
    whole = BytesIO()
    whole.writelines(parts)  # many small parts: a join would first take hold of all of them
    return Rendered(
        data=whole.getvalue(),
        media_type=blank.media_type,
        file_name=f"{file_stem(package.number)}{blank.ending}",
        losses=blank.losses,
    )


def drawn_ids(seed: bytes, count: int) -> list[bytes]:
    """UUIDs of version 4 by form: SHAKE-256 of the seed, cut up. Fewer are the beginning of more.

    Source: FIPS 202, section 6.2. Who holds some of them can neither guess the others nor the seed.
    """
    stream = bytearray(shake_256(_LABEL + seed).digest(16 * count))
    stream[6::16] = stream[6::16].translate(_VERSION)
    stream[8::16] = stream[8::16].translate(_VARIANT)
    return [b"%b-%b-%b-%b-%b" % groups for groups in iter_unpack("8s4s4s4s12s", stream.hex().encode())]


def stretches(blank: Blank) -> tuple[Stretch, ...]:
    """What is said between each two ids: pieces, and the numbers of own texts."""
    found: list[Stretch] = []
    stretch: list[bytes | int] = [blank.pieces[0]]
    for number, piece in zip(blank.gaps, blank.pieces[1:], strict=True):
        if number < blank.own:
            stretch += (number, piece)
        else:
            found.append(tuple(stretch))
            stretch = [piece]
    return (*found, tuple(stretch))


def said(some: Sequence[Stretch], own: Sequence[bytes]) -> bytes:
    """Stretches with the own texts in them, a line each: everything a document says, without its ids."""
    return b"\n".join(b"".join(own[part] if isinstance(part, int) else part for part in each) for each in some)


def is_own(stretch: Stretch) -> bool:
    """Whether anything of the recipient's stands in a stretch."""
    return any(isinstance(part, int) for part in stretch)
