"""How alike two texts are, to group near-duplicate reports.

A sketch of a text gives the text away (most of its fragments can be recovered), so neither shingles nor scores are
ever stored or sent.
"""

import re

WORDS = 4  # words in a row; four survive a changed name or number elsewhere in the sentence
NEAR = 0.7  # share of common shingles from which two reports are shown as near-duplicates; a suggestion, never a merge
READ_CHARS = 64 * 1024  # how much of a text is compared

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """The hashes of every run of `WORDS` words, case folded; a shorter text is one shingle."""
    words = _WORD.findall(text[:READ_CHARS].casefold())
    if len(words) <= WORDS:
        return frozenset({hash(tuple(words))}) if words else frozenset()
    return frozenset(hash(tuple(words[place : place + WORDS])) for place in range(len(words) - WORDS + 1))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of common shingles, 0 to 1 (Jaccard); texts without words are alike to nothing."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)
