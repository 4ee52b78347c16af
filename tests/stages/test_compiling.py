"""Rules made ready: what is kept between runs, and what becomes of a rule that an engine refuses."""

from pathlib import Path

import pytest

from tocsin.detectors import credentials, named_secrets
from tocsin.stages import compiling
from tocsin.stages.compiling import ENGINES, compiled
from tocsin.stages.matching import Bytes
from tocsin.store import patterns
from tocsin.vocab.dictionary import NO_DICTIONARY
from tocsin.vocab.finding import Label, Pattern

RULES = [(pattern, credentials) for pattern in credentials.patterns(NO_DICTIONARY)]
LINE = b"an api_key=Qx81hdlaKz02mfpWw73 stands here"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this test keeps."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache" / "patterns"


def _forget() -> None:
    compiling._kept_plan.cache_clear()
    compiling._kept_database.cache_clear()


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_worked_out_once_is_taken_from_what_is_kept(
    engine: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _forget()
    first = compiled(RULES, frozenset(), engine)[1](LINE)
    assert first
    kept = sorted(path.name for path in folder.iterdir())
    _forget()
    monkeypatch.setattr(compiling, "guard", lambda *_, **__: pytest.fail("worked out again"))
    assert compiled(RULES, frozenset(), engine)[1](LINE) == first
    assert sorted(path.name for path in folder.iterdir()) == kept


def test_a_kept_plan_that_is_broken_is_made_again(folder: Path) -> None:
    _forget()
    first = compiled(RULES, frozenset(), "re")[1](LINE)
    for path in folder.iterdir():
        patterns.keep(path.name, b"broken")
    _forget()
    assert compiled(RULES, frozenset(), "re")[1](LINE) == first


def test_nothing_of_a_dictionary_is_kept(folder: Path) -> None:
    _forget()
    own = Pattern(rule="own", label=Label.ORG_TERM, trigger="fjordlight", regex="(?i:fjordlight)", reason="ours")
    compiled([*RULES, (own, named_secrets)], frozenset({len(RULES)}), ENGINES[0])
    assert folder.exists()
    assert not [path for path in folder.iterdir() if b"fjord" in path.read_bytes().lower()]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_too_large_for_an_engine_is_run_where_its_trigger_fires(engine: str) -> None:
    words = "|".join(f"word{number:05}[a-z]{{2}}" for number in range(3_000))
    large = Pattern(rule="large", label=Label.ORG_TERM, trigger="word0", regex=f"(?:{words})", reason="large")
    rules, engine_ = compiled([(large, credentials)], frozenset({0}), engine)
    text = "a line\nand word00007ab here"
    places = engine_(text.encode())
    assert [match.group() for match in rules[0].matches(text, Bytes(text), places[0])] == ["word00007ab"]


@pytest.mark.parametrize(
    ("places", "told", "kept"),
    [
        ([0, 1, 3, 4, 6, 7], [4, 4], [3, 4]),  # one line of three
        ([0, 0, 1, 1, 6, 6], [1, 1], [0, 0, 1, 1]),  # two on the line, before and at what is told
        ([1, 4, 6, 6], [0, 0], [1, 2]),  # of a stretch over two lines the first of them
        ([3, 3], [0, 7], [3, 3]),  # told over all three lines
        ([3, 3], [0, 1, 6, 7], []),  # told before and behind, and not here
        ([3, 3], [], []),
    ],
)
def test_places_stay_on_lines_where_what_has_to_fire_does(places: list[int], told: list[int], kept: list[int]) -> None:
    near = compiling._near(b"aa\nbb\ncc", told, 100, whole=False)
    assert compiling._within(places, near) == kept


def test_a_rule_over_lines_is_told_wherever_what_has_to_fire_does() -> None:
    assert compiling._within([0, 0], compiling._near(b"aa\nbb", [3, 3], 100, whole=True)) == [0, 0]
    assert compiling._near(b"aa\nbb", [], 100, whole=True) == []


def test_what_fires_far_off_on_a_long_line_tells_nothing() -> None:
    near = compiling._near(b"a" * 100, [60, 60, 65, 65], 20, whole=False)
    assert near == [40, 85]
    assert compiling._within([0, 0, 35, 45, 50, 50, 84, 99], near) == [40, 45, 50, 50, 84, 85]
