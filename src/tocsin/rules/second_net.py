"""The second net: whether a removed value is in the bytes that leave.

Detectors miss; this search does not guess. Every value is looked for in the document as it is and with its usual
encodings undone, one within another. What was found is named by its place in the list of values, never repeated.
Compressed and encrypted parts cannot be read here: hand in the parsed text as well.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from json import dumps

from msgspec import Struct

from tocsin.vocab.encodings import BASE64_RUN, URL_SAFE, readings

LEAST_ANYWHERE = 4  # a shorter value stands inside other words by chance: it is looked for as a whole word
LEAST_SQUEEZED = 7  # letters and digits; below that two unrelated words would meet once their separators are gone
LEAST_BASE64 = 5  # signs of base64 that stand for a value alone; fewer stand anywhere by chance
MANY = 64  # values; for fewer a walk through the text for each is quicker than a look at all of its runs
GRAM = 4  # bytes: a machine's word
EVERY = 2  # bytes: how far apart the grams of a text begin
MOST_RUNS = 8_000_000  # signs of digests, of which each takes some 60 bytes of memory
BESIDE = 16  # signs beside a defanged place that its spelling can reach over
# Source: STIX Version 2.1, OASIS Standard, 10 June 2021, section 2.9: the namespace of deterministic object ids.
STIX_NAMESPACE = bytes.fromhex("00abedb4aa42466c9c01fed23315a9b7")
_DIGESTS = {  # signs in hexadecimal
    **{"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128},
    **{"sha3_256": 64, "sha3_512": 128, "blake2b": 128, "blake2s": 64},
}
# The properties of which one alone can make an observable's id. Source: the same, section 6, "ID Contributing
# Properties": addresses, domains and URLs; files, software and mutexes; folders; accounts; registry keys.
_ID_PROPERTIES = ("value", "name", "path", "account_login", "user_id", "key")
_CODED = frozenset({22, 27, 38, 43, 64, 86})  # signs of base64 for 16, 20, 28, 32, 48 and 64 bytes
_BASE64_SIGNS = re.compile(rf"[A-Za-z0-9+/]{{{LEAST_BASE64},}}")
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
_BRACKET = r"[\s\[({](?:(?:(?<=\s)[\[({]|(?<=[\[({]))\s?"
_DOTS = re.compile(_BRACKET + r"(?:\.|dot)\s?[\])}]\s?|(?<=\w )dot (?=\w))", re.IGNORECASE)
_ATS = re.compile(_BRACKET + r"(?:@|at)\s?[\])}]\s?|(?<=\w )at (?=\w))", re.IGNORECASE)
# Wherever something may be defanged in a folded text, and more: the signs with which that begins.
_BRACKETED = re.compile(r"[\[({] ?(?:\.|dot|@|at|:|https?\]|ftp\]|mailto\])")
_SPELLED = (" dot ", " at ", "hxxp")
_SEPARATORS = re.compile(r"[^\x00-\x7f\w]+")  # outside ASCII
_ASCII_SEPARATORS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
# Signs that show nothing: soft hyphen, joiners, marks of direction, variation selectors, tags (Unicode category Cf).
_HIDDEN = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)


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
    folded = {place: _Folded(value) for place, value in enumerate(values)}
    wanted = _Wanted({place: value for place, value in folded.items() if len(value.squeezed) > 1})
    found: dict[int, str] = {}
    for how, text in readings(document):
        for place, kind in wanted.held(text, found).items():
            found[place] = " in ".join(filter(None, (kind, how))) or "plain"
    left = {place: values[place] for place in sorted(wanted.places - found.keys())}
    found |= _in_base64(document, left)
    found |= _fingerprints(document, {place: value for place, value in left.items() if place not in found})
    return Search(
        leaks=tuple(Leak(value=place, encoding=found[place]) for place in sorted(found)),
        unsearchable=tuple(place for place in range(len(values)) if place not in wanted.places),
        opaque=tuple(name for sign, name in _OPAQUE if sign in document),
    )


class _Folded:
    """A value in the spellings in which it is looked for."""

    __slots__ = ("plain", "refanged", "squeezed")

    def __init__(self, value: str) -> None:
        self.plain = _fold(value)
        self.refanged = _ATS.sub("@", _DOTS.sub(".", self.plain)).replace("hxxp", "http")
        self.squeezed = _squeeze(self.plain)  # letters and digits only


class _Wanted:
    """Values, to be looked for in reading after reading."""

    def __init__(self, values: Mapping[int, _Folded]) -> None:
        self.places = values.keys()
        self._values = values
        self._words = [place for place, value in values.items() if len(value.plain) < LEAST_ANYWHERE]
        longer = {place: value for place, value in values.items() if len(value.plain) >= LEAST_ANYWHERE}
        self._squeezed = _Sought({place: value.squeezed for place, value in longer.items()})
        self._refanged = _Sought({place: value.refanged for place, value in longer.items()})
        self._defanged = [place for place, value in longer.items() if value.refanged != value.plain]
        self._longest = max((len(value.refanged) for value in longer.values()), default=0)

    def held(self, text: str, known: Collection[int]) -> dict[int, str]:
        """How each value is written in a reading that was not known before: "" as it is, or a word for the spelling."""
        plain = _fold(text)
        held: dict[int, str] = {}
        for place in self._words:
            word = self._values[place].plain
            if place not in known and word in plain and _word(word).search(plain):
                held[place] = ""
        # A value that stands there in whatever way that leaves its letters alone also does once all others are gone.
        for place in self._squeezed.within(_squeeze(plain), known):
            value = self._values[place]
            if value.plain in plain:
                held[place] = ""
            elif len(value.squeezed) >= LEAST_SQUEEZED:
                held[place] = "separated otherwise"
        # What nothing in it was defanged of was found above, if it is there.
        for place in self._refanged.within(_refanged(_defanged(plain, self._longest + BESIDE)), known):
            if held.get(place) != "":
                held[place] = "defanged"
        whole = _refanged(plain) if self._defanged else ""
        for place in self._defanged:
            if place not in known and held.get(place) != "" and self._values[place].refanged in whole:
                held[place] = "defanged"
        return held


def _word(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(value)}(?![^\W_])")


def _defanged(text: str, margin: int) -> str:
    """What stands around every place of a folded text where something may be defanged."""
    spots = [match.start() for match in _BRACKETED.finditer(text)]
    for word in _SPELLED:
        at = text.find(word)
        while at >= 0:
            spots.append(at)
            at = text.find(word, at + 1)
    stretches: list[list[int]] = []
    for spot in sorted(spots):
        if stretches and spot - margin <= stretches[-1][1]:
            stretches[-1][1] = spot + margin
        else:
            stretches.append([max(0, spot - margin), spot + margin])
    # No value and no folded text holds a line end, and nothing that is defanged reaches over two.
    return "\n\n".join(text[start:end] for start, end in stretches)


def _refanged(text: str) -> str:
    """A folded text with what is defanged put right."""
    if not text:
        return text
    put = _ATS.sub("@", _DOTS.sub(".", text)).replace("hxxp", "http").replace("[:]", ":").replace("[://]", "://")
    return re.sub(r"\[(https?|ftp|mailto)\](?=:)", r"\1", put)


class _Sought:
    """Texts that are looked for at once.

    Each has grams wherever it begins in a text, at an even byte or at an odd one: of many, most are ruled out without a
    walk through the text for each.
    """

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts
        self._alone: list[int] = []  # too short to hold a gram wherever they begin
        self._by_first: dict[int, list[tuple[int, list[int]]]] = {}
        for place, text in texts.items():
            data = text.encode("utf-8", "surrogatepass")
            if len(data) < GRAM + EVERY - 1 or len(texts) <= MANY:
                self._alone.append(place)
                continue
            for first in range(EVERY):
                grams = _grams(data, first)
                self._by_first.setdefault(grams[0], []).append((place, grams))
        self._all = frozenset(gram for some in self._by_first.values() for _, grams in some for gram in grams)

    def within(self, text: str, known: Collection[int]) -> list[int]:
        """Those that stand in a text, and were not known to."""
        some = {*self._alone}
        if self._by_first and text:
            data = memoryview(text.encode("utf-8", "surrogatepass"))
            held: set[int] = set()
            for first in range(0, GRAM, EVERY):
                held.update(
                    self._all.intersection(data[first : len(data) - max(0, len(data) - first) % GRAM].cast("I"))
                )
            for gram in held & self._by_first.keys():
                some.update(place for place, grams in self._by_first[gram] if held.issuperset(grams))
        return [place for place in sorted(some) if place not in known and self._texts[place] in text]


def _grams(data: bytes, first: int) -> list[int]:
    """The grams that begin at every second byte from there."""
    whole = memoryview(data)
    return [
        gram
        for begin in range(first, first + GRAM, EVERY)
        if begin < len(data)
        for gram in whole[begin : len(data) - (len(data) - begin) % GRAM].cast("I")
    ]


def _base64_spellings(value: str) -> Iterator[str]:
    """What a value is inside base64, whatever stands before and behind it: from each of three beginnings."""
    data = value.encode("utf-8", "surrogatepass")
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data).decode()
        first, last = (0, 2, 3)[before], (len(data) + before) * 8 // 6
        if last - first >= LEAST_BASE64:
            yield whole[first:last]


def _in_base64(document: bytes, values: dict[int, str]) -> dict[int, str]:
    text = re.sub(r"[\r\n]", "", document.decode("utf-8", "replace")).translate(URL_SAFE)
    runs = "\n".join(dict.fromkeys(_BASE64_SIGNS.findall(text)))
    held = frozenset(_grams(runs.encode(), 0))
    return {
        place: "base64"
        for place, value in values.items()
        if any(
            _may_begin(spelled, held) and spelled in runs
            for case in {value, value.lower(), value.upper()}
            for spelled in _base64_spellings(case)
        )
    }


def _may_begin(value: str, held: frozenset[int]) -> bool:
    """False only where a value, by its first signs, is not in the text that holds these grams."""
    data = memoryview(value[: GRAM + EVERY].encode())
    return len(data) < GRAM + EVERY or any(data[first : first + GRAM].cast("I")[0] in held for first in range(EVERY))


def _fingerprints(document: bytes, values: dict[int, str]) -> dict[int, str]:
    """Values that stand there as a digest or as a deterministic STIX id: whoever guesses them can check the guess."""
    text = document.decode("utf-8", "replace").casefold()
    held = (*_HEX_RUN.findall(text), *_coded_digests(document))
    runs, longest = "\n".join(held), max(map(len, held), default=0)
    is_worth_it = len(values) > MANY and len(runs) <= MOST_RUNS
    heads = {runs[at : at + _HEAD] for at in range(len(runs))} if is_worth_it else None
    ids = set(_UUID5.findall(text))
    found: dict[int, str] = {}
    for place, value in values.items() if runs or ids else ():
        for spelled in {value, value.casefold(), value.strip(), _ATS.sub("@", _DOTS.sub(".", value))}:
            if ids and any(stix_uuid(spelled, name) in ids for name in _ID_PROPERTIES):
                found[place] = "deterministic STIX id"
            elif runs and any(
                (heads is None or one[:_HEAD] in heads) and one in runs for one in _digests(spelled, longest)
            ):
                found[place] = "digest"
    return found


def _digests(value: str, longest: int) -> Iterator[str]:
    data = value.encode()
    return (getattr(hashlib, name)(data).hexdigest() for name, signs in _DIGESTS.items() if signs <= longest)


def _coded_digests(document: bytes) -> Iterator[str]:
    """Runs of base64 that are as long as a digest, in hexadecimal."""
    for run in dict.fromkeys(BASE64_RUN.findall(document.decode("utf-8", "replace"))):
        coded = run.rstrip("=")
        if len(coded) in _CODED:
            coded = coded.translate(URL_SAFE)
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


def _fold(text: str) -> str:
    """Without case, width and hidden signs; every run of white space is one space."""
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(_HIDDEN.sub("", unicodedata.normalize("NFKC", text).casefold()).split())


def _squeeze(text: str) -> str:
    """Letters and digits only."""
    if text.isascii():
        return text.encode().translate(None, _ASCII_SEPARATORS).decode()
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_SEPARATORS)
    return _SEPARATORS.sub("", data.decode("utf-8", "surrogatepass"))
