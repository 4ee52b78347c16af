"""Signed records of what left: each delivery that was sent has one."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

import msgspec

from tocsin.ledger import record as records
from tocsin.ledger.merkle import leaf_hash
from tocsin.ledger.record import Approver
from tocsin.stages.beside import protections
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.party import signs_as
from tocsin.stages.share import ancestors, copy_of, find
from tocsin.vocab.acts.delivery import RecordEntered
from tocsin.vocab.case import Case
from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.marking import TLP_NAMES
from tocsin.vocab.release import Purpose
from tocsin.vocab.sharing import Delivery, Feedback, OutboundRecord, Share
from tocsin.vocab.sheet import RecordSheet
from tocsin.vocab.terms import Terms

_IEP = ("encrypt_in_transit", "permitted_actions", "notifications", "attribution", "resale")


def enter_share(desk: Desk, draft: Draft, delivery: Delivery) -> None:
    """Put the signed record of a delivery that was sent into the draft, and what it says of an earlier one.

    Content and terms stand in it as the very commitments of the acts; everything else can be withheld.
    """
    share = find(desk, delivery.share)
    if share.purpose != Purpose.WITHDRAWAL:
        entered = _enter(desk, draft, _share_record(desk, share, delivery, draft.at), delivery)
    else:
        entered = None
    for earlier in _earlier(desk, share, delivery):
        recall = records.Recall(
            iss=desk.record_key.name,
            id=records.new_id(desk.chance.random_bytes),
            share_digest=records.digest(earlier),
            reason_class=share.purpose,
            replacement=entered,
        )
        _enter(desk, draft, recall, delivery)


def enter_effect(desk: Desk, draft: Draft, causes: list[str], *, kind: str, on: date) -> None:
    """The signed record of a change, because of what was sent of these shares; none where nothing of them was."""
    shares = list(dict.fromkeys(_share_of(desk, cause) for cause in causes))
    because = [records.digest(compact) for one in shares for _, compact in records_of(desk, find(desk, one))]
    if because:
        effect = records.Effect(
            iss=desk.record_key.name,
            id=records.new_id(desk.chance.random_bytes),
            because_of=tuple(because),
            change_kind=kind,  # type: ignore[arg-type]  # a word of EffectKind: the same three
            at=f"{on.isoformat()}T00:00:00Z",
        )
        enter(desk, draft, effect, share=shares[0], delivery=None)


def records_of(desk: Desk, share: Share) -> list[tuple[OutboundRecord, str]]:
    """The signed records of a share's deliveries that say what was sent, whole, with every disclosure; oldest first."""
    found = [one for delivery in share.deliveries for one in desk.index.with_ref("record", [delivery])]
    sent = [one for one in found if isinstance(one, OutboundRecord) and one.record == "share"]
    return [(one, whole(desk, one)) for one in sorted(sent, key=lambda one: (one.at, one.id))]


def records_in(desk: Desk, case: Case) -> list[tuple[OutboundRecord, str]]:
    """Every signed record of a case in the order of their signing: shares, recalls, effects."""
    found = [one for one in desk.index.all("record", stream=case.id) if isinstance(one, OutboundRecord)]
    return [(one, whole(desk, one)) for one in found]


def whole(desk: Desk, one: OutboundRecord) -> str:
    """A signed record with every disclosure; Gone where that was purged."""
    sheet = desk.sheet(one.sheet, RecordSheet)
    assert sheet is not None
    return sheet.sd_jwt


def enter(desk: Desk, draft: Draft, record: records.Record, *, share: str, delivery: str | None) -> str:
    """Sign a record and put it into the draft with the act that names it; its digest."""
    compact = records.issue(record, desk.record_key, sign=desk.sign_record, random_bytes=desk.chance.random_bytes)
    data = records.leaf_data(compact)
    draft.enter(data)
    draft.add(
        RecordEntered(
            record=str(type(record).__struct_config__.tag),
            share=share,
            delivery=delivery,
            leaf=leaf_hash(data).hex(),
            sheet=draft.sheet(RecordSheet(sd_jwt=compact, nonce="")),
        )
    )
    return records.digest(compact)


def _enter(desk: Desk, draft: Draft, record: records.Record, delivery: Delivery) -> str:
    return enter(desk, draft, record, share=delivery.share, delivery=delivery.id)


def _share_record(desk: Desk, share: Share, delivery: Delivery, at: datetime) -> records.Share:
    written, outcome = share.documents[delivery.recipient], share.outcomes[delivery.recipient]
    copy = msgspec.json.decode(desk.vault.read(copy_of(desk, share).content), type=CleanCopy)
    terms = msgspec.json.decode(desk.vault.read(written.terms), type=Terms)
    role = "self" if outcome.self_approved else "break_glass" if outcome.break_glass else "approver"
    return records.Share(
        iss=desk.record_key.name,
        id=records.new_id(desk.chance.random_bytes),
        content_commit=delivery.payload,
        label_commit=written.terms,
        beacon=None,
        channel=delivery.kind,
        recipient=signs_as(desk, delivery.recipient),
        tlp=TLP_NAMES[terms.tlp],
        iep={name: str(value) for name in _IEP if (value := getattr(terms, name)) is not None},
        released_at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        kind=copy.classified,
        policy_row=f"{outcome.table} row {outcome.row}",
        legal_basis_state=", ".join(f"{one.statute}:{one.state}" for one in protections(desk))[:200] or None,
        redaction_profile=copy_of(desk, share).rules,
        counts={
            "passages": len(copy.passages),
            "components": len(copy.components),
            "indicators": len(copy.indicators),
            "techniques": len(copy.techniques),
            "mitigations": len(copy.mitigations),
        },
        approvers=tuple(Approver(role=role, person=_committed(desk, person)) for person in outcome.approvers),
    )


def _share_of(desk: Desk, cause: str) -> str:
    """The share that a cause is, or that an answer was given to."""
    found = desk.index.get("feedback", cause)
    return found.share if isinstance(found, Feedback) else cause


def _committed(desk: Desk, person: str) -> str:
    """A commitment to who it was; its salt is thrown away, so that it can be shown to nobody and guessed by nobody."""
    return sha256(desk.chance.random_bytes(32) + person.encode()).hexdigest()


def _earlier(desk: Desk, share: Share, delivery: Delivery) -> Iterator[str]:
    """The records of what this delivery corrects or withdraws for the same recipient."""
    for before in ancestors(desk, share):
        found = []
        for one, compact in records_of(desk, before):
            sent = desk.index.get("delivery", one.delivery or "")
            if isinstance(sent, Delivery) and sent.recipient == delivery.recipient:
                found.append(compact)
        yield from found
        if found:
            return  # what was before that was taken back by this one
