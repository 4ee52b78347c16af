"""Clean copies: what may leave a case, what was taken out, what stays."""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct, structs

from tocsin.operations.case import Named
from tocsin.operations.moment import Moment, in_utc
from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.rules.neutral import neutral, restored
from tocsin.stages.cleaning import Choice, Made, copy_text, make_copy, shown_in
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of
from tocsin.stages.scanning import Scanner
from tocsin.vocab.capsule import BESIDE
from tocsin.vocab.clean_copy import PromptForm
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.errors import BadInput, Gone, NotHere, TooMuch
from tocsin.vocab.finding import SENSITIVE, Finding, Group, Label
from tocsin.vocab.indicator import IndicatorGiven
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.neutral import for_people
from tocsin.vocab.sharing import CleanCopyEntry
from tocsin.vocab.sheet import CleanCopySheet, CleaningSheet
from tocsin.vocab.triage import Confidence
from tocsin.vocab.writable import is_whole

NOT_PROOF = "that is not proof of absence: a person reads the copy before it leaves"


class Indicator(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator to promote, with the context without which nothing is sent."""

    kind: str
    value: str
    context: str
    first_seen: Moment | None = None
    last_seen: Moment | None = None
    expires_at: Moment | None = None
    confidence: Confidence = Confidence.MED


class CopyWanted(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes into the copy: rows (all that may leave where None), items by id, indicators.

    `remove` are texts that are ours or a victim's, `keep` texts that are the attacker's or public.
    """

    fields: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    times: Coarse = Coarse.EXACT  # how exactly the times in it are said; a day that stands alone stays
    note: str = ""


class CopyAsked(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One clean copy of a case, by its id or the first signs of it."""

    copy: str


class TextGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to look through."""

    text: str


class Neutralized(Struct, frozen=True, kw_only=True):
    """A hostile text in neutral form, with what stands beside it and never in it."""

    neutral: str
    for_people: str  # the same with marks that every font has
    warning: str
    recipe: str


class Restored(Struct, frozen=True, kw_only=True):
    """A text as it was before it was made neutral."""

    text: str
    warning: str


class CopyLine(CleanCopyEntry, frozen=True, kw_only=True):
    """A clean copy in a list; from the newest new documents are written."""

    is_newest: bool
    note: str


class FindingLine(Struct, frozen=True, kw_only=True):
    """One finding: where it stands (`start`, `end` in code points; line and column from 1), and why it is one."""

    start: int
    end: int
    line: int
    column: int
    label: Label
    group: Group
    goes: bool  # it would be taken out
    rule: str
    confidence: Confidence
    reason: str


class Scanned(Struct, frozen=True, kw_only=True):
    """What these rules found in a text; what they did not find may still be there."""

    findings: tuple[FindingLine, ...]
    note: str = NOT_PROOF


def make(desk: Desk, asked: CopyWanted) -> Made:
    """Copy what may leave out of the case, cleaned; what nothing found is not clean, so a person reads it."""
    choice = Choice(
        fields=asked.fields,
        leave_out=asked.leave_out,
        items=tuple(desk.full_id("item", one) for one in asked.items),
        indicators=tuple(map(_given, asked.indicators)),
        remove=asked.remove,
        keep=asked.keep,
        times=asked.times,
        note=asked.note,
    )
    return make_copy(desk, desk.case(asked.case), choice)


def list_copies(desk: Desk, asked: Named) -> tuple[CopyLine, ...]:
    """The clean copies of a case, oldest first."""
    case = desk.case(asked.case)
    return tuple(
        CopyLine(**structs.asdict(one), is_newest=one.id == case.copy, note=_sheet(desk, one).note)
        for one in desk.index.all("copy", stream=case.id)
        if isinstance(one, CleanCopyEntry)
    )


def show(desk: Desk, asked: CopyAsked) -> Made:
    """One clean copy: what goes, how often what was taken out, and what stays behind and why."""
    case, identifier = desk.case(asked.case), desk.full_id("copy", asked.copy)
    entry = desk.index.get("copy", identifier)
    if not isinstance(entry, CleanCopyEntry) or entry.case != case.id:
        raise NotHere(f"{identifier} is no copy of {case.id}", hint="the list of its copies says which there are")
    cleaning = desk.sheet(entry.withheld, CleaningSheet)
    found = cleaning.findings if cleaning else ()
    return Made(
        entry=entry,
        copy=copy_text(desk, entry),
        found=tuple((one.name, int(one.value)) for one in found),
        left_out=_sheet(desk, entry).left_out,
        by_rules=entry.rules,
        times=cleaning.times if cleaning else Coarse.EXACT,
        items=shown_in(cleaning) if cleaning else (),
    )


def scan(desk: Desk, asked: TextGiven) -> Scanned:
    """Find what must not leave a text, and what a recipient needs of it; nothing of it is kept."""
    _refuse_long(asked.text)
    found = Scanner(desk.detectors, dictionary_of(desk)).scan(asked.text)
    return Scanned(findings=tuple(_places(asked.text, found)))


def neutralize(desk: Desk, asked: TextGiven) -> Neutralized:
    """Make a hostile text neutral: nothing in it works as a template, a role or a sentence. Nothing of it is kept."""
    _refuse_long(asked.text)
    made, beside = neutral(asked.text), BESIDE[PromptForm.NEUTRAL]
    return Neutralized(neutral=made, for_people=for_people(made), warning=beside.warning, recipe=beside.recipe)


def restore(desk: Desk, asked: TextGiven) -> Restored:
    """Restore a text from its neutral form, sign by sign; nothing of it is kept."""
    _refuse_long(asked.text)
    text = restored(asked.text)
    if not is_whole(text):
        raise BadInput(
            "the text holds half a character (a lone surrogate), which no JSON carries",
            hint="`tocsin redact --restore FILE` gives it byte for byte",
        )
    return Restored(text=text, warning=BESIDE[PromptForm.NEUTRAL].warning)


def _refuse_long(text: str) -> None:
    if len(text) > LIMITS.text_chars:
        raise TooMuch(f"the text has over {LIMITS.text_chars:,} signs", hint="hand it in in parts")


def _given(said: Indicator) -> IndicatorGiven:
    moments = {name: getattr(said, name) for name in ("first_seen", "last_seen", "expires_at")}
    return IndicatorGiven(
        kind=said.kind,
        value=said.value,
        context=said.context,
        confidence=said.confidence,
        **{name: in_utc(moment) for name, moment in moments.items() if moment is not None},
    )


def _places(text: str, found: tuple[Finding, ...]) -> Iterator[FindingLine]:
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    for each in found:
        line = bisect_right(starts, each.start)
        yield FindingLine(
            start=each.start,
            end=each.end,
            line=line,
            column=each.start - starts[line - 1] + 1,
            label=each.label,
            group=each.label.group,
            goes=each.label in SENSITIVE,
            rule=each.rule,
            confidence=each.confidence,
            reason=each.reason,
        )


def _sheet(desk: Desk, entry: CleanCopyEntry) -> CleanCopySheet:
    try:
        return desk.sheet(entry.sheet, CleanCopySheet) or CleanCopySheet()
    except Gone:
        return CleanCopySheet(note="(purged)")


OPERATIONS = (
    Operation(
        name="clean.make",
        method=Method.POST,
        path="/cases/{case}/copies",
        may=WRITERS,
        takes=CopyWanted,
        gives=Made,
        does=make,
    ),
    Operation(
        name="clean.list",
        method=Method.GET,
        path="/cases/{case}/copies",
        may=READERS,
        takes=Named,
        gives=tuple[CopyLine, ...],
        does=list_copies,
    ),
    Operation(
        name="clean.show",
        method=Method.GET,
        path="/cases/{case}/copies/{copy}",
        may=READERS,
        takes=CopyAsked,
        gives=Made,
        does=show,
    ),
    Operation(
        name="clean.scan",
        method=Method.POST,
        path="/scan",
        may=READERS,
        takes=TextGiven,
        gives=Scanned,
        does=scan,
    ),
    Operation(
        name="clean.neutralize",
        method=Method.POST,
        path="/neutral",
        may=READERS,
        takes=TextGiven,
        gives=Neutralized,
        does=neutralize,
    ),
    Operation(
        name="clean.restore",
        method=Method.POST,
        path="/neutral/restore",
        may=READERS,
        takes=TextGiven,
        gives=Restored,
        does=restore,
    ),
)
