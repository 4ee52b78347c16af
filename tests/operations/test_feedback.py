"""What came back: taken down, signed for, followed, and what changed because of it."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.asking import ask
from tests.builders import DeskOfStories
from tests.shares import Stage
from tocsin.ledger import record
from tocsin.ledger.record import key_of
from tocsin.ledger.sdjwt import signer
from tocsin.stages.recording import records_of
from tocsin.vocab.errors import BadInput, ProofFailed, TooMuch
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.sharing import Share

PRIVATE = ec.derive_private_key(91, ec.SECP256R1())
KEY = key_of("adopter.example", PRIVATE.public_key())


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with a clean copy."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


@pytest.fixture
def share(stage: Stage) -> Share:
    """A share that arrived at somebody whose key is known."""
    adopter = stage.party("An Adopter", "adopter")
    keyed = {"record_key": KEY.point.hex(), "record_iss": KEY.name}
    ask(stage.desk, "party.add", name="An Adopter", kinds=["adopter"], party=adopter, **keyed)
    return stage.delivered(adopter)


def test_a_question_is_open_until_it_is_answered(stage: Stage, share: Share) -> None:
    said = {"share": share.id, "party": "An Adopter"}
    asked = ask(stage.desk, "feedback.add", **said, kind="question", text="Which version?", means="mail")
    assert [one["answered"] for one in ask(stage.desk, "feedback.list", share=share.id)] == [False]
    stage.later(1)
    ask(stage.desk, "feedback.add", **said, kind="answer", answers=asked["id"], text="1.2")
    first, second = ask(stage.desk, "feedback.list", share=share.id)
    assert (first["kind"], first["answered"], first["text"]) == ("question", True, "Which version?")
    assert (second["kind"], second["name"]) == ("answer", "An Adopter")


def test_known_already_says_since_when_with_a_zone(stage: Stage, share: Share) -> None:
    said = {"share": share.id, "party": "An Adopter", "kind": "known_already", "known_from": "vendor"}
    found = ask(stage.desk, "feedback.add", **said, known_since="2026-03-01T01:00:00+01:00")
    assert found["known_since"] == "2026-03-01T00:00:00Z"
    with pytest.raises(BadInput, match="before now"):
        ask(stage.desk, "feedback.add", **said, known_since="2027-03-01T00:00:00Z")


def test_what_a_recipient_signed_is_taken_in_once(stage: Stage, share: Share) -> None:
    ((_, compact),) = records_of(stage.desk, share)
    sent = record.read(compact, stage.desk.record_key)
    assert isinstance(sent, record.Share)
    receipt = record.Receipt(
        iss=KEY.name,
        id=record.new_id(stage.desk.chance.random_bytes),
        share_digest=record.digest(compact),
        content_commit=sent.content_commit,
        terms_accepted=sent.label_commit,
        received_at="2026-03-24T13:00:00Z",
    )
    signed = record.issue(receipt, KEY, sign=signer(PRIVATE), random_bytes=stage.desk.chance.random_bytes).encode()
    taken = ask(stage.desk, "feedback.receipt", signed, share=share.id, party="An Adopter")
    assert (taken["grade"], taken["is_new"], taken["as_offered"]) == ("E1", True, True)
    assert ask(stage.desk, "feedback.receipt", signed, share=share.id)["is_new"] is False
    assert [one["signed"] for one in ask(stage.desk, "feedback.list", share=share.id)] == [True]


def test_what_does_not_hold_is_not_recorded(stage: Stage, share: Share) -> None:
    stage.story.forget_acts()
    for content, fault in ((b"nothing", BadInput), (b"e" * (LIMITS.record_bytes + 1), TooMuch)):
        with pytest.raises(fault):
            ask(stage.desk, "feedback.receipt", content, share=share.id)
    with pytest.raises((BadInput, ProofFailed)):
        ask(stage.desk, "feedback.receipt", records_of(stage.desk, share)[0][1].encode(), share=share.id)
    assert stage.story.new_acts() == []


def test_what_may_follow_is_not_known_until_somebody_says_it(stage: Stage, share: Share) -> None:
    before = ask(stage.desk, "feedback.after-list", share=share.id)
    assert {one["state"] for one in before} == {"not_known"}
    said = {"share": share.id, "party": "An Adopter", "step": "distributed", "state": "stated_by_recipient"}
    noted = ask(stage.desk, "feedback.after", **said, because="their bulletin")
    assert noted["on"] == "2026-03-24"
    after = {one["step"]: one["state"] for one in ask(stage.desk, "feedback.after-list", share=share.id)}
    assert after["distributed"] == "stated_by_recipient"
    with pytest.raises(BadInput, match="future"):
        ask(stage.desk, "feedback.after", **said, because="their bulletin", on="2027-01-01")


def test_an_effect_has_a_cause(stage: Stage, share: Share) -> None:
    case = stage.case.id
    made = ask(stage.desk, "feedback.effect", case=case, kind="mitigation", what="rule is live", because_of=[share.id])
    (line,) = ask(stage.desk, "feedback.effects", case=case)
    assert (line["id"], line["text"], line["because_of"]) == (made["id"], "rule is live", [share.id])
    with pytest.raises(BadInput, match="what caused it"):
        ask(stage.desk, "feedback.effect", case=case, kind="mitigation", what="rule is live", because_of=[])
