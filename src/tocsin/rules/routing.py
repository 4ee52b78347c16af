"""Who takes such a report: channels for a topic or for some words."""

import re

from msgspec import Struct

from tocsin.vocab.ids import Key
from tocsin.vocab.route import Channel, Topic

TOPIC_WEIGHT = 3  # a topic named outright counts more than one or two keywords
FIRST_WEIGHT = 2  # among channels of one topic, the one that the catalogue names first for it leads


class Suggestion(Struct, frozen=True, kw_only=True):
    """One channel that takes it. `because` are the topics and keywords that matched; an order, not a decision."""

    channel: Key
    recipient: str
    who_may_use: str
    because: tuple[str, ...]
    defaults_to_show: tuple[str, ...]
    anonymity: str
    conflict_note: str
    score: int


def where(channels: tuple[Channel, ...], text: str, topics: tuple[Topic, ...] = ()) -> tuple[Suggestion, ...]:
    """The active channels that fit, best first; equal ones in catalogue order. Empty: no row of the catalogue fits.

    `text` is a few words or a whole report; a topic's own name in it ("incident") counts as naming the topic.
    """
    words = _spaced(text)
    named = set(topics) | {topic for topic in Topic if _spaced(topic.value.replace("_", " ")) in words}
    found = [_suggest(channel, words, named) for channel in channels if channel.active]
    return tuple(sorted((fit for fit in found if fit.because), key=lambda fit: -fit.score))


def _suggest(channel: Channel, words: str, named: set[Topic]) -> Suggestion:
    topics = tuple(topic.value for topic in channel.topics if topic in named)
    keywords = tuple(word for word in channel.keywords if _spaced(word) in words)
    return Suggestion(
        channel=channel.channel_id,
        recipient=channel.recipient,
        who_may_use=channel.who_may_use,
        because=tuple(dict.fromkeys(topics + keywords)),
        defaults_to_show=channel.defaults_to_show,
        anonymity=channel.anonymity,
        conflict_note=channel.conflict_note,
        score=TOPIC_WEIGHT * len(topics)
        + FIRST_WEIGHT * sum(topic in named for topic in channel.first_for)
        + len(set(keywords) - set(topics)),
    )


def _spaced(text: str) -> str:
    """Words in lower case and singular, one space around each: a whole word is found, a part of one is not."""
    return f" {' '.join(_singular(word) for word in re.findall(r'[a-z0-9]+', text.lower()))} "


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s")
