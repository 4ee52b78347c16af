"""A correction beside what it corrects, as it was recorded: for us with words, for its recipients without."""

import pytest

from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tocsin.rules.correction import How, Part
from tocsin.stages.correction import correction_of
from tocsin.stages.outcome import account_of
from tocsin.stages.packaging import shown, write_documents
from tocsin.stages.preview import preview_of
from tocsin.stages.recall import correct, withdraw
from tocsin.stages.share import copy_of, find
from tocsin.vocab.indicator import IndicatorGiven
from tocsin.vocab.sharing import Share

GONE = "45.155.205.9"


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def corrected(stage: Stage) -> tuple[Share, Share]:
    """A share that went out, and its correction from a copy without an indicator."""
    stage.cleaned(indicators=(IndicatorGiven(kind="ipv4", value=GONE, context="The agent posts to it."),))
    first = stage.delivered(stage.party("adopter", "adopter"), by=stage.team())
    stage.cleaned()
    return first, write_documents(stage.desk, correct(stage.desk, first, why="the host was a bystander's"))


def test_a_correction_says_what_it_changes_and_why(stage: Stage) -> None:
    first, share = corrected(stage)
    found = correction_of(stage.desk, share)
    assert found is not None
    assert (found.follows, found.why) == (first.id, "the host was a bystander's")
    (gone,) = [one for one in found.changes if one.part is Part.INDICATOR]
    assert (gone.name, gone.how) == (GONE, How.REMOVED)
    assert preview_of(stage.desk, share).correction == found
    assert account_of(stage.desk, share).correction == found
    assert VICTIM not in str(found)


def test_its_document_says_that_something_is_said_no_more_and_not_what_it_was(stage: Stage) -> None:
    _, share = corrected(stage)
    for written in share.documents.values():
        said = "\n".join(f"{name}: {value}" for name, value in shown(stage.desk, written).lines)
        assert "Not said any more: indicator: 1" in said
        assert GONE not in said


def test_what_corrects_nothing_has_no_changes(stage: Stage) -> None:
    first = stage.delivered(stage.party("adopter", "adopter"), by=stage.team())
    assert correction_of(stage.desk, first) is None
    assert correction_of(stage.desk, withdraw(stage.desk, first, why="wrong")) is None


def test_what_was_purged_is_compared_no_more(stage: Stage) -> None:
    first, share = corrected(stage)
    assert correction_of(stage.desk, share) is not None  # and it is not shown from memory
    stage.desk.vault.destroy(copy_of(stage.desk, find(stage.desk, first.id)).content)
    found = correction_of(stage.desk, share)
    assert found is not None
    assert (found.is_gone, found.changes) == (True, ())
