"""Points of a decision: what is asked before anything may leave."""

from msgspec import Struct

from tocsin.operations.operation import READERS, Method, Nothing, Operation
from tocsin.stages.desk import Desk
from tocsin.stages.share import CHOSEN, REVIEW, REVIEWED
from tocsin.stages.standing import tables_of
from tocsin.vocab.release import Audience

WIDTH_ASKS = "How wide may it go at most? A person decides; what the table advises is no permission."
REVIEW_ASKS = "Somebody read it for personal information that the threat does not need. What did they find?"


class Meaning(Struct, frozen=True, kw_only=True):
    """What a code of the decision is called, and what it says."""

    name: str
    definition: str


class PointAsked(Struct, frozen=True, kw_only=True):
    """A point of the decision and the values that it may have; those of a table's own go from low to high.

    `name` and `asks` say it in words, `meanings` the values of a table's own point.
    """

    point: str
    name: str
    asks: str
    values: tuple[str, ...]
    meanings: dict[str, Meaning] = {}


def points(desk: Desk, _asked: Nothing) -> tuple[PointAsked, ...]:
    """What is asked before anything may leave: the decision table's points, and what a person decides beside them."""
    table = tables_of(desk).release.table
    of_table = (
        PointAsked(
            point=name,
            name=point.name,
            asks=point.definition,
            values=tuple(value.key for value in point.values),
            meanings={value.key: Meaning(name=value.name, definition=value.definition) for value in point.values},
        )
        for name, point in zip(table.names, table.points, strict=True)
    )
    outcomes = {one.key: Meaning(name=one.name, definition=one.definition) for one in table.outcome.values}
    return (
        *of_table,
        PointAsked(point=CHOSEN, name="How wide", asks=WIDTH_ASKS, values=tuple(Audience), meanings=outcomes),
        PointAsked(point=REVIEW, name="Review for personal information", asks=REVIEW_ASKS, values=REVIEWED),
    )


OPERATIONS = (
    Operation(
        name="share.points",
        method=Method.GET,
        path="/share-points",
        may=READERS,
        takes=Nothing,
        gives=tuple[PointAsked, ...],
        does=points,
    ),
)
