"""Guesses beside what the rules find, where a person reads the text.

The weights lie beside the rules they were learned with. They hold no text: sums that hashes point at.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from tocsin.rules.tagger import guess
from tocsin.stages.scanning import Scanner
from tocsin.vocab.finding import Finding
from tocsin.vocab.review import Left, Passed, Probe, Risk

WEIGHTS = Path(guess.__file__).with_name("weights.bin")
MOST_SIGNS = 200_000  # of a text that is guessed about: some tens of thousands of words a second are read


def with_guesses(text: str, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was found, with what stands like something sensitive beside it; only what was found in a longer text."""
    return tuple(found) if len(text) > MOST_SIGNS else guess.guesses(_weights(), text, found)


def probes_of(passed: Sequence[Passed]) -> Iterator[Probe]:
    """Places that no rule took out and that stand like something sensitive, for a person to look at."""
    for number, one in enumerate(passed):
        for each in with_guesses(one.text, one.findings) if one.is_prose else ():
            if each.rule == guess.RULE:
                yield Probe(
                    kind=Left.GUESS, text=number, start=each.start, end=each.end, reason=each.reason, risk=Risk.MED
                )


class ScannerWithGuesses(Scanner):
    """The rules, and the guesses where they say nothing; a long text gets the rules alone."""

    def scan(self, text: str) -> tuple[Finding, ...]:
        """What the rules find, and beside it what stands like something sensitive."""
        return with_guesses(text, super().scan(text))


@lru_cache(maxsize=1)
def _weights() -> Sequence[int]:
    return memoryview(WEIGHTS.read_bytes()).cast("b")
