"""What is found in evidence, asked for by a case and the beginnings of the ids of its items."""

import pytest

from tests.asking import ask
from tests.builders import a_case, an_item
from tocsin.stages.desk import Desk
from tocsin.vocab.errors import NotHere


def test_the_items_that_are_named_are_looked_into_and_no_others(desk: Desk) -> None:
    case = a_case(desk)
    one, _ = (an_item(desk, case, text) for text in (b"exfil-drop[.]top", b"203.0.113.9 and bad-actor[.]top"))
    found = ask(desk, "evidence.found", case=case.id, item=[one.id[:14]])
    assert [each["value"] for each in found["values"]] == ["exfil-drop.top"]
    assert {each["value"] for each in ask(desk, "evidence.found", case=case.id[:13])["values"]} >= {"bad-actor.top"}
    with pytest.raises(NotHere):
        ask(desk, "evidence.found", case=case.id, item=["none"])
