"""How a word stands in a text: its shape and its company, as features.

What a rule found takes part by its label alone, never by its letters: nothing withheld decides what else goes.
Features are hashed (Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009).
"""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

from tocsin.vocab.finding import SENSITIVE, Finding, Group

SIZE = 1 << 18  # places of features; a feature's is where its CRC-32 points

# Scripts without spaces are read sign by sign.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uac00-\ud7af"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+|[^\w\s]|_|\n")
_LONGEST = 14  # signs of a word that says anything by itself, and of one beside it
_EDGE = "^"  # where a text begins or ends


class Word(NamedTuple):
    """One word, one other sign, one line end, or a whole finding, for which its label stands."""

    low: str
    shape: str
    start: int
    end: int
    is_found: bool

    @property
    def is_spoken(self) -> bool:
        """Whether it is more than a sign between words."""
        return self.is_found or self.shape[0] in "Xxdo"


def words_of(text: str, found: Sequence[Finding]) -> list[Word]:
    """The words of a text; `found` is in order and does not overlap."""
    starts = [one.start for one in found]
    words: list[Word] = []
    last = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        said = match.group()
        if at < 0 or start >= found[at].end:
            low, shape = _read(said)
            words.append(Word(low, shape, start, end, is_found=False))
        elif at != last:
            label = _called(found[at])
            words.append(Word(label, label, start, end, is_found=True))
            last = at
        else:
            words[-1] = words[-1]._replace(end=end) if words[-1].is_found else words[-1]
    return words


def placed(words: Sequence[Word], text: str) -> Iterator[tuple[int, list[int]]]:
    """The places of the features of each word that was not found, by its number."""
    for at, features in standing(words, text):
        yield at, [_place(one) for one in features]


def standing(words: Sequence[Word], text: str) -> Iterator[tuple[int, list[str]]]:
    """The features of each word that was not found, by its number; none of them looks beyond its line and its next."""
    lines = _lines(words)
    start, key = 0, ""
    for at, word in enumerate(words):
        if word.low == "\n":
            start, key = at + 1, ""
        elif word.low in (":", "="):
            key = " ".join(one.low for one in words[max(start, at - 4) : at] if one.is_spoken)
        elif word.low in (",", ";", "|", "}"):
            key = ""
        elif word.is_spoken and not word.is_found:
            features = [*_of_itself(word, text), *_beside(words, at)]
            if key:
                last = key.rpartition(" ")[2]
                features += f"k {key[-24:]}", f"kl {last}", f"ks {last} {word.shape}"
            features.append(f"ls {min(at - start, 4)}")
            if start != at:
                features.append(f"lf {words[start].low[:12]}")
            for label in lines[start]:
                features += f"cl {label}", f"cs {label} {word.shape}"
            yield at, features


def _of_itself(word: Word, text: str) -> list[str]:
    low, shape = word.low, word.shape
    before = word.start > 0 and text[word.start - 1].isspace()
    after = word.end < len(text) and text[word.end].isspace()
    script = _script(text[word.start])
    features = [
        "b",
        f"s {shape}",
        f"l {min(word.end - word.start, 20)}",
        f"c {script}",
        f"cc {script} {shape}",
        f"p3 {low[:3]}",
        f"p2 {low[:2]}",
        f"x3 {low[-3:]}",
        f"x2 {low[-2:]}",
        f"sp {before:d}{after:d} {shape}",
    ]
    if len(low) <= _LONGEST:
        features.append(f"w {low}")
    if "d" in shape and len(shape) > 1 and ("x" in shape or "X" in shape):
        features.append("mix")
    return features


def _beside(words: Sequence[Word], at: int) -> list[str]:
    shape = words[at].shape
    near = {by: words[at + by] if 0 <= at + by < len(words) else None for by in (-3, -2, -1, 1, 2, 3)}
    low = {by: one.low[:_LONGEST] if one else _EDGE for by, one in near.items()}
    shapes = {by: one.shape if one else _EDGE for by, one in near.items()}
    features = [f"w{by} {said}" for by, said in low.items()]
    features += [f"s{by} {said}" for by, said in shapes.items()]
    for by in (-1, 1):
        features += f"x{by} {low[by][-3:]}", f"xs{by} {low[by][-3:]} {shape}", f"ws{by} {low[by]} {shape}"
    features += (
        f"b- {low[-2]} {low[-1]}",
        f"b+ {low[1]} {low[2]}",
        f"ws-- {low[-2]} {shape}",
        f"ss {shapes[-1]} {shape} {shapes[1]}",
        f"s5 {shapes[-2]} {shapes[-1]} {shape} {shapes[1]} {shapes[2]}",
    )
    return features


def _lines(words: Sequence[Word]) -> dict[int, tuple[str, ...]]:
    """For each line, by its first word: the labels of what must go that stand on it."""
    found: dict[int, set[str]] = defaultdict(set)
    start = 0
    for at, word in enumerate(words):
        if word.low == "\n":
            start = at + 1
        elif word.is_found and not word.low.startswith("<+"):
            found[start].add(word.low)
    return defaultdict(tuple, {at: tuple(sorted(labels)) for at, labels in found.items()})


def _called(found: Finding) -> str:
    """How a finding is read: its label, all secrets alike; a recipient's needs have a plus."""
    if found.label.group is Group.SECRET:
        return "<SECRET>"
    return f"<{found.label}>" if found.label in SENSITIVE else f"<+{found.label}>"


@lru_cache(maxsize=1 << 16)
def _place(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass")) % SIZE


@lru_cache(maxsize=4096)
def _read(said: str) -> tuple[str, str]:
    """A word as it is compared, numbers by their length alone, and its shape, of each run two signs at most."""
    low = f"#{min(len(said), 12)}" if said.isdigit() else said.lower()
    if not said[0].isalnum():
        return low, said
    runs = ((kind, len(list(run))) for kind, run in groupby(said, key=_kind))
    return low, "".join(kind * min(2, many) for kind, many in runs)[:10]


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "d"
    return "X" if sign.isupper() else "x" if sign.islower() else "o"


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    """The first word of a sign's name, mostly its script; all of ASCII is one."""
    return "a" if sign.isascii() else unicodedata.name(sign, "?").partition(" ")[0]
