"""Backups of a right outer form whose inside somebody changed, for tests of what must still be refused."""

import hashlib
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import msgspec

from tocsin.store.backup import DIGEST, MANIFEST, Manifest, Part, header_of

Change: TypeAlias = Callable[[Manifest, dict[str, bytes]], Manifest]


def rewritten(good: Path, target: Path, change: Change) -> Path:
    """A backup made anew by somebody who could write all of it; `change` gets the manifest and the parts."""
    with tarfile.open(good) as tar:
        parts = {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]  # plain files
    del parts[DIGEST]
    content = msgspec.json.encode(change(msgspec.json.decode(parts.pop(MANIFEST), type=Manifest), parts))
    line = f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()
    out = BytesIO()
    for name, data in (*parts.items(), (MANIFEST, content), (DIGEST, line)):
        out.write(header_of(name, len(data)) + data + bytes(-len(data) % 512))
    target.write_bytes(out.getvalue() + bytes(1024))
    return target


def listing(parts: dict[str, bytes]) -> tuple[Part, ...]:
    """What a manifest would say of these parts."""
    return tuple(
        Part(name=name, size_bytes=len(data), sha256=hashlib.sha256(data).hexdigest()) for name, data in parts.items()
    )
