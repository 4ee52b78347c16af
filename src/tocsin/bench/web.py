"""Pages of a desk under load, beside a page that reads no case."""

import re
from collections.abc import Callable, Iterable
from itertools import cycle
from time import perf_counter

from tocsin.bench import scene
from tocsin.bench.figure import Bar, Effort, Figure, Kind, Times, multiple_of_time
from tocsin.bench.scene import Scene
from tocsin.bench.served import Browser, serving, signed_in

EACH = 40  # looks at each page in one turn
_LOADED = re.compile(rb'(?:href|src)="(/assets/[^"]+\.(?:css|js))"')

# It goes through the same door (a session, the roles in the log, the frame with its menu) and then reads nothing: what a
# page takes beyond it is what the page itself costs. The page to sign in would be a weaker one to compare with in one
# way, for nobody is looked up for it, and is measured too.
TRIVIAL = "the help page for the same person in the same run, which reads no case"
BAR = Bar(kind="at_most", limit=4)


def run(effort: Effort) -> tuple[Figure, ...]:
    """The figures of each page; `size` is how many cases the desk has.

    Each is a 95th percentile of a turn beside that of the help page, look by look in turn, over one connection each.
    """
    made = scene.make(effort)
    home = effort.folder / "home"
    with serving(home) as address:
        nobody, somebody = Browser(address), Browser(address, signed_in(home, made.session))
        try:
            return _measured(made, nobody, somebody, effort)
        finally:
            nobody.close()
            somebody.close()


def _measured(made: Scene, nobody: Browser, somebody: Browser, effort: Effort) -> tuple[Figure, ...]:
    pages = {
        "list of cases": ("the first page of the list", [somebody.at("/cases")]),
        "case": ("the case of many items", [somebody.at(f"/cases/{made.case}")]),
        "evidence": ("the first page of its items", [somebody.at(f"/cases/{made.case}/evidence")]),
        "share": (
            "what they will get: the documents of all recipients in turn, each opened, verified and read back",
            [somebody.at(f"/shares/{made.share}?to={one}") for one in made.recipients],
        ),
        "to sign in": ("the page to sign in, for whoever is nobody yet", [nobody.at("/sign-in")]),
    }
    weight = weight_of(somebody, "/")
    effort.tell(f"the first page loads {weight:,} bytes of style and script, compressed")
    taken = _looked_at({name: looks for name, (_, looks) in pages.items()}, somebody.at("/help"), effort)
    figures = []
    for name, (what, _) in pages.items():
        kind = Kind(
            name=name,
            what=f"{what}, 95th percentile of {EACH} looks",
            baseline=f"the 95th percentile of {TRIVIAL}",
            bar=None if name == "to sign in" else BAR,
        )
        figures.append(multiple_of_time(kind, taken[name], 1))
    return tuple(figures)


def weight_of(browser: Browser, path: str) -> int:
    """How many bytes of style and script a page loads, as they come over the line."""
    return sum(len(browser.get(place.decode())) for place in sorted(set(_LOADED.findall(browser.get(path)))))


def percentile(values: Iterable[float], share: float) -> float:
    """The least of the values that is not exceeded by this share of them."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 1).__int__() - 1)]
