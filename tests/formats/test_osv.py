"""OSV: packages, ranges, and all the numbers an advisory goes by."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tocsin.formats import osv
from tocsin.vocab.errors import BadInput
from tocsin.vocab.sample import Sample

ADVISORY = {
    "id": "PYSEC-2099-1",
    "modified": "2099-01-02T00:00:00Z",
    "published": "2099-01-01T00:00:00Z",
    "schema_version": "1.7.0",
    "aliases": ["CVE-2099-0001", "GHSA-2222-3333-4444", "XYZ-1"],
    "summary": "toy runs code",
    "details": "It runs code.",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}],
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "toy", "purl": "pkg:pypi/toy"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}],
        },
        {"package": {}},
    ],
}


def test_one_advisory() -> None:
    reading = osv.read(Sample("a", json.dumps(ADVISORY).encode()))
    assert (reading.title, reading.text, reading.format_version) == ("toy runs code", "It runs code.", "1.7.0")
    assert [(each.scheme, each.value) for each in reading.foreign_ids] == [
        ("pysec", "PYSEC-2099-1"),
        ("cve", "CVE-2099-0001"),
        ("ghsa", "GHSA-2222-3333-4444"),
        ("osv", "XYZ-1"),
    ]
    assert [(each.kind, each.name, each.purl) for each in reading.components] == [("PyPI", "toy", "pkg:pypi/toy")]
    named = {each.name: each.value for each in reading.objects[0].details}
    assert named["range"] == "PyPI toy ECOSYSTEM: introduced 0, fixed 1.2"
    assert named["severity"] == "CVSS:3.1/AV:N"
    assert [missed.place.pointer for missed in reading.not_understood] == ["/affected/1"]


def test_what_is_not_osv_is_refused() -> None:
    assert osv.recognise(Sample("a", b'{"id": "x", "modified": 1, "affected": []}')) == 0
    with pytest.raises(BadInput):
        osv.read(Sample("a", b'{"id": "x"}'))


@pytest.mark.data
def test_the_published_advisories(reference_data: Path) -> None:
    sample = Sample("o.jsonl", (reference_data / "osv/pypa_ai_dev.jsonl").read_bytes())
    reading = osv.read(sample)
    assert osv.recognise(sample) == 95
    assert (reading.units, reading.understood, len(reading.components)) == (122, 122, 122)
    assert [each.data for each in reading.objects] == sample.data.splitlines()
    assert Counter(each.scheme for each in reading.foreign_ids) == {"pysec": 122, "cve": 114, "ghsa": 77}
