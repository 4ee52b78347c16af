"""Stage 3, the proof of it: what was kept is still what was kept."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice

import msgspec
from msgspec import Struct

from tocsin.ledger.commitment import batch_root
from tocsin.rules.destruction import Destruction, named_by
from tocsin.stages.compartment import batches_from, batches_on, bodies, is_left
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import record_look
from tocsin.vocab.act import Act, is_record, read_leaf
from tocsin.vocab.case import Batch, Case, Item
from tocsin.vocab.errors import BadInput, Gone, ProofFailed
from tocsin.vocab.reading import InboundObject
from tocsin.vocab.sheet import BatchSheet

PAGE = 1_000  # acts whose commitments are looked up at once


class Checked(Struct, frozen=True, kw_only=True):
    """What checking one thing found: `holds`, `purged`, or `broken` with the reason."""

    what: str
    verdict: str
    why: str = ""


class Placed(Struct, frozen=True, kw_only=True):
    """An inbound object with its place in its batch."""

    batch: str
    position: int
    object: InboundObject


def objects_in(
    desk: Desk, item: Item, *, reason: str = "", text: str = "", after: tuple[str, int] | None = None
) -> Iterator[Placed]:
    """The inbound objects that were understood inside an item, in their order; those after a (batch, position).

    They are the item's content: a look at them is recorded first where a look at the item would be.
    """
    record_look(desk, item, reason=reason, text=text)
    item = desk.item(item.id)
    batches, first = batches_from(desk, item), 0
    if after is not None:
        batches, first = [*dropwhile(lambda batch: batch.id != after[0], batches)], after[1] + 1
    for place, batch in enumerate(batches):
        for position, body in bodies(desk, batch, item.compartment, 0 if place else first):
            yield Placed(batch=batch.id, position=position, object=msgspec.json.decode(body, type=InboundObject))


def verify_evidence(desk: Desk, case: Case | None) -> Iterator[Checked]:
    """Read everything that was kept (of one case, or of the whole house) and compare it with its commitment.

    0. The database file is sound (SQLite); what is not even a database is not read on.
    1. Everything that an act commits to is there, unless a recorded purge or move took it away.
    2. For the whole house: every registered content and sheet is what it was, whoever refers to it.
    3. Every item and every batch is what it was. Of one case, every other sheet of its acts too.
    """
    # 0
    with desk.log.snapshot() as now:
        unsound = list(now.unsoundness()) if case is None else []
    if unsound:
        yield from (Checked(what="the database file", verdict="broken", why=said) for said in unsound)
        return
    # 1
    heard = _Heard(desk, case)
    yield from _missing(desk, heard)
    # 2
    if case is None:
        for found in desk.vault.check_all():
            is_whole = found.verdict == "holds"
            cut_short = found.verdict == "missing" and heard.allows(found.commit)
            verdict = "holds" if is_whole else "purged" if cut_short else "broken"
            yield Checked(what=found.commit, verdict=verdict, why=found.detail)
    # 3
    else:
        yield from _checked_sheets(desk, case)
    for one in [case] if case else [found for found in desk.index.all("case") if isinstance(found, Case)]:
        batches = batches_on(desk, one.id)
        for item in desk.index.all("item", stream=one.id):
            assert isinstance(item, Item)
            if item.state == "purged":
                yield _checked_purge(heard, item, batches.pop(item.id, []))
                continue
            checked = _checked(desk, item.id, (item.content, item.sheet), is_read=case is not None)
            yield _unless_gone_since(checked, heard, item.content)
            for batch in batches.pop(item.id, []):
                yield _unless_gone_since(_checked_batch(desk, batch, item.compartment), heard, batch.sheet)
        for batch in (batch for left in batches.values() for batch in left):
            yield Checked(what=batch.id, verdict="broken", why=f"there is no item {batch.item} from which it came")


class _Heard:
    """What may be gone by every act recorded until it is asked: a purge is recorded before anything goes."""

    def __init__(self, desk: Desk, case: Case | None) -> None:
        self._desk = desk
        self._case = case
        self._heard = 0
        self._destruction = Destruction()

    def acts(self) -> Iterator[tuple[str, Act]]:
        """The acts (of the case, or of the whole house) that were not heard yet, each with the name of its place."""
        case, log, after = self._case, self._desk.log, self._heard
        for entry in log.stream(case.id, after) if case else log.entries(after):
            self._heard += 1
            if is_record(entry.leaf):
                continue
            act = read_leaf(entry.leaf).act
            self._destruction.hear(act)
            yield f"entry {entry.index} ({entry.stream} act {entry.seq})", act

    def allows(self, commit: str) -> bool:
        """Whether what is behind a commitment may be gone by now."""
        for _ in self.acts():
            pass
        return self._destruction.allows(commit)

    def is_left(self, item: Item, batches: Sequence[Batch]) -> bool:
        """Whether anything is still there that was taken away with an item and with the batches from it."""
        return is_left(self._desk, self._destruction, item, batches)


def _unless_gone_since(checked: Checked, heard: _Heard, commit: str) -> Checked:
    """What is broken because it was purged, or moved, while it was being looked at is not broken."""
    if checked.verdict == "broken" and heard.allows(commit):
        return Checked(what=checked.what, verdict="purged")
    return checked


def _missing(desk: Desk, heard: _Heard) -> Iterator[Checked]:
    """The commitments that are named and not there though nothing took them away, with the place that names them."""
    missing, acts = dict[str, str](), heard.acts()
    while page := list(islice(acts, PAGE)):
        named = {commit: place for place, act in page for commit in named_by(act)}
        known = desk.vault.registered(named)
        missing |= {commit: place for commit, place in named.items() if commit not in known}
    for commit, named_at in missing.items():
        if not heard.allows(commit):
            why = f"there is nothing for {commit}, and no purge is recorded"
            yield Checked(what=named_at, verdict="broken", why=why)


def _checked_sheets(desk: Desk, case: Case) -> Iterator[Checked]:
    items = set[str]()
    for item in desk.index.all("item", stream=case.id):
        assert isinstance(item, Item)
        items |= {item.content, item.sheet}
    acts = _Heard(desk, case).acts()
    named = {commit: place for place, act in acts for commit in named_by(act) if commit not in items}
    for commit in desk.vault.registered(named):
        try:
            found = desk.vault.check(commit)
        except Gone:
            continue  # just now; whether it may be gone is asked above
        if found.verdict == "changed":
            yield Checked(what=named[commit], verdict="broken", why=found.detail)


def _checked(desk: Desk, what: str, commits: tuple[str, ...], *, is_read: bool) -> Checked:
    """Registered at all? And, where the register was not read as a whole before, is the content what it was?"""
    try:
        for commit in commits:
            pieces = desk.vault.open(commit)
            if is_read:
                for _ in pieces:
                    pass
    except (ProofFailed, Gone) as fault:
        return Checked(what=what, verdict="broken", why=str(fault))
    return Checked(what=what, verdict="holds")


def _checked_purge(heard: _Heard, item: Item, batches: Sequence[Batch]) -> Checked:
    if heard.is_left(item, batches):
        why = "its purge is on record, but something of it is still there: `tocsin doctor --repair` finishes it"
        return Checked(what=item.id, verdict="broken", why=why)
    return Checked(what=item.id, verdict="purged")


def _checked_batch(desk: Desk, batch: Batch, compartment: str) -> Checked:
    try:
        sheet = desk.sheet(batch.sheet, BatchSheet)
        assert sheet is not None
        found = [body for _, body in bodies(desk, batch, compartment)]
        root = batch_root(bytes.fromhex(sheet.salt), found)
    except (ProofFailed, Gone, BadInput, msgspec.MsgspecError, ValueError) as fault:
        return Checked(what=batch.id, verdict="broken", why=str(fault))
    if len(found) != batch.count or root != batch.root:
        return Checked(what=batch.id, verdict="broken", why="its objects are not those that were received")
    return Checked(what=batch.id, verdict="holds")
