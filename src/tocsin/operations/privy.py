"""Who may look at what is counsel's: an analyst, an approver, counsel."""

from tocsin.operations.operation import READERS
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import is_privileged
from tocsin.vocab.case import Item, PersonEntry
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ActNotAllowed

PRIVY = READERS - {DeskRole.AUDITOR}


def is_privy(desk: Desk) -> bool:
    """Whether whoever acts has a role to which privileged items are open: neither an auditor's nor an admin's is."""
    person = desk.index.get("person", desk.person)
    return isinstance(person, PersonEntry) and not PRIVY.isdisjoint(person.roles)


def check_privy(desk: Desk, item: Item) -> None:
    """ActNotAllowed where the item is counsel's and is closed to whoever acts, whatever reason they give."""
    if is_privileged(desk, item) and not is_privy(desk):
        raise ActNotAllowed(
            f"{item.id} is privileged: it is closed to an auditor and to an admin",
            hint="ask an analyst, an approver or counsel of this case",
        )
