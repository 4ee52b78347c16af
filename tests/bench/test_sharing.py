"""What the benchmarks share is a share as a desk makes one."""

from pathlib import Path

import pytest

from tests.bench.efforts import small
from tocsin.bench import sharing
from tocsin.stages.preview import preview_of
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home


def test_a_share_is_proposed_with_everything_that_the_decision_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "RECIPIENTS", 2)
    make_home(tmp_path / "home", person="Ada", organization="Bench Logistics")
    with open_desk(tmp_path / "home") as desk:
        case = sharing.case_to_share(desk, small(tmp_path, size=3), 3)
        share = sharing.proposed(desk, case, sharing.recipients(desk, tmp_path))
        found = preview_of(desk, share)
        assert found.facts == sharing.FACTS
        assert [(one.name, one.road) for one in found.recipients] == [
            ("Partner 000", "folder"),
            ("Partner 001", "folder"),
        ]
        assert found.advice.startswith("Circle, because")
