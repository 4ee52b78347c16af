"""Policies of the caller: which logs and witnesses count, and how many.

Source: C2SP tlog-policy (c2sp.org, repository commit 5ba5ee8, 22 July 2026). A witness with a key of a kind that is not
known here (ML-DSA-44) makes the policy unreadable: leaving it out quietly would be another policy.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tocsin.verifier.signed import LOG, WITNESS, Key, Unreadable, expect, read_key

MAX_POLICY_BYTES = 1_000_000  # the source asks for at least 32 logs, 32 witnesses and 32 groups

Enough = Callable[[frozenset[str]], bool]  # the names of the witnesses who cosigned, to whether they suffice


class Policy(NamedTuple):
    """Whom the caller knows, and whether those who cosigned are enough (None: nobody is asked to)."""

    logs: tuple[Key, ...] = ()
    witnesses: tuple[tuple[str, Key], ...] = ()
    enough: Enough | None = None


def read_policy(raw: bytes) -> Policy:
    """The policy in these bytes; Unreadable where it is none. A group of nobody is no group."""
    logs, witnesses, quorum = list[Key](), dict[str, Key](), list[str]()
    rules, taken = dict[str, Enough](), {"none"}  # the rules that are nobody's member yet; every name given so far
    line = ""
    try:
        expect(len(raw) <= MAX_POLICY_BYTES, "it is too long")
        for line in raw.decode("utf-8").split("\n"):
            words = re.split("[ \t]+", line.strip(" \t"))
            match words:
                case [word, *_] if not word or word.startswith("#"):
                    continue
                case ["log", key] | ["log", key, _]:
                    logs.append(_of_kind(LOG, key))
                case ["witness", name, key] | ["witness", name, key, _]:
                    witnesses[name] = _of_kind(WITNESS, key)
                    rules[name] = _witness(name)
                case ["group", name, least, *members]:
                    expect(
                        {*members} <= {*rules} and len({*members}) == len(members), "a member not named above, or twice"
                    )
                    rules[name] = _group(least, [rules.pop(member) for member in members])
                case ["quorum", name]:
                    expect(name == "none" or name in rules, "a quorum that is not named above")
                    quorum.append(name)
                    continue
                case _:
                    expect(False, "no such line")
            if words[0] != "log":
                expect(words[1] not in taken, "a name that is given already")
                taken.add(words[1])
        line = ""
        expect(len(quorum) == 1, "exactly one quorum line is expected")
        for keys in (logs, [*witnesses.values()]):
            expect(len({key.public for key in keys}) == len(keys), "a key stands twice")
    except ValueError as fault:
        raise Unreadable(
            f"the policy cannot be read: {fault}" + (f", in the line {line[:100]!r}" if line else "")
        ) from fault
    return Policy(tuple(logs), tuple(witnesses.items()), rules.get(quorum[0]))


def _of_kind(kind: bytes, text: str) -> Key:
    key = read_key(text)
    expect(key.kind == kind, "a key of another kind than this line has")
    return key


def _witness(name: str) -> Enough:
    return lambda cosigned: name in cosigned


def _group(least: str, members: Sequence[Enough]) -> Enough:
    words = {"any": 1, "all": len(members)}
    expect(least in words or re.fullmatch("[1-9][0-9]{0,8}", least), "a group needs any, all or a number")
    count = words[least] if least in words else int(least)
    expect(1 <= count <= len(members), "a group needs at least one member, and no more than it has")
    return lambda cosigned: sum(member(cosigned) for member in members) >= count
