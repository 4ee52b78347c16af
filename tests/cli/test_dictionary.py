"""`dictionary import` and `show`: what is taken in is shown, and an empty one says what to do."""

from pathlib import Path

from tests.terminal import tocsin


def test_what_was_taken_in_is_shown(own_home: Path, tmp_path: Path) -> None:
    assert "tocsin dictionary import FILE" in tocsin("dictionary", "show", home=own_home).out
    file = tmp_path / "ours.json"
    file.write_text('{"victims": ["Nordkai Clinic"], "netblocks": ["10.9.0.0/16"]}')
    taken = tocsin("dictionary", "import", file, home=own_home)
    assert (taken.code, "2 words" in taken.out) == (0, True)
    assert "Nordkai Clinic" in tocsin("dictionary", "show", home=own_home).out
    assert tocsin("dictionary", "show", "--json", home=own_home).record["netblocks"] == ["10.9.0.0/16"]


def test_a_wrong_file_is_told_and_the_words_stay(own_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text('{"netblocks": ["here"]}')
    ran = tocsin("dictionary", "import", file, home=own_home)
    assert ran.code == 2
    assert "netblocks" in ran.err
