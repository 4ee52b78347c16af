"""Efforts that are small enough for a test."""

from collections.abc import Callable
from pathlib import Path

from tocsin.bench.figure import Effort


def small(folder: Path, size: int, tell: Callable[[str], None] = lambda _: None) -> Effort:
    """One turn of a few units of work."""
    return Effort(size=size, turns=1, folder=folder, tell=tell)
