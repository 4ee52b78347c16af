"""Delivery notes: what a recipient needs to sign for a share it got.

A note goes beside the document, never in its place, and says nothing that its recipient does not hold already: the
signed record of the delivery, and what opens its two commitments, to the document and to the terms.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS

FORMAT: Literal["tocsin-delivery-note/1"] = "tocsin-delivery-note/1"

Salt = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class DeliveryNote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One delivery, for its recipient alone.

    `record` is the sender's share record (an SD-JWT), `key` the verifier key of its signer, as the sender states it.
    `content_commit` of the record is SHA-256(document_salt || document), `label_commit` SHA-256(terms_salt || terms).
    """

    format: Literal["tocsin-delivery-note/1"]
    record: str
    key: str
    file_name: str
    document_salt: Salt
    terms: str  # the terms exactly as they stand behind their commitment
    terms_salt: Salt


def write_note(note: DeliveryNote) -> bytes:
    """The note as a file."""
    return msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n"


def read_note(raw: bytes) -> DeliveryNote:
    """The note in a file; BadInput where it is none. Nothing of it is verified."""
    if len(raw) > LIMITS.record_bytes:
        raise TooMuch(
            f"a delivery note has at most {LIMITS.record_bytes:,} bytes, this has more",
            hint="give the note, and the document it came with as --document",
        )
    try:
        return msgspec.convert(parse_json(raw), DeliveryNote)
    except msgspec.ValidationError as fault:
        raise BadInput(
            f"this is no delivery note: {fault}", hint="the sender writes one: `tocsin share download SHARE --note`"
        ) from fault
