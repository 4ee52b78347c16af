"""Acts of the organization hold no name, no address and no words."""

import msgspec
import pytest

from tests.leaves import leaf_of, one_of_each
from tocsin.vocab.act import Act, leaf_bytes
from tocsin.vocab.acts.home import LogKeyRotated, LogOpened, PersonAdded, PersonRetired, RouteConfirmed, RouteWithdrawn
from tocsin.vocab.errors import BadInput


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [
        (LogOpened, "origin", "two words"),
        (LogOpened, "origin", "a+b"),
        (LogOpened, "key", "tocsin/example+0a1b2c3d"),
        (LogKeyRotated, "new_key", "not a key"),
        (LogKeyRotated, "old_key", ""),
        (PersonAdded, "person", "Ada"),
        (PersonAdded, "roles", ("the one who answers",)),
        (PersonAdded, "sheet", "Ada, ada@example.org"),
        (PersonRetired, "person", "route-" + "0" * 26),
        (RouteConfirmed, "verified_on", "yesterday"),
        (RouteConfirmed, "people", ("Ada",)),
        (RouteConfirmed, "group", "our friends"),
        (RouteWithdrawn, "reason", "they moved"),
    ],
)
def test_an_act_of_the_organization_holds_ids_and_codes_only(type_: type[Act], field: str, value: object) -> None:
    good = one_of_each()[type_]
    assert getattr(good, field) != value
    with pytest.raises(BadInput, match=field):
        leaf_bytes(leaf_of(msgspec.structs.replace(good, **{field: value})))
