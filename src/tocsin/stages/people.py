"""The people who may act here; their names lie in the vault."""

from collections.abc import Iterable

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.stages.name import meant
from tocsin.vocab.acts.home import PersonAdded, PersonRetired
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.sheet import PersonSheet

ROLES = tuple(role.value for role in DeskRole)


class Person(Struct, frozen=True, kw_only=True):
    """A person with their name, as the desk's own people may read it."""

    id: str
    name: str
    address: str
    roles: tuple[str, ...]
    retired: bool


def add(desk: Desk, name: str, *, address: str, roles: tuple[str, ...]) -> PersonEntry:
    """Add somebody in one or more of the five roles."""
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise BadInput(f"there is no role {', '.join(unknown) or '(none given)'}", hint=f"one of: {', '.join(ROLES)}")
    if not name.strip():
        raise BadInput("a person needs a name", hint="give it as the first argument")
    person = desk.new_id("person")
    draft = desk.draft(desk.log_entry())
    sheet = draft.sheet(PersonSheet(name=name.strip(), address=address))
    draft.add(PersonAdded(person=person, roles=roles, sheet=sheet))
    after = draft.record()["person", person]
    assert isinstance(after, PersonEntry)
    return after


def retire(desk: Desk, person: str) -> PersonEntry:
    """The person acts no longer. The one in whose name this desk acts cannot retire themselves."""
    log = desk.log_entry()
    person = desk.active_person(person)
    if person in (desk.person, desk.settings.acting):
        raise ActNotAllowed(
            "the person in whose name this desk acts cannot be retired", hint="change `acting` in tocsin.toml first"
        )
    draft = desk.draft(log)
    draft.add(PersonRetired(person=person))
    after = draft.record()["person", person]
    assert isinstance(after, PersonEntry)
    desk.accounts.forget(person)  # they are shut out by the act already; what they signed in with is kept no longer
    return after


def who_acts(desk: Desk, given: str) -> str:
    """The id of the person who is to act, by name or id as `meant` reads them; retired people act no more.

    BadInput where nobody, or more than one active person, is meant; ActNotAllowed where the one who is was retired.
    """
    return desk.active_person(meant(desk, "person", given))


def people(desk: Desk) -> list[Person]:
    """Everybody, in the order they came."""
    found = []
    for entry in desk.index.all("person"):
        assert isinstance(entry, PersonEntry)
        try:
            sheet = desk.sheet(entry.sheet, PersonSheet)
        except Gone:
            sheet = None
        name, address = (sheet.name, sheet.address) if sheet else ("(purged)", "")
        found.append(Person(id=entry.id, name=name, address=address, roles=entry.roles, retired=entry.retired))
    return found


def named(desk: Desk, persons: Iterable[str]) -> dict[str, str]:
    """What some people are called, by id, looked up together."""
    found = desk.index.some("person", set(persons))
    entries = [entry for entry in found.values() if isinstance(entry, PersonEntry)]
    sheets = desk.sheets([entry.sheet for entry in entries], PersonSheet)
    return {entry.id: sheets[entry.sheet].name if entry.sheet in sheets else "(purged)" for entry in entries}
