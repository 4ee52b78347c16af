"""A case over time: what its acts record, what its evidence says.

No words of an act are read: lane, name and codes are enough for a line, and the log has the rest. Of evidence, only the
time is read; of what needs a reason to be looked at, not even that.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from tocsin.rules.timeline import columns, is_ahead, lane_of, moment_said
from tocsin.stages.compartment import batches_on
from tocsin.stages.custody import objects_in
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import is_privileged, needs_reason, sheets_of
from tocsin.stages.history import codes_of
from tocsin.vocab.act import is_record, read_leaf, tag_of
from tocsin.vocab.acts.feedback import FeedbackReceived
from tocsin.vocab.case import Case, Item, Report
from tocsin.vocab.errors import Gone
from tocsin.vocab.sheet import ReportSheet
from tocsin.vocab.timeline import Happening, Lane, Timeline, Unplaced

MOST_ACTS = 5_000  # decoded for one picture: a tenth of a second
MOST_ITEMS = 300  # whose sheets are decrypted for it
MOST_OBJECTS = 500  # inside documents, the same
MOST_SIGNS = 60  # shown of a time that is none


class _Said(Struct, frozen=True, kw_only=True):
    """A time as a document says it, and when we had the document."""

    item: Item
    what: str
    text: str


def timeline(desk: Desk, case: Case) -> Timeline:
    """The newest acts of a case in three lanes, beside what its evidence says."""
    start = max(0, case.size - MOST_ACTS)
    found = desk.index.page("item", stream=case.id, limit=MOST_ITEMS + 1)
    items = [item for _, item in found[:MOST_ITEMS] if isinstance(item, Item) and item.state != "purged"]
    happened, unplaced = list(_acts(desk, case, start)), list[Unplaced]()
    objects = list(islice(_objects(desk, items), MOST_OBJECTS + 1))
    for said in (*_items(desk, case, items), *_reports(desk, case), *objects[:MOST_OBJECTS]):
        at = moment_said(said.text)
        if at is None:
            unplaced.append(_without(said, "it is no moment with an hour and a zone"))
            continue
        if is_ahead(at, said.item.kept_at):
            unplaced.append(_without(said, "it lies after the moment at which we had it: a clock is wrong"))
        happened.append(Happening(lane=Lane.OUTSIDE, at=at, what=said.what, item=said.item.id))
    return Timeline(
        columns=columns(happened),
        unplaced=tuple(dict.fromkeys(unplaced)),
        acts=case.size,
        looked=case.size - start,
        items=len(items),
        is_whole=start == 0 and len(found) <= MOST_ITEMS and len(objects) <= MOST_OBJECTS,
    )


def _acts(desk: Desk, case: Case, start: int) -> Iterator[Happening]:
    for entry in desk.log.stream(case.id, start):
        if is_record(entry.leaf):
            continue
        leaf = read_leaf(entry.leaf)
        lane = lane_of(leaf.act)
        if lane is None:
            continue
        what = tag_of(leaf.act).partition("/")[0]
        yield Happening(lane=lane, at=leaf.at, what=what, codes=codes_of(leaf.act), act=entry.index)
        if isinstance(leaf.act, FeedbackReceived) and leaf.act.known_since is not None:
            yield Happening(lane=Lane.OUTSIDE, at=leaf.act.known_since, what="known_elsewhere", act=entry.index)


def _items(desk: Desk, case: Case, items: list[Item]) -> Iterator[_Said]:
    sheets = sheets_of(desk, case, items)
    for item in items:
        if sheets[item.id].collected_at:
            yield _Said(item=item, what="evidence_says", text=sheets[item.id].collected_at)


def _reports(desk: Desk, case: Case) -> Iterator[_Said]:
    """When reporters say that it happened, or that they wrote."""
    for _, report in desk.index.page("report", stream=case.id, limit=MOST_ITEMS):
        assert isinstance(report, Report)
        item = desk.item(report.item)
        if is_privileged(desk, item):
            continue
        try:
            sheet = desk.sheet(report.sheet, ReportSheet)
        except Gone:
            continue
        if sheet is not None and sheet.reported_at:
            yield _Said(item=item, what="reporter_says", text=sheet.reported_at)


def _objects(desk: Desk, items: list[Item]) -> Iterator[_Said]:
    """When things happened inside documents that anybody here may look at, such as the calls in a trace."""
    inside = batches_on(desk, items[0].case) if items else {}
    for item in items:
        if item.id not in inside or needs_reason(desk, item) is not None:
            continue
        for placed in objects_in(desk, item):
            if placed.object.at:
                yield _Said(item=item, what=str(placed.object.kind), text=placed.object.at)


def _without(said: _Said, why: str) -> Unplaced:
    return Unplaced(item=said.item.id, said=said.text[:MOST_SIGNS], why=why)
