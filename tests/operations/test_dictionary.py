"""The organization's own words: taken in whole, shown, refused with what is wrong."""

import json

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tocsin.operations.table import by_name
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import BadInput


def test_the_words_are_taken_in_and_shown(story: DeskOfStories) -> None:
    before = ask(story.desk, "dictionary.show")
    assert set(map(tuple, before.values())) == {()}
    taken = ask(story.desk, "dictionary.import", json.dumps({"victims": ["Harbour Clinic Nord"]}).encode())
    assert taken["victims"] == ["Harbour Clinic Nord"]
    assert ask(story.desk, "dictionary.show") == taken


@pytest.mark.parametrize("wrong", [b"", b"[]", b'{"victim": ["x"]}', b'{"victims": "x"}'])
def test_what_is_no_dictionary_leaves_the_words_as_they_are(story: DeskOfStories, wrong: bytes) -> None:
    story.forget_acts()
    with pytest.raises(BadInput):
        ask(story.desk, "dictionary.import", wrong)
    assert story.new_acts() == []


def test_an_asset_list_is_looked_at_before_its_words_are_taken_in(story: DeskOfStories) -> None:
    listed = b"hostname,owner\ndb-prod-07,Mira Jansen\nnot a host,\n"
    story.forget_acts()
    found = ask(story.desk, "dictionary.preview", listed, name="assets.csv")
    assert story.new_acts() == []
    assert [(one["field"], one["value"]) for one in found["new"]] == [
        ("hosts", "db-prod-07"),
        ("people", "Mira Jansen"),
    ]
    assert [(one["line"], one["column"]) for one in found["wrong"]] == [(3, "hostname")]
    ask(story.desk, "dictionary.add", words=found["new"])
    again = ask(story.desk, "dictionary.preview", listed, name="assets.csv")
    assert (again["new"], again["known"]) == ([], 2)
    ask(story.desk, "dictionary.drop", words=found["new"][:1])
    assert ask(story.desk, "dictionary.show")["hosts"] == []


def test_a_case_proposes_words_and_takes_none_in(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    ask(stage.desk, "case.judge", case=stage.case.id, verdict="ours", values=[VICTIM], label="VICTIM")
    found = ask(stage.desk, "case.learn", case=stage.case.id)
    assert {"field": "victims", "value": VICTIM} in [one["word"] for one in found]
    assert ask(stage.desk, "dictionary.show")["victims"] == []
    ask(stage.desk, "dictionary.add", words=[one["word"] for one in found])
    assert ask(stage.desk, "case.learn", case=stage.case.id) == []


def test_whoever_works_at_cases_adds_words_and_only_an_admin_takes_them_out() -> None:
    may = {name: by_name()[f"dictionary.{name}"].may for name in ("add", "preview", "drop", "import")}
    assert DeskRole.ANALYST in may["add"] & may["preview"]
    assert may["drop"] == may["import"] == {DeskRole.ADMIN}
