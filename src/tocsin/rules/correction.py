"""What a share says otherwise than the one that it corrects.

Two clean copies with their terms are laid side by side; what was withheld from either is in neither, so it cannot show
here. A removed text is shown to people of this desk and never to a recipient: `told` says of it no more than its name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.handling import handling, moment
from tocsin.vocab.marking import TLP_NAMES
from tocsin.vocab.outline import component_rows, indicator_rows, technique_rows
from tocsin.vocab.terms import Terms

# Compared word by word, or line by line: pairs of pieces at most. The search takes longer than their number where texts
# repeat themselves, and a page waits for it; what is longer is shown as taken out and put in as a whole.
MOST_PAIRS = 90_000
_WORD = re.compile(r"\S+\s*|\s+")


class Part(StrEnum):
    """A part of what a share says."""

    EVENT = "event"  # title, class, times, severity
    PASSAGE = "passage"
    SURENESS = "sureness"  # of a passage: fact or hypothesis, how confident, its own label
    COMPONENT = "component"
    INDICATOR = "indicator"
    TECHNIQUE = "technique"
    MITIGATION = "mitigation"
    PROMPT = "prompt"
    NUMBER = "number"
    TERM = "term"
    ASK = "ask"
    RECIPIENT = "recipient"


class How(StrEnum):
    """What became of something between the two."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Stretch(Struct, frozen=True, kw_only=True):
    """A piece of the two texts laid over each other: kept, added or removed."""

    text: str
    how: How


class Change(Struct, frozen=True, kw_only=True):
    """One thing that is said otherwise, and its texts laid over each other, in reading order."""

    part: Part
    name: str
    how: How
    stretches: tuple[Stretch, ...]


class Side(Struct, frozen=True, kw_only=True):
    """Everything that one share says: its clean copy, the terms of its documents, the ask, who gets it (id, name)."""

    copy: CleanCopy
    terms: Terms
    ask: str = ""
    answer_by: datetime | None = None
    recipients: tuple[tuple[str, str], ...] = ()


class _Entry(Struct, frozen=True, kw_only=True):
    part: Part
    key: str  # tells it apart from others of its part, on both sides
    name: str
    text: str


def changes(before: Side, now: Side) -> tuple[Change, ...]:
    """Everything that is said otherwise now, in the order of what is said now; what is said no more comes last."""
    old, new = _by_key(before), _by_key(now)
    found = [_change(old.get(place), one) for place, one in new.items() if not _same(old.get(place), one)]
    gone = [_change(one, None) for place, one in old.items() if place not in new]
    known = {(one.part, one.key) for one in old.values()} & {(one.part, one.key) for one in new.values()}
    both = {key for part, key in known if part is Part.PASSAGE}
    return tuple(one for one, key in (*found, *gone) if one.part is not Part.SURENESS or key in both)


def told(found: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """The changes as the corrected document may say them, (what happened, to what).

    Nobody is told who else gets it, and nothing that was taken out is said again: it may have been taken out because it
    must not be known. Only rows of the checklist and terms, whose names are ours, are named.
    """
    lines: list[tuple[str, str]] = []
    fewer: Counter[Part] = Counter()
    for one in found:
        if one.part is Part.RECIPIENT:
            continue
        if one.how is How.REMOVED and one.part not in _OURS:
            fewer[one.part] += 1
        else:
            lines.append((_TOLD[one.how], f"{_NAMES[one.part]}: {one.name}" if one.part in _NAMES else one.name))
    removed = _TOLD[How.REMOVED]
    return (*lines, *((removed, f"{_NAMES[part]}: {count}") for part, count in fewer.items()))


def laid_over(old: str, new: str) -> tuple[Stretch, ...]:
    """Two texts laid over each other, line by line and within changed lines word by word.

    What was kept or added, read on, is the new text; what was kept or removed is the old one.
    """
    return tuple(_joined(_compared(_lines_of(old), _lines_of(new), finer=True)))


_OURS = frozenset({Part.PASSAGE, Part.SURENESS, Part.TERM, Part.ASK, Part.EVENT})
_TOLD = {How.ADDED: "New", How.REMOVED: "Not said any more", How.CHANGED: "Changed"}
_NAMES = {
    Part.COMPONENT: "component",
    Part.INDICATOR: "indicator",
    Part.TECHNIQUE: "technique",
    Part.MITIGATION: "what helps",
    Part.PROMPT: "prompt",
    Part.NUMBER: "number",
    Part.TERM: "terms",
    Part.SURENESS: "how sure",
}


def _by_key(side: Side) -> dict[tuple[Part, str, int], _Entry]:
    """What a side says, by what tells it apart, and its number among equals."""
    seen: Counter[tuple[Part, str]] = Counter()
    found = {}
    for one in _entries(side):
        seen[one.part, one.key] += 1
        found[one.part, one.key, seen[one.part, one.key]] = one
    return found


def _same(old: _Entry | None, new: _Entry) -> bool:
    return old is not None and old.text == new.text


def _change(old: _Entry | None, new: _Entry | None) -> tuple[Change, str]:
    """The change with the key of what changed."""
    one = new or old
    assert one is not None, "it is said on one side"
    how = How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED
    stretches = laid_over(old.text if old else "", new.text if new else "")
    return Change(part=one.part, name=one.name, how=how, stretches=stretches), one.key


def _entries(side: Side) -> Iterator[_Entry]:
    copy = side.copy
    yield from _event(copy)
    for one in copy.passages:
        yield _Entry(part=Part.PASSAGE, key=one.key, name=one.title, text=one.text)
        sure = f"{one.statement.value}, confidence {one.confidence.replace('_', ' ')}, {TLP_NAMES[one.tlp]}"
        yield _Entry(part=Part.SURENESS, key=one.key, name=one.title, text=sure)
    yield from _things(copy)
    for scheme, value in copy.foreign_ids:
        yield _Entry(part=Part.NUMBER, key=f"{scheme} {value}", name=f"{scheme} {value}", text=value)
    for name, words in handling(side.terms):
        yield _Entry(part=Part.TERM, key=name, name=name, text=words)
    asked = "\n".join(filter(None, (side.ask, f"By {moment(side.answer_by)}" if side.answer_by else "")))
    if asked:
        yield _Entry(part=Part.ASK, key="ask", name="What we need from them", text=asked)
    for party, name in side.recipients:
        yield _Entry(part=Part.RECIPIENT, key=party, name=name, text=name)


def _event(copy: CleanCopy) -> Iterator[_Entry]:
    said = (
        ("Title", copy.title),
        ("Preliminary classification", copy.classified),
        ("Flags", ", ".join(copy.flags)),
        ("When it happened", copy.occurred),
        ("When it became known", copy.known_at),
        ("Severity", "; ".join(f"{scheme}: {score}" for scheme, score in copy.severity)),
        ("Protections", copy.legal_state),
    )
    yield from (_Entry(part=Part.EVENT, key=name, name=name, text=text) for name, text in said if text)


def _things(copy: CleanCopy) -> Iterator[_Entry]:
    for one in copy.components:
        yield _Entry(part=Part.COMPONENT, key=f"{one.kind} {one.name}", name=one.name, text=_row(component_rows(one)))
    for each in copy.indicators:
        text = f"{_row(indicator_rows(each))}\n{each.context}"
        yield _Entry(part=Part.INDICATOR, key=f"{each.kind} {each.value}", name=each.value, text=text)
    for technique in copy.techniques:
        named = f"{technique.scheme} {technique.id}"
        yield _Entry(part=Part.TECHNIQUE, key=named, name=named, text=_row(technique_rows(technique)))
    for measure in copy.mitigations:
        layer = f" ({measure.layer.replace('_', ' ')})" if measure.layer else ""
        yield _Entry(part=Part.MITIGATION, key=measure.text, name=_begin(measure.text), text=f"{measure.text}{layer}")
    for prompt in copy.prompts:
        said = prompt.text or prompt.sha256
        yield _Entry(part=Part.PROMPT, key=said, name=prompt.role or "prompt", text=said)


def _row(rows: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in rows if value)


def _begin(text: str) -> str:
    """The first words of a text, by which somebody knows it again."""
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _lines_of(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _compared(old: list[str], new: list[str], *, finer: bool) -> Iterator[Stretch]:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield Stretch(text="".join(old[:head]), how=How.KEPT)
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail], finer=finer)
    yield Stretch(text="".join(old[len(old) - tail :]), how=How.KEPT)


def _middle(old: list[str], new: list[str], *, finer: bool) -> Iterator[Stretch]:
    if not (old and new) or len(old) * len(new) > MOST_PAIRS:
        yield from _instead(old, new)
        return
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        out, into = old[first:last], new[begin:end]
        if tag == "equal":
            yield Stretch(text="".join(out), how=How.KEPT)
        elif finer and out and into:
            yield from _compared(_WORD.findall("".join(out)), _WORD.findall("".join(into)), finer=False)
        else:
            yield from _instead(out, into)


def _instead(old: list[str], new: list[str]) -> Iterator[Stretch]:
    yield Stretch(text="".join(old), how=How.REMOVED)
    yield Stretch(text="".join(new), how=How.ADDED)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Without empty pieces, neighbours of one kind as one."""
    last: Stretch | None = None
    for one in stretches:
        if not one.text:
            continue
        if last is not None and last.how is one.how:
            last = Stretch(text=last.text + one.text, how=one.how)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
