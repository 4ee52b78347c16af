"""Policies of the caller: read to the letter, and asked who is enough."""

from itertools import chain, combinations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.claims import LOG_KEY, RECIPIENT_KEY
from tocsin.ledger.note import SignatureType, key_of
from tocsin.verifier.policy import read_policy
from tocsin.verifier.signed import Unreadable

NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
WITNESSES = {
    name: key_of(
        f"{name}.example",
        Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32),
        SignatureType.COSIGNATURE_ED25519,
    )
    for number, name in enumerate(NAMES, 10)
}
X = "".join(f"witness {name} {WITNESSES[name].to_text()}\n" for name in NAMES[:3])
Y = "".join(f"witness {name} {WITNESSES[name].to_text()}\n" for name in NAMES[3:])
# C2SP tlog-policy, "Example policy", with keys.
EXAMPLE = (
    f"log {LOG_KEY.to_text()}\n\n{X}group X-witnesses 2 X1 X2 X3\n\n{Y}group Y-witnesses any Y1 Y2 Y3\n\n"
    "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
)


def test_the_example_of_the_specification_asks_whom_it_says() -> None:
    policy = read_policy(EXAMPLE.encode())
    assert [key.text for key in policy.logs] == [LOG_KEY.to_text()]
    assert [name for name, _ in policy.witnesses] == [*NAMES]
    assert policy.enough is not None
    for some in chain.from_iterable(combinations(NAMES, count) for count in range(len(NAMES) + 1)):
        expected = sum(name.startswith("X") for name in some) >= 2 and any(name.startswith("Y") for name in some)
        assert policy.enough(frozenset(some)) is expected


def test_comments_blank_lines_tabs_and_addresses_are_read_over() -> None:
    text = f"# ours\n \t# too\n\n\t witness\tX1  {WITNESSES['X1'].to_text()} https://x1.example \n quorum X1\t\n"
    policy = read_policy(text.encode())
    assert policy.enough is not None
    assert policy.enough(frozenset({"X1"}))
    assert not policy.enough(frozenset({"X2"}))


def test_asking_nobody_is_a_policy_without_a_rule() -> None:
    assert read_policy(f"{X}quorum none\n".encode()).enough is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "exactly one quorum"),
        (X, "exactly one quorum"),
        (f"{X}quorum X1\nquorum X1\n", "exactly one quorum"),
        ("quorum X1\n", "not named above"),
        (f"quorum X1\n{X}", "not named above"),
        (f"{X}group all-of-nobody all\nquorum all-of-nobody\n", "no more than it has"),
        (f"{X}group G any\nquorum G\n", "no more than it has"),
        (f"{X}group G 0 X1\nquorum G\n", "any, all or a number"),
        (f"{X}group G 02 X1 X2\nquorum G\n", "any, all or a number"),
        (f"{X}group G 3 X1 X2\nquorum G\n", "no more than it has"),
        (f"{X}group G 1 X1 X1\nquorum G\n", "twice"),
        (f"{X}group G 1 none\nquorum G\n", "not named above"),
        (f"{X}group G 1 Y1\n{Y}quorum G\n", "not named above"),
        (f"{X}group G 1 X1\ngroup H 1 X1\nquorum H\n", "not named above"),
        (f"{X}group X1 1 X2\nquorum X1\n", "given already"),
        (f"{X}witness X1 {WITNESSES['Y1'].to_text()}\nquorum X1\n", "given already"),
        (f"witness none {WITNESSES['Y1'].to_text()}\nquorum none\n", "given already"),
        (f"{X}witness X4 {WITNESSES['X1'].to_text()}\nquorum X1\n", "stands twice"),
        (f"log {LOG_KEY.to_text()}\nlog {LOG_KEY.to_text()}\nquorum none\n", "stands twice"),
        (f"log {WITNESSES['X1'].to_text()}\nquorum none\n", "another kind"),
        (f"witness X1 {RECIPIENT_KEY.to_text()}\nquorum X1\n", "another kind"),
        ("witness X1 rubbish\nquorum X1\n", "not a verifier key"),
        ("trust everybody\nquorum none\n", "no such line"),
        ("quorum none extra\n", "no such line"),
        ("quorum none\nquorum\u00a0none\n", "no such line"),
    ],
)
def test_a_policy_of_another_form_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_policy(text.encode())


@pytest.mark.parametrize("raw", [b"\xff\nquorum none\n", b"#" * 1_000_001])
def test_a_policy_that_is_no_text_or_too_long_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read_policy(raw)
