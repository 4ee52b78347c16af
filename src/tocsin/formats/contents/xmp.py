"""XMP packets: what a file says of itself, as names and values.

Source: ISO 16684-1:2019 (Extensible metadata platform). Values stand in elements or in attributes.
"""

from collections.abc import Mapping

from tocsin.formats.contents.xml_words import HasDocumentType, walk
from tocsin.vocab.contents import Opening
from tocsin.vocab.errors import BadInput, TooMuch

_FORM = frozenset({"li", "Seq", "Bag", "Alt", "Description", "RDF", "xmpmeta"})
_NO_VALUES = frozenset({"about", "parseType", "xmptk", "lang"})
_SPOKEN = {"creator": "Author", "Artist": "Author", "Credit": "Credit", "AuthorsPosition": "Position"}


def read(data: bytes, section: str, opening: Opening) -> None:
    """Every value; what is no XML is listed."""
    names: list[str] = []
    number = 0

    def tell(name: str, value: str) -> None:
        nonlocal number
        if value.strip():
            number += 1
            opening.add(section, f"{_SPOKEN.get(name, name)}: {value.strip()}", f"property {number}")

    def started(name: str, given: Mapping[str, str]) -> None:
        names.append(name if name not in _FORM or not names else names[-1])
        for key, value in given.items():
            if key not in _NO_VALUES:
                tell(key, value)

    def ended(_: str) -> None:
        names.pop()

    try:
        walk(data.strip(b"\0 \r\n\t"), opening, started, ended, lambda text: tell(names[-1], text))
    except (HasDocumentType, TooMuch):
        raise
    except BadInput:
        opening.miss(f"{section}: broken XML")
