"""What a case teaches the dictionary: said words first, nothing known, nothing that somebody said is theirs."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tocsin.rules.proposal import proposed
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary, Word
from tocsin.vocab.finding import Label
from tocsin.vocab.review import SAID, Entry, Left, Risk, Verdict
from tocsin.vocab.triage import Confidence

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
BASE = Entry(
    id="e",
    value="",
    left=None,
    label=None,
    group=None,
    rule="a-rule",
    confidence=Confidence.MED,
    reason="it looks so",
    risk=Risk.LOW,
    count=1,
    goes=1,
    places=(),
    proposed=Label.ORG_TERM,
)


def entry(value: str, label: Label | None, **more: object) -> Entry:
    """A finding of a case."""
    return replace(BASE, value=value, label=label, **more)


def words(*entries: Entry, known: Dictionary = NO_DICTIONARY) -> list[tuple[str, str]]:
    """What is proposed."""
    return [(one.word.field, one.word.value) for one in proposed(entries, known)]


def test_what_somebody_said_is_ours_is_proposed_first_and_says_so() -> None:
    said = entry("Kestrel", Label.ORG_TERM, rule=SAID, verdict=Verdict.OURS)
    found = proposed([entry("Mira Jansen", Label.PERSON), said], NO_DICTIONARY)
    assert [one.word for one in found] == [
        Word(field="org_names", value="Kestrel"),
        Word(field="people", value="Mira Jansen"),
    ]
    assert "somebody said so" in found[0].why
    assert found[1].why == "it looks so"


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.THEIRS])
def test_what_somebody_said_stays_is_never_proposed(verdict: Verdict) -> None:
    assert words(entry("Mira Jansen", Label.PERSON, verdict=verdict)) == []


def test_what_is_known_unsure_left_or_no_word_is_not_proposed() -> None:
    assert words(entry("Mira Jansen", Label.PERSON), known=Dictionary(people=("MIRA JANSEN",))) == []
    assert words(entry("Mira", Label.PERSON, confidence=Confidence.LOW)) == []
    assert words(entry("Mira", None, left=Left.NAME, proposed=Label.PERSON)) == []
    assert words(entry("4111 1111", Label.CREDIT_CARD)) == []
    assert words(entry("Mi\u200bra", Label.PERSON)) == []


def test_a_domain_is_proposed_from_two_mailboxes_and_no_provider_of_private_mail() -> None:
    two = entry("a@nordkai.de", Label.EMAIL), entry("b@NORDKAI.de", Label.EMAIL)
    assert words(two[0]) == []
    assert words(*two) == [("domains", "nordkai.de")]
    assert words(*two, known=Dictionary(domains=("nordkai.de",))) == []
    assert words(entry("a@gmail.com", Label.EMAIL), entry("b@gmail.com", Label.EMAIL)) == []
    assert words(entry("a@mailbox.nordkai.de", Label.EMAIL, verdict=Verdict.ACCEPT)) == [
        ("domains", "mailbox.nordkai.de")
    ]


def test_a_host_below_our_own_domain_is_proposed_by_its_first_part() -> None:
    known = Dictionary(host_suffixes=("corp.nordkai.de",))
    assert words(entry("db-07.corp.nordkai.de", Label.INTERNAL_HOST, rule="own-domain"), known=known) == [
        ("hosts", "db-07")
    ]
    assert words(entry("www.corp.nordkai.de", Label.INTERNAL_HOST), known=known) == []
    assert words(entry("runner-7", Label.INTERNAL_HOST), known=Dictionary(hosts=("runner-7",))) == []
