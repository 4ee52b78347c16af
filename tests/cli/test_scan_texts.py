"""`--texts` by several processes: the same answers in the same order, and a fault after the answers before it."""

import json
from pathlib import Path
from random import Random

import pytest

from tests.terminal import tocsin
from tocsin.cli.scan_texts import answers
from tocsin.registry import DETECTORS
from tocsin.stages.scanning import Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary

GUESSED = "The list of orders was with Kat Delacroix when we looked at it.\n"


def test_two_processes_answer_as_one_does(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": n, "text": f"Dear Odile Brun, key {n}\npassword: heron-{n}!\n{GUESSED}"}) + "\n"
            for n in range(9)
        ),
        "utf-8",
    )
    alone = tocsin("redact", "--texts", path)
    assert "Delacroix" not in alone.out
    assert tocsin("redact", "--texts", path, "--workers", "2").out == alone.out
    with path.open("a", encoding="utf-8") as file:
        file.write("{\n")
    broken = tocsin("scan", "--texts", path, "--workers", "2")
    assert (broken.code, len(broken.lines)) == (2, 9)
    assert "texts.jsonl:10 is not JSON" in broken.err


@pytest.fixture(scope="module")
def drawn() -> list[tuple[object, str]]:
    """Texts of up to five examples of rules, drawn once."""
    chance = Random(7)  # noqa: S311 -- a test, drawn again from its number
    examples = [
        example.replace("⟦", "").replace("⟧", "")
        for detector in DETECTORS
        for pattern in detector.patterns(NO_DICTIONARY)
        for example in pattern.examples
    ]
    return [(number, "\n".join(chance.choices(examples, k=chance.randint(0, 5)))) for number in range(300)]


def test_one_two_and_four_processes_give_the_same_spans_in_the_same_order(drawn: list[tuple[object, str]]) -> None:
    scanner = Scanner(DETECTORS, Dictionary(org_names=("Acme Tidal Ltd.",)))
    alone = list(answers(drawn, redacting=False, scanner=scanner, workers=1))
    assert sum(bool(each["spans"]) for each in alone) > len(drawn) // 2
    for workers in (2, 4):  # some thirty batches each
        shared = answers(drawn, redacting=False, scanner=scanner, workers=workers, batch_signs=1_000)
        assert list(shared) == alone
