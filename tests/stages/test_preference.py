"""What a person prefers: views under names, columns, a zone; bounded, theirs alone, and no act."""

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tocsin.stages import people, preference
from tocsin.stages.desk import Desk
from tocsin.stages.preference import drop_view, prefer, preference_of, save_view
from tocsin.vocab.case_list import COLUMNS, CaseColumn, CaseQuery, SavedView
from tocsin.vocab.errors import BadInput, NotHere, TooMuch

MINE = SavedView(name="  Mine,  blocked ", query=CaseQuery(assigned="me", blocked=True), columns=(CaseColumn.WHO,))


def test_a_view_is_kept_under_its_name_and_replaced_by_it(story: DeskOfStories) -> None:
    story.forget_acts()
    save_view(story.desk, MINE)
    (kept,) = preference_of(story.desk).views
    assert (kept.name, kept.query, kept.columns) == ("Mine, blocked", MINE.query, MINE.columns)
    save_view(story.desk, replace(MINE, query=CaseQuery()))
    assert [one.query for one in preference_of(story.desk).views] == [CaseQuery()]
    assert story.new_acts() == []


def test_nobody_else_has_it_and_it_goes_with_the_person(story: DeskOfStories) -> None:
    bo = people.add(story.desk, "Bo", address="", roles=("analyst",))
    save_view(story.another_person(bo.id), MINE)
    assert preference_of(story.desk).views == ()
    people.retire(story.desk, bo.id)
    assert preference_of(story.another_person(bo.id)).views == ()


def test_a_dropped_view_is_no_start_any_more(desk: Desk) -> None:
    save_view(desk, MINE)
    assert prefer(desk, start="Mine, blocked").start == "Mine, blocked"
    assert drop_view(desk, "Mine, blocked").start == ""
    with pytest.raises(NotHere):
        drop_view(desk, "Mine, blocked")
    with pytest.raises(NotHere):
        prefer(desk, start="Mine, blocked")


def test_what_is_not_named_stays(desk: Desk) -> None:
    prefer(desk, zone="Europe/Brussels", columns=(CaseColumn.ACTS, CaseColumn.EVENT_CLASS, CaseColumn.ACTS))
    after = prefer(desk, zone="")
    assert (after.zone, after.columns) == ("", (CaseColumn.EVENT_CLASS, CaseColumn.ACTS))
    assert prefer(desk, columns=()).columns == COLUMNS


def test_what_cannot_be_kept_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", " \t ", "x" * 101, "\ud800"):
        with pytest.raises(BadInput):
            save_view(desk, replace(MINE, name=name))
    for zone in ("Mars/Olympus", "../etc/passwd", "Europe"):
        with pytest.raises(BadInput):
            prefer(desk, zone=zone)
    with pytest.raises(BadInput):
        save_view(desk, replace(MINE, query=CaseQuery(tlp="pink")))
    with pytest.raises(TooMuch):
        save_view(desk, replace(MINE, query=CaseQuery(text="x" * preference.MOST_BYTES)))
    monkeypatch.setattr(preference, "MOST_VIEWS", 1)
    save_view(desk, MINE)
    with pytest.raises(TooMuch):
        save_view(desk, replace(MINE, name="another"))
    assert len(save_view(desk, replace(MINE, columns=COLUMNS)).views) == 1
