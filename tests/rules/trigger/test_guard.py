"""A guard fires wherever its rule matches, for either kind of engine, and within the bounds that it states."""

import re

import pytest

from tocsin.registry import DETECTORS
from tocsin.rules.trigger.guard import guard, surprise
from tocsin.vocab.dictionary import NO_DICTIONARY
from tocsin.vocab.finding import Pattern

SHIPPED = [pattern for detector in DETECTORS for pattern in detector.patterns(NO_DICTIONARY)]


@pytest.mark.parametrize("for_states", [True, False])
@pytest.mark.parametrize("pattern", SHIPPED, ids=lambda pattern: pattern.rule)
def test_a_guard_fires_in_every_example_of_its_rule(pattern: Pattern, for_states: bool) -> None:
    made = guard(pattern.regex, crosses_lines=pattern.crosses_lines, for_states=for_states)
    if made is None:
        return
    fires = re.compile(made.pattern.encode("latin-1"), re.MULTILINE)
    for example in pattern.examples:
        text = example.replace("⟦", "").replace("⟧", "")
        for match in re.compile(pattern.regex, re.MULTILINE).finditer(text):
            assert match.end() - match.start() <= made.after
            around = text[max(0, match.start() - 40) : match.end() + made.after]
            assert fires.search(around.encode()), (made.pattern, around)


@pytest.mark.parametrize(
    ("regex", "texts"),
    [
        (r"(?<![\w.])(?:0?[1-9]\d{3,5}|x)y", (",01234y", " xy", ":1234y")),
        (r"(?i:straße|ключ)\s{1,2}(?P<a>[^\W\d_])(?P=a)", ("STRASSE straße aa", "Ключ  яя")),
        (r"(?=\w{2,9}-)(?:a|b){1,3}-", ("aab-", "b-b-")),
        (r"^(?:ab)?[^c]{2,40}(?:de){2}", ("abxxdede", "xx é dede")),
        (r"(?<=-> )(?:(?<!q)k|m)n?(?=!)", ("-> k!", "-> mn!")),
    ],
)
@pytest.mark.parametrize("for_states", [True, False])
def test_look_arounds_loops_and_other_scripts_are_never_too_narrow(
    regex: str, texts: tuple[str, ...], for_states: bool
) -> None:
    made = guard(regex, for_states=for_states)
    assert made is not None
    for text in texts:
        for match in re.finditer(regex, text, re.MULTILINE):
            ends = [each.end() for each in re.finditer(made.pattern.encode("latin-1"), text.encode(), re.MULTILINE)]
            assert ends, text
            assert match.end() - match.start() <= made.after


def test_a_rarer_trigger_says_more() -> None:
    assert surprise("akia[0-9]{4}") > surprise("the") > surprise("[0-9]")


@pytest.mark.parametrize("for_states", [True, False])
def test_the_first_of_a_group_that_repeats_is_told_as_it_is(for_states: bool) -> None:
    made = guard(r"(?:zero|one)(?:, (?:zero|one)){5,24}", for_states=for_states)
    assert made is not None
    fires = re.compile(made.pattern.encode("latin-1"))
    assert fires.search(b"one, zero, one, zero, one, zero")
    assert not fires.search(b"one, and then no other, of that sort")


def test_a_guard_ends_once_in_a_run_of_signs() -> None:
    made = guard(r"(?<!\w)key[^\W_]{12,40}")
    assert made is not None
    fires = re.compile(made.pattern.encode("latin-1"))
    text = " key" + "é1" * 20
    ends = [end for end in range(len(text.encode()) + 1) if fires.fullmatch(text.encode()[:end])]
    assert len(ends) == 1


def test_letters_of_either_case_are_told_as_words() -> None:
    made = guard(r"(?i:(?:hidden|secret)-order)")
    assert made is not None
    assert made.pattern == r"(?i:hidden|secret)\-(?i:order)"
