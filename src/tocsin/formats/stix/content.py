"""The objects of a bundle, in one order: what it is about, then its parts.

Nothing is said that the clean copy does not say: no relationship is guessed, no opinion given. The incident is the
plain object of STIX 2.1; OASIS' incident core extension requires a determination and the state of an investigation,
which a clean copy does not hold.
"""

from collections.abc import Iterator

from tocsin.formats.stix.frame import OWN_NUMBER, OWN_TITLE, Frame, StixObject, reference, spelled_gap
from tocsin.formats.stix.parts import Parts, add_parts
from tocsin.vocab.boundary import STATEMENT
from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.handling import moment
from tocsin.vocab.outline import ASSERTED, CORRECTED
from tocsin.vocab.package import Loss, Package
from tocsin.vocab.release import Purpose
from tocsin.vocab.triage import CONFIDENCE_SCALE, EventClass
from tocsin.vocab.visible import visible

_SUBJECTS = {EventClass.INCIDENT: "incident", EventClass.VULNERABILITY: "vulnerability"}


def subject_kind(copy: CleanCopy) -> str:
    """What the bundle is about: an incident, a vulnerability, or the report alone."""
    classified = copy.classified.lower()
    return next((kind for word, kind in _SUBJECTS.items() if classified.startswith(word)), "report")


def content(frame: Frame, package: Package) -> tuple[list[StixObject], list[Loss]]:
    """The report and everything in it, and what could not be said in objects."""
    inside: list[StixObject] = []
    kind = subject_kind(package.copy)
    if kind != "report":
        references = _references(package.copy) if kind == "vulnerability" else []
        about: StixObject = {"name": spelled_gap(OWN_TITLE), "external_references": references}
        inside.append(frame.made(kind, "subject", about))
    found = Parts(frame)
    add_parts(found, package)
    inside += [*found.objects, *_notes(frame, package)]
    return [_report(frame, package, [str(each["id"]) for each in inside]), *inside], found.losses


def closing_notes(frame: Frame, package: Package) -> Iterator[StixObject]:
    """What we ask, and what the document is not: in every bundle."""
    ask = package.ask
    rows = (("By", moment(ask.by)), ("Answer to", visible(ask.answer_to)))
    asked = "\n".join([ask.text, *(f"{name}: {value}" for name, value in rows if value)])
    if asked.strip():
        yield frame.note("ask", "What we need from you", asked)
    yield frame.note("boundary", "What this is not", "\n".join(STATEMENT))


def title(package: Package) -> str:
    """What the bundle is called."""
    return package.copy.title or package.number


def _report(frame: Frame, package: Package, refs: list[str]) -> StixObject:
    classified = visible(package.copy.classified)
    properties: StixObject = {
        "name": spelled_gap(OWN_TITLE),
        "description": f"Preliminary classification: {classified}. Confidence scale: {CONFIDENCE_SCALE}.",
        "report_types": ["threat-report"],
        "published": frame.at,
        "object_refs": refs,
        "labels": list(package.copy.flags),
        "external_references": [spelled_gap(OWN_NUMBER), *_references(package.copy)],
    }
    return frame.made("report", "subject", properties)


def _references(copy: CleanCopy) -> list[StixObject]:
    return [reference(scheme.lower(), value) for scheme, value in copy.foreign_ids if value]


def _notes(frame: Frame, package: Package) -> Iterator[StixObject]:
    copy = package.copy
    if package.purpose is Purpose.CORRECTION:
        changed = (f"{how}: {visible(what)}" for how, what in package.changes)
        said = "\n".join(filter(None, (CORRECTED, f"Document: {visible(package.follows)}", package.why, *changed)))
        yield frame.note("correction", "What this document corrects", said)
    if copy.occurred:
        yield frame.note("occurred", "When it happened", copy.occurred)
    if copy.known_at:
        yield frame.note("known", "When it became known", copy.known_at)
    if copy.severity:
        lines = "\n".join(f"{visible(scheme)}: {visible(score)}" for scheme, score in copy.severity)
        yield frame.note("severity", "Severity", lines)
    asserted = [
        f"{each.key}: {visible(each.prong or 'nothing asserted')}{_designation(is_made=each.proprietary)}"
        for each in copy.passages
        if each.prong or each.proprietary
    ]
    if asserted:
        yield frame.note("assertions", "Assertions per field", "\n".join([ASSERTED, *asserted]))
    if copy.legal_state:
        yield frame.note("protections", "Protections", copy.legal_state)
    yield from closing_notes(frame, package)


def _designation(*, is_made: bool) -> str:
    return "; proprietary, as its originator says (6 U.S.C. 1504(d)(2))" if is_made else ""
