"""Pairs of worlds for non-interference: one structure, two sets of values and records that must not leave."""

import random
import string
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

# Texts that leave, with places for what does not: a victim, a person, an address, a key, a host, a telephone.
SHAPES: tuple[tuple[str, ...], ...] = (
    ("An agent of {victim} read a poisoned page.", "It wrote to {mail} and, later, to {mail2}.", "Page: evil.example."),
    ("{victim} and {victim2} run the same gateway.", "The key {key} was in the context.", "Turn link following off."),
    ("The page told the agent to send its context away.", "It left from {host} for https://collect.evil.example/x", ""),
    ("{person} of {victim} saw it first: {mail}.", "{victim} again, then {victim}, then {mail}.", "Ask the vendor."),
    (
        "Nothing of anybody's stands here.",
        "CVE-2026-12345 was used against pkg:pypi/litellm@1.82.7.",
        "Update to 1.82.8.",
    ),
    ("\u201c{victim}\u201d (in quotes), {victim}'s agent, ({mail}).", "{host}\n{host2}\n{mail}\n", "Rotate {key}."),
)
_FIRST = ("Mary", "Quillon", "Åsa", "Bartholomew", "Li", "Oluwaseun", "Jean-Luc", "Zoë", "Dmitri", "Ana")
_LAST = ("Roe", "Contrary", "Marrowbone", "Öz", "Vandersloot", "Ng", "Featherstonehaugh", "Kim", "Petrov", "Sá")
_WORD = ("Harbour", "Quill", "Saltmarsh", "Nordlicht", "Überland", "Ox", "Kestrel", "Wintergreen", "Zenith", "Moor")
_KIND = ("Clinic", "Hospital", "Energy Company", "Bank", "Logistics GmbH", "School", "Water Works Inc.", "Press")


class World(Struct, frozen=True, kw_only=True):
    """What stands in a case and must not leave it: values in texts, and records beside them."""

    values: dict[str, str]
    kept_items: int  # items of evidence that nobody chose
    privileged: str  # counsel's words
    left_out: str  # a row that was not chosen
    contact: str  # a row that never leaves
    refused_shares: int  # other shares of the same case that came to nothing

    @property
    def removed(self) -> tuple[str, ...]:
        """What a person says is a victim's or ours; the rest is found by detectors."""
        return tuple(self.values[name] for name in ("victim", "victim2", "person", "host", "host2"))

    def said(self, text: str) -> str:
        """A text with this world's values."""
        return text.format(**self.values)


Pair: TypeAlias = tuple[tuple[str, ...], World, World]


def pairs(count: int, *, seed: int) -> Iterator[Pair]:
    """Shapes with two worlds each, the same for the same seed; no value of one world stands in the other."""
    chance = random.Random(seed)  # noqa: S311 -- worlds that come back, not secrets
    for _ in range(count):
        yield chance.choice(SHAPES), _world(chance), _world(chance)


def _world(chance: random.Random) -> World:
    return World(
        values={
            "victim": _victim(chance),
            "victim2": _victim(chance),
            "person": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}{_letters(chance, 1, 9)}",
            "mail": _mail(chance),
            "mail2": _mail(chance),
            "key": "AKIA" + "".join(chance.choice(string.ascii_uppercase + "234567") for _ in range(16)),
            "host": _host(chance),
            "host2": _host(chance),
        },
        kept_items=chance.randint(0, 3),
        privileged=" ".join(_letters(chance, 2, 12) for _ in range(chance.randint(0, 20))),
        left_out=_sentence(chance),
        contact=_mail(chance),
        refused_shares=chance.randint(0, 2),
    )


def _victim(chance: random.Random) -> str:
    return f"{chance.choice(_WORD)}{_letters(chance, 0, 12)} {chance.choice(_KIND)}"


def _mail(chance: random.Random) -> str:
    return f"{_letters(chance, 3, 10)}.{_letters(chance, 3, 14)}@mailbox.org"


def _host(chance: random.Random) -> str:
    return f"10.{chance.randint(0, 255)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"


def _sentence(chance: random.Random) -> str:
    return f"{_victim(chance)} asked {_mail(chance)} about {_host(chance)}."


def _letters(chance: random.Random, least: int, most: int) -> str:
    return "".join(chance.choice(string.ascii_lowercase) for _ in range(chance.randint(least, most)))


def batches(found: Sequence[Pair], size: int) -> Iterator[Sequence[Pair]]:
    """The pairs in parts, each to be read by one scanner: making one takes longer than many scans."""
    for start in range(0, len(found), size):
        yield found[start : start + size]
