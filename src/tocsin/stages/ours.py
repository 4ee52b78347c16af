"""Our side of a share: what became of each text on its way out, and why.

It is laid beside what a recipient gets. Nothing of it ever leaves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.coarse import coarse_text
from tocsin.rules.struck import Piece, struck
from tocsin.stages.cleaning import HELPING, copy_text
from tocsin.stages.derivation import CHOSEN
from tocsin.stages.desk import Desk
from tocsin.stages.overview import name_of
from tocsin.store.catalogues import load
from tocsin.vocab.case import Case
from tocsin.vocab.checklist import Checklist
from tocsin.vocab.clean_copy import CleanCopy, Fate
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.sharing import CleanCopyEntry, Share
from tocsin.vocab.sheet import AnswerSheet, CleanCopySheet, CleaningSheet, StruckPlace

CHANGED = "what stands on the case was changed after the copy was made: make a new one"


class OurLine(Struct, frozen=True, kw_only=True):
    """One thing of ours: its text in pieces, what became of it, and why; `why` is empty where it leaves as it is."""

    key: str
    title: str
    fate: Fate
    why: str
    pieces: tuple[Piece, ...]


class Ours(Struct, frozen=True, kw_only=True):
    """What we have and what of it leaves, whoever the recipient is.

    Of evidence nothing leaves but the items that were chosen; `items` of them did, of `kept`.
    """

    copy: str
    made_at: datetime
    is_newest: bool
    lines: tuple[OurLine, ...]
    leave: int  # of these lines, whole or in part
    taken_out: int  # places
    items: int
    kept: int
    indicators: int
    components: int


def ours_of(desk: Desk, share: Share) -> Ours:
    """Our side of a share, from the clean copy that its documents are written from."""
    name, state = f"ours/{share.id}", (desk.log.size(), _titles(desk))
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, Ours):
        return before
    case, entry = desk.case(share.case), desk.index.get("copy", share.copy)
    assert isinstance(entry, CleanCopyEntry)
    found = _ours(desk, case, entry)
    filled = (one.sheet for one in case.rows.values())
    desk.shelf.put(name, state, filter(None, (entry.content, entry.withheld, entry.sheet, case.sheet, *filled)), found)
    return found


def _titles(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The rows of the checklist with their titles, in their order."""
    return tuple((row.key, row.name) for one in load("checklists", Checklist, desk.home) for row in one.rows)


def _ours(desk: Desk, case: Case, entry: CleanCopyEntry) -> Ours:
    copy, cleaning = copy_text(desk, entry), desk.sheet(entry.withheld, CleaningSheet)
    times = cleaning.times if cleaning else Coarse.EXACT
    made = desk.sheet(entry.sheet, CleanCopySheet)
    left_out = {one.name: one.value for one in made.left_out} if made else {}
    name = _line("name", "What it is called", coarse_text(name_of(desk, case), times), copy.title)
    lines = _explained((name, *_rows(desk, case, copy, left_out, times)), cleaning.struck if cleaning else ())
    return Ours(
        copy=entry.id,
        made_at=entry.made_at,
        is_newest=case.copy == entry.id,
        lines=lines,
        leave=sum(one.fate is not Fate.WITHHELD for one in lines),
        taken_out=entry.removed,
        items=sum(source.startswith(CHOSEN) for source in cleaning.sources) if cleaning else 0,
        kept=sum(case.kinds.values()),
        indicators=len(copy.indicators),
        components=len(copy.components),
    )


def _rows(desk: Desk, case: Case, copy: CleanCopy, left_out: Mapping[str, str], times: Coarse) -> Iterator[OurLine]:
    """Each filled row of the checklist, in its order, with its times as exact as they leave."""
    said = {key: coarse_text(text, times) for key, text in _texts(desk, case).items()}
    left = {one.key: one.text for one in copy.passages}
    helping = [one.text for one in copy.mitigations]
    for key, title in _titles(desk):
        if key not in said:
            continue
        if key in left_out:
            yield _withheld(key, title, said[key], left_out[key])
        elif key in left:
            yield _line(key, title, said[key], left[key])
        elif key in HELPING and helping:
            yield _helping(key, title, said[key], helping)
        else:
            yield _withheld(key, title, said[key], "it was filled in after the copy was made")


def _texts(desk: Desk, case: Case) -> dict[str, str]:
    """What was filled in, by row; what was purged says nothing."""
    filled = {key: one.sheet for key, one in case.rows.items() if one.value == "filled" and one.sheet}
    sheets = desk.sheets(filled.values(), AnswerSheet)
    return {key: sheets[sheet].value for key, sheet in filled.items() if sheet in sheets}


def _helping(key: str, title: str, text: str, helping: list[str]) -> OurLine:
    """Of a measure the copy holds the text alone: the one that is laid over ours without a rest is this one."""
    fitting = (line for cleaned in helping if (line := _line(key, title, text, cleaned)).fate is not Fate.CHANGED)
    return next(fitting, _line(key, title, text, helping[0]))


def _line(key: str, title: str, text: str, cleaned: str) -> OurLine:
    pieces = struck(text, cleaned)
    if pieces is None:
        return OurLine(key=key, title=title, fate=Fate.CHANGED, why=CHANGED, pieces=(Piece(text=text),))
    tokens = list(dict.fromkeys(one.token for one in pieces if one.token))
    why = f"taken out, and stands there as {', '.join(tokens)}" if tokens else ""
    return OurLine(key=key, title=title, fate=Fate.REDACTED if tokens else Fate.AS_IS, why=why, pieces=pieces)


def _explained(lines: Iterable[OurLine], struck: Sequence[StruckPlace]) -> tuple[OurLine, ...]:
    """The lines with the rule and the reason of each struck word; an older copy kept none."""
    known: dict[tuple[str, str], StruckPlace] = {}
    for place in struck:
        known.setdefault((place.at, place.token), place)
    return tuple(_with_reasons(line, "name" if line.key == "name" else f"field/{line.key}", known) for line in lines)


def _with_reasons(line: OurLine, at: str, known: Mapping[tuple[str, str], StruckPlace]) -> OurLine:
    pieces = tuple(
        replace(piece, rule=place.rule, reason=place.reason) if (place := known.get((at, piece.token))) else piece
        for piece in line.pieces
    )
    reasons = dict.fromkeys(f"{piece.token}: {piece.reason} (rule {piece.rule})" for piece in pieces if piece.rule)
    return replace(line, pieces=pieces, why="; ".join(filter(None, (line.why, *reasons))))


def _withheld(key: str, title: str, text: str, why: str) -> OurLine:
    return OurLine(key=key, title=title, fate=Fate.WITHHELD, why=why, pieces=(Piece(text=text),))
