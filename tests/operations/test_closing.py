"""The end of a case: what hangs is listed first, and nothing ends in silence."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, a_case
from tests.shares import Stage
from tocsin.vocab.errors import ActNotAllowed, BadInput


def test_a_case_on_which_nothing_hangs_closes_and_opens_again(story: DeskOfStories) -> None:
    case = a_case(story.desk).id
    assert ask(story.desk, "case.hanging", case=case) == []
    assert ask(story.desk, "case.close", case=case, summary="it was nothing")["closed_at"] is not None
    with pytest.raises(ActNotAllowed, match="is closed"):
        ask(story.desk, "case.close", case=case, summary="once more")
    assert ask(story.desk, "case.reopen", case=case, reason="late_answer", because="it was not")["closed_at"] is None


def test_an_unanswered_share_is_left_open_by_name(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    stage.delivered(stage.party("An Adopter", "adopter"))
    (loose,) = ask(stage.desk, "case.hanging", case=stage.case.id)
    assert (loose["why"], loose["first"]) == ("unanswered", False)
    assert "(An Adopter): no answer yet" in loose["words"]
    with pytest.raises(ActNotAllowed, match="loose ends"):
        ask(stage.desk, "case.close", case=stage.case.id, summary="over")
    with pytest.raises(BadInput, match="past"):
        ask(stage.desk, "case.close", case=stage.case.id, summary="over", check_on="2026-01-01")
    assert (
        len(ask(stage.desk, "case.close", case=stage.case.id, summary="over", check_on="2026-05-01")["open_items"]) == 1
    )


def test_what_was_not_sent_is_settled_first(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    stage.proposed(stage.party("An Adopter", "adopter"))
    (loose,) = ask(stage.desk, "case.hanging", case=stage.case.id)
    assert (loose["why"], loose["first"]) == ("not_sent", True)
    with pytest.raises(ActNotAllowed, match="settled first"):
        ask(stage.desk, "case.close", case=stage.case.id, summary="over", check_on="2026-05-01")
