"""Claims: made over what left, and verified from the bytes by whoever has them."""

import pytest

from tests.asking import Json, ask
from tests.builders import DeskOfStories, a_case
from tests.claims import POLICY, SENDER_KEY, WITNESS, WITNESS_KEY, WITNESSED_AT, bent, whole_story
from tests.shares import Stage
from tocsin.verifier.claim import verify
from tocsin.vocab.errors import ActNotAllowed, BadInput


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A case with one share that arrived."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    made.delivered(made.party("An Adopter", "adopter"))
    return made


def states(report: Json) -> dict[str, str]:
    return {one["name"]: one["state"] for one in report["checks"]}


def test_a_claim_is_made_and_holds(stage: Stage) -> None:
    claim = ask(stage.desk, "claim.make", cases=[stage.case.id, stage.case.id])
    report = ask(stage.desk, "claim.verify", claim)
    assert report["verdict"] == "SELF-LOGGED"
    assert "failed" not in states(report).values()
    (share,) = report["statement"]["shares"]
    assert (share["recipient"], share["grade"], share["transport"]) == ("not shown", "E0", ["sending", "sent"])
    assert share["restrictions"]["tlp"] == "TLP:AMBER"
    assert report["statement"]["period"] is None
    assert ask(stage.desk, "claim.left-out", cases=[stage.case.id]) == []


def test_members_are_shown_and_hidden_and_a_period_has_two_ends(stage: Stage) -> None:
    period = {"since": "2026-03-01T00:00:00Z", "until": "2026-04-01T02:00:00+02:00"}
    fields = {"cases": [stage.case.id], "show": ["recipient"], "hide": ["tlp"]}
    report = ask(stage.desk, "claim.verify", ask(stage.desk, "claim.make", **fields, **period))
    (share,) = report["statement"]["shares"]
    assert share["recipient"] != "not shown"
    assert "AMBER" not in str(share["restrictions"])
    assert report["statement"]["period"] == {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}
    with pytest.raises(BadInput, match="two ends"):
        ask(stage.desk, "claim.make", **fields, since=period["since"])
    with pytest.raises(BadInput, match="no record has"):
        ask(stage.desk, "claim.make", cases=[stage.case.id], show=["secrets"])


def test_a_silent_recipient_leaves_what_asks_for_a_receipt_unanswered(stage: Stage) -> None:
    claim = ask(stage.desk, "claim.make", cases=[stage.case.id], asks="acknowledged")
    assert ask(stage.desk, "claim.verify", claim)["verdict"] == "UNANSWERED"


def test_nothing_is_claimed_where_nothing_left(stage: Stage) -> None:
    with pytest.raises(ActNotAllowed, match="nothing has left"):
        ask(stage.desk, "claim.make", cases=[a_case(stage.desk).id])
    with pytest.raises(BadInput, match="over a case"):
        ask(stage.desk, "claim.make", cases=[])


def test_somebody_elses_claim_is_checked_with_keys_and_witnesses_from_elsewhere(stage: Stage) -> None:
    told = whole_story()
    told.log.witnesses.append((WITNESS, WITNESS_KEY.name, WITNESSED_AT))
    claim, keys = told.claim(), [SENDER_KEY.to_text()]
    report = ask(stage.desk, "claim.verify", claim, keys=keys, policy=POLICY.decode())
    assert report["verdict"] == "VERIFIED"
    assert report == verify(claim, POLICY, keys), "nothing that the verifier says is left out"
    assert [one["tied"] for one in report["keys"]].count("pinned by you") == 1


def test_a_claim_that_was_changed_says_nothing_of_shares(stage: Stage) -> None:
    claim = whole_story().claim()
    for raw in (claim[:-2] + b"x}", bent(claim, lambda body: body["statement"].update(boundary={"any": ["form"]}))):
        report = ask(stage.desk, "claim.verify", raw)
        assert (report["verdict"], report["statement"]) == ("FAILED", None)


@pytest.mark.parametrize(("content", "more"), [(b"hello", {}), (b"", {}), (None, {"keys": ["no key"]})])
def test_what_is_no_claim_or_no_key_is_said_to_be_none(stage: Stage, content: bytes | None, more: Json) -> None:
    with pytest.raises(BadInput):
        ask(stage.desk, "claim.verify", whole_story().claim() if content is None else content, **more)
