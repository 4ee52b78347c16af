"""A download is a file to keep: no browser shows it, sniffs it or runs it."""

import pytest

from tocsin.operations.operation import Content
from tocsin.web.download import download_of


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ('a"; x=".html', "a___x__.html"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("\r\nSet-Cookie: a=b", "__Set-Cookie__a_b"),
        ("\u202egpj.exe", "_gpj.exe"),
        ("...", "content"),
    ],
)
def test_its_name_holds_plain_letters_alone(name: str, shown: str) -> None:
    given = download_of(Content(media_type="application/octet-stream", file_name=name, pieces=iter((b"x",))))
    assert given.headers["Content-Disposition"] == f'attachment; filename="{shown}"'
    assert given.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert given.headers["Cache-Control"] == "no-store"
