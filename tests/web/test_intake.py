"""The public form over real HTTP: step by step without script, bounded, and closed unless somebody opened it."""

import json
import logging
import re
from html import unescape

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.web.outsiders import CONTACT, HOSTILE, Outsider, ask, base, count, desk, opened, report_at
from tests.web.scene import KEY, running
from tocsin.stages import public_report, report
from tocsin.stages.desk import Desk
from tocsin.stages.house import house_of
from tocsin.vocab.errors import ChannelDown
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.public_report import PUBLIC_FORM
from tocsin.web.question import QUESTIONS, STEPS

__all__ = ["base", "desk"]  # fixtures, asked for by name

MOST = LIMITS.public_bytes
FORM = "multipart/form-data; boundary=x"


def test_a_report_goes_through_four_steps_and_is_the_forms_own(desk: Desk, base: str) -> None:
    outsider, before = Outsider(base), count(desk)
    assert outsider.page.status_code == 200
    assert "Report an AI security event" in outsider.page.text
    assert "Is it still going on?" in outsider.post(about="happened").text
    assert "How can we see it ourselves?" not in outsider.page.text
    said = outsider.post(account="It sent my mail on.", going_on="yes").text
    assert "Who may know what you report?" in said
    shown = outsider.post(contact="robin@example.org", name="Robin Vale", handling="amber").text
    assert all(words in shown for words in ("It sent my mail on.", "robin@example.org", "Robin Vale", "Yes"))
    assert count(desk) == before  # nothing before it is sent
    answer = outsider.post("send", [("trace.txt", b"the page that did it")])
    assert answer.status_code == 303
    found = report_at(desk, answer.headers["location"])
    assert found.means == "public_form"
    assert desk.case(found.case).opened_by == PUBLIC_FORM
    assert report.sheet_of(desk, found).contact == "robin@example.org"
    receipt = outsider.client.get(answer.headers["location"]).text
    copy = public_report.copy(desk, found)
    assert copy is not None
    assert all(words in receipt for words in ("Your report was received", copy.sha256, "trace.txt", "Robin Vale"))
    assert copy.told.files[0].sha256 in receipt


@pytest.mark.parametrize(
    ("about", "own", "others"),
    [
        ("weakness", "Does somebody use it already", "Is it still going on?"),
        ("behaviour", "Does it happen again", "Do you plan to publish"),
        ("unsure", "What did you see?", "Does it happen again"),
    ],
)
def test_what_is_asked_next_follows_from_the_answer(base: str, about: str, own: str, others: str) -> None:
    page = Outsider(base).post(about=about).text
    assert own in page
    assert others not in page


def test_back_loses_nothing_and_what_is_not_asked_any_more_is_not_sent(desk: Desk, base: str) -> None:
    outsider = Outsider(base)
    outsider.post(about="happened")
    outsider.post(account="My words.", noticed="On Monday.")
    assert "My words." in outsider.post("back", name="Robin").text
    assert 'value="happened" required checked' in outsider.post("back", account="My words.", noticed="On Monday.").text
    outsider.post(about="weakness")
    assert "My words." in outsider.page.text
    outsider.post(account="My words.")
    assert 'value="Robin"' in outsider.page.text
    assert "On Monday." not in re.sub(r"<input[^>]*>", "", outsider.post(name="Robin").text)
    copy = public_report.copy(desk, report_at(desk, outsider.post("send").headers["location"]))
    assert copy is not None
    assert (copy.told.noticed, copy.name) == ("", "Robin")


def test_what_is_missing_or_too_long_is_said_beside_it_and_stays(base: str) -> None:
    outsider = Outsider(base)
    assert outsider.post().status_code == 400
    assert "Choose one of the answers." in outsider.page.text
    outsider.post(about="happened")
    missing = outsider.post(account=" ", harm="x")
    assert missing.status_code == 400
    assert 'href="#account"' in missing.text
    assert missing.text.count("this is the one answer that we need") == 2
    long = outsider.post(account="w" * 20_001)
    assert long.status_code == 400
    assert "it has 20,001" in long.text
    assert "w" * 20_001 in long.text
    assert outsider.post(account="fine", going_on="perhaps").status_code == 400


def test_every_field_of_the_form_takes_hostile_text_and_none_of_it_does_anything(desk: Desk, base: str) -> None:
    words = {one.name: HOSTILE for one in QUESTIONS if not one.options}
    for about in ("happened", "weakness", "behaviour"):
        outsider = Outsider(base)
        outsider.post(about=about)
        pages = [outsider.post(**{name: text for name, text in words.items() if name not in {"name", "contact"}})]
        pages += [outsider.post(name=HOSTILE, contact=HOSTILE), outsider.post("back"), outsider.post("back")]
        pages += [outsider.post(**{name: words[name] for name in words if name not in {"name", "contact"}})]
        outsider.post(name=HOSTILE, contact=HOSTILE)
        answer = outsider.post("send", [(f"../{HOSTILE}.html", b"<script>alert(2)</script>")])
        assert answer.status_code == 303, answer.text
        path = answer.headers["location"].removesuffix("/receipt?new")
        pages += [outsider.client.get(path), outsider.client.get(f"{path}/receipt")]
        for page in pages:
            assert page.status_code == 200
            assert "<script" not in page.text
            assert "&lt;script&gt;" in page.text or page is pages[-2]
            assert "\u202e" not in re.sub(r'value="[^"]*"|<textarea[^<]*</textarea>', "", page.text)
            assert 'href="javascript:' not in page.text
        found = report.with_receipt(desk, path.rpartition("/")[2])
        assert found is not None
        report.answer(desk, found, "needs_information", HOSTILE)
        status = outsider.client.get(path).text
        assert "<script" not in status
        assert "⟨U+202E⟩" in status
        assert outsider.client.post(path, data={"text": HOSTILE}).status_code == 303
        assert "<script" not in outsider.client.get(path).text


def test_a_closed_question_takes_none_but_its_own_answers(base: str) -> None:
    outsider, of = Outsider(base), {"used": "weakness", "published": "weakness", "again": "behaviour"}
    number = outsider.hidden()["number"]
    for name in (one.name for one in QUESTIONS if one.options):
        fields = {
            "number": number,
            "about": of.get(name, "happened"),
            "account": "words",
            "step": "check",
            name: HOSTILE,
        }
        answer = outsider.client.post(
            "/intake", files=[(key, (None, text)) for key, text in (fields | {"go": "send"}).items()]
        )
        assert answer.status_code == 400, name
        assert "<script" not in answer.text


def test_the_page_of_a_report_says_how_it_stands_asks_and_takes_one_answer(desk: Desk, base: str) -> None:
    outsider = Outsider(base)
    path = outsider.send()
    assert "Nobody has looked at it yet." in outsider.client.get(path).text
    found = report_at(desk, path)
    assert outsider.client.post(path, data={"text": "Unasked."}).status_code == 400
    report.answer(desk, found, "needs_information", "Which day was it?")
    assert "Which day was it?" in outsider.client.get(path).text
    assert outsider.client.post(path, data={"text": " "}).status_code == 400
    long = outsider.client.post(path, data={"text": "w" * 10_001})
    assert (long.status_code, "w" * 10_001 in long.text) == (400, True)
    assert outsider.client.post(path, data={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert outsider.client.post(path, data={"text": "On Monday."}).status_code == 303
    page = outsider.client.get(path).text
    assert all(words in page for words in ("Your answer arrived", "On Monday.", "Which day was it?"))
    late = outsider.client.post(path, data={"text": "And on Tuesday."})
    assert late.status_code == 400
    assert "And on Tuesday." in late.text
    for state in ("reviewing", "accepted", "passed_on", "declined", "resolved"):
        report.answer(desk, report_at(desk, path), state, f"Told: {state}.")
        assert f"Told: {state}." in outsider.client.get(path).text


def test_the_page_tells_nothing_of_the_case(desk: Desk, base: str) -> None:
    outsider = Outsider(base)
    path = outsider.send()
    found = report_at(desk, path)
    case = desk.case(found.case)
    for page in (outsider.client.get(path), outsider.client.get(f"{path}/receipt")):
        assert page.status_code == 200
        for secret in (case.id, found.item, desk.org, desk.person, "Ada", "preliminary", "triage"):
            assert secret not in page.text


def test_the_receipt_is_a_file_to_keep_and_never_shown(base: str) -> None:
    path = Outsider(base).send(name="Robin Vale")
    found = ask(base, "GET", f"{path}/receipt.json")
    assert found.headers["content-disposition"].startswith('attachment; filename="report-')
    assert found.headers["x-content-type-options"] == "nosniff"
    said = json.loads(found.content)
    assert said["kind"] == "tocsin-intake-receipt/1"
    assert "Robin Vale" not in found.text
    assert path.rpartition(".")[2] not in found.text  # the secret stays out of what is handed on


def test_every_page_keeps_to_itself(base: str) -> None:
    outsider = Outsider(base)
    path = outsider.send()
    for page in (ask(base, "GET", "/intake"), ask(base, "GET", path), ask(base, "GET", f"{path}/receipt")):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "set-cookie" not in page.headers
        assert not re.search(r"<(?:script|img|link|iframe|svg)|src=|style=", page.text)


def test_no_log_holds_a_secret_address_or_a_word_of_a_report(base: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = Outsider(base).send(account="Words that stay here.")
    ask(base, "GET", path)
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("http")]  # not what the client says
    assert not any(path.rpartition(".")[2] in line or "Words that stay here." in line for line in ours)


def test_a_fault_while_it_is_taken_in_is_no_receipt(desk: Desk, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    outsider, before = Outsider(base), count(desk)
    outsider.to_the_end()

    def broken(*_: object, **__: object) -> None:
        raise ChannelDown("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(public_report, "submit", broken)
        assert outsider.post("send").status_code == 503
    assert count(desk) == before


def test_the_home_of_several_organizations_takes_reports_for_its_own(story: DeskOfStories) -> None:
    desk = opened(story.desk)
    house = replace(house_of(desk), orgs=lambda: (desk.org, "org-" + "1" * 26))
    with running(house, KEY) as base:
        assert report_at(desk, Outsider(base).send()).means == "public_form"


def test_the_steps_are_numbered_and_named(base: str) -> None:
    outsider = Outsider(base)
    assert f"Step 1 of {len(STEPS)}" in outsider.page.text
    outsider.to_the_end()
    assert "Step 4 of 4: Check and send" in outsider.page.text
    assert CONTACT in outsider.page.text


def test_words_of_any_script_are_kept_sign_by_sign(desk: Desk, base: str) -> None:
    """Joiners belong to Persian and to families of emoji: they are carried as they are, and only shown when read."""
    words = "می‌خواهم \u200d 👩‍👩‍👧 \u202e שלום\n\n  two  spaces\ttab"
    outsider = Outsider(base)
    outsider.post(about="happened")
    outsider.post(account=words, harm=words)
    outsider.post("back")
    assert words in unescape(outsider.page.text)
    outsider.post(account=words, harm=words)
    outsider.post()
    copy = public_report.copy(desk, report_at(desk, outsider.post("send").headers["location"]))
    assert copy is not None
    assert (copy.told.account, copy.told.harm) == (words, words)
