"""A small run of `bench triage` classifies lines that are good ones."""

import json
from pathlib import Path

from tests.bench.efforts import small
from tocsin.bench import triage
from tocsin.rules.triage import triage_line
from tocsin.vocab.triage import TriageLine


def test_a_small_run_gives_its_figure(tmp_path: Path) -> None:
    (figure,) = triage.run(small(tmp_path, size=20))
    assert (figure.name, figure.count, figure.bar) == ("triage lines", 20, None)


def test_its_lines_are_classified_and_not_refused() -> None:
    answers = [triage_line(line, number) for number, line in enumerate(triage.lines(40), 1)]
    assert all(isinstance(answer, TriageLine) for answer in answers)
    assert len({json.dumps(answer.class_) for answer in answers if isinstance(answer, TriageLine)}) > 1
