"""Every rule of every detector finds its examples, to the sign, and lets its counterexamples go."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.scanners import ScannerLater
from tocsin.registry import DETECTORS
from tocsin.stages.scanning import ENGINES, Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY
from tocsin.vocab.finding import SENSITIVE, Pattern
from tocsin.vocab.ports import Detector

SCANNERS = {engine: ScannerLater(DETECTORS, NO_DICTIONARY, engine=engine) for engine in ENGINES}
WITHOUT_EXAMPLES = re.compile(r"-key$")  # families of keys: one table, tested by `test_credentials`


@cache
def scanner(name: str, engine: str) -> Scanner:
    """One detector alone; to make it ready takes longer than to read all of its examples."""
    return Scanner([each for each in DETECTORS if name == each.NAME], NO_DICTIONARY, engine=engine)


def rules() -> Iterator[tuple[Detector, Pattern]]:
    """Every rule that does not need a dictionary."""
    for detector in DETECTORS:
        for pattern in detector.patterns(NO_DICTIONARY):
            yield detector, pattern


def examples() -> Iterator[tuple[Detector, Pattern, str]]:
    """Every example of every rule."""
    yield from ((detector, pattern, example) for detector, pattern in rules() for example in pattern.examples)


def counterexamples() -> Iterator[tuple[Detector, Pattern, str]]:
    """Every counterexample of every rule."""
    yield from ((detector, pattern, example) for detector, pattern in rules() for example in pattern.counterexamples)


@pytest.mark.parametrize(("detector", "pattern", "example"), list(examples()))
def test_an_example_is_found_to_the_sign(detector: Detector, pattern: Pattern, example: str) -> None:
    text = example.replace("⟦", "").replace("⟧", "")
    span = example.index("⟦"), example.index("⟧") - 1
    for engine in ENGINES:
        found = scanner(detector.NAME, engine).scan(text)
        assert span in [(each.start, each.end) for each in found], engine


@pytest.mark.parametrize(("detector", "pattern", "example"), list(counterexamples()))
def test_a_counterexample_is_let_go(detector: Detector, pattern: Pattern, example: str) -> None:
    assert pattern.rule not in {each.rule for each in scanner(detector.NAME, ENGINES[0]).scan(example)}


def test_every_rule_has_examples_of_both_kinds_and_a_name_of_its_own() -> None:
    bare = [
        pattern.rule
        for _, pattern in rules()
        if not (pattern.examples and pattern.counterexamples) and not WITHOUT_EXAMPLES.search(pattern.rule)
    ]
    assert bare == []
    names = [pattern.rule for _, pattern in rules()]
    assert len(names) == len(set(names))
    assert len({detector.NAME for detector in DETECTORS}) == len(DETECTORS)
    assert all(detector.SUMMARY and pattern.reason for detector, pattern in rules())


def test_a_trigger_stays_in_the_language_that_every_engine_reads_alike() -> None:
    strange = [
        pattern.rule
        for _, pattern in rules()
        if re.search(
            r"(?<!\\)\(\?[^:]|\\[bBsSwWAZ]|\\\d|(?<!\\)\^(?!@|/)|(?<!\\)\$|[^\\][*+](?![\])])",
            _without_classes(pattern.trigger),
        )
    ]
    assert strange == []


def _without_classes(trigger: str) -> str:
    return re.sub(r"\[\^?[^\]]*\]", "x", trigger)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "text",
    [
        "driver 550.54.15.2 and build 24.3.1.7",
        "listen on 127.0.0.1, document 192.0.2.10 and 2001:db8::7",
        "resolvers 8.8.8.8 and 1.1.1.1",
        "mail nobody@example.com or x@host.test",
        "https://api.openai.com/v1 and s3.amazonaws.com",
        '{"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331"}',
        "commit da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "id 3f2a9c4e-11d2-4b0a-9c1f-0a2b3c4d5e6f",
        "card-like 4111 1111 1111 1112",
        "README.md, deploy.sh, notes.zip and clip.mov",
        "Paris in May, and Jordan for a week",
        "a marsh full of salt, a salt marsh",
    ],
)
def test_what_only_looks_like_it_is_no_finding(engine: str, text: str) -> None:
    assert SCANNERS[engine].scan(text) == ()


def test_a_finding_never_holds_the_value() -> None:
    secret = "Zx7-quiet-heron-Qp4"
    for each in SCANNERS[ENGINES[0]].scan(f"password: {secret} and token={secret}9"):
        assert each.label in SENSITIVE
        assert secret not in repr(each)
