"""How a no is said: as TAXII, as a page, or as problem details.

Source of the last: RFC 9457.
"""

import logging

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from msgspec import Struct

from tocsin.web.media_type import TAXII
from tocsin.web.problem import MEDIA_TYPE, problem_of
from tocsin.web.refusal import Refusal, refusal_of
from tocsin.web.render import HTML, nothing_here, policy

# What programs ask; everything else is looked at by people.
PROGRAMS = ("/api/", "/healthz", "/readyz", "/metrics", "/log/", "/.well-known/", "/assets/")
_LOG = logging.getLogger("tocsin.web")


class Told(Struct, frozen=True, kw_only=True):
    """A whole answer, whatever carries it."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str]


def told(path: str, found: Refusal) -> Told:
    """The no as it is said under this path."""
    headers = {"Cache-Control": "no-store"} | found.headers
    if path == "/taxii2" or path.startswith("/taxii2/"):
        # Section 3.6.1 of OASIS, "TAXII Version 2.1": a title, and the status as a string.
        body = msgspec.json.encode({"title": found.title, "http_status": str(found.status)})
        return Told(status=found.status, media_type=TAXII, body=body, headers=headers)
    if not path.startswith(PROGRAMS):
        headers["Content-Security-Policy"] = policy()  # its style stands in the page
        return Told(status=found.status, media_type=HTML, body=nothing_here(found.status, found.title), headers=headers)
    problem, _ = problem_of(found)
    return Told(status=found.status, media_type=MEDIA_TYPE, body=msgspec.json.encode(problem), headers=headers)


def answer_fault(request: Request[object, object, State], fault: Exception) -> Response[bytes]:
    """The answer to anything that went wrong. A fault of ours is logged by its kind, for its words can hold content."""
    found = refusal_of(fault)
    if found.status >= 500:
        _LOG.error("a request failed: %s", type(fault).__name__)
    said = told(request.scope["path"], found)
    return Response(said.body, status_code=said.status, headers=said.headers | {"Content-Type": said.media_type})
