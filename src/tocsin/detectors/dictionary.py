"""The organization's own words, in every usual spelling.

The only detector that can be complete: it knows what it looks for. It knows nothing that the dictionary does not say.
"""

import re
from collections.abc import Iterable

from tocsin.vocab.dictionary import Dictionary, short_forms, spelling
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "dictionary"
SUMMARY = "what the organization calls its own and its customers"

PER_RULE = 500  # names in one pattern: a longer one compiles slowly, and a shorter one costs a pass of its own


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """A rule for each sort of word that the dictionary holds."""
    domains = [name for domain in (*dictionary.domains, *dictionary.host_suffixes) for name in (domain.lstrip("*."),)]
    return (
        *_rules(
            "victim", Label.VICTIM, [form for name in dictionary.victims for form in short_forms(name)], loose=True
        ),
        *_rules(
            "organization",
            Label.ORG_TERM,
            [form for name in dictionary.org_names for form in short_forms(name)],
            loose=True,
        ),
        *_rules("code-name", Label.ORG_TERM, dictionary.codenames, loose=True),
        *_rules("person", Label.PERSON, dictionary.people, loose=True),
        *_rules("account", Label.USERNAME, dictionary.accounts, loose=False),
        *_rules("machine", Label.INTERNAL_HOST, dictionary.hosts, loose=False),
        *_rules("domain", Label.INTERNAL_HOST, domains, loose=False),
        *_rules("cloud-account", Label.CLOUD_ID, (*dictionary.cloud_accounts, *dictionary.tenants), loose=False),
    )


MOST_BEFORE = 320  # signs of a mailbox and a host: RFC 5321, section 4.5.3.1
_IN_HOST = re.compile(r"[\w.+%@-]")
_SUFFIX = re.compile(r"\.(?:(?:co|com|org|net|ac|gov|edu)\.[a-z]{2}|[a-z]{2,24})(?![\w@-]|\.\w)")


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """What the dictionary names is what it says it is; a domain inside a mail address belongs to that address."""
    if hit.pattern.rule == "own-domain" and text[max(0, hit.start - 1) : hit.start] in {"@", "."}:
        return None
    if hit.pattern.rule == "own-victim":
        start, end = _owned(text, hit.start, hit.end)
        return finding(hit, start=start, end=end)
    return finding(hit)


def _owned(text: str, start: int, end: int) -> tuple[int, int]:
    """The mailbox, host or domain that a name owns, else the name itself.

    It owns a domain where it stands right before the end of it (`mail.NAME.example`), and owns nothing where it is only
    a part of somebody else's, as attackers like it (`NAME.evil.example`, `NAME-login.example`).
    """
    suffix = _SUFFIX.match(text, end)
    before = text[start - 1] if start else ""
    if suffix is None or before == "-":
        return start, end
    first = start
    while before in {".", "@"} and first > max(0, start - MOST_BEFORE) and _IN_HOST.match(text[first - 1]):
        first -= 1
    return first, suffix.end()


def _rules(sort: str, label: Label, names: Iterable[str], *, loose: bool) -> tuple[Pattern, ...]:
    wanted = sorted({name.strip() for name in names}, key=lambda name: (-len(name), name))
    return tuple(
        _rule(sort, label, wanted[first : first + PER_RULE], loose=loose) for first in range(0, len(wanted), PER_RULE)
    )


def _rule(sort: str, label: Label, names: list[str], *, loose: bool) -> Pattern:
    shapes = [spelling(name) if loose else re.escape(name) for name in names]
    return Pattern(
        rule=f"own-{sort}",
        label=label,
        trigger="(?:" + "|".join(sorted({_trigger(name) for name in names})) + ")",
        regex=r"(?i:(?<![^\W_])(?:" + "|".join(shapes) + r")(?![^\W_]))",
        reason=f"it stands in the organization's dictionary as {sort.replace('-', ' ')}",
        confidence=Confidence.HIGH,
    )


def _trigger(name: str) -> str:
    """The longest ASCII run of the name, in a form that every engine reads alike; any letter where there is none."""
    runs: list[str] = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", name)
    if runs and not re.search(r"[^\x00-\x7f]", name):
        return max(runs, key=len)
    return r"[\x80-\xff]|" + max(runs, key=len) if runs else r"[\x80-\xff]"
