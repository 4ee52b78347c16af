"""How many people approve before something leaves, as its table says."""

from typing import NamedTuple

from tocsin.vocab.decision_table import CheckedTable
from tocsin.vocab.errors import BadInput


class Needed(NamedTuple):
    """How many people other than the author, and whether one more person than these approves as counsel."""

    people: int
    counsel: bool


# What each outcome of the table asks for.
ASKS_FOR: dict[str, Needed] = {
    "none": Needed(0, counsel=False),
    "one": Needed(1, counsel=False),
    "two": Needed(2, counsel=False),
    "two_and_counsel": Needed(2, counsel=True),
}


def needed(table: CheckedTable, audience: str, exposure: str) -> Needed:
    """The approvals for an audience (COORDINATOR to PUBLIC) and an exposure (clean, recoverable, identifies).

    A table that does not ask for the exposure gives the same for all three. HOLD is no audience: BadInput.
    """
    given = {"AUDIENCE": audience, "EXPO": exposure}
    places = []
    for point in table.table.points:
        if point.key not in given:
            raise BadInput(f"the table {table.table.id} asks {point.key}, which no release has", hint=_HINT)
        places.append(point.place_of(given[point.key]))
    outcome = table.table.outcome.values[table.ranks[table.index_of(tuple(places))]].key
    try:
        return ASKS_FOR[outcome]
    except KeyError:
        raise BadInput(f"{outcome!r} is no number of approvals", hint=_HINT) from None


_HINT = "`tocsin policy check approvals` says what the table of approvals may ask and answer"
