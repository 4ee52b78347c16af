"""Claim files: verified from their bytes alone, and failed by any change to them."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.claims import (
    LOG,
    LOG_KEY,
    ORIGIN,
    OTHER,
    OTHER_KEY,
    POLICY,
    RECIPIENT,
    RECIPIENT_KEY,
    SECOND,
    SECOND_KEY,
    SENDER,
    SENDER_KEY,
    WITNESS,
    WITNESS_KEY,
    WITNESSED_AT,
    Chance,
    Story,
    a_receipt,
    a_share,
    bent,
    failed,
    state_of,
    whole_story,
)
from tocsin.ledger import sdjwt
from tocsin.ledger.claim import signed_claim
from tocsin.ledger.note import SignatureType
from tocsin.ledger.note import key_of as note_key
from tocsin.ledger.record import TYP, hidden_members, key_of
from tocsin.ledger.record import TYPES as RECORD_TYPES
from tocsin.ledger.sdjwt import signer
from tocsin.verifier.claim import TYPES, verify
from tocsin.verifier.relations import CHECKS
from tocsin.verifier.signed import Unreadable, unbase64
from tocsin.vocab.acts.delivery import DeliveryMoved, RecordEntered
from tocsin.vocab.acts.home import LogKeyRotated, LogOpened
from tocsin.vocab.acts.party import RecordKeyAdded

Bend = Callable[[dict[str, Any]], object]


def small_story() -> Story:
    story = Story()
    share = a_share(story)
    story.tell(a_receipt(story, share, story.tell(share, kept=("released_at",))), kept=())
    return story


def test_a_claim_that_holds_is_self_logged_and_names_every_check() -> None:
    report = verify(whole_story().claim())
    assert report["verdict"] == "SELF-LOGGED"
    assert tuple(check["name"] for check in report["checks"]) == CHECKS
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert {name for name, state in states.items() if state != "ok"} == {"witnesses", "time", "completeness"}
    assert all(check["said"] for check in report["checks"])
    assert any("rewrote" in one for one in report["not_proven"])


def test_any_changed_byte_fails() -> None:
    raw = small_story().claim()
    for place, byte in enumerate(raw):
        for other in (byte ^ 1, ord("0") if byte != ord("0") else ord("1")):
            if other != byte:
                changed = raw[:place] + bytes([other]) + raw[place + 1 :]
                report = verify(changed)
                assert (report["verdict"], report["statement"]) == ("FAILED", None), (place, other)
                assert len(failed(report)) == 1


@pytest.mark.parametrize("change", [b"\n", b" ", b"\x00", b"{}"])
def test_more_or_fewer_bytes_fail(change: bytes) -> None:
    raw = small_story().claim()
    for changed in (raw + change, change + raw, raw[:-1], raw[1:], raw[: len(raw) // 2]):
        assert verify(changed)["verdict"] == "FAILED"


def test_a_withheld_value_is_in_no_byte_and_changes_nothing_else() -> None:
    def claim(channel: str, kind: str) -> bytes:
        story = Story()
        story.tell(a_share(story, channel=channel, kind=kind), kept=("released_at",))
        return story.claim()

    one, other = claim("a-secret-road", "hospital-breach"), claim("mail", "x")
    assert len(one) == len(other)
    parts = json.loads(one)["records"][0]["sdjwt"].replace("~", ".").split(".")
    decoded = b"".join(unbase64(part, url=True) for part in parts)
    for secret in (b"a-secret-road", b"hospital-breach", b"channel", b"approver"):
        assert secret not in decoded
    assert b"a-secret-road" not in one
    assert b"hospital-breach" not in one
    assert verify(one)["statement"]["shares"][0]["channel"] == "not shown"


@pytest.mark.parametrize("raw", [b"", b"{}", b"\x00" * 100, b'{"format":"tocsin-claim/2"}', b"[" * 1_000_000])
def test_what_is_no_claim_file_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="no claim file"):
        verify(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'"tocsin-claim/1"',
        b'{"format":"tocsin-claim/1"}',
        b'"signature":"',
        b'{"a":' + b"[" * 40 + b'"tocsin-claim/1"' + b"]" * 40 + b"}",
        b"[" * 5_000_000 + b'"tocsin-claim/1"',
        b'"tocsin-claim/1"' + b" " * 17_000_000,
        b'"tocsin-claim/1\xff"',
        b'["tocsin-claim/1",1.5]',
        b'["tocsin-claim/1",{"a":1,"a":2}]',
    ],
)
def test_what_looks_like_a_claim_and_is_none_fails(raw: bytes) -> None:
    report = verify(raw)
    assert report["verdict"] == "FAILED"
    assert failed(report)[0] in {"limits", "form"}
    assert report["checks"][-1]["said"] == "an earlier check failed"


@pytest.mark.parametrize(
    ("check", "bend"),
    [
        ("form", lambda body: body.update(more=1)),
        ("form", lambda body: body.pop("beacons")),
        ("form", lambda body: body.update(format="tocsin-claim/2", note="tocsin-claim/1")),
        ("form", lambda body: body["records"][0].update(more=1)),
        ("form", lambda body: body["statement"].pop("asks")),
        ("form", lambda body: body["statement"].update(asks="everything")),
        ("form", lambda body: body["statement"].update(stated_at="today")),
        ("form", lambda body: body.update(keys=[RECIPIENT_KEY.to_text()] * 1_001)),
        ("form", lambda body: body["entries"].pop(0)),
        ("form", lambda body: body["entries"].pop(1)),
        ("log", lambda body: body["entries"].append(body["entries"][0])),
        ("form", lambda body: body["entries"][1].update(leaf=body["entries"][0]["leaf"])),
        ("form", lambda body: body["entries"][1].update(proof=body["entries"][0]["proof"])),
        ("form", lambda body: body["entries"][1].update(proof="")),
        ("log", lambda body: body["records"][0].update(proof=body["entries"][0]["proof"])),
        ("form", lambda body: body["entries"][1].update(leaf=body["entries"][1]["leaf"].replace('"act"', ' "act"'))),
        ("keys", lambda body: body.update(keys=[SENDER_KEY.to_text()])),
        ("keys", lambda body: body.update(keys=[RECIPIENT_KEY.to_text()] * 2)),
        ("keys", lambda body: body.update(keys=[LOG_KEY.to_text()])),
        ("keys", lambda body: body.update(keys=["rubbish"])),
        ("keys", lambda body: body.update(keys=[key_of("twin.example", SENDER.public_key()).to_text()])),
        ("keys", lambda body: body.update(keys=[key_of(ORIGIN, OTHER.public_key()).to_text()])),
        ("signature", lambda body: body.update(kid="00000000")),
        ("signature", lambda body: body["statement"].update(by="somebody.example")),
        ("records", lambda body: body.update(keys=[])),
        ("log", lambda body: body["records"].append(body["records"][0])),
        ("records", lambda body: body["records"].append(body["records"][1])),
        ("records", lambda body: body["records"][0].update(proof="")),
        ("records", lambda body: body["records"][1].update(sdjwt=body["records"][1]["sdjwt"] + "rubbish")),
        ("links", lambda body: body.update(records=[])),
        ("links", lambda body: body.update(records=body["records"][1:2])),
        ("statement", lambda body: body["statement"]["shares"][0].update(grade="E3")),
        ("statement", lambda body: body["statement"]["shares"].pop()),
        ("statement", lambda body: body["statement"].update(boundary="Certified.")),
    ],
)
def test_what_only_the_sender_could_change_fails_at_its_check(check: str, bend: Bend) -> None:
    report = verify(bent(small_story().claim(), bend))
    assert (report["verdict"], failed(report), report["statement"]) == ("FAILED", [check], None)


def test_a_claim_signed_by_another_or_with_the_higher_s_fails() -> None:
    body = json.loads(small_story().claim())
    made = body.pop("signature")
    assert failed(verify(signed_claim(body, signer(OTHER)))) == ["signature"]
    raw = unbase64(made, url=True)
    high = raw[:32] + (sdjwt.ORDER - int.from_bytes(raw[32:], "big")).to_bytes(32, "big")
    assert failed(verify(signed_claim(body, lambda _: high))) == ["signature"]
    assert verify(signed_claim(body, lambda _: raw))["verdict"] == "SELF-LOGGED"


def witnessed() -> Story:
    story = small_story()
    story.log.witnesses.append((WITNESS, WITNESS_KEY.name, WITNESSED_AT))
    return story


def test_only_a_policy_of_the_callers_makes_a_witness_count() -> None:
    raw = witnessed().claim()
    assert verify(raw)["verdict"] == "SELF-LOGGED"
    report = verify(raw, POLICY)
    assert report["verdict"] == "VERIFIED"
    assert state_of(report, "witnesses") == "ok"
    assert verify(raw, POLICY.replace(b"quorum W", b"quorum none"))["verdict"] == "SELF-LOGGED"
    assert failed(verify(small_story().claim(), POLICY)) == ["witnesses"]
    both = f"witness A {WITNESS_KEY.to_text()}\nwitness B {SECOND_KEY.to_text()}\ngroup G all A B\nquorum G\n".encode()
    assert failed(verify(raw, both)) == ["witnesses"]
    assert verify(raw, both.replace(b"all", b"any"))["verdict"] == "VERIFIED"


def test_a_known_witness_whose_cosignature_fails_refuses_the_log() -> None:
    story = small_story()
    story.log.witnesses.append((SECOND, WITNESS_KEY.name, WITNESSED_AT))
    fake = note_key(WITNESS_KEY.name, SECOND, SignatureType.COSIGNATURE_ED25519)
    raw = story.claim()
    assert verify(raw, f"witness W {fake.to_text()}\nquorum W\n".encode())["verdict"] == "VERIFIED"
    assert failed(verify(raw, POLICY)) == ["witnesses"]
    wrong = bent(witnessed().claim(), _with_a_broken_cosignature)
    assert failed(verify(wrong, POLICY)) == ["log"]


def _with_a_broken_cosignature(body: dict[str, Any]) -> None:
    for part in (*body["entries"], *body["records"]):
        if part["proof"]:
            head, _, tail = part["proof"].rpartition(" ")
            part["proof"] = f"{head} {tail[:20]}{'A' if tail[20] != 'A' else 'B'}{tail[21:]}"


def test_a_log_that_witnesses_itself_fails() -> None:
    story = small_story()
    own = note_key("w", LOG, SignatureType.COSIGNATURE_ED25519)
    story.log.witnesses.append((LOG, "w", WITNESSED_AT))
    assert failed(verify(story.claim(), f"witness W {own.to_text()}\nquorum W\n".encode())) == ["witnesses"]
    namesake = note_key(ORIGIN, WITNESS, SignatureType.COSIGNATURE_ED25519)
    story.log.witnesses = [(WITNESS, ORIGIN, WITNESSED_AT)]
    assert failed(verify(story.claim(), f"witness W {namesake.to_text()}\nquorum W\n".encode())) == ["witnesses"]


def test_a_policy_for_another_log_or_another_key_of_it_fails() -> None:
    raw = witnessed().claim()
    for name, private in (("other.example", LOG), (ORIGIN, SECOND)):
        line = f"log {note_key(name, private).to_text()}\n".encode()
        assert failed(verify(raw, line + POLICY)) == ["witnesses"]
    report = verify(raw, f"log {LOG_KEY.to_text()}\n".encode() + POLICY)
    assert report["verdict"] == "VERIFIED"
    assert report["keys"][0]["tied"] == "pinned by you"


def test_how_each_key_is_tied_to_its_owner_is_said() -> None:
    report = verify(whole_story().claim(), given=[SENDER_KEY.to_text()])
    log, sender, recipient = report["keys"]
    assert (log["owner"], sender["owner"], recipient["owner"]) == (ORIGIN, ORIGIN, RECIPIENT_KEY.name)
    assert "named by the sender's log" in log["tied"]
    assert "compare it with" in log["tied"]
    assert sender["tied"] == "pinned by you"
    assert "not in the sender's log" in recipient["tied"]


def test_a_key_other_than_the_callers_fails_and_one_that_nobody_has_is_named() -> None:
    raw = small_story().claim()
    for name, private in ((ORIGIN, OTHER), (RECIPIENT_KEY.name, OTHER)):
        assert failed(verify(raw, given=[key_of(name, private.public_key()).to_text()])) == ["keys"]
    assert failed(verify(raw, given=[note_key(ORIGIN, SECOND).to_text()])) == ["keys"]
    report = verify(raw, given=[OTHER_KEY.to_text()])
    assert report["verdict"] == "SELF-LOGGED"
    assert any("vendor.example" in check["said"] for check in report["checks"])
    with pytest.raises(Unreadable):
        verify(raw, given=["rubbish"])


def test_the_logs_key_may_have_been_exchanged_where_every_exchange_is_shown() -> None:
    story = small_story()
    fresh = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
    place = story.log.act({
        "type": "log_key_rotated/1", "old_key": LOG_KEY.to_text(), "new_key": note_key(ORIGIN, fresh).to_text(),
    })  # fmt: skip
    story.log.private = fresh
    story.acts.append(place)
    raw = story.claim()
    assert verify(raw)["verdict"] == "SELF-LOGGED"
    without = bent(raw, lambda body: body["entries"].pop())
    assert failed(verify(without)) == ["log"]


def test_no_exchange_in_between_may_be_left_out() -> None:
    story, keys = small_story(), [LOG]
    for number in (7, 8):
        fresh = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        old, new = (note_key(ORIGIN, key).to_text() for key in (keys[-1], fresh))
        story.acts.append(story.log.act({"type": "log_key_rotated/1", "old_key": old, "new_key": new}))
        keys.append(fresh)
    story.log.private = keys[-1]
    raw = story.claim()
    assert verify(raw)["verdict"] == "SELF-LOGGED"
    report = verify(bent(raw, lambda body: body["entries"].pop(2)))
    assert failed(report) == ["form"]
    assert "left out" in report["checks"][1]["said"]


def test_a_record_that_was_never_entered_fails_whatever_proof_is_with_it() -> None:
    story = small_story()
    share = msgspec.to_builtins(a_share(story))
    whole = record_of(share, SENDER_KEY.id, SENDER)
    story.shown.append((whole, story.log.act({"type": "case_named/1"})))
    with pytest.raises(ValueError, match="log: what is shown as entry 3 does not stand in the log"):
        story.claim()
    story.shown[-1] = (whole, None)
    with pytest.raises(ValueError, match="records: a record of the sender that is not shown to stand in its log"):
        story.claim()


def test_a_record_older_than_its_key_fails() -> None:
    story = Story()
    late = key_of(ORIGIN, OTHER.public_key())
    share = a_share(story)
    whole = record_of(msgspec.to_builtins(share), late.id, OTHER)
    story.shown.append((whole, story.log.add(whole.split("~")[0].encode())))
    story.acts.append(story.log.act({"type": "record_key_added/1", "key": late.point.hex()}))
    story.keys.append(late)
    with pytest.raises(ValueError, match="older in the log than the key"):
        story.claim()
    again = Story()
    again.acts.append(again.log.act({"type": "record_key_added/1", "key": late.point.hex()}))
    again.shown.append((whole, again.log.add(whole.split("~")[0].encode())))
    again.keys.append(late)
    assert verify(again.claim())["verdict"] == "SELF-LOGGED"


def record_of(claims: dict[str, Any], kid: str, private: Any) -> str:
    header = {"typ": TYP, "kid": kid}
    return sdjwt.issue(claims, sign=signer(private), random_bytes=Chance(b"r"), header=header)


def test_unknown_types_of_records_and_acts_are_listed_not_skipped() -> None:
    story = small_story()
    praise = record_of({"iss": RECIPIENT_KEY.name, "typ": "praise", "share_digest": "x"}, RECIPIENT_KEY.id, RECIPIENT)
    story.shown.append((praise, None))
    story.acts.append(story.log.act({"type": "case_named/1", "sheet": "a" * 64}))
    report = verify(story.claim())
    assert report["verdict"] == "SELF-LOGGED"
    assert [one for one in report["unknown"] if "praise" in one]
    assert [one for one in report["unknown"] if "case_named/1" in one]


def test_a_record_with_a_member_too_many_or_too_few_fails() -> None:
    story = small_story()
    share = msgspec.to_builtins(a_share(story))
    for claims in (share | {"rank": 1}, {name: value for name, value in share.items() if name != "beacon"}):
        whole = record_of(claims, SENDER_KEY.id, SENDER)
        other = small_story()
        other.shown.append((whole, other.log.add(whole.split("~")[0].encode())))
        with pytest.raises(ValueError, match="records: a share with other members"):
            other.claim()


def test_the_members_of_records_are_those_the_ledger_issues() -> None:
    for type_ in RECORD_TYPES:
        always, perhaps = (set(names.split()) for names in TYPES[str(type_.__struct_config__.tag)])
        assert always == type_.OPEN - {"iss", "typ", "id"}
        assert perhaps == {*hidden_members(type_)}


def test_the_acts_that_are_understood_are_those_of_the_desk() -> None:
    for type_, tag, members in (
        (LogOpened, "log_opened/1", {"origin", "key"}),
        (LogKeyRotated, "log_key_rotated/1", {"old_key", "new_key"}),
        (RecordKeyAdded, "record_key_added/1", {"key"}),
        (RecordEntered, "record_entered/1", {"leaf", "delivery"}),
        (DeliveryMoved, "delivery_moved/1", {"delivery", "state"}),
    ):
        assert type_.__struct_config__.tag == tag
        assert members <= {*type_.__struct_fields__}
