"""Tokens: the secrets with which parties fetch what is theirs."""

from msgspec import Struct

from tocsin.operations.listing import Kept, Part, listed
from tocsin.operations.operation import KEEPERS, READERS, WRITERS, Method, Operation, Page
from tocsin.stages.delivery import find
from tocsin.stages.desk import Desk
from tocsin.stages.page import DAYS as LINK_DAYS
from tocsin.stages.page import issue_link
from tocsin.stages.party import find_party
from tocsin.stages.token import TokenLine, issue_token, line_of, revoke_token
from tocsin.vocab.delivery import RevokeReason
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Token

DAYS = 90  # a quarter of a year: long enough not to be in the way, short enough to be asked again who still needs it


class TokenListing(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which secrets; with `party` only those of this one."""

    party: str = ""


class TokenWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose the secret is, what it opens and for how many days, and for which machine or person it is."""

    party: str
    scope: TokenScope = TokenScope.TAXII
    days: int = DAYS
    label: str = ""


class LinkWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The delivery by page that the link opens, for how many days, and at which address recipients reach this desk."""

    delivery: str
    days: int = LINK_DAYS
    at: str = ""


class TokenEnded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A secret that opens nothing any more."""

    token: str
    reason: RevokeReason = RevokeReason.WITHDRAWN


class Issued(Struct, frozen=True, kw_only=True):
    """A secret as it is shown once."""

    token: Token
    secret: str


class LinkMade(Struct, frozen=True, kw_only=True):
    """A link as it is shown once; `code`, where the label asks for one, goes to the recipient by another way."""

    token: Token
    link: str
    code: str


def list_tokens(desk: Desk, asked: TokenListing) -> Page[TokenLine]:
    """Every secret that was given out, newest first: whose, for what, until when. Never the secret itself."""
    party, now = find_party(desk, asked.party).id if asked.party else None, desk.clock.now()

    def wanted(found: object) -> Token | None:
        return found if isinstance(found, Token) and party in (None, found.party) else None

    return listed(desk, Kept(kind="token"), asked, as_=wanted, made=lambda token: line_of(desk, token, now))


def create(desk: Desk, asked: TokenWanted) -> Issued:
    """Make a secret for a party; it is shown here once and kept nowhere."""
    whom = find_party(desk, asked.party)
    token, secret = issue_token(desk, whom, asked.scope, days=asked.days, label=asked.label)
    return Issued(token=token, secret=secret)


def link(desk: Desk, asked: LinkWanted) -> LinkMade:
    """Make the link to a recipient page; it is shown here once, with the code that goes another way."""
    made = issue_link(desk, find(desk, asked.delivery), days=asked.days)
    return LinkMade(token=made.token, link=asked.at.rstrip("/") + made.path, code=made.code)


def revoke(desk: Desk, asked: TokenEnded) -> Token:
    """Revoke a secret: from this moment on it opens nothing."""
    return revoke_token(desk, asked.token, asked.reason)


OPERATIONS = (
    Operation(
        name="token.list",
        method=Method.GET,
        path="/tokens",
        may=READERS | KEEPERS,
        takes=TokenListing,
        gives=Page[TokenLine],
        does=list_tokens,
    ),
    Operation(
        name="token.create",
        method=Method.POST,
        path="/tokens",
        may=KEEPERS,
        takes=TokenWanted,
        gives=Issued,
        does=create,
    ),
    Operation(
        name="token.link",
        method=Method.POST,
        path="/deliveries/{delivery}/link",
        may=WRITERS,  # whoever has it reads the document: it is for those who send, not for who keeps the desk
        takes=LinkWanted,
        gives=LinkMade,
        does=link,
    ),
    Operation(
        name="token.revoke",
        method=Method.POST,
        path="/tokens/{token}/revoke",
        may=KEEPERS | WRITERS,  # what is lost is shut at once, by whoever hears of it
        takes=TokenEnded,
        gives=Token,
        does=revoke,
    ),
)
