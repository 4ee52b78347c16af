"""Search: words in names, titles and notes."""

from msgspec import Struct

from tocsin.operations.operation import READERS, Method, Operation
from tocsin.stages import search
from tocsin.stages.desk import Desk
from tocsin.stages.search import Hit


class Sought(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words to look for."""

    text: str


def find(desk: Desk, asked: Sought) -> tuple[Hit, ...]:
    """Find cases by what their names, reports and items say; newest cases first, bounded."""
    return tuple(search.search(desk, asked.text))


OPERATIONS = (
    Operation(
        name="search.find",
        method=Method.GET,
        path="/search",
        may=READERS,
        takes=Sought,
        gives=tuple[Hit, ...],
        does=find,
    ),
)
