"""A small run of `bench add` takes in whole folders."""

from pathlib import Path

from tests.bench.efforts import small
from tocsin.bench import intake
from tocsin.wiring import open_desk


def test_a_small_run_takes_in_every_file(tmp_path: Path) -> None:
    (figure,) = intake.run(small(tmp_path, size=3))
    assert (figure.name, figure.count, figure.bar) == ("add a folder", 3, None)
    with open_desk(tmp_path / "home") as desk:
        assert (desk.index.count("case"), desk.index.count("item")) == (2, 6)  # the first folder is not measured
    assert len(list((tmp_path / "copies").iterdir())) == 6
