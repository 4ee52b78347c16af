"""Stage 5, what is hit: components of a case, and who is downstream."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from tocsin.formats import cyclonedx_graph
from tocsin.formats.spdx3 import graph as spdx3_graph
from tocsin.rules.impact import Graph, Held, Proposal, Reach, Step, in_words, proposals
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import is_privileged, needs_reason, record_look, sheet_of
from tocsin.stages.party import declared_by, name_of, parties
from tocsin.vocab.acts.impact import ComponentNamed
from tocsin.vocab.bill import Bill
from tocsin.vocab.case import Case, Item
from tocsin.vocab.component import (
    Holding,
    Naming,
    Sameness,
    Standing,
    any_version,
    compare,
    keys_of,
    naming_in,
    naming_of,
    naming_seen,
)
from tocsin.vocab.component import sheet_of as sheet_of_naming
from tocsin.vocab.errors import ActNotAllowed, BadInput, Gone
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ids import short
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.party import PartyKind
from tocsin.vocab.sample import Sample
from tocsin.vocab.sharing import Component, Party
from tocsin.vocab.sheet import ComponentSheet

NOT_READ = frozenset({"", "kept"})  # the format names of items that no reader understood
GRAPHS = frozenset({"cyclonedx", "spdx3"})  # those of items that are walked


class Named(Struct, frozen=True, kw_only=True):
    """A component of a case, with what somebody said about it last."""

    id: str
    component: str
    naming: Naming
    standing: Standing
    item: str | None
    note: str
    at: datetime


class Candidate(Struct, frozen=True, kw_only=True):
    """A component that a document of the case names and that nobody named as part of the case yet."""

    component: str
    naming: Naming
    item: str
    source: str
    is_affected: bool  # a vulnerability in the document says so


class Unread(Struct, frozen=True, kw_only=True):
    """A bill that was not read, and why. `opens` is the command with which a person may look, on record."""

    what: str
    why: str
    opens: str = ""


class Sources(Struct, frozen=True, kw_only=True):
    """What an impact is worked out from. `unread` are bills that are closed or in another language."""

    bills: tuple[Bill, ...] = ()
    held: tuple[Held, ...] = ()
    names: dict[str, str] = {}
    kinds: dict[str, frozenset[PartyKind]] = {}
    unread: tuple[Unread, ...] = ()


class Look(Struct, frozen=True, kw_only=True):
    """For what somebody looks into the bills of a case that are marked RED: a reason code, and their own words."""

    reason: str
    because: str


class Impact(Struct, frozen=True, kw_only=True):
    """The answer, with the graph it was read from. `words` say the blast radius and what it does not say."""

    begins: tuple[Naming, ...]
    reach: Reach
    proposals: tuple[Proposal, ...]
    names: dict[str, str]
    listed_in: tuple[str, ...]
    words: tuple[str, ...]


def name_component(
    desk: Desk, case: Case, naming: Naming, standing: Standing, *, item: str | None = None, note: str = ""
) -> Case:
    """Record that a component is part of a case; the same one again with another standing replaces what was said."""
    known = next((one for one in components_of(desk, case) if compare(one.naming, naming) is Sameness.SAME), None)
    if known is not None and known.standing is standing:
        raise ActNotAllowed(
            f"{known.component} is named as {standing} already", hint="`tocsin case components` lists them"
        )
    if item is not None and desk.item(item).case != case.id:
        raise BadInput("the item belongs to another case", hint="`tocsin evidence list` shows the items of a case")
    draft = desk.draft(case)
    draft.add(
        ComponentNamed(
            component=known.id if known else desk.new_id("component"),
            kind=naming.type,
            standing=standing,
            item=desk.item(item).id if item is not None else None,
            sheet=draft.sheet(sheet_of_naming(naming, note)),
        )
    )
    return draft.record_case()


def components_of(desk: Desk, case: Case) -> list[Named]:
    """The components of a case, oldest first, with what was said last; what was purged is left out."""
    found: list[Named] = []
    for component in desk.index.all("component", stream=case.id):
        assert isinstance(component, Component)
        try:
            sheet = desk.sheet(component.sheet, ComponentSheet)
        except Gone:
            continue
        assert sheet is not None
        naming = naming_in(sheet)
        found.append(
            Named(
                id=component.id,
                component=str(naming),
                naming=naming,
                standing=Standing(component.standing or Standing.CONTEXT),
                item=component.item,
                note=sheet.note,
                at=component.at,
            )
        )
    return found


def candidates(desk: Desk, case: Case) -> list[Candidate]:
    """What the documents of a case name and nobody has named yet; what they call affected comes first."""
    known = {key for one in components_of(desk, case) for key in keys_of(one.naming)}
    found: dict[tuple[object, ...], Candidate] = {}
    for item in desk.index.all("item", stream=case.id):
        assert isinstance(item, Item)
        if _why_closed(desk, item):
            continue
        affected, namings = _read(desk, item)
        for naming in (*affected, *namings):
            keys = keys_of(naming)
            if not known & set(keys):
                found.setdefault(
                    keys,
                    Candidate(
                        component=str(naming),
                        naming=naming,
                        item=item.id,
                        source=sheet_of(desk, item).name,
                        is_affected=naming in affected,
                    ),
                )
    return sorted(found.values(), key=lambda one: not one.is_affected)


def sources(desk: Desk, *, exercise: bool = False, looked_at: frozenset[str] = frozenset()) -> Sources:
    """The bills of materials kept as evidence, and what parties declared. Practice and earnest never mix."""
    bills: list[Bill] = []
    unread: list[Unread] = []
    cases: dict[str, bool] = {}
    for item in desk.index.all("item"):
        assert isinstance(item, Item)
        if item.kind is not ItemKind.BILL_OF_MATERIALS or item.state == "purged":
            continue
        if item.case not in cases:
            cases[item.case] = desk.case(item.case).exercise
        if cases[item.case] is not exercise:
            continue
        label = f"{sheet_of(desk, item).name} ({short(item.id)})"
        why = "" if item.id in looked_at else _why_closed(desk, item)
        if why:
            unread.append(Unread(what=label, why=why, opens=_opening(desk, item)))
            continue
        try:
            bills.append(read_bill(Sample(label, desk.vault.read(item.content)), label))
        except BadInput as fault:
            unread.append(Unread(what=label, why=str(fault)))
    everybody = parties(desk)
    return Sources(
        bills=tuple(bills),
        held=tuple(held for party in everybody for held in _held(desk, party)),
        names={party.id: name_of(desk, party) for party in everybody},
        kinds={party.id: frozenset(map(PartyKind, party.kinds)) for party in everybody},
        unread=tuple(unread),
    )


def impact(begin: str | Sequence[Naming], found: Sources) -> Impact:
    """Who and what is downstream of a component; `begin` is as somebody types it, or the components of a case.

    A bare name means whatever is called so in the documents; BadInput where nothing is.
    """
    typed = _typed(begin) if isinstance(begin, str) else tuple(begin)
    namings = [naming for bill in found.bills for naming in bill.namings]
    held = [one.naming for one in found.held]
    graph = Graph((*typed, *namings, *held), [link for bill in found.bills for link in bill.links])
    begins = tuple(typed) or tuple(graph.named(str(begin)))
    if not begins:
        empty = ", ".join(bill.source for bill in found.bills if not bill.namings)
        raise BadInput(
            f"nothing here is called {str(begin)[:60]!r}" + (f"; {empty} names no component at all" if empty else ""),
            hint="give the whole component, as in pkg:pypi/litellm@1.82.7 or model:example/guard, or more --bom files",
        )
    reach = Reach(graph, begins)
    proposed = proposals(reach, found.held, found.kinds)
    places = {graph.place_of(naming) for naming in begins}
    listed = [bill.source for bill in found.bills if any(graph.place_of(one) in places for one in bill.namings)]
    return Impact(
        begins=begins,
        reach=reach,
        proposals=proposed,
        names=found.names,
        listed_in=tuple(dict.fromkeys(listed)),
        words=(*in_words(reach, len(proposed)), *_gaps(found)),
    )


def impact_of(desk: Desk, case: Case, look: Look | None = None) -> Impact:
    """Who is downstream of what is affected or suspected in a case; ActNotAllowed where nothing is.

    With a look, its bills that are marked RED are read too, and each look is recorded first. Sealed and privileged ones
    stay closed: what is hazardous is opened by a person, one by one, and what counsel's item says would stand in the
    reason of a proposal, outside counsel's key.
    """
    hit = [one.naming for one in components_of(desk, case) if one.standing is not Standing.CONTEXT]
    if not hit:
        raise ActNotAllowed(
            f"no component of {short(case.id)} is affected or suspected yet",
            hint=f"name one: `tocsin case components {short(case.id)} COMPONENT`",
        )
    looked_at = _look_into(desk, case, look) if look else frozenset[str]()
    return impact(hit, sources(desk, exercise=case.exercise, looked_at=looked_at))


def _look_into(desk: Desk, case: Case, look: Look) -> frozenset[str]:
    found = [one for one in desk.index.all("item", stream=case.id) if isinstance(one, Item)]
    marked = [one for one in found if one.kind is ItemKind.BILL_OF_MATERIALS and _is_only_marked(desk, one)]
    for item in marked:
        record_look(desk, item, reason=look.reason, text=look.because)
    return frozenset(item.id for item in marked)


def because(proposal: Proposal) -> str:
    """The reason of a proposal: what the party declared, and the path that leads there."""
    what = f"{proposal.holding} {proposal.path[-1].naming}"
    return f"{what}: {path_in_words(proposal.path)}" if len(proposal.path) > 1 else what


def path_in_words(path: Iterable[Step]) -> str:
    """A path as one line, from left to right."""
    return "".join(
        str(step.naming) if step.relation is None else f" → {RELATED[step.relation]} {step.naming}" for step in path
    )


RELATED = {
    "depends_on": "needed by",
    "part_of": "part of",
    "trained_on": "training data of",
    "derived_from": "base of",
    "variant_of": "variant of",
    "implements": "implemented by",
    "made_with": "used to make",
    "tested_with": "used to test",
    "uses": "used by",
    "version_not_stated": "also named",
}


def read_bill(sample: Sample, source: str) -> Bill:
    """The graph of one document, in whichever language; BadInput where it is in none that is walked."""
    if spdx3_graph.recognise(sample):
        return spdx3_graph.read_bill(sample, source)
    return cyclonedx_graph.read_bill(sample, source)


def _typed(text: str) -> tuple[Naming, ...]:
    try:
        return (naming_of(text),)
    except BadInput:
        if not text.strip() or text.startswith(("pkg:", "sha256:")):
            raise
        return ()


def _held(desk: Desk, party: Party) -> Iterator[Held]:
    for one in declared_by(desk, party):
        # Who supplies one version of a component is asked about every other.
        naming = any_version(one.naming) if one.holding is Holding.SUPPLIES else one.naming
        yield Held(party=party.id, holding=one.holding, naming=naming)


def _gaps(found: Sources) -> Iterator[str]:
    dangling = sum(bill.dangling for bill in found.bills)
    if dangling:
        yield f"{dangling:,} references of the documents lead to nothing in them and are in no path"
    unwalked: dict[str, int] = {}
    for word, count in (each for bill in found.bills for each in bill.unwalked):
        unwalked[word] = unwalked.get(word, 0) + count
    if unwalked:
        listed = ", ".join(f"{word} ({count:,})" for word, count in unwalked.items())
        yield f"relationships that do not say what uses what are in no path: {listed}"
    if found.unread:
        yield f"not read: {'; '.join(f'{one.what}: {one.why}' for one in found.unread)}"
    opens = dict.fromkeys(one.opens for one in found.unread if one.opens)
    if opens:
        yield f"whoever may see them looks on record: {'; '.join(opens)}"
    if not found.bills and not found.held:
        yield "no bill of materials and no declaration was looked at"
    elif not found.held:
        yield "no party has declared here what it supplies, operates or uses: whom to tell is not known from this"


def _is_only_marked(desk: Desk, item: Item) -> bool:
    """Whether a bill is closed for no other reason than that it is marked RED."""
    is_shut = item.state in ("purged", "sealed") or is_privileged(desk, item)
    return not is_shut and needs_reason(desk, item) is not None


def _opening(desk: Desk, item: Item) -> str:
    if _is_only_marked(desk, item):
        return f"`tocsin impact --case {short(item.case)} --reason CODE --because TEXT` walks what is RED in that case"
    return (
        "`tocsin evidence show ITEM --out FILE --reason CODE --because TEXT` writes one out for "
        "`tocsin impact COMPONENT --bom FILE`"
    )


def _why_closed(desk: Desk, item: Item) -> str:
    """Why a document is not looked into for this: looks at such items are recorded, one by one, with a reason."""
    return "it was purged" if item.state == "purged" else needs_reason(desk, item) or ""


def _read(desk: Desk, item: Item) -> tuple[tuple[Naming, ...], tuple[Naming, ...]]:
    """What a document calls affected, and all that it names; a file is read again as it was read when it came."""
    sheet = sheet_of(desk, item)
    if sheet.format in NOT_READ or sheet.size_bytes > LIMITS.document_bytes:
        return (), ()
    sample = Sample(sheet.name, desk.vault.read(item.content))
    try:
        if sheet.format in GRAPHS:
            bill = read_bill(sample, sheet.name)
            return bill.affected, bill.namings
        reader = desk.reader_for(sample, sheet.format)
        seen = reader.read(sample).components if reader else ()
    except BadInput:  # a newer program reads more strictly than the one that took it in
        return (), ()
    return (), tuple(naming_seen(one, sheet.name) for one in seen)
