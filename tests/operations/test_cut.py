"""Cuts of a share: shown with what is proposed, chosen by whoever writes shares, and written at once."""

import msgspec
import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, names
from tests.shares import Stage
from tocsin.vocab.errors import BadInput


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A case with a clean copy."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def test_a_share_is_proposed_with_cuts_and_they_are_changed_by_name(stage: Stage) -> None:
    for kind in ("vendor", "isac"):
        stage.party(kind, kind)
    made = ask(stage.desk, "share.new", case=stage.case.id, recipients=["vendor", "isac"], cuts={"isac": "class"})
    assert {one["name"]: one["cut"] for one in made["recipients"]} == {"vendor": "whole", "isac": "class"}
    stage.story.forget_acts()
    asked = {"share": made["share"], "cuts": {"vendor": "pattern"}, "because": "enough"}
    after = ask(stage.desk, "share.cut", **asked)
    assert names(stage.story.new_acts()) == ["CutChosen", "DocumentWritten", "DocumentWritten"]
    assert {one["name"]: one["cut"] for one in after["recipients"]} == {"vendor": "pattern", "isac": "class"}
    assert after["digest"] != made["digest"]
    assert ask(stage.desk, "share.cut", **asked) == after  # it stands already: no approval is lost over it
    shown = ask(stage.desk, "share.cuts", share=made["share"])
    assert [(one["cut"], one["proposed"]) for one in shown["recipients"]] == [
        ("pattern", "prompt"),
        ("class", "pattern"),
    ]
    assert "the account, 2 rows" in shown["gives"]["whole"]


def test_a_cut_that_is_none_and_a_party_that_is_none_are_refused(stage: Stage) -> None:
    stage.party("isac", "isac")
    made = ask(stage.desk, "share.new", case=stage.case.id, recipients=["isac"])
    with pytest.raises(msgspec.ValidationError):
        ask(stage.desk, "share.cut", share=made["share"], cuts={"isac": "everything"})
    with pytest.raises(BadInput):
        ask(stage.desk, "share.cut", share=made["share"], cuts={"nobody": "class"})
