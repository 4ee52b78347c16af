"""Numbers of customers, patients, members, employees, and accounts.

The name of such a number stands before it, or its prefix does. Numbers of things (invoices, orders, tickets) are none.
"""

import re
from collections.abc import Iterable

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.number_cue import ACCOUNT_WORDS, NUMBERED_WORDS, THING_PREFIXES
from tocsin.vocab.triage import Confidence

NAME = "customer-numbers"
SUMMARY = "numbers of customers, patients, members, employees, bank accounts"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _trigger(words: Iterable[str]) -> str:
    cases = {case for word in words for case in ({word} if word.isascii() else {word, word.capitalize(), word.upper()})}
    return f"(?:{_any(cases)})"


_BETWEEN = r"[^\W\d_]{0,6}[\s:：#=\"'`>(（\[|,.፡«»„“º°№/_-]{0,6}(?:[^\s\d<>{}]{1,14}[\s:：=#(\"'.,、]{1,3}){0,4}?"
_NUMBER = (
    r"(?<![A-Za-z0-9])(?P<value>[A-Z]{2,5}/\d{1,6}/[A-Z0-9]{1,8}|(?:\d{1,6}-)?\d{6,10}/\d{4}|"
    r"(?:[A-Z]{1,5}[-_/]?){0,3}\d(?:[ -]?[A-Z0-9]){3,19})(?![A-Za-z0-9_@%:]|[.,/-]\d|\.[a-z])"
)
PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="customer-number",
        label=Label.ACCOUNT_ID,
        trigger=(
            r"(?:mrn|cust|acc|emp|acct|patient|member|client|policy|customer|kunden|insured|student|employee|"
            r"loyalty)[a-z_]{0,10}[ -:#]{0,4}"
        ),
        regex=(
            r"(?<![A-Za-z0-9])(?:MRN[ :#-]{0,2}\d{5,12}|(?:CUST|ACC|ACCT|EMP|MEM|PAT|CLI|POL|STU|INS)"
            r"[-_#]?\d{4,12}|(?i:(?:patient|member|customer|client|account|policy|employee|student|kunden|"
            r"subscriber)[ _-]?(?:id|number|no\.?|nr\.?|nummer|#)[\"'\s:=#]{1,5}(?:is )?)"
            r"(?P<value>[A-Z]{0,5}[-_]?\d[\dA-Z-]{3,16}))(?![\w-])"
        ),
        reason="the form or the name of a customer's, patient's or employee's number",
        examples=("Patient, ⟦MRN 0053194⟧, was", "⟦CUST-44102⟧", "customer number: ⟦7788-1234⟧"),
        counterexamples=("ACCEPT 404", "EMPTY 1234", "customer id is missing"),
    ),
    Pattern(
        rule="number-of-a-person",
        label=Label.ACCOUNT_ID,
        trigger=_trigger(NUMBERED_WORDS),
        regex=rf"(?<![A-Za-z0-9])(?i:{_any(NUMBERED_WORDS)}){_BETWEEN}{_NUMBER}",
        reason="a word for a customer, patient or employee stands before a number",
        examples=(
            "社員番号 ⟦K-301177⟧、",
            "numéro client ⟦88 203 117⟧,",
            "nr albumu ⟦220417⟧ i",
            '"patient_id":"⟦PX-0048112⟧"',
            "고객번호는 ⟦QR-7701882⟧입니다",
            "Kundennummer: ⟦4471-88201⟧",
            "Folder no.: ⟦QX/26/00817⟧,",
            "Vevőazonosítóm: ⟦4400817745⟧,",
        ),
        counterexamples=(
            "patient since 2019-04-05",
            "the customer paid invoice INV-203117",
            "client 10.20.30.40 connected",
            "500 students",
        ),
    ),
    Pattern(
        rule="account-number",
        label=Label.ACCOUNT_ID,
        trigger=_trigger(ACCOUNT_WORDS),
        regex=rf"(?<![A-Za-z0-9])(?i:{_any(ACCOUNT_WORDS)}){_BETWEEN}{_NUMBER}",
        reason="a word for an account stands before a number",
        examples=(
            "routing 021000021, account ⟦551920388817⟧",
            "rekening BCA ⟦7700192883⟧ a.n.",
            "conta ⟦QX-00881273⟧",
            '"ucet":"⟦19-2000817399/0800⟧"',
        ),
        counterexamples=("AWS account 123456789012", "an account since 2019", "account created 2031-05-06T10:11:12"),
    ),
    Pattern(
        rule="number-in-a-key",
        label=Label.ACCOUNT_ID,
        trigger=r"(?:(?:cust|customer|client|member|acct|account|patient|subscriber):[0-9]{6}|_id\"?: ?\"user[0-9]{6})",
        regex=(
            r"(?:(?<![\w.:/])(?i:cust|customer|client|member|acct|account|patient|subscriber):|"
            r"\"(?:from|actor|saved_from|forwarded_from|reply_to_peer)_id\": ?\"user)(?P<value>\d{6,14})(?![\w:.-])"
        ),
        reason="the key of a store or of an exported chat that numbers a person",
        confidence=Confidence.HIGH,
        examples=('"HSET" "cust:⟦4400817745⟧" "name"', '"from_id": "user⟦4480127731⟧",'),
        counterexamples=("arn:aws:iam::client:1234567890:x", '"from_id": "channel123456"'),
    ),
    Pattern(
        rule="prefixed-number",
        label=Label.ACCOUNT_ID,
        trigger=r"[a-z]{2}-[0-9]{7}",
        regex=r"(?<![\w./:#@-])(?P<value>[A-Z]{2,4}-(?:[A-Z]-)?\d{7,12})(?![\w-]|\.\d)",
        reason="letters of an organization and a long number, as accounts of customers are written",
        examples=("balance of ⟦QX-00881273⟧ and",),
        counterexamples=("invoice INV-20310044", "CVE-2031-1234567", "ticket ITSM-00881273", "RE-20310506"),
    ),
    Pattern(
        rule="number-in-groups",
        label=Label.ACCOUNT_ID,
        trigger=r"[a-z]{2}[- ][0-9]{3,6}[- ][0-9]{2,6}[- ][0-9]",
        regex=(
            r"(?<![\w./@#-])(?P<value>[A-Z]{2,4}(?P<sep>[- ])(?!(?:19|20)\d\d[- ])\d{3,6}(?P=sep)(?!(?:19|20)\d\d"
            r"(?!\d))\d{2,6}"
            r"(?:(?P=sep)\d{1,6}){1,2})(?![\w-]|\.\d)"
        ),
        reason="letters of an organization and groups of digits, as accounts of customers are written",
        examples=("sess:⟦KZ-4410-227-8⟧ open"[5:], "'⟦KZ-0071-338-2⟧',", "cüzdan ⟦KZ 4410 227 8⟧."),
        counterexamples=("case AB-2031-118-4", "CVE-441-2271-8", "on SO-4410-227-8"),
    ),
    Pattern(
        rule="patient-segment",
        label=Label.ACCOUNT_ID,
        trigger=r"(?:\|\d?\||\^\^\^[a-z]|\(0010,00[12]0\))",
        regex=(
            r"(?:^PID\|\d{0,2}\|[^|\n]{0,60}\||\(0010,(?:0020|1000)\)\s{1,4}[A-Z]{2}\s{1,4}\[|^PID\|\d{0,2}\|)"
            r"(?P<value>[A-Z0-9][A-Z0-9-]{3,24})(?=[\^|~\]\s])"
        ),
        reason="the place of a patient's number in a message of HL7 or a file of DICOM",
        examples=("PID|1||⟦HX-0048112⟧^^^^MR", "(0010,0020) LO [⟦HX-0048112⟧]"),
        counterexamples=("PID|1||^^^^MR", "(0008,0020) DA [20310506]"),
    ),
    Pattern(
        rule="payment-address",
        label=Label.ACCOUNT_ID,
        trigger=r"(?:upi|vpa|bhim|gpay|paytm|phonepe)[^\n]{0,40}@",
        regex=(
            r"(?i:(?<![a-z])(?:upi|vpa|bhim|gpay|paytm|phonepe)(?![a-z]))[^\n@]{0,40}?(?<![\w.])"
            r"(?P<value>[\w.-]{3,40}@[a-z]{2,16})(?![\w.@-])"
        ),
        reason="an address of the Unified Payments Interface names an account",
        examples=("UPI for refund is ⟦r.kapoor@okbank⟧ na",),
        counterexamples=("write to upi@example.com", "UPI is down"),
    ),
)
_MOMENT = re.compile(
    r"(?:19|20)\d\d[-./ ]\d\d?(?:[-./ ]\d\d?)?|\d\d?[-./ ]\d\d?[-./ ](?:19|20)\d\d|(?:19|20)\d\d|"
    r"(?:19|20)\d{6}(?:\d{6})?|(?:19|20)\d\d[- ](?:19|20)\d\d"
)
_OF_A_THING = re.compile(
    r"(?i)invoice|order|ticket|claim|case|incident|version|build|port\b|phone|tel\b|tel\.|mobile|amount|total|"
    r"rechnung|factur|fattura|fatura|faktur|bestell|pedido|commande|ordre|vorgang|born|date|geb|dob|zip|postal"
    r"|code\b|pin\b|"
    r"aws|gcp|azure|amazon|cloud|storage|subscription|tenant|hash|commit|trace|iban|電話|手机|手機|전화|тел|simu|هاتف|โทร|"
    r"\bwhere\b|\bfrom\b|session|request|transaction|model|job|pid\b|process|error|status|timeout|bytes|tokens"
    r"|http|since|until"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The number, unless it is a moment or the number of a thing."""
    value = text[hit.start : hit.end]
    digits = sum(map(str.isdigit, value))
    match hit.pattern.rule:
        case "number-of-a-person" | "account-number":
            while " " in value and not any(map(str.isdigit, value.rpartition(" ")[2])):
                value = value.rpartition(" ")[0]
            return finding(hit, end=hit.start + len(value)) if _is_of_a_person(text, hit, value) else None
        case "prefixed-number" | "number-in-groups":
            prefix = re.split(r"[- ]", value, maxsplit=1)[0]
            is_moment = _MOMENT.fullmatch(value.rpartition("-")[2]) is not None
            before = text[max(0, hit.start - 24) : hit.start]
            return (
                finding(hit)
                if digits > 6 and prefix not in THING_PREFIXES and not is_moment and not _OF_A_THING.search(before)
                else None
            )
        case "patient-segment":
            return finding(hit) if digits > 3 else None
    return finding(hit)


def _is_of_a_person(text: str, hit: Hit, value: str) -> bool:
    between = text[hit.match_start : hit.start]
    before = text[max(0, hit.match_start - 16) : hit.match_start].rpartition("\n")[2]
    digits = sum(map(str.isdigit, value))
    needed = 7 if hit.pattern.rule == "account-number" and " " not in value and "-" not in value else 4
    if hit.pattern.rule == "account-number" and value[0].isalpha():
        needed = 5
    if digits < needed or digits > 20 or _MOMENT.fullmatch(value) or "\n" in between or re.search(r"[.!?;] ", between):
        return False
    return (
        not (_OF_A_THING.search(between) or _OF_A_THING.search(before))
        and value.split("-", maxsplit=1)[0] not in THING_PREFIXES
    )
