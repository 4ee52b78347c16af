"""The doors to an identity provider, and back.

Who comes back is known by a cookie that this browser was given on its way there, and by nothing that the provider or
the address says. What an identity opens here was connected by its owner, who was signed in; nobody is added and no role
is given by what a provider says. The provider is that of the organization whose home it is, and signs in no other's
people.
"""

import hmac
import logging
from collections.abc import Mapping
from urllib.parse import parse_qsl

import anyio.to_thread
from litestar import Router, get, post

from tocsin.stages.account import open_session
from tocsin.store.accounts import Identity
from tocsin.vocab.road import is_loopback
from tocsin.web import oidc_round
from tocsin.web.desk.visit import to as to_done
from tocsin.web.gate import cookie_name, roles_of
from tocsin.web.office import Asking, Office, slow_down
from tocsin.web.oidc_fault import OidcFault, Trouble, sentence_of, status_of
from tocsin.web.oidc_provider import Going, Provider
from tocsin.web.oidc_round import VALID_FOR, Purpose, Round, challenge_of, nonce_of, state_of, verifier_of
from tocsin.web.oidc_token import Wanted, claims_of, header_of, subject_of
from tocsin.web.passkey import host_in
from tocsin.web.refusal import not_found, refusal
from tocsin.web.sign_in import (
    Page,
    check_token,
    come_in,
    cookie_of,
    device_or_new,
    form_of,
    form_page,
    office_of,
    page_outside,
    path_within,
    to,
)
from tocsin.web.signed import Signed
from tocsin.web.signing import WITH_PROVIDER, WITH_PROVIDER_ANEW, SignedIn, is_recent
from tocsin.web.texts import _

PATH, BACK = "/sign-in/oidc", "/sign-in/oidc/back"
MOST_PARAMETERS = 20
MOST_PATH_SIGNS = 1500  # of where somebody wanted to go: a cookie holds 4,096 bytes (RFC 6265, section 6.1)
MOST_CODE_SIGNS = 4000  # the longest that a large provider is known to give have some 1,500

_LOG = logging.getLogger("tocsin.web")


@get(PATH)
async def go(request: Asking) -> Page:
    """Begin a sign-in: on to the provider. Nothing is changed but a cookie of this browser."""
    return await anyio.to_thread.run_sync(_gone, request, limiter=office_of(request).rounds)


@post(PATH, status_code=200)
async def go_signed_in(request: Asking) -> Page:
    """Begin to connect an identity, or to show anew who one is: a page that leads on to the provider."""
    fields = await form_of(request)
    return await anyio.to_thread.run_sync(_gone_signed_in, request, fields, limiter=office_of(request).rounds)


@get(BACK)
async def come_back(request: Asking) -> Page:
    """Back from the provider, with a code or with a no."""
    return await anyio.to_thread.run_sync(_come_back, request, limiter=office_of(request).rounds)


def router() -> Router:
    """The doors there and back."""
    return Router("/", route_handlers=[go, go_signed_in, come_back], include_in_schema=False)


def digest_of_subject(key: bytes, issuer: str, subject: str) -> str:
    """What is kept of what a provider calls somebody: under a key of the home, for a subject can be an address."""
    return hmac.digest(key, f"identity/{len(issuer)}/{issuer}/{subject}".encode(), "sha256").hex()


def _gone(request: Asking) -> Page:
    office, wanted = office_of(request), path_within(request.query_params.get("next", "")[:MOST_PATH_SIGNS])
    provider = _provider_of(office)
    who = office.gate.who(request)
    if who is not None and who.session:
        return to(wanted)
    made = oidc_round.begin(office.desk.chance, office.desk.clock.now(), Purpose.SIGN_IN, wanted=wanted)
    try:
        return _with_round(to(_address(request, provider, made)), office, made)
    except OidcFault as fault:
        return _no(request, fault.trouble, made)


def _gone_signed_in(request: Asking, fields: Mapping[str, str]) -> Page:
    office = office_of(request)
    provider, who = _provider_of(office), office.gate.who(request)
    if who is None or not who.session:
        return to("/sign-in?next=/account")
    check_token(who.csrf, fields)
    if who.org != office.desk.org:
        raise not_found()
    purpose = next((one for one in (Purpose.CONNECT, Purpose.ANEW) if one == fields.get("for")), None)
    if purpose is None:
        raise refusal(400)
    now = office.desk.clock.now()
    made = oidc_round.begin(office.desk.chance, now, purpose, wanted="/account", session=who.session)
    try:
        if purpose is Purpose.CONNECT and not is_recent(office.desk, who):
            raise OidcFault(Trouble.NOT_SIGNED_IN)
        return _with_round(_page(request, address=_address(request, provider, made)), office, made)
    except OidcFault as fault:
        return _no(request, fault.trouble, made)


def _address(request: Asking, provider: Provider, made: Round) -> str:
    key = office_of(request).key
    return provider.address(
        Going(
            back=_back(request),
            state=state_of(key, made),
            nonce=nonce_of(key, made),
            challenge=challenge_of(verifier_of(key, made)),
            is_asked=made.purpose is not Purpose.SIGN_IN,
            is_anew=made.purpose is Purpose.ANEW,
        )
    )


def _come_back(request: Asking) -> Page:
    """1. The round trip is this browser's, and is not over; 2. it is ended now, whatever comes of it; 3. the provider
    gives a subject; 4. what that opens here.
    """
    office = office_of(request)
    provider = _provider_of(office)
    try:
        answer = _answer(request)
        made = _round_of(request, provider, answer)  # 1, 2
    except OidcFault as fault:
        return _no(request, fault.trouble)
    try:
        subject = _subject(request, provider, made, answer)  # 3
        digest = digest_of_subject(office.key, provider.told.issuer, subject)
        page = _ended(request, made, digest, provider.told.issuer)  # 4
    except OidcFault as fault:
        page = _no(request, fault.trouble, made)
    page.set_cookie(cookie_of(office, _name(office), "", 0))
    return page


def _answer(request: Asking) -> Mapping[str, str]:
    """The parameters with which the browser came; none stands there twice (RFC 6749, section 3.1)."""
    try:
        query = request.scope["query_string"].decode("ascii")
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError as fault:
        raise OidcFault(Trouble.ANSWER_TWICE) from fault
    found = dict(pairs)
    if len(found) != len(pairs):
        raise OidcFault(Trouble.ANSWER_TWICE)
    return found


def _round_of(request: Asking, provider: Provider, answer: Mapping[str, str]) -> Round:
    """The round trip that ends here. A state that is not its own leaves it as it is: anybody can send one."""
    office = office_of(request)
    made = oidc_round.read_round(office.key, request.cookies.get(_name(office), ""))
    if made is None:
        raise OidcFault(Trouble.NO_ROUND)
    if not hmac.compare_digest(state_of(office.key, made).encode(), answer.get("state", "").encode()):
        raise OidcFault(Trouble.OTHER_STATE)
    if office.desk.clock.now() >= made.until:
        raise OidcFault(Trouble.ROUND_OVER)
    with provider.ended.using(made.number) as is_new:
        if not is_new:
            raise OidcFault(Trouble.ROUND_USED)
    return made


def _subject(request: Asking, provider: Provider, made: Round, answer: Mapping[str, str]) -> str:
    """Whom the provider means.

    1. It is this provider that answers (RFC 9207, section 2.4); 2. it says yes; 3. it gives a token for the code; 4.
    the token holds.
    """
    issuer = answer.get("iss")
    if issuer != provider.told.issuer and (issuer is not None or provider.metadata().says_issuer):  # 1
        raise OidcFault(Trouble.ANSWER_ISSUER)
    if "error" in answer:  # 2; what else it says of the error is read by nobody
        raise OidcFault(Trouble.DENIED if answer["error"] == "access_denied" else Trouble.SAID_NO)
    code = answer.get("code", "")
    if not 1 <= len(code) <= MOST_CODE_SIGNS or not code.isascii() or not code.isprintable():
        raise OidcFault(Trouble.NO_CODE)
    key = office_of(request).key
    tokens = provider.tokens(code, verifier=verifier_of(key, made), back=_back(request))  # 3
    header = header_of(tokens.id_token)  # 4
    claims = claims_of(tokens.id_token, header, provider.key(header))
    wanted = Wanted(
        issuer=provider.told.issuer,
        client=provider.told.client_id,
        nonce=nonce_of(key, made),
        now=office_of(request).desk.clock.now().timestamp(),
        access=tokens.access,
        since=(made.until - VALID_FOR).timestamp() if made.purpose is Purpose.ANEW else None,
    )
    return subject_of(claims, header, wanted)


def _ended(request: Asking, made: Round, digest: str, issuer: str) -> Page:
    """What an identity opens here, by what its owner went there for."""
    office = office_of(request)
    found = office.desk.accounts.identity(digest)
    if made.purpose is Purpose.CONNECT:
        return _connected(office, _signed_in(request, made), digest, issuer)
    if made.purpose is Purpose.ANEW and (found is None or found.person != _signed_in(request, made).person):
        raise OidcFault(Trouble.OTHER_PERSON)
    if found is None or roles_of(office.desk, found.person) is None:
        raise OidcFault(Trouble.NOT_CONNECTED)
    desk = office.desk
    desk.accounts.use_identity(found.id, desk.clock.now())
    way, agent = desk.accounts.sign_in(found.person), request.headers.get("user-agent", "")
    how = WITH_PROVIDER_ANEW if made.purpose is Purpose.ANEW else WITH_PROVIDER
    secret = open_session(desk, found.person, agent=agent, how=how)
    signed = SignedIn(org=desk.org, person=found.person, secret=secret, name=way.name if way else found.person)
    return come_in(request, signed, device_or_new(request, office), made.wanted)


def _connected(office: Office, who: Signed, digest: str, issuer: str) -> Page:
    desk = office.desk
    if not is_recent(desk, who):
        raise OidcFault(Trouble.NOT_SIGNED_IN)
    made = Identity(
        id=desk.new_id("identity"),
        person=who.person,
        issuer=issuer,
        subject=digest,
        made_at=desk.clock.now(),
        used_at=None,
    )
    if not desk.accounts.add_identity(made):
        raise OidcFault(Trouble.TAKEN)
    return to_done("/account", _("The identity is connected: it signs you in from now on."))


def _signed_in(request: Asking, made: Round) -> Signed:
    """Whoever began it is still signed in, in the same session, and may still come in."""
    who = office_of(request).gate.who(request)
    if who is None or not who.session or who.session != made.session:
        raise OidcFault(Trouble.NOT_SIGNED_IN)
    return who


def _provider_of(office: Office) -> Provider:
    if office.provider is None:
        raise not_found()
    return office.provider


def _back(request: Asking) -> str:
    """Where the provider sends the browser back to: as it is registered there, and never where a request says."""
    address, host = office_of(request).desk.settings.address, request.headers.get("host", "")
    if not address and not is_loopback(host_in(host)):
        raise not_found()
    return (address or f"http://{host}") + BACK


def _with_round(page: Page, office: Office, made: Round) -> Page:
    # Lax and not Strict: the provider sends the browser back, and only so does it bring the cookie along.
    text = oidc_round.write_round(office.key, made)
    page.set_cookie(cookie_of(office, _name(office), text, int(VALID_FOR.total_seconds())))
    return page


def _name(office: Office) -> str:
    return cookie_name(office.key, "round", is_secure=office.is_secure)


def _no(request: Asking, trouble: Trouble, made: Round | None = None) -> Page:
    """Nobody came in; the log is told why."""
    office = office_of(request)
    _LOG.warning("nobody came in by the identity provider: %s", trouble)
    slow_down(request, office)
    said, status = sentence_of(trouble), status_of(trouble)
    if made is not None and made.purpose is not Purpose.SIGN_IN:
        return _page(request, trouble=said, status=status)
    return form_page(request, made.wanted if made else "/", trouble=said, status=status)


def _page(request: Asking, *, address: str = "", trouble: str = "", status: int = 200) -> Page:
    office = office_of(request)
    name = _provider_of(office).told.name
    return page_outside(
        request,
        "oidc.html",
        device=device_or_new(request, office),
        status=status,
        provider=name,
        address=address,
        trouble=trouble,
    )
