"""Phone numbers as they are written carelessly, by country, and in part.

Letters read for digits, national groupings without a word for phone, extensions of an office, last digits.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "phones"
SUMMARY = "phone numbers by country, misread, extensions, last digits"

_CUE = re.compile(
    r"(?i)(?<![^\W_])(?:tel|tél|telf?|teléf|phone|mobile?|cell?|celular|cel|call|fax|gsm|whatsapp|sms|signal|viber|"
    r"handy|mobil|kom|cep|hp|puh|đt|sđt|gọi|số|llam\w{1,4}|appel\w{0,3}|on-?call|number|numéro|número|numero|nimero|"
    r"nomor|тел\w{0,6}|моб\w{0,6}|звон\w{0,4}|дзвін\w{0,3}|τηλ\w{0,8}|κιν\w{0,5}|携帯|電話|手机|电话|전화|هاتف|جوال|"
    r"טל|נייד|फोन|फ़ोन|โทร)\w{0,8}[^\n\d]{0,24}$"
)
_EXTENSION = (
    r"ext|extn|extension|poste|dahili|durchwahl|dw|nebenstelle|apparat|anexo|ramal|toestel|anknytning|lokalnr|"
    r"wewn|wew|mellék|klapka|doб|доб|внутр|вн|εσωτ|εσωτερικό|máy lẻ|samband|alanumero|alaliittymä|linija|int\.|"
    r"interno|interior|sambungan|داخلي|שלוחה|内線|內線|分机|分機|내선|ต่อ|एक्सटेंशन|kiendelezi"
)
_LAST = (
    r"ending(?: in| with)?|ends (?:in|with)|last (?:four|4|three|3)(?: digits)?(?: of)?|(?:se )?termin\w{1,6}(?:"
    r" en| par| em|"
    r" in| con)?|finiss\w{1,5} (?:par|con)|final|endet auf|endend auf|endigt op|eindig\w{1,4} op|slutar (?:på|med)|"
    r"kończ\w{1,6} się (?:na)?|konč\w{1,4} na|заканчива\w{1,6} на|закінчу\w{1,6} на|son (?:dört|4)(?: hane\w{0,4})?|"
    r"λήγει σε|τελειώνει σε|đuôi|berakhiran|尾号|尾號|末尾|下4桁|끝자리|뒷자리"
)
_PHONE = (
    r"phone|mobile|cell|telephone|tel|téléphone|tél|teléfono|celular|móvil|telefone|telemóvel|telefon\w{0,6}|"
    r"cellulare|handy\w{0,6}|mobil\w{0,6}|cep|gsm|телефон\w{0,4}|τηλέφων\w{0,3}|κινητ\w{1,3}|số|điện thoại|"
    r"手机|手機|電話|携帯|전화"
)
_SIGN = r"[0-9OoIlQ]"
_ALONE = r"(?![\w%]|[.:/·-]\d|[\[({][.\]})])"
PATTERNS = (
    Pattern(
        rule="phone-misread",
        label=Label.PHONE,
        trigger=r"(?:[0-9][oilq]{1,2}[0-9 .()/-]|[ .()/-][oilq]{1,2}[0-9]|[0-9][oilq]{1,2})",
        regex=rf"(?<![\w.+/:=@-])(?:\+|\()?{_SIGN}(?:[ .()/·-]{{0,3}}{_SIGN}){{7,13}}{_ALONE}",
        reason="a phone number with letters in the place of digits, as they are read from paper",
        confidence=Confidence.LOW,
        examples=("Tel.: ⟦O711 44 l8 20⟧ oder", "haber ver ⟦0 533 4I1 80 22⟧.", "cel ⟦944-21O-388⟧"),
        counterexamples=("10 O 20 I 30", "a hash 0o1l2O3", "at 10.0O.2O26", "on 24 /10/2O31", "version 1.O.20.30.40"),
    ),
    Pattern(
        rule="phone-in-full-digits",
        label=Label.PHONE,
        trigger=r"(?:\+|%2b)[0-9]{8}",
        regex=r"(?<![\w+./-])(?:\+|%2[Bb])[1-9]\d{7,14}(?![\w%]|\.\d)",
        reason="a number with the code of its country (ITU-T E.164)",
        examples=("num=⟦+49711441820⟧ x", "&From=⟦%2B49711441820⟧&To", "'⟦+254711804170⟧'"),
        counterexamples=("a+12345678901", "offset +123", "1+12345678"),
    ),
    Pattern(
        rule="phone-of-a-country",
        label=Label.PHONE,
        trigger=r"(?:[0-9]{2,3}[ )]{1,2}[0-9]{1,4}[ -][0-9]{2}|1[3-9][0-9]-[0-9]{4}-[0-9]"
        r"|\([0-9]{2,5}\) ?[0-9]|\([0-9]{2} [0-9]{2}\)"
        r"|[0-9]\xc2\xb7)",
        regex=(
            r"(?<![\w.+:/=$€£₺₹#-])(?<!\d[ ,·])(?:(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}|"
            r"\d{2} \d{3} \d{2} \d{2}|[5-9]\d{2} \d{2} \d{2} \d{2}|0 ?\(?\d{3}\)? \d{3} \d{2} \d{2}|"
            r"\(0\d{1,4}\) \d{1,4}(?: \d{2,4}){1,3}|\(0\d(?: ?\d\d){1,2}\) ?\d{1,3}(?:[ -]\d{1,4}){1,3}|"
            r"1[3-9]\d[ -]\d{4}[ -]\d{4}|\(\d\d\) \d \d{3} \d{3,4}|"
            r"8 ?\(\d{3,4}\) ?\d{2,3}[ -]\d{2}[ -]\d{2}|\d{2,4}·\d{2,4}·\d{2,4}(?:·\d{2,4})?|"
            r"(?:\d{4} ){1,2}\d \d{2} \d{2} \d{2})"
            r"(?:,? (?:x|ext\.?|extension|poste|p\.|anexo|int\.) ?\d{2,6})?(?![\w%]|[ .:,/·-]\d| ?(?:€|\$|EUR|USD"
            r"|kr|zł))"
        ),
        reason="grouped as the phones of a country are",
        examples=(
            "reach Ada at ⟦512 555-0140⟧.",
            "Sama nimero ⟦77 410 22 63⟧, waaw",
            "⟦0 (532) 410 22 63⟧",
            "Tel. ⟦(07 11) 44 18-20⟧ abends",
            "kino ⟦944·210·388⟧.",
            "我手机 ⟦139 6018 4417⟧，",
            "al ⟦(52) 2 341 118⟧ casa",
        ),
        counterexamples=("in 512 555-01409 ms", "sums 10 200 30 40 50", "12 300 45 67 EUR", "at (2026) 10"),
    ),
    Pattern(
        rule="phone-with-zero",
        label=Label.PHONE,
        trigger=r"[^0-9a-z]0[1-9][0-9]{8}",
        regex=r"(?<![\w.+%-])(?<!\d[,:/])0(?!123456)[1-9]\d{8,9}(?![\w%]|[.:/-]\d)",
        reason="ten or eleven digits behind the zero with which national numbers are dialled",
        confidence=Confidence.LOW,
        examples=("Ada ⟦0532118041⟧ rang", "'⟦08031180417⟧',"),
        counterexamples=("0123456789", "id 00532118041", "x=1.0532118041", 'logid="0532118041"'),
    ),
    Pattern(
        rule="phone-in-a-cell",
        label=Label.PHONE,
        trigger=r"[;|,\"'\t](?:[0-9]{3} [0-9]{3} [0-9]{3}|9[ -][0-9]{4}[ -]?[0-9]{4})[;|,\"'\t]",
        regex=r"(?<=[;|,\"'\t])(?:[5-9]\d{2} \d{3} \d{3}|9[ -]\d{4}[ -]?\d{4})(?=[;|,\"'\t])",
        reason="digits grouped as the phones of a country, alone in a cell",
        confidence=Confidence.LOW,
        examples=("Roe;⟦611 204 118⟧;S", "|⟦944 210 388⟧|", "\t⟦9-8841 0273⟧\t"),
        counterexamples=("size,611 204 118 999,x", ";120 204 118;"),
    ),
    Pattern(
        rule="phone-extension",
        label=Label.PHONE,
        trigger=(rf"(?:{_EXTENSION}|Дoб|Доб|Внутр|Вн|Εσωτ|Máy|Dahili|Poste|MELLÉK|ΕΣΩΤ)[^0-9\n]{{0,14}}[0-9]{{3}}"),
        regex=(
            rf"(?<![^\W_])(?i:{_EXTENSION})(?:\.|(?![^\W\d_]))[ .:：#№º°(-]{{0,4}}(?:(?i:no|nr|num|number|numarası"
            rf"|n)\.? ?)?"
            r"[:：]?\s?(?P<value>\d{3,5})(?![\w%€$]|[.,:/-]\d)"
        ),
        reason="a word for the extension of an office phone stands before it",
        examples=("room 12, ext. ⟦4410⟧", "Rahel Voss, poste ⟦318⟧, ou", "dahili: ⟦2207⟧ 'den", "内線⟦2207⟧、"),
        counterexamples=("file ext 7", "extensions of 2026 rows", "context 4096", "poste à 2000 euros", "int 4096"),
    ),
    Pattern(
        rule="phone-by-its-end",
        label=Label.PHONE,
        trigger=r"[0-9]{2}",
        regex=(
            rf"(?<![^\W_])(?i:{_PHONE})[^\n\d.;]{{0,24}}?(?i:{_LAST})[ :\"'*….•x-]{{1,8}}(?P<value>\d{{3,4}})"
            r"(?![\w%]|[.:/-]\d)"
        ),
        reason="the last digits of a phone number, named as such",
        examples=("your telephone number ending in ⟦4410⟧ was", "手机尾号 ⟦4410⟧", "teléfono terminado en ⟦318⟧"),
        counterexamples=("the phone call ending in 20 min", "card ending in 4410"),
    ),
    Pattern(
        rule="phone-in-a-clinical-message",
        label=Label.PHONE,
        trigger=r"(?:nk1\||\^(?:prn|orn|wpn|asn|emr)\^)",
        regex=(
            r"(?:^NK1\|(?:[^|\n]{0,160}\|){4}(?P<value>\+?[\d ()-]{7,20})(?=[\^|~\n]|$)|"
            r"(?<=\|)(?:[\d ()+-]{0,20}\^(?:PRN|ORN|WPN|ASN|EMR)\^[A-Z]{2}\^[^|~\n]{0,40}\d{5,12})(?=[|~\n]|$))"
        ),
        reason="the place of a phone in a message of HL7 (version 2, NK1-5 and XTN)",
        confidence=Confidence.HIGH,
        examples=("NK1|1|ROE^ADA|MTH|4 Larch St|⟦611 204 118⟧", "|F||⟦^PRN^CP^^49^^711441820⟧|"),
        counterexamples=("NK1|1|ROE^ADA|MTH||", "|^PRN^CP^|"),
    ),
)
_DATED = re.compile(
    r"(?:19|20)\d\d[-/. ]\d\d[-/. ]\d\d.{0,9}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d.{0,9}|\d{1,2}[-/.]\d{1"
    r",2}[-/.]\d\d .{0,9}"
)
_LETTERS_BEHIND = re.compile(r"(?:[ .()/·-]{1,2}[A-Za-z]{1,2}){1,4}$")
_AS_DIGITS = str.maketrans("OoQIl", "00011")
_OF_AN_ID = re.compile(
    r"(?i)(?:cve|cwe|ghsa|capec|iso|rfc|aml\.t|order|invoice|build|port|serial|hash|sha\w{0,3})\W{0,3}$|"
    r"(?:\w(?:id|key|seq|code|serial)|\bid)[\"']?\s?[=:]\s?[\"']?$"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The number, where its digits are as many as those of a phone and no day."""
    value = text[hit.start : hit.end]
    before = text[max(0, hit.start - 40) : hit.start].rpartition("\n")[2]
    match hit.pattern.rule:
        case "phone-misread":
            value = _LETTERS_BEHIND.sub("", value)
            return finding(hit, end=hit.start + len(value)) if _is_misread(value, before) else None
        case "phone-of-a-country" | "phone-with-zero" | "phone-in-a-cell" | "phone-in-full-digits":
            is_else = _DATED.fullmatch(value) or _OF_AN_ID.search(before) or len(set(re.findall(r"\d", value))) < 3
            return None if is_else else finding(hit)
    return finding(hit)


def _is_misread(value: str, before: str) -> bool:
    plain = value.translate(_AS_DIGITS)
    digits = sum(map(str.isdigit, value))
    letters = sum(map(str.isalpha, value))
    groups = re.split(r"[^\w]+", value.strip("+()"))
    if not 1 <= letters <= 3 or digits < 6 or _DATED.fullmatch(plain.replace(" ", "")) or len(set(plain)) < 4:
        return False
    if any(group.isalpha() for group in groups):
        return False
    if _CUE.search(before):
        return True
    is_address = re.fullmatch(r"(?:\w{1,3}\.){3}\w{1,3}", value)
    return 2 < len(groups) < 7 and max(map(len, groups)) < 5 and not is_address and not _OF_AN_ID.search(before)
