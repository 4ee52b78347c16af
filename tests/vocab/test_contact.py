"""Contacts: which groups are asked about, and how they may be answered."""

from tocsin.vocab.contact import ASKED, ContactAnswer, ContactGroup, NotContactedReason, ProposedBy
from tocsin.vocab.ids import KEY


def test_the_four_groups_are_asked_about_in_every_case() -> None:
    beyond = ["adopter", "sector_partner", "dependency", "critical_infrastructure"]
    assert [str(group) for group in ASKED] == ["vendor", *beyond]
    assert set(ContactGroup) - set(ASKED) == {ContactGroup.COORDINATOR}


def test_every_word_may_stand_in_an_act() -> None:
    for words in (ContactGroup, ContactAnswer, NotContactedReason, ProposedBy):
        assert all(KEY.fullmatch(word) for word in words)


def test_open_is_an_answer_of_its_own() -> None:
    assert set(ContactAnswer) == {"contacted", "deliberately_not_contacted", "open"}
