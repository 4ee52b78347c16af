"""The meter: size, digest and commitment of content, in one pass."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.store.blobs import PIECE_BYTES
from tocsin.vocab.errors import TooMuch
from tocsin.vocab.limits import LIMITS


class Meter:
    """Counts and digests what it is given; TooMuch beyond `most` bytes."""

    def __init__(self, salt: bytes, most: int = LIMITS.file_bytes) -> None:
        self.salt = salt
        self.size_bytes = 0
        self._most = most
        self._plain = hashlib.sha256()
        self._salted = hashlib.sha256(salt)

    def take(self, piece: bytes) -> None:
        """Count one piece."""
        self.size_bytes += len(piece)
        if self.size_bytes > self._most:
            raise TooMuch(f"the content is longer than {self._most} bytes")
        self._plain.update(piece)
        self._salted.update(piece)

    def watched(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same pieces, each counted before it goes on."""
        for piece in pieces:
            self.take(piece)
            yield piece

    def digest(self) -> bytes:
        """SHA-256 of the plain bytes so far."""
        return self._plain.digest()

    def commit(self) -> str:
        """SHA-256(salt ‖ plain bytes) so far, in hexadecimal digits."""
        return self._salted.hexdigest()


def first_bytes(stream: BinaryIO, count: int) -> bytes:
    """Up to `count` bytes from the start of a stream, fewer only at its end, however short its reads are."""
    gathered = b""
    while len(gathered) < count and (piece := stream.read(count - len(gathered))):
        gathered += piece
    return gathered


def pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    """What is left of a stream, in pieces."""
    while piece := stream.read(PIECE_BYTES):
        yield piece


def digest_of(stream: BinaryIO) -> bytes:
    """SHA-256 of what is left of a stream."""
    digest = hashlib.sha256()
    for piece in pieces_of(stream):
        digest.update(piece)
    return digest.digest()
