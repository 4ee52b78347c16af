"""Content as a file to keep, never to show."""

from litestar.response import Stream

from tocsin.operations.operation import Content

HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "sandbox; default-src 'none'"}


def download_of(given: Content, headers: dict[str, str] | None = None) -> Stream:
    """The content, streamed, under a name of plain letters (RFC 6266)."""
    name = "".join(sign if (sign.isalnum() and sign.isascii()) or sign in "._-" else "_" for sign in given.file_name)
    said = {"Content-Disposition": f'attachment; filename="{name.lstrip(".") or "content"}"'}
    return Stream(given.pieces, media_type=given.media_type, headers=HEADERS | said | (headers or {}), status_code=200)
