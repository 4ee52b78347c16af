"""Whether a secret opens something: every way in which it does not is the same no."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tocsin.rules.token import MOST_DAYS, NO_DIGEST, end_of, opens, stands
from tocsin.vocab.errors import BadInput
from tocsin.vocab.secret import Presented, TokenScope
from tocsin.vocab.sharing import Token

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
TOKEN = Token(
    id="token-" + "0" * 26,
    party="party-" + "0" * 26,
    scope="taxii",
    delivery=None,
    issued_at=NOON,
    issued_by="person-" + "0" * 26,
    expires_at=NOON + timedelta(days=1),
    sheet="0" * 64,
)
DIGEST = "ab" * 32
SHOWN = Presented(token=TOKEN.id, digest=DIGEST)


def test_the_right_secret_opens_until_its_end() -> None:
    assert opens(TOKEN, DIGEST, SHOWN, NOON)
    assert opens(TOKEN, DIGEST, SHOWN, TOKEN.expires_at - timedelta(milliseconds=1))


@pytest.mark.parametrize(
    ("token", "digest", "presented", "now"),
    [
        (None, NO_DIGEST, SHOWN, NOON),
        (None, NO_DIGEST, None, NOON),
        (TOKEN, DIGEST, None, NOON),
        (TOKEN, DIGEST, replace(SHOWN, digest="cd" * 32), NOON),
        (TOKEN, DIGEST, SHOWN, TOKEN.expires_at),
        (replace(TOKEN, revoked="lost"), DIGEST, SHOWN, NOON),
        (TOKEN, NO_DIGEST, SHOWN, NOON),
    ],
    ids=["unknown", "no secret", "nothing shown", "wrong", "expired", "revoked", "purged"],
)
def test_everything_else_is_a_plain_no(
    token: Token | None, digest: str, presented: Presented | None, now: datetime
) -> None:
    assert opens(token, digest, presented, now) is False


def test_a_token_stands_while_it_is_neither_revoked_nor_over() -> None:
    assert stands(TOKEN, NOON)
    assert not stands(TOKEN, TOKEN.expires_at)
    assert not stands(replace(TOKEN, revoked="other"), NOON)


@pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1])
def test_a_lifetime_has_bounds(days: int) -> None:
    with pytest.raises(BadInput):
        end_of(NOON, days, TokenScope.TAXII, None)


def test_a_page_is_of_one_delivery_and_a_view_of_none() -> None:
    assert end_of(NOON, 2, TokenScope.PAGE, "delivery-" + "0" * 26) == NOON + timedelta(days=2)
    for scope, delivery in ((TokenScope.PAGE, None), (TokenScope.TAXII, "delivery-" + "0" * 26)):
        with pytest.raises(BadInput, match="one delivery"):
            end_of(NOON, 2, scope, delivery)
