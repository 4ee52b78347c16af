"""The organization's own words: taken in whole, shown, refused with what is wrong."""

import json

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
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
