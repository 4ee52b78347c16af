"""Practice: a made-up case is opened, reviewed as a live one, and scored.

What is planted stands in an exercise that this room has opened itself, and in nothing else.
"""

from collections.abc import Iterator

from msgspec import Struct

from tocsin.rules.practice import BURST_CASES, standing, story, wilson
from tocsin.stages.cleaning import copy_text, make_copy
from tocsin.stages.desk import Desk
from tocsin.stages.fields import Filled, fill
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.marking import Target, mark
from tocsin.stages.overview import checklist_version
from tocsin.stages.review import again
from tocsin.vocab.acts.practice import PracticeBegun, PracticeScored
from tocsin.vocab.case import Case
from tocsin.vocab.errors import ActNotAllowed, NotHere
from tocsin.vocab.exercise import EXERCISE
from tocsin.vocab.ids import short
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.practice import ANNOUNCED, Planted, Practice, PracticeScore, PracticeSheet
from tocsin.vocab.sharing import CleanCopyEntry

MOST_TRIES = 20  # stories until one holds a leak that no rule finds


class PracticeResult(Struct, frozen=True, kw_only=True):
    """What was found of what was planted, and where the rest stands; a burst is offered where something was missed."""

    case: str
    planted: int
    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    lost: tuple[Planted, ...]  # of what helps a reader, taken out with it
    offers_burst: bool


class Figures(Struct, frozen=True, kw_only=True):
    """How the whole team does: of all leaks planted in cases that were done, the rate found, and its interval."""

    cases: int
    planted: int
    found: int
    rate: float | None
    low: float
    high: float
    waiting: tuple[str, ...]  # practice cases that nobody is done with, newest first
    offers_burst: bool
    announced: str = ANNOUNCED


def begin(desk: Desk, *, is_burst: bool = False) -> tuple[Case, ...]:
    """Open a practice case with planted leaks, or a burst of short ones; what is planted, nobody is shown."""
    return tuple(_begun(desk, is_burst) for _ in range(BURST_CASES if is_burst else 1))


def done(desk: Desk, case: Case) -> PracticeResult:
    """Count what was found: the clean copy is made as it was reviewed, and what is planted is looked for in it."""
    practice = _practice(desk, case)
    if practice.found is not None:
        raise ActNotAllowed(f"{case.id} was counted", hint=f"`tocsin practice show {short(case.id)}`")
    sheet = _sheet(desk, practice)
    texts = tuple(_texts(desk, _copied(desk, case)))
    left = standing(sheet.leaks, texts)
    found = tuple(place for place in range(len(sheet.leaks)) if place not in left)
    stay = standing(sheet.helping, texts)
    lost = tuple(place for place in range(len(sheet.helping)) if place not in stay)
    draft = desk.draft(desk.case(case.id))
    score = PracticeScore(found=found, lost=lost)
    draft.add(PracticeScored(found=len(found), lost=len(lost), sheet=draft.sheet(score)))
    draft.record()
    return result(desk, desk.case(case.id))


def result(desk: Desk, case: Case) -> PracticeResult:
    """What was found and missed, and where it stands; only once somebody is done with it."""
    practice = _practice(desk, case)
    score = desk.sheet(practice.score, PracticeScore)
    if score is None:
        raise ActNotAllowed("nobody is done with it yet", hint=f"`tocsin practice done {short(case.id)}`")
    sheet = _sheet(desk, practice)
    missed = tuple(one for place, one in enumerate(sheet.leaks) if place not in score.found)
    return PracticeResult(
        case=case.id,
        planted=practice.planted,
        found=tuple(sheet.leaks[place] for place in score.found),
        missed=missed,
        lost=tuple(sheet.helping[place] for place in score.lost),
        offers_burst=bool(missed),
    )


def figures(desk: Desk) -> Figures:
    """What the team finds, all together: no person is named and none is counted."""
    every = [one for one in desk.index.all("practice") if isinstance(one, Practice)]
    counted = sorted((one for one in every if one.found is not None), key=lambda one: (one.begun_at, one.id))
    planted, found = sum(one.planted for one in counted), sum(one.found or 0 for one in counted)
    low, high = wilson(found, planted)
    waiting = sorted((one for one in every if one.found is None), key=lambda one: (one.begun_at, one.id), reverse=True)
    return Figures(
        cases=len(counted),
        planted=planted,
        found=found,
        rate=found / planted if planted else None,
        low=low,
        high=high,
        waiting=tuple(one.id for one in waiting),
        offers_burst=bool(counted) and (counted[-1].found or 0) < counted[-1].planted,
    )


def _begun(desk: Desk, is_burst: bool) -> Case:
    """A case whose story holds at least one leak that the rules leave standing."""
    for _ in range(MOST_TRIES):
        told = story(desk.chance.random_bytes(32), is_burst=is_burst)
        opening = Opening(name=told.name, exercise=True, checklist=checklist_version(desk))
        case, _change = mark(desk, open_case(desk, opening), Target(), Marking(tlp=Tlp.AMBER, owners=("own",)))
        case = fill(desk, case, [Filled(row=row, text=text) for row, text in told.rows.items()])
        texts = tuple(_texts(desk, _copied(desk, case)))
        leaks = tuple(told.leaks[place] for place in standing(told.leaks, texts))
        if leaks:
            helping = tuple(told.helping[place] for place in standing(told.helping, texts))
            return _planted(desk, desk.case(case.id), PracticeSheet(leaks=leaks, helping=helping), is_burst)
    raise ActNotAllowed(
        "every planted leak is found by the rules already: there is nothing to practise",
        hint="look at your dictionary: does it hold single letters or syllables?",
    )


def _planted(desk: Desk, case: Case, sheet: PracticeSheet, is_burst: bool) -> Case:
    assert case.exercise, f"leaks are planted in an {EXERCISE} alone"
    draft = desk.draft(case)
    draft.add(
        PracticeBegun(planted=len(sheet.leaks), helping=len(sheet.helping), burst=is_burst, sheet=draft.sheet(sheet))
    )
    return draft.record_case()


def _copied(desk: Desk, case: Case) -> CleanCopyEntry:
    made = make_copy(desk, desk.case(case.id), again(desk, desk.case(case.id)))
    return made.entry


def _texts(desk: Desk, entry: CleanCopyEntry) -> Iterator[str]:
    copy = copy_text(desk, entry)
    yield copy.title
    yield from (one.text for one in copy.passages)
    yield from (one.text for one in copy.mitigations)


def _practice(desk: Desk, case: Case) -> Practice:
    found = desk.index.get("practice", case.id)
    if not isinstance(found, Practice):
        raise NotHere(f"{case.id} is no practice case", hint="`tocsin practice new` opens one")
    return found


def _sheet(desk: Desk, practice: Practice) -> PracticeSheet:
    sheet = desk.sheet(practice.sheet, PracticeSheet)
    assert sheet is not None
    return sheet
