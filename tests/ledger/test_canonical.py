"""RFC 8785 bytes: the standard's own cases, and laws."""

import json
import struct
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger.canonical import SAFE, Json, NotCanonical, canonical, canonical_exact, same_bytes

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
EXACT = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | WORDS,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(WORDS, part, max_size=4),
    max_leaves=12,
)

# RFC 8785 (June 2020), section 3.2.2: input and, from section 3.2.4, the UTF-8 bytes of the result.
SAMPLE = r"""{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}"""
SAMPLE_BYTES = (
    b'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
    b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
)

# RFC 8785, section 3.2.3: the values name the order of the keys.
SORTING = r"""{
  "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
  "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
}"""
SORTED = [
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
]

# RFC 8785, appendix B: IEEE 754 bits and their JSON.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


def test_the_sample_of_the_standard() -> None:
    assert canonical(json.loads(SAMPLE)) == SAMPLE_BYTES
    assert same_bytes(SAMPLE_BYTES)
    assert not same_bytes(SAMPLE.encode())


def test_keys_are_sorted_by_utf_16_units() -> None:
    value = json.loads(SORTING)
    for write in (canonical, canonical_exact):
        assert list(json.loads(write(value)).values()) == SORTED


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_of_the_standard(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(number) == text.encode()
    assert same_bytes(text.encode())


@pytest.mark.parametrize("bits", ["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])
def test_not_a_number_and_infinity_are_refused(bits: str) -> None:
    with pytest.raises(NotCanonical):
        canonical(struct.unpack(">d", bytes.fromhex(bits))[0])


def test_the_published_tool_definition_has_its_digest_however_it_is_written() -> None:
    one = (
        '{"name":"add","description":"Add two numbers — é","inputSchema":{"type":"object","properties":'
        '{"a":{"type":"number","default":1.0},"b":{"type":"number"}},"required":["a","b"]}}'
    )
    other = (
        '{"inputSchema":{"required":["a","b"],"properties":{"b":{"type":"number"},"a":{"default":1,"type":"number"}},'
        '"type":"object"},"description":"Add two numbers — é","name":"add"}'
    )
    digests = {sha256(canonical(json.loads(text))).hexdigest() for text in (one, other)}
    assert digests == {"b5e8a0f680bbf65e94b06304939ea579ba6b135bcdaabee23d3bbf708575ab87"}


@given(EXACT)
def test_exact_bytes_are_the_canonical_bytes(value: Json) -> None:
    assert canonical_exact(value) == canonical(value) == rfc8785.dumps(value)


@given(EXACT)
def test_canonical_bytes_read_back_and_are_their_own_form(value: Json) -> None:
    assert json.loads(canonical(value)) == value
    assert same_bytes(canonical(value))


@given(st.dictionaries(WORDS, EXACT, min_size=2, max_size=5), st.randoms())
def test_the_order_of_keys_does_not_matter(value: dict[str, Json], chance: "object") -> None:
    backwards = dict(reversed(value.items()))
    assert canonical_exact(backwards) == canonical_exact(value)
    assert canonical(backwards) == canonical(value)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (1.0, ": float"),
        ({"a": [1, {"b": 0.5}]}, "/a/1/b: float"),
        ({"a": SAFE + 1}, "/a: an integer beyond"),
        ([-SAFE - 1], "/0: an integer beyond"),
        ({"a": {1: "x"}}, "/a/1: a key that is not a string"),
        ({"a": b"x"}, "/a: bytes"),
        ({"a": {"b"}}, "/a: set"),
    ],
)
def test_exact_bytes_refuse_and_name_the_place(value: Json, place: str) -> None:
    with pytest.raises(NotCanonical, match=place):
        canonical_exact(value)


def nested() -> Json:
    value: list[Json] = []
    for _ in range(100_000):
        value = [value]
    return value


@pytest.mark.parametrize("value", [SAFE + 1, "\ud800", {"\ud800": 1}, nested(), b"bytes", {1: 2}, {"x": object()}])
def test_what_json_has_not_is_refused(value: Json) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)
    with pytest.raises(NotCanonical):
        canonical_exact(value)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" 1",
        b"1.0",
        b"-0",
        b"1e2",
        b"01",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"NaN",
        b"Infinity",
        b"1e999",
        b"9007199254740993",
        b"9" * 5000,
        b"[" * 100_000,
        b"{}{}",
    ],
)
def test_another_spelling_is_not_the_same_bytes(raw: bytes) -> None:
    assert not same_bytes(raw)


@given(EXACT, st.data())
def test_no_white_space_goes_unnoticed(value: Json, data: st.DataObject) -> None:
    raw = canonical(value)
    where = data.draw(st.integers(0, len(raw)))
    changed = raw[:where] + b"\n" + raw[where:]
    assert not same_bytes(changed)
