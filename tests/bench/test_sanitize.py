"""`bench sanitize` says what is missing and how to get it, and gives a figure for each engine and sort of text."""

import re
from pathlib import Path

import pytest

from tests.bench.efforts import small
from tocsin.bench import sanitize
from tocsin.stages.scanning import ENGINES
from tocsin.vocab.errors import BadInput


def test_without_presidio_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitize, "NEEDED", ("no_such_package",))
    with pytest.raises(BadInput, match="Presidio is not installed") as refused:
        sanitize.run(small(tmp_path, size=100))
    assert "pip install presidio-analyzer" in refused.value.hint


def test_a_small_run_gives_a_figure_for_each_engine_and_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Presidio is no package of the tests: what is shown here is that both sides are timed over the same signs.
    given: list[str] = []
    monkeypatch.setattr(sanitize, "NEEDED", ())

    def words(text: str) -> list[str]:
        given.append(text)
        return re.findall(r"\w+", text)

    monkeypatch.setattr(sanitize, "presidio", lambda: words)
    figures = sanitize.run(small(tmp_path, size=3_000))
    assert len(figures) == 2 * len(ENGINES)
    assert {figure.name for figure in figures} <= {kind.name for kind in sanitize.KINDS.values()}
    assert all(figure.bar is not None for figure in figures)
    assert given
