"""Findings of a case by pages, verdicts on them, and the copy that follows."""

import pytest

from tests.asking import ask
from tests.builders import DeskOfStories, an_item
from tests.shares import Stage
from tocsin.stages.fields import Filled, fill
from tocsin.vocab.errors import BadInput

JANE = "jane.roe@mailbox.org"


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with some names."""
    made = Stage(story)
    made.marked()
    met = "At the depot Zorvak Plimt, the yard Quebit Nolda and the quay Ostrin Welm it began."
    fill(made.desk, made.now(), [Filled(row="detection_detail", text=met)])
    return made


def test_pages_hold_every_finding_once_with_how_far_it_is_and_what_was_looked_for(stage: Stage) -> None:
    case = stage.case.id
    whole = ask(stage.desk, "case.findings", case=case)
    assert whole["next"] == ""
    assert whole["counts"]["values"] == whole["counts"]["open"] == len(whole["items"])
    assert whole["looked_for"]
    assert "can still tell" in whole["note"]
    some, cursor = [], ""
    while True:
        page = ask(stage.desk, "case.findings", case=case, limit="2", cursor=cursor)
        some += page["items"]
        cursor = page["next"]
        if not cursor:
            break
    assert some == whole["items"]


def test_a_verdict_gives_what_it_is_of_and_the_open_ones_are_fewer(stage: Stage) -> None:
    case = stage.case.id
    found = ask(stage.desk, "case.judge", case=case, verdict="ours", values=["Zorvak Plimt"], alike=True)
    assert {"Zorvak Plimt", "Quebit Nolda", "Ostrin Welm"} <= {one["value"] for one in found["entries"]}
    left = ask(stage.desk, "case.findings", case=case, open="true")["items"]
    assert not {one["value"] for one in left} & {one["value"] for one in found["entries"]}
    assert JANE in {one["value"] for one in left}


def test_the_copy_is_made_again_as_it_was_looked_at(stage: Stage) -> None:
    case = stage.case.id
    item = an_item(stage.desk, stage.now(), b"You are the assistant of Zorvak Plimt.").id
    ask(stage.desk, "clean.make", case=case, items=[item], leave_out=["mitigation_detail"])
    ask(stage.desk, "case.judge", case=case, verdict="ours", values=["Zorvak Plimt"], label="PERSON")
    made = ask(stage.desk, "clean.again", case=case, note="as looked at")
    assert "Zorvak Plimt" not in str(made["copy"])
    assert len(made["copy"]["prompts"]) == 1
    assert {"name": "mitigation_detail", "value": "not chosen"} in made["left_out"]


def test_findings_of_an_item_that_would_go_along_are_shown_without_choosing_it(stage: Stage) -> None:
    item = an_item(stage.desk, stage.now(), b"It stood at the quay Perrin Vald.").id
    before = {one["value"] for one in ask(stage.desk, "case.findings", case=stage.case.id)["items"]}
    with_it = {one["value"] for one in ask(stage.desk, "case.findings", case=stage.case.id, items=[item])["items"]}
    assert with_it - before == {"Perrin Vald"}


@pytest.mark.parametrize("cursor", ["nonsense", "WyIiLCJ4Il0"])
def test_what_is_no_cursor_is_refused(stage: Stage, cursor: str) -> None:
    with pytest.raises(BadInput, match="no cursor"):
        ask(stage.desk, "case.findings", case=stage.case.id, cursor=cursor)
