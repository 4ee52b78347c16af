"""Stages 9 and 10 between two desks: a delivery note, and a signature.

The sender writes a note of what was delivered; the recipient checks it against the document it got and signs. What it
signed stands in its own ledger, and is signed once: asked again, it gives the same bytes.
"""

from hashlib import sha256

import msgspec
from msgspec import Struct

from tocsin.ledger import record, sdjwt
from tocsin.ledger.commitment import holds
from tocsin.ledger.fault import ProofError
from tocsin.rules.receipt import RECEIVED
from tocsin.stages.desk import Desk
from tocsin.stages.party import name_of, parties, signer_of
from tocsin.stages.recording import records_of
from tocsin.vocab.acts.party import ReceiptSigned
from tocsin.vocab.delivery_note import FORMAT, DeliveryNote, write_note
from tocsin.vocab.errors import ActNotAllowed, BadInput, ProofFailed
from tocsin.vocab.handling import handling
from tocsin.vocab.ids import short
from tocsin.vocab.sharing import Delivery, GivenReceipt, Share
from tocsin.vocab.sheet import DocumentSheet, ReceiptSheet
from tocsin.vocab.terms import Terms

SHOWN = frozenset(
    {"recipient", "channel", "tlp", "iep", "released_at"}
)  # of the record: what its recipient knows anyway
FEEDBACK_GRADES = ("E2", "E3")

_AGAIN = "ask the sender for the note again, and for the document it belongs to"


class Arrived(Struct, frozen=True, kw_only=True):
    """A delivery as its note and its document show it, after both were checked against the sender's record.

    `tied` says how we know the sender's key, `recipient` whom the record names ("" where it names nobody).
    """

    sender: str
    key: str
    tied: str
    recipient: str
    released_at: str
    terms: tuple[tuple[str, str], ...]
    document_sha256: str
    share_digest: str
    content_commit: str
    label_commit: str
    signs_as: str = ""  # the name under which this organization would sign for it


class Signed(Struct, frozen=True, kw_only=True):
    """A record that we signed for a share: its bytes, and whether it was signed now or before."""

    record: str
    grade: str
    sd_jwt: str
    is_new: bool


def note_for(desk: Desk, share: Share, recipient: str) -> tuple[str, bytes]:
    """The file name and the bytes of the note on what a party was sent last; ActNotAllowed where nothing was."""
    written = share.documents.get(recipient)
    sent = [(one, compact) for one, compact in records_of(desk, share) if _recipient(desk, one.delivery) == recipient]
    if written is None or not sent:
        raise ActNotAllowed(
            "nothing was sent to this party yet: there is nothing to sign for",
            hint=f"`tocsin share show {short(share.id)}` says how far it came",
        )
    _, compact = sent[-1]
    _, claims = sdjwt.peek(compact)  # ours, from the vault: its commitments are the very ones of the document's acts
    content, terms = str(claims["content_commit"]), str(claims["label_commit"])
    sheet = desk.sheet(written.sheet, DocumentSheet)
    assert sheet is not None
    note = DeliveryNote(
        format=FORMAT,
        record=record.present(compact, SHOWN),
        key=desk.record_key.to_text(),
        file_name=sheet.file_name,
        document_salt=desk.vault.salt_of(content).hex(),
        terms=desk.vault.read(terms).decode(),
        terms_salt=desk.vault.salt_of(terms).hex(),
    )
    return f"{sheet.file_name}.note.json", write_note(note)


def open_note(desk: Desk, note: DeliveryNote, document: bytes) -> Arrived:
    """What a note says, checked: the record's signature, and that document and terms are those it commits to.

    ProofFailed where one of them is not, or where the sender's name stands here with another key.
    """
    try:
        key = record.parse_key(note.key)
        share = record.read(note.record, key)
    except ProofError as fault:
        raise ProofFailed(f"the sender's record in this note does not hold: {fault}", hint=_AGAIN) from fault
    if not isinstance(share, record.Share):
        raise BadInput("the record in this note is of no share", hint=_AGAIN)
    if not holds(share.content_commit, salt=bytes.fromhex(note.document_salt), data=document):
        raise ProofFailed("the document is not the one that the sender's record is of", hint=_AGAIN)
    if not holds(share.label_commit, salt=bytes.fromhex(note.terms_salt), data=note.terms.encode()):
        raise ProofFailed("the terms are not those that the sender's record is of", hint=_AGAIN)
    return Arrived(
        sender=share.iss,
        key=note.key,
        tied=_tied(desk, key),
        recipient=share.recipient if isinstance(share.recipient, str) else "",
        released_at=share.released_at if isinstance(share.released_at, str) else "",
        terms=_terms(note.terms),
        document_sha256=sha256(document).hexdigest(),
        share_digest=record.digest(note.record),
        content_commit=share.content_commit,
        label_commit=share.label_commit,
        signs_as=desk.record_key.name,
    )


def sign_for(desk: Desk, arrived: Arrived, *, grade: str = RECEIVED) -> Signed:
    """Our signed receipt (E1) for what arrived, under the terms shown; or feedback: it was used (E2), found (E3)."""
    if grade not in (RECEIVED, *FEEDBACK_GRADES):
        raise BadInput(f"{grade[:20]!r} is no grade that a recipient signs", hint=f"{RECEIVED}, E2 (used), E3 (found)")
    draft = desk.draft(desk.log_entry())
    typ = "receipt" if grade == RECEIVED else "feedback"
    for one in desk.index.all("given_receipt"):
        assert isinstance(one, GivenReceipt)
        sheet = desk.sheet(one.sheet, ReceiptSheet)
        if sheet is not None and (sheet.answers, one.grade) == (arrived.share_digest, grade):
            before = desk.vault.read(one.id).decode()
            return Signed(record=one.record, grade=one.grade, sd_jwt=before, is_new=False)
    made = _made(desk, arrived, grade, draft.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    compact = record.issue(made, desk.record_key, sign=desk.sign_record, random_bytes=desk.chance.random_bytes)
    sheet = ReceiptSheet(digest=record.digest(compact), answers=arrived.share_digest, key=desk.record_key.to_text())
    content = draft.bear(desk.vault.seal(compact.encode()))
    draft.add(ReceiptSigned(record=typ, grade=grade, content=content, sheet=draft.sheet(sheet)))
    draft.record()
    return Signed(record=typ, grade=grade, sd_jwt=compact, is_new=True)


def _made(desk: Desk, arrived: Arrived, grade: str, at: str) -> record.Receipt | record.Feedback:
    iss, identifier = desk.record_key.name, record.new_id(desk.chance.random_bytes)
    if grade == RECEIVED:
        return record.Receipt(
            iss=iss,
            id=identifier,
            share_digest=arrived.share_digest,
            content_commit=arrived.content_commit,
            terms_accepted=arrived.label_commit,
            received_at=at,
        )
    return record.Feedback(
        iss=iss,
        id=identifier,
        share_digest=arrived.share_digest,
        grade="E2" if grade == "E2" else "E3",
        at=at,
    )


def _recipient(desk: Desk, delivery: str | None) -> str:
    found = desk.index.get("delivery", delivery or "")
    return found.recipient if isinstance(found, Delivery) else ""


def _tied(desk: Desk, key: record.RecordKey) -> str:
    """How we know that the key is the sender's; ProofFailed where we know another one of theirs."""
    for party in parties(desk):
        known = signer_of(desk, party)
        if known is None or known.name != key.name:
            continue
        if known.point != key.point:
            raise ProofFailed(
                f"{name_of(desk, party)} signs as {key.name} with another key than this note's",
                hint="ask them which key is theirs, not by the way the note came",
            )
        return f"declared here for {name_of(desk, party)}"
    return "stated by the sender in this note: compare it with what they publish"


def _terms(text: str) -> tuple[tuple[str, str], ...]:
    try:
        return handling(msgspec.json.decode(text, type=Terms))
    except msgspec.MsgspecError:
        return (("Terms", text),)  # of a newer program: shown as they stand
