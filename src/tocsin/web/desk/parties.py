"""Parties: who there is to tell, how each is reached, what it declared."""

from typing import Any

from tocsin.vocab.component import Holding
from tocsin.vocab.delivery import CloseRoadReason, RevokeReason, RoadKind
from tocsin.vocab.errors import BadInput
from tocsin.vocab.party import PartyKind
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Form, Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _

WHO = ("name", "contact", "phone", "hours", "sector", "note", "record_key", "record_iss")
TOKEN_DAYS = 90
KIND_WORDS: dict[str, str] = {str(kind): WORDS.plain(kind).capitalize() for kind in PartyKind} | {
    PartyKind.SLTT: _("State, local, tribal or territorial"),
    PartyKind.ISAC: _("ISAC or ISAO"),
    PartyKind.JCDC_PARTNER: _("JCDC partner"),
}


def parties(visit: Visit) -> Page:
    """Everybody who is known here, newest first."""
    kind = visit.query.get("kind", "")
    found = visit.ask("party.list", kind=kind or None, cursor=visit.query.get("cursor", ""))
    return visit.page(
        "parties.html", here="parties", found=found, kinds=list(PartyKind), kind_words=KIND_WORDS, kind=kind
    )


def new(visit: Visit) -> Page:
    """A party to record, or a list of them."""
    return visit.page("party_new.html", here="parties", kinds=list(PartyKind), kind_words=KIND_WORDS)


def recorded(visit: Visit) -> Page:
    """Record one."""
    made = visit.ask("party.add", **_who(visit.form))
    return to(f"/parties/{made.id}", _("Recorded. It can be reached once a road to it is open."))


def taken_in(visit: Visit) -> Page:
    """Record a whole list, or nothing of it."""
    if not visit.form.files:
        raise BadInput("no file was chosen", hint="choose a list of parties, JSON or CSV")
    file = visit.form.files[0]
    made = visit.hand_in("party.import", file.file, name=file.filename)
    return to("/parties", f"{WORDS.count(len(made), 'party is', 'parties are')} recorded.")


def party(visit: Visit) -> Page:
    """One party as a whole."""
    return _page(visit)


def said_anew(visit: Visit) -> Page:
    """Say anew who it is."""
    made = visit.ask("party.add", party=visit.params["party"], **_who(visit.form))
    return to(f"/parties/{made.id}", _("Recorded. What was said before stays in the log."))


def declared(visit: Visit) -> Page:
    """What it says that it supplies, operates or uses."""
    form, whom = visit.form, visit.params["party"]
    named = form.lines("components")
    holding = form.get("holding") or Holding.USES
    made = visit.ask("party.declare", party=whom, note=form.get("note"), **{holding: named})
    return to(f"/parties/{whom}", f"{WORDS.count(len(made), 'component is', 'components are')} declared.")


def tested(visit: Visit) -> Page:
    """What stands in the way of reaching it today; nothing is sent."""
    return _page(visit, checks=visit.ask("party.test", party=visit.params["party"]))


def road_opened(visit: Visit) -> Page:
    """Open a road on a confirmed route."""
    form, whom = visit.form, visit.params["party"]
    said = {name: form.get(name) for name in ("kind", "route", "address", "encrypt_to", "note")}
    visit.ask("road.open", party=whom, **said)
    return to(f"/parties/{whom}", _("The road is open. Documents go exactly there, and only once they are approved."))


def road_closed(visit: Visit) -> Page:
    """Close a road."""
    visit.ask("road.close", road=visit.form.get("road"), reason=visit.form.get("reason"))
    return to(f"/parties/{visit.params['party']}", _("The road is closed: nothing goes on it any more."))


def token_made(visit: Visit) -> Page:
    """Make a secret; the page that follows is the only one that ever shows it."""
    form = visit.form
    days = form.get("days") or TOKEN_DAYS
    made = visit.ask("token.create", party=visit.params["party"], days=days, label=form.get("label"))
    return _page(visit, made=made)


def token_revoked(visit: Visit) -> Page:
    """Revoke one."""
    visit.ask("token.revoke", token=visit.form.get("token"), reason=visit.form.get("reason"))
    return to(f"/parties/{visit.params['party']}", _("Revoked: from this moment on it opens nothing."))


def _who(form: Form) -> dict[str, Any]:
    return {name: form.get(name) for name in WHO} | {"kinds": form.all("kind")}


def _page(visit: Visit, **more: Any) -> Page:
    found = visit.ask("party.show", party=visit.params["party"])
    shown: dict[str, Any] = {"made": None, "checks": None} | more
    may_open, cursor = visit.may("road.open"), visit.query.get("cursor", "")
    sent = visit.ask("party.sent", party=found.id, cursor=cursor) if visit.may("party.sent") else None
    return visit.page(
        "party.html",
        here="parties",
        found=found,
        sent=sent,
        open_roads=[one for one in found.roads if one.closed is None],
        closed_roads=[one for one in found.roads if one.closed is not None],
        routes=visit.ask("route.list").routes if may_open else (),
        kinds=list(PartyKind),
        kind_words=KIND_WORDS,
        holdings=list(Holding),
        road_kinds=list(RoadKind),
        close_reasons=list(CloseRoadReason),
        revoke_reasons=list(RevokeReason),
        days=TOKEN_DAYS,
        **shown,
    )


ROWS = (
    get("/parties", parties),
    get("/parties/new", new),
    post("/parties/new", recorded),
    post("/parties/import", taken_in),
    get("/parties/{party}", party),
    post("/parties/{party}", said_anew),
    post("/parties/{party}/components", declared),
    post("/parties/{party}/test", tested),
    post("/parties/{party}/roads", road_opened),
    post("/parties/{party}/roads/close", road_closed),
    post("/parties/{party}/tokens", token_made),
    post("/parties/{party}/tokens/revoke", token_revoked),
)
