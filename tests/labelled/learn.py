"""Learn what `rules.tagger` weighs, from the labelled documents: `python -m tests.labelled.learn [--without SET]`.

Rules find most of what is labelled, on these documents more than on others. So findings are left away by chance, twice
over: the words that they held are examples of what must go, as they would stand in a text whose names no rule knows.
The same documents and rules give the same weights. Run it again when either changes; figures are in the README.
"""

import sys
from math import exp, sqrt
from pathlib import Path
from random import Random

from tests.labelled.test_labelled import BOUNDS, documents
from tocsin.rules.tagger.feature import SIZE, placed, words_of
from tocsin.rules.tagger.guess import SCALE
from tocsin.stages.tagging import WEIGHTS
from tocsin.vocab.finding import SENSITIVE

AWAY = (0.5, 0.8)  # share of the findings that is left away, one walk each
KEPT = 0.4  # of the words that no rule found, for there are many
OF_FOUND = 0.3  # weight of a word that a rule finds, beside one that none does
ROUNDS, PACE, DECAY = 6, 0.15, 3e-6
Example = tuple[list[int], bool, float]


def examples(names: list[str]) -> list[Example]:
    """Words as they stand, whether they must go, and how much each counts."""
    chance, made = Random(1), list[Example]()  # noqa: S311 -- the same for the same documents
    for name in names:
        for text, gold, found in documents(name):
            label_at = {place: label for start, end, label in gold for place in range(start, end)}
            known = {place for one in found for place in range(one.start, one.end)}
            for away in AWAY:
                left = [one for one in found if chance.random() >= away]
                words = words_of(text, left)
                for at, places in placed(words, text):
                    start = words[at].start
                    label = label_at.get(start, "")
                    if label.startswith("X_") or label == "PROMPT_PATTERN":
                        continue
                    if start in known or chance.random() < KEPT:
                        made.append((places, label in SENSITIVE, OF_FOUND if start in known else 1 / len(AWAY)))
    return made


def learned(made: list[Example]) -> list[float]:
    """Logistic regression by stochastic gradients whose pace falls for what was seen often (AdaGrad)."""
    weights, seen, chance = [0.0] * SIZE, [1e-6] * SIZE, Random(2)  # noqa: S311 -- the same
    for _ in range(ROUNDS):
        chance.shuffle(made)
        for places, goes, counts in made:
            odds = sum(weights[place] for place in places)
            slope = counts * (1 / (1 + exp(-max(-30.0, min(30.0, odds)))) - goes)
            for place in places:
                steep = slope + DECAY * weights[place]
                seen[place] += steep * steep
                weights[place] -= PACE * steep / sqrt(seen[place])
    return weights


def written(weights: list[float]) -> bytes:
    """One signed byte a weight."""
    return bytes(max(-127, min(127, round(one * SCALE))) & 0xFF for one in weights)


def main(without: str, to: Path) -> None:
    """Write the weights."""
    made = examples([name for name in BOUNDS if name != without])
    sys.stderr.write(f"{len(made):,} words, {sum(goes for _, goes, _ in made):,} of them sensitive\n")
    to.write_bytes(written(learned(made)))


if __name__ == "__main__":
    main(sys.argv[2] if sys.argv[1:2] == ["--without"] else "", Path(sys.argv[3]) if len(sys.argv) > 3 else WEIGHTS)
