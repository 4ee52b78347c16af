"""The recipient page over real HTTP: what it shows, what it proves, and that nobody else learns of it."""

import logging
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser

import httpx
import pytest
from msgspec.structs import replace

from tests.documents import HOSTILE, a_package, with_text
from tests.web.pages import NAME, Recipient, a_document, hidden, strict
from tests.web.scene import Scene, until
from tocsin.stages.feedback import feedback_on
from tocsin.stages.share import find
from tocsin.stages.token import revoke_token
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.marking import Tlp
from tocsin.vocab.sharing import Delivery, Feedback
from tocsin.vocab.sheet import NoteSheet


def answers(recipient: Recipient) -> Sequence[Feedback]:
    """What the desk has recorded of a recipient's share."""
    return feedback_on(recipient.scene.desk, find(recipient.scene.desk, recipient.delivery.share))


def test_the_page_says_mark_title_ask_and_document_in_this_order(scene: Scene, server: str) -> None:
    page = Recipient(scene, server).get()
    assert page.status_code == 200
    said = ["TLP:AMBER", "Your organisation, and those of your clients", "Poisoned tool description"]
    said += ["more terms apply", "What is asked of you", "Tell us whether you run the package.", "By 27 March 2026"]
    said += ["What the document says", "collector[.]example[.]net", "Your answer", "The document as a file"]
    places = [page.text.index(words) for words in said]
    assert places == sorted(places)


def test_nothing_is_on_the_page_that_is_not_in_the_document_or_its_terms(scene: Scene, server: str) -> None:
    invented = replace(a_document(), sheet=replace(a_document().sheet, title=NAME, ask="Pay 100 coins to X."))
    for page in (Recipient(scene, server).get(), Recipient(scene, server, invented).get()):
        assert NAME not in page.text
        assert "100 coins" not in page.text


def test_every_answer_has_the_headers_that_keep_a_page_to_itself(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    for answer in (recipient.get(), recipient.get("/p/none"), recipient.post(step="choose", answer="fixed")):
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src" not in policy
        assert "set-cookie" not in answer.headers
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


class _Loads(HTMLParser):
    """What a browser would run, load or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is more than text, or that leads away."""
        for name, value in attrs:
            leads = name in {"src", "srcset", "action", "formaction", "data", "poster", "background"}
            if leads or name.startswith("on") or (name == "href" and not re.match(r"#|$", value or "")):
                self.found.append(f"{tag} {name}")
        if tag in {"script", "img", "iframe", "object", "embed", "link", "svg", "base", "b"}:
            self.found.append(tag)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(scene: Scene, server: str, hostile: str) -> None:
    recipient = Recipient(scene, server, a_document(with_text(a_package(), hostile)))
    shown = [recipient.get(), recipient.post(step="choose", answer="question", text=hostile or "x")]
    for page in shown:
        assert page.status_code == 200
        loads = _Loads()
        loads.feed(page.text)
        assert loads.found == []
        assert "\u202e" not in page.text
        assert "\u200b" not in page.text


def test_a_look_changes_and_proves_nothing(scene: Scene, server: str) -> None:
    recipient, before = Recipient(scene, server), scene.desk.log.size
    size = before()
    for _ in range(3):
        recipient.get()
    recipient.post(step="choose", answer="acknowledged")
    recipient.post(step="choose", answer="download")
    assert scene.desk.log.size() == size
    assert scene.state(recipient.delivery) == DeliveryState.SENT


@pytest.mark.parametrize("kind", ["acknowledged", "affected", "not_affected", "investigating", "fixed"])
def test_an_answer_is_recorded_after_its_confirmation(scene: Scene, server: str, kind: str) -> None:
    recipient = Recipient(scene, server)
    done = recipient.confirmed(answer=kind, text="Grüße\r\nzwei")
    assert "Your answer was recorded" in done.text
    (found,) = answers(recipient)
    assert (found.kind, found.means, found.delivery) == (kind, "page", recipient.delivery.id)
    sheet = scene.desk.sheet(found.sheet, NoteSheet)
    assert sheet is not None
    assert sheet.text == "Grüße\nzwei"
    assert scene.state(recipient.delivery) == DeliveryState.ACKNOWLEDGED
    assert "What you have answered here" in recipient.get().text


def test_known_already_says_since_when_and_from_what(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    recipient.confirmed(answer="known_already", since="2026-03-01", source="vendor")
    (found,) = answers(recipient)
    assert found.known_since is not None
    assert (found.known_since.date().isoformat(), found.known_from) == ("2026-03-01", "vendor")


def test_the_same_confirmation_twice_is_one_answer(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    ticket = hidden(recipient.post(step="choose", answer="affected"), "ticket")
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: recipient.post(step="confirm", ticket=ticket).status_code, range(8)))
    assert set(sent) == {200}
    assert len(answers(recipient)) == 1


def test_answers_of_many_at_once_are_all_recorded(scene: Scene, server: str) -> None:
    recipients = [Recipient(scene, server) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.confirmed(answer="affected"), recipients))
    assert [len(answers(one)) for one in recipients] == [1] * 6


def test_a_download_is_collected_and_holds_the_approved_bytes(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    answer = recipient.confirmed(answer="download")
    assert answer.content == recipient.document.payload
    assert sha256(answer.content).hexdigest() in recipient.get().text
    assert answer.headers["content-disposition"] == f'attachment; filename="{recipient.document.file_name}"'
    until(lambda: scene.state(recipient.delivery) == DeliveryState.COLLECTED)
    found = scene.desk.index.get("delivery", recipient.delivery.id)
    assert isinstance(found, Delivery)
    assert found.reason == "downloaded"


@pytest.mark.parametrize("name", ['a";evil="b.html', "a\r\nSet-Cookie: x.html", "../../etc/passwd", "Grüße.html"])
def test_a_file_name_cannot_change_the_headers(scene: Scene, server: str, name: str) -> None:
    answer = Recipient(scene, server, a_document(file_name=name)).confirmed(answer="download")
    found = re.fullmatch(r'attachment; filename="([A-Za-z0-9._-]+)"', answer.headers["content-disposition"])
    assert found is not None
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"answer": "question", "text": "  "}, "Write your question."),
        ({"answer": "everything"}, "Choose one of the answers."),
        ({}, "Choose one of the answers."),
        ({"answer": "answer", "text": "ours to give"}, "Choose one of the answers."),
        ({"answer": "correction_confirmed"}, "Choose one of the answers."),
        ({"answer": "affected", "text": "x" * 4_001}, "Say it in 4,000 characters or fewer"),
        ({"answer": "known_already", "since": "2999-01-01", "source": "vendor"}, "today or earlier"),
        ({"answer": "known_already", "since": "2026-03-01", "source": "a friend"}, "what kind of source"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    scene: Scene, server: str, fields: dict[str, str], said: str
) -> None:
    recipient = Recipient(scene, server)
    page = recipient.post(step="choose", **fields)
    assert page.status_code == 400
    assert said in page.text
    assert "Nothing was sent yet" in page.text
    assert fields.get("text", "").strip() in page.text
    assert not answers(recipient)


def plain(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything that is seen but the date."""
    return (
        answer.status_code,
        answer.content,
        sorted(item for item in answer.headers.multi_items() if item[0] != "date"),
    )


def test_unknown_expired_revoked_wrong_and_foreign_look_the_same(scene: Scene, server: str) -> None:
    revoked, expired, foreign = Recipient(scene, server), Recipient(scene, server), Recipient(scene, server)
    open_still = Recipient(scene, server)
    revoke_token(scene.desk, revoked.link.token.id, "lost")
    paths = [
        "/p/x",
        revoked.link.path,
        open_still.link.path[:-1] + ("A" if open_still.link.path[-1] != "A" else "E"),
        f"/p/tocsin_{'0' * 26}_{'A' * 43}",
        f"/p/{foreign.partner.secret}",  # of the right party, for another door
    ]
    looks = {repr(plain(open_still.get(path))) for path in paths}
    scene.story.clock.tick(timedelta(days=31))
    looks.add(repr(plain(expired.get())))
    assert len(looks) == 1
    assert "(404," in looks.pop()


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.BOUNCED])
def test_a_document_that_was_not_sent_has_no_page(scene: Scene, server: str, state: DeliveryState) -> None:
    assert Recipient(scene, server, a_document(until=state)).get().status_code == 404


def test_a_purged_document_has_no_page(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    scene.desk.vault.destroy(recipient.delivery.payload)
    assert plain(recipient.get()) == plain(recipient.get("/p/x"))


def test_wrong_links_are_slowed_down_and_a_right_one_never_is(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    assert {recipient.get("/p/wrong").status_code for _ in range(40)} == {404, 429}
    assert recipient.get().status_code == 200


@pytest.mark.parametrize("tlp", [Tlp.RED, Tlp.AMBER_STRICT])
def test_red_and_amber_strict_need_a_code_before_anything_is_shown(scene: Scene, server: str, tlp: Tlp) -> None:
    recipient = Recipient(scene, server, strict(tlp))
    closed = recipient.get()
    assert "This document needs a code" in closed.text
    for content in ("TLP", "Poisoned", "collector", recipient.document.file_name, "vendor"):
        assert content not in closed.text
    opened = recipient.post(step="code", code=recipient.link.code.lower().replace("-", " "))
    assert "collector[.]example[.]net" in opened.text
    recipient.post(step="confirm", ticket=hidden(opened, "seen"))
    assert not answers(recipient)
    assert recipient.confirmed(answer="affected", seen=hidden(opened, "seen")).status_code == 200
    assert len(answers(recipient)) == 1


@pytest.mark.parametrize("answer", ["affected", "download"])
def test_without_the_code_nothing_is_answered_and_nothing_downloaded(scene: Scene, server: str, answer: str) -> None:
    recipient, other = Recipient(scene, server, strict(Tlp.RED)), Recipient(scene, server, strict(Tlp.RED))
    for seen in ("", "AAAA", other.with_code()):
        page = recipient.post(step="choose", answer=answer, seen=seen)
        assert page.status_code == 403
        assert recipient.document.file_name not in page.text
    ticket = hidden(other.post(step="choose", answer=answer, seen=other.with_code()), "ticket")
    assert recipient.post(step="confirm", ticket=ticket).status_code == 403
    assert not answers(recipient)


def test_the_code_is_good_for_half_an_hour(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server, strict(Tlp.RED))
    seen = recipient.with_code()
    scene.story.clock.tick(timedelta(minutes=31))
    assert recipient.post(step="choose", answer="affected", seen=seen).status_code == 403


def test_wrong_codes_close_the_page_for_a_while_for_this_link_only(scene: Scene, server: str) -> None:
    recipient, other = Recipient(scene, server, strict(Tlp.RED)), Recipient(scene, server, strict(Tlp.RED))
    assert [recipient.post(step="code", code="0000-0000").status_code for _ in range(5)] == [403] * 5
    closed = recipient.post(step="code", code=recipient.link.code)
    assert closed.status_code == 429
    assert "Too many wrong codes" in closed.text
    assert other.post(step="code", code=other.link.code).status_code == 200


def test_a_link_that_was_made_without_a_code_does_not_open_what_needs_one(scene: Scene, server: str) -> None:
    from tocsin.stages.party import find_party  # noqa: PLC0415  # for this one story
    from tocsin.stages.token import issue_token  # noqa: PLC0415
    from tocsin.vocab.secret import TokenScope  # noqa: PLC0415

    recipient = Recipient(scene, server, strict(Tlp.RED))
    party = find_party(scene.desk, recipient.partner.party)
    _, secret = issue_token(scene.desk, party, TokenScope.PAGE, days=1, delivery=recipient.delivery.id)
    for code in ("", "0", recipient.link.code):
        answer = httpx.post(f"{server}/p/{secret}", data={"step": "code", "code": code})
        assert answer.status_code == 403
        assert "collector" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({}, 200),
    ],
)
def test_a_form_of_another_site_is_refused(scene: Scene, server: str, headers: dict[str, str], status: int) -> None:
    recipient = Recipient(scene, server)
    assert recipient.post(headers, step="choose", answer="affected").status_code == status


@pytest.mark.parametrize(
    "request_of",
    [
        {"content": b"step=choose&step=confirm", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"content": b"step=\xff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"content": b"a=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"content": b"a&" * 30, "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"json": {"step": "choose"}},
        {"content": b""},
        {"data": {"step": "everything"}},
    ],
)
def test_what_is_no_form_of_the_page_is_refused(scene: Scene, server: str, request_of: dict[str, object]) -> None:
    recipient = Recipient(scene, server)
    answer = httpx.post(server + recipient.link.path, **request_of)  # type: ignore[arg-type]  # as httpx takes them
    assert answer.status_code == 400


def test_a_large_form_is_refused_before_it_is_read(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    assert recipient.post(step="choose", answer="affected", text="x" * 70_000).status_code == 413

    def endless() -> object:
        while True:
            yield b"x" * 10_000

    try:
        answer = httpx.post(
            server + recipient.link.path,
            content=endless(),  # type: ignore[arg-type]  # a body without a length
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    except httpx.TransportError:
        return  # the server ended the connection in the middle of it
    assert answer.status_code == 413


def test_a_correction_is_shown_on_the_earlier_page_once_it_was_sent(scene: Scene, server: str) -> None:
    first = Recipient(scene, server)
    queued = a_document(purpose="correction", follows=first.delivery.share, until=DeliveryState.QUEUED)
    Recipient(scene, server, queued, first.partner)
    Recipient(scene, server, replace(queued, until=DeliveryState.SENT))  # to somebody else
    assert "was corrected" not in first.get().text
    second = Recipient(scene, server, replace(queued, until=DeliveryState.SENT), first.partner)
    assert "This document was corrected" in first.get().text
    assert "We have stopped using the earlier document" in second.get().text
    second.confirmed(answer="correction_confirmed")
    assert [one.kind for one in answers(second)] == ["correction_confirmed"]


def test_a_withdrawn_document_is_neither_shown_nor_given_out(scene: Scene, server: str) -> None:
    first = Recipient(scene, server)
    ticket = hidden(first.post(step="choose", answer="download"), "ticket")
    correction = a_document(purpose="correction", follows=first.delivery.share)
    second = Recipient(scene, server, correction, first.partner)
    Recipient(scene, server, a_document(purpose="withdrawal", follows=second.delivery.share), first.partner)
    page = first.get()
    assert "This document was withdrawn" in page.text
    assert "collector" not in page.text
    assert first.post(step="confirm", ticket=ticket).status_code == 404
    assert first.post(step="choose", answer="download").status_code == 404
    assert first.confirmed(answer="acknowledged").status_code == 200


def test_no_log_line_holds_a_secret_a_name_or_content(
    scene: Scene, server: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        recipient = Recipient(scene, server, strict(Tlp.RED))
        recipient.get()
        recipient.get(recipient.link.path + "x")
        recipient.confirmed(answer="question", text="where is the fish", seen=recipient.with_code())
        recipient.confirmed(answer="download", seen=recipient.with_code())
    secret = recipient.link.path.removeprefix("/p/")
    ours = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(("http", "asyncio"))
    )
    for word in (secret, secret[-43:], recipient.link.code, "vendor", "fish", "collector", recipient.partner.party):
        assert word not in ours


def test_an_answer_that_cannot_be_recorded_is_not_said_to_be(scene: Scene, server: str) -> None:
    recipient = Recipient(scene, server)
    ticket = hidden(recipient.post(step="choose", answer="affected"), "ticket")
    engine = scene.desk.vault._engine  # type: ignore[attr-defined]  # the database goes away under the server
    engine.dispose()
    kept = scene.desk.home / "kept"
    kept.mkdir()
    for part in scene.desk.home.glob("tocsin.db*"):
        part.rename(kept / part.name)
    failed = recipient.post(step="confirm", ticket=ticket)
    engine.dispose()
    for part in scene.desk.home.glob("tocsin.db*"):
        part.unlink()
    for part in kept.iterdir():
        part.rename(scene.desk.home / part.name)
    assert failed.status_code == 500
    assert "Nothing was sent" in failed.text
    assert not answers(recipient)
    assert recipient.post(step="confirm", ticket=ticket).status_code == 200
    assert len(answers(recipient)) == 1
