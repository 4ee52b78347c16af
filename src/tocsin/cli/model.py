"""`--model`: a scan with what a language model points at beside it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from tocsin.registry import DETECTORS
from tocsin.rules.parting import MARGIN, PART
from tocsin.stages.named_entities import installed
from tocsin.stages.scanning import ScannedPart, Scanner
from tocsin.stages.tagging import with_guesses
from tocsin.vocab.errors import BadInput, TooMuch

if TYPE_CHECKING:
    from tocsin.vocab.dictionary import Dictionary
    from tocsin.vocab.finding import Finding


class ScannerWithModel(Scanner):
    """The rules, and the model where they say nothing. It reads some tens of kilobytes of prose a second."""

    def __init__(self, dictionary: "Dictionary", *, engine: str, guessing: bool) -> None:
        self._names, self._is_guessing = installed(), guessing
        super().__init__(DETECTORS, dictionary, engine=engine)

    def scan(self, text: str) -> "tuple[Finding, ...]":
        """What the rules find, with the guesses if wanted, and beside it what the model takes for people."""
        found = super().scan(text)
        return self._names.beside(text, with_guesses(text, found) if self._is_guessing else found)

    def scan_long(
        self, read: Callable[[], Iterable[str]], *, part: int = PART, margin: int = MARGIN
    ) -> Iterator[ScannedPart]:
        """TooMuch: a model is for what a person will read, not for whole archives."""
        raise TooMuch(
            "the text is too long for --model", hint="leave --model away, or give the part that somebody reads"
        )


def check_workers(workers: int) -> None:
    """BadInput where several processes would each have to load the model."""
    if workers > 1:
        raise BadInput("--model and --workers were given at once", hint="leave one of them away")
