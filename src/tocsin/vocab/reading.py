"""A reading: what a format understood of a document, and what it did not.

Nothing is dropped: a part is an inbound object, or it is listed in `not_understood` with its place. The original bytes
are kept by the desk in any case. Texts here are third-party material: data, never instruction, never markup.
"""

from msgspec import Struct

from tocsin.vocab.evidence import ItemKind, SourceTrust


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where in a document: 1-based line where there are lines, JSON Pointer (RFC 6901) where there is JSON."""

    line: int | None = None
    pointer: str | None = None


class NotUnderstood(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part that was kept but not read, and why, in one short sentence without content of the document."""

    place: Place
    why: str


class Detail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One named fact of an object, as the document says it."""

    name: str
    value: str


class InboundObject(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One typed thing found in a document: a prompt, a tool call, a component, a finding.

    `data` are its own bytes: the exact slice of the document where there is one, else UTF-8 text or JSON that carries
    every member of the part it was made from.
    """

    kind: ItemKind
    data: bytes
    media_type: str = "application/json"
    label: str = ""  # a short caption for lists, from the document; hostile text
    at: str | None = None  # when it happened, as the document says it
    place: Place = Place()
    trust: SourceTrust = SourceTrust.UNKNOWN
    details: tuple[Detail, ...] = ()


class ComponentSeen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A component named by a document. `kind` is the document's own word (library, machine-learning-model, ...)."""

    kind: str
    name: str
    version: str | None = None
    purl: str | None = None
    digests: tuple[Detail, ...] = ()  # name is the algorithm as in CycloneDX ("SHA-256"), value is hex
    place: Place = Place()


class ForeignId(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number somebody else gave: `scheme` is a word of `FOREIGN_SCHEMES` or `ticket`."""

    scheme: str
    value: str


FOREIGN_SCHEMES = (
    *("cve", "ghsa", "vu", "vrf", "avid", "osv", "pysec"),
    *("aiid", "atlas_case", "cisa_incident", "misp", "ticket"),
)


class TechniqueSeen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A technique or weakness code as the document gives it (indicators.md 8: never a bare code)."""

    scheme: str  # "ATLAS", "CWE", "OWASP-LLM", "ATT&CK", ...
    version: str | None
    id: str
    name: str | None


class FactSeen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A triage fact that the reporter ticked: `key` and `value` of `vocab.triage`."""

    key: str
    value: str


class Reading(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one document says, format by format the same shape.

    `kind` is what the whole document is as an evidence item. `text` is the reporter's account where there is one.
    `units` counts the parts met, `understood` how many of them became objects or named facts.
    """

    format: str
    format_version: str | None = None
    kind: ItemKind
    title: str | None = None
    text: str | None = None
    reported_at: str | None = None
    reporter: str | None = None
    objects: tuple[InboundObject, ...] = ()
    components: tuple[ComponentSeen, ...] = ()
    foreign_ids: tuple[ForeignId, ...] = ()
    techniques: tuple[TechniqueSeen, ...] = ()
    facts: tuple[FactSeen, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    units: int = 0
    understood: int = 0
