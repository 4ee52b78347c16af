"""The verifier's own code for bytes, held against the ledger's on whatever may come."""

import json
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims import (
    LOG,
    LOG_KEY,
    ORIGIN,
    RECIPIENT_KEY,
    SENDER,
    SENDER_KEY,
    WITNESS,
    WITNESS_KEY,
    WITNESSED_AT,
    SmallLog,
    whole_story,
)
from tests.sdjwts import ISSUER, REFUSED, disclosure, forged
from tocsin.ledger import checkpoint, merkle, note, proof, record
from tocsin.ledger.canonical import SAFE, canonical_exact
from tocsin.ledger.fault import ProofError
from tocsin.ledger.merkle import Edge, completed, from_stored, inclusion_proof, leaf_hashes, root_of
from tocsin.ledger.note import Note, VerifierKey
from tocsin.ledger.sdjwt import digest_of, signer
from tocsin.verifier.signed import (
    HALF_ORDER,
    Key,
    Refused,
    Unreadable,
    base64url,
    canonical,
    check_es256,
    leaf_hash,
    load,
    moment,
    open_checkpoint,
    open_note,
    open_sdjwt,
    read_key,
    read_proof,
    root_from,
    root_over,
    unbase64,
)

words = st.text(st.characters(codec="utf-8"), max_size=8)
ascii_words = st.text(st.characters(codec="ascii"), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | words,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="ascii")), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(values)
def test_canonical_json_is_the_ledgers(value: Any) -> None:
    assert canonical(value) == canonical_exact(value)
    assert load(canonical(value)) == value


@pytest.mark.parametrize(
    "text",
    ['{"a":1,"a":1}', "1.0", "1e3", "NaN", "-Infinity", str(2**53), "9" * 5_000, '{"é":1}', "[", "", '"\ud800"'],
)
def test_json_that_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- every refusal is one, whoever found it
        canonical(load(text.encode("utf-8", "surrogatepass")))


@given(st.binary(max_size=40))
def test_base64_has_one_spelling(value: bytes) -> None:
    assert unbase64(base64url(value), url=True) == value
    for text in (base64url(value) + "=", base64url(value) + "\n", f" {base64url(value)}"):
        with pytest.raises(Refused):
            unbase64(text, url=True)


@pytest.mark.parametrize("text", ["QQ", "QR==", "Q Q=", "QQ==\n", "QQ==QQ==", "é", "-_-_"])
def test_odd_base64_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        unbase64(text)


def test_a_moment_has_one_form() -> None:
    assert moment("2026-03-25T12:00:00Z") == WITNESSED_AT
    for odd in (
        "2026-03-25 12:00:00Z",
        "2026-03-25T12:00:00+00:00",
        "2026-13-25T12:00:00Z",
        "2026-03-25T12:00:00Z\n",
        1,
    ):
        with pytest.raises(ValueError):  # noqa: PT011 -- every refusal is one, whoever found it
            moment(odd)


def as_key(key: VerifierKey | record.RecordKey) -> Key:
    return read_key(key.to_text())


def test_keys_are_the_ledgers() -> None:
    for key in (LOG_KEY, WITNESS_KEY):
        assert (as_key(key).name, as_key(key).id, as_key(key).public) == (key.name, key.id.hex(), key.public)
        assert as_key(key).text == key.to_text()
    assert (as_key(SENDER_KEY).id, as_key(SENDER_KEY).public) == (SENDER_KEY.id, SENDER_KEY.point)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a+b",
        LOG_KEY.to_text()[:-4],
        LOG_KEY.to_text().replace(ORIGIN, "other"),
        f"a b+00000000+{LOG_KEY.to_text().split('+', 2)[2]}",
        Key("a", b"\x06", b"\x00" * 32).text,
        Key("a", b"\x01", b"\x00" * 31).text,
        Key("", b"\x01", b"\x00" * 32).text,
    ],
)
def test_what_is_no_key_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unreadable, match="not a verifier key"):
        read_key(text)


def test_an_es256_signature_is_checked_to_its_form() -> None:
    made, key = signer(SENDER)(b"text"), as_key(SENDER_KEY)
    high = made[:32] + (2 * HALF_ORDER + 1 - int.from_bytes(made[32:], "big")).to_bytes(32, "big")
    check_es256(key, b"text", made, low=True)
    check_es256(key, b"text", high)
    for message, signature, low in ((b"text", high, True), (b"other", made, False), (b"text", made + b"\x00", False)):
        with pytest.raises(Refused):
            check_es256(key, message, signature, low=low)
    with pytest.raises(Refused):
        check_es256(as_key(RECIPIENT_KEY), b"text", made)
    with pytest.raises(Refused):
        check_es256(Key("a", key.kind, b"\x05" + key.public[1:]), b"text", made)


ENTRIES = [f"entry {number}".encode() for number in range(40)]
LEAVES = leaf_hashes(ENTRIES)


def path_of(index: int, size: int) -> tuple[bytes, ...]:
    return inclusion_proof(index, size, from_stored(lambda _level, start, end: LEAVES[start:end]))


def test_every_place_of_every_small_tree_leads_to_the_ledgers_root() -> None:
    for size in range(1, len(LEAVES) + 1):
        for index in range(size):
            assert root_from(leaf_hash(ENTRIES[index]), index, size, path_of(index, size)) == root_of(LEAVES[:size])


@given(st.integers(1, 40), st.data())
def test_a_path_that_the_ledger_refuses_does_not_lead_to_the_root(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = [bytearray(step) for step in path_of(index, size)]
    match data.draw(st.sampled_from(["flip", "drop", "add", "move"])):
        case "flip" if path:
            data.draw(st.sampled_from(path))[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
        case "drop" if path:
            path.pop(data.draw(st.integers(0, len(path) - 1)))
        case "add":
            path.insert(data.draw(st.integers(0, len(path))), bytearray(data.draw(st.binary(min_size=32, max_size=32))))
        case _:
            index = data.draw(st.integers(0, 50).filter(lambda other: other != index))
    bad = tuple(map(bytes, path))
    leaf = (
        leaf_hash(ENTRIES[min(index, 39)] if bad != path_of(index, size) else b"another") if index < size else LEAVES[0]
    )
    with pytest.raises(ProofError):
        merkle.verify_inclusion(leaf, index=index, size=size, proof=bad, root=root_of(LEAVES[:size]))
    with suppress(Refused):
        assert root_from(leaf, index, size, bad) != root_of(LEAVES[:size])


@pytest.mark.data
def test_the_inclusion_vectors_are_judged_as_they_say(reference_data: Path) -> None:
    judged = 0
    for line in (reference_data / "vectors" / "merkle_rfc9162.jsonl").read_text("utf-8").splitlines():
        vector = json.loads(line)
        case = vector["case"]
        if not vector["file"].startswith("testdata/inclusion/"):
            continue
        judged += 1
        leaf, root = (b64decode(case[name] or "") for name in ("leafHash", "root"))
        try:
            holds = (
                root_from(leaf, case["leafIdx"], case["treeSize"], [b64decode(one) for one in case["proof"] or []])
                == root
            )
        except Refused:
            holds = False
        assert holds is not case["wantErr"], vector["file"]
    assert judged > 50


@given(st.integers(0, 39), st.data())
def test_a_list_from_any_place_on_gives_the_ledgers_root(first: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(first + 1, 40))
    edge, _ = completed(Edge(), LEAVES[:first])
    assert root_over(first, edge.roots, LEAVES[first:size]) == root_of(LEAVES[:size])
    left_out = data.draw(st.integers(first, size - 1))
    rest = LEAVES[first:left_out] + LEAVES[left_out + 1 : size]
    if rest:
        assert root_over(first, edge.roots, rest) != root_of(LEAVES[:size])


def test_a_list_of_another_form_is_refused() -> None:
    for first, before, leaves in ((1, [], LEAVES), (0, LEAVES[:1], LEAVES), (0, [], []), (0, [], [b"short"])):
        with pytest.raises(Refused):
            root_over(first, before, leaves)


def cosigned() -> Note:
    log = SmallLog()
    log.witnesses.append((WITNESS, WITNESS_KEY.name, WITNESSED_AT))
    return log.checkpoint()


def test_a_cosigned_checkpoint_is_read_as_the_ledger_reads_it() -> None:
    made = cosigned()
    ours = checkpoint.open_note(made, origin=ORIGIN, log=[LOG_KEY], witnesses=[WITNESS_KEY])
    seen = open_checkpoint(made.to_bytes().decode(), [as_key(LOG_KEY), as_key(WITNESS_KEY)])
    assert (seen.origin, seen.size, seen.root) == (ORIGIN, ours.checkpoint.size, ours.checkpoint.root)
    assert seen.signed == {as_key(LOG_KEY): 0, as_key(WITNESS_KEY): ours.witnesses[0].timestamp_s}
    assert open_note(made.to_bytes().decode(), [])[1] == {}


def test_every_flipped_bit_of_a_note_is_judged_as_by_the_ledger() -> None:
    raw = cosigned().to_bytes()
    keys = [LOG_KEY, WITNESS_KEY]
    for place in range(len(raw)):
        for bit in (1, 2, 32, 128):
            changed = bytearray(raw)
            changed[place] ^= bit
            try:
                expected = {one.key.name for one in note.verify(note.parse(bytes(changed)), keys)}
            except ProofError:
                expected = set()
            try:
                seen = {key.name for key in open_note(bytes(changed).decode(), [as_key(key) for key in keys])[1]}
            except ValueError:
                seen = set()
            assert seen == expected, (place, bit)


def test_a_proof_is_read_as_the_ledger_reads_it() -> None:
    made = SmallLog().proof(1)
    read = read_proof(made.to_bytes().decode())
    assert (read.place, read.path, read.note) == (made.index, made.path, made.signed.to_bytes().decode())
    text = made.to_bytes().decode()
    for bad in (
        text.replace("index 1", "index 01"),
        text.replace("index 1", "index -1"),
        text.replace("index 1", f"index {2**63}"),
        text.replace("v1", "v2"),
        text.replace("index 1", "extra QQ==\nindex 1"),
        text.replace("\n\n", "\nQQ=\n\n", 1),
        text.replace("\n\n", "\n" + "QQ==\n" * 64 + "\n", 1),
    ):
        with pytest.raises(Refused):
            read_proof(bad)
    assert proof.parse(text.encode()).index == read.place


def test_records_are_read_as_the_ledger_reads_them() -> None:
    keys = [as_key(SENDER_KEY), as_key(RECIPIENT_KEY)]
    for text, _ in whole_story().shown:
        claims, key = open_sdjwt(text, keys)
        whose = SENDER_KEY if key.name == ORIGIN else RECIPIENT_KEY
        shown = record.read(text, whose)
        assert claims == {**record_members(shown)}


def record_members(one: record.Record) -> dict[str, object]:
    """The members that are shown, as JSON has them."""
    return dict(json.loads(msgspec.json.encode(one)))


def test_a_record_of_a_plain_form_is_read() -> None:
    name = disclosure("salt", "name", "Ada")
    assert open_sdjwt(forged({"_sd": [digest_of(name)]}, name), [as_key(ISSUER)])[0] == {
        "iss": ISSUER.name,
        "name": "Ada",
    }


@pytest.mark.parametrize("why", REFUSED)
def test_a_record_that_is_not_of_the_form_is_refused(why: str) -> None:
    with pytest.raises((ValueError, TypeError, RecursionError)):
        open_sdjwt(REFUSED[why], [as_key(ISSUER)])


@pytest.mark.parametrize(
    "text",
    [
        forged({}, header={"typ": "JWT"}),
        forged({}, header={"kid": "00000000"}),
        forged({}, header={"jku": "elsewhere"}),
        forged({"iss": "somebody.else"}),
        forged({"places": [{"...": "x"}]}),
        forged({"inner": {"_sd": []}}),
    ],
)
def test_what_a_record_never_has_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        open_sdjwt(text, [as_key(ISSUER)])


def test_two_keys_of_one_name_and_id_are_no_key() -> None:
    with pytest.raises(Refused, match="no key of"):
        open_sdjwt(forged({}), [as_key(ISSUER), as_key(ISSUER)])


def test_the_log_is_of_the_key_that_signs_it() -> None:
    with pytest.raises(Refused):
        open_checkpoint(f"{ORIGIN}\n1\nQQ==\n\n{cosigned().to_bytes().decode().rpartition(chr(10) * 2)[2]}", [])
    assert LOG.public_key().public_bytes_raw() == as_key(LOG_KEY).public
