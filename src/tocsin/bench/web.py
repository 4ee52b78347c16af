"""Pages of a desk under load, beside a page that reads no case."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle
from time import perf_counter

from tocsin.bench import scene
from tocsin.bench.figure import Bar, Effort, Figure, Kind, Times, multiple_of_time
from tocsin.bench.scene import Scene
from tocsin.bench.served import Browser, serving, signed_in

EACH = 40  # looks at each page in one turn
BAR = Bar(kind="at_most", limit=4)
SHARE, FIRST, SIGN_IN = "share", "share, first look", "to sign in"
# The help page goes through the same door as every other (the session, the roles as they stand in the log, the frame
# with its menu) and then reads nothing: what a page takes beyond it is what the page itself costs.
TRIVIAL = "the help page for the same person, look by look in turn: the same door and frame, and no case is read"

_LOADED = re.compile(rb'(?:href|src)="(/assets/[^"]+\.(?:css|js))"')

Look = Callable[[], object]


class _Taken:
    """Seconds of each look at a page and at the help page after it, and of each turn the percentiles."""

    def __init__(self) -> None:
        self.page_s, self.help_s = list[float](), list[float]()
        self.turns = {share: (list[float](), list[float]()) for share in (0.95, 0.5)}

    def end_turn(self) -> None:
        """A turn is over: what is kept of it are its percentiles."""
        for share, (ours, baseline) in self.turns.items():
            ours.append(percentile(self.page_s, share))
            baseline.append(percentile(self.help_s, share))
        self.page_s.clear()
        self.help_s.clear()

    def times(self, share: float) -> Times:
        """One percentile of every turn."""
        ours, baseline = self.turns[share]
        return Times(ours_s=tuple(ours), baseline_s=tuple(baseline))


def run(effort: Effort) -> tuple[Figure, ...]:
    """The figures of each page; `size` is how many cases the desk has."""
    made, home = scene.make(effort), effort.folder / "home"
    with (
        serving(home) as address,
        Browser(address) as nobody,
        Browser(address, signed_in(home, made.session)) as somebody,
    ):
        weight = weight_of(nobody, "/sign-in")
        effort.tell(f"the first page loads {weight:,} bytes of style and script, compressed")
        trivial, looks = somebody.look("/help"), _looks(made, somebody, nobody)
        for some in (*looks.values(), [trivial]):  # not measured: all is warm afterwards
            some[0]()
        first = _looked_at_first(looks[SHARE], trivial)
        taken = _looked_at({name: cycle(some) for name, some in looks.items()}, trivial, effort)
    taken = taken | {FIRST: first}
    what = _what(made, weight)
    tail = [_figure(name, what[name], times, 0.95) for name, times in taken.items()]
    half = [_figure(name, what[name], times, 0.5) for name, times in taken.items()]
    return (*tail, *half)


def weight_of(browser: Browser, path: str) -> int:
    """How many bytes of style and script a page loads, as they come over the line."""
    return sum(len(browser.get(place.decode())) for place in sorted(set(_LOADED.findall(browser.get(path)))))


def percentile(values: Sequence[float], share: float) -> float:
    """The least of the values that this share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def _looks(made: Scene, somebody: Browser, nobody: Browser) -> dict[str, Sequence[Look]]:
    """The looks at each page; at a share, another recipient each time."""
    return {
        "home": [somebody.look("/")],
        "list of cases": [somebody.look("/cases")],
        "case": [somebody.look(f"/cases/{made.case}")],
        "evidence": [somebody.look(f"/cases/{made.case}/evidence")],
        SHARE: [somebody.look(f"/shares/{made.share}?to={one}") for one in made.recipients],
        SIGN_IN: [nobody.look("/sign-in")],
    }


def _what(made: Scene, weight: int) -> dict[str, str]:
    return {
        "home": f"what waits, over {made.cases:,} open cases",
        "list of cases": f"the first page of {made.cases:,} cases",
        "case": f"a case of {made.items:,} items",
        "evidence": f"the first page of its {made.items:,} items",
        SHARE: f"what one of {len(made.recipients)} recipients will get of {made.indicators:,} indicators; another "
        "recipient at each look, once each was looked at",
        FIRST: "the same when nobody looked before: the document is opened, verified and read back",
        SIGN_IN: f"the page to sign in, which loads {weight:,} bytes of style and script, compressed",
    }


def _looked_at_first(looks: Sequence[Look], trivial: Look) -> _Taken:
    """Each of these once, and the help page after it."""
    taken = _Taken()
    for look in looks[1:]:  # the first was looked at before
        taken.page_s.append(_seconds(look))
        taken.help_s.append(_seconds(trivial))
    taken.end_turn()
    return taken


def _looked_at(looks: Mapping[str, Iterator[Look]], trivial: Look, effort: Effort) -> dict[str, _Taken]:
    """Every page and the help page after it, again and again."""
    taken = {name: _Taken() for name in looks}
    for turn in range(effort.turns):
        for _ in range(EACH):
            for name, times in taken.items():
                times.page_s.append(_seconds(next(looks[name])))
                times.help_s.append(_seconds(trivial))
        for times in taken.values():
            times.end_turn()
        effort.tell(f"turn {turn + 1} of {effort.turns}: {_said(taken)}")
    return taken


def _said(taken: Mapping[str, _Taken]) -> str:
    newest = ((name, times.times(0.95)) for name, times in taken.items())
    return ", ".join(
        f"{name} {one.ours_s[-1] * 1e3:.1f} beside {one.baseline_s[-1] * 1e3:.1f} ms" for name, one in newest
    )


def _figure(name: str, what: str, taken: _Taken, share: float) -> Figure:
    word = f"{share * 100:.0f}th percentile of the looks in a turn"
    kind = Kind(
        name=name if share > 0.5 else f"{name}, median",
        what=f"{what}: {word}",
        baseline=f"the same of {TRIVIAL}",
        bar=BAR if share > 0.5 and name not in {SIGN_IN, FIRST} else None,
    )
    return multiple_of_time(kind, taken.times(share), 1)


def _seconds(look: Look) -> float:
    start = perf_counter()
    look()
    return perf_counter() - start
