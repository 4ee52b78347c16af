"""Records together: every answer is to its own share, dates lie where witnesses saw them, nothing is hidden."""

from hashlib import sha256
from typing import Any

import pytest

from tests.claims import (
    ORIGIN,
    OTHER_KEY,
    POLICY,
    RECIPIENT_KEY,
    WITNESS,
    WITNESS_KEY,
    WITNESSED_AT,
    Story,
    a_feedback,
    a_recall,
    a_receipt,
    a_share,
    an_effect,
    bent,
    failed,
    state_of,
    whole_story,
)
from tocsin.ledger.claim import Completeness, Period
from tocsin.ledger.fault import ProofError
from tocsin.ledger.merkle import Edge, completed, leaf_hashes
from tocsin.ledger.record import Share
from tocsin.verifier.claim import verify
from tocsin.verifier.relations import Checks, counted
from tocsin.verifier.signed import Refused


def two_shares() -> tuple[Story, Share, str, Share, str]:
    story = Story()
    story.keys.append(OTHER_KEY)
    first, second = a_share(story), a_share(story)
    return story, first, story.tell(first), second, story.tell(second)


def refused(story: Story, why: str) -> None:
    with pytest.raises(ProofError, match=f"links: .*{why}"):
        story.claim()


def test_a_receipt_for_one_share_is_not_accepted_for_another() -> None:
    story, first, _, _, second_digest = two_shares()
    story.tell(a_receipt(story, first, second_digest))
    refused(story, "other content or terms")


def test_a_receipt_under_other_terms_is_not_accepted() -> None:
    story, first, digest, second, _ = two_shares()
    story.tell(a_receipt(story, first, digest, terms_accepted=second.label_commit))
    refused(story, "other content or terms")


def test_a_receipt_of_another_party_is_not_accepted() -> None:
    story, first, digest, _, _ = two_shares()
    story.tell(a_receipt(story, first, digest, iss=OTHER_KEY.name))
    refused(story, f"of {OTHER_KEY.name}, but the share went to {RECIPIENT_KEY.name}")


@pytest.mark.parametrize("make", ["receipt", "feedback"])
def test_what_the_sender_signs_for_itself_is_no_answer(make: str) -> None:
    story, first, digest, _, _ = two_shares()
    if make == "receipt":
        story.tell(a_receipt(story, first, digest, iss=ORIGIN))
    else:
        story.tell(a_feedback(story, digest, iss=ORIGIN))
    refused(story, "signed for itself")


def test_an_answer_to_nothing_that_is_shown_is_refused() -> None:
    story, first, _, _, _ = two_shares()
    story.tell(a_receipt(story, first, "a" * 64))
    refused(story, "not shown")


def test_a_record_is_about_a_record_of_the_right_type() -> None:
    for make in (a_feedback, a_recall):
        story, first, digest, _, _ = two_shares()
        story.tell(make(story, story.tell(a_receipt(story, first, digest))))
        refused(story, "wrong type")
    story, first, digest, _, _ = two_shares()
    story.tell(a_receipt(story, first, story.tell(a_feedback(story, digest))))
    refused(story, "wrong type")


@pytest.mark.parametrize("make", [a_recall, a_share])
def test_only_the_sender_shares_and_recalls(make: Any) -> None:
    story, _, digest, _, _ = two_shares()
    story.tell(make(story, digest, iss=OTHER_KEY.name) if make is a_recall else make(story, iss=OTHER_KEY.name))
    refused(story, "not the sender's")


def test_an_effect_is_the_senders_or_a_recipients() -> None:
    story, _, digest, _, _ = two_shares()
    story.tell(an_effect(story, digest, iss=OTHER_KEY.name))
    refused(story, "neither sender nor recipient")
    story, _, digest, _, _ = two_shares()
    story.tell(an_effect(story, digest, iss=ORIGIN))
    assert [share["grade"] for share in verify(story.claim())["statement"]["shares"]] == ["E0", "E0"]


def test_a_receipt_may_answer_a_recall_and_is_then_none_for_the_share() -> None:
    story, first, digest, _, _ = two_shares()
    story.tell(a_receipt(story, first, story.tell(a_recall(story, digest))))
    share, _ = verify(story.claim())["statement"]["shares"]
    assert (share["grade"], len(share["recalled"])) == ("E0", 1)


def test_whoever_answers_is_the_recipient_where_that_is_withheld() -> None:
    story = Story()
    share = a_share(story)
    digest = story.tell(share, kept=("released_at",))
    story.tell(a_receipt(story, share, digest))
    report = verify(story.claim())
    assert report["statement"]["shares"][0]["recipient"] == "not shown"
    assert report["statement"]["reached"]["E1"] == 1


def test_a_claim_replayed_into_another_period_fails() -> None:
    raw = whole_story().claim()
    second_quarter = {"from": "2026-04-01T00:00:00Z", "to": "2026-07-01T00:00:00Z"}
    report = verify(bent(raw, lambda body: body["statement"].update(period=second_quarter)))
    assert failed(report) == ["period"]
    with pytest.raises(ProofError, match="period"):
        whole_story().claim(period=Period(first="2026-03-24T12:00:01Z", last="2026-03-25T00:00:00Z"))
    with pytest.raises(ProofError, match="period"):
        whole_story().claim(period=Period(first="2026-01-01T00:00:00Z", last="2026-03-24T12:00:00Z"))
    whole_story().claim(period=Period(first="2026-03-24T12:00:00Z", last="2026-03-24T12:00:01Z"))


def test_a_share_without_its_date_is_of_no_period() -> None:
    story = Story()
    story.tell(a_share(story), kept=("tlp",))
    with pytest.raises(ProofError, match="does not show when"):
        story.claim()
    assert state_of(verify(story.claim(period=None)), "period") == "not run"


@pytest.mark.parametrize(
    "period", [{"from": "2026-01-01T00:00:00Z"}, {"from": "2026-04-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}, {}, 1]
)
def test_a_period_of_another_form_fails(period: object) -> None:
    report = verify(bent(whole_story().claim(), lambda body: body["statement"].update(period=period)))
    assert failed(report) == ["period"]


def witnessed(**changed: Any) -> Story:
    story = Story()
    story.log.witnesses.append((WITNESS, WITNESS_KEY.name, WITNESSED_AT))
    story.tell(a_share(story, **changed))
    return story


def test_a_share_dated_after_a_witness_saw_it_fails() -> None:
    fine = witnessed(released_at="2026-03-25T12:00:00Z").claim()
    assert verify(fine, POLICY)["verdict"] == "VERIFIED"
    late = witnessed(released_at="2026-03-25T12:00:01Z").claim()
    assert verify(late)["verdict"] == "SELF-LOGGED"
    assert failed(verify(late, POLICY)) == ["time"]


def test_a_share_dated_before_the_checkpoint_it_quotes_fails() -> None:
    story = Story()
    story.log.witnesses.append((WITNESS, WITNESS_KEY.name, WITNESSED_AT - 86_400))
    quoted = story.log.checkpoint()
    beacon = sha256(quoted.to_bytes()).hexdigest()
    story.log.witnesses = [(WITNESS, WITNESS_KEY.name, WITNESSED_AT)]
    story.tell(a_share(story, beacon=beacon, released_at="2026-03-24T12:00:00Z"))
    report = verify(story.claim(beacons=[quoted]), POLICY)
    assert report["verdict"] == "VERIFIED"
    (time,) = (check["said"] for check in report["checks"] if check["name"] == "time")
    assert time == "released between 2026-03-24T12:00:00Z and 2026-03-25T12:00:00Z"
    story.tell(a_share(story, beacon=beacon, released_at="2026-03-24T11:59:59Z"))
    assert failed(verify(story.claim(beacons=[quoted]), POLICY)) == ["time"]


def test_a_checkpoint_that_no_share_quotes_fails() -> None:
    story = witnessed()
    with pytest.raises(ProofError, match="no share quotes"):
        story.claim(beacons=[story.log.checkpoint()])


def test_what_is_not_shown_is_counted_by_a_complete_list() -> None:
    report = verify(whole_story().claim(completeness=whole_story().all_entries()))
    assert report["verdict"] == "SELF-LOGGED"
    (said,) = (check["said"] for check in report["checks"] if check["name"] == "completeness")
    assert said == "from entry 0 on: 5 act, 1 feedback, 1 recall, 2 share; shown: 6 records"


@pytest.mark.parametrize(
    "bend",
    [
        lambda listed: listed["leaves"].pop(),
        lambda listed: listed["leaves"].pop(5),
        lambda listed: listed["leaves"].append(listed["leaves"][0]),
        lambda listed: listed["leaves"].reverse(),
        lambda listed: listed.update(first=1),
        lambda listed: listed["leaves"][2].__setitem__(1, "act"),
        lambda listed: listed["leaves"][2].__setitem__(2, "E0"),
        lambda listed: listed["leaves"][2].__setitem__(2, None),
        lambda listed: listed["leaves"][6].__setitem__(2, "E2"),
        lambda listed: listed["leaves"][3].append("more"),
        lambda listed: listed.update(more=1),
        lambda listed: listed.pop("before"),
    ],
)
def test_a_list_that_leaves_something_out_or_says_less_is_incomplete(bend: Any) -> None:
    report = verify(
        bent(whole_story().claim(completeness=whole_story().all_entries()), lambda body: bend(body["completeness"]))
    )
    assert (report["verdict"], failed(report)) == ("INCOMPLETE", ["completeness"])


def test_a_list_may_begin_later_but_not_behind_what_is_shown() -> None:
    story = whole_story()
    whole = story.all_entries()

    def listed(first: int) -> bytes:
        edge, _ = completed(Edge(), leaf_hashes(story.log.entries[:first]))
        return story.claim(completeness=Completeness(before=edge, leaves=whole.leaves[first:]))

    assert verify(listed(2))["verdict"] == "SELF-LOGGED"
    assert verify(listed(3))["verdict"] == "INCOMPLETE"


@pytest.mark.parametrize("what", ["id", "received", "false alarm"])
def test_two_records_of_one_party_that_disagree_are_a_contradiction(what: str) -> None:
    story, first, digest, _, _ = two_shares()
    receipt = a_receipt(story, first, digest)
    story.tell(receipt)
    if what == "id":
        story.tell(a_feedback(story, digest, id=receipt.id))
    elif what == "received":
        story.tell(a_receipt(story, first, digest, received_at="2026-03-24T14:00:00Z"))
    else:
        story.tell(a_feedback(story, digest, grade="E3"))
        story.tell(a_feedback(story, digest, grade="E2", false_positive=True))
    report = verify(story.claim())
    assert (report["verdict"], failed(report)) == ("CONTRADICTED", ["contradictions"])
    assert report["statement"] is not None


def test_the_same_said_twice_is_no_contradiction() -> None:
    story, first, digest, _, _ = two_shares()
    story.tell(a_receipt(story, first, digest))
    story.tell(a_receipt(story, first, digest))
    assert verify(story.claim())["verdict"] == "SELF-LOGGED"


def test_a_claim_of_acknowledgement_is_unanswered_while_one_receipt_is_missing() -> None:
    story, first, digest, second, second_digest = two_shares()
    story.tell(a_receipt(story, first, digest))
    report = verify(story.claim(asks="acknowledged"))
    assert (report["verdict"], failed(report)) == ("UNANSWERED", ["answers"])
    assert second_digest[:16] in report["checks"][-1]["said"]
    story.tell(a_receipt(story, second, second_digest))
    assert verify(story.claim(asks="acknowledged"))["verdict"] == "SELF-LOGGED"


def test_the_first_weakness_is_the_verdict_and_a_failure_beats_all() -> None:
    checks = Checks()
    for name, verdict in (("completeness", "INCOMPLETE"), ("contradictions", "CONTRADICTED")):
        with checks.run(name, verdict):
            raise Refused("no")
    assert checks.verdict == "INCOMPLETE"
    with pytest.raises(Refused), checks.run("log"):
        raise KeyError("hostile")
    assert checks.verdict == "FAILED"
    assert checks.done[-1] == {"name": "log", "state": "failed", "said": "it is not of the form expected"}


def test_counts_read_as_words() -> None:
    assert counted(["share", "act", "share"]) == "1 act, 2 share"
    assert counted([]) == ""
