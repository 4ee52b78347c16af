"""What was recorded since: ids and codes for whoever follows the log."""

from msgspec import Struct

from tocsin.stages.desk import Desk
from tocsin.vocab.act import is_record, read_leaf, tag_of

MOST = 500  # entries read at once


class Recorded(Struct, frozen=True, kw_only=True):
    """One act: its entry in the log, the case or the organization it is about, its name, when."""

    index: int
    stream: str
    act: str
    at: str


class Followed(Struct, frozen=True, kw_only=True):
    """Some acts; `after` is the last entry that was read, from which the next begins."""

    acts: tuple[Recorded, ...]
    after: int


def recorded_since(desk: Desk, after: int) -> Followed:
    """The acts behind an entry of the log, oldest first; signed records are named by the act that follows them."""
    acts: list[Recorded] = []
    last = after
    for entry in desk.log.entries(after + 1, after + 1 + MOST):
        last = entry.index
        if is_record(entry.leaf):
            continue
        leaf = read_leaf(entry.leaf)
        acts.append(Recorded(index=entry.index, stream=entry.stream, act=tag_of(leaf.act), at=leaf.at.isoformat()))
    return Followed(acts=tuple(acts), after=last)
