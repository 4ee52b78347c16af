"""A claim of what left, checked by the verifier from its bytes alone."""

from collections import Counter
from datetime import date
from typing import cast

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tocsin.stages import delivery as outbox
from tocsin.stages.claim import Asked, claim_of
from tocsin.stages.delivery import SENDING, Move
from tocsin.stages.feedback import record_effect
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.packaging import write_documents
from tocsin.stages.recall import correct, withdraw
from tocsin.stages.release import Approving, approve, binding
from tocsin.stages.sending import send
from tocsin.stages.share import find
from tocsin.store.log import Log
from tocsin.verifier.claim import verify
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.sharing import Share


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def shared(stage: Stage, *parties: str) -> Share:
    """A share that was approved by somebody else and sent to everybody."""
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(*parties), mira)
    gone(stage, share)
    return find(stage.desk, share.id)


def gone(stage: Stage, share: Share) -> None:
    """All its deliveries, sent."""
    for one in send(stage.desk, share):
        outbox.moved(stage.desk, one, SENDING, Move(state=DeliveryState.SENT))


def test_a_claim_of_one_share_holds_and_says_what_was_not_proven(stage: Stage) -> None:
    shared(stage, stage.party("adopter", "adopter"))
    found = verify(claim_of(stage.desk, [stage.now()], Asked()))
    assert found["verdict"] == "SELF-LOGGED"
    assert all(check["state"] != "failed" for check in found["checks"])
    assert found["not_proven"]


def test_who_got_it_and_whom_it_hit_stay_at_home_unless_shown(stage: Stage) -> None:
    shared(stage, stage.party("Northern Adopter", "adopter"))
    claim = claim_of(stage.desk, [stage.now()], Asked())
    assert b"Northern Adopter" not in claim
    assert VICTIM.encode() not in claim
    shown = claim_of(stage.desk, [stage.now()], Asked(show=frozenset({"recipient"})))
    assert verify(shown)["verdict"] == "SELF-LOGGED"
    assert verify(shown)["statement"]["shares"][0]["recipient"] == "Northern Adopter"


def test_the_transport_is_told_from_the_acts(stage: Stage) -> None:
    shared(stage, stage.party("adopter", "adopter"))
    said = verify(claim_of(stage.desk, [stage.now()], Asked()))["statement"]["shares"][0]
    assert said["transport"] == ["sending", "sent"]
    assert (said["channel"], said["grade"]) == ("folder", "E0")


def test_what_changed_because_of_it_is_in_the_claim(stage: Stage) -> None:
    share = shared(stage, stage.party("adopter", "adopter"))
    record_effect(
        stage.desk, stage.now(), kind="mitigation", because_of=(share.id,), on=date(2026, 3, 24), text="rule is live"
    )
    said = verify(claim_of(stage.desk, [stage.now()], Asked()))["statement"]["shares"][0]
    assert said["effect"] != "not shown"


def test_a_correction_and_a_withdrawal_are_told_of_the_share_they_follow(stage: Stage) -> None:
    share = shared(stage, stage.party("adopter", "adopter"))
    mira = replace(stage.desk, person=next(iter(share.outcomes.values())).approvers[0])
    stage.cleaned()
    corrected = write_documents(stage.desk, correct(stage.desk, share, why="the version was wrong"))
    corrected = stage.facts(corrected, {point: answer.value for point, answer in share.points.items()})
    approve(mira, corrected, Approving(digest=binding(mira, corrected)))
    gone(stage, find(stage.desk, corrected.id))
    taken_back = write_documents(stage.desk, withdraw(stage.desk, find(stage.desk, corrected.id), why="not true"))
    approve(mira, taken_back, Approving(digest=binding(mira, taken_back)))
    gone(stage, find(stage.desk, taken_back.id))
    found = verify(claim_of(stage.desk, [stage.now()], Asked()))
    assert found["verdict"] == "SELF-LOGGED"
    first, second = found["statement"]["shares"]
    assert len(first["recalled"]) == 1
    assert len(second["recalled"]) == 1


def test_any_changed_byte_of_a_real_claim_makes_it_fail(stage: Stage) -> None:
    shared(stage, stage.party("adopter", "adopter"))
    claim = claim_of(stage.desk, [stage.now()], Asked())
    for place in range(0, len(claim), 11):  # every byte: tests/verifier
        changed = claim[:place] + bytes([claim[place] ^ 1]) + claim[place + 1 :]
        assert verify(changed)["verdict"] == "FAILED", place


def test_nothing_is_claimed_before_anything_left(stage: Stage) -> None:
    with pytest.raises(ActNotAllowed, match="nothing has left"):
        claim_of(stage.desk, [stage.now()], Asked())


def test_of_an_exercise_nothing_is_claimed(stage: Stage) -> None:
    practice = open_case(stage.desk, Opening(name="practice", exercise=True))
    with pytest.raises(ActNotAllowed, match="exercise"):
        claim_of(stage.desk, [practice], Asked())


def test_a_member_that_no_record_has_is_told(stage: Stage) -> None:
    with pytest.raises(BadInput, match="victim"):
        claim_of(stage.desk, [stage.now()], Asked(show=frozenset({"victim"})))


class Counted:
    """A log that counts how often each part of its tree is read."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.read = Counter[tuple[int, int, int]]()

    def fetch(self, level: int, start: int, end: int) -> list[bytes]:
        """What the log says."""
        self.read[level, start, end] += 1
        return self._log.fetch(level, start, end)

    def __getattr__(self, name: str) -> object:
        return getattr(self._log, name)


def test_no_part_of_the_tree_is_read_twice_for_one_claim(stage: Stage) -> None:
    """Else a claim over a thousand deliveries is a hundred thousand questions to the database."""
    mira = stage.team()
    stage.delivered(*(stage.party(f"adopter {number}", "adopter") for number in range(4)), by=mira)
    counted = Counted(stage.desk.log)
    claim_of(replace(stage.desk, log=cast(Log, counted)), [stage.now()], Asked())
    assert set(counted.read.values()) == {1}
