"""What a word says about being a name: given, family, or a plain word.

Words are compared without case and without the marks on Latin letters, for people are often written without them. The
catalogue makes a name likelier; it never makes one of a word alone where that word means something else too.
"""

import unicodedata
from functools import lru_cache

from tocsin.vocab.names.family import FAMILY
from tocsin.vocab.names.given_east import EAST
from tocsin.vocab.names.given_north import NORTH
from tocsin.vocab.names.given_south import SOUTH
from tocsin.vocab.names.given_world import WORLD
from tocsin.vocab.names.more import FAMILY_TOO, GIVEN_TOO
from tocsin.vocab.names.ordinary import ORDINARY
from tocsin.vocab.names.scripts import SCRIPTS

# Letters of Latin that fall apart into no letter and mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
# Endings by which family names are made, in letters without marks; long enough not to end many other words.
_FAMILY_ENDINGS = (
    *("ovic", "evic", "ovics", "owicz", "ewicz", "ovich", "evich", "owski", "ewski", "owska", "ewska", "inski"),
    *("inska", "ynski", "ynska", "ovsky", "evsky", "ovska", "evska", "ovskyi", "enko", "chuk", "czuk", "szuk", "czyk"),
    *("czak", "szczyk", "wicz", "shvili", "adze", "idze", "odze", "yan", "nyan", "oglu", "opoulos", "opoulou", "idis"),
    *("iadis", "akis", "aki", "atzis", "ssen", "sson", "sdottir", "dottir", "strom", "quist", "qvist", "gren", "gaard"),
    *("inen", "onen", "anen", "unen", "ainen", "escu", "eanu", "ova", "eva", "ov", "ev", "yev", "yeva", "iev", "ieva"),
    *(
        "ishin",
        "ichev",
        "zadeh",
        "pour",
        "nejad",
        "ullah",
        "uddin",
        "mann",
        "meier",
        "meyer",
        "maier",
        "bauer",
        "huber",
    ),
    *("hofer", "inger", "acker", "stein", "berger", "ez", "az", "eira", "inho", "aes", "ini", "etti", "elli", "ucci"),
    *("accio", "ello", "aitis", "aite", "auskas", "auskiene", "iene", "yte", "ute", "unas", "evicius", "avicius"),
    *("ins", "kovs", "sons", "enkov", "uk", "ek", "cek", "cik", "nik", "ukova", "ikova", "akova", "ensen", "ersen"),
)
# What case makes of a name: Slavic, Finnic, Baltic, Hungarian and Germanic endings, the short ones only.
_CASES = (
    *("a", "u", "y", "i", "e", "s", "n", "em", "om", "ie", "in", "owi", "ovi", "lle", "lla", "lta", "ssa", "sta", "ou"),
    *("nak", "nek", "val", "vel", "tol", "hoz", "ga", "le", "ile", "ej", "ą", "ę", "а", "у", "ы", "и", "е", "ю", "я"),
    *("ом", "ем", "ой", "ей", "ою", "ові", "єм", "ові", "і", "ї", "ς", "ου", "η"),
)
_SHORTEST_STEM = 4
_SHORTEST_FAMILY = 6  # of one that is told by its ending


def folded(word: str) -> str:
    """A word without case, and without the marks on its Latin letters."""
    word = word.casefold()
    if word.isascii():
        return word
    word = word.translate(_LETTERS)
    return unicodedata.normalize("NFC", "".join(_bare(sign) for sign in word))


def _bare(sign: str) -> str:
    plain = unicodedata.normalize("NFD", sign)
    return plain[0] if len(plain) > 1 and (plain[0].isascii() or "\u0370" <= plain[0] <= "\u03ff") else sign


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(folded(name) for name in f"{NORTH} {SOUTH} {EAST} {WORLD} {SCRIPTS} {GIVEN_TOO}".split())


@lru_cache(maxsize=1)
def _family() -> frozenset[str]:
    return frozenset(folded(name) for name in f"{FAMILY} {FAMILY_TOO}".split())


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(folded(name) for name in ORDINARY.split())


def is_ordinary(word: str) -> bool:
    """Whether it means something else too."""
    return folded(word) in _ordinary()


def is_given(word: str) -> bool:
    """Whether it is a given name, be it an ordinary word too; of a double name, the first part."""
    plain = folded(word)
    return plain in _given() or ("-" in plain and plain.partition("-")[0] in _given())


def is_given_in_a_case(word: str) -> bool:
    """Whether it is a given name with the ending of a case; of names that are no ordinary words."""
    plain = folded(word.partition("'")[0].partition("’")[0])
    return any(
        stem in _given() and stem not in _ordinary()
        for ending in _CASES
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM - 1
        for stem in (plain[: -len(ending)], plain[: -len(ending)] + "a", plain[: -len(ending)] + "а")
        if len(stem) >= _SHORTEST_STEM
    )


def is_family(word: str) -> bool:
    """Whether it is a frequent family name, or is formed as those of some languages are; of a double one, a part."""
    return any(_is_family(part) for part in folded(word).replace("’", "'").split("-") if part)


def _is_family(plain: str) -> bool:
    return plain in _family() or (len(plain) >= _SHORTEST_FAMILY and plain.endswith(_FAMILY_ENDINGS))
