"""One page of a view: what matches, in ascending order of its date added.

Source: OASIS, "TAXII Version 2.1", sections 3.3 and 3.4.1.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from tocsin.stages.views import Placed, View
from tocsin.web.query import MOST, Filters, Wanted

# A page ends here too, so that a thousand long prompts are not held in memory at once; one object always fits.
PAGE_BYTES = 16 * 1024 * 1024


class Page(Struct, frozen=True, kw_only=True):
    """Some objects, and whether more match behind them."""

    objects: tuple[Placed, ...]
    limit: int
    has_more: bool

    @property
    def last_us(self) -> int:
        """The date added of the last object; only where there is one."""
        return self.objects[-1].added_us


def page_of(view: View, wanted: Wanted) -> Page:
    """The next objects of a view that match."""
    return _cut(_matching(view, view.after(wanted.after_us), wanted.filters), wanted.limit or MOST)


def page_of_object(view: View, identifier: str, wanted: Wanted) -> Page:
    """The next versions of one object that match."""
    versions = [one for one in view.by_id.get(identifier, ()) if one.added_us > wanted.after_us]
    return _cut(_matching(view, versions, wanted.filters), wanted.limit or MOST)


def _cut(found: Iterator[Placed], limit: int) -> Page:
    taken: list[Placed] = []
    size_bytes = 0
    for one in found:
        size_bytes += one.size_bytes
        if len(taken) == limit or (taken and size_bytes > PAGE_BYTES):
            return Page(objects=tuple(taken), limit=limit, has_more=True)
        taken.append(one)
    return Page(objects=tuple(taken), limit=limit, has_more=False)


def _matching(view: View, objects: Sequence[Placed], filters: Filters) -> Iterator[Placed]:
    is_version = _version_test(view, filters.versions or ("last",))
    ids = None if filters.ids is None else frozenset(filters.ids)
    for one in objects:
        if (
            (ids is None or one.id in ids)
            and (filters.types is None or one.type in filters.types)
            # Without this filter the newest version of STIX that there is of an object: our documents know only one.
            and (filters.spec_versions is None or one.spec_version in filters.spec_versions)
            and is_version(one)
        ):
            yield one


def _version_test(view: View, versions: tuple[str, ...]) -> Callable[[Placed], bool]:
    """Whether an object is one of the versions meant: of all that the party has of it, whatever else is filtered."""
    if versions == ("all",):
        return lambda one: True
    exact = frozenset(versions) - {"first", "last"}

    def is_meant(one: Placed) -> bool:
        orders = [other.order for other in view.by_id[one.id]]
        return (
            ("last" in versions and one.order == max(orders))
            or ("first" in versions and one.order == min(orders))
            or one.order in exact
        )

    return is_meant
