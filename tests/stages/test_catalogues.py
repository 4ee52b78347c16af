"""Every catalogue is read at once, and the first mistake is named with its file."""

from importlib.resources import files

import pytest

from tocsin.stages.catalogues import FOLDERS, check_all
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import BadInput


def test_every_shipped_catalogue_is_read(desk: Desk) -> None:
    found = check_all(desk.home)
    shipped = {entry.name for entry in files("tocsin").joinpath("catalogues").iterdir() if entry.is_dir()}
    assert set(found) == {*FOLDERS, "tables"}
    assert shipped - {"__pycache__"} <= set(found), "a folder of catalogues that nobody checks"
    assert all(count > 0 for count in found.values())


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_a_mistake_of_the_house_is_named_with_its_file(desk: Desk, folder: str) -> None:
    own = desk.home / "catalogues" / folder
    own.mkdir(parents=True)
    (own / "ours.toml").write_text('[header]\ncatalogue_id = "ours"\nsurprise = 1\n', "utf-8")
    with pytest.raises(BadInput, match=r"ours\.toml"):
        check_all(desk.home)


def test_a_table_of_the_house_that_can_be_read_but_is_not_whole_is_found(desk: Desk) -> None:
    own = desk.home / "catalogues" / "tables"
    own.mkdir(parents=True)
    shipped = files("tocsin").joinpath("catalogues", "tables", "when.json").read_text("utf-8")
    (own / "when.json").write_text(
        shipped.replace('1.0.0",\n  "name"', '1.1.0",\n  "name"', 1).replace(
            'WHEN:1.0.0": "now"', 'WHEN:1.0.0": "scheduled"', 1
        )
    )
    with pytest.raises(BadInput, match="T3"):
        check_all(desk.home)
