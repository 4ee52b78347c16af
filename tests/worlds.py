"""Pairs of worlds for non-interference: one structure, two sets of values and records that must not leave."""

import random
import string
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

# Sentences that leave, with places for what does not: victims, a person, addresses, a key, hosts, a long secret.
SENTENCES: tuple[str, ...] = (
    "An agent of {victim} read a poisoned page.",
    "{victim} and {victim2} run the same gateway.",
    "It wrote to {mail} and, later, to {mail2}.",
    "The key {key} was in the context.",
    "The page told the agent to send its context away.",
    "It left from {host} for https://collect.evil.example/x",
    "{person} of {victim} saw it first: {mail}.",
    "{victim} again, then {victim}, then {mail}.",
    "Nothing of anybody's stands here.",
    "CVE-2026-12345 was used against pkg:pypi/litellm@1.82.7.",
    "\u201c{victim}\u201d (in quotes), {victim}'s agent, ({mail}).",
    "{host}\n{host2}\n{mail}\n",
    "Page: evil.example. Turn link following off.",
    "Rotate {key}, and ask the vendor.",
    "The notes began with: {secret}",
    "{victim2} was told by {person}; {victim2} answered from {host2}.",
    "Update to 1.82.8.",
    "{secret} stood in the tool's answer, then {key}, then {secret}.",
)
SHAPES: tuple[tuple[str, ...], ...] = (
    (SENTENCES[0], SENTENCES[2], "Page: evil.example."),
    (SENTENCES[6], SENTENCES[7], "Ask the vendor."),
    (SENTENCES[10], SENTENCES[11], SENTENCES[13]),
)
_FIRST = ("Mary", "Quillon", "Åsa", "Bartholomew", "Li", "Oluwaseun", "Jean-Luc", "Zoë", "Dmitri", "Ana")
_LAST = ("Roe", "Contrary", "Marrowbone", "Öz", "Vandersloot", "Ng", "Featherstonehaugh", "Kim", "Petrov", "Sá")
_WORD = ("Harbour", "Quill", "Saltmarsh", "Nordlicht", "Überland", "Ox", "Kestrel", "Wintergreen", "Zenith", "Moor")
_KIND = ("Clinic", "Hospital", "Energy Company", "Bank", "Logistics GmbH", "School", "Water Works Inc.", "Press")
_SECRET_WORDS = ("orchard", "lantern", "quartz", "meadow", "anvil", "copper", "ribbon", "glacier", "thimble", "walnut")
_NAMED = ("victim", "victim2", "person", "host", "host2", "secret")  # what a person says is a victim's or ours


class World(Struct, frozen=True, kw_only=True):
    """What stands in a case and must not leave it: values in texts, and records beside them."""

    values: dict[str, str]
    kept_items: int  # items of evidence that nobody chose
    privileged: str  # counsel's words
    left_out: str  # a row that was not chosen
    contact: str  # a row that never leaves
    refused_shares: int  # other shares of the same case that came to nothing
    earlier_copies: int  # clean copies that nobody got, with more names in them
    other_cases: int  # cases of which other parties got documents
    other_recipients: int  # of the same share, behind those who are looked at
    other_author: bool  # somebody else recorded it
    minutes: int  # how long before the release it was recorded

    @property
    def removed(self) -> tuple[str, ...]:
        """What a person says is a victim's or ours; the rest is found by detectors."""
        return tuple(self.values[name] for name in _NAMED)

    def said(self, text: str) -> str:
        """A text with this world's values."""
        return text.format(**self.values)


Pair: TypeAlias = tuple[tuple[str, ...], World, World]


def pairs(count: int, *, seed: int, pool: "Pool | None" = None) -> Iterator[Pair]:
    """Shapes with two worlds each, the same for the same seed; no value of one world stands in the other.

    With a pool all worlds draw from it what has to stand in a dictionary, so that one dictionary serves for all.
    """
    chance = random.Random(seed)  # noqa: S311 -- worlds that come back, not secrets
    for _ in range(count):
        drawn = pool.deal(chance) if pool is not None else ({}, {})
        yield shape_of(chance), _world(chance, drawn[0]), _world(chance, drawn[1])


def shape_of(chance: random.Random) -> tuple[str, ...]:
    """Three texts of one or two sentences each; of half of them the last is missing."""
    if chance.random() < 0.1:
        return chance.choice(SHAPES)
    texts = [" ".join(chance.choices(SENTENCES, k=chance.randint(1, 2))) for _ in range(3)]
    return (*texts[:2], texts[2] if chance.random() < 0.5 else "")


class Pool:
    """Names that have to stand in a dictionary, for many worlds."""

    def __init__(self, count: int, *, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 -- worlds that come back, not secrets
        self._of = {name: sorted({_MAKERS[name](chance) for _ in range(count)}) for name in ("victim", *_NAMED[2:])}

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(dict.fromkeys(name for names in self._of.values() for name in names))

    def deal(self, chance: random.Random) -> tuple[dict[str, str], dict[str, str]]:
        """Names for two worlds that have none in common."""
        victims, persons = chance.sample(self._of["victim"], 4), chance.sample(self._of["person"], 2)
        hosts, secrets = chance.sample(self._of["host"], 4), chance.sample(self._of["secret"], 2)
        one, other = (
            {
                "victim": victims[first],
                "victim2": victims[first + 2],
                "person": persons[first],
                "host": hosts[first],
                "host2": hosts[first + 2],
                "secret": secrets[first],
            }
            for first in (0, 1)
        )
        return one, other


def _world(chance: random.Random, drawn: dict[str, str]) -> World:
    values = {name: _MAKERS[name](chance) for name in ("victim", "victim2", "person")}
    values |= {name: _MAKERS[name](chance) for name in ("mail", "mail2", "key", "host", "host2", "secret")}
    return World(
        values=values | drawn,
        kept_items=chance.randint(0, 3),
        privileged=" ".join(_letters(chance, 2, 12) for _ in range(chance.randint(0, 20))),
        left_out=_sentence(chance),
        contact=_mail(chance),
        refused_shares=chance.randint(0, 2),
        earlier_copies=chance.randint(0, 1),
        other_cases=chance.randint(0, 1),
        other_recipients=chance.randint(0, 2),
        other_author=chance.random() < 0.5,
        minutes=chance.randint(1, 50),
    )


def _victim(chance: random.Random) -> str:
    return f"{chance.choice(_WORD)}{_letters(chance, 0, 12)} {chance.choice(_KIND)}"


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}{_letters(chance, 1, 9)}"


def _mail(chance: random.Random) -> str:
    return f"{_letters(chance, 3, 10)}.{_letters(chance, 3, 14)}@mailbox.org"


def _key(chance: random.Random) -> str:
    return "AKIA" + "".join(chance.choice(string.ascii_uppercase + "234567") for _ in range(16))


def _host(chance: random.Random) -> str:
    return f"10.{chance.randint(0, 255)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"


def _secret(chance: random.Random) -> str:
    """From one word to some forty: a longer secret gives nothing more away than a short one."""
    words = [chance.choice(_SECRET_WORDS) for _ in range(chance.choice((1, 2, 6, 40)))]
    return f"{_letters(chance, 8, 8)} {' '.join(words)}"


_MAKERS = {
    "victim": _victim,
    "victim2": _victim,
    "person": _person,
    "mail": _mail,
    "mail2": _mail,
    "key": _key,
    "host": _host,
    "host2": _host,
    "secret": _secret,
}


def _sentence(chance: random.Random) -> str:
    return f"{_victim(chance)} asked {_mail(chance)} about {_host(chance)}."


def _letters(chance: random.Random, least: int, most: int) -> str:
    return "".join(chance.choice(string.ascii_lowercase) for _ in range(chance.randint(least, most)))
