"""Checkpoints: strict text, who signed, and that no byte can be changed unseen."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger import note
from tocsin.ledger.checkpoint import Checkpoint, open_note, parse, sign
from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.merkle import EMPTY_ROOT
from tocsin.ledger.note import Note, SignatureType, cosign, key_of

# C2SP tlog-cosignature, "Format": a checkpoint with the signature of its log and of one witness.
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
).encode()

LOG, OLD_LOG, WITNESS = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2, 3))
ORIGIN, WITNESS_NAME = "log.example/a", "witness.example/w"
HEAD = Checkpoint(origin=ORIGIN, size=3, root=bytes(range(32)))
SIGNED = sign(HEAD, LOG)
LOG_KEY, OLD_KEY = key_of(ORIGIN, LOG), key_of(ORIGIN, OLD_LOG)
WITNESS_KEY = key_of(WITNESS_NAME, WITNESS, SignatureType.COSIGNATURE_ED25519)
WITNESSED = Note(
    text=SIGNED.text,
    signatures=(*SIGNED.signatures, cosign(SIGNED.text, WITNESS_NAME, WITNESS, timestamp_s=1_700_000_000)),
)


def test_the_example_of_the_specification_reads_back() -> None:
    signed = note.parse(SOFA)
    checkpoint = parse(signed.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert checkpoint.to_text() == signed.text
    assert signed.to_bytes() == SOFA
    cosignature = signed.signatures[1]
    assert cosignature.key_id.hex() == "8d66cf3f"
    assert int.from_bytes(cosignature.signature[:8], "big") == 1_679_315_147


@given(st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_reads_back(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(origin=ORIGIN, size=size, root=root)
    assert parse(checkpoint.to_text()) == checkpoint


def test_the_empty_log_has_one_checkpoint() -> None:
    empty = Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT)
    assert parse(empty.to_text()) == empty
    with pytest.raises(Malformed, match="empty tree"):
        Checkpoint(origin=ORIGIN, size=0, root=bytes(32))


def test_extension_lines_are_kept() -> None:
    extended = Checkpoint(origin=ORIGIN, size=1, root=bytes(32), extensions=("one", "two words"))
    assert parse(extended.to_text()) == extended


ROOT = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n1\n{ROOT}",
        f"{ORIGIN}\n1\n{ROOT}\nunfinished",
        f"{ORIGIN}\n1\n",
        f"\n1\n{ROOT}\n",
        f"{ORIGIN}\n\n{ROOT}\n",
        f"{ORIGIN}\n01\n{ROOT}\n",
        f"{ORIGIN}\n-1\n{ROOT}\n",
        f"{ORIGIN}\n1 \n{ROOT}\n",
        f"{ORIGIN}\n0x1\n{ROOT}\n",
        f"{ORIGIN}\n{2**63}\n{ROOT}\n",
        f"{ORIGIN}\n1\n{ROOT[:-1]}\n",
        f"{ORIGIN}\n1\n{ROOT[:-2]}B=\n",
        f"{ORIGIN}\n1\nAAAA\n",
        f"{ORIGIN}\n1\n{ROOT}\n\n",
        f"{ORIGIN}\n1\n{ROOT}\na\n\nb\n",
        f"{ORIGIN}\t\n1\n{ROOT}\n",
    ],
)
def test_a_checkpoint_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse(text)


def test_log_and_witness_are_told_apart() -> None:
    opened = open_note(WITNESSED, origin=ORIGIN, log=[LOG_KEY], witnesses=[WITNESS_KEY])
    assert opened.checkpoint == HEAD
    assert [one.key for one in opened.log] == [LOG_KEY]
    assert [(one.key, one.timestamp_s) for one in opened.witnesses] == [(WITNESS_KEY, 1_700_000_000)]


def test_without_known_witnesses_there_are_none() -> None:
    assert open_note(WITNESSED, origin=ORIGIN, log=[LOG_KEY]).witnesses == ()


def test_an_older_key_of_the_log_still_opens_what_it_signed() -> None:
    assert open_note(sign(HEAD, OLD_LOG), origin=ORIGIN, log=[LOG_KEY, OLD_KEY]).checkpoint == HEAD


def test_a_witness_alone_is_not_the_log() -> None:
    only_witness = Note(text=WITNESSED.text, signatures=WITNESSED.signatures[1:])
    with pytest.raises(ProofError, match="key of the log"):
        open_note(only_witness, origin=ORIGIN, log=[LOG_KEY], witnesses=[WITNESS_KEY])


def test_a_log_is_not_its_own_witness() -> None:
    itself = key_of("other.name", LOG, SignatureType.COSIGNATURE_ED25519)
    with pytest.raises(ProofError, match="as a witness's"):
        open_note(WITNESSED, origin=ORIGIN, log=[LOG_KEY], witnesses=[itself])


def test_another_origin_or_another_key_is_refused() -> None:
    with pytest.raises(ProofError, match=r"expected log\.example/b"):
        open_note(SIGNED, origin="log.example/b", log=[LOG_KEY])
    with pytest.raises(ProofError):
        open_note(SIGNED, origin=ORIGIN, log=[OLD_KEY])


def test_every_changed_byte_is_refused_or_changes_nothing_that_is_believed() -> None:
    raw = WITNESSED.to_bytes()
    believed = open_note(WITNESSED, origin=ORIGIN, log=[LOG_KEY], witnesses=[WITNESS_KEY])
    survivors = 0
    for place in range(len(raw)):
        for value in set(range(256)) - {raw[place]}:
            changed = raw[:place] + bytes([value]) + raw[place + 1 :]
            try:
                opened = open_note(note.parse(changed), origin=ORIGIN, log=[LOG_KEY], witnesses=[WITNESS_KEY])
            except ProofError:
                continue
            survivors += 1
            # What may survive is the loss of the witness: its line now names a stranger.
            assert place > raw.index(WITNESS_NAME.encode()) - 1
            assert (opened.checkpoint, opened.log) == (believed.checkpoint, believed.log)
            assert opened.witnesses == ()
    assert survivors
    alone = SIGNED.to_bytes()
    for place in range(len(alone)):
        for bit in range(8):
            changed = alone[:place] + bytes([alone[place] ^ 1 << bit]) + alone[place + 1 :]
            with pytest.raises(ProofError):
                open_note(note.parse(changed), origin=ORIGIN, log=[LOG_KEY])
