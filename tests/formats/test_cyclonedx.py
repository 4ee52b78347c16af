"""CycloneDX: every component with its exact JSON, the model card whole."""

import json
from pathlib import Path

import pytest

from tocsin.formats import cyclonedx
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Detail, Reading
from tocsin.vocab.sample import Sample

MODEL = (
    b'{ "type": "machine-learning-model", "name": "toy", "version": "2", "purl": "pkg:huggingface/x/toy@2",'
    b' "hashes": [{"alg": "SHA-256", "content": "ab"}], "modelCard": {"modelParameters": {"task": "chat",'
    b' "datasets": [{"type": "dataset", "name": "corpus"}, {"ref": "d-1"}, {}]}, "unheard-of": [1.50]},'
    b' "pedigree": {"ancestors": [{"type": "machine-learning-model", "name": "base"}]},'
    b' "components": [{"type": "file", "name": "weights.bin"}, {"type": "file"}] }'
)
DOCUMENT = (
    b'{"bomFormat": "CycloneDX", "specVersion": "1.7", "metadata": {"timestamp": "2099-01-01T00:00:00Z",'
    b' "component": {"type": "application", "name": "app", "version": "1"}}, "components": [' + MODEL + b","
    b' {"type": "data", "name": "d"}],'
    b' "services": [{"name": "gate", "services": [{"name": "inner"}]}],'
    b' "dependencies": [{"ref": "a", "dependsOn": ["b"]}], "compositions": [],'
    b' "vulnerabilities": [{"id": "CVE-2099-0001", "references": [{"id": "GHSA-2222-3333-4444"}], "cwes": [502],'
    b' "analysis": {"state": "not_affected", "justification": "code_not_reachable"}, "affects": [{"ref": "a"}]}]}'
)


def _reading(data: bytes) -> Reading:
    return cyclonedx.read(Sample("bom.json", data))


def test_a_model_keeps_its_card_to_the_byte() -> None:
    models = [each for each in _reading(DOCUMENT).objects if b"modelCard" in each.data and each.label == "toy 2"]
    assert [each.data for each in models] == [MODEL]
    assert Detail(name="task", value="chat") in models[0].details


def test_components_with_lineage_parts_data_sets_and_services() -> None:
    reading = _reading(DOCUMENT)
    assert [(each.kind, each.name, each.version) for each in reading.components] == [
        ("application", "app", "1"),
        ("machine-learning-model", "toy", "2"),
        ("dataset", "corpus", None),
        ("file", "weights.bin", None),
        ("machine-learning-model", "base", None),
        ("data", "d", None),
        ("service", "gate", None),
        ("service", "inner", None),
    ]
    toy = reading.components[1]
    assert (toy.purl, toy.digests) == ("pkg:huggingface/x/toy@2", (Detail(name="SHA-256", value="ab"),))
    assert toy.place.pointer == "/components/0"
    relations = {each.label: dict((d.name, d.value) for d in each.details).get("relation") for each in reading.objects}
    assert relations["base"] == "ancestor of toy"
    assert [each.label for each in reading.objects if each.kind is ItemKind.DATASET] == ["corpus", "d-1", "d"]
    assert (reading.title, reading.format_version) == ("app 1", "1.7")


def test_vulnerabilities_with_their_state_and_numbers() -> None:
    reading = _reading(DOCUMENT)
    (advisory,) = (each for each in reading.objects if each.kind is ItemKind.ADVISORY)
    assert {(each.name, each.value) for each in advisory.details} >= {
        ("state", "not_affected"),
        ("justification", "code_not_reachable"),
        ("affects", "a"),
    }
    assert [each.value for each in reading.foreign_ids] == ["CVE-2099-0001", "GHSA-2222-3333-4444"]
    assert [each.id for each in reading.techniques] == ["CWE-502"]


def test_what_is_not_read_is_listed_with_its_place() -> None:
    reading = _reading(DOCUMENT)
    assert [each.place.pointer for each in reading.not_understood] == [
        "/components/0/modelCard/modelParameters/datasets/2",
        "/components/0/components/1",
        "/compositions",
    ]
    assert reading.units == reading.understood + 3


@pytest.mark.parametrize(
    ("member", "value"), [("components", {}), ("services", "x"), ("metadata", []), ("vulnerabilities", {"a": 1})]
)
def test_a_member_of_the_wrong_type_is_listed(member: str, value: object) -> None:
    data = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", member: value}).encode()
    assert [each.place.pointer for each in _reading(data).not_understood] == [f"/{member}"]


def test_an_unknown_version_is_read_and_said() -> None:
    reading = _reading(b'{"bomFormat": "CycloneDX", "specVersion": "9", "components": [{"name": "a"}]}')
    assert [each.place.pointer for each in reading.not_understood] == ["/specVersion"]
    assert len(reading.components) == 1


def test_without_the_marker_it_is_refused() -> None:
    assert cyclonedx.recognise(Sample("bom.json", b'{"components": []}')) == 0
    with pytest.raises(BadInput):
        _reading(b'{"components": []}')


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "objects", "components", "ids"),
    [
        ("cdx16_python_env_inspect-ai.json", 84, 82, 0),
        ("cdx16_valid-machine-learning-considerations-env.json", 1, 1, 0),
        ("cdx16_valid-machine-learning.json", 2, 2, 0),
        ("cdxex_SaaSBOM_apigateway-microservices-datastores_bom.json", 9, 7, 0),
        ("cdxex_VEX_CISA-Use-Cases_Case-3_vex.json", 21, 1, 19),
        ("cdxex_VEX_bom.json", 5, 4, 0),
    ],
)
def test_real_documents(reference_data: Path, name: str, objects: int, components: int, ids: int) -> None:
    sample = Sample(name, (reference_data / "bom" / name).read_bytes())
    reading = cyclonedx.read(sample)
    assert cyclonedx.recognise(sample) == 100
    assert (len(reading.objects), len(reading.components), len(reading.foreign_ids)) == (objects, components, ids)
    assert reading.not_understood == ()
    assert all(each.data in sample.data for each in reading.objects)


@pytest.mark.data
def test_the_real_model_card_is_whole(reference_data: Path) -> None:
    data = (reference_data / "bom/cdx16_valid-machine-learning.json").read_bytes()
    (model,) = (each for each in _reading(data).objects if each.kind is ItemKind.COMPONENT)
    assert json.loads(model.data) == json.loads(data)["components"][0]
