"""Exits: every class without a security lane and every flag names another owner, courteously."""

import pytest

from tocsin.rules.exit import exits_for
from tocsin.rules.triage import classify
from tocsin.store.catalogues import load
from tocsin.vocab.exit import Exits
from tocsin.vocab.triage import EventClass, Facts, Flag, NoncyberHarm, YesNo


def shipped() -> Exits:
    (exits,) = load("exits", Exits, None)
    return exits


@pytest.mark.parametrize("harm", [harm for harm in NoncyberHarm if harm not in ("none", "unknown")])
def test_every_harm_has_one_courteous_exit_with_an_owner(harm: NoncyberHarm) -> None:
    facts = Facts(noncyber_harm=harm)
    (exit_,) = exits_for(shipped(), classify(facts), facts)
    assert exit_.owner in exit_.text
    assert "Thank you" in exit_.text
    assert "kept" in exit_.text


def test_a_defect_leaves_courteously() -> None:
    facts = Facts(malfunction_without_adversary=YesNo.YES)
    (exit_,) = exits_for(shipped(), classify(facts), facts)
    assert exit_.class_ is EventClass.PRODUCT_DEFECT
    assert "kept" in exit_.text


def test_a_plain_security_event_leaves_to_nobody() -> None:
    facts = Facts(exploitable_by_threat_source=YesNo.YES, ai_component_involved=YesNo.YES)
    assert exits_for(shipped(), classify(facts), facts) == ()


def test_flags_name_their_owners_beside_the_class() -> None:
    facts = Facts(
        exploitable_by_threat_source=YesNo.YES,
        ai_component_involved=YesNo.NO,
        noncyber_harm=NoncyberHarm.LEGAL,
        quality_issue=YesNo.YES,
        governance_issue=YesNo.YES,
    )
    assert [exit_.flag for exit_ in exits_for(shipped(), classify(facts), facts)] == list(Flag)
