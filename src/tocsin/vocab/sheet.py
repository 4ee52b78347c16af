"""Sheets: free text, names and addresses of acts, kept in the vault.

A sheet is JSON. Unlike an act it may be destroyed; unknown members of a newer sheet are ignored by an older program.
"""

from msgspec import Struct

from tocsin.vocab.blind_review import BlindAnswers
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.reading import Detail, NotUnderstood
from tocsin.vocab.review import JudgedValue
from tocsin.vocab.structure import Structure


class PersonSheet(Struct, frozen=True, kw_only=True):
    """Who a person id is."""

    name: str
    address: str = ""


class RouteSheet(Struct, frozen=True, kw_only=True):
    """Where a route leads, when somebody is there, and with which key. `key_expires_on` is an ISO date."""

    address: str
    scope: str = ""
    hours: str = ""
    key_fingerprint: str = ""
    key_expires_on: str = ""
    note: str = ""


class CaseSheet(Struct, frozen=True, kw_only=True):
    """The one plain-language name of a case, its summary, and the item whose title or file name it is, if it is one."""

    name: str
    summary: str = ""
    taken_from: str = ""


class ReportSheet(Struct, frozen=True, kw_only=True):
    """Who reported, as far as they said, and when they say it was."""

    title: str = ""
    reporter: str = ""
    contact: str = ""
    reported_at: str = ""


class NoteSheet(Struct, frozen=True, kw_only=True):
    """A text that belongs to an act: a reason, an explanation, where a record lies."""

    text: str


class AnswerSheet(Struct, frozen=True, kw_only=True):
    """The free part of an answer: the value where it is free text, and why the author says so."""

    value: str = ""
    because: str = ""


class ForeignIdSheet(Struct, frozen=True, kw_only=True):
    """A foreign number, and the item that states it, where one does."""

    value: str
    taken_from: str = ""


class TechniqueSheet(Struct, frozen=True, kw_only=True):
    """The name the code had in that edition, and the item that states it, where one does."""

    name: str
    because: str = ""
    taken_from: str = ""


class SeveritySheet(Struct, frozen=True, kw_only=True):
    """The inputs of a score; a factor that is not here is unknown."""

    vector: str
    inputs: tuple[Detail, ...] = ()
    shown: str = ""


class ItemSheet(Struct, frozen=True, kw_only=True):
    """What an item is called and where it came from. `name` is a file name or caption from outside: hostile text."""

    name: str
    media_type: str
    size_bytes: int
    format: str = ""
    source: str = ""  # where it was taken from
    collected_at: str = ""  # when it happened or was taken, as the source says it
    note: str = ""
    layer: str = ""  # of a mitigation
    details: tuple[Detail, ...] = ()


class CustodySheet(Struct, frozen=True, kw_only=True):
    """To or from whom, how, why."""

    counterpart: str = ""
    means: str = ""
    because: str = ""


class BatchSheet(Struct, frozen=True, kw_only=True):
    """The salt of a batch's root (hex), how much was understood, and every place that was not.

    `left_out` are the numbers and codes that the document states and that were not taken over to the case.
    """

    salt: str
    units: int
    understood: int
    not_understood: tuple[NotUnderstood, ...] = ()
    left_out: tuple[str, ...] = ()


class OpenItemSheet(Struct, frozen=True, kw_only=True):
    """What is unresolved, and what would close it."""

    what: str
    closes_when: str = ""


class PartySheet(Struct, frozen=True, kw_only=True):
    """Who a party is.

    `record_key` is the key (ES256, compressed point in hex) with which it signs its receipts, `record_iss` the name
    that stands in them as their issuer; "" in older sheets, whose key goes by its thumbprint.
    """

    name: str
    contact: str = ""
    phone: str = ""
    hours: str = ""
    sector: str = ""
    note: str = ""
    record_key: str = ""
    record_iss: str = ""


class RoadSheet(Struct, frozen=True, kw_only=True):
    """The exact end of a road: a folder, a mailbox, the name of a view, a portal."""

    address: str
    encrypt_to: str = ""  # an age recipient or an OpenPGP certificate, where documents go encrypted
    note: str = ""


class ComponentSheet(Struct, frozen=True, kw_only=True):
    """One component: by purl, by model id with revision and digest, by data set, or by tool and server."""

    kind: str
    name: str
    version: str = ""
    purl: str = ""
    revision: str = ""
    digests: tuple[Detail, ...] = ()
    note: str = ""


class TokenSheet(Struct, frozen=True, kw_only=True):
    """What a secret is checked with: SHA-256 over its 32 random bytes, hex. The secret itself is kept nowhere.

    `second` is what the code is checked with that goes another way; "" where none was given out.
    """

    digest: str
    label: str = ""
    second: str = ""


class DictionarySheet(Struct, frozen=True, kw_only=True):
    """The organization's own words, as a JSON document of `vocab.dictionary`."""

    document: str


class VerdictSheet(Struct, frozen=True, kw_only=True):
    """What somebody said of values that would leave. It never leaves."""

    values: tuple[JudgedValue, ...] = ()


class BlindReviewSheet(Struct, frozen=True, kw_only=True):
    """What a second reader guessed from a document alone. It is compared once, and shown to nobody."""

    answers: BlindAnswers = BlindAnswers()


class StruckPlace(Struct, frozen=True, kw_only=True):
    """One place that was taken out: in which text (`vocab.review.Passed`), where, by which rule, and why."""

    at: str
    start: int
    end: int
    token: str
    rule: str
    confidence: str
    reason: str


class CleaningSheet(Struct, frozen=True, kw_only=True):
    """What was taken out of a clean copy. It never leaves: not the values, not the pseudonyms, not the key.

    `withheld` are the values; `kept` those that somebody said are the attacker's, `asked` those that somebody said must
    go. `pseudonyms` are (value, token).
    """

    key: str  # hex, for the case's pseudonyms
    withheld: tuple[str, ...]
    kept: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    pseudonyms: tuple[tuple[str, str], ...] = ()
    # What it was made from: field/KEY, item/ID; text/ID where words that stand on the case were taken from that item.
    sources: tuple[str, ...] = ()
    findings: tuple[Detail, ...] = ()  # (label, how often)
    times: Coarse = Coarse.EXACT
    struck: tuple[StruckPlace, ...] = ()  # every place with its rule; empty in older sheets


class CleanCopySheet(Struct, frozen=True, kw_only=True):
    """How a clean copy was made: what was left out although it was asked for, and why."""

    left_out: tuple[Detail, ...] = ()
    note: str = ""


class ShareSheet(Struct, frozen=True, kw_only=True):
    """What a share is called, what is asked of its recipients, by when (ISO 8601, UTC), and why it follows another."""

    title: str
    ask: str = ""
    answer_by: str = ""
    why: str = ""
    formats: tuple[tuple[str, str], ...] = ()  # (party, format) where one was chosen
    roads: tuple[tuple[str, str], ...] = ()  # (party, road) where one was chosen


class DocumentSheet(Struct, frozen=True, kw_only=True):
    """A document's name, media type, size, and what its format could not carry."""

    number: str
    file_name: str
    media_type: str
    size_bytes: int
    sha256: str
    terms_sha256: str
    losses: tuple[Detail, ...] = ()  # (what, why)
    lost_marks: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()  # the places where the second net found a withheld value, without the value
    not_searchable: tuple[str, ...] = ()
    guessable: tuple[Detail, ...] = ()  # (what stands in it, why it does not leave and what to do)
    structure: Structure | None = None  # what can be counted in it; None in older sheets
    cut: str = ""  # what of the copy its recipient gets, in words, and what not; empty in older sheets: the whole
    gets: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()


class BindingSheet(Struct, frozen=True, kw_only=True):
    """The digest that an approval is over, hex, and what went into it, in words."""

    digest: str
    recipients: tuple[str, ...]
    table: str


class TransportSheet(Struct, frozen=True, kw_only=True):
    """Evidence of a transport: the answer of a server, a receipt number, a digest of what went over the wire."""

    answer: str = ""
    receipt: str = ""
    wire_sha256: str = ""
    note: str = ""


class RecordSheet(Struct, frozen=True, kw_only=True):
    """What belongs to a signed record and is not in it: the whole SD-JWT with every disclosure, and the nonce (hex)."""

    sd_jwt: str
    nonce: str


class ReceiptSheet(Struct, frozen=True, kw_only=True):
    """What a signed receipt is of: its own digest, that of the share's record, and the verifier key of its signer."""

    digest: str
    answers: str
    key: str


class ClosingSheet(Struct, frozen=True, kw_only=True):
    """How a case ended: a summary, and who else could act."""

    summary: str
    who_else: str = ""
