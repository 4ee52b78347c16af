"""What belongs to a share stands in the index by a kind of its own."""

from typing import get_args

from tocsin.store.index import KINDS
from tocsin.vocab.sharing import Involved, SharingEntity


def test_every_entity_of_a_share_has_a_kind() -> None:
    assert set(get_args(SharingEntity)) <= set(KINDS.values())


def test_a_party_that_nobody_asked_is_open_and_has_said_nothing() -> None:
    part = Involved(roles=(), group="vendor", proposed_by="hand", by="p", at=None, sheet=None)  # type: ignore[arg-type]  # the moment does not matter
    assert (part.answer, part.said, part.told_at) == ("open", None, None)
