"""What is counsel's is open to an analyst, an approver and counsel, and to nobody else."""

import pytest

from tests.asking import in_role
from tests.builders import DeskOfStories, a_case, an_item
from tocsin.operations.privy import check_privy, is_privy
from tocsin.stages.evidence import Described
from tocsin.vocab.case import Item
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ports import Compartment


def advice(story: DeskOfStories) -> Item:
    described = Described(kind=ItemKind.NOTE, name="advice.txt", compartment=Compartment.PRIVILEGED)
    return an_item(story.desk, a_case(story.desk), b"what counsel wrote", described)


@pytest.mark.parametrize("role", ["analyst", "approver", "counsel"])
def test_these_roles_are_privy(story: DeskOfStories, role: str) -> None:
    desk = in_role(story, role)
    assert is_privy(desk)
    check_privy(desk, advice(story))


@pytest.mark.parametrize("roles", [("auditor",), ("admin",), ("auditor", "admin")])
def test_to_an_auditor_and_to_an_admin_it_is_closed(story: DeskOfStories, roles: tuple[str, ...]) -> None:
    desk = in_role(story, *roles)
    assert not is_privy(desk)
    with pytest.raises(ActNotAllowed, match="privileged"):
        check_privy(desk, advice(story))
    check_privy(desk, an_item(story.desk, a_case(story.desk)))  # what is not counsel's is not closed


def test_whoever_is_an_analyst_too_works_on_it(story: DeskOfStories) -> None:
    assert is_privy(in_role(story, "analyst", "admin"))
