"""The texts of the pages come from one catalogue, and a translation of it is a file."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tocsin.web import texts


def test_a_text_is_english_where_nobody_translated_it() -> None:
    assert texts._("Next stop") == "Next stop"


def test_a_translation_is_a_file_that_a_desk_is_told_to_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "xx" / "LC_MESSAGES"
    place.mkdir(parents=True)
    made = Catalog(locale="en")
    made.add("Next stop", "other words")
    with (place / "desk.mo").open("wb") as file:
        write_mo(file, made)
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    monkeypatch.setenv("TOCSIN_LANGUAGE", "xx")
    texts.catalogue.cache_clear()
    try:
        assert texts._("Next stop") == "other words"
    finally:
        texts.catalogue.cache_clear()
