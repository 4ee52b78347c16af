"""Destruction: which commitments the acts name, and which may be gone.

What a recorded purge took away may be gone; so may a content that moved behind another key. Everything else that an
act commits to has to be there.
"""

from collections.abc import Iterator

from tocsin.vocab.act import Act
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import intake as i

# The fields of acts that commit to something in the vault. A batch's `root` is over a collection, which is elsewhere.
FIELDS = ("content", "receipt", "sheet")


def named_by(act: Act) -> Iterator[str]:
    """The commitments of an act behind which the vault keeps something."""
    for field in FIELDS:
        commit = getattr(act, field, None)
        if commit is not None:
            yield commit


class Destruction:
    """What may be gone, as the acts of one or more cases say, heard in their order."""

    def __init__(self) -> None:
        self._contents: dict[str, str] = {}  # by item: its newest content
        self._beside: dict[str, list[str]] = {}  # by item: sheets that go with it
        self._allowed: set[str] = set()

    def allows(self, commit: str) -> bool:
        """Whether what is behind a commitment may be gone."""
        return commit in self._allowed

    def hear(self, act: Act) -> None:
        """Take in the next act."""
        match act:
            case e.ItemKept():
                self._contents[act.item] = act.content
                self._beside.setdefault(act.item, []).append(act.sheet)
            case e.ItemSealed() | e.ItemUnsealed():
                self._allow(act.item)
                self._contents[act.item] = act.content
            case i.BatchReceived() | i.ReportReceived():
                self._beside.setdefault(act.item, []).append(act.sheet)
            case e.ItemPurged():
                self._allow(act.item)
                self._allowed.update(self._beside.get(act.item, ()))
            case _:
                pass

    def _allow(self, item: str) -> None:
        # An item whose keeping is not there is a fault of the log; `ledger verify` names it.
        if item in self._contents:
            self._allowed.add(self._contents[item])
