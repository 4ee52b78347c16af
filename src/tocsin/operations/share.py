"""Shares: proposed, looked at, approved, sent, corrected, taken back."""

from msgspec import Struct

from tocsin.operations.listing import Kept, Part, listed
from tocsin.operations.moment import Moment, in_utc
from tocsin.operations.operation import DECIDERS, READERS, WRITERS, Method, Operation, Page
from tocsin.stages import recall, release
from tocsin.stages import share as stage
from tocsin.stages.desk import Desk
from tocsin.stages.ours import Ours, ours_of
from tocsin.stages.outcome import Account, account_of
from tocsin.stages.packaging import write_documents
from tocsin.stages.party import find_party
from tocsin.stages.preview import Preview, preview_of
from tocsin.stages.release import Approving
from tocsin.stages.sending import Unsent, send, unsent
from tocsin.stages.share import Point, Proposal, decide_points, find, propose, title_of
from tocsin.stages.standing import points_asked
from tocsin.vocab.cut import Cut
from tocsin.vocab.release import BreakGlassReason, DropReason, ShareState
from tocsin.vocab.sharing import Delivery, Share
from tocsin.vocab.triage import Confidence, Statement


class ShareAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One share, by its id or the first signs of it."""

    share: str


class ShareListing(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which shares: of one case, in one state."""

    case: str = ""
    state: ShareState | None = None


class ShareWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who should get the newest clean copy of a case, and what is asked of them.

    Parties are named by name or id; `formats`, `roads` and `cuts` say by party in which language, on which road and
    how much of the copy.
    """

    case: str
    recipients: tuple[str, ...]
    title: str = ""
    ask: str = ""
    answer_by: Moment | None = None
    formats: dict[str, str] = {}
    roads: dict[str, str] = {}
    cuts: dict[str, Cut] = {}  # the whole copy for whoever is not named here


class FactsSaid(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Facts of the decision, by the point that asks for each; one reason and one confidence for all of them."""

    facts: dict[str, str]
    because: str = ""
    statement: Statement = Statement.FACT
    confidence: Confidence = Confidence.NOT_SPECIFIED


class ApprovalSaid(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person's approval, with at least the first eight signs of the digest on the preview, as they typed them."""

    digest: str
    as_counsel: bool = False
    break_glass: BreakGlassReason | None = None  # to a coordinator now, looked at afterwards within 24 hours
    because: str = ""


class RefusalSaid(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person's no, to one party or to all, with what would lift it and when it is looked at again."""

    because: str
    recipient: str = ""
    until: Moment | None = None  # a week from now where not given


class ReviewSaid(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody finds afterwards of a release that broke the glass: justified, or not_justified."""

    verdict: str
    because: str


class SendingWanted(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To whom it goes (everybody where nobody is named); `at_once`: without the time in which it can be stopped."""

    recipients: tuple[str, ...] = ()
    at_once: bool = False


class FollowUp(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why something is taken back."""

    because: str


class CorrectionWanted(FollowUp, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why something is corrected, and what is asked this time."""

    ask: str = ""
    title: str = ""


class ShareDrop(ShareAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why nobody will get a share."""

    reason: DropReason
    because: str = ""


class ShareLine(Share, frozen=True, kw_only=True):
    """A share in a list."""

    title: str


class Sent(Struct, frozen=True, kw_only=True):
    """What is on its way now, and for whom nothing is, and why."""

    planned: tuple[Delivery, ...]
    unsent: tuple[Unsent, ...]


def list_shares(desk: Desk, asked: ShareListing) -> Page[ShareLine]:
    """Shares, newest first."""
    kept = Kept(kind="share", stream=desk.case(asked.case).id if asked.case else None, state=asked.state)
    return listed(desk, kept, asked, as_=_share, made=lambda share: _line(desk, share))


def new(desk: Desk, asked: ShareWanted) -> Preview:
    """Propose the newest clean copy of a case to some parties, and write each of them its document."""
    proposal = Proposal(
        title=asked.title,
        recipients=tuple(find_party(desk, one).id for one in asked.recipients),
        ask=asked.ask,
        answer_by=in_utc(asked.answer_by) if asked.answer_by else None,
        formats=tuple((find_party(desk, one).id, name) for one, name in asked.formats.items()),
        roads=tuple((find_party(desk, one).id, road) for one, road in asked.roads.items()),
        cuts=tuple((find_party(desk, one).id, cut) for one, cut in asked.cuts.items()),
    )
    return preview_of(desk, write_documents(desk, propose(desk, desk.case(asked.case), proposal)))


def show(desk: Desk, asked: ShareAsked) -> Account:
    """One share: each recipient, the decision, the delivery, what came back, and what is not known."""
    return account_of(desk, find(desk, asked.share))


def ours(desk: Desk, asked: ShareAsked) -> Ours:
    """Our side of a share: what became of each row of the case on the way out, and why."""
    return ours_of(desk, find(desk, asked.share))


def facts(desk: Desk, asked: FactsSaid) -> Preview:
    """Say what the decision table asks; every approval is void then, for it was given on other facts."""
    said = [
        Point(point=point, value=value, because=asked.because, statement=asked.statement, confidence=asked.confidence)
        for point, value in asked.facts.items()
    ]
    return preview_of(desk, decide_points(desk, find(desk, asked.share), said, allowed=points_asked(desk)))


def write(desk: Desk, asked: ShareAsked) -> Preview:
    """Write every document anew, with the mark as it is now; every approval is void then."""
    return preview_of(desk, write_documents(desk, find(desk, asked.share)))


def drop(desk: Desk, asked: ShareDrop) -> Share:
    """Nobody will get this share; what was sent cannot be dropped: correct or withdraw it."""
    return stage.drop(desk, find(desk, asked.share), reason=asked.reason, because=asked.because)


def preview(desk: Desk, asked: ShareAsked) -> Preview:
    """For each recipient the document, its terms, its losses, and whether it may leave."""
    return preview_of(desk, find(desk, asked.share))


def approve(desk: Desk, asked: ApprovalSaid) -> Preview:
    """Approve exactly these documents for these recipients; who may still not have it is in the answer."""
    approving = Approving(
        digest=asked.digest, as_counsel=asked.as_counsel, break_glass=asked.break_glass, because=asked.because
    )
    after, _ = release.approve(desk, find(desk, asked.share), approving)
    return preview_of(desk, after)


def refuse(desk: Desk, asked: RefusalSaid) -> Preview:
    """Say no, with a day to look again and what would lift it."""
    whom = find_party(desk, asked.recipient).id if asked.recipient else None
    until = in_utc(asked.until) if asked.until else None
    found = release.refuse(desk, find(desk, asked.share), recipient=whom, until=until, because=asked.because)
    return preview_of(desk, found)


def review(desk: Desk, asked: ReviewSaid) -> Share:
    """Look afterwards at a release that broke the glass; somebody else than who sent it."""
    return release.review(desk, find(desk, asked.share), verdict=asked.verdict, because=asked.because)


def send_out(desk: Desk, asked: SendingWanted) -> Sent:
    """Plan the delivery of everything approved; for whom nothing can be planned, and why, is in the answer."""
    share, only = find(desk, asked.share), tuple(find_party(desk, one).id for one in asked.recipients)
    left = {one.recipient: one for one in unsent(desk, share)}
    if all(one in left for one in only or share.recipients):
        return Sent(planned=(), unsent=tuple(left[one] for one in only or share.recipients))
    planned = send(desk, share, only=only, at_once=asked.at_once)
    return Sent(planned=tuple(planned), unsent=tuple(unsent(desk, find(desk, share.id), only=only)))


def correct(desk: Desk, asked: CorrectionWanted) -> Preview:
    """Propose a correction, from the newest clean copy, to everybody who may hold the document."""
    share = find(desk, asked.share)
    proposed = recall.correct(desk, share, why=asked.because, ask=asked.ask, title=asked.title)
    return preview_of(desk, write_documents(desk, proposed))


def withdraw(desk: Desk, asked: FollowUp) -> Preview:
    """Propose to take back what was sent, by the road it took; nobody can be made to forget."""
    return preview_of(desk, write_documents(desk, recall.withdraw(desk, find(desk, asked.share), why=asked.because)))


def _share(found: object) -> Share | None:
    return found if isinstance(found, Share) else None


def _line(desk: Desk, share: Share) -> ShareLine:
    return ShareLine(**{name: getattr(share, name) for name in Share.__struct_fields__}, title=title_of(desk, share))


OPERATIONS = (
    Operation(
        name="share.list",
        method=Method.GET,
        path="/shares",
        may=READERS,
        takes=ShareListing,
        gives=Page[ShareLine],
        does=list_shares,
    ),
    Operation(
        name="share.new",
        method=Method.POST,
        path="/cases/{case}/shares",
        may=WRITERS,
        takes=ShareWanted,
        gives=Preview,
        does=new,
    ),
    Operation(
        name="share.ours",
        method=Method.GET,
        path="/shares/{share}/ours",
        may=READERS,
        takes=ShareAsked,
        gives=Ours,
        does=ours,
    ),
    Operation(
        name="share.show",
        method=Method.GET,
        path="/shares/{share}",
        may=READERS,
        takes=ShareAsked,
        gives=Account,
        does=show,
    ),
    Operation(
        name="share.facts",
        method=Method.POST,
        path="/shares/{share}/facts",
        may=WRITERS,
        takes=FactsSaid,
        gives=Preview,
        does=facts,
    ),
    Operation(
        name="share.write",
        method=Method.POST,
        path="/shares/{share}/write",
        may=WRITERS,
        takes=ShareAsked,
        gives=Preview,
        does=write,
    ),
    Operation(
        name="share.drop",
        method=Method.POST,
        path="/shares/{share}/drop",
        may=WRITERS,
        takes=ShareDrop,
        gives=Share,
        does=drop,
    ),
    Operation(
        name="share.preview",
        method=Method.GET,
        path="/shares/{share}/preview",
        may=READERS,
        takes=ShareAsked,
        gives=Preview,
        does=preview,
    ),
    Operation(
        name="share.approve",  # whoever is alone approves their own, and an analyst may break the glass: rules decide
        method=Method.POST,
        path="/shares/{share}/approve",
        may=DECIDERS | WRITERS,
        takes=ApprovalSaid,
        gives=Preview,
        does=approve,
    ),
    Operation(
        name="share.refuse",
        method=Method.POST,
        path="/shares/{share}/refuse",
        may=DECIDERS,
        takes=RefusalSaid,
        gives=Preview,
        does=refuse,
    ),
    Operation(
        name="share.review",
        method=Method.POST,
        path="/shares/{share}/review",
        may=DECIDERS,
        takes=ReviewSaid,
        gives=Share,
        does=review,
    ),
    Operation(
        name="share.send",
        method=Method.POST,
        path="/shares/{share}/send",
        may=WRITERS,
        takes=SendingWanted,
        gives=Sent,
        does=send_out,
    ),
    Operation(
        name="share.correct",
        method=Method.POST,
        path="/shares/{share}/correct",
        may=WRITERS,
        takes=CorrectionWanted,
        gives=Preview,
        does=correct,
    ),
    Operation(
        name="share.withdraw",
        method=Method.POST,
        path="/shares/{share}/withdraw",
        may=WRITERS,
        takes=FollowUp,
        gives=Preview,
        does=withdraw,
    ),
)
