"""One notice, one URL, signed; a server that lies gets nothing more, and its answer is told as it was."""

import hmac
import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.certificates import certificate
from tests.hook import Hook, Temper, listening
from tocsin.channels import webhook
from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.notice import Counted, Notice, Occasion, WebhookEnd, json_of
from tocsin.vocab.promise import PromiseKind
from tocsin.vocab.road import RefusedForGood, RefusedForNow, SendOutcome, Sent

SECRET = b"sixteen or more signs"
NOTICE = Notice(
    number="0" * 32,
    at=datetime(2026, 3, 24, 12, 0, tzinfo=UTC),
    lines=(Counted(occasion=Occasion.NEW, kind=PromiseKind.QUESTION, count=1, cases=("case-0123abcd",)),),
)


@pytest.fixture
def hook() -> Hook:
    """Where notices arrive."""
    return Hook()


@pytest.fixture
def end(hook: Hook, tmp_path: Path) -> Iterator[WebhookEnd]:
    """The way there, with the secret."""
    (tmp_path / "secret").write_bytes(SECRET + b"\n")
    with listening(hook) as url:
        yield WebhookEnd(url=url, secret_file=str(tmp_path / "secret"))


def _no(outcome: SendOutcome, reason: DeliveryReason) -> str:
    assert isinstance(outcome, RefusedForNow), outcome
    assert outcome.reason is reason
    return outcome.answer


def test_a_notice_arrives_as_it_was_made_and_is_signed_over_its_bytes(hook: Hook, end: WebhookEnd) -> None:
    assert webhook.post(NOTICE, end) == Sent(answer="204 No Content")
    (got,) = hook.got
    assert (got.method, got.path, got.body) == ("POST", "/hook?team=blue", json_of(NOTICE))
    assert got.headers["content-type"] == "application/json"
    signed = hmac.new(SECRET, got.body, "sha256").hexdigest()
    assert got.headers["tocsin-signature"] == f"sha256={signed}"
    assert json.loads(got.body)["number"] == NOTICE.number
    assert set(got.headers) == {
        *("host", "accept-encoding", "content-length", "content-type", "user-agent", "connection", "tocsin-signature")
    }


@pytest.mark.parametrize("temper", [Temper.BUSY, Temper.TOO_MANY, Temper.BROKEN])
def test_a_server_that_is_busy_is_tried_again(hook: Hook, end: WebhookEnd, temper: Temper) -> None:
    hook.tempers = [temper]
    assert temper in _no(webhook.post(NOTICE, end), DeliveryReason.REFUSED_FOR_NOW)


@pytest.mark.parametrize("temper", [Temper.HANGS_UP, Temper.GIBBERISH])
def test_a_server_that_gives_no_answer_was_not_reached(hook: Hook, end: WebhookEnd, temper: Temper) -> None:
    hook.tempers = [temper]
    assert "not reachable" in _no(webhook.post(NOTICE, end), DeliveryReason.NOT_REACHABLE)


def test_no_redirect_is_followed(hook: Hook, end: WebhookEnd) -> None:
    hook.tempers = [Temper.ELSEWHERE]
    outcome = webhook.post(NOTICE, end)
    assert isinstance(outcome, RefusedForGood)
    assert outcome.answer.startswith("307")
    assert [got.path for got in hook.got] == ["/hook?team=blue"]


def test_a_server_that_forbids_it_has_said_no(hook: Hook, end: WebhookEnd) -> None:
    hook.tempers = [Temper.FORBIDDEN]
    assert webhook.post(NOTICE, end) == RefusedForGood(answer="403 Forbidden forbidden")


def test_what_a_server_babbles_is_inert_and_cut(hook: Hook, end: WebhookEnd) -> None:
    hook.tempers = [Temper.BABBLES]
    outcome = webhook.post(NOTICE, end)
    assert isinstance(outcome, Sent)
    assert len(outcome.answer) <= 300
    assert outcome.answer.isprintable()


def test_the_status_counts_where_the_rest_of_the_answer_is_cut_off(hook: Hook, end: WebhookEnd) -> None:
    hook.tempers = [Temper.CUT_OFF]
    assert isinstance(webhook.post(NOTICE, end), Sent)


def test_a_server_that_never_comes_to_an_end_is_left_at_the_deadline(
    hook: Hook, end: WebhookEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "DEADLINE_S", 0.4)
    hook.tempers = [Temper.DRIPS]
    began = time.monotonic()
    assert isinstance(webhook.post(NOTICE, end), RefusedForNow)
    assert time.monotonic() - began < 5


def test_a_server_that_lingers_over_its_answer_is_left_at_the_deadline(
    hook: Hook, end: WebhookEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "DEADLINE_S", 0.4)
    hook.tempers = [Temper.LINGERS]
    began = time.monotonic()
    assert isinstance(webhook.post(NOTICE, end), Sent)  # the status counts
    assert time.monotonic() - began < 5


def test_a_server_that_says_nothing_is_left_after_a_while(
    hook: Hook, end: WebhookEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT_S", 0.2)
    hook.slow_s = 60
    assert "timed out" in _no(webhook.post(NOTICE, end), DeliveryReason.NOT_REACHABLE)


def test_where_nobody_listens_it_is_tried_again(end: WebhookEnd) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = replace(end, url=f"http://127.0.0.1:{taken.getsockname()[1]}/")
        assert "not reachable" in _no(webhook.post(NOTICE, nobody), DeliveryReason.NOT_REACHABLE)


@pytest.mark.parametrize("proxy", ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
def test_no_proxy_of_the_environment_is_used(
    hook: Hook, end: WebhookEnd, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(proxy, "http://127.0.0.1:1")
    assert isinstance(webhook.post(NOTICE, end), Sent)
    assert len(hook.got) == 1


def test_a_server_is_trusted_by_its_certificate_alone(
    hook: Hook, end: WebhookEnd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, public = certificate(tmp_path)
    with listening(hook, tls=context) as url:
        over_tls = replace(end, url=url)
        assert "certificate" in _no(webhook.post(NOTICE, over_tls), DeliveryReason.NOT_REACHABLE).lower()
        assert hook.got == []
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        assert isinstance(webhook.post(NOTICE, over_tls), Sent)
        wrong = replace(over_tls, url=url.replace("localhost", "127.0.0.1"))  # a name that the certificate has not
        assert "certificate" in _no(webhook.post(NOTICE, wrong), DeliveryReason.NOT_REACHABLE).lower()


@pytest.mark.parametrize("secret", [None, b"", b"fifteen signs!!\n"])
def test_nothing_is_posted_without_a_good_secret(hook: Hook, end: WebhookEnd, secret: bytes | None) -> None:
    file = Path(end.secret_file)
    if secret is None:
        file.unlink()
    else:
        file.write_bytes(secret)
    assert "secret" in _no(webhook.post(NOTICE, end), DeliveryReason.NOT_REACHABLE)
    assert hook.got == []


def test_nothing_is_posted_in_the_clear_to_another_machine(hook: Hook, end: WebhookEnd) -> None:
    outcome = webhook.post(NOTICE, replace(end, url="http://hooks.example/"))
    assert "https" in _no(outcome, DeliveryReason.NOT_REACHABLE)
    assert hook.got == []
