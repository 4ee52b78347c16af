"""Passwords, door codes and seeds that a sentence gives away.

A word for password says where to look; how the next words look says which of them is the value, and whether any is:
the more is between the two, the less may the value look like a word.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from tocsin.vocab.cue import one_of, trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_cue import (
    IN_CLEAR,
    KEY_WORDS,
    LINKS,
    PASSWORD_WORDS,
    SHORT_PASSWORD_WORDS,
    TYPED,
    WITH,
)
from tocsin.vocab.secret_form import is_placeholder, strength

NAME = "spoken-secrets"
SUMMARY = "passwords, door codes and seeds in sentences and notes"
FARTHEST = 110  # signs behind the word in which the value is looked for
MOST_WORDS = 12


_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"  # scripts that run words together
_START = r"(?:(?<![^\W_])|(?<=\\[nrt]))"  # of a word, also behind an escaped line end

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="password-in-prose",
        label=Label.PASSWORD,
        trigger=trigger_of(PASSWORD_WORDS),
        regex=rf"(?<!%)(?i:(?:{one_of(PASSWORD_WORDS)})[^\W\d_{_NO_SPACES}]{{0,6}})",
        reason="words for a password stand before it",
        examples=(
            "the password is ⟦Winter_2031!⟧ until Friday",
            "Kennwort: ⟦hXe9-rTTq⟧",
            "la contraseña del panel era ⟦ma9xk2pw⟧ y",
            "密码是⟦Q7fa#pa2⟧",
            "hasło do panelu zmieniłem na ⟦Zima&Lato7⟧.",
            "the vault password (⟦Lantern.Coast.88⟧) was on a note",
            "パスワードは「⟦あおいそらとくも⟧」です",
            "비밀번호는 ⟦푸른바다9!⟧입니다",
            "Passphrase: the one from spring, no spaces: ⟦correcthorsebatterystaple⟧.",
            "콘솔 비번 아직 ⟦Pine!가을숲09⟧ 그대로면",
            "she gave them her password, ⟦tante_olga_61⟧.",
        ),
        counterexamples=(
            "the password is wrong",
            "password was rotated on 2031-04-05 at 10:12",
            "your password is required",
            "the password file /etc/shadow was read",
            "password of srv-db1 was changed, see OPS-1234",
            "password for a.b@example.com reset",
            "the password of two hosts, srv-db1 and srv-db2",
        ),
    ),
    Pattern(
        rule="password-in-a-note",
        label=Label.PASSWORD,
        trigger=rf"(?:{one_of(SHORT_PASSWORD_WORDS)})",
        regex=rf"{_START}(?i:{one_of(SHORT_PASSWORD_WORDS)})(?![^\W_])",
        reason="a short word for a password stands before it",
        examples=("wifi of the shed, pass is ⟦blue7kettle⟧", "vpn pw: ⟦Rain&Sun4⟧ please"),
        counterexamples=("they pass the test in 2031", "first pass 12 of 40"),
    ),
    Pattern(
        rule="user-and-password",
        label=Label.PASSWORD,
        trigger=r"[a-z0-9@._-] / [^ \n]{2}",
        regex=r"(?<![\w/@.-])[A-Za-z][\w.@+-]{1,60} / [\"'`„“]?(?P<value>[^\s\"'<>]{5,80})",
        reason="user name and password are written as a pair",
        examples=("admin login mira / ⟦slow-otter-ninety⟧ works", "panel: k.lind / ⟦Torv_og_Tang9⟧”"),
        counterexamples=("account settings / profile", "TCP / UDP", "read / write-only", "user / admin"),
    ),
    Pattern(
        rule="answer-with-a-password",
        label=Label.PASSWORD,
        trigger=r"(?:log ?in|sign ?in|user|creds?|konto|usuario|compte|identifiant|account|tunnus)",
        regex=(
            r"(?<![^\W_])(?i:log(?:ged)? ?in|sign in|user(?:name)?s?|creds?|credentials|accounts?|konto|usuario|"
            r"utilizador|usuário|identifiant|benutzer(?:name)?|gebruiker|käyttäjä|użytkownik|uživatel|kullanıcı|"
            r"логин|пользователь|користувач)(?![a-z])"
        ),
        reason="a word for logging in stands before something that is no word",
        examples=(
            "Router, user root_hb, ⟦Mistral/9km#⟧",
            "log in as guest with ⟦Guten#Morgen1⟧.",
            "I log in at the historian as ro with ⟦Lehtikuusi.71.oja⟧",
        ),
        counterexamples=("user k.lind on srv-db1 at 10:12", "log in via https://example.com/#a1"),
    ),
    Pattern(
        rule="passphrase-in-quotes",
        label=Label.PASSWORD,
        trigger=trigger_of((*PASSWORD_WORDS, "pass phrase")),
        regex=(
            rf"(?i:{one_of((*PASSWORD_WORDS, 'pass phrase'))})"
            r"[^\n\"“„«「『:=：]{0,48}?[\s:=：][\s(]{0,2}[\"“„«「『]"
            r"(?P<value>[a-zß-öø-ž]{3,14}(?:[ ,-]{1,2}[a-zß-öø-ž0-9]{2,14}){2,9})[.!]?[\"”“»」』]"
        ),
        reason="several words in quotes behind a word for a password",
        examples=(
            'her passphrase for the vault is "⟦correct giraffe umbrella nineteen⟧"',
            "Kennwort: „⟦blauer kater unter regen⟧“",
        ),
        counterexamples=('the password field says "please enter your password"', 'password error: "access is denied"'),
    ),
    Pattern(
        rule="typed-secret",
        label=Label.PASSWORD,
        trigger=trigger_of(TYPED),
        regex=rf"{_START}(?i:{one_of(TYPED)})[^\W\d_]{{0,4}}",
        reason="somebody typed something that is no word",
        examples=("Then I typed ⟦K#rkonosze.1979⟧ three times", "Eingegeben wurde ⟦Berg!See+44⟧."),
        counterexamples=("he typed nano /etc/fstab", "entered at 10:12 on 2031-04-05", "typed a.b@example.com"),
    ),
    Pattern(
        rule="secret-in-clear",
        label=Label.PASSWORD,
        trigger=trigger_of(IN_CLEAR),
        regex=rf"(?i:{one_of(IN_CLEAR)})",
        reason="words for plain text stand before something that is no word",
        examples=("the tunnel was set up in clear: ⟦tunnel:Red*Barn*88⟧", "im Klartext: ⟦hXe9-rTTq-v⟧"),
        counterexamples=("sent in clear on 2031-04-05", "stored in plaintext: see OPS-2231"),
    ),
    Pattern(
        rule="key-in-a-note",
        label=Label.PASSWORD,
        trigger=trigger_of(KEY_WORDS),
        regex=rf"{_START}(?i:{one_of(KEY_WORDS)})(?![a-z0-9_])",
        reason="a word for key stands before something that is no word",
        examples=("wifi GUEST-2, Schlüssel: ⟦b1stro&Kost⟧",),
        counterexamples=("key: value", "the key findings: a&b", 'key: "a=b"'),
    ),
)

_WORD = re.compile(r"\S+")
_OPENINGS = "([{\"'`“„«»「『‹*|=:：፡>—–,;"
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "|": "|"}
_CLOSINGS = ".,;:)]}»”’“\"'`」』…。，、；？?|"
_CODE = re.compile(r"[=<>|^~$]|&\w+;|^@|\\|\w@\w|::|\(\)|^#[\w-]+$")  # what stands in a statement, not in a sentence
# What a machine or a person says about passwords, in quotes.
_SAID = re.compile(
    r"\b(?:please|enter|your|password|passwort|kennwort|is|are|not|must|the|denied|error|failed|invalid|wrong|"
    r"bitte|ihr|ist|"
    r"falsch|nicht|votre|est|incorrect|veuillez|su|contraseña|clave|es|no|senha|sua|non|la|il|twoje|hasło|jest|"
    r"ditt|är|fel)\b"
)
_SENTENCE_END = re.compile(r"[^\W_][.!?]$")
_UNSPACED = re.compile(f"[{_NO_SPACES}]")
_ASCII = re.compile(r"[!-~]{4,80}")
_ENDINGS = re.compile(
    r"(?<=[\d!#$%&*?@^~+=])(?:입니다|이에요|예요|이야|이고|이라고|라고|으로|로|이다|임|야|은|는|이|가|을|를|です|"
    r"だ|に|を|は|と|で|が|であ|"
    r"是|吗|嗎|了|吧|的|ครับ|ค่ะ|คะ|นะ)[^\W\d]{0,12}$"
)
_PARTICLE = re.compile(
    r"(?:は|が|を|も|に|へ|就是|是|为|為|改为|改成|改為|成|는|은|이|가|를|을)(?=[「『“\"'`:：!-~]|$)"
)
_APART = re.compile(r"[.,;](?=\s|$)|\S(?=\s*(?:\n|$))")
_MACRO = re.compile(r"\\{1,2}[a-z]{2,12}[|{]|<[a-z]{1,8}>")  # of LaTeX or HTML
_BEHIND = re.compile(r"[\"”»」』`,;|]|</?[a-zA-Z]|\\[nrt\"]|[)\]](?=.)|&(?:quot|lt|gt|amp|nbsp|#\d+);|&\w{2,20}=")


class _Piece(Struct, frozen=True):
    """A word behind the cue: where its core stands, and how it is tied to what comes before."""

    start: int
    end: int
    is_tied: bool  # a colon, a quote, a bracket or a word such as "is" stands right before it
    is_named: bool  # a colon or an equals sign does
    is_quoted: bool
    is_apart: bool = False  # it stands between commas, or between a comma and the end of the sentence


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The first value behind the word that can be one; None where there is none."""
    match hit.pattern.rule:
        case "password-in-prose" | "password-in-a-note":
            return _spoken(text, hit, short=hit.pattern.rule == "password-in-a-note")
        case "answer-with-a-password" | "typed-secret" | "secret-in-clear" | "key-in-a-note":
            return _certain(text, hit)
        case "passphrase-in-quotes":
            return None if _SAID.search(text[hit.start : hit.end]) else finding(hit)
        case "user-and-password":
            return _pair(text, hit)
    return None


def _is_a_name(text: str, hit: Hit) -> bool:
    """Whether the word is a part of a name, a path or an option: what stands behind it is then for other rules."""
    before, after = text[max(0, hit.match_start - 1) : hit.match_start], text[hit.match_end : hit.match_end + 2]
    return before in {"-", "/", "_", ".", "$", "\\", "@"} or bool(
        re.match(r"[_/\\@$\[\]-]|\.\w|[\"']?\]|[a-z0-9]", after)
    )


def _spoken(text: str, hit: Hit, *, short: bool) -> Finding | None:
    if _is_a_name(text, hit):
        return None
    is_past = False
    for number, piece in enumerate(_pieces(text, hit.match_end)):
        value = text[piece.start : piece.end]
        if not value:
            continue
        if not is_placeholder(value):
            needed = 3 if is_past else _needed(piece, number, value)
            if strength(value) >= needed + (short and needed < 2 and not piece.is_named) or (
                not is_past and not short and _is_given(text, piece, value, number)
            ):
                return finding(hit, start=piece.start, end=piece.end)
        elif piece.is_named:
            return None
        is_past = is_past or bool(_SENTENCE_END.search(text[piece.start : piece.end + 1]))
    return None


def _needed(piece: _Piece, number: int, value: str) -> int:
    """How little the value must look like a word."""
    has_digits = any(map(str.isdigit, value))
    has_parts = value.count("-") > 2 or (value.count("-") > 1 and value != value.lower())
    if piece.is_named or piece.is_quoted or ((piece.is_tied or number == 0) and (has_digits or has_parts)):
        return 1
    if piece.is_apart and number < 3 and has_digits:
        return 1
    return 2 if number < 8 else 3


def _is_given(text: str, piece: _Piece, value: str, number: int) -> bool:
    """A plain word that is the value all the same: quoted right behind its name, or long and alone behind a colon."""
    if not piece.is_tied:
        return False
    if piece.is_quoted:
        return (
            len(value) >= 5
            and number < (7 if piece.is_named else 3)
            and not value.istitle()
            and value.isalnum()
            and not value.isascii()
        )
    ends = re.match(r"[\s.,;)]*(?:\n|$)|[.,] [A-Z]", text[piece.end : piece.end + 4])
    return piece.is_named and len(value) > 11 and value.isalpha() and value == value.lower() and bool(ends)


def _certain(text: str, hit: Hit) -> Finding | None:
    """What is certainly no word, behind a word that does not say password by itself."""
    if _is_a_name(text, hit):
        return None
    rule = hit.pattern.rule
    if rule == "key-in-a-note" and not re.search("[:=：]", text[hit.match_end : hit.match_end + 24]):
        return None
    for number, piece in enumerate(_pieces(text, hit.match_end)):
        value = text[piece.start : piece.end]
        if rule == "key-in-a-note" and (number > 2 or (number > 0 and not piece.is_tied)):
            return None
        if (rule == "answer-with-a-password" and not number) or text[piece.start - 1] == "[":
            continue
        is_stated = rule != "key-in-a-note" or (piece.is_named and len(value) > 7)
        drawn = strength(value) if is_stated else 0
        if drawn < 2 or _CODE.search(value):
            continue
        if drawn > 2 or rule == "secret-in-clear" or _is_with(text, piece):
            return finding(hit, start=piece.start, end=piece.end)
    return None


def _is_with(text: str, piece: _Piece) -> bool:
    """Whether the word right before it says what somebody came in with."""
    before = text[max(0, piece.start - 12) : piece.start].rstrip(" \"'`“„«»:").rpartition(" ")[2]
    return before.casefold() in WITH


def _pair(text: str, hit: Hit) -> Finding | None:
    start, end = _core(text, hit.start, hit.end)
    cue = re.search(
        r"(?i)log ?in|creds?|credential|account|user|konto|pass", text[max(0, hit.match_start - 60) : hit.start]
    )
    value = text[start:end]
    fits = strength(value) >= (1 if cue else 3) and not (
        cue and value.islower() and not re.search(r"[-_].*[-_]|\d", value)
    )
    return finding(hit, start=start, end=end) if fits else None


def _pieces(text: str, start: int) -> Iterator[_Piece]:
    """The words behind a place, as far as a value is looked for; a quoted stretch counts as one."""
    stop = min(len(text), start + FARTHEST)
    tied = named = False
    at, words = start, 0
    while words < MOST_WORDS and (word := _WORD.search(text, at, stop)):
        first, last = word.span()
        if last == stop:
            last = next(iter(re.compile(r"\s|$").finditer(text, stop, min(len(text), stop + 80)))).start()
        particle = _PARTICLE.match(text, first, last)
        opened = particle.end() if particle else first
        tied = tied or particle is not None
        while opened < last and text[opened] in _OPENINGS:
            opened += 1
        lead = text[first:opened]
        named = lead.rstrip("\"'`“„«»「『‹*|").endswith((":", "=", "：", "፡")) or (
            named and not lead.strip("\"'`“„«»「『‹*|(")
        )
        tied = tied or named or bool(lead.strip(",;—–"))
        if opened == last and re.search(r"\"\"|''|``$", lead):
            return  # the value is empty
        quoted = _quoted(text, opened, lead)
        if quoted is not None:
            yield _Piece(opened, quoted, True, named, True)
            at = quoted
        else:
            apart = text[first - 2 : first] == ", " and _APART.match(text, last - 1) is not None
            yield from (_Piece(*core, tied, named, False, apart) for core in _cores(text, opened, last))
            at = last
        bare = text[first:at].strip(_CLOSINGS + _OPENINGS).casefold()
        tied = text[first:at].endswith((":", "=", "：", "፡", "->", "→")) or bool({bare, text[first:at]} & LINKS)
        tied = tied or (particle is not None and particle.end() == at)
        named = text[first:at].endswith((":", "=", "：", "፡"))
        words += 1


def _quoted(text: str, start: int, lead: str) -> int | None:
    """Where a quotation ends that begins at a place and holds no space."""
    if not lead or lead[-1] not in _QUOTES:
        return None
    end = start
    while end < len(text) and end - start < 100 and text[end] not in _QUOTES[lead[-1]] and not text[end].isspace():
        end += 1
    return end if end < len(text) and text[end] in _QUOTES[lead[-1]] and end - start > 3 else None


def _cores(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cores of a word: of one in a script without spaces, the runs of ASCII in it come first."""
    word = text[start:end]
    if _UNSPACED.search(word):
        yield from (_core(text, start + run.start(), start + run.end()) for run in _ASCII.finditer(word))
        ending = _ENDINGS.search(word.rstrip(_CLOSINGS))
        if ending:
            end = start + ending.start()
    yield _core(text, start, end)


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """A word without the brackets, quotes and stops around it, and without what is written right behind it."""
    macro = _MACRO.match(text, start, end)
    start = macro.end() if macro else start
    while start < end and text[start] in _OPENINGS:
        start += 1
    behind = _BEHIND.search(text, start + 3, end)
    end = behind.start() if behind else end
    while end > start and text[end - 1] in _CLOSINGS:
        end -= 1
    if end - start > 5 and text[end - 1] == "!" and strength(text[start : end - 1]) == 0:
        end -= 1
    return start, end
