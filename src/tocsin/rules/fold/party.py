"""How parties, roads, components, secrets and contacts add up."""

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from tocsin.rules.fold.home import log_after
from tocsin.vocab.act import Leaf
from tocsin.vocab.acts import impact as im
from tocsin.vocab.acts import party as p
from tocsin.vocab.case import Case, Entity
from tocsin.vocab.sharing import Component, Contact, GivenReceipt, Involved, Party, Road, Token

Look = Callable[[str, str], Entity | None]
PartyAct = (
    p.PartyDeclared
    | p.RoadOpened
    | p.RoadClosed
    | p.ComponentDeclared
    | p.TokenIssued
    | p.TokenRevoked
    | p.DictionaryKept
    | p.RecordKeyAdded
    | p.ReceiptSigned
)
ImpactAct = im.ComponentNamed | im.PartyInvolved | im.ContactDecided


def after_party(leaf: Leaf, act: PartyAct, look: Look) -> tuple[Entity, ...]:
    """The log entry, and the party, road, component or secret an act is about."""
    log = log_after(leaf, look)
    match act:
        case p.PartyDeclared():
            party = Party(id=act.party, kinds=act.kinds, sheet=act.sheet, declared_at=leaf.at, declared_by=leaf.by)
            return (log, party)
        case p.RoadOpened():
            road = Road(
                id=act.road,
                party=act.party,
                kind=act.kind,
                route=act.route,
                sheet=act.sheet,
                opened_at=leaf.at,
                opened_by=leaf.by,
            )
            return (log, road)
        case p.RoadClosed():
            before = look("road", act.road)
            assert isinstance(before, Road), "a road is closed after it was opened"
            return (log, replace(before, closed=act.reason))
        case p.ComponentDeclared():
            component = Component(
                id=act.component, sheet=act.sheet, at=leaf.at, by=leaf.by, party=act.party, relation=act.relation
            )
            return (log, component)
        case p.TokenIssued():
            return (log, _issued(leaf, act))
        case p.TokenRevoked():
            issued = look("token", act.token)
            assert isinstance(issued, Token), "a secret is revoked after it was issued"
            return (log, replace(issued, revoked=act.reason))
        case p.DictionaryKept():
            return (replace(log, dictionary=act.sheet),)
        case p.RecordKeyAdded():
            return (replace(log, record_keys=(*log.record_keys, act.key)),)
        case p.ReceiptSigned():
            given = GivenReceipt(
                id=act.content, record=act.record, grade=act.grade, sheet=act.sheet, by=leaf.by, at=leaf.at
            )
            return (log, given)
        case _:
            assert_never(act)


def _issued(leaf: Leaf, act: p.TokenIssued) -> Token:
    return Token(
        id=act.token,
        party=act.party,
        scope=act.scope,
        delivery=act.delivery,
        issued_at=leaf.at,
        issued_by=leaf.by,
        expires_at=act.expires_at,
        sheet=act.sheet,
    )


def after_impact(leaf: Leaf, act: ImpactAct, now: Case, look: Look) -> tuple[Entity, ...]:
    """The case with its components, parties and contacts; a component that is named again is still the one."""
    match act:
        case im.ComponentNamed():
            component = Component(
                id=act.component,
                sheet=act.sheet,
                at=leaf.at,
                by=leaf.by,
                case=now.id,
                kind=act.kind,
                standing=act.standing,
                item=act.item,
            )
            is_new = look("component", act.component) is None
            return (replace(now, components=now.components + is_new), component)
        case im.PartyInvolved():
            part = Involved(
                roles=act.roles, group=act.group, proposed_by=act.proposed_by, by=leaf.by, at=leaf.at, sheet=act.sheet
            )
            before = now.parties.get(act.party)
            if before is not None:  # what it said and was told stays
                part = replace(
                    part,
                    answer=before.answer,
                    reason=before.reason,
                    said=before.said,
                    said_at=before.said_at,
                    told_at=before.told_at,
                    decided_at=before.decided_at,
                    decided_by=before.decided_by,
                    words=before.words,
                )
            return (replace(now, parties=now.parties | {act.party: part}),)
        case im.ContactDecided():
            if act.party is not None and act.party in now.parties:
                part = replace(
                    now.parties[act.party],
                    answer=act.answer,
                    reason=act.reason,
                    decided_at=leaf.at,
                    decided_by=leaf.by,
                    words=act.sheet,
                )
                return (replace(now, parties=now.parties | {act.party: part}),)
            contact = Contact(answer=act.answer, reason=act.reason, by=leaf.by, at=leaf.at, sheet=act.sheet)
            return (replace(now, contacts=now.contacts | {act.group: contact}),)
        case _:
            assert_never(act)
