"""Long values drawn by chance, without a name and a known prefix.

What is drawn to name a thing (a digest, a trace, a request, a wallet, a public key) looks the same; those are told by
their alphabet, by what stands before them and by the prefixes that services give to the ids of things.
"""

import re
from itertools import pairwise

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_form import entropy

NAME = "drawn-keys"
SUMMARY = "long values drawn by chance that stand by themselves"
LEAST_DIGITS = 0.07  # share of the signs: of 62 signs drawn alike ten are digits, of words joined hardly any

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="drawn-by-chance",
        label=Label.API_KEY,
        trigger=r"[a-z0-9_+/-]{28}",
        regex=r"(?:(?<=[\s\"'`(>|:：「“,])|^)[A-Za-z0-9][A-Za-z0-9_+/-]{27,119}={0,2}(?=[\s\"'`)<|」”,;.。]|$)",
        reason="letters in both cases and digits, as chance mixes them, and nothing says that they name a thing",
        examples=(
            "$ echo $A\n⟦0Xrd2w6LZULbOPsPiqyUlc2JqEZGm7njKeG4Ym7W⟧",
            "he pasted ⟦Y4WLXe3fjKhAucPwRJgLla9OFydXvddc⟧ there",
        ),
        counterexamples=(
            "request id Y4WLXe3fjKhAucPwRJgLla9OFydXvddc",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIY4WLXe3fjKhAucPwRJgLla9OFyd ada",
            "chatcmpl-Y4WLXe3fjKhAucPwRJgLla9OFydXvddc",
            "the InternationalizationConfigurationManager2Factory3",
            "sha512-Y4WLXe3fjKhAucPwRJgLla9OFydXvddcY4WLXe3fjKhAucPwRJgLla9OFydXvddcAA==",
        ),
    ),
)
# What such a value is then: an id, a digest, a signature, a wallet, the public half of a key, a piece of a file.
_NAMES_A_THING = re.compile(
    r"(?i)(?:_id|-id|uuid|guid|sha\w{0,4}|hash|digest|integrity|checksum|fingerprint|etag|nonce|trace|request|"
    r"correlation|"
    r"cursor|page_?token|continuation|commit|version|serial|public|pubkey|cert\w{0,10}|ssh-\w{2,12}|nistp\d{3}|"
    r"wallet|"
    r"address|monero|bitcoin|usdt|pay to|signature|base64|image|payload|content|ciphertext|encrypted|thumbprint|"
    r"x5t|onion|"
    r"magnet|ipfs|message-id|received|dkim\S{0,20}|(?<![^\W_])(?:ids?|iv|salt|span|next|build|pub|addr|btc|xmr|"
    r"eth|tron|data|"
    r"body|src|blob|url|href|path|file|name|model|key_?id|sub|jti|kid|cid|arc|bh|b|h|"
    r"p))[\"'`\])]{0,2}\s?[:=：(]?\s?[\"'`<(]{0,2}\Z"
)
# Ids under the prefix of their service, hexadecimal numbers, wallets (Bitcoin base58, TRON, Monero).
_IS_A_THING = re.compile(
    r"[A-Za-z]{2,12}\d{0,3}[-_]|0x|[13][1-9A-HJ-NP-Za-km-z]{25,34}\Z|T[1-9A-HJ-NP-Za-km-z]{33}\Z|"
    r"[48][1-9A-HJ-NP-Za-km-z]{94}\Z|[48][1-9A-HJ-NP-Za-km-z]{105}\Z"
)
_LINE_OF_A_FILE = re.compile(r"[\w+/=]{60,80}\Z")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The value, where it is mixed as chance mixes and names no thing."""
    value = text[hit.start : hit.end]
    if (
        _IS_A_THING.match(value)
        or not _is_mixed(value)
        or _NAMES_A_THING.search(text[max(0, hit.start - 40) : hit.start])
    ):
        return None
    # a line of a file that is written in base64, behind another one
    above = text[max(0, hit.start - 81) : max(0, hit.start - 1)]
    is_piece = text[hit.start - 1 : hit.start] == "\n" and len(value) > 59 and _LINE_OF_A_FILE.search(above)
    return None if is_piece else finding(hit)


def _is_mixed(value: str) -> bool:
    """Whether letters of both cases and digits alternate in one long run, as in what was drawn."""
    run = max(re.split(r"[^A-Za-z0-9]+", value), key=len)
    if len(run) < 24 or len(run) < 0.6 * len(value) or run.startswith(("AAAA", "MII", "eyJ", "iVBOR", "R0lG", "UEsD")):
        return False
    upper, lower, digits = sum(map(str.isupper, run)), sum(map(str.islower, run)), sum(map(str.isdigit, run))
    if min(upper, lower) < 4 or digits < max(3, LEAST_DIGITS * len(run)):
        return False
    changes = sum(_kind(one) != _kind(other) for one, other in pairwise(run))
    return changes > 0.42 * len(run) and entropy(run) > 3.9


def _kind(sign: str) -> int:
    return 0 if sign.isdigit() else 1 if sign.isupper() else 2
