"""A loose end names what it is about, and stands for itself in JSON."""

import msgspec

from tocsin.vocab.loose import Loose, Why


def test_a_loose_end_is_a_plain_value() -> None:
    one = Loose(why=Why.UNANSWERED, about="delivery-1", party="party-1")
    assert msgspec.json.decode(msgspec.json.encode(one), type=Loose) == one
    assert one != Loose(why=Why.NOT_REACHED, about="delivery-1", party="party-1")
