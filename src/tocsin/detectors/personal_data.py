"""Numbers and dates of people: phones, cards, papers, birthdays.

Where a number carries a check digit, it is checked; where it does not, the words before it decide.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "personal-data"
SUMMARY = "phone, card, bank and identity numbers, birthdays, customer numbers, places on the map"

_DATE = (
    r"(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|"
    r"\d{1,2}\.? [^\W\d_]{3,12}\.?(?: de)? \d{4}|[^\W\d_]{3,12}\.? \d{1,2},? \d{4}|\d{1,2} de [^\W\d_]{3,12} de \d{4})"
)
_PHONE_CUE = (
    r"phone|mobile|cell|tel|telephone|call|contact|reach(?:able)?|whatsapp|fax|ping|sms|number|escalate|"
    r"telefon\w*|rückruf|handy|teléfono|telefono|móvil|celular|"
    r"telefone|téléphone|joignable|portable|cellulare|telefoon\w*|bereikbaar|mobiel|телефон\w*|тел|هاتف\w*|"
    r"جوال|电话|手机|電話番号|電話|携帯|전화"
)
PATTERNS = (
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
    Pattern(
        rule="identity-number",
        label=Label.NATIONAL_ID,
        trigger=(
            r"(?:ni number|ni/id|national|nino|nhs|dni|nie|cpf|cnpj|rg|codice fiscale|bsn|s.{1,2}curit.{1,2} "
            r"sociale|nir|insee|personalausweis|steuer|sozialvers|снилс|инн|身份证|マイナンバー|个人号|هوية|pesel|"
            r"personnummer|aadhaar|pan|ssn|social|sin|tax|id number|nif|insurance)"
        ),
        regex=(
            r"(?i:(?<![^\W_])(?:ni(?:/id)?(?: number| no\.?)?|nino|national (?:id|insurance)(?: number| no\.?)"
            r"?|nhs(?: number)?|dni|nie|nif|cpf|cnpj|codice fiscale|bsn|numéro de sécurité sociale|nir|"
            r"steuer-?id\w*|sozialversicherungsnummer|personalausweis\w*|снилс|инн|身份证(?:号码?)?|マイナンバー|رقم "
            r"الهوية|pesel|personnummer|aadhaar|pan|ssn|social security(?: number)?|sin|tax id|id number|"
            r"insurance number))[\s:：#=\"'(是は为]{0,4}(?:is |es |est |é |è |ist |number )?(?P<value>[A-Z0-9](?:[ "
            r"./-]?[A-Z0-9]){6,22})(?![A-Za-z0-9])"
        ),
        reason="the name of an identity number stands before it",
        confidence=Confidence.HIGH,
        examples=(
            "NI number ⟦QQ 12 34 56 C⟧,",
            "mi DNI es ⟦12345678Z⟧ y",
            "CPF ⟦529.982.247-25⟧",
            "身份证号⟦11010519491231002X⟧，",
        ),
        counterexamples=("the PAN is a network", "DNI is required"),
    ),
    Pattern(
        rule="identity-number-by-form",
        label=Label.NATIONAL_ID,
        trigger=r"(?:[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}|[a-z]{6}[0-9]{2}[a-z][0-9]{2}[a-z][0-9]{3}[a-z])",
        regex=r"(?<![\w.])(?:\d{3}\.\d{3}\.\d{3}-\d{2}|[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z])(?![\w-])",
        reason="the form of a Brazilian CPF or an Italian codice fiscale",
        examples=("⟦529.982.247-25⟧ and", "⟦RSSMRA85T10A562S⟧"),
        counterexamples=("529.982.247", "ABCDEF"),
    ),
    Pattern(
        rule="passport",
        label=Label.PASSPORT,
        trigger=r"(?:passport|reisepass|pasaporte|passaporte|passeport|passaporto|paspoort|паспорт|护照|旅券|パスポート|جواز)",
        regex=(
            r"(?i:passport|reisepass\w*|pasaporte|passaporte|passeport|passaporto|paspoort|паспорт\w*|护照(?:号码?)"
            r"?|旅券|パスポート|جواز السفر)(?: ?(?:number|no\.?|nr\.?|num\w*|nummer|#))?[\s:=\"'(]{0,4}(?:is |es |est "
            r"|was )?(?P<value>[A-Z0-9][A-Z0-9 ]{4,10}\d)(?![A-Za-z0-9])"
        ),
        reason="the word passport stands before it",
        confidence=Confidence.HIGH,
        examples=("passport number ⟦X12345678⟧ was", "passport ⟦523904817⟧,"),
        counterexamples=("passport control", "passport office"),
    ),
    Pattern(
        rule="birthday",
        label=Label.DOB,
        trigger=(
            r"(?:born|birth|dob|geboren|geburt|nacid|nacimiento|nascid|nascimento|n.{1,2}\(e\)|n.{1,2}e? le|"
            r"naissance|nat[oa] il|nascita|geboorte|рожден|родил|出生|生年月日|生まれ|الميلاد)"
        ),
        regex=(
            rf"(?i:\b(?:born|date of birth|birth ?date|birthday|dob|d\.o\.b\.|geboren|geburtsdatum|nacid[oa]|"
            rf"fecha de nacimiento|nascid[oa]|data de nascimento|né\(?e?\)?|date de naissance|nat[oa]|data di "
            rf"nascita|geboortedatum)|дата рождения|родил\w+|出生(?:日期)?|生年月日|تاريخ الميلاد)"
            rf"[\s:=\"'は：]{{0,4}}(?:on |am |el |em |le |il |op )?(?P<value>{_DATE})"
        ),
        reason="a word for birth stands before a date",
        confidence=Confidence.HIGH,
        examples=("born ⟦11 May 1994⟧,", "geboren am ⟦03.04.1981⟧.", "DOB: ⟦1990-12-31⟧"),
        counterexamples=("born in 1990", "the report of 1990-12-31"),
    ),
    Pattern(
        rule="phone-after-cue",
        label=Label.PHONE,
        trigger=r"[0-9][0-9 ().+/-]{0,3}[0-9]{2}",
        regex=(
            rf"(?i:(?<![^\W_])(?:{_PHONE_CUE}))(?:[^\d\n+(]{{0,30}}?)(?P<value>(?:\+|00)?\(?\d[\d ()"
            rf".\u00a0/-]{{5,20}}\d(?: ?(?:x|ext\.?) ?\d{{1,6}})?)(?![\w]|[.-]\d)"
        ),
        reason="a word for phone stands before it",
        examples=("call me on ⟦020 7946 0018⟧.", "Telefon: ⟦030 901820⟧", "手机⟦13912345678⟧，"),
        counterexamples=("call 911", "contact us in 2031"),
    ),
    Pattern(
        rule="phone-by-form",
        label=Label.PHONE,
        trigger=r"[0-9][0-9 ().+/-]{0,3}[0-9]{2}",
        regex=(
            r"(?<![\w.+:/=-])(?:\+\d{1,3}[ .()-]{0,2}(?:\d[ .()-]{0,3}){6,12}\d|001[ .-]\d{3}[ .-]\d{3}[ "
            r".-]\d{4}|\(0?\d{2,4}\) ?\d{3,4}[ .-]?\d{3,6}|0\d{2,4}[ .-]\d{3,4}[ .-]?\d{3,4}|"
            r"[2-9]\d\d[.-]\d{3}[.-]\d{4}|(?<=[,(])(?!1[4-9]\d{8}\b)0?[1-9]\d{8,12}(?=[,)])|"
            r"0\d(?:[ .]\d\d){4}|(?<=,)0?\d{1,2}[ -]\d{4}[ "
            r"-]\d{4}(?=,))(?: ?x\d{1,6})?(?![\w]|[.:-]\d)"
        ),
        reason="grouped as a phone number",
        examples=("⟦+44 20 7946 0018⟧", "(⟦(212) 555-0143⟧)"[1:-1], "at ⟦212-555-0143⟧"),
        counterexamples=("2031-05-06 10:11:12", "10.20.30.40", "1.234.567"),
    ),
    Pattern(
        rule="customer-number",
        label=Label.ACCOUNT_ID,
        trigger=(
            r"(?:mrn|cust|acc|emp|acct|patient|member|client|policy|customer|kunden|insured|student|employee|"
            r"claim|loyalty|invoice)[a-z_]{0,10}[ -:#]{0,4}"
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
        rule="place-on-the-map",
        label=Label.GEO,
        trigger=r"[0-9]\.[0-9]{3,15}[^0-9\n]{1,20}-?[0-9]{1,3}\.[0-9]{3}",
        regex=(
            r"(?<![\w.])[-+]?(?:[1-8]?\d|90)\.\d{3,15}°? ?[NS]?\s?[,;/]\s?(?:lon\w*[\"' :=]{1,4})"
            r"?[-+]?(?:1[0-7]\d|\d{1,2}|180)\.\d{3,15}°?(?: ?[EW])?(?![\w]|\.\d)"
        ),
        reason="a pair of latitude and longitude",
        examples=("device location (⟦48.20849, 16.37208⟧) was",),
        counterexamples=("scores 0.912, 0.871", "95.12345, 12.12345"),
    ),
)

_SOCIAL = re.compile(r"(?i)\bssn\b|social security")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The number, where its check digits hold and its length can be one."""
    value = text[hit.start : hit.end]
    digits = [int(sign) for sign in value if sign.isdigit()]
    match hit.pattern.rule:
        case "bank-account":
            return _longest_iban(value, hit)
        case "payment-card":
            return finding(hit) if _luhn(digits) and len(set(digits)) > 1 else None
        case "identity-number" | "passport":
            while (
                len(value) > 1
                and not re.search(r"\d", value.rpartition(" ")[2])
                and len(value.rpartition(" ")[2]) > 1
                and " " in value
            ):
                value = value.rpartition(" ")[0]
            if sum(map(str.isdigit, value)) < 5:
                return None
            label = Label.US_SSN if _SOCIAL.search(text[hit.match_start : hit.start]) else hit.pattern.label
            return finding(hit, label=label, end=hit.start + len(value))
        case "phone-after-cue" | "phone-by-form":
            value = value.rstrip(" .(-/")
            if value.startswith("(") and ")" not in value:
                return None
            fits = 7 <= sum(map(str.isdigit, value)) <= 15 and not re.fullmatch(
                r"\d{4}-\d\d-\d\d.*|\d{1,3}(?:\.\d{1,3}){3}", value
            )
            return finding(hit, end=hit.start + len(value)) if fits else None
        case "place-on-the-map":
            fits = bool(re.search(r"\.\d{4}", value)) or "loc" in text[max(0, hit.start - 30) : hit.start].casefold()
            return finding(hit) if fits else None
    return finding(hit)


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
