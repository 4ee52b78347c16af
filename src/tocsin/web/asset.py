"""The files that pages load: the style, the script, the mark.

An address holds the file's digest, so a browser may keep it for ever and never has an old one. htmx comes from npm by
`make assets` and may be absent: every page works without it.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from litestar import Response, get
from litestar.params import FromPath

from tocsin.web.refusal import not_found

FOLDER = Path(__file__).parent / "assets"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@cache
def address_of(name: str) -> str:
    """Where a page loads this file from; empty where it is absent."""
    path = FOLDER / name
    if not path.is_file():
        return ""
    return f"/assets/{sha256(path.read_bytes()).hexdigest()[:16]}/{name}"


@get("/assets/{digest:str}/{name:str}", sync_to_thread=True, include_in_schema=False)
def asset(digest: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """One file; an address with another digest than its own is none."""
    if Path(name).suffix not in TYPES or "/" in name or address_of(name) != f"/assets/{digest}/{name}":
        raise not_found()
    kind = TYPES[Path(name).suffix]
    return Response((FOLDER / name).read_bytes(), headers=FOREVER | {"Content-Type": kind})
