"""A document that is handed in: read whole, within its bound."""

from typing import IO

from tocsin.vocab.errors import TooMuch
from tocsin.vocab.limits import LIMITS


def document_in(content: IO[bytes], *, limit_bytes: int = LIMITS.document_bytes) -> bytes:
    """All of it; TooMuch where it is longer, and nothing of it was parsed then."""
    data = content.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise TooMuch(
            f"what was handed in has over {limit_bytes:,} bytes: at most so many are read here",
            hint="split it, and hand it in in parts",
        )
    return data
