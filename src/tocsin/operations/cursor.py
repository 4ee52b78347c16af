"""Cursors: where a page of a list ended, as one opaque word."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from tocsin.operations.operation import MOST, Page
from tocsin.vocab.errors import BadInput

ItemT = TypeVar("ItemT")
FoundT = TypeVar("FoundT")

Place = tuple[str, str]  # the moment and the id of the last that was shown
_PLACES: msgspec.json.Decoder[Place] = msgspec.json.Decoder(Place)


def page_of(found: Sequence[tuple[Place, FoundT]], limit: int, made: Callable[[FoundT], ItemT]) -> Page[ItemT]:
    """The page of what was found, of which one more than `limit` was looked for."""
    shown = found[:limit]
    following = written(shown[-1][0]) if len(found) > limit and shown else ""
    return Page(items=tuple(made(one) for _, one in shown), next=following)


def bounded(limit: int) -> int:
    """How many items a page has that was asked for with `limit`; BadInput where that is none."""
    if limit < 1:
        raise BadInput(f"a page has at least one item, not {limit}", hint=f"limit is 1 to {MOST}")
    return min(limit, MOST)


def written(place: Place) -> str:
    """A place as a cursor."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read(cursor: str) -> Place | None:
    """The place that a cursor names; None for the empty one. BadInput where it is none."""
    if not cursor:
        return None
    try:
        return _PLACES.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, msgspec.MsgspecError) as fault:
        raise BadInput("this is no cursor", hint="take `next` of the page before, or leave it out") from fault
