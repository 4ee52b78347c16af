"""Streets with a number, without a word for address.

The number first, as in English; roads by their kilometre; the place of the address in a clinical message.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "streets"
SUMMARY = "streets with a number, roads with a kilometre"

_KINDS = (
    r"Street|Road|Avenue|Ave|Lane|Drive|Close|Court|Way|Place|Crescent|Terrace|Boulevard|Blvd|Square|Mews|Row|"
    r"Gardens|Walk|Parade|Highway|"
    r"Grove|Rise|View|Heights|Hill|Park|Green|Villas|Cottages|Bank|Vale|Gate|Quay|Wharf|Circle|Circuit|Esplanade|"
    r"Parkway|St|Rd|Ln|Dr|Ct|Pl|Hwy|Pde|Cres|Marg|Nagar|Colony|Chowk|Bagh|Galli|Soi|Estate|"
    r"straat|weg|laan|singel"
)
_NAME = r"(?:[A-Z][\w'’.-]{1,24}|de|van|der|la|le|of|the|el|al)"
_TOWN = r"[A-Z][\w'’-]{1,24}(?:[ -][A-Z][\w'’-]{1,20}){0,2}"
_CODE = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{2,3} \d{4}|"
    r"\d{4,6}|[A-Z]\d{2} [A-Z0-9]{4})"
)
_UNIT = (
    r"(?:(?:Flat|Unit|Apt\.?|Apartment|Suite|Studio|Room|Villa|House|Block|Plot|Stand|Shop|Office|Floor|Level|No\.?|"
    r"#) ?[A-Z]?\d{0,5}[A-Z]?"
    rf"(?:[/-]\d{{1,4}})?,? (?:{_TOWN},? )?|\d{{1,3}}/\d{{1,3}}, )"
)
PATTERNS = (
    Pattern(
        rule="street-number-first",
        label=Label.ADDRESS,
        trigger=r"[0-9][a-z]?,? [a-z]",
        regex=(
            rf"(?<![\w.,/:$€£#-])(?<!\d )(?P<value>{_UNIT}?\d{{1,5}}[A-Za-z]?(?:[-/]\d{{1,4}}[A-Za-z]?)?,? (?=[A-Z])"
            rf"(?:{_NAME} ){{1,4}}(?:{_KINDS})\b\.?"
            rf"(?:,? (?:Flat|Unit|Apt\.?|Suite|#) ?\w{{1,5}})?(?: (?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\b)?"
            rf"(?:,\s{{1,2}}(?:(?:off|near|opp\.?|opposite|behind) )?(?:{_TOWN} )?{_CODE}(?!\w)|,\s{{1,2}}(?:"
            rf"(?:off|near|opp\.?|opposite|behind) )?{_TOWN}(?: {_CODE}(?!\w))?){{0,4}})"
        ),
        reason="a number, the name and the kind of a street",
        examples=(
            "lived at ⟦19 Jan Smuts Road, Eastville⟧, under",
            "flat as ⟦2/1, 48 Larch Street, Northgow G12 8PB⟧ and",
            "stay ⟦9 Odun Close, off Larch Avenue, Ikotun⟧.",
            "from ⟦15 Kestrel Street, Bo-Kamp⟧ in June",
            "at ⟦Unit 6, Ridgeview Mews, 220 Peter Larch Road, Berea, Dunborn, 4001⟧\n",
        ),
        counterexamples=("in 12 Months Drive tests", "2031 Report Place", "port 443 the Way", "3 Angry Men"),
    ),
    Pattern(
        rule="road-by-kilometre",
        label=Label.ADDRESS,
        trigger=r"km\.? ?[0-9]",
        regex=(
            r"(?<![\w.])(?P<value>(?:[A-ZÀ-Þ][\w'’.-]{1,20}|[A-Z]{1,3}-?\d{1,4})(?: (?:d[aeo]s?|del|la|el|"
            r"[A-ZÀ-Þ][\w'’.-]{0,20}|[A-Z]{1,3}-?\d{1,4})){0,6},? "
            r"(?i:km|κμ|км)\.? ?\d{1,4}(?:[.,]\d{1,3})?(?:, ?(?:lote?|casa|lt|nr|no|parcela)\.? ?\w{1,6})?"
            r"(?:, ?[A-ZÀ-Þ][\w'’ -]{2,24}){0,2})"
        ),
        reason="a road and its kilometre",
        examples=("Moro na ⟦Estrada do Cedro, km 14, lote 22, Lavras⟧.", '"⟦Rodovia PR-317, km 98, Tupi⟧"'),
        counterexamples=("ran 14 km 98 times", "a drive of km 12"),
    ),
    Pattern(
        rule="address-in-a-card",
        label=Label.ADDRESS,
        trigger=r"adr",
        regex=r"^(?:item\d\.)?ADR(?:;[^:\n]{0,80})?:(?P<value>[^\n]{8,200}?)(?=\r?$)",
        reason="the address of a card (RFC 6350, ADR)",
        confidence=Confidence.HIGH,
        examples=("ADR;TYPE=home:⟦;;Rua das Flores 12;Porto;;4050-262;Portugal⟧",),
        counterexamples=("ADRESSE: none", "ADR:;;;;;;"),
    ),
    Pattern(
        rule="address-in-a-segment",
        label=Label.ADDRESS,
        trigger=r"pid\|",
        regex=r"^PID\|(?:[^|\n]{0,120}\|){10}(?P<value>[^|\n]{8,160}?)(?=\^[A-Z]{3}\||\||$)",
        reason="the place of a patient's address in a message of HL7 (version 2, PID-11)",
        confidence=Confidence.HIGH,
        examples=("PID|1||77^^^H||Roe^Ada||19770604|F|||⟦4 Larch St^^Northfield^VT^05663⟧^USA||0611",),
        counterexamples=("PID|1||77^^^H||Roe^Ada||19770604|F|||||0611",),
    ),
)
_THINGS = re.compile(
    r"(?i)\b(?:months?|days?|years?|hours?|times?|people|users?|tests?|files?|report|version|step|steps|page"
    r"|chapter|tool|model)\b"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address; None where its words are of something else."""
    value = text[hit.start : hit.end].rstrip(" ,^")
    if sum(map(str.isalpha, value)) < 4:
        return None
    if hit.pattern.rule == "street-number-first" and _THINGS.search(value.partition(",")[0]):
        return None
    return finding(hit, end=hit.start + len(value))
