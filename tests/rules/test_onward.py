"""Where a case stands says what comes next: one row a state, and every step has its words and its command."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.leaves import DELIVERY, SHARE
from tocsin.rules.onward import ASKED_AGAIN_AFTER, FORMS, CaseStand, ShareStand, first_of, of_share, said, way
from tocsin.rules.promise import PATIENCE
from tocsin.vocab.loose import Loose, Why
from tocsin.vocab.onward import BESIDE, Code
from tocsin.vocab.release import Need
from tocsin.vocab.sharing import Delivery, Feedback

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
CASE = "case-" + "c" * 26
PARTY = "party-" + "p" * 26
ASKED = (("integrity", "Was anything changed?"),)
NEW = CaseStand(case=CASE, now=NOON)
MARKED = replace(NEW, is_marked=True, is_shared=True)
WRITTEN = replace(MARKED, has_words=True)
COPIED = replace(WRITTEN, has_copy=True)
PROPOSED = replace(COPIED, has_share=True)
SENT = replace(PROPOSED, went_out=True, names={PARTY: "Example ISAC"})
SHARED = ShareStand(share=SHARE, needs=frozenset(), digest="3f9a2c7d" + "0" * 56)
QUESTION = Feedback(
    id="feedback-" + "f" * 26,
    case=CASE,
    share=SHARE,
    delivery=DELIVERY,
    party=PARTY,
    kind="question",
    means="mail",
    signed=False,
    known_since=None,
    known_from=None,
    answers=None,
    sheet=None,
    by="person-" + "a" * 26,
    at=NOON,
)


def delivery(kind: str = "folder") -> Delivery:
    """A delivery of the share."""
    return Delivery(
        id=DELIVERY,
        case=CASE,
        share=SHARE,
        recipient=PARTY,
        road="road-" + "r" * 26,
        kind=kind,
        document="document-" + "d" * 26,
        payload="0" * 64,
        wire="0" * 64,
        send_after=NOON,
        state="sent",
        planned_at=NOON,
        planned_by="person-" + "a" * 26,
    )


def hanging(why: Why, *, kind: str = "folder", hours: int = 0) -> CaseStand:
    """A case on which one end hangs since some hours."""
    about = {Why.QUESTION: QUESTION.id, Why.NOT_REVIEWED: SHARE, Why.BLOCKED: "case"}.get(why, DELIVERY)
    party = "" if why in (Why.NOT_REVIEWED, Why.BLOCKED) else PARTY
    loose = (Loose(why=why, about=about, party=party, since=NOON - timedelta(hours=hours)),)
    return replace(SENT, loose=loose, deliveries={DELIVERY: delivery(kind)}, asking={QUESTION.id: QUESTION})


def waiting(*needs: Need, **more: object) -> CaseStand:
    """A case with a share that waits for something."""
    return replace(PROPOSED, shares=(replace(SHARED, needs=frozenset(needs), **more),))


# One row a state of the case, in the order of the way; what comes next there.
TABLE: tuple[tuple[CaseStand, tuple[Code, ...]], ...] = (
    (replace(NEW, asked=ASKED), (Code.MARK, Code.ANSWER)),
    (replace(NEW, asked=ASKED, is_marked=True), (Code.ANSWER,)),
    (replace(NEW, is_shared=True), (Code.MARK,)),
    (replace(NEW, is_marked=True), (Code.CLOSE,)),  # a matter that the playbook does not share
    (MARKED, (Code.DESCRIBE,)),
    (WRITTEN, (Code.CLEAN,)),
    (COPIED, (Code.PROPOSE,)),
    (replace(COPIED, is_changed=True), (Code.CLEAN_AGAIN,)),
    (waiting(Need.DOCUMENT), (Code.WRITE,)),
    (waiting(Need.FACTS, Need.APPROVAL), (Code.FACTS,)),
    (waiting(Need.FACTS, Need.DOCUMENT), (Code.FACTS, Code.WRITE)),
    (waiting(Need.CLEAN_COPY, Need.APPROVAL), (Code.REPLACE,)),
    (waiting(Need.ROAD), (Code.ROAD,)),
    (waiting(Need.APPROVAL), (Code.APPROVE,)),
    (waiting(Need.SECOND_APPROVAL, Need.COUNSEL), (Code.APPROVE,)),
    (waiting(Need.BLIND_REVIEW, Need.APPROVAL), (Code.BLIND_REVIEW, Code.APPROVE)),
    (waiting(Need.BLIND_REVIEW, Need.FACTS), (Code.FACTS,)),
    (waiting(Need.COUNSEL), (Code.COUNSEL,)),
    (waiting(Need.APPROVAL, Need.COOLING_TIME, cooled_at=NOON, is_solo=True), (Code.APPROVE, Code.LOOK_AGAIN)),
    (waiting(Need.COOLING_TIME, cooled_at=NOON, is_solo=True), (Code.LOOK_AGAIN,)),
    (waiting(may_leave=True), (Code.SEND,)),
    (waiting(Need.COUNSEL, may_leave=True), (Code.COUNSEL, Code.SEND)),
    (waiting(is_refused=True), (Code.REFUSED,)),
    (hanging(Why.ON_ITS_WAY), (Code.WORK,)),
    (hanging(Why.ON_ITS_WAY, kind="by_hand"), (Code.BY_HAND,)),
    (hanging(Why.NOT_REACHED), (Code.SEND_AGAIN,)),
    (hanging(Why.UNANSWERED, hours=47), (Code.AWAIT,)),
    (hanging(Why.UNANSWERED, hours=48), (Code.ASK_AGAIN,)),
    (hanging(Why.QUESTION), (Code.REPLY,)),
    (hanging(Why.NOT_REVIEWED), (Code.REVIEW,)),
    (hanging(Why.BLOCKED), (Code.UNBLOCK,)),
    (replace(SENT, has_share=False, corrects=SHARE), (Code.CORRECT,)),
    (replace(SENT, to_correct=True, corrects=SHARE), (Code.MEND,)),
    (replace(SENT, to_correct=True, corrects=SHARE, is_changed=True), (Code.CLEAN_AGAIN,)),
    (replace(hanging(Why.QUESTION), to_correct=True, corrects=SHARE), (Code.MEND, Code.REPLY)),  # first what is wrong
    (replace(SENT, to_correct=True), (Code.CLOSE,)),  # nobody may hold it, or its correction is under way
    (SENT, (Code.CLOSE,)),
    (replace(SENT, is_closed=True), (Code.CLAIM,)),
    (replace(hanging(Why.UNANSWERED), is_closed=True), (Code.CLAIM,)),
    (replace(NEW, is_closed=True), ()),
)


@pytest.mark.parametrize(("stand", "codes"), TABLE, ids=[" ".join(codes) or "nothing" for _, codes in TABLE])
def test_every_state_says_what_comes_next(stand: CaseStand, codes: tuple[Code, ...]) -> None:
    steps = way(stand)
    assert tuple(step.code for step in steps) == codes
    for step in steps:
        assert step.command.startswith("tocsin ")
        assert "{" not in step.sentence + step.command


def test_the_table_walks_every_step_of_the_way() -> None:
    assert {code for _, codes in TABLE for code in codes} == set(Code) - BESIDE
    assert set(FORMS) == set(Code)


def test_every_form_is_made_of_plain_words() -> None:
    for sentence, command in FORMS.values():
        assert all(
            name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(sentence + command)
        )


def test_a_step_says_whom_it_is_about_and_what_to_type() -> None:
    (late,) = way(hanging(Why.UNANSWERED, hours=80))
    assert late.sentence == "no answer from Example ISAC for 3 days: ask again, and take down what they say"
    assert late.command == f"tocsin feedback add {SHARE[:14]} KIND --with {PARTY[:14]}"
    (approve,) = of_share(replace(SHARED, needs=frozenset({Need.APPROVAL})))
    assert approve.command == f"tocsin --as APPROVER share approve {SHARE[:14]} --digest 3f9a2c7d"
    (alone,) = of_share(replace(SHARED, needs=frozenset({Need.APPROVAL}), is_solo=True))
    assert (alone.sentence[:3], alone.command[:20]) == ("you", "tocsin share approve")


def test_what_others_wait_for_comes_before_what_we_wait_for() -> None:
    several = replace(
        hanging(Why.UNANSWERED),
        loose=(*hanging(Why.UNANSWERED).loose, *hanging(Why.QUESTION).loose),
        shares=waiting(may_leave=True).shares,
    )
    assert [step.code for step in way(several)] == [Code.REPLY, Code.SEND, Code.AWAIT]


def test_where_there_is_room_for_one_step_it_is_the_next_of_the_way() -> None:
    beside = said(Code.KEEP, case=CASE, title="Live agent state")
    assert first_of((beside, *way(COPIED))) == way(COPIED)[0]
    assert first_of((beside,)) == beside
    assert first_of(()) is None


def test_we_ask_again_when_a_promise_to_us_is_overdue() -> None:
    assert ASKED_AGAIN_AFTER == PATIENCE
