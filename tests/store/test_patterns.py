"""What is kept between runs: given back as it was, and never read where somebody else could have written it."""

from pathlib import Path

import pytest

from tocsin.store import patterns


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this test keeps."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache" / "patterns"


def test_what_was_kept_comes_back(folder: Path) -> None:
    assert patterns.kept("a") is None
    patterns.keep("a", b"bytes")
    assert patterns.kept("a") == b"bytes"
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_what_others_could_have_written_is_not_read(folder: Path) -> None:
    patterns.keep("a", b"bytes")
    (folder / "a").chmod(0o666)
    assert patterns.kept("a") is None
    (folder / "a").chmod(0o600)
    folder.chmod(0o777)
    assert patterns.kept("a") is None


def test_a_folder_that_cannot_be_made_is_no_fault(folder: Path) -> None:
    folder.parent.write_bytes(b"a file in its place")
    patterns.keep("a", b"bytes")
    assert patterns.kept("a") is None


def test_other_code_has_another_digest() -> None:
    digest = patterns.source_of(patterns)
    assert digest == patterns.source_of(patterns)
    assert digest not in (patterns.source_of(pytest), patterns.source_of(patterns, pytest))
