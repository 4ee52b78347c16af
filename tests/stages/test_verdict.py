"""What was said of values is read back as it counts, and somebody who was faster loses nothing."""

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case
from tocsin.stages.desk import Seen
from tocsin.stages.verdict import WHOLE_AFTER, record, verdicts_of
from tocsin.vocab.errors import ChangedMeanwhile
from tocsin.vocab.review import Verdict


def test_the_newest_verdict_on_a_value_counts_however_it_is_written(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    record(story.desk, case, Verdict.OURS, [("Kestrel", "ORG_TERM")])
    after = record(story.desk, story.desk.case(case.id), Verdict.THEIRS, [("KESTREL", "")])
    found = verdicts_of(story.desk, after)
    assert {value: (one.verdict, one.by) for value, one in found.items()} == {
        "kestrel": (Verdict.THEIRS, story.desk.person)
    }


def test_a_state_of_the_case_that_is_old_by_now_is_loaded_again_unless_somebody_named_it(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    record(story.desk, case, Verdict.OURS, [("Kestrel", "ORG_TERM")])
    after = record(story.desk, case, Verdict.OURS, [("Heron", "ORG_TERM")])
    assert set(verdicts_of(story.desk, after)) == {"kestrel", "heron"}
    seen = replace(story.desk, seen=Seen(stream=case.id, size=case.size))
    with pytest.raises(ChangedMeanwhile):
        record(seen, after, Verdict.OURS, [("Plover", "ORG_TERM")])


def test_a_whole_sheet_holds_all_that_counts(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    for number in range(WHOLE_AFTER + 1):
        case = record(story.desk, case, Verdict.OURS if number else Verdict.UNDO, [(f"Kestrel {number}", "VICTIM")])
    assert len(case.verdicts) == 1
    assert len(verdicts_of(story.desk, case)) == WHOLE_AFTER
