"""Acts of triage hold closed codes; reasons lie in the sheet."""

import msgspec
import pytest

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import Act, leaf_bytes
from tocsin.vocab.acts.triage import (
    ChecklistAnswered,
    Classified,
    FactAnswered,
    HandedToOwner,
    SeverityScored,
    TechniqueMapped,
)
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [
        (FactAnswered, "value", "yes, as far as we know"),
        (FactAnswered, "statement", "rumour"),
        (FactAnswered, "confidence", 0.5),
        (Classified, "reasons", ("somebody did it",)),
        (Classified, "rule", -1),
        (Classified, "missing", ("what now",)),
        (TechniqueMapped, "id", "Prompt Injection"),
        (TechniqueMapped, "version", ""),
        (SeverityScored, "low", 6.1),
        (SeverityScored, "high", "high enough"),
        (ChecklistAnswered, "row", "the technical data"),
        (ChecklistAnswered, "sheet", "free text"),
        (HandedToOwner, "owner", "Ada of safety"),
    ],
)
def test_an_act_of_triage_holds_closed_codes_only(type_: type[Act], field: str, value: object) -> None:
    good = one_of_each()[type_]
    assert getattr(good, field) != value
    with pytest.raises(BadInput, match=field):
        leaf_bytes(leaf_of(msgspec.structs.replace(good, **{field: value})))
