"""Passkeys: a key pair on a device, which proves who unlocked it.

Source: W3C, "Web Authentication: An API for accessing Public Key Credentials, Level 3". A challenge is a signed ticket
of this home for one device and one purpose: it ends after some minutes, and one answer to it is taken.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tocsin.stages.account import LABEL_SIGNS, open_session, sheet_of
from tocsin.stages.desk import Desk
from tocsin.store.accounts import Passkey
from tocsin.web.gate import roles_of
from tocsin.web.office import Office
from tocsin.web.signed import Signed
from tocsin.web.signing import SignedIn

VALID_FOR = timedelta(minutes=10)  # to find the key, and to unlock it
WITH_PASSKEY = "passkey"
LOCAL = "localhost"  # the one name without TLS under which browsers know passkeys; an address in numbers is none
TAG_BYTES = 32


class Site(Struct, frozen=True, kw_only=True):
    """Under which name browsers keep passkeys of this desk, and from where they answer."""

    name: str
    origin: str


class Asked(Struct, frozen=True, kw_only=True):
    """What a page hands to the browser: the options, and the ticket that comes back with the answer."""

    options: str
    ticket: str


class _Ticket(Struct, frozen=True, kw_only=True, array_like=True):
    purpose: str  # sign-in, or the session in which a passkey is added
    device: str
    until: datetime
    number: str


class _Answer(Struct):
    """Of a browser's answer what says whose it is; the rest is read by the library."""

    id: str


def site_of(office: Office, host: str) -> Site | None:
    """The site that a request came to; None where browsers know no passkeys."""
    address = office.desk.settings.address
    if address:
        return Site(name=urlsplit(address).hostname or "", origin=address)
    return Site(name=LOCAL, origin=f"http://{host}") if host_in(host) == LOCAL else None


def host_in(header: str) -> str:
    """The host of a header Host, without its port; empty where it is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def ask_to_sign_in(office: Office, site: Site, device: str) -> Asked:
    """What the sign-in page asks a browser for: any passkey of this desk that is unlocked."""
    ticket = _written(office, "sign-in", device)
    made = generate_authentication_options(
        rp_id=site.name, challenge=_challenge(ticket), user_verification=UserVerificationRequirement.REQUIRED
    )
    return Asked(options=options_to_json(made), ticket=ticket)


def ask_to_add(office: Office, site: Site, who: Signed) -> Asked:
    """What the page of the account asks a browser for: a new passkey of this person."""
    desk = office.desk_of(who.org)
    ticket = _written(office, who.session, who.session)
    name = sheet_of(desk, who.person).name or who.person
    made = generate_registration_options(
        rp_id=site.name,
        rp_name="Tocsin",
        user_id=_handle(desk, who.person),
        user_name=name,
        challenge=_challenge(ticket),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=one.credential) for one in desk.accounts.passkeys(who.person)
        ],
    )
    return Asked(options=options_to_json(made), ticket=ticket)


def add_passkey(office: Office, site: Site, who: Signed, *, ticket: str, answer: str, label: str) -> bool:
    """Keep the passkey that a browser made; False where it did not, or not for this."""
    desk = office.desk_of(who.org)
    if not _is_used_once(office, ticket, who.session, who.session):
        return False
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=_challenge(ticket),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return False
    return desk.accounts.add_passkey(
        Passkey(
            id=desk.new_id("passkey"),
            person=who.person,
            credential=made.credential_id,
            key=made.credential_public_key,
            uses=made.sign_count,
            label=label[:LABEL_SIGNS],
            made_at=desk.clock.now(),
            used_at=None,
        )
    )


def with_passkey(office: Office, site: Site, device: str, *, ticket: str, answer: str, agent: str) -> SignedIn | None:
    """Sign in with a passkey; None for every kind of wrong."""
    if not _is_used_once(office, ticket, "sign-in", device):
        return None
    found = _kept(office, answer)
    if found is None:
        return None
    desk, kept = found
    try:
        shown = verify_authentication_response(
            credential=answer,
            expected_challenge=_challenge(ticket),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=kept.key,
            credential_current_sign_count=kept.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None
    if roles_of(desk, kept.person) is None:
        return None
    desk.accounts.use_passkey(kept.id, shown.new_sign_count, desk.clock.now())
    way = desk.accounts.sign_in(kept.person)
    secret = open_session(desk, kept.person, agent=agent, how=WITH_PASSKEY)
    return SignedIn(org=desk.org, person=kept.person, secret=secret, name=way.name if way else kept.person)


def _kept(office: Office, answer: str) -> tuple[Desk, Passkey] | None:
    """Whose passkey answers: each organization is asked for itself."""
    try:
        credential = _decoded(msgspec.json.decode(answer, type=_Answer).id)
    except (msgspec.MsgspecError, ValueError):
        return None
    for org in office.house.orgs():
        desk = office.house.desk_of(org)
        kept = desk.accounts.passkey(credential) if desk else None
        if desk is not None and kept is not None:
            return desk, kept
    return None


def _handle(desk: Desk, person: str) -> bytes:
    """Under which number a device keeps a person's passkeys: random ids, which say nothing. At most 64 bytes."""
    return (desk.org.removeprefix("org-") + person.removeprefix("person-")).encode()


def _written(office: Office, purpose: str, device: str) -> str:
    desk = office.desk
    number, until = desk.chance.random_bytes(16).hex(), desk.clock.now() + VALID_FOR
    body = msgspec.json.encode(_Ticket(purpose=purpose, device=device, until=until, number=number))
    return urlsafe_b64encode(_tag(office, body) + body).decode().rstrip("=")


def _is_used_once(office: Office, text: str, purpose: str, device: str) -> bool:
    """Whether this is a ticket of ours for this, which still holds and was not used before; it is used now."""
    try:
        raw = _decoded(text)
    except ValueError:
        return False
    tag, body = raw[:TAG_BYTES], raw[TAG_BYTES:]
    if not hmac.compare_digest(tag, _tag(office, body)):
        return False
    ticket = msgspec.json.decode(body, type=_Ticket)
    is_meant = (ticket.purpose, ticket.device) == (purpose, device) and office.desk.clock.now() < ticket.until
    with office.confirmed.using(ticket.number) as is_new:
        return is_meant and is_new


def _challenge(ticket: str) -> bytes:
    return sha256(ticket.encode("utf-8", "surrogatepass")).digest()


def _tag(office: Office, body: bytes) -> bytes:
    return hmac.digest(office.key, b"passkey/" + body, "sha256")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
