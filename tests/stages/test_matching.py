"""A rule run around named places: what it gives, and how bytes lead back to signs."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tocsin.detectors import credentials
from tocsin.stages.matching import NEAR, STEP, Bytes, Rule
from tocsin.vocab.finding import Label, Pattern

PATTERN = Pattern(rule="key", label=Label.API_KEY, trigger="key", regex=r"key=\w{1,9}", reason="said so")


@given(st.text(max_size=40), st.integers(0, 3))
def test_a_byte_leads_back_to_the_sign_it_is_a_part_of(text: str, longer: int) -> None:
    text = "é" * STEP * longer + text
    places = [len(text[:at].encode("utf-8", "surrogatepass")) for at in range(len(text))]
    assert Bytes(text).signs(places) == list(range(len(text)))


def test_a_rule_is_run_on_the_lines_of_the_named_places_alone() -> None:
    text = "key=one\nkey=two key=three\nkey=four"
    rule = Rule(PATTERN, credentials, 8, 8, guarded=True)
    assert [match.group() for match in rule.matches(text, Bytes(text), [10, 10, 18, 18])] == ["key=two", "key=three"]


def test_what_its_trigger_does_not_say_is_no_match() -> None:
    silent = Pattern(rule="key", label=Label.API_KEY, trigger="zzz", regex=r"key=\w{1,9}", reason="said so")
    rule = Rule(silent, credentials, 8, 8, guarded=True)
    assert list(rule.matches("key=one", Bytes("key=one"), [2, 2])) == []
    assert [match.group() for match in rule.matches("key=zzz", Bytes("key=zzz"), [2, 2])] == ["key=zzz"]


def test_what_has_to_fire_does_so_near_and_on_the_line() -> None:
    told = Pattern(rule="key", label=Label.API_KEY, trigger="zzz", regex=r"key=\w{1,9}", reason="said so")
    rule = Rule(told, credentials, 8, 8, guarded=True)

    def matches(text: str) -> int:
        read = Bytes(text)
        places = [place for match in re.finditer(b"key=", read.encoded) for place in (match.start(), match.start())]
        return len(list(rule.matches(text, read, places)))

    assert matches("zzz" + " " * (NEAR - 9) + "key=one") == 1
    assert matches("key=one" + " " * (NEAR - 9) + "zzz") == 1
    assert matches("zzz" + " " * (NEAR + 9) + "key=one") == 0
    assert matches("zzz\nkey=one") == 0
    assert matches("key=one zzz" + " " * 3 * NEAR + "key=two" + " " * 3 * NEAR + "zzz key=six") == 2
    assert matches("é" * NEAR + "zzz key=one") == 1
