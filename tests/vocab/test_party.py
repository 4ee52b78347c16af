"""Parties: the states a party can be in, as people and acts spell them."""

from tocsin.vocab.party import PartyKind, PartyRole, PartyState


def test_the_states_are_the_eleven_of_the_desk() -> None:
    assert [state.value for state in PartyState] == [
        *("not_contacted", "deliberately_not_contacted", "notified", "collected", "acknowledged", "investigating"),
        *("affected", "not_affected", "fixed", "declined", "silent"),
    ]


def test_the_three_states_of_vendors_elsewhere_are_among_them() -> None:
    assert {"affected", "not_affected"} <= {state.value for state in PartyState}


def test_every_reader_of_the_playbook_is_a_kind() -> None:
    readers = {"provider", "developer", "adopter", "critical_infrastructure", "jcdc_partner"}  # R6
    assert readers <= {kind.value for kind in PartyKind}


def test_a_role_is_no_state_but_for_being_affected() -> None:
    assert {role.value for role in PartyRole} & {state.value for state in PartyState} == {"affected"}
