"""Contacts of a case: who has a part in it, who is told, who is not."""

from tocsin.operations.case import Named
from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.stages.contact import Decision, GroupLine, Part, board, decide_contact, involve
from tocsin.stages.desk import Desk
from tocsin.stages.party import find_party
from tocsin.vocab.contact import ContactAnswer, ContactGroup, NotContactedReason
from tocsin.vocab.party import PartyRole


class PartGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The part that a party has in a case, and why."""

    party: str
    group: ContactGroup
    roles: tuple[PartyRole, ...]
    because: str


class ContactGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a party of the case is told, or a whole group: exactly one of the two is named."""

    answer: ContactAnswer
    party: str = ""
    group: ContactGroup | None = None
    reason: NotContactedReason | None = None  # why somebody is deliberately not told
    because: str = ""


def show_board(desk: Desk, asked: Named) -> tuple[GroupLine, ...]:
    """Every group that is asked about: told, deliberately not, or open; and who is silent."""
    return board(desk, desk.case(asked.case))


def give_part(desk: Desk, asked: PartGiven) -> tuple[GroupLine, ...]:
    """Give a party a part in a case; nobody is told by this."""
    part = Part(party=find_party(desk, asked.party), group=asked.group, roles=asked.roles, because=asked.because)
    return board(desk, involve(desk, desk.case(asked.case), part))


def decide(desk: Desk, asked: ContactGiven) -> tuple[GroupLine, ...]:
    """Say whether a party or a group was told, is deliberately not told and why, or is still open."""
    decision = Decision(
        answer=asked.answer,
        group=asked.group,
        party=find_party(desk, asked.party) if asked.party else None,
        reason=asked.reason,
        because=asked.because,
    )
    return board(desk, decide_contact(desk, desk.case(asked.case), decision))


OPERATIONS = (
    Operation(
        name="contact.list",
        method=Method.GET,
        path="/cases/{case}/parties",
        may=READERS,
        takes=Named,
        gives=tuple[GroupLine, ...],
        does=show_board,
    ),
    Operation(
        name="contact.involve",
        method=Method.POST,
        path="/cases/{case}/parties",
        may=WRITERS,
        takes=PartGiven,
        gives=tuple[GroupLine, ...],
        does=give_part,
    ),
    Operation(
        name="contact.decide",
        method=Method.POST,
        path="/cases/{case}/contacts",
        may=WRITERS,
        takes=ContactGiven,
        gives=tuple[GroupLine, ...],
        does=decide,
    ),
)
