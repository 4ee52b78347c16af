"""What stands like something sensitive, though no rule says so.

A guess, by a linear model. What each feature counts for was learned from documents of made-up organizations
(tests/labelled/learn.py).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from tocsin.rules.tagger.feature import Word, placed, words_of
from tocsin.vocab.finding import TOKEN, Finding, Label
from tocsin.vocab.triage import Confidence

SCALE = 24  # in how many parts one unit of log-odds is written in a weight
SURE, BESIDE = 0.8, 0.3  # how likely a word has to be by itself, and beside one that goes
RULE = "learned/standing"
REASON = "stands where such documents have something personal, secret or internal; no rule says so"
_TRACE = re.compile(r"[0-9a-f]{16}(?:[0-9a-f]{16}|[0-9a-f]{24}|[0-9a-f]{48})?")  # and digests, of which rules say
_NEAR = 2  # signs between two words that belong together


def guesses(weights: Sequence[int], text: str, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was found, and beside it what stands like something sensitive: in order, never overlapping."""
    words = words_of(text, found)
    odds = {at: sum(weights[place] for place in places) / SCALE for at, places in placed(words, text)}
    tokens = [match.span() for match in TOKEN.finditer(text)]
    guessed = (one for one in _findings(words, text, _chosen(words, text, odds)) if not _touches(one, tokens))
    return tuple(sorted((*found, *guessed), key=lambda one: one.start))


def _chosen(words: Sequence[Word], text: str, odds: Mapping[int, float]) -> list[int]:
    """The words that are likely enough, and those beside them that are hardly less so; in order."""
    sure, beside = _odds(SURE), _odds(BESIDE)
    chosen = {at for at, each in odds.items() if each > sure}
    order = list(odds)
    for one, other in (*pairwise(order), *pairwise(reversed(order))):
        if one in chosen and other not in chosen and odds[other] > beside:
            left, right = words[min(one, other)], words[max(one, other)]
            if _is_near(text, left.end, right.start):
                chosen.add(other)
    return sorted(chosen)


def _findings(words: Sequence[Word], text: str, chosen: Sequence[int]) -> Iterator[Finding]:
    """One finding for words that follow each other with nothing found between them."""
    start = end = before = -1
    for at in (*chosen, None):
        follows = at is not None and start >= 0 and _is_near(text, end, words[at].start)
        if at is not None and follows and not any(one.is_found for one in words[before + 1 : at]):
            end, before = words[at].end, at
            continue
        if start >= 0 and _says_much(text[start:end]):
            yield _finding(text, start, end)
        if at is not None:
            start, end, before = words[at].start, words[at].end, at


def _finding(text: str, start: int, end: int) -> Finding:
    has_digit = any(sign.isdigit() for sign in text[start:end])
    return Finding(
        label=Label.ACCOUNT_ID if has_digit else Label.PERSON,
        start=start,
        end=end,
        rule=RULE,
        confidence=Confidence.LOW,
        reason=REASON,
    )


def _says_much(said: str) -> bool:
    """Whether a guess is worth its place: one or two signs, or an id of a trace, are mostly nobody's."""
    return not said.isascii() or (sum(map(str.isalnum, said)) > 2 and _TRACE.fullmatch(said) is None)


def _is_near(text: str, end: int, start: int) -> bool:
    return start - end <= _NEAR and "\n" not in text[end:start]


def _touches(one: Finding, tokens: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in tokens)


def _odds(likely: float) -> float:
    return log(likely / (1 - likely))
