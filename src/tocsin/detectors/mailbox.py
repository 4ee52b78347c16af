"""Mail addresses: a person's, or the attacker's sender.

No shape tells the two apart. An address of the organization or of a provider of private mail is a person's, unless the
text lays it to the attacker; a defanged one, or the sender of an attack, is an indicator; in doubt it is a person's.
"""

import re

from msgspec import structs

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.joint import AT, AT_TRIGGER, DOT, joined
from tocsin.vocab.remembered import Remembered
from tocsin.vocab.role import Role, role
from tocsin.vocab.triage import Confidence

NAME = "mailbox"
SUMMARY = "mail addresses, plain, spelled out and defanged"

_LOCAL = r"[\w](?:(?:[\w.!#$&'*+/=?^{|}~%-]|\[\.\]){0,62}[\w+-])?"
PATTERNS = (
    Pattern(
        rule="mail-address",
        label=Label.EMAIL,
        trigger=rf"(?:@|{AT_TRIGGER}|%40)",
        regex=(
            rf"(?<![\w.+-]){_LOCAL}\s?{AT}\s?(?:[^\W_](?:[\w-]{{0,61}}[^\W_])"
            rf"?{DOT}){{1,8}}[^\W\d_][\w-]{{1,23}}(?![\w@-])"
        ),
        reason="a mail address",
        examples=(
            "write to ⟦ada.l@mailbox.org⟧.",
            "Absender ⟦billing[@]kq7[.]top⟧ war",
            "de ⟦avis[arobase]kq7[point]top⟧",
            "<⟦ada@lovelace.co.uk⟧>",
            "von ⟦ada[.]l@kq7[.]top⟧",
            "4|Brekke|⟦oddny.b@fjordpost.no⟧|x",
            "GET /track?mail=⟦oddny%40fjordpost.no⟧ HTTP",
            "CN=⟦oddny@fjordpost.no⟧:mailto",
            "COM+⟦oddny@fjordpost.no⟧:EM'",
        ),
        counterexamples=(
            "npm i @scope/pkg",
            "user@localhost",
            "nobody@example.com",
            "git@github.com:a/b.git",
            "x @ y.com z",
        ),
    ),
    Pattern(
        rule="mail-address-in-words",
        label=Label.EMAIL,
        trigger=r"(?: at |@)[a-z0-9.-]{1,60} ?dot ",
        regex=r"(?<![\w.+-])[\w][\w.+-]{0,62}(?: at |@)(?:[\w-]{1,61} dot ){1,5}[a-zA-Z]{2,12}\b",
        reason="a mail address spelled out in words",
        examples=("reach ⟦ada at mailbox dot org⟧ please", "from ⟦ada@mailbox dot org⟧."),
        counterexamples=("look at the dots", "@scope dot file"),
    ),
    Pattern(
        rule="mail-address-misread",
        label=Label.EMAIL,
        trigger=r"[a-z0-9]@[a-z0-9-]{2,60},[a-z]",
        regex=(
            r"(?<![\w.+-])[\w][\w.+-]{0,62}@[\w-]{2,61},(?:com|net|org|info|biz|co|eu|top|xyz|icu|click|link|live|life|"
            r"online|site|website|space|store|shop|club|monster|mom|world|digital|email|support|help|pro|one)(?![\w,.@-])"
        ),
        reason="a mail address whose point was read as a comma",
        confidence=Confidence.LOW,
        examples=("copy to ⟦oddny.b@fjordpost,com⟧ too",),
        counterexamples=("a@host,command", "ada@mailbox.org,com", "x@y,com,net"),
    ),
)
# Providers of private mail: an address there is somebody's own. Their public pages; the large ones by region.
_PRIVATE = re.compile(
    r"(?:^|\.)(?:gmail|googlemail|yahoo|ymail|outlook|hotmail|live|msn|icloud|me|mac|aol|gmx|web|t-online|"
    r"freenet|proton|"
    r"protonmail|pm|tutanota|tuta|mail|yandex|ya|rambler|bk|inbox|list|qq|163|126|sina|foxmail|naver|daum|"
    r"hanmail|libero|"
    r"virgilio|tiscali|orange|wanadoo|free|laposte|sfr|uol|bol|terra|seznam|wp|o2|onet|interia|rediffmail|"
    r"zoho|fastmail|"
    r"hey|btinternet|sky|comcast|verizon|att|ziggo|kpnmail|planet|docomo|softbank|ezweb)\.[a-z]{2,4}(?:\.[a-z]{2})?$"
)
_NOBODYS = re.compile(r"(?:^|\.)(?:example\.(?:com|org|net)|test|invalid|localhost|example)$")
_MACHINES = re.compile(r"^(?:git|hg|svn)$")
_LOGS_IN = re.compile(r"(?:\b(?:ssh|scp|sftp|rsync)\b[^\n|;]{1,60} |git\+ssh://|\bssh://)$")  # a user and a machine
# A mailbox of a function, not of a person (RFC 2142 and custom): what phishing mail is sent as.
_FUNCTION = re.compile(
    r"^(?:no-?reply|do-?not-?reply|admin\w*|administrator|support|it[.-]?support|help-?desk|billing|"
    r"invoices?|accounts?|payroll|"
    r"hr|hr-team|security|security-alert\w*|alerts?|notifications?|service|info|contact|office|"
    r"mailer-daemon|postmaster|updates?|verify|"
    r"delivery|docusign|team|sales|ceo|cfo)(?:[.+-]?\d+)?$"
)
_SENDER = re.compile(
    r"(?i)(?:came from|sent (?:by|from)|mail(?:s|ed)? (?:from|by)|sender(?: address)?|spoof\w*|impersonat\w+|"
    r"reply-to|return-path|"
    r"x-sender|from|email-src|absender|remitente|mensaje de|message de|messaggio da|bericht van|"
    r"salió de|viene de|correo de|llegó de|expéditeur(?: affiché)?|reçu de|venant de|mittente|arriva da|afzender|"
    r"remetente|vem de|responde para|"
    r"отправител\w*|письмо от|лист від|надіслан\w* з|发件人|寄件者|差出人|送信元|"
    r"المرسل|من البريد|발신(?: 주소)?(?:는)?|ผู้ส่ง|"
    r"z adresu|nadawca|od adresu|odesílatel|psal z|odosielateľ|feladó|gönderen|dari|pengirim|kutoka|gửi từ|email từ|"
    r"nhận email từ|người gửi|"
    r"lähettäjä|avsändare|från|afsender|avsender|sendandi|saatja|laišką iš|siuntėjas|sūtītājs|expeditor|e-mail de la|"
    r"αποστολέας|μήνυμα από|mail από|email από|сообщение от|письмо с|повідомлення від|zpráv\w od|správ\w od|"
    r"wiadomoś\w{1,2} (?:od|z)|"
    r"correu de|correo de|mesaj de la|de la|viesti\w{0,3} osoitteesta|poruk\w od|sporočil\w od|съобщение от|رسالة "
    r"من|الرسالة من|"
    r"ইমেইল|מייל מ־?|הודעה מ־?|שולח|"
    r"(?:^|(?<=[\n>]))(?:de|da|von|van|fra|frá|od|від|от|من|מאת|寄件人|보낸 ?사람|kimden|dari|feladó|από|saatja|"
    r"svara? til|svar til|antwort an|répondre à|responder a|rispondi a|відповісти|ответить)(?=:))"
    r"\W{0,3}(?:(?:address|is|was|war|:)\W{0,2})?(?:\"[^\"\n]{0,80}\"\s?|=\?[^\s?]{2,20}\?[^\s]{1,120}\?=\s?|"
    r"[^\W\d_][^\n<>@:\"]{0,60}(?=<|&lt;))?(?:<|&lt;)?$"
)
# An id of a message has the form of an address and is none (RFC 5322 section 3.6.4).
_THREAD = re.compile(
    r"(?i)(?:message-id|in-reply-to|references|content-id)[\"']?\s?:\s?[\"']?(?:<[^>\n]{1,200}>\s?){0,9}<?$"
)
# Endings of domains that cost little: attackers take them often, organizations seldom. Our own choice, a weak sign.
_CHEAP = re.compile(
    r"\.(?:top|xyz|icu|cyou|sbs|cfd|click|link|live|life|online|site|website|space|store|shop|fun|club|buzz|rest|"
    r"quest|monster|"
    r"bond|lol|mom|vip|biz|one|bz|win|bid|loan|men|work|party|date|download|stream|review|racing|cricket|faith|gdn|cam|help|"
    r"support|email|"
    r"digital|world|today|news|pics|beauty|hair|skin|makeup|autos|boats|lat|pro|rocks|ink|host|press|pw|tk|ml|ga|"
    r"cf|gq|su|cc|ws)$|"
    r"\.[a-z]{2}\.(?:com|net|org|ws|cc)$"  # what is sold below a domain that looks like a country's
)
# Providers that ask for no name, and names made of a large provider's: no organization writes from there.
_NAMELESS = re.compile(
    r"(?:^|\.)(?:onionmail|cock|airmail|mail2tor|dnmx|torbox|secmail|elude|danwin1210|firemail|msgsafe|ctemplar|"
    r"morke|criptext|guerrillamail\w{0,5}|mailinator|yopmail|10minutemail|temp-?mail|trashmail|sharklasers|"
    r"maildrop|(?:g|hot|proton|tuta|yahoo|out|i|live)-?(?:e?mail|look|cloud)-[a-z]{2,12}|"
    r"(?:proton|tuta|g|hot|yahoo|outlook|icloud)-e?mail|(?:mail|secure|login)-(?:gmail|proton|outlook|yahoo|icloud))"
    r"\.[a-z]{2,10}$"
)
# Lists and records in which an indicator stands as one (Zeek's intelligence framework, MISP, STIX), and rules of a
# mailbox that send everything on.
_LISTED = re.compile(
    r"(?i)(?:(?:block|deny|black|ban)[_ -]?list\w{0,3}|(?:blocked|denied|banned|bad)[_ -]?(?:senders?|domains?)|"
    r"listes? ?_?noires?|listas?[ _]negras?|liste?[ _]?ner[ae]|sperrliste|zwarte[ _]lijst|svart\w?list\w{1,3}|"
    r"sortliste|musta[ _]lista|czarn\w[ _]list\w|čern\w[ _]listin\w|feketelist\w|lista[ _]neagr\w|kara[ _]liste|"
    r"daftar[ _]hitam|danh sách đen|чёрн\w{1,3} спис\w{1,3}|черн\w{1,3} спис\w{1,3}|чорн\w{1,3} спис\w{1,3}|"
    r"黑名单|黑名單|ブラックリスト|차단 ?목록|القائمة السوداء|לרשימה השחורה|email-(?:src|dst|reply-to)\b|"
    r"email-addr:value\s?=|\b(?:threat[_ -]?actor|ioc|indicator)s?[_ ]?(?:e-?mail|sender|value|:|=))[^\n]{0,60}$"
)
_LISTED_BEHIND = re.compile(r"^[\"'\s,|;]{0,4}(?:Intel::EMAIL|email-src|email-dst|ioc\b)", re.IGNORECASE)
_SENT_ON = re.compile(
    r"(?i)(?:forward(?:ing)?_?(?:smtp)?_?(?:to|address)|redirect_?(?:to|message)|deliver_?to|auto-?forward\w{0,3}|"
    r"bcc_?to|weitergeleitet an|umgeleitet|transféré\w{0,2} (?:à|vers)|redirig\w{1,4} (?:à|vers|a)|reenvi\w{1,4} a|"
    r"inoltra\w{0,4} a|doorgestuurd naar|videresendt til|vidarebefordra\w{0,4} till|exfil\w{0,10} to)[^\n@]{0,40}$"
)
# An order to leave it alone, in the languages of reports.
_AVOID = re.compile(
    r"(?i)(?:\bblock\w{0,3}|\bdo not (?:answer|reply|write|open|click|trust)|don't (?:answer|reply|write|click)|"
    r"\bbloque\w{0,5}|"
    r"\bbloqui\w{0,4}|no (?:conteste|responda|responder|contestar)\w{0,2}|não respond\w{1,4}|ne (?:pas "
    r")?répond\w{0,4}|"
    r"nicht (?:antworten|öffnen)|sperren|geblokkeerd|blokk\w{1,5}|niet (?:antwoorden|openen)|non rispond\w{1,4}|"
    r"nie odpowiada\w{0,4}|neodpov\w{1,6}|svara inte|svar ikke|älä vastaa|не отвеча\w{1,4}|заблок\w{1,8}|блок\w{1,8}|"
    r"engelle\w{0,5}|yanıtlama\w{0,4}|jangan (?:balas|buka)|đừng trả lời|chặn|usijibu|封锁|封鎖|屏蔽|ブロック|차단|"
    r"返信しない|حظر|لا ترد|אל תענו|חסמו)[^.!?\n]{0,40}\Z"
)
_WRITE_TO = re.compile(r"(?i)\b(?:write|contact|mail|email|e-mail|reach|reply)\b(?: us| me)?(?: at| to)?:?\W{0,3}\Z")
_RANSOM = re.compile(
    r"(?i)encrypted|decrypt|\bransom|\bleak site|\.onion\b|\bbitcoin|\bmonero|\bwe have (?:your|all)|stolen|"
    r"publish your"
)
# Languages that say "from" behind the address.
_SENT_BEHIND = re.compile(
    r"[>\"'」』)\s]{0,3}(?:から|より|という|에서|로부터|으로부터|adresinden|'?[dt][ae]n\b|címről|osoitteesta|থেকে|"
    r"से\b|என்ற|寄来|发来|發送|寄出|"
    r"发送|عنوان)"
)
ENOUGH = 2  # signs that together lay an address to the attacker; one alone stands beside a customer's as often
LEAST_DOUBT = 3  # outweighs what an address is by itself
MOST_PLACES = 6  # of one address that are looked at
ABOUT = 16_000  # signs before and behind in which these places are: a text of another address each second line is long
WINDOW = 4_000  # signs before and behind that are read for the same domain
_FIELD = re.compile(
    r"(?i)[\"'](?:user|customer|client|contact|owner|reporter)?_?e?-?mail(?:_?addr\w*)?[\"']\s?[:=]>?\s?[\"']$"
)
_BEFORE_A_BOX = re.compile(r"(?:.*\|)?(?:.*[?&])?(?:[A-Za-z_]{1,16}=)?(?:COM\+)?")
_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)|\n")
_THEIRS_TO = re.compile(
    r"(?i)(?:\bto|\bcc|\bbcc|reporter|assignee|request of|contact|reach\w*|mailto|owner)\W{0,3}(?:[\w .'-]{0,40})?<?$"
)


def _box(written: str) -> int:
    """How many signs before an address are none of it: a cell of a row, the name of a parameter."""
    local = re.split(r"@|%40", written, maxsplit=1)[0]
    lead = _BEFORE_A_BOX.match(local)
    return lead.end() if lead is not None and lead.end() < len(local) else 0


def _defanged_elsewhere(text: str, start: int, domain: str) -> bool:
    """Whether the domain stands near with its points in brackets, as only an attacker's is written."""
    around = text[max(0, start - WINDOW) : start + WINDOW].casefold()
    head, point, top = domain.rpartition(".")
    return bool(point) and any(f"{head}{joint}{top}" in around for joint in ("[.]", "(.)", "[dot]", "{.}"))


def _follows(text: str, end: int) -> bool:
    """Whether the words just behind it, in its sentence, lay it to the attacker."""
    after = text[end : end + 60]
    rest = _SENTENCE.split(after, maxsplit=1)[0]
    return role(rest, len(rest), near=60) is Role.ATTACKER


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the domains of the dictionary are asked when a hit is confirmed."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address with its role; None where it is nobody's."""
    skipped = _box(text[hit.start : hit.end])
    if skipped:
        hit = structs.replace(hit, start=hit.start + skipped)
    written = text[hit.start : hit.end]
    plain = joined(written).replace(" at ", "@").replace(" dot ", ".")
    if hit.pattern.rule == "mail-address-misread":
        plain = plain.replace(",", ".")
    local, _, domain = plain.rpartition("@")
    domain = domain.casefold().strip()
    is_ours = dictionary.owns_host(domain)  # what the organization says wins over what everybody knows of the name
    if (_NOBODYS.search(domain) and not is_ours) or (_MACHINES.match(local) and text[hit.end : hit.end + 1] == ":"):
        return None
    if "@" in written and re.search(r"\s@|@\s", written):
        return None
    if _LOGS_IN.search(text, max(0, hit.start - 80), hit.start):
        return None
    if is_ours:
        return finding(hit, confidence=Confidence.HIGH, reason="a mail address of the organization")
    before = text[max(0, hit.start - 110) : hit.start]
    if _THREAD.search(before):
        return None
    if _PRIVATE.search(domain):
        if _lays_it_to_the_attacker(text, hit):
            return finding(hit, label=Label.IOC_EMAIL, reason="an address that the text lays to the attacker")
        return finding(hit, confidence=Confidence.HIGH, reason="an address at a provider of private mail")
    if any(sign in written for sign in "[({"):
        return finding(
            hit, label=Label.IOC_EMAIL, confidence=Confidence.HIGH, reason="only an attacker's address is defanged"
        )
    if _defanged_elsewhere(text, hit.start, domain):
        return finding(hit, label=Label.IOC_EMAIL, reason="its domain is defanged elsewhere in the text")
    if dictionary.is_imitated_by(domain):
        return finding(hit, label=Label.IOC_EMAIL, reason="its domain imitates the organization's name")
    if _weight(text, hit, local, domain) >= ENOUGH:
        return finding(hit, label=Label.IOC_EMAIL, reason="the sender of an attack, by what stands around it")
    return finding(hit, reason="a mail address; nothing lays it to the attacker")


def _lays_it_to_the_attacker(text: str, hit: Hit) -> bool:
    """Whether an address at a provider of private mail, where everybody has one, is said to be the attacker's."""
    near = role(text, hit.start, near=60) is Role.ATTACKER
    defanged = any(sign in text[hit.start : hit.end] for sign in "[({")
    said = near or (defanged and (role(text, hit.start, near=140) is Role.ATTACKER or _follows(text, hit.end)))
    return said and not _FIELD.search(text[max(0, hit.start - 110) : hit.start])


def _weight(text: str, hit: Hit, local: str, domain: str) -> int:
    """How much lays an address to the attacker, where it stands here and near; below nothing for a person's."""
    written, low, high = text[hit.start : hit.end], max(0, hit.start - ABOUT), hit.end + ABOUT
    own = bool(_FUNCTION.match(local.casefold())) + bool(_CHEAP.search(domain)) + bool(_NAMELESS.search(domain))
    at = text.find(written, low, high)
    weights: list[int] = []
    while at >= 0 and len(weights) < MOST_PLACES:
        weights.append(_weight_here(text, (at, at + len(written))))
        at = text.find(written, at + 1, high)
    return own + (min(weights) if min(weights, default=0) < 0 else max(weights, default=0))


def _weigh(text: str, place: tuple[int, int]) -> int:
    start, end = place
    before, after = text[max(0, start - 110) : start], text[end : end + 40]
    told = 2 * bool(_AVOID.search(before[-60:]))
    told += 2 * bool(_WRITE_TO.search(before[-40:]) and _RANSOM.search(text[max(0, start - 700) : end + 300]))
    told += 2 * bool(_LISTED.search(before[-90:]) or _LISTED_BEHIND.match(after))
    if _SENT_ON.search(before):
        return told + 1
    if not told and (_FIELD.search(before) or _THEIRS_TO.search(before)):
        return -LEAST_DOUBT
    whose = role(text, start, near=140)
    if whose is Role.VICTIM and role(text, start, near=40) is Role.VICTIM:
        return -LEAST_DOUBT
    said = told + 2 * (whose is Role.ATTACKER or _follows(text, end))
    return said + bool(_SENDER.search(before) or _SENT_BEHIND.match(after))


_weight_here = Remembered(_weigh)
