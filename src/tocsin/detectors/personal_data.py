"""Numbers of people: phones, places on the map.

Grouped as phones are, or behind a word for phone in some forty languages, or in the field of a card.
"""

import re

from msgspec import structs

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
_DEGREES = r"\d{1,3} ?(?:°|deg\.?) ?\d{1,2} ?['′’](?: ?\d{1,2}(?:[.,]\d{1,4})? ?(?:\"|″|”|''))?"
_QUARTER = r"[NSEWOØÖVLIPZЮСВЗ]"  # also east and west as they begin in other languages
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
            r".-]\d{4}|\(0?\d{2,4}\) ?\d{3,5}[ .-]?\d{3,6}|0\d{2,4}[ .-]\d{3,4}[ .-]?\d{3,4}|"
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
        rule="phone-in-a-key",
        label=Label.PHONE,
        trigger=r"(?:phone|mobile|msisdn|telefon[eo]?|cellular|celular|whatsapp)(?:no|nr|num|number)?[\"']{0,2} ?[:=]",
        regex=(
            r"(?i:(?:phone|mobile|msisdn|telefon[eo]?|cellular|celular|whatsapp)(?:no|nr|num|number)?)[\"']?\s?"
            r"(?::|=>?)\s?[\"'](?P<value>\+?\d{7,15})(?=[\"'])"
        ),
        reason="the key under which it stands names a phone",
        confidence=Confidence.HIGH,
        examples=('"LastPhone"="⟦5125550140⟧"', "'homePhone' => '⟦0532118041⟧'"),
        counterexamples=('"phone": "none"', '"phoneCount": 7', '"isMobile": "1"'),
    ),
    Pattern(
        rule="phone-of-a-partner",
        label=Label.PHONE,
        trigger=r"com\+",
        regex=r"^COM\+(?P<value>\+?\d[\d ()/-]{5,20}\d):(?:TE|FX|AL|AV)(?=['+\n]|$)",
        reason="the place of a phone in a message of trade (UN/EDIFACT, segment COM)",
        confidence=Confidence.HIGH,
        examples=("COM+⟦0049711441820⟧:TE'",),
        counterexamples=("COM+ada@host:EM'", "COM+7:AA'"),
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
        trigger=r"[0-9](?:\xc2\xb0| deg)",
        regex=(
            rf"(?<![\w.])(?:{_DEGREES} ?{_QUARTER}[,;/ ]{{1,3}}{_DEGREES} ?{_QUARTER}(?!\w)|"
            rf"{_QUARTER} ?{_DEGREES}[,;/ ]{{1,3}}{_QUARTER} ?{_DEGREES})"
        ),
        reason="a pair of latitude and longitude in degrees and minutes",
        confidence=Confidence.HIGH,
        examples=(
            "silo (⟦25°17'42\"S 57°38'09\"W⟧).",
            "Position : ⟦25 deg 17' 42.10\" S, 57 deg 38' 9.50\" W⟧",
            "hjemme, ⟦N 59° 17' 02.1\" Ø 10° 34' 11.7\"⟧, på",
            "vid ⟦59°27'04\"N 18°55'45\"Ö⟧.",
        ),
        counterexamples=("at 25° in May", "a 90° 5' turn", "25 deg C and 30 deg C"),
    ),
    Pattern(
        rule="place-of-a-receiver",
        label=Label.GEO,
        trigger=r"\$(?:g[pnlab]|bd)(?:gga|rmc|gll|gns),",
        regex=(
            r"\$(?:G[PNLAB]|BD)(?:GGA|RMC|GLL|GNS),(?:[^,\n]{0,12},){0,2}?"
            r"(?P<value>\d{4}\.\d{1,6},[NS],\d{5}\.\d{1,6},[EW])(?=,)"
        ),
        reason="latitude and longitude in a sentence of a receiver (NMEA 0183)",
        confidence=Confidence.HIGH,
        examples=(
            "$GPRMC,031214,A,⟦4812.433,N,01622.118,E⟧,04.1,211.0",
            "$GNGGA,0312.00,⟦4812.4330,S,01622.1180,W⟧,1,08",
        ),
        counterexamples=("$GPRMC,031214,V,,,,,,,191026", "$GPGSV,3,1,11"),
    ),
    Pattern(
        rule="place-by-a-code",
        label=Label.GEO,
        trigger=r"(?:[2-9cfghjmpqrvwx]{6,8}\+[2-9cfghjmpqrvwx]{2}|[+-][0-9]{2,6}\.[0-9]{1,8}[+-][0-9]{3,7}\.|mgrs)",
        regex=(
            r"(?<![\w+/-])(?:(?=[A-Z2-9+]{0,8}[2-9])(?=[A-Z2-9+]{0,8}[A-Z])[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,3}|"
            r"[+-](?:\d{2}|\d{4}|\d{6})\.\d{1,8}[+-](?:\d{3}|\d{5}|\d{7})\.\d{1,8}(?:[+-]\d{1,5}(?:\.\d{1,4})?)?/|"
            r"(?<=MGRS )\d{1,2}[C-X] ?[A-HJ-NP-Z]{2} ?(?:\d{3,5} ?\d{3,5}))(?!\w)"
        ),
        reason="a place by a code of the map (Open Location Code; ISO 6709; MGRS)",
        confidence=Confidence.HIGH,
        examples=("meet at ⟦8FWR6932+XQ⟧,", "location=⟦+48.2085+016.3721/⟧", "grid MGRS ⟦33UXP 04500 48850⟧."),
        counterexamples=("ABCDEFGH+IJ", "+12.5-3.4", "22222222+22"),
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


_LEFT_OVER = re.compile(r"\s?\(\d{0,4}$|\. \d{1,2}$")  # of what follows: a time in brackets, the number of an item
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
            value = _LEFT_OVER.sub("", value).rstrip(" .(-/")
            if value.startswith("(") and ")" not in value:
                return None
            if ")" in value and "(" not in value and text[hit.start - 1 : hit.start] == "(":
                hit = structs.replace(hit, start=hit.start - 1)  # "(+228) 90 17 44 63"
                value = f"({value}"
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
