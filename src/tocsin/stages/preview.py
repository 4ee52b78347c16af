"""Stage 8, seen: what each recipient would get, and how a share stands."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.blind_review import standing_for
from tocsin.rules.cut import cut_for
from tocsin.rules.onward import of_share
from tocsin.rules.release import audience_of, decide
from tocsin.rules.structure import what_shows
from tocsin.rules.wording import advised, why
from tocsin.stages.correction import Correction, correction_of
from tocsin.stages.desk import Desk
from tocsin.stages.onward import stand_of_share
from tocsin.stages.overview import name_of as name_of_case
from tocsin.stages.packaging import format_for, lines_of, shown
from tocsin.stages.party import name_of, names_of
from tocsin.stages.share import party, sheet_of
from tocsin.stages.standing import Standing, points_asked, question_on, seen_standing_of, standing_of
from tocsin.vocab.blind_review import GUESSED, BlindQuestion
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.ids import short
from tocsin.vocab.judgement import Judgement
from tocsin.vocab.marking import TLP_NAMES
from tocsin.vocab.neutral import for_people, marks_in
from tocsin.vocab.onward import Code
from tocsin.vocab.release import Approved, Decision, Pending, Purpose, Reason, Refused, ShareState
from tocsin.vocab.sharing import Road, Share, WrittenDocument
from tocsin.vocab.sheet import DocumentSheet, NoteSheet
from tocsin.vocab.terms import REACH

_SENT = frozenset({ShareState.SENDING, ShareState.SHARED})


class RecipientView(Struct, frozen=True, kw_only=True):
    """One recipient: who, how far, by which road, the document, and whether it may leave."""

    party: str
    name: str
    audience: str
    road: str
    format: str
    size: int
    verdict: str
    why: tuple[str, ...]
    losses: tuple[str, ...]
    tlp: str  # of its own document: what its cut does not give does not count
    cut: str  # how much of the clean copy it gets, and in words what it gets and what not
    gets: tuple[str, ...]
    held_back: tuple[str, ...]
    shows: tuple[str, ...]  # what can be told from the document although nothing withheld stands in it
    lines: tuple[tuple[str, str], ...] = ()


class Preview(Struct, frozen=True, kw_only=True):
    """A whole share as it stands now; `refused` where not every recipient may have it yet or ever."""

    share: str
    case: str
    case_name: str
    exercise: bool
    purpose: str
    state: str
    title: str
    tlp: str
    reach: str
    table: str
    row: int | None  # of the table, from 1; None while facts are open, and where the table is not asked
    advice: str  # in words, with the facts that lead there
    facts: dict[str, str]
    taken_over: tuple[str, ...]  # of these facts: said as in the share that this one corrects
    digest: str
    self_approving: bool
    authors: tuple[str, ...]  # whoever proposed it or wrote a document of it; none of them approves it
    approved_by: tuple[str, ...]  # whose approval is of exactly these documents
    correction: Correction | None  # what is said otherwise than in the share that this one corrects
    recipients: tuple[RecipientView, ...]
    next: tuple[str, ...]
    refused: bool


def preview_of(desk: Desk, share: Share) -> Preview:
    """What everybody would get and whether they may, as it stands now."""
    standing = seen_standing_of(desk, share)
    names = _seen_names(desk, standing)
    share = standing.share
    decisions = {one: decide(question_on(desk, standing, one)) for one in share.recipients}
    views = tuple(_view(desk, standing, decision, names) for decision in decisions.values())
    return Preview(
        share=share.id,
        case=share.case,
        case_name=name_of_case(desk, standing.case),
        exercise=standing.case.exercise,
        purpose=share.purpose,
        state=share.state,
        title=sheet_of(desk, share).title,
        tlp=TLP_NAMES[standing.marking.tlp],
        reach=REACH[standing.marking.tlp],
        table=standing.tables.release.table.id,
        row=_row(standing),
        advice=_advice(standing),
        facts={point: answer.value for point, answer in share.points.items()},
        taken_over=tuple(
            point for point, said in share.points.items() if share.follows and said.at == share.proposed_at
        ),
        digest=standing.binding,
        self_approving=standing.is_solo,
        authors=share.authors,
        approved_by=tuple(one.by for one in standing.approvals if one.binding == standing.binding),
        correction=correction_of(desk, share),
        recipients=views,
        next=tuple(_next(desk, standing, list(decisions.values()))),
        refused=any(view.verdict != "may leave" for view in views),
    )


def _seen_names(desk: Desk, standing: Standing) -> dict[str, str]:
    """What the recipients are called, as it was read before, while nothing is recorded and nothing purged."""
    name, state = f"names/{standing.share.id}", desk.log.size()
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, dict):
        return before
    found = names_of(desk, standing.parties.values())
    desk.shelf.put(name, state, (one.sheet for one in standing.parties.values()), found)
    return found


def view_of(desk: Desk, share: Share, recipient: str) -> RecipientView:
    """What one recipient would see, read back from the very bytes."""
    if recipient not in share.recipients:
        raise BadInput(f"{recipient} is no recipient of {share.id}", hint=f"`tocsin share preview {short(share.id)}`")
    standing = standing_of(desk, share)
    names = names_of(desk, [standing.parties[recipient]])
    view = _view(desk, standing, decide(question_on(desk, standing, recipient)), names)
    written = share.documents.get(recipient)
    if written is None:
        raise ActNotAllowed("its document is not written yet", hint=f"`tocsin share write {short(share.id)}`")
    return replace(view, lines=tuple(_seen_by_people(shown(desk, written).lines)))


def read_by(desk: Desk, share: Share, recipient: str, *, after: int, most: int) -> tuple[tuple[str, str], ...]:
    """Some of the lines that one recipient would see: those behind `after` others, read back from the very bytes.

    Bytes with one commitment say the same for ever: who looks again is shown what was read before.
    """
    written = _written(share, recipient)
    name, state = f"lines/{written.id}/{after}/{most}", written.payload
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, tuple):
        return before
    found = tuple(_seen_by_people(islice(lines_of(desk, written), after, after + most)))
    desk.shelf.put(name, state, [written.payload], found)
    return found


def _seen_by_people(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines as they are, with the marks of a neutral text as signs that show."""
    return ((name, for_people(value) if marks_in(value) else value) for name, value in lines)


def payload_of(desk: Desk, share: Share, recipient: str) -> tuple[str, bytes]:
    """The file name and the exact bytes of one recipient's document."""
    written = _written(share, recipient)
    sheet = desk.sheet(written.sheet, DocumentSheet)
    assert sheet is not None
    return sheet.file_name, desk.vault.read(written.payload)


def _written(share: Share, recipient: str) -> WrittenDocument:
    written = share.documents.get(recipient)
    if written is None:
        raise ActNotAllowed("there is no document for this party", hint=f"`tocsin share preview {short(share.id)}`")
    return written


def name_of_party(desk: Desk, identifier: str) -> str:
    """A party's name as this organization knows it."""
    return name_of(desk, party(desk, identifier))


def _view(desk: Desk, standing: Standing, decision: Decision, names: Mapping[str, str]) -> RecipientView:
    share, recipient = standing.share, decision.recipient
    written, road = share.documents.get(recipient), standing.roads.get(recipient)
    sheet = standing.sheets[written.sheet] if written else None
    return RecipientView(
        party=recipient,
        name=names[recipient],
        audience=audience_of(standing.parties[recipient].kinds),
        road=road.kind if road else "none",
        format=written.format if written else format_for(desk, share, recipient) if road else "",
        size=sheet.size_bytes if sheet else 0,
        verdict=_verdict(decision),
        why=(
            *why(decision, standing.tables.release.table),
            *(f"in the document: {one.name}: {one.value}" for one in (sheet.guessable if sheet else ())),
            *_until(desk, share, decision),
            *_guessed(share, decision, standing.parties[recipient].kinds),
        ),
        losses=tuple(f"not in the document: {loss.name}: {loss.value}" for loss in sheet.losses) if sheet else (),
        tlp=TLP_NAMES[standing.markings[cut_for(share, recipient)].tlp],
        cut=cut_for(share, recipient),
        gets=sheet.gets if sheet else (),
        held_back=sheet.held_back if sheet else (),
        shows=_shows(sheet, road) if sheet else (),
    )


def _shows(sheet: DocumentSheet, road: Road | None) -> tuple[str, ...]:
    """What still shows, counted when the document was written."""
    if sheet.structure is None:
        return ("not counted: the document was written by an older program; write it anew",)
    return what_shows(sheet.structure, sheet.size_bytes, RoadKind(road.kind) if road else None)


def _until(desk: Desk, share: Share, decision: Decision) -> Iterator[str]:
    """Until when a person's no holds, and what they say would lift it."""
    outcome = share.outcomes.get(decision.recipient)
    if isinstance(decision, Refused) and outcome and outcome.until and Reason.REFUSED_BY_PERSON in decision.reasons:
        words = _note(desk, outcome.sheet)
        yield f"until {_moment(outcome.until)}{f': {words}' if words else ''}"


def _guessed(share: Share, decision: Decision, kinds: tuple[str, ...]) -> Iterator[str]:
    """Which questions a second reader answered rightly; the answers themselves nobody is shown."""
    if isinstance(decision, Refused) and Reason.GUESSED in decision.reasons:
        found = standing_for(share, decision.recipient, audience_of(kinds)).guessed
        yield f"guessed: {', '.join(GUESSED[BlindQuestion(one)] for one in found)}"


def _verdict(decision: Decision) -> str:
    match decision:
        case Approved():
            return "may leave"
        case Pending():
            return "not yet"
        case Refused():
            return "refused"


def _advice(standing: Standing) -> str:
    if standing.share.purpose == Purpose.WITHDRAWAL:
        return "not asked: a withdrawal says nothing new"
    return advised(standing.tables.release.table, standing.judged)


def _row(standing: Standing) -> int | None:
    is_asked = standing.share.purpose != Purpose.WITHDRAWAL
    return standing.judged.row if is_asked and isinstance(standing.judged, Judgement) else None


def _next(desk: Desk, standing: Standing, decisions: list[Decision]) -> Iterator[str]:
    """What can be typed now, by what is missing; what only a change of the case would help is said as a reason."""
    for step in of_share(stand_of_share(desk, standing, decisions)):
        if step.code is Code.REPLACE and ShareState(standing.share.state) in _SENT:  # what was sent is not dropped
            yield f"next: it was sent; to mend it: tocsin share correct {short(standing.share.id)} --because TEXT"
        elif step.code is not Code.REFUSED:  # the reasons stand above
            yield f"next: {step.sentence if step.code is Code.LOOK_AGAIN else step.command}"
        if step.code is Code.FACTS:
            asked = points_asked(desk)
            still = (point for point in asked if point not in standing.share.points)
            yield from (f"  {point} is one of {', '.join(asked[point])}" for point in still)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _note(desk: Desk, commit: str | None) -> str:
    try:
        sheet = desk.sheet(commit, NoteSheet)
    except Gone:
        return "(purged)"
    return sheet.text if sheet else ""
