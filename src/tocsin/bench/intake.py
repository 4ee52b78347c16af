"""Taking in a folder of files: read, encrypted, committed to, recorded."""

import os
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from tocsin.bench.figure import Effort, Figure, Kind, share_of_speed, take_turns
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Handing, Opening
from tocsin.stages.overview import checklist_version
from tocsin.stages.reception import receive
from tocsin.stages.understanding import Offer
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

FILE_BYTES = 20_000  # more than the vault keeps in a row: each file becomes an object of its own

ADDED = Kind(
    name="add a folder",
    what="recognise, read, encrypt, keep and record every file, and classify the case",
    baseline="copy every file, fsync it, and take its SHA-256",
)


def run(effort: Effort) -> tuple[Figure, ...]:
    """The one figure of intake; `size` is the number of files."""
    home = effort.folder / "home"
    make_home(home, person="Bench")
    copies = effort.folder / "copies"
    copies.mkdir()
    folders = [_files(effort.folder / f"in-{turn}", effort.size) for turn in range(effort.turns + 1)]
    to_add, to_copy = iter(folders), iter(folders)
    with open_desk(home) as desk:
        _add(desk, next(to_add))  # not measured: the file caches are warm for both afterwards
        _copy(next(to_copy), copies)
        times = take_turns(
            lambda: _add(desk, next(to_add)),
            lambda: _copy(next(to_copy), copies),
            turns=effort.turns,
            tell=effort.telling(ADDED.name),
        )
    return (share_of_speed(ADDED, times, effort.size),)


def _files(folder: Path, number: int) -> list[Path]:
    """Notes of random words: no two alike, so that nothing is joined."""
    folder.mkdir()
    files = []
    for place in range(number):
        words = os.urandom(FILE_BYTES // 2).hex(" ", 4)[:FILE_BYTES]
        path = folder / f"note-{place:04}.txt"
        path.write_text(f"Note {place} about an agent that called a tool.\n\n{words}\n", encoding="utf-8")
        files.append(path)
    return files


def _add(desk: Desk, files: Sequence[Path]) -> None:
    opening = Opening(name=f"A folder of {len(files)} files", checklist=checklist_version(desk))
    offers = [Offer(name=path.name, size_bytes=path.stat().st_size, open=partial(_opened, path)) for path in files]
    receive(desk, offers, handing=Handing(opening=opening))


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _copy(files: Sequence[Path], folder: Path) -> None:
    for path in files:
        content = path.read_bytes()
        sha256(content).digest()
        with (folder / f"{path.parent.name}-{path.name}").open("wb") as copy:
            copy.write(content)
            copy.flush()
            os.fsync(copy.fileno())
