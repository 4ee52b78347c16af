"""The report: counted by kind, what stays and why, what was not looked at; never a value, never "clean"."""

from pathlib import Path

import pytest

from tests.terminal import tocsin
from tocsin.cli import scan_source

TEXT = "Dear Odile Brun,\npassword: Blue!heron9\nC2 kq7[.]top\n"


def test_what_was_not_looked_at_is_said(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    text = TEXT + "QUJD" * 60 + "\n"
    path.write_text(text, "utf-8")
    ran = tocsin("redact", path)
    for said in (
        "not looked at: your own names",
        "1 long runs",
        f"looked at: {len(text)} signs on 4 lines",
        "mostly because",
    ):
        assert said in ran.out, said
    assert "heron9" not in ran.out + ran.err


def test_a_long_file_has_the_report_and_the_copy_of_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(TEXT.replace("heron9", f"heron{n}9") for n in range(60)), "utf-8")
    short = tocsin("redact", path, "--json", "--out", tmp_path / "a").record
    monkeypatch.setattr(scan_source, "LONG", 10)
    long = tocsin("redact", path, "--json", "--out", tmp_path / "b").record
    assert long["findings"] == short["findings"]
    assert (tmp_path / "b").read_bytes() == (tmp_path / "a").read_bytes()
