"""How marks, assertions, blocks, duties and the other records add up."""

from collections.abc import Callable

from msgspec.structs import replace

from tocsin.rules.fold.evidence import caveats_of, compartment_of, strictest_label
from tocsin.vocab.act import Leaf
from tocsin.vocab.acts import marking as m
from tocsin.vocab.case import Block, Case, Clock, Entity, FieldAssertion, Item, Linked, MarkSet


def after_mark(leaf: Leaf, act: m.Marked, now: Case, look: Callable[[str, str], Entity | None]) -> tuple[Entity, ...]:
    """A source's mark on case, item or field; the newest mark of a source replaces its older one."""
    mark = MarkSet(
        source=act.source,
        tlp=act.tlp,
        caveats=act.caveats,
        audience=act.audience,
        encrypt_in_transit=act.encrypt_in_transit,
        permitted_actions=act.permitted_actions,
        pap=act.pap,
        affected_party_notification=act.affected_party_notification,
        attribution=act.attribution,
        resale=act.resale,
        embargo_until=act.embargo_until,
        expires_at=act.expires_at,
        by=leaf.by,
        at=leaf.at,
        sheet=act.sheet,
    )
    if act.scope == "case":
        return (replace(now, marks=now.marks | {act.source: mark}),)
    if act.scope == "field":
        of_field = now.field_marks.get(act.target, {}) | {act.source: mark}
        return (replace(now, field_marks=now.field_marks | {act.target: of_field}),)
    item = look("item", act.target)
    assert isinstance(item, Item), "a mark on an item follows its keeping"
    marks, unmarked = item.marks | {act.source: mark}, item.unmarked or item.compartment
    after = replace(item, marks=marks, unmarked=unmarked, compartment=compartment_of(unmarked, caveats_of(marks)))
    labels = dict(now.item_labels)
    if item.state != "purged":
        if item.marks:
            labels[strictest_label(item.marks)] -= 1
        label = strictest_label(after.marks)
        labels[label] = labels.get(label, 0) + 1
    return (replace(now, item_labels={key: count for key, count in labels.items() if count}), after)


def after_restriction(leaf: Leaf, act: m.FieldAsserted | m.ReleaseBlocked | m.ReleaseUnblocked, now: Case) -> Case:
    """Assertions on fields; the release block."""
    match act:
        case m.FieldAsserted():
            assertion = FieldAssertion(
                prong=act.prong,
                proprietary=act.proprietary,
                counsel=act.counsel,
                by=leaf.by,
                at=leaf.at,
                sheet=act.sheet,
            )
            return replace(now, assertions=now.assertions | {act.field: assertion})
        case m.ReleaseBlocked():
            block = Block(owner=act.owner, until=act.until, reason=act.reason, by=leaf.by, at=leaf.at, sheet=act.sheet)
            return replace(now, block=block)
        case m.ReleaseUnblocked():
            return replace(now, block=None)


def after_beside(leaf: Leaf, act: m.DutyAnswered | m.RecordLinked, now: Case) -> Case:
    """Duties with their clocks, and the four other records."""
    if isinstance(act, m.RecordLinked):
        linked = Linked(key=act.record, state=act.state, by=leaf.by, at=leaf.at, sheet=act.sheet)
        return replace(now, records=now.records | {act.record: linked})
    before = now.duties.get(act.duty)
    events = before.events if before else ()
    met = dict(before.met) if before else {}
    times = before.times if before else {}
    if act.event and act.event_at:
        others = tuple(event for event in events if event[0] != act.event)  # a correction replaces, in the body only
        events = (*others, (act.event, act.event_at))
    if act.stage_met and act.met_at:
        if act.stage_met in met:
            times = times | {act.stage_met: times.get(act.stage_met, 1) + 1}
        met[act.stage_met] = min(act.met_at, met.get(act.stage_met, act.met_at))
    clock = Clock(
        answer=act.answer,
        zone=act.zone,
        events=events,
        met=tuple(met.items()),
        times=times,
        by=leaf.by,
        at=leaf.at,
        sheet=act.sheet,
    )
    return replace(now, duties=now.duties | {act.duty: clock})
