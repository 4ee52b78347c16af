"""Secrets behind their name: in settings, objects, tags, cookies."""

import re
from collections.abc import Callable

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_form import entropy, is_drawn, is_placeholder, strength, user_and_password

NAME = "named-secrets"
SUMMARY = "passwords, keys and cookies behind a name that says so"

_LONG = (
    r"passw(?:ord|d|ort)|passphrase|pass_phrase|passcode|kennwort|wachtwoord|contrase[nñ]a|senha|palavra_?passe|"
    r"mot_?de_?passe|\bpasse\b|hasl[oa]|hasło|heslo|salasana|l[oö]senord|adgangskode|kodeord|passord|lykilor[dð]|"
    r"parola|parole|"
    r"[sş]ifre|jelsz[oó]|lozinka|geslo|mat_?khau|kata_?sandi|nenosiri|slapta[zž]odis|parool|пароль|κωδικός|"
    r"priv_?pass|auth_?pass|snmp\w{0,6}(?:priv|auth)|密码|密碼|パスワード|비밀번호|סיסמה"
)
_SHORT = (
    r"pass|pwd|pswd|pw|psw|psk|mdp|pin|wpa_?key|wifi_?key|network_?key|sae_password|community|rootpw|bindpw|userpass"
)
_KEY = (
    r"api[_. -]?key|access[_. -]?key(?:[_. -]?id)?|secret|token|[_.-]key|credentials?|(?:account|shared(?:access)?|"
    r"signing|private|encryption|validation|decryption|storage|master|license|access|auth|api|hmac|session|app|secret|client|webhook|"
    r"deploy)key|"
    r"signature|sig|webhook|seed|auth|authorization|bearer|jwt|x-api|apikey|sessionid|session_key"
)
_SEPARATED = r"[\w-]{0,16}(?:\\{0,2}[\"'`\]]){0,2}\s{0,10}(?:=>|:=|::?|=|：|(?:\s[^<>\n]{0,80})?>)(?!=)"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="named-password",
        label=Label.PASSWORD,
        trigger=(
            r"(?:pass|pwd|kennwort|wachtwoord|contrase|senha|haslo|hasl|heslo|salasana|senord|adgangskode|kodeord|"
            r"lykilor|parol|ifre|jelsz|lozinka|geslo|khau|sandi|nenosiri|slapta|snmp|пароль|密|パスワード|"
            r"비밀번호|סיסמה)"
        ),
        regex=rf"(?i:{_LONG}){_SEPARATED}",
        reason="a name that means password stands before it",
        examples=(
            'ADMIN_PASSWORD="⟦Blue!heron9⟧"',
            'pfx_password = "⟦three small words⟧"',
            "'passe'  => '⟦lilas&prune8⟧',",
            '{"password":"⟦Quo"ted"9⟧","n":1}',
            "<Password>⟦Kelp&Salt4⟧</Password>",
            "Server=db;Password=⟦Reef#Tide2⟧;Encrypt=True",
            "u=ada&password=⟦nine%20lives9⟧&x=1",
            "userPassword: ⟦Feld-und-Wald⟧",
        ),
        counterexamples=(
            "password = os.environ['DB']",
            "passwd: ${PASS}",
            "password: ********",
            "Password: <redacted>",
            "password_min_length=14",
            "password: string",
            'password: ""  # set with --set',
            "(using password: YES)",
        ),
    ),
    Pattern(
        rule="short-named-password",
        label=Label.PASSWORD,
        trigger=(
            r"(?:pass|pwd|pswd|pw|psw|psk|mdp|pin|(?:wpa|wifi|network)_?key|community)[a-z0-9_-]{0,16}"
            r"[\"'`\] \\]{0,9}[:=>]"
        ),
        regex=rf"(?i:{_SHORT})(?:[_-]?\d)?(?:[A-Z_][a-z]{{2,12}})?"
        rf"(?:\\{{0,2}}[\"'`\]]){{0,2}}\s{{0,10}}(?:=>|:=|::?|=|：|(?:\s[^<>\n]{{0,80}})?>)(?!=)",
        reason="a short name for a password stands before it",
        examples=("pwd=⟦tr0ub4dor⟧", 'psk="⟦valley-of-mist-7⟧"', "<Pass>⟦c2thbm5l⟧</Pass>", 'SMTPPASS="⟦Wren.9⟧"'),
        counterexamples=("PWD=/home/ada", "compass: north55", "bypass=enabled99", "tests passed: 4711"),
    ),
    Pattern(
        rule="named-key",
        label=Label.API_KEY,
        trigger=(
            r"(?:key|token|secret|credential|sig|auth|bearer|jwt|seed|webhook|sessionid)"
            r"[a-z0-9_.\"'` \]\\-]{0,20}[:=>]"
        ),
        regex=rf"(?i:{_KEY}){_SEPARATED}",
        reason="a name that means key, token or secret stands before it",
        examples=(
            '"api_key": "⟦q8Zt1LmN0pRs7UvW⟧"',
            "x-api-key: ⟦9f8e7d6c5b4a39281706⟧",
            "AccountKey=⟦Zm9vYmFyMTIzNDU2Nzg5MA==⟧",
            'clientSecret => "⟦q8Zt1LmN0p~Rs7UvW⟧"',
        ),
        counterexamples=(
            "token: string",
            'key = os.environ["KEY"]',
            "max_token=4096000000",
            "sort_key: created_at_desc",
            "public_key: q8Zt1LmN0pRs7UvW",
        ),
    ),
    Pattern(
        rule="name-and-value",
        label=Label.API_KEY,
        trigger=r"(?:name|key|id|k)[\"']?[ =:]{1,3}[\"']?[a-z0-9_. -]{0,40}(?:pass|pwd|secret|token|key|cred)",
        regex=(
            r"(?i:(?:name|key|id|k)[\"']?\s{0,3}[=:]\s{0,3}[\"']?(?P<name>[\w.: -]{0,40}"
            r"(?:passw(?:or)?d|pass|pwd|secret|token|[_.-]?key|"
            r"credentials?)[\w-]{0,12})[\"']?[\s,;]{1,40}[\"']?(?:value|val|content|v|"
            r"string)[\"']?\s{0,3}[=:]\s{0,3})"
        ),
        reason="a pair of a name that means secret and its value",
        crosses_lines=True,
        examples=(
            '<add key="ClientSecret" value="⟦q8Zt1LmN0p~Rs7UvW⟧" />',
            '{"key":"client_secret","value":"⟦q8Zt1LmN0pRs7UvW⟧"}',
            "- name: DB_PASSWORD\n  value: ⟦Reef#Tide2⟧\n",
        ),
        counterexamples=('<add key="TokenFile" value="/run/secret" />', '{"key":"primary_key","value":"id"}'),
    ),
    Pattern(
        rule="quoted-name-and-value",
        label=Label.API_KEY,
        trigger=r"(?:pass|pwd|secret|token|key|cred|auth)[a-z0-9_:./-]{0,24}\\{0,2}[\"'] ?,? ?\\{0,2}[\"'][a-z0-9]",
        regex=(
            r"[\"'](?P<name>[\w.:/ -]{0,40}(?i:passw(?:or)?d|passphrase|pass|pwd|secret|token|key|credentials?|auth)"
            r"[\w-]{0,12})\\{0,2}[\"']\s{0,3}[, ]\s{0,3}\\{0,2}[\"'](?P<value>[^\s\"'\\]{6,3000})\\{0,2}[\"']"
        ),
        reason="a name that means secret and its value, as arguments of a call or a command",
        examples=(
            'Header("X-Npc-Key", "⟦q8Zt1LmN0pRs7UvW⟧")',
            '"SETNX" "mailer:token" "⟦9f8e7d6c5b4a39281706⟧"',
            '"AUTH" "⟦q8Zt1LmN0pRs7UvW⟧"',
            "define('DB_PASSWORD', '⟦Reef#Tide2⟧');",
        ),
        counterexamples=('["token", "created_at"]', '("key", "value")', "sort('primary_key', 'id_2031_04_05')"),
    ),
    Pattern(
        rule="attempted-password",
        label=Label.PASSWORD,
        trigger=r"(?:attempted|tried|guess|candidate|plain|cracked|recovered|value)[a-z_]{0,10}[\"' ]{0,2}[:=]",
        regex=(
            r"(?i:attempted|tried|guess(?:ed)?|candidate|plaintext|plain|cracked|recovered|old_?value|new_?value)"
            r"[\"']?\s?[:=]\s?[\"']?(?P<value>[^\s\"',;]{6,80})"
        ),
        reason="what was tried as a password",
        examples=('details={"attempted":"⟦Kaia@12Fjell⟧"}', "cracked: ⟦Fjord#Vind9⟧"),
        counterexamples=('"old_value":"2031-04-05"', "candidate=srv-db1", "plaintext: true"),
    ),
    Pattern(
        rule="set-in-the-environment",
        label=Label.API_KEY,
        trigger=r"[a-z0-9_]{3}=[\"']?[a-z0-9_+/.-]{24}",
        regex=(
            r"^\s{0,8}(?:export |set |ENV |\$env:|[-+] ?)?(?P<name>[A-Z][A-Z0-9_]{2,40})=[\"']?"
            r"(?P<value>[\w+/.-]{24,300}={0,2})[\"']?\s{0,4}(?:#.{0,80})?$"
        ),
        reason="a variable holds a value that looks drawn by chance",
        examples=("COHERENCE=⟦q8Zt1LmN0pRs7UvWx3Yb5C7d⟧",),
        counterexamples=("GIT_COMMIT=q8Zt1LmN0pRs7UvWx3Yb5C7d", "MODEL=meta-llama/Llama-3.1-8B-Instruct"),
    ),
    Pattern(
        rule="cookie",
        label=Label.API_KEY,
        trigger=r"(?:cookie|sess|jsessionid|phpsessid|\.sid=)",
        regex=(
            r"(?:(?<=[;\"':,\s?&])|^)(?P<name>[\w.$-]{1,60})=(?P<value>[\w.%+/~:-]{14,3000}={0,2})"
            r"(?=[;\"'\s,&\\]|$)"
        ),
        reason="a cookie whose value looks drawn by chance opens its session",
        examples=(
            "Cookie: lang=en; sid=⟦q8zt1lmn0prs7uvwx3yb5c7d⟧",
            '"Cookie","value":"PHPSESSID=⟦q8zt1lmn0prs7uvwx3yb⟧; a=b"',
        ),
        counterexamples=("Cookie: lang=en; theme=dark-and-very-calm-colours", "max-age=31536000; path=/a/b/c/d/e/f"),
    ),
    Pattern(
        rule="session-file",
        label=Label.API_KEY,
        trigger=r"sess_[a-z0-9,-]{20}",
        regex=r"(?<=sess_)[a-z0-9,-]{20,64}(?![\w-])",
        reason="the name of a session's file is the session's secret",
        examples=("/var/lib/php/sessions/sess_⟦q8zt1lmn0prs7uvwx3yb5c7d⟧ on",),
        counterexamples=("sess_of_the_day",),
    ),
    Pattern(
        rule="serialized-password",
        label=Label.PASSWORD,
        trigger=r"(?:pass|pwd|pw|secret|token)[a-z_]{0,10}\\{0,3}\";s:[0-9]{1,3}:",
        regex=r"(?i:pass(?:word|wd)?|pwd|pw|secret|token)[a-z_]{0,10}\\{0,3}\";s:\d{1,3}:\\{0,3}\"(?P<value>[^\"\n]{4,200})",
        reason="a serialized value behind a name that means password",
        examples=('s:8:"password";s:9:"⟦Reef#Tide⟧";',),
        counterexamples=('s:8:"password";N;',),
    ),
)
# Words that make a name mean something about a secret, or nothing secret at all.
_OTHERWISE = (
    "hash hashed salt policy length len min max expiry expires expire expiration expired changed change reset "
    "file path url uri hint field manager less prompt command cmd count attempts age history strength required "
    "require enabled enable type date time regex pattern label placeholder column col visible algorithm alg "
    "encoding provider source ref lifetime at by only sync spray sort primary public foreign partition cache "
    "idempotency object row keyword keyboard tokens tokenizer tokenize usage author total limit map group hot "
    "design signed bench name mode class bypass compass trespass surpass encompass word words figure index "
    "range event state error failed validation verify"
)
_OTHER_WORDS = frozenset(_OTHERWISE.split())
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CODE = re.compile(
    r"^(?:[a-z_]\w*(?:\.\w+){0,4}[(\[]|(?:self|this|os|args?|opts?|options|req|request|res|process|config|cfg|"
    r"conf|ctx|env|"
    r"params?|data|form|user|account|settings|input|values?|props|state|body)[.\[]\w|\$(?:[{(]|[A-Za-z_]+$)|"
    r"\{\{|<%|%[({]|new [A-Z]|await |"
    r"(?:str|string|bytes|text|char|varchar|boolean|bool|int|object|any|Optional|Union|SecretStr)\b)"
)
_JOINED = re.compile(  # what is written together with the word that follows
    r"(?i)(?:auth|access|session|refresh|api|client|app|bot|user|csrf|xsrf|id|bearer|admin|root|db|database|my|"
    r"new|old|"
    r"current|ssh|pg|mysql|smtp|ftp|redis|proxy|login|wifi|wpa|bind|master|key|store|trust|cert|service|web|server)$"
)
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "„": "“", "«": "»"}
_PATH = re.compile(
    r"(?:\.{0,2}/)?(?:[a-z][a-z0-9_.-]{0,30}/){2,}|/[a-z]{2,12}$|[\w.-]+\.(?:properties|pem|key|json|ya?ml|txt|py|"
    r"js|ts|xml)$"
)
_UUID = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$")
_NOT_SECRET = re.compile(
    r"(?i)sha|hash|commit|digest|checksum|(?<!acces)id$|trace|span|image|version|url|path|build|ref|uuid|model|"
    r"user$|host"
)
_SESSION = re.compile(
    r"(?i)sess|sid$|auth|token|csrf|xsrf|aspnet|awsalb|jwt|login|remember|identity|clearance|ticket|sso|cf_|bm$"
)
_PLAIN = re.compile(r"(?i)^(?:path|domain|expires|max-age|samesite|version|lang|theme|charset|boundary|q|filename)$")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The value behind the name; None where the name means something else or the value stands for another."""
    match hit.pattern.rule:
        case "named-password" | "short-named-password":
            return _named(text, hit, _is_password, short=hit.pattern.rule.startswith("short"))
        case "named-key":
            return _named(text, hit, _is_key, short=False)
        case "name-and-value":
            name = re.search(
                r"(?i)[=:]\s{0,3}[\"']?([\w.: -]{3,60}?)[\"']?[\s,;]", text[hit.match_start : hit.match_end]
            )
            is_password = bool(name and re.search(r"(?i)pass|pwd", name[1]))
            if name is None or _is_other(name[1]):
                return None
            found = _valued(text, hit, name[1], _is_password if is_password else _is_key)
            return found and finding(
                hit, start=found.start, end=found.end, label=Label.PASSWORD if is_password else found.label
            )
        case "quoted-name-and-value":
            return _paired(hit, text)
        case "attempted-password":
            return finding(hit) if strength(text[hit.start : hit.end]) > 2 else None
        case "set-in-the-environment" | "cookie":
            return _assigned(text, hit)
        case "session-file":
            return finding(hit) if is_drawn(text[hit.start : hit.end]) else None
    return finding(hit) if not is_placeholder(text[hit.start : hit.end]) else None


def _paired(hit: Hit, text: str) -> Finding | None:
    """The second of two quoted texts, where the first is a name that means secret."""
    name = re.split(r"[\"']", text[hit.match_start : hit.start])[1].rstrip("\\")
    value = text[hit.start : hit.end]
    if _is_other(name) or is_placeholder(value) or _CODE.match(value):
        return None
    if re.search(r"(?i)pass|pwd", name):
        return finding(hit, label=Label.PASSWORD) if strength(value) > 1 and _is_password(value, name, True) else None
    return finding(hit) if _is_key(value, name, True) and (is_drawn(value) or len(value) > 15) else None


def _named(text: str, hit: Hit, fits: Callable[[str, str, bool], bool], *, short: bool) -> Finding | None:
    before = re.search(r"[\w.:-]{0,60}\Z", text[max(0, hit.match_start - 60) : hit.match_start])
    prefix = before.group() if before else ""
    word = re.match(r"[\w.-]*", text[hit.match_start : hit.match_end])
    name = prefix + (word.group() if word else "")
    if _is_other(name):
        return None
    if prefix and not _begins(prefix, text[hit.match_start]) and (short or not _JOINED.search(prefix)):
        return None
    return _valued(text, hit, name, fits)


def _is_other(name: str) -> bool:
    """Whether the words of a name say that no secret stands behind it."""
    words = [word.casefold() for word in _WORDS.findall(name)]
    is_id = words[-2:] == ["key", "id"] and "access" not in words
    return is_id or not _OTHER_WORDS.isdisjoint(words) or name.startswith("x:")


def _begins(prefix: str, first: str) -> bool:
    """Whether a word begins behind this part of a name."""
    return prefix[-1] in "_.-:" or (prefix[-1].islower() and first.isupper()) or (prefix.isupper() and first.isupper())


def _valued(text: str, hit: Hit, name: str, fits: Callable[[str, str, bool], bool]) -> Finding | None:
    start, end, quoted = _value(
        text, hit.match_end, is_tag=text[hit.match_end - 1] == ">" and text[hit.match_end - 2] != "="
    )
    value = text[start:end]
    if not value or is_placeholder(value) or (not quoted and _CODE.match(value)) or not fits(value, name, quoted):
        return None
    is_pair = hit.pattern.label is Label.API_KEY and user_and_password(value)
    return finding(hit, start=start, end=end, label=Label.PASSWORD if is_pair else hit.pattern.label)


def _is_password(value: str, name: str, quoted: bool) -> bool:
    if value.isdigit():
        return len(value) > 5 or (len(value) > 3 and "pin" in name.casefold())
    if not 4 <= len(value) <= 300 or value.startswith(("/", "~/", "./", "--")) or "://" in value:
        return False
    if "pin" in name.casefold() and not any(map(str.isdigit, value)):
        return False
    return " " not in value or (quoted and any(sign in value for sign in ",.!0123456789")) or value.count(" ") < 6


def _is_key(value: str, name: str, quoted: bool) -> bool:
    digits = sum(map(str.isdigit, value))
    if not re.fullmatch(r"[\w.~+/=!@#%^*:|$-]{8,3000}", value) or value.isdigit() or digits < 2:
        return False
    if _UUID.match(value) and not re.search(r"(?i)secret|api_?key|token", name):
        return False
    return (
        entropy(value) > 2.8
        and not _PATH.match(value)
        and "://" not in value
        and not re.match(r"\d+[a-z]{1,3}$", value)
    )


def _assigned(text: str, hit: Hit) -> Finding | None:
    value = text[hit.start : hit.end]
    name = re.split(r"[\s:]", text[hit.match_start : hit.start].rstrip("\"'= "))[-1]
    if hit.pattern.rule == "cookie":
        line = text[max(0, hit.match_start - 2000) : hit.match_start].rpartition("\n")[2]
        said = re.search(r"(?i)cookie", line)
        if not said and not re.search(
            r"(?i)^(?:phpsessid|jsessionid|sessionid|connect\.sid|asp\.net_sessionid)$", name
        ):
            return None
        enough = len(value) > 23 or _SESSION.search(name)
        return (
            finding(hit) if enough and not _PLAIN.match(name) and is_drawn(value) and not _PATH.match(value) else None
        )
    is_hash = re.fullmatch(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}", value)
    known = _NOT_SECRET.search(name) or is_hash or _PATH.match(value) or _UUID.match(value)
    runs = [run for run in re.split(r"[^A-Za-z0-9]", value) if len(run) > 15]
    return None if known or not runs or not is_drawn(max(runs, key=len)) else finding(hit)


def _value(text: str, at: int, *, is_tag: bool) -> tuple[int, int, bool]:
    """Where the value begins and ends, and whether it stands in quotes."""
    lead = re.compile(r"\s{0,10}(?:Str\(|String\(|SecretStr\()?(?:[bfruN@$](?=[\"']))?\\{0,3}").match(text, at)
    start = lead.end() if lead and "\n" not in lead.group() else at
    if is_tag:
        end = text.find("<", start, start + 400)
        return start, end if end > 0 and "\n" not in text[start:end] else start, True
    if text[start : start + 3] in {'"""', "'''"}:
        return start, start, True
    if start < len(text) and text[start] in _QUOTES and text[start + 1 : start + 2] in " ,)":
        return start, start, True  # a quotation ends here
    if start < len(text) and text[start] in _QUOTES:
        return start + 1, _closing(text, start + 1, _QUOTES[text[start]]), True
    stopped = re.compile(
        r"[\s\"'`<>]|[,;](?=\s|\w+\s?=|[\w\"']|$)|&(?=[\w.-]+=)|\\[nrt\"]|[)\]}](?=[\s,;)\]}]|$)|$"
    ).search(text, start, min(len(text), start + 3000))
    stop = stopped.start() if stopped else start
    while stop > start and text[stop - 1] in ".,;:)]}»”’":
        stop -= 1
    return start, stop, False


def _closing(text: str, start: int, quote: str) -> int:
    """Where a quotation ends: at a quote behind which something else begins. Quotes within a value are part of it."""
    stop = text.find("\n", start, start + 600)
    stop = stop if stop >= 0 else min(len(text), start + 600)
    at = text.find(quote, start, stop)
    while at >= 0:
        if re.match(r"[\s,;:)}\]>/|&.#+\\]|$", text[at + 1 : at + 2]):
            break
        at = text.find(quote, at + 1, stop)
    if at < 0:
        return start
    while at > start and text[at - 1] == "\\":
        at -= 1
    return at
