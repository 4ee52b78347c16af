"""The catalogue of names: without case or marks, with the endings of cases, ordinary words set apart."""

import pytest

from tocsin.vocab.names.catalogue import folded, is_family, is_given, is_given_in_a_case, is_ordinary
from tocsin.vocab.names.shape import is_part, name_at_the_end, name_from_the_start


@pytest.mark.parametrize("word", ["Zbigniew", "zbigniew", "Hélder", "helder", "Ольга", "Jean-Luc", "Łukasz"])
def test_a_given_name_however_it_is_written(word: str) -> None:
    assert is_given(word)


def test_cases_and_ordinary_words() -> None:
    assert is_given_in_a_case("Zbigniewa")
    assert is_given_in_a_case("Викторe"[:-1] + "у")
    assert not is_given_in_a_case("Windows")
    assert is_ordinary("May")
    assert not is_ordinary("Zbigniew")


def test_family_names_by_list_and_by_ending() -> None:
    assert is_family("Nakamura")
    assert is_family("Wierzbicki-Kowalski")
    assert is_family("Bondarchuk")
    assert not is_family("Server")


def test_marks_fall_away() -> None:
    assert folded("Ærøskøbing") == "aeroskobing"
    assert folded("Łódź") == "lodz"


def test_a_name_ends_where_other_words_begin() -> None:
    text = "Imre van den Berg said Monday"
    assert name_from_the_start(text, 0, len(text)) == (0, 17)
    assert name_at_the_end("Hello Imre Berg", 0, 15) == (6, 15)
    assert not is_part("Monday")
