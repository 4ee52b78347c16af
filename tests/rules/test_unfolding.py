"""Unfolding: the readable text is readable, and every place leads back to where it stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.unfolding import unfold

anything = st.text(st.sampled_from('ab\\"nu0041%2E&amp;\u200b\uff21е語\n/:{}'), max_size=80)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ('{"a": "x\\u0040y"}', '{"a": "x@y"}'),
        ('{"a": "say \\"hi\\""}', '{"a": "say "hi""}'),
        ('{"a": "\\ud83d\\ude00"}', '{"a": "😀"}'),
        ("user%40host%2Enet", "user@host.net"),
        ("a b%20c", "a b%20c"),
        ("&#64;&amp;", "@&"),
        ("p\u200ba\u200bss", "pass"),
        ("ＳＳＮ １２", "SSN 12"),
        ("pаypal", "paypal"),
        ("Слово", "Слово"),
        ("C:\\new\\users", "C:\\new\\users"),
        ("plain", "plain"),
    ],
)
def test_the_text_reads_as_people_read_it(text: str, reads: str) -> None:
    assert unfold(text).text == reads


@given(st.text('abc"\\é\n語', min_size=1, max_size=12), st.integers(1, 3))
def test_a_value_in_nested_json_is_read_and_led_back_to_its_place(value: str, levels: int) -> None:
    value = f"Q{value.replace(chr(92), '')}Q"
    text = value
    for _ in range(levels):
        text = json.dumps({"k": text})
    readable = unfold(text)
    if "\n" in value and levels > 1:
        return  # below the first level `\n` stays where it could be a path of Windows
    start = readable.text.index(value)
    begins, ends = readable.place(start, start + len(value))
    assert (text[begins], text[ends - 1]) == ("Q", "Q")
    assert text[begins:ends].count("Q") == 2


@given(anything)
def test_every_place_leads_back_in_order_and_into_the_text(text: str) -> None:
    readable = unfold(text)
    last = 0
    for at in range(len(readable.text)):
        start, end = readable.place(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last
        last = start
    assert not readable.text or readable.place(0, len(readable.text))[1] <= len(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="\\%&"), max_size=60))
def test_plain_text_stays_as_it_is(text: str) -> None:
    readable = unfold(text)
    assert (readable.text, readable.steps) == (text, ())
