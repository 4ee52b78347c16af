"""A long text in parts, each with a margin of its neighbours.

Where a part ends depends on the text alone, never on the pieces in which it came: with the last line end before the
longest length of a part, and within a line where the line is longer.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

PART = 1 << 20  # signs: a few megabytes of memory whatever is in them
# Signs. More than any rule looks at from one place: a private key has at most some 20,000, an adversarial text 12,000.
MARGIN = 1 << 16


class Window(Struct, frozen=True, kw_only=True):
    """A part with its margins."""

    text: str
    start: int  # of the part within this text
    end: int
    offset: int  # of this text within the whole

    def holds(self, place: int) -> bool:
        """Whether a place of this text lies in the part."""
        return self.start <= place < self.end


def cut(pieces: Iterable[str], part: int = PART, margin: int = MARGIN) -> Iterator[Window]:
    """The parts of a text, with as much of the text on both sides as the margin is wide."""
    held: list[str] = []
    length = 0
    text, start, offset = "", 0, 0  # the part that is to be cut off begins at `start` of what is held
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length < start + part + margin:
            continue
        text = "".join(held)
        while len(text) >= start + part + margin:
            end = (text.rfind("\n", start, start + part) + 1) or start + part
            yield Window(text=text[: end + margin], start=start, end=end, offset=offset)
            left = max(0, end - margin)
            text, start, offset = text[left:], end - left, offset + left
        held, length = [text], len(text)
    text = "".join(held)
    while start < len(text):
        end = (text.rfind("\n", start, start + part) + 1) or start + part
        end = len(text) if len(text) <= start + part else end
        yield Window(text=text[: end + margin], start=start, end=end, offset=offset)
        left = max(0, end - margin)
        text, start, offset = text[left:], end - left, offset + left
