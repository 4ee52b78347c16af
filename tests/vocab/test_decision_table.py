"""Decision tables are read strictly; the published ones and our own are judged by SSVC's own schema too."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it comes without types
import pytest

from tests.tables import document, shipped, shipped_bytes, table_of
from tocsin.vocab.decision_table import parse_table
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS

OURS = sorted(entry.name.removesuffix(".json") for entry in files("tocsin").joinpath("catalogues", "tables").iterdir())
# CERT/CC SSVC, repository state of 20 July 2026: rows of the tables in the reference data.
PUBLISHED = {
    "cisa:DT_BOD2604:1.0.0": 16,
    "cisa:DT_CO:2.0.3": 36,
    "ssvc:DT_COORD_PUBLISH:1.0.0": 27,
    "ssvc:DT_COORD_TRIAGE:1.0.0": 192,
    "ssvc:DT_DP:1.0.0": 72,
    "ssvc:DT_HI:1.0.0": 16,
    "ssvc:DT_PSI:1.0.0": 4,
    "ssvc:DT_SP:1.0.0": 36,
    "ssvc:DT_U:1.0.0": 4,
}


@pytest.fixture
def validator(reference_data: Path) -> jsonschema.Draft202012Validator:
    """SSVC's schema as a judge."""
    schema = json.loads((reference_data / "ssvc" / "DecisionTable_2_0_0.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def published(reference_data: Path) -> list[bytes]:
    paths = sorted((reference_data / "ssvc").glob("*.json"))
    return [path.read_bytes() for path in paths if not path.name.endswith(".schema.json")]


def test_every_published_table_is_read_with_all_its_rows(reference_data: Path) -> None:
    found = [parse_table(data) for data in published(reference_data)]
    assert {table.id: len(table.rows) for table in found} == PUBLISHED
    assert all(table.combinations == len(table.rows) for table in found)


def test_nothing_of_a_published_table_is_lost(reference_data: Path) -> None:
    for data in published(reference_data):
        source, table = json.loads(data), parse_table(data)
        assert [dict(row) for row in table.rows] == source["mapping"]
        assert {point.id for point in (*table.points, table.outcome)} == set(source["decision_points"])
        for point in (*table.points, table.outcome):
            values = [{"key": one.key, "name": one.name, "definition": one.definition} for one in point.values]
            assert values == source["decision_points"][point.id]["values"]


@pytest.mark.parametrize("name", OURS)
def test_our_tables_are_tables_by_the_published_schema(name: str, validator: jsonschema.Draft202012Validator) -> None:
    assert list(validator.iter_errors(json.loads(shipped_bytes(name)))) == []


def test_the_schema_can_say_no(validator: jsonschema.Draft202012Validator) -> None:
    made = json.loads(shipped_bytes("when"))
    assert not validator.is_valid(made | {"namespace": "x_nowhere"})
    assert not validator.is_valid({key: value for key, value in made.items() if key != "outcome"})


def test_a_point_of_two_shipped_tables_is_the_same_point() -> None:
    known = {point.id: point for point in shipped("release").table.points}
    shared = [point for point in shipped("when").table.points if point.id in known]
    assert [point.key for point in shared] == ["SIG", "REACH", "HAZ", "FIX"]
    assert all(known[point.id] == point for point in shared)


def edited(edit: Callable[[dict[str, object]], object]) -> bytes:
    made = document([2, 2], 2, [0, 0, 0, 1])
    edit(made)
    return json.dumps(made).encode()


def at(made: dict[str, object], *path: str) -> dict[str, object]:
    inner: object = made
    for step in path:
        assert isinstance(inner, dict)
        inner = inner[step]
    assert isinstance(inner, dict)
    return inner


A, OUT = "x_example.test#t:A:1.0.0", "x_example.test#t:OUT:1.0.0"
BAD: dict[str, tuple[Callable[[dict[str, object]], object], str]] = {
    "no mapping": (lambda made: made.pop("mapping"), "mapping"),
    "no outcome": (lambda made: made.pop("outcome"), "outcome"),
    "an outcome that is no point": (lambda made: made.update(outcome="x"), "$.outcome: 'x'"),
    "another schema": (lambda made: made.update(schemaVersion="1.0.1"), "$.schemaVersion"),
    "an unknown key": (lambda made: made.update(colour="red"), "colour"),
    "an unknown key of a point": (lambda made: at(made, "decision_points", A).update(colour="red"), f"[{A!r}]"),
    "a point that is no object": (lambda made: at(made, "decision_points").update({A: 3}), f"[{A!r}]"),
    "a point under another's name": (lambda made: at(made, "decision_points", A).update(key="Z"), f"[{A!r}]"),
    "a point without values": (lambda made: at(made, "decision_points", A).update(values=[]), ".values"),
    "a value twice": (
        lambda made: at(made, "decision_points", A).update(values=[{"key": "v0", "name": "n", "definition": "d"}] * 2),
        "stands twice",
    ),
    "a value without a definition": (
        lambda made: at(made, "decision_points", A).update(values=[{"key": "v0", "name": "n"}]),
        ".values[0]",
    ),
    "no point but the outcome": (
        lambda made: made.update(decision_points={OUT: at(made, "decision_points", OUT)}),
        "nothing to decide by",
    ),
    "a row that is no object": (lambda made: made.update(mapping=[[1]]), "$.mapping[0]"),
    "a row with a number": (lambda made: made.update(mapping=[{A: 1}]), "$.mapping[0]"),
    "a namespace of nobody": (lambda made: made.update(namespace="x_example"), "$.namespace"),
    "a version that is none": (lambda made: made.update(version="1.0"), "$.version"),
    "a key with a space": (lambda made: made.update(key="A B"), "$.key"),
    "a key with a line end": (lambda made: made.update(key="AB\n"), "$.key"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_table_is_refused_with_its_place(what: str) -> None:
    edit, says = BAD[what]
    with pytest.raises(BadInput) as caught:
        parse_table(edited(edit))
    assert says in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"[]", b"3", b"\xff", b'{"key": "A", "key": "B"}', b"{" * 200])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        parse_table(data)


def test_a_table_that_nobody_could_walk_is_refused_before_it_is_walked() -> None:
    sizes = [3] * 10
    assert LIMITS.table_combinations < 3**10
    made = document(sizes, 2, [0] * 3**10) | {"mapping": []}
    with pytest.raises(TooMuch, match="59,049 combinations"):
        table_of(made)


def test_a_point_is_found_by_key_by_id_and_without_regard_to_case() -> None:
    table = table_of(document([2, 3], 2, [0, 0, 0, 0, 0, 1]))
    assert [table.find(word) for word in ("A", "a", A, "B")] == [0, 0, 0, 1]
    with pytest.raises(BadInput, match="no point 'OUT'"):
        table.find("OUT")
    assert [table.points[1].place_of(word) for word in ("v2", "V2", "v0")] == [2, 2, 0]
    with pytest.raises(BadInput, match="no value 'v3'") as caught:
        table.points[1].place_of("v3")
    assert "v0, v1, v2" in caught.value.hint


def test_two_points_of_one_key_are_called_by_their_ids() -> None:
    made = document([2, 2], 2, [0, 0, 0, 1])
    other = "x_example.test#other:A:1.0.0"
    points = at(made, "decision_points")
    moved = points.pop("x_example.test#t:B:1.0.0")
    assert isinstance(moved, dict)
    points[other] = moved | {"namespace": "x_example.test#other", "key": "A"}
    table = table_of(made)
    assert set(table.names) == {A, other}
    with pytest.raises(BadInput, match="no point 'A'"):
        table.find("A")


def test_combinations_are_counted_with_the_last_point_fastest() -> None:
    table = table_of(document([2, 3], 2, [0, 0, 0, 0, 0, 1]))
    assert table.strides == (3, 1)
    assert [table.places_of(index) for index in range(6)] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert table.write(5) == "A=v1 B=v2"
