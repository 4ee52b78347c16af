"""SPDX 3.0 documents (JSON-LD) with the AI and Dataset profiles.

Source: SPDX specification 3.0.1; profiles Core, Software, AI, Dataset and Security. Nothing is fetched: the address of
the context is only compared.
"""

import re

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
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import details
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

NAME = "spdx3"
SUMMARY = "SPDX 3.0 bill of materials with AI and data set profiles (JSON-LD)"

_DOCUMENTS = frozenset({"SpdxDocument", "software_Sbom", "Bom", "Bundle"})
_SCHEMA_WORD = re.compile(r"[a-z]{0,40}_?[A-Z][A-Za-z]{1,60}")


def recognise(sample: Sample) -> int:
    """100 for a context of SPDX 3."""
    return 100 if is_spdx(sample.json) else 0


def read(sample: Sample) -> Reading:
    """Each package, file, data set, relationship and vulnerability an object; all other elements are listed."""
    document, found = document_in(sample), Gathering()
    version = created = title = None
    for element in elements_of(document):
        word = word_of(element)
        if word == "CreationInfo":
            version = version or element.text("specVersion")
            created = created or element.text("created")
        if word == "SpdxDocument" or (word == "ai_AIPackage" and title is None):
            title = element.text("name") or title
        _read_element(element, word, found)
    if document.holds("@graph"):
        found.miss_unknown(document, frozenset({"@context", "@graph"}), "document")
    return found.reading(
        format_name=NAME,
        format_version=version,
        kind=ItemKind.BILL_OF_MATERIALS,
        title=title,
        reported_at=created,
    )


def _read_element(element: Passage, word: str, found: Gathering) -> None:
    if word in COMPONENTS:
        _read_component(element, word, found)
    elif word.startswith("security_"):
        _read_security(element, word, found)
    elif is_relationship(word):
        kind = element.text("relationshipType")
        found.keep(
            ItemKind.BILL_OF_MATERIALS,
            element,
            label=f"{element.text('from') or ''} {kind or ''} {', '.join(element.texts('to'))}",
            details=details(
                {
                    "relationship": kind,
                    "from": element.text("from"),
                    "to": ", ".join(element.texts("to")) or None,
                    "completeness": element.text("completeness"),
                }
            ),
        )
    elif word in _DOCUMENTS:
        profiles = ", ".join(element.texts("profileConformance")) or None
        found.keep(ItemKind.BILL_OF_MATERIALS, element, label=word, details=details({"profiles": profiles}))
    else:
        shown = f" ({word})" if _SCHEMA_WORD.fullmatch(word) else ""
        found.miss(element.place, f"an element that is kept but not read{shown}")


def _read_component(element: Passage, word: str, found: Gathering) -> None:
    seen = component_in(element)
    if seen is None:
        found.miss(element.place, "a package or file without a name")
        return
    found.component(seen)
    facts = {
        "type": word,
        "spdx id": reference_of(element),
        "version": seen.version,
        "purl": seen.purl,
        "download location": element.text("software_downloadLocation"),
        "purpose": element.text("software_primaryPurpose"),
        "domain": ", ".join(element.texts("ai_domain")) or None,
        "type of model": ", ".join(element.texts("ai_typeOfModel")) or None,
        "safety risk": element.text("ai_safetyRiskAssessment"),
        "data set type": ", ".join(element.texts("dataset_datasetType")) or None,
        "confidentiality": element.text("dataset_confidentialityLevel"),
    }
    label = f"{seen.name} {seen.version or ''}"
    at = element.text("releaseTime", "builtTime")
    found.keep(COMPONENTS[word], element, label=label, at=at, details=details(facts))


def _read_security(element: Passage, word: str, found: Gathering) -> None:
    numbers = [each.text("identifier") for each in element.get("externalIdentifier").objects]
    names = [each for each in (element.text("name"), *numbers) if each]
    found.identify(names)
    found.keep(
        ItemKind.ADVISORY,
        element,
        label=names[0] if names else word,
        at=element.text("security_publishedTime"),
        details=details(
            {
                "type": word,
                "relationship": element.text("relationshipType"),
                "from": element.text("from"),
                "to": ", ".join(element.texts("to")) or None,
                "score": element.text("security_vectorString", "security_score"),
            }
        ),
    )
