"""Stage 11, seen: what a correction says otherwise than before."""

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.correction import Change, Side, changes, told
from tocsin.rules.cut import cut_copy, cut_for
from tocsin.rules.recall import may_hold
from tocsin.stages.cleaning import copy_text
from tocsin.stages.desk import Desk
from tocsin.stages.party import names_of
from tocsin.stages.share import answer_by, copy_of, deliveries_of, find, sheet_of, title_of
from tocsin.stages.standing import marking_now
from tocsin.vocab.cut import UNSAID, Cut
from tocsin.vocab.errors import Gone
from tocsin.vocab.release import Purpose
from tocsin.vocab.sharing import Party, Share
from tocsin.vocab.terms import Terms, terms_of


class Correction(Struct, frozen=True, kw_only=True):
    """The share that another one corrects, why, and everything that is said otherwise now.

    `is_gone`: what one of the two said was purged, and nothing can be compared.
    """

    follows: str
    title: str  # of the share that is corrected
    why: str
    changes: tuple[Change, ...]
    is_gone: bool = False


def correction_of(desk: Desk, share: Share) -> Correction | None:
    """What a share says otherwise than the one it corrects; None where it corrects none."""
    if share.purpose != Purpose.CORRECTION or share.follows is None:
        return None
    name, state = f"correction/{share.id}", desk.log.size()
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, Correction):
        return before
    earlier = find(desk, share.follows)
    try:
        before_it = replace(_side(desk, earlier, _terms(desk, earlier)), recipients=_holders(desk, earlier))
        said = changes(before_it, _side(desk, share, _terms(desk, share)))
        found = Correction(
            follows=earlier.id, title=title_of(desk, earlier), why=sheet_of(desk, share).why, changes=said
        )
    except Gone:
        return Correction(follows=earlier.id, title=title_of(desk, earlier), why="", changes=(), is_gone=True)
    read = (one for each in (earlier, share) for one in _read(desk, each))
    desk.shelf.put(name, state, read, found)
    return found


def told_with(desk: Desk, held: Share, share: Share, terms: Terms, recipient: str) -> tuple[tuple[str, str], ...]:
    """What a document under these terms says of its changes against the one that its recipient holds.

    Nothing is said where that was purged, and nothing of what neither of the two cuts gives.
    """
    before_cut, cut = cut_for(held, recipient), cut_for(share, recipient)
    name, state = f"told/{held.id}/{share.id}/{before_cut}/{cut}", (desk.log.size(), terms)
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, tuple):
        return before
    try:
        earlier = _side(desk, held, _terms(desk, held, recipient), before_cut)
        found = told(changes(earlier, _side(desk, share, terms, cut)))
    except Gone:
        return ()
    desk.shelf.put(name, state, (one for each in (held, share) for one in _read(desk, each)), found)
    return found


def _side(desk: Desk, share: Share, terms: Terms, cut: Cut = UNSAID) -> Side:
    """Everything that a share says to its recipients, or to those of one cut."""
    sheet, whole = sheet_of(desk, share), copy_text(desk, copy_of(desk, share))
    copy = cut_copy(replace(whole, title=sheet.title or whole.title), cut, whole.marking)
    known = [one for one in desk.index.some("party", share.recipients).values() if isinstance(one, Party)]
    names = names_of(desk, known)
    return Side(
        copy=copy,
        terms=terms,
        ask=sheet.ask,
        answer_by=answer_by(sheet),
        recipients=tuple((one, names[one]) for one in share.recipients if one in names),
    )


def _holders(desk: Desk, share: Share) -> tuple[tuple[str, str], ...]:
    """Who may hold a document of a share: not everybody it was proposed for was sent it."""
    held = dict.fromkeys(one.recipient for one in deliveries_of(desk, share) if may_hold(one))
    known = [one for one in desk.index.some("party", held).values() if isinstance(one, Party)]
    names = names_of(desk, known)
    return tuple((one, names[one]) for one in held if one in names)


def _terms(desk: Desk, share: Share, recipient: str = "") -> Terms:
    """Those that stand in its documents, or in one of them; before they are written, those that would."""
    written = share.documents.get(recipient) or next(iter(share.documents.values()), None)
    if written is None:
        return terms_of(marking_now(desk, desk.case(share.case), share))
    return msgspec.json.decode(desk.vault.read(written.terms), type=Terms)


def _read(desk: Desk, share: Share) -> tuple[str, ...]:
    """What was read for it: with any of it purged, it is looked for anew."""
    parties = (one.sheet for one in desk.index.some("party", share.recipients).values() if isinstance(one, Party))
    written = (one.terms for one in list(share.documents.values())[:1])
    return (copy_of(desk, share).content, share.sheet, *written, *parties)
