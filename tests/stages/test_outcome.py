"""What came of a share: delivered when, answered, silent, taken back; and what a party was ever sent."""

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.shares import Stage
from tocsin.stages.delivery import Move, moved
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, note_after_receipt, receive
from tocsin.stages.outcome import account_of, deliveries_to, sent_line
from tocsin.stages.packaging import write_documents
from tocsin.stages.party import find_party
from tocsin.stages.recall import withdraw
from tocsin.stages.release import review
from tocsin.stages.share import deliveries_of, find, sheet_of
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.feedback import AfterReceipt
from tocsin.vocab.sharing import Share


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def test_silence_is_counted_and_fetching_is_no_answer(stage: Stage) -> None:
    share = stage.delivered(stage.party("silent", "adopter"), stage.party("fetches", "adopter"), by=stage.team())
    (silent, fetches) = (line.party for line in account_of(stage.desk, share).recipients)
    planned = {one.recipient: one for one in deliveries_of(stage.desk, share)}
    moved(stage.desk, planned[fetches], Move(state=DeliveryState.COLLECTED, reason=DeliveryReason.FETCHED))
    assert _silence(stage, share) == {silent: "no answer for 0 days", fetches: "fetched, no answer for 0 days"}
    stage.later(60 * 24)
    assert _silence(stage, share)[silent] == "no answer for 1 day"
    stage.later(60 * 24)
    assert _silence(stage, share)[fetches] == "fetched, no answer for 2 days"
    receive(stage.desk, share, Said(party=silent, kind="affected", text="two clusters"))
    assert _silence(stage, share)[silent] == ""


def _silence(stage: Stage, share: Share) -> dict[str, str]:
    return {line.party: line.silence for line in account_of(stage.desk, find(stage.desk, share.id)).recipients}


def test_what_bounced_is_not_called_silent(stage: Stage) -> None:
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), stage.team())
    (delivery,) = stage.sent(share)
    stage.arrived(delivery)
    bounce = Move(state=DeliveryState.BOUNCED, reason=DeliveryReason.BOUNCE_RECEIVED)
    moved(stage.desk, replace(delivery, attempt=1), bounce)
    stage.later(60 * 48)
    (line,) = account_of(stage.desk, find(stage.desk, share.id)).recipients
    assert (line.delivery, line.silence) == ("bounced", "")


def test_the_newest_delivery_is_the_one_that_counts(stage: Stage) -> None:
    share, _ = stage.approved(stage.proposed(stage.party("adopter", "adopter")), stage.team())
    for _ in range(6):  # ids are random: the first by its id is the newest by chance alone
        stage.bounced(*stage.sent(share))
        stage.later(1)
    stage.sent(share)
    (line,) = account_of(stage.desk, find(stage.desk, share.id)).recipients
    assert line.delivery == "queued"


def test_the_account_says_what_came_back_and_what_is_not_known(stage: Stage) -> None:
    share = stage.delivered(vendor := stage.party("vendor", "vendor"), by=stage.team())
    question = receive(stage.desk, share, Said(party=vendor, kind="question", text="Which version?"))
    stage.later(1)
    receive(stage.desk, share, Said(party=vendor, kind="answer", text="1.82.7", answers=question.id))
    note_after_receipt(
        stage.desk,
        share,
        given=vendor,
        step="used",
        state="seen_by_us",
        on=stage.desk.clock.now().date(),
        because="a rule",
    )
    found = account_of(stage.desk, find(stage.desk, share.id))
    assert [(one.kind, one.answered, one.text) for one in found.feedback] == [
        ("question", True, "Which version?"),
        ("answer", False, "1.82.7"),
    ]
    assert [(one.decision, one.delivery, one.said) for one in found.recipients] == [
        ("approved", "acknowledged", "question")
    ]
    known = {one.step: (one.state, one.on, one.text) for one in found.after_receipt}
    assert len(known) == len(AfterReceipt)
    assert known.pop("used") == ("seen_by_us", "2026-03-24", "a rule")
    assert set(known.values()) == {("not_known", "", "")}


def test_the_account_says_how_far_a_withdrawal_came(stage: Stage) -> None:
    mira = stage.team()
    share = stage.delivered(party := stage.party("adopter", "adopter"), by=mira)
    assert account_of(stage.desk, share).recalled == ()
    follow = write_documents(stage.desk, withdraw(stage.desk, share, why="wrong"))
    (line,) = account_of(stage.desk, share).recalled
    assert (line.party, line.reach, line.purpose, line.share) == (party, "not_sent", "withdrawal", follow.id)
    assert account_of(stage.desk, follow).follows == share.id


def test_broken_glass_has_to_be_looked_at_and_the_outcome_is_shown(stage: Stage) -> None:
    mira = stage.team()
    share = stage.proposed(stage.party("agency", "federal"))
    stage.approved(share, stage.desk, break_glass="active_attack")
    stage.arrived(*stage.sent(share))
    due = account_of(stage.desk, find(stage.desk, share.id)).review
    assert "until 2026-03-25 12:00 UTC" in due
    review(mira, find(stage.desk, share.id), verdict="justified", because="it was real")
    assert account_of(stage.desk, find(stage.desk, share.id)).review.endswith("justified")


def test_a_party_whose_name_was_purged_is_still_shown(stage: Stage) -> None:
    mira: Desk = stage.team()
    share = stage.delivered(party := stage.party("adopter", "adopter"), by=mira)
    declared = stage.desk.index.get("party", party)
    stage.desk.vault.destroy(getattr(declared, "sheet", ""))
    assert account_of(stage.desk, share).recipients[0].name == "(purged)"


def test_the_account_says_when_each_goes_and_when_it_went(stage: Stage) -> None:
    mira = stage.team()
    sent = stage.delivered(stage.party("adopter", "adopter"), by=mira)
    (line,) = account_of(stage.desk, find(stage.desk, sent.id)).recipients
    assert (line.delivery, line.goes_at, line.acknowledged_at) == ("sent", None, None)
    assert line.sent_at == stage.desk.clock.now()
    share, _ = stage.approved(stage.proposed(stage.party("later", "adopter")), mira)
    (delivery,) = stage.sent(share)
    (line,) = account_of(stage.desk, find(stage.desk, share.id)).recipients
    assert (line.delivery_id, line.goes_at, line.sent_at) == (delivery.id, delivery.send_after, None)


def test_what_a_party_was_sent_is_told_newest_first_with_what_it_answered_to_each(stage: Stage) -> None:
    mira = stage.team()
    party, other = stage.party("adopter", "adopter"), stage.party("other", "adopter")
    first = stage.delivered(party, other, by=mira)
    receive(stage.desk, first, Said(party=other, kind="affected", text="theirs"))
    receive(stage.desk, first, Said(party=party, kind="acknowledged"))
    stage.later(60)
    second = stage.delivered(party, by=mira)
    known = find_party(stage.desk, party)
    lines = [sent_line(stage.desk, one) for one in deliveries_to(stage.desk, known)]
    assert [(one.share, one.said, one.silence) for one in lines] == [
        (second.id, "", "no answer for 0 days"),
        (first.id, "acknowledged", ""),
    ]
    assert lines[0].kind == "folder"
    assert lines[0].title == sheet_of(stage.desk, second).title
