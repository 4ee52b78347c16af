"""What stands in a case's evidence that others could look for."""

from msgspec import Struct

from tocsin.operations.operation import READERS, Method, Operation
from tocsin.stages.desk import Desk
from tocsin.stages.found import FoundInCase, found_in


class FoundAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case, and which of its items; the newest where none is named."""

    case: str
    item: tuple[str, ...] = ()


def found(desk: Desk, asked: FoundAsked) -> FoundInCase:
    """Find domains, addresses, digests and wallets in the evidence of a case; none becomes an indicator by it."""
    return found_in(desk, desk.case(asked.case), [desk.full_id("item", one) for one in asked.item])


OPERATIONS = (
    Operation(
        name="evidence.found",
        method=Method.GET,
        path="/cases/{case}/found",
        may=READERS,
        takes=FoundAsked,
        gives=FoundInCase,
        does=found,
    ),
)
