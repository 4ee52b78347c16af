"""What is counted of a document is numbers and names that say nothing."""

import msgspec

from tocsin.vocab.structure import Named, Structure


def test_a_structure_is_read_as_it_was_written() -> None:
    named = Named(label="PERSON", different=2, places=5, most="[PERSON-1]", most_times=4)
    numbers = {name: 1 for name in Structure.__struct_fields__ if name != "names"}
    found = Structure(names=(named,), **numbers)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Structure) == found
