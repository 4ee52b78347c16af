"""SPDX 3 documents read as a graph: what hangs on what.

Source: SPDX specification 3.0.1, Core, RelationshipType: a relationship completes the sentence "`from` (is) (a)
RELATIONSHIP `to`". Walked are those that say that one uses the other; a word that is not known here, or says nothing of
that, is listed. Whatever shape a document has, the answer is a graph.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from tocsin.formats.spdx3.element import (
    COMPONENTS,
    component_in,
    document_in,
    elements_of,
    is_relationship,
    is_spdx,
    reference_of,
    word_of,
)
from tocsin.vocab.bill import Bill, BillGathering
from tocsin.vocab.component import Naming, Relation, type_of
from tocsin.vocab.passage import Passage
from tocsin.vocab.sample import Sample

# `from` uses each `to`.
USED = {
    **dict.fromkeys(("dependsOn", "hasDynamicLink", "hasStaticLink", "hasOptionalDependency"), Relation.DEPENDS_ON),
    **dict.fromkeys(("hasPrerequisite", "hasProvidedDependency", "hasRequirement"), Relation.DEPENDS_ON),
    **dict.fromkeys(("contains", "hasAddedFile", "hasOptionalComponent", "expandsTo"), Relation.PART_OF),
    "hasDistributionArtifact": Relation.PART_OF,  # whoever takes the package takes what it is distributed as
    "hasVariant": Relation.VARIANT_OF,
    "descendantOf": Relation.DERIVED_FROM,
    "trainedOn": Relation.TRAINED_ON,
    **dict.fromkeys(("testedOn", "hasTest", "hasTestCase"), Relation.TESTED_WITH),
    **dict.fromkeys(("usesTool", "hasInput", "hasHost"), Relation.MADE_WITH),
    "hasSpecification": Relation.IMPLEMENTS,
    "hasDataFile": Relation.USES,
}
# Each `to` uses `from`. Three stand in both: what is on either side of them may hurt the other.
USING = {
    **dict.fromkeys(("ancestorOf", "copiedTo", "expandsTo"), Relation.DERIVED_FROM),
    **dict.fromkeys(("packagedBy", "hasDistributionArtifact"), Relation.PART_OF),
    **dict.fromkeys(("generates", "hasOutput"), Relation.MADE_WITH),
    "hasVariant": Relation.VARIANT_OF,
    "configures": Relation.USES,
}
# What is said of people, licences, papers and vulnerabilities: no use. All other words are listed, in 3.0.1 these:
# `amendedBy`, `modifiedBy`, `patchedBy` (whether it was applied to what is listed here is not said), and `other`.
NO_USE = frozenset(
    {"availableFrom", "coordinatedBy", "delegatedTo", "describes", "exploitCreatedBy", "fixedBy", "foundBy"}
    | {"hasAssessmentFor", "hasConcludedLicense", "hasDeclaredLicense", "hasDeletedFile", "hasDependencyManifest"}
    | {"hasDocumentation", "hasEvidence", "hasExample", "hasMetadata", "invokedBy", "publishedBy", "reportedBy"}
    | {"republishedBy", "serializedInArtifact", "underInvestigationFor"}
    | {"affects", "doesNotAffect", "fixedIn", "hasAssociatedVulnerability"}  # read as what is affected
)
# What a dependency is needed for. Source: Core, LifecycleScopeType.
_SCOPES = {"build": Relation.MADE_WITH, "development": Relation.MADE_WITH, "test": Relation.TESTED_WITH}

# What a package is for, where that is a sort of thing of its own. Source: Software, SoftwarePurpose.
_PURPOSES = frozenset({"application", "container", "data", "model"})

# Said instead of an element. Source: Core, Individuals.
_NOBODY = re.compile(r"(https?://spdx\.org/rdf/3\.[0-9.]+/terms/Core/)?(NoneElement|NoAssertionElement)")
_WORD = re.compile(r"[A-Za-z]{1,60}")
_SIGNS = 300  # of one name: hostile ones have millions


def recognise(sample: Sample) -> bool:
    """Whether a file is to be walked as SPDX 3."""
    return is_spdx(sample.json)


def read_bill(sample: Sample, source: str) -> Bill:
    """The graph of one document; `source` is what it is called in paths. BadInput where it is no SPDX 3."""
    found = _Found(elements_of(document_in(sample)), source)
    for element in found.relationships:
        found.relate(element)
    found.gathered.take_up(found.listed, found.subject)
    return found.gathered.bill(found.affected())


class _Found:
    """The elements of a document by their ids.

    An Sbom is "a collection of SPDX Elements describing a single package" (Software, Sbom), its root; so what is listed
    and leads nowhere is part of it. Where a document has several roots, nothing is taken for part of any.
    """

    def __init__(self, elements: tuple[Passage, ...], source: str) -> None:
        self._source = source
        self._elements: dict[str, Passage] = {}
        self.gathered = BillGathering(source)
        for element in elements:
            self._elements.setdefault(reference_of(element) or "", element)
        self.relationships = [element for element in elements if is_relationship(word_of(element))]
        roots = {root for element in elements for root in element.texts("rootElement")}
        described = [root for root in sorted(roots) if _is_component(self._elements.get(root))]
        self.listed: list[Naming] = []
        self.subject: Naming | None = None
        for element in elements:
            is_subject = len(described) == 1 and reference_of(element) == described[0]
            naming = self._component(element, is_subject=is_subject)
            if naming is not None and is_subject:
                self.subject = naming
            elif naming is not None:
                self.listed.append(naming)

    def relate(self, element: Passage) -> None:
        """What one relationship says of use."""
        word = element.text("relationshipType") or ""
        if word in NO_USE:
            return
        if word not in USED and word not in USING:
            self.gathered.leave(word if _WORD.fullmatch(word) else "a word of another form")
            return
        place = element.place.pointer or ""
        one = self._end(element.get("from"))
        for other in (self._end(each) for each in _several(element.get("to"))):
            if word in USED:
                self.gathered.link(other, one, _scoped(USED[word], element), place=place)
            if word in USING:
                self.gathered.link(one, other, USING[word], place=place)

    def affected(self) -> Iterator[Naming]:
        """What vulnerabilities of the document affect, unless the document also says that they do not, or not now."""
        hit: dict[tuple[str, str], None] = {}
        cleared: set[tuple[str, str]] = set()
        for element in self.relationships:
            word, one = element.text("relationshipType"), element.text("from") or ""
            for other in element.texts("to"):
                if word == "affects":
                    hit[one, other] = None
                elif word == "hasAssociatedVulnerability":
                    hit[other, one] = None
                elif word in ("doesNotAffect", "fixedIn"):
                    cleared.add((one, other))
        for vulnerability, reference in hit:
            naming = self.gathered.known(reference)
            if naming is not None and (vulnerability, reference) not in cleared:
                yield naming

    def _component(self, element: Passage, *, is_subject: bool) -> Naming | None:
        """The naming of a package, file or data set; None where it is none, has no name, or its id stood before."""
        reference, seen = reference_of(element), component_in(element) if _is_component(element) else None
        if seen is None or (reference is not None and self.gathered.known(reference) is not None):
            return None
        purpose = element.text("software_primaryPurpose") or ""
        is_plain = seen.kind == "software_Package" and purpose in _PURPOSES
        return self._take(
            Naming(
                type=type_of(purpose if is_plain else seen.kind, seen.purl or ""),
                name=seen.name[:_SIGNS],
                version=(seen.version or "")[:_SIGNS],
                purl=(seen.purl or "")[: 2 * _SIGNS],
                digests=tuple((one.name, one.value) for one in seen.digests),
                within="" if is_subject else self._source,
            ),
            reference,
        )

    def _take(self, naming: Naming, reference: str | None) -> Naming:
        """Two files of one name in two folders are two: the second one's name means something beside its id alone."""
        if naming in self.gathered:
            naming = replace(naming, within=f"{self._source} {(reference or '')[:_SIGNS]}")
        self.gathered.take(naming, reference)
        return naming

    def _end(self, passage: Passage) -> Naming | None:
        """The element at an end of a relationship; a build or a tool is named only where one leads to it."""
        reference = passage.text() or ""
        if _NOBODY.fullmatch(reference):
            return None
        naming, element = self.gathered.known(reference), self._elements.get(reference)
        if naming is not None or element is None or not reference or is_relationship(word_of(element)):
            return naming or self.gathered.end(reference)
        name = (element.text("name") or reference)[:_SIGNS]
        return self._take(Naming(type=type_of(word_of(element)), name=name, within=self._source), reference)


def _is_component(element: Passage | None) -> bool:
    return element is not None and word_of(element) in COMPONENTS


def _several(passage: Passage) -> tuple[Passage, ...]:
    return passage.elements if isinstance(passage.value, list) else (passage,)


def _scoped(relation: Relation, element: Passage) -> Relation:
    scope = element.text("scope") or ""
    return _SCOPES.get(scope, relation) if relation is Relation.DEPENDS_ON else relation
