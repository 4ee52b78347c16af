"""Why nobody came in by an identity provider, and what is said of it.

The log is told the exact reason, by its code. Whoever wanted to come in reads one of a few sentences: what a provider
or a stranger wrote is never shown again, and who has an account here is not told either.
"""

from enum import StrEnum

from tocsin.web.texts import _


class Trouble(StrEnum):
    """Every reason; most are a check of which the source stands beside the check itself."""

    # The round trip of this browser.
    NO_ROUND = "no_round"  # no cookie of ours, or not one that we wrote
    OTHER_STATE = "other_state"  # of another round, or of another browser
    ROUND_OVER = "round_over"
    ROUND_USED = "round_used"
    # What the provider sent the browser back with.
    ANSWER_TWICE = "answer_twice"  # a parameter stands there more than once
    ANSWER_ISSUER = "answer_issuer"
    DENIED = "denied"
    SAID_NO = "said_no"
    NO_CODE = "no_code"
    # What it answered when it was asked.
    NO_SECRET = "no_secret"  # noqa: S105  # a reason: our own file with the client secret cannot be read
    NOT_REACHABLE = "not_reachable"
    TOO_SLOW = "too_slow"
    TOO_MUCH = "too_much"
    REDIRECTED = "redirected"
    STATUS = "status"
    NOT_JSON = "not_json"  # or a key twice
    CODE_REFUSED = "code_refused"
    # What it says of itself.
    METADATA_ISSUER = "metadata_issuer"
    METADATA_INCOMPLETE = "metadata_incomplete"
    METADATA_HOST = "metadata_host"
    # The ID token.
    TOKEN_MISSING = "token_missing"  # noqa: S105  # reasons, and no secrets
    TOKEN_FORM = "token_form"  # noqa: S105
    TOKEN_ALGORITHM = "token_algorithm"  # noqa: S105
    TOKEN_KEY = "token_key"  # noqa: S105
    TOKEN_SIGNATURE = "token_signature"  # noqa: S105
    TOKEN_ISSUER = "token_issuer"  # noqa: S105
    TOKEN_AUDIENCE = "token_audience"  # noqa: S105
    TOKEN_PARTY = "token_party"  # noqa: S105
    TOKEN_OVER = "token_over"  # noqa: S105
    TOKEN_TIME = "token_time"  # noqa: S105
    TOKEN_NONCE = "token_nonce"  # noqa: S105
    TOKEN_ACCESS = "token_access"  # noqa: S105
    TOKEN_SUBJECT = "token_subject"  # noqa: S105
    TOKEN_NOT_ANEW = "token_not_anew"  # noqa: S105
    # Here.
    NOT_CONNECTED = "not_connected"  # to nobody, or to somebody who acts here no longer
    TAKEN = "taken"
    OTHER_PERSON = "other_person"
    NOT_SIGNED_IN = "not_signed_in"


class OidcFault(Exception):
    """Nobody comes in. It carries a code and nothing that somebody else wrote."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


_STALE = frozenset({Trouble.NO_ROUND, Trouble.OTHER_STATE, Trouble.ROUND_OVER, Trouble.ROUND_USED})
_AWAY = frozenset({Trouble.NOT_REACHABLE, Trouble.TOO_SLOW, Trouble.STATUS, Trouble.NO_SECRET})


def status_of(trouble: Trouble) -> int:
    """With which status it is said (RFC 9110, section 15): whether it is worth trying again later."""
    return 503 if trouble in _AWAY else 403


def sentence_of(trouble: Trouble) -> str:
    """What is said to whoever wanted to come in; every reason has its sentence."""
    if trouble in _STALE:
        return _("This sign-in was begun elsewhere, or too long ago, or is done already. Begin again.")
    if trouble in _AWAY:
        return _("The provider does not answer as it should just now. Try again in a while, or sign in another way.")
    match trouble:
        case Trouble.DENIED:
            return _("The provider says that it was not allowed, there or by you. Begin again, or sign in another way.")
        case Trouble.NOT_CONNECTED:
            return _(
                "This identity is connected to nobody here. Sign in another way, then connect it on the page of your"
                " account; or ask whoever runs this desk for a link."
            )
        case Trouble.TAKEN:
            return _("This identity is connected here already. Nothing was changed.")
        case Trouble.OTHER_PERSON:
            return _("This is another identity than the one that is connected to you. Nothing was changed.")
        case Trouble.NOT_SIGNED_IN:
            return _("You have been signed out meanwhile, or signed in too long ago. Sign in, and begin again.")
        case Trouble.TOKEN_NOT_ANEW:
            return _("The provider does not say that it asked you anew. Sign in with a password, a passkey or a link.")
        case _:
            return _(
                "What the provider answered was not accepted, so nobody was signed in. Begin again; where it happens"
                " twice, tell whoever runs this desk."
            )
