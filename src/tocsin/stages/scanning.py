"""One scan: every detector's rules over one text, and one answer.

What a rule cannot match without is looked for first, for all rules at once (`rules.trigger`), by hyperscan where it is
installed and by `re` elsewhere. The exact rule is run only around those places; both name places around every match.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from tocsin.rules.overlap import MOST_ECHOED, echoed, echoes, longest, settle
from tocsin.rules.parting import MARGIN, PART, Window, cut
from tocsin.rules.trigger.tree import WIDEST
from tocsin.rules.unfolding import Unfolded, holds_json, unfold
from tocsin.stages.compiling import ENGINES, compiled
from tocsin.stages.matching import Bytes, Rule
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary
from tocsin.vocab.finding import TOKEN, Finding, Hit, Label, Pattern
from tocsin.vocab.ports import Detector

__all__ = ["ENGINES", "ScannedPart", "Scanner", "settled"]

MOST_KNOWN = 40_000  # findings of a long text that are kept from the second walk through it for the third


class ScannedPart(Struct, frozen=True, kw_only=True):
    """A part of a long text with what was found to begin in it; places are those of the window's text."""

    window: Window
    findings: tuple[Finding, ...]


class Scanner:
    """Compiled detectors, ready for any number of texts; keep it, for making it takes as long as megabytes of text."""

    def __init__(self, detectors: Sequence[Detector], dictionary: Dictionary, *, engine: str = ENGINES[0]) -> None:
        self.dictionary = dictionary
        self.engine = engine
        rules = [(pattern, detector) for detector in detectors for pattern in detector.patterns(dictionary)]
        shipped = {pattern for detector in detectors for pattern in detector.patterns(NO_DICTIONARY)}
        own = frozenset(number for number, (pattern, _) in enumerate(rules) if pattern not in shipped)
        self._rules, self._engine = compiled(rules, own, engine)

    def scan(self, text: str) -> tuple[Finding, ...]:
        """What the rules find, in the order of the text, never overlapping."""
        readable = unfold(text)
        found = self.find(readable.text)
        return settled(readable, found, echoed(readable.text, found))

    def scan_long(
        self, read: Callable[[], Iterable[str]], *, part: int = PART, margin: int = MARGIN
    ) -> Iterator[ScannedPart]:
        """What `scan` finds in a text that comes in pieces of any length, part by part, in memory for a few parts.

        `read` gives the pieces from the beginning each time; it is asked three times: whether the text holds escapes,
        which values stand in it again, and what is found. A part ends with a line where it can; the rules see a margin
        on both of its sides, wider than what any of them looks at, so that no border shows.
        """
        is_escaped = _is_escaped(cut(read(), part, margin))
        values: dict[str, tuple[int, Finding]] = {}
        known: list[dict[Finding, int]] = []  # of the first parts, as many as take little memory
        room = MOST_KNOWN
        for window in cut(read(), part, margin):
            readable = unfold(window.text, is_escaped=is_escaped)
            found = self.find(readable.text)
            room -= len(found) + 1
            if room > 0:
                known.append(found)
            own = [each for each in found if window.holds(readable.place(each.start, each.end)[0])]
            of_place = {(each.start, each.end): found[each] for each in reversed(own)}
            for value, source in echoed(readable.text, own).items():
                # what was concluded from a finding comes behind them all, in the order of what it was concluded from
                order = found[source] if source in found else WIDEST + of_place[source.start, source.end]
                if value not in values or order < values[value][0]:
                    values[value] = order, source
            if len(values) > 2 * MOST_ECHOED:
                values = {value: values[value] for value in longest(values)}
        sources = {value: values[value][1] for value in longest(values)}
        for number, window in enumerate(cut(read(), part, margin)):
            readable = unfold(window.text, is_escaped=is_escaped)
            kept = settled(readable, known[number] if number < len(known) else self.find(readable.text), sources)
            yield ScannedPart(window=window, findings=tuple(each for each in kept if window.holds(each.start)))

    def find(self, text: str) -> dict[Finding, int]:
        """What the rules find in a readable text, with the number of the rule, in its order; they may overlap."""
        found: dict[Finding, int] = {}
        if text:
            bytes_ = Bytes(text)
            for number, places in self._engine(bytes_.encoded).items():
                for each in self._confirmed(self._rules[number], text, bytes_, places):
                    found.setdefault(each, number)
        return found

    def _confirmed(self, rule: Rule, text: str, bytes_: Bytes, places: list[int]) -> Iterator[Finding]:
        reached = 0  # a prompt is taken whole: what gives it away a second time need not be confirmed
        for match in rule.matches(text, bytes_, places):
            if match.end() <= reached:
                continue
            found = rule.detector.confirm(text, _hit(rule.pattern, match), self.dictionary)
            for finding in found if isinstance(found, tuple) else (found,) if found is not None else ():
                yield finding
                reached = finding.end if finding.label is Label.PROMPT_PATTERN else 0


def settled(readable: Unfolded, found: Iterable[Finding], values: Mapping[str, Finding]) -> tuple[Finding, ...]:
    """Findings as they stand in the text as it came: apart, with the values that stand in it again."""
    tokens = [match.span() for match in TOKEN.finditer(readable.text)] if "[" in readable.text else []
    some: Iterable[Finding] = (*found, *echoes(readable.text, values))
    if tokens:
        some = (each for each in some if not _touches(each, tokens))
    kept = settle(each for each in some if each.start < each.end)
    if not readable.steps:
        return kept
    return tuple(_placed(each, *readable.place(each.start, each.end)) for each in kept)


def _is_escaped(windows: Iterable[Window]) -> bool:
    """Whether `unfold` would undo escapes in the whole of a text."""
    holds_backslash = looks_like_json = False
    for window in windows:
        holds_backslash = holds_backslash or "\\" in window.text
        looks_like_json = looks_like_json or holds_json(window.text)
        if holds_backslash and looks_like_json:
            return True
    return False


def _hit(pattern: Pattern, match: re.Match[str]) -> Hit:
    named = "value" in match.re.groupindex and match.group("value") is not None
    start, end = match.span("value" if named else 0)
    return Hit(pattern=pattern, start=start, end=end, match_start=match.start(), match_end=match.end())


def _touches(found: Finding, tokens: list[tuple[int, int]]) -> bool:
    at = bisect_left(tokens, (found.start, 0))
    near = tokens[max(0, at - 1) : at + 1]
    return any(start < found.end and found.start < end for start, end in near)


def _placed(found: Finding, start: int, end: int) -> Finding:
    return Finding(
        label=found.label, start=start, end=end, rule=found.rule, confidence=found.confidence, reason=found.reason
    )
