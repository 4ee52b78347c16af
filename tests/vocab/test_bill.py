"""A bill of materials as a graph."""

import msgspec

from tocsin.vocab.bill import Bill, BillGathering, Link
from tocsin.vocab.component import ComponentType, Naming, Relation

MODEL = Naming(type=ComponentType.MODEL, name="example/guard")
APP = Naming(type=ComponentType.APPLICATION, name="claims-assistant", version="2.1")


def test_a_bill_is_a_plain_value_that_comes_back_whole() -> None:
    link = Link(upstream=MODEL, downstream=APP, relation=Relation.DEPENDS_ON, source="app.cdx.json")
    bill = Bill(source="app.cdx.json", namings=(MODEL, APP), links=(link,), dangling=1)
    assert msgspec.json.decode(msgspec.json.encode(bill), type=Bill) == bill
    assert {link: 1}[msgspec.structs.replace(link)] == 1, "equal links are one link"


def test_a_gathered_bill_says_what_leads_nowhere_and_what_nobody_understands() -> None:
    found = BillGathering("app.cdx.json")
    found.take(MODEL, "m")
    found.take(APP, "m")
    assert found.known("m") == MODEL, "an id that stands twice is the first one's"
    found.link(found.end("m"), found.end("nowhere"), Relation.PART_OF)
    found.leave("other")
    found.leave("other")
    bill = found.bill([MODEL, MODEL])
    assert (bill.links, bill.dangling, bill.unwalked, bill.affected) == ((), 1, (("other", 2),), (MODEL,))


def test_a_link_said_twice_keeps_its_first_place_and_nothing_hangs_on_itself() -> None:
    found = BillGathering("app.cdx.json")
    for place in ("/0", "/1"):
        found.link(MODEL, APP, Relation.USES, place=place)
    found.link(APP, APP, Relation.USES)
    assert [link.source for link in found.bill(()).links] == ["app.cdx.json /0"]


def test_what_is_listed_and_leads_nowhere_is_part_of_the_whole_and_so_is_a_circle_once() -> None:
    parts = [Naming(type=ComponentType.PACKAGE, name=name) for name in "abcd"]
    found = BillGathering("app.cdx.json")
    found.link(parts[0], parts[1], Relation.DEPENDS_ON)
    found.link(parts[2], parts[3], Relation.DEPENDS_ON)
    found.link(parts[3], parts[2], Relation.DEPENDS_ON)
    found.take_up(parts, APP)
    assert [link.upstream.name for link in found.bill(()).links if link.relation is Relation.PART_OF] == ["b", "c"]
    untouched = BillGathering("app.cdx.json")
    untouched.take_up(parts, None)
    assert untouched.bill(()).links == ()
