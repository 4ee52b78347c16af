"""Leak probes: what no rule took out and a person should look at.

A probe is a suspicion, made to be looked at and to be wrong: what it does not point at may still tell who it is about.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from msgspec import Struct

from tocsin.vocab.dictionary import LEGAL_FORMS
from tocsin.vocab.review import Left, Passed, Probe, Risk
from tocsin.vocab.value import folded

# What is said on the page beside the list, in the order of the kinds.
LOOKED_FOR = (
    "values that were taken out in one place and stand in another, parts of them and their initials",
    "words and runs of five words of rows that stay here",
    "mailboxes, hosts, addresses, home folders and handles that no rule knows",
    "signs that show nothing or look like others, and long encoded runs",
    "names of the files and items that are kept",
    "what stands like something sensitive by the words around it: a learned guess",
    "long numbers, ids and UUIDs, those first that are made from a value",
    "capitalised words and words with capitals inside",
    "rare words and runs of five words of evidence that stays here",
    "digests, public numbers and indicators, which leave as they are",
)
RUN = 5  # words in a row that are nobody's by chance
LEAST_PART = 4  # signs of a part of a removed value; a shorter one is a word of any language
MOST_PARTS = 5_000  # spellings that are looked for at once
MOST_SHOWN = 120  # signs of a run that is pointed at

GONE = "\0"  # stands where something was taken out, sign for sign
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ANY_WORD = re.compile(r"[^\W_]+")
_RARE = re.compile(r"\w[\w.@:/+-]{2,}\w")
_BEGINS = re.compile(r"(?:^|[.!?:;•*>|\n\0\"“„(\[]|[-–—]\s)\s*\Z")
_ADDRESS = (
    (re.compile(r"[\w.+%-]{1,64}@[\w.-]{2,}\w"), "it looks like a mailbox"),
    (re.compile(r"(?<![\w@.])@[A-Za-z_][\w.-]{2,}"), "it looks like somebody's handle"),
    (re.compile(r"(?i)(?:/home/|/users/|\\users\\)[^\s/\\:\"']+"), "it names somebody's home folder"),
    (re.compile(r"\\\\[\w.$-]+(?:\\[\w.$-]+)+"), "it names a share of a network"),
    (re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"), "it looks like an address"),
    (
        re.compile(r"(?i)(?<![\w.@-])(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,24}(?![\w-])"),
        "it looks like a host",
    ),
    (re.compile(r"(?i)(?<![\w-])[a-z]{2,}(?:-[a-z0-9]+)*-?\d{2,4}(?![\w-])"), "it looks like a machine's name"),
)
_UUID = re.compile(
    r"(?i)(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])"
)
_NUMBER = re.compile(r"(?<![\w.])[+#]?\d[\d ()/-]{5,}\d(?![\w.])|(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])\w{6,23}(?!\w)")
_MOMENT = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d(?::?[0-5]\d){0,2}\S*)?")
_ENCODED = re.compile(r"(?<![\w+/=-])(?:[0-9a-fA-F]{24,}|[A-Za-z0-9+/_-]{32,}={0,2})(?![\w+/=-])")
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
_HIDDEN_WORD = re.compile(rf"[^\s\0]{{0,30}}?{_HIDDEN.pattern}[^\s\0]{{0,30}}")
# Words that begin sentences and are names of nobody; a name among capitalised words still shows by the others.
_COMMON_WORDS = (
    "a an and any are as at be because been before but by can case could did do does during each every first for "
    "from had has have he her here his how i if in into is it its last later many may more most never new next no "
    "nobody not note nothing now of off on once one only or other our out over per please see she since so some "
    "somebody such than that the their them then there these they this those through to turn two under until up us "
    "use was we were what when where which while who why will with without you your after all also although always "
    "another both monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december"
)
_COMMON = frozenset(_COMMON_WORDS.split())
# What everybody writes about here, and what names nobody.
_PUBLIC_WORDS = (
    "ai api apis aws atlas avid azure bert chatgpt cisa claude cli cpu csv curl cve cvss cwe dns docker email "
    "english gcp gemini github gitlab gpt gpu html http https id ids ip json jcdc kubernetes linux litellm llama "
    "llm llms mac mail markdown mcp mitre model nist npm oauth openai osv owasp pdf pip prompt pypi python rag red "
    "rest sdk sha slack sql ssh ssl stix taxii tcp tlp tls token ttp udp uri url urls usb utc uuid vm vpn web "
    "windows xml yaml zip"
)
_PUBLIC = frozenset(_PUBLIC_WORDS.split())
_PARTICLES_WORDS = "al bin da de del della den der di dos du el la le ten van von"
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_SPEAKS = re.compile(
    r"\s+(?:says?|said|called|wrote|writes|told|asked|mailed|emailed|reported|confirmed|noticed|opened|clicked|works?|"
    r"phoned|signed|saw|sees|from|at)\b"
)
_OFTEN = 0.2  # of words within sentences that are capitalised: German, or headings; single ones say nothing there
_ENOUGH = 30  # words before that share is believed


class Rare(Struct, frozen=True, kw_only=True):
    """What is rare in texts that stay here: words that name something, and runs of words, as their hashes."""

    words: frozenset[str] = frozenset()
    runs: frozenset[int] = frozenset()


class Inside(Struct, frozen=True, kw_only=True):
    """What stays here, and what is compared with it: values taken out, rows that stay, names of items, evidence."""

    removed: tuple[str, ...] = ()
    withheld: Rare = Rare()
    names: tuple[str, ...] = ()
    evidence: Rare = Rare()


def rare_in(texts: Iterable[str]) -> Rare:
    """The rare words and the runs of some texts."""
    words: set[str] = set()
    runs: set[int] = set()
    for text in texts:
        words.update(folded(one.group()) for one in _RARE.finditer(text) if _is_rare(text, one))
        runs.update(run for run, _, _ in _runs(text))
    return Rare(words=frozenset(words), runs=frozenset(runs))


def probe(passed: Sequence[Passed], inside: Inside) -> tuple[Probe, ...]:
    """Every place of these texts that a person should look at, in their order."""
    parts = _parts(inside.removed)
    names = {folded(name): "an item of evidence is called so" for name in inside.names if len(name) > LEAST_PART}
    looks = _Values(parts), _Values(names)
    found: list[Probe] = []
    for number, one in enumerate(passed):
        left = _left(one)
        for each in _of_text(one, left, inside, looks):
            found.append(Probe(kind=each[0], text=number, start=each[1], end=each[2], reason=each[3], risk=each[4]))
    return tuple(found)


_ELSEWHERE = "it was taken out in another place"
_OFFICES_WORDS = "admin billing contact desk help hello hostmaster info mail office postmaster security support"
_OFFICES = frozenset(_OFFICES_WORDS.split())
_Found: TypeAlias = tuple[Left, int, int, str, Risk]


class _Values:
    """Values with why each is looked for, found by the word with which it begins: there can be thousands."""

    def __init__(self, values: dict[str, str]) -> None:
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        for value, why in sorted(values.items(), key=lambda one: -len(one[0])):
            word = _ANY_WORD.search(value)
            if word is not None:
                self._by_word.setdefault(word.group(), []).append((value[word.start() :], why))

    def found(self, left: str) -> Iterator[tuple[int, int, str]]:
        """Where a value stands in the text, as whole words, the longest at each place, and why it is looked for."""
        for word in _ANY_WORD.finditer(left):
            start = word.start()
            for value, why in self._by_word.get(word.group().casefold(), ()):
                end = _end(left, start, value)
                if end and (end == len(left) or not (left[end].isalnum() and value[-1].isalnum())):
                    yield start, end, why
                    break


def _end(left: str, start: int, value: str) -> int:
    """Where a folded value that begins there ends; 0 where it does not stand there. A sign may fold into three."""
    for length in (len(value),) if left.isascii() else range(len(value), max(0, len(value) // 3 - 1), -1):
        if left[start : start + length].casefold() == value:
            return min(len(left), start + length)
    return 0


def _of_text(one: Passed, left: str, inside: Inside, looks: tuple[_Values, _Values]) -> Iterator[_Found]:
    """What stands in one text, each place once for the gravest reason."""
    again = [*_again(left, looks[0]), *_named(left, looks[1])]
    yield from _free(again, _Taken([]))
    taken = _Taken([(start, end) for _, start, end, _, _ in again])
    for each in one.findings:
        taken.take(each.start, each.end)
    if one.is_prose:
        for found in (_withheld(left, inside.withheld), _addresses(left), _hidden(left), _numbers(left)):
            yield from _free(found, taken)
        for found in (_encoded(left), _names(left), _evidence(left, inside.evidence)):
            yield from _free(found, taken)
    elif one.at.startswith(("component/", "value/")) and one.text.strip() and taken.is_free():
        yield Left.AS_IT_IS, 0, len(one.text), "it leaves as it is", Risk.LOW


class _Taken:
    """Places that are pointed at already."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._signs = {sign for start, end in spans for sign in range(start, end)}

    def take(self, start: int, end: int) -> bool:
        """Whether nothing of it was taken; it is from now on."""
        signs = range(start, end)
        if not self._signs.isdisjoint(signs):
            return False
        self._signs.update(signs)
        return True

    def is_free(self) -> bool:
        """Whether nothing was taken."""
        return not self._signs


def _free(found: Iterable[_Found], taken: _Taken) -> Iterator[_Found]:
    return (each for each in found if each[1] < each[2] and taken.take(each[1], each[2]))


def _left(one: Passed) -> str:
    """The text with what was taken out gone, sign for sign."""
    signs = list(one.text)
    for start, end, _ in one.removed:
        signs[start:end] = GONE * (end - start)
    return "".join(signs)


def _parts(removed: Iterable[str]) -> dict[str, str]:
    """What is looked for of values that were taken out: they themselves, words of names, initials; and why."""
    found: dict[str, str] = {}
    for value in removed:
        found.setdefault(folded(value), _ELSEWHERE)
        words = [word.group() for word in _WORD.finditer(value)]
        names = [word for word in words if word[0].isupper() and word.casefold() not in _COMMON | LEGAL_FORMS]
        for word in names:
            if len(word) >= LEAST_PART and word.casefold() not in _PUBLIC:
                found.setdefault(folded(word), "it is a part of what was taken out in another place")
        initials = "".join(word[0] for word in names)
        if len(initials) > 2:
            found.setdefault(folded(initials), "they are the initials of what was taken out in another place")
        user, at, host = value.rpartition("@")
        for word in re.split(r"[._+-]", user) if at else ():
            if len(word) >= LEAST_PART and word.casefold() not in _COMMON | _PUBLIC | _OFFICES:
                found.setdefault(folded(word), "it is a part of a mailbox that was taken out in another place")
        label = host.split(".")[0] if "." in host and " " not in host else ""
        if len(label) >= LEAST_PART and not label.isdigit() and label.casefold() not in _PUBLIC | {"mail", "www"}:
            found.setdefault(folded(label), "it is a part of a host that was taken out in another place")
    return dict(list(found.items())[:MOST_PARTS])


def _again(left: str, values: _Values) -> Iterator[_Found]:
    for start, end, why in values.found(left):
        # A part of a name is a name where it is written as one; `harbour` may be any harbour.
        is_name = not left[start:end].islower() or why == _ELSEWHERE
        yield Left.REMOVED_ELSEWHERE, start, end, why, Risk.HIGH if is_name else Risk.LOW


def _named(left: str, values: _Values) -> Iterator[_Found]:
    for start, end, why in values.found(left):
        yield Left.FILE_NAME, start, end, why, Risk.HIGH


def _withheld(left: str, rare: Rare) -> Iterator[_Found]:
    for start, end in _shared_runs(left, rare):
        yield Left.WITHHELD, start, end, "these words stand in a row that stays here", Risk.HIGH
    for found in _rare_words(left, rare):
        yield Left.WITHHELD, *found.span(), "this word stands in a row that stays here", Risk.MED


def _evidence(left: str, rare: Rare) -> Iterator[_Found]:
    for start, end in _shared_runs(left, rare):
        yield Left.EVIDENCE, start, end, "these words stand in evidence that stays here", Risk.MED
    for found in _rare_words(left, rare):
        yield Left.EVIDENCE, *found.span(), "this rare word stands in evidence that stays here", Risk.LOW


def _addresses(left: str) -> Iterator[_Found]:
    for pattern, why in _ADDRESS:
        for found in pattern.finditer(left):
            if why != "it looks like a machine's name" or not _is_public(found.group()):
                is_sure = why not in ("it looks like a host", "it looks like a machine's name")
                yield Left.ADDRESS, *found.span(), why, Risk.HIGH if is_sure else Risk.MED


def _hidden(left: str) -> Iterator[_Found]:
    for found in _HIDDEN_WORD.finditer(left):
        yield Left.HIDDEN, *found.span(), "signs that show nothing stand here", Risk.MED
    for found in _WORD.finditer(left):
        scripts = {_script(sign) for sign in found.group() if sign.isalpha()}
        if len(scripts) > 1 and "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}:
            yield Left.HIDDEN, *found.span(), "letters of two scripts that look alike stand in one word", Risk.HIGH


def _script(sign: str) -> str:
    return "LATIN" if sign.isascii() else unicodedata.name(sign, "").partition(" ")[0]


def _numbers(left: str) -> Iterator[_Found]:
    for found in _UUID.finditer(left):
        is_derived = found[1] in "35"
        why = "an id that is made from a value: whoever guesses the value can check it" if is_derived else "it is an id"
        yield Left.NUMBER, *found.span(), why, Risk.HIGH if is_derived else Risk.MED
    for found in _NUMBER.finditer(left):
        text = found.group()
        if _MOMENT.fullmatch(text.strip()) or _is_public(text) or sum(map(str.isdigit, text)) < 3:
            continue
        yield Left.NUMBER, *found.span(), "it looks like a number or an id of somebody's", Risk.MED


def _encoded(left: str) -> Iterator[_Found]:
    for found in _ENCODED.finditer(left):
        yield Left.ENCODED, *found.span(), "nobody can read what stands in it", Risk.MED


def _names(left: str) -> Iterator[_Found]:
    words = list(_WORD.finditer(left))
    inner = {word.start() for word in words if not _BEGINS.search(left[max(0, word.start() - 8) : word.start()])}
    runs = list(_capitalised(left, words))
    single = sum(len(run) == 1 and run[0].start() in inner for run in runs)  # several in a row are a name anywhere
    is_often = len(inner) >= _ENOUGH and single / len(inner) > _OFTEN
    for run in runs:
        start, end, several = run[0].start(), run[-1].end(), len(run) > 1
        text = left[start:end]
        if several:
            yield Left.NAME, start, end, "capitalised words in a row", Risk.MED
        elif text.isupper() or not text[1:].islower():
            yield Left.NAME, start, end, "a word with capitals inside, or a short form", Risk.LOW
        elif (start in inner and not is_often) or _SPEAKS.match(left, end):
            yield Left.NAME, start, end, "a capitalised word within a sentence", Risk.MED


def _capitalised(left: str, words: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Runs of words that are written as names; what only begins a sentence does not begin a name."""
    run: list[re.Match[str]] = []
    for word, after in zip_longest(words, words[1:]):
        plain = word.group().casefold()
        is_name = not word.group().islower() and plain not in _COMMON and not _is_public(plain) and len(plain) > 1
        if is_name or (run and plain in _PARTICLES):
            run.append(word)
        gap = left[word.end() : after.start()] if after is not None else "\n"
        if run and (run[-1] is not word or gap not in (" ", "\u00a0")):
            yield from _trimmed(run)
            run = []


def _trimmed(run: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    while run and run[-1].group().casefold() in _PARTICLES and run[-1].group().islower():
        run.pop()
    if run:
        yield run


def _is_public(text: str) -> bool:
    return text.casefold() in _PUBLIC or re.sub(r"[-_\d.]+\Z", "", text.casefold()) in _PUBLIC


def _is_rare(text: str, found: re.Match[str]) -> bool:
    """Whether a word names something: not a plain word, nor one that only begins a sentence, nor a moment."""
    word = found.group()
    if (word.isalpha() and word.islower()) or word.casefold() in _COMMON or _is_public(word):
        return False
    if word[0].isupper() and word[1:].islower() and word.isalpha():
        return not _BEGINS.search(text[max(0, found.start() - 8) : found.start()])
    return not _MOMENT.fullmatch(word) and not word.isdecimal()


def _rare_words(left: str, rare: Rare) -> Iterator[re.Match[str]]:
    if rare.words:
        yield from (one for one in _RARE.finditer(left) if folded(one.group()) in rare.words)


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Every run of words, as its hash, with where it begins and ends."""
    words = [(one.group().casefold(), one.start(), one.end()) for one in re.finditer(r"\w+", text)]
    for first in range(len(words) - RUN + 1):
        run = words[first : first + RUN]
        yield hash(tuple(word for word, _, _ in run)), run[0][1], run[-1][2]


def _shared_runs(left: str, rare: Rare) -> Iterator[tuple[int, int]]:
    """Stretches of the text that stand elsewhere, runs that touch as one."""
    if not rare.runs:
        return
    begun: tuple[int, int] | None = None
    for run, start, end in _runs(left):
        if run not in rare.runs or GONE in left[start:end]:
            continue
        if begun and start <= begun[1] and end - begun[0] <= MOST_SHOWN:
            begun = (begun[0], end)
            continue
        if begun:
            yield begun
        begun = (start, end)
    if begun:
        yield begun
