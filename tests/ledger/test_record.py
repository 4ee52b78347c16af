"""Records: five types of one shape, each signed by its own party, each member shown or withheld."""

from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from tests.claims import RECIPIENT, RECIPIENT_KEY, SENDER, SENDER_KEY, Chance
from tocsin.ledger import record, sdjwt
from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.record import (
    DIGESTS,
    TYP,
    TYPES,
    Approver,
    Effect,
    Feedback,
    Recall,
    Receipt,
    Record,
    RecordKey,
    Share,
    hidden_members,
    issue,
    key_of,
    parse_key,
    present,
    read,
)
from tocsin.ledger.sdjwt import signer

A, B, C = ("a" * 64, "b" * 64, "c" * 64)
ID = "0" * 32
NOON = "2026-03-24T12:00:00Z"
FULL: dict[type[Record], Record] = {
    Share: Share(
        iss=SENDER_KEY.name,
        id=ID,
        content_commit=A,
        label_commit=B,
        beacon=None,
        channel="mail",
        recipient=RECIPIENT_KEY.name,
        tlp="amber",
        iep={"affected_party_notification": "may"},
        released_at=NOON,
        kind="poisoned-dataset",
        policy_row="release@1.0.0/3",
        legal_basis_state="cisa_2015/lapsed",
        redaction_profile="1.0.0",
        counts={"indicator": 3},
        approvers=(Approver(role="approver", person=C),),
    ),
    Receipt: Receipt(
        iss=RECIPIENT_KEY.name,
        id=ID,
        share_digest=A,
        content_commit=B,
        terms_accepted=C,
        received_at=NOON,
        person_role="analyst",
        system="desk",
    ),
    Feedback: Feedback(
        iss=RECIPIENT_KEY.name,
        id=ID,
        share_digest=A,
        grade="E3",
        sightings_ge_k=5,
        hunted=True,
        false_positive=False,
        already_known_since=NOON,
        at=NOON,
    ),
    Effect: Effect(
        iss=RECIPIENT_KEY.name,
        id=ID,
        because_of=(A, B),
        change_kind="mitigation",
        change_ref="advisory-7",
        before_after={"before": "open", "after": "closed"},
        at=NOON,
    ),
    Recall: Recall(iss=SENDER_KEY.name, id=ID, share_digest=A, reason_class="mistake", replacement=B, deadline=NOON),
}


def signed(one: Record, seed: bytes = b"") -> str:
    key, private = (SENDER_KEY, SENDER) if one.iss == SENDER_KEY.name else (RECIPIENT_KEY, RECIPIENT)
    return issue(one, key, sign=signer(private), random_bytes=Chance(seed))


def key_for(one: Record) -> RecordKey:
    return SENDER_KEY if one.iss == SENDER_KEY.name else RECIPIENT_KEY


@pytest.mark.parametrize("type_", TYPES)
def test_a_record_shown_whole_is_the_record(type_: type[Record]) -> None:
    assert read(signed(FULL[type_]), key_for(FULL[type_])) == FULL[type_]


@pytest.mark.parametrize("type_", TYPES)
@given(data=st.data())
def test_a_withheld_member_is_unset_and_in_no_byte(type_: type[Record], data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(hidden_members(type_))))
    shown = read(present(signed(FULL[type_]), kept), key_for(FULL[type_]))
    for name in type_.__struct_fields__:
        expected = getattr(FULL[type_], name) if name in type_.OPEN | kept else UNSET
        assert getattr(shown, name) == expected


@pytest.mark.parametrize("type_", TYPES)
def test_every_record_has_the_same_number_of_digests_whatever_is_known(type_: type[Record]) -> None:
    full = FULL[type_]
    empty = msgspec.structs.replace(full, **dict.fromkeys(hidden_members(type_), UNSET))
    for one in (full, empty):
        _, payload = sdjwt.peek(signed(one))
        assert isinstance(payload["_sd"], list)
        assert (len(payload["_sd"]), set(payload)) == (DIGESTS, {*type_.OPEN, "_sd", "_sd_alg"})
        assert payload["_sd"] == sorted(payload["_sd"])
    assert len(record.leaf_data(signed(full))) == len(record.leaf_data(signed(empty)))


@pytest.mark.parametrize("type_", TYPES)
def test_what_was_not_known_is_there_as_nothing(type_: type[Record]) -> None:
    empty = msgspec.structs.replace(FULL[type_], **dict.fromkeys(hidden_members(type_), UNSET))
    shown = read(signed(empty), key_for(empty))
    assert {getattr(shown, name) for name in hidden_members(type_)} == {None}


def test_the_digest_and_the_leaf_survive_any_choice_of_what_is_shown() -> None:
    whole = signed(FULL[Share])
    part = present(whole, ["tlp"])
    assert (record.digest(whole), record.leaf_data(whole)) == (record.digest(part), record.leaf_data(part))
    assert record.leaf_data(whole).startswith(b"e")
    assert record.digest(whole) != record.digest(signed(FULL[Share], b"again"))


def test_a_member_that_is_always_open_cannot_be_chosen() -> None:
    with pytest.raises(Malformed):
        present(signed(FULL[Share]), ["content_commit"])


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "7"},
        {"content_commit": A[1:]},
        {"released_at": "2026-03-24 12:00"},
        {"released_at": "٢٠٢٦-03-24T12:00:00Z"},
        {"iss": "two words"},
        {"counts": {"indicator": -1}},
    ],
)
def test_a_record_that_is_not_of_its_form_is_not_issued(changed: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        signed(msgspec.structs.replace(FULL[Share], **changed))


def test_a_record_is_signed_in_its_own_name_only() -> None:
    with pytest.raises(Malformed, match="but the key is that of"):
        issue(FULL[Share], RECIPIENT_KEY, sign=signer(RECIPIENT), random_bytes=Chance())


def forged(claims: dict[str, object], *, typ: str = TYP, kid: str = RECIPIENT_KEY.id) -> str:
    return sdjwt.issue(claims, sign=signer(RECIPIENT), random_bytes=Chance(), header={"typ": typ, "kid": kid})


def test_a_record_of_another_form_is_not_read() -> None:
    open_ = msgspec.to_builtins(FULL[Receipt])
    assert read(forged(open_), RECIPIENT_KEY) == FULL[Receipt]
    with pytest.raises(Malformed, match="in the name of another"):
        read(forged(open_ | {"iss": SENDER_KEY.name}), RECIPIENT_KEY)
    with pytest.raises(Malformed, match="in the name of another"):
        read(forged(open_, kid="00000000"), RECIPIENT_KEY)
    with pytest.raises(Malformed):
        read(forged(open_, typ="JWT"), RECIPIENT_KEY)
    for broken in ({"typ": "praise"}, {"extra": 1}, {"share_digest": 1}):
        with pytest.raises(Malformed):
            read(forged(open_ | broken), RECIPIENT_KEY)
    with pytest.raises(ProofError):
        read(forged(open_), SENDER_KEY)


def test_a_key_reads_back_from_its_text_and_from_nothing_else() -> None:
    text = SENDER_KEY.to_text()
    assert parse_key(text) == SENDER_KEY
    name, id_, material = text.split("+", 2)
    for bad in (name, f"{name}+00000000+{material}", f"other+{id_}+{material}", f"{name}+{id_}+AQID", f"{text}A==="):
        with pytest.raises(Malformed):
            parse_key(bad)
    for point in (b"", b"\x04" + SENDER_KEY.point[1:], b"\x02" + b"\xff" * 32):
        with pytest.raises(Malformed):
            RecordKey("name", point)
    with pytest.raises(Malformed):
        key_of("two words", ec.derive_private_key(3, ec.SECP256R1()).public_key())
