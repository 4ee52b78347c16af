"""The pages on which somebody signs in and out.

A GET changes nothing: programs that look through mail follow links. They work without JavaScript.
"""

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
from litestar import Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath

from tocsin.rules.account import LONGEST
from tocsin.stages.account import sheet_of
from tocsin.vocab.errors import BadInput
from tocsin.web.asset import address_of
from tocsin.web.device import Device, device_of, form_token, made_known
from tocsin.web.form import fields_of, is_same_origin
from tocsin.web.gate import cookie_name
from tocsin.web.office import Asking, Office, slow_down
from tocsin.web.passkey import ask_to_sign_in, site_of, with_passkey
from tocsin.web.refusal import Refusal, not_found, refusal
from tocsin.web.render import HTML, rendered
from tocsin.web.signing import Asker, SignedIn, link_at, with_link, with_password
from tocsin.web.texts import mark

BODY_S = 20  # for a form of some kilobytes, over any line
DEVICE_S = 366 * 24 * 3600
NO_STORE = {"Cache-Control": "no-store"}

Page = Response[bytes]


@get("/sign-in", sync_to_thread=True)
def look(request: Asking) -> Page:
    """The form; whoever is signed in goes on."""
    office = office_of(request)
    wanted = path_within(request.query_params.get("next", ""))
    who = office.gate.who(request)
    return to(wanted) if who and who.session else form_page(request, wanted)


@post("/sign-in", status_code=200)
async def enter(request: Asking) -> Page:
    """A name and a password."""
    fields = await form_of(request)
    # So many at once as the machine has room for: each takes 64 MiB, and whoever waits holds no thread.
    return await anyio.to_thread.run_sync(_entered, request, fields, limiter=office_of(request).signing)


@post("/sign-in/passkey", status_code=200)
async def enter_with_passkey(request: Asking) -> Page:
    """A passkey, as the script of the page hands it over."""
    fields = await form_of(request)
    return await anyio.to_thread.run_sync(_unlocked, request, fields)


@get("/sign-in/link/{secret:str}", sync_to_thread=True)
def look_at_link(request: Asking, secret: FromPath[str]) -> Page:
    """Whom the link signs in, and a button."""
    office = office_of(request)
    found = link_at(office, secret)
    if found is None:
        slow_down(request, office)
        raise not_found()
    desk, link = found
    called, wanted = sheet_of(desk, link.person).name, request.query_params.get("next", "")
    return page_outside(
        request, "sign_in_link.html", device=device_or_new(request, office), called=called, wanted=wanted
    )


@post("/sign-in/link/{secret:str}", status_code=200)
async def use_link(request: Asking, secret: FromPath[str]) -> Page:
    """Sign in with the link; from now on it opens nothing."""
    fields = await form_of(request)
    return await anyio.to_thread.run_sync(_linked, request, secret, fields)


@post("/sign-out", status_code=200)
async def leave(request: Asking) -> Page:
    """Sign out on this device."""
    fields = await form_of(request)
    return await anyio.to_thread.run_sync(_left, request, fields)


def router() -> Router:
    """The doors in and out."""
    return Router(
        "/", route_handlers=[look, enter, enter_with_passkey, look_at_link, use_link, leave], include_in_schema=False
    )


def office_of(request: Asking) -> Office:
    """The office of the server."""
    office: Office = request.app.state.office
    return office


def to(path: str) -> Page:
    """Go on to another page (RFC 9110, section 15.4.4)."""
    return Response(b"", status_code=303, headers=NO_STORE | {"Location": path})


async def form_of(request: Asking) -> dict[str, str]:
    """The fields of a form that a page of ours sent; whether it was sent in this session is looked at next."""
    if not is_same_origin(request.headers):
        raise Refusal(403, mark("This did not come from a page of this desk"))
    try:
        with anyio.fail_after(BODY_S):
            body = await request.body()
        return fields_of(request.headers.get("content-type", ""), body)
    except (BadInput, TimeoutError) as fault:
        raise refusal(400) from fault


def check_token(wanted: str, fields: Mapping[str, str]) -> None:
    """Whether a form carries the token of what it was shown in; 403 where it does not."""
    if not wanted or not hmac.compare_digest(wanted.encode(), fields.get("csrf", "").encode()):
        raise Refusal(403, mark("This did not come from a page of this session"))


def device_at(request: Asking, office: Office) -> Device | None:
    """The device that asks, where it has a cookie already."""
    return device_of(request.cookies.get(_name(office, "device"), ""))


def keep_device(answer: Page, office: Office, device: Device) -> None:
    """Tell a device which one it is."""
    answer.set_cookie(cookie_of(office, _name(office, "device"), device.text, DEVICE_S))


def keep_session(answer: Page, office: Office, signed: SignedIn, device: Device) -> None:
    """Hand over what somebody who signed in shows from now on."""
    answer.set_cookie(cookie_of(office, office.gate.cookie, signed.secret, int(LONGEST.total_seconds())))
    keep_device(answer, office, made_known(office.key, device, signed.name))


def _name(office: Office, what: str) -> str:
    return cookie_name(office.key, what, is_secure=office.is_secure)


def cookie_of(office: Office, name: str, value: str, age_s: int) -> Cookie:
    # Lax and not Strict: a link in a notice by mail leads to the page itself, and a GET changes nothing.
    return Cookie(
        key=name, value=value, path="/", max_age=age_s, httponly=True, secure=office.is_secure, samesite="lax"
    )


def _entered(request: Asking, fields: Mapping[str, str]) -> Page:
    office, wanted = office_of(request), path_within(fields.get("next", ""))
    device = _checked_device(request, office, fields)
    asking = Asker(
        device=device,
        address=request.client.host if request.client else "",
        agent=request.headers.get("user-agent", ""),
    )
    name, password = fields.get("name", ""), fields.get("password", "")
    try:
        signed = with_password(office, asking, name, password)
    except Refusal as fault:
        return form_page(request, wanted, name=name, wait_s=int(fault.headers.get("Retry-After", "0")), status=429)
    if signed is None:
        return form_page(request, wanted, name=name, is_wrong=True, status=403)
    return come_in(request, signed, device, wanted)


def _unlocked(request: Asking, fields: Mapping[str, str]) -> Page:
    office, wanted = office_of(request), path_within(fields.get("next", ""))
    device, site = _checked_device(request, office, fields), site_of(office, request.headers.get("host", ""))
    ticket, answer, agent = fields.get("ticket", ""), fields.get("answer", ""), request.headers.get("user-agent", "")
    found = None
    if site is not None:
        found = with_passkey(office, site, device.number, ticket=ticket, answer=answer, agent=agent)
    if found is None:
        slow_down(request, office)
        return form_page(request, wanted, is_unknown=True, status=403)
    return come_in(request, found, device, wanted)


def _linked(request: Asking, secret: str, fields: Mapping[str, str]) -> Page:
    office = office_of(request)
    device = _checked_device(request, office, fields)
    signed = with_link(office, secret, request.headers.get("user-agent", ""))
    if signed is None:
        slow_down(request, office)
        raise not_found()
    wanted = fields.get("next", "")
    return come_in(request, signed, device, path_within(wanted) if wanted else "/account")


def come_in(request: Asking, signed: SignedIn, device: Device, wanted: str) -> Page:
    """In, with a new session: one that was there before ends, whoever put it there."""
    office = office_of(request)
    before = office.gate.with_session(request.cookies.get(office.gate.cookie, ""))
    if before is not None:
        office.desk_of(before.org).accounts.close_session(before.session, before.person)
    answer = to(wanted)
    keep_session(answer, office, signed, device)
    return answer


def _left(request: Asking, fields: Mapping[str, str]) -> Page:
    office = office_of(request)
    answer = to("/sign-in")
    who = office.gate.who(request)
    if who is not None and who.session:
        check_token(who.csrf, fields)
        office.desk_of(who.org).accounts.close_session(who.session, who.person)
    answer.set_cookie(cookie_of(office, office.gate.cookie, "", 0))
    return answer


def _checked_device(request: Asking, office: Office, fields: Mapping[str, str]) -> Device:
    device = device_at(request, office)
    check_token(form_token(office.key, device) if device else "", fields)
    assert device is not None, "there is no token without a device"
    return device


def form_page(
    request: Asking,
    wanted: str,
    *,
    name: str = "",
    is_wrong: bool = False,
    is_unknown: bool = False,
    wait_s: int = 0,
    trouble: str = "",
    status: int = 200,
) -> Page:
    """The page on which one signs in, with what went wrong before."""
    office = office_of(request)
    site, device = site_of(office, request.headers.get("host", "")), device_or_new(request, office)
    page = page_outside(
        request,
        "sign_in.html",
        device=device,
        status=status,
        wanted=wanted,
        typed=name,
        is_wrong=is_wrong,
        is_unknown=is_unknown,
        minutes=-(-wait_s // 60),
        passkey=ask_to_sign_in(office, site, device.number) if site else None,
        provider=office.provider.told.name if office.provider else "",
        trouble=trouble,
    )
    if wait_s:
        page.headers["Retry-After"] = str(wait_s)
    return page


def page_outside(request: Asking, template: str, *, device: Device, status: int = 200, **values: object) -> Page:
    """A page for somebody who is not signed in; its form holds on this device alone."""
    office = office_of(request)
    said = rendered(
        f"desk/{template}", csrf=form_token(office.key, device), who=None, theme="", asset=address_of, done="", **values
    )
    page = Response(said, status_code=status, headers=NO_STORE | {"Content-Type": HTML})
    keep_device(page, office, device)
    return page


def device_or_new(request: Asking, office: Office) -> Device:
    """The device that asks; a new one where it has not been here before."""
    return device_at(request, office) or Device(number=office.desk.chance.random_bytes(16).hex())


def path_within(path: str) -> str:
    """A path of this desk to go on to; the desk's first page for everything that leads elsewhere or is none."""
    parts = urlsplit(path)
    is_plain = path.isascii() and path.isprintable() and "\\" not in path
    if not is_plain or parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//"):
        return "/"
    return "/" if path.startswith(("/sign-in", "/sign-out")) else path
