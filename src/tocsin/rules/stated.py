"""What a document states in its own fields, and what may be recorded.

A document is foreign: its words become part of an act only where they are of a closed form, so that no name, address or
sentence of a stranger ever stands in the log. Whatever is not recorded stays in the original, which is kept.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.reading import FOREIGN_SCHEMES, FactSeen, ForeignId, Reading, TechniqueSeen
from tocsin.vocab.triage import UNKNOWN, FactKey

# A document that names more of them is a list (a bill of materials, a scan): they stay in its objects, and an act of
# their own each would bury the one number this matter has.
MOST_CARRIED = 100

# The schemes whose codes have a fixed form, and how each is called in an act, where a key holds no ampersand.
SCHEMES: Mapping[str, str] = {
    "ATLAS": "ATLAS",
    "ATT&CK": "ATTACK",
    "AVID": "AVID",
    "AVID-LIFECYCLE": "AVID-LIFECYCLE",
    "AVID-SEP": "AVID-SEP",
    "CWE": "CWE",
    "OWASP-LLM": "OWASP-LLM",
}
UNSTATED = "unstated"  # the edition of a code, where the document does not say it
_CODE = re.compile(r"(?:[A-Z]{1,5}[.-]?)?[A-Z]?[0-9]{1,6}(?:[.:][0-9]{2,4})?")
_EDITION = re.compile(r"v?[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}")

# Schemes that people map by hand and no format states in a field of its own.
BY_HAND = ("CAPEC", "OWASP-ASI", "OWASP-ML")


def is_code(scheme: str, version: str, identifier: str) -> bool:
    """Whether scheme, edition and code have the form of a code: an act has no room for a name or a sentence."""
    is_known = scheme in SCHEMES.values() or scheme in BY_HAND
    has_edition = version == UNSTATED or _EDITION.fullmatch(version) is not None
    return is_known and has_edition and _CODE.fullmatch(identifier) is not None


class Stated(Struct, frozen=True, kw_only=True):
    """What is taken over from a document, and what of its numbers and codes is not, in words: nothing is silent."""

    numbers: tuple[ForeignId, ...]
    techniques: tuple[TechniqueSeen, ...]
    left_out: tuple[str, ...]


def stated(
    reading: Reading,
    *,
    numbers_known: Collection[tuple[str, str]] = (),
    techniques_known: Collection[tuple[str, str, str]] = (),
) -> Stated:
    """The numbers and codes to record, and those of the document that are neither recorded nor on the case already.

    Left out is what is beyond `MOST_CARRIED`, and what has not the form of a code or number of a known scheme.
    """
    carried, codes = numbers(reading, numbers_known), techniques(reading, techniques_known)
    there = {*numbers_known, *((number.scheme, number.value) for number in carried)}
    coded = {(known[0], known[2]) for known in techniques_known} | {(code.scheme, code.id) for code in codes}
    left = [f"{one.scheme} {one.value}" for one in reading.foreign_ids if (one.scheme, one.value) not in there]
    left += [f"{one.scheme} {one.id}" for one in reading.techniques if (SCHEMES.get(one.scheme), one.id) not in coded]
    return Stated(numbers=carried, techniques=codes, left_out=tuple(dict.fromkeys(left)))


def techniques(reading: Reading, known: Collection[tuple[str, str, str]]) -> tuple[TechniqueSeen, ...]:
    """The codes to record, each once, with the scheme as acts call it; `known` are (scheme, version, id) on the case.

    What has not the form of a code is left out: a foreign tag may hold anything.
    """
    found: dict[tuple[str, str, str], TechniqueSeen] = {}
    for code in reading.techniques:
        scheme, version = SCHEMES.get(code.scheme), code.version or UNSTATED
        if scheme is None or not _CODE.fullmatch(code.id):
            continue
        version = version if _EDITION.fullmatch(version) else UNSTATED
        key = (scheme, version, code.id)
        if key not in known:
            found.setdefault(key, TechniqueSeen(scheme=scheme, version=version, id=code.id, name=code.name))
    return tuple(found.values())[:MOST_CARRIED]


def numbers(reading: Reading, known: Collection[tuple[str, str]]) -> tuple[ForeignId, ...]:
    """The foreign numbers to link, each once; `known` are (scheme, value) on the case already."""
    fresh = [
        number
        for number in dict.fromkeys(reading.foreign_ids)
        if number.scheme in FOREIGN_SCHEMES and (number.scheme, number.value) not in known
    ]
    return tuple(fresh[:MOST_CARRIED])


def facts(reading: Reading, answered: Collection[str], words: Mapping[FactKey, type[StrEnum]]) -> tuple[FactSeen, ...]:
    """The facts to take over as reported, the first of each: only those that nobody answered here, and that say
    something.

    `words` are the answers each fact may have.
    """
    found: dict[str, FactSeen] = {}
    for fact in reading.facts:
        is_open = fact.key in FactKey.__members__.values() and fact.key not in answered
        if is_open and fact.value != UNKNOWN and fact.value in words[FactKey(fact.key)].__members__.values():
            found.setdefault(fact.key, fact)
    return tuple(found.values())
