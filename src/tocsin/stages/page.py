"""Stages 9 and 10 on a recipient page: what is shown, what is answered.

A page shows one delivered document and nothing that does not stand in it or in its terms: what was approved, read back
from the bytes. A name that we gave the share ourselves is not on it.
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from tocsin.stages.delivery import find
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, feedback_on, receive
from tocsin.stages.packaging import shown
from tocsin.stages.share import find as find_share
from tocsin.stages.share import party, repeated, sheet_of
from tocsin.stages.token import check_code, check_secret, issue_token
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone, ProofFailed
from tocsin.vocab.feedback import FeedbackKind, KnownFrom
from tocsin.vocab.handling import handling, sender_of
from tocsin.vocab.ids import short
from tocsin.vocab.marking import TLP_NAMES, Tlp
from tocsin.vocab.outline import TITLES
from tocsin.vocab.release import Purpose
from tocsin.vocab.secret import CODE_BYTES, TokenScope, write_code
from tocsin.vocab.sharing import Delivery, Feedback, Share, Token, WrittenDocument
from tocsin.vocab.sheet import DocumentSheet
from tocsin.vocab.terms import Terms
from tocsin.vocab.visible import visible

NEEDS_CODE = frozenset({Tlp.AMBER_STRICT, Tlp.RED})
TEXT_CHARS = 4_000  # of a question or a remark: two pages, and far below what a body may have
DAYS = 30  # a link is for one document: a month is long enough to read it

_OPEN = frozenset({DeliveryState.SENT, DeliveryState.COLLECTED, DeliveryState.ACKNOWLEDGED})


class Link(Struct, frozen=True, kw_only=True):
    """What the recipient is given, once: the end of the address, and the code that goes another way ("" for none)."""

    token: Token
    path: str
    code: str


class Opened(Struct, frozen=True, kw_only=True):
    """The page of one delivery, opened by its secret. `needs_code`: nothing of it is shown before the code."""

    token: Token
    delivery: Delivery
    share: Share
    written: WrittenDocument
    terms: Terms
    document: DocumentSheet

    @property
    def needs_code(self) -> bool:
        """Whether the secret alone is not enough."""
        return self.terms.tlp in NEEDS_CODE


class Given(Struct, frozen=True, kw_only=True):
    """Something that the recipient has said here."""

    kind: str
    at: datetime


class PageView(Struct, frozen=True, kw_only=True):
    """Everything on a page. `replaced` is what became of the document: "", correction or withdrawal."""

    label: str
    reach: str
    handling: tuple[tuple[str, str], ...]
    heading: str
    number: str
    title: str
    purpose: str
    ask: str
    by: datetime | None
    lines: tuple[tuple[str, str], ...]
    is_readable: bool
    file_name: str
    media_type: str
    size_bytes: int
    sha256: str
    replaced: str
    replaced_at: datetime | None
    said: tuple[Given, ...]
    sender: str  # as far as its terms let it be named
    sent_at: datetime | None
    expires_at: datetime


class Answer(Struct, frozen=True, kw_only=True):
    """What a recipient answers on its page."""

    kind: FeedbackKind
    text: str = ""
    known_since: datetime | None = None
    known_from: KnownFrom | None = None


ANSWERS: tuple[FeedbackKind, ...] = (
    FeedbackKind.ACKNOWLEDGED,
    FeedbackKind.AFFECTED,
    FeedbackKind.NOT_AFFECTED,
    FeedbackKind.INVESTIGATING,
    FeedbackKind.FIXED,
    FeedbackKind.QUESTION,
    FeedbackKind.KNOWN_ALREADY,
)


def issue_link(desk: Desk, delivery: Delivery, *, days: int = DAYS) -> Link:
    """Make the link to the page of a delivery, and a code where its label asks for one. Both are shown once."""
    if delivery.kind != RoadKind.PAGE:
        raise ActNotAllowed(f"{short(delivery.id)} goes by {delivery.kind}, not by a page", hint="`tocsin outbox list`")
    terms = _terms(desk, find_share(desk, delivery.share).documents[delivery.recipient])
    code = write_code(desk.chance.random_bytes(CODE_BYTES)) if terms.tlp in NEEDS_CODE else ""
    token, secret = issue_token(
        desk, party(desk, delivery.recipient), TokenScope.PAGE, days=days, delivery=delivery.id, code=code
    )
    return Link(token=token, path=f"/p/{secret}", code=code)


def open_page(desk: Desk, secret: str) -> Opened | None:
    """The page that a secret opens, or None: for whatever reason, it looks the same."""
    token = check_secret(desk, secret)
    if token is None or token.scope != TokenScope.PAGE or token.delivery is None:
        return None
    delivery = find(desk, token.delivery)
    if delivery.recipient != token.party or delivery.state not in _OPEN:
        return None
    share = find_share(desk, delivery.share)
    written = share.documents.get(delivery.recipient)
    if written is None or (written.id, written.payload) != (delivery.document, delivery.payload):
        return None
    try:
        document = desk.sheet(written.sheet, DocumentSheet)
        assert document is not None
        terms = _terms(desk, written)
    except Gone:
        return None
    is_there = desk.vault.is_registered(delivery.payload)
    found = Opened(token=token, delivery=delivery, share=share, written=written, terms=terms, document=document)
    return found if is_there else None


def is_code(desk: Desk, opened: Opened, text: str) -> bool:
    """Whether this is the code that goes with the link."""
    return check_code(desk, opened.token, text)


def view_of(desk: Desk, opened: Opened) -> PageView:
    """What the page says."""
    replaced = _replaced(desk, opened)
    purpose, at = replaced or ("", None)
    try:
        lines = shown(desk, opened.written).lines if purpose != Purpose.WITHDRAWAL else ()
        is_readable = True
    except BadInput:
        lines, is_readable = (), False  # it is to be downloaded: this program does not show its format
    ask, by = _asked(desk, opened, lines)
    rows = handling(opened.terms)
    return PageView(
        label=TLP_NAMES[opened.terms.tlp],
        reach=rows[1][1],
        handling=rows[2:],
        heading=TITLES[Purpose(opened.share.purpose)],
        number=opened.document.number,
        title=visible(next((value for name, value in lines if name == "Title"), "")),
        purpose=opened.share.purpose,
        ask=ask,
        by=by,
        lines=lines,
        is_readable=is_readable,
        file_name=opened.document.file_name,
        media_type=opened.document.media_type.partition(";")[0],
        size_bytes=opened.document.size_bytes,
        sha256=opened.document.sha256,
        replaced=purpose,
        replaced_at=at,
        said=tuple(
            Given(kind=one.kind, at=one.at)
            for one in feedback_on(desk, opened.share)
            if one.party == opened.delivery.recipient and one.means == "page"
        ),
        sender=sender_of(desk.settings.sender_name, opened.terms),
        sent_at=opened.delivery.sent_at,
        expires_at=opened.token.expires_at,
    )


def answer(desk: Desk, opened: Opened, given: Answer) -> Feedback:
    """Record what the recipient says; repeated while others record on the case."""
    said = Said(
        party=opened.delivery.recipient,
        kind=given.kind,
        text=given.text,
        means="page",
        known_since=given.known_since,
        known_from=given.known_from,
    )
    return repeated(lambda: receive(desk, find_share(desk, opened.share.id), said, delivery=opened.delivery.id))


def payload_of(desk: Desk, opened: Opened) -> bytes:
    """The document, byte for byte as it was approved."""
    return desk.vault.read(opened.delivery.payload)


def answers_to(opened: Opened) -> tuple[FeedbackKind, ...]:
    """What can be answered: a correction or withdrawal is confirmed besides."""
    is_first = opened.share.purpose == Purpose.FIRST
    return ANSWERS if is_first else (FeedbackKind.CORRECTION_CONFIRMED, *ANSWERS)


def _terms(desk: Desk, written: WrittenDocument) -> Terms:
    try:
        return msgspec.json.decode(desk.vault.read(written.terms), type=Terms)
    except msgspec.MsgspecError as fault:
        raise ProofFailed("the terms of a document are none") from fault


def _asked(desk: Desk, opened: Opened, lines: tuple[tuple[str, str], ...]) -> tuple[str, datetime | None]:
    """What is asked and by when, only as far as the document says the same."""
    sheet = sheet_of(desk, opened.share)
    ask = visible(sheet.ask.replace("\r\n", "\n"), keep_lines=True).strip()
    everything = "\n".join(value for _, value in lines)
    if not ask or not all(line.strip() in everything for line in ask.splitlines()):
        return "", None
    return ask, datetime.fromisoformat(sheet.answer_by) if sheet.answer_by else None


def _replaced(desk: Desk, opened: Opened) -> tuple[str, datetime] | None:
    """The newest correction or withdrawal that has reached this recipient, and when it was sent."""
    found: list[tuple[datetime, str]] = []
    earlier = [opened.share.id]
    while earlier:
        later = [one for one in desk.index.with_ref("share", earlier) if isinstance(one, Share)]
        for share in later:
            sent = [find(desk, one) for one in share.deliveries]
            found += [
                (one.sent_at, share.purpose)
                for one in sent
                if one.recipient == opened.delivery.recipient and one.state in _OPEN and one.sent_at is not None
            ]
        earlier = [share.id for share in later]
    if not found:
        return None
    at, purpose = max(found)
    return purpose, at
