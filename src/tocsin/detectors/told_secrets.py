"""Passwords that are told without their word right before them.

Compared with another one, kept in a store of passwords, dumped beside an account, quoted in brackets, or rotated.
"""

import re

from tocsin.vocab.cue import one_of, trigger_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_cue import PASSWORD_WORDS
from tocsin.vocab.secret_form import is_placeholder, strength
from tocsin.vocab.triage import Confidence

NAME = "told-secrets"
SUMMARY = "passwords that are compared, kept, dumped, quoted in brackets or rotated"

_OPEN, _CLOSE = "[\"“„«「『'`‘‚]", "[\"“”»」』'`’‘]"
_VALUE = r"(?P<value>[^\s\"“”„«»「」『』`<>|]{5,60})"
_SAME_WORDS = (
    *("same as", "same one as", "to samo co", "takie samo jak", "lo mismo que", "la misma que", "la misma de"),
    *("dasselbe wie", "das gleiche wie", "le même que", "la même que", "o mesmo d", "a mesma d", "o mesmo que"),
    *("a mesma que", "lo stesso d", "la stessa d", "hetzelfde als", "dezelfde als", "samma som", "samme som"),
    *("det samme som", "sama kuin", "sama mis", "stejné jako", "rovnaké ako", "ugyanaz, mint", "ugyanaz mint"),
    *("la fel ca", "isto kao", "ile aynı", "тот же, что", "такой же", "такой же, как", "той самий", "такий самий"),
    *("ίδιο με", "ίδιος με", "giống như", "sama dengan", "sawa na"),
    *("as always", "the usual one", "la de siempre", "el de siempre", "a de sempre", "o de sempre", "la solita"),
    *("comme d'habitude", "wie immer", "zoals altijd", "som altid", "som alltid", "som vanligt", "kuten aina"),
    *("jak zawsze", "jako vždy", "ako vždy", "mint mindig", "ca de obicei", "kao uvijek", "her zamanki", "как всегда"),
    *("как обычно", "як завжди", "όπως πάντα", "như mọi khi", "seperti biasa", "kama kawaida"),
)
_ROTATE_WORDS = (
    *("rotate", "rotated", "rotieren", "rotar", "rotada", "rotér", "roter", "rotera", "ruotare", "roteren"),
    *("burned", "burnt", "revoke", "revoked", "retire", "rotacja", "rotovat", "lecserél", "yenile"),
    *("ротация", "ротувати"),
)
_KEPT_WORDS = (
    *("keychain", "keyring", "keepass", "bitwarden", "lastpass", "1password", "trousseau", "llavero", "schlüsselbund"),
    *("portachiavi", "sleutelhanger", "nyckelring", "nøglering", "nøkkelring", "pęk kluczy", "klíčenka", "kľúčenka"),
    *("связка ключей", "в'язка ключів", "brankás", "anahtar zinciri", "password manager", "cofre de senhas"),
)

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="password-like-another",
        label=Label.PASSWORD,
        trigger=trigger_of(_SAME_WORDS),
        regex=rf"(?i:{one_of(_SAME_WORDS)})[^\n.:;,]{{0,40}}(?:: |, |,? {_OPEN}){_OPEN}?{_VALUE}",
        reason="what is said to be the same as elsewhere, or the usual one, and is no word",
        examples=("to samo co do poczty: ⟦Jezioro1971kasia⟧", "it is the usual one, ⟦Heron&Reed12⟧."),
        counterexamples=("same as above, see OPS-1234", "wie immer, um 10:12", "same as in version 1.2: fixed"),
    ),
    Pattern(
        rule="password-in-a-store",
        label=Label.PASSWORD,
        trigger=trigger_of(_KEPT_WORDS),
        regex=rf"(?i:{one_of(_KEPT_WORDS)})[^\n=:→]{{0,40}}\s?(?:[=:→]|->)\s?{_OPEN}?{_VALUE}",
        reason="what stands in a store of passwords, and is no word",
        examples=("keychain item 'till' = ⟦Basalt@rose5⟧;", "KeePass Eintrag Kasse: ⟦Ufer#Weg-88⟧"),
        counterexamples=("keychain: locked", "bitwarden: see https://a.test/x", "keychain item = none"),
    ),
    Pattern(
        rule="password-of-a-dumped-account",
        label=Label.PASSWORD,
        trigger=r"[a-z0-9-]\\[a-z0-9._$-]{2,30} ?[:/] ?[^ \n]",
        regex=(
            r"(?<![\w\\:/.-])[A-Za-z][A-Za-z0-9-]{1,14}\\{1,2}(?![nrtx]\b)[\w.$-]{2,30} ?[:/] ?"
            r"(?P<value>[^\s\"'`<>|:\\]{6,60})(?=[\s\"'`<>|]|$)"
        ),
        reason="an account of a domain, a colon, and something that is no word",
        examples=("FJORD\\klind : ⟦Smoked&Salt77⟧  <- admin", "corp\\svc-tape:⟦Reel!Spin09x⟧"),
        counterexamples=("C:\\Users\\ada: denied", "CORP\\ada : logged in", "CORP\\ada: 10:12:14"),
    ),
    Pattern(
        rule="password-quoted-in-brackets",
        label=Label.PASSWORD,
        trigger=trigger_of(PASSWORD_WORDS),
        regex=(
            rf"(?i:{one_of(PASSWORD_WORDS)})[^\n.!?()]{{1,90}}\([^()\n\"“„«]{{0,40}}{_OPEN}"
            rf"(?P<value>[^\s\"“”„«»()<>|]{{5,60}}){_CLOSE}\)"
        ),
        reason="quoted in brackets in a sentence about a password",
        examples=("das Kennwort der Kasse lag im Flur („⟦Pflaumenmus#9⟧“), bitte ändern",),
        counterexamples=('the password was asked for (in "settings")', 'a password (see "OPS-12")'),
    ),
    Pattern(
        rule="password-quoted-in-a-script-without-spaces",
        label=Label.PASSWORD,
        trigger=r"(?:密码|密碼|口令|暗号|暗証番号|パスワード|비밀번호|รหัสผ่าน)",
        regex=(
            r"(?:密码|密碼|口令|暗号|暗証番号|パスワード|비밀번호|รหัสผ่าน)[^\n。，,「『“\"]{0,16}[「『“\"]"
            r"(?P<value>[^\s「」『』“”\"]{4,40})[」』”\"]"
        ),
        reason="quoted behind a word for a password",
        confidence=Confidence.HIGH,
        examples=("密码和柜子一样「⟦茶叶72罐⟧」", "パスワードは倉庫と同じ「⟦みかん箱3つ⟧」です"),
        counterexamples=("密码「已更改」", "パスワード「変更済み」"),
    ),
    Pattern(
        rule="rotated-password",
        label=Label.PASSWORD,
        trigger=trigger_of(_ROTATE_WORDS),
        regex=rf"(?<![^\W_])(?i:{one_of(_ROTATE_WORDS)})[^\n`]{{0,12}} `(?P<value>[^\s`]{{6,60}})`",
        reason="what is to be rotated, and is no word",
        examples=("- [x] rotate `⟦salt&smoke&salt⟧` (in the wiki)",),
        counterexamples=("rotate `svc-backup` now", "rotate `key_id=12`", "rotated `API_KEY`"),
    ),
    Pattern(
        rule="clave-and-value",
        label=Label.PASSWORD,
        trigger=r"(?:clave|contra|pass|parola|geslo) [a-z\x80-\xff][a-z\x80-\xff]{2,20}[0-9]{2}",
        regex=(
            r"(?<![^\W_])(?i:la clave|clave|contra|la pass|parola|geslo) "
            r"(?P<value>[^\W\d_]{3,20}\d{2,8}[!#$%&*+?@]{0,3})(?![\w/-])"
        ),
        reason="a word for a password, and a word with a number joined to it",
        examples=("mi rut y la clave ⟦Pehuen1958⟧", "parola ⟦Dunarea77⟧ si gata"),
        counterexamples=("clave A12", "la clave 2031", "parola d'ordine"),
    ),
    Pattern(
        rule="pin-digit-by-digit",
        label=Label.PASSWORD,
        trigger=r"\([0-9] [0-9] [0-9] [0-9][ )]",
        regex=r"(?i:\bpin\b)[^\n]{0,80}\((?P<value>\d(?: \d){3,7})\)",
        reason="digits one by one in brackets, in a line about a PIN",
        examples=("her PIN was overheard (⟦3 9 1 6⟧) at the desk",),
        counterexamples=("the pins (1 2 3 4) of the plug",),
    ),
    Pattern(
        rule="code-with-a-hash-key",
        label=Label.PASSWORD,
        trigger=r"(?:kod|code|codice|digo|pin|koo)[a-z]{0,3}[ :]{1,3}[0-9][0-9 ]{2,14}#",
        regex=(
            r"(?<![^\W_])(?i:kod|kode|koden|koda|kód|kood|koodi|code|codice|código|pin)[ :]{1,3}"
            r"(?P<value>\d[\d ]{2,14}#)(?!\w)"
        ),
        reason="digits that are typed and ended with the hash key",
        examples=("ring ind, kode ⟦771 205 48#⟧",),
        counterexamples=("code 12", "code 404 #12"),
    ),
)
_NEEDED = {
    "password-like-another": 2,
    "password-in-a-store": 2,
    "password-of-a-dumped-account": 2,
    "password-quoted-in-brackets": 2,
}


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The value without the stops behind it; None where it looks like a word."""
    value = text[hit.start : hit.end].rstrip(".,;:)]}!'’‘")
    end = hit.start + len(value)
    match hit.pattern.rule:
        case "rotated-password":
            is_one = bool(re.search(r"[&!#%*~@^]", value)) and strength(value) > 1
            return finding(hit, end=end) if is_one and not is_placeholder(value) else None
        case "password-quoted-in-a-script-without-spaces":
            return finding(hit) if re.search(r"\d|[a-zA-Z]{4}", value) else None
        case "clave-and-value" | "pin-digit-by-digit" | "code-with-a-hash-key":
            return finding(hit)
    return finding(hit, end=end) if strength(value) >= _NEEDED[hit.pattern.rule] else None
