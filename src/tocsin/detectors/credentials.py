"""Credentials in addresses, headers, commands and sentences about keys."""

import re

from tocsin.vocab.cue import one_of, trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_cue import KEY_WORDS
from tocsin.vocab.secret_form import entropy, is_drawn, is_placeholder, strength, user_and_password
from tocsin.vocab.triage import Confidence

NAME = "credentials"
SUMMARY = "credentials in addresses, headers, commands, sentences about keys"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="password-in-address",
        label=Label.PASSWORD,
        trigger=r"://[^/@ \n]{0,100}:",
        regex=r"://[^\s/:@\"']{0,100}:(?P<value>[^\s/\"'<>]{1,200})@(?=[\w\[])",
        reason="the part of an address between user name and host is its password (RFC 3986 section 3.2.1)",
        confidence=Confidence.HIGH,
        examples=("postgresql://svc:⟦tall-Heron-17⟧@db.example.net:5432/main", "amqp://a:⟦Pine!⟧@mq:5672"),
        counterexamples=("https://example.com:8443/a@b", "https://ada:${PW}@example.com"),
    ),
    Pattern(
        rule="password-before-host",
        label=Label.PASSWORD,
        trigger=r"[a-z0-9_-][:/%][^ \n@]{4,60}@[a-z0-9\[(/]",
        regex=(
            r"(?<![\w.@:/+-])(?:[\w.-]{1,40}/)?[A-Za-z][\w.-]{1,40}[:/%](?P<value>[^\s\"'<>@:/]{4,60})@"
            r"(?=(?:tcp|udp|unix)?\(|(?://)?[A-Za-z][\w-]{0,60}(?:\.[\w-]{1,60}){0,5}(?:[:/\s\"',]|$)|\d{1,3}\.\d)"
        ),
        reason="user name, password and host as a database or a remote command takes them",
        examples=(
            "dsn: ledger:⟦q8Zt1LmN0pRs⟧@tcp(db-1:3306)/main",
            "secretsdump.py CORP/ada:⟦Pine&Oak7⟧@10.9.8.7",
            "sqlplus scott/⟦tiger7Paw⟧@orcl",
            "conn claims/⟦tiger7Paw⟧@//scan-1.corp:1521/C",
        ),
        counterexamples=("npm i left-pad:beta@latest", "git:fixup@main", "pkg/thing@1.2.3", "mail:ada@example.com"),
    ),
    Pattern(
        rule="authorization-header",
        label=Label.API_KEY,
        trigger=r"(?:bearer|basic|token|apikey|digest|negotiate|auth)[ :\"=]",
        regex=(
            r"(?i:(?:authorization|proxy-authorization)[\"']?\s{0,3}[:=]\s{0,3}[\"']?)?\b(?P<kind>(?i:bearer|"
            r"basic|apikey|api-key|token|negotiate|genie-?key|sso-key|key))\s{1,3}(?P<value>[\w.~+/=:-]{8,2000})"
        ),
        reason="what follows the scheme of an authorization header is a credential (RFC 9110 section 11.6.2)",
        examples=("Authorization: Bearer ⟦c0ffee1234567890abcd⟧", "Authorization: Basic ⟦YWRhOm9wZW5zZXNhbWU=⟧"),
        counterexamples=("a basic understanding of it", "the bearer certificates", "the token 2031-05-06T10:11:12"),
    ),
    Pattern(
        rule="encoded-user-and-password",
        label=Label.PASSWORD,
        trigger=r"(?:auth|basic|credential|login)[a-z_-]{0,20}[\"'`]?[ :=>]{1,4}[\"'`]?[a-z0-9+/]{12}",
        regex=(
            r"(?i:auth|basic|credential|login)[A-Za-z_-]{0,20}[\"'`]?[ :=>]{1,4}[\"'`]?"
            r"(?P<value>[A-Za-z0-9+/]{12,400}={0,2})(?![\w+/=])"
        ),
        reason="base64 of a user name and a password (RFC 7617)",
        confidence=Confidence.HIGH,
        examples=('"auth": "⟦YWRhOm9wZW5zZXNhbWU=⟧"', "--http-basic-auth ⟦YWRhOm9wZW5zZXNhbWU=⟧"),
        counterexamples=('"auth": "YWRhbWFudHNlc2FtZQ=="', "authentication administrator"),
    ),
    Pattern(
        rule="signed-address",
        label=Label.API_KEY,
        trigger=(
            r"[?&;](?:sig|signature|x-amz-(?:signature|credential|security-token)|x-goog-signature|token|"
            r"access_token|key|code|auth|apikey|api_key|sv)="
        ),
        regex=(
            r"[?&;](?i:sig|signature|x-amz-(?:signature|security-token)|x-goog-signature|token|access_token|"
            r"refresh_token|"
            r"key|auth|apikey|api_key|secret)=(?P<value>[\w.%~+/=-]{12,2000})"
        ),
        reason="the signed part of an address opens what it points at",
        examples=("?sv=2031&sig=⟦q8Zt1LmN0pRs7UvW%3D⟧&se=1", "/a?x=1&token=⟦q8Zt1LmN0pRs7UvW⟧"),
        counterexamples=("?key=architecture-decisions", "?token=00000000000000"),
    ),
    Pattern(
        rule="password-option",
        label=Label.PASSWORD,
        trigger=(
            r"(?:--?[a-z-]{0,20}(?:pass|pw|secret|token)|-[upawkc] ?['\"a-z0-9]|--user|sshpass|/p(?:ass|assword)?:|"
            r"-passin|/rp )"
        ),
        regex=(
            r"(?<![\w-])(?:--?(?i:[a-z-]{0,20}(?:password|passphrase|passwd|pass|pw))(?:=| {1,3})|sshpass -p ?|"
            r"(?:-u|--user|-U|--proxy-user) ?[\"']?[\w.@\\-]{1,60}[:%]|/(?:p|pass|password|rp)[: ]|-pass(?:in|"
            r"out)? pass:|"
            r"(?<=[ \"'/`])(?:mysql|mysqldump|mysqladmin|mariadb|mongo|mongosh|mongodump|redis-cli|7z|7za|unzip|zip|"
            r"rar|unrar|xfreerdp|"
            r"evil-winrm|docker login|psexec|ldapsearch|ldapadd|htpasswd|snmpwalk|snmpget|smbclient|crackmapexec|nxc|"
            r"netexec|"
            r"hydra|medusa|kinit|certipy|bloodhound-python|plink|pscp|winrs|cmdkey|openssl)\b[^|;\n]{0,120}? "
            r"-(?:p|a|w|P|hp|pw|c) ?|^(?:mysql|mysqldump|mysqladmin|mariadb|mongo|mongosh|redis-cli|7z|unzip|zip|"
            r"evil-winrm|"
            r"docker login|ldapsearch|snmpwalk)\b[^|;\n]{0,120}? -(?:p|a|w|P|c) ?)"
            r"(?P<value>\"[^\"\n]{3,100}\"|'[^'\n]{3,100}'|[^\s\"'|;]{3,100})"
        ),
        reason="an option of a command hands over a password",
        examples=(
            "curl -u ada:⟦nine-Lives-9⟧ https://example.com",
            "mysql --password=⟦k33pOut!⟧",
            "mysqldump -h db-1 -u root -p⟦Seal4Rock⟧ main",
            "backup-tool --db-pass '⟦Reef#Tide2⟧'",
            "smbclient //nas/x -U ada%⟦Pine&Oak7⟧",
        ),
        counterexamples=(
            "docker run --user 1000:1000",
            "--password-file /run/secret",
            "Using --password via the CLI is insecure",
            "mkdir -p build/out",
            "tar -pc .",
        ),
    ),
    Pattern(
        rule="password-statement",
        label=Label.PASSWORD,
        trigger=(
            r"(?:identified|/user:|with (?:encrypted )?password|password ?\(|login [^ ]{1,60} password|net user|"
            r"net use|"
            r"requirepass|"
            r"masterauth|asplaintext|convertto-securestring|chpasswd|--stdin|sudo -s|snmp-server|community|"
            r"enable secret|"
            r"(?:password|secret) [0-9] |login incorrect|networkcredential|pscredential|smtpauth|auth login|"
            r"\$ansible)"
        ),
        regex=(
            r"(?:(?i:identified\s{1,3}(?:with \w{1,40} )?(?:by|as)\s{1,3}(?:password )?['\"]|"
            r"with (?:encrypted )?password\s{1,3}"
            r"['\"]|password\s?\(\s?['\"])(?P<a>)|(?i:\blogin [^\s]{1,60} password |"
            r"\bnet use?r? [^\s]{1,60} (?:\S{1,60} )?"
            r"(?=[^\s/]{1,60} /)['\"]?|/user:\S{1,60} ['\"]?|requirepass |masterauth |convertto-securestring "
            r"(?:-string )?['\"]|"
            r"echo ['\"]?[\w.-]{1,40}:(?=[^|\n]{3,60}\| ?(?:sudo )?chpasswd)|echo ['\"]?(?=[^|\n]{3,60}\|"
            r" ?(?:sudo -S|passwd --stdin))|"
            r"(?:snmp-server |\bsnmp\s{1,6}(?:v?\d\w?\s{1,4})?)?community\s{1,6}(?:string\s{1,3})?|"
            r"\b(?:enable|username \S{1,40}) (?:privilege \d{1,2} )?(?:secret|password) (?:\d )?|"
            r"login incorrect: \[[^/\]\n]{1,60}/|networkcredential\(['\"][^'\"]{1,60}['\"], ?['\"]))"
            r"(?P<value>[^\s\"'|;)\]]{3,100})"
        ),
        reason="a statement of a language or a device that sets or takes a password",
        examples=(
            "ALTER USER app IDENTIFIED BY '⟦Reef#Tide2⟧';",
            "login build password ⟦Reef#Tide2⟧",
            "ConvertTo-SecureString '⟦Reef-Tide2!⟧' -AsPlainText",
            "snmp-server community ⟦read-me-2031⟧ RO",
            "net use \\\\nas\\x '⟦Reef#Tide2⟧' /user:ada",
            "Login incorrect: [ada/⟦Reef#Tide2⟧]",
            "net use Z: \\\\nas\\x /user:CORP\\ada ⟦Reef#Tide2⟧",
        ),
        counterexamples=("the community strings", "a community 2031 event", "net user administrator /active:yes"),
    ),
    Pattern(
        rule="password-among-arguments",
        label=Label.PASSWORD,
        trigger=r"[\"']--?(?:p|pw|pass|password|passwd|passphrase|requirepass|masterauth|a|token|secret)[\"'][^a-z0-9]{1,4}",
        regex=(
            r"[\"']--?(?:p|pw|pass|password|passwd|passphrase|requirepass|masterauth|secret)[\"'](?:[\s,]{1,4}|\s{1,2}a\d{1,2}=)"
            r"[\"'](?P<value>[^\"'\n]{4,100})[\"']"
        ),
        reason="an option of a command hands over a password, word by word",
        examples=(
            'a0="sshpass" a1="-p" a2="⟦r0cks-Torne⟧"',
            '["smbclient", "--password", "⟦Pine&Oak7⟧", "//nas/x"]',
            '["redis-server","--requirepass","⟦pine.oak.7⟧"]',
        ),
        counterexamples=('["mkdir", "-p", "/var/lib/app"]', '["docker", "-p", "8080:80"]', '["-p", "build"]'),
    ),
    Pattern(
        rule="user-and-password-as-arguments",
        label=Label.PASSWORD,
        trigger=r"(?:auth|log_?on|login|credential|connect|sign_?in)[a-z_]{0,12} ?[=:(] ?[\[(]?[\"']",
        regex=(
            r"(?i:auth|login|log_?on|sign_?in|credentials?|connect)[A-Za-z_]{0,12}\s?(?:[=:]\s?[\[(]|"
            r"\()\s?[\"'][^\"'\n]{1,60}"
            r"[\"']\s?,\s?[\"'](?P<value>[^\"'\n]{4,100})[\"']"
        ),
        reason="a call that signs somebody in takes the user name, then the password",
        examples=('requests.get(u, auth=("eval", "⟦harbour_9gate⟧"))', "smtp.login('ada', '⟦Reef#Tide2⟧')"),
        counterexamples=('connect("db-1", "main")', 'auth=("user", "pass")', 'login("ada", "https://example.com/")'),
    ),
    Pattern(
        rule="password-in-columns",
        label=Label.PASSWORD,
        trigger=r":[0-9*]{1,5}:[^:\n ]{1,60}:[^:\n ]{1,60}:",
        regex=r"^[\w.*-]{1,100}:(?:\d{2,5}|\*):[\w.*-]{1,60}:[\w.@-]{1,60}:(?P<value>(?:\\.|[^\s:\\]){4,100})\s{0,2}$",
        reason="the fifth field of a password file (PostgreSQL documentation, section The Password File)",
        confidence=Confidence.HIGH,
        examples=(
            "db-1.example.net:5432:main:ada:⟦Reef#Tide2⟧",
            "*:*:*:ada:⟦Снег_9Вода⟧",
            r"*:*:*:ada:⟦Reef\:Tide\:2⟧",
        ),
        counterexamples=("src/a.py:12:34:error:unexpected", "host:80:a:b"),
    ),
    Pattern(
        rule="key-in-prose",
        label=Label.API_KEY,
        trigger=trigger_of(KEY_WORDS),
        regex=(
            rf"(?<![^\W_])(?i:{one_of(KEY_WORDS)})(?:[^\W\d_a-zA-Z]{{1,4}}|s)?(?![a-zA-Z])(?:[\s(]{{1,2}}[^\s:=：]{{1,20}})"
            rf"{{0,7}}?\s{{0,2}}[:：=]?\s{{0,3}}[\"'`„“«(「]{{0,2}}(?P<value>[A-Za-z0-9+/][\w.~+/=-]{{14,500}})"
        ),
        reason="a word for key or token stands before a value that looks drawn by chance",
        examples=("der Schlüssel ⟦tR7pQ2mX9vK4nB8s⟧ ist gesperrt", "токен ⟦0mRzWhrFAR10F0gj0PF2⟧."),
        counterexamples=(
            "the key architecture-decision-record is",
            "token count per request-response",
            "cache key f9f51dd62b7978fbecc80426b11efcc6 hit",
            "the key findings of model otter-7b-mini-2031-07-18 are",
            "SHA512 of the tokenizer: f9f51dd62b7978fbecc80426b11efcc6",
        ),
    ),
)
_NO_KEY = re.compile(
    r"(?i)(?:cache|primary|foreign|partition|sort|public|pipeline|object|row|registry|host|idempotency|hot) ?key|"
    r"sha-?\d|"
    r"hash|fingerprint|digest|commit|trace|span|checksum"
)
_PATH = re.compile(r"(?:\.{0,2}/)?(?:[a-z][a-z0-9_.-]{0,30}/){2,}|/[a-z]{2,12}$")
_HOST = re.compile(r"//|\w+=|[\w-]+(?:\.[\w-]+)+$")
_UUID = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$")
_FLAG = re.compile(r"(?:via|is|was|on|from|file|to|in|for|the|and|or|with|as|prompt|stdin|required|option|flag|at)$")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The credential without its quotes and stops; None where it is a word, a place-holder or a reference."""
    rule, start, end = hit.pattern.rule, hit.start, hit.end
    if text[start] in "\"'" and text[end - 1] == text[start]:
        start, end = start + 1, end - 1
    value = text[start:end]
    is_quoted = rule == "password-statement" and text[start - 1] == text[end : end + 1]
    if rule not in {"password-in-address", "password-option"} and not is_quoted:
        value = value.rstrip(".,;:!?)]}»”’")
    if not value or is_placeholder(value) or not _stands(text, hit, value):
        return None
    if rule == "authorization-header" and user_and_password(value):
        return finding(hit, label=Label.PASSWORD, start=start, end=start + len(value))
    return finding(hit, start=start, end=start + len(value))


def _stands(text: str, hit: Hit, value: str) -> bool:
    """Whether a value is one that is drawn, not one that is said; by how much the rule already knows."""
    digits = sum(map(str.isdigit, value))
    match hit.pattern.rule:
        case "password-before-host":
            return strength(value) > 1 or (
                strength(value) > 0 and digits > 1 and text[hit.end + 1 : hit.end + 4] in "tcp"
            )
        case "authorization-header" | "signed-address":
            drawn = digits > 1 and not value.isdigit() and entropy(value) > 2.8 and not _PATH.match(value)
            kind = text[hit.match_start : hit.start].casefold()
            sure = (
                "bearer" in kind or "basic" in kind or "authorization" in kind or hit.pattern.rule == "signed-address"
            )
            return drawn and (sure or (is_drawn(value) and len(value) > 15 and not _UUID.match(value)))
        case "encoded-user-and-password":
            return user_and_password(value)
        case "password-option":
            return (
                not value.startswith(("/", "1000:", "-", "$", ".")) and not _FLAG.match(value) and not value.isdigit()
            )
        case "password-statement":
            said = text[hit.match_start : hit.start].casefold()
            return strength(value) > 0 if "community" in said or "net us" in said else not value.startswith(("/", "$"))
        case "password-among-arguments" | "user-and-password-as-arguments":
            is_login = "connect" not in text[hit.match_start : hit.start].casefold()
            return strength(value) > 1 - (is_login and digits > 0) and not value.startswith(("/", "-", "$", "."))
        case "password-in-columns":
            return strength(value) > 0
        case "key-in-prose":
            known = _NO_KEY.search(text[max(0, hit.match_start - 30) : hit.start])
            runs = re.split(r"[^A-Za-z0-9]+", value)
            if len(runs) > 2 and max(map(len, runs)) < 12:
                return False  # the name of something, of several words
            return is_drawn(value) and not (known or _PATH.match(value) or _HOST.match(value) or _UUID.match(value))
    return True
