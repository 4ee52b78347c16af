"""A small run of `bench web` serves a desk, looks at every page, and says how heavy the first is."""

from pathlib import Path

import pytest

from tests.bench.efforts import small
from tocsin.bench import sharing, web
from tocsin.wiring import open_desk


def test_a_small_run_looks_at_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "EACH", 2)
    monkeypatch.setattr(sharing, "RECIPIENTS", 2)
    told: list[str] = []
    figures = web.run(small(tmp_path, size=6, tell=told.append))
    pages = ["home", "list of cases", "case", "evidence", "share", "to sign in", "share, first look"]
    assert [figure.name for figure in figures] == [*pages, *(f"{page}, median" for page in pages)]
    assert [figure.bar and figure.bar.limit for figure in figures] == [*[4] * 5, *[None] * 9]
    assert all(figure.ratio.median > 0 for figure in figures)
    assert "over 6 open cases" in figures[0].what
    assert "the first page of 6 cases" in figures[1].what
    assert "what one of 2 recipients will get of 6 indicators" in figures[4].what
    assert any("bytes of style and script" in line for line in told)
    with open_desk(tmp_path / "home") as desk:
        assert [desk.index.count(kind) for kind in ("case", "item", "share")] == [6, 6, 1]
        assert "serving at" in (tmp_path / "serve.log").read_text("utf-8")


def test_a_percentile_is_one_of_the_values() -> None:
    assert web.percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert web.percentile([4.0, 1.0, 3.0, 2.0], 0.95) == 4.0
    assert web.percentile([7.0], 0.5) == 7.0
    assert web.percentile(list(range(1, 101)), 0.95) == 95
