"""A small run of `bench help` starts both programs."""

import subprocess
from pathlib import Path

from tests.bench.efforts import small
from tocsin.bench import start


def test_a_small_run_starts_both(tmp_path: Path) -> None:
    (figure,) = start.run(small(tmp_path, size=1))
    assert (figure.name, figure.bar and figure.bar.limit) == ("tocsin --help", 3)
    assert figure.baseline_s.least > 0


def test_the_program_that_is_started_is_this_one() -> None:
    said = subprocess.run([*start.program(), "--version"], check=True, capture_output=True, text=True)
    assert said.stdout.startswith("tocsin ")
