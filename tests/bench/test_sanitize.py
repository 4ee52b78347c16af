"""`bench sanitize` says what is missing and how to get it; with Presidio at hand it gives its figures."""

import importlib.util
from pathlib import Path

import pytest

from tests.bench.efforts import small
from tocsin.bench import sanitize
from tocsin.vocab.errors import BadInput

IS_THERE = all(importlib.util.find_spec(name) for name in sanitize.NEEDED)


@pytest.mark.skipif(IS_THERE, reason="Presidio is installed here")
def test_without_presidio_it_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Presidio is not installed") as refused:
        sanitize.run(small(tmp_path, size=100))
    assert "pip install presidio-analyzer" in refused.value.hint


@pytest.mark.skipif(not IS_THERE, reason="Presidio is not installed: pip install " + sanitize.PACKAGES)
def test_a_small_run_gives_a_figure_for_each_engine_and_text(tmp_path: Path) -> None:
    figures = sanitize.run(small(tmp_path, size=3_000))
    assert {figure.name for figure in figures} <= {kind.name for kind in sanitize.KINDS.values()}
    assert all(figure.bar is not None for figure in figures)
