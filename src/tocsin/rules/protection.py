"""Protections on a day: what the dated rows say, and what to warn of.

A row that nobody verified never decides alone: it leaves the day unknown. Everything shown ends with its source, the
day of reading and "not legal advice".
"""

from datetime import date, timedelta

from msgspec import Struct

from tocsin.vocab.assertion import Assertion
from tocsin.vocab.catalogue import Certainty
from tocsin.vocab.dated import is_stale, legal_footer
from tocsin.vocab.ids import Key
from tocsin.vocab.protection import (
    Door,
    Interval,
    ProtectionCatalogue,
    ProtectionState,
    Qualification,
    RowState,
)

# A month is the shortest notice in which counsel can prepare contracts to take the statute's place.
WARN_DAYS = 30

STATES: dict[RowState, ProtectionState] = {
    RowState.IN_FORCE: ProtectionState.IN_FORCE,
    RowState.LAPSED: ProtectionState.LAPSED,
    RowState.UNKNOWN: ProtectionState.UNKNOWN,
}

SENTENCES: dict[ProtectionState, str] = {
    ProtectionState.IN_FORCE: "in force on this day, by the rows named",
    ProtectionState.LAPSED: "lapsed on this day, by the rows named",
    ProtectionState.TRANSITION_DAY: "transition day: ask counsel which state held at which hour",
    ProtectionState.UNKNOWN: "unknown on this day: ask counsel",
}


class ProtectionStatus(Struct, frozen=True, kw_only=True):
    """The state of a statute on one day, fit to be stamped on a share (R19). `rows` are the rows that speak of it."""

    statute: Key
    version: str
    day: date
    state: ProtectionState
    rows: tuple[Key, ...]
    certainty: Certainty | None  # of the least sure row; None where no row speaks of the day
    sunset: date | None  # the last day of the unbroken time in force; None where not in force or without a known end
    warning: str
    stale: bool
    text: str


def status_on(catalogue: ProtectionCatalogue, day: date, *, today: date, stale_after_days: int) -> ProtectionStatus:
    """What the catalogue says of `day`. `today` is the day of asking: it decides what was read too long ago."""
    rows = tuple(row for row in catalogue.intervals if _covers(row, day))
    state = _state(rows)
    sunset = _sunset(catalogue.intervals, rows) if state is ProtectionState.IN_FORCE else None
    read_on = min((row.read_on for row in rows), default=catalogue.header.read_on)
    stale = is_stale(read_on, today, stale_after_days)
    source = "; ".join(dict.fromkeys(row.source for row in rows)) or catalogue.header.source
    certainty = max((row.certainty for row in rows), key=_doubt, default=None)
    sure = f"Certainty: {certainty.value.replace('_', ' ')}." if certainty else ""
    warning = _warning(sunset, day)
    head = f"{catalogue.header.title}: {SENTENCES[state]}."
    words = (head, *(row.text for row in rows), sure, warning, legal_footer(read_on, source, stale=stale))
    return ProtectionStatus(
        statute=catalogue.header.catalogue_id,
        version=catalogue.header.version,
        day=day,
        state=state,
        rows=tuple(row.row for row in rows),
        certainty=certainty,
        sunset=sunset,
        warning=warning,
        stale=stale,
        text=" ".join(word for word in words if word),
    )


def door_of(catalogue: ProtectionCatalogue, channel: Key) -> Door | None:
    """The row of the door table for a channel; None means that nothing is known: ask counsel."""
    return next((door for door in catalogue.doors if channel in door.channels), None)


def door_text(catalogue: ProtectionCatalogue, channel: Key, *, today: date, stale_after_days: int) -> str:
    """What the screen may say about sending through `channel`."""
    door = door_of(catalogue, channel)
    read_on = door.read_on if door else catalogue.header.read_on
    footer = legal_footer(read_on, catalogue.header.source, stale=is_stale(read_on, today, stale_after_days))
    if door is None:
        return f"Nothing is recorded about the protections of this channel: ask counsel. {footer}"
    return (
        f"{door.name}. Freedom of information, privilege, regulatory use, antitrust: {door.other_protections} "
        f"Liability shield: {door.liability_shield} Certainty: {door.certainty.value.replace('_', ' ')}. {footer}"
    )


def qualification_notes(
    catalogue: ProtectionCatalogue, assertion: Assertion, *, today: date, stale_after_days: int
) -> tuple[str, ...]:
    """The remarks that stand beside one asserted field, each with its source and day of reading."""
    return tuple(
        f"{remark.note} {legal_footer(remark.read_on, remark.source, stale=_stale(remark, today, stale_after_days))}"
        for remark in catalogue.qualifications
        if (not remark.prongs or assertion.prong in remark.prongs)
        and (not remark.fields or assertion.field in remark.fields)
    )


def _stale(remark: Qualification, today: date, stale_after_days: int) -> bool:
    return is_stale(remark.read_on, today, stale_after_days)


def _covers(row: Interval, day: date) -> bool:
    return row.first <= day and (row.last is None or day <= row.last)


def _state(rows: tuple[Interval, ...]) -> ProtectionState:
    sayings = {STATES[_said(row)] for row in rows}
    if len(sayings) > 1:
        return ProtectionState.TRANSITION_DAY
    return sayings.pop() if sayings else ProtectionState.UNKNOWN


def _said(row: Interval) -> RowState:
    """What a row may be taken to say: an unverified one decides nothing."""
    return RowState.UNKNOWN if row.certainty in (Certainty.UNVERIFIED, Certainty.DESIGN) else row.state


def _sunset(intervals: tuple[Interval, ...], rows: tuple[Interval, ...]) -> date | None:
    """The last day of the time in force that follows without a gap and without a contradiction."""
    last = max(row.last or date.max for row in rows)
    while last < date.max:
        following = tuple(row for row in intervals if _covers(row, last + timedelta(days=1)))
        if not following or _state(following) is not ProtectionState.IN_FORCE:
            return last
        last = max(row.last or date.max for row in following)
    return None


def _warning(sunset: date | None, day: date) -> str:
    if sunset is None or (sunset - day).days > WARN_DAYS:
        return ""
    return (
        f"It is known to hold until {sunset.isoformat()} only: {(sunset - day).days} days. Prepare to share without it."
    )


def _doubt(certainty: Certainty) -> int:
    return list(Certainty).index(certainty)
