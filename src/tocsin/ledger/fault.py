"""Faults of the ledger: what does not hold, and what cannot be read."""


class ProofError(ValueError):
    """A proof, a signature or a digest does not hold; nothing may be concluded from it."""


class Malformed(ProofError):
    """The bytes are not of the stated form; what they claim was not even looked at."""
