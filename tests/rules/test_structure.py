"""What still shows is counted from what leaves."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tests.documents import a_package
from tocsin.rules.structure import ROADS, structure_of, texts_of, what_shows
from tocsin.vocab.clean_copy import SharedIndicator, SharedPrompt
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.package import Package
from tocsin.vocab.release import Purpose
from tocsin.vocab.structure import Named


def said(text: str, **more: object) -> Package:
    """A package whose first passage says this, and in which no other text holds a name."""
    package = a_package()
    passages = (replace(package.copy.passages[0], text=text), *package.copy.passages[1:])
    return replace(package, copy=replace(package.copy, passages=passages, **more))


def test_names_are_counted_by_what_they_are() -> None:
    found = structure_of(said("[PERSON-1] told [PERSON-2], then [PERSON-1] told [VICTIM-1]: [PERSON-1]."))
    assert found.names == (
        Named(label="PERSON", different=2, places=4, most="[PERSON-1]", most_times=3),
        Named(label="VICTIM", different=1, places=1, most="[VICTIM-1]", most_times=1),
    )
    assert (found.repeats, found.skipped) == (1, 0)


def test_a_number_that_stands_nowhere_is_counted() -> None:
    """Whoever reads [PERSON-3] and no other knows that there are two more."""
    found = structure_of(said("[PERSON-3] and [EMAIL-2]"))
    assert found.skipped == 3
    assert any("3 numbers of names that stand nowhere" in line for line in what_shows(found, 10, None))


def test_parts_digests_and_exact_times_are_counted() -> None:
    at = datetime(2026, 3, 24, 12, 34, tzinfo=UTC)
    seen = SharedIndicator(kind="domain", value="evil.example", context="Block it.", first_seen=at, last_seen=at)
    prompt = SharedPrompt(role="prompt", sha256="0" * 64)
    package = said("It began at 2026-03-24T12:34:56Z.", indicators=(seen,), prompts=(prompt,))
    found, before = structure_of(package), structure_of(replace(package, copy=replace(package.copy, prompts=())))
    assert (found.indicators, found.prompts, found.texts) == (1, 1, len(package.copy.passages))
    assert (found.moments, found.digests - before.digests) == (3, 1)
    words = what_shows(found, 4312, None)
    assert any("4,312 bytes" in line for line in words)
    assert any("1 indicator" in line and "1 prompt" in line for line in words)
    assert any("exact times" in line and "--times" in line for line in words)


def test_a_withdrawal_shows_nothing_of_the_copy() -> None:
    package = replace(said("[PERSON-3]"), purpose=Purpose.WITHDRAWAL, follows="1", why="It was wrong.")
    assert (structure_of(package).names, structure_of(package).texts) == ((), 0)
    assert "[PERSON-3]" not in list(texts_of(package))


@pytest.mark.parametrize("kind", RoadKind)
def test_every_road_says_what_it_shows_itself(kind: RoadKind) -> None:
    assert what_shows(structure_of(a_package()), 10, kind)[-1] == ROADS[kind]


def test_only_counts_and_names_are_said() -> None:
    words = "\n".join(what_shows(structure_of(said("evil words of [PERSON-1]")), 10, RoadKind.MAIL))
    assert "evil words" not in words
