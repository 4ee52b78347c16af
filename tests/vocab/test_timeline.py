"""A case over time is given to every door as it is."""

from datetime import UTC, datetime

import msgspec

from tocsin.vocab.timeline import Cell, Column, Happening, Kinds, Lane, Timeline, Unplaced

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)


def test_it_is_read_back_as_it_was_written() -> None:
    only = Happening(lane=Lane.BACK, at=NOON, what="receipt_kept", act=7)
    cell = Cell(lane=Lane.BACK, count=1, at=NOON, until=NOON, kinds=(Kinds(what="receipt_kept", count=1),), only=only)
    column = Column(at=NOON, until=NOON, quiet_s=0, cells=(cell,))
    unplaced = Unplaced(item="item-a", said="yesterday", why="no zone")
    whole = Timeline(columns=(column,), unplaced=(unplaced,), acts=9, looked=9, items=1, is_whole=True)
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Timeline) == whole
    assert [lane.value for lane in Lane] == ["outside", "here", "back"]
