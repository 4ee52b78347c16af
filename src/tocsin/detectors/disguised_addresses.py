"""Addresses of attackers, in words, with spaces, without a scheme.

Nobody writes an address of his own so; only those of the dictionary are let go.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.joint import joined
from tocsin.vocab.triage import Confidence

NAME = "disguised-addresses"
SUMMARY = "addresses of attackers in words, with spaces, without a scheme; onion services; blocked hosts"

_POINT = r"(?:dot|punto|ponto|point|punkt|kropka|tečka|nokta|точка|крапка|chấm|titik)"
_ENDS = (
    r"(?:com|net|org|info|biz|app|dev|top|xyz|click|link|site|online|store|shop|live|life|club|icu|help|cam|lat|lol|"
    r"fun|vip|win|io|co|cc|me|ru|su|cn|tk|ml|ga|cf|gq|pw|ws|to|eu|uk|de|fr|es|it|pl|tr|vn|br|mx)"
)
_NAME = r"[a-z0-9][a-z0-9-]{2,40}"
PATTERNS = (
    Pattern(
        rule="page-without-a-scheme",
        label=Label.IOC_URL,
        trigger=r"[\[({]\.[\])}][a-z0-9-]{1,40}(?:[\[({.:][^ \n]{0,60})?/",
        regex=(
            r"(?<![\w@/.-])(?:\[?(?:https?|hxxps?)://\]?|//)?(?:[\w-]{1,60}(?:\.|[\[({]\.[\])}])){0,4}[\w-]{1,60}"
            r"[\[({]\.[\])}][\w-]{2,24}(?::\d{2,5})?/[^\s\"'<>`|^«»，。；）)]{0,500}"
        ),
        reason="a host with points in brackets and a path",
        confidence=Confidence.HIGH,
        examples=("tap ⟦bonus[.]kq7-gift[.]xyz/awa⟧.", '<script src="⟦//cdn.kq7-notes[.]top/a.js⟧"'),
        counterexamples=("kq7[.]top and/or", "a[.]b"),
    ),
    Pattern(
        rule="domain-with-spoken-points",
        label=Label.IOC_DOMAIN,
        trigger=rf"[a-z0-9] {_POINT} [a-z]{{2,6}}",
        regex=rf"(?<![\w.@-])(?:{_NAME} {_POINT} ){{1,3}}{_ENDS}(?![\w@.-]\w)(?!\w)",
        reason="a domain with the word for its point",
        examples=("the page ⟦kq7-pay dot net⟧ opened", "link ⟦phigiaokq7 chấm top⟧, nó"),
        counterexamples=("at this point net income", "en este punto es", "the dot com boom"),
    ),
    Pattern(
        rule="domain-with-spaces",
        label=Label.IOC_DOMAIN,
        trigger=r"[a-z0-9] \.[a-z0-9-]{2,40}[ .]",
        regex=rf"(?<![\w.@/-])(?=[a-z0-9 .]{{0,40}}-)[a-z][a-z0-9-]{{2,40}}(?: ?\.{_NAME}){{0,2}} \.{_ENDS}(?![\w@.-])",
        reason="a domain with a space before its point",
        examples=("claim it at ⟦kq7-aid .quebec-x .net⟧ today",),
        counterexamples=("copy .env .gitignore", "a file .net x"),
    ),
    Pattern(
        rule="address-with-spaces",
        label=Label.IOC_IPV4,
        trigger=r"[0-9] \.[0-9]{1,3} \.[0-9]",
        regex=r"(?<![\w.])\d{1,3}(?: \.\d{1,3}){3}(?![\w.])",
        reason="an IPv4 address with spaces before its points",
        examples=("net: ⟦203 .0 .114 .9⟧ seen",),
        counterexamples=("0 .1 .2 .3 .4", "10 .0 .0 .1"),
    ),
    Pattern(
        rule="onion-service",
        label=Label.IOC_DOMAIN,
        trigger=r"[a-z2-7]{16}\.onion",
        regex=r"(?<![\w@/-])(?:[\w-]{1,40}\.)?(?:[a-z2-7]{56}|[a-z2-7]{16})\.onion(?![\w-])",
        reason="an onion service (RFC 7686)",
        confidence=Confidence.HIGH,
        examples=("leak site ⟦qbzt7lmn5prs7uvw.onion⟧ is",),
        counterexamples=("red.onion", "the.onion"),
    ),
    Pattern(
        rule="host-that-is-blocked",
        label=Label.IOC_DOMAIN,
        trigger=r"0\.0\.0\.0[ \t]{1,4}[a-z0-9-]",
        regex=r"^0\.0\.0\.0[ \t]{1,4}(?P<value>[a-z0-9][a-z0-9-]{1,60}(?:\.[a-z0-9-]{2,60}){1,5})(?![\w.])",
        reason="a host that a file of hosts leads nowhere",
        examples=("0.0.0.0 ⟦kq7-notes.app⟧\n",),
        counterexamples=("0.0.0.0 localhost", "listen 0.0.0.0 port.tcp"),
    ),
)
_ONE = re.compile(rf"\s?(?: {_POINT} | ?\.)")
_LEAST = 8  # letters of a name without a hyphen or a digit, which words of prose seldom have before such a point


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the domains of the dictionary are asked when a hit is confirmed."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address; None where it is the organization's, or words that only look so."""
    written = text[hit.start : hit.end].rstrip(".,;:!?")
    if hit.pattern.rule == "address-with-spaces":
        return _numbers(hit, written)
    plain = _ONE.sub(".", written) if " " in written else joined(written)
    host = re.sub(r"^\[?(?:\w{4,5}:)?//\]?", "", plain).split("/")[0].split(":")[0]
    if dictionary.owns_host(host) or host.endswith((".example", ".test")):
        return None
    if hit.pattern.rule == "domain-with-spoken-points":
        name = host.split(".")[0]
        is_named = bool(re.search(r"[-\d]", name)) or (len(name) >= _LEAST and host.rsplit(".")[-1] not in _WORDS)
        return finding(hit) if is_named else None
    return finding(hit, end=hit.start + len(written))


_WORDS = frozenset(
    {"com", "net", "me", "to", "de", "es", "it", "co", "help", "link", "click", "live", "life", "fun", "win"}
)


def _numbers(hit: Hit, written: str) -> Finding | None:
    numbers = [int(number) for number in written.split(" .")]
    is_public = all(number < 256 for number in numbers) and numbers[0] not in {0, 10, 127} and numbers[0] < 224
    is_private = numbers[:2] == [192, 168] or (numbers[0] == 172 and 15 < numbers[1] < 32)
    return finding(hit) if is_public and not is_private else None
