"""People in scripts without capitals.

Hebrew, Arabic, Persian, Urdu, the scripts of India, Thai, Ethiopic, Georgian and Armenian. A particle or a verb ends a
name; a name that is a word as well needs another, or a title.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.names.caseless import SIGNS, THAI_ENDS, is_known, is_word, no_names
from tocsin.vocab.triage import Confidence

NAME = "caseless-people"
SUMMARY = "people in scripts without capitals"

_TOKEN = rf"[{SIGNS}][{SIGNS}'’\"״׳-]{{1,24}}"
_RUN = rf"(?P<value>{_TOKEN}(?:[ \u00a0\u200c]{_TOKEN}){{0,3}})"
# Titles, which people alone bear, and words for customers and staff, behind which something else may stand.
_TITLES = (
    r"السيدة?|سيدة?|الأستاذة?|أستاذة?|الدكتورة?|د\.|أ\.|م\.|الآنسة|الحاج|الشيخ|آقای|خانم|دکتر|جناب|محترمہ|محترم|جناب|"
    r"مسٹر|"
    r"מר|גב'|גב׳|גברת|ד\"ר|ד״ר|פרופ'|פרופ׳|אדון|מיסטר|श्रीमती|श्रीमान|श्री|सुश्री|डॉ\.?|कुमारी|मिस्टर|জনাবা|জনাব|"
    r"মিসেস|মিস্টার|শ্রী|ডাঃ|ড\.|"
    r"திருமதி|திரு|செல்வி|டாக்டர்|శ్రీమతి|శ్రీ|డాక్టర్|ಶ್ರೀಮತಿ|ಶ್ರೀ|ಡಾ|ശ്രീമതി|ശ്രീ|ഡോ|શ્રીમતી|શ્રી|ਸ਼੍ਰੀ|ਸ੍ਰੀਮਤੀ|"
    r"ਸਰਦਾਰ|"
    r"አቶ|ወ/ሮ|ወ/ሪት|ዶ/ር|ባቶኖ|ბატონი|ბატონო|ბატონმა|ქალბატონი|ქალბატონო|ქალბატონმა|ბ-ნი|ქ-ნი|პარոն|պարոն|տիկին|պրն|տկն|"
    r"օրիորդ"
)
_ROLES = (
    r"العميلة?|الزبونة?|المستخدمة?|المريضة?|الموظفة?|المدعوة?|زميلنا|زميلتي|کاربر|مشتری|بیمار|گاہک|صارف|לקוחה?|"
    r"הלקוחה?|מטופלת?|עובדת?|"
    r"ग्राहक|मरीज|कर्मचारी|प्रबंधक|एजेंट|अधिकारी|গ্রাহক|রোগী|যোগাযোগ:|வாடிக்கையாளர்|ഉപഭോക്താവ്|ദിവസ|ደንበኛ|კლიენტი|"
    r"კლიენტმა|ოპერატორი|"
    r"հաճախորդ|հաճախորդը|բացել է|օպերատոր|ملاحظة|ملاحظه"
)
_NAMED = (
    r"اسمي|إسمي|يدعى|تدعى|المدعو|نام من|اسم من|میرا نام|نام ہے|שמי|קוראים לי|שמו|שמה|मेरा नाम|मेरो नाम|माझे नाव|"
    r"मेरा शुभ नाम|আমার নাম|"
    r"என் பெயர்|எனது பெயர்|నా పేరు|ನನ್ನ ಹೆಸರು|എന്റെ പേര്|મારું નામ|ਮੇਰਾ ਨਾਮ|මගේ නම|მე ვარ|ჩემი სახელია|მქვია|"
    r"იმն անունը|իմ անունը|"
    r"անունս|ስሜ|ខ្ញុំឈ្មោះ"
)
_SPEAKS = r"أنا|انا|معك|معكم|אני|من|मैं|আমি|நான்|నేను|ನಾನು|ഞാൻ|હું|ਮੈਂ|მე|ես|እኔ"
_THAI = r"[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e3a\u0e40-\u0e4e]"
PATTERNS = (
    Pattern(
        rule="title-without-capitals",
        label=Label.PERSON,
        trigger=r"[\xd5-\xe1]",
        regex=(rf"(?<![{SIGNS}])(?:{_TITLES}|(?P<role>{_ROLES})|{_NAMED}|(?P<speaks>{_SPEAKS}))[.:፡]? {_RUN}"),
        reason="a title or a word for a person stands before it, in a script without capitals",
        examples=(
            "السيد ⟦سامر بن علي⟧، تحية",
            "श्री ⟦देवेश पांडे⟧, पता",
            "አቶ ⟦ግርማ ወልዴ⟧፣",
            "ग्राहक ⟦राजेश कुमार⟧ ने कहा",
            "மேலாளர் திரு. ⟦வேலுச்சாமி⟧,",
            "გამარჯობა, მე ვარ ⟦ნათელა დვალი⟧.",
        ),
        counterexamples=("السيد:", "मिस्टर, ", "ग्राहक ने कहा", "أنا من هنا", "العميل غاضب جدا"),
    ),
    Pattern(
        rule="thai-name",
        label=Label.PERSON,
        trigger=r"\xe0\xb8[\x81-\xae]",
        regex=(
            rf"(?:(?<!ขอบ)(?<!ของ)คุณ|นางสาว|นาย(?=\S)|(?<![\u0e01-\u0e4e])นาง(?=\S)|ด\.ช\.|ด\.ญ\.|ดร\.|ผมชื่อ|"
            rf"ดิฉันชื่อ|ฉันชื่อ|หนูชื่อ|ดิฉัน|"
            rf"เจ้าหน้าที่ชื่อ|ลูกค้าชื่อ|ชื่อ[:：]) ?(?P<value>{_THAI}{{1,3}}[\u0e01-\u0e4e]{{0,20}}(?: {_THAI}[\u0e"
            rf"01-\u0e4e]{{1,24}})?)"
        ),
        reason="a title or an introduction stands before it",
        examples=("เรียน คุณ⟦สุดารัตน์⟧, สวัสดี", "ผมชื่อ⟦ธีรเดช ศรีวงศ์⟧ครับ", "กับ คุณ⟦กานดา⟧จะโทรกลับ"),
        counterexamples=("ขอบคุณครับ", "คุณภาพสินค้า", "คุณจะได้รับ"),
    ),
    Pattern(
        rule="name-without-capitals",
        label=Label.PERSON,
        trigger=r"[\xd5-\xe1]",
        regex=rf"(?<![{SIGNS}])(?P<value>(?![\u0e00-\u0e7f]){_TOKEN})(?![{SIGNS}])",
        reason="a frequent name in a script without capitals",
        examples=("إلى ⟦خالد المنصوري⟧، تحية", "फिर ⟦सुनीता शर्मा⟧ ने", "הודיעה ⟦רונית⟧, כי", "⟦თამარ გელაშვილი⟧ ამბობს"),
        counterexamples=("आशा और किरण", "أمل كبير", "דוד חם"),
    ),
)
_THAI_END = re.compile(THAI_ENDS)
_NO_THAI = re.compile(
    r"(?:ภาพ|สมบัติ|ลักษณะ|ค่า|ธรรม|ครู|พ่อ|แม่|หมอ|ลูกค้า|ผู้|เอง|ทุก|ท่าน|หน้า|จ้าง|ทะเบียน|กรัฐ|พล|ช่าง|คน|เข้า|"
    r"กด|ยัง|สามารถ|แบบ|สงสัย|เห็น|รู้|ลอง|อยาก|ควร)"
)
_JOINS = frozenset(("بن", "بنت", "ابن", "آل", "أبو", "ابو", "בן", "בת", "אבו"))
_OVER = re.compile(r"[ \u00a0]?(?:$|[\n.,،؛:;!?।۔፣፡።(<\[\d\"”»/|–—-])")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the people of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The name; None where what stands there is a word."""
    match hit.pattern.rule:
        case "thai-name":
            return _thai(text, hit)
        case "name-without-capitals":
            return _alone(text, hit)
    again = re.match(hit.pattern.regex, text[hit.match_start : hit.end])
    words = _words(text, hit.start, hit.end)
    if not words or again is None:
        return None
    role, speaks = again["role"], again["speaks"]
    first = text[words[0][0] : words[0][1]]
    if not is_known(first) and (role or (speaks and not (len(words) == 2 and _OVER.match(text, words[-1][1])))):
        return None
    return finding(hit, start=words[0][0], end=words[-1][1])


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words from here on that belong to one name."""
    words: list[tuple[int, int]] = []
    for match in re.finditer(r"[^ \u00a0]+", text[start:end]):
        one, other = start + match.start(), start + match.end()
        word = text[one:other].strip("\"'״׳-")
        if word in no_names() or (words and word.startswith("و") and not is_known(word)):
            break
        is_more = not words or is_known(word) or word.startswith(("ال", "بن", "בן", "אבו", "أبو")) or len(words) == 1
        if words and not is_known(word) and word not in _JOINS and not word.startswith("ال"):
            follows = text[other : other + 26].lstrip(" ").split(" ")[0].strip(".,،।")
            is_more = is_more and bool(_OVER.match(text, other) or follows in no_names())
        if not is_more:
            break
        words.append((one, other))
    return words


def _alone(text: str, hit: Hit) -> Finding | None:
    first = text[hit.start : hit.end].strip("\"'״׳-")
    if not is_known(first):
        return None
    run = re.compile(rf"{_TOKEN}(?:[ \u00a0\u200c]{_TOKEN}){{0,3}}").match(text, hit.start)
    words = _words(text, hit.start, run.end() if run else hit.end)
    if not words:
        return None
    known = sum(is_known(text[one:other]) for one, other in words)
    if is_word(first) and known < 2:
        return None
    return finding(hit, start=hit.start, end=words[-1][1], confidence=Confidence.MED if known > 1 else Confidence.LOW)


def _thai(text: str, hit: Hit) -> Finding | None:
    value = text[hit.start : hit.end]
    first, gap, second = value.partition(" ")
    stop = _THAI_END.search(first, 1)
    if _THAI_END.match(first) or _NO_THAI.match(first):
        return None
    if stop is not None:
        first, gap = first[: stop.start()], ""
    if len(first) < 2:
        return None
    if gap and second and not _THAI_END.match(second) and not _NO_THAI.match(second):
        stop = _THAI_END.search(second, 3)
        first = f"{first} {second[: stop.start()] if stop else second}"
    return finding(hit, end=hit.start + len(first))
