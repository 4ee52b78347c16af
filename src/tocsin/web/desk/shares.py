"""Shares: what they will get, what was sent, what came of it."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from tocsin.rules.correction import Part
from tocsin.stages.share import CHOSEN, REVIEW
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.release import BreakGlassReason, DropReason, Purpose, ShareState
from tocsin.web.desk.begun import OPEN, Begun, begun_on, drafted_on, following
from tocsin.web.desk.changed import by_line
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import TICKED, Answer, Page, Visit, to
from tocsin.web.download import download_of
from tocsin.web.texts import _
from tocsin.web.words import blocks

MANY_CUTS = 12  # recipients: what more of them get is chosen on a page of its own
RAW_BYTES = 100_000  # of a document as it is, on its page: more than anybody reads there
PARTS: dict[str, str] = {
    Part.EVENT: "",  # its own name says it
    Part.PASSAGE: _("Account"),
    Part.SURENESS: _("How sure"),
    Part.COMPONENT: _("Component"),
    Part.INDICATOR: _("Indicator"),
    Part.TECHNIQUE: _("Technique"),
    Part.MITIGATION: _("What helps"),
    Part.PROMPT: _("Prompt"),
    Part.NUMBER: _("Number"),
    Part.TERM: _("Terms"),
    Part.ASK: _("What we need from them"),
    Part.RECIPIENT: _("Recipient"),
}


class Raw(Struct, frozen=True, kw_only=True):
    """The beginning of a document as it is, and whether there is more of it."""

    text: str
    is_cut: bool


def shares(visit: Visit) -> Page:
    """Every share, newest first."""
    found = visit.ask("share.list", state=visit.query.get("state") or None, cursor=visit.query.get("cursor", ""))
    return visit.page(
        "shares.html",
        here="shares",
        found=found,
        view=None,
        states=list(ShareState),
        state=visit.query.get("state", ""),
    )


def of_case(visit: Visit) -> Page:
    """The shares of one case."""
    view = visit.ask("case.show", case=visit.params["case"])
    found = visit.ask("share.list", case=view.case.id, cursor=visit.query.get("cursor", ""))
    return visit.page(
        "shares.html",
        here="cases",
        found=found,
        view=view,
        begun=begun_on(view.case, found.items),
        drafted=drafted_on(view.case.id, found.items),
        states=(),
        state="",
    )


def new(visit: Visit) -> Page:
    """Who should get it: proposed by the graph and by hand, each with the audience in a sentence."""
    view = visit.ask("case.show", case=visit.params["case"])
    return visit.page(
        "share_new.html",
        here="cases",
        view=view,
        parties=visit.ask("party.list"),
        seen=visit.state_of(view.case.id),
    )


def proposed(visit: Visit) -> Page:
    """Propose it and write each recipient's document."""
    form = visit.form
    made = visit.ask(
        "share.new",
        case=visit.params["case"],
        recipients=(*form.all("recipient"), *form.lines("others")),
        title=form.get("title"),
        ask=form.get("ask"),
        answer_by=form.moment("answer_by"),
    )
    return to(f"/shares/{made.share}", _("The documents are written. Nothing has left: look at what they will get."))


def share(visit: Visit) -> Page:
    """What they will get while it is open; what came of it once something was sent."""
    identifier = visit.params["share"]
    found = visit.ask("share.preview", share=identifier)
    chosen = _chosen(found, visit.query.get("to", ""))
    their = None
    if chosen is not None and chosen.size:
        after = visit.query.get("after", "0")
        their = visit.ask("document.lines", share=identifier, recipient=chosen.party, after=after)
    is_open, points = found.state in OPEN, visit.ask("share.points")
    raw = _raw(visit, their.document) if their and visit.query.get("as") == "bytes" else None
    account = None if is_open else visit.ask("share.show", share=identifier)
    case = None if is_open else visit.ask("case.show", case=found.case)
    others = () if is_open else visit.ask("share.list", case=found.case).items
    return visit.page(
        "share.html",
        here="shares",
        found=found,
        blocks=list(blocks(their.lines)) if their else [],
        names={one.party: one.name for one in found.recipients},
        stands={one.party: one.delivery for one in account.recipients} if account else {},
        chosen=chosen,
        their=their,
        raw=raw,
        has_raw=their is not None and _is_text(their.document.media_type),
        got={one.party for one in account.recipients if one.sent_at} if account else set(),
        points=points,
        first=_first(visit, found, points) if is_open else "",
        names_of_parts=PARTS,
        by_line=by_line,
        ours=visit.ask("share.ours", share=identifier),
        is_page=False,
        cuts=visit.ask("share.cuts", share=identifier) if is_open and len(found.recipients) <= MANY_CUTS else None,
        blind=visit.ask("share.blinds", share=identifier).recipients if is_open else (),
        account=account,
        case=case.case if case else None,
        case_seen="" if is_open else visit.state_of(found.case),
        follow_up=following(found.share, others),
        is_begun=case is not None and _leads_here(begun_on(case.case, others), found.share),
        approvers=_approvers(visit, found) if is_open else (),
        breaks=list(BreakGlassReason),
        is_open=is_open,
        drops=list(DropReason),
        ticked=set(visit.query.get(TICKED, "").split(",")) - {""},
    )


def facts(visit: Visit) -> Page:
    """What the decision table asks; every approval is void then."""
    form, identifier = visit.form, visit.params["share"]
    said = {name.removeprefix("point."): form.get(name) for name in form.texts if name.startswith("point.")}
    visit.ask(
        "share.facts",
        share=identifier,
        facts={point: value for point, value in said.items() if value},
        because=form.get("because"),
    )
    return to(f"/shares/{identifier}", _("Recorded. Approvals given before count no more: they were for other facts."))


def cuts(visit: Visit) -> Page:
    """What each of many recipients gets, to be chosen."""
    identifier = visit.params["share"]
    found = visit.ask("share.preview", share=identifier)
    if found.state not in OPEN or not visit.may("share.cut"):
        return to(f"/shares/{identifier}")
    given = visit.ask("share.cuts", share=identifier)
    return visit.page("share_recipients.html", here="shares", found=found, cuts=given)


def cut(visit: Visit) -> Page:
    """What each recipient gets of the one clean copy; every document is written anew."""
    form, identifier = visit.form, visit.params["share"]
    said = {name.removeprefix("cut."): form.get(name) for name in form.texts if name.startswith("cut.")}
    visit.ask("share.cut", share=identifier, cuts=said, because=form.get("because"))
    return to(f"/shares/{identifier}", _("The documents are written so. Look at what each of them will get."))


def approved(visit: Visit) -> Page:
    """One person's approval of exactly these documents."""
    form, identifier = visit.form, visit.params["share"]
    after = visit.ask(
        "share.approve",
        share=identifier,
        digest=form.get("digest"),
        as_counsel=form.has("as_counsel"),
        break_glass=form.get("break_glass") or None,
        because=form.get("because"),
    )
    ready = all(one.verdict == "may leave" for one in after.recipients)
    said = _("Your approval is recorded. Every recipient may have it.") if ready else _("Your approval is recorded.")
    return to(f"/shares/{identifier}", said)


def refused(visit: Visit) -> Page:
    """One person's no."""
    form, identifier = visit.form, visit.params["share"]
    visit.ask(
        "share.refuse",
        share=identifier,
        because=form.get("because"),
        recipient=form.get("recipient"),
        until=form.moment("until"),
    )
    return to(f"/shares/{identifier}", _("Your refusal is recorded."))


def sent(visit: Visit) -> Page:
    """Plan the deliveries; for whom nothing is planned is said."""
    form, identifier = visit.form, visit.params["share"]
    found = visit.ask("share.send", share=identifier, recipients=form.all("recipient"), at_once=form.has("at_once"))
    left = _("{count} cannot go: see why below.").format(count=len(found.unsent)) if found.unsent else ""
    if not found.planned:
        return to(f"/shares/{identifier}", f"{_('Nothing was planned.')} {left}".strip())
    said = _("{count} planned. Below stands when each goes, and for how long it can be stopped.").format(
        count=len(found.planned)
    )
    return to(f"/outbox?share={identifier}", f"{said} {left}".strip())


def written(visit: Visit) -> Page:
    """Write every document anew."""
    visit.ask("share.write", share=visit.params["share"])
    return to(f"/shares/{visit.params['share']}", _("Every document is written anew. Earlier approvals count no more."))


def corrected(visit: Visit) -> Page:
    """Propose a correction to everybody who may hold it."""
    made = visit.ask(
        "share.correct",
        share=visit.params["share"],
        because=visit.form.get("because"),
        ask=visit.form.get("ask"),
    )
    return to(f"/shares/{made.share}", _("A correction is proposed to everybody who may hold the document."))


def withdrawn(visit: Visit) -> Page:
    """Propose to take it back."""
    made = visit.ask("share.withdraw", share=visit.params["share"], because=visit.form.get("because"))
    return to(f"/shares/{made.share}", _("A withdrawal is proposed, down every road that was used."))


def dropped(visit: Visit) -> Page:
    """Nobody will get it."""
    visit.ask(
        "share.drop",
        share=visit.params["share"],
        reason=visit.form.get("reason"),
        because=visit.form.get("because"),
    )
    return to(f"/shares/{visit.params['share']}", _("Dropped: nobody gets it."))


def downloaded(visit: Visit) -> Answer:
    """One recipient's document, to the byte; this is no delivery."""
    return download_of(visit.ask("document.download", share=visit.params["share"], recipient=visit.params["recipient"]))


def _first(visit: Visit, found: Any, points: Any) -> str:
    """The one thing to do now, of those that this person may do: say the facts, approve, or send; "" for none."""
    verdicts = {one.verdict for one in found.recipients}
    asked = {one.point for one in points} - {CHOSEN, REVIEW} - set(found.facts)
    if asked and visit.may("share.facts") and found.purpose != Purpose.WITHDRAWAL:
        return "facts"
    is_author = visit.who.person in found.authors and not found.self_approving
    has_spoken = visit.who.person in found.approved_by or is_author
    if "not yet" in verdicts and found.digest and visit.may("share.approve") and not has_spoken:
        return "approve"
    return "send" if "may leave" in verdicts and visit.may("share.send") else ""


def _raw(visit: Visit, document: Any) -> Raw | None:
    """The beginning of a document's bytes, of one that is text."""
    if not _is_text(document.media_type):
        return None
    given = visit.ask("document.download", share=visit.params["share"], recipient=document.recipient)
    read = bytearray()
    for piece in given.pieces:
        read += piece
        if len(read) > RAW_BYTES:
            break
    return Raw(text=bytes(read[:RAW_BYTES]).decode("utf-8", "replace"), is_cut=len(read) > RAW_BYTES)


def _approvers(visit: Visit, found: Any) -> tuple[str, ...]:
    """Who may approve what this person proposed or wrote; empty where they may do it themselves."""
    if visit.who.person not in found.authors or found.self_approving:
        return ()
    people = (one for one in visit.ask("user.list") if not one.retired and one.id not in found.authors)
    return tuple(one.name for one in people if DeskRole.APPROVER in one.roles)


def _leads_here(begun: Iterable[Begun], share: str) -> bool:
    """Whether the correction of this share was begun, and goes on at its own page."""
    return any(one.path.startswith(f"/shares/{share}#") for one in begun)


def _is_text(media_type: str) -> bool:
    return media_type.startswith(("text/", "message/")) or "json" in media_type


def _chosen(found: Any, wanted: str) -> Any:
    for one in found.recipients:
        if one.party == wanted:
            return one
    return found.recipients[0] if found.recipients else None


ROWS = (
    get("/shares", shares),
    get("/cases/{case}/shares", of_case),
    get("/cases/{case}/shares/new", new),
    post("/cases/{case}/shares/new", proposed),
    get("/shares/{share}", share),
    post("/shares/{share}/facts", facts),
    get("/shares/{share}/cuts", cuts),
    post("/shares/{share}/cuts", cut),
    post("/shares/{share}/approve", approved),
    post("/shares/{share}/refuse", refused),
    post("/shares/{share}/send", sent),
    post("/shares/{share}/write", written),
    post("/shares/{share}/correct", corrected),
    post("/shares/{share}/withdraw", withdrawn),
    post("/shares/{share}/drop", dropped),
    get("/shares/{share}/documents/{recipient}", downloaded),
)
