"""Each rule alone: what makes a promise, what meets it, who answers for it, and when it is overdue."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.promise import (
    FORMS,
    PATIENCE,
    STUCK_AFTER,
    House,
    of_case,
    of_delivery,
    of_recall,
    of_report,
    of_share,
    ordered,
)
from tocsin.vocab.case import Block, Case, PersonEntry, Report
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.promise import PromiseKind, Side
from tocsin.vocab.release import Need, Purpose
from tocsin.vocab.sharing import Delivery, Outcome, Share, WrittenDocument

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
ADA, MIRA, CO = ("person-" + sign * 26 for sign in "123")
PARTY = "party-" + "0" * 26
CASE = Case(
    id="case-" + "0" * 26,
    size=1,
    opened_at=NOON,
    opened_by=ADA,
    changed_at=NOON,
    exercise=False,
    template=None,
    checklist="x",
    sheet="0" * 64,
)
SHARE = Share(
    id="share-" + "0" * 26,
    case=CASE.id,
    copy="copy-" + "0" * 26,
    purpose=Purpose.FIRST,
    follows=None,
    recipients=(PARTY,),
    sheet="0" * 64,
    proposed_by=ADA,
    proposed_at=NOON,
    authors=(ADA,),
)
DELIVERY = Delivery(
    id="delivery-" + "0" * 26,
    case=CASE.id,
    share=SHARE.id,
    recipient=PARTY,
    document="document-" + "0" * 26,
    payload="0" * 64,
    road="road-" + "0" * 26,
    kind=RoadKind.MAIL,
    wire=None,
    send_after=NOON,
    planned_by=ADA,
    planned_at=NOON,
    moved_at=NOON,
    sent_at=NOON,
)


_WRITTEN = WrittenDocument(
    id=DELIVERY.document, format="stix", payload="0" * 64, terms="0" * 64, sheet="0" * 64, by=ADA, at=NOON
)


def _person(identifier: str, *roles: str, retired: bool = False) -> PersonEntry:
    return PersonEntry(id=identifier, roles=roles, sheet="0" * 64, added_at=NOON, retired=retired)


def _house(now: datetime = NOON, case: Case = CASE, **more: frozenset[str]) -> House:
    people = (_person(ADA, "analyst", "approver"), _person(MIRA, "approver"), _person(CO, "counsel"))
    return replace(House(now=now, cases={CASE.id: case}, people=people), **more)


def _refused(until: datetime) -> Outcome:
    return Outcome(
        approved=False,
        document=None,
        reasons=("table_says_hold",),
        flips=(),
        table=None,
        row=None,
        outcome=None,
        approvers=(),
        self_approved=False,
        break_glass=False,
        owner=MIRA,
        until=until,
        by=MIRA,
        at=NOON,
        sheet=None,
    )


def test_every_kind_has_a_side_a_sentence_and_a_command() -> None:
    assert set(FORMS) == set(PromiseKind)
    assert {form.side for form in FORMS.values()} == set(Side)
    assert all(form.command.startswith("tocsin ") for form in FORMS.values())
    assert not any("failed to respond" in form.sentence for form in FORMS.values())


@given(st.timedeltas(timedelta(0), timedelta(days=90)))
def test_it_is_overdue_from_the_moment_after_its_date_and_never_gone_for_being_late(passed: timedelta) -> None:
    (found,) = of_delivery(_house(NOON + passed), DELIVERY_SENT, SHARE)
    assert found.due == NOON + PATIENCE
    assert found.overdue is (passed > PATIENCE)
    assert found.sentence == f"no answer for {'1 day' if passed.days == 1 else f'{passed.days} days'}"


DELIVERY_SENT = replace(DELIVERY, state=DeliveryState.SENT)
KINDS = {
    DeliveryState.QUEUED: PromiseKind.STUCK,
    DeliveryState.SENDING: PromiseKind.STUCK,
    DeliveryState.FAILED: PromiseKind.STUCK,
    DeliveryState.SENT: PromiseKind.ACKNOWLEDGEMENT,
    DeliveryState.COLLECTED: PromiseKind.ACKNOWLEDGEMENT,
    DeliveryState.BOUNCED: PromiseKind.FAILED,
    DeliveryState.GIVEN_UP: PromiseKind.FAILED,
    DeliveryState.ACKNOWLEDGED: None,
    DeliveryState.CANCELLED: None,
}


@pytest.mark.parametrize("state", DeliveryState)
def test_each_state_of_a_delivery_is_answered(state: DeliveryState) -> None:
    found = [one.kind for one in of_delivery(_house(NOON + STUCK_AFTER), replace(DELIVERY, state=state), SHARE)]
    assert found == [kind for kind in (KINDS[state],) if kind]


def test_what_should_have_left_is_no_promise_before_its_hour_is_over() -> None:
    waiting = replace(DELIVERY, send_after=NOON + timedelta(minutes=5))
    assert list(of_delivery(_house(NOON + STUCK_AFTER), waiting, SHARE)) == []
    assert len(list(of_delivery(_house(NOON + STUCK_AFTER + timedelta(minutes=5)), waiting, SHARE))) == 1


def test_a_lost_delivery_is_answered_for_by_a_later_one_and_by_what_follows_its_share() -> None:
    lost, follows = replace(DELIVERY, state=DeliveryState.BOUNCED), frozenset({SHARE.id})
    assert list(of_delivery(_house(), lost, SHARE, is_newest=False)) == []
    assert list(of_delivery(_house(followed=follows), lost, SHARE)) == []
    assert len(list(of_delivery(_house(followed=follows), DELIVERY_SENT, SHARE))) == 1
    assert list(of_delivery(_house(replaced=follows), DELIVERY_SENT, SHARE)) == []


@pytest.mark.parametrize(("reached", "kind"), [(True, PromiseKind.CONFIRMATION), (False, PromiseKind.CORRECTION)])
def test_a_correction_that_arrived_is_owed_to_us_and_one_that_did_not_by_us(reached: bool, kind: PromiseKind) -> None:
    (found,) = of_recall(_house(), SHARE, PARTY, DELIVERY_SENT if reached else None, reached=reached, confirmed=False)
    assert (found.kind, found.party) == (kind, PARTY)
    assert list(of_recall(_house(), SHARE, PARTY, DELIVERY_SENT, reached=True, confirmed=True)) == []
    on_its_way = replace(DELIVERY, state=DeliveryState.QUEUED)
    assert list(of_recall(_house(), SHARE, PARTY, on_its_way, reached=False, confirmed=False)) == []


@pytest.mark.parametrize(
    ("missing", "kinds"),
    [
        ({}, []),
        ({PARTY: ()}, [PromiseKind.UNFINISHED]),
        ({PARTY: (Need.DOCUMENT,)}, [PromiseKind.UNFINISHED]),
        ({PARTY: (Need.APPROVAL, Need.FACTS)}, [PromiseKind.UNFINISHED]),
        ({PARTY: (Need.APPROVAL,)}, [PromiseKind.APPROVAL]),
        ({PARTY: (Need.SECOND_APPROVAL, Need.COUNSEL)}, [PromiseKind.APPROVAL, PromiseKind.COUNSEL]),
        ({PARTY: (Need.COUNSEL,)}, [PromiseKind.COUNSEL]),
    ],
)
def test_a_share_waits_for_people_only_when_it_waits_for_nothing_else(
    missing: dict[str, tuple[Need, ...]], kinds: list[PromiseKind]
) -> None:
    share = replace(SHARE, documents={PARTY: _WRITTEN})
    found = list(of_share(_house(), share, missing, frozenset()))
    assert [one.kind for one in found] == kinds
    who = {one.kind: one.who for one in found}
    assert who.get(PromiseKind.APPROVAL, (MIRA,)) == (MIRA,)  # not Ada: she wrote it
    assert who.get(PromiseKind.COUNSEL, (CO,)) == (CO,)
    assert list(of_share(_house(), replace(share, state="dropped"), missing, frozenset())) == []


def test_a_refusal_stays_with_its_owner_and_one_who_left_owes_nothing_alone() -> None:
    share = replace(SHARE, outcomes={PARTY: _refused(NOON + timedelta(days=7))})
    (found,) = of_share(_house(), share, {}, frozenset())
    assert (found.kind, found.who, found.due) == (PromiseKind.REFUSAL, (MIRA,), NOON + timedelta(days=7))
    gone = replace(_house(), people=(_person(ADA), _person(MIRA, retired=True)))
    (found,) = of_share(gone, share, {}, frozenset())
    assert found.who == ()


def test_what_a_case_was_closed_over_is_not_listed_and_what_came_later_is() -> None:
    closed = replace(CASE, closed_at=NOON + timedelta(hours=1))
    later = replace(DELIVERY_SENT, sent_at=NOON + timedelta(hours=2))
    now = NOON + timedelta(days=3)
    assert list(of_delivery(_house(now, closed), DELIVERY_SENT, SHARE)) == []
    assert len(list(of_delivery(_house(now, closed), later, SHARE))) == 1
    assert len(list(of_delivery(_house(now), DELIVERY_SENT, SHARE))) == 1


def test_a_reporter_waits_for_a_word_however_the_case_ended() -> None:
    report = Report(
        id="report-" + "0" * 26,
        case=CASE.id,
        item="item-" + "0" * 26,
        format="mail",
        anonymous=True,
        receipt="0" * 64,
        sheet="0" * 64,
        received_at=NOON,
    )
    house = _house(NOON + timedelta(days=3), replace(CASE, closed_at=NOON + timedelta(hours=1)))
    assert [one.kind for one in of_report(house, report)] == [PromiseKind.REPORTER]
    for state in ("accepted", "passed_on", "declined", "resolved"):
        assert list(of_report(house, replace(report, state=state))) == []


def test_practice_is_marked_and_the_most_pressing_comes_first() -> None:
    block = Block(owner=ADA, until=NOON + timedelta(days=1), reason="other", by=ADA, at=NOON, sheet="0" * 64)
    (found,) = of_case(_house(), replace(CASE, block=block))
    assert not found.exercise
    (practised,) = of_case(_house(case=replace(CASE, exercise=True)), replace(CASE, block=block))
    assert practised.exercise
    undated, later = replace(found, due=None), replace(found, due=NOON + timedelta(days=2))
    assert ordered([undated, later, found]) == (found, later, undated)
