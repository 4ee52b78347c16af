"""SPDX 3: models, data sets and relations are read, the rest is listed."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tocsin.formats.spdx3 import document as spdx3
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Detail
from tocsin.vocab.sample import Sample

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
GRAPH = [
    {"type": "CreationInfo", "specVersion": "3.0.1", "created": "2099-01-01T00:00:00Z"},
    {"type": "SpdxDocument", "name": "doc", "profileConformance": ["ai"]},
    {
        "type": "ai_AIPackage",
        "spdxId": "urn:m",
        "name": "toy",
        "software_packageVersion": "1",
        "externalIdentifier": [{"externalIdentifierType": "packageUrl", "identifier": "pkg:huggingface/x/toy@1"}],
        "verifiedUsing": [{"type": "Hash", "algorithm": "sha256", "hashValue": "ab"}],
        "ai_typeOfModel": ["transformer"],
    },
    {"type": "dataset_DatasetPackage", "spdxId": "urn:d", "name": "corpus"},
    {"type": "Relationship", "relationshipType": "trainedOn", "from": "urn:m", "to": ["urn:d"]},
    {"type": "security_Vulnerability", "externalIdentifier": [{"identifier": "CVE-2099-0001"}]},
    {"type": "software_File"},
    {"type": "Person", "name": "Somebody"},
    {"type": "<script>", "name": "x"},
]


def _sample(graph: object) -> Sample:
    return Sample("s.json", json.dumps({"@context": CONTEXT, "@graph": graph}).encode())


def test_one_document() -> None:
    reading = spdx3.read(_sample(GRAPH))
    assert (reading.title, reading.format_version, reading.reported_at) == ("doc", "3.0.1", "2099-01-01T00:00:00Z")
    assert [each.kind for each in reading.objects] == [
        ItemKind.BILL_OF_MATERIALS,
        ItemKind.COMPONENT,
        ItemKind.DATASET,
        ItemKind.BILL_OF_MATERIALS,
        ItemKind.ADVISORY,
    ]
    toy = reading.components[0]
    assert (toy.kind, toy.version, toy.purl) == ("ai_AIPackage", "1", "pkg:huggingface/x/toy@1")
    assert toy.digests == (Detail(name="SHA-256", value="ab"),)
    assert reading.objects[3].label == "urn:m trainedOn urn:d"
    assert [each.value for each in reading.foreign_ids] == ["CVE-2099-0001"]


def test_the_rest_is_listed_without_hostile_words() -> None:
    listed = spdx3.read(_sample(GRAPH)).not_understood
    assert [each.place.pointer for each in listed] == ["/@graph/0", "/@graph/6", "/@graph/7", "/@graph/8"]
    assert "(Person)" in listed[2].why
    assert "script" not in listed[3].why


def test_another_context_is_refused() -> None:
    other = Sample("s.json", b'{"@context": "https://schema.org", "@graph": []}')
    assert spdx3.recognise(other) == 0
    with pytest.raises(BadInput):
        spdx3.read(other)


@pytest.mark.data
def test_a_real_document(reference_data: Path) -> None:
    sample = Sample("s.json", (reference_data / "bom/spdx3_ai_simplehtr.json").read_bytes())
    reading = spdx3.read(sample)
    assert spdx3.recognise(sample) == 100
    assert (reading.units, reading.understood) == (118, 80)
    assert Counter(each.kind for each in reading.components) == {
        "software_File": 33,
        "software_Package": 10,
        "ai_AIPackage": 2,
        "dataset_DatasetPackage": 1,
    }
    assert all(each.data in sample.data for each in reading.objects)
    assert Counter(each.why.split("(")[-1] for each in reading.not_understood)["Person)"] == 21
