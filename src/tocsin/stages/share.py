"""Stage 7 and 8, the share itself: proposed, its facts, dropped, shown."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tocsin.rules.fold.share import after
from tocsin.stages.desk import Desk
from tocsin.vocab.acts.share import PointDecided, ShareDropped, ShareProposed
from tocsin.vocab.case import Case
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.reason import closed
from tocsin.vocab.release import Audience, DropReason, Purpose, ShareState
from tocsin.vocab.sharing import CleanCopyEntry, Party, Road, Share
from tocsin.vocab.sheet import NoteSheet, ShareSheet
from tocsin.vocab.triage import Confidence, Statement

# What a person decides beside the points of the table: how wide it may go, and what the review for personal
# information found (6 U.S.C. 1503(d)(2), read 2026-11-23; not legal advice).
CHOSEN = "CHOSEN"
REVIEW = "REVIEW"
REVIEWED = ("personal_information_removed", "personal_information_needed", "none_found")


class Proposal(Struct, frozen=True, kw_only=True):
    """Who should get the newest clean copy of a case, and what is asked of them."""

    title: str
    recipients: tuple[str, ...]
    ask: str = ""
    answer_by: datetime | None = None
    formats: tuple[tuple[str, str], ...] = ()  # (party, format)
    roads: tuple[tuple[str, str], ...] = ()  # (party, road)
    purpose: Purpose = Purpose.FIRST
    follows: str | None = None
    why: str = ""


class Point(Struct, frozen=True, kw_only=True):
    """One fact of the decision, as a person says it."""

    point: str
    value: str
    because: str = ""
    statement: Statement = Statement.FACT
    confidence: Confidence = Confidence.NOT_SPECIFIED


def propose(desk: Desk, case: Case, proposal: Proposal) -> Share:
    """Propose the newest clean copy of a case to some parties; nothing is written or sent yet."""
    if case.copy is None:
        raise ActNotAllowed(
            f"{case.id} has no clean copy yet: nothing leaves uncleaned", hint=f"`tocsin case clean {case.id}`"
        )
    recipients = tuple(dict.fromkeys(party(desk, given).id for given in proposal.recipients))
    if not recipients:
        raise BadInput("a share needs a recipient", hint="name one with --with PARTY")
    if (proposal.purpose is Purpose.FIRST) != (proposal.follows is None):
        raise BadInput("a correction or withdrawal follows a share, and nothing else does")
    share = desk.new_id("share")
    draft = desk.draft(case)
    sheet = ShareSheet(
        title=proposal.title,
        ask=proposal.ask,
        answer_by=proposal.answer_by.isoformat() if proposal.answer_by else "",
        why=proposal.why,
        formats=tuple((party(desk, given).id, name) for given, name in proposal.formats),
        roads=tuple((party(desk, given).id, desk.full_id("road", road)) for given, road in proposal.roads),
    )
    draft.add(
        ShareProposed(
            share=share,
            copy=case.copy,
            purpose=proposal.purpose,
            follows=proposal.follows,
            recipients=recipients,
            sheet=draft.sheet(sheet),
        )
    )
    return _share(draft.record()["share", share])


def decide_points(desk: Desk, share: Share, points: Sequence[Point], *, allowed: dict[str, tuple[str, ...]]) -> Share:
    """Record facts of the decision; `allowed` are the table's points with their values. Every approval is void then."""
    after(ShareState(share.state), PointDecided)
    known = allowed | {CHOSEN: tuple(Audience), REVIEW: REVIEWED}
    draft = desk.draft(desk.case(share.case))
    for one in points:
        if one.value not in known.get(one.point, ()):
            listed = "; ".join(f"{name}: {', '.join(values)}" for name, values in known.items())
            raise BadInput(f"{one.point[:40]}={one.value[:40]} is no fact of this decision", hint=listed)
        draft.add(
            PointDecided(
                share=share.id,
                point=one.point,
                value=one.value,
                statement=one.statement,
                confidence=one.confidence,
                sheet=draft.sheet(NoteSheet(text=one.because)) if one.because else None,
            )
        )
    if not draft.acts:
        return share
    return _share(draft.record()["share", share.id])


def drop(desk: Desk, share: Share, *, reason: str, because: str = "") -> Share:
    """Nobody will get this share. What was sent cannot be dropped: correct or withdraw it."""
    after(ShareState(share.state), ShareDropped)
    draft = desk.draft(desk.case(share.case))
    sheet = draft.sheet(NoteSheet(text=because)) if because else None
    draft.add(ShareDropped(share=share.id, reason=closed(DropReason, reason, "reason to drop a share"), sheet=sheet))
    return _share(draft.record()["share", share.id])


def find(desk: Desk, given: str) -> Share:
    """A share by its id or the first signs of it."""
    return _share(desk.index.get("share", desk.full_id("share", given)))


def shares_of(desk: Desk, case: Case) -> list[Share]:
    """The shares of a case, oldest first."""
    return [_share(found) for found in desk.index.all("share", stream=case.id)]


def party(desk: Desk, given: str) -> Party:
    """A party by its id or the first signs of it."""
    found = desk.index.get("party", desk.full_id("party", given))
    assert isinstance(found, Party)
    return found


def copy_of(desk: Desk, share: Share) -> CleanCopyEntry:
    """The clean copy that a share was proposed with."""
    found = desk.index.get("copy", share.copy)
    assert isinstance(found, CleanCopyEntry)
    return found


def sheet_of(desk: Desk, share: Share) -> ShareSheet:
    """What a share is called and asks for."""
    return desk.sheet(share.sheet, ShareSheet) or ShareSheet(title="")


def road_for(desk: Desk, share: Share, recipient: str) -> Road | None:
    """The road that was chosen for a recipient, else the newest open one."""
    chosen = dict(sheet_of(desk, share).roads).get(recipient)
    found = [road for road in desk.index.with_ref("road", [recipient]) if isinstance(road, Road)]
    if chosen is not None:
        return next((road for road in found if road.id == chosen), None)
    usable = [road for road in found if road.closed is None]
    return max(usable, key=lambda road: (road.opened_at, road.id), default=None)


def _share(found: object) -> Share:
    assert isinstance(found, Share)
    return found
