"""What a no says, and what it never says."""

import pytest
from litestar.exceptions import HTTPException, MethodNotAllowedException

from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, Gone, ProofFailed
from tocsin.web.refusal import TITLES, Refusal, not_found, refusal_of


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (ChannelDown("secret"), 503),
        (BadInput("secret"), 500),
        (ProofFailed("secret"), 500),
        (Gone("secret"), 500),
        (ActNotAllowed("secret"), 500),
        (ValueError("secret"), 500),
        (HTTPException(status_code=418, detail="secret"), 400),
        (HTTPException(status_code=599, detail="secret"), 500),
        (HTTPException(status_code=404, detail="secret"), 404),
    ],
)
def test_a_fault_becomes_a_status_and_keeps_its_words(fault: Exception, status: int) -> None:
    found = refusal_of(fault)
    assert (found.status, found.title) == (status, TITLES[status])
    assert "secret" not in str(found) + str(found.headers)


def test_a_refusal_is_passed_on_as_it_is() -> None:
    refused = Refusal(401, "x", headers={"WWW-Authenticate": "y"})
    assert refusal_of(refused) is refused


def test_of_the_frameworks_headers_only_the_methods_are_kept() -> None:
    fault = MethodNotAllowedException(headers={"Allow": "GET", "X-Detail": "secret"})
    assert refusal_of(fault).headers == {"Allow": "GET"}


def test_nothing_here_is_always_the_same() -> None:
    one, other = not_found(), not_found()
    assert (one.status, one.title, one.headers) == (other.status, other.title, other.headers) == (404, TITLES[404], {})
