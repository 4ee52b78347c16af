"""How many approve: as shipped for every audience and exposure, and as a table of the house says."""

import json

import pytest

from tests.tables import shipped, shipped_bytes, table_of
from tocsin.rules.approval import ASKS_FOR, Needed, needed
from tocsin.rules.table_check import USES, whole
from tocsin.vocab.decision_table import CheckedTable
from tocsin.vocab.errors import BadInput
from tocsin.vocab.release import Audience

EXPOSURES = ("clean", "recoverable", "identifies")


def with_exposure() -> CheckedTable:
    """A table of a house that asks for one step more where somebody can be named."""
    made = json.loads(shipped_bytes("approvals"))
    namespace = "x_example.test#house"
    exposure = f"{namespace}:EXPO:1.0.0"
    outcome = made["decision_points"].pop(made["outcome"])
    made["decision_points"][exposure] = {
        **{key: outcome[key] for key in ("name", "definition", "schemaVersion", "version")},
        "namespace": namespace,
        "key": "EXPO",
        "values": [{"key": key, "name": key, "definition": key} for key in EXPOSURES],
    }
    made["decision_points"][made["outcome"]] = outcome
    steps = [value["key"] for value in outcome["values"]]
    rows = []
    for row in made["mapping"]:
        for value in EXPOSURES:
            step = steps.index(row[made["outcome"]]) + (value == "identifies")
            rows.append(row | {exposure: value, made["outcome"]: steps[min(step, 3)]})
    return whole(table_of(made | {"namespace": namespace, "mapping": rows}), "approvals")


@pytest.mark.parametrize("exposure", EXPOSURES)
@pytest.mark.parametrize(
    ("audience", "people", "counsel"),
    [("COORDINATOR", 1, False), ("CIRCLE", 1, False), ("COMMUNITY", 2, False), ("PUBLIC", 2, True)],
)
def test_as_shipped(audience: str, exposure: str, people: int, counsel: bool) -> None:
    assert needed(shipped("approvals"), audience, exposure) == (people, counsel)


def test_a_wider_audience_never_needs_fewer_people() -> None:
    for table in (shipped("approvals"), with_exposure()):
        for exposure in EXPOSURES:
            counts = [needed(table, audience, exposure) for audience in Audience if audience is not Audience.HOLD]
            assert counts == sorted(counts)


def test_a_house_may_let_the_exposure_count() -> None:
    table = with_exposure()
    assert len(table.ranks) == 12
    assert needed(table, "CIRCLE", "clean") == Needed(1, counsel=False)
    assert needed(table, "CIRCLE", "identifies") == Needed(2, counsel=False)
    assert needed(table, "COMMUNITY", "identifies") == Needed(2, counsel=True)


def test_every_outcome_that_the_use_allows_is_a_number() -> None:
    assert tuple(ASKS_FOR) == USES["approvals"].answers


@pytest.mark.parametrize("audience", ["HOLD", "EVERYBODY", ""])
def test_nobody_approves_for_what_is_no_audience(audience: str) -> None:
    with pytest.raises(BadInput, match="AUDIENCE has no value"):
        needed(shipped("approvals"), audience, "clean")


def test_another_table_is_not_asked_for_approvals() -> None:
    with pytest.raises(BadInput, match="SIG"):
        needed(shipped("release"), "PUBLIC", "clean")
