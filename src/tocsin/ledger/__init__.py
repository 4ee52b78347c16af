"""The ledger proves: bytes, hashes, signatures; it knows nothing of cases.

Pure: no files, clock, chance or network. Its faults are `ledger.fault`; callers turn them into the desk's own.
"""
