"""Scanners of whole files of tests, made when the first test asks: each worker reads every file, and runs half."""

from collections.abc import Sequence
from functools import cached_property

from tocsin.stages.scanning import ENGINES, Scanner
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding
from tocsin.vocab.ports import Detector


class ScannerLater:
    """A scanner that is made at its first scan, which takes up to seconds."""

    def __init__(self, detectors: Sequence[Detector], dictionary: Dictionary, *, engine: str = ENGINES[0]) -> None:
        self._given = detectors, dictionary, engine

    @cached_property
    def ready(self) -> Scanner:
        """The scanner itself."""
        detectors, dictionary, engine = self._given
        return Scanner(detectors, dictionary, engine=engine)

    def scan(self, text: str) -> tuple[Finding, ...]:
        """What the rules find."""
        return self.ready.scan(text)
