"""How a value looks that somebody drew or chose as a secret."""

import base64
import binascii
import math
import re
from collections import Counter

_PLACEHOLDER = re.compile(
    r"(?i)^(?:os\.|env\b|process\.|\$[{(]|\$[A-Z_]{2,}$|\{|<|\(|%\(|%\w+%$|@\w+@$|__\w+__$|\[[\w -]+\]$|\*{3}|x{4,}|"
    r"\.{3}|…|•{2,}|none\b|null\b|nil\b|true\b|false\b|yes$|no$|undefined|string\b|(?:re|un)?dacted|masked|hidden|secret$|"
    r"password$|passwd$|pass$|token$|key$|your[-_ ]|my[-_ ]?(?:pass|secret|token|key)|change_?me|changeit|example|"
    r"placeholder|dummy|sample|insert[-_ ]|str\b|self\.|this\.|config|settings|secrets?[.\[(]|getenv|get_?pass|"
    r"input\b|vault:|ref:|file:|env:|arn:|data\.|var\.|local\.|module\.|process\b|base64$|utf-?8$|required|optional|"
    r"enter\b|type\b|missing|wrong|invalid|incorrect|expired|empty|unset|not[-_ ]|n/a$|tbd$|todo$|\?+$|-+$|_+$)"
)
_LIKE_NOTHING = re.compile(  # moments, versions, addresses, papers, hashes, names of algorithms: written as they are
    r"(?i)^(?:[\d.,:/hTZ+-]+(?:am|pm|h|hrs?|min|ms|s|gb|mb|kb|%|x|st|nd|rd|th|uhr|円|元|号|日|月|年)?|"
    r"\d{1,4}[a-z]{1,4}|v?\d+(?:\.\d+)+\S*|[a-z]{1,6}-\d{1,6}|[a-z]{1,3}\d{1,6}(?:\.\d{1,3})?|"
    r"cve-\d.*|rfc ?\d+|kb\d+|(?:sha|md|aes|rsa|ed|base|utf|hmac|tls|ssl|ntlm|wpa|oauth|http|ipv|pbkdf|rc|des|win|o|m|"
    r"office|php|log4|python|argon|x|scrypt|bcrypt|crypt|ss|nist|iso|pci|soc|sso|saml|mfa|otp|totp|2fa|u2f|fido)[\d.v-]*\w{0,3}"
    r"(?:[-/]\w{2,8})?|"
    r"(?:bc1|ltc1)[a-z0-9]{25,71}|0x[0-9a-f]{40}|-{1,2}[a-z].*|(?:sha|md)\d{1,3}:.*|[0-9a-f]{32,128}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:https?|hxxps?|ftp|ssh|file|\w{2,12})://.*|"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]+|[a-z0-9-]+\.[a-z]{2,12}(?::\d+)?|"
    r"(?-i:(?:[a-z0-9-]+\.){1,5}[a-z]{2,12}(?::\d+)?)|\.{0,2}/\S*|[a-z]:\\.*|\\\\.*|~/.*|"
    r"(?:[\w-]+/){2,}[\w.-]*|[\w./-]+\.(?:txt|docx?|xlsx?|pdf|csv|json|ya?ml|xml|kdbx?|zip|rar|7z|log|py|js|ts|sh|ps1|"
    r"exe|dll|ini|conf|cfg|env|md|html?|php|jpe?g|png|sql|db|bak|pem|key|pst|msg|eml|lnk|iso|hta)|"
    r"\W{0,3}</?[a-z][\w-]*>.*|\[\.?\].*|.*\[(?:\.|dot|at|@)\].*|#?\d+(?:st|nd|rd|th)?)$"
)
_INNER = re.compile(r"[!#$%&*+=?@^~|<>§€£]")
_JOINED = re.compile(r"[-_./:,;·]")


def is_placeholder(value: str) -> bool:
    """Whether a value stands for a secret (a variable, a reference, a mask, a word such as "none")."""
    return bool(_PLACEHOLDER.match(value)) or len(set(value)) < 3


def entropy(value: str) -> float:
    """Bits a sign, by how often the signs of this value stand in it."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())


def strength(value: str) -> int:
    """How little a value looks like a word: 0 a word or a known form, 1 perhaps a name, 2 hardly, 3 certainly drawn."""
    if len(value) < 4 or is_placeholder(value) or _LIKE_NOTHING.match(value):
        return 0
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
    if not letters:
        return 1 if digits > 3 and _INNER.search(value) else 0
    inner, joined = bool(_INNER.search(value[:-1] if not digits else value)), bool(_JOINED.search(value))
    if inner and re.match(r"[\w.-]{2,40}=(?:[^=]|$)", value):
        return 0 if re.match(r"[\w.-]+=[\"'<{$\[(/]", value) else 1
    if inner:
        return 3 if digits or letters > 4 else 1
    if not digits:
        return 1 if (joined and not re.search(r"[:,;/]", value)) or (value[-1] == "!" and letters > 3) else 0
    return _of_letters_and_digits(value, joined=joined)


def _of_letters_and_digits(value: str, *, joined: bool) -> int:
    mixed = value != value.lower() and value != value.upper()
    if joined:
        is_name = re.fullmatch(r"[a-z0-9]+(?:[-_.:/][a-z0-9]+)*|[A-Z0-9]+(?:[-_.:/][A-Z0-9]+)*", value)
        return 1 if is_name else 2 + (mixed and "_" in value)
    if re.fullmatch(r"[A-Za-z]{1,10}\d{1,3}|[A-Z]{1,5}\d{3,12}|\d{1,3}[A-Za-z]+", value):
        return 1
    return 2


def is_drawn(value: str) -> bool:
    """Whether a value of fifteen signs or more looks drawn by chance: no word, no path, no name of a thing."""
    digits = sum(map(str.isdigit, value))
    upper, lower = sum(map(str.isupper, value)), sum(map(str.islower, value))
    mixed = digits > 1 or (digits == 1 and min(upper, lower) > 2)
    return mixed and upper + lower > 0 and entropy(value) > 3 and "://" not in value


def user_and_password(value: str) -> bool:
    """Whether a value is base64 of a user name, a colon and a password (RFC 7617)."""
    try:
        plain = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    return bool(re.fullmatch(r"[^:\s]{1,100}:[^\n]{1,200}", plain)) and plain.isprintable()
