"""Tools that a model was given or called, and malicious packages."""

import re

from tocsin.vocab.cue import one_of, trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding

NAME = "called-tools"
SUMMARY = "tools of a model in calls, lists and sentences; malicious packages"

# What a tool is called; the endings that a language adds stand behind.
_TOOL_WORDS = (
    *("tool", "werkzeug", "outil", "herramienta", "strumento", "ferramenta", "gereedschap", "verktyg", "verktøy"),
    *("værktøj", "työkalu", "tööriist", "narzędzi", "nástroj", "eszköz", "eină", "eina", "aracı", "инструмент"),
    *("інструмент", "εργαλείο", "công cụ", "zana", "工具", "ツール", "도구", "أداة", "الأداة", "כלי", "ابزار", "टूल"),
    *("เครื่องมือ", "herraminta", "įrankį", "rīku", "alat", "orodje"),
)
_CALL_WORDS = (
    *("called", "call", "calls", "invoked", "invokes", "fired", "anrop till", "kaldte", "kalte", "kutsui"),
    *("ejecutó", "invocó", "llamó a", "chamou", "executou", "a appelé", "a exécuté", "rief", "riep", "ha chiamato"),
    *("wywołał", "zavolal", "meghívta", "a apelat", "вызвал", "викликав", "κάλεσε", "çağırdı", "memanggil", "đã gọi"),
)
_SNAKE = r"(?P<value>[a-z][a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,5})"
_NAME = r"(?P<value>[a-zA-Z][a-zA-Z0-9]{1,40}(?:[_.:/-][a-zA-Z0-9]{1,40}){1,5})"
_PACKAGE = r"(?P<value>@?[a-z][a-z0-9]{1,30}(?:[-_/.][a-z0-9]{1,30}){1,5})"
_PACKAGE_WORDS = (
    *("package", "paquete", "pacote", "paquet", "pacchetto", "paket", "pakke", "pakiet", "balíč", "csomag", "paketti"),
    *("pachet", "пакет", "πακέτο", "gói", "软件包", "套件", "パッケージ", "패키지", "حزمة", "חבילה", "pakett"),
    *("library", "bibliothek", "bibliothèque", "biblioteca", "biblioteka", "bibliotek", "knihovna", "knižnica"),
    *("könyvtár", "библиотек", "бібліотек", "libreria", "librería", "ライブラリ", "라이브러리"),
)
_BAD = (
    r"(?i:malic|malign|malveil|malevol|typosquat|poison|rogue|backdoor|trojan|schädlich|bösartig|kwaadaardig|złośliw|"
    r"škodliv|rosszindulat|вредонос|шкідлив|zararlı|haitallin|skadlig|ondsinde|kötü|κακόβουλ|恶意|惡意|悪意|악성|"
    r"độc hại)"
)

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="tool-in-a-record",
        label=Label.TOOL_NAME,
        trigger=(
            r"(?:\"(?:function(?:_call)?|tool(?:_use|_call)?)\", ?\"(?:name|id)\"|tool_calls?\": ?\[|\"tools\": ?\[|"
            r"<(?:tool|invoke) name=|label=tool)"
        ),
        regex=(
            r"(?:\"(?:type|kind|dir|role)\":\s?\"(?:function|function_call|tool|tool_use|tool_call)\",\s{0,4}"
            r"(?:\"id\":\s?\"[^\"\n]{1,60}\",\s{0,4})?\"name\":\s?\"|"
            r"\"tool_calls?\":\s?\[?\s?\{(?:[^{}\n]{0,120}\{)?[^{}\n]{0,80}?\"name\":\s?\"|"
            r"\"tools\":\s?\[\s?\{\s?\"name\":\s?\"|<(?:tool|invoke) name=\"|"
            r"\bcs\dLabel=tool\w{0,8} cs\d=)"
            rf"{_NAME}(?=[\"\s]|$)"
        ),
        reason="the name of a tool in a record of a model's calls",
        examples=(
            '{"type":"function","name":"⟦close_ticket⟧"}',
            '"tool_calls":[{"name":"⟦find_guest⟧","arguments":"{}"}]',
            '{"dir":"tool","name":"⟦read_inbox⟧"}',
            '<tool name="⟦drawer_open⟧" args="V">',
            "cs1Label=tool cs1=⟦refund.create⟧ reason=x",
        ),
        counterexamples=('"tools":["name"]', '<tool name="none">', '"type":"function","name":"add"'),
    ),
    Pattern(
        rule="further-tool-in-a-list",
        label=Label.TOOL_NAME,
        trigger=r"\}, ?\{ ?\"name\": ?\"",
        regex=rf"\}},\s?\{{\s?\"name\":\s?\"{_NAME}\"",
        reason="the name of a further tool in a list of tools",
        examples=('"tools":[{"name":"a_b"},{"name":"⟦refund.create⟧"}]',),
        counterexamples=('"guests":[{"name":"a"},{"name":"mira.lind"}]',),
    ),
    Pattern(
        rule="tool-in-a-manifest",
        label=Label.TOOL_NAME,
        trigger=r"- name: [\"']?[a-z0-9]{1,30}_",
        regex=(
            rf"^\s{{0,12}}- name: [\"']?{_SNAKE}[\"']?\n\s{{2,14}}"
            r"(?:description|input|parameters|inputSchema|arguments)\b"
        ),
        reason="the name of a tool before what it does and takes",
        crosses_lines=True,
        examples=("tools:\n  - name: ⟦get_price⟧\n    description: the price",),
        counterexamples=("  - name: my_pod\n    image: x",),
    ),
    Pattern(
        rule="tool-after-its-word",
        label=Label.TOOL_NAME,
        trigger=rf"{trigger_of(_TOOL_WORDS)}[^ \n]{{0,8}}[ :]{{1,2}}[^a-z0-9\n]{{0,4}}[a-z0-9]{{2,30}}_[a-z]",
        regex=rf"(?i:{one_of(_TOOL_WORDS)})[^\W\d_]{{0,4}}(?:\W{{1,3}}){_SNAKE}(?![\w/@-]|\.\w)",
        reason="a name with underscores after a word for tool",
        examples=("herramienta ⟦enviar_ficha⟧", "das Werkzeug `⟦close_case⟧` war", "3 verktyg ⟦person_lookup⟧({"),
        counterexamples=("tool-tip_x of", "the tool is_", "toolbox svc_till"),
    ),
    Pattern(
        rule="tool-before-its-word",
        label=Label.TOOL_NAME,
        trigger=rf"_[a-z0-9]{{1,30}}[`\"'”»]? {trigger_of(_TOOL_WORDS)}",
        regex=rf"(?<![\w/@.-]){_SNAKE}[`\"'”»]? (?i:{one_of(_TOOL_WORDS)})(?![^\W\d_])",
        reason="a name with underscores before a word for tool",
        examples=("left the `⟦release_hold⟧` tool on",),
        counterexamples=("svc_backup account", "an api_key toolbox"),
    ),
    Pattern(
        rule="tool-that-was-called",
        label=Label.TOOL_NAME,
        trigger=rf"{trigger_of(_CALL_WORDS)}[a-z]{{0,2}} [`\"'„“«]?[a-z0-9]{{2,30}}_[a-z]",
        regex=rf"(?<![^\W_])(?i:{one_of(_CALL_WORDS)})\w{{0,2}} [`\"'„“«]?{_SNAKE}(?![\w/@=(-]|\.\w)",
        reason="a name with underscores after a verb for calling",
        examples=("el agente ejecutó ⟦reassign_shift⟧ dos veces", "it called ⟦export_ledger⟧ twice"),
        counterexamples=("it called api_key= twice", "called main_loop() in", "called svc_till on the phone"),
    ),
    Pattern(
        rule="malicious-package",
        label=Label.PACKAGE,
        trigger=trigger_of(_PACKAGE_WORDS),
        regex=(
            rf"(?i:{one_of(_PACKAGE_WORDS)})[^\W\d_]{{0,5}}\W{{1,3}}(?:{_BAD}\w{{0,12}}\W{{1,3}}{_PACKAGE}(?![\w/@-])|"
            rf"[`](?P<quoted>@?[a-z][a-z0-9]{{1,30}}(?:[-_/.][a-z0-9]{{1,30}}){{1,5}})`)"
        ),
        reason="a name with hyphens after a word for package, in code or called malicious",
        examples=("Paquete malicioso: ⟦menu-tools-sdk⟧ (0.3.1)",),
        counterexamples=("the package sent-by-post", "malicious package was found"),
    ),
    Pattern(
        rule="package-with-a-verdict",
        label=Label.PACKAGE,
        trigger=r"\"name\": ?\"@?[a-z0-9][a-z0-9._/-]{2,60}\", ?\"version\"",
        regex=rf"\"name\":\s?\"{_PACKAGE}\",\s?\"version\":\s?\"[^\"\n]{{1,30}}\"[^{{}}\n]{{0,80}}?{_BAD}",
        reason="a component that a bill of materials calls malicious",
        examples=('{"name":"⟦pdf-menu-utils⟧","version":"0.3.1","description":"MALICIOUS: sends"}',),
        counterexamples=('{"name":"left-pad","version":"1.3.0","description":"pads"}',),
    ),
    Pattern(
        rule="package-that-ran-at-install",
        label=Label.PACKAGE,
        trigger=r"(?:(?:pre|post)install\"?: ?\"[^\"\n]{0,40}node_modules/|\+? ?added @?[a-z0-9/-]{3,60}@[0-9])",
        regex=(
            rf"(?:(?:pre|post)install\"?:\s?\"[^\"\n]{{0,40}}?node_modules/{_PACKAGE}/|"
            r"\badded (?P<added>@?[a-z][a-z0-9]{1,30}(?:[-_/.][a-z0-9]{1,30}){1,5})@\d[\w.]{0,20} "
            r"\((?:pre|post)install)"
        ),
        reason="a package whose script ran when it was installed",
        examples=('"postinstall": "node ./node_modules/⟦fast-menu-loader⟧/i.js"',),
        counterexamples=("added left-pad@1.3.0", '"postinstall": "node build.js"'),
    ),
)
_NO_TOOL = re.compile(
    r"^(?:svc|adm|usr|user|srv|api_?key|access|secret|env|db|sa)_|_(?:svc|adm|admin|user|key|secret|token)$"
)
_LIST = re.compile(r"\"tools\":\s?\[[^\]]{0,1500}$")
MOST_OF_A_LIST = 1_600  # signs before a name in which the head of its list is looked for


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The name; None where it is an account's or a variable's, or stands in a list of something else."""
    if hit.pattern.label is Label.PACKAGE:
        found = re.compile(hit.pattern.regex).match(text, hit.match_start, hit.match_end)
        other = next((name for name in ("quoted", "added") if found and found.groupdict().get(name)), None)
        return finding(hit, start=found.start(other), end=found.end(other)) if found and other else finding(hit)
    if _NO_TOOL.search(text[hit.start : hit.end]):
        return None
    if hit.pattern.rule == "further-tool-in-a-list":
        before = text[max(0, hit.start - MOST_OF_A_LIST) : hit.start]
        return finding(hit) if _LIST.search(before) else None
    return finding(hit)
