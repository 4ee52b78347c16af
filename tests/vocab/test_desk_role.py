"""The five roles, as the log keeps them."""

from tocsin.stages.people import ROLES
from tocsin.vocab.desk_role import DeskRole


def test_the_roles_are_the_words_that_stand_in_the_log() -> None:
    assert set(ROLES) == {"analyst", "approver", "counsel", "admin", "auditor"}
    assert [DeskRole(role) for role in ROLES] == list(DeskRole)
