"""Sheets: free text, names and addresses of acts, kept in the vault.

A sheet is JSON. Unlike an act it may be destroyed; unknown members of a newer sheet are ignored by an older program.
"""

from msgspec import Struct

from tocsin.vocab.reading import Detail, NotUnderstood


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
    """The one plain-language name of a case, and its summary."""

    name: str
    summary: str = ""


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
    """A foreign number."""

    value: str


class TechniqueSheet(Struct, frozen=True, kw_only=True):
    """The name the code had in that edition."""

    name: str
    because: str = ""


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
    """The salt of a batch's root (hex), how much was understood, and every place that was not."""

    salt: str
    units: int
    understood: int
    not_understood: tuple[NotUnderstood, ...] = ()


class OpenItemSheet(Struct, frozen=True, kw_only=True):
    """What is unresolved, and what would close it."""

    what: str
    closes_when: str = ""
