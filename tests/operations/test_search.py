"""Search through its operation: what is found says where, and what is counsel's is found by nobody."""

from tests.asking import ask
from tests.builders import a_case, an_item
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ports import Compartment


def test_words_are_found_in_names_and_items(desk: Desk) -> None:
    case = a_case(desk, name="Poisoned release")
    item = an_item(desk, case, b"x", Described(kind=ItemKind.LOG, name="gateway.log", note="release night"))
    found = ask(desk, "search.find", text="RELEASE")
    assert {(hit["where"], hit["kind"]) for hit in found} == {(case.id, "case"), (item.id, "log")}
    assert {hit["case"] for hit in found} == {case.id}


def test_nothing_is_found_of_what_is_counsels(desk: Desk) -> None:
    an_item(
        desk, a_case(desk), b"x", Described(kind=ItemKind.NOTE, name="advice.txt", compartment=Compartment.PRIVILEGED)
    )
    assert ask(desk, "search.find", text="advice") == []
