"""Where people live: postal addresses, by cue or by form."""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "places"
SUMMARY = "postal addresses"

_CUE = (
    r"(?:home |postal |billing |shipping |street |mailing |delivery )?address(?: is| was)?|ships? to|"
    r"shipped to|deliver(?:ed)? to|lives? at|living at|residing at|residence|"
    r"wohnhaft in|(?:meine |wohn)?(?:adresse|anschrift)|domicilio|dirección|direccion|vive en|reside en|"
    r"endereço|mora (?:em|na|no)|adresse|"
    r"habite|domicilié\w* (?:à|au)|residente in|indirizzo|abita in|(?:mijn )?adres|woonachtig|адрес|"
    r"проживает|проживающ\w+|العنوان|عنواني|住址|地址|住所は?|주소"
)
_CUE_TRIGGER = (
    r"(?:address|ship|deliver|live|living|resid|wohnhaft|adres|anschrift|domicil|direcci|vive|endere|mora|"
    r"habite|indirizzo|abita|woonachtig|адрес|Адрес|прожива|عنوان|住址|地址|住所|주소)"
)
_STREET = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|courts|place|pl|square|"
    r"sq|terrace|close|crescent|parkway|pkwy|highway|hwy|trail|"
    r"circle|alley|row|walk|mews|grove|hill|gardens?|park|plaza|loop|route|turnpike|path|run|point|estate|"
    r"estates|heights|ridge|green|view|views|club|burgs?|"
    r"port|forge|harbor|landing|island|islands|mission|station|junction|field|fields|meadow|meadows|"
    r"mountain|mountains|brooks?|canyon|cliff|cliffs|common|cove|"
    r"creek|crossing|dale|expressway|extension|falls|flats?|ford|forest|fork|forks|fort|freeway|glen|glens|"
    r"haven|hollow|inlet|isle|key|keys|knoll|knolls|lakes?|"
    r"light|locks?|lodge|manor|mall|mill|mills|neck|orchard|oval|overpass|pass|passage|pike|pines?|plains?|"
    r"prairie|radial|ramp|ranch|rapids?|rest|rue|shoals?|"
    r"shores?|skyway|springs?|spurs?|stravenue|stream|summit|throughway|trace|track|trafficway|tunnel|"
    r"underpass|union|unions|valley|valleys|via|viaduct|village|"
    r"ville|vista|walks|wells?|center|centers|bridge|bypass|causeway|arcade|bend|bluffs?|bottom|branch|"
    r"camp|cape|corner|corners|course|curve|dam|divide|greens|groves|"
    r"harbors|hills|juncs?|squares|streets|roads|drives|estates|parks|parkways|points|ports|ridges|"
    r"stations|villages|burg|wall|rise|wharf|quay)"
)
_POSTCODE = (
    r"(?:[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{3})?|\d{4} ?[A-Z]{2}|\d{6}|\d{3}-\d{4})"
)
PATTERNS = (
    Pattern(
        rule="address-after-cue",
        label=Label.ADDRESS,
        trigger=_CUE_TRIGGER,
        regex=(
            rf"(?i:(?<![^\W_])(?:{_CUE}))[\"']?\s{{0,2}}[:：(=]?\s{{0,2}}[\"'(]?(?P<value>[^\n\"()<>|"
            rf";。，]{{6,140}}(?:\n[^\n\"()<>|;。，]{{2,60}}){{0,3}}(?:\([A-Z]{{2}}\))?)"
        ),
        reason="a word for address stands before it",
        crosses_lines=True,
        examples=(
            "It ships to ⟦14 Larch Lane, Northfield, VT 05663⟧.",
            "wohnhaft in ⟦Lindenweg 4, 10115 Berlin⟧.",
            "住所は⟦東京都港区芝1丁目2番3号⟧です。",
        ),
        counterexamples=("address the problem in 2 weeks", "he lives at home", "the address is wrong"),
    ),
    Pattern(
        rule="address-by-form",
        label=Label.ADDRESS,
        trigger=r"[0-9]",
        regex=(
            rf"(?<![\w.,/:-])(?:(?:Flat|Studio|Apt\.?|Suite|Unit|Room|No\.?) ?\d{{1,5}}[A-Za-z]?[,\n]\s?)"
            rf"?(?:\d{{1,6}}[A-Za-z]? )?(?:[A-Z][\w'’-]+ ){{1,4}}(?i:{_STREET})\b\.?(?: (?:Apt\.?|Suite|Unit|#)"
            rf" ?\w{{1,6}})?[,\n]\s{{0,2}}(?:[A-Z][\w .'’-]{{2,40}}[,\n]\s{{0,2}}){{1,2}}{_POSTCODE}(?![\w-])"
        ),
        reason="a street, a town and a postal code in their usual order",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=("box at ⟦14 Larch Lane, Northfield, VT 05663⟧ was", "⟦Flat 3, Oak Road, Ambleford, LS1 4DY⟧"),
        counterexamples=("12 Angry Men, a film, 1957",),
    ),
    Pattern(
        rule="military-address",
        label=Label.ADDRESS,
        trigger=r"[afd]p[o] a[aep] [0-9]{5}",
        regex=(
            r"(?:(?:PSC|Unit|CMR|USS|USNS|USNV|USCGC)[ \w]{1,30}(?:, ?Box \d{1,5})?[,\n] ?)?[AFD]PO A[AEP] "
            r"\d{5}(?:-\d{4})?"
        ),
        reason="a military address (USPS Publication 28, section 225)",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=("at ⟦PSC 1234, Box 5678, APO AE 09123⟧.",),
        counterexamples=("APO AE",),
    ),
    Pattern(
        rule="address-in-cell",
        label=Label.ADDRESS,
        trigger=r"@[^,\n]{3,80},[^,\n]{5,24},\"",
        regex=r"(?<=,)\"(?P<value>[^\"]{8,160})\"(?=,|\n|$)",
        reason="a quoted cell with a number and a place, in a row with a mail address",
        confidence=Confidence.LOW,
        crosses_lines=True,
        examples=('Ada,ada@mailbox.org,020 7946 0018,"⟦Lindenweg 4\n10115 Berlin⟧",7',),
        counterexamples=('a,b@mailbox.org,0000000,"no number here"',),
    ),
    Pattern(
        rule="address-in-east-asian-text",
        label=Label.ADDRESS,
        trigger=r"(?:省|市|县|区|丁目|番地|番|号|路|街)",
        regex=(
            r"(?:(?![住送至到在])[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|都|道|府|県))"
            r"[\u4e00-\u9fff\u3040-\u30ffA-Za-z]{2,24}(?:(?:路|街|丁目|座|番地?)[\u4e00-\u9fffA-Za-z]{0,3}\d{0,4}|"
            r"\d{1,4}(?:丁目|番地?|号|弄|室|栋|楼|座|-))(?:(?!です|でし|と申)[\u4e00-\u9fff\u3040-\u30ffA-Za-z\d -])"
            r"{0,30}(?:\d{1,6}号?)?"
        ),
        reason="province, town and street in their usual order",
        examples=("送到⟦浙江省杭州市西湖路88号⟧。",),
        counterexamples=("我在省里的城市工作",),
    ),
)
_ENDS = re.compile(
    r"(?<=[^\W\d_]{4})\.(?=\s|$)|(?<=[\d)])\.(?=\s|$)|\.(?=\n|$)|(?:です|でした|。)|"
    r"\s(?:was|were|is|stood|stond|an Dritte|"
    r"when|which|that|and the|visible|leaked|tel|tél|telefono|e-mail|email|phone|mobile)\b|,\s(?:tel|tél|"
    r"phone|e-mail|email|mobile|cell)\b"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address to where the sentence goes on; None where nothing in it is a number or the place is too short."""
    value = text[hit.start : hit.end]
    if hit.pattern.rule == "address-after-cue":
        stop = _ENDS.search(value)
        if stop:
            value = value[: stop.start()]
        if "\u3040" <= value[:1] <= "\ud7af":
            value = value.split(",")[0]
        paragraph = value.find("\n\n")
        value = (value[:paragraph] if paragraph >= 0 else value).rstrip(" ,.\n")
        if (
            not re.search(r"\d", value)
            or not re.search(r"[^\W\d_]{2}", value)
            or re.search(r"@|://|\d+\.\d+\.\d+|[\[({](?:\.|dot)", value)
        ):
            return None
        if not value[0].isalnum():
            return None
        if not (value[0].isdigit() or value[0].isupper() or not value[0].isascii() or "," in value):
            return None
        return finding(hit, end=hit.start + len(value)) if len(value) >= 8 else None
    if hit.pattern.rule == "address-in-cell":
        return (
            finding(hit) if re.search(r"\d", value) and re.search(r"[^\W\d_]{2}", value) and "@" not in value else None
        )
    value = value.rstrip(" -")
    return finding(hit, end=hit.start + len(value))
