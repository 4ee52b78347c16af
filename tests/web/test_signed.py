"""Whoever is signed in may what one of their roles may."""

from tocsin.vocab.desk_role import DeskRole
from tocsin.web.signed import Signed


def test_one_role_of_several_is_enough_and_none_is_not() -> None:
    who = Signed(org="org", person="person", roles=frozenset({DeskRole.ANALYST, DeskRole.ADMIN}))
    assert who.may(frozenset({DeskRole.ADMIN, DeskRole.AUDITOR}))
    assert not who.may(frozenset({DeskRole.AUDITOR}))
    assert not who.may(frozenset())
    assert not Signed(org="org", person="person", roles=frozenset()).may(frozenset(DeskRole))
