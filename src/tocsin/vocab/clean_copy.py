"""The clean copy: what may leave a case, cleaned, and nothing else.

Every document is rendered from one of these; a format never sees the case. Texts here were cleaned and are still
third-party material: data, never markup.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.ids import Key
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.triage import Statement


class Fate(StrEnum):
    """What became of something of ours on its way into the documents of a share."""

    AS_IS = "as_is"
    REDACTED = "redacted"  # values were taken out, the rest leaves
    WITHHELD = "withheld"  # nothing of it leaves
    CHANGED = "changed"  # it is not what was copied


class SharedPassage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the checklist, or the account of what happened."""

    key: Key
    heading: str  # of the checklist: description, detection, ...
    title: str
    text: str
    statement: Statement
    confidence: str  # high, med, low, as the author said
    prong: str | None = None  # what somebody asserts it to be under CISA 2015
    proprietary: bool = False
    tlp: Tlp = Tlp.RED


class SharedComponent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A component that is hit, named so that another holder knows whether they run it."""

    kind: str  # model, dataset, package, tool, mcp_server, service, ...
    name: str
    version: str = ""
    purl: str = ""
    revision: str = ""
    digests: tuple[tuple[str, str], ...] = ()  # (algorithm, hex)
    standing: str = "affected"


class SharedIndicator(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator. `kind` is a kind of AI indicator or of observable: ipv4, domain, url, sha256, email, ...

    `context` says the exploit condition, impact and what to do; without it nothing is sent.
    """

    kind: Key
    value: str
    context: str
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    expires_at: datetime | None = None
    statement: Statement = Statement.FACT
    confidence: str = "med"
    sightings: int = 0


class SharedTechnique(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A technique or weakness of a named edition of a scheme."""

    scheme: str
    version: str
    id: str
    name: str
    statement: Statement
    confidence: str


class SharedMitigation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What helps. `layer` is input_filter, system_prompt, tool_policy, weights, provider_side or ""."""

    text: str
    layer: str = ""


class PromptForm(StrEnum):
    """How the text of a prompt goes, where it goes."""

    PLAIN = "plain"  # in the clean copy, inside the desk
    NEUTRAL = "neutral"  # marked and parted, so that no model takes it for an instruction
    SEALED = "sealed"  # encrypted to the one recipient


class SharedPrompt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A prompt, by digest, with its text only where it may go, in the form in which it goes."""

    role: str
    sha256: str = ""  # of the exact text, only where it cannot be guessed
    text: str = ""
    form: PromptForm = PromptForm.PLAIN


class CleanCopy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may leave. `classified` is preliminary; `occurred` and `known_at` as the case says them, as text."""

    title: str
    classified: str
    flags: tuple[str, ...] = ()
    occurred: str = ""
    known_at: str = ""
    passages: tuple[SharedPassage, ...] = ()
    components: tuple[SharedComponent, ...] = ()
    indicators: tuple[SharedIndicator, ...] = ()
    techniques: tuple[SharedTechnique, ...] = ()
    mitigations: tuple[SharedMitigation, ...] = ()
    prompts: tuple[SharedPrompt, ...] = ()
    foreign_ids: tuple[tuple[str, str], ...] = ()  # (scheme, value), public ones only
    severity: tuple[tuple[str, str], ...] = ()  # (scheme and version, score or range)
    legal_state: str = ""  # the protections' state on the day, with source, "not legal advice"
    marking: Marking
