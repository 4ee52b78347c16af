"""The page of one's own account: password, devices, passkeys, tokens."""

from collections.abc import Mapping

import anyio.to_thread
from litestar import Response, Router, get, post
from msgspec import Struct
from msgspec.structs import replace

from tocsin.operations.account import AllBut, OwnTokenNamed, OwnTokenWanted, PasskeyNamed, SessionNamed
from tocsin.operations.operation import Nothing
from tocsin.operations.table import by_name
from tocsin.stages.account import TokenMade, sheet_of
from tocsin.stages.desk import Desk
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.errors import BadInput
from tocsin.web import words
from tocsin.web.device import made_known
from tocsin.web.office import Asking, Office
from tocsin.web.refusal import refusal
from tocsin.web.render import HTML, rendered
from tocsin.web.sign_in import check_token, device_at, form_of, keep_device, office_of, to
from tocsin.web.signed import Signed
from tocsin.web.signing import PasswordWanted, needs_current, set_password

Page = Response[bytes]
NO_STORE = {"Cache-Control": "no-store"}

DONE = {
    "password": "Your password is kept. Every other device was signed out.",
    "session": "That device is signed out.",
    "sessions": "Every other device is signed out.",
    "token": "That token opens nothing any more.",
    "passkey": "That passkey opens nothing any more.",
}
REACHES = {
    TokenReach.READ: "read: changes nothing",
    TokenReach.WRITE: "write: what an analyst does, and no decision",
    TokenReach.APPROVE: "approve: whatever you may",
}


class _Shown(Struct, frozen=True, kw_only=True):
    """What the page says beside what stands there anyway."""

    made: TokenMade | None = None
    faults: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}
    status: int = 200


@get("/account", sync_to_thread=True)
def look(request: Asking) -> Page:
    """Everything with which somebody, or a program of theirs, comes in."""
    who = _who(request)
    return _page(request, who, _Shown()) if who else to("/sign-in?next=/account")


@post("/account", status_code=200)
async def change(request: Asking) -> Page:
    """One change of it."""
    fields = await form_of(request)
    limiter = office_of(request).signing if fields.get("step") == "password" else None
    return await anyio.to_thread.run_sync(_changed, request, fields, limiter=limiter)


def router() -> Router:
    """The page of the account."""
    return Router("/", route_handlers=[look, change], include_in_schema=False)


def _who(request: Asking) -> Signed | None:
    who = office_of(request).gate.who(request)
    return who if who and who.session else None


def _changed(request: Asking, fields: Mapping[str, str]) -> Page:
    who = _who(request)
    if who is None:
        return to("/sign-in?next=/account")
    check_token(who.csrf, fields)
    desk, named = _desk_of(office_of(request), who), fields.get("id", "")
    match fields.get("step"):
        case "password":
            return _with_password(request, who, fields)
        case "session":
            return _done(desk, "session", "account.session_end", SessionNamed(session=named))
        case "sessions":
            return _done(desk, "sessions", "account.sessions_end", AllBut(but=who.session))
        case "token-revoke":
            return _done(desk, "token", "account.token_revoke", OwnTokenNamed(token=named))
        case "passkey-remove":
            return _done(desk, "passkey", "account.passkey_remove", PasskeyNamed(passkey=named))
        case "token":
            return _with_token(request, who, fields)
    raise refusal(400)


def _done(desk: Desk, what: str, operation: str, asked: Struct) -> Page:
    by_name()[operation].ask(desk, asked)
    return to(f"/account?done={what}")


def _with_password(request: Asking, who: Signed, fields: Mapping[str, str]) -> Page:
    office = office_of(request)
    wanted = PasswordWanted(
        name=fields.get("name", ""),
        password=fields.get("password", ""),
        again=fields.get("again", ""),
        current=fields.get("current", ""),
    )
    faults = set_password(office, who, wanted)
    if faults:
        return _page(request, who, _Shown(faults=faults, fields=fields, status=400))
    answer = to("/account?done=password")
    device, way = device_at(request, office), office.desk_of(who.org).accounts.sign_in(who.person)
    if device is not None and way is not None:
        keep_device(answer, office, made_known(office.key, device, way.name))
    return answer


def _with_token(request: Asking, who: Signed, fields: Mapping[str, str]) -> Page:
    """The one page that shows the new token; it is not sent on, for a loaded address must not show it."""
    reach = next((one for one in TokenReach if one == fields.get("reach")), None)
    days = fields.get("days", "")
    if reach is None or not (days.isdecimal() and len(days) < 6):
        faults = {"reach": "Choose how far it reaches, and for how many days."}
        return _page(request, who, _Shown(faults=faults, fields=fields, status=400))
    asked = OwnTokenWanted(reach=reach, days=int(days), label=fields.get("label", ""))
    try:
        made = by_name()["account.token_make"].ask(_desk_of(office_of(request), who), asked)
    except BadInput as fault:
        return _page(request, who, _Shown(faults={"reach": str(fault)}, fields=fields, status=400))
    return _page(request, who, _Shown(made=made))


def _page(request: Asking, who: Signed, shown: _Shown) -> Page:
    office = office_of(request)
    desk, sheet = _desk_of(office, who), sheet_of(office.desk_of(who.org), who.person)
    way = desk.accounts.sign_in(who.person)
    has_password = way is not None and way.has_password
    said = rendered(
        "account/account.html",
        who=who,
        sheet=sheet,
        has_password=has_password,
        needs_current=needs_current(office, who),
        linked_at=way.linked_at if way else None,
        suggested="" if has_password else (sheet.address if "@" in sheet.address else sheet.name),
        sessions=by_name()["account.sessions"].ask(desk, Nothing()),
        tokens=by_name()["account.tokens"].ask(desk, Nothing()),
        passkeys=by_name()["account.passkeys"].ask(desk, Nothing()),
        reaches=REACHES,
        done=DONE.get(request.query_params.get("done", ""), ""),
        words=words,
        shown=shown,
    )
    return Response(said, status_code=shown.status, headers=NO_STORE | {"Content-Type": HTML})


def _desk_of(office: Office, who: Signed) -> Desk:
    return replace(office.desk_of(who.org), person=who.person)
