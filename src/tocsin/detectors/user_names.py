"""User names: what people are called by machines.

Told by the field, the sentence, the folder or the log line in which they stand; shared and built-in names are nobody's.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "user-names"
SUMMARY = "user names in fields, sentences, home folders and logs"

PATTERNS = (
    Pattern(
        rule="home-folder",
        label=Label.USERNAME,
        trigger=r"[/\\](?:home|users|documents and settings)[/\\]",
        regex=(
            r"(?i:[/\\](?:home|users|documents and settings)[/\\]{1,4})"
            r"(?P<value>[\w][\w.@-]{0,40}(?:(?: [A-Z][\w.-]{1,30}){1,2}(?=[/\\]))?)"
        ),
        reason="the folder of a user is called after the user",
        confidence=Confidence.HIGH,
        examples=("/home/⟦imre.k⟧/work", "C:\\Users\\⟦Oddny Brekke⟧\\Documents", "C:\\Users\\⟦obrun⟧\\src"),
        counterexamples=("/home/", "/Users/Shared/x", "/home/runner/work"),
    ),
    Pattern(
        rule="user-field",
        label=Label.USERNAME,
        trigger=(
            r"(?:user|usager|log|enduser|usr|actor|principal|nutzer|usuario|utilisateur|gebruiker|utente|uid|password|"
            r"session|code for|signed in|senha|contrase|mot de passe|created_by|account)"
        ),
        regex=(
            r"(?i:(?<![A-Za-z])(?:user(?:[_.-]?name|[_. -]?id)?|usager|login(?:[_ ]?name)?|enduser\.id|logon|usr|"
            r"samaccountname|account_login|invalid user|actor|created_by|uid)[\"']{0,2}(?:\s?(?::|=>?)\s?|"
            r",\s?\"value\":\s?\{\s?\"stringValue\":\s?)[\"']?|\b(?:login (?:was|is|name)|log(?:ged)? in as|"
            r"logs in as|password for(?: invalid user)?|session opened for user|admin login|reset code for|"
            r"account of|signed in as|password of|password di|senha de|contraseña de|mot de passe de|benutzer|"
            r"nutzer|usuario|utilisateur|gebruiker|utente)\s)[\"'`]?(?P<value>[A-Za-z][\w.-]{1,40})(?![\w@(]|"
            r":/)"
        ),
        reason="a word for user name stands before it",
        examples=(
            "user=⟦imre.k⟧ rc=0",
            '"userName": "⟦obrun⟧"',
            "log in as ⟦noor_h⟧",
            "Failed password for ⟦imrek7⟧ from",
            "'usager' => '⟦desk_rw⟧',",
            "Server=db;User Id=⟦desk_rw⟧;Pass",
        ),
        counterexamples=("user: admin", "log in as the user", 'user="root"', "user = None", "login was successful"),
    ),
    Pattern(
        rule="user-attribute",
        label=Label.USERNAME,
        trigger=r"(?:enduser|user)\.(?:id|name)",
        regex=(
            r"\"(?:enduser|user)\.(?:id|name|pseudo\.id)"
            r"\"\s{0,4},\s{0,40}\"value\"\s{0,2}:\s{0,2}"
            r"\{\s{0,60}\"stringValue\"\s{0,2}:\s{0,2}\"(?P<value>[^\"\s]{2,64})"
            r"(?=\")"
        ),
        reason="the attribute of a span that names its user (OpenTelemetry semantic conventions, enduser and user)",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=('{"key": "enduser.id", "value": {"stringValue": "⟦imrek⟧"}}',),
        counterexamples=('{"key": "user.agent", "value": {"stringValue": "curl"}}',),
    ),
    Pattern(
        rule="user-by-form",
        label=Label.USERNAME,
        trigger=(
            r"(?:by|compte|konto|cuenta|conta|account|login|user|handle|für|di|@|"
            r"(?:signal|telegram|discord|threema) \() ?[a-z]{2}"
        ),
        regex=(
            r"(?<![^\W_])(?:(?i:by|compte|konto|cuenta|conta|account|login|user|handle|password di|kennwort "
            r"für) |(?i:signal|telegram|discord|threema) \(|@)(?P<value>(?!(?:e\.g|i\.e|p\.m|a\.m)\b)"
            r"[a-z]{1,20}(?:[._][a-z]{1,20}\d{0,4}(?:[._]\d{1,4})?|(?<=[a-z]{2})\d{1,4}))(?![\w@/(]|[.-]\w)"
        ),
        reason="formed as user names are, after a word for account",
        examples=("pasted by ⟦imre_kovacs⟧ in", "(compte ⟦odile96⟧)", "par Signal (⟦odile_b.44⟧)."),
        counterexamples=("by version2.1", "by x86_64"),
    ),
    Pattern(
        rule="speaker-in-chat",
        label=Label.USERNAME,
        trigger=r"(?:\]|[0-9]\)?) ?-? ?<?@?[a-z][a-z0-9._-]{1,40}>?:",
        regex=(
            r"^(?:\[[^\]\n]{4,40}\]|\(?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\)?) ?-? ?"
            r"<?@?(?P<value>[A-Za-z][\w.-]{1,40})>?: "
        ),
        reason="who speaks, in a line of a chat",
        confidence=Confidence.HIGH,
        examples=("[2031-05-06 10:11:12] ⟦imre.k⟧: hello",),
        counterexamples=("[2031-05-06 10:11:12] ERROR: disk", "[main] user: x"),
    ),
    Pattern(
        rule="user-in-access-log",
        label=Label.USERNAME,
        trigger=r" - [a-z0-9._-]{2,40} \[",
        regex=r"(?<= - )(?P<value>[A-Za-z][\w.@-]{1,40})(?= \[[^\]\n]{4,40}\] \")",
        reason="the third field of an access log is the user (NCSA common log format)",
        confidence=Confidence.HIGH,
        examples=('192.0.2.1 - ⟦imrek⟧ [06/May/2031:10:11:12 +0000] "GET / HTTP/1.1" 200',),
        counterexamples=('192.0.2.1 - - [06/May/2031:10:11:12 +0000] "GET /"',),
    ),
)
_NO_USER_WORDS = (
    "the a an admin administrator root user users system service none null true false guest anonymous nobody test "
    "default shared public runner ubuntu ec2-user was is not successful failed page your my his her our their "
    "this that agent assistant human tool name id value and or for with text string int role model localhost "
    "invalid unknown error warning info debug notice fatal trace critical main git svc app daemon www-data nginx "
    "postgres mysql redis work content code reported asked said input prompt data message access email password "
    "token session query count type group groups interface profile"
)
_NO_USER = frozenset(_NO_USER_WORDS.split())


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the accounts of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The user name; None for a shared or built-in one, and for a word that is none."""
    value = text[hit.start : hit.end].rstrip(".-")
    return finding(hit, end=hit.start + len(value)) if _is_user(text, value, hit) else None


def _is_user(text: str, value: str, hit: Hit) -> bool:
    if value.casefold() in _NO_USER or len(value) < 3:
        return False
    if hit.pattern.rule in {"home-folder", "user-in-access-log", "user-attribute"}:
        return True
    if hit.pattern.rule == "speaker-in-chat":
        return not value.isupper()
    told = re.search(r"(?i)\buser[\"']?\s?:\s$|\buser\s$", text[max(0, hit.start - 10) : hit.start])
    return bool(re.search(r"[\d._-]", value)) or (value.islower() and not told)
