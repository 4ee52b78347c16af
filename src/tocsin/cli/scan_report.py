"""The report of `scan` and `redact`: what goes, stays, was not seen."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.vocab.finding import Finding, Label

NOT_PROOF = "that is not proof of absence: a person reads the copy before it leaves"
MOST_PLACES = 100  # of one report; every place is in --json
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{120,}={0,2}")  # a run that is likely to be encoded, or to be a key


class Report:
    """What was found in one text, added up as its parts are scanned."""

    def __init__(self, name: str, *, knows_names: bool, is_json: bool, is_guessing: bool = False) -> None:
        self._name = name
        self._is_guessing = is_guessing
        self._knows_names = knows_names
        self._is_json = is_json
        self._counts: Counter[Label] = Counter()
        self._reasons: dict[Label, Counter[str]] = {}
        self._rows: list[tuple[object, ...]] = []
        self._signs = self._lines = self._column = self._encoded = 0
        if is_json:
            _write(f'{{"file": {json.dumps(name)}, "findings": [')

    def add(self, text: str, found: "Sequence[Finding]") -> None:
        """The next stretch of the text, and what was found in it by its places there."""
        from tocsin.vocab.finding import SENSITIVE

        for each, (line, column) in zip(found, self._places(text, found), strict=True):
            if self._is_json:
                _write((", " if self._counts else "") + self._as_json(each, line, column))
            self._counts[each.label] += 1
            self._reasons.setdefault(each.label, Counter())[each.reason] += 1
            if len(self._rows) < MOST_PLACES:
                goes = "remove" if each.label in SENSITIVE else "keep"
                self._rows.append((line, column, goes, each.label, each.confidence, each.rule, each.reason))
        self._encoded += sum(1 for _ in _ENCODED.finditer(text))
        self._signs += len(text)
        last = text.rfind("\n")
        self._lines += text.count("\n")
        self._column = len(text) - last - 1 if last >= 0 else self._column + len(text)

    def end(self, *, copy: Path | None, left: int = 0) -> None:
        """Close the report, with where the copy is and how many removed values were met in it again."""
        if self._is_json:
            counts = {str(label): count for label, count in sorted(self._counts.items())}
            written = {} if copy is None else {"copy": str(copy), "left": left}
            rest = {"counts": counts, "signs": self._signs, "not_looked_at": self._unseen(), "note": NOT_PROOF}
            _write("], " + json.dumps({**rest, **written})[1:] + "\n")
            return
        self._show(copy, left)

    def _show(self, copy: Path | None, left: int) -> None:
        from tocsin.cli.output import heading, say, show, table
        from tocsin.vocab.finding import SENSITIVE

        going = {label: count for label, count in self._counts.items() if label in SENSITIVE}
        kept = self._counts.total() - sum(going.values())
        heading(f"{self._name}: {sum(going.values())} to remove, {kept} a recipient can use")
        if not self._counts:
            show(f"nothing found by these rules; {NOT_PROOF}")
        else:
            table(("", "what", "places", "mostly because"), self._kinds(), empty="")
            table(("line", "column", "", "what", "confidence", "rule", "reason"), self._rows, empty="")
            if self._counts.total() > len(self._rows):
                show(f"and {self._counts.total() - len(self._rows):,} more places; --json names every one")
        show(f"looked at: {self._signs:,} signs on {self._lines + bool(self._column):,} lines")
        for unseen in self._unseen():
            show(f"not looked at: {unseen}")
        show(f"what these rules did not find may still be there; {NOT_PROOF}")
        if copy is not None:
            show(f"next: read {copy.name} as a stranger would; `tocsin add FILE` opens a case that sends what is clean")
        if copy is not None and left:
            say(f"ATTENTION: {left} of the removed values still stand elsewhere in the copy. Read it before use.")

    def _kinds(self) -> Iterator[tuple[object, ...]]:
        from tocsin.vocab.finding import SENSITIVE

        for label, count in sorted(self._counts.items(), key=lambda each: (each[0] not in SENSITIVE, -each[1])):
            reason = self._reasons[label].most_common(1)[0][0]
            yield "remove" if label in SENSITIVE else "keep", label, f"{count:,}", reason

    def _unseen(self) -> list[str]:
        from tocsin.stages.tagging import MOST_SIGNS

        unseen = ["names and places in running prose that nothing beside them tells"]
        if not self._knows_names:
            unseen.append("your own names, hosts, networks and customers: no dictionary was given (--org)")
        if self._is_guessing and self._signs > MOST_SIGNS:
            unseen.append("what only a guess would find: the text is too long for guesses, and the rules read it alone")
        if self._encoded:
            unseen.append(f"the inside of {self._encoded:,} long runs that may be base64 or another encoding")
        return unseen

    def _places(self, text: str, found: "Sequence[Finding]") -> list[tuple[int, int]]:
        """Line and column of each finding, from 1, in the whole text."""
        from bisect import bisect_right

        starts = [-self._column, *(match.end() for match in re.finditer("\n", text))]
        lines = [bisect_right(starts, each.start) for each in found]
        return [
            (self._lines + line, each.start - starts[line - 1] + 1) for line, each in zip(lines, found, strict=True)
        ]

    def _as_json(self, each: "Finding", line: int, column: int) -> str:
        start = self._signs + each.start
        place = {"start": start, "end": start + each.end - each.start, "line": line, "column": column}
        what = {"label": each.label, "group": each.label.group, "rule": each.rule}
        return json.dumps({**place, **what, "confidence": each.confidence, "reason": each.reason})


def _write(text: str) -> None:
    """As it stands: `json` has made an escape of every sign that a terminal could obey."""
    sys.stdout.buffer.write(text.encode("ascii"))
