"""Fields of forms and records, told by their headings.

`Heading: value`, `key=value`, JSON, XML, rows of two cells, and forms where the value stands on the line below.
"""

import re
from collections.abc import Iterator

from tocsin.vocab.cell import fits
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.heading import LONGEST_HEADING, is_heading, is_weak, labels_of, plain
from tocsin.vocab.names.caseless import THAI_ENDS
from tocsin.vocab.names.catalogue import is_family, is_given
from tocsin.vocab.names.shape import PARTICLE, name_from_the_start

NAME = "fields"
SUMMARY = "fields of forms and records, by their headings"

_UP = (
    "A-ZÀ-ÖØ-Þ\u0100-\u024f\u1e00-\u1eff\u0386-\u03ab\u0400-\u042f\u0460-\u052f\u0531-\u0556\u05d0-\u1fff\u2c00-\ud7ff"
)
_SIGN = r"(?:[:：=፡։]| {0,40}[│┃║]|(?<=[\w\"*]) ?\||(?<=[\w\"])>|\t)"
PATTERNS = (
    Pattern(
        rule="field-of-a-person",
        label=Label.PERSON,
        trigger=r"(?:[:=|>\t]|\xef\xbc\x9a|\xe1\x8d\xa1|\xd6\x89|\xe2\x94[\x82\x83]|\xe2\x95\x91)",
        regex=(
            rf"(?<=[^\s:=<>|{{}}\[,;])[\"'*_`)]{{0,3}} {{0,2}}{_SIGN}[ \t\u00a0\"'*_`\[]{{0,6}}"
            rf"(?=(?P<value>(?:[{_UP}]|(?:van|von|de|del|della|di|da|dos|den|der|ter|al|el|bin|ibn|la|"
            rf"le) [^\n]{{0,12}}[{_UP}]|\d{{1,5}}[A-Za-z]?(?:[/-]\d{{1,4}})?,? (?:[{_UP}]|rue|avenue|chemin|bis|"
            rf"place|allée|quai))[^\n]{{1,160}}))"
        ),
        reason="the heading of its field says what it is",
        examples=(
            "Bearbeiterin: ⟦Oddny Brekke⟧; Stand",
            '"sagsbehandler": "⟦Oddny Brekke⟧",',
            "पठाउने: ⟦विष्णु थापा⟧, राहदानी",
            "Adreça: ⟦Carrer Nou 4, Girona⟧\n",
            "Alumno(a): ⟦Oddny Brekke⟧   Grado: 4",
            "│ Paciente        │ ⟦Oddny Brekke⟧   │",
            "Nombre completo: ⟦TXOMIN ARRESE⟧\n",
        ),
        counterexamples=("Status: Open", '"name": "Chat Window"', "File: Reports of May", "customer: unknown"),
    ),
    Pattern(
        rule="field-below-its-heading",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]",
        regex=(
            rf"^[ \t>*#|]{{0,6}}(?P<head>[^\W\d_][^\n:=,;.!?@{{}}\[\]<>|"
            rf"]{{1,40}}?)[:：*]{{0,3}}[ \t]{{0,2}}\r?\n{{1,2}}"
            rf"[ \t>*]{{0,6}}(?=(?P<value>[{_UP}\d+][^\n]{{1,120}}))"
        ),
        reason="the line above it says what it is",
        crosses_lines=True,
        examples=("Full name\n⟦Oddny Brekke⟧\nPlan\nBasic\n", "Geburtsdatum:\n⟦03.02.1980⟧\n"),
        counterexamples=("Contact\nWrite to the desk\n", "Address\nas soon as possible\n"),
    ),
)
_KEY_ENDS = re.compile(r"[│┃║\n\t{}\[\],;|<>&?(•·“”„]|  |[\"'](?=[^\"']*$)|(?<!\bno)(?<!\bnr)[.!?] ")
_VALUE_ENDS = re.compile(r"[│┃║\t\n<>{}|;\"\]“”]| {2,}|\s[/–—-]\s|,\s?\"|[。；।]|(?<=[^\W_]{2})[.] |[.]$")
_PERSON_ENDS = re.compile(r"[,(،，:]| (?:and|und|et|y|e|i|og|och|ja|ve|dan|na|και|и|та) ")
_BETWEEN_PEOPLE = re.compile(
    r"(?: \([^)\n]{1,40}\))?(?:[,;،、] ?(?:and |und |et |y |e |og |och |i )?|"
    r" (?:and|und|et|y|e|og|och|i|ja|ve|dan|&|и|та) )"
)
MOST_OF_A_LIST = 400
_ATTENDS = re.compile(r"(?:ATTENDEE|ORGANIZER)[^\n]{0,140}$")
_PARTICLES = re.compile(rf"(?:{PARTICLE} ){{1,3}}")
_THAI_END = re.compile(THAI_ENDS)
_TAKEN = frozenset({Label.PERSON, Label.ADDRESS, Label.DOB, Label.PHONE, Label.USERNAME})
_BELOW = _TAKEN | {Label.NATIONAL_ID, Label.ACCOUNT_ID, Label.PASSPORT, Label.CREDIT_CARD, Label.IBAN}
_A_NAME = re.compile(
    r"(?:full|legal|patient|customer|student|employee) name|name and surname|nombres?(?: completo|"
    r" y apellidos)?|apellidos|nome completo|nom(?: complet| et prenom)?|cognome e nome|nominativo|"
    r"imie i nazwisko|jmeno a prijmeni|ime i prezime|nume si prenume|ad soyad|adi soyadi|ho ten|ho va ten|"
    r"nama(?: lengkap)?|фио|ф и о|пиб|п и б|ονοματεπωνυμο|επωνυμο|patient|paciente|patientin|insured|asegurado|"
    r"assure|beneficiary|account holder|surname|last name|family name"
)
_AN_ADDRESS = re.compile(r"\d")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | tuple[Finding, ...] | None:
    """The value of a field of a person, or all of a list; None where its heading names nobody's."""
    if hit.pattern.rule == "field-below-its-heading":
        return _below(text, hit)
    before = text[max(0, hit.match_start - LONGEST_HEADING) : hit.match_start]
    before = re.sub(r"\([^\W\d_]{1,3}\)?$", "", before)  # "alumno(a)"
    key = _KEY_ENDS.split(before.rstrip("\"'*_`) "))[-1].strip("\"'*_` -#>@$")
    key = key.rpartition(": ")[2]
    if key.casefold() == "cn" and _ATTENDS.search(text, max(0, hit.match_start - 160), hit.match_start):
        key = "attendee"
    labels = labels_of(key) or labels_of(" ".join(key.split()[-2:])) or labels_of(" ".join(key.split()[-1:]))
    for label in labels:
        if label in _TAKEN and (found := _value(text, hit, label, key)) is not None:
            return (found, *_others(text, hit, found.end)) if label is Label.PERSON else found
    return None


def _others(text: str, hit: Hit, start: int) -> Iterator[Finding]:
    """The people that follow the first in the same field."""
    end = min(len(text), hit.match_end + MOST_OF_A_LIST)
    while (gap := _BETWEEN_PEOPLE.match(text, start, end)) is not None:
        stop = re.compile(r"[^\n,;(]*").match(text, gap.end(), end)
        span = name_from_the_start(text, gap.end(), stop.end() if stop else end)
        if span is None or not _is_listed(text[span[0] : span[1]]):
            return
        yield finding(hit, start=span[0], end=span[1])
        start = span[1]


def _is_listed(name: str) -> bool:
    words = name.split()
    return len(words) > 1 or is_given(name) or is_family(name)


def _below(text: str, hit: Hit) -> Finding | None:
    key = text[hit.match_start : hit.start].strip(" \t>*#|:：\r\n")
    if is_weak(key):
        return None
    value = text[hit.start : hit.end].rstrip(" \t\r*|")
    for label in labels_of(key):
        if label in _BELOW and fits(label, value) and not is_heading(value):
            if label is Label.ADDRESS and not _AN_ADDRESS.search(value):
                return None
            return finding(hit, label=label, end=hit.start + len(value))
    return None


def _value(text: str, hit: Hit, label: Label, key: str) -> Finding | None:
    value, weak = text[hit.start : hit.end], is_weak(key)
    stop = _VALUE_ENDS.search(value)
    if label is Label.ADDRESS:
        stop = next((each for each in _VALUE_ENDS.finditer(value) if not _goes_on(value, each.start())), None)
    value = (value[: stop.start()] if stop else value).rstrip(" \t,'`*)\"")
    if label is Label.PERSON:
        return _person(text, hit, value, key)
    if label is Label.ADDRESS and not (_AN_ADDRESS.search(value) or "," in value):
        return None
    if not fits(label, value) or (label is Label.USERNAME and weak):
        return None
    return finding(hit, label=label, end=hit.start + len(value))


def _goes_on(value: str, place: int) -> bool:
    """Whether a full stop within an address ends an abbreviation, not the address."""
    return value[place] == "." and len(re.split(r"[ ,]", value[:place])[-1]) <= 5 and place + 1 < len(value)


def _names(key: str, words: list[str]) -> bool:
    """Whether a heading asks for nothing but a name, and two to four words in capitals answer."""
    return _A_NAME.fullmatch(plain(key)) is not None and 2 <= len(words) <= 4


def _person(text: str, hit: Hit, value: str, key: str) -> Finding | None:
    weak = is_weak(key)
    stop = _PERSON_ENDS.search(value)
    value = (value[: stop.start()] if stop else value).rstrip(" '’-")
    lead = _PARTICLES.match(value)
    span = name_from_the_start(text, hit.start + (lead.end() if lead else 0), hit.start + len(value))
    if span is None or is_heading(value):
        return None
    named = text[hit.start : span[1]]
    words = named.split()
    known = any(is_given(word) or is_family(word) for word in words)
    if (
        not fits(Label.PERSON, named)
        or (weak and not known and lead is None)
        or (named.isupper() and not known and not _names(key, words))
    ):
        return None
    if _THAI_END.search(named, 2) or len(named) > 48:
        return None
    if len(value) > len(named) + 24 and not known:
        return None
    return finding(hit, end=span[1])
