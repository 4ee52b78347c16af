"""Our side of a share says of each row what became of it; what stays is never said to leave."""

import pytest

from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tocsin.stages.fields import Filled, fill
from tocsin.stages.ours import OurLine, ours_of
from tocsin.vocab.clean_copy import Fate
from tocsin.vocab.sharing import Share


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with a clean copy and a party to tell."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def proposed(stage: Stage) -> Share:
    """A share of that copy."""
    return stage.proposed(stage.party("Vendor", "vendor", address=stage.folder("vendor")))


def of(stage: Stage, share: Share, key: str) -> OurLine:
    """What is said of one row."""
    return next(one for one in ours_of(stage.desk, share).lines if one.key == key)


def test_what_was_taken_out_stands_struck_beside_its_token(stage: Stage) -> None:
    found = of(stage, proposed(stage), "name")
    assert found.fate is Fate.REDACTED
    gone = [one for one in found.pieces if one.token]
    assert [one.text for one in gone] == [VICTIM]
    assert gone[0].token in found.why


def test_the_counts_are_those_of_the_lines_and_of_the_copy(stage: Stage) -> None:
    share = proposed(stage)
    found = ours_of(stage.desk, share)
    assert found.leave == sum(one.fate is not Fate.WITHHELD for one in found.lines)
    assert found.taken_out >= sum(bool(piece.token) for one in found.lines for piece in one.pieces) > 0
    assert (found.items, found.is_newest) == (0, True)


def test_what_was_not_chosen_stays_with_its_reason(stage: Stage) -> None:
    stage.cleaned(leave_out=("plain_account",))
    found = of(stage, proposed(stage), "plain_account")
    assert (found.fate, found.why) == (Fate.WITHHELD, "not chosen")
    assert found.pieces[0].text


def test_what_was_changed_or_filled_in_after_the_copy_is_told(stage: Stage) -> None:
    share = proposed(stage)
    later = [
        Filled(row="plain_account", text="Something else happened."),
        Filled(row="detection_detail", text="Seen in a log."),
    ]
    fill(stage.desk, stage.now(), later)
    assert of(stage, share, "plain_account").fate is Fate.CHANGED
    assert of(stage, share, "detection_detail").fate is Fate.WITHHELD
    stage.cleaned()
    assert not ours_of(stage.desk, share).is_newest


def test_every_measure_is_laid_over_its_own_text(stage: Stage) -> None:
    fill(stage.desk, stage.now(), [Filled(row="advice_to_others", text="Pin every version.")])
    stage.cleaned()
    share = proposed(stage)
    assert of(stage, share, "mitigation_detail").fate is not Fate.CHANGED
    assert of(stage, share, "advice_to_others").fate is Fate.AS_IS
