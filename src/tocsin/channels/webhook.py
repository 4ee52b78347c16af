"""Webhook: one notice posted as JSON to one URL, signed, no redirect.

A road for notices alone: it takes a `Notice`, in which nothing of a case can stand, and no document. The header
`Tocsin-Signature: sha256=…` is HMAC-SHA-256 (RFC 2104) over the body under the secret that both sides know; the body
holds a number and a moment, so that a receiver can tell a repeat and an old one.
"""

import hmac
from http.client import HTTPException, HTTPResponse
from pathlib import Path

from tocsin.channels.line import talking, target
from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.notice import Notice, WebhookEnd, check_url, json_of
from tocsin.vocab.road import RefusedForGood, RefusedForNow, SendOutcome, Sent
from tocsin.vocab.visible import one_line

NAME = "webhook"
SUMMARY = "HTTP POST of a notice to one URL"

TIMEOUT_S = 10  # for one answer; a notice is small, and whoever takes it answers at once
DEADLINE_S = 30  # for all of it: a server that drips one sign a second is left alone then

_SAID = 300  # signs of an answer that are kept
_READ_BYTES = 1200  # of an answer: as many signs in UTF-8
_LEAST_SECRET = 16  # bytes: 128 bits, if they were drawn
_TRY_AGAIN = frozenset({408, 425, 429})  # RFC 9110 section 15.5.9, RFC 8470 section 5.2, RFC 6585 section 4


def post(notice: Notice, end: WebhookEnd) -> SendOutcome:
    """Post a notice, and say what came of it: taken over with a 2xx; refused for good with a 3xx or 4xx that stays."""
    body = json_of(notice)
    try:
        check_url(end.url)  # the settings were checked when they were read; nothing else may be posted to either
        secret = _secret(end.secret_file)
        with talking(end.url, timeout_s=TIMEOUT_S, deadline_s=DEADLINE_S) as connection:
            connection.request("POST", target(end.url), body=body, headers=_headers(body, secret))
            answer = connection.getresponse()
            return _outcome(answer.status, _said(answer))
    except (HTTPException, OSError, ValueError) as fault:
        reason = DeliveryReason.NOT_REACHABLE
        return RefusedForNow(reason=reason, answer=one_line(f"not reachable: {fault}", _SAID))


def signature(body: bytes, secret: bytes) -> str:
    """What stands in the header for a body."""
    return f"sha256={hmac.new(secret, body, 'sha256').hexdigest()}"


def _headers(body: bytes, secret: bytes) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "tocsin",
        "Connection": "close",
        "Tocsin-Signature": signature(body, secret),
    }


def _said(answer: HTTPResponse) -> str:
    """The first signs of the answer; where it breaks off, the status that came before is what counts."""
    try:
        text = answer.read(_READ_BYTES).decode("utf-8", "replace")
    except (HTTPException, OSError):
        text = ""
    return one_line(f"{answer.status} {answer.reason} {text}".strip(), _SAID)


def _outcome(status: int, said: str) -> SendOutcome:
    if 200 <= status <= 299:
        return Sent(answer=said)
    if 300 <= status <= 499 and status not in _TRY_AGAIN:
        return RefusedForGood(answer=said)
    return RefusedForNow(reason=DeliveryReason.REFUSED_FOR_NOW, answer=said)


def _secret(file: str) -> bytes:
    try:
        secret = Path(file).read_bytes().removesuffix(b"\n")
    except OSError as fault:
        raise ValueError(f"the secret file {file} cannot be read") from fault
    if len(secret) < _LEAST_SECRET:
        raise ValueError(f"the secret in {file} has under {_LEAST_SECRET} bytes")
    return secret
