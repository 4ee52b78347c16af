"""Hosts, domains and pages: ours, the attacker's, or everybody's.

A host below a domain or suffix of the organization, or below a name that only exists inside networks, is internal: of
its address only the host goes. A well-known service, a reserved name and a file name are nobody's.
"""

import ipaddress
import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.joint import DOT, DOT_TRIGGER, joined
from tocsin.vocab.role import Role, role
from tocsin.vocab.triage import Confidence

NAME = "web"
SUMMARY = "URLs, domains and host names, plain and defanged"

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_TOP = r"[^\W\d_](?:[\w-]{0,61}[^\W_])?"  # the last label of a domain begins with a letter (RFC 1123 section 2.1)
_HOST = rf"{_LABEL}(?:{DOT}{_LABEL}){{0,9}}"
_IPV6 = r"\[[0-9a-fA-F:\[\].%]{2,60}\]"
PATTERNS = (
    Pattern(
        rule="page-address",
        label=Label.IOC_URL,
        trigger=(
            r"(?:t[tx]?ps?|xps?|ftp|wss?|s3|ipfs|ldaps?|rmi|dns|sql|ql|redis|rediss|amqps?|mongodb|srv|ssh|"
            r"kafka|grpc|smb|[a-z])\]?(?::|\[:\]|\[:)/?/?"
        ),
        regex=(
            rf"(?<![A-Za-z0-9])\[?(?P<scheme>[a-zA-Z][\w+.-]{{1,20}})\]?(?:\[?:\]?//|\[://\]|:\[//\])"
            rf"(?:[^\s/@\"'<>]{{1,300}}?(?:@|\[@\]))?(?P<host>{_IPV6}|{_HOST})(?P<port>(?::|\[:\])\d{{1,5}})"
            rf"?(?P<path>[/?#][^\s\"'<>`|\\^«»，。；）]{{0,2000}})?"
        ),
        reason="an address of a page",
        examples=(
            "payload from ⟦hxxps://kx9.badhost[.]top/a.sh⟧ fetched",
            "see ⟦[https]://evil[.]example-bad[.]net/path⟧,",
            "(⟦http://kq7-update.xyz:8080/x?d=1⟧)",
        ),
        counterexamples=(
            "https://example.com/a",
            "http://localhost:8080/x",
            "https://api.openai.com/v1",
            "http://a.test/",
        ),
    ),
    Pattern(
        rule="domain-name",
        label=Label.IOC_DOMAIN,
        trigger=rf"(?:[a-z0-9\x80-\xff] ?[\[({{]? ?(?:\.|dot)[\])}}]? ?[a-z0-9\x80-\xff]|{DOT_TRIGGER})",
        regex=(
            rf"(?<![\w@./\\%+-])(?<!\w\.){_LABEL}(?:{DOT}{_LABEL}){{0,8}}{DOT}{_TOP}(?![\w@(=]|\[(?:@|at)\]|{DOT}\w|"
            rf"[/\\]\w{{1,40}}\.py|-\w)"
        ),
        reason="a domain name",
        examples=(
            "block ⟦kq7-update.xyz⟧ now",
            "C2 ⟦api[.]kq7[.]top⟧",
            "⟦drop(.)kq7(.)ru⟧",
            "see ⟦kq7-gift[nokta]net⟧ or",
        ),
        counterexamples=(
            "see README.md",
            "run deploy.sh",
            "notes.zip",
            "example.org",
            "os.path.join",
            "e.g.this",
            "a.b",
        ),
    ),
    Pattern(
        rule="host-in-key",
        label=Label.INTERNAL_HOST,
        trigger=(
            r"(?:host|jump|bastion|server|node|machine|peer|upstream|computer|instance|fqdn|devname|device)[a-z_.]{0,12}"
            r"[\"' ]{0,3}[:= ]"
        ),
        regex=(
            r"(?i:\b(?:(?:dvc|[sd])?host(?:name)?|dev(?:ice_?)?name|server(?:[_.](?:address|name))?|node|machine|peer|upstream|instance|"
            r"UnknownHostException|computer(?:name)?|jump box|jump host|bastion))"
            r"[\"']{0,2}\s{0,2}[:=]?\s{0,10}[\"'`]?(?P<value>[A-Za-z][A-Za-z0-9]{0,30}(?:-[A-Za-z0-9]{1,30})"
            r"{0,5})(?![\w(@-]|/\D|\.\w)"
        ),
        reason="a bare machine name after a word for machine",
        examples=(
            "host ⟦db-prod-07⟧ is down",
            "upstream ⟦gw14⟧:8443",
            "Node:      ⟦rack4-n2⟧/10.9.8.7",
            'devname="⟦fw-lys-b⟧" x',
        ),
        counterexamples=("the host is down", "server error 500", "host: localhost", "node v18"),
    ),
    Pattern(
        rule="host-in-log-line",
        label=Label.INTERNAL_HOST,
        trigger=r"[0-9]:[0-9][0-9]:[0-9][0-9][^ \n]{0,16} [a-z]",
        regex=(
            r"^\W{0,3}(?:<\d{1,3}>\d? ?)?(?:[^\W\d_]{3,5}\.?\s{1,2}\d{1,2} \d\d:\d\d:\d\d|"
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,14}) (?P<value>[A-Za-z][\w-]{1,62}) "
            r"(?:(?:date|devname|CEF|LEEF)(?==|:)|[\w./-]{1,48}(?:\[\d{1,8}\])?(?=:| \d{1,9} ))"
        ),
        reason="the second field of a syslog line is the machine (RFC 3164 section 4.1.2)",
        confidence=Confidence.HIGH,
        examples=("Mar  4 09:12:23 ⟦web-3⟧ sshd[811]: Failed", "ene  4 09:12:23 ⟦torre⟧ sshd[811]: Failed"),
        counterexamples=("Mar  4 09:12:23 the end", "Mar  4 09:12:23 localhost sshd[811]: Failed"),
    ),
    Pattern(
        rule="machine-in-parts",
        label=Label.INTERNAL_HOST,
        trigger=r"(?:[a-z0-9]-[a-z]{0,7}[0-9]|[0-9]-[a-z]{2})",
        regex=(
            r"(?<![\w.@/:-])(?:[A-Z][A-Z0-9]{1,9}(?:-[A-Z]{2,9}){0,3}-(?:[A-Z]{1,6})?\d{1,4}|"
            r"[A-Z]{2,8}-[A-Z]{2,8}\d{1,3}-[A-Z]{2,4}|"
            r"[a-z][a-z0-9]{1,9}(?:-[a-z]{2,9}){0,3}-(?:[a-z]{1,6})?\d{1,4})(?![A-Za-z0-9_@-]|\.\w|/\w)"
        ),
        reason="words and a number joined as machines are named",
        confidence=Confidence.LOW,
        examples=("laptop ⟦OSL-LT-0211⟧ was", "seen on ⟦mail-gw3⟧.", "⟦abc-kit-07⟧ rebooted", "from ⟦render-11⟧ to"),
        counterexamples=("ticket INC-1234", "CVE-2031", "utf-8", "COVID-19", "gpt-4", "claude-sonnet-4", "T-20441"),
    ),
    Pattern(
        rule="machine-of-prompt",
        label=Label.INTERNAL_HOST,
        trigger=r"(?:[a-z0-9_]@[a-z]|\\\\[a-z])",
        regex=(
            r"(?:(?:^|\[|\bssh |\bscp |\brsync |\bsftp |\bmosh |runner )(?:-\S{1,60} ){0,3}[a-z_][\w.-]{0,31}@|"
            r"(?<![\w\\:])\\{2,4})"
            r"(?P<value>[A-Za-z][A-Za-z0-9-]{1,62})(?=[ :~\]\n\r'\"),;]|\\{1,2}\w|$)"
        ),
        reason="the machine of a prompt, of a remote command or of a network path",
        examples=("[ops@⟦forge⟧ ~]$ ls", "ssh root@⟦lager⟧ uptime", "copy x \\\\⟦tresor⟧\\scan$"),
        counterexamples=("npm i @scope/pkg", "mail ada@mailbox.org"),
    ),
    Pattern(
        rule="machine-after-word",
        label=Label.INTERNAL_HOST,
        trigger=(
            r"(?:laptop|computer|komputer|komput|notebook|workstation|desktop pc|printer|impressora|ordenador|"
            r"ordinateur|postazione|equipo|"
            r"rechner|drucker|počítač|számítógép|bilgisayar|máy|kompyuta|tietokone|dator|datamaskin|komputeris|arvuti|"
            r"компьютер|комп'ютер|ноутбук|διακομιστή|υπολογιστή|端末|"
            r"プリンター|电脑|電腦|컴퓨터|เครื่อง|جهاز|מחשב|client) "
            r"?[\xe2:(（\[\\\"'`]{0,3}[a-z0-9{]"
        ),
        regex=(
            r"(?i:laptop(?: is called)?|computer|komputer\w{0,3}|notebook|workstation|printer|impressora|ordenador|"
            r"ordinateur|postazione|equipo|"
            r"rechner|drucker|počítač\w{0,2}|számítógép|bilgisayar\w{0,3}|máy|kompyuta|tietokone|dator|datamaskin|"
            r"arvuti|компьютер\w{0,2}|комп'ютер\w{0,2}|"
            r"ноутбук\w{0,2}|διακομιστή|υπολογιστή|端末|"
            r"プリンター|电脑|電腦|컴퓨터|เครื่อง|جهاز|מחשב|from client)[ :：(（\[\"'`]{1,3}"
            r"(?P<value>[A-Za-z][A-Za-z0-9]{0,30}(?:-[A-Za-z0-9]{1,30}){1,5}|[A-Za-z]{2,20}\d{1,4})(?![\w@-]|\.\w|/\w)"
        ),
        reason="a name with a hyphen or a number after a word for a machine",
        examples=("Komputer ⟦fz2-p101⟧ jest", "端末 ⟦OSK-PC-7⟧ で", "(from client ⟦wlan-ost⟧ port"),
        counterexamples=("the computer is down", "laptop batteries", "máy bay"),
    ),
    Pattern(
        rule="machine-name",
        label=Label.INTERNAL_HOST,
        trigger=(
            r"(?:prod|prd|stg|stag|dev|test|uat|qa|dmz|corp|int|use|usw|euw|euc|dc|node|srv|db|gpu|jump|vm|web|"
            r"app|k8s|rack|bastion|gw)"
        ),
        regex=(
            r"(?<![\w.@/:-])(?=[\w-]{4,40}(?![\w-]))(?=[\w-]{0,39}\d)(?:[A-Za-z0-9]{1,12}-){0,4}(?<![^\W_])(?:prod|"
            r"prd|stg|"
            r"staging|dev|test|uat|qa|dmz|(?:us|eu|ap|sa|ca)[ewnsc]\d?|dc|node|srv|db|gpu|jump|vm|web|app|k8s|"
            r"rack|bastion|gw)\d{0,3}(?:-[A-Za-z0-9]{1,12}){0,3}(?![\w@-]|\.\w|/\w)"
        ),
        reason="words for a stage or a service and a number, as machines are named",
        confidence=Confidence.LOW,
        examples=("moved from ⟦db-prod-07⟧ to", "⟦srv-dc-12⟧ answered"),
        counterexamples=("the test-case", "dev-mode", "gpu"),
    ),
)
# Top-level domains that are also endings of files: only defanged, in an address or after a cue are they domains.
_FILE_ENDINGS_WORDS = (
    "py sh md rs zip mov pl so ps cc js ts go java rb php html css json yaml yml toml txt log csv pdf exe dll bin "
    "jar doc docx xls xlsx png jpg gif svg xml ini cfg conf sql db bak tmp lock whl gz tar xz bz2 safetensors "
    "onnx pt pkl ckpt gguf ipynb com_ adoc app bat cmd ps1 vbs lnk iso img apk deb rpm cpp hpp swift kt env key "
    "pem crt local_ cs vb mm ai_ sys dat"
)
_FILE_ENDINGS = frozenset(_FILE_ENDINGS_WORDS.split())
# Generic top-level domains that are in wide use, and all of two letters (ISO 3166-1 alpha-2). Source: IANA root zone.
_GENERIC_WORDS = (
    "com org net edu gov mil int info biz name pro aero coop museum mobi jobs travel tel cat asia post xxx arpa "
    "app dev page cloud online site website store shop tech top xyz club live life world today news blog wiki "
    "link click help support services solutions systems network digital agency email company center space fun icu "
    "vip win bid loan men work works party science date download stream trade review racing accountant cricket "
    "faith gdn ltd group team studio design media software host hosting press rest bar cam buzz monster cyou sbs "
    "cfd quest lol best one run zone tools bot chat gpt"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_COUNTRY_PLAIN_WORDS = (
    "ru su cn tk ml ga cf gq pw ws to tv me io ai co uk de fr it es nl be ch at se no dk fi pl cz ua by kz br ar "
    "mx cl pe in pk ir tr kr jp tw hk sg my th vn id ph au nz za ng ke eg ma il sa ae eu us ca pt gr ro bg hu sk "
    "si hr rs ee lv lt lu ie is li st la sx fm am gg vc sc ag bz lc mn nu cx gl im je mu nf pm re tf wf yt"
)
_COUNTRY_PLAIN = frozenset(_COUNTRY_PLAIN_WORDS.split())
# RFC 2606, RFC 6761, RFC 6762, RFC 8375 and names that only exist inside networks (ICANN reserved "internal" in 2024).
_INSIDE = (
    ".internal",
    ".local",
    ".lan",
    ".corp",
    ".intranet",
    ".localdomain",
    ".home.arpa",
    ".private",
    ".cluster.local",
)
_RESERVED = re.compile(
    r"(?i)(?:^|\.)(?:example|test|invalid|localhost|onion_)$|(?:^|\.)example\.(?:com|org|net|edu|[a-z]{2}|"
    r"co\.[a-z]{2})$"
)
# Services that are named in nearly every AI deployment; an address of theirs tells nothing about anybody.
_SERVICES_WORDS = (
    "openai.com anthropic.com claude.ai chatgpt.com huggingface.co hf.co googleapis.com google.com gstatic.com "
    "youtube.com amazonaws.com amazon.com microsoft.com microsoftonline.com azure.com windows.net office.com "
    "live.com apple.com github.com githubusercontent.com github.io gitlab.com bitbucket.org pypi.org "
    "pythonhosted.org python.org npmjs.com npmjs.org nodejs.org docker.com docker.io kubernetes.io cloudflare.com "
    "fastly.net slack.com atlassian.net atlassian.com mistral.ai cohere.ai cohere.com groq.com replicate.com "
    "perplexity.ai langchain.com wandb.ai mitre.org nist.gov cisa.gov cve.org first.org oasis-open.org ietf.org "
    "w3.org wikipedia.org schema.org json-schema.org stackoverflow.com reddit.com twitter.com x.com linkedin.com "
    "facebook.com virustotal.com abuse.ch welivesecurity.com owasp.org arxiv.org doi.org apache.org debian.org "
    "ubuntu.com redhat.com mozilla.org letsencrypt.org modelcontextprotocol.io opentelemetry.io quay.io gcr.io "
    "ghcr.io jquery.com jsdelivr.net unpkg.com stripe.com twilio.com"
)
_SERVICES = frozenset(_SERVICES_WORDS.split())
_MACHINE_WORD = re.compile(
    r"(?:nas|san|gw|fw|edge|login|pc|ws|wks|lt|lap|laptop|nb|srv|svr|mfp|prn|prt|printer|sw|ap|rtr|router|render|bld|"
    r"build|hv|esx|esxi|bkp|backup|"
    r"nfs|smb|mx|mail|smtp|ldap|ad|dc|sql|pg|mysql|redis|kafka|es|elk|cache|proxy|lb|hpc|cluster|worker|runner|ci|"
    r"jenkins|term|kiosk|pos|hmi|"
    r"plc|scada|rtu|cam|nvr|nms|mon|log|logs|siem|wlc|vpn|desktop|dt|imac|mac|mbp|host|box|bastion|jump|hop|stor|"
    r"store|file|files|fs|web|www|api|"
    r"app|db|gpu|vm|k8s|node|rack|core|spine|leaf|lab|ftp|sftp|dns|ns|ntp|voip|pbx|sip|rds|rdp|citrix|vdi|tab|"
    r"ipad)\d{0,4}"
)
_LOG_LEVELS_WORDS = (
    "trace debug info notice warn warning error err crit critical fatal panic alert emerg severe fine verbose"
)
_LOG_LEVELS = frozenset(_LOG_LEVELS_WORDS.split())
# What is named in parts with a number and is no machine: editions, standards, tickets, models, units.
_EDITIONS_WORDS = (
    "cve cwe capec ghsa iso iec rfc nist ieee inc tkt req chg prb ticket case issue bug task story epic pr gh utf "
    "sha aes rsa ecdsa ed des "
    "gpt claude gemini llama mistral mixtral qwen deepseek phi yi falcon command grok nova titan jamba olmo kimi glm "
    "bge e5 gte minilm whisper "
    "dall flux sdxl bert t5 opus sonnet haiku turbo mini instruct chat base large small medium preview beta alpha rc "
    "covid sars h1n1 usb hdmi "
    "wpa http tls ssl ssh tcp udp ipv version ver rev part chapter section appendix fig figure table step phase "
    "level tier day week month year "
    "page line slide question option item room gate floor building block zone sector top tag lot batch invoice order "
    "po inv ref art nr no sms "
    "ascii latin windows cp us en de fr es pt it nl sv da fi no pl cs sk hu ro tr ru uk ja ko zh ar he hi th vi id "
    "ms sw aug sep oct nov dec "
    "jan feb mar apr may jun jul thread threads pool executor exec nio task process proc scheduler"
)
_EDITIONS = frozenset(_EDITIONS_WORDS.split())
_HOST_KEY = re.compile(
    r"(?i)(?:dev(?:ice_?)?name|host_?name|server_?name|computer_?name|[a-z]host)\"{0,2}\s?[:=]\s?\"{1,2}$"
)
_KEY = re.compile(r"\"key\"\s?:\s?\"$")  # the name of an attribute, not a value
_SPEAKS_WORDS = "http https hxxp hxxps ftp ftps ws wss fxp tcp udp"
_SPEAKS = frozenset(_SPEAKS_WORDS.split())


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the domains and hosts of the dictionary are asked when a hit is confirmed."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """Whose host it is; None for a file name, a reserved name or a service that everybody uses."""
    match hit.pattern.rule:
        case "page-address":
            return _page(text, hit, dictionary)
        case "domain-name":
            return _domain(text, hit, dictionary)
        case "host-in-key":
            value = text[hit.start : hit.end]
            is_named = "-" in value and bool(_HOST_KEY.search(text[max(0, hit.start - 24) : hit.start]))
            is_numbered = any(map(str.isdigit, value)) and not re.fullmatch(r"v?\d+|v\d.*", value)
            return finding(hit) if is_named or is_numbered else None
        case "machine-in-parts":
            return finding(hit) if _is_machine(text[hit.start : hit.end]) else None
        case "host-in-log-line":
            return None if text[hit.start : hit.end].casefold() in _LOG_LEVELS | {"localhost"} else finding(hit)
        case "machine-of-prompt":
            is_said = text[hit.start : hit.end].casefold() in {"localhost", "host", "server", "hostname"}
            return None if is_said else finding(hit)
    return finding(hit)


def _is_machine(name: str) -> bool:
    """Whether words and a number are a machine's: three parts or a word for one, and no edition, ticket or model."""
    parts = name.casefold().split("-")
    is_known = bool(_MACHINE_WORD.fullmatch(parts[0])) and len(parts) > 2 and parts[-1].isdigit()
    if (_EDITIONS & set(parts) and not is_known) or (name.isupper() and len(parts) == 2 and parts[1].isdigit()):
        return False
    if any(re.fullmatch(r"\d+[bkm]|v\d+", part) for part in parts):
        return False
    named = any(_MACHINE_WORD.fullmatch(part) for part in parts)
    return named or (len(parts) > 2 and parts[-1].isdigit() and len(parts[-1]) > 1)


def _page(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    found = re.compile(hit.pattern.regex).match(text, hit.match_start, hit.match_end)
    if found is None:
        return None
    host = refang(found.group("host"))
    start, end = found.span("host")
    if _is_internal(host, dictionary):
        return finding(
            hit, label=Label.INTERNAL_HOST, start=start, end=end, confidence=Confidence.HIGH, reason=_INTERNAL
        )
    address = _address(host)
    if address is not None:
        if not address.is_global or dictionary.owns_address(address):
            return None  # the detector of networks names the address inside
    elif "." not in host:
        bare = any(map(str.isdigit, host)) and "-" in host
        return finding(hit, label=Label.INTERNAL_HOST, start=start, end=end) if bare else None
    elif _is_nobodys(host):
        return None
    if found.group("scheme").casefold() not in _SPEAKS:
        return (
            finding(hit, label=Label.INTERNAL_HOST, start=start, end=end, confidence=Confidence.LOW)
            if address is None
            else None
        )
    whole = text[hit.match_start : hit.match_end].rstrip(".,;:!?)]}'")
    if whole.count("(") > whole.count(")") and text[hit.match_start + len(whole) :].startswith(")"):
        whole += ")"
    return finding(hit, end=max(end, hit.match_start + len(whole)), confidence=_sureness(text, hit))


def _domain(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    written = text[hit.start : hit.end]
    host = refang(written)
    if _is_internal(host, dictionary):
        return finding(hit, label=Label.INTERNAL_HOST, confidence=Confidence.HIGH, reason=_INTERNAL)
    if _address(host) is not None or _is_nobodys(host):
        return None
    top, defanged = host.rsplit(".", 1)[-1], any(sign in written for sign in "[({")
    if not top.isalpha() and not top.startswith("xn--"):
        return None
    if not defanged:
        if _KEY.search(text[max(0, hit.start - 10) : hit.start]) or text[hit.end : hit.end + 2] == '":':
            return None
        known = top in _GENERIC or top in _COUNTRY_PLAIN
        told = role(text, hit.start) is Role.ATTACKER
        if top in _FILE_ENDINGS:
            in_use = top in {"zip", "mov", "sh", "py", "cc", "pl", "rs", "ps", "so", "md"}
            if not in_use or not (told or host.count(".") > 1 or "-" in host):
                return None
        elif not known or written != written.lower() or len(host) < 5 or "_" in host:
            return None
        if written.split(".")[0] in {"self", "os", "sys", "np", "this", "console", "math", "json", "re"}:
            return None
    return finding(hit, confidence=_sureness(text, hit))


_INTERNAL = "it lies below a domain of the organization, or below a name that only exists inside networks"


def _is_internal(host: str, dictionary: Dictionary) -> bool:
    return dictionary.owns_host(host) or host.casefold().endswith(_INSIDE)


def _is_nobodys(host: str) -> bool:
    name = host.casefold()
    parts = name.split(".")
    return bool(_RESERVED.search(name)) or any(".".join(parts[at:]) in _SERVICES for at in range(len(parts) - 1))


def _sureness(text: str, hit: Hit) -> Confidence:
    written = text[hit.match_start : hit.match_end]
    if refang(written) != written or role(text, hit.match_start) is Role.ATTACKER:
        return Confidence.HIGH
    return Confidence.LOW


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return None


def refang(written: str) -> str:
    """A host as machines write it, lower case."""
    return joined(written).replace("[:]", ":").casefold()
