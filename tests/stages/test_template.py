"""Templates come from the catalogue, the home's own beside the shipped ones."""

from importlib.resources import files

import pytest

from tocsin.stages.desk import Desk
from tocsin.stages.template import template_named, templates
from tocsin.vocab.errors import BadInput

FOUR = {"adversarial-prompt-chain", "compromised-model-dependency", "poisoned-dataset", "tool-use-vulnerability"}


def test_a_case_can_begin_in_four_ways(desk: Desk) -> None:
    assert {template.key for template in templates(desk)} == FOUR
    for key in FOUR:
        assert template_named(desk, key).key == key


def test_an_unknown_template_names_those_there_are(desk: Desk) -> None:
    with pytest.raises(BadInput) as caught:
        template_named(desk, "poisoned")
    assert all(key in caught.value.hint for key in FOUR)


def test_the_home_has_templates_of_its_own(desk: Desk) -> None:
    shipped = files("tocsin").joinpath("catalogues", "templates", "poisoned-dataset.toml").read_text("utf-8")
    own = shipped.replace('key = "poisoned-dataset"', 'key = "poisoned-index"', 1)
    own = own.replace('catalogue_id = "', 'catalogue_id = "own-', 1)
    folder = desk.home / "catalogues" / "templates"
    folder.mkdir(parents=True)
    (folder / "ours.toml").write_text(own, "utf-8")
    assert {template.key for template in templates(desk)} == FOUR | {"poisoned-index"}
