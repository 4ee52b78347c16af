"""Whose it is: the attacker's, the victim's, or nobody says.

Shapes do not tell an attacker's address from a victim's; the words around it do. Cues stand in the languages in which
reports are written to this desk; a text in another language gives no role, and the caller then decides by shape.
"""

import re
from enum import StrEnum


class Role(StrEnum):
    """Whose something is, by the words near it."""

    ATTACKER = "attacker"
    VICTIM = "victim"
    UNKNOWN = "unknown"


NEAR = 70  # signs before a place that are read for a cue: a clause, not a paragraph

# Whole words, then beginnings of words (a language bends the rest), then two words together; all in small letters.
_VICTIM_WORDS = (
    "customer client patient student tenant subscriber user employee staff colleague victim affected our my reporter "
    "assignee caller "
    "recipient requester requestor claimant complainant insured policyholder "
    "kunde kundin benutzer nutzer patientin mitarbeiter usuario usuária usuário cliente paciente utente "
    "utilisateur patiente "
    "klant gebruiker клиент пользователь клієнт користувач klient pacjent użytkownik zákazník pacient uživatel "
    "ügyfél felhasználó "
    "asiakas käyttäjä kund användare bruger bruker müşteri kullanıcı pelanggan pengguna mteja πελάτης χρήστης "
    "klientas vartotojas "
    "klients lietotājs kasutaja utilizator العميل المستخدم الزبون"
)
_ATTACKER_WORDS = (
    "attacker adversary intruder hacker thief crook malicious c2 c&c payload malware dropper implant botnet forged "
    "fake impostor lookalike "
    "look-alike lure stealer skimmer trojan infected angreifer schadcode absender angeblich atacante maligno fraude "
    "golpe golpista burlão "
    "falso falsa falsos falsas attaquant faux fausse arnaque attaccante truffatore fasullo fasulla malevolo malevoli "
    "maliciosa malicioso "
    "maliciosas maliciosos aanvaller vals valse sahte zararlı penyerang palsu jahat mshambuliaji laghai bandia giả "
    "atacator falsă المهاجم "
    "المحتال الضار خبيث مزيف مزور"
)
_ATTACKER_STEMS_WORDS = (
    "phish exfil beacon ransom scann typosquat spoof scam fraud impersonat schädlich gefälscht betrüg erpress estafa "
    "suplant malveillant "
    "hameçonnage escroc usurp truffa kwaadaardig oplicht злоумышленник вредоносн мошенни поддельн фишинг вымогател "
    "зловмисник шахра підробл "
    "шкідлив вимага napastnik atakując oszust fałszyw podszywa złośliw złodziej wyłudz útočník podvod falešn "
    "podvržen falošn támadó csaló "
    "hamis adathal saldırgan dolandır oltalama penipu tapeli hyökkääj huija väärenn haitta angripar bedrag bedräg "
    "falsk skadlig angriber "
    "svindel svindl ondsinde angriper ondsinne árásar ründa pahavar kahtla uzbruc viltus krāp užpuol netikr sukči "
    "înșel επιτιθέμεν δράστ "
    "ψεύτικ απάτη πλαστ κακόβουλ"
)
_ATTACKER_PAIRS = (
    *(
        "threat actor",
        "source ip",
        "stolen by",
        "compromised by",
        "brute force",
        "brute forcing",
        "brute forced",
        "charge utile",
    ),
    *(
        "сервер управления",
        "kẻ tấn",
        "giả mạo",
        "lừa đảo",
        "mã độc",
        "độc hại",
        "expéditeur affiché",
        "command and",
        "command control",
    ),
)
_VICTIM_PAIRS = ("khách hàng",)
_VICTIM, _ATTACKER = frozenset(_VICTIM_WORDS.split()), frozenset(_ATTACKER_WORDS.split())
_PAIRS = {**dict.fromkeys(_ATTACKER_PAIRS, "attacker"), **dict.fromkeys(_VICTIM_PAIRS, "victim")}
_STEMS = frozenset(_ATTACKER_STEMS_WORDS.split())
_LENGTHS = sorted({len(stem) for stem in _STEMS})
_BEGUN = frozenset(stem[: _LENGTHS[0]] for stem in _STEMS)
_ENDINGS = ("", "'s", "s", "es", "n", "en", "ns", "ens")
_SAID = {  # every word with each of its endings: without one counts first, and the victim's before the attacker's
    one + ending: whose
    for ending in reversed(_ENDINGS)
    for words, whose in ((_ATTACKER, Role.ATTACKER), (_VICTIM, Role.VICTIM))
    for one in words
}
_WORD = re.compile(r"[^\W_]+(?:[&'-][^\W_]+)*")
# Scripts that join words, or put a particle before a word without a space: anywhere in the text.
_JOINED = re.compile(
    "(?P<victim>客户|用户|客戶|お客様|ユーザー|顧客|고객|사용자|ลูกค้า|ผู้ใช้|العميل|المستخدم|الزبون|לקוח|משתמש|ग्राहक|গ্রাহক|"
    "வாடிக்கையாளர்|ደንበኛ)|"
    "(?P<attacker>攻击者|恶意|攻撃者|不正|悪意|詐欺|偽|なりすまし|フィッシング|通信先|诈骗|钓鱼|假冒|冒充|攻擊者|詐騙|釣魚|공격자|위장|사칭|피싱|악성|"
    "가짜|ผู้โจมตี|ปลอม|มิจฉาชีพ|หลอก|المهاجم|المحتال|احتيال|مزيف|مزور|خبيث|تصيد|תוקף|מזויף|מתחזה|נוכל|פישינג|זדוני|"
    "हमलावर|ठग|फर्जी|नकली|धोखा|হামলাকারী|প্রতারক|ভুয়া|தாக்குபவர்|மோசடி|போலி|አጥቂ|አጭበርባሪ|مهاجم|جعلی|فریب|حملہ آور|دھوکہ)"
)
_FIELD = re.compile(r" ?[=:]")  # "payload=" names a field, and lays nothing to anybody
_STOP = re.compile(r"[.!?。！？][\s\"')]|\n")


def role(text: str, start: int, *, near: int = NEAR) -> Role:
    """Whose the thing at `start` is, by the last cue before it in the same sentence."""
    before = text[max(0, start - near) : start]
    stops = [stop.end() for stop in _STOP.finditer(before)]
    before = before[stops[-1] :].lower() if stops else before.lower()
    words = list(_WORD.finditer(before))
    at, found, follows = -1, Role.UNKNOWN, ""
    for match in reversed(words):
        word = match.group()
        found = _of_word(word, follows)
        is_field = word.startswith("payload") and _FIELD.match(before, match.end())
        if found is not Role.UNKNOWN and not is_field:
            at = match.start()
            break
        found, follows = Role.UNKNOWN, word
    if not before.isascii():
        last = max(_JOINED.finditer(before), key=lambda cue: cue.end(), default=None)
        if last is not None and last.start() >= at:
            return Role.VICTIM if last.group("victim") else Role.ATTACKER
    return found


def _of_word(word: str, follows: str) -> Role:
    """What one word says, with the word behind it."""
    pair = _PAIRS.get(f"{word} {follows}")
    if pair is not None:
        return Role(pair)
    said = _SAID.get(word)
    if said is not None:
        return said
    is_begun = word[: _LENGTHS[0]] in _BEGUN and any(word[:length] in _STEMS for length in _LENGTHS)
    return Role.ATTACKER if is_begun else Role.UNKNOWN
