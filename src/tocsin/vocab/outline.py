"""The outline of a document for people: titled sections, in one order.

Every form (Markdown, HTML, PDF, mail) says the same things in the same order; only the spelling differs. Titles and
names of rows are ours; headings, values and texts are third-party data, with nothing hidden left in them.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from tocsin.vocab.boundary import STATEMENT
from tocsin.vocab.capsule import BESIDE
from tocsin.vocab.clean_copy import (
    SharedComponent,
    SharedIndicator,
    SharedPassage,
    SharedPrompt,
    SharedTechnique,
)
from tocsin.vocab.defang import defanged, defanged_value, hosts_in
from tocsin.vocab.handling import handling, moment, sender_of, stricter_parts
from tocsin.vocab.marking import TLP_NAMES, Tlp
from tocsin.vocab.neutral import for_people, marks_in
from tocsin.vocab.package import Loss, Package
from tocsin.vocab.release import Purpose
from tocsin.vocab.triage import CONFIDENCE_SCALE
from tocsin.vocab.visible import visible
from tocsin.vocab.writable import count_hidden, refuse_unwritable

TITLES: dict[Purpose, str] = {
    Purpose.FIRST: "Report",
    Purpose.CORRECTION: "Correction of an earlier report",
    Purpose.WITHDRAWAL: "Withdrawal of an earlier report",
}

CORRECTED = "This document takes the place of the earlier one. Please stop using the earlier one and pass this on to \
everybody you gave it to."
WITHDRAWN = "The earlier document is withdrawn. Please stop using it, remove what you took from it, and tell everybody \
you gave it to."
CONFIDENCE = f"Confidence is none, low, med or high, as its author said ({CONFIDENCE_SCALE}). A fact is claimed as \
known; a hypothesis is believed."
ASSERTED = "What each field is asserted to be under CISA 2015 (6 U.S.C. 650, 1501 and following). An assertion is a \
statement by a person, not a legal determination."
NOT_NAMED = "not named"


class Row(Struct, frozen=True, kw_only=True):
    """One line: our name for it, and its value on one line; `is_ours` where the value is this program's own wording."""

    name: str
    value: str
    is_ours: bool = False


class Entry(Struct, frozen=True, kw_only=True):
    """A thing in a section: its heading where it has one, rows, and a text of any number of lines."""

    heading: str = ""
    rows: tuple[Row, ...] = ()
    text_name: str = "Text"
    text: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """A titled part of the document; `lead` is a sentence of ours."""

    title: str
    lead: str = ""
    entries: tuple[Entry, ...] = ()


class Outline(Struct, frozen=True, kw_only=True):
    """A whole document, before it is spelled in a language."""

    tlp: Tlp
    title: str
    number: str
    sections: tuple[Section, ...]
    losses: tuple[Loss, ...] = ()

    @property
    def label(self) -> str:
        """The label as FIRST writes it."""
        return TLP_NAMES[self.tlp]


def outline_of(package: Package) -> Outline:
    """What a document for people says. BadInput for what cannot be written (half characters, times without zone)."""
    refuse_unwritable(package)
    said = _withdrawal(package) if package.purpose is Purpose.WITHDRAWAL else _report(package)
    sections = tuple(section for section in said if section.entries or section.lead)
    losses = [*stricter_parts(package)]
    if package.purpose is Purpose.WITHDRAWAL:
        losses.append(
            Loss(
                what="the content of the document that is withdrawn",
                why="a withdrawal does not repeat what it takes back",
            )
        )
    hidden = count_hidden(package) - sum(marks_in(each.text) for each in package.copy.prompts)
    if hidden > 0:
        losses.append(
            Loss(
                what=f"{hidden} signs that do not show (controls, direction marks and the like)",
                why="they are written as their code points, so that nothing can hide or turn the text",
            )
        )
    return Outline(
        tlp=package.terms.tlp,
        title=TITLES[package.purpose],
        number=_line(package.number),
        sections=sections,
        losses=tuple(losses),
    )


def texts_of(outline: Outline) -> Iterator[str]:
    """Every text of an outline, in reading order."""
    yield outline.label
    yield outline.title
    yield outline.number
    for section in outline.sections:
        yield section.title
        yield section.lead
        for entry in section.entries:
            yield entry.heading
            for row in entry.rows:
                yield from (row.name, row.value)
            yield from (entry.text_name, entry.text)


def _report(package: Package) -> Iterator[Section]:
    copy, hosts = package.copy, hosts_in(each.value for each in package.copy.indicators)
    yield _handling(package)
    if package.purpose is Purpose.CORRECTION:
        yield _change(package, "What this document corrects", CORRECTED, hosts)
    yield _event(package, hosts)
    account = (_passage(each, package.terms.tlp, hosts) for each in copy.passages)
    yield Section(title="The account", entries=tuple(account))
    yield Section(title="Affected components", entries=tuple(_entry(*component_rows(each)) for each in copy.components))
    yield Section(title="Indicators", entries=tuple(_indicator(each, hosts) for each in copy.indicators))
    yield Section(
        title="Techniques and weaknesses", entries=tuple(_entry(*technique_rows(each)) for each in copy.techniques)
    )
    yield Section(title="Prompts", entries=tuple(_prompt(each, hosts) for each in copy.prompts))
    mitigations = (_entry(("Layer", each.layer), text=defanged(each.text, hosts)) for each in copy.mitigations)
    yield Section(title="What helps", entries=tuple(mitigations))
    yield _ask(package)
    asserted = tuple(
        _entry(("Field", each.key), ("Asserted as", each.prong or ""), ("Designation", _designation(each)))
        for each in copy.passages
        if each.prong or each.proprietary
    )
    yield Section(title="Assertions per field", lead=ASSERTED if asserted else "", entries=asserted)
    yield Section(title="How sure this is", lead=CONFIDENCE)
    yield Section(title="Protections", entries=_one(text=copy.legal_state))
    yield _numbers(package)
    yield _boundary()


def _withdrawal(package: Package) -> Iterator[Section]:
    yield _handling(package)
    yield _change(package, "What this document withdraws", WITHDRAWN)
    yield _ask(package)
    yield _numbers(package)
    yield _boundary()


def _handling(package: Package) -> Section:
    named = sender_of(package.sender, package.terms) or NOT_NAMED
    who = (("For", package.recipient), ("From", named), ("Ask for wider release", package.contact))
    entry = _entry(*handling(package.terms), *who)
    ours = len(handling(package.terms))
    rows = tuple(Row(name=row.name, value=row.value, is_ours=at < ours) for at, row in enumerate(entry.rows))
    return Section(title="How to handle this", entries=(Entry(rows=rows),))


def _change(package: Package, title: str, lead: str, hosts: frozenset[str] = frozenset()) -> Section:
    changed = ((how, defanged(what, hosts)) for how, what in package.changes)
    rows = (("Document", package.follows), *changed)
    return Section(title=title, lead=lead, entries=_one(*rows, text=package.why, named="Why"))


def _event(package: Package, hosts: frozenset[str]) -> Section:
    copy = package.copy
    rows = [
        ("Title", defanged(copy.title, hosts)),
        ("Preliminary classification", copy.classified),
        *(("Flag", flag) for flag in copy.flags),
        ("When it happened", copy.occurred),
        ("When it became known", copy.known_at),
        *(("Severity", f"{scheme}: {score}") for scheme, score in copy.severity),
    ]
    return Section(title="What happened", entries=_one(*rows))


def _passage(passage: SharedPassage, whole: Tlp, hosts: frozenset[str]) -> Entry:
    return _entry(
        ("Field", passage.key),
        ("Label", TLP_NAMES[passage.tlp] if passage.tlp != whole else ""),
        ("Stands as", passage.statement.value),
        ("Confidence", passage.confidence),
        heading=f"{passage.heading.replace('_', ' ')}: {passage.title}",
        text=defanged(passage.text, hosts),
    )


def _indicator(indicator: SharedIndicator, hosts: frozenset[str]) -> Entry:
    spelled = msgspec.structs.replace(indicator, value=defanged_value(indicator.value))
    return _entry(*indicator_rows(spelled), text=defanged(indicator.context, hosts), named="Context")


def _prompt(prompt: SharedPrompt, hosts: frozenset[str]) -> Entry:
    """A prompt, its text in the form in which it goes; what is ours to say of it stands outside the text."""
    rows = _entry(("Role", prompt.role), ("SHA-256", prompt.sha256)).rows
    beside = BESIDE.get(prompt.form) if prompt.text else None
    if beside is None:
        return Entry(rows=rows, text=_text(defanged(prompt.text, hosts)))
    said = (
        Row(name="Warning", value=beside.warning, is_ours=True),
        Row(name="To read it", value=beside.recipe, is_ours=True),
    )
    return Entry(rows=(*rows, *said), text=_text(for_people(prompt.text)))


def _designation(passage: SharedPassage) -> str:
    return "proprietary, as its originator says (6 U.S.C. 1504(d)(2))" if passage.proprietary else ""


def component_rows(component: SharedComponent) -> tuple[tuple[str, str], ...]:
    """A component as (name, value)."""
    return (
        ("Kind", component.kind),
        ("Name", component.name),
        ("Version", component.version),
        ("Package URL", component.purl),
        ("Revision", component.revision),
        *(("Digest", f"{algorithm}: {digest}") for algorithm, digest in component.digests),
        ("Standing", component.standing),
    )


def indicator_rows(indicator: SharedIndicator) -> tuple[tuple[str, str], ...]:
    """An indicator as (name, value), without its context."""
    return (
        ("Kind", indicator.kind),
        ("Value", indicator.value),
        *seen_rows(indicator),
        ("Use until", moment(indicator.expires_at)),
        ("Sightings", str(indicator.sightings) if indicator.sightings else ""),
        ("Stands as", indicator.statement.value),
        ("Confidence", indicator.confidence),
    )


def seen_rows(indicator: SharedIndicator) -> tuple[tuple[str, str], ...]:
    """When an indicator was first and last seen, as (name, value)."""
    return (("First seen", moment(indicator.first_seen)), ("Last seen", moment(indicator.last_seen)))


def technique_rows(technique: SharedTechnique) -> tuple[tuple[str, str], ...]:
    """A technique or weakness as (name, value)."""
    return (
        ("Scheme", f"{technique.scheme} {technique.version}".strip()),
        ("Id", technique.id),
        ("Name", technique.name),
        ("Stands as", technique.statement.value),
        ("Confidence", technique.confidence),
    )


def _ask(package: Package) -> Section:
    ask = package.ask
    rows = (("By", moment(ask.by)), ("Answer to", ask.answer_to))
    return Section(title="What we need from you", entries=_one(*rows, text=ask.text, named="We ask"))


def _numbers(package: Package) -> Section:
    rows = (
        ("Our number", package.number),
        ("Follows", package.follows),
        ("Written", moment(package.written_at)),
        *(("Known elsewhere as", f"{scheme}: {value}") for scheme, value in _foreign(package)),
    )
    return Section(title="Numbers", entries=_one(*rows))


def _foreign(package: Package) -> tuple[tuple[str, str], ...]:
    return () if package.purpose is Purpose.WITHDRAWAL else package.copy.foreign_ids


def _boundary() -> Section:
    rows = tuple(Row(name="Note", value=sentence, is_ours=True) for sentence in STATEMENT)
    return Section(title="What this is not", entries=(Entry(rows=rows),))


def _one(*rows: tuple[str, str], text: str = "", named: str = "Text") -> tuple[Entry, ...]:
    entry = _entry(*rows, text=text, named=named)
    return (entry,) if entry.rows or entry.text else ()


def _entry(*rows: tuple[str, str], heading: str = "", text: str = "", named: str = "Text") -> Entry:
    shown = tuple(Row(name=name, value=line) for name, value in rows if (line := _line(value)))
    return Entry(heading=_line(heading), rows=shown, text_name=named, text=_text(text))


def _line(text: str) -> str:
    return visible(text.replace("\r\n", "\n")).strip(" ")


def _text(text: str) -> str:
    shown = visible(text.replace("\r\n", "\n"), keep_lines=True).strip("\n")
    return shown if shown.strip() else ""
