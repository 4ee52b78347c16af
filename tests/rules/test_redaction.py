"""Redaction: what must go is gone, twice changes nothing, and two victims leave the same bytes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.redaction import Cleaned, Pseudonyms, clean
from tocsin.vocab.finding import SENSITIVE, SHAREABLE, TOKEN, Finding, Label
from tocsin.vocab.triage import Confidence

KEEP, REMOVE = frozenset(SHAREABLE), frozenset(SENSITIVE)
FRESH = Pseudonyms(key=b"k" * 32)
labels = st.sampled_from(sorted(Label))
words = st.text("abcxyzÄ語 .\n", max_size=12)
values = st.text("ABCXYZ0189@é文", min_size=1, max_size=30)
pieces = st.lists(st.tuples(words, labels, st.integers(0, 3)), max_size=8)


def found(label: Label, start: int, end: int) -> Finding:
    """A finding at a place."""
    return Finding(label=label, start=start, end=end, rule="r", confidence=Confidence.HIGH, reason="because")


def written(parts: list[tuple[str, Label, int]], chosen: list[str]) -> tuple[str, list[Finding]]:
    """A text of words and values, and where the values stand."""
    text, findings = "", []
    for word, label, number in parts:
        text += word
        findings.append(found(label, len(text), len(text) + len(chosen[number])))
        text += chosen[number]
    return text, findings


def cleaned(text: str, findings: list[Finding], names: Pseudonyms = FRESH) -> Cleaned:
    """The clean copy under the usual profile."""
    return clean(text, findings, names, KEEP, REMOVE)


@given(pieces, st.lists(values, min_size=4, max_size=4, unique_by=str.casefold), st.data())
def test_two_texts_that_differ_only_in_what_goes_leave_the_same_bytes(
    parts: list[tuple[str, Label, int]], ours: list[str], data: st.DataObject
) -> None:
    parts = [each for each in parts if each[1] in SENSITIVE]
    theirs = data.draw(st.lists(values, min_size=4, max_size=4, unique_by=str.casefold))
    one, other = cleaned(*written(parts, ours)), cleaned(*written(parts, theirs), Pseudonyms(key=b"o" * 32))
    assert one.text == other.text
    assert [each.name for each in one.removed] == [each.name for each in other.removed]


@given(pieces, st.lists(values, min_size=4, max_size=4, unique=True))
def test_a_clean_copy_has_the_rest_and_nothing_of_what_went(
    parts: list[tuple[str, Label, int]], chosen: list[str]
) -> None:
    text, findings = written(parts, chosen)
    copy = cleaned(text, findings)
    expected = "".join(word + (chosen[number] if label in SHAREABLE else "\0") for word, label, number in parts)
    assert TOKEN.sub("\0", copy.text) == expected
    assert len(copy.removed) == sum(label in SENSITIVE for _, label, _ in parts)


@given(st.text(max_size=60), st.lists(st.tuples(labels, st.integers(0, 60), st.integers(1, 20)), max_size=10))
def test_overlapping_findings_in_any_order_leave_no_sign_of_what_goes(
    text: str, places: list[tuple[Label, int, int]]
) -> None:
    findings = [
        found(label, start, min(len(text), start + length)) for label, start, length in places if start < len(text)
    ]
    going = {at for each in findings if each.label in SENSITIVE for at in range(each.start, each.end)}
    kept = "".join(sign for at, sign in enumerate(text) if at not in going)
    results = {cleaned(text, list(some)).text for some in itertools.islice(itertools.permutations(findings), 6)}
    for each in results:
        names = [match.group() for match in TOKEN.finditer(each)]
        assert sum(map(len, names)) + len(kept) >= len(each)
    spans = [(each.finding.start, each.finding.end) for each in cleaned(text, findings).removed]
    assert {at for start, end in spans for at in range(start, end)} == going


@given(pieces, st.lists(values, min_size=4, max_size=4, unique=True))
def test_cleaning_what_is_clean_changes_nothing(parts: list[tuple[str, Label, int]], chosen: list[str]) -> None:
    once = cleaned(*written(parts, chosen))
    again = clean(once.text, [], once.pseudonyms, KEEP, REMOVE)
    assert (again.text, again.removed, again.pseudonyms) == (once.text, (), once.pseudonyms)


def test_a_value_keeps_its_name_throughout_the_case() -> None:
    first = cleaned("Ada met Bob", [found(Label.PERSON, 0, 3), found(Label.PERSON, 8, 11)])
    second = cleaned("BOB met Eve", [found(Label.PERSON, 0, 3), found(Label.PERSON, 8, 11)], first.pseudonyms)
    assert (first.text, second.text) == ("[PERSON-1] met [PERSON-2]", "[PERSON-2] met [PERSON-3]")


def test_the_register_holds_no_value_and_does_not_show_its_key() -> None:
    copy = cleaned("Ada met Bob", [found(Label.PERSON, 0, 3)])
    assert "Ada" not in repr(copy.pseudonyms.given)
    assert "kkkk" not in repr(copy) + str(copy.pseudonyms)


def test_the_marks_of_two_cases_cannot_be_joined() -> None:
    marks = [
        cleaned("Ada", [found(Label.PERSON, 0, 3)], Pseudonyms(key=bytes([n]) * 32)).pseudonyms.given[0].mark
        for n in (1, 2)
    ]
    assert marks[0] != marks[1]


def test_a_name_that_the_text_already_holds_is_nobodys() -> None:
    text = "Ada signed as [PERSON-1]"
    assert cleaned(text, [found(Label.PERSON, 0, 3)]).text == "[PERSON-2] signed as [PERSON-1]"


def test_a_label_that_nobody_decided_on_goes_and_removal_beats_keeping() -> None:
    text, one = "a b", [found(Label.CVE, 0, 1), found(Label.IOC_URL, 2, 3)]
    assert clean(text, one, FRESH, frozenset({Label.CVE}), frozenset()).text == "a [IOC_URL-1]"
    assert clean(text, one, FRESH, frozenset({Label.CVE, Label.IOC_URL}), frozenset({Label.CVE})).text == "[CVE-1] b"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Pseudonyms(key=b"k" * size)
