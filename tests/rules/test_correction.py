"""A correction beside what it corrects: every change, nothing else, and no removed text to a recipient."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.documents import COPY
from tocsin.rules.correction import Change, How, Part, Side, changes, laid_over, told
from tocsin.vocab.marking import Tlp
from tocsin.vocab.terms import Terms
from tocsin.vocab.triage import Statement

BEFORE = Side(copy=COPY, terms=Terms(tlp=Tlp.AMBER), ask="Do you run it?", recipients=(("party-1", "Vendor"),))
TEXTS = st.text(alphabet="ab \n", max_size=40)


def only(now: Side) -> Change:
    (found,) = changes(BEFORE, now)
    return found


def said(change: Change, how: How) -> str:
    return "".join(one.text for one in change.stretches if one.how is how)


@given(TEXTS, TEXTS)
def test_both_texts_stand_in_what_is_laid_over(old: str, new: str) -> None:
    found = laid_over(old, new)
    assert "".join(one.text for one in found if one.how is not How.REMOVED) == new
    assert "".join(one.text for one in found if one.how is not How.ADDED) == old
    assert all(one.text for one in found)


def test_a_text_is_compared_word_by_word() -> None:
    found = laid_over("It began\non Monday at noon.\nend", "It began\non Tuesday at noon.\nend")
    assert [(one.how, one.text) for one in found] == [
        (How.KEPT, "It began\non "),
        (How.REMOVED, "Monday "),
        (How.ADDED, "Tuesday "),
        (How.KEPT, "at noon.\nend"),
    ]


def test_long_texts_that_repeat_themselves_do_not_hold_up_a_page() -> None:
    old, new = "a b " * 50_000, "b a a " * 50_000
    begun = time.monotonic()
    found = laid_over(old, new)
    assert time.monotonic() - begun < 2
    assert "".join(one.text for one in found if one.how is not How.REMOVED) == new


def test_what_is_the_same_is_no_change() -> None:
    assert changes(BEFORE, BEFORE) == ()


def test_a_changed_passage_is_named_by_its_row() -> None:
    first = COPY.passages[0]
    now = replace(
        BEFORE, copy=replace(COPY, passages=(replace(first, text=f"{first.text} And more."), *COPY.passages[1:]))
    )
    found = only(now)
    assert (found.part, found.name, found.how) == (Part.PASSAGE, first.title, How.CHANGED)
    assert said(found, How.ADDED).endswith("And more.")
    assert told([found]) == (("Changed", first.title),)


def test_how_sure_somebody_is_counts_and_only_where_the_passage_stays() -> None:
    first = COPY.passages[0]
    other = replace(first, statement=Statement.HYPOTHESIS if first.statement is Statement.FACT else Statement.FACT)
    assert only(replace(BEFORE, copy=replace(COPY, passages=(other, *COPY.passages[1:])))).part is Part.SURENESS
    gone = only(replace(BEFORE, copy=replace(COPY, passages=COPY.passages[1:])))
    assert (gone.part, gone.how) == (Part.PASSAGE, How.REMOVED)


def test_a_removed_indicator_is_shown_here_and_not_said_again_to_a_recipient() -> None:
    value = COPY.indicators[0].value
    found = only(replace(BEFORE, copy=replace(COPY, indicators=COPY.indicators[1:])))
    assert (found.part, found.name, found.how) == (Part.INDICATOR, value, How.REMOVED)
    assert value in said(found, How.REMOVED)
    assert told([found]) == (("Not said any more", "indicator: 1"),)


def test_a_new_indicator_is_told() -> None:
    new = replace(COPY.indicators[0], value="203.0.113.77")
    found = only(replace(BEFORE, copy=replace(COPY, indicators=(*COPY.indicators, new))))
    assert told([found]) == (("New", "indicator: 203.0.113.77"),)


def test_two_that_are_called_the_same_are_told_apart() -> None:
    twice = replace(BEFORE, copy=replace(COPY, components=(COPY.components[0], *COPY.components)))
    assert only(twice).how is How.ADDED


def test_terms_and_the_ask_are_compared() -> None:
    stricter = changes(BEFORE, replace(BEFORE, terms=Terms(tlp=Tlp.RED)))
    assert {(one.part, one.name) for one in stricter} == {(Part.TERM, "Label"), (Part.TERM, "Who may know")}
    by = only(replace(BEFORE, answer_by=datetime(2027, 1, 1, 12, tzinfo=UTC)))
    assert by.part is Part.ASK
    assert "By 2027-01-01 12:00:00 UTC" in said(by, How.ADDED)


@pytest.mark.parametrize(
    ("now", "how", "name"),
    [
        ((), How.REMOVED, "Vendor"),
        ((("party-1", "Vendor"), ("party-2", "ISAC")), How.ADDED, "ISAC"),
    ],
)
def test_who_else_gets_it_is_shown_here_and_told_to_nobody(
    now: tuple[tuple[str, str], ...], how: How, name: str
) -> None:
    found = only(replace(BEFORE, recipients=now))
    assert (found.part, found.how, found.name) == (Part.RECIPIENT, how, name)
    assert told([found]) == ()
