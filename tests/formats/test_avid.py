"""AVID: what each record is, whom it concerns, and what it leaves open."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tocsin.formats import avid
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import ForeignId, Reading
from tocsin.vocab.sample import Sample

REPORT = {
    "data_type": "AVID",
    "data_version": "0.3.3",
    "metadata": {"report_id": "AVID-2026-R9001"},
    "affects": {
        "developer": ["Example"],
        "artifacts": [{"type": "Model", "name": "toy"}, {"type": "Model", "name": "n/a"}],
    },
    "problemtype": {"classof": "CVE Entry", "type": "Advisory", "description": {"value": "Toy loads pickles"}},
    "references": [{"url": "https://www.cve.org/CVERecord?id=CVE-2099-0001"}],
    "description": {"lang": "eng", "value": "The toy loader runs code."},
    "impact": {
        "avid": {"sep_view": ["S0100: Software Vulnerability"], "taxonomy_version": "0.2"},
        "cwe": [{"cweId": "CWE-502", "description": "Deserialization"}, {"cweId": None}],
    },
    "credit": [{"value": "A. Finder"}],
    "reported_date": "2026-01-02",
    "surprise": 1,
}


def _reading(record: object) -> Reading:
    return avid.read(Sample("a.json", json.dumps(record).encode()))


def test_one_report() -> None:
    reading = _reading(REPORT)
    assert (reading.kind, reading.title, reading.text) == (
        ItemKind.ADVISORY,
        "Toy loads pickles",
        "The toy loader runs code.",
    )
    assert (reading.reported_at, reading.reporter, reading.format_version) == ("2026-01-02", "A. Finder", "0.3.3")
    assert reading.foreign_ids == (
        ForeignId(scheme="avid", value="AVID-2026-R9001"),
        ForeignId(scheme="cve", value="CVE-2099-0001"),
    )
    assert [(each.kind, each.name) for each in reading.components] == [("Model", "toy")]
    assert [(each.scheme, each.version, each.id) for each in reading.techniques] == [
        ("AVID-SEP", "0.2", "S0100"),
        ("CWE", None, "CWE-502"),
    ]
    assert [missed.place.pointer for missed in reading.not_understood] == [
        "/affects/artifacts/1",
        "/impact/cwe/1",
        "/surprise",
    ]


@pytest.mark.parametrize(
    ("classof", "kind"),
    [
        ("LLM Evaluation", ItemKind.EVALUATION_REPORT),
        ("Third-party Report", ItemKind.ADVISORY),
        ("ATLAS Case Study", ItemKind.CASE_STUDY),
        ("", ItemKind.NOTE),
        (None, ItemKind.NOTE),
    ],
)
def test_classof_says_what_a_record_is(classof: object, kind: ItemKind) -> None:
    reading = _reading({**REPORT, "problemtype": {"classof": classof}, "impact": None})
    assert reading.objects[0].kind is kind
    assert any("classof" in missed.why for missed in reading.not_understood) is (kind is ItemKind.NOTE)


def test_a_bad_line_is_listed_and_the_good_ones_stay() -> None:
    good = json.dumps(REPORT).encode()
    data = good + b'\n{"data_type": "AVID",\n\n{"data_type": "other"}\n' + good
    reading = avid.read(Sample("a.jsonl", data))
    assert [each.place.line for each in reading.objects] == [1, 5]
    assert all(each.data == good for each in reading.objects)
    assert {2, 4} <= {missed.place.line for missed in reading.not_understood}
    assert reading.title is None
    assert reading.facts == ()


def test_what_is_not_avid_is_refused() -> None:
    assert avid.recognise(Sample("a", b'{"data_type": "CVE"}')) == 0
    with pytest.raises(BadInput):
        _reading({"data_type": "CVE"})


@pytest.mark.data
def test_the_published_reports(reference_data: Path) -> None:
    sample = Sample("r.jsonl", (reference_data / "avid/reports_dev.jsonl").read_bytes())
    reading = avid.read(sample)
    assert avid.recognise(sample) == 100
    assert Counter(each.kind for each in reading.objects) == {
        ItemKind.ADVISORY: 303,
        ItemKind.EVALUATION_REPORT: 69,
        ItemKind.NOTE: 1,
    }
    assert [each.data for each in reading.objects] == sample.data.splitlines()
    assert Counter(each.scheme for each in reading.foreign_ids)["cve"] == 261
    assert len(reading.components) + sum("without a name" in m.why for m in reading.not_understood) == 437 + 118


@pytest.mark.data
def test_the_published_vulnerabilities(reference_data: Path) -> None:
    reading = avid.read(Sample("v.jsonl", (reference_data / "avid/vulnerabilities_dev.jsonl").read_bytes()))
    assert (reading.understood, len(reading.not_understood)) == (22, 7)
    assert Counter(each.kind for each in reading.objects) == {ItemKind.CASE_STUDY: 16, ItemKind.EVALUATION_REPORT: 6}
    assert Counter(each.scheme for each in reading.foreign_ids)["aiid"] == 7
