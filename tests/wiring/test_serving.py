"""The key that the server signs with."""

from pathlib import Path

from tests.builders import founded_home
from tocsin.wiring.serving import signing_key


def test_each_home_has_one_key_and_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = founded_home(tmp_path / "a"), founded_home(tmp_path / "b")
    assert signing_key(one) == signing_key(one)
    assert signing_key(one) != signing_key(other)
    assert len(signing_key(one)) == 32
