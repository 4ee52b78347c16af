"""The desk's own people: added, retired, let in again, shut out, reviewed."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import asdict

from tocsin.formats.csv_table import MEDIA_TYPE, csv_table
from tocsin.operations.operation import EVERYBODY, KEEPERS, Content, Method, Nothing, Operation
from tocsin.stages import account
from tocsin.stages.account import LinkMade, Reviewed
from tocsin.stages.desk import Desk
from tocsin.stages.name import meant
from tocsin.stages.people import Person, add, people, retire
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.desk_role import DeskRole

REVIEWERS = KEEPERS | {DeskRole.AUDITOR}


class PersonWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to add, with how to reach them."""

    name: str
    address: str = ""
    roles: tuple[DeskRole, ...] = (DeskRole.ANALYST,)


class PersonNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person, by name or id, or the beginning of either."""

    person: str


class Invited(PersonEntry, frozen=True, kw_only=True):
    """Who was added, and the link with which they sign in for the first time: a path of the web desk, shown once."""

    link: LinkMade


def list_people(desk: Desk, _asked: Nothing) -> tuple[Person, ...]:
    """Everybody who may act here, or could."""
    return tuple(people(desk))


def add_person(desk: Desk, asked: PersonWanted) -> Invited:
    """Add somebody who may act here; the link is their invitation, and is shown once."""
    added = add(desk, asked.name, address=asked.address, roles=tuple(asked.roles))
    return Invited(**asdict(added), link=account.make_link(desk, added.id))


def retire_person(desk: Desk, asked: PersonNamed) -> PersonEntry:
    """Somebody acts here no longer; what they did stays, and what they sign in with is void."""
    return retire(desk, meant(desk, "person", asked.person))


def link_person(desk: Desk, asked: PersonNamed) -> LinkMade:
    """Make a link that signs a person in once, such as where they lost what they sign in with; shown once."""
    return account.make_link(desk, meant(desk, "person", asked.person))


def shut_out(desk: Desk, asked: PersonNamed) -> Reviewed:
    """End every session and every token of a person; they can sign in again."""
    person = meant(desk, "person", asked.person)
    account.shut_out(desk, person)
    return next(one for one in account.review(desk) if one.person == person)


def disconnect(desk: Desk, asked: PersonNamed) -> Reviewed:
    """Disconnect a person from the identity provider: what it says of them opens nothing here; sessions stay."""
    person = meant(desk, "person", asked.person)
    for one in account.identities_of(desk, person):
        account.drop_identity(desk, person, one.id)
    return next(one for one in account.review(desk) if one.person == person)


def review(desk: Desk, _asked: Nothing) -> tuple[Reviewed, ...]:
    """The access review: who may come in, with what, in which roles, and when they last did."""
    return account.review(desk)


def review_table(desk: Desk, _asked: Nothing) -> Content:
    """The access review as a table for a spreadsheet (RFC 4180): one line for each way in."""
    header = ("person", "name", "roles", "state", "what", "detail", "since", "last used", "ends")
    data = csv_table(header, (row for one in account.review(desk) for row in _rows(one)))
    return Content(media_type=MEDIA_TYPE, file_name="access-review.csv", pieces=iter((data,)))


def _rows(one: Reviewed) -> Sequence[tuple[str, ...]]:
    who = (one.person, one.name, " ".join(one.roles), "retired" if one.retired else "active")
    password = "has a password" if one.has_password else "has no password"
    rows = [(*who, "person", password, "", one.signed_at.isoformat() if one.signed_at else "never", "")]
    if one.linked_at:
        rows.append((*who, "link", f"made by {one.linked_by}", one.linked_at.isoformat(), "", ""))
    for session in one.sessions:
        rows.append((*who, "session", session.agent, session.made_at.isoformat(), session.seen_at.isoformat(), ""))
    for token in one.tokens:
        used = token.used_at.isoformat() if token.used_at else "never"
        named = f"{token.reach}: {token.label}"
        rows.append((*who, "token", named, token.made_at.isoformat(), used, token.until_at.isoformat()))
    for key in one.passkeys:
        used = key.used_at.isoformat() if key.used_at else "never"
        rows.append((*who, "passkey", key.label, key.made_at.isoformat(), used, ""))
    for identity in one.identities:
        used = identity.used_at.isoformat() if identity.used_at else "never"
        rows.append((*who, "identity", identity.issuer, identity.made_at.isoformat(), used, ""))
    return rows


OPERATIONS = (
    Operation(
        name="user.list",
        method=Method.GET,
        path="/people",
        may=EVERYBODY,
        takes=Nothing,
        gives=tuple[Person, ...],
        does=list_people,
    ),
    Operation(
        name="user.add",
        method=Method.POST,
        path="/people",
        may=KEEPERS,
        takes=PersonWanted,
        gives=Invited,
        does=add_person,
        in_session=True,  # it makes a link
    ),
    Operation(
        name="user.retire",
        method=Method.POST,
        path="/people/{person}/retire",
        may=KEEPERS,
        takes=PersonNamed,
        gives=PersonEntry,
        does=retire_person,
    ),
    Operation(
        name="user.link",
        method=Method.POST,
        path="/people/{person}/link",
        may=KEEPERS,
        takes=PersonNamed,
        gives=LinkMade,
        does=link_person,
        in_session=True,
    ),
    Operation(
        name="user.shut_out",
        method=Method.POST,
        path="/people/{person}/shut-out",
        may=KEEPERS,
        takes=PersonNamed,
        gives=Reviewed,
        does=shut_out,
    ),
    Operation(
        name="user.disconnect",
        method=Method.POST,
        path="/people/{person}/disconnect",
        may=KEEPERS,
        takes=PersonNamed,
        gives=Reviewed,
        does=disconnect,
    ),
    Operation(
        name="user.review",
        method=Method.GET,
        path="/access-review",
        may=REVIEWERS,
        takes=Nothing,
        gives=tuple[Reviewed, ...],
        does=review,
    ),
    Operation(
        name="user.review_table",
        method=Method.GET,
        path="/access-review.csv",
        may=REVIEWERS,
        takes=Nothing,
        gives=Content,
        does=review_table,
    ),
)
