"""An indicator that a person promotes: what it is, and what it means."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tocsin.vocab.errors import BadInput


class IndicatorGiven(Struct, frozen=True, kw_only=True):
    """One indicator that a person promotes, with the context without which nothing is sent."""

    kind: str
    value: str
    context: str
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    expires_at: datetime | None = None
    confidence: str = "med"


def chosen_indicators(pairs: Sequence[str], context: str) -> tuple[IndicatorGiven, ...]:
    """Indicators as the command line gives them: `kind=value`, all with one context."""
    found = []
    for pair in pairs:
        kind, equals, value = pair.partition("=")
        if not equals or not kind or not value:
            raise BadInput(f"{pair[:60]!r} is no KIND=VALUE", hint="such as ipv4=203.0.113.9 or domain=evil.example")
        found.append(IndicatorGiven(kind=kind, value=value, context=context))
    return tuple(found)
