"""The files that pages load: the style, the script, the mark.

An address holds the file's digest, so a browser may keep it for ever and never has an old one. htmx comes from npm by
`make assets` and may be absent: every page works without it.

They alone are compressed, once for a running server. No page is: it holds the token of its forms and what cases say
beside text that comes in with the address, and the compressed length would tell one by the other. Source: Gluck,
Harris, Prado, "BREACH: Reviving the CRIME Attack" (2013). Whoever speaks TLS in front leaves pages as they are, too.
"""

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path

from litestar import Response, get
from litestar.params import FromPath

from tocsin.web.office import Asking
from tocsin.web.refusal import not_found

FOLDER = Path(__file__).parent / "assets"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


@cache
def address_of(name: str) -> str:
    """Where a page loads this file from; empty where it is absent."""
    path = FOLDER / name
    if not path.is_file():
        return ""
    return f"/assets/{sha256(path.read_bytes()).hexdigest()[:16]}/{name}"


@cache
def compressed(name: str) -> bytes:
    """A file as it goes over the line: every browser takes gzip (RFC 9110, section 8.4.1.3)."""
    return gzip.compress((FOLDER / name).read_bytes(), compresslevel=9, mtime=0)


@get("/assets/{digest:str}/{name:str}", sync_to_thread=True, include_in_schema=False)
def asset(request: Asking, digest: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """One file; an address with another digest than its own is none."""
    if Path(name).suffix not in TYPES or "/" in name or address_of(name) != f"/assets/{digest}/{name}":
        raise not_found()
    headers = FOREVER | {"Content-Type": TYPES[Path(name).suffix]}
    if "gzip" in request.headers.get("accept-encoding", "").lower():
        return Response(compressed(name), headers=headers | {"Content-Encoding": "gzip"})
    return Response((FOLDER / name).read_bytes(), headers=headers)
