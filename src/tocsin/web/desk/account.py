"""The page of one's own account: password, devices, passkeys, tokens."""

from collections.abc import Mapping

from tocsin.stages.account import TokenMade, sheet_of
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.errors import BadInput
from tocsin.web.desk.door import get, post
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.passkey import add_passkey, ask_to_add, site_of
from tocsin.web.refusal import refusal
from tocsin.web.signing import PasswordWanted, is_recent, needs_anew, needs_current, set_password
from tocsin.web.texts import _, mark

REACHES = {
    TokenReach.READ: mark("read: changes nothing"),
    TokenReach.WRITE: mark("write: what an analyst does, and no decision"),
    TokenReach.APPROVE: mark("approve: whatever you may"),
}
NOT_RECENT = mark("To add one, sign out and in again: it is asked of you so that an open device adds no way in.")
NO_SITE = mark(
    "Browsers know passkeys over https, and on this machine under http://localhost: open the desk under that name."
)
_NOTHING: Mapping[str, str] = {}


def account(visit: Visit) -> Page:
    """Everything with which somebody, or a program of theirs, comes in."""
    return _page(visit)


def change(visit: Visit) -> Page:
    """One change of it."""
    named = visit.form.get("id")
    match visit.form.get("step"):
        case "password":
            return _with_password(visit)
        case "session":
            visit.ask("account.session_end", session=named)
            return to("/account", _("That device is signed out."))
        case "sessions":
            visit.ask("account.sessions_end", but=visit.who.session)
            return to("/account", _("Every other device is signed out."))
        case "token-revoke":
            visit.ask("account.token_revoke", token=named)
            return to("/account", _("That token opens nothing any more."))
        case "passkey-remove":
            visit.ask("account.passkey_remove", passkey=named)
            return to("/account", _("That passkey opens nothing any more."))
        case "identity-remove":
            visit.ask("account.identity_remove", identity=named)
            return to("/account", _("That identity opens nothing here any more."))
        case "passkey":
            return _with_passkey(visit)
        case "token":
            return _with_token(visit)
    raise refusal(400)


def _with_password(visit: Visit) -> Page:
    def typed(field: str) -> str:
        found = visit.form.texts.get(field, ())
        return found[0] if found else ""  # as it is: spaces around a password are of it

    wanted = PasswordWanted(
        name=visit.form.get("name"), password=typed("new_password"), again=typed("again"), current=typed("password")
    )
    faults = set_password(visit.office, visit.who, wanted)
    if faults:
        return _page(visit, faults=faults)
    return to("/account", _("Your password is kept. Every other device was signed out."))


def _with_passkey(visit: Visit) -> Page:
    site, form = site_of(visit.office, visit.host), visit.form
    is_kept = (
        site is not None
        and is_recent(visit.desk, visit.who)
        and add_passkey(
            visit.office,
            site,
            visit.who,
            ticket=form.get("ticket"),
            answer=form.get("answer"),
            label=form.get("key_label"),
        )
    )
    if not is_kept:
        return _page(visit, faults={"passkey": _("This passkey was not kept. Try again; it may be here already.")})
    return to("/account", _("The passkey is kept."))


def _with_token(visit: Visit) -> Page:
    """The one page that shows the new token; it is not sent on, for a loaded address must not show it."""
    wanted = {field: visit.form.get(field) for field in ("reach", "days", "label")}
    try:
        return _page(visit, made=visit.ask("account.token_make", **wanted))
    except BadInput as fault:
        return _page(visit, faults={"reach": str(fault)})


def _page(visit: Visit, *, faults: Mapping[str, str] = _NOTHING, made: TokenMade | None = None) -> Page:
    sheet, way = sheet_of(visit.desk, visit.who.person), visit.desk.accounts.sign_in(visit.who.person)
    has_password = way is not None and way.has_password
    site, recent = site_of(visit.office, visit.host), is_recent(visit.desk, visit.who)
    told = visit.office.provider.told if visit.office.provider and visit.desk.org == visit.office.desk.org else None
    return visit.page(
        "account.html",
        identities=visit.ask("account.identities"),
        provider=told.name if told else "",
        issuer=told.issuer if told else "",
        recent=recent,
        adding=ask_to_add(visit.office, site, visit.who) if site and recent else None,
        no_passkey=_(NOT_RECENT if site else NO_SITE),
        status=400 if faults else 200,
        faults=faults,
        made=made,
        has_password=has_password,
        must_show=not has_password and needs_anew(visit.desk, visit.who),
        needs_current=needs_current(visit.office, visit.who),
        linked_at=way.linked_at if way else None,
        suggested="" if has_password else (sheet.address if "@" in sheet.address else sheet.name),
        sessions=visit.ask("account.sessions"),
        tokens=visit.ask("account.tokens"),
        passkeys=visit.ask("account.passkeys"),
        reaches={reach: _(said) for reach, said in REACHES.items()},
    )


ROWS = (get("/account", account), post("/account", change))
