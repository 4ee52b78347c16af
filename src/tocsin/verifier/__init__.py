"""The verifier of claims, which can be handed out as one file.

Standard library and `cryptography` only; nothing of the desk is imported here, and the ledger's own code is written a
second time: who verifies should not have to trust who recorded. `bundle` joins the rooms to the one file.
"""
