"""A made-up history of a case, as a desk would record it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count, islice

from tocsin.rules.fold import fold
from tocsin.rules.triage import VALUES
from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.store.index import key_of, row_of
from tocsin.vocab.act import Act, Leaf, leaf_bytes
from tocsin.vocab.acts.evidence import CustodyRecorded, ItemKept
from tocsin.vocab.acts.intake import CaseOpened
from tocsin.vocab.acts.triage import ChecklistAnswered, Classified, FactAnswered
from tocsin.vocab.case import Case, Entity
from tocsin.vocab.checklist import Checklist
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.ports import Append
from tocsin.vocab.triage import Statement


class History:
    """Acts that follow one another on one case, with the index rows behind them; nothing is recorded here.

    Of ten acts two keep and hand on an item, five answer facts, two fill rows of the checklist, one classifies. The
    commitments are random bytes of the right length: no content lies behind them.
    """

    def __init__(self, desk: Desk, case: Case | None = None) -> None:
        self._desk = desk
        self._held: dict[tuple[str, str], Entity] = {} if case is None else {("case", case.id): case}
        self._at = desk.clock.now()
        self.stream = case.id if case else desk.new_id("case")
        self.size = case.size if case else 0
        self._acts = self._new_acts(is_new=case is None)

    def leaves(self, number: int) -> list[Leaf]:
        """The next acts, each in its leaf."""
        return [self._leaf(act) for act in islice(self._acts, number)]

    def append(self, number: int) -> Append:
        """The next acts as one append."""
        return self.append_of(self.leaves(number))

    def append_of(self, leaves: Sequence[Leaf]) -> Append:
        """What records these leaves, the newest there are, as one: with the index rows as they are afterwards."""
        touched: dict[tuple[str, str], None] = {}
        for leaf in leaves:
            for entity in fold(leaf, lambda kind, identifier: self._held.get((kind, identifier))):
                self._held[key_of(entity)] = entity
                touched[key_of(entity)] = None
        return Append(
            stream=self.stream,
            expected=leaves[0].seq,
            leaves=tuple(leaf_bytes(leaf) for leaf in leaves),
            entities=[row_of(self._held[key], self.stream) for key in touched],
        )

    def _leaf(self, act: Act) -> Leaf:
        self.size += 1
        return Leaf(
            org=self._desk.org,
            stream=self.stream,
            seq=self.size - 1,
            at=self._at + timedelta(milliseconds=self.size),
            by=self._desk.person,
            salt=self._desk.chance.random_bytes(16).hex(),
            act=act,
        )

    def _new_acts(self, *, is_new: bool) -> Iterator[Act]:
        rows = [row.key for checklist in load("checklists", Checklist, None) for row in checklist.rows]
        facts = [(key.value, value.value) for key, type_ in VALUES.items() for value in type_]
        if is_new:
            yield CaseOpened(
                case=self.stream, exercise=False, template=None, checklist="bench@1", sheet=self._commitment()
            )
        for turn in count():
            yield from self._item()
            for place in range(turn * 5, turn * 5 + 5):
                key, value = facts[place % len(facts)]
                yield FactAnswered(
                    fact=key, value=value, statement=Statement.FACT, confidence="high", sheet=self._commitment()
                )
            for place in (turn * 2, turn * 2 + 1):
                yield ChecklistAnswered(
                    row=rows[place % len(rows)],
                    state="filled",
                    statement=Statement.FACT,
                    confidence="high",
                    sheet=self._commitment(),
                )
            yield Classified(
                event_class="needs_information", flags=(), rule=6, reasons=(), missing=("integrity",), rules="bench/1"
            )

    def _item(self) -> Iterator[Act]:
        item = self._desk.new_id("item")
        yield ItemKept(
            item=item,
            kind=ItemKind.NOTE,
            content=self._commitment(),
            compartment="ordinary",
            parent=None,
            batch=None,
            position=None,
            sheet=self._commitment(),
        )
        yield CustodyRecorded(item=item, action=CustodyAction.HANDED_OVER, sheet=self._commitment())

    def _commitment(self) -> str:
        return self._desk.chance.random_bytes(32).hex()
