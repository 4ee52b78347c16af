"""Signed notes: the specification's examples, refusals, and that nothing can be changed unseen."""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger.fault import Malformed, ProofError
from tocsin.ledger.note import (
    MAX_SIGNATURES,
    Note,
    Signature,
    SignatureType,
    VerifierKey,
    cosign,
    key_of,
    parse,
    parse_key,
    sign,
    verify,
)

# C2SP signed-note v1.0.0, "Format" and "Verifier keys".
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
).encode()
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

# golang.org/x/mod, sumdb/note, package documentation: a private key, its verifier key, a text and its only signature.
GO_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    f"{GO_TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()

# transparency-dev/formats, note/note_cosigv1_test.go: verifier keys of types 0x01 (a plus sign in the base64) and 0x04.
FOREIGN_KEYS = [
    EXAMPLE_KEY,
    GO_KEY,
    "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
]

LOG, WITNESS = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))
NAME, OTHER = "log.example/a", "witness.example/w"
TEXT = "log.example/a\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
KEY = key_of(NAME, LOG)
COKEY = key_of(OTHER, WITNESS, SignatureType.COSIGNATURE_ED25519)
SIGNED = Note(text=TEXT, signatures=(sign(TEXT, NAME, LOG), cosign(TEXT, OTHER, WITNESS, timestamp_s=1_700_000_000)))


@pytest.mark.parametrize("raw", [POEM, EXAMPLE, GO_NOTE, SIGNED.to_bytes()])
def test_what_parses_gives_the_same_bytes_back(raw: bytes) -> None:
    assert parse(raw).to_bytes() == raw


def test_the_text_may_hold_empty_lines() -> None:
    assert parse(POEM).text.endswith("sole:\n\ned è subito sera.\n")


@pytest.mark.parametrize("text", FOREIGN_KEYS)
def test_foreign_verifier_keys_read_back(text: str) -> None:
    assert parse_key(text).to_text() == text


@pytest.mark.parametrize(("raw", "key"), [(EXAMPLE, EXAMPLE_KEY), (GO_NOTE, GO_KEY)])
def test_foreign_notes_verify(raw: bytes, key: str) -> None:
    (verified,) = verify(parse(raw), [parse_key(key)])
    assert verified.key.to_text() == key
    assert verified.timestamp_s is None


def test_we_sign_as_the_go_library_does() -> None:
    private = Ed25519PrivateKey.from_private_bytes(GO_SEED)
    assert key_of("PeterNeumann", private).to_text() == GO_KEY
    assert Note(text=GO_TEXT, signatures=(sign(GO_TEXT, "PeterNeumann", private),)).to_bytes() == GO_NOTE


def test_a_cosignature_signs_time_and_whole_text() -> None:
    """C2SP tlog-cosignature, "Ed25519 signed message", with its example's time and checkpoint."""
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    line = cosign(text, "witness.example.com/w1", WITNESS, timestamp_s=1679315147)
    message = f"cosignature/v1\ntime 1679315147\n{text}".encode()
    assert line.signature == (1679315147).to_bytes(8, "big") + WITNESS.sign(message)


def test_log_and_witness_are_both_verified() -> None:
    log, witness = verify(SIGNED, [COKEY, KEY])
    assert (log.key, log.timestamp_s) == (KEY, None)
    assert (witness.key, witness.timestamp_s) == (COKEY, 1_700_000_000)


def test_the_same_key_has_another_id_for_another_signature_type() -> None:
    ids = {key_of(NAME, LOG, type_).id for type_ in SignatureType}
    assert len(ids) == len(SignatureType)
    as_cosigner = key_of(NAME, LOG, SignatureType.COSIGNATURE_ED25519)
    with pytest.raises(ProofError, match="not signed by any known key"):
        verify(SIGNED, [as_cosigner])


def test_signatures_of_unknown_keys_are_ignored_even_with_a_known_name_or_id() -> None:
    same_name = Signature(NAME, b"\0\0\0\0", b"anything")
    same_id = Signature("stranger.example", KEY.id, b"anything")
    post_quantum = Signature("witness.example/pq", b"\6\6\6\6", b"x" * 2428)  # ML-DSA-44: 8 + 2420 bytes
    note = Note(text=TEXT, signatures=(same_name, same_id, post_quantum, SIGNED.signatures[0]))
    assert [one.key for one in verify(parse(note.to_bytes()), [KEY])] == [KEY]


@pytest.mark.parametrize("bad", [b"x", b"x" * 63, b"x" * 64, b"x" * 65, b"x" * 72])
def test_a_failing_signature_of_a_known_key_refuses_the_note(bad: bytes) -> None:
    for key in (KEY, COKEY):
        note = Note(text=TEXT, signatures=(*SIGNED.signatures, Signature(key.name, key.id, bad)))
        with pytest.raises(ProofError, match=key.name):
            verify(note, [KEY, COKEY])


def test_nothing_known_is_not_a_pass() -> None:
    for keys in ([], [parse_key(GO_KEY)]):
        with pytest.raises(ProofError, match="not signed by any known key"):
            verify(SIGNED, keys)


def test_a_time_changed_after_signing_is_refused() -> None:
    line = SIGNED.signatures[1]
    later = Signature(line.name, line.key_id, (1_700_000_001).to_bytes(8, "big") + line.signature[8:])
    with pytest.raises(ProofError):
        verify(Note(text=TEXT, signatures=(later,)), [COKEY])


@pytest.mark.parametrize("timestamp_s", [-1, 2**63])
def test_a_time_out_of_bounds_is_not_signed(timestamp_s: int) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        cosign(TEXT, OTHER, WITNESS, timestamp_s=timestamp_s)


def test_a_signed_time_out_of_bounds_is_not_accepted() -> None:
    signed = WITNESS.sign(f"cosignature/v1\ntime {2**63}\n{TEXT}".encode())
    note = Note(text=TEXT, signatures=(Signature(OTHER, COKEY.id, (2**63).to_bytes(8, "big") + signed),))
    with pytest.raises(ProofError):
        verify(note, [COKEY])


def test_keys_that_share_name_and_id_are_refused() -> None:
    """Two public keys found by counting up: an id has 32 bits, so such a pair turns up within 100,000 tries."""
    one, other = (VerifierKey(NAME, SignatureType.ED25519, number.to_bytes(32, "big")) for number in (9457, 87522))
    assert one.id == other.id
    with pytest.raises(ProofError, match="share a name and a key id"):
        verify(SIGNED, [KEY, one, other])


def test_the_same_key_given_twice_is_one_key() -> None:
    assert len(verify(SIGNED, [KEY, parse_key(KEY.to_text())])) == 1


def test_sixteen_signatures_are_accepted_and_a_flood_is_not() -> None:
    strangers = tuple(Signature(f"s{number}.example", b"abcd", b"x" * 64) for number in range(MAX_SIGNATURES))
    note = Note(text=TEXT, signatures=(*strangers[:15], SIGNED.signatures[0]))
    assert verify(parse(note.to_bytes()), [KEY])
    flood = SIGNED.to_bytes() + b"".join(line.to_text().encode() for line in strangers)
    with pytest.raises(Malformed, match="at most 100"):
        parse(flood)
    with pytest.raises(Malformed, match="bytes"):
        parse(b"x" * 1_000_000 + SIGNED.to_bytes())


LINE = SIGNED.signatures[0].to_text()
BASE64 = LINE.split(" ")[2].strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "text\n\n",
        f"text\n{LINE}",
        f"text\n\n{LINE.strip()}",
        f"text\n\n{LINE}\n",
        f"text\n\n{LINE}\n{LINE}\n",
        f"text\r\n\n{LINE}",
        f"te\0xt\n\n{LINE}",
        f"te\x1bxt\n\n{LINE}",
        f"text\n\n- {NAME} {BASE64}\n",
        f"text\n\n—{NAME} {BASE64}\n",
        f"text\n\n—  {NAME} {BASE64}\n",
        f"text\n\n— {NAME} {BASE64} \n",
        f"text\n\n— {NAME}\n",
        f"text\n\n—  {BASE64}\n",
        f"text\n\n— a+b {BASE64}\n",
        f"text\n\n— a\u00a0b {BASE64}\n",
        f"text\n\n— {NAME} {BASE64[:-1]}\n",
        f"text\n\n— {NAME} {BASE64.rstrip('=')}\n",
        f"text\n\n— {NAME} AAAA\n",
        f"text\n\n— {NAME} AAAAAA==\n",
        f"text\n\n— {NAME} AAAAAB==\n",
        f"text\n\n— {NAME} \n",
    ],
)
def test_a_note_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse(text.encode())


def test_a_note_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(Malformed, match="UTF-8"):
        parse(b"\xff" + SIGNED.to_bytes())


def test_only_a_text_that_could_be_read_back_is_signed() -> None:
    for text in ("", "no newline", "tab\t\n"):
        with pytest.raises(Malformed):
            sign(text, NAME, LOG)
    for name in ("", "a b", "a+b", "a\nb"):
        with pytest.raises(Malformed):
            sign(TEXT, name, LOG)
    with pytest.raises(Malformed):
        Note(text=TEXT, signatures=())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name+530d903a",
        EXAMPLE_KEY.replace("530d903a", "530d903b"),
        EXAMPLE_KEY.replace("530d903a", "530D903A"),
        EXAMPLE_KEY.replace("foo", "bar"),
        EXAMPLE_KEY.replace("example.com/foo", ""),
        f"{EXAMPLE_KEY} ",
        EXAMPLE_KEY[:-4],
        "a+00000000+" + b64encode(b"\x06" + bytes(1312)).decode(),
        "a+00000000+",
        "a+00000000+AQ==",
    ],
)
def test_a_verifier_key_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse_key(text)


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: f"{text}\n\n{LINE}".encode("utf-8", "replace")))
def test_parsing_gives_the_same_bytes_or_refuses(raw: bytes) -> None:
    try:
        note = parse(raw)
    except Malformed:
        return
    assert note.to_bytes() == raw
