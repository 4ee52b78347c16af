"""The acts, one room for each part of the route.

An act says one decision or one handling, in the past participle. It holds ids, closed codes, decisions and salted
commitments; free text, names, addresses and content lie in the vault behind a commitment. A class here, once released,
never changes: a new shape is a new class with the next number in its tag, and the old one stays and is read for ever.
"""
