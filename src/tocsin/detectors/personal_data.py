"""Numbers of people: phones, places on the map.

Grouped as phones are, or behind a word for phone in some forty languages, or in the field of a card.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "personal-data"
SUMMARY = "phone numbers, places on the map"

_PHONE_CUE = (
    r"phone|mobile|cell|cel|fone|selfoon|ucingo|tél|tel|telephone|call|contact|reach(?:able)?|whatsapp|fax|ping|sms|"
    r"number|escalate|msisdn|"
    r"viber|signal|hotline|pager|ring|text(?:ed)?|dial|"
    r"telefon\w{0,30}|tlf|telf|telef|rückruf|handy|mobil\w{0,10}|erreichbar|festnetz|durchwahl|rufnummer|"
    r"teléfono|telefono|móvil|celular|número|llam\w{1,6}|telefone|telemóvel|telemovel|contacto|"
    r"téléphone|joignable|portable|appel\w{0,4}|numéro|gsm|cellulare|chiam\w{1,5}|numero|recapito|"
    r"telefoon\w{0,30}|bereikbaar|mobiel|puhelin\w{0,8}|puh|gsm|sími|símanúmer|farsími|telefonas|mob|tālrunis|tālr|"
    r"komórk\w{1,3}|kom|numer\w{0,3}|číslo|broj|mobitel|telefonszám|cep|gsm|tlf\.? ?nr|τηλ\w{0,10}|κιν\w{0,8}|"
    r"телефон\w{0,30}|тел|моб\w{0,10}|номер\w{0,4}|звон\w{1,6}|дзвон\w{1,6}|сотов\w{1,4}|"
    r"тел|هاتف\w{0,30}|جوال\w{0,4}|رقم\w{0,6}|موبايل|تلفن|موبایل|شماره|טלפון|נייד|פלאפון|טל|"
    r"फ़ोन|फोन|मोबाइल|मोबा|नंबर|ফোন|মোবাইল|போன்|simu|nambari|simu ya mkononi|lambar waya|"
    r"telepon|telpon|telp|hp|ponsel|nomor|nombor|điện thoại|đt|sđt|số|โทร\w{0,10}|เบอร์\w{0,10}|มือถือ|"
    r"ਫ਼ੋਨ|ਫੋਨ|ਮੋਬਾਈਲ|ਨੰਬਰ|நம்பர்|నంబర్|నంబరు|ഫോൺ|ഫോണ്‍|ફોન|મોબાઇલ|nimero|nọ́mbà|nɔma|yupana|wayar|fonu|ekwentị|numéro|"
    r"teléf|telf|móv|dzwoń\w{0,4}|zavol\w{1,5}|hívj\w{1,5}|suna\w{0,4}|arayın|ara\b|gọi|hubungi|piga|"
    r"ስልክ|ტელეფონი|ტელ|հեռ\w{0,8}|电话|電話|手机|手機|携帯|電話番号|内線|联系方式|傳真|전화\w{0,4}|휴대폰|연락처|핸드폰"
)
PATTERNS = (
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
        counterexamples=("call 911", "contact us in 2031", "call CVE-2031-123456", "sms to 192.0.2{.}67 x"),
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
        rule="phone-with-trunk-zero",
        label=Label.PHONE,
        trigger=r"0[0-9]{1,4}[ ./-]{1,3}[0-9]{2}",
        regex=(
            r"(?<![\w.+:/=-])(?:\(0\d{1,4}\)|0\d{1,4})(?:[ .]|-|/| / | - )\d{2,5}"
            r"(?:[ .-]\d{2,5}){1,4}(?![\w]|[.:/-]\d)"
        ),
        reason="groups of digits behind the zero with which national numbers are dialled",
        examples=("at ⟦0532 118 04 17⟧.", "⟦070-118 04 17⟧", "⟦0721 / 118 0417⟧,"),
        counterexamples=("0.25 0.33 0.41", "01-02 03:04", "09/12/2024 10"),
    ),
    Pattern(
        rule="phone-after-preposition",
        label=Label.PHONE,
        trigger=r"[a-z\x80-\xff] [0-9]{2,4} [0-9]{2,4} [0-9]{2,4}",
        regex=(
            r"(?<![^\W_])(?i:na|on|at|unter|au|al|på|под|на|op|pe|kwa|ở|di|ku) (?P<value>\d{3} \d{3} \d{3}|"
            r"\d{2} \d{2} \d{2} \d{2})"
            r"(?![\w%]| \d| ?(?:Kč|zł|kr|€|\$|EUR|USD|Ft|din|bytes|tokens))"
        ),
        reason="groups of digits as of a phone, behind a preposition",
        confidence=Confidence.LOW,
        examples=("manželku na ⟦602 111 222⟧.", "ring på ⟦28 44 11 20⟧,"),
        counterexamples=("na 602 111 222 Kč", "at 10 20 30"),
    ),
    Pattern(
        rule="phone-in-brackets",
        label=Label.PHONE,
        trigger=r"\([0-9]{2,4}[ -][0-9]{2,4}[ -]",
        regex=r"(?<=\()\d{2,4}[ -]\d{2,4}(?:[ -]\d{2,4}){1,3}(?=\))",
        reason="groups of digits in brackets, as a phone is set behind a name",
        confidence=Confidence.LOW,
        examples=("Ola (⟦611 204 118⟧) rang", "(⟦28 44 11 20⟧)"),
        counterexamples=("(2024-05-06)", "(10 20)", "(192 168 10 20 30 40 50)"),
    ),
    Pattern(
        rule="phone-in-a-link",
        label=Label.PHONE,
        trigger=r"(?:tel|sms|callto|sip|fax|wa\.me/|phone=|msisdn)",
        regex=(
            r"(?i:(?<![^\W_])(?:tel|sms|callto|fax|msisdn|sips?)[\"']?\s?[:=](?:uri:)?\s?(?:tel:)?[\"']?|"
            r"wa\.me/|phone=|"
            r"^TEL(?:;[^:\n]{1,60})?:(?:tel:)?)(?P<value>(?:\+|00|%2[Bb])?[\d(][\d().%20 -]{5,24}\d)(?![\w@]|\.\d)"
        ),
        reason="the number of a link, card or field for phones (RFC 3966, RFC 6350)",
        confidence=Confidence.HIGH,
        examples=("tel:⟦+15551180417⟧", "https://wa.me/⟦4915511804170⟧", '"msisdn":"⟦254711804170⟧"'),
        counterexamples=("tel: none", "sip:admin@host"),
    ),
    Pattern(
        rule="coordinate-field",
        label=Label.GEO,
        trigger=r"(?:lat|lon|lng|latitude|longitude|breite|laenge|x_coord|y_coord)",
        regex=(
            r"(?i:(?<![^\W_])(?:lat|latitude|lon|lng|long|longitude|geo_?lat|geo_?lon)[\"']?\s?[:=]\s?[\"']?)"
            r"(?P<value>[-+]?(?:1[0-7]\d|\d{1,2})\.\d{3,15})(?![\w.])"
        ),
        reason="a field of latitude or longitude",
        confidence=Confidence.HIGH,
        examples=("lat=⟦48.20849⟧ x", '"lng": ⟦-16.37208⟧,'),
        counterexamples=("lat=12.5ms", "latency=12.3456", "plat: 10.2345"),
    ),
    Pattern(
        rule="place-in-a-link",
        label=Label.GEO,
        trigger=r"(?:geo:|ll=|q=|/@|center=)-?[0-9]{1,3}\.[0-9]",
        regex=(
            r"(?i:geo:|[?&](?:ll|q|center|daddr|query)=|/@)(?P<value>-?\d{1,2}\.\d{3,15}[,;]\s?-?\d{1,3}\.\d{3,15})"
            r"(?![\d])"
        ),
        reason="the place of a map link (RFC 5870 and map services)",
        confidence=Confidence.HIGH,
        examples=("geo:⟦48.20849,16.37208⟧", "https://maps.test/?q=⟦48.20849,-16.37208⟧&z=3"),
        counterexamples=("?q=12.3,4.5", "geo: none"),
    ),
    Pattern(
        rule="place-in-degrees",
        label=Label.GEO,
        trigger=r"[0-9]\xc2\xb0",
        regex=(
            r"(?<![\w.])\d{1,3}° ?\d{1,2}['′’] ?(?:\d{1,2}(?:[.,]\d{1,4})?(?:\"|″|”|'') ?)?[NSEWOZЮСВЗ]"
            r"[,;/ ]{1,3}\d{1,3}° ?\d{1,2}['′’] ?(?:\d{1,2}(?:[.,]\d{1,4})?(?:\"|″|”|'') ?)?[NSEWOZЮСВЗ](?!\w)"
        ),
        reason="a pair of latitude and longitude in degrees and minutes",
        confidence=Confidence.HIGH,
        examples=("silo (⟦25°17'42\"S 57°38'09\"W⟧).",),
        counterexamples=("at 25° in May", "a 90° 5' turn"),
    ),
    Pattern(
        rule="phone-in-a-segment",
        label=Label.PHONE,
        trigger=r"pid\|",
        regex=r"^PID\|(?:[^|\n]{0,160}\|){12}(?P<value>\+?[\d ()-]{7,20})(?=[\^|~\n]|$)",
        reason="the place of a patient's phone in a message of HL7 (version 2, PID-13)",
        confidence=Confidence.HIGH,
        examples=("PID|1||77^^^H||Roe^Ada||19770604|F|||4 Larch St^^X||⟦0611204118⟧^PRN",),
        counterexamples=("PID|1||77^^^H||Roe^Ada||19770604|F|||4 Larch St^^X||",),
    ),
    Pattern(
        rule="place-on-the-map",
        label=Label.GEO,
        trigger=r"[0-9]\.[0-9]{3,15}[^0-9\n]{1,20}-?[0-9]{1,3}\.[0-9]{3}",
        regex=(
            r"(?<![\w.])[-+]?(?:[1-8]?\d|90)\.\d{3,15}°? ?[NS]?\s?[,;/]\s?(?:lon\w{0,20}[\"' :=]{1,4})"
            r"?[-+]?(?:1[0-7]\d|\d{1,2}|180)\.\d{3,15}°?(?: ?[EW])?(?![\w]|\.\d)"
        ),
        reason="a pair of latitude and longitude",
        examples=("device location (⟦48.20849, 16.37208⟧) was",),
        counterexamples=("scores 0.912, 0.871", "95.12345, 12.12345"),
    ),
)


# The numbers of weaknesses and techniques, and what stands before the rest of a defanged address.
_OF_AN_ID = re.compile(r"(?i)(?<![^\W_])(?:cve|cwe|ghsa|rhsa|capec|iso|rfc|aml\.t|ta?|id)[- ]?$")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The number, where its length can be one."""
    value = text[hit.start : hit.end]
    match hit.pattern.rule:
        case rule if rule.startswith("phone-"):
            value = value.rstrip(" .(-/")
            if value.startswith("(") and ")" not in value:
                return None
            if _OF_AN_ID.search(text[max(0, hit.start - 8) : hit.start]):
                return None
            return finding(hit, end=hit.start + len(value)) if _can_be_a_phone(value) else None
        case "place-on-the-map":
            fits = bool(re.search(r"\.\d{4}", value)) or "loc" in text[max(0, hit.start - 30) : hit.start].casefold()
            return finding(hit) if fits else None
    return finding(hit)


def _can_be_a_phone(value: str) -> bool:
    digits = [sign for sign in value.replace("%20", " ").replace("%2B", "+") if sign.isdigit()]
    is_else = re.fullmatch(r"\d{4}-\d\d-\d\d.*|\d{1,3}(?:\.\d{1,3}){3}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}.*", value)
    return 7 <= len(digits) <= 15 and len(set(digits)) > 2 and not is_else
