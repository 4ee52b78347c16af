"""The page on which anybody checks a claim, in their own browser.

It needs no account, keeps nothing and is told nothing: its policy forbids the page every connection and every form, so
the file that is checked cannot leave. It can be kept as one file, and the verifier can be had as one Python file.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from litestar import Response, Router, get
from litestar.response import Stream
from markupsafe import Markup
from msgspec import Struct

from tocsin import __version__, verifier
from tocsin.operations.operation import Content
from tocsin.verifier.bundle import ROOMS, bundle
from tocsin.web.asset import FOLDER, address_of
from tocsin.web.download import download_of
from tocsin.web.render import HTML, rendered

SCRIPTS = ("claim-signed.js", "claim-judge.js", "claim-verify.js", "verify.js")  # each uses only those before it
FILE_NAME = "tocsin-verify.html"
CLOSED = "connect-src 'none'; form-action 'none'; base-uri 'none'"

# No connection, no form, and no text that a script turns into markup (W3C, "Trusted Types").
POLICY = (
    f"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; {CLOSED}; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {"Cache-Control": "no-store", "Content-Type": HTML, "Content-Security-Policy": POLICY}


class Saved(Struct, frozen=True, kw_only=True):
    """What stands within the page that is kept as one file, and the policy that names it by its digests."""

    style: Markup
    script: Markup
    policy: str
    version: str = __version__


@get("/verify", sync_to_thread=True)
def look() -> Response[bytes]:
    """The page."""
    return Response(_page(), headers=HEADERS)


@get("/verify.html", sync_to_thread=True)
def saved() -> Stream:
    """The page as one file, which needs no network and no server."""
    return download_of(Content(media_type="text/html", file_name=FILE_NAME, pieces=iter((saved_page(),))))


@get("/verify/verifier.py", sync_to_thread=True)
def program() -> Stream:
    """The verifier as one Python file, for whoever runs no script of a page."""
    return download_of(Content(media_type="text/x-python", file_name="verifier.py", pieces=iter((_one_file(),))))


def router() -> Router:
    """What is here for everybody."""
    return Router("/", route_handlers=[look, saved, program], include_in_schema=False)


@cache
def saved_page() -> bytes:
    """The bytes of the page that is kept."""
    style = (FOLDER / "desk.css").read_text("utf-8")
    script = "".join((FOLDER / name).read_text("utf-8") for name in SCRIPTS)
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; {CLOSED}"
    inside = Saved(style=Markup(style), script=Markup(script), policy=policy)  # noqa: S704  # our own files
    return rendered("verify.html", saved=inside, scripts=(), asset=address_of)


@cache
def _page() -> bytes:
    return rendered("verify.html", saved=None, scripts=SCRIPTS, asset=address_of)


@cache
def _one_file() -> bytes:
    folder = Path(verifier.__path__[0])
    return bundle({room: (folder / f"{room}.py").read_text("utf-8") for room in ROOMS}).encode()


def _digest(text: str) -> str:
    """As a policy names what stands in a page (W3C, "Content Security Policy Level 3", section 8.4)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
