"""How the acts of intake and triage add up on a case."""

from collections.abc import Callable

from msgspec.structs import replace

from tocsin.vocab.act import Leaf
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import triage as t
from tocsin.vocab.case import Answered, Batch, Case, Coded, Entity, Judged, Linked, OpenItem, Report, Scored
from tocsin.vocab.public_report import FORM_MEANS, PUBLIC_FORM, REPLIED

KEPT_FORMER_CLASSES = 20  # older ones are read from the log; a body stays small
KEPT_RELATED = 200  # the same; so many newest reports are compared with a new one


def opened(leaf: Leaf, act: i.CaseOpened) -> Case:
    """A new case."""
    return Case(
        id=act.case,
        size=leaf.seq + 1,
        opened_at=leaf.at,
        opened_by=leaf.by,
        changed_at=leaf.at,
        exercise=act.exercise,
        template=act.template,
        checklist=act.checklist,
        sheet=act.sheet,
    )


def after_case(leaf: Leaf, act: i.CaseNamed | i.ForeignIdLinked | i.CaseRelated | i.CaseAssigned, now: Case) -> Case:
    """Name, foreign numbers, relations, who answers for it."""
    match act:
        case i.CaseNamed():
            return replace(now, sheet=act.sheet)
        case i.ForeignIdLinked():
            new = Linked(key=act.scheme, state="linked", by=leaf.by, at=leaf.at, sheet=act.sheet)
            return replace(now, foreign_ids=(*now.foreign_ids, new))
        case i.CaseRelated():
            new = Linked(key=act.other, state=act.relation, by=leaf.by, at=leaf.at, sheet=None)
            others = tuple(one for one in now.related if (one.key, one.state) != (new.key, new.state))
            return replace(now, related=(*others, new)[-KEPT_RELATED:])
        case i.CaseAssigned():
            return replace(now, assigned=act.person)


def after_report(
    leaf: Leaf,
    act: i.ReportReceived | i.ReportAnswered | i.ReporterReplied | i.BatchReceived,
    now: Case,
    look: Callable[[str, str], Entity | None],
) -> tuple[Entity, ...]:
    """Reports with their answers, and batches."""
    match act:
        case i.ReportReceived():
            report = Report(
                id=act.report,
                case=now.id,
                item=act.item,
                format=act.format,
                anonymous=act.anonymous,
                receipt=act.receipt,
                sheet=act.sheet,
                received_at=leaf.at,
                means=FORM_MEANS if leaf.by == PUBLIC_FORM else "",
            )
            return (replace(now, reports=now.reports + 1), report)
        case i.ReportAnswered():
            before = look("report", act.report)
            assert isinstance(before, Report)
            answer = Linked(key="answer", state=act.state, by=leaf.by, at=leaf.at, sheet=act.sheet)
            return (now, replace(before, state=act.state, answers=(*before.answers, answer)))
        case i.ReporterReplied():
            before = look("report", act.report)
            assert isinstance(before, Report)
            reply = Linked(key="reply", state=REPLIED, by=leaf.by, at=leaf.at, sheet=act.sheet)
            return (now, replace(before, state=REPLIED, replies=(*before.replies, reply)))
        case i.BatchReceived():
            batch = Batch(
                id=act.batch,
                case=now.id,
                item=act.item,
                format=act.format,
                root=act.root,
                count=sum(one.count for one in act.counts),
                sheet=act.sheet,
                received_at=leaf.at,
            )
            inside = dict(now.inside)
            for one in act.counts:
                inside[one.kind] = inside.get(one.kind, 0) + one.count
            return (replace(now, batches=now.batches + 1, inside=inside), batch)


def after_open_item(leaf: Leaf, act: i.OpenItemAdded | i.OpenItemResolved, now: Case) -> Case:
    """What is unresolved."""
    if isinstance(act, i.OpenItemAdded):
        new = OpenItem(id=act.open_item, owner=act.owner, check_on=act.check_on, sheet=act.sheet)
        return replace(now, open_items=(*now.open_items, new))
    return replace(now, open_items=tuple(item for item in now.open_items if item.id != act.open_item))


def after_triage(
    leaf: Leaf, act: t.FactAnswered | t.Classified | t.ChecklistAnswered | t.HandedToOwner, now: Case
) -> Case:
    """Answers, the class, checklist rows, and what went to another owner."""
    match act:
        case t.FactAnswered():
            return replace(now, facts=now.facts | {act.fact: _answered(leaf, act, act.value)})
        case t.ChecklistAnswered():
            return replace(now, rows=now.rows | {act.row: _answered(leaf, act, act.state)})
        case t.HandedToOwner():
            new = Linked(key=act.flag, state=act.owner, by=leaf.by, at=leaf.at, sheet=act.sheet)
            return replace(now, handed=now.handed | {act.flag: new})
        case t.Classified():
            judged = Judged(
                event_class=act.event_class,
                flags=act.flags,
                rule=act.rule,
                reasons=act.reasons,
                missing=act.missing,
                rules=act.rules,
                by=leaf.by,
                at=leaf.at,
            )
            former = (*now.former_classes, now.judged) if now.judged else now.former_classes
            return replace(now, judged=judged, former_classes=former[-KEPT_FORMER_CLASSES:])


def after_code(leaf: Leaf, act: t.TechniqueMapped | t.SeverityScored, now: Case) -> Case:
    """Technique codes (one of each scheme, version and id) and the newest score of each scheme."""
    if isinstance(act, t.TechniqueMapped):
        new = Coded(
            scheme=act.scheme,
            version=act.version,
            id=act.id,
            statement=act.statement,
            confidence=act.confidence,
            by=leaf.by,
            at=leaf.at,
            sheet=act.sheet,
        )
        others = tuple(c for c in now.techniques if (c.scheme, c.version, c.id) != (new.scheme, new.version, new.id))
        return replace(now, techniques=(*others, new))
    score = Scored(
        scheme=act.scheme, version=act.version, low=act.low, high=act.high, by=leaf.by, at=leaf.at, sheet=act.sheet
    )
    return replace(now, scores=now.scores | {act.scheme: score})


def _answered(leaf: Leaf, act: t.FactAnswered | t.ChecklistAnswered, value: str) -> Answered:
    return Answered(
        value=value, statement=act.statement, confidence=act.confidence, by=leaf.by, at=leaf.at, sheet=act.sheet
    )
