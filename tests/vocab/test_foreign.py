"""Looking into parsed JSON without trusting its shape."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.foreign import caption, clean, details, items, json_bytes, members, plain, pointer, text, whole
from tocsin.vocab.reading import Detail

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(anything)
def test_every_value_is_answered(value: object) -> None:
    assert members(value) == (value if isinstance(value, dict) else {})
    assert items(value) == (value if isinstance(value, list) else [])
    assert (text(value) is None) == (not isinstance(value, str))
    assert (whole(value) is None) == (not isinstance(value, int) or isinstance(value, bool))


@given(anything)
def test_json_bytes_carry_every_member(value: object) -> None:
    assert json.loads(json_bytes(value)) == value


def test_a_lone_surrogate_survives_as_json_and_is_spelled_out_in_texts() -> None:
    broken = json.loads('"a\\ud800b"')
    assert json.loads(json_bytes({"k": broken})) == {"k": broken}
    assert clean(broken) == "a\\ud800b"
    assert text(broken) == plain(broken) == "a\\ud800b"


def test_a_caption_is_one_line_of_at_most_120_characters() -> None:
    assert caption("two\n  lines\t") == "two lines"
    assert len(caption("word " * 1000)) == 120
    assert caption("word " * 1000).endswith("…")


def test_a_pointer_escapes_tilde_and_slash() -> None:
    assert pointer("a/b", 0, "m~n") == "/a~1b/0/m~0n"  # RFC 6901 section 5
    assert pointer() == ""


def test_null_is_no_fact_and_other_values_are_written_as_json() -> None:
    assert details({"a": None, "b": 0, "c": "x", "d": [1]}) == (
        Detail(name="b", value="0"),
        Detail(name="c", value="x"),
        Detail(name="d", value="[1]"),
    )
