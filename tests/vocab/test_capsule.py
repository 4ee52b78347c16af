"""What stands beside a prompt whose text goes."""

from tocsin.vocab.capsule import BESIDE
from tocsin.vocab.clean_copy import PromptForm
from tocsin.vocab.visible import visible


def test_every_form_in_which_a_text_leaves_has_its_warning_and_its_recipe() -> None:
    assert set(BESIDE) == set(PromptForm) - {PromptForm.PLAIN}
    for beside in BESIDE.values():
        assert "hand it to no model" in beside.warning.lower()
        assert visible(beside.recipe) == beside.recipe
