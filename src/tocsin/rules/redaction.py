"""A clean copy: a name that says only what it was, for what must go.

A name such as [PERSON-1] is the same for the same value throughout a case, and depends on nothing but the order in
which values first appear in the clean copies that left: two victims leave the same bytes. Which value a name stands for
is never part of any result; the register knows values only under a keyed digest.
"""

import hmac
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from tocsin.vocab.finding import LABELS, TOKEN, Finding, Group, Label

KEY_BYTES = 32


class Pseudonym(Struct, frozen=True, kw_only=True):
    """One value's name: the digest of the value under the case's key, and the name."""

    mark: bytes
    name: str


class Pseudonyms(Struct, frozen=True, kw_only=True):
    """The names of one case, in the order they were given. Never part of a document, a report or a log."""

    key: bytes
    given: tuple[Pseudonym, ...] = ()

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES:
            raise ValueError(f"the key of a case has {KEY_BYTES} bytes")

    def __repr__(self) -> str:
        return f"Pseudonyms({len(self.given)} given)"


class Removed(Struct, frozen=True, kw_only=True):
    """One finding that was replaced: where it stood, what it was, why, and the name that stands there now."""

    finding: Finding
    name: str


class Cleaned(Struct, frozen=True, kw_only=True):
    """A clean copy, what was removed, and the case's names as they are afterwards (for the next text of the case)."""

    text: str
    removed: tuple[Removed, ...]
    pseudonyms: Pseudonyms


def clean(
    text: str, findings: Iterable[Finding], pseudonyms: Pseudonyms, keep: frozenset[str], remove: frozenset[str]
) -> Cleaned:
    """The text without what must go.

    A label in both sets goes, and so does one in neither: nobody decided that it may stay. Findings may overlap and
    come in any order; signs that any of them removes are gone.
    """
    register = Register(pseudonyms)
    register.reserve(TOKEN.findall(text))
    cleaned, removed = register.clean(text, findings, keep, remove)
    return Cleaned(text=cleaned, removed=removed, pseudonyms=register.pseudonyms())


def _goes(label: Label, keep: frozenset[str], remove: frozenset[str]) -> bool:
    return label in remove or label not in keep


def _joined(going: list[Finding]) -> list[Finding]:
    """Overlapping findings as one, from the first sign to the last, under the label of the gravest, then the first."""
    joined: list[Finding] = []
    for each in going:
        last = joined[-1] if joined else None
        if last is None or each.start >= last.end:
            joined.append(each)
            continue
        gravest = each if each.label in LABELS[Group.SECRET] and last.label not in LABELS[Group.SECRET] else last
        joined[-1] = Finding(
            label=gravest.label,
            start=last.start,
            end=max(last.end, each.end),
            rule=gravest.rule,
            confidence=gravest.confidence,
            reason=gravest.reason,
        )
    return joined


class Register:
    """The names that are given while a text is cleaned, at once or part by part."""

    def __init__(self, before: Pseudonyms) -> None:
        self._key = before.key
        self._names = {each.mark: each.name for each in before.given}
        self._reserved: set[str] = set()
        self._last: dict[str, int] = {}
        for each in before.given:
            label, _, number = each.name.strip("[]").rpartition("-")
            self._last[label] = max(self._last.get(label, 0), int(number))

    def reserve(self, names: Iterable[str]) -> None:
        """Keep names that a text itself holds: nobody else's value may be called so."""
        self._reserved |= set(names) - set(self._names.values())

    def clean(
        self, text: str, findings: Iterable[Finding], keep: frozenset[str], remove: frozenset[str]
    ) -> tuple[str, tuple[Removed, ...]]:
        """As `clean` does, and what was removed; the names go on to the next text."""
        going = sorted(
            (each for each in findings if _goes(each.label, keep, remove)), key=lambda each: (each.start, -each.end)
        )
        parts: list[str] = []
        removed: list[Removed] = []
        done = 0
        for each in _joined(going):
            name = self.name(each.label, text[each.start : each.end])
            parts += (text[done : each.start], name)
            removed.append(Removed(finding=each, name=name))
            done = each.end
        return "".join([*parts, text[done:]]), tuple(removed)

    def name(self, label: Label, value: str) -> str:
        """The name of a value: the one it has, or the next number of its label."""
        mark = hmac.digest(self._key, f"{label}\0{_plain(value)}".encode("utf-8", "surrogatepass"), sha256)
        if mark not in self._names:
            number = self._last.get(label, 0) + 1
            while f"[{label}-{number}]" in self._reserved:
                number += 1
            self._last[label] = number
            self._names[mark] = f"[{label}-{number}]"
        return self._names[mark]

    def pseudonyms(self) -> Pseudonyms:
        """The names as they are now."""
        given = tuple(Pseudonym(mark=mark, name=name) for mark, name in self._names.items())
        return Pseudonyms(key=self._key, given=given)


def _plain(value: str) -> str:
    """One spelling for a value: without case, width, hidden signs and doubled spaces."""
    folded = unicodedata.normalize("NFKC", value).casefold()
    return " ".join("".join(sign for sign in folded if unicodedata.category(sign) != "Cf").split())
