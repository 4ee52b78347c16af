"""Numbers and mail addresses written out in words.

Digits by their names in some thirty languages, six or more in a row; addresses with words for the at sign and the dot.
"""

import re

from tocsin.vocab.cue import trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding

NAME = "spelled-out"
SUMMARY = "numbers and mail addresses in words"

_DIGITS = (
    "zero|oh|nil|one|two|three|four|five|six|seven|eight|nine|double|triple|"
    "cero|uno|dos|tres|três|cuatro|cinco|seis|siete|ocho|nueve|um|dois|quatro|sete|oito|nove|meia|dígito|zéro|un|"
    "deux|trois|quatre|cinq|"
    "sept|huit|neuf|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|due|tre|quattro|cinque|sei|sette|otto|"
    "nul|een|één|twee|"
    "drie|vijf|zes|zeven|negen|noll|ett|två|fyra|fem|sex|sju|åtta|nio|en|to|fire|seks|syv|sjv|otte|åtte|ni|nolla|"
    "yksi|kaksi|kolme|neljä|"
    "viisi|kuusi|seitsemän|kahdeksan|yhdeksän|üks|kaks|kolm|neli|viis|kuus|seitse|kaheksa|üheksa|jeden|dwa|trzy|"
    "cztery|pięć|sześć|siedem|"
    "osiem|dziewięć|jedna|dva|tři|čtyři|pět|šest|sedm|osm|devět|nula|tri|štyri|päť|šesť|sedem|osem|deväť|jedan|"
    "četiri|pet|sedam|osam|devet|"
    "nulla|egy|kettő|két|három|négy|öt|hat|hét|nyolc|kilenc|unu|doi|trei|patru|șase|șapte|opt|nouă|sıfır|bir|iki|üç|"
    "dört|beş|altı|yedi|"
    "sekiz|dokuz|nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|không|một|hai|ba|bốn|năm|sáu|bảy|"
    "tám|chín|sifuri|moja|"
    "mbili|tatu|nne|tano|sita|saba|nane|tisa|nulis|vienas|du|trys|keturi|penki|šeši|septyni|aštuoni|devyni|nulle|"
    "viens|divi|trīs|četri|"
    "pieci|seši|septiņi|astoņi|deviņi|vyf|ses|sewe|agt|nege|iqanda|kunye|"
    "ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|чотири|пʼять|п'ять|шість|сім|вісім|дев'ять|едно|две|"
    "четири|пет|шест|седем|"
    "осем|девет|μηδέν|ένα|δύο|τρία|τέσσερα|πέντε|έξι|επτά|εφτά|οκτώ|οχτώ|εννέα|εννιά|"
    "صفر|واحد|اثنان|اثنين|ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|אפס|אחת|שתיים|שלוש|"
    "ארבע|חמש|שש|שבע|"
    "שמונה|תשע|शून्य|एक|दो|तीन|चार|पाँच|पांच|छह|छः|सात|आठ|नौ|শূন্য|এক|দুই|তিন|চার|পাঁচ|ছয়|সাত|আট|নয়"
)
_TENS = (
    "ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|once|doce|trece|catorce|quince|veinte|"
    "treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|quinientos|cien|dix|onze|douze|vingt|trente|quarante|"
    "cinquante|soixante|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|dieci|venti|"
    "trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan|yüz|"
    "десять|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|двадцять|тридцять|п'ятдесят|"
    "шістдесят|сімдесят|вісімдесят|дев'яносто|δέκα|έντεκα|δώδεκα|δεκατέσσερα|δεκαοχτώ|δεκαοκτώ|είκοσι|τριάντα|σαράντα|"
    "πενήντα|εξήντα|εβδομήντα|ογδόντα|ενενήντα|"
    "fukk|ñaar|ñett|ñeent|juróom|benn|sifir|yek|sê|çar|pênc|şeş|heft|heşt|neh|sero|ɗaya|biyu|uku|huɗu|biyar|shida"
    "|bakwai|"
    "takwas|tara|ch'usaq|huk|iskay|kimsa|tawa|pichqa|suqta|qanchis|pusaq|isqun"
)
_DOT = (
    r"(?:dot|punto|ponto|point|punkt|punt|kropka|tečka|bodka|točka|pont|nokta|titik|chấm|piste|punct|punktas|punkts|"
    r"nukta|точка|крапка|τελεία|نقطة|נקודה|닷|점|ドット)"
)
_AT = (
    r"(?:at|at sign|arroba|arobase|chiocciola|apenstaart(?:je)?|małpa|zavináč|kukac|snabel-?a|alfakrøll|krøllalfa|ät|"
    r"klammeraffe|miukumauku|"
    r"majmun(?:če)?|afna|coadă de maimuță|et işareti|a còng|собака|собачка|равлик|παπάκι|آت|שטרודל|골뱅이|アット|kwa)"
)
_SINO = r"[공영일이삼사오육칠팔구]"
_HAN = r"[〇零一二三四五六七八九幺]"
_MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL = (
    r"(?:the )?(?:\w{2,9}[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w{3,9}th|"
    r"\d{1,2}(?:st|nd|rd|th))"
)
_BETWEEN = r"(?:[ ,.;-]|\xc2\xa0|\xe2\x80\xa6){1,3}"
_TWO = trigger_of(_DIGITS.split("|")) + _BETWEEN + trigger_of(_DIGITS.split("|"))
_ONE_OF_GROUPS = trigger_of(f"{_DIGITS}|{_TENS}".split("|"))
_TWO_GROUPS = (
    rf"{_ONE_OF_GROUPS}{_BETWEEN}(?:[a-z\x80-\xff]{{1,6}} )?"
    rf"(?:{_ONE_OF_GROUPS}|[0-9]{{1,4}}){_BETWEEN}[0-9a-z\x80-\xff]"
)
PATTERNS = (
    Pattern(
        rule="number-in-words",
        label=Label.PHONE,
        trigger=_TWO,
        regex=rf"(?i:(?<![^\W\d_])(?P<value>(?:{_DIGITS})(?:[ ,.;\u00a0-]{{1,3}}(?:{_DIGITS})){{5,24}}))(?![^\W\d_])",
        reason="six digits or more by their names",
        examples=(
            "reach her on ⟦zero seven one, four four one, nine zero three⟧.",
            "meu CPF é ⟦zero quatro um, oito oito dois, nove três cinco, dígito sete zero⟧",
            "numer ⟦sześć zero jeden dwa dwa trzy⟧,",
        ),
        counterexamples=("one, two, three, four", "du und ich", "en to tre fire"),
    ),
    Pattern(
        rule="number-in-words-and-groups",
        label=Label.PHONE,
        trigger=_TWO_GROUPS,
        regex=(
            rf"(?i:(?<![^\W\d_])(?P<value>(?:{_DIGITS}|{_TENS})(?:[ ,.;…-]{{1,3}}(?:(?:y|and|et|und|e|i|ve|ak|kai"
            rf"|και|û) )?"
            rf"(?:{_DIGITS}|{_TENS}|\d{{1,4}})(?![^\W_])){{3,24}}))"
        ),
        reason="groups of digits, some of them by their names",
        examples=(
            "ring her: ⟦five-one-two 555 oh-one-eight-eight⟧, please",
            "celular ⟦nueve cuatro… treinta y dos… sesenta y uno, tres doce⟧\n",
            "tel ⟦sıfır beş yüz otuz üç, iki yüz elli, kırk iki⟧.",
        ),
        counterexamples=("two, 3 and 4 people", "one or two 10 20", "on to ten"),
    ),
    Pattern(
        rule="number-in-east-asian-words",
        label=Label.PHONE,
        trigger=r"[\xe3-\xed]",
        regex=rf"(?<![가-힣])(?P<value>{_SINO}{{3,4}}(?:[ -]{_SINO}{{3,4}}){{1,3}})(?![가-힣])|(?P<han>{_HAN}{{7,18}})",
        reason="digits by their names",
        examples=("전화는 ⟦공일공 팔팔이이 사사일칠⟧ 입니다", "电话是⟦一三九零五七一二三四五⟧，"),
        counterexamples=("일이 있다", "二〇二六年"),
    ),
    Pattern(
        rule="birthday-in-words",
        label=Label.DOB,
        trigger=r"(?:nineteen|two thousand)[ -]",
        regex=(
            rf"(?i:(?<![\w-])(?P<value>(?:{_ORDINAL} (?:of )?{_MONTHS}|{_MONTHS} {_ORDINAL}),? "
            r"(?:nineteen[ -](?:oh[ -])?[a-z]{3,9}(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|"
            r"two thousand(?: and)? [a-z]{3,9}))(?!\w))"
        ),
        reason="a day of decades ago in words",
        examples=("Caller: ⟦Third of April nineteen eighty two⟧.",),
        counterexamples=("the third of April", "nineteen eighty two"),
    ),
    Pattern(
        rule="dictated-mail-address",
        label=Label.EMAIL,
        trigger=r"[a-z0-9\x80-\xff] [a-z\x80-\xff]",
        regex=(
            rf"(?i:(?<![\w@.])(?P<value>[\w+-]{{1,32}}(?: (?:{_DOT}|_|underscore|dash|minus) [\w+-]{{1,24}}|"
            rf"\.[\w-]{{1,24}}){{0,4}} {_AT} "
            rf"[\w-]{{2,40}}(?:(?: {_DOT} |\.)[\w-]{{2,24}}){{1,4}})(?![\w-])(?! {_AT} ))"
        ),
        reason="a mail address with its signs in words",
        examples=(
            "pigeons found her at ⟦oddny dot brekke at fjordpost dot co dot no⟧. She",
            "é ⟦otto ponto lang arroba fjordpost ponto com ponto br⟧ e",
        ),
        counterexamples=("look at the dot on the map", "we met at noon"),
    ),
)
_CARD = re.compile(r"(?i)card|karte|kaart|carte|tarjeta|cart[aã]o|carta|karta|kort|카드|卡")
_PAPER = re.compile(
    r"(?i)\bid\b|identi|passport|\bcpf\b|\bdni\b|\bnif\b|\bssn\b|social|pesel|national|nasional|insurance|주민|身份|"
    r"\bnin\b|आधार|персон|кimlik"
)
_ACCOUNT = re.compile(r"(?i)account|konto|compte|cuenta|conta|rekening|계좌|账号|iban|member|customer")
_DOTTED = re.compile(rf"(?i) {_DOT} ")
BEFORE = 48


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The value, under the label that the words before it give; None where the same word is said again and again."""
    value = text[hit.start : hit.end]
    if hit.pattern.rule == "dictated-mail-address":
        return finding(hit) if _DOTTED.search(value) else None
    words = set(re.findall(r"[^\W_]+", value.casefold()))
    if hit.pattern.rule == "number-in-words" and len(words) < 3:
        return None
    if hit.pattern.rule == "number-in-words-and-groups" and not _is_long(value):
        return None
    asked, mark, said = text[max(0, hit.start - 2 * BEFORE) : hit.start].rpartition("?\n")
    before = asked[-BEFORE:] if mark and "\n" not in said else said[-BEFORE:].rpartition("\n")[2]
    for cue, label in ((_CARD, Label.CREDIT_CARD), (_PAPER, Label.NATIONAL_ID), (_ACCOUNT, Label.ACCOUNT_ID)):
        if cue.search(before):
            return finding(hit, label=label)
    return finding(hit)


def _is_long(value: str) -> bool:
    """Whether there are digits enough for a phone, three of their groups in words."""
    parts = re.findall(r"[^\W_]+(?:['ʼ][^\W_]+)?", value)
    words = {part.casefold() for part in parts if not part.isdigit()}
    return len(words) > 2 and len(parts) - len(words) < 3 * len(words) and sum(_width(part) for part in parts) > 6


def _width(part: str) -> int:
    if part.isdigit():
        return len(part)
    return 2 if re.fullmatch(_TENS, part.casefold()) else 1
