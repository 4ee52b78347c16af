"""Acts of intake hold no name, no text and no number beyond all readers."""

import msgspec
import pytest

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import Act, leaf_bytes
from tocsin.vocab.acts.intake import (
    BatchReceived,
    CaseAssigned,
    CaseNamed,
    CaseOpened,
    CaseRelated,
    ForeignIdLinked,
    KindCount,
    OpenItemAdded,
    OpenItemResolved,
    ReportAnswered,
    ReportReceived,
)
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [
        (CaseOpened, "checklist", ""),
        (CaseOpened, "template", "a poisoned set"),
        (CaseOpened, "exercise", "no"),
        (CaseNamed, "sheet", "Agent sent mail to a stranger"),
        (ReportReceived, "receipt", "report.code"),
        (ReportReceived, "anonymous", None),
        (ReportAnswered, "state", "we have looked at it"),
        (BatchReceived, "counts", (KindCount(kind=ItemKind.PROMPT, count=-1),)),
        (BatchReceived, "counts", (KindCount(kind=ItemKind.PROMPT, count=2**53),)),
        (ForeignIdLinked, "scheme", "a number of theirs"),
        (CaseRelated, "other", "item-" + "0" * 26),
        (CaseAssigned, "person", "Ada"),
        (OpenItemAdded, "check_on", "next week"),
        (OpenItemAdded, "check_on", "2026-04-01T00:00:00Z"),
        (OpenItemAdded, "owner", "Ada"),
        (OpenItemResolved, "open_item", "done"),
    ],
)
def test_an_act_of_intake_holds_ids_codes_and_counts_only(type_: type[Act], field: str, value: object) -> None:
    good = one_of_each()[type_]
    assert getattr(good, field) != value
    with pytest.raises(BadInput, match=field):
        leaf_bytes(leaf_of(msgspec.structs.replace(good, **{field: value})))
