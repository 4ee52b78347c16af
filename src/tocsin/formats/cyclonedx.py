"""CycloneDX bills of materials: components, models, services and VEX.

Source: CycloneDX specification, JSON schemas 1.2 to 1.7. Every component keeps its exact JSON, the model card with it;
the language's own object model for Python drops the card, so it is not used here.
"""

import re

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import details
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import ComponentSeen, Detail, Reading
from tocsin.vocab.sample import Sample

NAME = "cyclonedx"
SUMMARY = "CycloneDX bill of materials, ML-BOM, SaaSBOM or VEX (JSON)"

_VERSIONS = frozenset({"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"})
_LINEAGE = (("ancestors", "ancestor"), ("descendants", "descendant"), ("variants", "variant"))
_MEMBERS = frozenset(
    {
        *("$schema", "bomFormat", "specVersion", "serialNumber", "version"),
        *("metadata", "components", "services", "dependencies", "vulnerabilities"),
    }
)


def recognise(sample: Sample) -> int:
    """100 for the marker `bomFormat`."""
    document = sample.json
    return 100 if isinstance(document, dict) and document.get("bomFormat") == "CycloneDX" else 0


def read(sample: Sample) -> Reading:
    """Each component, service, data set and vulnerability an object of its own with its exact JSON."""
    document = read_records(sample).only
    if document.text("bomFormat") != "CycloneDX":
        raise BadInput('the document has no `bomFormat` of "CycloneDX"')
    found = Gathering()
    version = document.text("specVersion")
    if version not in _VERSIONS:
        found.miss(document.place_of("specVersion"), "a version this reader does not know; read as if it were 1.7")
    metadata = document.get("metadata")
    _keep_frame(document, metadata, found)
    for subject in metadata.get("component").objects:
        _read_component(subject, "subject of the document", found)
    _read_components(document.get("components"), "component", found)
    _read_services(document.get("services"), found)
    for vulnerability in document.get("vulnerabilities").elements:
        _read_vulnerability(vulnerability, found)
    found.miss_unknown(document, _MEMBERS, "bill of materials")
    subject = metadata.get("component")
    return found.reading(
        format_name=NAME,
        format_version=version,
        kind=ItemKind.BILL_OF_MATERIALS,
        title=" ".join(each for each in (subject.text("name"), subject.text("version")) if each) or None,
        reported_at=metadata.text("timestamp"),
    )


def _keep_frame(document: Passage, metadata: Passage, found: Gathering) -> None:
    if metadata.is_object:
        serial = document.text("serialNumber")
        found.keep(
            ItemKind.BILL_OF_MATERIALS,
            metadata,
            label="metadata",
            at=metadata.text("timestamp"),
            details=details({"serial number": serial, "document version": document.text("version")}),
        )
    dependencies = document.get("dependencies")
    if dependencies.elements:
        count = str(len(dependencies.elements))
        found.keep(ItemKind.BILL_OF_MATERIALS, dependencies, label="dependencies", details=details({"entries": count}))
    for name in ("metadata", "components", "services", "dependencies", "vulnerabilities"):
        expected = dict if name == "metadata" else list
        value = document.get(name).value
        if value is not None and not isinstance(value, expected):
            what = "an object" if expected is dict else "an array"
            found.miss(document.place_of(name), f"expected {what}")


def _read_components(several: Passage, relation: str, found: Gathering) -> None:
    for each in several.elements:
        _read_component(each, relation, found)


def _read_component(component: Passage, relation: str, found: Gathering) -> None:
    name = component.text("name")
    if name is None:
        found.miss(component.place, f"{relation}: a component without a name")
        return
    kind = component.text("type") or "component"
    found.component(_seen(component, kind, name))
    card = component.get("modelCard")
    found.keep(
        ItemKind.DATASET if kind == "data" else ItemKind.COMPONENT,
        component,
        label=f"{name} {component.text('version') or ''}",
        details=details(
            {
                "type": kind,
                "relation": relation,
                "reference": component.text("bom-ref"),
                "group": component.text("group"),
                "version": component.text("version"),
                "purl": component.text("purl"),
                "supplier": component.get("supplier").text("name") or component.text("publisher"),
                "model card": "present" if card.is_object else None,
                "task": card.get("modelParameters").text("task"),
            }
        ),
    )
    _read_datasets(card.get("modelParameters").get("datasets"), name, found)
    _read_components(component.get("components"), f"part of {name[:80]}", found)
    for member, word in _LINEAGE:
        _read_components(component.get("pedigree").get(member), f"{word} of {name[:80]}", found)


def _seen(component: Passage, kind: str, name: str) -> ComponentSeen:
    hashes = component.get("hashes").objects
    return ComponentSeen(
        kind=kind,
        name=name,
        version=component.text("version"),
        purl=component.text("purl"),
        digests=tuple(
            Detail(name=algorithm, value=content)
            for each in hashes
            if (algorithm := each.text("alg")) and (content := each.text("content"))
        ),
        place=component.place,
    )


def _read_datasets(datasets: Passage, model: str, found: Gathering) -> None:
    for each in datasets.elements:
        name = each.text("name")
        reference = each.text("ref")
        if name is None and reference is None:
            found.miss(each.place, "a data set of a model card with neither name nor reference")
            continue
        if name is not None:
            found.component(ComponentSeen(kind="dataset", name=name, place=each.place))
        found.keep(
            ItemKind.DATASET,
            each,
            label=name or reference,
            details=details({"of model": model, "type": each.text("type"), "reference": reference}),
        )


def _read_services(services: Passage, found: Gathering) -> None:
    for each in services.elements:
        name = each.text("name")
        if name is None:
            found.miss(each.place, "a service without a name")
            continue
        found.component(ComponentSeen(kind="service", name=name, version=each.text("version"), place=each.place))
        facts = {"type": "service", "reference": each.text("bom-ref"), "group": each.text("group")}
        provider = each.get("provider").text("name")
        found.keep(ItemKind.COMPONENT, each, label=name, details=details({**facts, "provider": provider}))
        _read_services(each.get("services"), found)


def _read_vulnerability(vulnerability: Passage, found: Gathering) -> None:
    if not vulnerability.is_object:
        found.miss(vulnerability.place, "a vulnerability that is no object")
        return
    number = vulnerability.text("id")
    references = [each.text("id") for each in vulnerability.get("references").objects]
    found.identify([each for each in (number, *references) if each])
    found.cite(f"CWE-{code}" for code in vulnerability.texts("cwes") if re.fullmatch("[0-9]{1,6}", code))
    analysis = vulnerability.get("analysis")
    affects = [each.text("ref") for each in vulnerability.get("affects").objects]
    severities = [each.text("severity") for each in vulnerability.get("ratings").objects]
    found.keep(
        ItemKind.ADVISORY,
        vulnerability,
        label=f"{number or 'vulnerability'} {analysis.text('state') or ''}",
        at=vulnerability.text("published", "created"),
        details=details(
            {
                "id": number,
                "state": analysis.text("state"),
                "justification": analysis.text("justification"),
                "response": ", ".join(analysis.texts("response")) or None,
                "severity": ", ".join(each for each in severities if each) or None,
                "affects": ", ".join(each for each in affects if each) or None,
            }
        ),
    )
