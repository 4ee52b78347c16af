"""The words of the desk's pages: codes as people read them, times, sizes."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tocsin.vocab.clean_copy import Fate
from tocsin.vocab.marking import TLP_NAMES, TLP_WORDS, Tlp, parse_tlp
from tocsin.vocab.promise import PromiseKind
from tocsin.vocab.triage import AiRole, ComponentKind, EventClass, Flag, NoncyberHarm
from tocsin.web.texts import _, mark

CLASSES: dict[str, str] = {
    EventClass.INCIDENT: mark("Incident"),
    EventClass.VULNERABILITY: mark("Vulnerability"),
    EventClass.PROACTIVE_OBSERVATION: mark("Proactive observation"),
    EventClass.OUT_OF_SCOPE_SAFETY: mark("Out of scope: safety"),
    EventClass.PRODUCT_DEFECT: mark("Product defect"),
    EventClass.NEEDS_INFORMATION: mark("Needs information"),
}
FLAGS: dict[str, str] = {
    Flag.NOT_AI: mark("no AI part"),
    Flag.ALSO_SAFETY: mark("also a safety matter"),
    Flag.ALSO_QUALITY: mark("also a quality matter"),
    Flag.ALSO_GOVERNANCE: mark("also a governance matter"),
}
# Answers to the questions of triage whose code reads badly without its underscores.
ANSWERS: dict[str, str] = {
    NoncyberHarm.SAFETY_PHYSICAL: mark("danger to life and limb"),
    NoncyberHarm.FAIRNESS: mark("people treated unfairly"),
    NoncyberHarm.LEGAL: mark("a breach of law"),
    AiRole.VECTOR: mark("the way in"),
    AiRole.TOOL_OF_ATTACKER: mark("the attacker's tool"),
    ComponentKind.TOOL_PLUGIN_MCP: mark("tool, plug-in or MCP server"),
    ComponentKind.PACKAGE_DEPENDENCY: mark("software package"),
    ComponentKind.ML_FRAMEWORK: mark("machine-learning framework"),
    ComponentKind.API_SERVICE: mark("service behind an API"),
    ComponentKind.HOST_INFRA: mark("host or infrastructure"),
    ComponentKind.AI_AS_TOOL: mark("AI used as a tool"),
}
PROMISES: dict[str, str] = {
    PromiseKind.DUTY: mark("A duty that may apply"),
    PromiseKind.REVIEW: mark("Review after breaking the glass"),
    PromiseKind.CORRECTION: mark("A correction that did not reach somebody"),
    PromiseKind.FAILED: mark("A delivery that failed"),
    PromiseKind.STUCK: mark("A delivery that did not leave"),
    PromiseKind.BY_HAND: mark("A delivery to make by hand"),
    PromiseKind.APPROVAL: mark("An approval"),
    PromiseKind.BLIND_REVIEW: mark("A document to read blind"),
    PromiseKind.COUNSEL: mark("Counsel's approval"),
    PromiseKind.TO_SEND: mark("Approved, not sent"),
    PromiseKind.UNFINISHED: mark("A share that was begun"),
    PromiseKind.QUESTION: mark("A question without an answer"),
    PromiseKind.WIDER: mark("A request to share further"),
    PromiseKind.PUBLIC_REPORT: mark("A report through the public form"),
    PromiseKind.REPORTER: mark("A reporter who was told nothing"),
    PromiseKind.REFUSAL: mark("A refusal that ends"),
    PromiseKind.BLOCK: mark("A release block that ends"),
    PromiseKind.OPEN_ITEM: mark("An unresolved item"),
    PromiseKind.ACKNOWLEDGEMENT: mark("No acknowledgement"),
    PromiseKind.ANSWER: mark("No answer to what was asked"),
    PromiseKind.CONFIRMATION: mark("Nobody confirmed a correction"),
    PromiseKind.SILENCE: mark("A silent party"),
    PromiseKind.REPORTER_ASKED: mark("A reporter was asked for more"),
}
FATES: dict[str, str] = {
    Fate.AS_IS: mark("leaves as it is"),
    Fate.REDACTED: mark("leaves without what is struck"),
    Fate.WITHHELD: mark("stays here"),
    Fate.CHANGED: mark("changed since the copy"),
}
_CLASSES_OF_TLP = {
    Tlp.RED: "red",
    Tlp.AMBER_STRICT: "amber",
    Tlp.AMBER: "amber",
    Tlp.GREEN: "green",
    Tlp.CLEAR: "clear",
}
_STEPS = (  # from how long on in which unit; what is said has at least two of it
    (timedelta(days=2), timedelta(days=1), mark("{count} days")),
    (timedelta(hours=2), timedelta(hours=1), mark("{count} hours")),
    (timedelta(minutes=2), timedelta(minutes=1), mark("{count} minutes")),
)


class Words:
    """What templates say codes with; a code that nobody gave words to is shown as it is, with spaces."""

    def tlp_name(self, label: int | str) -> str:
        """As FIRST writes it."""
        return TLP_NAMES[_label(label)]

    def tlp_meaning(self, label: int | str) -> str:
        """What it says to a reader."""
        return TLP_WORDS[_label(label)]

    def tlp_class(self, label: int | str) -> str:
        """The style of its chip."""
        return _CLASSES_OF_TLP[_label(label)]

    def event_class(self, code: str) -> str:
        """A class of events."""
        return _said(CLASSES, code) or self.plain(code)

    def flag(self, code: str) -> str:
        """A flag beside a class."""
        return _said(FLAGS, code) or self.plain(code)

    def answer(self, code: str) -> str:
        """An answer to a question of triage."""
        return _said(ANSWERS, code) or self.plain(code)

    def promise(self, code: str) -> str:
        """What is owed."""
        return _said(PROMISES, code) or self.plain(code)

    def act(self, tag: str) -> str:
        """A kind of act, without the number of its shape."""
        return self.plain(tag.partition("/")[0])

    def fate(self, code: str) -> str:
        """What became of something of ours on its way out."""
        return _said(FATES, code) or self.plain(code)

    def plain(self, code: str) -> str:
        """Any other code."""
        return str(code).replace("_", " ").strip()

    def pairs(self, codes: Iterable[str], said: Callable[[str], str] = str) -> list[tuple[str, str]]:
        """Codes with their words, as a field to choose from takes them."""
        return [(str(code), said(code)) for code in codes]

    def count(self, number: int, one: str, many: str, counted_to: int = 0) -> str:
        """A number with its noun; where it was counted no further, it says so."""
        said = (
            f"{number:,}" if not counted_to or number < counted_to else _("{count} or more").format(count=f"{number:,}")
        )
        return f"{said} {one if number == 1 else many}"

    def away(self, at: datetime | None, now: datetime) -> str:
        """How far off a moment is, as a second reading."""
        if at is None:
            return ""
        left = abs(at - now)
        said = _("under 2 minutes")
        for least, unit, counted in _STEPS:
            if left >= least:
                said = _(counted).format(count=left // unit)
                break
        return (_("{time} ago") if at < now else _("in {time}")).format(time=said)

    def local(self, at: datetime, zone: ZoneInfo) -> str:
        """A moment as clocks show it in a zone, beside UTC and never in its place."""
        try:
            there = at.astimezone(zone)
        except OverflowError:  # a zone moves the last moments of the calendar out of it
            return ""
        day = "" if there.date() == at.date() else f"{there:%Y-%m-%d} "
        return f"({day}{there:%H:%M} {there.tzname() or zone.key})"

    def size(self, count: int) -> str:
        """A number of bytes."""
        for unit, name in ((1024**3, "GiB"), (1024**2, "MiB"), (1024, "KiB")):
            if count >= unit:
                return f"{count / unit:.1f} {name}"
        return _("{count} bytes").format(count=count)


def _said(words: dict[str, str], code: str) -> str:
    found = words.get(code)
    return _(found) if found else ""


def _label(code: int | str) -> Tlp:
    return Tlp(code) if isinstance(code, int) else parse_tlp(code).tlp


WORDS = Words()
