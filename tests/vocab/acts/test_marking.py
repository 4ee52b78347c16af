"""Acts of marking hold codes and moments with a zone."""

import msgspec
import pytest

from tests.leaves import NOON, leaf_of, one_of_each
from tocsin.vocab.act import Act, leaf_bytes, read_leaf
from tocsin.vocab.acts.marking import (
    DutyAnswered,
    FieldAsserted,
    Marked,
    NoteOpened,
    RecordLinked,
    ReleaseBlocked,
    ReleaseUnblocked,
)
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [
        (Marked, "target", "the second page"),
        (Marked, "tlp", "for you only"),
        (Marked, "caveats", ("counsel said so",)),
        (Marked, "embargo_until", NOON.replace(tzinfo=None)),
        (Marked, "widened", "yes"),
        (FieldAsserted, "prong", "some method"),
        (ReleaseBlocked, "owner", "Ada"),
        (ReleaseBlocked, "until", NOON.replace(tzinfo=None)),
        (ReleaseUnblocked, "reason", "she agreed"),
        (DutyAnswered, "event_at", NOON.replace(tzinfo=None)),
        (DutyAnswered, "zone", "Central European"),
        (DutyAnswered, "event", "it began"),
        (NoteOpened, "reason", "counsel asked for it"),
        (RecordLinked, "state", "in the drawer"),
    ],
)
def test_an_act_of_marking_holds_codes_and_moments_only(type_: type[Act], field: str, value: object) -> None:
    good = one_of_each()[type_]
    assert getattr(good, field) != value
    with pytest.raises(BadInput, match=field):
        leaf_bytes(leaf_of(msgspec.structs.replace(good, **{field: value})))


def test_a_mark_on_the_whole_case_has_no_target() -> None:
    act = msgspec.structs.replace(one_of_each()[Marked], scope="case", target="")
    assert read_leaf(leaf_bytes(leaf_of(act))).act == act
