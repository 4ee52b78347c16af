"""Many contents are sealed at once, in their order; what fails stops all of it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tocsin.store import keys
from tocsin.store.blobs import open_blobs
from tocsin.store.database import writing
from tocsin.store.sealing import AT_ONCE, seal_all
from tocsin.store.vault import ObjectVault
from tocsin.vocab.errors import ChannelDown

ORG = "org-" + "a" * 26
LARGE = 20_000  # more than the vault keeps in a row


class Dice:
    """The operating system's generator."""

    def random_bytes(self, count: int) -> bytes:
        return os.urandom(count)


@pytest.fixture
def vault(engine: Engine, tmp_path: Path) -> ObjectVault:
    """A vault with a folder."""
    blobs = open_blobs(tmp_path / "vault", create=True)
    return ObjectVault(engine, keys.create(tmp_path, ORG), blobs, tmp_path / "tmp", Dice())


def test_each_content_is_behind_the_seal_in_its_place(vault: ObjectVault, engine: Engine) -> None:
    contents = [b"%d" % number * (LARGE if number % 2 else 1) for number in range(3 * AT_ONCE + 1)]
    seals = list(seal_all(vault, contents))
    with writing(engine) as connection:
        vault.insert_seals(connection, seals)
    assert [vault.read(seal.commit) for seal in seals] == contents
    assert vault.read_some([seal.commit for seal in seals]) == dict(
        zip((seal.commit for seal in seals), contents, strict=True)
    )
    assert len({seal.commit for seal in seals}) == len(seals)


def test_only_a_few_contents_are_asked_for_before_the_first_is_sealed(vault: ObjectVault) -> None:
    asked: list[int] = []

    def contents() -> Iterator[bytes]:
        for number in range(100):
            asked.append(number)
            yield b"%d" % number

    next(seal_all(vault, contents()))
    assert len(asked) == AT_ONCE


def test_a_fault_of_one_is_the_fault_of_all(vault: ObjectVault) -> None:
    def contents() -> Iterator[bytes]:
        yield b"one"
        raise ChannelDown("the disk is full")

    with pytest.raises(ChannelDown):
        list(seal_all(vault, contents()))
    assert list(seal_all(vault, ())) == []
