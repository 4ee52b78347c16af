"""Findings that claim the same signs, and values that stand twice."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from tocsin.vocab.finding import SENSITIVE, Finding, Group, Label
from tocsin.vocab.names.catalogue import folded
from tocsin.vocab.triage import Confidence

_SURENESS = {Confidence.LOW: 0, Confidence.MED: 1, Confidence.HIGH: 2}
_GROUPS = {Group.SHAREABLE: 0, Group.INTERNAL: 1, Group.PERSONAL: 1, Group.SECRET: 2}
_GRAVITY = {label: _GROUPS[label.group] for label in Label}
# Values that name one thing wherever they stand; the others (a place, a date, a number) may be there by chance.
ECHOED = frozenset(
    {Label.PERSON, Label.USERNAME, Label.EMAIL, Label.PHONE, Label.API_KEY, Label.PASSWORD, Label.INTERNAL_HOST}
    | {Label.US_SSN, Label.NATIONAL_ID, Label.ACCOUNT_ID, Label.PASSPORT, Label.IBAN, Label.USER_IP}
)
_WHOLES = frozenset({Label.EMAIL, Label.INTERNAL_HOST})  # go whole, also where a surer finding is a part of them
LEAST_ECHO = 4  # signs; a shorter value stands elsewhere by chance
FEW_ECHOED = 32  # values for which the text is gone through once each
MOST_ECHOED = 2_000  # different values of one text that are looked for again


def settle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that do not overlap, in the order of the text.

    What must go beats what may stay, so that nothing sensitive leaves inside something shareable; among equals the
    surer, then the longer, then the earlier wins. A mailbox or host goes whole, also where a surer finding is a part of
    it: the rest would name somebody. A prompt keeps what is left of it on both sides.
    """
    taken: list[Finding] = []
    prompts: list[Finding] = []
    free = _Free()
    lost: list[Finding] = []
    for found in sorted(set(findings), key=_rank):
        if found.label is Label.PROMPT_PATTERN:
            prompts.append(found)
        elif free.take(found.start, found.end):
            taken.append(found)
        elif found.label in _WHOLES and found.confidence is not Confidence.LOW:
            lost.append(found)
    taken = _widened(taken, lost)
    wholes = _Stretches(_united(prompts))
    sensitive = _Stretches([each for each in taken if each.label in SENSITIVE])
    left = [each for each in taken if each.label in SENSITIVE or not wholes.over(each)]
    pieces = [piece for whole in wholes.all for piece in _without(whole, sensitive.over(whole))]
    left += [piece for piece in pieces if piece.end - piece.start >= LEAST_ECHO]
    return tuple(sorted(left, key=lambda each: each.start))


def _widened(taken: list[Finding], lost: list[Finding]) -> list[Finding]:
    """With those that lost to parts of themselves in the place of these parts, so that no rest of them stays."""
    parts, free = _Stretches([each for each in taken if each.label in SENSITIVE]), _Free()
    rest = _Stretches([each for each in taken if each.label not in SENSITIVE])
    gone: set[Finding] = set()
    wider: list[Finding] = []
    for found in sorted(lost, key=lambda each: (each.start - each.end, _rank(each))):
        within = parts.over(found)
        if all(_is_part(one, found) for one in within) and free.take(found.start, found.end):
            gone.update(within, rest.over(found))
            wider.append(found)
    return [*(each for each in taken if each not in gone), *wider]


def _is_part(part: Finding, whole: Finding) -> bool:
    is_within = whole.start <= part.start and part.end <= whole.end
    return is_within and _GRAVITY[part.label] <= _GRAVITY[whole.label]


def echoed(text: str, findings: Iterable[Finding]) -> dict[str, Finding]:
    """Sensitive values of a text that are looked for again, and single names of a person who was named in full.

    The finding that comes first gives a value its label; what is concluded from a name comes behind what was found.
    """
    values: dict[str, Finding] = {}
    concluded: dict[str, Finding] = {}
    for found in findings:
        if found.label in ECHOED and found.confidence is not Confidence.LOW:
            for value in _spellings(text[found.start : found.end], found.label):
                values.setdefault(value, found)
            if found.label is Label.PERSON:
                account = _as_account(found)
                for value in _handles(text[found.start : found.end]):
                    concluded.setdefault(value, account)
    values = concluded | values
    return {value: values[value] for value in longest(values)}


def longest(values: Collection[str]) -> Collection[str]:
    """As many of these values as are looked for: the longest."""
    if len(values) <= MOST_ECHOED:
        return values
    return sorted(values, key=lambda value: (-len(value), value))[:MOST_ECHOED]


def echoes(text: str, values: Mapping[str, Finding]) -> Iterator[Finding]:
    """Where these values stand in a text as words of their own; of two at one place the longer."""
    some = _found_one_by_one(text, values) if len(values) <= FEW_ECHOED else _found_word_by_word(text, values)
    done = 0
    for start, _, value in sorted(some):
        if start >= done:
            done = start + len(value)
            yield _again(values[value], start, done)


def _found_one_by_one(text: str, values: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    for value in values:
        at = text.find(value)
        while at >= 0:
            if _stands_alone(text, at, at + len(value)):
                yield at, -len(value), value
            at = text.find(value, at + 1)


def _found_word_by_word(text: str, values: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """The same in one walk: a value can only stand where its first word does, and is as long as few others are."""
    shapes: dict[str, set[tuple[int, int]]] = {}  # of each first word: signs before it, and of the whole value
    known: set[str] = set()
    wordless: list[str] = []
    for value in values:
        word = _WORD.search(value)
        if word is None:
            wordless.append(value)
        else:
            known.add(value)
            shapes.setdefault(word.group(), set()).add((word.start(), len(value)))
    yield from _found_one_by_one(text, wordless)
    pieces = _WORDS_APART.split(text)  # every second one is a word
    starts = (0, *accumulate(map(len, pieces)))
    for number in range(1, len(pieces), 2):
        if pieces[number] not in shapes:
            continue
        for before, length in shapes[pieces[number]]:
            at = starts[number] - before
            if at >= 0 and (value := text[at : at + length]) in known and _stands_alone(text, at, at + length):
                yield at, -length, value


def _stands_alone(text: str, start: int, end: int) -> bool:
    return _BEGINS.match(text, start) is not None and _IS_OVER.match(text, end) is not None


_WORD = re.compile(r"\w+")
_WORDS_APART = re.compile(r"(\w+)")
# Vowels and marks of Indian and South-East Asian scripts, which are no letters to `re`.
_MARKS = r"\u0900-\u0903\u093a-\u094f\u0981-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u102b-\u103e\u17b4-\u17d3"
_BEGINS = re.compile(rf"(?<![\w@{_MARKS}])(?<!\w[.-])")
_IS_OVER = re.compile(rf"(?![\w@{_MARKS}]|[.-]\w)")


def _again(source: Finding, start: int, end: int) -> Finding:
    return Finding(
        label=source.label,
        start=start,
        end=end,
        rule=f"{source.rule}-again",
        confidence=Confidence.MED,
        reason="the same value was found elsewhere in this text",
    )


def _spellings(value: str, label: Label) -> Iterator[str]:
    if label is not Label.PERSON:
        if len(value) >= LEAST_ECHO and (not value.isalpha() or label is Label.USERNAME):
            yield value
        return
    yield value
    words = [word for word in value.split() if len(word) >= LEAST_ECHO or _is_name_alone(word)]
    if len(words) > 1:
        for word in (*words, value):
            yield from ({word, word.upper(), word.title()} if word.isascii() and len(word) > LEAST_ECHO else {word})


def _is_name_alone(word: str) -> bool:
    """Whether a short word is likely to be nothing but the name: of three letters, or two signs of East Asia."""
    return not word.isascii() and (len(word) >= LEAST_ECHO - 1 or (len(word) == 2 and word[0] >= "\u3040"))


def _handles(name: str) -> Iterator[str]:
    """How machines call a person of this name: by the first letter or name, and the family name."""
    words = [word for word in re.findall(r"[^\W\d_]+", folded(name)) if word.isascii()]
    if len(words) < 2 or not name[:1].isupper():
        return
    first = words[0]
    for last in {words[1], words[-1]}:
        made = (f"{first[0]}{last}", f"{first}.{last}", f"{first[0]}.{last}", f"{first}_{last}", f"{last}.{first}")
        more = (f"{first}{last}", f"{last}{first[0]}", f"{first}{last[0]}", f"{first[0]}_{last}", f"{last}_{first}")
        yield from (handle for handle in (*made, *more) if len(handle) > LEAST_ECHO and len(last) > 2)


def _as_account(person: Finding) -> Finding:
    return Finding(
        label=Label.USERNAME,
        start=person.start,
        end=person.end,
        rule=f"{person.rule}-account",
        confidence=person.confidence,
        reason="formed of the name of a person who stands elsewhere in this text",
    )


def _rank(found: Finding) -> tuple[int, int, int, int, str]:
    return (
        -_GRAVITY[found.label],
        -_SURENESS.get(found.confidence, 0),
        found.start - found.end,
        found.start,
        found.rule,
    )


def _united(findings: list[Finding]) -> list[Finding]:
    """Overlapping findings of one label as one, under the rule that ranks first."""
    united: list[Finding] = []
    for each in sorted(findings, key=lambda one: (one.start, one.end)):
        last = united[-1] if united else None
        if last is None or each.start >= last.end:
            united.append(each)
        else:
            united[-1] = _piece(min(last, each, key=_rank), last.start, max(last.end, each.end))
    return united


class _Stretches:
    """Findings that do not overlap, to be asked which of them lie over a stretch."""

    def __init__(self, findings: list[Finding]) -> None:
        self.all = sorted(findings, key=lambda each: each.start)
        self._ends = [each.end for each in self.all]

    def over(self, stretch: Finding) -> list[Finding]:
        """Those that share a sign with the stretch, in the order of the text."""
        first = last = bisect_right(self._ends, stretch.start)
        while last < len(self.all) and self.all[last].start < stretch.end:
            last += 1
        return self.all[first:last]


def _without(whole: Finding, sensitive: Sequence[Finding]) -> Iterator[Finding]:
    start = whole.start
    for each in sensitive:
        yield _piece(whole, start, each.start)
        start = max(start, each.end)
    yield _piece(whole, start, whole.end)


def _piece(whole: Finding, start: int, end: int) -> Finding:
    return Finding(
        label=whole.label, start=start, end=end, rule=whole.rule, confidence=whole.confidence, reason=whole.reason
    )


class _Free:
    """Which stretches of a text are still free."""

    def __init__(self) -> None:
        self._taken: dict[int, list[tuple[int, int]]] = {}

    def take(self, start: int, end: int) -> bool:
        """Take a stretch, if all of it is free."""
        cells = range(start >> 8, (end >> 8) + 1)  # 256 signs a cell: few findings in each
        if any(other < end and start < other_end for cell in cells for other, other_end in self._taken.get(cell, ())):
            return False
        for cell in cells:
            self._taken.setdefault(cell, []).append((start, end))
        return True
