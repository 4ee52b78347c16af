"""Decision tables: ordered points, and a row for every combination.

The form is SSVC's: CERT/CC, "Stakeholder-Specific Vulnerability Categorization", DecisionTable schema 2.0.0, repository
state of 20 July 2026. A table is read here and nothing else; whether it is whole is judged by `rules.table_check`.
"""

import math
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_FRAGMENT = "[a-z0-9]+(?:[.-][a-z0-9]+)*"
_NUMBER = "(?:0|[1-9][0-9]{0,8})"
# The schema's patterns, with extensions after "/" taken more loosely: no input makes these go back far.
NAMESPACE = (
    rf"^(?:x_{_LABEL}(?:\.{_LABEL})+#{_FRAGMENT}|[a-z][a-z0-9]+(?:[.-][a-z0-9]+)*(?:#{_FRAGMENT})?)"
    r"(?:/[A-Za-z0-9.#$-]*)*\Z"
)
KEY = r"^(?:[A-Za-z0-9](?:[A-Za-z0-9_]*[A-Za-z0-9])?|T\*)\Z"  # T* is older than the rule, says the schema
VERSION = rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\Z"

Namespace: TypeAlias = Annotated[str, Meta(pattern=NAMESPACE, min_length=3, max_length=1000)]
ShortKey: TypeAlias = Annotated[str, Meta(pattern=KEY, max_length=80)]
Version: TypeAlias = Annotated[str, Meta(pattern=VERSION, max_length=80)]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=2_000)]
Definition: TypeAlias = Annotated[str, Meta(min_length=1, max_length=20_000)]

# One row as it stands in the document: (id of a point, key of a value), in the document's order.
Row: TypeAlias = tuple[tuple[str, str], ...]

_Read = TypeVar("_Read")

UNKNOWN = "unknown"  # the answer of somebody who does not know, for every point that has no such value itself


class PointValue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer that a point may have."""

    key: ShortKey
    name: Name
    definition: Definition


class DecisionPoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question with its answers, the lowest first."""

    namespace: Namespace
    key: ShortKey
    version: Version = "0.0.1"  # the schema's default
    name: Name
    definition: Definition
    schema_version: Literal["2.0.0"] = field(name="schemaVersion")
    values: Annotated[tuple[PointValue, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        keys = [value.key for value in self.values]
        if len(set(keys)) != len(keys):
            raise ValueError("the key of a value stands twice")

    @property
    def id(self) -> str:
        """`namespace:KEY:version`."""
        return f"{self.namespace}:{self.key}:{self.version}"

    def place_of(self, word: str) -> int:
        """Where a value stands, 0 the lowest; case does not matter where it tells no values apart."""
        keys = [value.key for value in self.values]
        found = _one(word, keys)
        if found is None:
            raise BadInput(f"{self.key} has no value {word[:60]!r}", hint=f"low to high: {', '.join(keys)}")
        return found


class DecisionTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table as it was read: what it asks, in order, what it answers with, and its rows as they stand there."""

    namespace: Namespace
    key: ShortKey
    version: Version
    name: Name
    definition: Definition
    points: tuple[DecisionPoint, ...]
    outcome: DecisionPoint
    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        """`namespace:KEY:version`: what a decision says it was made by."""
        return f"{self.namespace}:{self.key}:{self.version}"

    @property
    def combinations(self) -> int:
        """How many different answers to all points there are."""
        return math.prod(len(point.values) for point in self.points)

    @property
    def strides(self) -> tuple[int, ...]:
        """How far apart neighbours stand, by point, where combinations are counted with the last point fastest."""
        sizes = [len(point.values) for point in self.points]
        return tuple(math.prod(sizes[place + 1 :]) for place in range(len(sizes)))

    @property
    def names(self) -> tuple[str, ...]:
        """What each point is called here: its key where no other point has it, else its id."""
        keys = [point.key for point in self.points]
        return tuple(point.key if keys.count(point.key) == 1 else point.id for point in self.points)

    def find(self, word: str) -> int:
        """Which point is meant, by key or id."""
        ids = [point.id for point in self.points]
        found = ids.index(word) if word in ids else _one(word, self.names)
        if found is None:
            raise BadInput(f"the table {self.key} has no point {word[:60]!r}", hint=f"it asks {', '.join(self.names)}")
        return found

    def write(self, index: int) -> str:
        """One combination in words: `SIG=active REACH=self …`."""
        places = self.places_of(index)
        return " ".join(
            f"{name}={point.values[place].key}"
            for name, point, place in zip(self.names, self.points, places, strict=True)
        )

    def places_of(self, index: int) -> tuple[int, ...]:
        """The places of the values of one combination, by point."""
        return tuple(
            index // stride % len(point.values) for point, stride in zip(self.points, self.strides, strict=True)
        )


class CheckedTable(Struct, frozen=True, kw_only=True):
    """A table in which every combination has one outcome, and a higher answer never a lower one.

    Only `rules.table_check.whole` makes one. By combination, the last point fastest: `ranks` are the places of the
    outcomes, `rows` the numbers (from 1) of the rows in the document.
    """

    table: DecisionTable
    ranks: tuple[int, ...]
    rows: tuple[int, ...]

    def index_of(self, places: tuple[int, ...]) -> int:
        """The combination with these values."""
        return sum(place * stride for place, stride in zip(places, self.table.strides, strict=True))


class _Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    namespace: Namespace
    key: ShortKey
    version: Version = "0.0.1"
    name: Name
    definition: Definition
    schema_version: Literal["2.0.0"] = field(name="schemaVersion")
    decision_points: dict[str, object]
    outcome: str
    mapping: tuple[dict[str, str], ...]


def parse_table(data: bytes) -> DecisionTable:
    """A table from the bytes of a document of schema 2.0.0; BadInput names the place where it is none.

    More is asked than the schema asks: the name of a point in `decision_points` is its own id (the schema only
    recommends it), keys that the schema does not know are refused, and there has to be a mapping.
    """
    document = _as(_Document, parse_json(data), "")
    points = {name: _point(name, inner) for name, inner in document.decision_points.items()}
    outcome = points.pop(document.outcome, None)
    if outcome is None:
        raise _bad(".outcome", f"{document.outcome[:80]!r} is none of the decision points")
    if not points:
        raise _bad(".decision_points", "no point but the outcome: there is nothing to decide by")
    table = DecisionTable(
        namespace=document.namespace,
        key=document.key,
        version=document.version,
        name=document.name,
        definition=document.definition,
        points=tuple(points.values()),
        outcome=outcome,
        rows=tuple(tuple(row.items()) for row in document.mapping),
    )
    if table.combinations > LIMITS.table_combinations:
        raise TooMuch(
            f"the table has {table.combinations:,} combinations; at most {LIMITS.table_combinations:,} are checked",
            hint="split it: let one table give an answer that another asks for",
        )
    return table


def _point(name: str, inner: object) -> DecisionPoint:
    place = f".decision_points[{name[:120]!r}]"
    point = _as(DecisionPoint, inner, place)
    if point.id != name:
        raise _bad(place, f"is named so, and says of itself that it is {point.id!r}")
    return point


def _as(type_: type[_Read], value: object, place: str) -> _Read:
    try:
        return msgspec.convert(value, type_, strict=True)
    except msgspec.ValidationError as error:
        said, _, inner = str(error).partition(" - at `$")
        raise _bad(place + inner.rstrip("`"), said) from error


def _one(word: str, keys: Sequence[str]) -> int | None:
    """The place of the one key that is meant: exactly it, else the only one that differs in case alone."""
    if word in keys:
        return keys.index(word)
    alike = [place for place, key in enumerate(keys) if key.casefold() == word.casefold()]
    return alike[0] if len(alike) == 1 else None


def _bad(place: str, says: str) -> BadInput:
    return BadInput(f"decision table at ${place}: {says}", hint="compare it with SSVC's DecisionTable schema 2.0.0")
