"""Where: which channels take a report, and what they do unless one speaks up."""

import pytest

from tocsin.rules.routing import where
from tocsin.store.catalogues import load
from tocsin.vocab.route import RouteCatalogue, Topic

CHANNELS = tuple(channel for routes in load("routes", RouteCatalogue, None) for channel in routes.channels)


def best(text: str, *topics: Topic) -> str:
    return where(CHANNELS, text, topics)[0].channel


@pytest.mark.parametrize(
    ("topic", "channel"),
    [
        (Topic.INCIDENT, "cisa_report"),
        (Topic.VULNERABILITY, "vince"),
        (Topic.PROACTIVE_OBSERVATION, "jcdc_email"),
        (Topic.INDICATOR, "ais"),
        (Topic.DEFENSIVE_MEASURE, "ais"),
        (Topic.MALWARE, "malware_next_gen"),
        (Topic.CRITICAL_INFRASTRUCTURE_INFORMATION, "pcii"),
        (Topic.CRIME, "law_enforcement"),
        (Topic.AI_FLAW, "flare_ai"),
    ],
)
def test_every_topic_has_a_first_channel_by_name_and_by_word(topic: Topic, channel: str) -> None:
    assert best("", topic) == channel
    assert best(topic.value.replace("_", " ")) == channel


def test_every_topic_is_walked_above() -> None:
    first = {topic for channel in CHANNELS for topic in channel.first_for}
    assert first == set(Topic)


def test_the_default_of_forty_five_days_is_said() -> None:
    vince = where(CHANNELS, "a new vulnerability in an MCP server")[0]
    assert vince.channel == "vince"
    assert "publish 45 days" in vince.defaults_to_show[0]


def test_the_conflict_about_an_address_is_said() -> None:
    jcdc = next(fit for fit in where(CHANNELS, "jcdc") if fit.channel == "jcdc_email")
    assert "two addresses" in jcdc.conflict_note


def test_plurals_and_capitals_are_the_same_word_and_parts_of_words_are_not() -> None:
    assert best("VULNERABILITIES in agents") == "vince"
    assert best("our customers") == "affected_partner"
    assert where(CHANNELS, "invulnerability incidental") == ()


def test_what_matches_is_named_and_orders_the_answer() -> None:
    found = where(CHANNELS, "malware sample found in a binary")
    assert found[0].because == ("malware", "binary", "sample")
    assert [fit.score for fit in found] == sorted((fit.score for fit in found), reverse=True)


@pytest.mark.parametrize("text", ["", "weather", "\u0000", "x" * 100_000, "<script>alert(1)</script>"])
def test_nothing_that_fits_is_an_empty_answer(text: str) -> None:
    assert where(CHANNELS, text) == ()


def test_a_channel_that_does_not_exist_yet_is_not_suggested() -> None:
    assert "ai_isac" not in {fit.channel for fit in where(CHANNELS, "ai-isac isac incident")}
