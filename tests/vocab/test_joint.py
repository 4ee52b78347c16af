"""Points and signs of addresses in brackets, put back."""

import re

import pytest

from tocsin.vocab.joint import AT, DOT, joined


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("evil[.]example", "evil.example"),
        ("evil (dot) example", "evil.example"),
        ("who[at]evil{punto}example", "who@evil.example"),
        ("evil.example", "evil.example"),
    ],
)
def test_what_stands_in_brackets_is_put_back(written: str, plain: str) -> None:
    assert joined(written) == plain


def test_a_word_without_brackets_is_no_point() -> None:
    assert re.fullmatch(DOT, " dot ") is None
    assert re.fullmatch(AT, "at") is None
