"""Protections by date: what the rows say of a day, of a door, of a field; and what nobody may conclude from them."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.protection import door_of, door_text, qualification_notes, status_on
from tocsin.store.catalogues import load
from tocsin.vocab.assertion import Assertion, Counsel, Prong
from tocsin.vocab.catalogue import Certainty
from tocsin.vocab.protection import Interval, ProtectionCatalogue, ProtectionState, RowState
from tocsin.vocab.route import RouteCatalogue

(CISA_2015,) = load("protections", ProtectionCatalogue, None)
TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2015, 1, 1), date(2028, 12, 31))
FORCE, LAPSED, TRANSITION, UNKNOWN = ProtectionState


@pytest.mark.parametrize(
    ("day", "state", "rows", "certainty"),
    [
        ("2015-12-17", UNKNOWN, (), None),
        ("2015-12-18", FORCE, ("2015-12-18",), Certainty.ESTABLISHED),
        ("2025-09-30", FORCE, ("2015-12-18",), Certainty.ESTABLISHED),
        ("2025-10-01", LAPSED, ("2025-10-01",), Certainty.ESTABLISHED),
        ("2025-11-11", LAPSED, ("2025-10-01",), Certainty.ESTABLISHED),
        ("2025-11-12", TRANSITION, ("2025-10-01", "2025-11-12"), Certainty.ESTABLISHED),
        ("2025-11-13", FORCE, ("2025-11-12",), Certainty.ESTABLISHED),
        ("2026-01-30", FORCE, ("2025-11-12",), Certainty.ESTABLISHED),
        ("2026-01-31", LAPSED, ("2026-01-31",), Certainty.ESTABLISHED),
        ("2026-02-02", LAPSED, ("2026-01-31",), Certainty.ESTABLISHED),
        ("2026-02-03", TRANSITION, ("2026-01-31", "2026-02-03"), Certainty.ESTABLISHED),
        ("2026-02-04", FORCE, ("2026-02-03",), Certainty.ESTABLISHED),
        ("2026-09-30", FORCE, ("2026-02-03",), Certainty.ESTABLISHED),
        ("2026-10-01", FORCE, ("2026-10-01",), Certainty.SECONDARY),
        ("2026-12-11", FORCE, ("2026-10-01",), Certainty.SECONDARY),
        ("2026-12-12", UNKNOWN, ("2026-12-12",), Certainty.UNVERIFIED),
        ("2030-01-01", UNKNOWN, ("2026-12-12",), Certainty.UNVERIFIED),
    ],
)
def test_each_day_is_what_its_rows_say(
    day: str, state: ProtectionState, rows: tuple[str, ...], certainty: Certainty | None
) -> None:
    status = status_on(CISA_2015, date.fromisoformat(day), today=TODAY, stale_after_days=90)
    assert (status.state, status.rows, status.certainty) == (state, rows, certainty)


@pytest.mark.parametrize(
    ("day", "sunset", "warned"),
    [
        ("2025-08-30", "2025-09-30", False),
        ("2025-08-31", "2025-09-30", True),
        ("2026-09-15", "2026-12-11", False),  # the next row follows without a gap
        ("2026-11-10", "2026-12-11", False),
        ("2026-11-11", "2026-12-11", True),
        ("2026-11-23", "2026-12-11", True),
        ("2026-12-11", "2026-12-11", True),
        ("2025-10-15", None, False),
        ("2026-12-12", None, False),
    ],
)
def test_the_warning_begins_thirty_days_before_the_sunset(day: str, sunset: str | None, warned: bool) -> None:
    status = status_on(CISA_2015, date.fromisoformat(day), today=TODAY, stale_after_days=90)
    assert (status.sunset and status.sunset.isoformat()) == sunset
    assert bool(status.warning) is warned
    assert status.warning in status.text


@given(DAYS)
def test_everything_shown_ends_with_source_day_and_not_legal_advice(day: date) -> None:
    status = status_on(CISA_2015, day, today=TODAY, stale_after_days=90)
    assert status.text.endswith("Not legal advice.")
    assert "Source: " in status.text
    assert "Read on 2026-11-23." in status.text


@given(DAYS)
def test_an_unverified_row_never_decides(day: date) -> None:
    doubted = replace(
        CISA_2015, intervals=tuple(replace(row, certainty=Certainty.UNVERIFIED) for row in CISA_2015.intervals)
    )
    assert status_on(doubted, day, today=TODAY, stale_after_days=90).state is UNKNOWN


@given(DAYS)
def test_no_rows_at_all_say_nothing(day: date) -> None:
    empty = replace(CISA_2015, intervals=())
    assert status_on(empty, day, today=TODAY, stale_after_days=90).state is UNKNOWN


def test_a_retroactive_extension_is_a_new_row_and_leaves_the_lapse_readable() -> None:
    new = Interval(
        row="2025-10-01-retroactive",
        first=date(2025, 10, 1),
        last=date(2025, 11, 11),
        state=RowState.IN_FORCE,
        text="Extended backwards.",
        source="A later Act",
        certainty=Certainty.ESTABLISHED,
        read_on=TODAY,
    )
    status = status_on(
        replace(CISA_2015, intervals=(*CISA_2015.intervals, new)),
        date(2025, 10, 15),
        today=TODAY,
        stale_after_days=90,
    )
    assert status.state is TRANSITION
    assert status.rows == ("2025-10-01", "2025-10-01-retroactive")


@pytest.mark.parametrize(("age", "stale"), [(0, False), (90, False), (91, True), (-1, True)])
def test_an_old_reading_is_flagged(age: int, stale: bool) -> None:
    today = TODAY + timedelta(days=age)
    status = status_on(CISA_2015, TODAY, today=today, stale_after_days=90)
    assert status.stale is stale
    assert ("too long ago" in status.text) is stale


# The door table cell by cell: who speaks for a channel, and what the shield is said to be.
DOORS = {
    "ais": ("ais", "assured route."),
    "cisa_cti_form": ("indicator_web_form", "assured route; the present status of the form is unverified."),
    "jcdc_email": ("jcdc_email", "ask counsel"),
    "isac": ("non_federal", "if done in accordance with the Act."),
    "affected_partner": ("non_federal", "if done in accordance with the Act."),
    "vince": ("coordinators_and_vendors", "ask counsel."),
    "mitre_ai_incidents": ("coordinators_and_vendors", "ask counsel."),
    "flare_ai": ("coordinators_and_vendors", "ask counsel."),
    "vendor_psirt": ("coordinators_and_vendors", "ask counsel."),
    "pcii": ("pcii", "none by this statute."),
}


@pytest.mark.parametrize("channel", DOORS)
def test_each_door_says_what_was_read_and_no_more(channel: str) -> None:
    door = door_of(CISA_2015, channel)
    assert door is not None
    assert door.door == DOORS[channel][0]
    assert door.liability_shield.startswith(DOORS[channel][1])
    assert door_text(CISA_2015, channel, today=TODAY, stale_after_days=90).endswith("Not legal advice.")


def test_a_channel_without_a_row_is_a_question_for_counsel() -> None:
    assert door_of(CISA_2015, "cisa_phone") is None
    text = door_text(CISA_2015, "cisa_phone", today=TODAY, stale_after_days=90)
    assert "ask counsel" in text
    assert text.endswith("Not legal advice.")


def test_every_channel_of_a_door_is_in_the_route_catalogues() -> None:
    known = {channel.channel_id for routes in load("routes", RouteCatalogue, None) for channel in routes.channels}
    assert {channel for door in CISA_2015.doors for channel in door.channels} <= known


def _notes(prong: Prong, field: str = "technical_details") -> tuple[str, ...]:
    assertion = Assertion(
        field=field, prong=prong, proprietary=False, counsel=Counsel.NOT_ASKED, asserted_by="person-" + "0" * 26
    )
    return qualification_notes(CISA_2015, assertion, today=TODAY, stale_after_days=90)


def test_a_field_that_is_neither_may_have_no_protection() -> None:
    assert any("may have none of the protections" in note for note in _notes(Prong.NEITHER))
    assert not any("may have none of the protections" in note for note in _notes(Prong.METHOD))


def test_a_harmful_measure_is_named_beside_a_defensive_measure_only() -> None:
    assert any("is not a defensive measure" in note for note in _notes(Prong.DEFENSIVE_MEASURE))
    assert not any("is not a defensive measure" in note for note in _notes(Prong.METHOD))


@pytest.mark.parametrize("prong", Prong)
def test_every_prong_has_words_and_notes_with_their_source(prong: Prong) -> None:
    assert [text for text in CISA_2015.prongs if text.prong is prong]
    notes = _notes(prong)
    assert notes
    assert all(note.endswith("Not legal advice.") and "Source: " in note for note in notes)


def test_a_note_for_one_field_stays_with_that_field() -> None:
    tied = replace(CISA_2015, qualifications=(replace(CISA_2015.qualifications[0], prongs=(), fields=("impact",)),))
    assertion = Assertion(
        field="impact",
        prong=Prong.HARM,
        proprietary=False,
        counsel=Counsel.ASKED,
        asserted_by="person-" + "0" * 26,
    )
    assert len(qualification_notes(tied, assertion, today=TODAY, stale_after_days=90)) == 1
    elsewhere = replace(assertion, field="contact")
    assert qualification_notes(tied, elsewhere, today=TODAY, stale_after_days=90) == ()


def test_what_remains_without_the_statute_is_written_down() -> None:
    assert len(CISA_2015.without) == 4


def test_the_catalogue_survives_its_own_form() -> None:
    assert msgspec.convert(msgspec.to_builtins(CISA_2015), ProtectionCatalogue) == CISA_2015
