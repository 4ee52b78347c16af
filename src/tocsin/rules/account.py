"""How long a session holds, how far a token reaches, which password."""

import unicodedata
from datetime import datetime, timedelta

from tocsin.vocab.credential import TokenReach
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import BadInput

IDLE = timedelta(hours=12)  # a shift: whoever is away for longer signs in again
LONGEST = timedelta(days=7)  # whatever happens
LINK_HOLDS = timedelta(hours=24)  # until the next working day
PASSWORD_SIGNS = 15  # at least, where nothing else is asked for: NIST SP 800-63B-4 (2025), section 3.1.1.2
PASSWORD_BYTES = 1_000  # at most: whoever sends more wants the server to work, not to sign in
NAME_SIGNS = 200
MOST_DAYS = 366  # of a token: then somebody is asked again who still needs it


def session_stands(made_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session holds at a moment."""
    return now < min(made_at + LONGEST, seen_at + IDLE)


def token_ends(now: datetime, days: int) -> datetime:
    """Until when a new token of a person opens anything."""
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"a token holds for 1 to {MOST_DAYS} days, not {days}", hint="say --days")
    return now + timedelta(days=days)


def roles_within(reach: TokenReach, roles: frozenset[DeskRole], *, changes: bool) -> frozenset[DeskRole]:
    """What is left of a person's roles in the hand of a program, for what changes something and for what does not."""
    if not changes or reach is TokenReach.APPROVE:
        return roles
    return roles & {DeskRole.ANALYST} if reach is TokenReach.WRITE else frozenset()


def name_in_one_spelling(name: str) -> str:
    """A sign-in name as it is compared: capitals, spaces around it and other forms of the same signs do not count."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def password_in_one_spelling(password: str) -> str:
    """A password as it is compared: the same signs however the keyboard makes them (NIST SP 800-63B-4, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def faults_of_password(password: str, beside: tuple[str, ...]) -> str:
    """Why a password is not taken, in a sentence; empty where it is. There are no rules of which signs it has to have.

    `beside` is what others know of the person: their names, their organization's. A list of passwords that were found
    elsewhere is not asked: nothing leaves this house for it, and hardly any of them has fifteen signs.
    """
    plain = password_in_one_spelling(password)
    if len(plain) < PASSWORD_SIGNS:
        return f"It has {len(plain)} signs; it needs {PASSWORD_SIGNS} or more. Several words chosen by chance do."
    if len(plain.encode("utf-8", "surrogatepass")) > PASSWORD_BYTES:
        return f"It is longer than {PASSWORD_BYTES:,} bytes."
    rest = name_in_one_spelling(plain)
    for known in sorted({name_in_one_spelling(one) for one in (*beside, "tocsin", "password")}, key=len, reverse=True):
        rest = rest.replace(known, "") if len(known) > 2 else rest
    if len(set(rest)) < 5:
        return "It is easily guessed: it is made of few signs, or of words that everybody knows you by."
    return ""
