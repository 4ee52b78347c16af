"""Codes are told by how they are written, as a whole field, and never guessed."""

import time

import pytest

from tocsin.vocab.foreign_code import foreign_id, foreign_ids_within, technique
from tocsin.vocab.reading import FOREIGN_SCHEMES, ForeignId

KNOWN = [
    ("CVE-2024-1234", "cve", "CVE-2024-1234"),
    (" cve-2024-123456 ", "cve", "CVE-2024-123456"),
    ("ghsa-2W3x-4455-6789", "ghsa", "GHSA-2w3x-4455-6789"),
    ("PYSEC-2024-7", "pysec", "PYSEC-2024-7"),
    ("AVID-2026-R0001", "avid", "AVID-2026-R0001"),
    ("AVID-2023-V028", "avid", "AVID-2023-V028"),
    ("AML.CS0010", "atlas_case", "AML.CS0010"),
    ("VU#123456", "vu", "VU#123456"),
    ("VRF#25-01-ABCDE", "vrf", "VRF#25-01-ABCDE"),
    ("https://incidentdatabase.ai/cite/241", "aiid", "241"),
]


@pytest.mark.parametrize(("field", "scheme", "value"), KNOWN)
def test_known_ids(field: str, scheme: str, value: str) -> None:
    assert foreign_id(field) == ForeignId(scheme=scheme, value=value)
    assert scheme in FOREIGN_SCHEMES
    assert foreign_ids_within(f"Re: ({field.strip()}), again") == (ForeignId(scheme=scheme, value=value),)


@pytest.mark.parametrize(
    "field", ["", "see CVE-2024-1234", "CVE-2024-12", "CVE-２０２４-1234", "GHSA-aaaa-2222-3333", "X1"]
)
def test_other_fields_are_no_ids(field: str) -> None:
    assert foreign_id(field) is None


def test_a_search_stops_at_word_ends_and_at_a_length() -> None:
    assert foreign_ids_within("XCVE-2024-1234 CVE-2024-1234-a") == ()
    assert foreign_ids_within("x" * 3_000 + " CVE-2024-1234") == ()
    begun = time.monotonic()
    foreign_ids_within("GHSA-" * 500_000)
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        ("AML.T0051", "ATLAS"),
        ("AML.T0051.001", "ATLAS"),
        ("CWE-502", "CWE"),
        ("T1059.001", "ATT&CK"),
        ("LLM01", "OWASP-LLM"),
        ("LLM10:2025", "OWASP-LLM"),
    ],
)
def test_known_techniques(code: str, scheme: str) -> None:
    seen = technique(f" {code} ", version="1", name="n")
    assert seen is not None
    assert (seen.scheme, seen.id, seen.version, seen.name) == (scheme, code, "1", "n")


@pytest.mark.parametrize("code", ["AML.TA0002", "CWE-", "T1", "LLM11", "prompt injection", "AML.T0051 and more"])
def test_other_fields_are_no_techniques(code: str) -> None:
    assert technique(code) is None
