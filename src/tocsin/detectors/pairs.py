"""A heading and its value side by side: cells, dot leaders, drawn boxes.

The heading says what the value is, as in `tocsin.detectors.fields`; here the signs between them are those of layout.
"""

import re

from tocsin.vocab.cell import fits
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.heading import is_heading, is_weak, labels_of
from tocsin.vocab.triage import Confidence

NAME = "pairs"
SUMMARY = "headings and values side by side"

_BOLD = r"(?:<(?:b|strong|em|i|a|span|p|font)\b[^>\n]{0,160}>\s{0,4}){0,2}"
_PLAIN = r"(?:</(?:b|strong|em|i|a|span|p|font)>\s{0,4}){0,2}"
PATTERNS = (
    Pattern(
        rule="pair-of-cells",
        label=Label.PERSON,
        trigger=r"</(?:td|th|dt)>",
        regex=(
            rf"(?i:<t[dh]|<dt)\b[^>\n]{{0,160}}>\s{{0,8}}{_BOLD}(?P<key>[^<>\n]{{2,48}}?)[ :：]{{0,3}}{_PLAIN}</"
            rf"(?:td|th|dt)>"
            rf"\s{{0,24}}<(?:td|dd)\b[^>\n]{{0,160}}>\s{{0,8}}{_BOLD}(?P<value>[^<>\n]{{2,160}}?)\s{{0,8}}(?=<)"
        ),
        reason="the cell before it says what it is",
        crosses_lines=True,
        examples=(
            "<tr><td>Geburtsdatum</td><td>⟦03.02.1980⟧</td></tr>",
            "<tr>\n <th>Phone</th>\n <td><b>⟦0611 204 118⟧</b></td>\n</tr>",
            "<dt>Address</dt><dd>⟦14 Larch Lane, Northfield⟧</dd>",
        ),
        counterexamples=("<tr><td>Status</td><td>Open 4410</td></tr>", "<tr><th>Phone</th><td>none</td></tr>"),
    ),
    Pattern(
        rule="pair-with-leaders",
        label=Label.PERSON,
        trigger=r"(?:\.{4}|_{4}|(?:\xe2\x80\xa6){2}|(?:\xc2\xb7){3})",
        regex=(
            r"^[ \t>*#|\d.)]{0,12}(?P<key>[^\W\d_][^\n.:=|_…·]{1,40}(?:\.(?= ))?) {0,2}(?:\.{3,60}|_{3,60}|…{2,30}"
            r"|·{3,60})"
            r"[ :]{0,3}(?P<value>[^\s.:_…·][^\n]{1,159}?)[ \t]{0,20}$"
        ),
        reason="the heading before the dots says what it is",
        examples=("Policy no. ....... ⟦KZ-4410-22⟧", "3. Phone ......... ⟦0611 204 118⟧\n"),
        counterexamples=("Status ....... open 4410", "Phone ..........", "and so on.... 4410 times"),
    ),
    Pattern(
        rule="pair-in-a-box",
        label=Label.PERSON,
        trigger=r"\xe2(?:\x94|\x95)[^\n]{2,60}\xe2(?:\x94|\x95)",
        regex=(
            r"^[ \t]{0,12}[│┃║] {0,8}(?P<key>[^\n│┃║]{2,48}?) {0,40}[│┃║] {0,8}"
            r"(?P<value>[^\s│┃║][^\n│┃║]{1,120}?) {0,90}[│┃║][ \t]{0,8}$"
        ),
        reason="the cell before it says what it is",
        examples=("│ Phone      │ ⟦0611 204 118⟧      │",),
        counterexamples=("│ Status     │ open 4410           │", "│ Phone      │ none                │"),
    ),
)
_TAKEN = frozenset(
    {Label.PERSON, Label.EMAIL, Label.PHONE, Label.DOB, Label.ADDRESS, Label.NATIONAL_ID, Label.PASSPORT}
    | {Label.ACCOUNT_ID, Label.CREDIT_CARD, Label.IBAN}
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The value, where its heading is a person's and it can be what the heading says."""
    match = re.compile(hit.pattern.regex, re.MULTILINE).match(text, hit.match_start)
    if match is None:
        return None
    key = match["key"].strip(" .:*\"'")
    value = text[hit.start : hit.end].rstrip(" ,;.")
    if is_weak(key) or is_heading(value):
        return None
    for label in labels_of(key):
        if label not in _TAKEN or not fits(label, value):
            continue
        if label is Label.ADDRESS and not (re.search(r"\d", value) or "," in value):
            continue
        if label is Label.PERSON and (" " not in value or not value[:1].isupper()):
            continue
        return finding(hit, label=label, end=hit.start + len(value), confidence=Confidence.MED)
    return None
