"""A rule run around the places that an engine names, and only there."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from tocsin.vocab.finding import Pattern
from tocsin.vocab.ports import Detector

BESIDE = 24  # bytes: places so close are remembered as one stretch, so that a text of digits alone needs no more memory
NEAR = 2_000  # signs before or behind a match within which its trigger fires, on the same line
LONGEST_TRIGGER = 1_000  # signs
NARROW = 40  # signs in which a match can begin: each is tried, for a search would go on to where the match could end
STEP = 4096  # bytes between two places of a text whose distance in signs is known
_NO_ASCII_STARTS = bytes(range(0x80, 0xC0))  # bytes of UTF-8 that begin no sign


class Bytes:
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


class Rule:
    """One rule, ready to be run around the places that an engine names; compiled once it is run.

    `before` are the signs from a named place back to where a match can begin, `after` those on to where what it looks
    at ends. Of a rule that is not `guarded` the engine names the places of the trigger.
    """

    def __init__(self, pattern: Pattern, detector: Detector, before: int, after: int, *, guarded: bool) -> None:
        self.pattern = pattern
        self.detector = detector
        self.before = before
        self.after = after
        self.guarded = guarded

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The exact pattern."""
        return re.compile(self.pattern.regex, re.MULTILINE)

    @cached_property
    def _trigger(self) -> re.Pattern[bytes]:
        return re.compile(self.pattern.trigger.encode(), re.IGNORECASE)

    def matches(self, text: str, bytes_: Bytes, places: list[int]) -> Iterator[re.Match[str]]:
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
        if not self.guarded:
            yield from self.regex.finditer(text, low, high)
            return
        at = bisect_left(signs, low, 0, upto)
        while at < upto and (match := self.regex.search(text, low, high)) is not None:
            yield match
            low = match.end() + (match.end() == match.start())
            at = bisect_left(signs, low - BESIDE, at, upto)

    def _is_told(self, text: str, match: re.Match[str], line: "_Line") -> bool:
        """Whether the trigger fires near a match; mostly it does within."""
        near = text[max(line.start, match.start() - 8) : min(line.end, match.end() + 8)]
        return self._trigger.search(near.encode("utf-8", "surrogatepass")) is not None or line.tells(
            self._trigger, match.start(), match.end()
        )


class _Line:
    """The line on which a place stands, or the whole text, as places are walked through in their order."""

    def __init__(self, text: str, *, whole: bool) -> None:
        self._text = text
        self.start, self.end = 0, len(text) if whole else -1
        self._fired = (-1, -1)  # where the trigger was last seen to fire
        self._searched = 0  # up to where it was looked for

    def reach(self, place: int) -> None:
        """Go on to the line of a place."""
        if place <= self.end:
            return
        self.start = self._text.rfind("\n", self.end + 1, place) + 1 or self.end + 1
        end = self._text.find("\n", place)
        self.end = len(self._text) if end < 0 else end

    def tells(self, trigger: re.Pattern[bytes], start: int, end: int) -> bool:
        """Whether a trigger fires near a stretch; stretches are asked for in their order, so each sign is read once."""
        low, high = max(self.start, start - NEAR), min(self.end, end + NEAR)
        if low <= self._fired[0] and self._fired[1] <= high:
            return True
        low = max(low, self._searched)
        piece = self._text[low:high].encode("utf-8", "surrogatepass")
        match = trigger.search(piece)
        if match is None:
            self._searched = max(low, high - LONGEST_TRIGGER)
            return False
        first, last = (low + len(piece[:place].decode("utf-8", "ignore")) for place in match.span())
        self._fired, self._searched = (first, last), first
        return True
