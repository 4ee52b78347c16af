"""Overlaps: what must go wins, nothing overlaps, and a value that stands twice is found twice."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.overlap import echoes, settle
from tocsin.vocab.finding import SENSITIVE, Finding, Label
from tocsin.vocab.triage import Confidence


def found(label: Label, start: int, end: int, confidence: Confidence = Confidence.HIGH) -> Finding:
    """A finding at a place."""
    return Finding(label=label, start=start, end=end, rule=f"{label}-rule", confidence=confidence, reason="because")


findings = st.lists(
    st.builds(
        lambda label, start, length, confidence: found(label, start, start + length, confidence),
        st.sampled_from(sorted(Label)),
        st.integers(0, 60),
        st.integers(1, 20),
        st.sampled_from([Confidence.LOW, Confidence.MED, Confidence.HIGH]),
    ),
    max_size=12,
)


@given(findings)
def test_settled_findings_never_overlap_and_stand_in_order(some: list[Finding]) -> None:
    settled = settle(some)
    assert all(one.end <= other.start for one, other in pairwise(settled))


@given(findings, st.randoms())
def test_the_order_of_the_detectors_does_not_matter(some: list[Finding], chance: Random) -> None:
    other = chance.sample(some, len(some))
    assert settle(some) == settle(other)


@given(findings)
def test_nothing_shareable_covers_a_sensitive_winner(some: list[Finding]) -> None:
    sensitive = [each for each in settle(some) if each.label in SENSITIVE]
    alone = settle(each for each in some if each.label in SENSITIVE)
    assert tuple(sensitive) == alone


def test_what_must_go_beats_what_may_stay() -> None:
    assert settle([found(Label.IOC_URL, 0, 30), found(Label.EMAIL, 10, 20, Confidence.LOW)]) == (
        found(Label.EMAIL, 10, 20, Confidence.LOW),
    )


def test_a_prompt_keeps_what_is_left_of_it_and_swallows_its_indicators() -> None:
    settled = settle(
        [
            found(Label.PROMPT_PATTERN, 0, 50),
            found(Label.PERSON, 10, 20),
            found(Label.IOC_URL, 30, 40),
            found(Label.CVE, 60, 70),
        ]
    )
    assert [(each.label, each.start, each.end) for each in settled] == [
        ("PROMPT_PATTERN", 0, 10),
        ("PERSON", 10, 20),
        ("PROMPT_PATTERN", 20, 50),
        ("CVE", 60, 70),
    ]


def test_a_value_that_stands_elsewhere_too_is_found_there() -> None:
    text = "user imre_k7 and /x/imre_k7, not imre_k77"
    again = [(each.start, each.end) for each in echoes(text, [found(Label.USERNAME, 5, 12)])]
    assert again == [(5, 12), (20, 27)]


def test_the_parts_of_a_full_name_are_found_but_not_in_other_words() -> None:
    text = "Odile Brun. Odile, BRUN and odile_brun, Bruno"
    again = [text[each.start : each.end] for each in echoes(text, [found(Label.PERSON, 0, 10)])]
    assert again == ["Odile Brun", "Odile"]


def test_an_unsure_finding_and_a_plain_word_have_no_echo() -> None:
    text = "service service"
    assert list(echoes(text, [found(Label.PASSWORD, 0, 7)])) == []
    assert list(echoes("abc12 abc12", [found(Label.PASSWORD, 0, 5, Confidence.LOW)])) == []


def test_a_mailbox_goes_whole_where_a_surer_finding_is_a_part_of_it() -> None:
    whole = found(Label.EMAIL, 0, 30, Confidence.MED)
    assert settle([whole, found(Label.VICTIM, 13, 27)]) == (whole,)
    secret = found(Label.API_KEY, 13, 27)
    assert settle([whole, secret]) == (secret,)
    half = found(Label.VICTIM, 20, 40)
    assert settle([whole, half]) == (half,)
