"""Keys, tokens and passwords in plain sight: the value, never its name.

A family of keys is told by its prefix. Everything else is told by what is written before it, in the languages in which
people write "the password is".
"""

import base64
import binascii
import math
import re
from collections import Counter

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "credentials"
SUMMARY = "keys, tokens, passwords, private keys"

# Prefixes of keys: who issues them, the prefix, and what follows. Prefixes are documented by their issuers or listed by
# gitleaks 8 (MIT); that the rest has this length and alphabet is observed, not promised, so lengths are lower bounds.
FAMILIES: tuple[tuple[str, str, str], ...] = (
    ("aws", r"(?:akia|asia|abia|acca)", r"[A-Z0-9]{12,20}"),
    ("github", r"(?:gh[pousr]_|github_pat_)", r"\w{20,255}"),
    ("gitlab", r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat)-", r"[\w.=-]{16,300}"),
    ("slack", r"(?:xox[abeoprs]-|xapp-|xwfp-)", r"[\w-]{10,300}"),
    ("openai-style", r"[sprx]k-", r"(?:[A-Za-z0-9]+[-_])*[A-Za-z0-9_-]{16,300}"),
    ("hugging-face", r"(?:hf_|api_org_)", r"[A-Za-z0-9]{16,100}"),
    ("google", r"(?:aiza|ya29\.|gocspx-)", r"[\w-]{18,500}"),
    ("stripe", r"(?:[srp]k_(?:live|test|prod)_|whsec_)", r"[A-Za-z0-9+/=]{10,250}"),
    ("sendgrid", r"sg\.", r"[\w-]{16,64}\.[\w-]{16,64}"),
    ("npm", r"npm_", r"[A-Za-z0-9]{30,80}"),
    ("pypi", r"pypi-", r"[\w-]{30,500}"),
    ("digitalocean", r"do[opr]_v1_", r"[0-9a-f]{40,80}"),
    ("shopify", r"shp(?:at|ca|pa|ss)_", r"[0-9a-fA-F]{24,64}"),
    ("groq", r"gsk_", r"[A-Za-z0-9]{20,100}"),
    ("replicate", r"r8_", r"[A-Za-z0-9]{20,80}"),
    ("perplexity", r"pplx-", r"[A-Za-z0-9]{20,100}"),
    ("langsmith", r"lsv2_(?:pt|sk)_", r"[\w]{20,100}"),
    ("nvidia", r"nvapi-", r"[\w-]{20,120}"),
    ("xai", r"xai-", r"[A-Za-z0-9]{20,120}"),
    ("fireworks", r"fw_", r"[A-Za-z0-9]{20,60}"),
    ("vault", r"hv[sbr]\.", r"[\w-]{20,300}"),
    ("databricks", r"dapi", r"[0-9a-f]{32}(?:-\d)?"),
    ("grafana", r"(?:glsa_|glc_)", r"[\w+/=]{20,300}"),
    ("docker", r"dckr_(?:pat|oat)_", r"[\w-]{20,60}"),
    ("twilio", r"(?:sk|ac)", r"[0-9a-f]{32}"),
    ("atlassian", r"atatt3", r"[\w=-]{30,300}"),
    ("new-relic", r"nr(?:ak|jb|ra|ii)-", r"[A-Za-z0-9]{20,60}"),
    ("postman", r"pmak-", r"[0-9a-f]{20,30}-[0-9a-f]{30,40}"),
    ("planetscale", r"pscale_(?:tkn|pw|oauth)_", r"[\w=.-]{20,80}"),
    ("sentry", r"sntry[su]_", r"[\w+/=-]{30,300}"),
    ("linear", r"lin_(?:api|oauth)_", r"[A-Za-z0-9]{20,80}"),
    ("notion", r"ntn_", r"[A-Za-z0-9]{30,60}"),
    ("supabase", r"sb(?:p|_secret|_publishable)_", r"[\w]{20,80}"),
    ("tailscale", r"tskey-", r"[\w-]{16,100}"),
    ("doppler", r"dp\.(?:pt|st|ct|sa|scim|audit)\.", r"[\w.-]{20,80}"),
    ("pulumi", r"pul-", r"[0-9a-f]{40}"),
    ("age", r"age-secret-key-1", r"[0-9A-Z]{50,64}"),
    ("telegram", r"[0-9]{8,10}:aa", r"[\w-]{30,40}"),
    ("mailgun", r"key-", r"[0-9a-f]{32}"),
)
_SHOUTED = frozenset({"aws", "twilio", "age"})  # capitals only: the prefix is too short to be told otherwise


def _family(name: str, prefix: str, rest: str) -> Pattern:
    shown = prefix.upper() if name in _SHOUTED else prefix
    case = "" if name in _SHOUTED else "i:"
    return Pattern(
        rule=f"{name}-key",
        label=Label.API_KEY,
        trigger=prefix,
        regex=rf"(?<![A-Za-z0-9])(?:(?{case or ':'}{shown})){rest}(?![A-Za-z0-9])",
        reason="the prefix is that of a known family of keys",
        confidence=Confidence.HIGH,
    )


_KEY_WORD = (
    r"api[ _.-]?key|apikey|access[ _.-]?key(?:[ _.-]?id)?|secret[ _.-]?(?:access[ _.-]?)?key|secret|auth[ _.-]?token|"
    r"access[ _.-]?token|refresh[ _.-]?token|bearer[ _.-]?token|id[ _.-]?token|session[ _.-]?token|token|"
    r"private[ _.-]?key|account[ _.-]?key|shared[ _.-]?access[ _.-]?(?:key|signature)|client[ _.-]?secret|"
    r"signing[ _.-]?key|encryption[ _.-]?key|webhook[ _.-]?secret|credentials?|(?:\w{1,40}[_-])key|sig|"
    r"chave(?: de api)?|clave(?: de api)?|schlüssel|api-schlüssel|clé(?: api)?|chiave(?: api)?|sleutel|ключ|токен|"
    r"keys?|密钥|令牌|apiキー|キー|トークン|مفتاح|الرمز"
)
_SAID = (  # words that mean password
    r"pass(?:word|wd|phrase|code)?|pwd|passw|psw|kennwort|passwort|contraseña|clave de acceso|senha|mot de passe|mdp|"
    r"parola d'ordine|wachtwoord|пароль|parol|lösenord|hasło|heslo|salasana|şifre|비밀번호|密码|口令|"
    r"パスワード|كلمة المرور|رمز المرور|סיסמה|पासवर्ड"
)
_VALUE = r"(?P<value>[^\s\"'`<>«»„“”，。；]{4,500})"


PATTERNS: tuple[Pattern, ...] = (
    *(_family(*family) for family in FAMILIES),
    Pattern(
        rule="private-key",
        label=Label.PRIVATE_KEY,
        trigger=r"-----begin [a-z0-9 ]{0,40}private key",
        regex=(
            r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[\s\S]){0,20000}(?:-----END "
            r"[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?"
        ),
        reason="a PEM block says that it is a private key",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=("key: ⟦-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----⟧ end",),
        counterexamples=("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",),
    ),
    Pattern(
        rule="json-web-token",
        label=Label.JWT,
        trigger=r"eyj",
        regex=r"(?<![\w-])eyJ[\w-]{8,4000}={0,2}\.(?:eyJ)?[\w-]{8,8000}={0,2}\.[\w-]{0,2000}",
        reason="three base64 parts of which the first is a JSON object (RFC 7519)",
        confidence=Confidence.HIGH,
        examples=("token ⟦eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl⟧ leaked",),
        counterexamples=("eyJust a word",),
    ),
    Pattern(
        rule="password-in-address",
        label=Label.PASSWORD,
        trigger=r"://[^/@ \n]{0,100}:",
        regex=r"://[^\s/:@\"']{0,100}:(?P<value>[^\s/\"'<>]{1,200}?)@(?=[\w\[])",
        reason="the part of an address between user name and host is its password (RFC 3986 section 3.2.1)",
        confidence=Confidence.HIGH,
        examples=("postgresql://svc:⟦tall-Heron-17⟧@db.example.net:5432/main",),
        counterexamples=("https://example.com:8443/a@b",),
    ),
    Pattern(
        rule="authorization-header",
        label=Label.API_KEY,
        trigger=r"(?:bearer|basic|token|apikey)[ :]",
        regex=(
            r"(?i:(?:authorization|proxy-authorization)[\"']?\s{0,3}[:=]\s{0,3}[\"']?)?\b(?P<kind>(?i:bearer|"
            r"basic|apikey))\s{1,3}(?P<value>[\w.~+/=-]{8,2000})"
        ),
        reason="what follows the scheme of an authorization header is a credential (RFC 9110 section 11.6.2)",
        examples=("Authorization: Bearer ⟦c0ffee1234567890abcd⟧", "Authorization: Basic ⟦YWRhOm9wZW5zZXNhbWU=⟧"),
        counterexamples=("a basic understanding of it", "the bearer certificates"),
    ),
    Pattern(
        rule="named-password",
        label=Label.PASSWORD,
        trigger=r"(?:pass|pwd|psw)[a-z_.\"' -]{0,20}[:=]",
        regex=(
            rf"(?i:\b(?:\w{{1,40}}[_.-])?(?:pass(?:word|wd|phrase|code)?|pwd|psw)(?:[_-]?\d)?)"
            rf"[\"'\]]{{0,2}}\s{{0,3}}(?:[:=]|=>|:=)\s{{0,3}}[\"'`]?{_VALUE}"
        ),
        reason="a name that means password stands before it",
        examples=('ADMIN_PASSWORD="⟦Blue!heron9⟧"', "pwd=⟦tr0ub4dor⟧"),
        counterexamples=(
            "password = os.environ['DB']",
            "passwd: ${PASS}",
            "password: ********",
            "Password: <redacted>",
        ),
    ),
    Pattern(
        rule="named-key",
        label=Label.API_KEY,
        trigger=r"(?:key|token|secret|credential|sig)[a-z_.\"' -]{0,20}[:=]",
        regex=(
            r"(?i:(?<![A-Za-z])(?:\w{1,40}[_.-])?(?:api[_.-]?key|access[_.-]?key(?:[_.-]?id)?|"
            r"secret(?:[_.-]?access)?[_.-]?key|secret|token|\w{0,20}[_.-]key|accountkey|apikey|"
            r"client[_.-]?secret|sharedaccesskey|credentials?|sig))[\"'\]]{0,2}\s{0,3}(?:[:=]|=>|:=)"
            r"\s{0,3}[\"'`]?(?P<value>[\w.~+/=!@#%^*-]{8,1000})"
        ),
        reason="a name that means key, token or secret stands before it",
        examples=(
            '"api_key": "⟦q8Zt1LmN0pRs7UvW⟧"',
            "x-api-key: ⟦9f8e7d6c5b4a39281706⟧",
            "AccountKey=⟦Zm9vYmFyMTIzNDU2Nzg5MA==⟧",
        ),
        counterexamples=(
            "token: string",
            'key = os.environ["KEY"]',
            "max_token=4096000000",
            "sort_key: created_at_desc",
        ),
    ),
    Pattern(
        rule="password-in-prose",
        label=Label.PASSWORD,
        trigger=(
            r"(?:pass|pwd|kennwort|contrase|senha|mdp|parol|wachtwoord|пароль|Пароль|senord|heslo|salasana|"
            r"hasło|şifre|비밀번호|密码|口令|パスワード|كلمة|סיסמה)"
        ),
        regex=(
            rf"(?i:(?<![^\W_])(?:{_SAID}))(?:\s{{1,2}}[^\s:=：\"'{{}}]{{1,30}}){{0,5}}?\s{{0,2}}(?:[:：=]|"
            rf"\b(?:is|was|are|were|ist|war|lautet|es|era|est|était|fue|foi|è|é|was|is|byl[oa]?|jest)\b|は|是|为|"
            rf"為|هي|：)\s{{0,3}}[\"'`„“«]?{_VALUE}"
        ),
        reason="a sentence says that this is the password",
        confidence=Confidence.MED,
        examples=(
            "the password is ⟦Winter_2031!⟧ until Friday",
            "Kennwort: ⟦hXe9-rTTq⟧",
            "la contraseña del panel era ⟦ma9xk2pw⟧ y",
            "密码是⟦Q7fa#pa2⟧",
        ),
        counterexamples=("the password is wrong", "password was rotated", "your password is required"),
    ),
    Pattern(
        rule="login-pair",
        label=Label.PASSWORD,
        trigger=r"(?:login|creds|credentials|account)[^\n]{0,60} / ",
        regex=(
            r"(?i:\b(?:login|logins|creds|credentials|account)\b)[ :=]{1,3}[\w.@+-]{2,60} / "
            r"(?P<value>[^\s\"',;]{4,100})"
        ),
        reason="user name and password are written as a pair",
        examples=("admin login mira / ⟦slow-otter-ninety⟧ works",),
        counterexamples=("account settings / profile",),
    ),
    Pattern(
        rule="key-in-prose",
        label=Label.API_KEY,
        trigger=(
            r"(?:key|token|secret|chave|clave|schl.{1,2}ssel|cl.{1,2} |chiave|sleutel|ключ|токен|密钥|令牌|"
            r"キー|トークン|مفتاح|الرمز)"
        ),
        regex=(
            rf"(?i:(?<![^\W_])(?:{_KEY_WORD}))(?:\s{{1,2}}[^\s:=：]{{1,20}})"
            rf"{{0,4}}?\s{{0,2}}[:：=]?\s{{0,3}}[\"'`„“«]?(?P<value>[A-Za-z0-9+/][\w.~+/=-]{{14,500}})"
        ),
        reason="a word for key or token stands before a value that looks drawn by chance",
        confidence=Confidence.MED,
        examples=("der Schlüssel ⟦tR7pQ2mX9vK4nB8s⟧ ist gesperrt", "токен ⟦0mRzWhrFAR10F0gj0PF2⟧."),
        counterexamples=("the key architecture-decision-record is", "token count per request-response"),
    ),
    Pattern(
        rule="password-option",
        label=Label.PASSWORD,
        trigger=r"(?:--pass|-u |--user|sshpass|-p)",
        regex=(
            r"(?<![\w-])(?:--password[= ]|--pass[= ]|sshpass -p ?|(?:-u|--user) ?[\"']?[\w.@-]{1,60}:)"
            r"[\"']?(?P<value>[^\s\"']{4,100})"
        ),
        reason="an option of a command hands over a password",
        examples=("curl -u ada:⟦nine-Lives-9⟧ https://example.com", "mysql --password=⟦k33pOut!⟧"),
        counterexamples=("docker run --user 1000:1000", "--password-file /run/secret"),
    ),
)
_PLACEHOLDER = re.compile(
    r"(?i)^(?:os\.|env\b|process\.|\$[{(]|\$[A-Z_]+$|\{|<|\(|%\(|\*{3}|x{4,}|\.{3}|none|null|true|false|"
    r"undefined|string|redacted|"
    r"your[-_ ]|change_?me|example|placeholder|secret$|password$|token$|str\b|self\.|config|settings|"
    r"getenv|getpass|input|vault:|ref:|file:)"
)
_PATH = re.compile(r"^(?:\.{0,2}/)?(?:[a-z][\w.-]*/){2,}|^/[a-z]{2,12}$")
_PLAIN_WORD = re.compile(r"^[^\W\d_]+[.,;:!?]?$")
_TRAILING = ".,;:!?)]}»”’"
_LEAST_ENTROPY = 2.8  # bits a sign; words of natural language with hyphens lie below, drawn values of 16 signs above


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The credential without its quotes and stops; None where it is a word, a place-holder or a reference."""
    end = hit.end
    if hit.pattern.label is Label.PRIVATE_KEY:
        return finding(hit, end=hit.start + len(text[hit.start : end].rstrip()))
    value = _trimmed(text[hit.start : end], hit.pattern.rule)
    if not value or _PLACEHOLDER.match(value):
        return None
    if not _stands(value, hit.pattern.rule):
        return None
    if hit.pattern.rule == "authorization-header" and _is_user_and_password(value):
        return finding(hit, label=Label.PASSWORD, end=hit.start + len(value))
    return finding(hit, end=hit.start + len(value))


def _stands(value: str, rule: str) -> bool:
    """Whether a value is one that is drawn, not one that is said; by how much the rule already knows."""
    digits = sum(sign.isdigit() for sign in value)
    match rule:
        case "password-in-prose" | "login-pair":
            return not _PLAIN_WORD.match(value) and (digits > 0 or any(not sign.isalnum() for sign in value[:-1]))
        case "named-password" | "password-option":
            return len(value) > 5 if value.isdigit() else not value.startswith(("/", "1000:"))
        case "named-key" | "authorization-header":
            return digits > 1 and not value.isdigit() and _entropy(value) > _LEAST_ENTROPY and not _PATH.match(value)
        case "key-in-prose":
            return _is_drawn(value, digits)
    if rule.endswith("-key") and rule != "private-key":
        return _entropy(value) > 2.4 and not value.endswith("EXAMPLE")
    return True


def _is_drawn(value: str, digits: int) -> bool:
    letters = sum(map(str.isupper, value)), sum(map(str.islower, value))
    mixed = digits > 1 or (digits == 1 and min(letters) > 2)
    return mixed and sum(letters) > 0 and _entropy(value) > 3 and "://" not in value and not _PATH.match(value)


def _trimmed(value: str, rule: str) -> str:
    if rule.startswith(("named-password", "password-in-prose", "login-pair")):
        value = re.split(r"(?<=.)(?:[,;&](?=[\w\s]|$)|\\[nr\"])", value, maxsplit=1)[0]
        return value.rstrip(".,;:)]}»”’")
    return value.rstrip(_TRAILING)


def _entropy(value: str) -> float:
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())


def _is_user_and_password(value: str) -> bool:
    try:
        return b":" in base64.b64decode(value + "=" * (-len(value) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
