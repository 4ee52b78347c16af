"""Indicators nobody owns: hashes, CVEs, wallets, packages, models, tools."""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "indicators"
SUMMARY = "file hashes, CVE and technique ids, wallets, packages, AI models and tools"

_HUBS = (
    r"gpt-?\d|gpt-4|gpt-oss|chatgpt-|o[134]-|text-embedding-|davinci|whisper-|dall-e|claude-|gemini-|gemma|"
    r"palm|bard|llama|"
    r"codellama|mistral|mixtral|ministral|codestral|pixtral|magistral|qwen|qwq|deepseek|phi-|yi-|falcon|"
    r"command-r|c4ai|aya-|"
    r"grok-|nova-|titan-|jamba|dbrx|olmo|starcoder|stablelm|solar|kimi|glm-|chatglm|ernie|hunyuan|granite|"
    r"nemotron|bge-|e5-|"
    r"gte-|nomic-embed|all-minilm|vicuna|alpaca|wizardlm|zephyr|bloom|sd-|sdxl|flux"
)
# Programs that attackers bring or misuse, by their public names (MITRE ATT&CK software; vendors' reports).
_TOOLS = (
    r"mimikatz|cobalt ?strike|metasploit|meterpreter|brute ratel|bloodhound|sharphound|rubeus|certipy|impacket|"
    r"psexec|crackmapexec|netexec|"
    r"responder\.py|lazagne|secretsdump|kerbrute|hashcat|sqlmap|gobuster|dirbuster|ffuf|masscan|zmap|nuclei|wpscan|"
    r"openbullet2?|sipvicious|"
    r"dnscat2?|iodine|ngrok|frpc|ligolo(?:-ng)?|rclone|megasync|anydesk|teamviewer|rustdesk|screenconnect|atera|"
    r"splashtop|netsupport|"
    r"asyncrat|quasarrat|quasar rat|remcos|njrat|dcrat|xworm|venomrat|darkcomet|agent tesla|formbook|snake keylogger|"
    r"lokibot|redline|raccoon stealer|"
    r"vidar|lumma(?:c2)?|rhadamanthys|stealc|risepro|amadey|smokeloader|emotet|qakbot|icedid|trickbot|dridex|"
    r"bumblebee loader|pikabot|darkgate|"
    r"gootloader|socgholish|guloader|lockbit|blackcat|alphv|akira ransomware|conti ransomware|revil|ryuk|black basta|"
    r"royal ransomware|xmrig|"
    r"xmrig-proxy|grandoreiro|mekotio|vultur|anubis trojan|cerberus trojan|hydra trojan|joker malware|pegasus "
    r"spyware|predator spyware|"
    r"plugx|shadowpad|gh0st ?rat|poison ivy|china chopper|webshell b374k|wso shell|godzilla webshell|antsword|havoc "
    r"c2|mythic c2|sliver c2|"
    r"empire c2|poshc2|covenant c2|evilginx2?|gophish|modlishka|wormgpt|fraudgpt|ghostgpt|evilgpt|garak|pyrit|"
    r"promptfoo redteam"
)
PATTERNS = (
    Pattern(
        rule="file-hash",
        label=Label.IOC_HASH,
        trigger=r"[0-9a-f]{32}",
        regex=(
            r"(?<![0-9A-Za-z_/+-])(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{96}|[0-9a-fA-F]{64}|[0-9a-fA-F]{56}|"
            r"[0-9a-fA-F]{40}|[0-9a-fA-F]{32})(?![0-9A-Za-z_+=/-])"
        ),
        reason="as long as a digest of a file",
        examples=(
            "sha256=⟦e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855⟧",
            "loader_sha256: ⟦e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855⟧",
            "dropped (⟦d41d8cd98f00b204e9800998ecf8427e⟧)",
        ),
        counterexamples=(
            '"traceId": "d41d8cd98f00b204e9800998ecf8427e"',
            "commit da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "uses: tools/checkout@da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "file;commit;who\na.py;da39a3ee5e6b4b0d3255bfef95601890afd80709;Ada",
            '{"event_id":"d41d8cd98f00b204e9800998ecf8427e"}',
            "'jeton'  => 'd41d8cd98f00b204e9800998ecf8427e'",
            "image@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
    ),
    Pattern(
        rule="cve-id",
        label=Label.CVE,
        trigger=r"cve[-_ ]",
        regex=r"(?i:(?<![A-Za-z0-9])CVE[-_ ](?:19|20)\d\d[-_ ]\d{4,7})(?!\d)",
        reason="a CVE id (CVE Program, id syntax of 2014)",
        confidence=Confidence.HIGH,
        examples=("exploits ⟦CVE-2031-12345⟧ in",),
        counterexamples=("CVE-20-1", "a CVE is"),
    ),
    Pattern(
        rule="technique-id",
        label=Label.TTP_ID,
        trigger=r"(?:t[0-9]{4}|aml\.t|aml\.m|ta00|llm[0-9]{2}|asi[0-9]{2}|cwe-|capec-)",
        regex=(
            r"(?<![\w./-])(?:AML\.(?:TA?|M|CS)\d{4}(?:\.\d{3})?|TA00\d\d|T1\d{3}(?:\.\d{3})?|T0\d{3}|"
            r"LLM\d\d(?::20\d\d)?|ASI\d\d(?::20\d\d)?|CAPEC-\d{1,4})(?![\w-])"
        ),
        reason="an id of MITRE ATT&CK, ATLAS, CAPEC or of an OWASP list",
        confidence=Confidence.HIGH,
        examples=("mapped to ⟦AML.T0051.001⟧.", "see ⟦T1190⟧", "⟦LLM01:2025⟧ applies"),
        counterexamples=("model T1000x", "room T12"),
    ),
    Pattern(
        rule="wallet",
        label=Label.CRYPTO_ADDR,
        trigger=r"(?:bc1|0x[0-9a-f]{40}|[13t][a-z0-9]{25}|ltc1|[48][a-z0-9]{94})",
        regex=(
            r"(?<![\w/])(?:(?:bc1|ltc1)[a-z0-9]{25,71}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|"
            r"[48][1-9A-HJ-NP-Za-km-z]{94}|T[1-9A-HJ-NP-Za-km-z]{33})(?![\w+/=-])"
        ),
        reason="the form of a wallet address",
        confidence=Confidence.HIGH,
        examples=(
            "pay to ⟦bc1q9h6tqh3ehf0a8v5rzjw2zdkn7m4c2x8p0s5u6k⟧ now",
            "⟦0x00000000219ab540356cBB839Cbd05303d7705Fa⟧",
        ),
        counterexamples=("0x7ffdeadbeef", "1234567890123456789012345678"),
    ),
    Pattern(
        rule="package",
        label=Label.PACKAGE,
        trigger=r"(?:package|paquete|pacote|paquet|pacchetto|paket|pakket|install |pkg:)",
        regex=(
            r"(?:(?i:\b(?:malicious |typosquat\w{0,20} |poisoned |rogue |the )?(?:packages?|paquete|pacote|paquet|"
            r"pacchetto|paket|pakket)(?: malicios[oa]| maligno| malveillant| malevolo)?) [\"'`‘“]?|\b(?:pip3? "
            r"install|npm (?:i|install)|yarn add|cargo add|gem install) (?:-\S{1,200} ){0,3}|pkg:[a-z]{2,12}/)"
            r"(?P<value>@?[a-zA-Z][\w.]{0,40}(?:[-/][\w.]{1,40}){0,5})"
        ),
        reason="the name after a word for package",
        examples=(
            "A typosquatted package `⟦reqursts-kit⟧` was",
            "pip install ⟦torch-nightly-kit⟧",
            "from package ⟦@acme-x/devkit⟧ on",
        ),
        counterexamples=("the package was sent", "install the update"),
    ),
    Pattern(
        rule="ai-model",
        label=Label.MODEL_ID,
        trigger=rf"(?:{_HUBS})",
        regex=rf"(?<![\w@./:-])(?:[\w.-]{{1,40}}/)?(?i:{_HUBS})[\w.:-]{{0,60}}(?![\w/@])",
        reason="the name of a published AI model",
        examples=("against ⟦gpt-4.1⟧.", "⟦mistralai/Mistral-7B-Instruct-v0.3⟧ scored", "on ⟦claude-3.7-sonnet⟧"),
        counterexamples=("the falcon flies", "in bloom", "a solar panel"),
    ),
    Pattern(
        rule="ai-model-repository",
        label=Label.MODEL_ID,
        trigger=r"(?:model|модел|hf |hugging|from_pretrained|weights|ollama)",
        regex=(
            r"(?i:\b(?:model\w{0,6}|модел\w{0,3}|HF(?: repo)?|hugging ?face(?: repo)?|from_pretrained|weights|ollama "
            r"(?:pull|run)))"
            r"[^\n/]{0,40}?(?<![\w.@/:-])(?P<value>[a-zA-Z][\w-]{1,40}/(?=[\w.]{0,40}[-\d])[a-zA-Z][\w.-]{1,60}(?::[\w.-]{1,20})?)(?![\w/@(])"
        ),
        reason="an owner and a name after a word for an AI model",
        examples=("the HF repo ⟦shadow-lab/phi-tuned-gguf⟧ has", 'from_pretrained("⟦qx/ocr-large⟧")'),
        counterexamples=("model/view/controller", "the model runs on and/or off"),
    ),
    Pattern(
        rule="package-of-registry",
        label=Label.PACKAGE,
        trigger=r"(?:pypi|npm|pip |pakett|package|пакет|requirements|gem|crate|nuget|maven)",
        regex=(
            r"(?i:\b(?:pypi|npm|pip|crates?|rubygems|nuget|pakett|пакет\w{0,2}|source_package|requirements)\b)(?: "
            r"(?i:giả|package|paket|pakett))?"
            r"[ |:=`'\"(]{1,5}(?P<value>@?[a-z][a-z0-9]{1,30}(?:[-_/][a-z0-9]{1,30}){1,5})(?![\w/@(])"
        ),
        reason="a name behind the name of a registry of packages",
        examples=("| pypi | ⟦colour-kit-x⟧ |", "пакет ⟦left-padz⟧ отправляет"),
        counterexamples=("npm run build", "pip install"),
    ),
    Pattern(
        rule="known-tool",
        label=Label.TOOL_NAME,
        trigger=rf"(?:{_TOOLS})",
        regex=rf"(?<![\w./@-])(?i:{_TOOLS})(?![\w@-]|\.\w)",
        reason="the name of a program that attackers use",
        examples=("they ran ⟦mimikatz⟧ and", "a ⟦Cobalt Strike⟧ beacon"),
        counterexamples=("a sliver of hope", "the hydra of Lerna", "chisel and saw"),
    ),
    Pattern(
        rule="ai-model-key",
        label=Label.MODEL_ID,
        trigger=r"model[a-z_]{0,10}[\"']? ?[:=,]",
        regex=(
            r"(?i:\bmodel(?:_?(?:name|id))?)[\"']?(?:\s?[:=]\s?|, ?\"value\": ?\{ ?\"stringValue\": ?)"
            r"[\"'](?P<value>[A-Za-z][\w./:-]{2,100})[\"']"
        ),
        reason="the value of a field that names an AI model",
        examples=('"model": "⟦acme/tiny-chat-2b⟧"',),
        counterexamples=('"model": ""', "data model: the"),
    ),
    Pattern(
        rule="tool-call",
        label=Label.TOOL_NAME,
        trigger=r"(?:tool|function|called|invoked)",
        regex=(
            r"(?i:(?:\"method\":\s?\"tools/call\",\s?\"params\":\s?\{\s?\"name\":\s?\"|"
            r"\"function\":\s?\{\s{0,30}\"name\":\s?\"|\"?(?:gen_ai\.)?tool[_.]?(?:name)?\"?(?:\s?[:=]\s?|"
            r",\s?\"value\":\s?\{\s?\"stringValue\":\s?)\"?|\btool call(?:ed)? |\bcalled (?:the tool )?|"
            r"\btool_use name=|\bcalls the tool |\binvoked (?:the tool )?))"
            r"[`'\"]?(?P<value>[a-zA-Z][a-zA-Z0-9]{0,40}(?:[_.:/][a-zA-Z0-9]{1,40}){0,5})(?![\w(-])"
        ),
        reason="the name of a tool that was called",
        examples=("agent called ⟦send_mail⟧ and", "tool=⟦shell.run⟧ rc=0", "tool_use name=⟦open_page⟧ in"),
        counterexamples=("she called again", "tool: none"),
        crosses_lines=True,
    ),
)
_NOT_A_FILE = re.compile(
    r"(?i)(?:trace(?:[_.\- ]?id)?|span(?:[_.\- ]?id)?|parent[_.\- ]?id|request(?:[_.-]?id)?|req|correlation[_.-]?id|"
    r"session(?:[_.-]?id)?|etag|nonce|"
    r"commit\w{0,3}|コミット|提交|коммит\w{0,2}|커밋|rev(?:ision)?|rev-parse \S{1,40}|"
    r"revert(?:s|ed|ing)?|revers[aã]o de|"
    r"merge|git|"
    r"tree|parent|index|digest[\"']?[:=] ?[\"']?sha256:|uuid|guid|build|salt|private-mac|sid|"
    r"upload\w*[^\n]{0,30} sha|cache[_-]?key|checksum of the lock|"
    r"boot|event[_.-]?id|run[_.-]?(?:id)?|build[_.-]?id|job[_.-]?id|task[_.-]?id|machine[_.-]?id|object[_.-]?id|"
    r"transaction[_.-]?id|message[_.-]?id|tracking[- ]id|sporings-id|document[_.-]?id|tracing[\"']: ?\{[^{}\n]{0,40}id)"
    r"(?:[\"'`\s:：=({,-]{0,12}|[\"']?: ?\{ ?[\"']id[\"']: ?[\"']|[\"'], ?[\"']value[\"']: "
    r"?[\"'])(?:[\"']?value[\"']?: ?\{? ?[\"'\w: ]{0,20})?$|"
    r"\[[\w.-]{2,40},$|(?:^|\n)From $|sha256:$|[\w/]@ ?$|\" @ $|(?<![\w.-])sha $"
)
# The head of a column of commits, in a table whose cells are parted by one sign.
_COMMITS = re.compile(r"(?i)\W{0,3}(?:git[ _-]?)?(?:commit|revision|rev|sha)(?:[ _-]?(?:id|sha1?|hash))?\W{0,3}")
MOST_OF_A_TABLE = 20_000  # signs before a cell in which the head of its table is looked for
_SAYS_COMMIT = re.compile(r"(?i)\A[\s\"'`)]{0,3}(?:is (?:the|a) (?:merge )?commit|commit\b|Mon Sep 17 00:00:00 2001)")
_SECRET_NAME = re.compile(
    r"(?i)(?:key|token|secret|password|passwd|sig|jeton|clave|chave|klucz|schlüssel|clé|chiave|sleutel|nyckel|nøgle|nøkkel|"
    r"avain|kľúč|klíč|kulcs|cheie|ključ|anahtar|ключ|токен|κλειδί|jelszó|heslo|hasło|senha|contraseña|kennwort|passwort|"
    r"密钥|令牌|秘密鍵|トークン|토큰)[\"'\]\\]{0,3}\s{0,4}(?:[:=]>?\s?|"
    r";s:\d{1,3}:|\s)[\"'\\]{0,3}$"
)
_OF_A_DUMP = re.compile(r"(?<![/.@])\b[\w.-]{1,60}:\d{2,5}=[\w.-]{1,40}:$")  # an account, its number, its hash
MOST_OF_A_NAME = 26  # signs before a value in which the name of a secret can stand
_NO_PACKAGE_WORDS = (
    "was is were are and or the a an with from for that which has had in on to of it sent update updates manager "
    "name version"
)
_NO_PACKAGE = frozenset(_NO_PACKAGE_WORDS.split())
_BAD = re.compile(r"(?i)malic|typosquat|poison|rogue|malign|malveill|malevol")
_ORDINARY = re.compile(
    r"(?i)^(?:falcon|bloom|solar|phi|alpaca|titan|nova|granite|flux|bard|palm|llama|gemma|vicuna|zephyr)s?$"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The indicator; None where its neighbours say that it is something else."""
    value = text[hit.start : hit.end]
    before = text[max(0, hit.start - 60) : hit.start]
    match hit.pattern.rule:
        case "file-hash":
            drawn = len(set(value.casefold())) > 6 and not value.isdigit()
            return (
                finding(hit)
                if drawn
                and not _NOT_A_FILE.search(before)
                and not _SECRET_NAME.search(before[-MOST_OF_A_NAME:])
                and not (before.endswith(":") and _OF_A_DUMP.search(before))
                and not _is_in_column_of_commits(text, hit.start)
                and not _SAYS_COMMIT.match(text[hit.end : hit.end + 40])
                else None
            )
        case "wallet":
            if re.fullmatch(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}", value):
                return None
            mixed = value.startswith(("bc1", "ltc1", "0x")) or (not value.isdigit() and value.lower() != value)
            return finding(hit) if mixed else None
        case "package":
            value = value.rstrip(".")
            named = value.casefold() not in _NO_PACKAGE and (
                bool(re.search(r"[-/_@\d`]", value) or _BAD.search(text[hit.match_start : hit.start]))
                or before[-1:] in "`'\""
            )
            return finding(hit, end=hit.start + len(value)) if named else None
        case "ai-model":
            value = value.rstrip(".:-")
            if (
                _ORDINARY.match(value)
                or not re.search(r"\d", value)
                or value.endswith((".py", ".json", ".safetensors"))
            ):
                return None
            return finding(hit, end=hit.start + len(value))
        case "tool-call":
            return finding(hit) if re.search(r"[_.:/]", value) else None
    return finding(hit)


def _is_in_column_of_commits(text: str, start: int) -> bool:
    """Whether the head of the column in which it stands says that its cells are commits."""
    low = max(0, start - MOST_OF_A_TABLE)
    joint = text[start - 1 : start] if start else ""
    if joint not in {";", ",", "\t", "|"}:
        return False
    line = text.rfind("\n", low, start) + 1
    head = text.rfind("\n\n", low, start)
    first = text[head + 2 if head >= 0 else low : start].partition("\n")[0].split(joint)
    at = text.count(joint, line, start)
    return at < len(first) and _COMMITS.fullmatch(first[at]) is not None
