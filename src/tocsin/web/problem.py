"""How the API says no: problem details with a stable code.

Source: RFC 9457. To whoever is signed in, a fault may say what it is about; codes are those of `vocab.errors`.
"""

import msgspec
from litestar import Response
from msgspec import Struct

from tocsin.vocab.errors import (
    ActNotAllowed,
    BadInput,
    ChangedMeanwhile,
    ChannelDown,
    Gone,
    NotHere,
    ProofFailed,
    TocsinError,
    TooMuch,
)
from tocsin.web.refusal import TITLES, Refusal, refusal_of

MEDIA_TYPE = "application/problem+json"
KEY_IN_USE = "key_in_use"  # a request under the same Idempotency-Key is not yet answered

# RFC 9110, section 15.5; the first class that fits decides.
STATUS: tuple[tuple[type[TocsinError], int], ...] = (
    (TooMuch, 413),
    (NotHere, 404),
    (BadInput, 400),
    (ChangedMeanwhile, 412),
    (ActNotAllowed, 409),
    (ChannelDown, 503),
    (Gone, 410),
    (ProofFailed, 500),
    (TocsinError, 500),
)


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A no; `code` is stable, `hint` is the one thing to do next."""

    type: str  # a relative reference to the page that explains the code
    title: str
    status: int
    code: str
    detail: str = ""
    hint: str = ""


def problem_of(fault: Exception) -> tuple[Problem, dict[str, str]]:
    """The problem behind a fault, and the headers it travels with."""
    for kind, status in STATUS:
        if isinstance(fault, kind):
            title = TITLES.get(status, TITLES[500])
            said = Problem(
                type=f"/help/problems#{fault.code}",
                title=title,
                status=status,
                code=fault.code,
                detail=str(fault),
                hint=fault.hint,
            )
            return said, refusal_of(fault).headers if status == 503 else {}
    found: Refusal = refusal_of(fault)
    code = found.code or _CODES.get(found.status, TocsinError.code)
    problem = Problem(type=f"/help/problems#{code}", title=found.title, status=found.status, code=code)
    return problem, found.headers


# What a refusal is called that names no code of its own.
_CODES = {
    400: "malformed",
    401: "not_signed_in",
    403: "not_allowed",
    404: NotHere.code,
    405: "method_not_served",
    409: ActNotAllowed.code,
    410: Gone.code,
    412: ChangedMeanwhile.code,
    413: TooMuch.code,
    414: "address_too_long",
    415: "media_type_not_served",
    422: "key_used_otherwise",
    429: "too_many_requests",
    503: ChannelDown.code,
}


def codes() -> dict[str, int]:
    """Every code that a problem can have, with its status."""
    of_faults = {kind.code: status for kind, status in STATUS}
    return of_faults | {code: status for status, code in _CODES.items()} | {KEY_IN_USE: 409}


def answer_of(problem: Problem, headers: dict[str, str]) -> Response[bytes]:
    """The whole answer."""
    said = {"Cache-Control": "no-store", "Content-Type": MEDIA_TYPE} | headers
    return Response(msgspec.json.encode(problem), status_code=problem.status, headers=said)
