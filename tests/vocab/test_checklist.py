"""A checklist refuses rows that hang in the air."""

import msgspec
import pytest

from tocsin.store.catalogues import load
from tocsin.vocab.checklist import Checklist, Lane
from tocsin.vocab.triage import EventClass

PLAYBOOK = load("checklists", Checklist, None)[0]


def test_a_lane_is_named_like_its_class() -> None:
    assert {lane.value for lane in Lane} < {class_.value for class_ in EventClass}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"key": "title"}, "twice"),
        ({"heading": "nowhere"}, "unknown heading"),
        ({"source": ("RUMOUR",)}, "source"),
        ({"source": ()}, "source"),
        ({"applies_to": ()}, "no lane"),
    ],
)
def test_a_broken_row_is_refused(change: dict[str, object], says: str) -> None:
    row = next(row for row in PLAYBOOK.rows if row.key == "status")
    rows = tuple(msgspec.structs.replace(row, **change) if each is row else each for each in PLAYBOOK.rows)
    with pytest.raises(ValueError, match=says):
        msgspec.structs.replace(PLAYBOOK, rows=rows)
