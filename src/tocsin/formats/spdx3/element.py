"""The elements of an SPDX 3 document, and the components among them.

Source: SPDX specification 3.0.1; profiles Core, Software, AI and Dataset. Nothing is fetched: the address of the
context is only compared.
"""

import re

from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import ComponentSeen, Detail
from tocsin.vocab.sample import Sample

COMPONENTS = {
    "ai_AIPackage": ItemKind.COMPONENT,
    "dataset_DatasetPackage": ItemKind.DATASET,
    "software_Package": ItemKind.COMPONENT,
    "software_File": ItemKind.COMPONENT,
    "software_Snippet": ItemKind.COMPONENT,
}

_CONTEXT = re.compile(r"https?://spdx\.org/rdf/3\.[0-9.]+/")
_RELATIONSHIP = re.compile(r"[A-Za-z_]{0,60}Relationship")

# Algorithm names of SPDX 3.0.1 (Core, HashAlgorithm) as CycloneDX writes them.
_ALGORITHMS = {
    **{"md5": "MD5", "sha1": "SHA-1", "sha224": "SHA-224", "sha256": "SHA-256", "sha384": "SHA-384"},
    **{"sha512": "SHA-512", "sha3_256": "SHA3-256", "sha3_384": "SHA3-384", "sha3_512": "SHA3-512"},
    **{"blake2b256": "BLAKE2b-256", "blake2b384": "BLAKE2b-384", "blake2b512": "BLAKE2b-512", "blake3": "BLAKE3"},
}


def is_spdx(document: object) -> bool:
    """Whether a JSON document has a context of SPDX 3."""
    context = document.get("@context") if isinstance(document, dict) else None
    several = context if isinstance(context, list) else [context]
    return any(isinstance(each, str) and _CONTEXT.match(each) for each in several)


def document_in(sample: Sample) -> Passage:
    """The document of a file; BadInput where it is none of SPDX 3."""
    document = read_records(sample).only
    if not is_spdx(document.value):
        raise BadInput("the document's `@context` is not one of SPDX 3")
    return document


def elements_of(document: Passage) -> tuple[Passage, ...]:
    """The elements of a document: those of its graph, or itself."""
    graph = document.get("@graph")
    return graph.elements if graph.value is not None else (document,)


def word_of(element: Passage) -> str:
    """The class of an element, as in `software_Package`; "" where it has none."""
    return element.text("type", "@type") or ""


def reference_of(element: Passage) -> str | None:
    """By which id others mean this element."""
    return element.text("spdxId", "@id")


def is_relationship(word: str) -> bool:
    """Whether elements of this class say how others stand to each other."""
    return _RELATIONSHIP.fullmatch(word) is not None


def component_in(element: Passage) -> ComponentSeen | None:
    """The package, file or data set that an element is; None where it has no name."""
    name = element.text("name")
    if name is None:
        return None
    digests = tuple(
        Detail(name=_ALGORITHMS.get(algorithm, algorithm), value=value)
        for each in element.get("verifiedUsing").objects
        if (algorithm := each.text("algorithm")) and (value := each.text("hashValue"))
    )
    return ComponentSeen(
        kind=word_of(element),
        name=name,
        version=element.text("software_packageVersion"),
        purl=element.text("software_packageUrl") or _purl_among(element.get("externalIdentifier")),
        digests=digests,
        place=element.place,
    )


def _purl_among(identifiers: Passage) -> str | None:
    kinds = ("packageUrl", "packageURL")
    return next(
        (each.text("identifier") for each in identifiers.objects if each.text("externalIdentifierType") in kinds), None
    )
