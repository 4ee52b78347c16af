"""Names: what is meant by a word that somebody typed, and its case."""

from enum import StrEnum

from msgspec import Struct

from tocsin.operations.operation import READERS, Method, Operation
from tocsin.stages.desk import Desk
from tocsin.stages.name import meant
from tocsin.vocab.case import Item, Report
from tocsin.vocab.sharing import Delivery, Feedback, Share


class Nameable(StrEnum):
    """What belongs to a case, and can be named; the first two have names of their own."""

    CASE = "case"
    SHARE = "share"
    ITEM = "item"
    REPORT = "report"
    DELIVERY = "delivery"
    FEEDBACK = "feedback"


class NameGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word for something: its id or the first signs of it; of a case and a share also its name."""

    kind: Nameable
    given: str


class Meant(Struct, frozen=True, kw_only=True):
    """The one thing that is meant, and the case it belongs to; whether that is practice (R13)."""

    id: str
    case: str
    exercise: bool


def find(desk: Desk, asked: NameGiven) -> Meant:
    """The one case, share, item, report, delivery or answer that is meant, and whether its case is practice."""
    match asked.kind:
        case Nameable.CASE:
            found = meant(desk, "case", asked.given)
        case Nameable.SHARE:
            found = meant(desk, "share", asked.given)
        case _:
            found = desk.full_id(asked.kind, asked.given)
    case = desk.case(_case_of(desk, asked.kind, found))
    return Meant(id=found, case=case.id, exercise=case.exercise)


def _case_of(desk: Desk, kind: Nameable, identifier: str) -> str:
    if kind is Nameable.CASE:
        return identifier
    found = desk.index.get(kind, identifier)
    assert isinstance(found, Share | Item | Report | Delivery | Feedback), "each of these belongs to a case"
    return found.case


OPERATIONS = (
    Operation(name="name.find", method=Method.GET, path="/names", may=READERS, takes=NameGiven, gives=Meant, does=find),
)
