"""Hosts and pages: of an internal address only the host goes."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import web
from tocsin.vocab.dictionary import Dictionary

SCANNER = ScannerLater([web], Dictionary(domains=("acme-tidal.com",), host_suffixes=("tidal.corp-net",)))


def found(text: str) -> list[tuple[str, str]]:
    """Label and text of what is found."""
    return [(each.label, text[each.start : each.end]) for each in SCANNER.scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://wiki.acme-tidal.com:8443/a/b", [("INTERNAL_HOST", "wiki.acme-tidal.com")]),
        ("db1.tidal.corp-net answers", [("INTERNAL_HOST", "db1.tidal.corp-net")]),
        ("http://vec-7.svc.cluster.local/x", [("INTERNAL_HOST", "vec-7.svc.cluster.local")]),
        ("hxxps[://]kq7[.]top/a.sh", [("IOC_URL", "hxxps[://]kq7[.]top/a.sh")]),
        ("callback kq7-update.xyz seen", [("IOC_DOMAIN", "kq7-update.xyz")]),
        ("redis://cache-3.acme-tidal.com:6379", [("INTERNAL_HOST", "cache-3.acme-tidal.com")]),
    ],
)
def test_ours_and_theirs(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_the_sentence_ends_where_it_ends_and_not_in_the_address() -> None:
    assert found("(see http://kq7-update.xyz/a_(b)).") == [("IOC_URL", "http://kq7-update.xyz/a_(b)")]


def test_refanging_gives_what_machines_write() -> None:
    assert web.refang("API[.]Kq7(.)top") == "api.kq7.top"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rebooted KLN-PC-0312 twice", "KLN-PC-0312"),
        ("seen on fw-edge7", "fw-edge7"),
        ("[ops@forge ~]$ ls", "forge"),
        ("copy a \\\\tresor\\scan$", "tresor"),
        ("Komputer fz2-p101 jest", "fz2-p101"),
        ("on mail-gw3에서", "mail-gw3"),
    ],
)
def test_a_machine_is_known_by_its_form_or_by_what_stands_around_it(text: str, name: str) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text) if each.label == "INTERNAL_HOST"] == [name]


@pytest.mark.parametrize(
    "text",
    ["claude-sonnet-4 said", "INC-1234 is open", "utf-8", "ISO-27001", "fig-12", "2031-01-01T10:00:00Z DEBUG a: b"],
)
def test_an_edition_a_ticket_and_a_level_are_no_machines(text: str) -> None:
    assert [each for each in SCANNER.scan(text) if each.label == "INTERNAL_HOST"] == []
