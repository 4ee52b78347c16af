"""Addresses by the words of their parts: quarter, block, plot, box.

Customs without one order for street and number: parts follow each other, each with the word for what it is.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "dwellings"
SUMMARY = "addresses by the words of their parts"

_UP = "A-ZÀ-ÖØ-Þ\u0100-\u024f\u1e00-\u1eff\u0386-\u03ab\u0400-\u042f"
# Words before a name or number, for a part of an address.
_LEAD = (
    r"Av\.|Avda\.|Avenida|Calle|C\.|Cl\.|Cra\.|Carrera|Jr\.|Jirón|jirón|Pasaje|Psje\.|Pje\.|Urb\.|Mz\.?|Manzana"
    r"|Lote|Lt\.|"
    r"Sector|sector|Zona|Barrio|barrio|Bo\.|Comunidad|Edificio|Edif\.|Dpto\.|Depto\.|Of\.|of\.|Oficina|Piso|Col\."
    r"|Colonia|"
    r"Fracc\.|Parroquia|Vereda|Caserío|AA\.HH\.|Rua|R\.|Quadra|Qd\.|Conj\.|Bloco|Bairro|Setor|"
    r"[Ii]mmeuble|[Rr]ésidence|[Cc]ité|[Qq]uartier|[Vv]illa|[Pp]arcelle|[Ll]ot|[Bb]âtiment|[Bb]ât\.|[Rr]ue"
    r"|[Aa]venue|[Bb]oul\.|[Cc]h\.|[Rr]ang|"
    r"Unit|Plot|Stand|Erf|Block|Blk|Flat|Shop|Suite|House|Phase|Ward|Estate|Village|Vill\.|H\.? ?No\.?|"
    r"Barangay|Brgy\.?|Purok|Sitio|Kampung|Kg\.|Dusun|Desa|Kel\.|Kec\.|Kab\.|Jl\.|Taman|Lorong|"
    r"[Tt]ổ|[Tt]hôn|[Xx]ã|X\.|[Pp]hường|P\.|[Qq]uận|Q\.|[Hh]uyện|H\.|[Tt]ỉnh|TP\.?|[Tt]hị trấn|TT\.|[Ấấ]p|[Xx]óm|"
    r"[Bb]uôn|[Bb]ản|[Kk]hu phố|[Đđ]ường|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Pp]hố|[Tt]hành phố|"
    r"Titin|Layin|Unguwar|[Oo]julé|[Oo]júlé|[Òò]pópónà|[Ee]fie|[Kk]ebele|[Ww]oreda|[Mm]taa|[Kk]ata ya|"
    r"ул\.|вул\.|просп\.|пр-т|мкр\.?|микрорайон|мікрорайон|село|с\.|пос\.|хутор|квартал|кв\.|д\.|буд\.|корп\.|обл\.|р-н"
)
_NAME = rf"(?:[{_UP}\d№][^\n,;|\"<>(){{}}\[\]@:=]{{0,36}}|n[°ºo]\.? ?\d{{1,5}})"
_PART = (
    rf"(?:(?:{_LEAD}) ?(?:{_NAME}|[a-z]{{1,8}} {_NAME})|\d{{1,5}}[A-Za-z]?,? (?:{_LEAD}) {_NAME}"
    rf"|[a-z]{{2,7}}\.? \d{{1,5}}[A-Za-z]?|{_NAME})"
)
_BEHIND = (
    r"Mahallesi|Mah\.|Mh\.|Caddesi|Cad\.|Cd\.|Sokağı|Sokak|Sok\.|Sk\.|Bulvarı|Bulv\.|Blv\.|küç\.|küçəsi|pr\.|prospekti|"
    r"мкр|көшесі|даңғылы|ko'chasi|mahallasi"
)
_STREETS = r"STREET|ROAD|AVENUE|LANE|CLOSE|CRESCENT|DRIVE|BOULEVARD|HIGHWAY|TERRACE|WAY|ESTATE|LAYOUT"
_BOX = (
    r"P\.? ?O\.? ?Box|Private Bag|G\.?P\.?O\.? Box|Casilla(?: postal)?|Apartado(?: postal)?|Apdo\.?|Caixa"
    r" [Pp]ostal|Postfach|"
    r"Postbus|Boîte postale|Postboks|Postbox|Casella postale|Skrytka pocztowa|Căsuța poștală|Pošt\.? schránka|а/я|А/я|"
    r"ת\.ד\.|ص\.ب\.?|صندوق بريد|Τ\.Θ\.|Poşta Kutusu"
)
_CODE = r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4,6}(?:-\d{3,4})?)"
_NUMBER_WORD = r"(?:[Nn]o|[Nn]r|№|[Nn][°ºo])\.? ?[:.]? ?"
PATTERNS = (
    Pattern(
        rule="address-by-its-parts",
        label=Label.ADDRESS,
        trigger=r"(?:[a-z.\x80-\xff0-9] [^\n]{1,48}, ?){1,2}[^\n]",
        regex=(
            rf"(?<![\w.@/-])(?:\d{{1,5}}[A-Za-z]?(?:/\d{{1,4}})?,? )?(?:{_LEAD}) ?(?:{_NAME}|[a-z]{{1,8}} {_NAME})"
            rf"(?:, {_PART}){{1,5}}"
        ),
        reason="parts of an address follow each other, with the words for what they are",
        confidence=Confidence.HIGH,
        examples=(
            "vive en ⟦Comunidad Chullpa, sector 4⟧.",
            "ofishi a ⟦Titin Bello, lamba 14, Kano⟧ yau",
            "nhà ở ⟦ấp Tân Lợi, xã Mỹ Hòa, tỉnh Bến Lộc⟧\n",
            "– ⟦Immeuble Kadia, 3e étage, avenue Sembène, BP 1148 Thiès⟧\n",
            "to ⟦Plot 12, Abali Layout, Nsukka 410105⟧",
            "⟦Av. Los Cedros 410, of. 302, Cayma⟧\n",
        ),
        counterexamples=("Lot of people, Tools, Things", "House Rules, Ada", "Sector 4", "Block requests, Deny, Log 4"),
    ),
    Pattern(
        rule="address-by-words-behind",
        label=Label.ADDRESS,
        trigger=r"(?:mah|mh|cad|cd|sok|sk|bul|blv|pr|k[u\xc3]|\xd0|ko)",
        regex=(
            rf"(?<![\w.@/-])(?:(?:[{_UP}][\w'’]{{0,20}}|\d{{1,4}}\.?) ){{1,3}}(?:{_BEHIND})(?!\w)"
            rf"(?:[^\n;|\"<>(){{}}@—]{{0,60}}?{_NUMBER_WORD}\d{{1,4}}| \d{{1,4}}(?![.\w]))(?:[/-]\w{{1,4}})?"
            rf"(?:,? (?:(?:[Kk]at|[Dd]aire|[Dd]\.|mənzil|m\.|кв\.) ?[:.]?\d{{1,4}}))?"
            rf"(?:,? (?:{_CODE} )?[{_UP}][\w'’]{{1,24}}(?:[/ -][{_UP}][\w'’]{{1,24}})?(?![\w'’])){{0,3}}"
        ),
        reason="a word for quarter or street stands behind its name, then a number",
        confidence=Confidence.HIGH,
        examples=(
            "adres ⟦Gül Mah. 118. Sok. No:4/2, 55200 Canik/Samsun⟧\n",
            "⟦Nizami küç. 14, mənzil 22⟧ —",
            "⟦İnci Cad. Ada İş Hanı Kat 2 No 14, Rize⟧\n",
        ),
        counterexamples=("Ek Cad. dosyası", "Sok. 4", "Max pr. of 12"),
    ),
    Pattern(
        rule="address-in-capitals",
        label=Label.ADDRESS,
        trigger=r"[0-9][a-z]?,? [a-z]",
        regex=(
            rf"(?<![\w.,/:$-])(?:(?:FLAT|UNIT|SUITE|\d{{1,2}}(?:ST|ND|RD|TH) FLOOR)(?: \d{{1,4}})?, )?\d{{1"
            rf",5}}[A-Z]?,? (?:[A-Z][A-Z'-]{{1,20}} )"
            rf"{{1,3}}(?:{_STREETS})(?![A-Za-z])(?:, [A-Z][A-Z'-]{{1,20}}(?: [A-Z]{{2,20}}){{0,2}}){{0,3}}(?:,"
            rf"? {_CODE}(?!\w))?"
        ),
        reason="a number, the name and the kind of a street, in capitals",
        examples=("PREMISES: ⟦2ND FLOOR, 41 HARBOUR STREET, APAPA⟧\n", "AT ⟦7 OLD MILL LANE⟧."),
        counterexamples=("4 NEW ALERTS ON THE WAYSIDE", "443 PORT", "12 MONTHS"),
    ),
    Pattern(
        rule="address-by-box",
        label=Label.ADDRESS,
        trigger=r"[0-9]",
        regex=(
            rf"(?<!\w)(?:(?:{_BOX}) ?(?:(?:N[°ºo]|No)\.? ?)?\d{{1,6}}|(?:B\.?P\.?|C\.?P\.?) \d{{2,6}}(?=,? (?:\d"
            rf"{{4,6}} )?[{_UP}][a-zà-ÿ]))"
            rf"(?:,? (?:{_CODE} )?[{_UP}][\w'’-]{{2,24}}(?: [{_UP}][\w'’-]{{2,20}})?){{0,2}}(?:,? {_CODE}(?!\w))?"
        ),
        reason="a post office box",
        examples=("write to ⟦P.O. Box 4410, Kisumu 40100⟧.", "⟦BP 1148 Thiès⟧", "⟦Postfach 2210, 8021 Zürich⟧"),
        counterexamples=("BP 120/80 at noon", "CP 12 of", "Box 4 of the form"),
    ),
    Pattern(
        rule="address-number-and-words",
        label=Label.ADDRESS,
        trigger=r"[0-9]{1,4},? (?:boul|ch\.|rue|av|rang|mont|c\xc3\xb4te|route)",
        regex=(
            rf"(?<![\w.])\d{{1,5}}[A-Za-z]?,? (?i:boul\.|boulevard|ch\.|chemin|rue|av\.|avenue|rang|montée|côte"
            rf"|route|place) "
            rf"(?:(?:de la|de l'|de|du|des|d'|la|le|les) ?)?[{_UP}\d][\w.'’-]{{0,30}}(?: [{_UP}][\w.'’-]{{1,20}})"
            rf"{{0,3}}"
            rf"(?:,? (?:app|apt|bureau|bur|suite|unité|local)\.? ?\w{{1,5}})?"
            rf"(?:,? [{_UP}][\w'’-]{{2,40}}(?: [{_UP}][\w'’-]{{2,20}}){{0,2}}(?: \([^)\n]{{2,24}}\)| [A-Z]{{2}})"
            rf"?(?: {{1,2}}{_CODE}(?!\w)))?"
        ),
        reason="the number and the kind of a street, then the suite, the town and its code",
        confidence=Confidence.HIGH,
        examples=(
            "au ⟦410, boul. des Érables, bureau 12, Saint-Ours (Québec) J0G 1P0⟧\n",
            "⟦18 rue des Tilleuls, app. 4, Laval QC H7N 1B2⟧ et",
            "(⟦74, ch. du Moulin⟧).",
        ),
        counterexamples=("14, avenir", "2 routes de secours"),
    ),
    Pattern(
        rule="address-on-two-lines",
        label=Label.ADDRESS,
        trigger=r"[0-9]{1,5}[a-z]? [a-z]",
        regex=(
            rf"^[ \t]{{0,12}}(?P<value>\d{{1,5}}[A-Za-z]?,? (?:[{_UP}][\w.'’-]{{0,24}} ?){{2,5}}\r?\n[ \t]{{0"
            rf",12}}[{_UP}][\w.'’ -]{{2,40}},? "
            rf"(?:[A-Z]{{2}} {{1,2}})?(?:[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{{5}}"
            rf"(?:-\d{{4}})?))[ \t]{{0,4}}$"
        ),
        reason="a street with its number, and the town with its code on the line below",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=("Ms. Ada Roe\n⟦12 Heron Crescent\nSaint-Ours, QC  J0G 1P0⟧\n\nDear",),
        counterexamples=("12 Angry Men\nwas made in 1957\n", "3 Tools\nRead 12345"),
    ),
)
_IS_LED = re.compile(rf"(?:^|, ?|\d,? )(?:{_LEAD})(?![^\W\d_])")
_STOP = re.compile(
    r"\.(?= [^\W\d_]|$)|(?<=[^\W\d_]{3})\.(?=\s|$)|\s[–—-]\s| (?:y|et|and|va|và|e|und|ve|en|is|was|yau|tel|tél|ĐT"
    r"|Telf?)(?=[\s.:]|$)"
)
_ABBREVIATED = re.compile(rf"(?:{_LEAD}|[A-ZÀ-Þ]|[Aa]v|St|Dr|No)\.$")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address to where its sentence goes on; None where too few of its parts are said to be parts."""
    value = text[hit.start : hit.end]
    if hit.pattern.rule == "address-by-its-parts":
        stop = next((each for each in _STOP.finditer(value) if not _is_abbreviated(value, each.end())), None)
        value = (value[: stop.start()] if stop else value).rstrip(" ,.-")
        led = len(_IS_LED.findall(value))
        has_number = re.search(r"\d", value) is not None
        if "," not in value or not (led > 2 or (led and has_number)) or (led < 2 and not _is_place(value)):
            return None
    value = value.rstrip(" ,.-")
    return finding(hit, end=hit.start + len(value)) if len(value) > 7 else None


def _is_abbreviated(value: str, end: int) -> bool:
    return value[end - 1] == "." and _ABBREVIATED.search(value, max(0, end - 12), end) is not None


def _is_place(value: str) -> bool:
    """Whether the one part that says what it is has a number of its own, and a name follows."""
    first, _, rest = value.partition(",")
    is_numbered = re.search(r"\d$", first) or re.search(r" \d{4,6}$", rest)
    is_numbered = is_numbered or re.match(r" ?(?:[^\W\d_]{1,7}[.°º]? ?)?\d{1,5}[A-Za-z]?(?:,|$)", rest)
    return bool(is_numbered) and bool(re.search(r"[^\W\d_]{4}", rest))
