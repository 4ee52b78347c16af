"""Stage 10, what a recipient signed: receipts taken in, kept, shown.

A receipt counts only for the very record it names, signed with the key that was declared for that record's recipient.
What disagrees with an earlier one, or accepts other terms, is kept too, and says so wherever it is shown.
"""

from collections.abc import Iterator

from msgspec import Struct

from tocsin.ledger import record, sdjwt
from tocsin.ledger.claim import check_foreign
from tocsin.ledger.fault import ProofError
from tocsin.ledger.record import RecordKey
from tocsin.rules.receipt import Answer, disagree, grade_of, kind_of
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import acknowledge
from tocsin.stages.party import name_of, signer_of
from tocsin.stages.recording import records_in, records_of
from tocsin.stages.share import loaded, party, repeated
from tocsin.vocab.acts.feedback import FeedbackReceived, ReceiptKept
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.errors import BadInput, ProofFailed, TooMuch
from tocsin.vocab.feedback import Means
from tocsin.vocab.ids import short
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.reason import closed
from tocsin.vocab.sharing import Delivery, Feedback, KeptReceipt, Share
from tocsin.vocab.sheet import ReceiptSheet

_AGAIN = "ask the party for its receipt again; nothing was recorded"


class Taken(Struct, frozen=True, kw_only=True):
    """A receipt as it was taken in. `is_new` is False where the same one was here before: then nothing was recorded.

    `as_offered` is False where it accepts other terms than were offered; `contradicts` is an answer it disagrees with.
    """

    feedback: Feedback
    party: str
    record: str
    grade: str
    is_new: bool
    as_offered: bool
    contradicts: str | None


class Kept(Struct, frozen=True, kw_only=True):
    """A receipt that lies here: what it says, whole, and the key that it was verified with."""

    entry: KeptReceipt
    answer: Answer
    sd_jwt: str
    key: RecordKey
    answers: str  # the digest of the share's record


class _Read(Struct, frozen=True, kw_only=True):
    """A receipt that was verified, with the delivery it is of."""

    answer: Answer
    sd_jwt: str
    key: RecordKey
    share: record.Share
    delivery: Delivery


def take_in(desk: Desk, share: Share, raw: bytes, *, given: str = "", means: str = Means.OTHER) -> Taken:
    """Take in a receipt or feedback that a recipient of this share signed; `given` is who is said to have done so.

    1. At most `LIMITS.record_bytes` of ASCII, one SD-JWT.
    2. It is a receipt or feedback, and names the record of a delivery of this very share.
    3. A key is declared for that delivery's recipient, and the issuer is the name that goes with it.
    4. The signature holds, the form is a record's, and the verifier of claims reads it too.
    5. The content is that of the share's record.
    BadInput or ProofFailed where one of them is not so; then nothing is recorded.
    """
    found = _read(desk, share, raw)
    if given and found.delivery.recipient != given:
        called = name_of(desk, party(desk, found.delivery.recipient))
        raise BadInput(f"this is a receipt of {called}, not of {name_of(desk, party(desk, given))}", hint=_AGAIN)
    way = closed(Means, means, "way in which it reached us")
    return repeated(lambda: _recorded(desk, share, found, raw, way))


def receipts_on(desk: Desk, share: Share) -> list[KeptReceipt]:
    """The signed receipts of a share, oldest first."""
    found = [one for one in desk.index.with_ref("receipt", [share.id]) if isinstance(one, KeptReceipt)]
    return sorted(found, key=lambda one: (one.at, one.id))


def receipts_in(desk: Desk, case: Case) -> Iterator[Kept]:
    """The signed receipts of a case with their bytes, in the order in which they were taken in."""
    for one in desk.index.all("receipt", stream=case.id):
        assert isinstance(one, KeptReceipt)
        yield kept(desk, one)


def kept(desk: Desk, entry: KeptReceipt) -> Kept:
    """A receipt read back; Gone where it was purged."""
    sheet = desk.sheet(entry.sheet, ReceiptSheet)
    assert sheet is not None
    key, compact = record.parse_key(sheet.key), _text(desk.vault.read(entry.content))
    answer = record.read(compact, key)
    assert isinstance(answer, Answer)
    return Kept(entry=entry, answer=answer, sd_jwt=compact, key=key, answers=sheet.answers)


def evidence_of(entry: KeptReceipt) -> str:
    """What a kept receipt is evidence of, in words."""
    said = ["signed receipt" if entry.record == "receipt" else f"signed feedback, {entry.grade}"]
    if not entry.as_offered:
        said.append("accepts other terms than were offered")
    if entry.contradicts:
        said.append(f"contradicts {short(entry.contradicts)}")
    return "; ".join(said)


def _read(desk: Desk, share: Share, raw: bytes) -> _Read:
    # 1
    compact = _text(raw)
    try:
        header, claims = sdjwt.peek(compact)
    except ProofError as fault:
        raise BadInput(f"this is no signed receipt: {fault}", hint="one SD-JWT in a file is expected") from fault
    # 2
    if claims.get("typ") not in ("receipt", "feedback") or header.get("typ") != record.TYP:
        raise BadInput(
            f"this is a record of another type than receipt or feedback: {str(claims.get('typ'))[:40]!r}",
            hint="a party answers a share; a record of ours is nobody's receipt",
        )
    sent, delivery = _meant(desk, share, str(claims.get("share_digest")))
    # 3
    whom = party(desk, delivery.recipient)
    key, called = signer_of(desk, whom), name_of(desk, whom)
    if key is None:
        raise BadInput(
            f"no record key is declared for {called}: nobody can say whether this is theirs",
            hint=f"`tocsin party add NAME --party {short(whom.id)} --record-key FILE`, with a key you have from them",
        )
    if claims.get("iss") != key.name:
        raise BadInput(
            f"it is signed in the name of {str(claims.get('iss'))[:80]!r}; {called} signs as {key.name!r}",
            hint="if that is their name, say so: `tocsin party add … --party ID --record-key FILE --record-iss NAME`",
        )
    # 4
    try:
        answer = record.read(compact, key)
        check_foreign(compact, key)
    except ProofError as fault:
        raise ProofFailed(f"the receipt does not hold: {fault}", hint=_AGAIN) from fault
    assert isinstance(answer, Answer)
    # 5
    if isinstance(answer, record.Receipt) and answer.content_commit != sent.content_commit:
        raise ProofFailed(f"{called} signed for other content than was sent", hint=_AGAIN)
    return _Read(answer=answer, sd_jwt=compact, key=key, share=sent, delivery=delivery)


def _text(raw: bytes) -> str:
    if len(raw) > LIMITS.record_bytes:
        raise TooMuch(
            f"a signed receipt has at most {LIMITS.record_bytes:,} bytes, this has more",
            hint="give the receipt alone, one SD-JWT in a file",
        )
    try:
        return raw.decode("ascii").strip()
    except UnicodeDecodeError as fault:
        raise BadInput(
            f"byte {fault.start} is no ASCII: this is no signed receipt", hint="one SD-JWT in a file is expected"
        ) from fault


def _meant(desk: Desk, share: Share, digest: str) -> tuple[record.Share, Delivery]:
    """Our record that a receipt names, and its delivery; BadInput where it names none of this share."""
    for one, compact in records_of(desk, share):
        if record.digest(compact) == digest:
            sent = record.read(compact, _own(desk, compact))
            delivery = desk.index.get("delivery", one.delivery or "")
            assert isinstance(sent, record.Share)
            assert isinstance(delivery, Delivery)
            return sent, delivery
    for one, compact in records_in(desk, desk.case(share.case)):
        if record.digest(compact) == digest and one.share != share.id:
            raise BadInput(
                f"this is a receipt for {one.share}, not for {share.id}",
                hint=f"`tocsin feedback add {short(one.share)} --receipt FILE`",
            )
    raise BadInput(
        f"this is a receipt for no delivery of {share.id}",
        hint=f"`tocsin share show {short(share.id)}` says what was sent; it may be of another case or home",
    )


def _own(desk: Desk, compact: str) -> RecordKey:
    """The key of ours that signed a record: they may have changed since."""
    kid = sdjwt.peek(compact)[0].get("kid")
    points = (bytes.fromhex(key) for key in desk.log_entry().record_keys)
    named = [key for point in points if (key := RecordKey(desk.record_key.name, point)).id == kid]
    return named[0] if named else desk.record_key


def _recorded(desk: Desk, share: Share, found: _Read, raw: bytes, means: Means) -> Taken:
    case, share = loaded(desk, share)
    earlier = [
        one
        for one in (kept(desk, entry) for entry in receipts_on(desk, share))
        if (one.entry.party, one.answers) == (found.delivery.recipient, found.answer.share_digest)
    ]
    for one in earlier:
        if _message(one.sd_jwt) == _message(found.sd_jwt):
            return _taken(desk, one.entry, is_new=False)
    against = next((one.entry.id for one in earlier if disagree(one.answer, found.answer)), None)
    draft, identifier = desk.draft(case), desk.new_id("feedback")
    draft.add(
        FeedbackReceived(
            feedback=identifier,
            share=share.id,
            delivery=found.delivery.id,
            party=found.delivery.recipient,
            kind=kind_of(found.answer),
            means=means,
            signed=True,
            known_since=None,
            known_from=None,
            answers=None,
            sheet=None,
        )
    )
    sheet = ReceiptSheet(digest=record.digest(found.sd_jwt), answers=found.answer.share_digest, key=found.key.to_text())
    draft.add(
        ReceiptKept(
            feedback=identifier,
            record="receipt" if isinstance(found.answer, record.Receipt) else "feedback",
            grade=grade_of(found.answer),
            as_offered=not isinstance(found.answer, record.Receipt)
            or found.answer.terms_accepted == found.share.label_commit,
            contradicts=against,
            content=draft.bear(desk.vault.seal(raw)),
            sheet=draft.sheet(sheet),
        )
    )
    acknowledge(draft, found.delivery, DeliveryReason.SIGNED_RECEIPT)
    entry = draft.record()["receipt", identifier]
    assert isinstance(entry, KeptReceipt)
    return _taken(desk, entry, is_new=True)


def _message(compact: str) -> str:
    """What is signed: a second signature over it says nothing new, and can be made by anybody (a higher s)."""
    return sdjwt.issuer_signed(compact).rpartition(".")[0]


def _taken(desk: Desk, entry: KeptReceipt, *, is_new: bool) -> Taken:
    said = desk.index.get("feedback", entry.id)
    assert isinstance(said, Feedback)
    return Taken(
        feedback=said,
        party=entry.party,
        record=entry.record,
        grade=entry.grade,
        is_new=is_new,
        as_offered=entry.as_offered,
        contradicts=entry.contradicts,
    )
