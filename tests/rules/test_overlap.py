"""Overlaps: what must go wins, nothing overlaps, and a value that stands twice is found twice."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.overlap import FEW_ECHOED, echoed, echoes, settle
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


def again_in(text: str, *findings: Finding) -> list[Finding]:
    """Where the values of these findings stand in the text."""
    return list(echoes(text, echoed(text, findings)))


def test_many_values_are_found_where_few_are() -> None:
    """A text is gone through once for each value, or word by word: what is found is the same."""
    values = [
        "imre_k7",
        "+44 20 7946",
        "a-b.c9",
        "!!??!!",
        "k7 k8",
        "k7",
        *(f"name{number}" for number in range(FEW_ECHOED)),
    ]
    text = " x!!??!! (!!??!!) imre_k7, imre_k7x a+44 20 7946; k7 k8 k7-k8 a-b.c9. a-b.c9d name3 name31"
    source = found(Label.USERNAME, 0, 1)
    alone = {(each.start, each.end) for value in values for each in echoes(text, {value: source})}
    together = [(each.start, each.end) for each in echoes(text, dict.fromkeys(values, source))]
    assert together == sorted(together)
    assert set(together) == alone - {
        (start, end) for start, end in alone if text[start:end] == "k7" and (start, start + 5) in alone
    }
    assert len(together) == 6


def test_a_value_that_stands_elsewhere_too_is_found_there() -> None:
    text = "user imre_k7 and /x/imre_k7, not imre_k77"
    again = [(each.start, each.end) for each in again_in(text, found(Label.USERNAME, 5, 12))]
    assert again == [(5, 12), (20, 27)]


def test_the_parts_of_a_full_name_are_found_but_not_in_other_words() -> None:
    text = "Odile Brun. Odile, BRUN and odile_brun, Bruno"
    again = [text[each.start : each.end] for each in again_in(text, found(Label.PERSON, 0, 10))]
    assert again == ["Odile Brun", "Odile", "odile_brun"]


def test_an_unsure_finding_and_a_plain_word_have_no_echo() -> None:
    text = "service service"
    assert again_in(text, found(Label.PASSWORD, 0, 7)) == []
    assert again_in("abc12 abc12", found(Label.PASSWORD, 0, 5, Confidence.LOW)) == []


def test_a_mailbox_goes_whole_where_a_surer_finding_is_a_part_of_it() -> None:
    whole = found(Label.EMAIL, 0, 30, Confidence.MED)
    assert settle([whole, found(Label.VICTIM, 13, 27)]) == (whole,)
    secret = found(Label.API_KEY, 13, 27)
    assert settle([whole, secret]) == (secret,)
    half = found(Label.VICTIM, 20, 40)
    assert settle([whole, half]) == (half,)


def test_a_mailbox_that_goes_whole_leaves_nothing_shareable_within_it() -> None:
    whole, beside = found(Label.EMAIL, 0, 30, Confidence.MED), found(Label.IOC_DOMAIN, 4, 9)
    assert settle([whole, found(Label.VICTIM, 13, 27), beside]) == (whole,)


def test_what_was_found_itself_gives_a_value_its_label_before_what_a_name_concludes() -> None:
    text = "Oddny Brekke wrote; login obrekke"
    name, login = found(Label.PERSON, 0, 12), found(Label.USERNAME, 26, 33)
    assert echoed(text, [name, login])["obrekke"] == login
    assert echoed(text, [login, name])["obrekke"] == login
