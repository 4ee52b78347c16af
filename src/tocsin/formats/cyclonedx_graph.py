"""CycloneDX documents read as a graph: what hangs on what.

Source: CycloneDX specification, JSON schemas 1.2 to 1.7: `dependencies`, nested components, `pedigree`, the data sets
of a model card, `formulation`, and `affects` of vulnerabilities. Whatever shape a document has, the answer is a graph.
"""

from tocsin.vocab.bill import Bill, BillGathering
from tocsin.vocab.component import ComponentType as Type
from tocsin.vocab.component import Naming, Relation, type_of
from tocsin.vocab.errors import BadInput
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.sample import Sample

_SIGNS = 300  # of one name: hostile ones have millions


def read_bill(sample: Sample, source: str) -> Bill:
    """The graph of one document; `source` is what it is called in paths. BadInput where it is no CycloneDX."""
    document = read_records(sample).only
    if document.text("bomFormat") != "CycloneDX":
        raise BadInput(
            f"{sample.name[:60]!r} is no CycloneDX document: it has no `bomFormat`",
            hint="CycloneDX and SPDX 3 (both as JSON) are walked as graphs; others are kept as evidence all the same",
        )
    found = _Found(source)
    metadata = document.get("metadata")
    subject = found.component(metadata.get("component"), is_subject=True)
    listed = [found.component(each) for each in document.get("components").elements]
    listed += [found.service(each) for each in document.get("services").elements]
    for tool in metadata.get("tools").get("components").elements:
        found.made_with(found.component(tool), None)  # wrote the document; nothing hangs on it
    for formula in document.get("formulation").elements:
        for each in formula.get("components").elements:
            found.made_with(found.component(each), subject)
        for each in formula.get("services").elements:
            found.made_with(found.service(each), subject)
    found.depend(document.get("dependencies"))
    found.take_up([naming for naming in listed if naming is not None], subject)
    return found.bill(document.get("vulnerabilities"))


class _Found:
    """A document as it is walked through."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._gathered = BillGathering(source)
        self._late: list[tuple[str, Naming]] = []  # data sets by reference, which may stand further down

    def component(self, passage: Passage, *, is_subject: bool = False) -> Naming | None:
        """A component with all that stands inside it; None where it has no name."""
        name = passage.text("name")
        if name is None:
            return None
        purl, group = passage.text("purl") or "", passage.text("group")
        hashes = [(each.text("alg") or "", each.text("content") or "") for each in passage.get("hashes").objects]
        naming = Naming(
            type=type_of(passage.text("type") or "", purl),
            name=(f"{group}/{name}" if group else name)[:_SIGNS],
            version=(passage.text("version") or "")[:_SIGNS],
            purl=purl[: 2 * _SIGNS],
            digests=tuple((algorithm, content) for algorithm, content in hashes if algorithm and content),
            within="" if is_subject else self._source,
        )
        self._take(passage, naming)
        for part in passage.get("components").elements:
            self._link(self.component(part), naming, Relation.PART_OF)
        pedigree = passage.get("pedigree")
        for each in pedigree.get("ancestors").elements:
            self._link(self.component(each), naming, Relation.DERIVED_FROM)
        for each in pedigree.get("descendants").elements:
            self._link(naming, self.component(each), Relation.DERIVED_FROM)
        for each in pedigree.get("variants").elements:
            variant = self.component(each)
            self._link(variant, naming, Relation.VARIANT_OF)
            self._link(naming, variant, Relation.VARIANT_OF)
        for each in passage.get("modelCard").get("modelParameters").get("datasets").elements:
            self._trained(each, naming)
        for each in passage.get("data").elements:  # of a component of type `data`: what it is made of
            if each.text("name") is not None:
                self._link(self._dataset(each), naming, Relation.PART_OF)
        return naming

    def service(self, passage: Passage) -> Naming | None:
        """A service with the services inside it; None where it has no name."""
        name, group = passage.text("name"), passage.text("group")
        if name is None:
            return None
        naming = Naming(
            type=Type.SERVICE,
            name=(f"{group}/{name}" if group else name)[:_SIGNS],
            version=(passage.text("version") or "")[:_SIGNS],
            within=self._source,
        )
        self._take(passage, naming)
        for part in passage.get("services").elements:
            self._link(self.service(part), naming, Relation.PART_OF)
        return naming

    def made_with(self, used: Naming | None, made: Naming | None) -> None:
        """Something that was used while something else was built."""
        self._link(used, made, Relation.MADE_WITH)

    def depend(self, dependencies: Passage) -> None:
        """The dependency graph of the document."""
        for each in dependencies.objects:
            downstream = self._named(each.text("ref") or "")
            for reference in each.texts("dependsOn") if each.holds("dependsOn") else ():
                self._link(self._named(reference), downstream, Relation.DEPENDS_ON)
            for reference in each.texts("provides") if each.holds("provides") else ():
                self._link(self._named(reference), downstream, Relation.IMPLEMENTS)

    def take_up(self, listed: list[Naming], subject: Naming | None) -> None:
        """What is listed and leads nowhere is part of what the document describes."""
        self._gathered.take_up(listed, subject)

    def bill(self, vulnerabilities: Passage) -> Bill:
        """All of it, with the components that the document's vulnerabilities affect."""
        for reference, model in self._late:
            self._link(self._named(reference), model, Relation.TRAINED_ON)
        return self._gathered.bill(
            naming
            for each in vulnerabilities.elements
            if each.get("analysis").text("state") not in ("not_affected", "false_positive")
            for hit in each.get("affects").objects
            if (naming := self._gathered.known(_last(hit.text("ref") or ""))) is not None
        )

    def _trained(self, passage: Passage, model: Naming) -> None:
        reference = passage.text("ref")
        if passage.text("name") is not None:
            self._link(self._dataset(passage), model, Relation.TRAINED_ON)
        elif reference is not None:
            self._late.append((reference, model))

    def _dataset(self, passage: Passage) -> Naming:
        naming = Naming(type=Type.DATASET, name=(passage.text("name") or "")[:_SIGNS])
        self._take(passage, naming)
        return naming

    def _take(self, passage: Passage, naming: Naming) -> None:
        self._gathered.take(naming, passage.text("bom-ref"))

    def _named(self, reference: str) -> Naming | None:
        return self._gathered.end(_last(reference))

    def _link(self, upstream: Naming | None, downstream: Naming | None, relation: Relation) -> None:
        self._gathered.link(upstream, downstream, relation)


def _last(reference: str) -> str:
    """The reference inside a document, also where it is written as a BOM-Link: urn:cdx:serial/version#reference."""
    return reference.partition("#")[2] if reference.startswith("urn:cdx:") and "#" in reference else reference
