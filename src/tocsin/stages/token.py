"""Stage 9, who may fetch: secrets are given out, looked at and revoked."""

from datetime import datetime
from hmac import compare_digest

from msgspec import Struct

from tocsin.rules.token import NO_DIGEST, end_of, opens, stands
from tocsin.stages.desk import Desk
from tocsin.vocab.acts.party import TokenIssued, TokenRevoked
from tocsin.vocab.delivery import RevokeReason
from tocsin.vocab.errors import ActNotAllowed, Gone
from tocsin.vocab.reason import closed
from tocsin.vocab.secret import SECRET_BYTES, TokenScope, digest_of, digest_of_code, read_secret, write_secret
from tocsin.vocab.sharing import Party, Token
from tocsin.vocab.sheet import TokenSheet


class TokenLine(Struct, frozen=True, kw_only=True):
    """A secret as its owner sees it: never the secret. `state` is open, expired or revoked."""

    id: str
    party: str
    scope: str
    state: str
    label: str
    issued_at: datetime
    expires_at: datetime
    delivery: str | None


def issue_token(
    desk: Desk,
    party: Party,
    scope: TokenScope,
    *,
    days: int,
    delivery: str | None = None,
    label: str = "",
    code: str = "",
) -> tuple[Token, str]:
    """Give a party a secret. Its text is returned here and is nowhere else: whoever loses it gets a new one.

    With a `code`, which the party gets by another way, the secret alone opens nothing where a code is asked for.
    """
    draft = desk.draft(desk.log_entry())
    expires_at = end_of(draft.at, days, scope, delivery)
    token, secret = desk.new_id("token"), desk.chance.random_bytes(SECRET_BYTES)
    second = digest_of_code(token, code) if code else ""
    draft.add(
        TokenIssued(
            token=token,
            party=party.id,
            scope=scope,
            delivery=delivery,
            expires_at=expires_at,
            sheet=draft.sheet(TokenSheet(digest=digest_of(secret), label=label, second=second)),
        )
    )
    return _token(draft.record()["token", token]), write_secret(token, secret)


def revoke_token(desk: Desk, given: str, reason: str) -> Token:
    """The secret opens nothing any more, from this moment on."""
    token = _token(desk.index.get("token", desk.full_id("token", given)))
    if token.revoked:
        raise ActNotAllowed(f"{token.id} was revoked before", hint="`tocsin token list` shows those that are open")
    draft = desk.draft(desk.log_entry())
    draft.add(TokenRevoked(token=token.id, reason=closed(RevokeReason, reason, "reason to revoke a secret")))
    return _token(draft.record()["token", token.id])


def check_secret(desk: Desk, text: str) -> Token | None:
    """The token that a presented text opens now, or None: for whatever reason, it looks the same."""
    presented = read_secret(text)
    found = desk.index.get("token", presented.token) if presented else None
    token = found if isinstance(found, Token) else None
    return token if opens(token, _digest(desk, token), presented, desk.clock.now()) else None


def check_code(desk: Desk, token: Token, text: str) -> bool:
    """Whether this is the code that goes with a token; never where none was given out."""
    second = _sheet(desk, token).second
    return compare_digest(second or NO_DIGEST, digest_of_code(token.id, text)) and bool(second)


def tokens(desk: Desk, party: str | None = None) -> list[TokenLine]:
    """Every secret that was given out, or those of one party, oldest first."""
    now = desk.clock.now()
    found = [_token(one) for one in desk.index.all("token")]
    return [line_of(desk, one, now) for one in found if party is None or one.party == party]


def line_of(desk: Desk, token: Token, now: datetime) -> TokenLine:
    """A secret as its owner sees it at a moment."""
    state = "open" if stands(token, now) else "revoked" if token.revoked else "expired"
    return TokenLine(
        id=token.id,
        party=token.party,
        scope=token.scope,
        state=state,
        label=_sheet(desk, token).label,
        issued_at=token.issued_at,
        expires_at=token.expires_at,
        delivery=token.delivery,
    )


def _digest(desk: Desk, token: Token | None) -> str:
    return _sheet(desk, token).digest if token else NO_DIGEST


def _sheet(desk: Desk, token: Token) -> TokenSheet:
    try:
        return desk.sheet(token.sheet, TokenSheet) or _NOTHING
    except Gone:
        return _NOTHING


def _token(found: object) -> Token:
    assert isinstance(found, Token)
    return found


_NOTHING = TokenSheet(digest=NO_DIGEST)
