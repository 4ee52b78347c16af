"""How marks stand in acts and the index, as markings a rule can judge."""

from tocsin.vocab.acts.marking import Marked
from tocsin.vocab.case import Case, MarkSet
from tocsin.vocab.marking import (
    UNMARKED,
    AffectedPartyNotification,
    Attribution,
    Caveat,
    EncryptInTransit,
    Marking,
    Pap,
    PermittedAction,
    Tlp,
    UnmodifiedResale,
    in_order,
)
from tocsin.vocab.reason import OWN

TLP_CODES: dict[Tlp, str] = {
    Tlp.CLEAR: "clear",
    Tlp.GREEN: "green",
    Tlp.AMBER: "amber",
    Tlp.AMBER_STRICT: "amber+strict",
    Tlp.RED: "red",
}
_TLPS = {code: tlp for tlp, code in TLP_CODES.items()}


def marking_of(mark: MarkSet) -> Marking:
    """The marking that one source's mark says."""
    return Marking(
        tlp=_TLPS[mark.tlp],
        owners=(mark.source,),
        caveats=in_order(Caveat(caveat) for caveat in mark.caveats),
        audience=None if mark.audience is None else in_order(mark.audience),
        encrypt_in_transit=EncryptInTransit(mark.encrypt_in_transit) if mark.encrypt_in_transit else None,
        permitted_actions=PermittedAction(mark.permitted_actions) if mark.permitted_actions else None,
        notifications=AffectedPartyNotification(mark.affected_party_notification)
        if mark.affected_party_notification
        else None,
        attribution=Attribution(mark.attribution) if mark.attribution else None,
        resale=UnmodifiedResale(mark.resale) if mark.resale else None,
        pap=Pap[mark.pap.upper()] if mark.pap else None,
        embargo_until=mark.embargo_until,
        expires_at=mark.expires_at,
    )


def marks_on_case(case: Case) -> list[Marking]:
    """Every source's mark on a case. Until this organization marked it itself it counts as unmarked, whoever else did.

    What a partner's label allows says nothing about what our own part of the case may do.
    """
    marks = [marking_of(mark) for mark in case.marks.values()]
    return marks if OWN in case.marks else [UNMARKED, *marks]


def act_of(marking: Marking, *, scope: str, target: str, source: str, widened: bool, sheet: str | None) -> Marked:
    """The act that puts one source's marking on case, item or field."""
    return Marked(
        scope=scope,
        target=target,
        source=source,
        tlp=TLP_CODES[marking.tlp],
        caveats=tuple(marking.caveats),
        audience=marking.audience,
        encrypt_in_transit=marking.encrypt_in_transit,
        permitted_actions=marking.permitted_actions,
        pap=marking.pap.name.lower() if marking.pap is not None else None,
        affected_party_notification=marking.notifications,
        attribution=marking.attribution,
        resale=marking.resale,
        embargo_until=marking.embargo_until,
        expires_at=marking.expires_at,
        widened=widened,
        sheet=sheet,
    )
