"""What is asked before anything may leave is asked in words, with every value that an answer may have."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import CIRCLE_FACTS, Stage
from tocsin.vocab.errors import BadInput


def test_each_point_is_asked_in_words_and_each_value_says_what_it_means(story: DeskOfStories) -> None:
    points = {one["point"]: one for one in ask(story.desk, "share.points")}
    assert {*CIRCLE_FACTS, "CHOSEN", "REVIEW"} == points.keys()
    assert all(value in points[point]["values"] for point, value in CIRCLE_FACTS.items())
    assert all(one["name"] and one["asks"] for one in points.values())
    assert all(
        set(points[point]["values"]) == points[point]["meanings"].keys() for point in points if point != "REVIEW"
    )


def test_a_word_that_is_no_value_is_refused(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    share = stage.proposed(stage.party("Vendor", "vendor"))
    with pytest.raises(BadInput, match="no fact"):
        ask(stage.desk, "share.facts", share=share.id, facts={"SIG": "loud"})
