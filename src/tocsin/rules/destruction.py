"""Destruction: which commitments the acts name, and which may be gone.

What a recorded purge took away may be gone. Content that moved behind another key stays under its commitment; only an
older program kept it anew under another one, and then the one before may be gone. Everything else that an act commits
to has to be there.
"""

from collections.abc import Iterator

from tocsin.vocab.act import Act
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import intake as i

# The fields of acts that commit to something in the vault. A batch's `root` is over a collection, which is elsewhere;
# what `placed` and `texts` name, another act committed to.
FIELDS = ("content", "receipt", "sheet", "withheld", "payload", "terms", "bound", "wire")


def named_by(act: Act) -> Iterator[str]:
    """The commitments of an act behind which the vault keeps something."""
    for field in FIELDS:
        commit = getattr(act, field, None)
        if commit is not None:
            yield commit


class Destruction:
    """What may be gone, as the acts of one or more cases say, heard in their order.

    With an item go its content, its own sheet, what was said when it was handled, looked at, sealed and unsealed, what
    was understood in it, and its report with the receipt and the answers. Why it was held and why it was purged stays.
    """

    def __init__(self) -> None:
        self._contents: dict[str, str] = {}  # by item: its newest content
        self._beside: dict[str, list[str]] = {}  # by item: sheets that go with it
        self._reports: dict[str, str] = {}  # by report: its item
        self._gone: dict[str, list[str]] = {}  # by item: what may be gone because of it, in the order to destroy it
        self._allowed: set[str] = set()

    def allows(self, commit: str) -> bool:
        """Whether what is behind a commitment may be gone."""
        return commit in self._allowed

    def gone_with(self, item: str) -> tuple[str, ...]:
        """What may be gone because an item was purged, or kept anew under another commitment."""
        return tuple(self._gone.get(item, ()))

    def items(self) -> tuple[str, ...]:
        """The items because of which something may be gone."""
        return tuple(self._gone)

    def hear(self, act: Act) -> None:
        """Take in the next act."""
        match act:
            case e.ItemKept():
                self._contents[act.item] = act.content
                self._goes_with(act.item, act.sheet)
            case e.ItemSealed() | e.ItemUnsealed():
                before = self._contents.get(act.item)
                if before is not None and before != act.content:
                    self._allow(act.item, before)
                self._contents[act.item] = act.content
                self._goes_with(act.item, act.sheet)
            case e.CustodyRecorded() | e.ItemOpened() | i.BatchReceived():
                self._goes_with(act.item, act.sheet)
            case i.ReportReceived():
                self._reports[act.report] = act.item
                self._goes_with(act.item, act.receipt, act.sheet)
            case i.ReportAnswered() | i.ReporterReplied():
                if act.report in self._reports:
                    self._goes_with(self._reports[act.report], act.sheet)
            case e.ItemPurged():
                self._purge(act.item)
            case e.TextsPurged():
                self._allow(act.item, *act.texts)
            case _:
                pass

    def _goes_with(self, item: str, *commits: str) -> None:
        self._beside.setdefault(item, []).extend(commits)

    def _purge(self, item: str) -> None:
        # An item whose keeping is not there is a fault of the log; `ledger verify` names it. What was said of it after
        # its purge is not taken by it.
        if item in self._contents:
            self._allow(item, self._contents[item], *self._beside.pop(item, ()))

    def _allow(self, item: str, *commits: str) -> None:
        self._gone.setdefault(item, []).extend(commits)
        self._allowed.update(commits)
