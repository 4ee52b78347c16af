"""The public form over real HTTP: step by step without script, bounded, and closed unless somebody opened it."""

import json
import logging
import re
import socket
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.web.outsiders import CONTACT, HOSTILE, Outsider, opened, the_report
from tests.web.scene import KEY, running
from tocsin.stages import public_report, report
from tocsin.stages.house import house_of
from tocsin.vocab.errors import ChannelDown
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.public_report import PUBLIC_FORM
from tocsin.web.intake_form import TRAP
from tocsin.web.office import PUBLIC_POSTS, PUBLIC_REPORTS
from tocsin.web.question import QUESTIONS, STEPS
from tocsin.web.sent import write_number

MOST = LIMITS.public_bytes
FORM = "multipart/form-data; boundary=x"


@pytest.fixture
def base(story: DeskOfStories) -> Iterator[str]:
    """The address of a server whose public form is open."""
    with running(opened(story.desk)) as address:
        yield address


def ask(base: str, method: str, path: str, **more: object) -> httpx.Response:
    """One request of a stranger."""
    return httpx.request(method, base + path, trust_env=False, timeout=30, **more)  # type: ignore[arg-type]  # as httpx


def test_where_it_is_off_there_is_no_such_page(story: DeskOfStories) -> None:
    """Method by method, header by header: nobody can tell it from a page that never was."""
    varying = {"date"}
    with running(story.desk) as base:
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
            never = ask(base, method, "/no-such-page")
            for path in ("/intake", "/intake/", "/intake/report-x.y", "/intake/report-x.y/receipt", "//intake"):
                found = ask(base, method, path)
                assert (found.status_code, found.content) == (never.status_code, never.content), (method, path)
                assert {k: v for k, v in found.headers.items() if k not in varying} == {
                    k: v for k, v in never.headers.items() if k not in varying
                }
        big = {"content": b"x" * (MOST + 1)}
        assert ask(base, "POST", "/intake", **big).status_code == ask(base, "POST", "/no-such-page", **big).status_code


def test_a_report_goes_through_four_steps_and_is_the_forms_own(story: DeskOfStories, base: str) -> None:
    outsider = Outsider(base)
    assert outsider.page.status_code == 200
    assert "Report an AI security event" in outsider.page.text
    assert "Is it still going on?" in outsider.post(about="happened").text
    assert "How can we see it ourselves?" not in outsider.page.text
    said = outsider.post(account="It sent my mail on.", going_on="yes").text
    assert "Who may know what you report?" in said
    shown = outsider.post(contact="robin@example.org", name="Robin Vale", handling="amber").text
    assert all(words in shown for words in ("It sent my mail on.", "robin@example.org", "Robin Vale", "Yes"))
    assert story.desk.index.count("report") == 0  # nothing before it is sent
    answer = outsider.post("send", [("trace.txt", b"the page that did it")])
    assert answer.status_code == 303
    found = the_report(story.desk)
    assert found.means == "public_form"
    assert story.desk.case(found.case).opened_by == PUBLIC_FORM
    assert report.sheet_of(story.desk, found).contact == "robin@example.org"
    receipt = outsider.client.get(answer.headers["location"]).text
    copy = public_report.copy(story.desk, found)
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


def test_back_loses_nothing_and_what_is_not_asked_any_more_is_not_sent(story: DeskOfStories, base: str) -> None:
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
    assert outsider.post("send").status_code == 303
    copy = public_report.copy(story.desk, the_report(story.desk))
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


def test_every_field_of_the_form_takes_hostile_text_and_none_of_it_does_anything(
    story: DeskOfStories, base: str
) -> None:
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
        found = report.with_receipt(story.desk, path.rpartition("/")[2])
        assert found is not None
        report.answer(story.desk, found, "needs_information", HOSTILE)
        status = outsider.client.get(path).text
        assert "<script" not in status
        assert "⟨U+202E⟩" in status
        assert outsider.client.post(path, data={"text": HOSTILE}).status_code == 303
        assert "<script" not in outsider.client.get(path).text


@pytest.mark.parametrize("name", [one.name for one in QUESTIONS if one.options])
def test_a_closed_question_takes_none_but_its_own_answers(base: str, name: str) -> None:
    outsider = Outsider(base)
    fields = {"about": "weakness" if name in {"used", "published"} else "behaviour" if name == "again" else "happened"}
    fields |= {"account": "words", "step": "check", name: HOSTILE}
    answer = outsider.post("send", **fields)
    assert answer.status_code == 400
    assert "<script" not in answer.text


def test_a_form_sent_twice_is_one_report_with_one_receipt(story: DeskOfStories, base: str) -> None:
    outsider = Outsider(base)
    last = outsider.to_the_end()
    first = outsider.post("send")
    outsider.page = last
    second = outsider.post("send")
    assert first.headers["location"] == second.headers["location"]
    the_report(story.desk)


def test_a_form_that_was_not_handed_out_here_is_shown_again_and_takes_nothing_in(
    story: DeskOfStories, base: str
) -> None:
    outsider = Outsider(base)
    outsider.to_the_end()
    for number in ("", "x", write_number(b"other" * 7, b"x" * 16)):
        shown = outsider.post("send", number=number)
        assert shown.status_code == 400
        assert "Send it once more" in shown.text
    assert story.desk.index.count("report") == 0
    assert outsider.post("send").status_code == 303


def test_what_fills_in_the_hidden_field_is_told_so_and_loses_nothing(story: DeskOfStories, base: str) -> None:
    outsider = Outsider(base)
    outsider.to_the_end(account="A person with a helpful program.")
    caught = outsider.post("send", **{TRAP: "https://spam.example"})
    assert caught.status_code == 400
    assert "A person with a helpful program." in caught.text
    assert "clear it, and send again" in caught.text
    assert story.desk.index.count("report") == 0
    assert outsider.post("send").status_code == 303


def test_files_are_bounded_by_number_size_and_whole(story: DeskOfStories, base: str) -> None:
    outsider = Outsider(base)
    outsider.to_the_end()
    for files, said in (
        ([(f"{one}.txt", b"x") for one in range(LIMITS.public_files + 1)], "at most 5 files"),
        ([("big.bin", b"x" * (LIMITS.public_file_bytes + 1))], "at most 5 MB"),
        ([("empty.txt", b"")], "empty"),
    ):
        answer = outsider.post("send", files)
        assert answer.status_code == 400
        assert said in answer.text
        assert "again" in answer.text
    assert story.desk.index.count("item") == 0
    each = b"x" * LIMITS.public_file_bytes
    assert outsider.client.post("/intake", files=[("files", ("a", each))] * 3).status_code == 413


def test_what_no_page_of_ours_sends_is_refused_before_it_is_read(story: DeskOfStories, base: str) -> None:
    outsider = Outsider(base)
    whole = outsider.hidden() | {"go": "next", "about": "happened"}
    parts = [(name, (None, text)) for name, text in whole.items()]
    for wrong in (
        [*parts, ("admin", (None, "yes"))],
        [*parts, ("about", (None, "weakness"))],
        [("step", (None, "nowhere"))],
        [*parts, ("account", ("a.txt", b"a file in the place of words"))],
        [(f"x{one}", (None, "")) for one in range(200)],
    ):
        assert outsider.client.post("/intake", files=wrong).status_code == 400, wrong
    head = {"Content-Type": FORM}
    assert outsider.client.post("/intake", content=b"no form at all", headers=head).status_code == 400
    assert outsider.client.post("/intake", json={"step": "about"}).status_code == 400
    for elsewhere in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert outsider.client.post("/intake", files=parts, headers=elsewhere).status_code == 403
    assert story.desk.index.count("report") == 0


def test_too_large_a_form_is_refused_by_its_length_alone(base: str) -> None:
    host, port = base.removeprefix("http://").split(":")
    head = f"POST /intake HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: {MOST + 1}\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_a_body_that_never_says_its_length_is_cut_off(base: str) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
        for _ in range(20):
            yield b"x" * 1024 * 1024

    head = {"Content-Type": FORM}
    assert ask(base, "POST", "/intake", content=endless(), headers=head).status_code == 413


def test_beyond_so_many_unread_ones_it_says_come_another_way_and_loses_no_word(
    story: DeskOfStories, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_report, "MOST_WAITING", 1)
    Outsider(base).send()
    outsider = Outsider(base)
    outsider.to_the_end(account="The second one.")
    full = outsider.post("send")
    assert full.status_code == 503
    assert "come another way" in full.text
    assert "report@example.org" in full.text
    assert "The second one." in full.text
    report.answer(story.desk, the_report(story.desk), "reviewing", "")
    assert outsider.post("send").status_code == 303  # the same form, later


def test_one_origin_sends_a_few_an_hour_and_everybody_else_still_can(base: str) -> None:
    for number in range(PUBLIC_REPORTS):
        Outsider(base, **{"X-Forwarded-For": "9.9.9.9"}).send(account=f"Report {number}.")
    flooding = Outsider(base, **{"X-Forwarded-For": "9.9.9.9"})
    flooding.to_the_end(account="One more.")
    waits = flooding.post("send")
    assert waits.status_code == 429
    assert "One more." in waits.text
    Outsider(base, **{"X-Forwarded-For": "8.8.8.8"}).send(account="Somebody else.")
    Outsider(base).send(account="Somebody of whom nothing is known.")


def test_the_page_of_a_report_says_how_it_stands_asks_and_takes_one_answer(story: DeskOfStories, base: str) -> None:
    outsider = Outsider(base)
    path = outsider.send()
    assert "Nobody has looked at it yet." in outsider.client.get(path).text
    found = the_report(story.desk)
    assert outsider.client.post(path, data={"text": "Unasked."}).status_code == 400
    report.answer(story.desk, found, "needs_information", "Which day was it?")
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
        report.answer(story.desk, the_report(story.desk), state, f"Told: {state}.")
        assert f"Told: {state}." in outsider.client.get(path).text


def test_the_page_tells_nothing_of_the_case(story: DeskOfStories, base: str) -> None:
    outsider = Outsider(base)
    path = outsider.send()
    found = the_report(story.desk)
    case = story.desk.case(found.case)
    for page in (outsider.client.get(path), outsider.client.get(f"{path}/receipt")):
        assert page.status_code == 200
        for secret in (case.id, found.item, story.desk.org, story.desk.person, "Ada", "preliminary", "triage"):
            assert secret not in page.text


def test_a_wrong_address_opens_nothing_and_too_many_of_them_wait(base: str) -> None:
    path = Outsider(base).send()
    wrong = [f"{path}0", f"{path[:-1]}{'0' if path[-1] != '0' else '1'}", path.partition(".")[0], "/intake/x"]
    assert {ask(base, "GET", one).content for one in wrong} == {ask(base, "GET", "/no-such-page").content}
    assert ask(base, "GET", f"{wrong[0]}/receipt").status_code == 404
    assert ask(base, "GET", f"{wrong[0]}/receipt.json").status_code == 404
    assert {ask(base, "GET", wrong[0]).status_code for _ in range(40)} == {404, 429}
    assert ask(base, "GET", path).status_code == 200  # the right one opens all the same


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


def test_a_fault_while_it_is_taken_in_is_no_receipt(
    story: DeskOfStories, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outsider = Outsider(base)
    outsider.to_the_end()

    def broken(*_: object, **__: object) -> None:
        raise ChannelDown("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(public_report, "submit", broken)
        assert outsider.post("send").status_code == 503
    assert story.desk.index.count("report") == 0


def test_the_home_of_several_organizations_takes_reports_for_its_own(story: DeskOfStories) -> None:
    desk = opened(story.desk)
    house = replace(house_of(desk), orgs=lambda: (desk.org, "org-" + "1" * 26))
    with running(house, KEY) as base:
        Outsider(base).send()
    assert the_report(story.desk).means == "public_form"


def test_the_steps_are_numbered_and_named(base: str) -> None:
    outsider = Outsider(base)
    assert f"Step 1 of {len(STEPS)}" in outsider.page.text
    outsider.to_the_end()
    assert "Step 4 of 4: Check and send" in outsider.page.text
    assert CONTACT in outsider.page.text


def test_words_of_any_script_are_kept_sign_by_sign(story: DeskOfStories, base: str) -> None:
    """Joiners belong to Persian and to families of emoji: they are carried as they are, and only shown when read."""
    words = "می‌خواهم \u200d 👩‍👩‍👧 \u202e שלום\n\n  two  spaces\ttab"
    outsider = Outsider(base)
    outsider.post(about="happened")
    outsider.post(account=words, harm=words)
    outsider.post("back")
    assert words in unescape(outsider.page.text)
    outsider.post(account=words, harm=words)
    outsider.post()
    assert outsider.post("send").status_code == 303
    copy = public_report.copy(story.desk, the_report(story.desk))
    assert copy is not None
    assert (copy.told.account, copy.told.harm) == (words, words)


def test_many_pages_from_one_origin_wait_and_those_of_others_do_not(base: str) -> None:
    one = Outsider(base, **{"X-Forwarded-For": "9.9.9.9"})
    fields = [(name, (None, text)) for name, text in one.hidden().items()]
    answers = [one.client.post("/intake", files=fields) for _ in range(PUBLIC_POSTS + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {400}  # nothing was chosen
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert Outsider(base, **{"X-Forwarded-For": "8.8.8.8"}).post(about="happened").status_code == 200
    assert one.client.get("/intake").status_code == 200  # a look costs nothing
