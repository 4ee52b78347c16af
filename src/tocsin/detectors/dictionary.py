"""The organization's own words, in every usual spelling.

The only detector that can be complete: it knows what it looks for. It knows nothing that the dictionary does not say.
"""

import re
from collections.abc import Iterable

from tocsin.vocab.dictionary import Dictionary, calling_name, short_forms, spelling
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.joint import AT, DOT, joined
from tocsin.vocab.triage import Confidence

NAME = "dictionary"
SUMMARY = "what the organization calls its own and its customers"

_END = r"(?![^\W_])"  # of a word
LONG_ENOUGH = 6  # letters of a name that a language may bend
PER_RULE = 500  # names in one pattern: a longer one compiles slowly, and a shorter one costs a pass of its own


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """A rule for each sort of word that the dictionary holds."""
    domains = [name for domain in (*dictionary.domains, *dictionary.host_suffixes) for name in (domain.lstrip("*."),)]
    return (
        *_rules("victim", Label.VICTIM, [form for name in dictionary.victims for form in _forms(name)], loose=True),
        *_rules(
            "organization",
            Label.ORG_TERM,
            [form for name in dictionary.org_names for form in _forms(name)],
            loose=True,
        ),
        *_rules("victim-called", Label.VICTIM, filter(None, map(calling_name, dictionary.victims)), loose=False),
        *_rules(
            "organization-called", Label.ORG_TERM, filter(None, map(calling_name, dictionary.org_names)), loose=False
        ),
        *_rules("code-name", Label.ORG_TERM, dictionary.codenames, loose=True),
        *_rules("person", Label.PERSON, dictionary.people, loose=True),
        *_rules("account", Label.USERNAME, dictionary.accounts, loose=False),
        *_rules("machine", Label.INTERNAL_HOST, dictionary.hosts, loose=False),
        *_rules("domain", Label.INTERNAL_HOST, domains, loose=False),
        *_rules("cloud-account", Label.CLOUD_ID, (*dictionary.cloud_accounts, *dictionary.tenants), loose=False),
    )


MOST_BEFORE = 320  # signs of a mailbox and a host: RFC 5321, section 4.5.3.1
_HOST_BEFORE = re.compile(rf"(?:[A-Za-z0-9-]{{1,60}}{DOT}){{0,3}}[A-Za-z0-9-]{{0,40}}\Z")
# What only ends names of files is no domain.
_HOST_AFTER = re.compile(
    rf"[A-Za-z0-9-]{{0,40}}(?:{DOT}[A-Za-z0-9-]{{1,40}}){{0,2}}{DOT}"
    r"(?!(?:py|js|ts|json|ya?ml|txt|log|csv|md|xml|html?|gguf|safetensors|bin|exe|dll|zip|gz|tar|pdf|docx?|xlsx?|"
    r"png|jpg|"
    r"env|cfg|conf|ini|toml|sql|db|key|pem|local|internal|lan|corp)\b)[A-Za-z]{2,24}(?![\w@-]|\.\w)"
)
_MAILBOX_AFTER = re.compile(
    rf"[\w.+-]{{0,40}}\s?{AT}\s?(?P<host>[A-Za-z0-9-]{{1,60}}(?:{DOT}[A-Za-z0-9-]{{1,40}}){{1,4}})"
)
_NAMES = frozenset({"own-organization", "own-code-name", "own-organization-called"})
_CAPITALS, _POINTED = re.compile(r"[A-Z]{3,6}"), re.compile(r"(?:[A-Z]\.){3,6}")
_PARTS_BEFORE = re.compile(r"(?<![\w.@/-])(?:[A-Za-z0-9]{1,12}-){0,3}\Z|\Z(?<![\w-])")
_PARTS_AFTER = re.compile(r"(?:-[A-Za-z0-9]{1,12}){1,4}(?![\w@/-]|\.\w)")
_NUMBERED = re.compile(r"-[A-Za-z]{0,8}(?!(?:19|20)\d\d\b)\d{1,4}\Z")  # as machines are, and years are not
_TICKET = re.compile(r"[A-Z]{2,10}-\d{1,6}")
_LABELS_BEFORE = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_-]{0,62}\.){1,8}\Z")
_IN_HOST = re.compile(r"[\w.+%@-]")
_SUFFIX = re.compile(r"\.(?:(?:co|com|org|net|ac|gov|edu)\.[a-z]{2}|[a-z]{2,24})(?![\w@-]|\.\w)")


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """What the dictionary names is what it says it is; a domain inside a mail address belongs to that address."""
    if hit.pattern.rule == "own-domain":
        return _host_below(text, hit)
    if hit.pattern.rule == "own-victim":
        start, end = _owned(text, hit.start, hit.end)
        return finding(hit, start=start, end=end)
    if hit.pattern.rule in _NAMES and (_is_imitated(text, hit, dictionary) or _is_mailbox(text, hit, dictionary)):
        return None
    machine = _machine(text, hit) if hit.pattern.rule in _NAMES else None
    if machine is not None:
        reason = "a machine that bears a name of the organization"
        return finding(hit, label=Label.INTERNAL_HOST, start=machine[0], end=machine[1], reason=reason)
    return finding(hit)


def _machine(text: str, hit: Hit) -> tuple[int, int] | None:
    """Where the whole name of a machine stands in which the name of the organization is a part joined by hyphens."""
    before = _PARTS_BEFORE.search(text[max(0, hit.start - 40) : hit.start])
    after = _PARTS_AFTER.match(text, hit.end)
    if before is None or after is None or not _NUMBERED.search(after.group()):
        return None
    start, end = hit.start - len(before.group()), after.end()
    name = text[start:end]
    is_ticket = name.isupper() and _TICKET.fullmatch(name) is not None
    return None if is_ticket or text[max(0, start - 1) : start] in {"/", "@", ".", "_"} else (start, end)


def _is_mailbox(text: str, hit: Hit, dictionary: Dictionary) -> bool:
    """Whether the name is a part of a mailbox at a domain that is defanged, and so an attacker's."""
    found = _MAILBOX_AFTER.match(text, hit.end)
    host = joined(found["host"]) if found else ""
    return found is not None and found.group() != joined(found.group()) and not dictionary.owns_host(host)


def _is_imitated(text: str, hit: Hit, dictionary: Dictionary) -> bool:
    """Whether the name is a part of a domain that somebody else registered: the indicator then, and shared whole."""
    before = _HOST_BEFORE.search(text[max(0, hit.start - 80) : hit.start])
    after = _HOST_AFTER.match(text, hit.end)
    if before is None or after is None or before.group()[-1:] in {"@", "/"} - {text[hit.start - 1 : hit.start]}:
        return False
    written = before.group() + text[hit.start : hit.end] + after.group()
    host = joined(written)
    return dictionary.is_imitated_by(host) or (host != written and not dictionary.owns_host(host))


def _host_below(text: str, hit: Hit) -> Finding | None:
    """The host whose name ends with a domain; None in a mail address, which is a person's."""
    host = _LABELS_BEFORE.search(text[max(0, hit.start - MOST_BEFORE) : hit.start])
    start = hit.start - (len(host.group()) if host else 0)
    return None if text[max(0, start - 1) : start] == "@" else finding(hit, start=start)


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


def _forms(name: str) -> tuple[str, ...]:
    """The short forms of a name; one of capitals also with points between them."""
    forms = short_forms(name)
    return (*forms, *(".".join(form) + "." for form in forms if _CAPITALS.fullmatch(form)))


def _pointed(name: str) -> str:
    """Capitals with points, each with one, or with hyphens between them."""
    signs = name.split(".")[:-1]
    return rf"(?:{r'[.] ?'.join(signs)}(?:\.|{_END})|{'-'.join(signs)}{_END})"


def _rules(sort: str, label: Label, names: Iterable[str], *, loose: bool) -> tuple[Pattern, ...]:
    wanted = sorted({name.strip() for name in names}, key=lambda name: (-len(name), name))
    return tuple(
        _rule(sort, label, wanted[first : first + PER_RULE], loose=loose) for first in range(0, len(wanted), PER_RULE)
    )


def _rule(sort: str, label: Label, names: list[str], *, loose: bool) -> Pattern:
    is_called = sort.endswith("-called")
    shapes = [
        _pointed(name)
        if loose and _POINTED.fullmatch(name)
        else (spelling(name) if loose else re.escape(name)) + (_ending(name) if loose or is_called else _END)
        for name in names
    ]
    return Pattern(
        rule=f"own-{sort}",
        label=label,
        trigger="(?:" + "|".join(sorted({_trigger(name) for name in names})) + ")",
        regex=rf"(?{'' if is_called else 'i'}:(?<![^\W_])(?:" + "|".join(shapes) + "))",
        reason=f"it stands in the organization's dictionary as {sort.replace('-', ' ')}",
        confidence=Confidence.MED if is_called else Confidence.HIGH,
    )


def _ending(name: str) -> str:
    """What a language adds to a name (a case, a possessive), where the name is long enough to be told without it.

    It stays: with it, one name would get several pseudonyms, and which form of it stood there could be told.
    """
    return (
        rf"(?=(?-i:['’]?[a-zà-öø-žά-ώа-я]{{1,3}})?{_END})" if len(name) >= LONG_ENOUGH and name[-1].isalpha() else _END
    )


def _trigger(name: str) -> str:
    """The longest ASCII run of the name, in a form that every engine reads alike; any letter where there is none."""
    if _POINTED.fullmatch(name):
        return f"{name[0]}[ ._-]{{1,2}}{name[2]}[ ._-]{{1,2}}{name[4]}"
    runs: list[str] = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", name)
    if runs and not re.search(r"[^\x00-\x7f]", name):
        return max(runs, key=len)
    return r"[\x80-\xff]|" + max(runs, key=len) if runs else r"[\x80-\xff]"
