"""What a detector points at: a place in a text that goes, or that stays.

A finding names a place, a label and a reason, never the value itself: it may stand in a report and in a log.
"""

import re
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.triage import Confidence


class Group(StrEnum):
    """What the labels of one sort have in common: whose they are, and so whether they may leave."""

    PERSONAL = "personal"  # people on the victim's side: removed, or named by a pseudonym
    SECRET = "secret"  # noqa: S105 -- a label, not a secret: keys, tokens, passwords: removed
    INTERNAL = "internal"  # the organization's and its customers' names, hosts, networks: pseudonymised
    SHAREABLE = "shareable"  # the attacker's, or public: what the recipient needs


class Label(StrEnum):
    """What was found. The attacker's and the victim's have different labels even where they look the same."""

    PERSON = "PERSON"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    ADDRESS = "ADDRESS"
    DOB = "DOB"
    US_SSN = "US_SSN"
    NATIONAL_ID = "NATIONAL_ID"
    CREDIT_CARD = "CREDIT_CARD"
    IBAN = "IBAN"
    PASSPORT = "PASSPORT"
    ACCOUNT_ID = "ACCOUNT_ID"
    USERNAME = "USERNAME"
    USER_IP = "USER_IP"
    GEO = "GEO"
    API_KEY = "API_KEY"
    PASSWORD = "PASSWORD"  # noqa: S105 -- a label, not a password
    PRIVATE_KEY = "PRIVATE_KEY"
    JWT = "JWT"
    INTERNAL_HOST = "INTERNAL_HOST"
    INTERNAL_IP = "INTERNAL_IP"
    ORG_TERM = "ORG_TERM"
    VICTIM = "VICTIM"
    CLOUD_ID = "CLOUD_ID"
    IOC_IPV4 = "IOC_IPV4"
    IOC_IPV6 = "IOC_IPV6"
    IOC_DOMAIN = "IOC_DOMAIN"
    IOC_URL = "IOC_URL"
    IOC_EMAIL = "IOC_EMAIL"
    IOC_HASH = "IOC_HASH"
    CVE = "CVE"
    PACKAGE = "PACKAGE"
    MODEL_ID = "MODEL_ID"
    TTP_ID = "TTP_ID"
    CRYPTO_ADDR = "CRYPTO_ADDR"
    PROMPT_PATTERN = "PROMPT_PATTERN"
    TOOL_NAME = "TOOL_NAME"

    @property
    def group(self) -> Group:
        """The group it belongs to."""
        return _GROUPS[self]


LABELS: dict[Group, frozenset[Label]] = {
    Group.PERSONAL: frozenset(
        {
            *(Label.PERSON, Label.EMAIL, Label.PHONE, Label.ADDRESS, Label.DOB, Label.US_SSN, Label.NATIONAL_ID),
            *(Label.CREDIT_CARD, Label.IBAN, Label.PASSPORT, Label.ACCOUNT_ID, Label.USERNAME, Label.USER_IP),
            Label.GEO,
        }
    ),
    Group.SECRET: frozenset({Label.API_KEY, Label.PASSWORD, Label.PRIVATE_KEY, Label.JWT}),
    Group.INTERNAL: frozenset(
        {Label.INTERNAL_HOST, Label.INTERNAL_IP, Label.ORG_TERM, Label.VICTIM, Label.CLOUD_ID},
    ),
    Group.SHAREABLE: frozenset(
        {
            *(Label.IOC_IPV4, Label.IOC_IPV6, Label.IOC_DOMAIN, Label.IOC_URL, Label.IOC_EMAIL, Label.IOC_HASH),
            *(Label.CVE, Label.PACKAGE, Label.MODEL_ID, Label.TTP_ID, Label.CRYPTO_ADDR, Label.PROMPT_PATTERN),
            Label.TOOL_NAME,
        }
    ),
}
_GROUPS: dict[Label, Group] = {label: group for group, labels in LABELS.items() for label in labels}
SENSITIVE: frozenset[Label] = LABELS[Group.PERSONAL] | LABELS[Group.SECRET] | LABELS[Group.INTERNAL]
SHAREABLE: frozenset[Label] = LABELS[Group.SHAREABLE]

# What a removed value becomes. A text that has been cleaned once is read again: these are no findings.
TOKEN = re.compile(r"\[(?:" + "|".join(sorted(Label, key=len, reverse=True)) + r")-[1-9]\d{0,8}\]")


class Pattern(Struct, frozen=True, kw_only=True):
    """One rule: what it looks for, what it says about it, and examples that are tests.

    `trigger` is a short pattern over UTF-8 bytes in the part of the language that every engine reads alike: literals,
    ASCII classes, groups, alternatives, bounded repeats; no line end, no look-around. It is matched without regard to
    ASCII case, and only the lines on which it fires are looked at. `regex` is exact and never crosses a line, unless
    `crosses_lines`: then it is run over the whole text. Where it has a group `value`, that group is the span.
    In an example the value stands between ⟦ and ⟧.
    """

    rule: str
    label: Label
    trigger: str
    regex: str
    reason: str
    confidence: Confidence = Confidence.MED
    crosses_lines: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class Hit(Struct, frozen=True, kw_only=True):
    """A candidate: where the exact pattern of a rule matched, and the span it proposes."""

    pattern: Pattern
    start: int
    end: int
    match_start: int
    match_end: int


class Finding(Struct, frozen=True, kw_only=True):
    """A place in a text, in Unicode code points, with what it is, which rule says so, how sure, and why."""

    label: Label
    start: int
    end: int
    rule: str
    confidence: Confidence
    reason: str


def finding(
    hit: Hit,
    *,
    label: Label | None = None,
    start: int | None = None,
    end: int | None = None,
    confidence: Confidence | None = None,
    reason: str | None = None,
) -> Finding:
    """The finding that a hit proposes, as its rule says or with something changed."""
    pattern = hit.pattern
    return Finding(
        label=label or pattern.label,
        start=hit.start if start is None else start,
        end=hit.end if end is None else end,
        rule=pattern.rule,
        confidence=confidence or pattern.confidence,
        reason=reason or pattern.reason,
    )
