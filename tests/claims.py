"""Claims for tests: keys of three parties, a small log, and a claim over it that a test may bend."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from hashlib import sha256, shake_256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin.ledger import checkpoint, record
from tocsin.ledger.canonical import canonical_exact
from tocsin.ledger.checkpoint import Checkpoint
from tocsin.ledger.claim import Completeness, Entry, Listed, Period, Shown, Stated, make_claim, signed_claim
from tocsin.ledger.merkle import Edge, from_stored, inclusion_proof, leaf_hash, leaf_hashes, root_of
from tocsin.ledger.note import Note, SignatureType, cosign
from tocsin.ledger.note import key_of as note_key
from tocsin.ledger.proof import LogProof
from tocsin.ledger.record import Effect, Feedback, Recall, Receipt, Record, RecordKey, Share, key_of
from tocsin.ledger.sdjwt import signer

ORIGIN = "sender.example"
SENDER, RECIPIENT, OTHER = (ec.derive_private_key(number, ec.SECP256R1()) for number in (21, 22, 23))
SENDER_KEY, RECIPIENT_KEY, OTHER_KEY = (
    key_of(name, private.public_key())
    for name, private in ((ORIGIN, SENDER), ("isac.example", RECIPIENT), ("vendor.example", OTHER))
)
PRIVATE = {SENDER_KEY.name: SENDER, RECIPIENT_KEY.name: RECIPIENT, OTHER_KEY.name: OTHER}
KEYS = {key.name: key for key in (SENDER_KEY, RECIPIENT_KEY, OTHER_KEY)}
LOG, WITNESS, SECOND = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2, 3))
LOG_KEY = note_key(ORIGIN, LOG)
WITNESS_KEY = note_key("witness.example/w", WITNESS, SignatureType.COSIGNATURE_ED25519)
SECOND_KEY = note_key("second.example/w", SECOND, SignatureType.COSIGNATURE_ED25519)
DELIVERY = "delivery-" + "0" * 26
WITNESSED_AT = 1_774_440_000  # 2026-03-25T12:00:00Z
Q1 = Period(first="2026-01-01T00:00:00Z", last="2026-04-01T00:00:00Z")
POLICY = f"witness W {WITNESS_KEY.to_text()}\nquorum W\n".encode()


class Chance:
    """Bytes that look random and are the same in every run; never the same twice."""

    def __init__(self, seed: bytes = b"") -> None:
        self.seed, self.drawn = seed, 0

    def __call__(self, count: int) -> bytes:
        self.drawn += 1
        return shake_256(self.seed + self.drawn.to_bytes(8, "big")).digest(count)


class SmallLog:
    """A log in memory: entries go in, proofs under one checkpoint come out."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.private = LOG
        self.act({"type": "log_opened/1", "origin": ORIGIN, "key": LOG_KEY.to_text()})
        self.act({"type": "record_key_added/1", "key": SENDER_KEY.point.hex()})
        self.witnesses: list[tuple[Ed25519PrivateKey, str, int]] = []

    def add(self, leaf: bytes) -> int:
        self.entries.append(leaf)
        return len(self.entries) - 1

    def act(self, act: dict[str, Any]) -> int:
        """An act as it stands in the log, with a salt of its own."""
        return self.add(canonical_exact({"v": 1, "salt": f"{len(self.entries):032x}", "act": act}))

    def checkpoint(self) -> Note:
        root = root_of(leaf_hashes(self.entries))
        made = checkpoint.sign(Checkpoint(origin=ORIGIN, size=len(self.entries), root=root), self.private)
        signed = [cosign(made.text, name, private, timestamp_s=at) for private, name, at in self.witnesses]
        return Note(text=made.text, signatures=(*made.signatures, *signed))

    def proof(self, index: int) -> LogProof:
        leaves = leaf_hashes(self.entries)
        path = inclusion_proof(index, len(leaves), from_stored(lambda _level, start, end: leaves[start:end]))
        return LogProof(index=index, path=path, signed=self.checkpoint())

    def entry(self, index: int) -> Entry:
        return Entry(leaf=self.entries[index], proof=self.proof(index))


class Story:
    """A sender, its log, its records and those of others, and the claim that follows."""

    def __init__(self) -> None:
        self.log = SmallLog()
        self.chance = Chance()
        self.shown: list[tuple[str, int | None]] = []  # a presentation, and its place in the log
        self.acts = [0, 1]
        self.keys: list[RecordKey] = [RECIPIENT_KEY]

    def tell(self, one: Record, *, kept: tuple[str, ...] | None = None, logged: bool | None = None) -> str:
        """Sign a record, enter it where it is the sender's (or where asked), show it, give its digest."""
        whole = record.issue(one, KEYS[one.iss], sign=signer(PRIVATE[one.iss]), random_bytes=self.chance)
        inside = one.iss == ORIGIN if logged is None else logged
        place = self.log.add(record.leaf_data(whole)) if inside else None
        chosen = record.hidden_members(type(one)) if kept is None else kept
        self.shown.append((record.present(whole, chosen), place))
        return record.digest(whole)

    def claim(
        self, *, asks: Any = "sent", period: Period | None = Q1, complete: Completeness | None = None, **more: Any
    ) -> bytes:
        said = Stated(by=ORIGIN, asks=asks, stated_at="2026-04-02T08:00:00Z", period=period)
        return make_claim(
            said,
            records=[
                Shown(sd_jwt=text, proof=None if place is None else self.log.proof(place)) for text, place in self.shown
            ],
            entries=[self.log.entry(index) for index in self.acts],
            keys=self.keys,
            signed_by=SENDER_KEY,
            sign=signer(SENDER),
            **more,
        )

    def all_entries(self) -> Completeness:
        """The list of every entry, with what a stranger may know of each."""
        types = {place: json.loads(_payload(text))["typ"] for text, place in self.shown if place is not None}
        grades = {place: "E3" for place, typ in types.items() if typ in {"share", "feedback"}}
        leaves = (
            Listed(leaf=leaf_hash(leaf), typ=types.get(index, "act"), grade=grades.get(index))
            for index, leaf in enumerate(self.log.entries)
        )
        return Completeness(before=Edge(), leaves=tuple(leaves))


def new_id(story: Story) -> str:
    return record.new_id(story.chance)


def a_share(story: Story, **changed: Any) -> Share:
    """A share of the sender to the recipient in March."""
    members: dict[str, Any] = {
        "iss": ORIGIN,
        "id": new_id(story),
        "content_commit": sha256(story.chance(32)).hexdigest(),
        "label_commit": sha256(story.chance(32)).hexdigest(),
        "beacon": None,
        "channel": "mail",
        "recipient": RECIPIENT_KEY.name,
        "tlp": "amber",
        "released_at": "2026-03-24T12:00:00Z",
        "kind": "poisoned-dataset",
        "counts": {"indicator": 3},
        "approvers": (record.Approver(role="approver", person="c" * 64),),
    }
    return Share(**members | changed)


def a_receipt(story: Story, share: Share, digest: str, **changed: Any) -> Receipt:
    """The recipient's receipt for a share."""
    members: dict[str, Any] = {
        "iss": RECIPIENT_KEY.name,
        "id": new_id(story),
        "share_digest": digest,
        "content_commit": share.content_commit,
        "terms_accepted": share.label_commit,
        "received_at": "2026-03-24T13:00:00Z",
    }
    return Receipt(**members | changed)


def a_feedback(story: Story, digest: str, **changed: Any) -> Feedback:
    """The recipient found something."""
    members: dict[str, Any] = {"iss": RECIPIENT_KEY.name, "id": new_id(story), "share_digest": digest, "grade": "E3"}
    return Feedback(**members | changed)


def an_effect(story: Story, *because_of: str, **changed: Any) -> Effect:
    """The recipient changed something."""
    members: dict[str, Any] = {"iss": RECIPIENT_KEY.name, "id": new_id(story), "because_of": because_of}
    return Effect(**members | {"change_kind": "mitigation", "at": "2026-03-26T09:00:00Z"} | changed)


def a_recall(story: Story, digest: str, **changed: Any) -> Recall:
    """The sender takes a share back."""
    members: dict[str, Any] = {"iss": ORIGIN, "id": new_id(story), "share_digest": digest, "reason_class": "mistake"}
    return Recall(**members | changed)


def whole_story() -> Story:
    """Two shares: one received, used and found; one without an answer, recalled. Some unrelated entries between."""
    story = Story()
    first = a_share(story)
    digest = story.tell(first)
    entered = {"type": "record_entered/1", "leaf": leaf_hash(story.log.entries[-1]).hex(), "delivery": DELIVERY}
    story.acts.append(story.log.act(entered))
    story.acts.append(story.log.act({"type": "delivery_moved/1", "delivery": DELIVERY, "state": "sent"}))
    story.log.act({"type": "case_named/1"})
    story.tell(a_receipt(story, first, digest), kept=())
    feedback = story.tell(a_feedback(story, digest), logged=True)
    story.tell(an_effect(story, feedback))
    second = story.tell(a_share(story, recipient="By-hand portal"), kept=("released_at", "recipient"))
    story.tell(a_recall(story, second))
    return story


def bent(raw: bytes, bend: Callable[[dict[str, Any]], object]) -> bytes:
    """The claim with something changed in it, signed again by the sender: only the sender can do this."""
    body = json.loads(raw)
    bend(body)
    del body["signature"]
    return signed_claim(body, signer(SENDER))


def state_of(report: dict[str, Any], name: str) -> str:
    """ok, failed or not run."""
    (found,) = (check["state"] for check in report["checks"] if check["name"] == name)
    return str(found)


def failed(report: dict[str, Any]) -> list[str]:
    """The names of the checks that failed."""
    return [check["name"] for check in report["checks"] if check["state"] == "failed"]


def _payload(sd_jwt: str) -> bytes:
    return urlsafe_b64decode(sd_jwt.split(".")[1] + "==")
