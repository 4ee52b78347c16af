"""Acts of evidence hold commitments, never content."""

import msgspec
import pytest

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import Act, leaf_bytes
from tocsin.vocab.acts.evidence import (
    CustodyRecorded,
    HoldEnded,
    HoldLifted,
    HoldPlaced,
    ItemKept,
    ItemOpened,
    ItemPurged,
    ItemSealed,
    ItemUnsealed,
    TextsPurged,
)
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [
        (ItemKept, "kind", "secret_sauce"),
        (ItemKept, "content", "the prompt itself"),
        (ItemKept, "position", -1),
        (ItemKept, "parent", "item"),
        (CustodyRecorded, "action", "borrowed"),
        (ItemSealed, "hazard", "it bites"),
        (ItemUnsealed, "reason", "it is fine"),
        (ItemOpened, "reason", "had a look"),
        (HoldPlaced, "item", "case-" + "0" * 26),
        (HoldLifted, "reason", "the court said so"),
        (HoldEnded, "placed", "the first of them"),
        (ItemPurged, "sheet", ""),
        (TextsPurged, "texts", ("the name of the case",)),
    ],
)
def test_an_act_of_evidence_holds_ids_codes_and_commitments_only(type_: type[Act], field: str, value: object) -> None:
    good = one_of_each()[type_]
    assert getattr(good, field) != value
    with pytest.raises(BadInput, match=field):
        leaf_bytes(leaf_of(msgspec.structs.replace(good, **{field: value})))
