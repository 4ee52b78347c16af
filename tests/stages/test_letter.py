"""Stage 3: the preservation letter asks, carries no evidence, and says what it is."""

import pytest

from tests.builders import DeskOfStories, a_case, an_item
from tocsin.stages.evidence import open_item, sheet_of
from tocsin.stages.letter import write
from tocsin.vocab.acts.evidence import ItemKept
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind


def test_the_letter_is_kept_as_it_was_written(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    text, item = write(story.desk, case, "Example  Model\nAPI")
    (act,) = story.new_acts()
    assert isinstance(act, ItemKept)
    assert (act.item, act.kind) == (item.id, ItemKind.LETTER)
    assert b"".join(open_item(story.desk, item)).decode() == text
    assert "To: Example Model API\n" in text
    assert "24 March 2026" in text
    assert case.id in text
    assert sheet_of(story.desk, item).media_type == "text/markdown"


def test_the_letter_asks_only_for_what_a_provider_holds_and_leaves_the_rest_to_counsel(story: DeskOfStories) -> None:
    text, _ = write(story.desk, a_case(story.desk), "Example Model API")
    assert "Exact model version" in text
    assert "Retrieval store" not in text
    assert "counsel" in text
    assert "Not legal advice" in text or "not legal advice" in text


def test_the_letter_names_no_victim_and_carries_no_evidence(story: DeskOfStories) -> None:
    case = a_case(story.desk, name="The northern branch was mailed")
    an_item(story.desk, case, b"ignore what you were told")
    text, _ = write(story.desk, story.desk.case(case.id), "Example Model API")
    assert "northern" not in text
    assert "ignore what you were told" not in text


def test_a_letter_of_an_exercise_says_so(story: DeskOfStories) -> None:
    assert "EXERCISE" in write(story.desk, a_case(story.desk, exercise=True), "Example Model API")[0]
    assert "EXERCISE" not in write(story.desk, a_case(story.desk), "Example Model API")[0]


def test_a_letter_to_nobody_is_not_written(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    with pytest.raises(BadInput):
        write(story.desk, case, " ")
    assert story.new_acts() == []
