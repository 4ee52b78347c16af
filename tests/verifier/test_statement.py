"""The grammar: every verb stands with its records, and no record taken away leaves it standing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims import ORIGIN, RECIPIENT_KEY
from tocsin.verifier import statement
from tocsin.verifier.signed import Refused
from tocsin.verifier.statement import GRADES, NOT_SHOWN, Record, compare, derive, origins, recipients
from tocsin.vocab.boundary import NOT_LEGAL_ADVICE, VOLUNTARY

STATED = {"by": ORIGIN, "asks": "sent", "period": None, "stated_at": "2026-04-02T08:00:00Z"}
A, B = "a" * 64, "b" * 64


def a_record(digest: str, typ: str, iss: str = RECIPIENT_KEY.name, **claims: Any) -> Record:
    return Record(digest, f"leaf of {digest}", {"typ": typ, "iss": iss, **claims})


SHARE = a_record(A, "share", ORIGIN, label_commit="terms", recipient=RECIPIENT_KEY.name)
RECEIPT = a_record("r", "receipt", share_digest=A)
USED = a_record("f2", "feedback", share_digest=A, grade="E2")
FOUND = a_record("f3", "feedback", share_digest=A, grade="E3")
EARLIER = a_record("f4", "feedback", share_digest=A, grade="E4")
CHANGED = a_record("e", "effect", because_of=["f3"], change_kind="mitigation")
OWN_CHANGE = a_record("o", "effect", ORIGIN, because_of=[A], change_kind="disclosure")
ALL = (SHARE, RECEIPT, USED, FOUND, EARLIER, CHANGED, OWN_CHANGE)


def the_share(*records: Record) -> dict[str, Any]:
    (found,) = derive(STATED, records, [])["shares"]
    return dict(found)


@pytest.mark.parametrize(
    ("records", "grades"),
    [
        ((SHARE,), ["E0"]),
        ((SHARE, RECEIPT), ["E0", "E1"]),
        ((SHARE, RECEIPT, USED), ["E0", "E1", "E2"]),
        ((SHARE, RECEIPT, FOUND), ["E0", "E1", "E3"]),
        ((SHARE, FOUND, CHANGED), ["E0", "E2", "E3"]),
        ((SHARE, EARLIER), ["E0", "E3"]),
        ((SHARE, OWN_CHANGE), ["E0"]),
        (ALL, ["E0", "E1", "E2", "E3"]),
    ],
)
def test_a_grade_stands_on_its_own_evidence(records: tuple[Record, ...], grades: list[str]) -> None:
    share = the_share(*records)
    assert (share["grades"], share["grade"]) == (grades, grades[-1])


@given(st.sets(st.integers(1, len(ALL) - 1)))
def test_a_verb_without_one_of_its_records_is_weaker_or_gone(kept: set[int]) -> None:
    records = [one for place, one in enumerate(ALL) if place in kept]
    full, part = the_share(*ALL), the_share(SHARE, *records)
    names = {one.digest for one in records} | {A}
    for one in part["says"]:
        assert {*one["records"]} <= names
        (whole,) = (other for other in full["says"] if other["grade"] == one["grade"])
        assert {*one["records"]} <= {*whole["records"]}
    assert {*part["grades"]} <= {*full["grades"]}


def test_the_senders_own_effect_is_shown_as_its_own_and_raises_nothing() -> None:
    share = the_share(SHARE, OWN_CHANGE)
    assert share["effect"] == [{"record": "o", "kind": "disclosure", "at": NOT_SHOWN, "stated_by": ORIGIN}]
    assert share["grade"] == "E0"


def test_what_a_share_does_not_show_is_not_shown() -> None:
    bare = the_share(a_record(A, "share", ORIGIN, label_commit="terms", tlp=None))
    for slot in ("recipient", "what", "when", "channel", "restrictions", "effect", "approved_by", "transport"):
        assert bare[slot] == NOT_SHOWN
    assert the_share(a_record(A, "share", ORIGIN, tlp="red"))["restrictions"] == {"tlp": "red", "iep": NOT_SHOWN}


def test_the_transport_is_told_from_the_acts_of_that_share_alone() -> None:
    acts: list[dict[str, Any]] = [
        {"type": "record_entered/1", "leaf": f"leaf of {A}", "delivery": "d1"},
        {"type": "record_entered/1", "leaf": f"leaf of {B}", "delivery": "d2"},
        {"type": "record_entered/1", "leaf": f"leaf of {A}", "delivery": None},
        {"type": "delivery_moved/1", "delivery": "d1", "state": "sent"},
        {"type": "delivery_moved/1", "delivery": "d2", "state": "bounced"},
        {"type": "delivery_moved/1", "delivery": None, "state": "failed"},
        {"type": "delivery_moved/1", "delivery": "d1", "state": "collected"},
    ]
    (share,) = derive(STATED, [SHARE], acts)["shares"]
    assert share["transport"] == ["sent", "collected"]


def test_how_many_reached_each_grade_is_counted_by_licensed_verbs() -> None:
    other = a_record(B, "share", ORIGIN, label_commit="terms")
    assert derive(STATED, [SHARE, other, FOUND], [])["reached"] == {"E0": 2, "E1": 0, "E2": 0, "E3": 1}


def test_a_record_goes_back_to_every_share_behind_it_and_unknown_types_to_none() -> None:
    other = a_record(B, "share", ORIGIN)
    both = a_record("both", "effect", because_of=[B, "e"])
    strange = a_record("s", "praise", share_digest=A)
    lost = a_record("lost", "effect", because_of=["nobody"])
    found = origins([both, CHANGED, FOUND, SHARE, other, strange, lost])
    assert (found["both"], found["s"]) == (frozenset({A, B}), frozenset[str]())
    assert "lost" not in found


def test_whoever_answered_is_the_recipient_where_the_share_does_not_say() -> None:
    assert recipients(SHARE, [SHARE]) == {RECIPIENT_KEY.name}
    bare = a_record(A, "share", ORIGIN)
    assert recipients(bare, [bare]) == set()
    assert recipients(bare, [bare, RECEIPT, CHANGED]) == {RECIPIENT_KEY.name}


def test_a_statement_that_says_something_else_is_refused_with_what_it_says() -> None:
    derived = derive(STATED, [SHARE, RECEIPT], [])
    compare(json.loads(json.dumps(derived)), derived)
    for bend, said in (
        (lambda one: one["shares"][0].update(grade="E3"), "states E3 .* license E1"),
        (lambda one: one["shares"][0]["grades"].append("E2"), "states E2 .* license E1"),
        (lambda one: one["shares"][0].update(channel="taxii"), "its shares"),
        (lambda one: one.update(boundary="Certified."), "its boundary"),
        (lambda one: one["not_proven"].pop(), "its not_proven"),
        (lambda one: one.update(praise="prevented an attack"), "its praise"),
        (lambda one: one.pop("reached"), "its reached"),
        (lambda one: one["shares"].append({"record": B, "grade": "E0"}), "states E0 .* license no grade"),
    ):
        bent = json.loads(json.dumps(derived))
        bend(bent)  # type: ignore[no-untyped-call]  # a lambda has no types
        with pytest.raises(Refused, match=said):
            compare(bent, derived)


def test_the_boundary_is_the_desks_own() -> None:
    assert f"{VOLUNTARY} {NOT_LEGAL_ADVICE}" == statement.BOUNDARY
    assert GRADES == ("E0", "E1", "E2", "E3")
