"""A form that is sent twice is one report; a number that was not handed out here is none."""

import pytest

from tocsin.stages.public_report import Full, Received
from tocsin.web import sent
from tocsin.web.sent import Sent, is_number, write_number

KEY = b"k" * 32


def test_the_same_form_twice_is_one_report_with_one_receipt() -> None:
    kept, made = Sent(), []

    def take() -> Received:
        made.append(1)
        return Received(receipt=f"report-a.{len(made)}", report="report-a")

    assert kept.once("one", take) == kept.once("one", take)
    assert len(made) == 1
    kept.once("two", take)
    assert len(made) == 2


def test_what_was_not_taken_in_can_be_sent_again() -> None:
    kept = Sent()
    assert kept.once("one", lambda: Full(waiting=50)) == Full(waiting=50)
    assert isinstance(kept.once("one", lambda: Received(receipt="a.b", report="a")), Received)


def test_only_the_newest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent, "MOST_KEPT", 1)
    kept = Sent()
    for number in ("one", "two"):
        kept.once(number, lambda: Received(receipt="a.b", report="a"))
    assert kept.once("one", lambda: Received(receipt="c.d", report="c")).receipt == "c.d"  # type: ignore[union-attr]


def test_a_number_is_one_of_ours() -> None:
    number = write_number(KEY, b"x" * 16)
    assert is_number(KEY, number)
    wrong = ["", "x", number[:-1], number[2:], f"00{number}", write_number(b"other", b"x" * 16), "é" * 64, number + "0"]
    assert not any(is_number(KEY, one) for one in wrong)
    assert not is_number(KEY, write_number(KEY, b""))
