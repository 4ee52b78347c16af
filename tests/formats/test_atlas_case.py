"""ATLAS case studies: the account, the steps and their techniques."""

import json
from pathlib import Path

import pytest

from tocsin.formats import atlas_case
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.sample import Sample

STUDY = {
    "id": "AML.CS9999",
    "name": "Toy evasion",
    "object-type": "case-study",
    "summary": "A toy was evaded.",
    "incident-date": "2099-01-01",
    "procedure": [
        {"tactic": "AML.TA0002", "technique": "AML.T0000.001", "description": "First."},
        {"tactic": "AML.TA0002", "technique": "T1059", "description": "Then."},
        {"tactic": "AML.TA0002", "technique": "something"},
        "a bare word",
    ],
    "reporter": "Toy Lab",
}


def test_one_study() -> None:
    reading = atlas_case.read(Sample("a", json.dumps(STUDY).encode()))
    assert (reading.kind, reading.title, reading.reporter) == (ItemKind.CASE_STUDY, "Toy evasion", "Toy Lab")
    assert reading.text == "A toy was evaded.\n\nFirst.\n\nThen."
    assert [(each.scheme, each.id, each.version) for each in reading.techniques] == [
        ("ATLAS", "AML.T0000.001", None),
        ("ATT&CK", "T1059", None),
    ]
    assert [missed.place.pointer for missed in reading.not_understood] == ["/procedure/2", "/procedure/3"]
    assert [(each.scheme, each.value) for each in reading.foreign_ids] == [("atlas_case", "AML.CS9999")]


def test_the_shape_of_the_submission_form() -> None:
    inner = {"name": "Toy", "procedure": [{"technique": "AML.T0051"}], "incident_date": "2099"}
    reading = atlas_case.read(Sample("a", json.dumps({"study": inner}).encode()))
    assert (reading.title, reading.reported_at, reading.understood) == ("Toy", "2099", 1)


def test_a_matrix_or_a_schema_is_not_a_study() -> None:
    assert atlas_case.recognise(Sample("a", b'{"type": "bundle", "objects": []}')) == 0
    with pytest.raises(BadInput):
        atlas_case.read(Sample("a", b'{"procedure": "text"}'))


@pytest.mark.data
def test_the_published_studies(reference_data: Path) -> None:
    sample = Sample("c.jsonl", (reference_data / "atlas/case_studies_dev.jsonl").read_bytes())
    reading = atlas_case.read(sample)
    assert atlas_case.recognise(sample) == 100
    assert (reading.units, reading.understood, len(reading.foreign_ids)) == (29, 29, 29)
    steps = {step["technique"] for line in sample.data.splitlines() for step in json.loads(line)["procedure"]}
    assert {each.id for each in reading.techniques} == steps
    assert {each.scheme for each in reading.techniques} == {"ATLAS"}
