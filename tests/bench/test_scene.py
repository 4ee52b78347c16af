"""The desk that `bench web` serves was made by the stages of any other, and verifies."""

from pathlib import Path

import pytest

from tests.bench.efforts import small
from tocsin.bench import scene, sharing
from tocsin.stages.ledger import verify
from tocsin.vocab.case import Case
from tocsin.wiring import open_desk


def test_a_scene_is_as_large_as_was_asked_and_verifies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "RECIPIENTS", 2)
    monkeypatch.setattr(scene, "WORKED_ON", 2)
    made = scene.make(small(tmp_path, size=7))
    assert (made.cases, made.items, made.indicators, len(made.recipients)) == (7, 7, 7, 2)
    with open_desk(tmp_path / "home") as desk:
        assert verify(desk).findings == ()
        cases = [one for one in desk.index.all("case", newest_first=True) if isinstance(one, Case)]
        assert len(cases) == made.cases
        assert desk.case(made.case).kinds == {"note": 4, "artifact": 3}
        worked_on = [one for one in cases if one.judged is not None]
        assert len(worked_on) == 3, "the newest two, and the one with the items"
        assert all(one.marks for one in worked_on)
