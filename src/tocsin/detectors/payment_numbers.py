"""Numbers of bank accounts and payment cards."""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "payment-numbers"
SUMMARY = "bank accounts and payment cards"

PATTERNS = (
    Pattern(
        rule="bank-account",
        label=Label.IBAN,
        trigger=r"[a-z]{2}[0-9]{2} ?[a-z0-9]{4}",
        regex=r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])",
        reason="an IBAN whose check digits hold (ISO 13616)",
        confidence=Confidence.HIGH,
        examples=("pay to ⟦DE89 3704 0044 0532 0130 00⟧ by", "⟦GB82WEST12345698765432⟧"),
        counterexamples=("DE88 3704 0044 0532 0130 00",),
    ),
    Pattern(
        rule="payment-card",
        label=Label.CREDIT_CARD,
        trigger=r"[0-9]{4}[- ]?[0-9]{4}",
        regex=(
            r"(?<![\w.+-])(?:[2-6]\d{3}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|[2-6]\d{11,18}|3\d{13})"
            r"(?![\w-]|\.\d)"
        ),
        reason="a card number whose check digit holds (ISO/IEC 7812)",
        confidence=Confidence.HIGH,
        examples=("card ⟦4111 1111 1111 1111⟧ was",),
        counterexamples=("order 4111 1111 1111 1112", "1234567890123456"),
    ),
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The number, where its check digits hold and its length can be one."""
    value = text[hit.start : hit.end]
    if hit.pattern.rule == "bank-account":
        return _longest_iban(value, hit)
    if re.fullmatch(r"20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,3}", value):
        return None  # a moment
    digits = [int(sign) for sign in value if sign.isdigit()]
    return finding(hit) if _luhn(digits) and len(set(digits)) > 1 else None


def _longest_iban(value: str, hit: Hit) -> Finding | None:
    """What follows an IBAN may look like more of it: the longest beginning whose check digits hold."""
    for end in range(len(value), 14, -1):
        plain = value[:end].replace(" ", "")
        if value[end - 1] != " " and 15 <= len(plain) <= 34 and _mod97(plain) and not value[end : end + 1].isalnum():
            return finding(hit, end=hit.start + end)
    return None


def _mod97(plain: str) -> bool:
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _luhn(digits: list[int]) -> bool:
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits))]
    return 12 <= len(digits) <= 19 and sum(doubled) % 10 == 0
