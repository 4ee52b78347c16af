"""Secrets whose place a format fixes, and halves and hints of them.

What stands there is a secret by its place alone, also where it looks like a word.
"""

import re

from tocsin.vocab.cue import one_of, trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_cue import PASSWORD_WORDS, PIN_WORDS
from tocsin.vocab.secret_form import is_placeholder, strength
from tocsin.vocab.secret_place import HALVES, HINTS, SPOKEN_DIGITS
from tocsin.vocab.triage import Confidence

NAME = "formatted-secrets"
SUMMARY = "secrets by their place in a format, hints, halves of passwords, codes said in words"

_LOGINS = ("login", "log-in", "break-glass", "vault", "anmeldung", "connexion", "acceso", "acesso", "вход", "giriş")
_SAID_PASSWORD = re.compile(
    rf"(?i:{one_of((*PASSWORD_WORDS, 'clave', 'chave', 'wifi', 'wi-fi', 'pass', 'pin', *_LOGINS))})"
)
_ENOUGH_BEFORE = 120  # signs in which the word for a password stands before its halves
_DIGIT = f"(?:{one_of(SPOKEN_DIGITS)})"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="password-in-database-address",
        label=Label.PASSWORD,
        trigger=r"oracle:[a-z0-9]{2,6}:[^/ \n]{1,40}/",
        regex=r"(?i:oracle:[a-z0-9]{2,6}):[\w.$#-]{1,40}/(?P<value>[^\s@\"'<>/]{3,80})@",
        reason="user name and password in the address of an Oracle database (Oracle JDBC guide, URL syntax)",
        confidence=Confidence.HIGH,
        examples=("url=jdbc:oracle:thin:LEDGER/⟦tide_R0ck⟧@//db-1:1521/X", "jdbc:oracle:oci:app/⟦Reef⟧@orcl"),
        counterexamples=("jdbc:oracle:thin:@//db-1:1521/X", "jdbc:oracle:thin:app/${PW}@db-1"),
    ),
    Pattern(
        rule="code-that-joins-a-network",
        label=Label.PASSWORD,
        trigger=r"wifi:[a-z]:",
        regex=r"(?i:WIFI):(?:[A-OQ-Z]:(?:\\.|[^;\n\\]){0,80};){0,4}P:(?P<value>(?:\\.|[^;\n\\]){3,80});",
        reason="the key of a network in the code that is scanned to join it",
        confidence=Confidence.HIGH,
        examples=("WIFI:T:WPA;S:Barn;P:⟦hay,n0t straw⟧;;", "WIFI:S:Loft;T:WPA2;P:⟦slow-owl⟧;H:true;;"),
        counterexamples=("WIFI:T:nopass;S:Guests;;", "wifi: p: none"),
    ),
    Pattern(
        rule="stored-hash-of-a-password",
        label=Label.PASSWORD,
        trigger=r"\$(?:2[abxy]?|[1567y]|gy|apr1|md5|sha1|argon2(?:id|i|d)|scrypt|pbkdf2[a-z0-9_-]{0,12})\$",
        regex=(
            r"(?<![\w$])(?:\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|\$argon2(?:id|i|d)\$[\w=,$+/.-]{30,250}|"
            r"\$(?:[1567y]|gy|apr1|md5|sha1)\$[\w=,./-]{1,40}\$[\w./$=-]{20,120})(?![\w/$])"
        ),
        reason="a stored hash of a password, in the form of crypt(5)",
        confidence=Confidence.HIGH,
        examples=(
            "(7,'ada','⟦$2y$10$q8Zt1LmN0pRs7UvWx3Yb5C7d9E1f2G3hJ4kL5mN6oP7qR8sT9uV0w⟧','x')",
            "ada:⟦$6$saltsalt$q8Zt1LmN0pRs7UvWx3Yb5C7d9E1f2G3h⟧:19000:",
        ),
        counterexamples=("costs $2$ or $5$ each", "$1$2"),
    ),
    Pattern(
        rule="key-of-an-error-service",
        label=Label.API_KEY,
        trigger=r"://[0-9a-f]{32}[:@]",
        regex=r"https?://(?P<value>[0-9a-f]{32})(?::[0-9a-f]{32})?@(?=[\w\[])",
        reason="the key in the address to which a program reports its errors (Sentry documentation, DSN)",
        confidence=Confidence.HIGH,
        examples=('dsn = "https://⟦4c1d90a7c2f84d6b9d03a15e7760cb28⟧@o1.ingest.example.net/5"',),
        counterexamples=("https://example.net/4c1d90a7c2f84d6b9d03a15e7760cb28@x",),
    ),
    Pattern(
        rule="key-of-terraform",
        label=Label.API_KEY,
        trigger=r"\.atlasv1\.",
        regex=r"(?<![\w.])[A-Za-z0-9]{10,20}\.atlasv1\.[\w-]{40,100}",
        reason="the form of a token of HCP Terraform",
        confidence=Confidence.HIGH,
        examples=("token ⟦q8Zt1LmN0pRs7U.atlasv1.q8Zt1LmN0pRs7UvWx3Yb5C7d9E1f2G3hJ4kL5mN6oP7qR8sT9⟧ is",),
        counterexamples=("module.atlasv1.name",),
    ),
    Pattern(
        rule="key-of-pagerduty",
        label=Label.API_KEY,
        trigger=r"pager_?duty[^\n]{0,30}u\+",
        regex=r"(?i:pager_?duty)[^\n+]{0,30}(?P<value>u\+[\w-]{16,20})(?![\w-])",
        reason="the form of a key of PagerDuty's interface",
        confidence=Confidence.HIGH,
        examples=('pagerduty: "⟦u+q8Zt1LmN0pRs7UvWx3⟧"',),
        counterexamples=("pagerduty u+1",),
    ),
    Pattern(
        rule="password-in-braces",
        label=Label.PASSWORD,
        trigger=r"(?:pwd|password) {0,12}= ?\{",
        regex=r"(?i:\b(?:pwd|password))\s{0,12}=\s{0,3}\{(?P<value>[^{}\n]{4,80})\}(?=[\s;\"']|$)",
        reason="a password in braces, as a connection string quotes it",
        examples=("PWD     = {⟦tide;Rock7⟧}", "Uid=ada;Pwd={⟦Reef#Tide2⟧};"),
        counterexamples=("PWD={user_password}", "password = {name}"),
    ),
    Pattern(
        rule="password-in-three-quotes",
        label=Label.PASSWORD,
        trigger=r"(?:pass|pwd|psk|secret|pin)[a-z_]{0,12}[\"']? ?[=:] ?(?:\"\"\"|''')",
        regex=(
            r"(?i:pass|pwd|psk|secret|pin)\w{0,12}[\"']?\s?[=:]\s?"
            r"(?:\"\"\"(?P<value>[^\"\n]{4,80})\"\"\"|'''(?P<other>[^'\n]{4,80})''')"
        ),
        reason="a name that means password stands before three quotes",
        examples=('wifi_psk = """⟦the-owls-do-not-hoot⟧"""', "db_password = '''⟦Reef#Tide2⟧'''"),
        counterexamples=('secret_doc = """Explains: nothing\n"""', 'password = """"""'),
    ),
    Pattern(
        rule="password-of-a-network-drive",
        label=Label.PASSWORD,
        trigger=r"/user:[^ \n]{1,60} (?:\"|&quot;)",
        regex=r"(?i:/user:)\S{1,60} (?:\"(?P<value>[^\"\n]{3,60})\"|&quot;(?P<other>[^&\n]{3,60})&quot;)",
        reason="the password behind the user of a network drive",
        examples=('net use \\\\nas\\x /user:corp\\ada "⟦two owls 9⟧" && dir',),
        counterexamples=('runas /user:ada "" ', "net use /user:ada *"),
    ),
    Pattern(
        rule="hint-at-a-password",
        label=Label.PASSWORD,
        trigger=rf"{trigger_of(HINTS)}[^\n]{{0,12}}[\"“„«「]",
        regex=rf"(?i:{one_of(HINTS)})[^\W\d_]{{0,4}}[\s:=：\"]{{1,4}}[\"“„«「](?P<value>[^\"”“»」\n]{{4,60}})[\"”“»」]",
        reason="a hint at a password, in quotes",
        examples=('password hint "⟦Old-harbour⟧"', "Kennwort, Hinweis: „⟦drei graue Katzen⟧“"),
        counterexamples=('the hint "click here" is shown', 'hint: "use the other door"'),
    ),
    Pattern(
        rule="half-of-a-password",
        label=Label.PASSWORD,
        trigger=trigger_of(HALVES),
        regex=rf"(?i:{one_of(HALVES)})\s{{1,2}}[\"“„«‘'`]?(?P<value>[^\s\"”“»’'`]{{3,40}})",
        reason="with what a password begins or ends",
        examples=("my password starts with ⟦Guava4⟧ and", "das Kennwort endet mit „⟦teich!⟧“"),
        counterexamples=("the password starts with a capital", "the file ends with CR2"),
    ),
    Pattern(
        rule="password-of-digits",
        label=Label.PASSWORD,
        trigger=trigger_of((*PASSWORD_WORDS, "clave", "chave")),
        regex=(
            rf"(?<![^\W_])(?i:{one_of((*PASSWORD_WORDS, 'clave', 'chave'))})[^\n.!?\d:=]{{0,30}}?"
            r"(?:\s(?:is|was|ist|war|es|era|est|était|é|è|jest|is|är|er|on|это|była?|là|na|ni|ce)\s{1,2}|"
            r"\s?[:=：]\s{0,2})[\"“«`']?(?P<value>\d{4,12})(?![\w%€$/:@-]|[.,]\d| ?\d)"
        ),
        reason="digits that a sentence says are the password",
        examples=("the default password is ⟦4812⟧ there", "Passwort für das Tor: ⟦551908⟧", "la clave es ⟦77120⟧."),
        counterexamples=("password attempts: 4812 of", "the password is 12", "password changed: 2031-04-05"),
    ),
    Pattern(
        rule="code-in-words",
        label=Label.PASSWORD,
        trigger=trigger_of(("pin", "passcode", "otp", "code", "código", "codice", *PIN_WORDS)),
        regex=(
            rf"(?<![^\W_])(?i:passcode|otp|code|código|codice|{one_of(PIN_WORDS)})(?![a-z0-9_])[^\n.!?\d]{{0,24}}?"
            rf"(?<![^\W_])(?P<value>(?i:{_DIGIT}(?:[ ,-]{{1,2}}{_DIGIT}){{3,7}}))(?![^\W_])"
        ),
        reason="digits said one by one behind a word for a code",
        examples=("her PIN is ⟦four-four-one-seven⟧.", "el código es ⟦siete dos cero nueve⟧"),
        counterexamples=("the code has one or two or three", "pin one two three"),
    ),
    Pattern(
        rule="code-digit-by-digit",
        label=Label.PASSWORD,
        trigger=r"[0-9]-[0-9]{1,2}-[0-9]{1,2}-[0-9]",
        regex=r"(?<![\w.-])\d{1,2}(?:-\d{1,2}){3,5}(?![\w-]|[.:]\d)",
        reason="digits said one by one near a word for a code or for what it opens",
        examples=("the safe is ⟦0-41-7-55⟧ now", "I gave him the code. It was ⟦7-1-0-3⟧."),
        counterexamples=("score 1-2-3-4", "on 20-10-05-11"),
    ),
    Pattern(
        rule="keys-pressed-on-a-telephone",
        label=Label.PASSWORD,
        trigger=r"[?&]digits=[0-9]{4}",
        regex=r"[?&](?i:digits)=(?P<value>\d{4,12})(?!\d)",
        reason="the keys that a caller pressed, as a telephone service passes them on",
        examples=("Confidence=0.8&Digits=⟦7193⟧\n",),
        counterexamples=("?digits=2", "significant digits=1234"),
    ),
    Pattern(
        rule="passcode-behind-a-meeting",
        label=Label.PASSWORD,
        trigger=r"(?:zoom\.us|webex\.com|teams\.|meet\.|jitsi|bbb\.)[^ \n]{0,100} ?[(,;]",
        regex=(
            r"(?:zoom\.us|webex\.com|teams\.|meet\.|jitsi|bbb\.)[^\s()]{0,100}\s?[(,;]\s?(?:[^\W\d_]{2,14}(?:[.:=]{1,2}\s?|\s)){1,2}"
            r"(?P<value>(?=[^\s()]{0,23}\d)[\w!@#$%&*.-]{5,24})(?=[\s),;.]|$)"
        ),
        reason="a word and a code right behind the address of a meeting",
        examples=("https://zoom.us/j/91 (pass ⟦harbour26⟧)", "https://acme.webex.com/m/1, code: ⟦seal-77⟧."),
        counterexamples=("https://zoom.us/j/91 (room 12)", "https://teams.example.com/x (see minutes)"),
    ),
    Pattern(
        rule="key-of-a-wireless-network",
        label=Label.PASSWORD,
        trigger=r"(?:wi-?fi|wlan)[^\n]{0,40}[:\"“«]",
        regex=(
            r"(?<![^\W_])(?i:wi-?fi|wlan)(?![\w])[^\n:=\"“«]{0,40}(?:[:=]\s{1,2}[\"“«'`]?(?P<value>[^\s\"”»,;()]{6,40})|"
            r"[\"“«](?P<other>[a-z]{3,14}(?: [a-z]{2,14}){2,7})[\"”»])"
        ),
        reason="a word for a wireless network stands before what is no word, or before several in quotes",
        examples=("WiFi of the new room: ⟦reed@floor3⟧ (no guests)", 'the wifi is still "⟦honey jar sixty six⟧"'),
        counterexamples=("wifi network: Guests_2031", 'the wifi called "Blue Room"', "wifi: http://portal.example/x"),
    ),
)
# What is counted about passwords, or happened to them on a day.
_COUNTED = re.compile(
    r"(?i)attempt|length|count|days|tries|\bage\b|\bmin|\bmax|port|\bid\b|chang|reset|expir|versuch|länge|änder|tent|"
    r"longu|cambi|intent|deneme|попыт|длин|смен|次|回|횟수|file|datei|line|rows?\b|users?\b|policy|hash"
)
_NEEDS_WORD = frozenset({"half-of-a-password", "hint-at-a-password"})
_OPENS = re.compile(
    r"(?i)safe|vault|lock|door|gate|alarm|code|\bpin\b|\bkod|caja fuerte|cofre|coffre|tresor|kluis|kasse|seif|sejf|"
    r"trezor|kasa|candado|puerta|porta|porte|cassaforte|сейф|код|двер|χρηματοκιβ|κωδικ|金庫|暗証|密码|금고|خزنة|רמז|כספת|"
    r"két sắt|"
    r"brankas|รหัส|kassakaa|hvelv|pengeskab"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The value at its place; None where it stands for another, or where nothing says that it is a secret."""
    found = re.compile(hit.pattern.regex).match(text, hit.match_start, hit.match_end + 60)
    if found is None:
        return None
    group = next((name for name, value in found.groupdict().items() if value is not None), 0)
    start, end = found.span(group)
    value = text[start:end]
    before = text[max(0, hit.match_start - _ENOUGH_BEFORE) : hit.match_start]
    if is_placeholder(value) and hit.pattern.rule not in {"stored-hash-of-a-password", "password-of-digits"}:
        return None
    if hit.pattern.rule in _NEEDS_WORD and not _SAID_PASSWORD.search(before):
        return None
    if not _fits(text, hit, value, before):
        return None
    if hit.pattern.rule in {"half-of-a-password", "passcode-behind-a-meeting"}:
        end -= len(value) - len(value.rstrip(".,;:)"))
    return finding(hit, start=start, end=end)


def _fits(text: str, hit: Hit, value: str, before: str) -> bool:
    """Whether the value is one that can be a secret at this place."""
    match hit.pattern.rule:
        case "password-in-braces":
            return strength(value) > 1
        case "half-of-a-password":
            return any(not sign.isalpha() for sign in value.rstrip(".,;:)"))
        case "password-of-digits":
            between = text[hit.match_start : hit.start]
            return not re.fullmatch(r"(?:19|20)\d\d", value) and not _COUNTED.search(between)
        case "code-digit-by-digit":
            return bool(_OPENS.search(before[-60:]))
        case "key-of-a-wireless-network":
            return " " in value or (strength(value) > 2 and bool(re.search(r"[!#$%&*+?@^~]", value)))
    return True
