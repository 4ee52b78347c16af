"""What is shown hides nothing, moves no cursor and fits its line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.visible import counted, one_line, visible

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ANY = st.text(alphabet=st.characters(codec=None))


@given(ANY)
def test_nothing_invisible_is_left(text: str) -> None:
    assert not HIDDEN & {unicodedata.category(sign) for sign in visible(text)}
    assert not HIDDEN - {"Cc"} & {unicodedata.category(sign) for sign in visible(text, keep_lines=True)}


@given(ANY)
def test_what_is_visible_stays_as_it_is_and_twice_is_as_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    plain = "".join(sign for sign in text if unicodedata.category(sign) not in HIDDEN)
    assert visible(plain) == plain


@given(ANY, st.integers(1, 50))
def test_one_line_is_one_line_and_not_longer(text: str, width: int) -> None:
    shown = one_line(text, width)
    assert len(shown) <= width
    assert not HIDDEN & {unicodedata.category(sign) for sign in shown}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202egpj.exe", "⟨U+202E⟩gpj.exe"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("\x1b[2Jgone", "⟨U+001B⟩[2Jgone"),
        ("\udcff", "⟨U+DCFF⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("naïve 図 🙂", "naïve 図 🙂"),
        ("a\nb", "a⟨U+000A⟩b"),
    ],
)
def test_a_hidden_sign_is_written_as_its_code_point(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_and_tabs_stay_where_they_are_asked_for() -> None:
    assert visible("a\n\tb\r", keep_lines=True) == "a\n\tb⟨U+000D⟩"


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert one_line("a" * 101) == "a" * 99 + "…"
    assert one_line("a\n\n  b") == "a b"


def test_a_number_and_its_word_agree() -> None:
    assert [counted(number, "place") for number in (0, 1, 2, 1000)] == [
        "0 places",
        "1 place",
        "2 places",
        "1,000 places",
    ]
    assert [counted(number, "new party", "new parties") for number in (1, 2)] == ["1 new party", "2 new parties"]
