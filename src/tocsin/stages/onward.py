"""What to do next with a case or a share, for every screen: reads only."""

from collections.abc import Iterator

from tocsin.rules.checklist import missing
from tocsin.rules.onward import CaseStand, ShareStand, said, way
from tocsin.rules.recall import may_hold
from tocsin.rules.release import decide
from tocsin.stages.cleaning import LEAVING
from tocsin.stages.closing import hanging
from tocsin.stages.desk import Desk
from tocsin.stages.overview import Overview
from tocsin.stages.party import called
from tocsin.stages.share import deliveries_of, shares_of
from tocsin.stages.standing import ENDED, Standing, points_asked, question_on, standing_of
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import Gone
from tocsin.vocab.ids import short
from tocsin.vocab.loose import Loose, Why
from tocsin.vocab.onward import Code, Onward
from tocsin.vocab.release import Approved, Decision, Need, Pending, Purpose, Refused, ShareState
from tocsin.vocab.sharing import CleanCopyEntry, Delivery, Feedback, Share

_UNSENT = frozenset({ShareState.DRAFT, ShareState.WRITTEN, ShareState.APPROVED})
_LEFT = frozenset({ShareState.SENDING, ShareState.SHARED})

# Rows that a mark or an assertion fills: what is typed there is checked, and counts where the case is handled.
_MARKED = {
    "source_attribution": "case mark {case} LABEL --attribution WORD",
    "permitted_actions": "case mark {case} LABEL --permitted-actions WORD",
    "affected_party_notification": "case mark {case} LABEL --may-tell-affected WORD",
    "embargo_until": "case mark {case} LABEL --embargo-until MOMENT",
    "cisa2015_claim": "case assert {case} ROW --as PRONG",
    "proprietary_designation": "case assert {case} ROW --as PRONG --proprietary",
}


def onward(desk: Desk, view: Overview) -> tuple[Onward, ...]:
    """What to do next with a case: what evaporates, then its way out, then what runs beside it."""
    return (*_overdue(view), *way(_stand_of_case(desk, view)), *_beside(view))


def stand_of_share(desk: Desk, standing: Standing, decisions: list[Decision]) -> ShareStand:
    """What a share waits for, by the decisions about its recipients."""
    share = standing.share
    needs = frozenset(need for one in decisions if isinstance(one, Pending) for need in one.missing)
    running = {one.recipient for one in deliveries_of(desk, share) if DeliveryState(one.state) not in ENDED}
    return ShareStand(
        share=share.id,
        needs=needs,
        may_leave=any(isinstance(one, Approved) and one.recipient not in running for one in decisions),
        is_refused=all(isinstance(one, Refused) for one in decisions),
        is_solo=standing.is_solo,
        digest=standing.binding,
        points=tuple(point for point in points_asked(desk) if point not in share.points) if Need.FACTS in needs else (),
        cooled_at=standing.cooled_at,
    )


def _stand_of_case(desk: Desk, view: Overview) -> CaseStand:
    case = view.case
    shares = [one for one in shares_of(desk, case) if one.state != ShareState.DROPPED] if case.shares else []
    deliveries = {one.id: one for share in shares for one in deliveries_of(desk, share)}
    loose = _still_loose(hanging(desk, case) if shares or case.block else (), shares, deliveries)
    copy = desk.index.get("copy", case.copy) if case.copy else None
    leaving = [line for line in view.checklist if line.row.heading in LEAVING]
    asking = desk.index.some("feedback", [one.about for one in loose if one.why is Why.QUESTION])
    return CaseStand(
        case=case.id,
        now=view.seen_at,
        is_closed=case.closed_at is not None,
        went_out=any(may_hold(one) for one in deliveries.values()),
        is_marked=view.is_marked,
        is_shared=view.lane is not None,
        asked=view.asked,
        has_words=any("answer" in line.filled_by for line in leaving),
        has_copy=copy is not None,
        is_changed=isinstance(copy, CleanCopyEntry)
        and any(case.rows[key].at > copy.made_at for line in leaving if (key := line.row.key) in case.rows),
        has_share=any(one.copy == case.copy or ShareState(one.state) in _UNSENT for one in shares),
        corrects=_to_correct(shares, deliveries),
        to_correct=case.to_correct,
        shares=tuple(_stands(desk, shares, {one.about for one in loose if one.why is Why.NOT_SENT})),
        loose=loose,
        deliveries=deliveries,
        asking={key: one for key, one in asking.items() if isinstance(one, Feedback)},
        names={one.party: called(desk, one.party) for one in loose if one.party},
    )


def _still_loose(loose: tuple[Loose, ...], shares: list[Share], deliveries: dict[str, Delivery]) -> tuple[Loose, ...]:
    """Without what somebody said or missed of a document that was corrected or taken back since."""
    replaced = {one.follows for one in shares if ShareState(one.state) in _LEFT}
    return tuple(
        one
        for one in loose
        if one.why not in (Why.UNANSWERED, Why.NOT_REACHED) or deliveries[one.about].share not in replaced
    )


def _to_correct(shares: list[Share], deliveries: dict[str, Delivery]) -> str:
    """The last share that somebody may hold and that nothing follows; a withdrawal ends the line."""
    followed = {one.follows for one in shares}
    held = {one.share for one in deliveries.values() if may_hold(one)}
    last = [one.id for one in shares if one.id in held - followed and one.purpose != Purpose.WITHDRAWAL]
    return last[-1] if last else ""


def _stands(desk: Desk, shares: list[Share], unsent: set[str]) -> Iterator[ShareStand]:
    followed = {one.follows for one in shares}
    for share in shares:
        if share.id not in unsent - followed:
            continue
        try:
            standing = standing_of(desk, share)
        except Gone:  # what was found out about its documents was purged
            yield ShareStand(share=share.id, needs=frozenset({Need.DOCUMENT}))
            continue
        yield stand_of_share(desk, standing, [decide(question_on(desk, standing, one)) for one in share.recipients])


def _overdue(view: Overview) -> Iterator[Onward]:
    for line in view.preservation:
        if line.state == "overdue" and view.case.closed_at is None:
            yield said(Code.KEEP, case=short(view.case.id), title=line.row.title)


def _beside(view: Overview) -> Iterator[Onward]:
    """Running clocks, core rows that are missing, records that are not linked. A clock outlives its case."""
    case = short(view.case.id)
    for duty, stage, due in view.running_clocks:
        yield said(Code.CLOCK, case=case, duty=duty, stage=stage, moment=f"{due:%Y-%m-%d %H:%M UTC}")
    if view.case.closed_at is not None:
        return
    for row in missing(view.checklist):
        if row.weight == "core" and row.key != "tlp_label" and not view.verdict.missing:  # a mark is asked for already
            how = _MARKED.get(row.key, "").format(case=case)
            yield said(Code.FILL_BY_MARK if how else Code.FILL, case=case, row=row.key, text=row.text, how=how)
    for link in view.records:
        if link.state == "missing":
            yield said(Code.LINK, case=case, kind=link.kind)
