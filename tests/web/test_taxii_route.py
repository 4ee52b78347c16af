"""The whole way: approved, planned, seen off by the worker, and served as the bytes that were approved."""

import msgspec
import pytest

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.scene import KEY, Partner, asked, running, until
from tocsin.stages.party import find_party
from tocsin.stages.token import issue_token
from tocsin.stages.views import slices_of
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Delivery
from tocsin.web.office import collection_of
from tocsin.worker.run import one_round, worker_at


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A desk with everything that a share needs."""
    return Stage(story)


def test_a_partner_fetches_the_approved_bytes_and_nobody_elses(stage: Stage) -> None:
    from tocsin.stages.release import clearance  # noqa: PLC0415  # for this one story

    mira = stage.team()
    stage.marked()
    stage.cleaned()
    isac = stage.party("isac", "isac", RoadKind.TAXII, "view")
    other = stage.party("vendor", "vendor", RoadKind.TAXII, "view")
    share, _ = stage.approved(stage.proposed(isac, other), mira)
    deliveries = {one.recipient: one for one in stage.sent(share)}
    list(one_round(worker_at(stage.desk, clearance)))
    token, secret = issue_token(stage.desk, find_party(stage.desk, isac), TokenScope.TAXII, days=1)
    partner = Partner(party=isac, road="", token=token.id, secret=secret)
    with running(stage.desk) as base:
        answer = asked(base, partner, f"{partner.url}objects/")
        until(lambda: state(stage, deliveries[isac]) == "collected")
        foreign = asked(base, partner, f"/taxii2/desk/collections/{collection_of(KEY, other)}/objects/")
    approved = slices_of(stage.desk.vault.read(share.documents[isac].payload))
    assert answer.content == b'{"objects":[' + b",".join(approved) + b"]}"
    assert len(approved) > 5
    assert foreign.status_code == 404
    assert state(stage, deliveries[other]) == "sent"
    theirs = {
        msgspec.json.decode(one)["id"] for one in slices_of(stage.desk.vault.read(share.documents[other].payload))
    }
    ours = {one["id"] for one in answer.json()["objects"]}
    assert {one.split("--")[0] for one in ours & theirs} <= {"marking-definition", "extension-definition"}


def state(stage: Stage, delivery: Delivery) -> str:
    """How far it has come."""
    found = stage.desk.index.get("delivery", delivery.id)
    assert isinstance(found, Delivery)
    return found.state
