"""The last resort for JSON: everything listed, nothing read into it."""

import json
from pathlib import Path

import pytest

from tocsin.formats import json_document
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample


def _reading(data: bytes) -> Reading:
    sample = Sample("x.json", data)
    assert json_document.recognise(sample) == 5
    return json_document.read(sample)


def test_members_are_listed_and_none_is_understood() -> None:
    reading = _reading(b'{"a": "<b>", "c/d": [1, 2], "e": {}}')
    assert [(each.place.pointer, each.why) for each in reading.not_understood] == [
        ("/a", "a member of unknown meaning: a text"),
        ("/c~1d", "a member of unknown meaning: an array of 2"),
        ("/e", "a member of unknown meaning: an object of 0"),
    ]
    assert (reading.kind, reading.objects, reading.title, reading.understood) == (ItemKind.ARTIFACT, (), None, 0)


@pytest.mark.parametrize(
    ("document", "family"),
    [
        ({"type": "bundle", "id": "bundle--1", "objects": []}, "a STIX bundle"),
        ({"$schema": "https://json-schema.org/draft/2020-12/schema"}, "a JSON Schema"),
        ({"document": {"csaf_version": "2.0"}}, "a CSAF document"),
        ({"dataType": "CVE_RECORD"}, "a CVE record"),
        ({"spdxVersion": "SPDX-2.3"}, "an SPDX 2 document"),
        ({"Event": {"info": "x"}}, "a MISP event"),
    ],
)
def test_known_families_are_named(document: object, family: str) -> None:
    assert family in _reading(json.dumps(document).encode()).not_understood[0].why


def test_lines_and_elements_are_listed_by_place() -> None:
    assert [each.place.line for each in _reading(b'{"a": 1}\n{"a"\n{"b": 2}').not_understood] == [2, 1, 3]
    assert [each.place.pointer for each in _reading(b"[1, {}]").not_understood] == ["/0", "/1"]
    assert _reading(b"[]").units == 0


def test_a_long_list_is_counted_at_the_end() -> None:
    reading = _reading(json.dumps(list(range(1_500))).encode())
    assert len(reading.not_understood) == 1_001
    assert "500 more" in reading.not_understood[-1].why


def test_what_is_not_json_is_refused_with_the_place() -> None:
    with pytest.raises(BadInput, match="line 2"):
        json_document.read(Sample("x", b'{"a":\n}'))


@pytest.mark.data
@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("atlas/stix-atlas.json", "a STIX bundle"),
        ("atlas/atlas_output_schema.json", "a JSON Schema"),
        ("bom/schema/bom-1.7.schema.json", "a JSON Schema"),
        ("csaf/cisa_icsa-24-004-01.json", "a CSAF document"),
    ],
)
def test_real_documents_without_a_reader(reference_data: Path, path: str, family: str) -> None:
    reading = _reading((reference_data / path).read_bytes())
    assert family in reading.not_understood[0].why
    assert reading.objects == ()
