"""Whatever can be guessed leaves in no form; every word of the tables is walked."""

import hashlib
import uuid
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.guessable import (
    CLASSES,
    FORMS,
    HINTS,
    KNOWN,
    LEAST_DIGEST_SIGNS,
    PUBLISHED,
    WHY,
    Form,
    Guess,
    class_of,
    digests_of_words,
    form_of,
    guessable_in,
    may_carry_digest,
    refused_indicator,
)

DIGEST = hashlib.sha256(b"a file").hexdigest()
TLSH = "T1" + "0A1B2C3D4E" * 7
SSDEEP = "192:aGk3bLhXKqT7mVfR0zYwCJpQ:nU2sD8eHoWtPx"


def test_every_form_says_why_and_what_to_do_instead() -> None:
    assert set(WHY) == set(HINTS) == set(Form)
    assert all(WHY[form].strip() and HINTS[form].strip() for form in Form)


@pytest.mark.parametrize("word", FORMS)
def test_no_form_of_something_guessable_is_an_indicator(word: str) -> None:
    for kind in (name for name, guess in CLASSES.items() if guess is not Guess.INFEASIBLE):
        for named in (f"{kind}_{word}", f"{word}_{kind}"):
            refused = refused_indicator(named, DIGEST)
            assert refused is not None, named
            assert refused.form is FORMS[word]
            assert (refused.why, refused.hint) == (WHY[refused.form], HINTS[refused.form])


@pytest.mark.parametrize("word", FORMS)
def test_only_a_digest_of_what_nobody_can_guess_is_an_indicator(word: str) -> None:
    for kind in (name for name, guess in CLASSES.items() if guess is Guess.INFEASIBLE):
        refused = refused_indicator(f"{kind}_{word}", DIGEST)
        assert (refused is None) == (FORMS[word] is Form.DIGEST), (kind, word)


@pytest.mark.parametrize("kind", [name for name, guess in CLASSES.items() if guess is not Guess.INFEASIBLE])
def test_a_digest_in_place_of_a_value_is_refused(kind: str) -> None:
    assert refused_indicator(kind, DIGEST) is not None
    assert refused_indicator(kind, "0" * 32) is not None
    assert refused_indicator(kind, "the value itself") is None


@pytest.mark.parametrize("kind", ["sha256", "md5", "sha3_256", "file_name", "ja3", "imphash", "prompt_pattern"])
def test_what_recipients_need_stays_an_indicator(kind: str) -> None:
    value = DIGEST if "sha" in kind else "0" * 32 if kind in {"ja3", "imphash", "md5"} else "evil.sh"
    assert refused_indicator(kind, value) is None


@pytest.mark.parametrize("kind", ["emailhash", "userhash", "ipv4sha256", "promptminhash", "victimhmac", "email-md5sum"])
def test_words_written_as_one_are_told_apart(kind: str) -> None:
    assert refused_indicator(kind, DIGEST) is not None
    assert refused_indicator("filehash", DIGEST) is None
    assert refused_indicator("sha256sum", DIGEST) is None


def test_a_prefix_makes_no_value_of_a_digest() -> None:
    assert refused_indicator("email", f"sha256:{DIGEST}") is not None
    assert refused_indicator("email", f"  {DIGEST.upper()} ") is not None


@pytest.mark.parametrize("kind", sorted(KNOWN))
def test_published_fingerprints_stay(kind: str) -> None:
    assert refused_indicator(kind, "0" * 32) is None


def test_what_nobody_has_classed_counts_as_easy() -> None:
    assert class_of("nobody_said_anything_of_it") is Guess.OFFLINE
    assert refused_indicator("something_sha256", DIGEST) is not None
    assert (form_of("hmac_sha256"), form_of("ipv4")) == (Form.KEYED_DIGEST, None)


def test_ids_made_from_a_name_are_known_by_their_version() -> None:
    named = [str(uuid.uuid5(uuid.NAMESPACE_URL, "x")), str(uuid.uuid3(uuid.NAMESPACE_URL, "x"))]
    for identifier in (*named, named[0].upper(), f"ipv4-addr--{named[0]}"):
        assert [one.form for one in guessable_in(f"seen: {identifier}, later")] == [Form.DERIVED_ID]
        assert named[0] not in str(guessable_in(identifier))
    assert guessable_in(f"{uuid.UUID(bytes=bytes(range(16)), version=4)} {' '.join(PUBLISHED)}") == ()
    assert "2 of them" in guessable_in(" ".join(named))[0].what


def test_sketches_are_known_by_their_own_signs() -> None:
    for text in (TLSH, SSDEEP, f'{{"tlsh":"{TLSH}"}}', f"sketch {SSDEEP}\n"):
        assert [one.form for one in guessable_in(text)] == [Form.SKETCH], text
    for text in ("12:30:45", "192.0.2.1:8080:tcp", "https://a.example:443/x:y", f"{DIGEST}", "2026-03-24T12:30:45Z"):
        assert guessable_in(text) == (), text


def test_what_a_person_keeps_may_stay() -> None:
    named = str(uuid.uuid5(uuid.NAMESPACE_URL, "x"))
    assert guessable_in(f"{named} {TLSH}", (named.upper(), TLSH)) == ()
    assert len(guessable_in(f"{named} {TLSH}", (named,))) == 1


def test_a_digest_of_a_text_needs_length_and_an_untouched_text() -> None:
    long = "a" * LEAST_DIGEST_SIGNS
    assert may_carry_digest(long, long)
    assert not may_carry_digest(long[1:], long[1:])
    assert not may_carry_digest(long, long.replace("a", "[PERSON-1]", 1))


@pytest.mark.parametrize("name", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b"])
def test_a_digest_of_a_word_of_the_case_is_found(name: str) -> None:
    for word in ("198.51.100.7", "Ada", "ada@mail.example"):
        digest = hashlib.new(name, word.encode()).hexdigest()
        read = ["It left from 198.51.100.7, and Ada (ada@mail.example) saw it."]
        coded = b64encode(bytes.fromhex(digest)).decode()
        web = coded.replace("+", "-").replace("/", "_").rstrip("=")
        for text in (f"seen {digest}.", digest.upper(), f'"{name}":"{digest}"', f"{name}={coded}", f"seen {web},"):
            assert [one.form for one in digests_of_words(text, read)] == [Form.DIGEST], (name, word)
        assert digests_of_words(f"seen {digest}.", ["Nothing of that stands here."]) == ()


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_looked_through_without_a_fault_and_nothing_is_repeated(text: str, read: list[str]) -> None:
    for found in (*guessable_in(text), *digests_of_words(text, read)):
        assert found.why == WHY[found.form]


def _wrapped(value: str) -> dict[Form, str]:
    """A value in every form that can be told from outside."""
    return {
        Form.DIGEST: hashlib.sha256(value.encode()).hexdigest(),
        Form.DERIVED_ID: str(uuid.uuid5(uuid.NAMESPACE_URL, value)),
    }


@pytest.mark.parametrize(
    "value", ["203.0.113.77", "CVE-2026-12345", "litellm@1.82.7", "send_mail", "jane.roe@mailbox.org", "say hi"]
)
def test_with_the_gate_a_dictionary_finds_nothing_and_without_it_finds_the_value(value: str) -> None:
    """Ten thousand guesses of each easy kind, the withheld one among them."""
    guesses = [value, *(f"{value[:-1]}{number}" for number in range(10_000))]
    for form, wrapped in _wrapped(value).items():
        text = f"see {wrapped}"
        assert value in [guess for guess in guesses if _wrapped(guess)[form] in text]  # what an adversary does with it
        assert [one.form for one in (*guessable_in(text), *digests_of_words(text, [value]))] == [form]
