"""One scan: every detector's rules over one text, and one answer.

Triggers find the lines worth a look, exact code confirms. Triggers are matched by hyperscan where it is installed and
by `re` elsewhere; both only say on which lines a rule is to be run, so the findings are the same.
What nothing found is not clean: these rules found nothing in it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from tocsin.rules.overlap import echoes, settle
from tocsin.rules.unfolding import unfold
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary
from tocsin.vocab.finding import TOKEN, Finding, Hit, Label, Pattern
from tocsin.vocab.ports import Detector

try:
    import hyperscan
except ImportError:  # no wheel for this platform: `re` carries everything
    import re as hyperscan  # type: ignore[no-redef]  # under its name, so that it can be asked for

ENGINES = ("hyperscan", "re") if hyperscan is not re else ("re",)
PER_DATABASE = 40  # one database of everything is slower than several small ones (measured on dense and on log text)

# Takes UTF-8 bytes and a callback of (number of the trigger, end of a match).
Triggers = Callable[[bytes, Callable[[int, int], None]], None]


class Scanner:
    """Compiled detectors, ready for any number of texts; keep it, for making it takes as long as a megabyte of text."""

    def __init__(self, detectors: Sequence[Detector], dictionary: Dictionary, *, engine: str = ENGINES[0]) -> None:
        self._dictionary = dictionary
        self._rules = [
            (pattern, re.compile(pattern.regex, re.MULTILINE), detector)
            for detector in detectors
            for pattern in detector.patterns(dictionary)
        ]
        triggers = tuple(pattern.trigger for pattern, _, _ in self._rules)
        shipped = {pattern for detector in detectors for pattern in detector.patterns(NO_DICTIONARY)}
        own = {number for number, (pattern, _, _) in enumerate(self._rules) if pattern not in shipped}
        self._fire = _hyperscan_triggers(triggers, own) if engine == "hyperscan" else _re_triggers(triggers)

    def scan(self, text: str) -> tuple[Finding, ...]:
        """What the rules find, in the order of the text, never overlapping."""
        readable = unfold(text)
        found = list(self._found(readable.text))
        tokens = [match.span() for match in TOKEN.finditer(readable.text)]
        settled = settle(each for each in (*found, *echoes(readable.text, found)) if not _touches(each, tokens))
        return tuple(_placed(each, *readable.place(each.start, each.end)) for each in settled)

    def _found(self, text: str) -> Iterator[Finding]:
        reached: dict[str, int] = {}  # a prompt is taken whole: what gives it away a second time need not be confirmed
        for hit, detector in self._hits(text):
            rule = hit.pattern.rule
            if hit.match_end <= reached.get(rule, 0):
                continue
            finding = detector.confirm(text, hit, self._dictionary)
            if finding is not None:
                if finding.label is Label.PROMPT_PATTERN:
                    reached[rule] = finding.end
                yield finding

    def _hits(self, text: str) -> Iterator[tuple[Hit, Detector]]:
        lines = _Lines(text)
        fired: list[set[int]] = [set() for _ in self._rules]
        self._fire(lines.encoded, lambda rule, end: fired[rule].add(lines.number(end)))
        for (pattern, regex, detector), on in zip(self._rules, fired, strict=True):
            for start, end in lines.spans(on, whole=pattern.crosses_lines):
                for match in regex.finditer(text, start, end):
                    yield _hit(pattern, match), detector


def _hit(pattern: Pattern, match: re.Match[str]) -> Hit:
    named = "value" in match.re.groupindex and match.group("value") is not None
    start, end = match.span("value" if named else 0)
    return Hit(pattern=pattern, start=start, end=end, match_start=match.start(), match_end=match.end())


def _touches(found: Finding, tokens: list[tuple[int, int]]) -> bool:
    at = bisect_left(tokens, (found.start, 0))
    near = tokens[max(0, at - 1) : at + 1]
    return found.start >= found.end or any(start < found.end and found.start < end for start, end in near)


def _placed(found: Finding, start: int, end: int) -> Finding:
    return Finding(
        label=found.label, start=start, end=end, rule=found.rule, confidence=found.confidence, reason=found.reason
    )


class _Lines:
    """Where the lines of a text begin, in bytes and in code points."""

    def __init__(self, text: str) -> None:
        self.encoded = text.encode("utf-8", "surrogatepass")
        self._signs = [0, *(match.end() for match in re.finditer("\n", text))]
        self._end = len(text)
        same = len(self.encoded) == len(text)
        self._bytes = self._signs if same else [0, *(match.end() for match in re.finditer(b"\n", self.encoded))]

    def number(self, end: int) -> int:
        """The line on which the byte before `end` stands."""
        return bisect_right(self._bytes, end - 1) - 1

    def spans(self, numbers: Iterable[int], *, whole: bool) -> Iterator[tuple[int, int]]:
        """The spans of some lines without their ends; or of the whole text, where any line was named."""
        ordered = sorted(numbers)
        if whole:
            yield from [(0, self._end)] if ordered else []
            return
        for line in ordered:
            last = line + 1 == len(self._signs)
            yield self._signs[line], self._end if last else self._signs[line + 1] - 1


def _re_triggers(triggers: tuple[str, ...]) -> Triggers:
    compiled = [re.compile(trigger.encode(), re.IGNORECASE) for trigger in triggers]

    def fire(data: bytes, tell: Callable[[int, int], None]) -> None:
        for number, trigger in enumerate(compiled):
            found = trigger.search(data)
            while found:
                tell(number, found.end())
                line_end = data.find(b"\n", found.end() - 1)
                found = trigger.search(data, line_end) if line_end >= 0 else None

    return fire


def _hyperscan_triggers(triggers: tuple[str, ...], own: set[int]) -> Triggers:
    """What a dictionary brings lies apart: the rest, which takes a second to compile, is then the same for all."""
    shipped = [number for number in range(len(triggers)) if number not in own]
    parts = [
        numbers[first : first + PER_DATABASE]
        for numbers in (shipped, sorted(own))
        for first in range(0, len(numbers), PER_DATABASE)
    ]
    databases = [(numbers, _database(tuple(triggers[number] for number in numbers))) for numbers in parts]

    def fire(data: bytes, tell: Callable[[int, int], None]) -> None:
        for numbers, database in databases:
            database.scan(data, match_event_handler=partial(_told, tell, numbers))

    return fire


def _told(
    tell: Callable[[int, int], None], numbers: list[int], number: int, _start: int, end: int, *_more: object
) -> None:
    tell(numbers[number], end)


@lru_cache(maxsize=64)
def _database(part: tuple[str, ...]) -> "hyperscan.Database":
    # A dictionary may bring the same trigger twice; hyperscan wants numbers, not uniqueness.
    database = hyperscan.Database()
    database.compile(
        expressions=[trigger.encode() for trigger in part],
        ids=list(range(len(part))),
        elements=len(part),
        flags=[hyperscan.HS_FLAG_CASELESS] * len(part),
    )
    return database
