"""Whether a secret opens something, and how long one may be given out for."""

from datetime import datetime, timedelta
from hmac import compare_digest

from tocsin.vocab.errors import BadInput
from tocsin.vocab.secret import Presented, TokenScope
from tocsin.vocab.sharing import Token

MOST_DAYS = 366  # a secret that nobody renews within a year is one that nobody looks after
NO_DIGEST = "0" * 64


def opens(token: Token | None, digest: str, presented: Presented | None, now: datetime) -> bool:
    """Whether what was presented opens a token today; `digest` is that of the token.

    The digests are compared in constant time in every case. Unknown, wrong, revoked and expired are all a plain no:
    which of them it was, nobody is told.
    """
    is_right = compare_digest(digest, presented.digest if presented else NO_DIGEST)
    return is_right and token is not None and presented is not None and stands(token, now)


def stands(token: Token, now: datetime) -> bool:
    """Whether a secret opens anything today."""
    return token.revoked is None and now < token.expires_at


def end_of(now: datetime, days: int, scope: TokenScope, delivery: str | None) -> datetime:
    """When a secret ends; BadInput where it would last too long or not at all, or opens nothing in particular."""
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"{days} days is no lifetime of a secret", hint=f"between 1 and {MOST_DAYS} days")
    if (scope is TokenScope.PAGE) != (delivery is not None):
        raise BadInput("a secret for a page is for one delivery, and no other secret is")
    return now + timedelta(days=days)
