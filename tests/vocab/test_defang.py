"""Indicators for people: the published vectors both ways, and prose in which nothing is a link."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.defang import defanged, defanged_value, hosts_in, refanged

PROSE = (
    "See https://evil.example/a.b?u=http://two.example, mail a.b@evil.example at 10:20:30; v1.2.3, std::vec, 10.0.0.1, "
    "fe80::1. www.evil.example evil.example/login; app.py, README.md, evil.example. pkg:pypi/x@1.82.7 hxxp://bad[.]example"
)
FOR_PEOPLE = (
    "See [https]://evil[.]example/a.b?u=[http]://two[.]example, mail a.b[@]evil[.]example at 10:20:30; v1.2.3, "
    "std::vec, 10[.]0[.]0[.]1, fe80[:][:]1. www[.]evil[.]example evil[.]example/login; app.py, README.md, "
    "evil[.]example. pkg:pypi/x@1.82.7 hxxp://bad[.]example"
)
LABEL = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
HOSTS = st.lists(LABEL, min_size=2, max_size=4).map(".".join).filter(lambda host: len(host.rsplit(".", 1)[1]) > 1)
VALUES = st.one_of(
    HOSTS,
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(str).filter(lambda address: address != "::"),
    st.builds("{}@{}".format, LABEL, HOSTS),
    st.builds("{}://{}/{}?q={}".format, st.sampled_from(("http", "https", "ftp", "HTTPS")), HOSTS, LABEL, HOSTS),
    st.builds("http://[{}]:8080/".format, st.ip_addresses(v=6)),
)


def vectors(reference_data: Path) -> list[tuple[str, str, str, str]]:
    """The vectors of draft-grimminck-safe-ioc-sharing, figure 2: name, way, given, wanted."""
    return [tuple(one) for one in json.loads((reference_data / "sanitize/defang_vectors.json").read_text())["vectors"]]


def test_the_published_vectors_hold_both_ways_and_twice(reference_data: Path) -> None:
    found = vectors(reference_data)
    assert len(found) == 39
    for name, way, given_, wanted in found:
        made = defanged_value(given_) if way == "obfuscate" else refanged(given_)
        assert made == wanted, name
        spelled = made if way == "obfuscate" else defanged_value(made)
        assert defanged_value(spelled) == spelled, name
        back = refanged(spelled)
        unfolded = given_.replace("%2e", ".").replace("%2E", ".")  # a percent-encoded dot comes back as a dot
        assert back == (refanged(given_) if way == "deobfuscate" else refanged(unfolded)), name


@given(VALUES)
def test_a_value_comes_back_exactly_and_is_spelled_once(value: str) -> None:
    spelled = defanged_value(value)
    assert spelled != value
    assert refanged(spelled) == value
    assert defanged_value(spelled) == spelled
    assert defanged(spelled) == spelled


def test_prose_keeps_its_words_and_loses_its_links() -> None:
    hosts = hosts_in(["https://evil.example/x"])
    assert defanged(PROSE, hosts) == FOR_PEOPLE
    assert defanged(FOR_PEOPLE, hosts) == FOR_PEOPLE


@given(st.text(max_size=200), st.sets(HOSTS, max_size=3))
def test_any_text_is_spelled_once(text: str, hosts: set[str]) -> None:
    spelled = defanged(text, hosts)
    assert defanged(spelled, hosts) == spelled


@pytest.mark.parametrize(
    "written",
    ["hxxps[:]//bad[.]example", "hxxps[://]bad(.)example", "hXXps://bad{.}example", "[https]://bad [.] example"],
)
def test_other_spellings_are_understood(written: str) -> None:
    assert refanged(written).lower() == "https://bad.example"


def test_addresses_spelled_out_are_understood() -> None:
    assert refanged("user [at] bad [dot] example") == "user@bad.example"


def test_the_hosts_of_indicators_are_known_by_name() -> None:
    values = ["https://u:p@evil.example:8/x", "a@b.example", "Evil[.]test", "203.0.113.9", "ef" * 32]
    assert hosts_in(values) == {"evil.example", "b.example", "evil.test"}
