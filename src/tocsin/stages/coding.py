"""Stage 2, beside the class: technique codes and foreign numbers."""

from msgspec import Struct

from tocsin.rules import stated
from tocsin.rules.technique import crossings_of, look_up
from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.vocab.acts.intake import ForeignIdLinked
from tocsin.vocab.acts.triage import TechniqueMapped
from tocsin.vocab.case import Case
from tocsin.vocab.errors import BadInput, Gone
from tocsin.vocab.reading import FOREIGN_SCHEMES
from tocsin.vocab.sheet import ForeignIdSheet, TechniqueSheet
from tocsin.vocab.technique import Code, Crossing, Crosswalk, Taxonomy
from tocsin.vocab.triage import Confidence, Statement


class Mapping(Struct, frozen=True, kw_only=True):
    """A code as a person maps it. The name is looked up where the edition is shipped, else it has to be given."""

    scheme: str
    version: str
    id: str
    name: str = ""
    because: str = ""
    statement: Statement = Statement.HYPOTHESIS
    confidence: Confidence = Confidence.NOT_SPECIFIED


def map_technique(desk: Desk, case: Case, mapping: Mapping) -> tuple[Case, tuple[Crossing, ...]]:
    """Record a code with the name it has in that edition; and what is known to have become of it since."""
    taxonomies = load("taxonomies", Taxonomy, desk.home)
    shipped = look_up(taxonomies, mapping.scheme, mapping.version, mapping.id)
    is_shipped_edition = any(
        (taxonomy.scheme, taxonomy.scheme_version) == (mapping.scheme, mapping.version) for taxonomy in taxonomies
    )
    if shipped is None and not stated.is_code(mapping.scheme, mapping.version, mapping.id):
        given = f"{mapping.scheme[:40]!r} {mapping.version[:20]!r} {mapping.id[:40]!r}"
        schemes = ", ".join((*stated.SCHEMES.values(), *stated.BY_HAND))
        raise BadInput(
            f"{given} is no scheme, edition or code", hint=f"write it like ATLAS 5.6.0 AML.T0051; schemes: {schemes}"
        )
    if shipped is None and is_shipped_edition:
        raise BadInput(
            f"{mapping.scheme} {mapping.version} has no {mapping.id}", hint="check the edition: codes are renumbered"
        )
    name = shipped.name if shipped else mapping.name
    if not name:
        raise BadInput(
            f"the edition {mapping.scheme} {mapping.version} is not shipped, so the name is not known",
            hint="give the name it has there with --name",
        )
    draft = desk.draft(case)
    draft.add(
        TechniqueMapped(
            scheme=mapping.scheme,
            version=mapping.version,
            id=mapping.id,
            statement=mapping.statement,
            confidence=mapping.confidence,
            sheet=draft.sheet(TechniqueSheet(name=name, because=mapping.because)),
        )
    )
    code = Code(scheme=mapping.scheme, version=mapping.version, id=mapping.id, name=name)
    return draft.record_case(), crossings_of(code, load("crosswalks", Crosswalk, desk.home))


def codes(desk: Desk, case: Case) -> list[Code]:
    """The codes of a case with the names they had when they were mapped."""
    found = []
    for coded in case.techniques:
        try:
            sheet = desk.sheet(coded.sheet, TechniqueSheet)
        except Gone:
            sheet = None
        name = (sheet.name if sheet else "") or "(no name given)"
        found.append(Code(scheme=coded.scheme, version=coded.version, id=coded.id, name=name))
    return found


def link_foreign_id(desk: Desk, case: Case, scheme: str, value: str) -> Case:
    """Record the number that somebody else gave this matter; the same number is linked once."""
    if scheme not in FOREIGN_SCHEMES:
        raise BadInput(f"{scheme!r} is no scheme of numbers", hint=f"one of: {', '.join(FOREIGN_SCHEMES)}")
    if not value.strip():
        raise BadInput("the number is empty", hint="give it as the last argument")
    if (scheme, value.strip()) in foreign_ids(desk, case):
        return case
    draft = desk.draft(case)
    draft.add(ForeignIdLinked(scheme=scheme, sheet=draft.sheet(ForeignIdSheet(value=value.strip()))))
    return draft.record_case()


def foreign_ids(desk: Desk, case: Case) -> list[tuple[str, str]]:
    """The foreign numbers of a case as (scheme, number)."""
    found = []
    for linked in case.foreign_ids:
        try:
            sheet = desk.sheet(linked.sheet, ForeignIdSheet)
        except Gone:
            continue
        if sheet:
            found.append((linked.key, sheet.value))
    return found
