"""Stage 6, the cleaning itself: text after text of a case.

Names stay the same throughout the case once a copy has left.

What a person said of a value counts before what a rule says of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from tocsin.rules.coarse import coarse_text
from tocsin.rules.redaction import KEY_BYTES, Pseudonym, Pseudonyms, clean
from tocsin.rules.review import taught
from tocsin.stages.derivation import newest_that_left
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of
from tocsin.stages.scanning import Scanner
from tocsin.stages.verdict import verdicts_of
from tocsin.vocab.case import Case
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import SHAREABLE, Finding, Group
from tocsin.vocab.review import STAYING, Passed, Verdict
from tocsin.vocab.sharing import CleanCopyEntry
from tocsin.vocab.sheet import CleaningSheet, StruckPlace
from tocsin.vocab.value import folded


class Cleaner:
    """Cleans the texts of one case, and keeps what passed and what was taken out of it."""

    def __init__(
        self, desk: Desk, case: Case, *, remove: tuple[str, ...], keep: tuple[str, ...], times: Coarse = Coarse.EXACT
    ) -> None:
        known, before, said = dictionary_of(desk), cleaning_before(desk, case), verdicts_of(desk, case)
        now = {folded(value) for value in remove}
        staying = {value for value, one in said.items() if one.verdict in STAYING} - now
        self._theirs = {folded(text) for text in keep} | staying
        # What was taken out of an earlier copy stays out of the next one, until somebody says that it may stay.
        earlier = self._not_theirs(before.asked if before else ())
        self.asked = tuple(dict.fromkeys((*earlier, *remove)))
        self._ours = {one.value: one.label for one in said.values() if one.verdict is Verdict.OURS}
        wanted = (*self.asked, *self._not_theirs(self._ours))
        self._said = dict.fromkeys(self.asked, "") | self._ours
        self._scans = _Scans(desk, replace(known, victims=tuple(dict.fromkeys((*known.victims, *wanted)))))
        self.pseudonyms = _pseudonyms(desk, case, before)
        # Looked for in every document and every word of a person's own, also where no text of this copy holds it.
        self.withheld = {*wanted, *self._not_theirs(before.withheld if before else ())}
        self.kept = tuple(dict.fromkeys((*keep, *(one.value for value, one in said.items() if value in staying))))
        self.found: Counter[str] = Counter()
        self.passed: list[Passed] = []
        self.struck: list[StruckPlace] = []
        self._times = times
        self._at = ("", "")

    @property
    def read(self) -> list[str]:
        """The texts that passed, as they were."""
        return [one.text for one in self.passed]

    def at(self, at: str, title: str) -> "Cleaner":
        """The same, with the place where the texts that follow stand."""
        self._at = (at, title)
        return self

    def ours_in(self, value: str) -> str:
        """What of ours, of a victim or of a secret stands in a value that shall leave as it is, by its label; or ""."""
        if folded(value) in self._theirs:
            return ""
        labels = (one.label for one in self._going(value, self._found(value)))
        said = {folded(one) for one in self._ours}
        return next(
            (str(label) for label in labels if label.group in (Group.INTERNAL, Group.SECRET) or folded(value) in said),
            "",
        )

    def seen(self, text: str) -> tuple[Finding, ...]:
        """What stands in a text that leaves as it is."""
        return tuple(self._found(text))

    def __call__(self, text: str) -> str:
        """The text without what must go, with its times as exact as was chosen."""
        found = self._found(text)
        cleaned = clean(text, self._going(text, found), self.pseudonyms, frozenset(SHAREABLE), frozenset())
        self.pseudonyms = cleaned.pseudonyms
        at, title = self._at
        removed = tuple((one.finding.start, one.finding.end, one.name) for one in cleaned.removed)
        self.passed.append(Passed(at=at, title=title, text=text, findings=tuple(found), removed=removed))
        for each in cleaned.removed:
            one = each.finding
            self.withheld.add(text[one.start : one.end])
            self.found[one.label] += 1
            self.struck.append(
                StruckPlace(
                    at=at,
                    start=one.start,
                    end=one.end,
                    token=each.name,
                    rule=one.rule,
                    confidence=one.confidence,
                    reason=one.reason,
                )
            )
        return coarse_text(cleaned.text, self._times)

    def _found(self, text: str) -> list[Finding]:
        return taught(text, self._scans.of(text), self._said)

    def _going(self, text: str, found: Iterable[Finding]) -> list[Finding]:
        return [each for each in found if folded(text[each.start : each.end]) not in self._theirs]

    def _not_theirs(self, values: Iterable[str]) -> Iterator[str]:
        return (value for value in values if folded(value) not in self._theirs)


def cleaning_before(desk: Desk, case: Case) -> CleaningSheet | None:
    """What was taken out of the newest copy so far."""
    before = desk.index.get("copy", case.copy) if case.copy else None
    return desk.sheet(before.withheld, CleaningSheet) if isinstance(before, CleanCopyEntry) else None


class _Scans:
    """What the rules find in a text: found once, for a page that is looked at again and again.

    What lies on the shelf are places, labels and digests; no value and no text.
    """

    def __init__(self, desk: Desk, dictionary: Dictionary) -> None:
        name = f"scans/{sha256(msgspec.json.encode(dictionary)).hexdigest()}"
        known = desk.shelf.get(name, "", desk.vault.registered)
        self._known: dict[str, tuple[Finding, ...]] = known if isinstance(known, dict) else {}
        self._make = partial(Scanner, desk.detectors, dictionary)
        self._scanner: Scanner | None = None
        if known is None:
            desk.shelf.put(name, "", (), self._known)

    def of(self, text: str) -> tuple[Finding, ...]:
        """The findings in a text."""
        name = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if name not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._scanner = self._scanner or self._make()  # making it takes longer than most texts
            self._known[name] = self._scanner.scan(text)
        return self._known[name]


MOST_KEPT = 5_000  # texts: those of a case, or of a few


def _pseudonyms(desk: Desk, case: Case, before: CleaningSheet | None) -> Pseudonyms:
    """The names that somebody outside may hold; those of a copy that nobody got are given anew, and none is missing."""
    if before is None:
        return Pseudonyms(key=desk.chance.random_bytes(KEY_BYTES))
    left = newest_that_left(desk, case)
    sheet = desk.sheet(left.withheld, CleaningSheet) if left else None
    given = (Pseudonym(mark=bytes.fromhex(mark), name=name) for mark, name in (sheet.pseudonyms if sheet else ()))
    return Pseudonyms(key=bytes.fromhex(before.key), given=tuple(given))
