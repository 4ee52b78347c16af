"""Values with all their places: what was left is on top, a verdict is of the value, bulk never reaches what counts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.review import alike, apart, entries, entry_id, refusal, taught
from tocsin.vocab.finding import SENSITIVE, Finding, Label
from tocsin.vocab.review import SAID, STAYING, JudgedValue, Left, Passed, Probe, Risk, Verdict
from tocsin.vocab.triage import Confidence
from tocsin.vocab.value import folded

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
WORDS = st.sampled_from(["Mira", "db-07", "evil.example", "INC4821", "ab\u200bc", "Über", "K7"])


def found(text: str, value: str, label: Label = Label.PERSON, **more: object) -> Finding:
    """A finding of a value that stands in the text."""
    start = text.index(value)
    said = {"rule": "a-rule", "confidence": Confidence.MED, "reason": "it looks so"} | more
    return Finding(label=label, start=start, end=start + len(value), **said)  # type: ignore[arg-type]  # what a test says


def passed(text: str, *findings: Finding, goes: bool = True, at: str = "field/a") -> Passed:
    """A text of which the sensitive findings were taken out."""
    removed = tuple((one.start, one.end, f"[{one.label}-1]") for one in findings if one.label in SENSITIVE and goes)
    return Passed(at=at, title="A row", text=text, findings=findings, removed=removed)


def probe_of(text: str, value: str, kind: Left = Left.NAME, risk: Risk = Risk.MED, number: int = 0) -> Probe:
    """A place that nobody took out."""
    start = text.index(value)
    return Probe(kind=kind, text=number, start=start, end=start + len(value), reason="look at it", risk=risk)


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=8))
def test_every_finding_and_every_probe_stands_in_exactly_one_entry(given_: list[tuple[str, bool]]) -> None:
    texts = [f"{place} then {value} was seen" for place, (value, _) in enumerate(given_)]
    rows = [
        passed(text, *((found(text, value),) if is_found else ()))
        for text, (value, is_found) in zip(texts, given_, strict=True)
    ]
    probes = [
        probe_of(text, value, number=number)
        for number, (text, (value, is_found)) in enumerate(zip(texts, given_, strict=True))
        if not is_found
    ]
    made = entries("case-1", rows, probes, {})
    assert {folded(one.value) for one in made} == {folded(value) for value, _ in given_}
    assert sum(one.count for one in made) == len(given_)
    assert sum(one.goes for one in made) == sum(is_found for _, is_found in given_)


def test_an_entry_is_called_the_same_however_its_value_is_written_and_otherwise_in_another_case() -> None:
    assert entry_id("case-1", "Evil[.]Example") == entry_id("case-1", "evil.example")
    assert entry_id("case-1", "evil.example") != entry_id("case-2", "evil.example")


def test_what_was_left_is_on_top_then_what_stays_then_what_goes() -> None:
    text = "Mira saw evil.example and Kim at db-07 on 2 sites of Hafen"
    findings = (
        found(text, "Mira"),
        found(text, "Kim", confidence=Confidence.LOW),
        found(text, "evil.example", Label.IOC_DOMAIN),
    )
    probes = [probe_of(text, "db-07"), probe_of(text, "Hafen", Left.REMOVED_ELSEWHERE, Risk.HIGH)]
    made = entries("case-1", [passed(text, *findings)], probes, {})
    assert [one.value for one in made] == ["Hafen", "db-07", "evil.example", "Kim", "Mira"]
    assert [one.goes for one in made] == [0, 0, 0, 1, 1]


def test_something_sensitive_that_is_not_taken_out_everywhere_has_most_to_lose() -> None:
    text = "Mira saw it"
    (one,) = entries("case-1", [passed(text, found(text, "Mira"), goes=False)], [], {})
    assert (one.risk, one.goes, one.count) == (Risk.HIGH, 0, 1)


def test_a_verdict_is_shown_with_who_said_it_wherever_the_value_stands() -> None:
    texts = "Mira saw it", "mira left"
    rows = [passed(texts[0], found(texts[0], "Mira")), passed(texts[1], found(texts[1], "mira"))]
    said = JudgedValue(value="MIRA", verdict=Verdict.ACCEPT, by="person-1", at=NOON)
    (one,) = entries("case-1", rows, [], {folded("MIRA"): said})
    assert (one.count, one.verdict, one.said_by, one.said_at) == (2, Verdict.ACCEPT, "person-1", NOON)


def test_what_a_person_called_ours_has_their_label_and_reason_in_every_spelling() -> None:
    text = "harbour_clinic is down"
    victim = found(text, "harbour_clinic", Label.VICTIM, rule="own-victim")
    (one,) = taught(text, [victim], {"Harbour Clinic": "PERSON"})
    assert (one.label, one.rule) == (Label.PERSON, SAID)
    assert "somebody said" in one.reason
    assert taught(text, [victim], {"Somebody else": "PERSON"}) == [victim]


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.UNDO])
def test_all_alike_are_those_of_the_same_reason_without_what_has_most_to_lose(verdict: Verdict) -> None:
    text = "Mira Kim Lee Roe and the key"
    named = [probe_of(text, "Mira"), probe_of(text, "Kim"), probe_of(text, "Lee", risk=Risk.HIGH)]
    said = {folded("Roe"): JudgedValue(value="Roe", verdict=Verdict.OURS, by="person-1", at=NOON)}
    made = entries("case-1", [passed(text)], [*named, probe_of(text, "Roe"), probe_of(text, "key", Left.NUMBER)], said)
    mira = next(one for one in made if one.value == "Mira")
    assert {one.value for one in alike(mira, made, verdict)} == {"Mira", "Kim"}


@pytest.mark.parametrize("verdict", Verdict)
def test_no_two_secrets_stay_because_of_one_key(verdict: Verdict) -> None:
    text = "first second"
    both = [found(text, word, Label.API_KEY, rule="key") for word in ("first", "second")]
    made = entries("case-1", [passed(text, *both)], [], {})
    assert len(alike(made[0], made, verdict)) == (1 if verdict in STAYING else 2)


def test_nothing_is_accepted_where_nothing_was_taken_out() -> None:
    text = "Mira saw it"
    (left,) = entries("case-1", [passed(text)], [probe_of(text, "Mira")], {})
    (goes,) = entries("case-1", [passed(text, found(text, "Mira"))], [], {})
    assert refusal(left, Verdict.ACCEPT)
    assert not refusal(left, Verdict.OURS)
    assert not refusal(goes, Verdict.ACCEPT)


def test_a_guess_that_touches_what_is_asked_about_anyway_is_left_away() -> None:
    text = "Mira Holt of desk nine"
    guessed = [probe_of(text, "Mira Holt", Left.GUESS), probe_of(text, "nine", Left.GUESS)]
    assert list(apart(guessed, [probe_of(text, "Mira")])) == guessed[1:]
    assert list(apart(guessed, [probe_of(text, "Mira", number=1)])) == guessed
