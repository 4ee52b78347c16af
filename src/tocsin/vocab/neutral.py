"""The neutral form of a hostile text: its signs, its warning, its recipe.

A text in it cannot be read as an instruction by the next model that meets it in a ticket, a mail or a search: no
template token is whole and no two words stand beside each other. `rules.neutral` writes it and restores the text from
it, byte for byte. Beside it every document says how (`vocab.capsule`).
"""

import re
from collections.abc import Iterator

# Datamarking with a sign of a private-use area: Hines et al., "Defending Against Indirect Prompt Injection Attacks With
# Spotlighting", arXiv 2403.14720, 2024. A sign of the text's own that looks like a mark is written as its code point.
SPACE_MARK = "\ue000"  # stands for one space
JOINT = "\ue001"  # stands for nothing: it parts what would be a token, or two words
# The same two for people: every font has them, and no program that writes code points for hidden signs touches them.
SHOWN_SPACE, SHOWN_JOINT = "\u00b7", "\u00a6"

WIDTH = 72  # signs of a line for people: it fits a quoted mail and a printed page, and it has no spaces to break at
_MARK = re.compile(f"[{SHOWN_SPACE}{SHOWN_JOINT}]")
_SHOWN = {ord(SPACE_MARK): SHOWN_SPACE, ord(JOINT): SHOWN_JOINT}


def for_people(neutral: str) -> str:
    """A neutral text with its marks as signs that people see, in lines that fit; it is restored just the same."""
    return "\n".join(line for long in neutral.translate(_SHOWN).split("\n") for line in _lines(long))


def _lines(long: str) -> Iterator[str]:
    """A line broken behind marks alone; what has none is left as long as it is."""
    begin = 0
    for mark in _MARK.finditer(long):
        following = _MARK.search(long, mark.end())
        end = following.end() if following else len(long)
        if end - begin > WIDTH and mark.end() < len(long):
            yield long[begin : mark.end()]
            begin = mark.end()
    yield long[begin:]


def marks_in(neutral: str) -> int:
    """How many of its signs are marks of the form, which no text of its own can hold."""
    return neutral.count(SPACE_MARK) + neutral.count(JOINT)
