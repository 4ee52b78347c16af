"""What a table says is a plain value: written and read back, nothing added."""

import msgspec
import pytest

from tests.tables import EXAMPLE, shipped
from tocsin.rules.table import explain
from tocsin.vocab.judgement import Check, Flaw, Judgement, Outlook


@pytest.mark.parametrize(("facts", "type_"), [(EXAMPLE, Judgement), ({"SIG": "active"}, Outlook)])
def test_it_is_written_and_read_back(facts: dict[str, str], type_: type[Judgement | Outlook]) -> None:
    found = explain(shipped("release"), facts)
    assert msgspec.json.decode(msgspec.json.encode(found), type=type_) == found


def test_every_check_has_a_name_of_its_own_and_a_flaw_cannot_be_changed() -> None:
    assert [check.value for check in Check] == ["T1", "T2", "T3", "T4", "use"]
    flaw = Flaw(check=Check.RELEVANT, says="A never changes the outcome", points=("A",))
    with pytest.raises(AttributeError):
        flaw.count = 2  # type: ignore[misc]  # the point of the test
