"""Numbers of identity papers, behind their names and by their forms.

Behind its name any number of the right length is one. Without a name only a form is taken that is rare by chance: its
date must be a day, its check digits must hold.
"""

import re
from collections.abc import Callable, Iterable

from tocsin.vocab.check_digit import codice_fiscale, digits_of, is_day, luhn, verhoeff, weighted
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.number_cue import IDENTITY_CODES, IDENTITY_WORDS, PASSPORT_WORDS
from tocsin.vocab.triage import Confidence

NAME = "identity-numbers"
SUMMARY = "national identity, tax, social and health numbers, passports"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _trigger(words: Iterable[str]) -> str:
    cases = {case for word in words for case in ({word} if word.isascii() else {word, word.capitalize(), word.upper()})}
    return f"(?:{_any(cases)})"


# A number behind its name: at most a few words and signs lie between.
_BETWEEN = (
    r"[^\W\d_]{0,8}(?: ?[.…·_]{3,40})?"
    r"[\s:：#=\"'`>(（\[|,.፡«»„“º°ªсnoNr/-]{0,6}(?:[^\s\d<>{}]{1,14}[\s:：=#(\"'.]{1,3}){0,4}?"
)
_NUMBER = r"(?P<value>[A-Z0-9](?:[ ./·-]?[A-Z0-9]){4,22}(?:-?k)?)(?![A-Za-z0-9]|[-/]\d)"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="social-security-number",
        label=Label.US_SSN,
        trigger=r"[0-9]{3}[- .][0-9]{2}[- .][0-9]{4}",
        regex=r"(?<![\w-])(?!000|666|9\d\d)\d{3}(?P<sep>[- .])(?!00)\d\d(?P=sep)(?!0000)\d{4}(?![\w-])",
        reason="the form of a US social security number (SSA: no group is all zeros, none begins with 9 or 666)",
        examples=("SSN ⟦219-09-9999⟧ on",),
        counterexamples=("900-12-3456", "2031-05-0600", "000-12-3456"),
    ),
    Pattern(
        rule="identity-number",
        label=Label.NATIONAL_ID,
        trigger=_trigger(IDENTITY_WORDS),
        regex=rf"(?<![A-Za-z0-9])(?i:{_any(IDENTITY_WORDS)}){_BETWEEN}(?<![A-Za-z0-9]){_NUMBER}",
        reason="the name of an identity number stands before it",
        confidence=Confidence.HIGH,
        examples=(
            "NI number ⟦QQ 12 34 56 C⟧,",
            "numéro de sécurité sociale : ⟦2 69 05 49 588 157⟧",
            "身份证号⟦11010519491231002X⟧，",
            "asmens kodas ⟦38001010007⟧,",
            "osobní číslo rodné číslo ⟦800101/0019⟧",
            '"national_id": "⟦31940099⟧"',
            "мой ИНН: ⟦500100732259⟧",
        ),
        counterexamples=("the national identity office", "tax id is required in 2031", "ID number: none"),
    ),
    Pattern(
        rule="identity-code",
        label=Label.NATIONAL_ID,
        trigger=rf"(?:{_any(IDENTITY_CODES)})[^a-z]",
        regex=rf"(?<![A-Za-z0-9])(?:{_any(IDENTITY_CODES)})(?![A-Za-z0-9])(?!(?<=\b[A-Z]{{2}})-\d){_BETWEEN}"
        rf"(?<![A-Za-z0-9]){_NUMBER}",
        reason="the short name of an identity number stands before it",
        confidence=Confidence.HIGH,
        examples=(
            "mi DNI es ⟦12345678Z⟧ y",
            "CPF ⟦529.982.247-25⟧",
            "PESEL: ⟦44051401359⟧",
            "(CPR ⟦010180-1234⟧)",
            "dejó rut ⟦11504190k⟧ y",
            "IUC ......... ⟦1177-4402⟧",
            "fuldt cpr ⟦010180-1234⟧ i svaret",
        ),
        counterexamples=("the PAN is a network", "DNI is required", "NIN, the band, in 2031", "póliza RC-7701-44819"),
    ),
    Pattern(
        rule="identity-number-by-form",
        label=Label.NATIONAL_ID,
        trigger=r"[0-9]{2}[a-z0-9]",
        regex=(
            r"(?<![\w.+/:=-])(?:(?P<cpf>\d{3}\.\d{3}\.\d{3}-\d\d)|(?P<cf>[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z])|"
            r"(?P<ch>756\.\d{4}\.\d{4}\.\d\d)|(?P<be>\d\d\.\d\d\.\d\d-\d{3}\.\d\d)|(?P<ae>784-(?:19|20)\d\d-\d{7}-\d)|"
            r"(?P<th>\d-\d{4}-\d{5}-\d\d-\d)|(?P<kr>\d{6}-[1-8]\d{6})|(?P<fi>\d{6}[-+A-FU-Y]\d{3}[0-9A-Y])|"
            r"(?P<se>(?:19|20)?\d{6}[-+]\d{4})|(?P<cz>\d{6}/\d{3,4})|(?P<pk>\d{5}-\d{7}-\d)|"
            r"(?P<ru>\d{3}-\d{3}-\d{3} \d\d)|"
            r"(?P<mx>[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d)|(?P<rfc>[A-ZÑ&]{4}\d{6}[A-Z0-9]{3})|"
            r"(?P<pan>[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z])|(?P<sg>[STFGM]\d{7}[A-Z])|(?P<tw>[A-Z][1289]\d{8})|"
            r"(?P<es>\d{8}[A-HJ-NP-TV-Z]|[XYZ]\d{7}[A-HJ-NP-TV-Z])|"
            r"(?P<gb>[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d\d ?){3}"
            r"[A-D])|(?P<tz>(?:19|20)\d{6}-\d{5}-\d{5}-\d\d)|(?P<cn>[1-9]\d{5}(?:19|20)\d{9}[\dX])|"
            r"(?P<cl>\d{1,2}\.\d{3}\."
            r"\d{3}-[\dkK])|(?P<gh>GHA-\d{9}-\d)|(?P<mz>\d{12}[A-Z])|(?P<ao>\d{9}[A-Z]{2}\d{3})|"
            r"(?P<pt>\d{8} \d [A-Z0-9]{2}\d)|"
            r"(?P<fr>[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d)|"
            r"(?P<npwp>\d\d\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3})|"
            r"(?P<in>\d{4} \d{4} \d{4})|(?P<za>\d{13})|(?P<no>\d{11})|(?P<my>\d{6}-\d\d-\d{4})|(?P<zm>\d{6}/\d\d/\d)|"
            r"(?P<ie>\d{7}[A-W][A-IW]?)|(?P<de>\d{2}[0-3]\d[01]\d{3}[A-Z]\d{3})|(?P<lk>\d{9}[VX])|"
            r"(?P<ar>2[0-7]-\d{8}-\d)|(?P<vn>0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8})|(?P<qc>[A-Z]{4}\d{8}|[A-Z]{4}"
            r" \d{4} \d{4})|"
            r"(?P<bo>\d{1,2} \d{3} \d{3} (?:LP|CB|SC|OR|PT|CH|TJ|BE|PD)|\d{6,8}(?:-\d[A-Z])? (?:LP|CB|SC|OR|PT|CH"
            r"|TJ|BE|PD))|"
            r"(?P<sn>[12] \d{3} (?:19|20)\d\d \d{5}))"
            r"(?![\w/-]|\.\d)"
        ),
        reason="the form of a national identity number, whose date is a day and whose check digits hold",
        examples=(
            "⟦529.982.247-25⟧ and",
            "⟦RSSMRA85T10A562S⟧",
            "(⟦811218-9876⟧).",
            "⟦131052-308T⟧",
            "⟦850101-1234567⟧ 입니다",
            "⟦756.9217.0769.85⟧",
            "код ⟦ROEA03027711⟧ теж",
            "⟦ROEA 7752 0314⟧",
            "'⟦044190012345⟧',",
            "con ⟦4 410 221 LP⟧",
            "⟦1 442 1980 00731⟧",
        ),
        counterexamples=(
            "529.982.247-26",
            "RSSMRA85T10A562X",
            "811218-9877",
            "131052-308U",
            "order 12345678901",
            "4111 1111 1111",
            "PART99887766",
            "199 410 221 LP",
        ),
    ),
    Pattern(
        rule="passport-by-short-word",
        label=Label.PASSPORT,
        trigger=r"(?:pass?|psp|ppt)[.:]? {0,2}[a-z]{1,2}[0-9]{6}",
        regex=r"(?<![^\W_])(?i:pass?|psp|ppt)\.?:? {0,2}(?P<value>[A-Z]{1,2}\d{6,8})(?!\w)",
        reason="a short word for passport stands before a number formed as passports' are",
        confidence=Confidence.HIGH,
        examples=("\tpas. ⟦QX448291⟧\t", "pas ⟦QR7740918⟧ mangler", "ddn: 2000  pass: ⟦Q44120774⟧"),
        counterexamples=("pass QX44", "bypass AB123456", "pass: abc123456"),
    ),
    Pattern(
        rule="passport",
        label=Label.PASSPORT,
        trigger=_trigger(PASSPORT_WORDS),
        regex=(
            rf"(?i:{_any(PASSPORT_WORDS)})[^\W\d_]{{0,8}}[\s:：#=\"'`>(（\[|,.º°№/-]{{0,5}}"
            r"(?:[^\s\d<>{}]{1,14}[\s:：=#(\"'.]{1,3}){0,5}?"
            r"(?<![A-Za-z0-9])(?P<value>(?:[A-Z]{1,3}[ -]?)?\d(?:[ -]?\d){5,9}[A-Z]?)(?![A-Za-z0-9]|-\d)"
        ),
        reason="the word passport stands before it",
        confidence=Confidence.HIGH,
        examples=(
            "passport number ⟦X12345678⟧ was",
            "passport ⟦523904817⟧,",
            "his passport for the gate pass ⟦K4471209E⟧)",
        ),
        counterexamples=("passport control", "passport office", "passport stamped 2031-05-06"),
    ),
)
_SOCIAL = re.compile(r"(?i)\bssn\b|social security")
_MOMENT = re.compile(
    r"(?:19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:19|20)\d\d|(?:19|20)\d\d|\d{1,3}(?:\.\d{1,3}){3}"
)
_PHONE = re.compile(r"(?i)(?:tel|phone|mob|cell|fax|call|número de tel|手机|電話|тел|simu|هاتف)\w{0,8}[^\w\n]{0,4}$")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The number, where it is long enough to be one, and holds where nothing else speaks for it."""
    if hit.pattern.rule == "social-security-number":
        return finding(hit)
    value = text[hit.start : hit.end]
    if hit.pattern.rule == "identity-number-by-form":
        return finding(hit) if _holds(value, hit) else None
    lead = re.match(r"[A-Z]{3,} (?=(?:.*\d){5})", value)
    start = hit.start + (lead.end() if lead else 0)
    value = _without_words(text[start : hit.end])
    between = text[hit.match_start : hit.start]
    if sum(map(str.isdigit, value)) < 5 or _MOMENT.fullmatch(value) or _PHONE.search(between) or "\n\n" in between:
        return None
    is_social = _SOCIAL.search(between) or re.fullmatch(r"(?!000|666|9)\d{3}-\d\d-\d{4}", value)
    label = Label.US_SSN if is_social else hit.pattern.label
    return finding(hit, label=label, start=start, end=start + len(value))


def _without_words(value: str) -> str:
    """A number without the words of capitals that follow it."""
    while " " in value:
        rest, _, last = value.rpartition(" ")
        if len(last) < 2 or any(map(str.isdigit, last)):
            break
        value = rest
    return value


def _holds(value: str, hit: Hit) -> bool:
    match = re.match(hit.pattern.regex, value)
    form = match.lastgroup if match else None
    check = _CHECKS.get(form or "")
    return check is None or check(value)


def _day_of(digits: list[int], *, month_first: bool = True, least_month: int = 0) -> bool:
    """Whether the first six digits are a day, as YYMMDD or DDMMYY; `least_month` is taken off the month."""
    year, month, day = (10 * digits[place] + digits[place + 1] for place in (0, 2, 4))
    if not month_first:
        year, day = day, year
    return is_day(year, month - least_month, day)


def _sweden_or_denmark(value: str) -> bool:
    digits = digits_of(value)[-10:]
    if value[-5] not in "-+":
        return False
    if value[-5] == "+" or len(digits_of(value)) == 12 or (_day_of(digits) and luhn(digits)):
        return luhn(digits)
    iceland = (weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2)) + digits[8]) % 11 == 0 and digits[9] in {0, 8, 9}
    denmark = weighted(digits, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    return _day_of(digits, month_first=False) and (iceland or denmark)


def _finland(value: str) -> bool:
    digits = digits_of(value[:6] + value[7:10])
    sign = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int("".join(map(str, digits))) % 31]
    return _day_of(digits, month_first=False) and value[10] == sign


def _czechia(value: str) -> bool:
    digits = digits_of(value)
    months = [least for least in (0, 50, 20, 70) if _day_of(digits, least_month=least)]
    return bool(months) and len(digits) == 10 and int("".join(map(str, digits))) % 11 == 0


def _eleven(value: str) -> bool:
    """Norway, Turkey, Poland, Estonia and Lithuania; the others are too often met by chance."""
    digits = digits_of(value)
    one = (11 - weighted(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2))) % 11
    two = (11 - weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
    if one % 11 == digits[9] and two % 11 == digits[10] and _day_of(digits, month_first=False):
        return True
    tenth = (7 * sum(digits[0:9:2]) - sum(digits[1:8:2])) % 10
    poland = -weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == digits[10]
    if poland and (_day_of(digits) or _day_of(digits, least_month=20)):
        return True
    return digits[0] > 0 and tenth == digits[9] and sum(digits[:10]) % 10 == digits[10]


def _south_africa_or_romania(value: str) -> bool:
    digits = digits_of(value)
    african = _day_of(digits) and digits[10] < 2 and digits[11] in {8, 9} and luhn(digits)
    sum_ = weighted(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    romanian = _day_of(digits[1:]) and digits[0] in range(1, 9) and (1 if sum_ == 10 else sum_) == digits[12]
    return african or (romanian and 10 * digits[7] + digits[8] in range(1, 53))


def _china(value: str) -> bool:
    digits = digits_of(value[:17])
    sum_ = weighted(digits, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11
    return _day_of(digits[8:]) and "10X98765432"[sum_] == value[-1]


def _chile(value: str) -> bool:
    digits = digits_of(value[:-1])
    rest = 11 - sum(digit * (2 + place % 6) for place, digit in enumerate(reversed(digits))) % 11
    return {10: "K", 11: "0"}.get(rest, str(rest)) == value[-1].upper()


def _brazil(value: str) -> bool:
    digits = digits_of(value)
    checks = [10 * weighted(digits, tuple(range(count + 1, 1, -1))) % 11 % 10 for count in (9, 10)]
    return len(set(digits)) > 1 and checks == digits[9:]


def _singapore(value: str) -> bool:
    sum_ = weighted(digits_of(value), (2, 7, 6, 5, 4, 3, 2)) + (4 if value[0] in "TG" else 3 if value[0] == "M" else 0)
    letters = "JZIHGFEDCBA" if value[0] in "ST" else "KLJNPQRTUWX" if value[0] == "M" else "XWUTRQPNMLK"
    place = 10 - sum_ % 11 if value[0] == "M" else sum_ % 11
    return letters[place] == value[-1]


def _taiwan(value: str) -> bool:
    letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(value[0]) + 10
    digits = [letter // 10, letter % 10, *digits_of(value)]
    return (weighted(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1)) + digits[10]) % 10 == 0


def _spain(value: str) -> bool:
    number = int(value[:-1].translate(str.maketrans("XYZ", "012")))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == value[-1]


def _belgium(value: str) -> bool:
    digits = "".join(map(str, digits_of(value)))
    return any(97 - int(lead + digits[:9]) % 97 == int(digits[9:]) for lead in ("", "2"))


def _switzerland(value: str) -> bool:
    return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits_of(value))) % 10 == 0


def _thailand(value: str) -> bool:
    digits = digits_of(value)
    return (11 - weighted(digits, tuple(range(13, 1, -1))) % 11) % 10 == digits[12]


def _france(value: str) -> bool:
    plain = value.replace(" ", "").replace("2A", "19").replace("2B", "18")
    return len(plain) == 15 and 97 - int(plain[:13]) % 97 == int(plain[13:])


def _ireland(value: str) -> bool:
    more = 9 * (ord(value[8]) - 64) if len(value) > 8 and value[8] != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(weighted(digits_of(value), (8, 7, 6, 5, 4, 3, 2)) + more) % 23] == value[7]


def _russia(value: str) -> bool:
    digits = digits_of(value)
    return weighted(digits, tuple(range(9, 0, -1))) % 101 % 100 == 10 * digits[9] + digits[10]


def _argentina(value: str) -> bool:
    digits = digits_of(value)
    return (11 - weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11 == digits[10]


def _quebec(value: str) -> bool:
    """The day of a code of Quebec, in either order; the month of a woman's has fifty added."""
    digits = digits_of(value)
    first, month, last = (10 * digits[place] + digits[place + 1] for place in (0, 2, 4))
    return any(is_day(one, month % 50, other) and month < 63 for one, other in ((first, last), (last, first)))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "cpf": _brazil,
    "cf": codice_fiscale,
    "ch": _switzerland,
    "be": _belgium,
    "th": _thailand,
    "kr": lambda value: _day_of(digits_of(value)),
    "fi": lambda value: _sweden_or_denmark(value) if value[-1].isdigit() and not _finland(value) else _finland(value),
    "se": _sweden_or_denmark,
    "cz": _czechia,
    "ru": _russia,
    "mx": lambda value: _day_of(digits_of(value)),
    "rfc": lambda value: _day_of(digits_of(value)),
    "sg": _singapore,
    "tw": _taiwan,
    "es": _spain,
    "cn": _china,
    "cl": _chile,
    "fr": _france,
    "in": lambda value: verhoeff(digits_of(value)) and value[0] not in "01",
    "za": _south_africa_or_romania,
    "no": _eleven,
    "my": lambda value: _day_of(digits_of(value)),
    "ie": _ireland,
    "de": lambda value: _day_of(digits_of(value)[2:], month_first=False),
    "ar": _argentina,
    "qc": _quebec,
    "tz": lambda value: _day_of(digits_of(value)[2:]),
}
