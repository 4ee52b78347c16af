"""Network addresses: ours, the victim's, the attacker's, or nobody's.

A private address is the organization's. A public one is the victim's where the text says so, and an indicator
otherwise. Documentation, loopback and well-known resolver addresses are nobody's.
"""

import ipaddress
import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.role import Role, role
from tocsin.vocab.triage import Confidence

NAME = "network"
SUMMARY = "IPv4 and IPv6 addresses, plain and defanged"

_DOT = r"(?:\.| \. |\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?)"
_COLON = r"(?:\[:\]|:)"
PATTERNS = (
    Pattern(
        rule="ipv4-address",
        label=Label.IOC_IPV4,
        trigger=r"[0-9] ?[\[({]?(?:\.|dot| dot)",
        regex=rf"(?<![\w.])(?:\d{{1,3}}{_DOT}){{3}}\d{{1,3}}(?![\w%]|\.\d)",
        reason="four numbers of an IPv4 address",
        examples=(
            "beacon to ⟦203.0.114.9⟧:443",
            "to ⟦45 . 155 . 205 . 9⟧",
            "C2 ⟦45[.]155[.]205[.]9⟧ seen",
            "⟦45(.)155(.)205(.)9⟧",
        ),
        counterexamples=(
            "version 1.2.3.4",
            "Chrome/120.0.6099.71",
            "resolver 8.8.8.8",
            "127.0.0.1",
            "192.0.2.7",
            "1.2.3.4.5",
        ),
    ),
    Pattern(
        rule="ipv6-address",
        label=Label.IOC_IPV6,
        trigger=r"[0-9a-f]?\[?:\]?[0-9a-f:\[]",
        regex=(
            rf"(?<![\w:.])(?=[0-9a-fA-F\[\]:]{{0,60}}\d)(?=[0-9a-fA-F\[\]:]{{0,60}}?{_COLON}{{2}}|"
            rf"(?:[0-9a-fA-F]{{0,4}}{_COLON}){{7}})(?:[0-9a-fA-F]{{0,4}}{_COLON})"
            rf"{{2,7}}[0-9a-fA-F]{{0,4}}(?![\w:])"
        ),
        reason="an IPv6 address",
        examples=("from ⟦2a01:4f8:c17:b0f::2⟧ at", "⟦2a01[:]4f8[:]c17[:]b0f[:][:]2⟧"),
        counterexamples=("at 10:22:01 today", "::1", "2001:db8::1", "std::vector", "a::b"),
    ),
)
# Resolvers and time servers that stand in every configuration and tell nothing. Sources: their operators' pages.
_WELL_KNOWN_WORDS = (
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220 4.2.2.2 168.63.129.16 "
    "169.254.169.254 2001:4860:4860::8888 2606:4700:4700::1111 2620:fe::fe"
)
_WELL_KNOWN = frozenset(_WELL_KNOWN_WORDS.split())
_VERSION = re.compile(
    r"(?i)(?:\b(?:versions?|ver|v|builds?|build_?(?:no|number)|release[sd]?|driver|tag|image|firmware|rev|chrome|"
    r"firefox|"
    r"kernel|update|lib|library|chapter|section|clause|figure|level|adapter|kapitel|cap[ií]tulo|"
    r"chapitre)[\s=:/\"'-]{1,4}|"
    r"\b(?:CEF|LEEF):\d(?:\.\d)?\|[^|\n]{0,20}\|[^|\n]{0,20}\||"
    r"\b(?:tested|works?|compatible|verified) (?:with|on|against) |(?<![\w.-])[A-Za-z]{3,20}-|"
    r"[/@~^]v?|=v|\bv|[<>=~]=\s?|\bchangelog |\b(?:bump|upgrad|downgrad|pin|updat)\w* [\w.@/-]{1,60} (?:from |to )|"
    r"\b\w{0,20}version[\"':= ]{1,4}(?:(?:value|str|string)[\"':=( ]{1,4})?|[#§]{1,2} ?\[?)$"
)
# Words for a version, an edition or a build, in the languages of reports; near by, four small numbers are one.
_VERSION_NEAR = re.compile(
    r"(?i)versi|vers[aã]o|vers[aã]|wersj|verze|verzi|верси|версі|έκδοση|εκδοση|s[üu]r[üu]m|phiên bản|toleo|útgáf|"
    r"utg[aå]v|"
    r"version|firmware|build|\brelease|revis|edi[cç]|ausgabe|uitgave|redak|librar|\blib\b|módul|модул|збірк|сборк|"
    r"engine|driver|software|oprogramow|програм|programa|dll\b|\.exe\b|版|バージョン|ファームウェア|버전|펌웨어|"
    r"เวอร์ชัน|รุ่น|إصدار|الإصدار|نسخة|نسخه|גרסה|גרסת|संस्करण|সংস্করণ|பதிப்பு"
)
# A product and its number: "Server 3.2.3.1", "transformers 4.44.2.1".
_PRODUCT = re.compile(r"(?:(?<![\w.@])[A-Za-z][\w.+-]{2,30}) $")
_ADDRESS_NEAR = re.compile(
    r"(?i)\bip(?:v4)?\b|\bips\b|addr|host|\bsrc|\bdst|source|dest|client|peer|remote|gateway|router|\bdns\b|\bfrom\b|"
    r"\bvon\b|"
    r"\bconnect|\bssh\b|\bping|\bserver at|\bat\b|\bc2|beacon|scan|block|adres|direc|endere|indiriz|адрес|αρ|địa chỉ|"
    r"地址|アドレス|주소|"
    r"ไอพี|عنوان|כתובת|पता"
)
_AFTER = re.compile(r"\A(?::\d{2,5}\b|/\d{1,2}\b|,? port\b)")
SMALL, FIRST_SMALL = 64, 30  # of an address one in some hundred has such numbers, of a version nearly every one
_KEPT_SLASH = re.compile(
    r"(?i)(?:://|(?:ip|addr\w*|hosts?|src|dst|from|to|client|server|peer|c2\w?|cnc|rhost|lhost|target|remote|"
    r"source)=)$"
)
# A word of a log in capitals and a slash: what follows is where it went ("HIER_DIRECT/"), not a product's version.
_FIELD_BEFORE = re.compile(r"\b[A-Z]{3,}_[A-Z_]{2,}/$")
# What a log says of somebody who was not let in.
_REFUSED = re.compile(
    r"(?i)invalid user|failed password|authentication fail|login incorrect|\bblock(?:ed)?\b|\bdenied\b|\brejected\b|"
    r"\bbanned?\b|"
    r"threat\W{1,4}indicator|\bioc\b|anomaly score|intrusion|\balert\b"
)
_USERS_KEY = re.compile(
    r"(?i)(?:(?:client|user|customer|remote_user|visitor|caller|end.?user|login|signin|signup|registration|session|"
    r"player|member|requester|patient|subscriber|passenger)[_.\- ]?(?:ip|"
    r"addr(?:ess)?)(?:[_ "
    r"]?address)?[\"'\s]{0,3}[:=,]?[\"'\s]{0,3}|"
    r"\blast[_.-]?(?:(?:login|seen|known|used)[_.-]?)?ip(?:[_.-]?addr\w*)?[\"'\s]{0,3}[:=,]?[\"'\s]{0,3}|"
    r"(?:x-forwarded-for|x-real-ip|true-client-ip|cf-connecting-ip|forwarded)[\"'\s]{0,3}[:=][\"'\s]{0,3}|"
    r"(?:x-forwarded-for|x-real-ip|true-client-ip|cf-connecting-ip|(?:x-)?(?:original-|cluster-|fastly-)?client-ip|"
    r"user_?ip|customer_?ip)[\"'],\s?[\"']value[\"']:\s?[\"']|"
    r"\bcs\dlabel=\w{0,12}(?:client|user|customer|caller)\w{0,12} cs\d=|\bremip=|접속 ip\s{0,4}: ?|"
    r"SubjectConfirmationData Address=[\"']|\bAccepted [\w/-]{3,30} for (?:invalid user )?\S{1,64} from )$"
)
# The account in whose record it stands ("user": {"email": …, "ip_address": …}): no brace closes in between.
_IN_RECORD = re.compile(
    r"(?i)[\"'](?:user|customer|client|patient|member|requester|subscriber|account_?holder)[\"']\s?[:=]>?\s?\{"
    r"[^{}\n]{0,200}[\"']ip(?:_?addr(?:ess)?)?[\"']\s?[:=]>?\s?[\"']$"
)
# A person, named with a title, who connected from there.
_CONNECTS = re.compile(
    r"(?i)(?<![^\W_])(?:mrs?|ms|dr|madame|mme|frau|herrn?|sig(?:\.ra|\.na|nora)?|sr|sra|señora?|doña|senhora?|dona|pani?|"
    r"paní|mevr(?:ouw)?|dhr|heer|fru|hr|rouva|herra|bay|bayan|г-н|г-жа|пан|пані|κ|κα|ông|bà|ibu|bapak)\.? "
    r"[^\d;\n]{2,60}\b(?:connect|log|sign|colleg|connett|conect|ingres|acced|accéd|einlog|anmeld|verbind|verband|"
    r"inlog|přihl|prihl|pripoj|připoj|zalog|łącz|bejelentk|csatlak|вош|вход|подключ|заход|підключ|συνδ|bağlan|giriş|"
    r"đăng nhập|masuk|yhdist|kirjaut)[^\s\d]{0,12}(?: [^\s\d]{1,12}){0,3} $"
)
# Where somebody is at home, or always comes from, in the languages of reports.
_AT_HOME = re.compile(
    r"(?i)\b(?:my|mine|his|her|their|our|own|home|house|from home|private|always|usual(?:ly)?|normally|only ever|"
    r"never changes|"
    r"meine?|zu ?hause|daheim|immer|mi|casa|siempre|minha|meu|sempre|chez|maison|domicile|toujours|mio|mia|thuis|"
    r"altijd|"
    r"hemma|alltid|hjemme|altid|koti\w{0,4}|aina|doma|vždy|domu|dom[uo]wy\w{0,3}|zawsze|mój|moje|otthon\w{0,5}|"
    r"mindig|acas[aă]|mereu|"
    r"ev\w{0,4}|her zaman|rumah|selalu|nyumbani|kwake|daima|nhà|luôn|дома|домашн\w{0,4}|всегда|вдома|завжди|visada|"
    r"namų|mano|vienmēr|kodu|"
    r"σπίτι|πάντα)\b|自宅|家|在宅|집|บ้าน|المنزل|בית|घर"
)
# A thing that a person has at home or carries, before its address in the same clause.
_OWN_THING = re.compile(
    r"(?i)\b(?:own|home|personal|private|residential|household|domestic|her|his|my|their)\b[^.;]{0,30}\b(?:laptop|"
    r"phone|router|"
    r"broadband|connection|line|computer|desktop|tablet|modem|network|wi-?fi|ip|address)\b|dom[eé]stic[oa]|"
    r"residencia[ls]?|"
    r"r[eé]sidentiel|domicile|domestico|heimisch|privatanschluss|heimnetz|thuisnetwerk|hemnät\w{0,3}|"
    r"hjemmenett\w{0,3}|kotiverk\w{0,4}|"
    r"koduvõrg\w{0,3}|mājas|namų|domow\w{1,3}|domác\w{1,3}|otthoni|acasă|kućn\w{1,3}|домашн\w{1,4}|οικιακ\w{1,3}|"
    r"ev ağı|rumahan"
)
_OWN = re.compile(
    r"(?i)\b(?:own|eigene[nmrs]?|propi[oa]|propre|propri[oa]|própri[oa]|eigen|egen|egna|eget|oma\w{0,3}|własn\w{1,3}|"
    r"vlastn\w{1,3}|saját|kendi|собственн\w{1,3}|сво(?:его|ей|им|ём|ём)|власн\w{1,3}|δικ[ήό]\w{0,2}|sendiri|oman)\b|本人|自己|본인"
)
# A row of a table of people, as a dump of a database writes it.
_IN_DUMP = re.compile(
    r"(?i)INSERT INTO [`\"']?(?![^\s(]{0,40}(?:log|audit|ioc|indicator|block|event|alert|threat|attack|scan|hit))"
    r"[^;]{0,1500}"
    r"\n? ?\([^()\n;]{20,300}, ?'$"
)
MOST_OF_A_DUMP = 1_600  # signs before a row that are read for the head of its table
_LOGGED_IN = re.compile(r" - [A-Za-z][\w.@-]{1,40} \[\d{1,2}/")  # an access log with the name of a user
_CLAUSE = re.compile(r"[;.!?](?: |$)|\b(?:not|but|while|whereas|while the|nicht|aber|mais|pero|mas|ma|maar)\b")
_ASIDE = re.compile(
    r"(?::\d{1,5})?[\"'\]]?\s{0,4}(?:[(\[（|]|(?:[-–—=#]|//|=>|<-|←|→) )\s?(?P<said>[^()\[\]（）|\n]{3,48})"
)
_TAG = re.compile(r"[\"'\]]?, (?P<said>[^()\[\]|\n,.;]{3,48})")  # an apposition: ", the customer's own line"
_PERSON_BEFORE = re.compile(r"[\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{2,40}[^\n]{0,40}\bip\b[^\n\d]{0,16}$", re.IGNORECASE)

_DOCUMENTATION = [  # RFC 5737, 3849, 9637
    ipaddress.ip_network(block)
    for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
]


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the networks of the dictionary are asked when a hit is confirmed."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address and whose it is; None where it is none, or nobody's."""
    written = text[hit.start : hit.end]
    end = hit.end - (written.endswith(":") and not written.endswith("::"))
    address = _address(re.sub(r"[\[\](){}\s]", "", text[hit.start : end]).replace("dot", "."))
    if address is None or str(address) in _WELL_KNOWN:
        return None
    if address.version == 4 and "[" not in written and _is_version(text, hit, str(address)):
        return None
    return _judged(text, hit, dictionary, address, end)


def _is_version(text: str, hit: Hit, written: str) -> bool:
    """Whether four numbers are those of a version, a chapter or a build."""
    before = text[max(0, hit.start - 40) : hit.start]
    if _KEPT_SLASH.search(before):
        return False
    if _FIELD_BEFORE.search(before):
        return False
    if _VERSION.search(before):
        return True
    numbers = [int(number) for number in written.split(".")]
    if before.endswith("="):
        return max(numbers) <= SMALL or numbers[-2:] == [0, 0]
    if numbers[1:] == [0, 0, 0] and numbers[0] != 10 and not _AFTER.match(text[hit.end : hit.end + 8]):
        return True
    if numbers[0] == 0:
        return True  # "this network" is no address of anybody (RFC 1122 section 3.2.1.3)
    if numbers[0] > FIRST_SMALL or max(numbers[1:]) > SMALL or _AFTER.match(text[hit.end : hit.end + 8]):
        return False
    around = before + text[hit.end : hit.end + 24].partition("\n")[0]
    if _VERSION_NEAR.search(around):
        return True
    named = _ADDRESS_NEAR.search(before.rpartition("\n")[2])
    return numbers[0] != 10 and not named and bool(_PRODUCT.search(before) or max(numbers) <= FIRST_SMALL)


def _judged(
    text: str,
    hit: Hit,
    dictionary: Dictionary,
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
    end: int,
) -> Finding | None:
    if dictionary.owns_address(address):
        reason = "it lies in a network of the organization's dictionary"
        return finding(hit, end=end, label=Label.INTERNAL_IP, confidence=Confidence.HIGH, reason=reason)
    if _is_nobodys(address):
        return None
    if not address.is_global:
        reason = "addresses of this block are used inside organizations only (IANA special-purpose registries)"
        return finding(hit, end=end, label=Label.INTERNAL_IP, confidence=Confidence.HIGH, reason=reason)
    whose = _whose(text, hit, end)
    if whose is not Role.ATTACKER and _is_users(text, hit, whose):
        reason = "the text says that it is a customer's or a user's address"
        return finding(hit, end=end, label=Label.USER_IP, reason=reason)
    if whose is Role.ATTACKER or "[" in text[hit.start : end]:
        reason = "a public address that the text lays to the attacker, or that is defanged"
        return finding(hit, end=end, confidence=Confidence.HIGH, reason=reason)
    reason = "a public address; nothing near it says whose it is"
    return finding(hit, end=end, confidence=Confidence.LOW, reason=reason)


def _whose(text: str, hit: Hit, end: int) -> Role:
    """What stands in brackets behind it says more than the words before it."""
    aside = _ASIDE.match(text, end)
    if aside is not None:
        said = role(text, aside.end(), near=aside.end() - aside.start("said"))
        if said is not Role.UNKNOWN:
            return said
        if _AT_HOME.search(aside["said"]):
            return Role.VICTIM
    tag = _TAG.match(text, end)
    if tag is not None and _OWN.search(tag["said"]) and role(tag["said"], 48) is Role.VICTIM:
        return Role.VICTIM
    return role(text, hit.start)


def _is_users(text: str, hit: Hit, whose: Role) -> bool:
    """Whether the words before it say that a person is there, and no attacker."""
    before = text[max(0, hit.start - 110) : hit.start]
    after = text[hit.end : hit.end + 60].partition("\n")[0]
    line = before.rpartition("\n")[2] + after
    if _REFUSED.search(line):
        return False
    if _USERS_KEY.search(before[-90:]) or _PERSON_BEFORE.search(before) or _CONNECTS.search(before):
        return True
    if _IN_RECORD.search(text[max(0, hit.start - 260) : hit.start]):
        return True
    if before.endswith("'") and _IN_DUMP.search(text[max(0, hit.start - MOST_OF_A_DUMP) : hit.start]):
        return True
    if whose is Role.VICTIM and (
        role(text, hit.start, near=40) is Role.VICTIM
        or _ASIDE.match(text, hit.end)
        or _OWN.search(before)
        or _OWN.search(after)
    ):
        return True
    if _LOGGED_IN.match(after):
        return True
    clause = _CLAUSE.split(before[-64:].rpartition("\n")[2])[-1]
    return bool(_AT_HOME.search(before[-28:].rpartition("\n")[2]) or _OWN_THING.search(clause))


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(written)
    except ValueError:
        return None


def _is_nobodys(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if any(address in block for block in _DOCUMENTATION if block.version == address.version):
        return True
    return (
        address.is_reserved
        or address.is_loopback
        or address.is_unspecified
        or address.is_multicast
        or address.is_link_local
    )
