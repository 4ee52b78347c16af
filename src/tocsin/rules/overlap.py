"""Findings that claim the same signs, and values that stand twice."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tocsin.vocab.finding import SENSITIVE, Finding, Group, Label
from tocsin.vocab.triage import Confidence

_SURENESS = {Confidence.LOW: 0, Confidence.MED: 1, Confidence.HIGH: 2}
_GROUPS = {Group.SHAREABLE: 0, Group.INTERNAL: 1, Group.PERSONAL: 1, Group.SECRET: 2}
# Values that name one thing wherever they stand; the others (a place, a date, a number) may be there by chance.
ECHOED = frozenset(
    {Label.PERSON, Label.USERNAME, Label.EMAIL, Label.PHONE, Label.API_KEY, Label.PASSWORD, Label.INTERNAL_HOST}
    | {Label.US_SSN, Label.NATIONAL_ID, Label.ACCOUNT_ID, Label.PASSPORT, Label.IBAN, Label.USER_IP}
)
LEAST_ECHO = 4  # signs; a shorter value stands elsewhere by chance
MOST_ECHOED = 2_000  # different values of one text that are looked for again


def settle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that do not overlap, in the order of the text.

    What must go beats what may stay, so that nothing sensitive leaves inside something shareable; among equals the
    surer, then the longer, then the earlier wins. A mailbox goes whole, also where a surer finding is a part of it: the
    rest would name somebody. A prompt keeps what is left of it on both sides.
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
        elif found.label is Label.EMAIL and found.confidence is not Confidence.LOW:
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
    gone: set[Finding] = set()
    wider: list[Finding] = []
    for found in sorted(lost, key=lambda each: (each.start - each.end, _rank(each))):
        within = parts.over(found)
        if all(_is_part(one, found) for one in within) and free.take(found.start, found.end):
            gone.update(within)
            wider.append(found)
    return [*(each for each in taken if each not in gone), *wider]


def _is_part(part: Finding, whole: Finding) -> bool:
    is_within = whole.start <= part.start and part.end <= whole.end
    return is_within and _GROUPS[part.label.group] <= _GROUPS[whole.label.group]


def echoes(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Where else a sensitive value of the same text stands, and single names of a person who was named in full."""
    values: dict[str, Finding] = {}
    for found in findings:
        if found.label in ECHOED and found.confidence is not Confidence.LOW:
            for value in _spellings(text[found.start : found.end], found.label):
                values.setdefault(value, found)
    chosen = sorted(values, key=lambda value: (-len(value), value))[:MOST_ECHOED]
    if not chosen:
        return
    pattern = re.compile(r"(?<![\w@])(?<!\w[.-])(?:" + "|".join(map(re.escape, chosen)) + r")(?![\w@]|[.-]\w)")
    for match in pattern.finditer(text):
        source = values[match.group()]
        yield Finding(
            label=source.label,
            start=match.start(),
            end=match.end(),
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
    words = [word for word in value.split() if len(word) >= LEAST_ECHO or not word.isascii()]
    if len(words) > 1:
        for word in (*words, value):
            yield from ({word, word.upper(), word.title()} if word.isascii() and len(word) > LEAST_ECHO else {word})


def _rank(found: Finding) -> tuple[int, int, int, int, str]:
    return (
        -_GROUPS[found.label.group],
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
