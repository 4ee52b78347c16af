"""Tickets: of one secret, for a while."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from tocsin.stages.page import Answer
from tocsin.vocab.feedback import FeedbackKind
from tocsin.web.ticket import Ticket, read_ticket, write_ticket

KEY = b"k" * 32
TICKET = Ticket(token="token-1", until=NOON, number="1", answer=Answer(kind=FeedbackKind.QUESTION, text="Grüße\n?"))
BEFORE = NOON - timedelta(seconds=1)


def test_a_ticket_comes_back_as_it_was() -> None:
    assert read_ticket(KEY, "token-1", BEFORE, write_ticket(KEY, TICKET)) == TICKET


def test_it_is_worth_nothing_too_late_elsewhere_or_under_another_key() -> None:
    text = write_ticket(KEY, TICKET)
    assert read_ticket(KEY, "token-1", NOON, text) is None
    assert read_ticket(KEY, "token-2", BEFORE, text) is None
    assert read_ticket(b"x" * 32, "token-1", BEFORE, text) is None


@given(st.data())
def test_a_changed_ticket_is_none_or_the_same(data: st.DataObject) -> None:
    text = write_ticket(KEY, TICKET)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.characters()) + text[place + 1 :]
    assert read_ticket(KEY, "token-1", BEFORE, changed) in (None, TICKET)


@pytest.mark.parametrize("text", ["", "A", "AAAA", "!", "é", "A" * 50])
def test_what_is_no_ticket_is_none(text: str) -> None:
    assert read_ticket(KEY, "token-1", BEFORE, text) is None
