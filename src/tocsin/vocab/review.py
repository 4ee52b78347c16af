"""The review of what would leave: what is shown, what a person says."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.finding import Finding, Group, Label
from tocsin.vocab.triage import Confidence


class Verdict(StrEnum):
    """What a person says of one value; it counts wherever the value stands in the case."""

    ACCEPT = "accept"  # the rule is right
    REJECT = "reject"  # nothing to hide: it stays
    OURS = "ours"  # ours or a victim's: it goes
    THEIRS = "theirs"  # the attacker's, or public: it stays
    UNDO = "undo"  # nobody said anything of it


STAYING = frozenset({Verdict.REJECT, Verdict.THEIRS})
SAID = "said-ours"  # the rule of what a person said


class Left(StrEnum):
    """Why a place that no rule took out is shown to a person."""

    REMOVED_ELSEWHERE = "removed_elsewhere"  # a value that was taken out in another place, or a part of one
    WITHHELD = "withheld"  # words of a row that stays here
    ADDRESS = "address"  # what looks like a mailbox, host, address or home folder
    HIDDEN = "hidden"  # signs that show nothing, or look like others
    FILE_NAME = "file_name"  # what an item of evidence is called
    GUESS = "guess"  # what stands like something sensitive, by the words around it
    NUMBER = "number"  # what looks like a number or id of somebody's
    NAME = "name"  # what looks like a name
    ENCODED = "encoded"  # a long run that says nothing to a reader
    EVIDENCE = "evidence"  # a rare word, or a run of words, of evidence that stays here
    AS_IT_IS = "as_it_is"  # what leaves without having been looked through: digests, public numbers, indicators


class Risk(StrEnum):
    """How much there is to lose where nobody looks."""

    HIGH = "high"
    MED = "med"
    LOW = "low"


class Passed(Struct, frozen=True, kw_only=True):
    """One text on its way out: where it stands, all that was found in it, and the places that were taken out.

    `at` is `name`, `field/KEY`, `item/ID`, `component/ID`, `indicator/N`, `technique/ID`, `foreign-id/SCHEME`, or
    `value/...` for what leaves without having been looked through. `findings` holds what stays, too; `removed` are
    (start, end, token), never overlapping. All in code points of `text`.
    """

    at: str
    title: str
    text: str
    findings: tuple[Finding, ...]
    removed: tuple[tuple[int, int, str], ...]

    @property
    def is_prose(self) -> bool:
        """Whether people wrote it, and not programs."""
        return self.at.startswith(("name", "field/", "item/", "indicator/"))


class Place(Struct, frozen=True, kw_only=True):
    """Where a value stands (code points of that text), the words around it, and the token that leaves in its place."""

    at: str
    title: str
    start: int
    end: int
    before: str
    shown: str
    after: str
    token: str = ""


class Probe(Struct, frozen=True, kw_only=True):
    """A place that no rule took out and a person should look at, in the text with that number."""

    kind: Left
    text: int
    start: int
    end: int
    reason: str
    risk: Risk


class JudgedValue(Struct, frozen=True, kw_only=True):
    """What somebody said of a value; `label` is what it goes as."""

    value: str
    verdict: Verdict
    label: str = ""
    by: str
    at: datetime


class Entry(Struct, frozen=True, kw_only=True):
    """One value of a review with all its places.

    `left` says why a person should look although no rule took it out, None where a rule found it. It stands in `count`
    places, of which `goes` are taken out; of these the first few are listed. `proposed` is what it would go as.
    """

    id: str
    value: str
    left: Left | None
    label: Label | None
    group: Group | None
    rule: str
    confidence: Confidence
    reason: str
    risk: Risk
    count: int
    goes: int
    places: tuple[Place, ...]
    proposed: Label
    verdict: Verdict | None = None
    said_by: str = ""
    said_at: datetime | None = None
