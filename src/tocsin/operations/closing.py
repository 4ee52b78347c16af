"""The end of a case: what still hangs on it, closed, opened again."""

from datetime import date, datetime

from msgspec import Struct

from tocsin.operations.case import Named
from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.rules.closing import TO_FINISH
from tocsin.stages import closing
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case
from tocsin.vocab.feedback import ReopenReason
from tocsin.vocab.loose import Why


class Ending(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a case ended, who else could act, and when what is loose is looked at again."""

    summary: str
    who_else: str = ""
    check_on: date | None = None


class Reopening(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a case is open again."""

    reason: ReopenReason
    because: str = ""


class Hanging(Struct, frozen=True, kw_only=True):
    """One loose end. `first`: it is to be settled before the case closes; others become open items with a day."""

    why: Why
    about: str
    party: str
    since: datetime | None
    words: str
    first: bool


def list_hanging(desk: Desk, asked: Named) -> tuple[Hanging, ...]:
    """Everything that still hangs on a case."""
    return tuple(
        Hanging(
            why=one.why,
            about=one.about,
            party=one.party,
            since=one.since,
            words=closing.in_words(desk, one),
            first=one.why in TO_FINISH,
        )
        for one in closing.hanging(desk, desk.case(asked.case))
    )


def close(desk: Desk, asked: Ending) -> Case:
    """Close a case; each share that nobody answered is left open by name."""
    case = desk.case(asked.case)
    return closing.close(desk, case, summary=asked.summary, who_else=asked.who_else, check_on=asked.check_on)


def reopen(desk: Desk, asked: Reopening) -> Case:
    """Open a closed case again."""
    return closing.reopen(desk, desk.case(asked.case), reason=asked.reason, because=asked.because)


OPERATIONS = (
    Operation(
        name="case.hanging",
        method=Method.GET,
        path="/cases/{case}/hanging",
        may=READERS,
        takes=Named,
        gives=tuple[Hanging, ...],
        does=list_hanging,
    ),
    Operation(
        name="case.close",
        method=Method.POST,
        path="/cases/{case}/close",
        may=WRITERS,
        takes=Ending,
        gives=Case,
        does=close,
    ),
    Operation(
        name="case.reopen",
        method=Method.POST,
        path="/cases/{case}/reopen",
        may=WRITERS,
        takes=Reopening,
        gives=Case,
        does=reopen,
    ),
)
