"""How content is closed: age for streams, AES-256-GCM for small things.

Both under the key of a compartment. Large objects are ordinary age files (C2SP age-encryption.org/v1, X25519), so
the age tool itself can open them with the compartment's identity. Nothing is stored here.
"""

import io
import queue
import threading
from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.store.blobs import PIECE_BYTES
from tocsin.store.keys import Keys
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.ports import Chance, Compartment

NONCE_BYTES = 12  # random, 96 bits: at most 2**32 messages a key. Source: NIST SP 800-38D (2007), section 8.3
WHOLE_BYTES = 4 * 1024 * 1024  # what is no longer is opened at once: a few such at a time fit into any memory
_AHEAD = 4  # pieces decrypted before the reader asks for them


class Closing:
    """One owner's closing and opening. Every small thing is bound to its owner and to what the caller names."""

    def __init__(self, keys: Keys, chance: Chance, purpose: bytes) -> None:
        self._keys = keys
        self._chance = chance
        self._owner = keys.org.encode() + b"|"
        self._ciphers = {each: AESGCM(keys.derived(each, purpose)) for each in Compartment}

    def close(self, compartment: Compartment, aad: bytes, plain: bytes) -> bytes:
        """Nonce ‖ ciphertext ‖ tag; it opens only for the same owner, compartment and `aad`."""
        nonce = self._chance.random_bytes(NONCE_BYTES)
        return nonce + self._ciphers[compartment].encrypt(nonce, plain, self._owner + aad)

    def open_small(self, compartment: Compartment, aad: bytes, closed: bytes) -> bytes:
        """The plain bytes, or ProofFailed where anything differs from what was closed."""
        try:
            return self._ciphers[compartment].decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], self._owner + aad)
        except (InvalidTag, ValueError):
            raise ProofFailed("a closed row does not open: it, its place or its key was changed") from None

    def close_stream(self, compartment: Compartment, pieces: Iterator[bytes], target: BinaryIO) -> None:
        """Encrypt pieces into a file; only a few of them are in memory at a time."""
        source, sink = _Source(pieces), _Target(target)
        try:
            pyrage.encrypt_io(source, sink, [self._keys.identity(compartment).to_public()])
        except (pyrage.EncryptError, OSError):
            fault = source.fault or sink.fault
            if fault is not None:
                raise fault from None
            raise

    def open_into(self, compartment: Compartment, pieces: Iterator[bytes], take: Callable[[bytes], object]) -> None:
        """Decrypt pieces and hand the plain ones to `take`; ProofFailed where they are not what was closed."""
        begun = list(_up_to(pieces, WHOLE_BYTES))
        if sum(map(len, begun)) <= WHOLE_BYTES:
            self._open_whole(compartment, b"".join(begun), take)
            return
        source = _Source(chain(begun, pieces))
        sink = _Sink(take)
        try:
            pyrage.decrypt_io(source, sink, [self._keys.identity(compartment)])
        except (pyrage.DecryptError, OSError):
            if source.fault is not None:
                raise source.fault from None
            if sink.fault is not None:
                raise sink.fault from None
            raise ProofFailed("a closed file does not open: it, its place or its key was changed") from None
        sink.flush_rest()

    def _open_whole(self, compartment: Compartment, closed: bytes, take: Callable[[bytes], object]) -> None:
        """The same for a file that is read at once: a document is opened in half the time."""
        try:
            plain = pyrage.decrypt(closed, [self._keys.identity(compartment)])
        except pyrage.DecryptError:
            raise ProofFailed("a closed file does not open: it, its place or its key was changed") from None
        for start in range(0, len(plain), PIECE_BYTES):
            take(plain[start : start + PIECE_BYTES])

    def opened(self, compartment: Compartment, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The plain pieces one by one. age pushes and a reader pulls: a thread stands between, a few pieces ahead."""
        line: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=_AHEAD)
        abandoned = threading.Event()

        def hand_over(thing: bytes | BaseException | None) -> None:
            while not abandoned.is_set():
                try:
                    return line.put(thing, timeout=0.1)
                except queue.Full:
                    continue
            raise _Abandoned

        def work() -> None:
            try:
                self.open_into(compartment, pieces, hand_over)
                hand_over(None)
            except _Abandoned:
                return
            except BaseException as fault:  # raised again in the reader's thread
                if not abandoned.is_set():
                    line.put(fault)

        worker = threading.Thread(target=work, name="vault-open", daemon=True)
        worker.start()
        try:
            while (thing := line.get()) is not None:
                if isinstance(thing, BaseException):
                    raise thing
                yield thing
        finally:
            abandoned.set()
            worker.join()


def _up_to(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Pieces until there are more bytes than this, or no more."""
    size = 0
    while size <= most and (piece := next(pieces, None)) is not None:
        size += len(piece)
        yield piece


class _Abandoned(Exception):
    """The reader went away."""


class _Source(io.RawIOBase):
    """Pieces as a file that is read. What goes wrong in them is kept, since age would report only its text."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as fault:
            self.fault = fault
            raise
        taken = bytes(self._rest[: size if size > 0 else None])
        self._rest = self._rest[len(taken) :]
        return taken


class _Target(io.RawIOBase):
    """A file that is written. What goes wrong is kept: age would not say that the disk is full."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.fault: OSError | None = None

    def write(self, data: bytes) -> int:  # type: ignore[override]  # age writes bytes only
        try:
            return self._file.write(data)
        except OSError as fault:
            self.fault = fault
            raise


class _Sink(io.RawIOBase):
    """A file that is written, gathered into pieces of a useful size."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take
        self._gathered = bytearray()
        self.fault: BaseException | None = None

    def write(self, data: bytes) -> int:  # type: ignore[override]  # age writes bytes only
        self._gathered += data
        if len(self._gathered) >= PIECE_BYTES:
            self._hand_over()
        return len(data)

    def flush_rest(self) -> None:
        if self._gathered:
            self._hand_over()

    def _hand_over(self) -> None:
        piece, self._gathered = bytes(self._gathered), bytearray()
        try:
            self._take(piece)
        except BaseException as fault:
            self.fault = fault
            raise
