"""The generic report: tolerant names, facts only where one report is alone, nothing guessed."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tocsin.formats import json_report
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import FactSeen, ForeignId, Reading
from tocsin.vocab.sample import Sample

REPORT = {
    "id": "R-1",
    "title": "Assistant follows a web page",
    "description": "A page told it to send mail. CVE-1999-0001 is only mentioned.",
    "reporter": {"name": "Desk B"},
    "reported_at": "2099-01-01",
    "facts": {
        "integrity": "actual",
        "imminent": False,
        "component_kind": "agent",
        "component_name": "helper",
        "component_version": None,
        "odd": 3,
    },
    "aliases": ["CVE-2099-0001", "not an id"],
    "techniques": [{"id": "AML.T0051"}, "CWE-77", "whatever"],
    "components": [{"name": "toy", "version": "1"}, {}, "plain"],
    "affected": {"purl": ["pkg:pypi/toy@1.0", "toy"]},
    "indicators": [{"type": "domain", "value": "x[.]example"}, "=1+1"],
    "timeline": [["2099-01-01", "noticed"]],
    "mitigations": "one text",
    "mystery": {"a": 1},
    "nothing": None,
}


def _reading(value: object) -> Reading:
    return json_report.read(Sample("r.json", json.dumps(value).encode()))


def test_one_report() -> None:
    reading = _reading(REPORT)
    assert (reading.title, reading.reporter, reading.reported_at) == (REPORT["title"], "Desk B", "2099-01-01")
    assert reading.text == REPORT["description"]
    assert reading.facts == (
        FactSeen(key="integrity", value="actual"),
        FactSeen(key="imminent", value="no"),
        FactSeen(key="component_kind", value="agent"),
    )
    assert reading.foreign_ids == (ForeignId(scheme="cve", value="CVE-2099-0001"),)
    assert {(each.scheme, each.id) for each in reading.techniques} == {("ATLAS", "AML.T0051"), ("CWE", "CWE-77")}
    assert [(each.kind, each.name, each.version) for each in reading.components] == [
        ("agent", "helper", None),
        ("component", "toy", "1"),
        ("component", "plain", None),
        ("pypi", "toy", "1.0"),
    ]
    assert Counter(each.kind for each in reading.objects) == {ItemKind.NOTE: 2, ItemKind.INDICATOR: 2}
    assert [each.place.pointer for each in reading.not_understood] == [
        "/facts/odd",
        "/components/1",
        "/affected/purl/1",
        "/mitigations",
        "/mystery",
    ]


def test_the_facts_of_two_reports_are_not_mixed() -> None:
    lines = b"\n".join(
        json.dumps({"title": t, "text": "x", "facts": {"integrity": v}}).encode() for t, v in ("ab", "cd")
    )
    reading = json_report.read(Sample("r.jsonl", lines))
    assert reading.facts == ()
    assert reading.title is None
    assert [[(d.name, d.value) for d in each.details] for each in reading.objects] == [
        [("fact integrity", "b")],
        [("fact integrity", "d")],
    ]


def test_long_facts_are_cut() -> None:
    reading = _reading({"title": "t", "facts": {"k" * 5_000: "v" * 5_000}})
    assert [(len(each.key), len(each.value)) for each in reading.facts] == [(200, 200)]


def test_a_bad_line_is_listed_with_its_number() -> None:
    good = b'{"title": "a", "text": "b"}'
    reading = json_report.read(Sample("r.jsonl", good + b'\n{"title": "a", "title": "b"}\n[1]\n' + good))
    assert [each.place.line for each in reading.objects] == [1, 4]
    assert sorted(each.place.line or 0 for each in reading.not_understood) == [2, 3]


@pytest.mark.parametrize(
    "document",
    [
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "t", "description": "d"},
        {"type": "object", "title": "t", "description": "d", "properties": {}},
        {"name": "package", "description": "d"},
        {"type": "bundle", "id": "bundle--1", "objects": []},
        {"events": []},
        {"title": "alone"},
        [],
    ],
)
def test_other_documents_are_not_reports(document: object) -> None:
    sample = Sample("x.json", json.dumps(document).encode())
    assert json_report.recognise(sample) == 0
    with pytest.raises(BadInput):
        json_report.read(sample)


@pytest.mark.data
def test_the_labelled_reports(reference_data: Path) -> None:
    sample = Sample("dev.jsonl", (reference_data / "triage/dev.jsonl").read_bytes())
    reading = json_report.read(sample)
    assert json_report.recognise(sample) == 80
    assert [each.data for each in reading.objects] == sample.data.splitlines()
    assert (reading.units, reading.understood, len(reading.components), reading.facts) == (105, 102, 102, ())
    assert [each.place.pointer for each in reading.not_understood] == ["/detail", "/gold", "/difficulty"]
    assert Counter(each.scheme for each in reading.foreign_ids) == {"atlas_case": 22, "avid": 28, "cve": 1, "aiid": 10}


@pytest.mark.data
def test_one_labelled_report_alone_gives_its_facts(reference_data: Path) -> None:
    for line in (reference_data / "triage/dev.jsonl").read_bytes().splitlines():
        facts = json.loads(line)["facts"]
        reading = json_report.read(Sample("one.json", line))
        asked = {key: value for key, value in facts.items() if key not in ("component_name", "component_version")}
        assert {each.key: each.value for each in reading.facts} == {k: v for k, v in asked.items() if v is not None}


@pytest.mark.data
def test_the_scenario_file(reference_data: Path) -> None:
    reading = json_report.read(Sample("s.json", (reference_data / "scenarios/real_events_dev.json").read_bytes()))
    kinds = Counter(each.kind for each in reading.objects)
    events = json.loads((reference_data / "scenarios/real_events_dev.json").read_bytes())["events"]
    assert kinds[ItemKind.INDICATOR] == sum(len(each.get("indicators", [])) for each in events)
    assert kinds[ItemKind.MITIGATION] == sum(len(each.get("mitigations", [])) for each in events)
    assert kinds[ItemKind.NOTE] == 3 + sum(len(each.get("timeline", [])) for each in events)
    assert reading.foreign_ids == (ForeignId(scheme="avid", value="AVID-2026-R1714"),)
    assert {each.purl for each in reading.components} >= {"pkg:pypi/litellm@1.82.7", "pkg:pypi/litellm@1.82.8"}


@pytest.mark.data
@pytest.mark.parametrize(("name", "count"), [("incidents_dev", 64), ("ai_incident_law_dev", 39)])
def test_the_incident_collections(reference_data: Path, name: str, count: int) -> None:
    reading = json_report.read(Sample(name, (reference_data / f"aiid/{name}.jsonl").read_bytes()))
    assert reading.understood == count
    assert len([each for each in reading.foreign_ids if each.scheme == "aiid"]) == (64 if count == 64 else 0)
