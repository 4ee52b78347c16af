"""Receipts of ours: what another organization shared with us, signed for."""

from typing import Literal

from msgspec import Struct

from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.stages.delivery_note import Arrived, Signed, open_note, sign_for
from tocsin.stages.desk import Desk
from tocsin.vocab.delivery_note import read_note


class ArrivedGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The delivery note that the sender gave us, as it stands, and the document as we received it (base64)."""

    note: str
    document: bytes


class SigningWanted(ArrivedGiven, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, and what we sign: E1 received; feedback on it: E2 used or changed, E3 found."""

    grade: Literal["E1", "E2", "E3"] = "E1"


def look(desk: Desk, asked: ArrivedGiven) -> Arrived:
    """Whether a note and a document fit, and which terms we would accept; nothing is signed."""
    return open_note(desk, read_note(asked.note.encode()), asked.document)


def sign(desk: Desk, asked: SigningWanted) -> Signed:
    """Sign for a document under the terms it came with; asked again, it gives the same record."""
    return sign_for(desk, open_note(desk, read_note(asked.note.encode()), asked.document), grade=asked.grade)


OPERATIONS = (
    Operation(
        name="receipt.look",
        method=Method.POST,
        path="/receipts/look",
        may=READERS,
        takes=ArrivedGiven,
        gives=Arrived,
        does=look,
    ),
    Operation(
        name="receipt.sign",
        method=Method.POST,
        path="/receipts/sign",
        may=WRITERS,
        takes=SigningWanted,
        gives=Signed,
        does=sign,
    ),
)
