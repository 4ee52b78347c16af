"""The vault: an owner's content, encrypted, found by its commitment.

Small content lies in the register (the table `seals`), large content as one object under a keyed name. Everything
read is checked against its commitment; neither the register nor the objects are trusted. Losing the vault means
losing every text, name and file; the proofs remain.
"""

import hashlib
import hmac
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypeVar

from sqlalchemy import Connection, Engine, delete

from tocsin.store.blobs import Blobs, name_at, object_path
from tocsin.store.closing import Closing
from tocsin.store.database import at_the_border, forget_deleted, reading, writing
from tocsin.store.keys import Keys
from tocsin.store.meter import Meter, digest_of, first_bytes, pieces_of
from tocsin.store.register import Register, Registered, insert_seals, is_needed, lock_names, moving, row_in
from tocsin.store.replies import forget_replies
from tocsin.store.schema import seals as register
from tocsin.vocab.errors import ChangedMeanwhile, Gone, ProofFailed, TooMuch
from tocsin.vocab.ports import Chance, Compartment, Seal, SealChecked, SealVerdict

INLINE_BYTES = 16 * 1024  # up to here one row is cheaper than one object and its two fsyncs
SALT_BYTES = 32

T = TypeVar("T")


class ObjectVault:
    """`vocab.ports.Vault` over the register in a database and objects in a folder or bucket.

    `tmp` is a folder for unfinished (already encrypted) files, on the same disk as a vault folder.
    """

    def __init__(self, engine: Engine, keys: Keys, blobs: Blobs, tmp: Path, chance: Chance) -> None:
        self._engine = engine
        self._org = keys.org
        self._names = keys.names
        self._blobs = blobs
        self._tmp = tmp
        self._chance = chance
        self._register = Register(engine, keys.org)
        self._contents = Closing(keys, chance, b"content")
        self._rows = Closing(keys, chance, b"row")

    def seal(self, content: bytes, compartment: Compartment = Compartment.ORDINARY) -> Seal:
        """A fresh commitment to some bytes; large ones are stored durably before this returns."""
        if len(content) > INLINE_BYTES:
            return self.keep(io.BytesIO(content), compartment)
        meter = Meter(self._chance.random_bytes(SALT_BYTES))
        meter.take(content)
        return self._seal(compartment, meter, self._contents.close(compartment, meter.commit().encode(), content))

    def keep(self, stream: BinaryIO, compartment: Compartment = Compartment.ORDINARY) -> Seal:
        """The same for a stream of any length, which never lies in memory as a whole.

        Where equal content of this owner is stored already and still whole, its object serves again. TooMuch beyond
        `LIMITS.file_bytes`. The seal counts only once it is registered; unregistered objects are swept away later.
        """
        head = first_bytes(stream, INLINE_BYTES + 1)
        if len(head) <= INLINE_BYTES:
            return self.seal(head, compartment)
        meter = Meter(self._chance.random_bytes(SALT_BYTES))
        self._put(compartment, meter, chain((head,), pieces_of(stream)))
        return self._seal(compartment, meter, None)

    def moved(self, commit: str, compartment: Compartment) -> Seal:
        """What is behind a commitment, closed with another key: the same bytes, salt and commitment.

        Large content is stored durably before this returns; what lay behind the other key is left there until `drop`.
        Gone and ProofFailed as `read`.
        """
        row = self._register.row(commit)
        content = None
        if row.content is not None:
            plain = self.read(commit)
            name = self._name(compartment, hashlib.sha256(plain).digest())
            content = self._contents.close(compartment, commit.encode(), plain)
        else:
            name = self._put(compartment, Meter(row.salt), self.open(commit))
        return Seal(
            commit=commit,
            salt=row.salt,
            compartment=compartment,
            name=name,
            size_bytes=row.size_bytes,
            content=content,
        )

    def put_right(self, commit: str, compartment: Compartment) -> None:
        """Move what is behind a commitment to the key that an earlier act asked for; nothing is recorded for it.

        What was destroyed or moved elsewhere meanwhile stays so.
        """
        before = self._register.row(commit)
        seal = self.moved(commit, compartment)
        with writing(self._engine) as connection:
            self._check_there(connection, [seal])
            connection.execute(moving(self._org, seal, from_name=before.name))
        self.drop(before.name)

    def place_of(self, commit: str) -> tuple[str, str]:
        """Behind which key (a word of `Compartment`) and under which keyed name it lies, as the register says."""
        row = self._register.row(commit)
        return row.compartment, row.name

    def salt_of(self, commit: str) -> bytes:
        """The salt of a commitment: whoever has it and the content can check the commitment, and nobody else."""
        return bytes(self._register.row(commit).salt)

    def drop(self, name: str) -> None:
        """Remove the object of a keyed name if no commitment needs it; what was small went with its row."""
        with writing(self._engine) as connection:
            lock_names(connection, self._org, [name])
            if not is_needed(connection, self._org, name):
                self._blobs.delete(self._path(name))
        forget_deleted(self._engine)

    def insert_seals(self, connection: Connection, seals: Sequence[Seal]) -> None:
        """`insert_seals`, after a look that large content was not destroyed meanwhile through another commitment.

        ChangedMeanwhile: it was; keep the content again and repeat.
        """
        self._check_there(connection, seals)
        insert_seals(connection, self._org, seals)

    def read(self, commit: str, *, limit_bytes: int | None = None) -> bytes:
        """The plain bytes behind a commitment, checked against it.

        Gone: nothing is registered or stored for it. ProofFailed: something differs. TooMuch: over `limit_bytes`.
        """
        row = self._register.row(commit)
        if limit_bytes is not None and row.size_bytes > limit_bytes:
            raise TooMuch(f"the content of {commit} has {row.size_bytes} bytes, more than {limit_bytes}")
        return self._where_it_lies(row, self._gathered)

    def read_some(self, commits: Iterable[str]) -> dict[str, bytes]:
        """The same for several at once, looked up together; what was purged is left out."""
        found = dict[str, bytes]()
        for commit, row in self._register.some(commits).items():
            with suppress(Gone):  # a purge that was cut short
                found[commit] = self._where_it_lies(row, self._gathered)
        return found

    def open(self, commit: str) -> Iterator[bytes]:
        """The plain bytes in pieces; the last piece comes only after the whole was checked against the commitment.

        Gone at once where there is nothing; ProofFailed while reading, before the last piece.
        """

        def opened(row: Registered) -> Iterator[bytes]:
            if row.content is not None:
                pieces = iter((self._inline(row),))
            else:
                pieces = self._contents.opened(_compartment(row), self._closed_pieces(row))
            return self._held_back(row, pieces)

        return self._where_it_lies(self._register.row(commit), opened)

    def same_as(self, name: str) -> tuple[str, ...]:
        """The commitments that already stand for content of this keyed name."""
        return self._register.named(name)

    def name_of(self, stream: BinaryIO, compartment: Compartment = Compartment.ORDINARY) -> str:
        """The keyed name that content would have; nothing is stored."""
        return self._name(compartment, digest_of(stream))

    def names_of(self, stream: BinaryIO) -> frozenset[str]:
        """The keyed names that content would have in all compartments; nothing is stored."""
        digest = digest_of(stream)
        return frozenset(self._name(compartment, digest) for compartment in Compartment)

    def destroy(self, commit: str) -> bool:
        """Destroy salt and content behind a commitment; False where other commitments still keep equal content.

        The object goes first and the row with the commit of the transaction: cut short, it can be repeated. Gone
        where nothing is registered. Answers that were kept for a repeat go too: the content could stand in one.
        PostgreSQL keeps the dead row until its VACUUM and in its own archive.
        """
        with writing(self._engine) as connection:
            row = row_in(connection, self._org, commit)
            lock_names(connection, self._org, [row.name])
            connection.execute(delete(register).where(register.c.org == self._org, register.c.commit == commit))
            forget_replies(connection, self._org)
            others = is_needed(connection, self._org, row.name)
            if not others and row.content is None:
                self._blobs.delete(self._path(row.name))
        forget_deleted(self._engine)
        return not others

    def is_registered(self, commit: str) -> bool:
        """Whether something is registered for a commitment; whether it is whole `check` says."""
        return commit in self._register.known([commit])

    def registered(self, commits: Iterable[str]) -> set[str]:
        """Those of some commitments for which something is registered."""
        return self._register.known(commits)

    def check(self, commit: str) -> SealChecked:
        """Read a commitment's content to its end and judge it; Gone where nothing is registered."""
        return self._judged(self._register.row(commit))

    def check_all(self) -> Iterator[SealChecked]:
        """The same for every registered commitment of this owner, in the order of the commitments."""
        for row in self._register.rows():
            yield self._judged(row)

    def orphans(self, now: datetime, older_than_h: int) -> Iterator[str]:
        """Paths of this owner's objects that no commitment needs and that are older than some hours.

        Younger ones may belong to an act that is just being recorded.
        """
        for blob in self._blobs.listed(f"{self._org}/"):
            if blob.modified < now - timedelta(hours=older_than_h):
                with reading(self._engine) as connection:
                    needed = is_needed(connection, self._org, name_at(blob.path))
                if not needed:
                    yield blob.path

    def sweep(self, now: datetime, older_than_h: int) -> int:
        """Remove orphans and unfinished files older than some hours; how many there were."""
        swept = 0
        for path in list(self.orphans(now, older_than_h)):
            with writing(self._engine) as connection:
                lock_names(connection, self._org, [name_at(path)])
                if not is_needed(connection, self._org, name_at(path)):
                    self._blobs.delete(path)
                    swept += 1
        oldest = (now - timedelta(hours=older_than_h)).timestamp()
        for file in self._tmp.glob(f"{self._org}.*"):
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)
                swept += 1
        forget_deleted(self._engine)  # what a reader held at the time of a purge
        return swept

    def close(self, compartment: Compartment, aad: bytes, plain: bytes) -> bytes:
        """Encrypt one small row that lies elsewhere (a collection's object), bound to this owner and to `aad`."""
        return self._rows.close(compartment, aad, plain)

    def open_small(self, compartment: Compartment, aad: bytes, closed: bytes) -> bytes:
        """The plain bytes of such a row; ProofFailed where it, its `aad` or its owner differs."""
        return self._rows.open_small(compartment, aad, closed)

    def _seal(self, compartment: Compartment, meter: Meter, content: bytes | None) -> Seal:
        return Seal(
            commit=meter.commit(),
            salt=meter.salt,
            compartment=compartment,
            name=self._name(compartment, meter.digest()),
            size_bytes=meter.size_bytes,
            content=content,
            sha256=meter.digest().hex(),
        )

    def _name(self, compartment: Compartment, digest: bytes) -> str:
        return hmac.digest(self._names, compartment.encode() + b"\0" + digest, "sha256").hex()

    def _path(self, name: str) -> str:
        return object_path(self._org, name)

    def _put(self, compartment: Compartment, meter: Meter, pieces: Iterator[bytes]) -> str:
        """Store pieces as an object, unless an equal one is there and whole; the keyed name under which it lies."""
        with self._unfinished() as file:
            with at_the_border(), file.open("wb") as target:
                self._contents.close_stream(compartment, meter.watched(pieces), target)
            name = self._name(compartment, meter.digest())
            if not self._is_whole(compartment, name, meter.digest()):
                self._blobs.put(self._path(name), file)
        return name

    def _check_there(self, connection: Connection, seals: Sequence[Seal]) -> None:
        names = sorted({seal.name for seal in seals if seal.content is None})
        lock_names(connection, self._org, names)
        for name in names:
            if not self._blobs.has(self._path(name)):
                raise ChangedMeanwhile(
                    "the same content was purged or moved meanwhile under another commitment; nothing was recorded",
                    hint="add the file again",
                )

    def _where_it_lies(self, row: Registered, work: "Callable[[Registered], T]") -> T:
        """Work on a row; anew where its content moved behind another key meanwhile."""
        while True:
            try:
                return work(row)
            except Gone:
                again = self._register.row(row.commit)
                if again.name == row.name:
                    raise
                row = again

    def _inline(self, row: Registered) -> bytes:
        assert row.content is not None, "what lies elsewhere is read from there"
        try:
            return self._contents.open_small(_compartment(row), row.commit.encode(), row.content)
        except ProofFailed as fault:
            raise _differs(row.commit) from fault

    def _closed_pieces(self, row: Registered) -> Iterator[bytes]:
        try:
            return self._blobs.pieces(self._path(row.name))
        except FileNotFoundError:
            raise Gone(
                f"the object behind {row.commit} is not there: its purge was cut short, or it was lost"
            ) from None

    def _measure(self, row: Registered, take: Callable[[bytes], object]) -> None:
        meter = Meter(row.salt, most=row.size_bytes)

        def both(piece: bytes) -> None:
            meter.take(piece)
            take(piece)

        if row.content is not None:
            both(self._inline(row))
        else:
            closed = self._closed_pieces(row)
            try:
                self._contents.open_into(_compartment(row), closed, both)
            except (ProofFailed, TooMuch) as fault:
                raise _differs(row.commit) from fault
        self._settle(row, meter)

    def _gathered(self, row: Registered) -> bytes:
        whole = bytearray()
        self._measure(row, whole.extend)
        return bytes(whole)

    def _held_back(self, row: Registered, pieces: Iterator[bytes]) -> Iterator[bytes]:
        meter = Meter(row.salt, most=row.size_bytes)
        held: bytes | None = None
        try:
            for piece in meter.watched(pieces):
                if held is not None:
                    yield held
                held = piece
        except (ProofFailed, TooMuch) as fault:
            raise _differs(row.commit) from fault
        self._settle(row, meter)
        if held:
            yield held

    def _settle(self, row: Registered, meter: Meter) -> None:
        named = self._name(_compartment(row), meter.digest())
        if (meter.commit(), meter.size_bytes, named) != (row.commit, row.size_bytes, row.name):
            raise _differs(row.commit)

    def _judged(self, row: Registered) -> SealChecked:
        try:
            self._where_it_lies(row, lambda found: self._measure(found, len))
        except Gone as fault:
            return SealChecked(commit=row.commit, verdict=SealVerdict.MISSING, detail=str(fault))
        except ProofFailed as fault:
            return SealChecked(commit=row.commit, verdict=SealVerdict.CHANGED, detail=str(fault))
        return SealChecked(commit=row.commit, verdict=SealVerdict.HOLDS, detail="")

    def _is_whole(self, compartment: Compartment, name: str, digest: bytes) -> bool:
        # An object that was damaged meanwhile is not trusted with new evidence: it is written anew.
        found = hashlib.sha256()
        try:
            self._contents.open_into(compartment, self._blobs.pieces(self._path(name)), found.update)
        except (FileNotFoundError, ProofFailed):
            return False
        return found.digest() == digest

    @contextmanager
    def _unfinished(self) -> Iterator[Path]:
        with at_the_border():
            self._tmp.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=f"{self._org}.", dir=self._tmp)  # mkstemp makes it 0600
            os.close(descriptor)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)


def _compartment(row: Registered) -> Compartment:
    try:
        return Compartment(row.compartment)
    except ValueError:
        raise _differs(row.commit) from None


def _differs(commit: str) -> ProofFailed:
    return ProofFailed(f"what is kept for the commitment {commit} is not what was kept")
