"""The ids of collections."""

from uuid import UUID

from tocsin.vocab.ids import new_id
from tocsin.web.office import collection_of


def test_a_collection_id_hangs_on_the_key_and_the_party_and_shows_neither() -> None:
    party, other = new_id("party", bytes), new_id("party", lambda count: b"\xff" * count)
    ids = {collection_of(key, one) for key in (b"k" * 32, b"l" * 32) for one in (party, other)}
    assert len(ids) == 4
    assert collection_of(b"k" * 32, party) == collection_of(b"k" * 32, party)
    assert all(UUID(one).version == 4 for one in ids)
