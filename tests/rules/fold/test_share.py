"""The states of a share, cell by cell: every act is answered, every state reached and left, no way past approval."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.histories import world_of
from tests.leaves import CASE, DELIVERY, DEPUTY, PARTY, PERSON, SHARE, leaf_of, one_of_each
from tocsin.rules.fold.share import TABLE, VOIDING, StateAct, after
from tocsin.vocab.act import Act
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import share as s
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.release import Reason, ShareState
from tocsin.vocab.sharing import Share

ACTS: tuple[StateAct, ...] = (
    *(s.PointDecided, s.DocumentWritten, s.ApprovalGiven, s.ShareApproved, s.ShareRefused, s.ShareDropped),
    *(CutChosen, BlindReviewed, s.BreakGlassReviewed, d.DeliveryPlanned, d.DeliveryMoved),
)


def share_after(*acts: type[Act] | Act) -> Share:
    """The share that acts add up to, after its proposal; a type stands for its example."""
    begun = (one_of_each()[i.CaseOpened], one_of_each()[s.ShareProposed])
    said = [one_of_each()[one] if isinstance(one, type) else one for one in acts]
    found = world_of(leaf_of(act, seq=seq) for seq, act in enumerate((*begun, *said)))["share", SHARE]
    assert isinstance(found, Share)
    return found


@pytest.mark.parametrize("state", ShareState)
@pytest.mark.parametrize("act", ACTS)
def test_every_state_answers_every_act(state: ShareState, act: StateAct) -> None:
    if act in TABLE[state]:
        assert after(state, act) is TABLE[state][act]
    else:
        with pytest.raises(ActNotAllowed):
            after(state, act)


def test_every_state_is_reached_and_all_but_the_last_are_left() -> None:
    reached, waiting = {ShareState.DRAFT}, deque([ShareState.DRAFT])
    while waiting:
        for following in {*TABLE[waiting.popleft()].values()} - reached:
            reached.add(following)
            waiting.append(following)
    assert reached | {ShareState.SHARED} == set(ShareState)  # shared is where the last delivery leads
    left = {state for state in ShareState if set(TABLE[state].values()) - {state}}
    assert set(ShareState) - left == {ShareState.SENDING, ShareState.DROPPED}  # sending ends with its last delivery


def test_no_way_leads_to_sending_but_through_approved() -> None:
    ways = {(state, act) for state, row in TABLE.items() for act, to in row.items() if to is ShareState.SENDING}
    assert {state for state, _ in ways} == {ShareState.APPROVED, ShareState.SENDING, ShareState.SHARED}
    into = {(state, act) for state, row in TABLE.items() for act, to in row.items() if to is ShareState.APPROVED}
    assert {act for state, act in into if state is not ShareState.APPROVED} == {s.ShareApproved}


@pytest.mark.parametrize("act", VOIDING)
def test_any_change_takes_every_approval_and_every_decision_with_it(act: StateAct) -> None:
    approved = share_after(s.DocumentWritten, s.ApprovalGiven, s.ShareApproved)
    assert approved.approvals
    assert approved.outcomes[PARTY].approved
    changed = share_after(s.DocumentWritten, s.ApprovalGiven, s.ShareApproved, act)
    state = TABLE[ShareState.APPROVED][act]
    assert (changed.approvals, changed.outcomes, changed.state) == ((), {}, state)


def test_whose_cut_is_chosen_has_no_document_until_one_is_written_and_its_chooser_approves_nothing() -> None:
    chosen = share_after(s.DocumentWritten, s.ApprovalGiven, CutChosen)
    assert (chosen.cuts, chosen.documents, chosen.state) == ({PARTY: "pattern"}, {}, ShareState.DRAFT)
    assert PERSON in chosen.authors
    assert share_after(s.DocumentWritten, CutChosen, s.DocumentWritten).cuts == {PARTY: "pattern"}


def test_a_person_approves_once_however_often_they_say_it() -> None:
    assert len(share_after(s.DocumentWritten, s.ApprovalGiven, s.ApprovalGiven).approvals) == 1


# What may happen to a share in any order, as far as an approval is concerned.
HAPPENS = st.lists(st.sampled_from(("approved", "refused", "machine", "other", "decided", "written")), max_size=12)


def _happened(what: str, who: str) -> tuple[Act, str]:
    """An act of that kind, and by whom."""
    refused = one_of_each()[s.ShareRefused]
    assert isinstance(refused, s.ShareRefused)
    acts: dict[str, Act] = {
        "approved": one_of_each()[s.ApprovalGiven],
        "refused": replace(refused, reasons=(Reason.REFUSED_BY_PERSON,)),
        "machine": replace(refused, reasons=(Reason.EMBARGO,)),
        "other": replace(refused, reasons=(Reason.REFUSED_BY_PERSON,), recipient=PARTY[:-1] + "z"),
        "decided": one_of_each()[s.ShareApproved],
        "written": one_of_each()[s.DocumentWritten],
    }
    return acts[what], who


@given(HAPPENS, st.lists(st.sampled_from((PERSON, DEPUTY)), min_size=12, max_size=12))
def test_only_what_was_approved_after_the_last_no_of_a_person_counts(happens: list[str], people: list[str]) -> None:
    """Whatever becomes of the refusal: no approval before it is ever one again."""
    begun = [one_of_each()[i.CaseOpened], one_of_each()[s.ShareProposed]]
    acts = [(one, PERSON) for one in begun] + [_happened(*each) for each in zip(happens, people, strict=False)]
    leaves = [replace(leaf_of(act, seq=seq), by=who) for seq, (act, who) in enumerate(acts)]
    share = world_of(leaves)["share", SHARE]
    assert isinstance(share, Share)
    since = max((at for at, what in enumerate(happens) if what in ("refused", "written")), default=-1)
    after_it = {
        who for at, (what, who) in enumerate(zip(happens, people, strict=False)) if what == "approved" and at > since
    }
    assert {one.by for one in share.approvals if PARTY not in one.not_for} == after_it


def test_a_no_to_one_recipient_takes_the_approvals_of_no_other() -> None:
    refused, who = _happened("other", PERSON)
    (approval,) = share_after(s.DocumentWritten, s.ApprovalGiven, refused, refused).approvals
    assert (approval.by, approval.not_for) == (who, (PARTY[:-1] + "z",))


def test_whoever_writes_a_document_is_an_author_of_the_share() -> None:
    proposed = share_after()
    assert share_after(s.DocumentWritten).authors == proposed.authors


def test_a_share_is_shared_as_soon_as_nothing_is_on_its_way() -> None:
    moved = one_of_each()[d.DeliveryMoved]
    assert isinstance(moved, d.DeliveryMoved)
    begun = (s.DocumentWritten, s.ShareApproved, d.DeliveryPlanned)
    assert share_after(*begun).state == "sending"
    ends = {"sending": "sending", "failed": "sending", "sent": "shared", "bounced": "shared"}
    for state, share_state in ends.items():
        found = share_after(*begun, replace(moved, state=state))
        assert (found.state, found.deliveries) == (share_state, {DELIVERY: state})


def test_a_share_of_which_nothing_ever_went_out_is_approved_as_before() -> None:
    moved, planned = one_of_each()[d.DeliveryMoved], one_of_each()[d.DeliveryPlanned]
    assert isinstance(moved, d.DeliveryMoved)
    assert isinstance(planned, d.DeliveryPlanned)
    begun = (s.DocumentWritten, s.ShareApproved, planned)
    stopped = replace(moved, state="cancelled", attempt=0)
    assert share_after(*begun, stopped).state == "approved"
    assert share_after(*begun, replace(stopped, attempt=1)).state == "shared"  # it may have arrived
    other = replace(planned, delivery=DELIVERY[:-1] + "z")
    sent = replace(moved, delivery=other.delivery, state="sent", attempt=1)
    assert share_after(*begun, other, sent, stopped).state == "shared"
    assert share_after(*begun, other, stopped).state == "sending"


def test_the_case_knows_the_state_of_its_shares() -> None:
    acts = [one_of_each()[one] for one in (i.CaseOpened, s.ShareProposed, s.DocumentWritten)]
    world = world_of(leaf_of(act, seq=seq) for seq, act in enumerate(acts))
    assert world["case", CASE].shares == {SHARE: "written"}  # type: ignore[union-attr]  # the case
