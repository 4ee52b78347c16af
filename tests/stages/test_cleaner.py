"""The cleaner keeps what passed it, with every finding, and what was taken out of it, with its rule."""

import pytest

from tests.builders import DeskOfStories, a_case
from tocsin.stages.cleaner import Cleaner
from tocsin.stages.verdict import record
from tocsin.vocab.review import Verdict

TEXT = "mail jane.roe@mailbox.org from evil-cdn.top"


def cleaner(story: DeskOfStories, *, remove: tuple[str, ...] = (), keep: tuple[str, ...] = ()) -> Cleaner:
    """The cleaner of a case."""
    return Cleaner(story.desk, a_case(story.desk), remove=remove, keep=keep)


def test_what_passed_is_kept_with_its_place_all_findings_and_what_went(story: DeskOfStories) -> None:
    made = cleaner(story)
    cleaned = made.at("field/a", "A row")(TEXT)
    (passed,) = made.passed
    assert (passed.at, passed.title, passed.text) == ("field/a", "A row", TEXT)
    assert [str(one.label) for one in passed.findings] == ["EMAIL", "IOC_DOMAIN"]
    ((start, end, token),) = passed.removed
    assert cleaned == TEXT.replace(TEXT[start:end], token)
    (struck,) = made.struck
    assert (struck.at, struck.start, struck.end, struck.token) == ("field/a", start, end, token)
    assert struck.rule
    assert struck.reason


@pytest.mark.parametrize("kept", ["jane.roe@mailbox.org", "JANE.ROE@mailbox.org", "jane.roe[@]mailbox[.]org"])
def test_what_is_kept_stays_in_every_spelling_and_is_still_shown_as_found(story: DeskOfStories, kept: str) -> None:
    made = cleaner(story, keep=(kept,))
    assert made(TEXT) == TEXT
    assert len(made.passed[0].findings) == 2
    assert made.struck == []


def test_what_somebody_said_may_stay_is_kept_like_it(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    case = record(story.desk, case, Verdict.REJECT, [("jane.roe@mailbox.org", "")])
    made = Cleaner(story.desk, case, remove=(), keep=())
    assert made(TEXT) == TEXT
    assert made.kept == ("jane.roe@mailbox.org",)
    assert Cleaner(story.desk, case, remove=("jane.roe@mailbox.org",), keep=())(TEXT) != TEXT
