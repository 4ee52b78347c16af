"""Every delivery that was sent has its signed record in the same append; one that was not has none."""

import pytest

from tests.builders import DeskOfStories, names
from tests.shares import Stage
from tocsin.ledger import record
from tocsin.stages import delivery as outbox
from tocsin.stages.delivery import SENDING, Move
from tocsin.stages.ledger import verify
from tocsin.stages.recording import records_in, records_of
from tocsin.stages.sending import send
from tocsin.stages.share import find
from tocsin.vocab.act import is_record
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.sharing import Share


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def approved(stage: Stage) -> Share:
    """A share to one party that may leave."""
    return stage.approved(stage.proposed(stage.party("adopter", "adopter")), stage.team())[0]


def test_the_record_says_what_the_acts_commit_to_and_is_signed(stage: Stage) -> None:
    share = approved(stage)
    (planned,) = send(stage.desk, share)
    stage.story.forget_acts()
    outbox.moved(stage.desk, planned, SENDING, Move(state=DeliveryState.SENT))
    assert names(stage.story.new_acts()) == ["DeliveryMoved", "DeliveryMoved", "RecordEntered"]
    ((_, compact),) = records_of(stage.desk, find(stage.desk, share.id))
    said = record.read(compact, stage.desk.record_key)
    assert isinstance(said, record.Share)
    written = share.documents[share.recipients[0]]
    assert (said.content_commit, said.label_commit) == (written.payload, written.terms)
    assert (said.channel, said.tlp, said.kind) == ("folder", "TLP:AMBER", "needs_information")


def test_the_log_holds_it_as_a_leaf_of_its_own_and_verifies(stage: Stage) -> None:
    (planned,) = send(stage.desk, approved(stage))
    outbox.moved(stage.desk, planned, SENDING, Move(state=DeliveryState.SENT))
    leaves = [entry.leaf for entry in stage.desk.log.stream(stage.case.id)]
    assert sum(map(is_record, leaves)) == 1
    assert verify(stage.desk).holds


def test_what_failed_has_no_record(stage: Stage) -> None:
    (planned,) = send(stage.desk, approved(stage))
    failed = Move(state=DeliveryState.FAILED, reason=DeliveryReason.NOT_REACHABLE)
    outbox.moved(stage.desk, planned, SENDING, failed)
    assert records_in(stage.desk, stage.now()) == []


def test_no_two_records_of_the_same_thing_look_alike(stage: Stage) -> None:
    mira = stage.team()
    share, _ = stage.approved(stage.proposed(stage.party("one", "adopter"), stage.party("other", "adopter")), mira)
    for planned in send(stage.desk, share):
        outbox.moved(stage.desk, planned, SENDING, Move(state=DeliveryState.SENT))
    (_, one), (_, other) = records_of(stage.desk, find(stage.desk, share.id))
    assert record.digest(one) != record.digest(other)
    assert len(one.split("~")) == len(other.split("~"))
