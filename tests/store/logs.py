"""A log for tests: real signatures, leaves that are any bytes, and a process of its own that appends to one."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine

from tocsin.ledger import checkpoint
from tocsin.store.database import open_engine
from tocsin.store.log import Hooks, Log
from tocsin.store.register import insert_seals
from tocsin.vocab.errors import ChangedMeanwhile
from tocsin.vocab.ports import Append, Compartment, EntityRow, ObjectRow, Seal

ORG = "org-" + "a" * 26
OTHER = "org-" + "b" * 26
CASE, OTHER_CASE = "case-" + "c" * 26, "case-" + "d" * 26
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def signed(size: int, root: bytes) -> str:
    """The signed checkpoint of a tree."""
    return checkpoint.sign(checkpoint.Checkpoint(origin="test", size=size, root=root), KEY).to_bytes().decode()


def a_log(
    engine: Engine,
    org: str = ORG,
    *,
    mirror: Path | None = None,
    sign: Callable[[int, bytes], str] = signed,
) -> Log:
    """One organization's log over tables that are there."""

    def register(connection: Connection, seals: Sequence[Seal]) -> None:
        insert_seals(connection, org, seals)

    return Log(engine, org, Hooks(sign=sign, insert_seals=register, mirror=mirror))


def an_append(stream: str = CASE, expected: int = 0, count: int = 1, mark: str = "") -> Append:
    """Leaves that say where they belong, and in them who wrote them."""
    leaves = tuple(f"{stream} {expected + place} {mark}".encode() for place in range(count))
    return Append(stream=stream, expected=expected, leaves=leaves)


def with_everything(stream: str, expected: int, key: str) -> Append:
    """An append that brings a seal, an index row and an inbound object along, all named after `key`."""
    seal = Seal(
        commit=key * 64, salt=b"s" * 32, compartment=Compartment.ORDINARY, name="n" * 64, size_bytes=1, content=b"c"
    )
    entity = EntityRow(kind="case", id=f"case-{key}", stream=stream, state="", at="", ref="", body=b"{}")
    inbound = ObjectRow(batch=f"batch-{key}", position=0, kind="note", body=b"o")
    leaves = (f"{stream} {expected} {key}".encode(),)
    return Append(
        stream=stream, expected=expected, leaves=leaves, seals=(seal,), entities=(entity,), objects=(inbound,)
    )


def write(log: Log, stream: str, mark: str, wins: int) -> list[int]:
    """Append until it worked `wins` times, loading the size anew after each defeat; the sizes that it won."""
    won: list[int] = []
    while len(won) < wins:
        size = sum(1 for _ in log.stream(stream))
        try:
            log.append(an_append(stream, size, mark=mark))
        except ChangedMeanwhile:
            continue
        won.append(size)
    return won


def main() -> None:
    """The same as a program of its own, which is told: URL STREAM MARK WINS."""
    own = open_engine(sys.argv[1])
    for size in write(a_log(own), sys.argv[2], sys.argv[3], int(sys.argv[4])):
        sys.stdout.write(f"{size}\n")
    own.dispose()
