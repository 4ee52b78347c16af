"""Cursors: where a page ended, signed, and bound to who asked for what.

A cursor says from which moment on the next page begins and which filters hold, so that a client which forgets them
gets the same. Its signature covers the party, the collection and the resource beside it: elsewhere it is worth
nothing. It is not remembered here, so the same cursor gives the same page as often as it is sent, and after a restart.
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import msgspec
from msgspec import Struct

from tocsin.vocab.errors import BadInput
from tocsin.web.query import Filters, Wanted

TAG_BYTES = 16  # 128 bits: nobody hits one by chance
MOST_SIGNS = 16 * 1024  # as long as an address may be at all


class Place(Struct, frozen=True, kw_only=True):
    """Where a cursor is good: whose view, which collection, which resource of it."""

    party: str
    collection: str
    resource: str  # objects, manifest, object/ID, versions/ID


class _Cursor(Struct, frozen=True, kw_only=True, array_like=True):
    after_us: int
    limit: int
    filters: Filters


def write_cursor(key: bytes, place: Place, wanted: Wanted, after_us: int, limit: int) -> str:
    """The text that stands in `next`."""
    body = msgspec.json.encode(_Cursor(after_us=after_us, limit=limit, filters=wanted.filters))
    return urlsafe_b64encode(_tag(key, place, body) + body).decode().rstrip("=")


def resumed(key: bytes, place: Place, wanted: Wanted) -> Wanted:
    """What a request with a cursor asks for: the cursor's filters, from where it ended.

    An `added_after` beside it counts where it is later: a client that moves it on with each page means the same place.
    BadInput for a cursor of another place, a changed one, or a filter beside it that contradicts it.
    """
    if not wanted.cursor:
        return wanted
    held = _read(key, place, wanted.cursor)
    beside, ours = msgspec.structs.astuple(wanted.filters), msgspec.structs.astuple(held.filters)
    if any(said is not None and said != meant for said, meant in zip(beside, ours, strict=True)):
        raise BadInput("a filter beside next contradicts it", hint="send next alone, or with the same filters")
    return Wanted(
        filters=held.filters,
        after_us=max(held.after_us, wanted.after_us),
        limit=wanted.limit or held.limit,
    )


def _read(key: bytes, place: Place, text: str) -> _Cursor:
    refused = BadInput("next is none that was served for this", hint="begin again without it")
    if len(text) > MOST_SIGNS:
        raise refused
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as fault:
        raise refused from fault
    tag, body = raw[:TAG_BYTES], raw[TAG_BYTES:]
    if not hmac.compare_digest(tag, _tag(key, place, body)):
        raise refused
    return msgspec.json.decode(body, type=_Cursor)


def _tag(key: bytes, place: Place, body: bytes) -> bytes:
    bound = msgspec.json.encode(["cursor", place.party, place.collection, place.resource])
    return hmac.digest(key, sha256(bound).digest() + body, "sha256")[:TAG_BYTES]
