"""The checklist: a row is filled, or set aside with a reason; an unknown row refuses all."""

import pytest

from tests.builders import DeskOfStories, a_case
from tocsin.stages.fields import Filled, fill, text_of
from tocsin.vocab.acts.triage import ChecklistAnswered
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.sheet import AnswerSheet
from tocsin.vocab.triage import Confidence, Statement

ROW, OTHER = "plain_account", "attack_description"


def test_rows_are_filled_together_and_their_text_lies_in_the_vault(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    filled = (
        Filled(row=ROW, text="An agent mailed a list.", confidence=Confidence.MED),
        Filled(row=OTHER, text="Nobody attacked.", not_required=True, statement=Statement.HYPOTHESIS),
    )
    after = fill(story.desk, case, filled)
    first, second = story.new_acts()
    assert isinstance(first, ChecklistAnswered)
    assert isinstance(second, ChecklistAnswered)
    assert (first.row, first.state, first.statement, first.confidence) == (ROW, "filled", "fact", "med")
    assert (second.row, second.state, second.statement) == (OTHER, "not_required", "hypothesis")
    assert story.desk.sheet(first.sheet, AnswerSheet) == AnswerSheet(value="An agent mailed a list.")
    assert story.desk.sheet(second.sheet, AnswerSheet) == AnswerSheet(because="Nobody attacked.")
    assert (text_of(story.desk, after, ROW), text_of(story.desk, after, OTHER)) == ("An agent mailed a list.", "")


@pytest.mark.parametrize("unknown", ["plain_acount", "", "jane.doe@victim.example"])
def test_an_unknown_row_refuses_all_of_them(story: DeskOfStories, unknown: str) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    with pytest.raises(BadInput, match="no row"):
        fill(story.desk, case, [Filled(row=ROW, text="good"), Filled(row=unknown, text="x")])
    assert story.new_acts() == []


def test_nothing_to_fill_and_too_much_to_fill_are_refused(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    with pytest.raises(BadInput):
        fill(story.desk, case, [])
    with pytest.raises(TooMuch, match=ROW):
        fill(story.desk, case, [Filled(row=ROW, text="a" * (LIMITS.text_chars + 1))])
    assert story.new_acts() == []


def test_the_newest_text_counts_and_a_destroyed_one_is_empty(story: DeskOfStories) -> None:
    case = fill(story.desk, a_case(story.desk), [Filled(row=ROW, text="first")])
    case = fill(story.desk, case, [Filled(row=ROW, text="second")])
    assert text_of(story.desk, case, ROW) == "second"
    sheet = case.rows[ROW].sheet
    assert sheet is not None
    story.desk.vault.destroy(sheet)
    assert text_of(story.desk, case, ROW) == ""
    assert text_of(story.desk, case, OTHER) == ""
