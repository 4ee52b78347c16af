"""Triage by facts: lines a second."""

import json

import msgspec

from tocsin.bench.figure import Effort, Figure, Kind, share_of_speed, take_turns
from tocsin.rules.triage import VALUES, triage_line

TRIAGE = Kind(
    name="triage lines",
    what="read a line of facts strictly, classify it, write the answer",
    baseline="json.loads and json.dumps of the same lines",
)


def run(effort: Effort) -> tuple[Figure, ...]:
    """The one figure of triage; `size` is the number of lines."""
    given = lines(effort.size)
    times = take_turns(
        lambda: [msgspec.json.encode(triage_line(line, number)) for number, line in enumerate(given, 1)],
        lambda: [json.dumps(json.loads(line)) for line in given],
        turns=effort.turns,
        tell=effort.telling(TRIAGE.name),
    )
    return (share_of_speed(TRIAGE, times, effort.size),)


def lines(number: int) -> list[bytes]:
    """Lines of facts, as `tocsin triage --facts` reads them."""
    return [_line(place) for place in range(number)]


def _line(number: int) -> bytes:
    """One line with an answer to every question; the answers change at different paces from line to line."""
    facts = {}
    for place, (key, type_) in enumerate(VALUES.items(), 1):
        words = [word.value for word in type_]
        facts[key.value] = words[number // place % len(words)]
    return json.dumps({"id": f"bench-{number}", "facts": facts}).encode()
