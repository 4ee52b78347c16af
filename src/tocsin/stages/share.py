"""Stage 7 and 8, the share itself: proposed, its facts, dropped, shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.fold.share import after
from tocsin.stages.cleaning import copy_text, refuse_uncleaned
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.marking import case_marking
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.acts.share import PointDecided, ShareDropped, ShareProposed
from tocsin.vocab.case import Case
from tocsin.vocab.cut import SEALED, Cut
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, Gone
from tocsin.vocab.ids import short
from tocsin.vocab.marking import Attribution, Marking
from tocsin.vocab.reason import closed
from tocsin.vocab.release import Audience, DropReason, Purpose, ShareState
from tocsin.vocab.sharing import CleanCopyEntry, Delivery, Party, Road, Share
from tocsin.vocab.sheet import NoteSheet, RoadSheet, ShareSheet
from tocsin.vocab.triage import Confidence, Statement

# What a person decides beside the points of the table: how wide it may go, and what the review for personal
# information found (6 U.S.C. 1503(d)(2), read 2026-11-23; not legal advice).
CHOSEN = "CHOSEN"
REVIEW = "REVIEW"
REVIEWED = ("personal_information_removed", "personal_information_needed", "none_found")
TRIES = 50  # while others record on the same case; each of them needs milliseconds

ResultT = TypeVar("ResultT")


class Point(Struct, frozen=True, kw_only=True):
    """One fact of the decision, as a person says it."""

    point: str
    value: str
    because: str = ""
    statement: Statement = Statement.FACT
    confidence: Confidence = Confidence.NOT_SPECIFIED


class Proposal(Struct, frozen=True, kw_only=True):
    """Who should get the newest clean copy of a case, and what is asked of them."""

    recipients: tuple[str, ...]
    title: str = ""  # the clean copy's, where not given
    ask: str = ""
    answer_by: datetime | None = None
    formats: tuple[tuple[str, str], ...] = ()  # (party, format)
    roads: tuple[tuple[str, str], ...] = ()  # (party, road)
    purpose: Purpose = Purpose.FIRST
    follows: str | None = None
    why: str = ""
    points: tuple[Point, ...] = ()  # facts that are known already: those of the share that is corrected
    cuts: tuple[tuple[str, Cut], ...] = ()  # (party, what it gets of the copy); the whole where not said


def propose(desk: Desk, case: Case, proposal: Proposal) -> Share:
    """Propose the newest clean copy of a case to some parties; nothing is written or sent yet.

    What a person says to the recipients in their own words is no part of the clean copy: it is refused where something
    stands in it that must not leave.
    """
    if case.closed_at is not None:
        raise ActNotAllowed(f"{case.id} is closed", hint=f"`tocsin case reopen {short(case.id)} correction` opens it")
    copy = desk.index.get("copy", case.copy) if case.copy else None
    if not isinstance(copy, CleanCopyEntry):
        raise ActNotAllowed(
            f"{case.id} has no clean copy yet: nothing leaves uncleaned", hint=f"`tocsin case clean {short(case.id)}`"
        )
    sender_for(desk, case_marking(case), copy_text(desk, copy).marking)
    refuse_uncleaned(desk, copy, {"title": proposal.title, "ask": proposal.ask, "reason": proposal.why})
    recipients = tuple(dict.fromkeys(party(desk, given).id for given in proposal.recipients))
    if not recipients:
        raise BadInput("a share needs a recipient", hint="name one with --with PARTY")
    if (proposal.purpose is Purpose.FIRST) != (proposal.follows is None):
        raise BadInput("a correction or withdrawal follows a share, and nothing else does")
    formats = tuple((party(desk, given).id, name) for given, name in proposal.formats)
    roads = tuple((party(desk, given).id, desk.full_id("road", road)) for given, road in proposal.roads)
    cuts = {party(desk, given).id: cut for given, cut in proposal.cuts}
    _check_ways(desk, recipients, dict(formats), dict(roads))
    _check_cuts(desk, recipients, cuts, dict(roads))
    share = desk.new_id("share")
    draft = desk.draft(case)
    sheet = ShareSheet(
        title=proposal.title or copy_text(desk, copy).title,
        ask=proposal.ask,
        answer_by=proposal.answer_by.isoformat() if proposal.answer_by else "",
        why=proposal.why,
        formats=formats,
        roads=roads,
    )
    draft.add(
        ShareProposed(
            share=share,
            copy=copy.id,
            purpose=proposal.purpose,
            follows=proposal.follows,
            recipients=recipients,
            sheet=draft.sheet(sheet),
        )
    )
    for point in proposal.points:
        draft.add(_decided(draft, share, point))
    for recipient, cut in cuts.items():
        draft.add(CutChosen(share=share, recipient=recipient, cut=cut, sheet=None))
    return _share(draft.record()["share", share])


def sender_for(desk: Desk, *markings: Marking) -> str:
    """Under which name a document goes out; "" where a mark forbids to name us. ActNotAllowed where nobody set one."""
    if any(one.attribution is Attribution.MUST_NOT for one in markings):
        return ""
    if not desk.settings.sender_name:
        raise ActNotAllowed(
            "nobody said under which name this organization is known to recipients",
            hint='write sender_name = "Your organization" on a line of tocsin.toml, the settings in the home '
            "(`tocsin config check` reads them), or mark the case with --attribution must-not",
        )
    return desk.settings.sender_name


def decide_points(desk: Desk, share: Share, points: Sequence[Point], *, allowed: dict[str, tuple[str, ...]]) -> Share:
    """Record facts of the decision; `allowed` are the table's points with their values. Every approval is void then."""
    case, share = loaded(desk, share)
    after(ShareState(share.state), PointDecided)
    known = allowed | {CHOSEN: tuple(Audience), REVIEW: REVIEWED}
    draft = desk.draft(case)
    for one in points:
        if one.value not in known.get(one.point, ()):
            listed = "; ".join(f"{name}: {', '.join(values)}" for name, values in known.items())
            raise BadInput(f"{one.point[:40]}={one.value[:40]} is no fact of this decision", hint=listed)
        draft.add(_decided(draft, share.id, one))
    if not draft.acts:
        return share
    return _share(draft.record()["share", share.id])


def _decided(draft: Draft, share: str, one: Point) -> PointDecided:
    return PointDecided(
        share=share,
        point=one.point,
        value=one.value,
        statement=one.statement,
        confidence=one.confidence,
        sheet=draft.sheet(NoteSheet(text=one.because)) if one.because else None,
    )


def drop(desk: Desk, share: Share, *, reason: str, because: str = "") -> Share:
    """Nobody will get this share. What was sent cannot be dropped: correct or withdraw it."""
    case, share = loaded(desk, share)
    after(ShareState(share.state), ShareDropped)
    draft = desk.draft(case)
    sheet = draft.sheet(NoteSheet(text=because)) if because else None
    draft.add(ShareDropped(share=share.id, reason=closed(DropReason, reason, "reason to drop a share"), sheet=sheet))
    return _share(draft.record()["share", share.id])


def find(desk: Desk, given: str) -> Share:
    """A share by its id or the first signs of it."""
    return _share(desk.index.get("share", given) or desk.index.get("share", desk.full_id("share", given)))


def loaded(desk: Desk, share: Share) -> tuple[Case, Share]:
    """The case, and the share read after it: whatever is recorded on the case later forbids what is decided now."""
    case = desk.case(share.case)
    return case, find(desk, share.id)


def repeated(attempt: Callable[[], ResultT]) -> ResultT:
    """What loads, decides and records anew each time, repeated while others record on the same case."""
    for _ in range(TRIES):
        try:
            return attempt()
        except ChangedMeanwhile:
            continue
    raise ChangedMeanwhile("the case is changed faster than this can be recorded; it was not")


def ancestors(desk: Desk, share: Share) -> Iterator[Share]:
    """What a share corrects or withdraws: the one it follows, the one before that, up to the first."""
    while share.follows is not None:
        share = find(desk, share.follows)
        yield share


def successors(desk: Desk, share: Share) -> list[Share]:
    """What corrects or withdraws a share, and what follows that, oldest first; what was dropped is left out."""
    found = [one for one in desk.index.with_ref("share", [share.id]) if isinstance(one, Share)]
    standing = [one for one in found if one.state != ShareState.DROPPED]
    later = [follower for one in standing for follower in (one, *successors(desk, one))]
    return sorted(later, key=lambda one: (one.proposed_at, one.id))


def shares_of(desk: Desk, case: Case) -> list[Share]:
    """The shares of a case, oldest first."""
    return [_share(found) for found in desk.index.all("share", stream=case.id)]


def with_guesses(desk: Desk, share: Share, case: Case) -> Share:
    """The share with what was guessed rightly at others of the same copy: proposing it again does not undo a guess."""
    others = [] if len(case.shares) < 2 else shares_of(desk, case)
    told = (one for other in others if other.id != share.id and other.copy == share.copy for one in other.blind)
    return replace(share, blind=(*share.blind, *(one for one in told if one.guessed)))


def deliveries_of(desk: Desk, share: Share) -> list[Delivery]:
    """The deliveries of a share, in the order in which they were planned."""
    found = desk.index.some("delivery", share.deliveries).values()
    return sorted((one for one in found if isinstance(one, Delivery)), key=lambda one: (one.planned_at, one.id))


def party(desk: Desk, given: str) -> Party:
    """A party by its id or the first signs of it."""
    found = desk.index.get("party", given) or desk.index.get("party", desk.full_id("party", given))
    assert isinstance(found, Party)
    return found


def authors_of(share: Share) -> frozenset[str]:
    """Whoever proposed it, wrote a document of it or said a fact that it is decided by; not who reviewed it."""
    return frozenset({*share.authors, *(one.by for point, one in share.points.items() if point != REVIEW)})


def copy_of(desk: Desk, share: Share) -> CleanCopyEntry:
    """The clean copy that a share was proposed with."""
    found = desk.index.get("copy", share.copy)
    assert isinstance(found, CleanCopyEntry)
    return found


def sheet_of(desk: Desk, share: Share) -> ShareSheet:
    """What a share is called and asks for."""
    return desk.sheet(share.sheet, ShareSheet) or ShareSheet(title="")


def title_of(desk: Desk, share: Share) -> str:
    """What a share is called here."""
    try:
        return sheet_of(desk, share).title
    except Gone:
        return "(purged)"


def answer_by(sheet: ShareSheet) -> datetime | None:
    """By when an answer is asked for; None where no day was named."""
    return datetime.fromisoformat(sheet.answer_by) if sheet.answer_by else None


def road_for(desk: Desk, share: Share, recipient: str) -> Road | None:
    """The road that was chosen for a recipient, else the newest open one."""
    return roads_for(desk, share, (recipient,)).get(recipient)


def roads_for(desk: Desk, share: Share, recipients: Sequence[str]) -> dict[str, Road]:
    """The same for several; who has no road is left out."""
    return _taken(desk, recipients, dict(sheet_of(desk, share).roads))


def refuse_unsealable(desk: Desk, cuts: Mapping[str, Cut], roads: Mapping[str, Road]) -> None:
    """BadInput where a prompt is to be sealed to somebody on whose road no key is known."""
    keys = seal_keys(desk, cuts, roads)
    for recipient, cut in cuts.items():
        if cut in SEALED and not keys.get(recipient):
            raise BadInput(
                f"nothing can be sealed to {recipient}: its road has no key",
                hint=f"`tocsin party road {short(recipient)} mail:ADDRESS --checked --encrypt-to age1…` opens one",
            )


def seal_keys(desk: Desk, cuts: Mapping[str, Cut], roads: Mapping[str, Road]) -> dict[str, str]:
    """The age recipient that prompts are sealed to, by party, where a cut asks for it and the road has one."""
    asked = {to: roads[to] for to, cut in cuts.items() if cut in SEALED and to in roads}
    ends = desk.sheets((road.sheet for road in asked.values()), RoadSheet)
    return {to: ends[road.sheet].encrypt_to for to, road in asked.items() if road.sheet in ends}


def _taken(desk: Desk, recipients: Sequence[str], chosen: Mapping[str, str]) -> dict[str, Road]:
    """The road to each that was chosen, else its newest open one."""
    found = dict[str, Road]()
    roads = [road for road in desk.index.with_ref("road", recipients) if isinstance(road, Road)]
    for road in sorted(roads, key=lambda road: (road.opened_at, road.id)):
        if road.id == chosen.get(road.party, road.id) and (road.party in chosen or road.closed is None):
            found[road.party] = road
    return found


def _check_ways(desk: Desk, recipients: tuple[str, ...], formats: dict[str, str], roads: dict[str, str]) -> None:
    """BadInput where no document could be written for a recipient, so that nothing half is proposed."""
    for name in formats.values():
        desk.writer_for(name)
    for one in (*formats, *roads):
        if one not in recipients:
            raise BadInput(f"{one} is no recipient of this share", hint="name it with --with PARTY, or leave it out")
    known = [road for road in desk.index.with_ref("road", recipients) if isinstance(road, Road)]
    for one, chosen in roads.items():
        if (one, chosen) not in {(road.party, road.id) for road in known}:
            raise BadInput(f"{chosen} is no road to {one}", hint=f"`tocsin party show {short(one)}` lists its roads")
    reached = {road.party for road in known if road.closed is None} | formats.keys() | roads.keys()
    for one in recipients:
        if one not in reached:
            raise BadInput(
                f"no road leads to {one}", hint=f"`tocsin party road {short(one)} mail:ADDRESS --checked` opens one"
            )


def _check_cuts(desk: Desk, recipients: tuple[str, ...], cuts: dict[str, Cut], roads: dict[str, str]) -> None:
    """BadInput where a cut is for nobody, or its prompts cannot be sealed: so that nothing half is proposed."""
    for one in cuts:
        if one not in recipients:
            raise BadInput(f"{one} is no recipient of this share", hint="name it with --with PARTY, or leave it out")
    taken = _taken(desk, [one for one, cut in cuts.items() if cut in SEALED], roads)
    refuse_unsealable(desk, cuts, taken)


def _share(found: object) -> Share:
    assert isinstance(found, Share)
    return found
