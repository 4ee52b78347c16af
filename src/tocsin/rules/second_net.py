"""The second net: whether a removed value is in the bytes that leave.

Detectors miss; this search does not guess. Every value is looked for in the document as it is and with its usual
encodings undone, one within another. What was found is named by its place in the list of values, never repeated.
Compressed and encrypted parts cannot be read here: hand in the parsed text as well.
"""

import base64
import binascii
import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from json import dumps
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from tocsin.vocab.neutral import JOINT, SHOWN_JOINT, SHOWN_SPACE, SPACE_MARK

LEAST_ANYWHERE = 4  # a shorter value stands inside other words by chance: it is looked for as a whole word
LEAST_SQUEEZED = 7  # letters and digits; below that two unrelated words would meet once their separators are gone
LEAST_BASE64 = 5  # signs of base64 that stand for a value alone; fewer stand anywhere by chance
MANY = 64  # values; for fewer a walk through the text for each is quicker than a look at all of its runs
GRAM = 4  # bytes: a machine's word
EVERY = 2  # bytes: how far apart the grams of a text begin
MOST_RUNS = 8_000_000  # signs of one text, of which every second takes some 60 bytes of memory
MOST_LAYERS = 3  # base64 of percent of JSON; deeper nesting is somebody hiding, and no longer an accident
_MOST_VIEWS = 160  # of one document; each layer adds some, and a hostile document many
# Source: STIX Version 2.1, OASIS Standard, 10 June 2021, section 2.9: the namespace of deterministic object ids.
STIX_NAMESPACE = bytes.fromhex("00abedb4aa42466c9c01fed23315a9b7")
_DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s")
# The properties of which one alone can make an observable's id. Source: the same, section 6, "ID Contributing
# Properties": addresses, domains and URLs; files, software and mutexes; folders; accounts; registry keys.
_ID_PROPERTIES = ("value", "name", "path", "account_login", "user_id", "key")
_CODED = frozenset({22, 27, 38, 43, 64, 86})  # signs of base64 for 16, 20, 28, 32, 48 and 64 bytes
_HEX_RUN = re.compile("[0-9a-f]{32,}")
_HEAD = 8  # signs of a digest that tell it from nearly any other
_UUID5 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_OPAQUE = (
    (b"PK\x03\x04", "a ZIP container"),
    (b"\x1f\x8b", "a gzip stream"),
    (b"/FlateDecode", "compressed PDF streams"),
    (b"age-encryption.org", "an age file"),
    (b"-----BEGIN PGP MESSAGE", "an OpenPGP message"),
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]{2,})*={0,2}")
# A run of small letters alone is a word; a value written so is still found by its own spelling in base64.
_MIXED = re.compile(r"^(?=.*[A-Z])(?=.*[a-z0-9])")
_SAYS = re.compile(r"[^\W\ufffd]{2}")
# The next three begin with one of a few signs, though that makes them longer: most of a document is then skipped over.
# The first also looks ahead at what any run has there.
_HEX = re.compile(
    r"[\\%0-9a-fA-F](?=[0-9a-fA-Fx][ :\\%0-9a-fA-F][ :\\%x0-9a-fA-F])"
    r"(?:(?<=[0-9a-fA-F])[0-9a-fA-F]|(?:(?<=\\)x|(?<=0)x|(?<=%))[0-9a-fA-F]{2})[ :]?"
    r"(?:(?:\\x|0x|%)?[0-9a-fA-F]{2}[ :]?){2,}"
)
_JSON = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt]|x[0-9a-fA-F]{2})')
_BRACKET = r"[\s\[({](?:(?:(?<=\s)[\[({]|(?<=[\[({]))\s?"
_DOTS = re.compile(_BRACKET + r"(?:\.|dot)\s?[\])}]\s?|(?<=\w )dot (?=\w))", re.IGNORECASE)
_ATS = re.compile(_BRACKET + r"(?:@|at)\s?[\])}]\s?|(?<=\w )at (?=\w))", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\W_]+")
_ASCII_SEPARATORS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
# Signs that show nothing: soft hyphen, joiners, marks of direction, variation selectors, tags (Unicode category Cf).
_HIDDEN = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
_SPELLED_OUT = re.compile("⟨U\\+([0-9A-F]{4,6})⟩")  # how our own documents show a hidden sign
_NEUTRAL_LAYOUT = re.compile(f"([\u27e9{SHOWN_SPACE}{SHOWN_JOINT}])\\n")  # line ends that are none of the text's
_NEUTRAL_MARKS = {ord(SPACE_MARK): " ", ord(SHOWN_SPACE): " ", ord(JOINT): "", ord(SHOWN_JOINT): ""}
_SOFT = re.compile(r"=\r?\n|=([0-9A-Fa-f]{2})")


class Leak(Struct, frozen=True, kw_only=True):
    """A withheld value is in the document: which one (its place in the list), and how it is written there."""

    value: int
    encoding: str


class Search(Struct, frozen=True, kw_only=True):
    """What a search found, and what it could not search: values by their place in the list, parts by what they are."""

    leaks: tuple[Leak, ...]
    unsearchable: tuple[int, ...]  # no letter and no digit, or a single one: it would be found everywhere
    opaque: tuple[str, ...]  # parts of the document that cannot be read here


def leaks(document: bytes, withheld: Iterable[str]) -> tuple[Leak, ...]:
    """Every withheld value that stands in the document; see `search` for what could not be searched."""
    return search(document, withheld).leaks


def search(document: bytes, withheld: Iterable[str]) -> Search:
    """Look for every value in every reading of the document; the first reading that holds a value is named."""
    values = list(withheld)
    wanted = [_wanted(value) for value in values]
    open_ = {place for place, value in enumerate(wanted) if len(value.squeezed.text) > 1}
    found: dict[int, str] = {}
    for how, text in _readings(document):
        folded = _Folded(text, many=len(open_) > MANY)
        for place in sorted(open_ - found.keys()):
            kind = folded.holds(wanted[place])
            if kind is not None:
                found[place] = " in ".join(filter(None, (kind, how))) or "plain"
    found |= _in_base64(document, {place: values[place] for place in open_ - found.keys()})
    found |= _fingerprints(document, {place: values[place] for place in open_ - found.keys()})
    return Search(
        leaks=tuple(Leak(value=place, encoding=found[place]) for place in sorted(found)),
        unsearchable=tuple(place for place in range(len(values)) if place not in open_),
        opaque=tuple(name for sign, name in _OPAQUE if sign in document),
    )


class _Sought:
    """A value with the grams that it has wherever it begins in a text: at an even byte or at an odd one."""

    __slots__ = ("phases", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        data = text.encode("utf-8", "surrogatepass")
        self.phases = [_grams(data, first) for first in range(EVERY)] if len(data) >= GRAM + EVERY - 1 else []


def _grams(data: bytes, first: int) -> list[int]:
    """The grams that begin at every second byte from there."""
    whole = memoryview(data)
    return [
        gram
        for begin in range(first, first + GRAM, EVERY)
        if begin < len(data)
        for gram in whole[begin : len(data) - (len(data) - begin) % GRAM].cast("I")
    ]


class _Wanted(Struct, frozen=True):
    """One value in the spellings in which it is looked for."""

    plain: _Sought
    refanged: _Sought
    squeezed: _Sought  # letters and digits only


def _wanted(value: str) -> _Wanted:
    plain = _fold(value)
    refanged = _ATS.sub("@", _DOTS.sub(".", plain)).replace("hxxp", "http")
    return _Wanted(_Sought(plain), _Sought(refanged), _Sought(_squeeze(plain)))


class _Folded:
    """One reading of a document, folded in the ways in which a value may be spelled."""

    def __init__(self, text: str, *, many: bool = False) -> None:
        self._text = _fold(text)
        defanged = (
            _ATS.sub("@", _DOTS.sub(".", self._text))
            .replace("hxxp", "http")
            .replace("[:]", ":")
            .replace("[://]", "://")
        )
        self._refanged = re.sub(r"\[(https?|ftp|mailto)\](?=:)", r"\1", defanged)
        self._squeezed = _squeeze(self._text)
        searched = (self._text, self._refanged, self._squeezed) if many else ("", "", "")
        self._plain_runs, self._refanged_runs, self._squeezed_runs = (_Runs(each, many=many) for each in searched)

    def holds(self, value: _Wanted) -> str | None:
        """How a folded value is written here: "" as it is, a word for another spelling, None where it is not."""
        plain, refanged, squeezed = value.plain, value.refanged, value.squeezed
        if len(plain.text) < LEAST_ANYWHERE:
            return "" if re.search(rf"(?<![^\W_]){re.escape(plain.text)}(?![^\W_])", self._text) else None
        if self._plain_runs.may_hold(plain) and plain.text in self._text:
            return ""
        if self._refanged_runs.may_hold(refanged) and refanged.text in self._refanged:
            return "defanged"
        if len(squeezed.text) < LEAST_SQUEEZED or not self._squeezed_runs.may_hold(squeezed):
            return None
        return "separated otherwise" if squeezed.text in self._squeezed else None


class _Runs:
    """The grams of a text at every second byte: of many values most are ruled out without a walk through the text."""

    def __init__(self, text: str, *, many: bool) -> None:
        is_worth_it = many and len(text) <= MOST_RUNS
        self._grams = frozenset(_grams(text.encode("utf-8", "surrogatepass"), 0)) if is_worth_it else None

    def may_hold(self, value: _Sought) -> bool:
        """False only where the value is not in the text."""
        grams = self._grams
        return grams is None or not value.phases or any(map(grams.issuperset, value.phases))

    def may_begin(self, value: str) -> bool:
        """The same from the first signs of a value, for one that is looked for once."""
        if self._grams is None or len(data := value[: GRAM + EVERY].encode("utf-8", "surrogatepass")) < GRAM + EVERY:
            return True
        return any(memoryview(data[first : first + GRAM]).cast("I")[0] in self._grams for first in range(EVERY))


def _readings(document: bytes) -> Iterator[tuple[str, str]]:
    """The document as text, and every text that its encodings give when undone, one within another."""
    seen: set[str] = set()
    layer = [("", document.decode("utf-8", "replace"))]
    layer += [(name, document.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be") if b"\0" in document]
    for _ in range(MOST_LAYERS + 1):
        following: list[tuple[str, str]] = []
        for how, text in layer:
            if text in seen or len(seen) >= _MOST_VIEWS:
                continue
            seen.add(text)
            yield how, text
            following += [(f"{name} in {how}" if how else name, undone) for name, undone in _undone(text)]
        layer = following


def _undone(text: str) -> Iterator[tuple[str, str]]:
    """The lines of the text on which an encoding can be undone, undone; the other lines say nothing new."""
    for name, sign, undo in _UNDOINGS:
        if sign.search(text):
            yield name, "\n".join(undo(line) for line in _lines(name, text) if sign.search(line))
    yield from _from_base64(text)


def _lines(name: str, text: str) -> list[str]:
    # In two of them a line goes on behind its end; a hexadecimal run ends with its line, and each is undone once.
    return [text] if name in ("quoted-printable", "hexadecimal", "neutral form") else text.split("\n")


def _from_json(text: str) -> str:
    short = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}

    def sign(match: re.Match[str]) -> str:
        code = match.group()
        return chr(int(code[2:], 16)) if code[1] in "ux" else short.get(code[1], code[1])

    return _paired(_JSON.sub(sign, text))


def _paired(text: str) -> str:
    """The text with every two surrogates that belong together as the one sign they are."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _from_quoted(text: str) -> str:
    data = _SOFT.sub(lambda match: chr(int(match.group(1), 16)) if match.group(1) else "", text)
    try:
        return data.encode("latin-1").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return data


def _from_base64(text: str) -> Iterator[tuple[str, str]]:
    """Every run that can be base64, read from each of its four possible beginnings."""
    runs = [re.sub(r"[\r\n=]", "", run).translate(_URL_SAFE) for run in dict.fromkeys(_BASE64.findall(text))]
    runs = [run for run in runs if _MIXED.search(run)]
    pieces = [piece for run in runs for phase in range(4) if _SAYS.search(piece := _decoded(run[phase:]))]
    if pieces:
        yield "base64", "\n".join(pieces)
    wide = [piece for run in runs if (piece := _decoded(run, "utf-16-le")).isascii() and piece]
    if wide:
        yield "base64 of UTF-16", "\n".join(wide)


def _base64_spellings(value: str) -> Iterator[str]:
    """What a value is inside base64, whatever stands before and behind it: from each of three beginnings."""
    data = value.encode("utf-8", "surrogatepass")
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data).decode()
        first, last = (0, 2, 3)[before], (len(data) + before) * 8 // 6
        if last - first >= LEAST_BASE64:
            yield whole[first:last]


_URL_SAFE = str.maketrans("-_", "+/")


def _decoded(run: str, encoding: str = "utf-8") -> str:
    whole = run[: len(run) - (len(run) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4)).decode(encoding, "replace")
    except (binascii.Error, ValueError):
        return ""


def _from_code_points(text: str) -> str:
    return _paired(_SPELLED_OUT.sub(lambda match: chr(min(int(match.group(1), 16), 0x10FFFF)), text))


def _from_neutral(text: str) -> str:
    bare = _NEUTRAL_LAYOUT.sub(r"\1", text)
    return _from_code_points(bare.translate(_NEUTRAL_MARKS))


def _from_percent(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", "replace")


def _from_hexadecimal(text: str) -> str:
    runs = dict.fromkeys(run.group() for run in _HEX.finditer(text))
    return "\n".join(piece for run in runs if _SAYS.search(piece := _from_hex(run)))


def _from_hex(run: str) -> str:
    digits = re.sub(r"\\x|0x|[%: ]", "", run)
    return bytes.fromhex(digits[: len(digits) // 2 * 2]).decode("utf-8", "replace")


def _in_base64(document: bytes, values: dict[int, str]) -> dict[int, str]:
    text = re.sub(r"[\r\n]", "", document.decode("utf-8", "replace")).translate(_URL_SAFE)
    runs = _Runs(text, many=len(values) > MANY)
    return {
        place: "base64"
        for place, value in values.items()
        if any(
            runs.may_begin(spelled) and runs.may_hold(_Sought(spelled)) and spelled in text
            for case in {value, value.lower(), value.upper()}
            for spelled in _base64_spellings(case)
        )
    }


def _fingerprints(document: bytes, values: dict[int, str]) -> dict[int, str]:
    """Values that stand there as a digest or as a deterministic STIX id: whoever guesses them can check the guess."""
    text = document.decode("utf-8", "replace").casefold()
    runs = "\n".join((*_HEX_RUN.findall(text), *_coded_digests(document)))
    is_worth_it = len(values) > MANY and len(runs) <= MOST_RUNS
    heads = {runs[at : at + _HEAD] for at in range(len(runs))} if is_worth_it else None
    ids = set(_UUID5.findall(text))
    found: dict[int, str] = {}
    for place, value in values.items() if runs or ids else ():
        for spelled in {value, value.casefold(), value.strip(), _ATS.sub("@", _DOTS.sub(".", value))}:
            if ids and any(stix_uuid(spelled, name) in ids for name in _ID_PROPERTIES):
                found[place] = "deterministic STIX id"
            elif runs and any((heads is None or one[:_HEAD] in heads) and one in runs for one in _digests(spelled)):
                found[place] = "digest"
    return found


def _digests(value: str) -> Iterator[str]:
    data = value.encode()
    return (getattr(hashlib, name)(data).hexdigest() for name in _DIGESTS)


def _coded_digests(document: bytes) -> Iterator[str]:
    """Runs of base64 that are as long as a digest, in hexadecimal."""
    for run in _BASE64.findall(document.decode("utf-8", "replace")):
        coded = run.translate(_URL_SAFE).rstrip("=")
        if len(coded) in _CODED:
            with suppress(ValueError):
                yield base64.b64decode(coded + "=" * (-len(coded) % 4)).hex()


def stix_uuid(value: str, name: str = "value") -> str:
    """The UUID in the id of an observable whose one identifying property is this value, under this name.

    Source: STIX Version 2.1, section 2.9 (UUIDv5 over the canonical JSON of the properties); RFC 9562 section 5.5.
    """
    spelled = dumps({name: value}, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    digest = bytearray(hashlib.sha1(STIX_NAMESPACE + spelled, usedforsecurity=False).digest()[:16])
    digest[6] = (digest[6] & 0x0F) | 0x50
    digest[8] = (digest[8] & 0x3F) | 0x80
    hexadecimal = digest.hex()
    return "-".join((hexadecimal[:8], hexadecimal[8:12], hexadecimal[12:16], hexadecimal[16:20], hexadecimal[20:]))


_UNDOINGS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("JSON escapes", _JSON, _from_json),
    ("neutral form", re.compile(f"[{SPACE_MARK}{JOINT}{SHOWN_SPACE}{SHOWN_JOINT}]"), _from_neutral),
    ("code points", _SPELLED_OUT, _from_code_points),
    ("percent code", re.compile("%[0-9A-Fa-f]{2}"), _from_percent),
    ("HTML entities", re.compile(r"&#?\w{2,8};"), html.unescape),
    ("quoted-printable", re.compile(r"=(?:[0-9A-Fa-f]{2}|\r?\n)"), _from_quoted),
    ("hexadecimal", _HEX, _from_hexadecimal),
)


def _fold(text: str) -> str:
    """Without case, width and hidden signs; every run of white space is one space."""
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(_HIDDEN.sub("", unicodedata.normalize("NFKC", text).casefold()).split())


def _squeeze(text: str) -> str:
    """Letters and digits only."""
    if text.isascii():
        return text.encode().translate(None, _ASCII_SEPARATORS).decode()
    return _SEPARATORS.sub("", text)
