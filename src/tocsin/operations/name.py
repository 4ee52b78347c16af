"""Names: what is meant by a word that somebody typed; what ids are called."""

from enum import StrEnum

from msgspec import Struct

from tocsin.operations.operation import MOST, READERS, Method, Operation
from tocsin.stages.case_list import names_of
from tocsin.stages.desk import Desk
from tocsin.stages.name import meant
from tocsin.stages.party import names_of as names_of_parties
from tocsin.stages.people import named
from tocsin.vocab.case import Case, Item, Report
from tocsin.vocab.errors import BadInput
from tocsin.vocab.public_report import FORM_NAME, PUBLIC_FORM
from tocsin.vocab.sharing import Delivery, Feedback, Party, Share


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


class IdsGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ids of cases, people and parties."""

    ids: tuple[str, ...] = ()


class Called(Struct, frozen=True, kw_only=True):
    """What one of them is called."""

    id: str
    name: str


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


def called(desk: Desk, asked: IdsGiven) -> tuple[Called, ...]:
    """What some cases, people and parties are called; ids that nobody here knows are left out."""
    if len(asked.ids) > MOST:
        raise BadInput(f"at most {MOST:,} ids at once", hint="ask for the others in another request")
    cases = [one for one in desk.index.some("case", set(asked.ids)).values() if isinstance(one, Case)]
    parties = [one for one in desk.index.some("party", set(asked.ids)).values() if isinstance(one, Party)]
    names = {PUBLIC_FORM: FORM_NAME} | names_of(desk, cases) | named(desk, asked.ids) | names_of_parties(desk, parties)
    return tuple(Called(id=one, name=names[one]) for one in dict.fromkeys(asked.ids) if one in names)


def _case_of(desk: Desk, kind: Nameable, identifier: str) -> str:
    if kind is Nameable.CASE:
        return identifier
    found = desk.index.get(kind, identifier)
    assert isinstance(found, Share | Item | Report | Delivery | Feedback), "each of these belongs to a case"
    return found.case


OPERATIONS = (
    Operation(name="name.find", method=Method.GET, path="/names", may=READERS, takes=NameGiven, gives=Meant, does=find),
    Operation(
        name="name.called",
        method=Method.GET,
        path="/called",
        may=READERS,
        takes=IdsGiven,
        gives=tuple[Called, ...],
        does=called,
    ),
)
