"""Leak probes: what no rule took out is pointed at, what was taken out is not, and long text takes no longer."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.leak_probe import LOOKED_FOR, Inside, probe, rare_in
from tocsin.vocab.finding import Finding, Label
from tocsin.vocab.review import Left, Passed, Risk
from tocsin.vocab.triage import Confidence
from tocsin.vocab.value import folded

STAYS = "The night shift of Haven 3 rebooted gateway Zebra_Fish_9 twice before breakfast."


def text_of(text: str, at: str = "field/a", *, gone: str = "", seen: str = "") -> Passed:
    """A text, of which a value was taken out and another was found and stays."""
    removed = ((text.index(gone), text.index(gone) + len(gone), "[PERSON-1]"),) if gone else ()
    findings = (
        (
            Finding(
                label=Label.IOC_DOMAIN,
                start=text.index(seen),
                end=text.index(seen) + len(seen),
                rule="a-rule",
                confidence=Confidence.MED,
                reason="so",
            ),
        )
        if seen
        else ()
    )
    return Passed(at=at, title="A row", text=text, findings=findings, removed=removed)


def pointed_at(text: Passed, inside: Inside | None = None) -> dict[str, tuple[Left, Risk]]:
    """What is pointed at, by the value."""
    return {text.text[one.start : one.end]: (one.kind, one.risk) for one in probe([text], inside or Inside())}


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("They met Mira Jansen there.", "Mira Jansen", Left.NAME),
        ("then Kai called us", "Kai", Left.NAME),
        ("Kai called us.", "Kai", Left.NAME),
        ("We saw the NHCT desk.", "NHCT", Left.NAME),
        ("it went to kim@nordkai", "kim@nordkai", Left.ADDRESS),
        ("in /home/kimlee/run", "/home/kimlee", Left.ADDRESS),
        ("on \\\\files7\\finance today", "\\\\files7\\finance", Left.ADDRESS),
        ("by @kim_nordkai there", "@kim_nordkai", Left.ADDRESS),
        ("on portal.nordkai.de now", "portal.nordkai.de", Left.ADDRESS),
        ("on runner-07 now", "runner-07", Left.ADDRESS),
        ("from 10.2.3.4 now", "10.2.3.4", Left.ADDRESS),
        ("case number 48 213 377 is", "48 213 377", Left.NUMBER),
        ("ticket INC4821337 is", "INC4821337", Left.NUMBER),
        ("id 4c2f1d70-9dad-41d1-80b4-00c04fd430c8.", "4c2f1d70-9dad-41d1-80b4-00c04fd430c8", Left.NUMBER),
        ("a ke\u200bey here", "ke\u200bey", Left.HIDDEN),
        ("the pаypal page", "pаypal", Left.HIDDEN),
        ("it held aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8", "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8", Left.ENCODED),
    ],
)
def test_what_could_tell_who_it_is_is_pointed_at(text: str, value: str, kind: Left) -> None:
    assert pointed_at(text_of(text)).get(value, (None,))[0] is kind


@pytest.mark.parametrize(
    "text",
    [
        "The page told the agent to send its context away.",
        "In March the LLM read JSON over HTTPS, as GitHub and OpenAI say.",
        "On 2026-03-24 at 12:00 it began. Nothing else was seen.",
        "It is version 1.82.7 of the tool.",
    ],
)
def test_plain_words_moments_and_what_everybody_writes_are_left_alone(text: str) -> None:
    assert pointed_at(text_of(text)) == {}


def test_what_was_taken_out_elsewhere_is_found_with_its_parts_and_initials() -> None:
    inside = Inside(removed=("Harbour Clinic Nord", "jane.roe@portal7.nordkai.de"))
    found = pointed_at(text_of("At HCN, the Harbour and jane saw portal7; harbour clinic nord too."), inside)
    assert {word for word, (kind, _) in found.items() if kind is Left.REMOVED_ELSEWHERE} == {
        *("HCN", "Harbour", "jane", "portal7", "harbour clinic nord")
    }
    assert found["Harbour"][1] is found["harbour clinic nord"][1] is Risk.HIGH


def test_words_and_runs_of_what_stays_here_are_found() -> None:
    found = pointed_at(
        text_of("we think the night shift of haven 3 rebooted Zebra_Fish_9"), Inside(withheld=rare_in([STAYS]))
    )
    assert found["the night shift of haven 3 rebooted"] == (Left.WITHHELD, Risk.HIGH)
    assert found["Zebra_Fish_9"] == (Left.WITHHELD, Risk.MED)
    kept = pointed_at(text_of("gateway zebra_fish_9 again"), Inside(evidence=rare_in([STAYS])))
    assert kept == {"zebra_fish_9": (Left.EVIDENCE, Risk.LOW)}


def test_names_of_evidence_are_found() -> None:
    assert pointed_at(text_of("see shift-plan.xlsx for it"), Inside(names=("shift-plan.xlsx",))) == {
        "shift-plan.xlsx": (Left.FILE_NAME, Risk.HIGH)
    }


def test_an_id_that_is_made_from_a_value_has_most_to_lose() -> None:
    derived, random = "6ba7b810-9dad-51d1-80b4-00c04fd430c8", "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
    found = pointed_at(text_of(f"{derived} and {random}"))
    assert (found[derived][1], found[random][1]) == (Risk.HIGH, Risk.MED)


def test_what_was_taken_out_or_found_there_is_pointed_at_by_nobody_else() -> None:
    assert pointed_at(text_of("then Mira Jansen left", gone="Mira Jansen")) == {}
    assert pointed_at(text_of("from evil-cdn.top now", seen="evil-cdn.top")) == {}


def test_a_value_of_a_program_is_named_as_what_leaves_as_it_is() -> None:
    assert pointed_at(text_of("lodash 4", "component/1")) == {"lodash 4": (Left.AS_IT_IS, Risk.LOW)}
    assert pointed_at(text_of("AML.T0051", "technique/1")) == {}
    assert pointed_at(text_of("", "component/1")) == pointed_at(text_of(" ", "component/1")) == {}


def test_where_most_words_are_capitalised_a_single_one_says_nothing() -> None:
    german = "die Kollegin sah am Abend einen Fehler im Protokoll und las die Meldung " * 4
    assert pointed_at(text_of(german)) == {}
    assert "Mira Jansen" in pointed_at(text_of(f"{german}bei Mira Jansen"))


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_every_place_lies_in_its_text_and_no_two_of_one_kind_overlap(text: str, removed: list[str]) -> None:
    found = probe([text_of(text)], Inside(removed=tuple(removed), withheld=rare_in([text[::2]])))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    spans = sorted((one.start, one.end) for one in found if one.kind is not Left.REMOVED_ELSEWHERE)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.from_regex(r"[A-Za-z]{4,12}( [A-Z][a-z]{3,8})?", fullmatch=True))
def test_a_value_that_was_taken_out_is_found_wherever_it_is_left(value: str) -> None:
    text = f"they said {value} again"
    found = probe([text_of(text)], Inside(removed=(value.upper(),)))
    assert folded(value) in {folded(text[one.start : one.end]) for one in found if one.kind is Left.REMOVED_ELSEWHERE}


@pytest.mark.parametrize("piece", ["a", "a.", "a-", "1 ", "1-", "A ", "Aa ", "a\u200b", "@", "a@", "(", "_", "a1", "="])
def test_hostile_text_takes_no_longer_than_other_text(piece: str) -> None:
    text = text_of(piece * (40_000 // len(piece)))
    begun = time.process_time()
    probe([text], Inside(removed=("Mira Jansen",)))
    assert time.process_time() - begun < 2  # a tenth of it where nothing else runs


def test_it_is_said_what_is_looked_for() -> None:
    assert len(LOOKED_FOR) == len(set(LOOKED_FOR)) >= 9
