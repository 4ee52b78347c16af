"""A practice case is reviewed as a live one, counted once, and leaves by no road."""

import pytest

from tests.builders import DeskOfStories, a_case, everything_on_disk, names
from tests.shares import Stage
from tocsin.stages.practice import begin, done, figures, result
from tocsin.stages.review import judge, review
from tocsin.vocab.errors import ActNotAllowed, NotHere
from tocsin.vocab.practice import Practice, PracticeSheet
from tocsin.vocab.release import Reason, Refused
from tocsin.vocab.review import Verdict


def planted(story: DeskOfStories, case: str) -> PracticeSheet:
    """What was planted: a test may look."""
    practice = story.desk.index.get("practice", case)
    assert isinstance(practice, Practice)
    sheet = story.desk.sheet(practice.sheet, PracticeSheet)
    assert sheet is not None
    return sheet


def test_a_case_with_planted_leaks_is_an_exercise_and_says_nothing_of_them(story: DeskOfStories) -> None:
    (case,) = begin(story.desk)
    assert case.exercise
    assert names(story.new_acts())[-1] == "PracticeBegun"
    sheet = planted(story, case.id)
    assert sheet.leaks
    review(story.desk, case)
    with pytest.raises(ActNotAllowed, match="done"):
        result(story.desk, case)
    kept = everything_on_disk(story.desk)
    assert not any(one.value.encode() in kept for one in sheet.leaks)


def test_who_finds_all_but_one_is_told_which_and_where_and_offered_a_burst(story: DeskOfStories) -> None:
    desk = story.desk
    first, second, _ = begin(desk, is_burst=True)
    sheet = planted(story, first.id)
    *found, missed = sheet.leaks
    judge(desk, desk.case(first.id), Verdict.OURS, [one.value for one in found])
    told = done(desk, desk.case(first.id))
    assert (told.found, told.missed, told.lost) == (tuple(found), (missed,), ())
    assert told.offers_burst
    assert result(desk, desk.case(first.id)) == told
    with pytest.raises(ActNotAllowed, match="was counted"):
        done(desk, desk.case(first.id))

    other = planted(story, second.id)
    everything = [one.value for one in (*other.leaks, *other.helping)]
    judge(desk, desk.case(second.id), Verdict.OURS, everything)
    again = done(desk, desk.case(second.id))
    assert (again.missed, again.lost) == ((), other.helping)  # whoever takes out all loses what helps
    team = figures(desk)
    assert (team.cases, team.planted, team.found) == (2, len(sheet.leaks) + len(other.leaks), team.planted - 1)
    assert team.rate is not None
    assert team.low < team.rate < team.high < 1
    assert len(team.waiting) == 1
    assert desk.person not in str(team)


def test_nothing_is_planted_in_a_live_case_and_nobody_is_done_with_one(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    assert not case.exercise
    for ask in (done, result):
        with pytest.raises(NotHere):
            ask(story.desk, case)
    assert figures(story.desk).rate is None


def test_no_share_of_a_practice_case_leaves(story: DeskOfStories) -> None:
    stage = Stage(story)
    (stage.case,) = begin(stage.desk)
    party = stage.party("isac", "isac")
    share, found = stage.approved(stage.proposed(party), stage.team())
    decided = found[party]
    assert isinstance(decided, Refused)
    assert Reason.EXERCISE in decided.reasons
    with pytest.raises(ActNotAllowed, match="exercise"):
        stage.sent(share)
