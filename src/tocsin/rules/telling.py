"""Which files tell us something, and which of them names the case."""

from collections.abc import Sequence

from msgspec import Struct

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import Reading

# What somebody sends in order to tell us something; everything else is evidence that lies beside it.
TELLING = frozenset({ItemKind.MESSAGE, ItemKind.TICKET, ItemKind.NOTE, ItemKind.ADVISORY, ItemKind.CASE_STUDY})
NOTES = frozenset({"text", "markdown"})  # in a folder of evidence these are notes, unless they come first


class Candidate(Struct, frozen=True, kw_only=True):
    """One file that could name a case. `title` is "" where it has none, `is_report` where it told us something."""

    format: str
    kind: ItemKind
    title: str
    is_report: bool


def is_report(reading: Reading, *, is_first: bool) -> bool:
    """Whether a file tells us something; a plain note does only where nothing came before it."""
    return reading.kind in TELLING and reading.text is not None and (is_first or reading.format not in NOTES)


def better_name(files: Sequence[Candidate]) -> str:
    """The title after which a case is called that began with the first of these files; "" where that one names it.

    A report in a format of reports beats mail, mail beats plain files; among equals the earlier one names the case. A
    file without a title names nothing.
    """
    named = [one for one in files if one.is_report and one.title]
    best = min(named, key=_order, default=None)
    return best.title if best and files and _order(best) < _order(files[0]) else ""


def _order(one: Candidate) -> int:
    if not one.is_report or not one.title:
        return 3
    if one.kind is ItemKind.MESSAGE:
        return 1
    return 2 if one.format in NOTES else 0
