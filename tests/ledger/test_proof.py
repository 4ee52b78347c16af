"""Offline proofs: the text form, what they prove, and that no byte can be changed unseen."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger import checkpoint
from tocsin.ledger.checkpoint import Checkpoint
from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.merkle import from_stored, inclusion_proof, leaf_hashes, root_of
from tocsin.ledger.note import Note, SignatureType, cosign, key_of
from tocsin.ledger.proof import HEADER, LogProof, parse, verify

# C2SP tlog-proof: the head of its example. Its checkpoint is abbreviated there ("[...]"), so the example checkpoint of
# C2SP tlog-cosignature stands in its place: this text can be parsed, not verified.
EXAMPLE = (
    "c2sp.org/tlog-proof@v1\n"
    "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ\n"
    "index 73894\n"
    "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
    "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
    "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
    "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
    "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n"
    "\n"
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)

LOG, WITNESS = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))
ORIGIN = "log.example/a"
LOG_KEY = key_of(ORIGIN, LOG)
WITNESS_KEY = key_of("witness.example/w", WITNESS, SignatureType.COSIGNATURE_ED25519)
ENTRIES = [f"entry {number}".encode() for number in range(50)]
LEAVES = leaf_hashes(ENTRIES)


def proof_of(index: int, size: int, extra: bytes | None = None) -> LogProof:
    signed = checkpoint.sign(Checkpoint(origin=ORIGIN, size=size, root=root_of(LEAVES[:size])), LOG)
    path = inclusion_proof(index, size, from_stored(lambda _level, start, end: LEAVES[start:end]))
    return LogProof(index=index, path=path, signed=signed, extra=extra)


def test_the_example_of_the_specification_reads_back() -> None:
    proof = parse(EXAMPLE.encode())
    assert (proof.index, len(proof.path), len(proof.signed.signatures)) == (73_894, 5, 2)
    assert proof.extra is not None
    assert proof.extra.startswith(b"age-v1.2.1-darwin-arm64.tar.gz")
    assert proof.to_bytes() == EXAMPLE.encode()


def test_every_entry_of_every_size_is_proved_through_the_text() -> None:
    for size in range(1, len(ENTRIES) + 1):
        for index in {0, size // 2, size - 1}:
            proof = parse(proof_of(index, size).to_bytes())
            opened = verify(proof, ENTRIES[index], origin=ORIGIN, log=[LOG_KEY])
            assert opened.checkpoint.size == size


@given(st.data())
def test_no_other_entry_is_proved(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(ENTRIES)))
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.sampled_from(ENTRIES).filter(lambda entry: entry != ENTRIES[index]))
    with pytest.raises(ProofError, match="does not lead to the root"):
        verify(proof_of(index, size), other, origin=ORIGIN, log=[LOG_KEY])


def test_witnesses_of_the_checkpoint_are_shown() -> None:
    proof = proof_of(3, 10)
    line = cosign(proof.signed.text, WITNESS_KEY.name, WITNESS, timestamp_s=7)
    witnessed = LogProof(
        index=3, path=proof.path, signed=Note(text=proof.signed.text, signatures=(*proof.signed.signatures, line))
    )
    opened = verify(witnessed, ENTRIES[3], origin=ORIGIN, log=[LOG_KEY], witnesses=[WITNESS_KEY])
    assert [one.timestamp_s for one in opened.witnesses] == [7]


def test_an_index_beyond_the_tree_or_another_origin_is_refused() -> None:
    proof = proof_of(3, 10)
    beyond = LogProof(index=10, path=proof.path, signed=proof.signed)
    with pytest.raises(ProofError, match="no leaf 10"):
        verify(beyond, ENTRIES[3], origin=ORIGIN, log=[LOG_KEY])
    with pytest.raises(ProofError, match=r"expected log\.example/b"):
        verify(proof, ENTRIES[3], origin="log.example/b", log=[LOG_KEY])


def test_extra_data_are_carried_and_change_nothing() -> None:
    proof = parse(proof_of(1, 4, extra=b"\0anything").to_bytes())
    assert proof.extra == b"\0anything"
    assert verify(proof, ENTRIES[1], origin=ORIGIN, log=[LOG_KEY]).checkpoint.size == 4


def test_every_changed_byte_is_refused() -> None:
    raw = proof_of(5, 11).to_bytes()
    for place in range(len(raw)):
        for bit in range(8):
            changed = raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]
            with pytest.raises(ProofError):
                verify(parse(changed), ENTRIES[5], origin=ORIGIN, log=[LOG_KEY])


HASH = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ="
NOTE = proof_of(0, 1).signed.to_bytes().decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{HEADER}\nindex 0\n",
        f"{HEADER}\nindex 0\n\n",
        f"{HEADER}\n\n{NOTE}",
        f"{HEADER}\nindex 00\n\n{NOTE}",
        f"{HEADER}\nindex -1\n\n{NOTE}",
        f"{HEADER}\nindex  0\n\n{NOTE}",
        f"{HEADER}\nINDEX 0\n\n{NOTE}",
        f"{HEADER}\nindex 0\n{HASH[:-1]}\n\n{NOTE}",
        f"{HEADER}\nindex 0\nAAAA\n\n{NOTE}",
        f"{HEADER}\nindex 0\nindex 0\n\n{NOTE}",
        f"{HEADER}\nextra \nindex 0\n\n{NOTE}",
        f"{HEADER}\nextra QQ\nindex 0\n\n{NOTE}",
        f"{HEADER}\nextra QQ==\nextra QQ==\nindex 0\n\n{NOTE}",
        f"{HEADER}\nindex 0\nextra QQ==\n\n{NOTE}",
        f"{HEADER}2\nindex 0\n\n{NOTE}",
        f" {HEADER}\nindex 0\n\n{NOTE}",
        f"{HEADER}\nindex 0\n\n\n{NOTE[:-10]}",
        f"{HEADER}\nindex 0\n" + f"{HASH}\n" * 64 + f"\n{NOTE}",
    ],
)
def test_a_proof_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse(text.encode())


def test_only_a_proof_that_could_be_read_back_is_made() -> None:
    proof = proof_of(0, 1)
    with pytest.raises(Malformed, match="left out"):
        LogProof(index=0, path=(), signed=proof.signed, extra=b"")
    with pytest.raises(Malformed):
        LogProof(index=-1, path=(), signed=proof.signed)
    with pytest.raises(Malformed):
        LogProof(index=0, path=(b"short",), signed=proof.signed)
