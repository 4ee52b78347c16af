"""Words that announce a value, as patterns for every engine."""

import re
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """Any of these words, the longer before the shorter that begins it."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def trigger_of(words: Iterable[str]) -> str:
    """The words as bytes: one outside ASCII, whose case an engine of bytes does not know, in its three cases."""
    cases = {case for word in words for case in ({word} if word.isascii() else {word, word.capitalize(), word.upper()})}
    return f"(?:{one_of(cases)})"
