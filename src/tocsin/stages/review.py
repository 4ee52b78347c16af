"""Stage 6, the look before: what was found in it, and what was not.

Nothing is recorded by a look. What is shown is what the next clean copy would hold, made by the same code.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.leak_probe import LOOKED_FOR, Inside, Rare, probe, rare_in
from tocsin.rules.review import alike, apart, entries, refusal
from tocsin.stages.cleaner import Cleaner, cleaning_before
from tocsin.stages.cleaning import NOT_CHOSEN, Choice, copy_text, left_behind, passing
from tocsin.stages.derivation import CHOSEN
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import is_privileged, items_of, needs_reason, sheets_of
from tocsin.stages.tagging import probes_of
from tocsin.stages.verdict import record, verdicts_of
from tocsin.vocab.case import Case, Item
from tocsin.vocab.clean_copy import CleanCopy, SharedIndicator
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone, NotHere, TooMuch
from tocsin.vocab.finding import SENSITIVE, Label
from tocsin.vocab.indicator import IndicatorGiven
from tocsin.vocab.review import Entry, Passed, Risk, Verdict
from tocsin.vocab.sharing import CleanCopyEntry
from tocsin.vocab.sheet import CleanCopySheet
from tocsin.vocab.value import folded

MOST_ITEMS = 500  # items of evidence that are compared with what leaves
MOST_ITEM_BYTES = 200_000  # of one item
MOST_BYTES = 600_000  # of all of them: read within half a second, once for a state of the evidence
MOST_VALUES = 1_000  # values that one verdict is of
LEAST_SIGNS, MOST_SIGNS = 3, 2_000  # of a value that is said to be ours: a shorter one stands in every other word


class NotLooked(Struct, frozen=True, kw_only=True):
    """What was not compared with the texts, and why."""

    why: str
    count: int


class Counts(Struct, frozen=True, kw_only=True):
    """How far a review is; `left` are the values that no rule took out and about which nobody said anything."""

    values: int
    open: int
    left: int
    high: int  # of those, with most to lose
    goes: int  # places that are taken out
    judged: int


class Reviewed(Struct, frozen=True, kw_only=True):
    """All entries of a case, what has most to lose first; what was looked for, and what was not looked at."""

    case: str
    entries: tuple[Entry, ...]
    counts: Counts
    looked_for: tuple[str, ...]
    not_looked_at: tuple[NotLooked, ...]


def review(desk: Desk, case: Case, items: Sequence[str] = ()) -> Reviewed:
    """What the next copy would hold, with its findings and with what nobody found."""
    name, state = f"review/{case.id}", (case.size, desk.log_entry().dictionary, tuple(items))
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, Reviewed):
        return before
    choice = again(desk, case, items)
    found = _review(desk, case, choice)
    said = (one.sheet for one in case.rows.values() if one.sheet)
    shown = (desk.item(one).content for one in choice.items)
    desk.shelf.put(name, state, [case.sheet, *said, *shown, *case.verdicts], found)
    return found


def _review(desk: Desk, case: Case, choice: Choice) -> Reviewed:
    cleaner = Cleaner(desk, case, remove=(), keep=())
    bare = replace(choice, indicators=())  # one that may not leave is shown here, and refused when the copy is made
    copy, _, _ = passing(desk, case, bare, cleaner)
    for number, given in enumerate(choice.indicators, start=1):
        cleaner.at(f"indicator/{number}", f"Context of indicator {number}")(given.context)
    passed = [*cleaner.passed, *_as_it_is(copy, cleaner, choice.indicators)]
    evidence, unseen = _evidence(desk, case, choice.items)
    inside = Inside(
        removed=tuple(sorted({*cleaner.withheld})),
        withheld=rare_in(left_behind(desk, case, choice)),
        names=evidence.names,
        evidence=evidence.rare,
    )
    looks = probe(passed, inside)
    found = entries(case.id, passed, (*looks, *apart(probes_of(passed), looks)), verdicts_of(desk, case))
    return Reviewed(
        case=case.id, entries=found, counts=counts_of(found), looked_for=LOOKED_FOR, not_looked_at=tuple(unseen)
    )


def again(desk: Desk, case: Case, items: Sequence[str] = ()) -> Choice:
    """What went into the newest copy, to be made again: its items, its indicators, what was left out."""
    entry, before = desk.index.get("copy", case.copy) if case.copy else None, cleaning_before(desk, case)
    chosen = tuple(name.removeprefix(CHOSEN) for name in (before.sources if before else ()) if name.startswith(CHOSEN))
    if not isinstance(entry, CleanCopyEntry):
        return Choice(items=tuple(items))
    try:
        made = desk.sheet(entry.sheet, CleanCopySheet) or CleanCopySheet()
    except Gone:
        made = CleanCopySheet()
    return Choice(
        leave_out=tuple(one.name for one in made.left_out if one.value == NOT_CHOSEN),
        items=tuple(items) or tuple(one for one in chosen if desk.item(one).state != "purged"),
        indicators=tuple(map(_given, copy_text(desk, entry).indicators)),
        times=before.times if before else Coarse.EXACT,
    )


def _given(one: SharedIndicator) -> IndicatorGiven:
    return IndicatorGiven(**{name: getattr(one, name) for name in IndicatorGiven.__struct_fields__})


def judge(
    desk: Desk,
    case: Case,
    verdict: Verdict,
    given: Sequence[str],
    *,
    label: Label | None = None,
    is_alike: bool = False,
) -> tuple[Reviewed, tuple[str, ...]]:
    """Say one verdict of values, by the value or by what its entry is called; the review as it is then, and of which.

    With `is_alike`, of every value too that is there for the same reason and about which nobody said anything yet.
    """
    if not given:
        raise BadInput("no value was named", hint=f"`tocsin case findings {case.id}` shows them")
    if len(given) > MOST_VALUES:
        raise TooMuch(f"{len(given):,} values at once; at most {MOST_VALUES:,}", hint="say it of them in parts")
    if label is not None and (verdict is not Verdict.OURS or label not in SENSITIVE):
        raise BadInput(
            f"{label} is no label that something of ours goes as", hint=f"one of {', '.join(sorted(SENSITIVE))}"
        )
    before = review(desk, case)
    named = [_entry_of(before, one) for one in given]
    if is_alike:
        named = [other for one in named for other in _alike(one, before, verdict)]
    said: dict[str, tuple[str, str]] = {}
    for one in named:
        _refuse(one, verdict)
        value = one.value if isinstance(one, Entry) else one
        goes_as = label or (one.proposed if isinstance(one, Entry) else Label.VICTIM)
        said[folded(value)] = (value, str(goes_as) if verdict is Verdict.OURS else "")
    if len(said) > MOST_VALUES:
        raise TooMuch(f"{len(said):,} values are alike; at most {MOST_VALUES:,}", hint="say it of them in parts")
    after = review(desk, record(desk, case, verdict, list(said.values())))
    return after, tuple(one.id for one in after.entries if folded(one.value) in said)


def _entry_of(found: Reviewed, given: str) -> Entry | str:
    """The entry that is meant, or the value itself where none stands in the texts."""
    value = folded(given)
    return next((one for one in found.entries if given == one.id or folded(one.value) == value), given)


def _alike(one: Entry | str, found: Reviewed, verdict: Verdict) -> Sequence[Entry | str]:
    return alike(one, found.entries, verdict) if isinstance(one, Entry) else (one,)


def _refuse(one: Entry | str, verdict: Verdict) -> None:
    value = one.value if isinstance(one, Entry) else one
    if isinstance(one, Entry) and (why := refusal(one, verdict)):
        raise ActNotAllowed(f"{value[:60]!r}: {why}", hint="--ours, --theirs or --reject")
    if isinstance(one, str) and verdict in (Verdict.ACCEPT, Verdict.REJECT):
        raise NotHere(f"nothing was found that reads {value[:60]!r}", hint="`tocsin case findings CASE` shows what was")
    least = LEAST_SIGNS if verdict is Verdict.OURS else 1
    if not least <= len(value.strip()) <= MOST_SIGNS:
        raise BadInput(
            f"{value[:60]!r} has {len(value.strip()):,} signs; a value has {least} to {MOST_SIGNS:,}",
            hint="a shorter one would be found everywhere: rewrite the row, or name the longer value",
        )


def counts_of(found: Sequence[Entry]) -> Counts:
    """How far it is."""
    open_ = [one for one in found if one.verdict is None]
    left = [one for one in open_ if one.left is not None]
    return Counts(
        values=len(found),
        open=len(open_),
        left=len(left),
        high=sum(one.risk is Risk.HIGH for one in open_),
        goes=sum(one.goes for one in found),
        judged=len(found) - len(open_),
    )


def _as_it_is(copy: CleanCopy, cleaner: Cleaner, indicators: Sequence[IndicatorGiven]) -> Iterator[Passed]:
    """What leaves without having been cleaned: values of indicators, digests."""
    bare = [(f"value/indicator/{number}", f"Indicator {number}", one.value) for number, one in enumerate(indicators, 1)]
    bare += [(f"value/digest/{name}", "Digest of a component", hexadecimal) for name, hexadecimal in _digests(copy)]
    bare += [("value/digest/prompt", "Digest of an item of evidence", one.sha256) for one in copy.prompts if one.sha256]
    for at, title, value in bare:
        yield Passed(at=at, title=title, text=value, findings=cleaner.seen(value), removed=())


def _digests(copy: CleanCopy) -> Iterator[tuple[str, str]]:
    return (digest for one in copy.components for digest in one.digests)


class _Evidence(Struct, frozen=True, kw_only=True):
    """What of the evidence is compared with the texts."""

    names: tuple[str, ...] = ()
    rare: Rare = Rare()


def _evidence(desk: Desk, case: Case, chosen: Sequence[str]) -> tuple[_Evidence, list[NotLooked]]:
    """Names of items and the rare words of those that stay here. What needs a reason to be looked at stays closed."""
    items = list(islice(items_of(desk, case), MOST_ITEMS + 1))
    unseen: Counter[str] = Counter()
    if len(items) > MOST_ITEMS:
        unseen[f"items after the first {MOST_ITEMS:,}"] += sum(case.kinds.values()) - MOST_ITEMS
    readable = list(_readable(desk, [one for one in items[:MOST_ITEMS] if one.id not in chosen], unseen))
    sheets = sheets_of(desk, case, readable)
    names = {name for one in readable if (name := sheets[one.id].name)}
    state = tuple(one.content for one in readable)
    known = desk.shelf.get(f"rare/{case.id}", state, desk.vault.registered)
    if not (isinstance(known, tuple) and isinstance(known[0], Rare)):
        missed: Counter[str] = Counter()
        known = (rare_in(_texts(desk, readable, missed)), missed)
        desk.shelf.put(f"rare/{case.id}", state, state, known)
    unseen.update(known[1])
    stems = {name.rpartition(".")[0] for name in names if "." in name}
    evidence = _Evidence(names=tuple(sorted(names | {stem for stem in stems if len(stem) > LEAST_STEM})), rare=known[0])
    return evidence, [NotLooked(why=why, count=count) for why, count in unseen.items()]


LEAST_STEM = 7  # signs of a file's name without its ending; a shorter one is a word such as `prompt` or `report`


def _readable(desk: Desk, items: Sequence[Item], unseen: Counter[str]) -> Iterator[Item]:
    for item in items:
        if item.state == "purged":
            continue
        if is_privileged(desk, item) or needs_reason(desk, item) is not None:
            unseen["items a look at which needs a reason"] += 1
            continue
        yield item


def _texts(desk: Desk, items: Sequence[Item], unseen: Counter[str]) -> Iterator[str]:
    """The texts of items, as far as the bound reaches."""
    left = MOST_BYTES
    for item in items:
        if left <= 0:
            unseen["items beyond what is compared at once"] += 1
            continue
        try:
            text = desk.vault.read(item.content, limit_bytes=MOST_ITEM_BYTES).decode("utf-8")
        except (UnicodeDecodeError, Gone, TooMuch):
            unseen["items that are no text, or a long one"] += 1
            continue
        left -= len(text)
        yield text
