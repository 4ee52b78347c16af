"""Handling terms in words: each value has its sentence, what is not said is left out."""

import re
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum

import pytest

from tests.documents import TERMS, a_package
from tocsin.vocab.handling import (
    ACTIONS,
    ATTRIBUTION,
    ENCRYPTION,
    NOTIFICATION,
    PAP_USE,
    RESALE,
    handling,
    moment,
    sender_of,
    stricter_parts,
)
from tocsin.vocab.marking import (
    TLP_NAMES,
    AffectedPartyNotification,
    Attribution,
    EncryptInTransit,
    Pap,
    PermittedAction,
    Tlp,
    UnmodifiedResale,
)
from tocsin.vocab.terms import REACH, Terms


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (ENCRYPTION, EncryptInTransit),
        (ACTIONS, PermittedAction),
        (NOTIFICATION, AffectedPartyNotification),
        (RESALE, UnmodifiedResale),
        (ATTRIBUTION, Attribution),
        (PAP_USE, Pap),
    ],
)
def test_every_value_has_its_sentence_and_names_the_value(words: dict[Enum, str], values: type[Enum]) -> None:
    assert set(words) == set(values)
    assert len(set(words.values())) == len(words)
    for value, sentence in words.items():
        if value is not Attribution.CONFLICT:
            assert re.match(rf"(PAP:)?{re.escape(str(value.name if values is Pap else value.value))}: ", sentence)


@pytest.mark.parametrize("tlp", Tlp)
def test_the_label_comes_first_with_its_reach(tlp: Tlp) -> None:
    assert handling(Terms(tlp=tlp)) == (("Label", TLP_NAMES[tlp]), ("Who may know", REACH[tlp]))


def test_every_term_that_is_said_has_its_row() -> None:
    assert len(handling(TERMS)) == 11
    assert dict(handling(TERMS))["Terms end"] == "2026-06-22 12:00:00 UTC"


def test_a_sender_is_named_unless_the_terms_forbid_it() -> None:
    named = {each: sender_of("us", Terms(tlp=Tlp.RED, attribution=each)) for each in (None, *Attribution)}
    assert [each for each, name in named.items() if name == ""] == [Attribution.MUST_NOT, Attribution.CONFLICT]


def test_only_a_stricter_passage_loses_its_mark() -> None:
    assert stricter_parts(a_package()) == ()
    assert len(stricter_parts(a_package(terms=Terms(tlp=Tlp.CLEAR)))) == 2


def test_a_moment_is_said_in_utc() -> None:
    east = datetime(2026, 3, 24, 1, 0, tzinfo=timezone(timedelta(hours=2)))
    assert moment(east) == "2026-03-23 23:00:00 UTC"
    assert moment(None) == ""
    assert moment(datetime(2026, 3, 24, tzinfo=UTC)) == "2026-03-24 00:00:00 UTC"
