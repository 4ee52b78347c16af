"""A preservation list refuses an order that would keep the wrong thing first."""

import msgspec
import pytest

from tocsin.store.catalogues import load
from tocsin.vocab.preservation import PreservationList

ROWS = load("preservation", PreservationList, None)[0]


@pytest.mark.parametrize(
    ("place", "change", "says"),
    [(0, {"order": 2}, "order"), (1, {"key": "live_state"}, "twice"), (0, {"deadline_hours": 999}, "evaporates first")],
)
def test_a_list_out_of_order_is_refused(place: int, change: dict[str, object], says: str) -> None:
    rows = list(ROWS.rows)
    rows[place] = msgspec.structs.replace(rows[place], **change)
    with pytest.raises(ValueError, match=says):
        msgspec.structs.replace(ROWS, rows=tuple(rows))
