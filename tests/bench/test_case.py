"""A small run of `bench case` opens both cases, in this process and in one of its own."""

from pathlib import Path

from tests.bench.efforts import small
from tocsin.bench import case
from tocsin.wiring import open_desk


def test_a_small_run_opens_both_cases(tmp_path: Path) -> None:
    figures = case.run(small(tmp_path, size=80))
    assert [(figure.name, figure.bar and figure.bar.limit) for figure in figures] == [
        ("open a case", 5),
        ("tocsin case show", 5),
    ]
    with open_desk(tmp_path / "home") as desk:
        assert sorted(desk.case(one.id).size for one in desk.index.all("case")) == [50, 80]
