"""Stage 1: what comes in is kept, understood and joined to a case."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO

import msgspec
from msgspec import Struct

from tocsin.ledger.commitment import batch_root
from tocsin.rules.stated import UNSTATED, Stated, facts, stated
from tocsin.rules.telling import Candidate, better_name, is_report
from tocsin.rules.triage import VALUES
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.understanding import (
    UNNAMED,
    Declined,
    Offer,
    Taken,
    Understood,
    counts_of,
    taken_of,
    title_of,
    understand,
)
from tocsin.store.catalogues import load
from tocsin.vocab.acts.evidence import ItemKept
from tocsin.vocab.acts.intake import (
    BatchReceived,
    CaseNamed,
    CaseOpened,
    ForeignIdLinked,
    KindCount,
    ReportReceived,
)
from tocsin.vocab.acts.triage import FactAnswered, TechniqueMapped
from tocsin.vocab.case import Case, Item
from tocsin.vocab.checklist import Checklist
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, Gone
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ports import Compartment, ObjectRow, Seal
from tocsin.vocab.reading import Reading
from tocsin.vocab.sheet import (
    AnswerSheet,
    BatchSheet,
    CaseSheet,
    ForeignIdSheet,
    ItemSheet,
    ReportSheet,
    TechniqueSheet,
)
from tocsin.vocab.template import Template
from tocsin.vocab.triage import Confidence, Statement

TRIES = 20  # adding evidence does not depend on what others did meanwhile, so it is simply tried again


class Opening(Struct, frozen=True, kw_only=True):
    """How a new case begins, where the files do not belong to one already."""

    name: str = ""
    template: str | None = None
    exercise: bool = False
    checklist: str = ""  # id@version; "" is the one of the catalogue now


class Teller(Struct, frozen=True, kw_only=True):
    """Who hands it in; an anonymous reporter gives nothing and still gets a receipt."""

    name: str = ""
    contact: str = ""
    anonymous: bool = False


class Handing(Struct, frozen=True, kw_only=True):
    """How files are handed in: read as which format, by whom, and how a new case would begin."""

    wanted: str = "auto"
    opening: Opening = Opening()
    teller: Teller = Teller()
    attached: bool = False  # it lies beside a report that came with it, and is none of its own


PLAINLY = Handing()


def take(
    desk: Desk,
    offers: Sequence[Offer],
    *,
    case_id: str | None = None,
    handing: Handing = PLAINLY,
    progress: Callable[[Taken], None] = lambda _: None,
) -> list[Taken]:
    """Keep every file and join it to one case: the one named, else the one that has some of them, else a new one.

    Each file is recorded on its own, durably, so that a crash loses none that was reported as kept. Files that are
    here already are joined and not kept twice, whatever they are called now and whichever key closes them. A file is
    joined to a practice case only when it is handed in as practice, and the other way round.
    """
    if case_id is None:
        case = _case_that_has_one(desk, offers, handing.opening)
    else:  # an empty id too: it names nothing, and that is said
        case = _case_named(desk, case_id, handing.opening)
    is_new = case is None
    done: list[Taken] = []
    for offer in offers:
        result, case = _take_one(desk, offer, case, handing)
        done.append(result)
        progress(result)
    if case is not None and is_new and not handing.opening.name:
        _name_after_report(desk, case, done)
    return done


def _case_named(desk: Desk, case_id: str, opening: Opening) -> Case:
    case = desk.case(case_id)
    if opening.exercise and not case.exercise:
        raise ActNotAllowed(
            f"{case.id} really happened, so nothing can be added to it as an exercise",
            hint="leave --case out to open a practice case, or leave --exercise out",
        )
    return case


def _take_one(desk: Desk, offer: Offer, case: Case | None, handing: Handing) -> tuple[Taken, Case | None]:
    found = understand(desk, offer, handing.wanted)
    if isinstance(found, Declined):
        return Taken(name=offer.name, outcome="declined", why=found.why), case
    compartment = Compartment.SEALED if found.hazard else Compartment.ORDINARY
    for _ in range(TRIES):
        twin = next(_twins(desk, offer, case, handing.opening), None)
        if twin is not None:
            left_out = stated(found.reading).left_out
            joined = taken_of(offer, found, outcome="joined", case=twin.case, item=twin.id, left_out=left_out)
            return joined, case or desk.case(twin.case)
        with offer.open() as stream:
            seal = desk.vault.keep(stream, compartment)
        try:
            return _record(desk, _Keeping(offer=offer, found=found, seal=seal), case, handing)
        except ChangedMeanwhile:
            case = desk.case(case.id) if case else None
    raise ChangedMeanwhile(f"{offer.name}: others kept recording on this case; it was tried {TRIES} times")


class _Keeping(Struct, frozen=True, kw_only=True):
    offer: Offer
    found: Understood
    seal: Seal


def _record(desk: Desk, keeping: _Keeping, case: Case | None, handing: Handing) -> tuple[Taken, Case]:
    offer, found, seal, opening = keeping.offer, keeping.found, keeping.seal, handing.opening
    case_id = case.id if case else desk.new_id("case")
    draft = desk.draft(case) if case else desk.draft_new(case_id)
    item = desk.new_id("item")
    if case is None:
        name = found.reading.title or offer.name
        draft.add(_opened(draft, opening, name=opening.name or name, taken_from="" if opening.name else item))
    draft.bear(seal)
    draft.add(_item_kept(draft, item, offer, found, seal))
    receipt = ""
    if not handing.attached:
        receipt = _receive_report(draft, item, found.reading, handing.teller, is_first=case is None)
    known = {(code.scheme, code.version, code.id) for code in case.techniques} if case else set()
    said = stated(found.reading, numbers_known=_numbers_on(desk, case), techniques_known=known)
    if found.reading.objects or found.reading.not_understood or said.left_out:
        _receive_batch(draft, item, found.reading, said.left_out)
    _carry_over(draft, item, found.reading, said, case)
    taken = taken_of(offer, found, outcome="kept", case=case_id, item=item, receipt=receipt, left_out=said.left_out)
    return taken, draft.record_case()


def _item_kept(draft: Draft, item: str, offer: Offer, found: Understood, seal: Seal) -> ItemKept:
    sheet = ItemSheet(
        name=offer.name,
        media_type="application/octet-stream" if found.hazard else "",
        size_bytes=seal.size_bytes,
        format=found.reading.format,
        collected_at=found.reading.reported_at or "",
        note=found.hazard or "",
    )
    return ItemKept(
        item=item,
        kind=found.reading.kind,
        content=seal.commit,
        compartment=seal.compartment,
        parent=None,
        batch=None,
        position=None,
        sheet=draft.sheet(sheet),
    )


def _receive_report(draft: Draft, item: str, reading: Reading, teller: Teller, *, is_first: bool) -> str:
    """Record a report where the file tells us something; the reporter's code, or "" where it is evidence only."""
    if not is_report(reading, is_first=is_first):
        return ""
    desk = draft.desk
    report = desk.new_id("report")
    code = f"{report}.{desk.chance.random_bytes(16).hex()}"
    reporter = "" if teller.anonymous else teller.name or reading.reporter or ""
    sheet = ReportSheet(
        title=title_of(reading.title or ""),
        reporter=reporter,
        contact="" if teller.anonymous else teller.contact,
        reported_at=reading.reported_at or "",
    )
    draft.add(
        ReportReceived(
            report=report,
            item=item,
            format=reading.format,
            anonymous=teller.anonymous,
            receipt=draft.bear(desk.vault.seal(code.encode())),
            sheet=draft.sheet(sheet),
        )
    )
    return code


def _receive_batch(draft: Draft, item: str, reading: Reading, left_out: tuple[str, ...]) -> None:
    desk, batch = draft.desk, draft.desk.new_id("batch")
    salt = desk.chance.random_bytes(32)
    bodies = [msgspec.json.encode(found) for found in reading.objects]
    rows = [
        ObjectRow(
            batch=batch,
            position=position,
            kind=found.kind,
            body=desk.vault.close(Compartment.ORDINARY, f"{batch}/{position}/{found.kind}".encode(), bodies[position]),
        )
        for position, found in enumerate(reading.objects)
    ]
    sheet = BatchSheet(
        salt=salt.hex(),
        units=reading.units,
        understood=reading.understood,
        not_understood=reading.not_understood,
        left_out=left_out,
    )
    draft.collect(rows)
    draft.add(
        BatchReceived(
            batch=batch,
            item=item,
            format=reading.format,
            root=batch_root(salt, bodies),
            counts=tuple(
                KindCount(kind=ItemKind(kind), count=count) for kind, count in sorted(counts_of(reading).items())
            ),
            sheet=draft.sheet(sheet),
        )
    )


def _carry_over(draft: Draft, item: str, reading: Reading, said: Stated, case: Case | None) -> None:
    """Foreign numbers, technique codes and facts that the document states in fields of its own.

    They name the item and not its file, whose name has to be gone when the item is purged.
    """
    for number in said.numbers:
        sheet = ForeignIdSheet(value=number.value, taken_from=item)
        draft.add(ForeignIdLinked(scheme=number.scheme, sheet=draft.sheet(sheet)))
    for code in said.techniques:
        draft.add(
            TechniqueMapped(
                scheme=code.scheme,
                version=code.version or UNSTATED,
                id=code.id,
                statement=Statement.HYPOTHESIS,
                confidence=Confidence.NOT_SPECIFIED,
                sheet=draft.sheet(TechniqueSheet(name=code.name or "", because=f"stated in {item}", taken_from=item)),
            )
        )
    for fact in facts(reading, case.facts if case else (), VALUES):  # what somebody answered here stands
        draft.add(
            FactAnswered(
                fact=fact.key,
                value=fact.value,
                statement=Statement.HYPOTHESIS,
                confidence=Confidence.NOT_SPECIFIED,
                sheet=draft.sheet(AnswerSheet(because=f"as reported in {item}")),
            )
        )


def _numbers_on(desk: Desk, case: Case | None) -> set[tuple[str, str]]:
    known = set()
    for linked in case.foreign_ids if case else ():
        with suppress(Gone):
            sheet = desk.sheet(linked.sheet, ForeignIdSheet)
            known.add((linked.key, sheet.value if sheet else ""))
    return known


def _twins(desk: Desk, offer: Offer, case: Case | None, opening: Opening) -> Iterator[Item]:
    """The live items with the same content: of this case where there is one, else of all that are practice or not."""
    with offer.open() as stream:
        names = desk.vault.names_of(stream)
    for name in sorted(names):
        for found in desk.index.with_ref("item", desk.vault.same_as(name)):
            if isinstance(found, Item) and found.state != "purged":
                fits = found.case == case.id if case else desk.case(found.case).exercise is opening.exercise
                if fits:
                    yield found


def _case_that_has_one(desk: Desk, offers: Sequence[Offer], opening: Opening) -> Case | None:
    twins = (twin for offer in offers for twin in _twins(desk, offer, None, opening))
    first = next(twins, None)
    return desk.case(first.case) if first else None


def _name_after_report(desk: Desk, case: Case, done: Sequence[Taken]) -> None:
    """A case opened with several files is called after the one that tells it best, not after the first."""
    files = [
        Candidate(
            format=one.format,
            kind=ItemKind(one.kind),
            title="" if one.title == UNNAMED else one.title,
            is_report=bool(one.receipt),
        )
        for one in done
        if one.outcome == "kept"
    ]
    if name := better_name(files):
        draft = desk.draft(desk.case(case.id))
        item = next(one.item for one in done if one.outcome == "kept" and one.receipt and one.title == name)
        draft.add(CaseNamed(sheet=draft.sheet(CaseSheet(name=name, taken_from=item))))
        draft.record()


def open_case(desk: Desk, opening: Opening) -> Case:
    """A new case without any file yet."""
    if not opening.name.strip():
        raise BadInput("a case needs a name", hint="say in a few words what happened")
    case_id = desk.new_id("case")
    draft = desk.draft_new(case_id)
    draft.add(_opened(draft, opening, name=opening.name, taken_from=""))
    return draft.record_case()


def _opened(draft: Draft, opening: Opening, *, name: str, taken_from: str) -> CaseOpened:
    known = [template.key for template in load("templates", Template, draft.desk.home)]
    if opening.template is not None and opening.template not in known:
        raise BadInput(f"there is no template {opening.template[:60]!r}", hint=f"one of: {', '.join(known)}")
    header = load("checklists", Checklist, draft.desk.home)[0].header
    return CaseOpened(
        case=draft.stream,
        exercise=opening.exercise,
        template=opening.template,
        checklist=opening.checklist or f"{header.catalogue_id}@{header.version}",
        sheet=draft.sheet(CaseSheet(name=title_of(name), taken_from=taken_from)),
    )


def offer_bytes(name: str, data: bytes) -> Offer:
    """An offer of bytes in memory."""
    return Offer(name=name, size_bytes=len(data), open=lambda: BytesIO(data))
