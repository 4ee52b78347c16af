"""The form for paper: what is to be typeset as PDF/A-2b, as data.

The stage `typeset` makes the PDF. The template is fixed and holds no third-party text; what it prints comes to it as
JSON, and a string that it prints is text and never markup (Typst 0.15 reference: `json`, `text`). Signs that the
bundled fonts cannot show in every case stand as their code points, and the loss is stated: PDF/A forbids a sign without
a glyph (ISO 19005-2, section 6.2.11).
"""

import json
import re

import msgspec
from msgspec import Struct

from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp, parse_tlp
from tocsin.vocab.outline import outline_of, texts_of
from tocsin.vocab.package import Loss, Package, Rendered, Shown
from tocsin.vocab.writable import file_stem

NAME = "form-pdf"
SUMMARY = "The form as PDF/A-2b, for paper and archives"
MEDIA_TYPE = "application/pdf"
CARRIES = frozenset(Tlp)

# What `write` yields: the data of a document that is still to be typeset.
ORDER_TYPE = "application/vnd.tocsin.typesetting+json"

# Latin, Greek and Cyrillic without combining signs, and the punctuation of print: each one is typeset by a test.
# Right-to-left and composed writing is left out on purpose: what is read back from the PDF must be what was put in.
_SHOWN = re.compile(
    "[^\n\x20-\x7e\xa1-\xac\xae-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u0490\u0491\u1e9e\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u27e8\u27e9]"
)

TEMPLATE = """\
#let order = json(bytes(sys.inputs.order))
#let label = text(font: "DejaVu Sans Mono", size: 12pt, weight: "bold", order.label)
#set document(
  title: order.label + " " + order.title + " " + order.number,
  date: datetime(year: order.day.at(0), month: order.day.at(1), day: order.day.at(2)),
)
#set page(
  paper: "a4",
  margin: (x: 2.5cm, y: 3cm),
  header: align(right, label),
  footer: [#align(right, label) #align(center, context counter(page).display("1 / 1", both: true))],
)
#set text(
  font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 11pt, lang: "en",
  hyphenate: false, ligatures: false, fallback: false,
)
#set par(justify: false)
#heading(level: 1, text(order.title + " " + order.number))
#for section in order.sections {
  heading(level: 2, text(section.title))
  if section.lead != "" { par(text(section.lead)) }
  for (number, entry) in section.entries.enumerate(start: 1) {
    if section.entries.len() > 1 or entry.heading != "" {
      heading(level: 3, text(str(number) + ". " + entry.heading))
    }
    for row in entry.rows { par(hanging-indent: 1em, text(weight: "bold", row.name + ": ") + text(row.value)) }
    if entry.text != "" {
      par(text(weight: "bold", entry.text_name + ":"))
      block(inset: (left: 1em), stroke: (left: 1pt), text(entry.text))
    }
  }
}
"""


class _Entry(Struct, frozen=True, kw_only=True):
    heading: str
    rows: tuple["_Row", ...]
    text_name: str
    text: str


class _Row(Struct, frozen=True, kw_only=True):
    name: str
    value: str


class _Section(Struct, frozen=True, kw_only=True):
    title: str
    lead: str
    entries: tuple[_Entry, ...]


class _Order(Struct, frozen=True, kw_only=True):
    """What the template prints; `day` is year, month and day of the writing."""

    label: str
    title: str
    number: str
    day: tuple[int, int, int]
    sections: tuple[_Section, ...]


def write(package: Package) -> Rendered:
    """The order for one PDF, as JSON; its file name is that of the PDF."""
    outline = outline_of(package)
    sections = tuple(
        _Section(
            title=section.title,
            lead=section.lead,
            entries=tuple(
                _Entry(
                    heading=_shown(entry.heading),
                    rows=tuple(_Row(name=row.name, value=_shown(row.value)) for row in entry.rows),
                    text_name=entry.text_name,
                    text=_shown(entry.text),
                )
                for entry in section.entries
            ),
        )
        for section in outline.sections
    )
    at = package.written_at
    order = _Order(
        label=outline.label,
        title=outline.title,
        number=_shown(outline.number),
        day=(at.year, at.month, at.day),
        sections=sections,
    )
    spelled = sum(len(_SHOWN.findall(text.replace("\t", ""))) for text in texts_of(outline))
    why = "the bundled fonts do not show them in every case; the other forms do"
    lost = (Loss(what=f"{spelled} signs that stand as their code points", why=why),) if spelled else ()
    return Rendered(
        data=msgspec.json.encode(order),
        media_type=ORDER_TYPE,
        file_name=f"{file_stem(package.number)}.pdf",
        losses=(*outline.losses, *lost),
    )


def show(data: bytes) -> Shown:
    """What an order says. What its PDF says is read back by `stages.typeset`, from the PDF."""
    try:
        order = json.loads(data)
        lines = [
            line
            for section in order["sections"]
            for entry in section["entries"]
            for line in (
                ("Heading", entry["heading"]),
                *((row["name"], row["value"]) for row in entry["rows"]),
                (entry["text_name"], entry["text"]),
            )
        ]
        tlp = parse_tlp(order["label"]).tlp
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BadInput(
            "not an order for a PDF", hint="give the bytes that were written, before they are typeset"
        ) from fault
    return Shown(tlp=tlp, lines=(("Number", order["number"]), *(line for line in lines if line[1])))


def _shown(text: str) -> str:
    return _SHOWN.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", text.replace("\t", "    "))
