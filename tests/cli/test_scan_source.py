"""What is read: UTF-8 cut anywhere, the byte that is none by its place, again from its beginning."""

from pathlib import Path

import pytest

from tocsin.cli import scan_source
from tocsin.cli.scan_source import opened
from tocsin.vocab.errors import BadInput


def test_signs_are_whole_wherever_the_bytes_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_source, "PIECE", 3)
    path = tmp_path / "text"
    path.write_text("aé語😀" * 5, "utf-8")
    with opened(path) as source:
        assert source.text() == "aé語😀" * 5
        assert source.text() == "aé語😀" * 5
    path.write_bytes(b"aaaaaaa\xff")
    with opened(path) as source, pytest.raises(BadInput, match=r"not UTF-8 text \(byte 7\)"):
        source.text()


def test_a_folder_and_an_absent_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(BadInput), opened(path):
            pass
