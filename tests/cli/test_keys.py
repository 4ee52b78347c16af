"""The log's key at the terminal."""

from pathlib import Path

from tests.terminal import tocsin


def test_the_key_is_shown_with_the_origin(own_home: Path) -> None:
    found = tocsin("key", "show", "--json", home=own_home).record
    keys = found["keys"]
    assert isinstance(keys, list)
    assert len(keys) == 1
    assert str(keys[0]).startswith(f"{found['origin']}+")


def test_the_key_that_signs_records_is_what_a_partner_declares(own_home: Path, tmp_path: Path) -> None:
    signs = tocsin("key", "show", "--json", home=own_home).record["records"]
    assert isinstance(signs, dict)
    assert signs["key"] in tocsin("key", "show", home=own_home).out
    other = tmp_path / "other"
    assert tocsin("init", "--name", "Bo", home=other).code == 0
    added = tocsin("party", "add", "A Sender", "--kind", "vendor", "--record-key", signs["key"], "--json", home=other)
    assert (added.record["record_iss"], added.record["fingerprint"]) == (signs["iss"], signs["fingerprint"])


def test_an_exchanged_key_stands_beside_the_old_one_and_the_log_still_holds(own_home: Path) -> None:
    before = tocsin("key", "show", "--json", home=own_home).record["keys"]
    after = tocsin("key", "rotate", "--json", home=own_home).record["keys"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert after[:-1] == before
    assert after[-1] not in before
    assert tocsin("ledger", "verify", home=own_home).code == 0


def test_no_private_key_is_ever_printed(own_home: Path) -> None:
    for words in (("key", "show"), ("key", "rotate"), ("config", "show")):
        ran = tocsin(*words, home=own_home)
        assert "PRIVATE KEY" not in ran.out + ran.err
        assert "AGE-SECRET" not in ran.out + ran.err
