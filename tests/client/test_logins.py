"""Logins are kept for their owner alone, one for each name, and none is shown by mistake."""

import os
from pathlib import Path

import pytest

from tocsin.client import logins
from tocsin.client.logins import FILE, Login
from tocsin.vocab.errors import BadInput

OURS = Login(name="ours", address="https://desk.example", token="tocsin-user_secret")
LOCAL = Login(name="local", address="http://127.0.0.1:8480", token="tocsin-user_other")


def test_what_is_kept_is_found_by_name_and_by_address(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    for one in (OURS, LOCAL):
        logins.keep(folder, one)
    known = logins.read(folder)
    assert [one.name for one in known.logins] == ["local", "ours"]
    for given in ("ours", "https://desk.example", "https://DESK.example/"):
        assert logins.find(known, given) == OURS
    assert logins.read(tmp_path / "none").logins == ()


def test_only_its_owner_reads_the_file_and_nothing_else_is_left(tmp_path: Path) -> None:
    logins.keep(tmp_path / "c", OURS)
    (file,) = (tmp_path / "c").iterdir()
    assert file.name == FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are POSIX")
def test_a_file_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    logins.keep(tmp_path, OURS)
    (tmp_path / FILE).chmod(0o640)
    with pytest.raises(BadInput, match="can be read by others") as refused:
        logins.read(tmp_path)
    assert "secret" not in f"{refused.value} {refused.value.hint}"


@pytest.mark.parametrize("text", ["", "{", '{"logins": 1}', '{"logins": [], "more": 1}'])
def test_a_file_that_holds_no_logins_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    (tmp_path / FILE).chmod(0o600)
    with pytest.raises(BadInput, match="no logins"):
        logins.read(tmp_path)


def test_another_of_the_same_name_takes_its_place_and_one_is_forgotten(tmp_path: Path) -> None:
    newer = Login(name="ours", address="https://other.example", token="tocsin-user_newer")
    for one in (OURS, LOCAL, newer):
        logins.keep(tmp_path, one)
    assert logins.find(logins.read(tmp_path), "ours") == newer
    assert logins.forget(tmp_path, "ours") == newer
    assert logins.read(tmp_path).logins == (LOCAL,)


def test_a_name_that_fits_none_or_several_is_said(tmp_path: Path) -> None:
    twice = Login(name="too", address=OURS.address, token="tocsin-user_too")
    for one in (OURS, twice):
        logins.keep(tmp_path, one)
    known = logins.read(tmp_path)
    with pytest.raises(BadInput, match="several"):
        logins.find(known, "https://desk.example")
    for given in ("our", "", "https://desk.example:8443"):
        with pytest.raises(BadInput, match="not logged in"):
            logins.find(known, given)


@pytest.mark.parametrize("name", ["", "../x", "a b", "-x", "x" * 65, "a/b"])
def test_a_name_that_is_none_is_not_kept(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput):
        logins.keep(tmp_path, Login(name=name, address="https://desk.example", token="t"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput):
        logins.keep(tmp_path / "file" / "inside", OURS)


def test_no_token_is_printed_by_mistake() -> None:
    assert "secret" not in f"{OURS!r} {OURS} {OURS.remote!r}"
