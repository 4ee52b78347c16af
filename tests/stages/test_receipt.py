"""Receipts taken in: what is recorded, what is kept, and what stands in a claim."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.claims import Chance
from tests.shares import Stage
from tocsin.ledger import record, sdjwt
from tocsin.ledger.record import key_of
from tocsin.ledger.sdjwt import HALF_BYTES, ORDER, encode, issuer_signed, signer
from tocsin.stages import party
from tocsin.stages.claim import Asked, claim_of, left_out
from tocsin.stages.feedback import Said, feedback_on, receive
from tocsin.stages.recall import withdraw
from tocsin.stages.receipt import evidence_of, kept, receipts_on, take_in
from tocsin.stages.recording import records_of
from tocsin.stages.share import deliveries_of, find
from tocsin.verifier.claim import verify
from tocsin.vocab.act import is_record, leaf_bytes, read_leaf
from tocsin.vocab.acts.delivery import DeliveryMoved
from tocsin.vocab.acts.feedback import FeedbackReceived, ReceiptKept
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import BadInput, ProofFailed, TooMuch
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.party import PartyKind
from tocsin.vocab.sharing import Share

PRIVATE, NEXT = (ec.derive_private_key(number, ec.SECP256R1()) for number in (91, 92))
ISS = "isac.example"
OPEN = frozenset({"sightings_ge_k", "hunted", "false_positive", "already_known_since", "at"})


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


@pytest.fixture
def share(stage: Stage) -> Share:
    """A share that arrived at a party whose key is declared."""
    adopter = stage.party("An Adopter of Ours", "adopter")
    declared(stage, adopter)
    return stage.delivered(adopter)


def declared(stage: Stage, adopter: str, private: ec.EllipticCurvePrivateKey = PRIVATE, iss: str = ISS) -> None:
    """The party with a key of its own."""
    point = key_of(ISS, private.public_key()).point.hex()
    entry = PartyEntry(name="An Adopter of Ours", kinds=(PartyKind.ADOPTER,), record_key=point, record_iss=iss)
    party.declare(stage.desk, entry, party=adopter)


def receipt(stage: Stage, share: Share, private: ec.EllipticCurvePrivateKey = PRIVATE, **changed: object) -> bytes:
    """A receipt for it as a partner's program writes one."""
    _, compact = records_of(stage.desk, share)[-1]
    sent = record.read(compact, stage.desk.record_key)
    assert isinstance(sent, record.Share)
    made = record.Receipt(
        iss=ISS,
        id="a" * 32,
        share_digest=record.digest(compact),
        content_commit=sent.content_commit,
        terms_accepted=sent.label_commit,
        received_at="2026-03-24T13:00:00Z",
        person_role="analyst on duty",
    )
    return signed(replace(made, **changed), private)


def signed(one: record.Record, private: ec.EllipticCurvePrivateKey = PRIVATE) -> bytes:
    """A record as a file with a line end, as an editor leaves it."""
    key = key_of(one.iss, private.public_key())
    return f"{record.issue(one, key, sign=signer(private), random_bytes=Chance(b'partner'))}\n".encode()


def found(stage: Stage, share: Share, **more: object) -> record.Feedback:
    """That something was found because of it."""
    _, compact = records_of(stage.desk, share)[-1]
    made = record.Feedback(iss=ISS, id="b" * 32, share_digest=record.digest(compact), grade="E3")
    return replace(made, **more)


def new_acts(stage: Stage, since: int) -> Iterator[bytes]:
    """The leaves of the case from a place on."""
    for entry in stage.desk.log.stream(stage.case.id):
        if entry.index >= since and not is_record(entry.leaf):
            yield entry.leaf


def test_a_receipt_is_an_answer_with_evidence_and_nothing_of_it_stands_in_the_log(stage: Stage, share: Share) -> None:
    before, raw = stage.desk.log.size(), receipt(stage, share)
    taken = take_in(stage.desk, share, raw)
    leaves = list(new_acts(stage, before))
    answer, evidence, moved = (read_leaf(leaf).act for leaf in leaves)
    assert isinstance(answer, FeedbackReceived)
    assert isinstance(evidence, ReceiptKept)
    assert isinstance(moved, DeliveryMoved)
    assert (answer.kind, answer.means, answer.signed) == ("acknowledged", "other", True)
    assert (moved.state, moved.reason) == ("acknowledged", "signed_receipt")
    assert (evidence.feedback, evidence.grade, evidence.as_offered) == (taken.feedback.id, "E1", True)
    digest = record.digest(raw.decode().strip())
    for leaf in leaves:
        assert leaf_bytes(read_leaf(leaf)) == leaf
        for told in (ISS.encode(), digest.encode(), b"An Adopter", issuer_signed(raw.decode()).encode()[:40]):
            assert told not in leaf
    assert stage.desk.vault.read(evidence.content) == raw


def test_the_same_receipt_is_taken_in_once(stage: Stage, share: Share) -> None:
    first = take_in(stage.desk, share, receipt(stage, share))
    size = stage.desk.log.size()
    again = take_in(stage.desk, share, receipt(stage, share).strip())
    assert (again.feedback.id, again.is_new) == (first.feedback.id, False)
    assert stage.desk.log.size() == size


def test_whoever_said_so_before_has_signed_for_it_now(stage: Stage, share: Share) -> None:
    receive(stage.desk, share, Said(party=share.recipients[0], kind="acknowledged"))
    stage.later(1)
    taken = take_in(stage.desk, share, receipt(stage, share))
    assert [one.signed for one in feedback_on(stage.desk, share)] == [False, True]
    (delivery,) = deliveries_of(stage.desk, find(stage.desk, share.id))
    assert delivery.state == "acknowledged"
    (entry,) = receipts_on(stage.desk, share)
    assert (entry.id, evidence_of(entry)) == (taken.feedback.id, "signed receipt")


def test_a_receipt_stays_what_it_is_when_its_signer_changes_the_key(stage: Stage, share: Share) -> None:
    take_in(stage.desk, share, receipt(stage, share))
    declared(stage, share.recipients[0], NEXT, "isac.example/2027")
    (entry,) = receipts_on(stage.desk, share)
    assert kept(stage.desk, entry).key == key_of(ISS, PRIVATE.public_key())
    said = verify(claim_of(stage.desk, [stage.now()], Asked(asks="acknowledged")))
    assert (said["verdict"], said["statement"]["shares"][0]["grade"]) == ("SELF-LOGGED", "E1")
    with pytest.raises(BadInput, match="in the name of"):
        take_in(stage.desk, share, receipt(stage, share, id="c" * 32))


def test_found_and_a_false_alarm_disagree_and_a_claim_cannot_hide_it(stage: Stage, share: Share) -> None:
    take_in(stage.desk, share, receipt(stage, share))
    first = take_in(stage.desk, share, signed(found(stage, share)))
    other = take_in(stage.desk, share, signed(found(stage, share, id="c" * 32, grade="E2", false_positive=True)))
    assert (first.contradicts, other.contradicts) == (None, first.feedback.id)
    claim = claim_of(stage.desk, [stage.now()], Asked(hide=OPEN))
    assert verify(claim)["verdict"] == "CONTRADICTED"


def test_who_it_was_at_the_recipients_end_stays_withheld_unless_shown(stage: Stage, share: Share) -> None:
    take_in(stage.desk, share, receipt(stage, share))
    at_their_end = issuer_signed(receipt(stage, share).decode())
    for show, is_there in ((frozenset[str](), False), (frozenset({"person_role"}), True)):
        claim = claim_of(stage.desk, [stage.now()], Asked(show=show))
        assert at_their_end.encode() in claim
        (one,) = [text for text in claim.decode().split('"') if text.startswith(f"{at_their_end}~")]
        shown = record.read(one, key_of(ISS, PRIVATE.public_key()))
        assert isinstance(shown, record.Receipt)
        assert (shown.person_role == "analyst on duty") is is_there


def test_what_accepts_other_terms_is_kept_and_named_as_left_out(stage: Stage, share: Share) -> None:
    taken = take_in(stage.desk, share, receipt(stage, share, terms_accepted="0" * 64))
    assert not taken.as_offered
    (entry,) = receipts_on(stage.desk, share)
    assert "other terms" in evidence_of(entry)
    assert [one.entry.id for one in left_out(stage.desk, [stage.now()])] == [entry.id]
    said = verify(claim_of(stage.desk, [stage.now()], Asked(asks="acknowledged")))
    assert (said["verdict"], said["statement"]["shares"][0]["grade"]) == ("UNANSWERED", "E0")


def test_a_receipt_the_verifier_would_not_read_is_not_taken_in(stage: Stage, share: Share) -> None:
    """It has a header of its own: the record is in order, and still no claim could hold it."""
    whole = receipt(stage, share).decode().strip()
    one = record.read(whole, key_of(ISS, PRIVATE.public_key()))
    key = key_of(ISS, PRIVATE.public_key())
    header = {"kid": key.id, "typ": record.TYP, "x5t": "AAAA"}
    members = {name: getattr(one, name) for name in record.Receipt.OPEN - {"typ"}}
    odd = sdjwt.issue(members | {"typ": "receipt"}, sign=signer(PRIVATE), random_bytes=Chance(), header=header)
    with pytest.raises(ProofFailed, match="another header"):
        take_in(stage.desk, share, odd.encode())


def test_too_long_a_receipt_is_refused_before_it_is_looked_at(stage: Stage, share: Share) -> None:
    with pytest.raises(TooMuch):
        take_in(stage.desk, share, b"e" * (LIMITS.record_bytes + 1))


def test_a_receipt_for_what_is_taken_back_is_still_one_for_the_share(stage: Stage, share: Share) -> None:
    raw = receipt(stage, share)
    withdraw(stage.desk, share, why="not true")
    assert take_in(stage.desk, find(stage.desk, share.id), raw).is_new


def test_a_receipt_of_other_content_or_of_somebody_else_is_not_taken_in(stage: Stage, share: Share) -> None:
    size = stage.desk.log.size()
    with pytest.raises(ProofFailed, match="other content"):
        take_in(stage.desk, share, receipt(stage, share, content_commit="0" * 64))
    with pytest.raises(BadInput, match="no delivery of"):
        take_in(stage.desk, share, receipt(stage, share, share_digest="0" * 64))
    assert stage.desk.log.size() == size
    other = stage.party("Another Adopter", "adopter")
    with pytest.raises(BadInput, match="not of Another Adopter"):
        take_in(stage.desk, share, receipt(stage, share), given=other)


def test_a_receipt_for_one_share_is_never_one_for_another(stage: Stage, share: Share) -> None:
    approver = replace(stage.desk, person=next(iter(share.outcomes.values())).approvers[0])
    other = stage.delivered(*share.recipients, by=approver)
    with pytest.raises(BadInput, match=f"a receipt for {share.id}"):
        take_in(stage.desk, other, receipt(stage, share))
    assert take_in(stage.desk, share, receipt(stage, share)).is_new
    assert take_in(stage.desk, other, receipt(stage, other, id="c" * 32)).is_new


def test_the_other_value_of_s_makes_no_second_receipt(stage: Stage, share: Share) -> None:
    """Whoever has a receipt can turn s into its other value without the key (RFC 7518 section 3.4 allows both)."""
    whole = receipt(stage, share).decode().strip()
    first = take_in(stage.desk, share, whole.encode())
    message, _, signature = issuer_signed(whole).rpartition(".")
    raw = urlsafe_b64decode(f"{signature}==")
    high = ORDER - int.from_bytes(raw[HALF_BYTES:], "big")
    turned = f"{message}.{encode(raw[:HALF_BYTES] + high.to_bytes(HALF_BYTES, 'big'))}"
    again = take_in(stage.desk, share, whole.replace(issuer_signed(whole), turned).encode())
    assert (again.is_new, again.feedback.id) == (False, first.feedback.id)
