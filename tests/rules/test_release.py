"""The one door, walked: share, approval, document, block, recipient; nothing but an Approved leaves."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.leaves import CONTENT, DEPUTY, DOCUMENT, PARTY, PERSON, SHEET
from tests.tables import shipped
from tocsin.rules import release
from tocsin.rules.approval import needed
from tocsin.rules.release import (
    AUDIENCES,
    WIDEST,
    Advice,
    GivenApproval,
    Question,
    RoadStanding,
    Written,
    audience_of,
    binding_of,
    decide,
)
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.marking import Attribution, Caveat, EncryptInTransit, Marking, Tlp
from tocsin.vocab.party import PartyKind
from tocsin.vocab.release import RANKS, Approved, Audience, Decision, Flip, Need, Pending, Reason, Refused

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
LATER, EARLIER = NOON + timedelta(hours=1), NOON - timedelta(hours=1)
THIRD, FOURTH = "person-" + "0" * 24 + "3c", "person-" + "0" * 24 + "4d"
BINDING, OTHER_BINDING = "a1" * 32, "b2" * 32
WRITTEN = Written(
    document=DOCUMENT,
    payload=CONTENT,
    terms=SHEET,
    written_at=EARLIER,
    lost_marks=False,
    leaks=False,
    not_searchable=False,
    guessable=False,
    from_newest_copy=True,
    from_purged=False,
    guessed=False,
    read_blind=True,
)
ROAD = RoadStanding(
    kind=RoadKind.MAIL,
    is_open=True,
    route_confirmed=True,
    address_confirmed=True,
    sender_authorised=True,
    encrypts=False,
    reaches_many=False,
)
ADVICE = Advice(table="x_example.invalid:SHARE:1.0.0", row=7, outcome=Audience.CIRCLE, flips=())


def approval(by: str = DEPUTY, **more: object) -> GivenApproval:
    """An approval on the documents as they stand, by somebody who may."""
    plain = GivenApproval(
        by=by,
        binding=BINDING,
        as_counsel=False,
        may_approve=True,
        self_approved=False,
        break_glass=False,
        refused_since=False,
    )
    return replace(plain, **more)


# Everything is as it should be: one recipient of the circle, one approval by somebody else.
GOOD = Question(
    recipient=PARTY,
    audience=Audience.CIRCLE,
    names=frozenset({PARTY, "adopter"}),
    now=NOON,
    is_exercise=False,
    is_dropped=False,
    blocked_until=None,
    refused_until=None,
    marking=Marking(tlp=Tlp.AMBER, owners=("own",)),
    personal_data_settled=False,
    written=WRITTEN,
    road=ROAD,
    advice=ADVICE,
    chosen=None,
    binding=BINDING,
    authors=frozenset({PERSON}),
    approvals=(approval(),),
    people_needed=1,
    counsel_needed=False,
    is_solo=False,
    cooled_at=None,
)


def test_a_document_with_all_it_needs_may_leave_exactly_so() -> None:
    assert decide(GOOD) == Approved(
        recipient=PARTY,
        document=DOCUMENT,
        payload=CONTENT,
        terms=SHEET,
        binding=BINDING,
        table=ADVICE.table,
        row=7,
        outcome=Audience.CIRCLE,
        approvers=(DEPUTY,),
        self_approved=False,
        break_glass=False,
    )


def _marked(**more: object) -> dict[str, object]:
    return {"marking": replace(GOOD.marking, **more)}


REFUSALS: dict[Reason, dict[str, object]] = {
    Reason.EXERCISE: {"is_exercise": True},
    Reason.RELEASE_BLOCK: {"blocked_until": LATER},
    Reason.REFUSED_BY_PERSON: {"refused_until": LATER},
    Reason.SHARE_DROPPED: {"is_dropped": True},
    Reason.NOT_IN_AUDIENCE: _marked(audience=("cisa",)),
    Reason.TLP_TOO_STRICT: _marked(tlp=Tlp.RED),
    Reason.RED_TO_A_LIST: _marked(tlp=Tlp.RED, audience=(PARTY,)) | {"road": replace(ROAD, reaches_many=True)},
    Reason.EMBARGO: _marked(embargo_until=LATER),
    Reason.EXPIRED: _marked(expires_at=NOON),
    Reason.OWNERS_DISAGREE: _marked(attribution=Attribution.CONFLICT),
    Reason.MUST_BE_ENCRYPTED: _marked(encrypt_in_transit=EncryptInTransit.MUST),
    Reason.MARK_LOST: {"written": replace(WRITTEN, lost_marks=True)},
    Reason.PRIVILEGED: _marked(caveats=(Caveat.PRIVILEGED,)),
    Reason.PERSONAL_DATA: _marked(caveats=(Caveat.PERSONAL_DATA,)),
    Reason.WITHHELD_VALUE_INSIDE: {"written": replace(WRITTEN, leaks=True)},
    Reason.NOT_SEARCHABLE: {"written": replace(WRITTEN, not_searchable=True)},
    Reason.GUESSABLE: {"written": replace(WRITTEN, guessable=True)},
    Reason.GUESSED: {"written": replace(WRITTEN, guessed=True)},
    Reason.SOURCE_PURGED: {"written": replace(WRITTEN, from_purged=True)},
    Reason.TABLE_SAYS_HOLD: {"advice": replace(ADVICE, outcome=Audience.HOLD)},
    Reason.WIDER_THAN_TABLE: {"advice": replace(ADVICE, outcome=Audience.COORDINATOR)},
    Reason.ROAD_CLOSED: {"road": replace(ROAD, is_open=False)},
    Reason.ROUTE_NOT_CONFIRMED: {"road": replace(ROAD, route_confirmed=False)},
    Reason.ADDRESS_CHANGED: {"road": replace(ROAD, address_confirmed=False)},
    Reason.SENDER_NOT_AUTHORISED: {"road": replace(ROAD, sender_authorised=False)},
    Reason.SOLO_TOO_WIDE: {"is_solo": True, "audience": Audience.COMMUNITY, **_marked(tlp=Tlp.GREEN)}
    | {"advice": replace(ADVICE, outcome=Audience.PUBLIC)},
    Reason.BREAK_GLASS_TOO_WIDE: {"approvals": (approval(PERSON, break_glass=True),)},
}


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_refuses_alone(reason: Reason) -> None:
    decision = decide(replace(GOOD, **REFUSALS[reason]))
    assert isinstance(decision, Refused)
    assert decision.reasons == (reason,)


def test_every_reason_is_named_not_just_the_first() -> None:
    both = replace(GOOD, **REFUSALS[Reason.RELEASE_BLOCK], **REFUSALS[Reason.EMBARGO])
    decision = decide(both)
    assert isinstance(decision, Refused)
    assert set(decision.reasons) == {Reason.RELEASE_BLOCK, Reason.EMBARGO}


NEEDS: dict[Need, dict[str, object]] = {
    Need.CLEAN_COPY: {"written": replace(WRITTEN, from_newest_copy=False)},
    Need.DOCUMENT: {"written": None},
    Need.FACTS: {"advice": None},
    Need.ROAD: {"road": None},
    Need.BLIND_REVIEW: {"written": replace(WRITTEN, read_blind=False)},
    Need.APPROVAL: {"approvals": ()},
    Need.SECOND_APPROVAL: {"people_needed": 2},
    Need.COUNSEL: {"counsel_needed": True},
    Need.COOLING_TIME: {"is_solo": True, "cooled_at": LATER},
}


@pytest.mark.parametrize("need", Need)
def test_everything_that_is_missing_is_waited_for(need: Need) -> None:
    assert decide(replace(GOOD, **NEEDS[need])) == Pending(recipient=PARTY, missing=(need,))


@pytest.mark.parametrize(
    "given_",
    [
        approval(PERSON, self_approved=True),
        approval(binding=OTHER_BINDING),
        approval(may_approve=False),
        approval(as_counsel=True),
        approval(refused_since=True),
    ],
    ids=["the author's own", "of other documents", "by somebody who may not", "of counsel alone", "refused since"],
)
def test_an_approval_that_does_not_count_is_none(given_: GivenApproval) -> None:
    assert decide(replace(GOOD, approvals=(given_,))) == Pending(recipient=PARTY, missing=(Need.APPROVAL,))


def test_one_person_is_not_two() -> None:
    twice = replace(GOOD, people_needed=2, approvals=(approval(), approval()))
    assert decide(twice) == Pending(recipient=PARTY, missing=(Need.SECOND_APPROVAL,))
    two = decide(replace(GOOD, people_needed=2, approvals=(approval(), approval(THIRD))))
    assert isinstance(two, Approved)
    assert two.approvers == (DEPUTY, THIRD)


def test_an_emergency_that_was_refused_since_is_none() -> None:
    broken = approval(PERSON, break_glass=True, refused_since=True)
    asked = replace(GOOD, audience=Audience.COORDINATOR, approvals=(broken,))
    assert decide(asked) == Pending(recipient=PARTY, missing=(Need.APPROVAL,))
    with_people = replace(GOOD, approvals=(broken, approval(THIRD)))  # and it stands in nobody's way
    assert isinstance(decide(with_people), Approved)


PEOPLE = (DEPUTY, THIRD, FOURTH, PERSON)  # the last is the author
SAID = ((), (False,), (True,), (False, True))  # nothing, as an approver, as counsel, as both


@pytest.mark.parametrize("exposure", ["clean", "recoverable", "identifies"])
@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.HOLD])
@pytest.mark.parametrize("is_solo", [False, True])
def test_counsel_is_one_more_person_than_the_approvers_in_every_cell(
    audience: Audience, exposure: str, is_solo: bool
) -> None:
    """Whoever is both counts once: as the one or as the other."""
    asked = needed(shipped("approvals"), audience, exposure)
    cells = itertools.product(itertools.product(SAID, repeat=len(PEOPLE)), (asked.counsel, True))
    found = 0
    for said, counsel in cells:
        roles_of = dict(zip(PEOPLE, said, strict=True))
        given_ = tuple(approval(who, as_counsel=role) for who, roles in roles_of.items() for role in roles)
        decision = decide(
            replace(
                GOOD,
                audience=audience,
                marking=Marking(tlp=Tlp.CLEAR),
                advice=replace(ADVICE, outcome=Audience.PUBLIC),
                approvals=given_,
                people_needed=asked.people,
                counsel_needed=counsel,
                is_solo=is_solo,
                cooled_at=NOON,
            )
        )
        may = [one for one in PEOPLE if is_solo or one != PERSON]
        approvers = [one for one in may if False in roles_of[one]]
        teams = itertools.combinations(approvers, 1 if is_solo else asked.people)
        heard = [one for one in may if True in roles_of[one]]
        enough = any(not counsel or any(one not in team for one in heard) for team in teams)
        too_wide = is_solo and RANKS[audience] > RANKS[Audience.CIRCLE]
        assert isinstance(decision, Approved) == (enough and not too_wide), (said, counsel)
        found += enough
    assert found


def test_two_and_counsel_are_three_people() -> None:
    public = replace(GOOD, people_needed=2, counsel_needed=True)
    both = (approval(), approval(THIRD), approval(THIRD, as_counsel=True))
    assert decide(replace(public, approvals=both)) == Pending(recipient=PARTY, missing=(Need.COUNSEL,))
    assert isinstance(decide(replace(public, approvals=(*both, approval(FOURTH)))), Approved)
    assert isinstance(decide(replace(public, approvals=(*both, approval(FOURTH, as_counsel=True)))), Approved)
    alone = (approval(), approval(as_counsel=True))
    assert decide(replace(public, approvals=alone)) == Pending(
        recipient=PARTY, missing=(Need.SECOND_APPROVAL, Need.COUNSEL)
    )


def test_alone_one_approves_oneself_after_a_while_and_it_is_said() -> None:
    own = approval(PERSON, self_approved=True)
    alone = decide(replace(GOOD, is_solo=True, cooled_at=NOON, approvals=(own,)))
    assert isinstance(alone, Approved)
    assert alone.self_approved


def test_in_an_emergency_a_coordinator_is_told_at_once_and_it_is_said() -> None:
    broken = approval(PERSON, break_glass=True)
    told = decide(replace(GOOD, audience=Audience.COORDINATOR, approvals=(broken,)))
    assert isinstance(told, Approved)
    assert told.break_glass
    for reason in (Reason.RELEASE_BLOCK, Reason.EMBARGO, Reason.WITHHELD_VALUE_INSIDE):  # the floor holds all the same
        refused = replace(GOOD, audience=Audience.COORDINATOR, approvals=(broken,), **REFUSALS[reason])
        assert isinstance(decide(refused), Refused)


@pytest.mark.parametrize("by", [DEPUTY, PERSON], ids=["somebody without the role", "the author"])
@pytest.mark.parametrize("as_counsel", [False, True])
def test_an_emergency_is_no_ordinary_approval_and_no_word_of_counsel(by: str, as_counsel: bool) -> None:
    broken = approval(by, may_approve=by == PERSON, as_counsel=as_counsel, break_glass=True)
    told = decide(replace(GOOD, audience=Audience.COORDINATOR, approvals=(broken,)))
    assert isinstance(told, Approved)
    assert told.break_glass
    assert decide(replace(GOOD, approvals=(broken,))) == Refused(
        recipient=PARTY, reasons=(Reason.BREAK_GLASS_TOO_WIDE,), flips=()
    )
    with_people = replace(GOOD, counsel_needed=True, approvals=(approval(THIRD), broken))
    assert not isinstance(decide(with_people), Approved)


def test_wider_than_the_table_takes_two_people_and_never_opens_the_floor() -> None:
    narrow = replace(ADVICE, outcome=Audience.COORDINATOR)
    wider = replace(GOOD, advice=narrow, chosen=Audience.CIRCLE)
    assert decide(wider) == Pending(recipient=PARTY, missing=(Need.SECOND_APPROVAL,))
    assert isinstance(decide(replace(wider, approvals=(approval(), approval(THIRD)))), Approved)
    red = replace(wider, marking=Marking(tlp=Tlp.RED), approvals=(approval(), approval(THIRD)))
    assert isinstance(decide(red), Refused)


def test_narrower_than_the_table_is_anybodys_choice() -> None:
    decision = decide(replace(GOOD, chosen=Audience.COORDINATOR))
    assert isinstance(decision, Refused)
    assert decision.reasons == (Reason.WIDER_THAN_TABLE,)


def test_only_flips_that_would_reach_this_recipient_are_told() -> None:
    enough = Flip(point="EXPO", before="recoverable", after="clean", outcome=Audience.COMMUNITY)
    useless = Flip(point="ACT", before="prevent", after="none", outcome=Audience.HOLD)
    narrow = replace(ADVICE, outcome=Audience.COORDINATOR, flips=(useless, enough))
    decision = decide(replace(GOOD, advice=narrow))
    assert isinstance(decision, Refused)
    assert decision.flips == (enough,)


# --- the walk over everything

AUDIENCES_ASKED = tuple(audience for audience in Audience if audience is not Audience.HOLD)
APPROVALS = (
    approval(),
    approval(THIRD),
    approval(PERSON, self_approved=True),
    approval(binding=OTHER_BINDING),
    approval(may_approve=False),
    approval(THIRD, as_counsel=True),
    approval(PERSON, break_glass=True),
    approval(DEPUTY, may_approve=False, break_glass=True),
    approval(refused_since=True),
)
MARKS = tuple(Marking(tlp=tlp, audience=audience) for tlp in Tlp for audience in (None, (PARTY,), ("cisa",)))


# The narrowest and the widest first: a guard that is missing shows at one of the two.
WALKED = (Audience.COORDINATOR, Audience.PUBLIC, Audience.CIRCLE, Audience.COMMUNITY)
NOT_AUTHORISED = replace(ROAD, sender_authorised=False)
# Each document with and without a block; and each of the others, which no document makes better, once.
SITUATIONS = (
    *itertools.product(
        (None, WRITTEN, replace(WRITTEN, leaks=True), replace(WRITTEN, from_newest_copy=False)), (None, LATER), (ROAD,)
    ),
    (replace(WRITTEN, from_purged=True), None, ROAD),
    (WRITTEN, None, NOT_AUTHORISED),
)


def walk() -> Iterator[Question]:
    """Every state of recipient x mark x document x block x sender x facts x approval (0 to 3 of them) x mode."""
    some = [subset for size in range(4) for subset in itertools.combinations(APPROVALS, size)]
    outcomes = (None, *Audience)
    for audience, mark, (document, blocked, road) in itertools.product(WALKED, MARKS, SITUATIONS):
        for outcome, approvals, solo in itertools.product(outcomes, some, (False, True)):
            yield replace(
                GOOD,
                audience=audience,
                marking=mark,
                blocked_until=blocked,
                written=document,
                road=road,
                advice=None if outcome is None else replace(ADVICE, outcome=outcome),
                approvals=approvals,
                is_solo=solo,
                cooled_at=NOON,
                people_needed=2 if RANKS[audience] >= RANKS[Audience.COMMUNITY] else 1,
                counsel_needed=audience is Audience.PUBLIC,
            )


def broken_rule(question: Question, decision: Decision) -> str:
    """Which promise an approval breaks, written down once more in other words; "" where none."""
    if not isinstance(decision, Approved):
        return ""
    bound = [one for one in question.approvals if one.binding == question.binding and not one.refused_since]
    valid = [one for one in bound if one.may_approve]
    others = {one.by for one in valid if not one.as_counsel and one.by not in question.authors}
    alone = question.is_solo and question.audience in (Audience.COORDINATOR, Audience.CIRCLE) and bool(valid)
    emergency = question.audience is Audience.COORDINATOR and any(one.break_glass for one in bound)
    promises = {
        "these bytes": question.written is not None and decision.payload == question.written.payload,
        "nothing withheld": question.written is not None and not question.written.leaks,
        "from the newest copy": question.written is not None and question.written.from_newest_copy,
        "nothing purged": question.written is not None and not question.written.from_purged,
        "sent by somebody who may": question.road is not None and question.road.sender_authorised,
        "no block": question.blocked_until is None,
        "within the advice": question.advice is not None and RANKS[question.audience] <= RANKS[question.advice.outcome],
        "within the label": RANKS[question.audience] <= RANKS[WIDEST[question.marking.tlp]],
        "named where somebody is named": question.marking.audience is None or PARTY in question.marking.audience,
        "RED only to the named": question.marking.tlp is not Tlp.RED or question.marking.audience == (PARTY,),
        "approved": len(others) >= question.people_needed or alone or emergency,
        "counsel, as one more": not question.counsel_needed
        or any(one.as_counsel and len(others - {one.by}) >= question.people_needed for one in valid),
        "said": decision.break_glass or not (emergency and len(others) < question.people_needed and not alone),
    }
    return ", ".join(promise for promise, kept in promises.items() if not kept)


def first_break() -> str:
    """The first broken promise of the whole walk."""
    return next((broken for question in walk() if (broken := broken_rule(question, decide(question)))), "")


def test_no_state_leads_out_without_approvals_on_exactly_these_bytes() -> None:
    assert first_break() == ""
    assert any(isinstance(decide(question), Approved) for question in itertools.islice(walk(), 0, None, 97))


_FLOOR, _COUNTING = release._floor, release._counting


def _floor_but(gone: Reason, question: Question) -> Iterator[Reason]:
    return (reason for reason in _FLOOR(question) if reason is not gone)


def _counted_whatever_was_refused(question: Question) -> Iterator[GivenApproval]:
    return _COUNTING(
        replace(question, approvals=tuple(replace(one, refused_since=False) for one in question.approvals))
    )


@pytest.mark.parametrize(
    ("guard", "without"),
    [
        ("_counting", lambda question: iter(question.approvals)),
        ("_floor", lambda _: iter(())),
        ("_against_advice", lambda _: iter(())),
        ("_unapproved", lambda _, __: iter(())),
        ("_unready", lambda _: iter(())),
        ("_label_reaches", lambda _: True),
        ("_counting", _counted_whatever_was_refused),
        ("_has_counsel", lambda _, counted: any(one.as_counsel and one.may_approve for one in counted)),
        ("_floor", lambda question: _floor_but(Reason.SOURCE_PURGED, question)),
        ("_floor", lambda question: _floor_but(Reason.SENDER_NOT_AUTHORISED, question)),
        ("_floor", lambda question: _floor_but(Reason.RELEASE_BLOCK, question)),
    ],
)
def test_the_same_walk_finds_a_way_out_where_a_guard_is_taken_away(
    guard: str, without: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, guard, without)
    assert first_break() != ""


@given(st.sampled_from(Tlp), st.sampled_from(Tlp), st.sampled_from(AUDIENCES_ASKED), st.sampled_from(Audience))
def test_a_stricter_label_or_a_wider_audience_never_turns_no_into_yes(
    tlp: Tlp, stricter: Tlp, audience: Audience, outcome: Audience
) -> None:
    loose = replace(
        GOOD, audience=audience, marking=Marking(tlp=min(tlp, stricter)), advice=replace(ADVICE, outcome=outcome)
    )
    strict = replace(loose, marking=Marking(tlp=max(tlp, stricter)))
    if isinstance(decide(strict), Approved):
        assert isinstance(decide(loose), Approved)
    for wider in AUDIENCES_ASKED[AUDIENCES_ASKED.index(audience) :]:
        if isinstance(decide(replace(loose, audience=wider)), Approved):
            assert isinstance(decide(loose), Approved)


def test_every_kind_of_party_has_its_width_and_the_widest_counts() -> None:
    assert set(AUDIENCES) == set(PartyKind)
    assert audience_of(("isac", "community")) is Audience.COMMUNITY
    assert audience_of(()) is Audience.PUBLIC


@given(st.data())
def test_any_change_of_documents_recipients_terms_ways_or_tables_changes_the_binding(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.tuples(*[st.text("abc", min_size=1, max_size=3)] * 4), min_size=1, unique=True))
    stands = binding_of("t1", "a1", rows)
    assert binding_of("t1", "a1", reversed(rows)) == stands
    assert binding_of("t2", "a1", rows) != stands
    assert binding_of("t1", "a2", rows) != stands
    at = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.integers(0, 3))
    changed = [*rows]
    changed[at] = tuple(word + "x" if n == place else word for n, word in enumerate(rows[at]))
    assert binding_of("t1", "a1", changed) != stands
    assert binding_of("t1", "a1", rows[1:]) != stands


def test_wider_than_the_table_is_two_peoples_word_alone_and_in_an_emergency_too() -> None:
    hold = replace(GOOD, audience=Audience.COORDINATOR, advice=replace(ADVICE, outcome=Audience.HOLD))
    wider = replace(hold, chosen=Audience.COORDINATOR)
    alone = replace(wider, is_solo=True, cooled_at=NOON, approvals=(approval(PERSON, self_approved=True),))
    assert decide(alone) == Pending(recipient=PARTY, missing=(Need.SECOND_APPROVAL,))
    emergency = replace(wider, approvals=(approval(PERSON, break_glass=True),))
    assert decide(emergency) == Pending(recipient=PARTY, missing=(Need.APPROVAL,))
