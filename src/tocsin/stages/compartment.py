"""Behind which key an item lies: its content, its sheets, its objects.

What moves keeps its salt and its commitment, so it stays provably what was first kept. An act says where it has to be;
what is elsewhere, because an older program left it there, is put right later.
"""

from collections.abc import Iterator, Sequence

from tocsin.rules.destruction import Destruction
from tocsin.stages.desk import Desk, Draft
from tocsin.vocab.case import Batch, Item
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.ports import Compartment, ObjectRow


def move(draft: Draft, item: Item, to: Compartment) -> tuple[str, ...]:
    """Take into a draft all of an item that has to lie behind another key.

    The keyed names that it leaves: `drop` them once the draft is recorded. Cut short before that, they are swept.
    """
    desk, left = draft.desk, []
    batches = batches_from(desk, item)
    for commit, compartment in _parts(item, batches, to):
        at, name = desk.vault.place_of(commit)
        if at != compartment:
            draft.bear(desk.vault.moved(commit, compartment))
            left.append(name)
    for batch in batches:
        if _is_elsewhere(desk, batch, to):
            draft.collect(_closed_anew(desk, batch, to))
    return tuple(left)


def drop(desk: Desk, names: tuple[str, ...]) -> None:
    """Remove what lay behind the other key, as far as nothing else needs it."""
    for name in names:
        desk.vault.drop(name)


def is_misplaced(desk: Desk, item: Item, batches: Sequence[Batch]) -> bool:
    """Whether anything of an item, or of the batches from it, lies behind another key than its acts say."""
    if item.state == "purged" or not _may_have_moved(item):
        return False
    to = Compartment(item.compartment)
    return any(_misplaced(desk, item, batches)) or any(_is_elsewhere(desk, batch, to) for batch in batches)


def put_right(desk: Desk, item: Item) -> None:
    """Move everything of an item behind the key that its acts say; nothing is recorded for it."""
    batches, to = batches_from(desk, item), Compartment(item.compartment)
    for commit, compartment in list(_misplaced(desk, item, batches)):
        desk.vault.put_right(commit, compartment)
    for batch in batches:
        if _is_elsewhere(desk, batch, to):
            desk.index.close_objects_anew(_closed_anew(desk, batch, to))


def is_left(desk: Desk, destruction: Destruction, item: Item, batches: Sequence[Batch]) -> bool:
    """Whether anything is still there that was taken away with an item and with the batches from it."""
    gone = destruction.gone_with(item.id)
    if desk.vault.registered((*gone, item.content) if item.state == "purged" else gone):
        return True
    return item.state == "purged" and any(list(desk.index.objects(batch.id, limit=1)) for batch in batches)


def batches_from(desk: Desk, item: Item) -> list[Batch]:
    """The batches of objects that were understood inside an item."""
    return batches_on(desk, item.case).get(item.id, [])


def batches_on(desk: Desk, case_id: str) -> dict[str, list[Batch]]:
    """The batches of a case by the item they came from, oldest first."""
    # Read to the end: to write while a reader is open makes SQLite wait for that very reader.
    found: dict[str, list[Batch]] = {}
    for batch in desk.index.all("batch", stream=case_id):
        assert isinstance(batch, Batch)
        found.setdefault(batch.item, []).append(batch)
    return found


def bodies(desk: Desk, batch: Batch, compartment: str, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The objects of a batch in plain bytes, in their order from `start` on, from behind the key of their item.

    One that lies behind another key, because it was not moved yet, opens too; ProofFailed where none opens it.
    """
    for row in desk.index.objects(batch.id, start):
        yield row.position, _opened(desk, row, Compartment(compartment))


def _parts(item: Item, batches: Sequence[Batch], to: Compartment) -> Iterator[tuple[str, Compartment]]:
    """What of an item has to lie where. The sheet of a sealed item stays readable; what is counsel's is not."""
    beside = Compartment.PRIVILEGED if to is Compartment.PRIVILEGED else Compartment.ORDINARY
    yield item.content, to
    yield item.sheet, beside
    for batch in batches:
        yield batch.sheet, beside


def _may_have_moved(item: Item) -> bool:
    is_ordinary = item.compartment == Compartment.ORDINARY and not item.marks
    return not is_ordinary or any(step.action in ("sealed", "unsealed") for step in item.custody)


def _misplaced(desk: Desk, item: Item, batches: Sequence[Batch]) -> Iterator[tuple[str, Compartment]]:
    for commit, compartment in _parts(item, batches, Compartment(item.compartment)):
        if desk.vault.is_registered(commit) and desk.vault.place_of(commit)[0] != compartment:
            yield commit, compartment


def _is_elsewhere(desk: Desk, batch: Batch, to: Compartment) -> bool:
    # The rows of a batch are written and moved as one: the first of them tells.
    for row in desk.index.objects(batch.id, limit=1):
        try:
            desk.vault.open_small(to, _place(row), row.body)
        except ProofFailed:
            return any(_opens(desk, row, other) for other in Compartment)  # where none does it was changed
    return False


def _closed_anew(desk: Desk, batch: Batch, to: Compartment) -> list[ObjectRow]:
    return [
        ObjectRow(
            batch=row.batch,
            position=row.position,
            kind=row.kind,
            body=desk.vault.close(to, _place(row), _opened(desk, row, to)),
        )
        for row in desk.index.objects(batch.id)
    ]


def _opened(desk: Desk, row: ObjectRow, compartment: Compartment) -> bytes:
    try:
        return desk.vault.open_small(compartment, _place(row), row.body)
    except ProofFailed:
        for other in Compartment:
            if _opens(desk, row, other):
                return desk.vault.open_small(other, _place(row), row.body)
        raise


def _opens(desk: Desk, row: ObjectRow, compartment: Compartment) -> bool:
    try:
        desk.vault.open_small(compartment, _place(row), row.body)
    except ProofFailed:
        return False
    return True


def _place(row: ObjectRow) -> bytes:
    return f"{row.batch}/{row.position}/{row.kind}".encode()
