"""When people were born: a date beside a word or a field for birth.

Words of birth in some forty languages; dates as numbers, with the name of a month in any script, and by eras.
"""

import re
from itertools import pairwise

from tocsin.vocab.cue import trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.names.catalogue import is_family, is_given
from tocsin.vocab.triage import Confidence

NAME = "birth-dates"
SUMMARY = "dates of birth"

# Letters and the signs that some scripts write vowels with.
_MONTH = r"[^\W\d_][\w\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e\u1000-\u109f\u1780-\u17d3.]{1,20}"
_DATE = (
    r"(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|"
    r"(?:昭和|平成|令和|大正|明治|民國|民国|[SHRT])\s?(?:\d{1,3}|元)[年./-]\s?\d{1,2}[月./-]\s?\d{1,2}日?|"
    r"\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}\s?[日일号號]?|"
    r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}|\d{2}年\d{1,2}月\d{1,2}日|\d{1,2} \d{1,2} \d{4}|"
    rf"\d{{1,2}}(?:\.|st|nd|rd|th|er|º|ª|-?an|-?е)?,?\s?(?:(?:de|of|d') ?)?{_MONTH},?(?: de| del)?\s\d{{4}}|"
    rf"\d{{1,2}}[-./]{_MONTH}[-./]\d{{2,4}}|"
    r"[12lI][\dOoQlI]{3}[-./] ?[\dOoQlI]{1,2}[-./] ?[\dOoQlI]{1,2}(?!\w)|"  # read from paper
    r"[\dOoQlI]{1,2}[-./] ?[\dOoQlI]{1,2}[-./] ?[12lI][\dOoQlI]{3}(?!\w)|"
    r"\d{4}\.?&nbsp;\d{1,2}\.?&nbsp;\d{1,2}|\d{1,2}\.?&nbsp;\d{1,2}\.?&nbsp;\d{4}|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}\.?,? {_MONTH} \d{{1,2}}\.?|"
    r"ngày \d{1,2} tháng \d{1,2} năm \d{4})"
)
_CUES = (
    # Germanic, Romance
    r"born|date[ _-]?of[ _-]?birth|birth[ _-]?(?:date|day|dt)|b-?day|d\.? ?o\.? ?b\.?|geboren|"
    r"geb\.?|geburts(?:tag|datum)|"
    r"geboortedatum|geboren op|gebdatum|gebdat|født|fødd|född|fødselsdato|födelsedatum|fødselsdag|fæddur|fædd|"
    r"f\.dags?|"
    r"fæðingardag\w{0,8}|nacid[oa]s?|nac(?:imiento)?\.?|fecha[ _]de[ _]nac(?:imiento|\.)?|fec(?:ha)?_?nac(?:imiento)?|"
    r"nascid[oa]s?|nasc(?:imento|eu|i)?\.?|nasci em|data[ _]de[ _]nasc(?:imento|\.)?|"
    r"data[ _]nasc(?:imento|\.)?|dt_?nasc|"
    r"dtnascimento|né\(?e?\)?|naissance|date[ _]de[ _]naissance|datenaissance|ddn|nat[oa]|nascita|"
    r"data[ _]di[ _]nascita|"
    r"născut[ăa]?|nașterii?|naşterii?|data[ _]nașterii|data[ _]nasterii|neixement|data de naixement|nascut|"
    # Slavic, Baltic, Finnic, Hungarian, Albanian, Greek
    r"urodzon[ya]|ur\.?|data[ _]urodzenia|data_?ur|narozen[aý]?|nar\.?|datum[ _]narození|narodenia|narodil\w{0,3}|"
    r"dátum narodenia|rođen[ao]?|rojen[ao]?|datum[ _]ro(?:đenja|jstva)|роден[аиo]?|рожден\w{0,4}|"
    r"дата[ _]рождения|д\.? ?р\.?|"
    r"родил\w{1,6}|г\. ?р\.|дата[ _]народження|народ(?:ився|илась|илася|жен\w{0,3})|"
    r"дата на раждане|родена?|датум рођења|"
    r"рођен[ао]?|gim(?:imo|usi|ęs)?\.?|gimimo data|dzim(?:šanas|is|usi)?\.?|dzimšanas datums|sünd(?:inud|\.)?|"
    r"sünnikuupäev|sünniaeg|syntyn\w{0,4}|synt\.?|syntymäaika|syntymäpäivä|született|"
    r"szül(?:etési)?\.?(?: ?id[őo]\.?| dátum)?|"
    r"lindur|datëlindja|datelindja|ημερομηνία γέννησης|ημ\. ?γέν\w{0,8}\.?|γεννήθηκε|γεννηθείς|γεννημέν\w{1,3}|"
    # Turkic, Semitic, Persian, Indic, Caucasian, African, Asian in letters
    r"doğum(?: tarihi| gün[üu])?|doğ\.?|dogum[ _]tarihi|doğumlu|təvəllüd|doğulub|туған(?: күні)?|tugʻilgan|tug'ilgan|"
    r"تاريخ الميلاد|تاريخ الولادة|مواليد|مولود[ةه]?|وُ?لدت?|من مواليد|ميلاد|تاریخ تولد|متولد|تاريخ پيدائش|"
    r"تاریخ پیدائش|"
    r"תאריך לידה|נולד[הת]?|יליד[תה]?|ת\. ?לידה|जन्म(?: ?तिथि| ?दिनांक| ?तारीख)?|জন্ম(?: ?তারিখ)?|જન્મ ?તારીખ|"
    r"ਜਨਮ ?(?:ਮਿਤੀ|ਤਾਰੀਖ)|γεν\.|dob (?:check|verified|given)|ọjọ́ ìbí|f\. ?nac\.?|"
    r"பிறந்த ?(?:தேதி|நாள்)|పుట్టిన ?తేదీ|ಹುಟ್ಟಿದ ?ದಿನಾಂಕ|ജനന ?തീയതി|දින උපන්|උපන් දිනය|დაბადების თარიღი|დაბადებული|"
    r"ծննդյան(?: ամսաթիվ)?|ծնված|የትውልድ (?:ቀን|ዘመን)|tarehe ya kuzaliwa|alizaliwa|amezaliwa|kuzaliwa|aliyezaliwa|"
    r"ranar haihuwa|an haife|ọjọ ìbí|ụbọchị ọmụmụ|usuku lokuzalwa|geboortedag|dhalashada|dhashay|"
    r"tanggal[ _]lahir|tgl\.?[ _]?lahir|ttl|lahir|tarikh[ _]lahir|petsa ng kapanganakan|ipinanganak|kapanganakan|"
    r"ngày[ _]sinh|sinh ngày|sinh năm|sinh|ngaysinh|วัน(?:เดือนปี)?เกิด|เกิดวันที่|เกิดเมื่อ|"
    r"ថ្ងៃខែឆ្នាំកំណើត|ວັນເດືອນປີເກີດ|မွေးသက္ကရာဇ်|"
    r"төрсөн (?:огноо|өдөр)|"
    # In the first person
    r"nací|nasci|je suis née?|wurde geboren|urodził[ae]m się|narodila? jsem se|születtem|olen syntynyt|sündisin|"
    r"esmu dzim\w{2,4}|"
    r"gimiau|föddes|doğdum|я родил\w{2,4}|я народи\w{2,5}|rođen[a]? sam|роден[а]? съм|γεννήθηκα|נולדתי|ولدت|"
    r"मेरा जन्म|আমার জন্ম|"
    r"nilizaliwa|ngazalwa|an haife ni|isinilang|saya lahir|sono nat[oa]|m-am născut|vaig néixer|"
    # East Asian
    r"生年月日|誕生日|生まれ|出生(?:日期|年月日?|于|於)?|生日|생년월일|생일|출생(?:일)?"
)
_BETWEEN = (
    r"(?:/(?:[Aa]ge|[Aa]lter|edad|âge|idade|età|place|ort|lieu|lugar))?(?:[ .…·_]{3,40}(?=\w))?"
    r"[\s:=\"'(はがは：>\[|,-]{0,6}(?:(?:on|am|den|el|em|le|il|op|the|dnia|dne|dňa|den|là|vào|pada|is|was|es|é|è|"
    r"w dniu|στις|la|el día|في|بتاريخ|ב-?|ב|в|u|pe|på|tanggal|"
    r"year|tarehe|tarikh|data|dato|datum|dans|wa)\s?[\"':]?\s?)?(?:ngày )?"
    r"(?:(?:(?:in|à|a|en|em|w|v|ve|i|di|la|te|в|у|на)\s)?[A-ZÀ-ÞА-Я][\w'’-]{1,20}(?:[ -][A-ZÀ-ÞА-Я][\w'’-]{1,20})?,?\s"
    r"(?:(?:on|am|le|el|em|il|op|den|dnia|dne|on the)\s)?)?"
)
# How years begin in words.
_YEARS = (
    "mil neuf cent|deux mille|mil novecientos|dos mil|millenovecento|duemila|mil novecentos|dois mil|neunzehnhundert|"
    "zweitausend|negentien|tweeduizend|nittonhundra|nittenhundre|nittenhundred|tvåtusen|totusen|tysiąc dziewięćset|"
    "tisíc devět|тысяча|две тысячи"
)
_AS_DIGITS = str.maketrans("OoQlI", "00011")
NEAR = 120  # signs of a line that are read on both sides of a date
_PERSONAL = re.compile(
    r"(?i)[\w.+-]{1,64}@[\w-]{2,40}\.|passport|pasaport|паспорт|\bssn\b|\bcpf\b|national id|birthday|\bdob\b|"
    r"(?<!\d)\+?\d[\d -]{8,14}\d(?!\d)"
)
_ASKED = trigger_of(
    (
        *(
            "birth",
            "born",
            "naissance",
            "né",
            "nacimiento",
            "nació",
            "nascimento",
            "nasceu",
            "nascita",
            "nato",
            "geboren",
        ),
        *(
            "geburt",
            "geboorte",
            "født",
            "fødsel",
            "född",
            "födelse",
            "fæð",
            "syntym",
            "syntyn",
            "sünni",
            "urodz",
            "narož",
        ),
        *(
            "naroz",
            "naroden",
            "szület",
            "naşter",
            "naștere",
            "născ",
            "rođ",
            "rojst",
            "γέν",
            "γεν",
            "рожд",
            "родил",
            "народж",
        ),
        *("народил", "doğum", "doğdu", "ميلاد", "ولد", "تولد", "پیدائش", "לידה", "נולד", "जन्म", "জন্ম", "lahir", "sinh"),
        *("เกิด", "kuzaliwa", "haihuwa", "出生", "生年", "生日", "생년", "생일", "dob"),
    )
)
_BIRTH = trigger_of(
    (
        *("birth", "doğumlu", "születés", "születet", "生", "誕生", "년생", "생", "рожд", "народж", "раждане"),
        *(f"{first}.{gap}{second}." for first, second in ("гр", "рн") for gap in ("", " ", "\u00a0")),
    )
)
PATTERNS = (
    Pattern(
        rule="birthday",
        label=Label.DOB,
        trigger=r"[0-9]",
        regex=rf"(?i:(?<![^\W_])(?:{_CUES})){_BETWEEN}(?P<value>{_DATE})",
        reason="a word for birth stands before a date",
        confidence=Confidence.HIGH,
        examples=(
            "born ⟦11 May 1994⟧,",
            "geboren am ⟦03.04.1981⟧.",
            "DOB: ⟦1990-12-31⟧",
            "Kuzaliwa: ⟦4 Juni 1977⟧",
            "dob=⟦19770604⟧&x",
            "ngày sinh: ⟦4/6/1977⟧",
            "Nacida .............. ⟦04/jun/1977⟧ en",
            "DOB/Age: ⟦4-Jun-1977⟧ / 54",
            "geb.: ⟦l977. O6. O4⟧",
            "(szül. ⟦1977.&nbsp;6.&nbsp;4⟧)",
        ),
        counterexamples=("born in 1990", "the report of 1990-12-31", "nota 12/2024", "reborn 12.04.2024 release"),
    ),
    Pattern(
        rule="birthday-asked-for",
        label=Label.DOB,
        trigger=_ASKED,
        regex=(
            rf"(?i:(?<![^\W_])(?:{_CUES}))[^\n?？]{{0,60}}[?？]\s?\n[^\n\d]{{0,40}}"
            rf"(?P<value>{_DATE}|\d{{1,2}}\.? (?:de )?{_MONTH} (?:de )?\d{{2}}(?!\d))"
        ),
        reason="the answer to a question for the day of birth",
        crosses_lines=True,
        examples=(
            "BOT: Votre date de naissance ?\nVISITEUR   ⟦4 juin 77⟧. puis",
            "Wann sind Sie geboren?\nX: ⟦04.06.77⟧\n",
        ),
        counterexamples=("born where?\nThe report of May", "date of birth?\nnone\n4 June 77"),
    ),
    Pattern(
        rule="birthday-in-words-after-its-cue",
        label=Label.DOB,
        trigger=trigger_of(_YEARS.split("|")),
        regex=(
            rf"(?i:(?<![^\W_])(?:{_CUES})[\s:]{{1,3}}(?:(?:le|la|el|il|em|am|den|op|dnia|dne|w dniu)\s)?"
            rf"(?P<value>(?!(?:en|in|im|em|nel|w|v|в) )(?:[^\W\d_]{{1,16}}[ -]){{1,5}}?(?:{_YEARS})[a-zà-ÿа-яё]{{0,24}}"
            r"(?:[ -](?!dans|à|en|ciudad|in|aus)(?:[a-zà-ÿа-яёąęćłńóśźżěščřž]{1,18})){0,4}))"
        ),
        reason="a word for birth stands before a day in words",
        examples=(
            "née le ⟦quatre juin mil neuf cent soixante-dix-sept⟧.",
            "nacido el ⟦cuatro de junio de mil novecientos setenta y siete⟧,",
            "geboren am ⟦vierten Juni neunzehnhundertsiebenundsiebzig⟧.",
        ),
        counterexamples=("né en mil neuf cent", "le quatre juin mil neuf cent soixante"),
    ),
    Pattern(
        rule="birthday-before-its-cue",
        label=Label.DOB,
        trigger=_BIRTH,
        regex=(
            rf"(?<![A-Za-z\d./-])(?P<value>{_DATE})\s?(?i:生まれ|生(?![\w])|出生|년생|생(?![\w])|doğumlu|"
            rf"születésű|г\.\s?р\.|"
            rf"года рождения|р\.\s?н\.|року народження|года раждане|születet\w{{0,2}}|births?\b|にて?誕生)"
        ),
        reason="a word for birth stands behind a date",
        confidence=Confidence.HIGH,
        examples=("她⟦1977年6月4日⟧出生", "⟦04.06.1977⟧ г.р., город"),
        counterexamples=("1977年6月4日发布", "04.06.1977 gegründet"),
    ),
    Pattern(
        rule="birthday-in-a-record",
        label=Label.DOB,
        trigger=r"(?:19[2-9][0-9]|20[01][0-9])",
        regex=(
            r"(?<=[,;|\t'\" (])(?P<value>(?:19[2-9]\d|200\d)[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])|"
            rf"(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:19[2-9]\d|200\d)|"
            rf"(?:0?[1-9]|[12]\d|3[01])\.?(?: de)? {_MONTH}(?: de)? (?:19[2-9]\d|200\d)|"
            rf"{_MONTH} (?:0?[1-9]|[12]\d|3[01]), (?:19[2-9]\d|200\d))(?=[,;|\t'\").]|  |$)(?!\.\d)"
        ),
        reason="a day of decades ago, in a line with the name, the mail address or the number of a person",
        confidence=Confidence.LOW,
        examples=(
            "(41,'Oddny Brekke','x@fjordpost.no','⟦1980-02-03⟧')",
            "Dirce Okonkwo;⟦03/02/1980⟧;leave",
            "SNG-7718, ⟦February 3, 1980⟧. Passport P44182",
            "0   Okonkwo, Oddny ⟦1980-02-03⟧   17.5",
        ),
        counterexamples=("released,1998-02-03,stable", "'2031-02-03','x@fjordpost.no'"),
    ),
    Pattern(
        rule="birthday-behind-a-name",
        label=Label.DOB,
        trigger=r", [0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]",
        regex=(
            r"(?:[^\W\d_a-z][^\W\d_]{1,20}) (?:[^\W\d_a-z][^\W\d_]{1,20}), (?P<value>(?:0?[1-9]|[12]\d|3[01])[./-]"
            r"(?:0?[1-9]|1[0-2])[./-](?:19[2-9]\d|20[01]\d))(?![\w]|[./:-]\d| \d)"
        ),
        reason="a day of years ago right behind the name of a person",
        confidence=Confidence.LOW,
        examples=("Maria Silva, ⟦14.03.2015⟧\n",),
        counterexamples=("Release Notes, 14.03.2015", "Maria Silva, 14.03.2031"),
    ),
    Pattern(
        rule="birthday-in-code",
        label=Label.DOB,
        trigger=r"(?:dob|birth|born)[^\n]{0,24}date\(",
        regex=r"(?i:(?<![a-z])(?:dob|birth_?(?:date|day)|date_of_birth"
        r"|born)[\"']?\s?[=:]\s?(?:datetime\.)?date\()(?P<value>\d{4}, ?\d{1,2}, ?\d{1,2})\)",
        reason="a date in code, under a name for birth",
        confidence=Confidence.HIGH,
        examples=("dob=datetime.date(⟦1962, 8, 4⟧))",),
        counterexamples=("day=datetime.date(1962, 8, 4)",),
    ),
    Pattern(
        rule="birthday-in-a-card",
        label=Label.DOB,
        trigger=r"[0-9]{8}",
        regex=(
            r"(?:^BDAY[^:\n]{0,40}:|\(0010,0030\) ?D[AT] ?\[|^PID\|(?:[^|\n]{0,80}\|){6})"
            r"(?P<value>(?:19|20)\d{2}-?[01]\d-?[0-3]\d)(?!\d)"
        ),
        reason="the place of the birth date in a card or a clinical message (RFC 6350; DICOM PS3.6; HL7 v2 PID-7)",
        confidence=Confidence.HIGH,
        examples=("BDAY:⟦19770604⟧", "(0010,0030) DA [⟦19770604⟧]", "PID|1||77^^^H||Roe^Ada||⟦19770604⟧|F"),
        counterexamples=("(0008,0020) DA [20310604]", "OBR|1||||||20310604"),
    ),
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The date; None where no day can be read in it."""
    if hit.pattern.rule == "birthday-in-words-after-its-cue":
        words = text[hit.start : hit.end].split()
        return finding(hit) if len(words) > 2 else None
    written = text[hit.start : hit.end]
    if re.search(r"[\dOoQlI]{1,2}[-./] ?[\dOoQlI]{1,2}[-./]|[\dOoQlI]{4}[-./]", written):
        written = written.translate(_AS_DIGITS)
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    if not numbers or (len(numbers) > 1 and not any(1 <= number <= 31 for number in numbers)):
        return None
    if hit.pattern.rule in {"birthday-in-a-record", "birthday-behind-a-name"} and not _names_somebody(text, hit):
        return None
    value = text[hit.start : hit.end].rstrip(" .,-" if numbers[-1] > 31 else " ,-")
    return finding(hit, end=hit.start + len(value))


def _names_somebody(text: str, hit: Hit) -> bool:
    """Whether a person, or what is a person's, stands close by on the line."""
    first = max(text.rfind("\n", max(0, hit.start - NEAR), hit.start) + 1, hit.start - NEAR)
    if hit.pattern.rule == "birthday-behind-a-name":
        words = re.findall(r"[^\W\d_]{2,}", text[hit.match_start : hit.start])
        return any(is_given(word) or is_family(word) for word in words)
    line = text[first : hit.start] + text[hit.end : hit.end + NEAR].partition("\n")[0]
    if _PERSONAL.search(line):
        return True
    words = re.findall(r"[^\W\d_]{3,}", line)
    pairs = [pair for pair in pairwise(words) if pair[0][0].isupper() and pair[1][0].isupper()]
    return any(is_given(one) or is_family(other) or (is_given(other) and is_family(one)) for one, other in pairs)
