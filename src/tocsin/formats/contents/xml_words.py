"""The words of an XML document, without a document type.

A document type is refused where it begins: no entity is ever defined, so none can grow or fetch anything
(OWASP, "XML External Entity Prevention Cheat Sheet"). Nothing is kept of the tree, so depth costs no memory.
"""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from tocsin.vocab.contents import Opening
from tocsin.vocab.errors import BadInput


class HasDocumentType(BadInput):
    """The document has a document type: nothing more of the file is read."""


Started = Callable[[str, Mapping[str, str]], None]

# Attributes that hold words of a person rather than the form of a document.
_SPEAKING = frozenset(
    {"author", "descr", "title", "userId", "displayName", "initials", "lastEdited", "tooltip", "alt", "creator"}
)
_PARAGRAPHS = frozenset({"p", "h", "si", "comment", "text", "property"})


def walk(
    data: bytes, opening: Opening, started: Started, ended: Callable[[str], None], words: Callable[[str], None]
) -> None:
    """Tell of every element and text by local names; BadInput where it is no XML or has a document type."""

    def begin(name: str, given: dict[str, str]) -> None:
        opening.step()
        started(_local(name), {_local(key): value for key, value in given.items()})

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda name: ended(_local(name))
    parser.CharacterDataHandler = words
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise BadInput(f"a part of the file is no XML ({type(fault).__name__})") from fault


class Paragraphs:
    """The words of one part, paragraph by paragraph; what was deleted or hidden has a section of its own."""

    def __init__(self, section: str, opening: Opening, *, only_in: frozenset[str] = frozenset()) -> None:
        self._section, self._opening, self._only_in = section, opening, only_in
        self._open = 0  # elements around the place that hold words
        self._pieces: dict[str, list[str]] = {}
        self._is_hidden = self._is_deleted = False
        self._number = self._said = 0

    def read(self, data: bytes) -> None:
        """Everything in a part."""
        walk(data, self._opening, self.started, self.ended, self.words)
        self.flush()

    def started(self, name: str, given: Mapping[str, str]) -> None:
        """An element begins."""
        if name in _PARAGRAPHS:
            self.flush()
        elif name in {"tab", "br", "cr"} and not given:
            self._piece("\t" if name == "tab" else "\n")
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish" and given.get("val", "1") not in {"0", "false", "off"}:
            self._is_hidden = True
        self._is_deleted = name == "delText" or (self._is_deleted and name == "t")
        self._open += name in self._only_in
        for key in sorted(_SPEAKING & given.keys()):
            self._said += 1
            self._opening.add(f"{self._section}, attributes", f"{key}: {given[key]}", f"attribute {self._said}")

    def ended(self, name: str) -> None:
        """An element ends."""
        self._open -= name in self._only_in
        if name == "delText":
            self._is_deleted = False
        if name in _PARAGRAPHS:
            self.flush()

    def words(self, text: str) -> None:
        """Some words."""
        if self._open or not self._only_in:
            self._piece(text)

    def flush(self) -> None:
        """The paragraph is whole."""
        for section, pieces in self._pieces.items():
            text = "".join(pieces)
            if text.strip():
                self._number += 1
                self._opening.add(section, text.strip("\n"), f"paragraph {self._number}")
        self._pieces = {}

    def _piece(self, text: str) -> None:
        section = self._section
        if self._is_deleted:
            section += ", deleted text"
            self._opening.fact(f"{self._section}: text that was deleted and is still there (tracked changes)")
        elif self._is_hidden:
            section += ", hidden text"
            self._opening.fact(f"{self._section}: hidden text")
        self._pieces.setdefault(section, []).append(text)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_: object) -> None:
    raise HasDocumentType(
        "a part of the file has a document type, which no document of this kind needs",
        hint="it may be made to harm whoever opens it; keep it as it is, and open it elsewhere with care",
    )
