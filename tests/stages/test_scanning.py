"""The scan: one answer whatever the engine, and none about what is already clean."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.scanners import ScannerLater
from tocsin.registry import DETECTORS
from tocsin.rules.redaction import Pseudonyms, clean
from tocsin.stages.scanning import ENGINES, Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary
from tocsin.vocab.finding import SENSITIVE, SHAREABLE, TOKEN, Finding, Hit, Label, Pattern, finding

OURS = Dictionary(
    org_names=("Acme Tidal Ltd.",),
    domains=("acme-tidal.com",),
    codenames=("BlueOtter-7B",),
    victims=("Nördlinger Bücherei",),
)
SCANNERS = {engine: ScannerLater(DETECTORS, OURS, engine=engine) for engine in ENGINES}
FRESH = Pseudonyms(key=b"k" * 32)
PHRASES = [
    each.replace("⟦", "").replace("⟧", "")
    for detector in DETECTORS
    for pattern in detector.patterns(NO_DICTIONARY)
    for each in (*pattern.examples, *pattern.counterexamples)
]
phrases = st.sampled_from(
    [*PHRASES, "Acme_Tidal", "blueotter7b", "db.acme-tidal.com", "NÖRDLINGER BÜCHEREI", "\n", "\n\n", "é語\u200b"]
)
texts = st.lists(phrases | st.text(max_size=12), max_size=8).map(" ".join)


def scan(text: str) -> tuple[Finding, ...]:
    """What the first engine finds."""
    return SCANNERS[ENGINES[0]].scan(text)


@pytest.mark.skipif(len(ENGINES) < 2, reason="hyperscan has no wheel for this platform")
@settings(max_examples=300)
@given(texts)
def test_every_engine_gives_the_same_findings(text: str) -> None:
    assert SCANNERS["hyperscan"].scan(text) == SCANNERS["re"].scan(text)


@pytest.mark.skipif(len(ENGINES) < 2, reason="hyperscan has no wheel for this platform")
@pytest.mark.data
def test_every_engine_gives_the_same_findings_on_real_text(reference_data: Path) -> None:
    lines = (reference_data / "sanitize" / "dev.jsonl").read_text("utf-8").splitlines()[:200]
    for line in lines:
        text = json.loads(line)["text"]
        assert SCANNERS["hyperscan"].scan(text) == SCANNERS["re"].scan(text)


@given(texts)
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = scan(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(max_examples=200)
@given(texts)
def test_no_finding_survives_redaction(text: str) -> None:
    """No removed value is found again where a name stands, and every name is still whole."""
    copy = clean(text, scan(text), FRESH, frozenset(SHAREABLE), frozenset(SENSITIVE))
    again = scan(copy.text)
    names = [match.span() for match in TOKEN.finditer(copy.text)]
    assert not [each for each in again for start, end in names if each.start < end and start < each.end]
    twice = clean(
        copy.text,
        [each for each in again if each.label in SHAREABLE],
        copy.pseudonyms,
        frozenset(SHAREABLE),
        frozenset(SENSITIVE),
    )
    assert twice.text == copy.text


@pytest.mark.parametrize(
    "text", ["password: [PASSWORD-1]", "Dear [PERSON-12], your key [API_KEY-3] is", "user=[USERNAME-1]"]
)
def test_the_names_of_a_clean_copy_are_no_findings(text: str) -> None:
    assert scan(text) == ()


def test_a_value_in_json_in_json_is_placed_where_it_stands() -> None:
    inner = json.dumps({"note": 'write to "ada.l@mailbox.org" now', "password": "Blue!heron9"})
    text = json.dumps({"message": inner})
    assert [text[each.start : each.end] for each in scan(text)] == ["ada.l@mailbox.org", "Blue!heron9"]


class _Keys:
    """A detector of one rule, of lines."""

    NAME = "keys"
    SUMMARY = "what follows the word"

    def patterns(self, _: Dictionary) -> tuple[Pattern, ...]:
        """The rule."""
        regex = r"key:\s(?P<value>\w{1,9})"
        return (Pattern(rule="key", label=Label.API_KEY, trigger="key", regex=regex, reason="said so"),)

    def confirm(self, _text: str, hit: Hit, _dictionary: Dictionary) -> Finding | None:
        """As it stands."""
        return finding(hit)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_of_lines_looks_at_no_other_line(engine: str) -> None:
    scanner = Scanner([_Keys()], NO_DICTIONARY, engine=engine)
    found = scanner.scan("key:\nabc\nkey: é key: second\nkey:")
    assert [(each.start, each.end) for each in found] == [(14, 15), (21, 27)]


@settings(max_examples=4, deadline=None, phases=[Phase.generate])
@given(st.lists(st.sampled_from(PHRASES), min_size=40, max_size=60), st.integers(700, 1_500))
def test_a_long_text_is_found_in_parts_as_it_is_whole(some: list[str], part: int) -> None:
    text = "\n".join(some)
    pieces = [text[at : at + 77] for at in range(0, len(text), 77)]
    spans = [
        (part.window.offset + each.start, part.window.offset + each.end, each.label, each.rule)
        for part in SCANNERS[ENGINES[0]].ready.scan_long(lambda: pieces, part=part, margin=1_500)
        for each in part.findings
    ]
    assert spans == [(each.start, each.end, each.label, each.rule) for each in scan(text)]


@pytest.mark.parametrize("text", ["", "\n", "\x00", "\ud800 lone", "a" * 3000])
def test_odd_texts_are_scanned_like_others(text: str) -> None:
    assert scan(text) == ()


def test_a_scanner_is_made_for_one_dictionary() -> None:
    assert Scanner(DETECTORS, NO_DICTIONARY).scan("see acmetidal") == ()
    assert [each.label for each in scan("see acmetidal")] == ["ORG_TERM"]
