"""The blind review as a door asks it: the view, a guess, and how it stands."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.stages.test_blind_review import Press
from tocsin.operations.table import by_name
from tocsin.vocab.errors import ActNotAllowed, BadInput


def test_somebody_reads_it_and_says_what_they_can_tell(story: DeskOfStories) -> None:
    press = Press(story)
    share = press.share.id
    seen = ask(press.ann, "share.blind", share=share, limit="3")
    assert (len(seen["lines"]), seen["next"], seen["closed"]) == (3, 3, "")
    assert [one["question"] for one in seen["questions"]] == ["victim", "product", "attack"]
    with pytest.raises(ActNotAllowed):
        ask(press.desk, "share.guess", share=share)
    heard = ask(press.ann, "share.guess", share=share, recipient="list", attack="harbour clinic nord")
    assert heard["is_blocked"]
    assert ask(press.desk, "share.blinds", share=share) == {
        "recipients": [{"party": press.list, "is_done": False, "guessed": ["what could be attacked with it"]}]
    }
    with pytest.raises(BadInput):
        ask(press.ann, "share.blind", share=share, after="-1")


def test_an_auditor_sees_how_it_stands_and_answers_nothing() -> None:
    assert "auditor" in by_name()["share.blinds"].may
    for name in ("share.blind", "share.guess"):
        assert {"auditor", "admin"}.isdisjoint(by_name()[name].may)
