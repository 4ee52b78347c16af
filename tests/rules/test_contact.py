"""How it stands with a party and a group: silence in days, and open until somebody answers."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.contact import answer_of, check_decision, in_words, stand_of
from tocsin.vocab.contact import ContactAnswer, ContactGroup, NotContactedReason
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.feedback import FeedbackKind
from tocsin.vocab.party import PartyState
from tocsin.vocab.sharing import Contact, Involved

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PART = Involved(roles=("affected",), group="vendor", proposed_by="hand", by="person", at=NOON - 20 * DAY, sheet=None)
TOLD = replace(PART, answer="contacted", told_at=NOON - 9 * DAY)


def state(part: Involved, collected_at: datetime | None = None, now: datetime = NOON) -> tuple[PartyState, int]:
    stand = stand_of(part, collected_at=collected_at, now=now)
    return stand.state, stand.silent_days


def test_silence_is_counted_in_days_and_is_no_failure() -> None:
    assert state(TOLD) == (PartyState.SILENT, 9)
    assert in_words(stand_of(TOLD, collected_at=None, now=NOON)) == "no answer for 9 days"
    assert in_words(stand_of(TOLD, collected_at=NOON, now=NOON)) == "no answer for 9 days, collected"
    one_day = stand_of(replace(TOLD, told_at=NOON - DAY), collected_at=None, now=NOON)
    assert in_words(one_day) == "no answer for 1 day"


@pytest.mark.parametrize(
    ("part", "collected_at", "expected"),
    [
        (PART, None, PartyState.NOT_CONTACTED),
        (replace(PART, answer="deliberately_not_contacted"), None, PartyState.DELIBERATELY_NOT_CONTACTED),
        (replace(TOLD, told_at=NOON), None, PartyState.NOTIFIED),
        (replace(TOLD, told_at=NOON), NOON, PartyState.COLLECTED),
        (replace(TOLD, told_at=NOON), NOON - DAY, PartyState.NOTIFIED),
        (replace(PART, answer="contacted", decided_at=NOON), None, PartyState.NOTIFIED),
        (replace(PART, answer="contacted", decided_at=NOON - DAY), None, PartyState.SILENT),
        (replace(TOLD, said="acknowledged", said_at=NOON), None, PartyState.ACKNOWLEDGED),
        (replace(TOLD, said="fixed", said_at=NOON), None, PartyState.FIXED),
        (replace(TOLD, said="wider_requested", said_at=NOON), None, PartyState.ACKNOWLEDGED),
        (replace(PART, said="affected", said_at=NOON), None, PartyState.AFFECTED),
        (replace(TOLD, said="affected", said_at=NOON - 10 * DAY), None, PartyState.SILENT),
    ],
)
def test_a_party_has_one_state(part: Involved, collected_at: datetime | None, expected: PartyState) -> None:
    assert state(part, collected_at)[0] is expected


moments = st.none() | st.integers(-40, 0).map(lambda days: NOON + days * DAY)


parts = st.builds(
    lambda changes: replace(PART, **changes),
    st.fixed_dictionaries(
        {
            "answer": st.sampled_from([*ContactAnswer]),
            "told_at": moments,
            "said": st.none() | st.sampled_from([*FeedbackKind]),
            "said_at": moments,
            "decided_at": moments,
        }
    ),
)


@given(parts, moments)
def test_every_part_has_a_state_and_only_silence_has_days(part: Involved, collected_at: datetime | None) -> None:
    stand = stand_of(part, collected_at=collected_at, now=NOON)
    assert (stand.silent_days > 0) is (stand.state is PartyState.SILENT)
    assert in_words(stand)
    assert "fail" not in in_words(stand)


GROUP = ContactGroup.VENDOR


def contact(answer: str) -> Contact:
    return Contact(answer=answer, reason=None, by="person", at=NOON, sheet=None)


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (None, [], "open"),
        ("contacted", [], "contacted"),
        ("deliberately_not_contacted", [], "deliberately_not_contacted"),
        ("open", ["deliberately_not_contacted"], "deliberately_not_contacted"),
        (None, ["open", "contacted"], "contacted"),
        ("deliberately_not_contacted", ["contacted"], "contacted"),
        (None, ["deliberately_not_contacted", "open"], "open"),
        (None, ["deliberately_not_contacted", "deliberately_not_contacted"], "deliberately_not_contacted"),
    ],
)
def test_a_group_has_one_answer(whole: str | None, parts: list[str], expected: str) -> None:
    several = [replace(PART, answer=answer) for answer in parts]
    stranger = replace(PART, group="dependency", answer="contacted")
    assert answer_of(GROUP, contact(whole) if whole else None, [*several, stranger]) == expected


def test_a_reason_belongs_to_not_telling_and_to_nothing_else() -> None:
    for answer, reason in product(ContactAnswer, (None, NotContactedReason.EMBARGO)):
        fits = (answer is ContactAnswer.DELIBERATELY_NOT_CONTACTED) is (reason is not None)
        if fits:
            check_decision(answer, reason, "", None)
        else:
            with pytest.raises(BadInput, match="a reason belongs"):
                check_decision(answer, reason, "", None)


def test_another_reason_is_said() -> None:
    answer = ContactAnswer.DELIBERATELY_NOT_CONTACTED
    with pytest.raises(BadInput, match="has to be said"):
        check_decision(answer, NotContactedReason.OTHER, " ", None)
    check_decision(answer, NotContactedReason.OTHER, "they asked us not to", None)


def test_who_was_told_cannot_be_made_untold() -> None:
    for answer, reason in (
        (ContactAnswer.OPEN, None),
        (ContactAnswer.DELIBERATELY_NOT_CONTACTED, NotContactedReason.EMBARGO),
    ):
        with pytest.raises(ActNotAllowed, match="was told"):
            check_decision(answer, reason, "", TOLD)
    check_decision(ContactAnswer.CONTACTED, None, "", TOLD)
    check_decision(ContactAnswer.OPEN, None, "", PART)
