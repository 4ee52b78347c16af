"""What is read of a form, and where a form may lead back to."""

from datetime import UTC, datetime

import pytest

from tests.builders import DeskOfStories
from tests.web.desk.visitor import visitor
from tocsin.vocab.errors import BadInput
from tocsin.web.desk.visit import Form, to


def test_texts_come_without_the_spaces_around_them() -> None:
    form = Form({"a": [" x\r\ny "], "b": ["", "1", "2"]})
    assert (form.get("a"), form.get("none"), form.all("b")) == ("x\ny", "", ("1", "2"))
    assert (form.has("a"), form.has("none")) == (True, False)


@pytest.mark.parametrize("text", ["2026-12-01T18:00Z", "2026-12-01T18:00", "2026-12-01 19:00+01:00", "20261201T1800Z"])
def test_a_moment_is_read_as_people_write_it(text: str) -> None:
    assert Form({"at": [text]}).moment("at") == datetime(2026, 12, 1, 18, tzinfo=UTC)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "9999-12-31T23:59-23:59"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no moment"):
        Form({"at": [text]}).moment("at")
    assert Form({"at": ["  "]}).moment("at") is None


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ("/cases/c7", "/cases/c7"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere", "/"),
        ("https://elsewhere", "/"),
        ("", "/"),
    ],
)
def test_a_form_leads_back_to_a_page_of_ours_alone(given: str, leads: str) -> None:
    assert Form({"from": [given]}).page_before == leads


@pytest.mark.parametrize(
    ("before", "ticked", "leads"),
    [
        ("/shares/s1", ["party-a", "party-b"], "/shares/s1?ticked=party-a%2Cparty-b"),
        ("/shares/s1?to=x&ticked=party-c", ["party-a"], "/shares/s1?to=x&ticked=party-a"),
        ("/shares/s1?to=x", [], "/shares/s1?to=x"),
        ("/shares/s1", ["p" * 9_000], "/shares/s1"),
        ("//elsewhere.example", ["party-a"], "/?ticked=party-a"),
    ],
)
def test_whoever_was_spared_is_spared_behind_an_error(before: str, ticked: list[str], leads: str) -> None:
    assert Form({"from": [before], "recipient": ticked}).page_before_as_left == leads


def test_what_was_done_is_said_on_the_next_page() -> None:
    assert to("/cases?a=b", "It is done.").headers["Location"] == "/cases?a=b&done=It%20is%20done."
    assert to("/cases").status_code == 303


def test_a_sentence_that_nobody_here_wrote_is_not_shown_as_ours(story: DeskOfStories, server: str) -> None:
    browser = visitor(story, server)
    for path in ("/cases?done=Call+us+at+once", "/cases?done=Call+us+at+once&by=0123456789abcdef"):
        assert "Call us at once" not in browser.get(path).text
    browser.get("/cases/new")
    made = browser.send("/cases/new", name="A name").headers["location"]
    assert "The case is open." in browser.get(made).text
    assert "The case is open." not in visitor(story, server).get(made).text
