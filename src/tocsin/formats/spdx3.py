"""SPDX 3.0 documents (JSON-LD) with the AI and Dataset profiles.

Source: SPDX specification 3.0.1; profiles Core, Software, AI, Dataset and Security. Nothing is fetched: the address of
the context is only compared.
"""

import re

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import details
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import ComponentSeen, Detail, Reading
from tocsin.vocab.sample import Sample

NAME = "spdx3"
SUMMARY = "SPDX 3.0 bill of materials with AI and data set profiles (JSON-LD)"

_CONTEXT = re.compile(r"https?://spdx\.org/rdf/3\.[0-9.]+/")
_COMPONENTS = {
    "ai_AIPackage": ItemKind.COMPONENT,
    "dataset_DatasetPackage": ItemKind.DATASET,
    "software_Package": ItemKind.COMPONENT,
    "software_File": ItemKind.COMPONENT,
    "software_Snippet": ItemKind.COMPONENT,
}
_DOCUMENTS = frozenset({"SpdxDocument", "software_Sbom", "Bom", "Bundle"})
_RELATIONSHIP = re.compile(r"[A-Za-z_]{0,60}Relationship")
_SCHEMA_WORD = re.compile(r"[a-z]{0,40}_?[A-Z][A-Za-z]{1,60}")

# Algorithm names of SPDX 3.0.1 (Core, HashAlgorithm) as CycloneDX writes them.
_ALGORITHMS = {
    **{"md5": "MD5", "sha1": "SHA-1", "sha224": "SHA-224", "sha256": "SHA-256", "sha384": "SHA-384"},
    **{"sha512": "SHA-512", "sha3_256": "SHA3-256", "sha3_384": "SHA3-384", "sha3_512": "SHA3-512"},
    **{"blake2b256": "BLAKE2b-256", "blake2b384": "BLAKE2b-384", "blake2b512": "BLAKE2b-512", "blake3": "BLAKE3"},
}


def recognise(sample: Sample) -> int:
    """100 for a context of SPDX 3."""
    document = sample.json
    return 100 if isinstance(document, dict) and _is_spdx(document.get("@context")) else 0


def read(sample: Sample) -> Reading:
    """Each package, file, data set, relationship and vulnerability an object; all other elements are listed."""
    document = read_records(sample).only
    if not document.is_object or not _is_spdx(document.get("@context").value):
        raise BadInput("the document's `@context` is not one of SPDX 3")
    found = Gathering()
    graph = document.get("@graph")
    elements = graph.elements if graph.value is not None else (document,)
    version = created = title = None
    for element in elements:
        word = element.text("type", "@type") or ""
        if word == "CreationInfo":
            version = version or element.text("specVersion")
            created = created or element.text("created")
        if word == "SpdxDocument" or (word == "ai_AIPackage" and title is None):
            title = element.text("name") or title
        _read_element(element, word, found)
    if graph.value is not None:
        found.miss_unknown(document, frozenset({"@context", "@graph"}), "document")
    return found.reading(
        format_name=NAME,
        format_version=version,
        kind=ItemKind.BILL_OF_MATERIALS,
        title=title,
        reported_at=created,
    )


def _is_spdx(context: object) -> bool:
    several = context if isinstance(context, list) else [context]
    return any(isinstance(each, str) and _CONTEXT.match(each) for each in several)


def _read_element(element: Passage, word: str, found: Gathering) -> None:
    if word in _COMPONENTS:
        _read_component(element, word, found)
    elif word.startswith("security_"):
        _read_security(element, word, found)
    elif _RELATIONSHIP.fullmatch(word):
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
    name = element.text("name")
    if name is None:
        found.miss(element.place, "a package or file without a name")
        return
    version = element.text("software_packageVersion")
    purl = element.text("software_packageUrl") or _purl_among(element.get("externalIdentifier"))
    digests = tuple(
        Detail(name=_ALGORITHMS.get(algorithm, algorithm), value=value)
        for each in element.get("verifiedUsing").objects
        if (algorithm := each.text("algorithm")) and (value := each.text("hashValue"))
    )
    found.component(
        ComponentSeen(kind=word, name=name, version=version, purl=purl, digests=digests, place=element.place)
    )
    facts = {
        "type": word,
        "spdx id": element.text("spdxId", "@id"),
        "version": version,
        "purl": purl,
        "download location": element.text("software_downloadLocation"),
        "purpose": element.text("software_primaryPurpose"),
        "domain": ", ".join(element.texts("ai_domain")) or None,
        "type of model": ", ".join(element.texts("ai_typeOfModel")) or None,
        "safety risk": element.text("ai_safetyRiskAssessment"),
        "data set type": ", ".join(element.texts("dataset_datasetType")) or None,
        "confidentiality": element.text("dataset_confidentialityLevel"),
    }
    label = f"{name} {version or ''}"
    at = element.text("releaseTime", "builtTime")
    found.keep(_COMPONENTS[word], element, label=label, at=at, details=details(facts))


def _purl_among(identifiers: Passage) -> str | None:
    kinds = ("packageUrl", "packageURL")
    return next(
        (each.text("identifier") for each in identifiers.objects if each.text("externalIdentifierType") in kinds), None
    )


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
