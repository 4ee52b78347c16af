"""Practice as a door asks for it: opened, done, and the figures of the team for the team alone."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories
from tocsin.operations.table import by_name
from tocsin.vocab.errors import ActNotAllowed


def test_a_team_practises_and_sees_how_it_does(story: DeskOfStories) -> None:
    made = ask(story.desk, "practice.new")
    (case,) = made["cases"]
    assert "planted" in made["announced"]
    with pytest.raises(ActNotAllowed):
        ask(story.desk, "practice.show", case=case)
    told = ask(story.desk, "practice.done", case=case)
    assert (told["found"], told["offers_burst"]) == ([], True)
    assert len(told["missed"]) == told["planted"]
    assert ask(story.desk, "practice.show", case=case) == told
    rate = ask(story.desk, "practice.rate")
    assert (rate["rate"], rate["low"], rate["offers_burst"]) == (0.0, 0.0, True)


def test_whoever_keeps_the_house_or_audits_it_sees_no_figures() -> None:
    for name in ("practice.new", "practice.done", "practice.show", "practice.rate"):
        assert {"admin", "auditor"}.isdisjoint(by_name()[name].may)
