"""Practice cases, made up from a seed; what was found of what was planted.

Every name is put together from syllables and checked against nothing: it is nobody's. A planted leak is written as
people let it slip, in small letters and in passing, so that it takes a reader to see it.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import count
from math import sqrt

from msgspec import Struct

from tocsin.vocab.practice import Planted
from tocsin.vocab.value import folded

Z = 1.96  # of an interval that holds the true rate in 95 of 100 cases
MOST_PLANTED = 4  # in a whole story; the announcement says so
BURST_CASES, BURST_PLANTED = 3, 5  # short cases after a miss: targets that come often are seen again

_FIRST_PARTS = "ba be do du fa fe ga go ka ke lo lu ma mo na ne pa po ra ri sa so ta te va ve wa zo"
_FIRST = _FIRST_PARTS.split()
_THEN_PARTS = "bri dra fle gru kli lmo ndra plo rke rvi ska sto tri vlo wyn zda nka lth mbe rno"
_THEN = _THEN_PARTS.split()
_LAST_PARTS = "d k l m n r s t x nd rk st lm th"
_LAST = _LAST_PARTS.split()

# What slips out: what it is, in which row, and the sentence with its word.
_LEAKS = (
    ("the victim's nickname", "plain_account", "the people at {} noticed it before we did."),
    (
        "the place where the victim is",
        "plain_account",
        "they run the only lock on the canal at {}, as everybody knows.",
    ),
    ("a colleague's first name", "detection_detail", "{} from the night shift saw the answer twice and kept it."),
    ("the name of an internal project", "attack_description", "the job called {} was what the agent worked on then."),
    ("what an internal machine is called", "detection_detail", "the trace lies on the box they call {} in the cellar."),
    ("what a customer is called", "mitigation_detail", "ask the account team of {} before you revoke their key."),
)
# What is the attacker's and helps whoever reads it.
_HELPING = (
    ("the attacker's own tool", "attack_description", "the page loads a tool that its maker calls {}."),
    ("the attacker's own handle", "attack_description", "in the forum the attacker writes as {}."),
)
_STORY = {
    "plain_account": (
        "An agent that answers mail read a page with hidden text.",
        "It did what the text said and sent the context of the conversation to a stranger.",
        "Nobody was told by the agent; the answer to the customer looked as always.",
    ),
    "attack_description": (
        "The hidden text stood in white letters below the fold.",
        "It told the agent to put its context into the address of an image.",
        "The same page works with two other assistants that follow links.",
    ),
    "detection_detail": (
        "The proxy shows requests for an image with very long addresses.",
        "They come within seconds of a mail that holds a link.",
    ),
    "mitigation_detail": (
        "Do not let the agent follow links in mail that nobody asked for.",
        "Look for long addresses of images in the log of the proxy.",
    ),
}


class Story(Struct, frozen=True, kw_only=True):
    """A made-up case: its rows by key, what has to go and what has to stay."""

    name: str
    rows: dict[str, str]
    leaks: tuple[Planted, ...]
    helping: tuple[Planted, ...]


def story(seed: bytes, *, is_burst: bool = False) -> Story:
    """The story of a seed: the same for the same seed, and for no other."""
    draws = _draws(seed)
    wanted = BURST_PLANTED if is_burst else 1 + next(draws) % MOST_PLANTED
    leaks = tuple(_planted(draws, one) for one in _some(draws, _LEAKS, wanted))
    helping = tuple(_planted(draws, one) for one in _HELPING)
    rows = {}
    for key, sentences in _STORY.items():
        told = list(sentences[:1] if is_burst else sentences)
        for one in (*leaks, *helping):
            if one.row == key:
                told.insert(1 + next(draws) % len(told), one.sentence)
        rows[key] = " ".join(told)
    name = f"An agent read a page and sent its context away, story {1 + next(draws)}"  # so that several are told apart
    return Story(name=name, rows=rows, leaks=leaks, helping=helping)


def standing(planted: Sequence[Planted], texts: Iterable[str]) -> tuple[int, ...]:
    """Which of the planted words stand in these texts, by their place."""
    said = folded("\n".join(texts))
    return tuple(place for place, one in enumerate(planted) if folded(one.value) in said)


def wilson(found: int, of: int) -> tuple[float, float]:
    """Between which rates the true one lies: the score interval at 95 %; from 0 to 1 where nothing was counted.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209.
    """
    if of == 0:
        return 0.0, 1.0
    rate, square = found / of, Z * Z
    middle = (rate + square / (2 * of)) / (1 + square / of)
    half = Z * sqrt(rate * (1 - rate) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _draws(seed: bytes) -> Iterator[int]:
    """Numbers that follow from a seed."""
    for number in count():
        yield from sha256(seed + number.to_bytes(4, "big")).digest()


def _some(draws: Iterator[int], rows: tuple[tuple[str, str, str], ...], wanted: int) -> list[tuple[str, str, str]]:
    left = list(rows)
    return [left.pop(next(draws) % len(left)) for _ in range(min(wanted, len(left)))]


def _planted(draws: Iterator[int], row: tuple[str, str, str]) -> Planted:
    what, key, sentence = row
    value = "".join(parts[next(draws) % len(parts)] for parts in (_FIRST, _THEN, _FIRST, _LAST))
    return Planted(value=value, what=what, row=key, sentence=sentence.format(value))
