"""Mutated documents through the scan: no crash, spans in the text and apart, both engines alike, nothing left unsaid.

TOCSIN_FUZZ says how many; every tenth is also read by the slower engine and searched. Every document is drawn from its
number, so that one that fails can be drawn again. They come in pieces, so that several processes share them.
"""

import json
import os
from itertools import pairwise
from random import Random

import pytest

from tests.scanners import ScannerLater
from tocsin.registry import DETECTORS
from tocsin.rules.redaction import Pseudonyms, clean
from tocsin.rules.second_net import search
from tocsin.stages.scanning import ENGINES
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary
from tocsin.vocab.finding import SENSITIVE, SHAREABLE

MANY = int(os.environ.get("TOCSIN_FUZZ", "400"))
PIECES = 1 if MANY < 1_000 else 20
EVERY = 10  # documents for one that every engine reads
OURS = Dictionary(org_names=("Acme Tidal Ltd.",), domains=("acme-tidal.com",), victims=("Nördlinger Bücherei",))
SEEDS = [
    example.replace("⟦", "").replace("⟧", "")
    for detector in DETECTORS
    for pattern in detector.patterns(NO_DICTIONARY)
    for example in (*pattern.examples, *pattern.counterexamples)
]
ODD = [
    "\u200b",
    "\ud800",
    "\u202e",
    "\x00",
    "\\u0041",
    "\\\\n",
    "%41%C3",
    "&#65;",
    "é",
    "語",
    "😀",
    "\n",
    '\\"',
    "[PERSON-1]",
    "ſ",
    "İ",
]


def document(number: int) -> str:
    """The document of a number."""
    chance = Random(number)  # noqa: S311 -- a test, drawn again from its number
    text = chance.choice((" ", "\n", ", ", '"'))
    text = text.join(chance.choices(SEEDS, k=chance.randint(1, 4)))
    for _ in range(chance.randint(0, 4)):
        at, upto = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        match chance.randint(0, 7):
            case 0:
                text = text[:at] + chance.choice(ODD) + text[at:]
            case 1:
                text = text[:at] + text[min(upto, at + 9) :]
            case 2:
                text = text[:at] + chance.choice(SEEDS) + text[at:]
            case 3:
                text = json.dumps({"a": text})
            case 4:
                text = text.encode("utf-8", "surrogatepass")[: upto + 1].decode("utf-8", "replace")
            case 5:
                text = text[:at] + text[at : at + 5] * chance.randint(2, 60) + text[at:]
            case 6:
                text = "[" * chance.randint(1, 40) + text + "{" * chance.randint(0, 9)
            case _:
                text = text.swapcase()
    return text


SCANNERS = [ScannerLater(DETECTORS, OURS, engine=engine) for engine in ENGINES]


@pytest.mark.parametrize("piece", range(PIECES))
def test_mutated_documents_are_scanned_cleaned_and_searched(piece: int) -> None:
    for number in range(MANY * piece // PIECES, MANY * (piece + 1) // PIECES):
        text = document(number)
        found = SCANNERS[0].scan(text)
        assert all(0 <= each.start < each.end <= len(text) for each in found), number
        assert all(one.end <= other.start for one, other in pairwise(found)), number
        copy = clean(text, found, Pseudonyms(key=b"k" * 32), SHAREABLE, SENSITIVE)
        if number % EVERY:
            continue
        assert all(scanner.scan(text) == found for scanner in SCANNERS[1:]), number
        values = [text[each.finding.start : each.finding.end] for each in copy.removed]
        assert search(copy.text.encode("utf-8", "replace"), values) is not None
