"""Nothing of a case fits into a notice, and nobody is told who was not named."""

import json
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.notice import (
    MOST_CASES,
    WORDS,
    Counted,
    Notice,
    Notices,
    Occasion,
    json_of,
    quiet_hours,
    subject_of,
    text_of,
)
from tocsin.vocab.promise import PromiseKind

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
CASE = "case-0123abcd"
LINE = Counted(occasion=Occasion.NEW, kind=PromiseKind.QUESTION, count=2, cases=(CASE,))
NOTICE = Notice(number="0" * 32, at=NOON, lines=(LINE,))


def test_a_notice_says_kinds_counts_cases_and_where_to_look() -> None:
    late = Counted(occasion=Occasion.OVERDUE, kind=PromiseKind.FAILED, count=1, cases=(CASE,), more_cases=3)
    notice = Notice(number="0" * 32, at=NOON, lines=(late, LINE))
    assert subject_of(notice) == "Tocsin: 1 overdue, 2 new"
    assert text_of(notice).splitlines() == [
        "This notice holds nothing of any case and needs no label.",
        "",
        "overdue:",
        "  1 delivery that did not arrive: case-0123abcd and 3 more",
        "",
        "new:",
        "  2 questions to answer: case-0123abcd",
        "",
        "Look: tocsin status --owe --owed",
    ]
    sent = json.loads(json_of(notice))
    assert (sent["number"], sent["at"], sent["text"]) == ("0" * 32, NOON.isoformat(), text_of(notice))
    assert [line["kind"] for line in sent["lines"]] == ["failed", "question"]


@given(st.text())
def test_no_text_fits_where_a_case_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="first signs"):
        Counted(occasion=Occasion.NEW, kind=PromiseKind.QUESTION, count=1, cases=(text,))


@pytest.mark.parametrize("whole", ["case-" + "0" * 26, f"{CASE}\n", "party-01234567", "case-0123ABCD", "case-0123abc"])
def test_nor_does_a_whole_id_or_that_of_something_else(whole: str) -> None:
    with pytest.raises(ValueError, match="first signs"):
        Counted(occasion=Occasion.NEW, kind=PromiseKind.QUESTION, count=1, cases=(whole,))


@pytest.mark.parametrize(("count", "cases"), [(0, (CASE,)), (1, ()), (9, (CASE,) * (MOST_CASES + 1))])
def test_a_line_counts_something_and_names_a_few_cases(count: int, cases: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="counts something"):
        Counted(occasion=Occasion.NEW, kind=PromiseKind.QUESTION, count=count, cases=cases)


@pytest.mark.parametrize(("number", "lines"), [("0" * 32, ()), ("0" * 31, (LINE,)), ("<script>" * 4, (LINE,))])
def test_a_notice_has_a_number_and_says_something(number: str, lines: tuple[Counted, ...]) -> None:
    with pytest.raises(ValueError, match="number"):
        Notice(number=number, at=NOON, lines=lines)


def test_every_kind_of_promise_has_its_words() -> None:
    assert set(WORDS) == set(PromiseKind)
    assert all(one != more for one, more in WORDS.values())


def test_by_default_nobody_is_told() -> None:
    nobody = Notices()
    assert (nobody.mail_to, nobody.webhook, nobody.secret_file, nobody.quiet) == ((), "", "", "")


def test_a_webhook_is_https_or_this_machine() -> None:
    for url in ("https://hooks.example/x?y=1", "https://hooks.example:8443", "http://127.0.0.1:9/x", "http://[::1]:9/"):
        assert Notices(webhook=url, secret_file="keys/hook").webhook == url


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"webhook": "http://hooks.example/", "secret_file": "x"}, "https"),
        ({"webhook": "http://127.0.0.1.evil.example/", "secret_file": "x"}, "https"),
        ({"webhook": "file:///etc/passwd", "secret_file": "x"}, "host"),
        ({"webhook": "ftp://hooks.example/", "secret_file": "x"}, "https"),
        ({"webhook": "https://", "secret_file": "x"}, "host"),
        ({"webhook": "https://me:pass@hooks.example/", "secret_file": "x"}, "login"),
        ({"webhook": "https://trusted.example@evil.example/", "secret_file": "x"}, "login"),
        ({"webhook": "https://hooks.example/#x", "secret_file": "x"}, "fragment"),
        ({"webhook": "https://hooks.example:99999/", "secret_file": "x"}, "ort"),
        ({"webhook": "https://hooks.example:0/", "secret_file": "x"}, "port"),
        ({"webhook": "https://hooks.example/\r\nHost: x", "secret_file": "x"}, "plain signs"),
        ({"webhook": "https://hööks.example/", "secret_file": "x"}, "plain signs"),
        ({"webhook": "https://hooks.example/" + "x" * 2000, "secret_file": "x"}, "plain signs"),
        ({"webhook": "https://hooks.example/"}, "go together"),
        ({"secret_file": "x"}, "go together"),
        ({"mail_to": ("Ada <ada@example.org>",)}, "plain mail address"),
        ({"mail_to": ("ada@example.org", "ada@example.org")}, "twice"),
        ({"interval_minutes": 0}, "interval"),
        ({"interval_minutes": 10_081}, "interval"),
        ({"quiet": "at night"}, "quiet"),
        ({"quiet": "24:00-07:00"}, "quiet"),
    ],
)
def test_what_could_lead_elsewhere_is_refused(settings: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Notices(**settings)  # type: ignore[arg-type]  # each of these is of its key's type


def test_quiet_hours_are_two_times_or_none() -> None:
    assert quiet_hours("22:00-07:30") == (time(22), time(7, 30))
    assert quiet_hours("") is None
