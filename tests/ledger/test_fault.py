"""Faults: one class is enough to catch whatever the ledger refuses."""

from tocsin.ledger.fault import Malformed, ProofError


def test_whoever_catches_a_failed_proof_also_catches_what_could_not_be_read() -> None:
    assert issubclass(Malformed, ProofError)
    assert issubclass(ProofError, ValueError)
