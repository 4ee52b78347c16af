"""The public form under abuse: bounded before it is read, in size, in number and in time, and nothing lost."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.builders import DeskOfStories
from tests.web.outsiders import Outsider, ask, base, count, desk, opened, report_at
from tests.web.scene import running
from tocsin.stages import public_report, report
from tocsin.stages.desk import Desk
from tocsin.vocab.limits import LIMITS
from tocsin.web.intake_form import TRAP
from tocsin.web.office import PUBLIC_POSTS, PUBLIC_REPORTS
from tocsin.web.sent import write_number

__all__ = ["base", "desk"]  # fixtures, asked for by name

MOST = LIMITS.public_bytes
FORM = "multipart/form-data; boundary=x"
Parts = list[tuple[str, tuple[str | None, str | bytes]]]


def test_where_it_is_off_there_is_no_such_page(story: DeskOfStories) -> None:
    """Method by method, header by header: nobody can tell it from a page that never was."""
    varying = {"date"}
    with running(story.desk) as base:
        for method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS", "TRACE"):
            never = ask(base, method, "/no-such-page")
            for path in ("/intake", "//intake/", "/intake/report-x.y/receipt"):
                found = ask(base, method, path)
                assert (found.status_code, found.content) == (never.status_code, never.content), (method, path)
                assert {k: v for k, v in found.headers.items() if k not in varying} == {
                    k: v for k, v in never.headers.items() if k not in varying
                }
        big = {"content": b"x" * (MOST + 1)}
        assert ask(base, "POST", "/intake", **big).status_code == ask(base, "POST", "/no-such-page", **big).status_code


def test_a_form_sent_twice_is_one_report_with_one_receipt(desk: Desk, base: str) -> None:
    outsider, before = Outsider(base), desk.index.count("report")
    last = outsider.to_the_end()
    first = outsider.post("send")
    outsider.page = last
    second = outsider.post("send")
    assert first.headers["location"] == second.headers["location"]
    assert desk.index.count("report") == before + 1


def test_a_form_that_was_not_handed_out_here_is_shown_again_and_takes_nothing_in(desk: Desk, base: str) -> None:
    outsider, before = Outsider(base), count(desk)
    outsider.to_the_end()
    for number in ("", "x", write_number(b"other" * 7, b"x" * 16)):
        shown = outsider.post("send", number=number)
        assert shown.status_code == 400
        assert "Send it once more" in shown.text
    assert count(desk) == before
    assert outsider.post("send").status_code == 303


def test_what_fills_in_the_hidden_field_is_told_so_and_loses_nothing(desk: Desk, base: str) -> None:
    outsider, before = Outsider(base), count(desk)
    outsider.to_the_end(account="A person with a helpful program.")
    caught = outsider.post("send", **{TRAP: "https://spam.example"})
    assert caught.status_code == 400
    assert "A person with a helpful program." in caught.text
    assert "clear it, and send again" in caught.text
    assert count(desk) == before
    assert outsider.post("send").status_code == 303


def test_files_are_bounded_by_number_size_and_whole(desk: Desk, base: str) -> None:
    outsider, before = Outsider(base), count(desk)
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
    assert count(desk) == before
    each = b"x" * LIMITS.public_file_bytes
    assert outsider.client.post("/intake", files=[("files", ("a", each))] * 3).status_code == 413


def test_what_no_page_of_ours_sends_is_refused_before_it_is_read(desk: Desk, base: str) -> None:
    outsider, before = Outsider(base), count(desk)
    whole = outsider.hidden() | {"go": "next", "about": "happened"}
    parts: Parts = [(name, (None, text)) for name, text in whole.items()]
    wrongs: list[Parts] = [
        [*parts, ("admin", (None, "yes"))],
        [*parts, ("about", (None, "weakness"))],
        [("step", (None, "nowhere"))],
        [*parts, ("account", ("a.txt", b"a file in the place of words"))],
        [(f"x{one}", (None, "")) for one in range(200)],
    ]
    for wrong in wrongs:
        assert outsider.client.post("/intake", files=wrong).status_code == 400, wrong
    head = {"Content-Type": FORM}
    assert outsider.client.post("/intake", content=b"no form at all", headers=head).status_code == 400
    assert outsider.client.post("/intake", json={"step": "about"}).status_code == 400
    for elsewhere in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert outsider.client.post("/intake", files=parts, headers=elsewhere).status_code == 403
    assert count(desk) == before


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
    desk: Desk, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Outsider(base).send()
    monkeypatch.setattr(public_report, "MOST_WAITING", public_report.waiting(desk))
    outsider = Outsider(base)
    outsider.to_the_end(account="The second one.")
    full = outsider.post("send")
    assert full.status_code == 503
    assert "come another way" in full.text
    assert "report@example.org" in full.text
    assert "The second one." in full.text
    report.answer(desk, report_at(desk, path), "reviewing", "")
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


def test_a_wrong_address_opens_nothing_and_too_many_of_them_wait(story: DeskOfStories) -> None:
    with running(opened(story.desk)) as base:
        _wrong_addresses(base)


def _wrong_addresses(base: str) -> None:
    path = Outsider(base).send()
    wrong = [f"{path}0", f"{path[:-1]}{'0' if path[-1] != '0' else '1'}", path.partition(".")[0], "/intake/x"]
    assert {ask(base, "GET", one).content for one in wrong} == {ask(base, "GET", "/no-such-page").content}
    assert ask(base, "GET", f"{wrong[0]}/receipt").status_code == 404
    assert ask(base, "GET", f"{wrong[0]}/receipt.json").status_code == 404
    assert {ask(base, "GET", wrong[0]).status_code for _ in range(30)} == {404, 429}
    assert ask(base, "GET", path).status_code == 200  # the right one opens all the same


def test_many_pages_from_one_origin_wait_and_those_of_others_do_not(base: str) -> None:
    one = Outsider(base, **{"X-Forwarded-For": "1.1.1.1"})
    fields = [(name, (None, text)) for name, text in one.hidden().items()]
    answers = [one.client.post("/intake", files=fields) for _ in range(PUBLIC_POSTS + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {400}  # nothing was chosen
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert Outsider(base, **{"X-Forwarded-For": "8.8.8.8"}).post(about="happened").status_code == 200
    assert one.client.get("/intake").status_code == 200  # a look costs nothing


@pytest.mark.parametrize("go", ["next", "back", "send", "elsewhere", ""])
@pytest.mark.parametrize("step", ["what", "you", "check"])
def test_a_form_that_skips_its_pages_is_led_back_to_the_first_that_is_wrong(base: str, step: str, go: str) -> None:
    for wrong in ({"about": "nonsense"}, {"about": "happened", "account": "words", "going_on": "perhaps"}, {}):
        answer = Outsider(base).post(go, **{"number": "", "step": step, **wrong})
        assert answer.status_code in {200, 400}
        assert "Check and send" not in answer.text


def test_signs_that_are_no_text_are_refused_and_odd_ones_are_kept(desk: Desk, base: str) -> None:
    def sent(text: bytes, name: bytes = b"a.txt") -> httpx.Response:
        fields = Outsider(base).hidden() | {"step": "check", "go": "send", "about": "happened"}
        parts = [
            f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()
        ]
        parts.append(b'Content-Disposition: form-data; name="account"\r\n\r\n' + text)
        parts.append(b'Content-Disposition: form-data; name="files"; filename="' + name + b'"\r\n\r\nwords')
        body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
        return ask(base, "POST", "/intake", content=body, headers={"Content-Type": FORM})

    assert sent(b"\xff\xfe not UTF-8").status_code == 400
    assert sent(b"words", b"\xff.txt").status_code in {303, 400}
    found = sent(b"a NUL \x00 and a bell \x07", b"con\x00.txt")
    assert found.status_code == 303
    assert report_at(desk, found.headers["location"]).means == "public_form"
