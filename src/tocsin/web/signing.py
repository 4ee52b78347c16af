"""Who signs in: a name and a password, or a link that signs in once.

A wrong name and a wrong password get the same answer after the same time. Wrong ones are counted by name and address,
on a device that its owner has used before by the device alone: whoever guesses from elsewhere shuts nobody out of their
own device, and a link opens whatever was counted.
"""

import hmac
from datetime import timedelta

from msgspec import Struct

from tocsin.rules.account import NAME_SIGNS, faults_of_password, name_in_one_spelling
from tocsin.stages.account import link_shown, open_session, sheet_of, use_link
from tocsin.stages.desk import Desk
from tocsin.store.accounts import Link, Session, SignIn
from tocsin.vocab.credential import CredentialKind, read_credential
from tocsin.web.device import Device, is_known
from tocsin.web.gate import roles_of
from tocsin.web.office import Office
from tocsin.web.refusal import refusal
from tocsin.web.signed import Signed
from tocsin.web.texts import _

WITH_PASSWORD, WITH_LINK = "password", "link"
WITH_PROVIDER = "identity provider"  # it may have asked nothing of whoever was there
WITH_PROVIDER_ANEW = "identity provider, asked anew"
FRESH = timedelta(minutes=30)  # long enough to think of a password


class Asker(Struct, frozen=True, kw_only=True):
    """From where somebody wants to sign in."""

    device: Device
    address: str
    agent: str  # as the browser calls itself


class SignedIn(Struct, frozen=True, kw_only=True):
    """Somebody who has signed in: the secret of their session, and under which name, for their device."""

    org: str
    person: str
    secret: str
    name: str


def digest_of_name(key: bytes, name: str) -> str:
    """What is kept of a sign-in name: under a key of the home, for names can be guessed."""
    return hmac.digest(key, b"name/" + name_in_one_spelling(name).encode("utf-8", "surrogatepass"), "sha256").hex()


def with_password(office: Office, asking: Asker, name: str, password: str) -> SignedIn | None:
    """Sign in with a name and a password; None where they do not fit. Refused (429) after too many wrong ones."""
    digest = digest_of_name(office.key, name[:NAME_SIGNS])
    is_own = is_known(office.key, asking.device, digest)
    place = f"device/{asking.device.number}" if is_own else f"{asking.address}/{digest}"
    wait_s = office.wrong_passwords.count(place)  # counted before it is looked at: many at once are many
    if wait_s:
        raise refusal(429, wait_s=wait_s)
    found = _fitting(office, digest, password)
    if found is None:
        return None
    office.wrong_passwords.forgive(place)
    desk = office.desk_of(found.org)
    if office.passwords.is_old(found.password):
        desk.accounts.put_password(found.person, office.passwords.kept(password))
    secret = open_session(desk, found.person, agent=asking.agent, how=WITH_PASSWORD)
    return SignedIn(org=found.org, person=found.person, secret=secret, name=digest)


def _fitting(office: Office, digest: str, password: str) -> SignIn | None:
    """Whose name and password these are. One name may stand in several organizations: the password tells which.

    Where it fits in several, the one where it was used last.
    """
    house = office.house
    ways: list[SignIn | None] = [*house.own.accounts.named(digest, house.orgs())] or [None]
    fitting = [one for one in ways if office.passwords.fits(password, one.password if one else "") and one]
    return next((one for one in fitting if roles_of(office.desk_of(one.org), one.person) is not None), None)


class PasswordWanted(Struct, frozen=True, kw_only=True):
    """What somebody who is signed in wants to sign in with from now on; an empty name stays as it is."""

    name: str
    password: str
    again: str
    current: str


def set_password(office: Office, who: Signed, wanted: PasswordWanted) -> dict[str, str]:
    """Keep a name and a password; what is wrong, by field, where something is. Every other session ends with it.

    1. Whoever has a password shows it, unless they just came in by a link or a passkey; who has none and came by an
    identity provider has been asked there a moment ago; 2. a name; 3. the password is taken; 4. the name is nobody
    else's here.
    """
    desk = office.desk_of(who.org)
    way = desk.accounts.sign_in(who.person)
    has_password = way is not None and way.has_password
    if way is not None and has_password and not _is_fresh(desk, who):  # 1
        place = f"current/{who.person}"
        wait_s = office.wrong_passwords.count(place)
        if wait_s:
            raise refusal(429, wait_s=wait_s)
        if not office.passwords.fits(wanted.current, way.password):
            return {"password": _("That is not your password of now.")}
        office.wrong_passwords.forgive(place)
    if not has_password and needs_anew(desk, who):
        return {"new_password": _("Show first that it is you who sits here: see below, under identities.")}
    name = name_in_one_spelling(wanted.name)
    if (not name and not has_password) or len(wanted.name) > NAME_SIGNS:  # 2
        return {
            "name": _("Choose a name to sign in with, of at most {most} signs, such as your address.").format(
                most=NAME_SIGNS
            )
        }
    sheet = sheet_of(desk, who.person)
    wrong = faults_of_password(wanted.password, (wanted.name, sheet.name, sheet.address, desk.settings.sender_name))
    if wrong or wanted.password != wanted.again:  # 3
        return {"new_password": wrong} if wrong else {"again": _("These are two different ones. Type it again.")}
    if name and not desk.accounts.put_name(who.person, digest_of_name(office.key, name)):  # 4
        return {"name": _("Somebody else here signs in with this name. Choose another.")}
    desk.accounts.put_password(who.person, office.passwords.kept(wanted.password))
    desk.accounts.close_sessions(who.person, but=who.session)
    return {}


def needs_current(office: Office, who: Signed) -> bool:
    """Whether a new password is taken only with the one of now."""
    desk = office.desk_of(who.org)
    way = desk.accounts.sign_in(who.person)
    return way is not None and way.has_password and not _is_fresh(desk, who)


def is_recent(desk: Desk, who: Signed) -> bool:
    """Whether they signed in a moment ago: a device that was left open adds no further way in.

    What an identity provider says of somebody whom it did not ask is no sign that they are there.
    """
    found = _session(desk, who)
    return found is not None and found.how != WITH_PROVIDER and desk.clock.now() < found.made_at + FRESH


def needs_anew(desk: Desk, who: Signed) -> bool:
    """Whether they came by an identity provider that has not asked them a moment ago."""
    found = _session(desk, who)
    return found is not None and found.how in {WITH_PROVIDER, WITH_PROVIDER_ANEW} and not is_recent(desk, who)


def _is_fresh(desk: Desk, who: Signed) -> bool:
    """Whether they came in a moment ago by something else than their password."""
    found = _session(desk, who)
    return found is not None and found.how != WITH_PASSWORD and is_recent(desk, who)


def _session(desk: Desk, who: Signed) -> Session | None:
    return next((one for one in desk.accounts.sessions(who.person) if one.id == who.session), None)


def link_at(office: Office, text: str) -> tuple[Desk, Link] | None:
    """Whom a link signs in, and at which desk; None for every kind of wrong."""
    desk = _desk_of_link(office, text)
    link = link_shown(desk, text) if desk else None
    return (desk, link) if desk and link else None


def with_link(office: Office, text: str, agent: str) -> SignedIn | None:
    """Sign in with a link, once."""
    desk = _desk_of_link(office, text)
    link = use_link(desk, text) if desk else None
    if desk is None or link is None:
        return None
    way = desk.accounts.sign_in(link.person)
    secret = open_session(desk, link.person, agent=agent, how=WITH_LINK)
    return SignedIn(org=desk.org, person=link.person, secret=secret, name=way.name if way else link.person)


def _desk_of_link(office: Office, text: str) -> Desk | None:
    shown = read_credential(CredentialKind.LINK, text)
    return office.house.desk_of(shown.org) if shown else None
