"""Claims made: only what holds, saying only what its records say."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.claims import (
    KEYS,
    ORIGIN,
    OTHER,
    OTHER_KEY,
    Q1,
    RECIPIENT,
    SENDER,
    SENDER_KEY,
    Chance,
    Story,
    a_receipt,
    a_share,
    whole_story,
)
from tocsin.ledger import record
from tocsin.ledger.canonical import same_bytes
from tocsin.ledger.claim import Period, Shown, Stated, check_foreign, make_claim
from tocsin.ledger.fault import ProofError
from tocsin.ledger.record import Share
from tocsin.ledger.sdjwt import signer
from tocsin.verifier.claim import verify


def test_a_claim_is_canonical_and_holds() -> None:
    raw = whole_story().claim()
    assert same_bytes(raw)
    assert verify(raw)["verdict"] == "SELF-LOGGED"
    assert raw == whole_story().claim()


def test_a_foreign_record_is_tried_as_the_verifier_will_read_it() -> None:
    story = Story()
    share = a_share(story)
    made = a_receipt(story, share, "a" * 64)
    compact = record.issue(made, KEYS[made.iss], sign=signer(RECIPIENT), random_bytes=Chance())
    check_foreign(compact, KEYS[made.iss])
    for text, key in ((compact, OTHER_KEY), (compact[:-1], KEYS[made.iss]), ("", KEYS[made.iss])):
        with pytest.raises(ProofError):
            check_foreign(text, key)


def test_a_claim_in_words_beyond_ascii_is_canonical_too() -> None:
    story = Story()
    story.tell(a_share(story, recipient="Ämter und 局 \U0001f512", kind="\ue000\u2028"))
    assert verify(story.claim())["verdict"] == "SELF-LOGGED"


def test_the_statement_has_the_five_slots_and_the_boundary() -> None:
    statement = json.loads(whole_story().claim())["statement"]
    first, second = statement["shares"]
    assert (first["what"]["kind"], first["when"], first["channel"]) == (
        "poisoned-dataset",
        "2026-03-24T12:00:00Z",
        "mail",
    )
    assert first["restrictions"]["tlp"] == "amber"
    assert first["effect"][0]["kind"] == "mitigation"
    assert first["transport"] == ["sent"]
    assert [one["verb"].split(",")[0].split(";")[0] for one in first["says"]] == ["sent", "delivered", "used", "found"]
    assert {second[slot] for slot in ("what", "channel", "restrictions", "effect", "transport")} == {"not shown"}
    assert second["grade"] == "E0"
    assert "satisfies no mandatory report" in statement["boundary"]


def made(story: Story, **changed: Any) -> bytes:
    given: dict[str, Any] = {
        "records": [
            Shown(sd_jwt=text, proof=None if place is None else story.log.proof(place)) for text, place in story.shown
        ],
        "entries": [story.log.entry(index) for index in story.acts],
        "keys": story.keys,
        "signed_by": SENDER_KEY,
        "sign": signer(SENDER),
    }
    return make_claim(Stated(by=ORIGIN, asks="sent", stated_at="2026-04-02T08:00:00Z", period=Q1), **given | changed)


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("signature: a signature of sender.example does not hold", {"sign": signer(OTHER)}),
        (
            "signature: signed with a key that the sender's log does not name",
            {"signed_by": OTHER_KEY, "keys": [*KEYS.values()]},
        ),
        ("form", {"entries": []}),
        ("links: no share is shown", {"records": []}),
    ],
)
def test_a_claim_that_would_not_hold_is_not_made(why: str, changed: dict[str, Any]) -> None:
    with pytest.raises(ProofError, match=f"claim: {why}"):
        made(whole_story(), **changed)


def test_a_claim_with_the_key_of_nobody_is_not_made() -> None:
    with pytest.raises(ValueError, match="no key of"):
        made(whole_story(), keys=[])


def test_a_claim_over_two_checkpoints_or_another_log_is_not_made() -> None:
    story = whole_story()
    older = story.log.proof(1)
    story.log.act({"type": "case_named/1"})
    entries = [story.log.entry(index) for index in story.acts]
    entries[1] = type(entries[1])(leaf=entries[1].leaf, proof=older)
    with pytest.raises(ProofError, match="claim: log: the proofs are not under one checkpoint"):
        made(story, entries=entries)
    story.log.private = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
    with pytest.raises(ProofError, match="claim: log: the checkpoint is not signed"):
        made(story)


def test_an_empty_or_reversed_period_is_not_claimed() -> None:
    with pytest.raises(ProofError, match="claim: period"):
        whole_story().claim(period=Period(first=Q1.last, last=Q1.first))


def test_self_approval_is_said() -> None:
    story = Story()
    story.tell(a_share(story, approvers=(record.Approver(role="self", person="c" * 64),)))
    assert verify(story.claim())["statement"]["shares"][0]["approved_by"] == ["self"]


def test_a_claim_shows_of_a_record_only_what_was_chosen() -> None:
    story = Story()
    share = a_share(story)
    whole = record.issue(share, SENDER_KEY, sign=signer(SENDER), random_bytes=Chance(b"x"))
    story.shown.append((record.present(whole, ["released_at"]), story.log.add(record.leaf_data(whole))))
    story.tell(a_receipt(story, share, record.digest(whole)), kept=())
    text = json.loads(story.claim())["records"][0]["sdjwt"]
    shown = record.read(text, SENDER_KEY)
    assert isinstance(shown, Share)
    assert text.count("~") == 2
    assert shown.released_at == share.released_at
