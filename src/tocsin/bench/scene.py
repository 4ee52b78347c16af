"""The home behind `bench web`: many cases, one of many items, one share."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import islice

from msgspec import Struct

from tocsin.bench.figure import Effort
from tocsin.bench.sharing import case_to_share, proposed, recipients
from tocsin.rules.triage import VALUES
from tocsin.stages import evidence, marking, people
from tocsin.stages.account import open_session
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.overview import checklist_version
from tocsin.stages.packaging import write_documents
from tocsin.stages.triage import Answering, classify_case
from tocsin.vocab.case import Case
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.triage import Answer, Confidence, Statement
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

ITEMS = 5_000
INDICATORS = 1_000
WORKED_ON = 100  # cases on the first page: classified and marked, as they are on a desk that is used
ANSWERS = 8  # facts that somebody answers until a case has its class
AT_ONCE = 32  # appends that wait together share a commit
TOLD_EVERY = 5_000

_AGENTS = ("mail agent", "coding assistant", "support bot", "web browsing agent", "document search")
_EVENTS = ("wrote to somebody it was not asked to", "followed a poisoned page", "showed what it should keep")
_KINDS = (ItemKind.NOTE, ItemKind.ARTIFACT)


class Scene(Struct, frozen=True, kw_only=True):
    """What is looked at, and the session of whoever looks, as it stands in a cookie."""

    cases: int
    case: str
    items: int
    share: str
    indicators: int
    recipients: tuple[str, ...]
    session: str


def make(effort: Effort) -> Scene:
    """Make the home in `effort.folder`, through the stages that a desk goes through.

    `effort.size` is the number of its cases; one has at most 5,000 items, one share at most 1,000 indicators, and both
    are no more than there are cases.
    """
    home, items, indicators = effort.folder / "home", min(effort.size, ITEMS), min(effort.size, INDICATORS)
    make_home(home, person="Bench", organization="Bench Logistics")
    with open_desk(home) as desk:
        case = _case_of_items(desk, effort, items)
        shared = case_to_share(desk, effort, indicators)
        share = proposed(desk, shared, recipients(desk, effort.folder))
        effort.tell(f"writing the documents of {len(share.recipients)} recipients")
        write_documents(desk, share)
        _cases(desk, effort)
        looking = people.add(desk, "Second", address="", roles=("analyst", "approver"))
        session = open_session(desk, looking.id, agent="bench", how="link")
        cases = desk.index.count("case")
    return Scene(
        cases=cases,
        case=case,
        items=items,
        share=share.id,
        indicators=indicators,
        recipients=share.recipients,
        session=session,
    )


def _case_of_items(desk: Desk, effort: Effort, number: int) -> str:
    case = open_case(desk, Opening(name="An agent that left many traces", checklist=checklist_version(desk)))
    for place in range(number):
        if place % TOLD_EVERY == 0:
            effort.tell(f"keeping {number:,} items on a case: {place:,}")
        described = Described(kind=_KINDS[place % len(_KINDS)], name=f"trace-{place:05}.txt", source="gateway")
        case, _ = evidence.keep(desk, case, described, BytesIO(b"call %d: fetch, read, write\n" % place))
    return _worked_on(desk, case, 1).id


def _cases(desk: Desk, effort: Effort) -> None:
    """Open cases until there are as many as were asked for; the newest are worked on."""
    missing = effort.size - desk.index.count("case")
    newest = list[Case]()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="bench-scene") as pool:
        for place, case in enumerate(pool.map(lambda name: open_case(desk, Opening(name=name)), _names(missing))):
            if place % TOLD_EVERY == 0:
                effort.tell(f"opening {missing:,} cases: {place:,}")
            if place >= missing - WORKED_ON:
                newest.append(case)
    for place, case in enumerate(newest):
        _worked_on(desk, case, place)


def _names(number: int) -> Iterator[str]:
    for place in range(number):
        yield f"A {_AGENTS[place % len(_AGENTS)]} {_EVENTS[place % len(_EVENTS)]}, number {place:,}"


def _worked_on(desk: Desk, case: Case, place: int) -> Case:
    """A case with some answers, a class that follows from them, and a mark."""
    given = [
        Answering(
            answer=Answer(
                key=key, value=values[place % len(values)], statement=Statement.FACT, confidence=Confidence.HIGH
            ),
            because="as the gateway wrote it down",
        )
        for key, values in ((key, tuple(type_)) for key, type_ in islice(VALUES.items(), ANSWERS))
    ]
    case, _ = classify_case(desk, case, given)
    labels = tuple(Tlp)
    case, _ = marking.mark(desk, case, marking.Target(), Marking(tlp=labels[place % len(labels)], owners=("own",)))
    return case
