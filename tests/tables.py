"""The shipped tables as rules, to compare the data with; and small tables of any shape."""

import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from itertools import product

from tocsin.rules.table_check import RELEASE_POINTS, whole
from tocsin.vocab.decision_table import CheckedTable, DecisionTable, parse_table

ADVICE = ("HOLD", "COORDINATOR", "CIRCLE", "COMMUNITY", "PUBLIC")
AFTER_FIX, SCHEDULED, WITHIN_24H, NOW = "after_fix", "scheduled", "within_24h", "now"
EXAMPLE = {
    "SIG": "active",
    "REACH": "ecosystem",
    "ACT": "prevent",
    "EXPO": "recoverable",
    "HAZ": "partial",
    "FIX": "mitigation",
}


def release_rule(facts: dict[str, str]) -> str:
    """The rule that made version 1 of the release table."""
    sig, reach, act, expo, haz, fix = (RELEASE_POINTS[key].index(facts[key]) for key in RELEASE_POINTS)
    hold, coordinator, circle, community, public = range(5)
    if reach == 0 and sig < 2:
        level = hold
    elif expo == 0:
        level = coordinator if sig >= 1 and reach >= 1 else hold
    elif act == 0:
        level = coordinator
    else:
        level = circle
        if expo == 2 and haz >= 1:
            level = community
        if expo == 2 and haz == 2 and (fix >= 1 or sig == 2):
            level = public
        if haz == 0:
            level = min(level, circle)
    return ADVICE[level]


def when_rule(facts: dict[str, str]) -> str:
    """The rule that made version 1 of the table of when."""
    spreads = facts["REACH"] != "self"
    if facts["SIG"] == "active":
        return NOW if spreads else WITHIN_24H
    if facts["HAZ"] == "enabling" and facts["FIX"] == "none":
        return AFTER_FIX
    return WITHIN_24H if facts["SIG"] == "credible" and spreads else SCHEDULED


def approvals_rule(facts: dict[str, str]) -> str:
    """The rule that made version 1 of the table of approvals."""
    named = {"COORDINATOR": "one", "CIRCLE": "one", "COMMUNITY": "two", "PUBLIC": "two_and_counsel"}
    return named[facts["AUDIENCE"]]


RULES: dict[str, Callable[[dict[str, str]], str]] = {
    "release": release_rule,
    "when": when_rule,
    "approvals": approvals_rule,
}


def shipped_bytes(name: str) -> bytes:
    """The file of a shipped table."""
    return files("tocsin").joinpath("catalogues", "tables", f"{name}.json").read_bytes()


def shipped(name: str) -> CheckedTable:
    """A shipped table, checked for its use."""
    return whole(parse_table(shipped_bytes(name)), name)


def every_combination(table: DecisionTable) -> list[dict[str, str]]:
    """The facts of every combination, the last point fastest."""
    keys = [[value.key for value in point.values] for point in table.points]
    return [dict(zip(table.names, chosen, strict=True)) for chosen in product(*keys)]


def document(sizes: Sequence[int], outcomes: int, ranks: Sequence[int], key: str = "T") -> dict[str, object]:
    """A table as a document: points A, B, … with values v0, v1, …, outcomes o0, o1, …, ranks by combination."""
    ids = [f"x_example.test#t:{chr(65 + at)}:1.0.0" for at in range(len(sizes))]
    points = {
        identifier: _point(identifier, [f"v{place}" for place in range(size)])
        for identifier, size in zip(ids, sizes, strict=True)
    }
    answer = "x_example.test#t:OUT:1.0.0"
    combinations = product(*(range(size) for size in sizes))
    rows = [
        dict(zip(ids, (f"v{place}" for place in places), strict=True)) | {answer: f"o{rank}"}
        for places, rank in zip(combinations, ranks, strict=True)
    ]
    return {
        "namespace": "x_example.test#t",
        "key": key,
        "version": "1.0.0",
        "name": "A table",
        "definition": "For these tests.",
        "schemaVersion": "2.0.0",
        "decision_points": points | {answer: _point(answer, [f"o{rank}" for rank in range(outcomes)])},
        "outcome": answer,
        "mapping": rows,
    }


def table_of(made: dict[str, object]) -> DecisionTable:
    """The table of a document."""
    return parse_table(json.dumps(made).encode())


def _point(identifier: str, values: list[str]) -> dict[str, object]:
    namespace, key, version = identifier.split(":")
    return {
        "namespace": namespace,
        "key": key,
        "version": version,
        "name": key,
        "definition": f"What {key} asks.",
        "schemaVersion": "2.0.0",
        "values": [{"key": value, "name": value, "definition": f"It is {value}."} for value in values],
    }
