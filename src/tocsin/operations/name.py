"""Names: what is meant by a word that somebody typed, and its case."""

from typing import Literal

from msgspec import Struct

from tocsin.operations.operation import READERS, Method, Operation
from tocsin.stages.desk import Desk
from tocsin.stages.name import meant
from tocsin.vocab.case import Item, Report
from tocsin.vocab.sharing import Delivery, Feedback, Share

Kind = Literal["case", "share", "item", "report", "delivery", "feedback"]


class NameGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word for something: its id or the first signs of it; of a case and a share also its name."""

    kind: Kind
    given: str


class Meant(Struct, frozen=True, kw_only=True):
    """The one thing that is meant, and the case it belongs to; whether that is practice (R13)."""

    id: str
    case: str
    exercise: bool


def find(desk: Desk, asked: NameGiven) -> Meant:
    """The one case, share, item, report, delivery or answer that is meant, and whether its case is practice."""
    if asked.kind in ("case", "share"):
        found = meant(desk, asked.kind, asked.given)
    else:
        found = desk.full_id(asked.kind, asked.given)
    case = desk.case(_case_of(desk, asked.kind, found))
    return Meant(id=found, case=case.id, exercise=case.exercise)


def _case_of(desk: Desk, kind: Kind, identifier: str) -> str:
    if kind == "case":
        return identifier
    found = desk.index.get(kind, identifier)
    assert isinstance(found, Share | Item | Report | Delivery | Feedback), "each of these belongs to a case"
    return found.case


OPERATIONS = (
    Operation(name="name.find", method=Method.GET, path="/names", may=READERS, takes=NameGiven, gives=Meant, does=find),
)
