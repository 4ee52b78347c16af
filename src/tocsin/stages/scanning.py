"""One scan: every detector's rules over one text, and one answer.

What a rule cannot match without is looked for first, for all rules at once (`rules.trigger`), by hyperscan where it is
installed and by `re` elsewhere. The exact rule is run only around those places; both name places around every match.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct, structs

from tocsin.rules.overlap import MOST_ECHOED, echoed, echoes, longest, settle
from tocsin.rules.parting import MARGIN, PART, Window, cut
from tocsin.rules.trigger.guard import guard, surprise
from tocsin.rules.trigger.tree import WIDEST
from tocsin.rules.unfolding import Unfolded, holds_json, unfold
from tocsin.store import patterns
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary
from tocsin.vocab.finding import TOKEN, Finding, Hit, Label, Pattern
from tocsin.vocab.ports import Detector

try:
    import hyperscan
except ImportError:  # no wheel for this platform: `re` carries everything
    import re as hyperscan  # type: ignore[no-redef]  # under its name, so that it can be asked for

ENGINES = ("hyperscan", "re") if hyperscan is not re else ("re",)
PER_DATABASE = 40  # one database of everything is slower than several small ones (measured on dense and on log text)
BESIDE = 24  # bytes: places so close are remembered as one stretch, so that a text of digits alone needs no more memory
NARROW = 40  # signs in which a match can begin: each is tried, for a search would go on to where the match could end
LONGEST = 12_000  # bytes of a guard; hyperscan takes 16,000
STEP = 4096  # bytes between two places of a text whose distance in signs is known
_NO_ASCII_STARTS = bytes(range(0x80, 0xC0))  # bytes of UTF-8 that begin no sign

Places = list[list[int]]  # by the number of the rule, stretches of bytes in their order: first, last, first, last, ...
Engine = Callable[[bytes], Places]


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
        own = {number for number, (pattern, _) in enumerate(rules) if pattern not in shipped}
        self._rules, self._engine = _with_hyperscan(rules, own) if engine == "hyperscan" else _with_re(rules)

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
        for window in cut(read(), part, margin):
            readable = unfold(window.text, is_escaped=is_escaped)
            found = self.find(readable.text)
            own = [each for each in found if window.holds(readable.place(each.start, each.end)[0])]
            for value, source in echoed(readable.text, own).items():
                order = found.get(source, WIDEST)  # what was concluded from findings comes behind them
                if value not in values or order < values[value][0]:
                    values[value] = order, source
            if len(values) > 2 * MOST_ECHOED:
                values = {value: values[value] for value in longest(values)}
        sources = {value: values[value][1] for value in longest(values)}
        for window in cut(read(), part, margin):
            readable = unfold(window.text, is_escaped=is_escaped)
            kept = settled(readable, self.find(readable.text), sources)
            yield ScannedPart(window=window, findings=tuple(each for each in kept if window.holds(each.start)))

    def find(self, text: str) -> dict[Finding, int]:
        """What the rules find in a readable text, with the number of the rule, in its order; they may overlap."""
        found: dict[Finding, int] = {}
        if text:
            bytes_ = _Bytes(text)
            for number, places in enumerate(self._engine(bytes_.encoded)):
                if places:
                    for each in self._confirmed(self._rules[number], text, bytes_, places):
                        found.setdefault(each, number)
        return found

    def _confirmed(self, rule: "_Rule", text: str, bytes_: "_Bytes", places: list[int]) -> Iterator[Finding]:
        reached = 0  # a prompt is taken whole: what gives it away a second time need not be confirmed
        for match in rule.matches(text, bytes_, places):
            if match.end() <= reached:
                continue
            finding = rule.detector.confirm(text, _hit(rule.pattern, match), self.dictionary)
            if finding is not None:
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


class _Bytes:
    """A text as UTF-8, with the way from bytes back to signs."""

    def __init__(self, text: str) -> None:
        self.encoded = text.encode("utf-8", "surrogatepass")
        self._steps: list[int] = []  # signs before every STEP-th byte; none where every sign is one byte
        if len(self.encoded) != len(text):
            signs = 0
            for first in range(0, len(self.encoded), STEP):
                self._steps.append(signs)
                signs += len(self.encoded[first : first + STEP].translate(None, _NO_ASCII_STARTS))

    def signs(self, places: list[int]) -> list[int]:
        """The sign that each of these bytes is a part of."""
        return [self._sign(place) for place in places] if self._steps else places

    def _sign(self, place: int) -> int:
        first = place - place % STEP
        return self._steps[place // STEP] + len(self.encoded[first : place + 1].translate(None, _NO_ASCII_STARTS)) - 1


class _Rule(Struct, frozen=True):
    """One rule, ready to be run around the places that an engine names."""

    pattern: Pattern
    detector: Detector
    regex: re.Pattern[str]
    trigger: re.Pattern[bytes] | None  # still to be asked for; None where the engine looked for it
    before: int  # signs from a named place back to where a match can begin
    after: int  # and on to where what it looks at ends

    def matches(self, text: str, bytes_: _Bytes, places: list[int]) -> Iterator[re.Match[str]]:
        """Every match, as if the rule were run over every line with a place, or over the whole text."""
        signs = bytes_.signs(places)  # first and last of each stretch
        line = _Line(text, whole=self.pattern.crosses_lines)
        done = at = 0
        while at < len(signs):
            first, last, upto = signs[at], signs[at + 1], at + 2
            line.reach(first)
            low, high = max(done, line.start, first - self.before), min(line.end, last + self.after)
            if self.before <= NARROW and last - first <= NARROW:
                found = self._begun(text, low, min(last, line.end), high)
            else:
                while upto < len(signs) and signs[upto] - self.before <= high and signs[upto] < line.end:
                    high = max(high, min(line.end, signs[upto + 1] + self.after))
                    upto += 2
                found = self._within(text, low, high, signs, upto)
            done = low
            for match in found:
                done = match.end() + (match.end() == match.start())
                if self._is_told(text, match, line):
                    yield match
            at = upto
            if signs[upto - 1] > line.end:  # a stretch goes on behind the end of the line
                at, signs[upto - 2] = upto - 2, line.end + 1

    def _begun(self, text: str, low: int, last: int, high: int) -> Iterator[re.Match[str]]:
        """Matches that begin between two places."""
        run = self.regex.match
        while low <= last:
            match = run(text, low, high)
            if match is None:
                low += 1
            else:
                yield match
                low = match.end() + (match.end() == match.start())

    def _within(self, text: str, low: int, high: int, signs: list[int], upto: int) -> Iterator[re.Match[str]]:
        """Matches between two places, as long as there is a named one ahead; of what has no guard, all."""
        if self.trigger is None:
            yield from self.regex.finditer(text, low, high)
            return
        at = bisect_left(signs, low, 0, upto)
        while at < upto and (match := self.regex.search(text, low, high)) is not None:
            yield match
            low = match.end() + (match.end() == match.start())
            at = bisect_left(signs, low - BESIDE, at, upto)

    def _is_told(self, text: str, match: re.Match[str], line: "_Line") -> bool:
        """Whether the trigger fires where the rule was run; mostly it does within the match."""
        if self.trigger is None or line.is_told:
            return True
        near = text[max(line.start, match.start() - 8) : min(line.end, match.end() + 8)]
        if self.trigger.search(near.encode("utf-8", "surrogatepass")) is not None:
            return True
        if line.is_told is None:
            whole = text[line.start : line.end].encode("utf-8", "surrogatepass")
            line.is_told = self.trigger.search(whole) is not None
        return line.is_told


class _Line:
    """The line on which a place stands, or the whole text, as places are walked through in their order."""

    def __init__(self, text: str, *, whole: bool) -> None:
        self._text = text
        self.start, self.end = 0, len(text) if whole else -1
        self.is_told: bool | None = None  # whether the trigger fires on it, once that was asked

    def reach(self, place: int) -> None:
        """Go on to the line of a place."""
        if place <= self.end:
            return
        self.start = self._text.rfind("\n", self.end + 1, place) + 1 or self.end + 1
        end = self._text.find("\n", place)
        self.end = len(self._text) if end < 0 else end
        self.is_told = None


def _made(pattern: Pattern, detector: Detector, *, for_states: bool) -> tuple[_Rule, str | None]:
    """A rule and the guard that an engine looks for; None where the stated trigger is looked for instead."""
    regex = re.compile(pattern.regex, re.MULTILINE)
    trigger = re.compile(pattern.trigger.encode(), re.IGNORECASE)
    guarded = guard(pattern.regex, crosses_lines=pattern.crosses_lines, for_states=for_states)
    if guarded is None or len(guarded.pattern) > LONGEST or guarded.bits < surprise(pattern.trigger) - 6:
        return _unguarded(pattern, detector), None
    return _Rule(pattern, detector, regex, trigger, guarded.before + 2, guarded.after + 2), guarded.pattern


def _unguarded(pattern: Pattern, detector: Detector) -> _Rule:
    """A rule that is run over every line on which its trigger fires."""
    return _Rule(pattern, detector, re.compile(pattern.regex, re.MULTILINE), None, WIDEST, WIDEST)


def _with_re(rules: Sequence[tuple[Pattern, Detector]]) -> tuple[list[_Rule], Engine]:
    """Places are where a guard begins."""
    made = [_made(pattern, detector, for_states=False) for pattern, detector in rules]
    compiled = [
        re.compile(rule.pattern.trigger.encode(), re.IGNORECASE)
        if shown is None
        else re.compile(shown.encode("latin-1"), re.MULTILINE)
        for rule, shown in made
    ]

    def places(data: bytes) -> Places:
        return [list(_starts(each, data)) for each in compiled]

    return [structs.replace(rule, after=rule.before + rule.after) for rule, _ in made], places


def _starts(pattern: re.Pattern[bytes], data: bytes) -> Iterator[int]:
    """Where a pattern begins to match, also inside of another match of it, as stretches."""
    first = last = -1
    match = pattern.search(data)
    while match is not None:
        start = match.start()
        if last < 0 or start - last > BESIDE:
            if last >= 0:
                yield from (first, last)
            first = start
        last = start
        match = pattern.search(data, start + 1)
    yield from (first, last) if last >= 0 else ()


def _with_hyperscan(rules: Sequence[tuple[Pattern, Detector]], own: set[int]) -> tuple[list[_Rule], Engine]:
    """Places are where a guard ends.

    What a dictionary brings lies apart: the rest, which takes a second to compile, is then the same for all.
    """
    made = [_made(pattern, detector, for_states=True) for pattern, detector in rules]
    shipped = [number for number in range(len(rules)) if number not in own]
    parts = [
        numbers[first : first + PER_DATABASE]
        for numbers in (shipped, sorted(own))
        for first in range(0, len(numbers), PER_DATABASE)
    ]
    databases = [each for numbers in parts for each in _databases(rules, made, numbers, is_kept=not own & set(numbers))]

    def places(data: bytes) -> Places:
        found: Places = [[] for _ in rules]
        for numbers, database in databases:
            database.scan(data, match_event_handler=_telling([found[number] for number in numbers]))
        return found

    return [rule for rule, _ in made], places


def _expression(rule: _Rule, shown: str | None) -> tuple[bytes, int]:
    if shown is None:
        return rule.pattern.trigger.encode(), hyperscan.HS_FLAG_CASELESS
    return shown.encode("latin-1"), hyperscan.HS_FLAG_MULTILINE


def _telling(found: Places) -> Callable[..., None]:
    def tell(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
        stretches = found[number]
        if stretches and end - stretches[-1] <= BESIDE:
            stretches[-1] = end - 1
        else:
            stretches += (end - 1, end - 1)

    return tell


def _databases(
    rules: Sequence[tuple[Pattern, Detector]],
    made: list[tuple[_Rule, str | None]],
    numbers: list[int],
    *,
    is_kept: bool,
) -> "list[tuple[list[int], hyperscan.Database]]":
    """Databases of some rules: one, or several where one would be too large; a rule too large alone goes unguarded."""
    try:
        expressions = tuple(_expression(*made[number]) for number in numbers)
        return [(numbers, _kept_database(expressions) if is_kept else _database(expressions))]
    except hyperscan.error:
        if len(numbers) > 1:
            half = len(numbers) // 2
            halves = numbers[:half], numbers[half:]
            return [each for some in halves for each in _databases(rules, made, some, is_kept=is_kept)]
        if made[numbers[0]][1] is None:
            raise  # what a rule states as its trigger is no pattern
        made[numbers[0]] = _unguarded(*rules[numbers[0]]), None
        return _databases(rules, made, numbers, is_kept=is_kept)


@lru_cache(maxsize=64)
def _kept_database(part: tuple[tuple[bytes, int], ...]) -> "hyperscan.Database":
    """A database that was compiled by an earlier run, where it is there and fits this version and machine."""
    name = sha256(repr((getattr(hyperscan, "__version__", ""), part)).encode()).hexdigest()
    data = patterns.kept(name)
    if data is not None:
        try:
            database = hyperscan.loadb(data, hyperscan.HS_MODE_BLOCK)
            database.scratch = hyperscan.Scratch(database)
        except (hyperscan.error, ValueError):
            pass  # written by another version, or for another machine
        else:
            return database
    database = _database(part)
    patterns.keep(name, hyperscan.dumpb(database))
    return database


@lru_cache(maxsize=64)
def _database(part: tuple[tuple[bytes, int], ...]) -> "hyperscan.Database":
    database = hyperscan.Database()
    database.compile(
        expressions=[expression for expression, _ in part],
        ids=list(range(len(part))),
        elements=len(part),
        flags=[flags for _, flags in part],
    )
    return database
