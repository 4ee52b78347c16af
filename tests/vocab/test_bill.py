"""A bill of materials as a graph."""

import msgspec

from tocsin.vocab.bill import Bill, Link
from tocsin.vocab.component import ComponentType, Naming, Relation

MODEL = Naming(type=ComponentType.MODEL, name="example/guard")
APP = Naming(type=ComponentType.APPLICATION, name="claims-assistant", version="2.1")


def test_a_bill_is_a_plain_value_that_comes_back_whole() -> None:
    link = Link(upstream=MODEL, downstream=APP, relation=Relation.DEPENDS_ON, source="app.cdx.json")
    bill = Bill(source="app.cdx.json", namings=(MODEL, APP), links=(link,), dangling=1)
    assert msgspec.json.decode(msgspec.json.encode(bill), type=Bill) == bill
    assert {link: 1}[msgspec.structs.replace(link)] == 1, "equal links are one link"
