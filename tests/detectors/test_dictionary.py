"""The organization's own words: every usual spelling, and no other word."""

import pytest

from tocsin.detectors import dictionary
from tocsin.stages.scanning import ENGINES, Scanner
from tocsin.vocab.dictionary import Dictionary

OURS = Dictionary(
    org_names=("Acme Tidal Ltd.",),
    codenames=("Project Nightheron", "BlueOtter-7B", "Nightheron"),
    victims=("Northfield County Library",),
    people=("Odile Brun",),
    cloud_accounts=("902817465510",),
    hosts=("brig",),
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("acme tidal", "ORG_TERM"),
        ("ACME_TIDAL", "ORG_TERM"),
        ("AcmeTidal", "ORG_TERM"),
        ("project-nightheron", "ORG_TERM"),
        ("blueotter7b", "ORG_TERM"),
        ("blue_otter_7b", "ORG_TERM"),
        ("northfield county", "VICTIM"),
        ("northfield-county-library", "VICTIM"),
        ("odile.brun", "PERSON"),
        ("902817465510", "CLOUD_ID"),
        ("brig", "INTERNAL_HOST"),
    ],
)
def test_a_name_is_found_in_every_usual_spelling(engine: str, text: str, label: str) -> None:
    scanner = Scanner([dictionary], OURS, engine=engine)
    assert [(each.label, each.start, each.end) for each in scanner.scan(f"the {text} is")] == [
        (label, 4, 4 + len(text))
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("odd.person@seven-oaks.com", "odd.person@seven-oaks.com"),
        ("chat-03.corp.seven-oaks.co.uk", "chat-03.corp.seven-oaks.co.uk"),
        ("https://portal.seven-oaks.example/x", "portal.seven-oaks.example"),
        ("seven-oaks.evil.net", "seven-oaks"),
        ("seven-oaks-login.net", "seven-oaks"),
        ("my-seven-oaks.net", "seven-oaks"),
        ("seven-oaks. Then", "seven-oaks"),
        ("seven-oaks.Then", "seven-oaks"),
    ],
)
def test_what_a_victim_owns_goes_whole_and_what_only_borrows_its_name_does_not(
    engine: str, text: str, goes: str
) -> None:
    scanner = Scanner([dictionary], Dictionary(victims=("seven-oaks",)), engine=engine)
    assert [text[each.start : each.end] for each in scanner.scan(text)] == [goes]


@pytest.mark.parametrize("text", ["a night heron", "brigade", "acme", "blue otters"])
def test_an_ordinary_word_is_not_a_name(text: str) -> None:
    assert Scanner([dictionary], OURS).scan(text) == ()


def test_an_empty_dictionary_has_no_rules() -> None:
    assert dictionary.patterns(Dictionary()) == ()


def test_a_long_list_is_cut_into_rules() -> None:
    names = tuple(f"name{number:04}" for number in range(dictionary.PER_RULE + 1))
    assert len(dictionary.patterns(Dictionary(codenames=names))) == 2


def test_capitals_are_known_with_points_and_hyphens_between_them() -> None:
    scanner = Scanner([dictionary], Dictionary(org_names=("KTVL",)))
    for text in ("signed for K.T.V.L. today", "run by K-T-V-L here", "of K. T. V. L. too"):
        (found,) = scanner.scan(text)
        assert found.label == "ORG_TERM"


def test_a_machine_that_bears_a_name_of_the_organization_goes_whole() -> None:
    scanner = Scanner([dictionary], Dictionary(org_names=("KTVL",), codenames=("Otterby",)))
    for text, whole in (("on ktvl-lt-09 and", "ktvl-lt-09"), ("kill otterby-gpu1 now", "otterby-gpu1")):
        (found,) = scanner.scan(text)
        assert (found.label, text[found.start : found.end]) == ("INTERNAL_HOST", whole)
    for text in ("ticket KTVL-1234", "the otterby-2031 plan"):
        (found,) = scanner.scan(text)
        assert found.label == "ORG_TERM"
