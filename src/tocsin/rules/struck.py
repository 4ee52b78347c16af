"""What was taken out of a text, seen by laying the cleaned text over it."""

from msgspec import Struct

from tocsin.vocab.finding import TOKEN


class Piece(Struct, frozen=True, kw_only=True):
    """A piece of our own text; where it was taken out, the token that stands in its place, by which rule, and why."""

    text: str
    token: str = ""
    rule: str = ""
    reason: str = ""


def struck(ours: str, cleaned: str) -> tuple[Piece, ...] | None:
    """Our text in pieces, those that were taken out with their tokens; None where the cleaned text is of another one.

    What was taken out stood between what stayed: the pieces of the cleaned text between its tokens, in their order. A
    token that our own text held already stays where it is.
    """
    pieces: list[Piece] = []
    at, token = 0, ""  # up to where our text is told, and the token that stands for what follows
    ends = [*((found.start(), found.end(), found.group()) for found in TOKEN.finditer(cleaned)), (len(cleaned), 0, "")]
    begin = 0
    for number, (end, after, following) in enumerate(ends):
        stays, is_last = cleaned[begin:end], number == len(ends) - 1
        found = _place(ours, stays, at, token, is_last)
        if found is None:
            return None
        if token:
            text = ours[at:found]
            pieces.append(Piece(text=text, token="" if text == token else token))
        if stays:
            pieces.append(Piece(text=stays))
        at, token, begin = found + len(stays), following, after
    return tuple(pieces)


def _place(ours: str, stays: str, at: int, token: str, is_last: bool) -> int | None:
    """Where in our text the piece that stayed stands, from `at` on."""
    if not token:
        found = at if ours.startswith(stays, at) else -1
    elif is_last:
        found = len(ours) - len(stays) if ours.endswith(stays) else -1
    else:
        found = ours.find(stays, at + 1)
    if found < at + bool(token) or (is_last and found + len(stays) != len(ours)):
        return None
    return found
