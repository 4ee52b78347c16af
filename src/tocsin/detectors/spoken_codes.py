"""Codes that open a door or an account, and seeds of such codes.

Digits are a secret only where a word says so: a personal code, a code that was sent to somebody, a code and what it
opens.
"""

import re

from tocsin.vocab.cue import one_of, trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_cue import CODE_WORDS, HANDED_OVER, ONE_TIME_WORDS, OPENED, PIN_WORDS, SEED_WORDS

NAME = "spoken-codes"
SUMMARY = "personal codes, codes sent to people, codes of doors, seeds of second factors"
_START = r"(?:(?<![^\W_])|(?<=\\[nrt]))"  # of a word, also behind an escaped line end

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="one-time-code",
        label=Label.PASSWORD,
        trigger=trigger_of(ONE_TIME_WORDS),
        regex=rf"{_START}(?i:{one_of(ONE_TIME_WORDS)})(?![a-z0-9])",
        reason="a word for a code that is sent to somebody stands before digits",
        examples=(
            "Your OTP is ⟦551908⟧. Never share it",
            "npm publish --otp=⟦551908⟧",
            "验证码：⟦551908⟧，五分钟内有效",
            "인증번호 [⟦551908⟧] 입력",
            "der Bestätigungscode lautet ⟦551 908⟧.",
        ),
        counterexamples=(
            "the OTP expires in 300 s",
            "a verification code was sent on 2031-04-05",
            "a tan coat of 1977",
        ),
    ),
    Pattern(
        rule="pin-in-prose",
        label=Label.PASSWORD,
        trigger=trigger_of(PIN_WORDS),
        regex=rf"{_START}(?i:{one_of(PIN_WORDS)})(?![a-z0-9_])",
        reason="a word for a personal code stands before digits",
        examples=("her PIN is ⟦8204⟧, she said", "暗証番号は⟦5177⟧です", "door pin ⟦7719#⟧ and"),
        counterexamples=("pin 7 of the board", "PIN was changed in 2031-04-05"),
    ),
    Pattern(
        rule="code-of-a-door",
        label=Label.PASSWORD,
        trigger=trigger_of(CODE_WORDS),
        regex=rf"{_START}(?i:{one_of(CODE_WORDS)})(?![a-z0-9_])",
        reason="a code, and the sentence says what it opens, or to whom it was sent",
        examples=(
            "the alarm code is ⟦3391*⟧ at night",
            "Kod do bramy: ⟦4417#⟧",
            "le code de la porte est ⟦4471B⟧.",
            "your backup code ⟦5582-9013⟧",
            "They asked for the code in the SMS. I typed ⟦551 908⟧ there",
            "أرسلت الرمز ⟦٥٥١٩٠٨⟧ إليه",
        ),
        counterexamples=("error code 40412", "the gate is closed, exit code 137", "sent to postal code 10115"),
    ),
    Pattern(
        rule="seed-of-a-second-factor",
        label=Label.API_KEY,
        trigger=trigger_of(SEED_WORDS),
        regex=(
            rf"(?i:{one_of(SEED_WORDS)})[^\n]{{0,60}}?(?<![A-Za-z0-9])"
            r"(?P<value>[A-Z2-7]{4}(?:[ -]?[A-Z2-7]{4}){3,15})(?![A-Za-z0-9])"
        ),
        reason="a word for a second factor stands before what can be its seed (RFC 4648 base32)",
        examples=("TOTP seed ⟦JB5W4Y3QFZ2EK6TM⟧ is on the card", "2FA: ⟦JB5W 4Y3Q FZ2E K6TM⟧"),
        counterexamples=("2FA IS MANDATORY FOR EVERYBODY", "the seed 42 was used"),
    ),
)

_OPENED = re.compile(rf"(?i:{one_of(OPENED)})")
_HANDED_OVER = re.compile(rf"(?i:{one_of(HANDED_OVER)})")
_OF_A_THING = re.compile(
    r"(?i)(?:error|exit|status|response|return|http|zip|post\w{0,5}|country|area|dial\w{0,3}|product|item|source|colou?r|"
    r"discount|promo\w{0,6}|bank|sort|swift|branch|currency|language|fehler|erreur|rabatt|postnu\w{0,5}|código postal|"
    r"ошибк\w{0,3}|почтов\w{0,4}|エラー|错误|錯誤|오류)[\s_-]{0,2}$"
)
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_.+/-])(?<!\d:)[*#]?(?:\d(?:[ *]?\d){3,7}|\d{3,4}-\d{3,4})[*#A-D]?"
    r"(?![A-Za-z0-9_%€$/:-]|[.,]\d| ?\d)"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The digits behind the word; None where there are none, or where they are those of a thing."""
    match hit.pattern.rule:
        case "pin-in-prose":
            return _digits(text, hit, farthest=40)
        case "one-time-code":
            return _digits(text, hit, farthest=44)
        case "code-of-a-door":
            return _opening(text, hit)
    value = text[hit.start : hit.end]
    return finding(hit) if any(map(str.isdigit, value)) and len(set(value)) > 6 else None


def _opening(text: str, hit: Hit) -> Finding | None:
    if _DIGITS.search(text, hit.match_end, hit.match_end + 52) is None:
        return None
    if _OF_A_THING.search(text[max(0, hit.match_start - 14) : hit.match_start]):
        return None
    around = text[max(0, hit.match_start - 40) : hit.match_end + 40]
    if _OPENED.search(around):
        return _digits(text, hit, farthest=30)
    return _digits(text, hit, farthest=40, stops=2) if _HANDED_OVER.search(around) else None


def _digits(text: str, hit: Hit, *, farthest: int, stops: int = 1) -> Finding | None:
    """Four to eight digits near behind the word, before so many ends of a sentence."""
    stretch = text[hit.match_end : hit.match_end + farthest + 12].split("\n", 1)[0]
    for found in _DIGITS.finditer(stretch):
        between = stretch[: found.start()]
        is_far = len(between) > farthest or len(between.split()) > 7
        if is_far or re.search(r"\d", between) or len(re.findall(r"[.!?。] ", between)) >= stops:
            return None
        if re.fullmatch(r"(?:19|20)\d\d", found.group()) and not re.search(r"[:=：]\W{0,3}$", between):
            return None
        return finding(hit, start=hit.match_end + found.start(), end=hit.match_end + found.end())
    return None
