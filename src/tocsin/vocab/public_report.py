"""A public report: what somebody without an account tells the desk.

It is the document that is kept as evidence. How its reporter may be reached and what they are called does not stand in
it: that lies in the report's sheet.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from msgspec import Struct

from tocsin.vocab.ids import ALPHABET, LENGTH, PersonId

# Who acts where no person does: the form itself. No random id is ever this one; nobody can be added or sign in as it.
PUBLIC_FORM: PersonId = "person-" + ALPHABET[0] * LENGTH
FORM_NAME = "public form"  # what people read in its place

FORM_MEANS = "public_form"  # how such a report came, as a report says it
REPLIED = "replied"  # the state of a report whose reporter has answered and was not read yet
Edition: TypeAlias = Literal["tocsin-public-report/1"]
EDITION: Edition = "tocsin-public-report/1"
RECEIPT = "tocsin-intake-receipt/1"


class About(StrEnum):
    """What it is about; the next questions follow from it."""

    HAPPENED = "happened"
    WEAKNESS = "weakness"
    BEHAVIOUR = "behaviour"
    UNSURE = "unsure"


class Told(StrEnum):
    """A yes or no; unknown is always an answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Reporter(StrEnum):
    """As what somebody reports."""

    RESEARCHER = "researcher"
    USER = "user"
    AFFECTED = "affected"
    VENDOR = "vendor"
    OTHER = "other"
    UNKNOWN = "unknown"


class Handling(StrEnum):
    """How far the report may go: the labels of TLP 2.0 (FIRST, August 2022), or nothing said."""

    RED = "red"
    AMBER_STRICT = "amber+strict"
    AMBER = "amber"
    GREEN = "green"
    CLEAR = "clear"
    UNKNOWN = "unknown"


class Naming(StrEnum):
    """Whether the reporter may be named."""

    NEVER = "never"
    ASK_FIRST = "ask_first"
    MAY = "may"


class FileSent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that came with it. The name is from outside: hostile text."""

    name: str
    size_bytes: int
    sha256: str


class PublicReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that was asked and answered; "" and unknown where nothing was said."""

    form: Edition = EDITION
    submission: str  # random: the same words sent twice are two reports
    received_at: datetime
    about: About
    account: str
    system: str = ""
    noticed: str = ""
    going_on: Told = Told.UNKNOWN
    harm: str = ""
    steps: str = ""
    used: Told = Told.UNKNOWN
    published: Told = Told.UNKNOWN
    plan: str = ""
    again: Told = Told.UNKNOWN
    reporter: Reporter = Reporter.UNKNOWN
    handling: Handling = Handling.UNKNOWN
    naming: Naming = Naming.ASK_FIRST
    files: tuple[FileSent, ...] = ()


class ReceiptFile(Struct, frozen=True, kw_only=True):
    """What a reporter can have checked later, without this desk.

    1. SHA-256(salt as bytes, then the document as UTF-8) is `commitment`.
    2. `commitment` is the `content` of the act in `leaf`.
    3. `proof` (C2SP tlog-proof) shows that `leaf` stands in the log, under a checkpoint that `key` signed.
    """

    kind: str = RECEIPT
    report: str
    received_at: str
    document: str
    sha256: str
    salt: str
    commitment: str
    leaf: str
    proof: str
    key: str
