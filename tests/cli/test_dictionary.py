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


def test_an_asset_list_is_looked_at_taken_in_and_its_faults_are_told_by_line(own_home: Path, tmp_path: Path) -> None:
    listed = tmp_path / "assets.csv"
    listed.write_text("hostname,owner,serial\ndb-prod-07,Mira Jansen,X1\nnot a host,,\n", "utf-8")
    tried = tocsin("dictionary", "assets", str(listed), "--dry-run", home=own_home)
    assert "db-prod-07" in tried.out
    assert "2 new words would be added" in tried.out
    assert "line 3, hostname: 'not a host' is no host name" in tried.err
    assert "serial" in tried.err
    assert "no words yet" in tocsin("dictionary", "show", home=own_home).out
    assert "2 new words added" in tocsin("dictionary", "assets", str(listed), home=own_home).out
    assert "1 words" in tocsin("dictionary", "drop", "people=Mira Jansen", home=own_home).out
    assert tocsin("dictionary", "add", "nothing", home=own_home).code == 2
