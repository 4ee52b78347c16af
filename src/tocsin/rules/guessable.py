"""The guessability gate: no form to test a guess by leaves.

A value of which there are few enough to try them all (an address, a name, a tool, a short prompt) is not hidden by a
digest, a keyed digest whose key others hold, a filter, a sketch or an id that is made from it: whoever tries them all
finds it. Such a value leaves in clear, as what it is, or not at all. Nothing is guessed here from how a number looks:
a form is known by the word that names it, by its own signs, or by trying the values that we hold.
"""

import hashlib
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import StrEnum

from msgspec import Struct

LEAST_DIGEST_SIGNS = 200  # of a text: a shorter one can be written down again by whoever knows what it is about


class Guess(StrEnum):
    """How hard it is to guess a value with nothing but time: the class of every kind of thing."""

    OFFLINE = "offline"  # all of them can be tried: an address, a name, an id of a public list, a short text
    COSTLY = "costly"  # most that exist are listed somewhere: a domain, a URL
    INFEASIBLE = "infeasible"  # nobody tries all contents of a file


class Form(StrEnum):
    """In what a value can be wrapped so that it looks hidden."""

    DIGEST = "digest"
    KEYED_DIGEST = "keyed_digest"
    FILTER = "filter"
    SKETCH = "sketch"
    DERIVED_ID = "derived_id"


class Guessable(Struct, frozen=True, kw_only=True):
    """One thing that does not leave: what it is and where, why not, and the one thing to do instead. Never the value"""

    what: str
    form: Form
    why: str
    hint: str


# The words that name a thing, by how hard it is to guess. Times are of the reference measurement that is named in WHY.
CLASSES: dict[str, Guess] = {
    **dict.fromkeys(("ip", "ipv4", "ipv6", "address", "cidr", "mac", "asn", "port"), Guess.OFFLINE),
    **dict.fromkeys(("email", "mail", "phone", "name", "person", "victim", "user", "username"), Guess.OFFLINE),
    **dict.fromkeys(("account", "login", "customer", "tenant", "host", "hostname", "password"), Guess.OFFLINE),
    **dict.fromkeys(("cve", "package", "purl", "version", "mcp", "server", "tool", "skill"), Guess.OFFLINE),
    **dict.fromkeys(("model_id", "repository", "prompt", "text", "message", "value", "iban", "card"), Guess.OFFLINE),
    **dict.fromkeys(("domain", "url", "uri", "record", "trigger"), Guess.COSTLY),
    **dict.fromkeys(("file", "model", "model_file", "dataset", "artifact", "image", "archive"), Guess.INFEASIBLE),
    **dict.fromkeys(("binary", "sample", "attachment", "weights", "adapter", "wheel"), Guess.INFEASIBLE),
    **dict.fromkeys(("certificate", "cert", "x509", "commit", "layer", "manifest"), Guess.INFEASIBLE),
}
# The words that name a form. A digest of a file's content alone may leave: nobody tries all contents.
FORMS: dict[str, Form] = {
    **dict.fromkeys(("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3", "ripemd160"), Form.DIGEST),
    **dict.fromkeys(("blake2b", "blake2s", "blake3", "crc32", "xxhash", "murmur3", "hash", "hashed"), Form.DIGEST),
    **dict.fromkeys(("sha", "digest", "checksum"), Form.DIGEST),
    **dict.fromkeys(("hmac", "siphash", "prf"), Form.KEYED_DIGEST),
    **dict.fromkeys(("bloom", "cuckoo", "hyperloglog", "hll"), Form.FILTER),
    **dict.fromkeys(("minhash", "simhash", "tlsh", "ssdeep", "sdhash", "nilsimsa", "lsh", "fuzzy"), Form.SKETCH),
    **dict.fromkeys(("embedding", "phash", "dhash", "ahash", "sketch", "ctph"), Form.SKETCH),
    **dict.fromkeys(("uuid5", "uuidv5", "uuid3", "uuidv3"), Form.DERIVED_ID),
}
# Published fingerprints of files and of programs on a line, by their usual names; and a word that only looks like one.
KNOWN = frozenset({"imphash", "authentihash", "pehash", "richhash", "ja3", "ja3s", "ja4", "jarm", "hashtag"})
# Source of the times: one core, CPython 3.11, over all 2**32 addresses of IPv4; of the sketch: shingles of four signs
# of a prompt that came back from its MinHash of 256 permutations with public parameters.
WHY: dict[Form, str] = {
    Form.DIGEST: "whoever tries all values finds it: all IPv4 addresses take half an hour",
    Form.KEYED_DIGEST: "whoever holds the key tries all values: all IPv4 addresses take some two hours",
    Form.FILTER: "whoever holds it asks it for every value there is",
    Form.SKETCH: "what lets two texts be compared lets a text be put together again, nine parts of ten within a second",
    Form.DERIVED_ID: "it is made from a value by a public rule: whoever guesses the value can check it",
}
HINTS: dict[Form, str] = {
    Form.DIGEST: "send the value itself if it is the attacker's, or leave it out; of a file say file_sha256",
    Form.KEYED_DIGEST: "send the value itself if it is the attacker's, or leave it out",
    Form.FILTER: "send the values themselves if they are the attacker's, or leave them out",
    Form.SKETCH: "send the rule that finds it, and of a file its SHA-256",
    Form.DERIVED_ID: "take it out with --remove; what is public or the attacker's stays with --keep",
}
# Ids that are made from a name and stand in our own documents: other people's, published as they are. Source:
# muchdogesec/stix2extensions, version 1.0: the extension `ai-prompt`, its publisher and its publisher's mark.
PUBLISHED = frozenset(
    {
        "3557a8d5-4e04-5f87-a7af-d48a1384d3ca",
        "9779a2db-f98c-5f4b-8d08-8ee04e02dbb5",
        "60c0f466-511a-5419-9f7e-4814e696da40",
    }
)

# UUIDs of the versions 3 and 5, which are digests of a name (RFC 9562, sections 5.3 and 5.5).
_NAMED = re.compile(
    r"(?<![0-9a-fA-F])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[35][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}(?![0-9a-fA-F])"
)
# TLSH: T and its version, then 70 hexadecimal signs (Trend Micro, TLSH 4). ssdeep: block size, two runs of base64.
_TLSH = re.compile(r"(?<![0-9A-Za-z])T1[0-9A-Fa-f]{70}(?![0-9A-Za-z])")
_SSDEEP = re.compile(r"(?<![0-9A-Za-z:])[1-9][0-9]{0,8}:[0-9A-Za-z+/]{16,64}:[0-9A-Za-z+/]{8,64}(?![0-9A-Za-z+/])")
_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")
# By the signs of its hexadecimal form: what may be there.
_DIGESTS: dict[int, tuple[str, ...]] = {
    32: ("md5",),
    40: ("sha1",),
    56: ("sha224", "sha3_224"),
    64: ("sha256", "sha3_256", "blake2s"),
    96: ("sha384", "sha3_384"),
    128: ("sha512", "sha3_512", "blake2b"),
}
_WORDS = re.compile(r"[^\s,;|()\[\]{}<>\"'`“”„«»]+")
_LEAST_GUESS = 2  # signs
_EDGES = ".:!?"
# Words of a form long enough to be told inside another word; the longest first, so that no `minhash` is a `hash`.
_JOINED = re.compile(f"({'|'.join(sorted((word for word in FORMS if len(word) > 3 or word == 'md5'), key=len)[::-1])})")
_PREFIX = re.compile(r"^[A-Za-z]{2,9}[0-9_-]{0,4}[:=]")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{22,86}(?![A-Za-z0-9+/_-])")


def class_of(kind: str) -> Guess:
    """How hard a kind of value is to guess; one that nobody has said anything of counts as easy."""
    if kind in CLASSES:
        return CLASSES[kind]
    named = [CLASSES[part] for part in _parts(kind) if part in CLASSES]
    return min(named, key=list(Guess).index, default=Guess.OFFLINE)


def form_of(kind: str) -> Form | None:
    """The form that a kind of indicator names; None where it names the thing itself. A stricter form counts first."""
    found = {FORMS[part] for part in (kind, *_parts(kind)) if part in FORMS}
    return next((form for form in reversed(Form) if form in found), None)


def refused_indicator(kind: str, value: str) -> Guessable | None:
    """Why an indicator of this kind does not leave, whatever it says; None where it may.

    1. A filter, a sketch, a keyed digest, an id that is made from a value: never.
    2. A digest only of what nobody can guess: of a file, or with no word beside it, as STIX has it.
    3. A digest where the kind promises a value that can be guessed.
    """
    form = form_of(kind)
    beside = [part for part in _parts(kind) if part not in FORMS and not part.isdigit()]
    if form is None and _promises_a_guess(beside, kind) and _is_bare_digest(value):  # 3
        return _refused(f"the indicator {kind}, which is a digest and not the {kind} itself", Form.DIGEST)
    if form is None or (form is Form.DIGEST and (not beside or _all_infeasible(beside, kind))):  # 2
        return None
    return _refused(f"the indicator {kind}", form)  # 1


def may_carry_digest(text: str, shown: str) -> bool:
    """Whether the digest of a text may leave: it is long, and nothing was taken out of it that it would confirm."""
    return len(text) >= LEAST_DIGEST_SIGNS and text == shown


def guessable_in(text: str, kept: Iterable[str] = ()) -> tuple[Guessable, ...]:
    """What stands in an outgoing text and is a form by its own signs. `kept` a person has said to be no secret."""
    said = {value.strip().casefold() for value in kept}
    looks = (
        (_NAMED, Form.DERIVED_ID, "an id made from a name (UUID version 3 or 5)"),
        (_TLSH, Form.SKETCH, "a TLSH sketch"),
        (_SSDEEP, Form.SKETCH, "an ssdeep sketch"),
    )
    found = []
    for pattern, form, what in looks:
        others = {one.casefold() for one in pattern.findall(text)} - said - PUBLISHED
        if others:
            found.append(_refused(what if len(others) == 1 else f"{what}, {len(others)} of them", form))
    return tuple(found)


def digests_of_words(text: str, read: Iterable[str]) -> tuple[Guessable, ...]:
    """Digests in an outgoing text that are of a word or a line of the texts that we hold: each of them is guessable."""
    wanted: dict[int, set[str]] = {}
    for run in (*_RUN.findall(text), *_from_base64(text)):
        if len(run) in _DIGESTS:
            wanted.setdefault(len(run), set()).add(run.casefold())
    if not wanted:
        return ()
    for guess in _guesses(read):
        spelled = guess.encode("utf-8", "surrogatepass")
        for length, among in wanted.items():
            if any(hashlib.new(name, spelled).hexdigest() in among for name in _DIGESTS[length]):
                return (_refused("a digest of a word that stands in the case", Form.DIGEST),)
    return ()


def _from_base64(text: str) -> Iterator[str]:
    """What may be a digest in base64 (RFC 4648, both alphabets, padded or not), as hexadecimal."""
    for run in _BASE64.findall(text):
        with suppress(ValueError):
            yield urlsafe_b64decode(run.replace("+", "-").replace("/", "_") + "=" * (-len(run) % 4)).hex()


def _refused(what: str, form: Form) -> Guessable:
    return Guessable(what=what, form=form, why=WHY[form], hint=HINTS[form])


def _parts(kind: str) -> list[str]:
    """The words of a kind: as they are separated, and where they are written as one, such as `emailhash`."""
    found: list[str] = []
    for part in re.split(r"[._:-]", kind.casefold()):
        whole = part in FORMS or part in CLASSES or part in KNOWN
        found += [part] if whole else _JOINED.split(part)
    return [part for part in found if part and part != "sum"]


def _promises_a_guess(beside: list[str], kind: str) -> bool:
    """Whether a kind is known to be of values that can be guessed; of a kind that nobody knows nothing is promised."""
    return (kind in CLASSES or any(part in CLASSES for part in beside)) and class_of(kind) is not Guess.INFEASIBLE


def _all_infeasible(beside: list[str], kind: str) -> bool:
    """Whether every word beside the form's names what nobody can guess, one by one or two together (`model_file`)."""
    together = "_".join(beside)
    return class_of(together if together in CLASSES else kind) is Guess.INFEASIBLE and all(
        part in CLASSES for part in beside
    )


def _is_bare_digest(value: str) -> bool:
    bare = _PREFIX.sub("", value.strip())
    return len(bare) in _DIGESTS and _RUN.fullmatch(bare) is not None


def _guesses(read: Iterable[str]) -> Iterator[str]:
    """Every word and every line, as it stands, without the signs at its edges, and in small letters; each once."""
    seen: set[str] = set()
    for text in read:
        for found in (*_WORDS.findall(text), *text.split("\n"), text):
            for guess in (found, found.strip(), found.strip(_EDGES), found.strip(_EDGES).casefold()):
                if len(guess) >= _LEAST_GUESS and guess not in seen:
                    seen.add(guess)
                    yield guess
