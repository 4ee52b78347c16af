"""Pages of a view: every object once, in order, whatever the size of a page."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.stages.views import Placed, View
from tocsin.web import paging
from tocsin.web.paging import PAGE_BYTES, page_of, page_of_object
from tocsin.web.query import Filters, Wanted


def placed(number: int, *, version: int = 0, kind: str = "note", size_bytes: int = 10) -> Placed:
    """One object of a view."""
    return Placed(
        id=f"{kind}--{number}",
        type=kind,
        spec_version="2.1",
        version=f"2026-01-01T00:00:{version:02d}Z",
        order=f"2026-01-01T00:00:{version:02d}",
        added_us=0,
        delivery="delivery-1",
        payload="p",
        place=0,
        size_bytes=size_bytes,
        digest=b"",
    )


def view_with(*objects: Placed) -> View:
    """A view of these, in this order."""
    held = [replace(one, added_us=10 + place) for place, one in enumerate(objects)]
    by_id: dict[str, tuple[Placed, ...]] = {}
    for one in held:
        by_id[one.id] = (*by_id.get(one.id, ()), one)
    return View(party="party-1", objects=tuple(held), by_id=by_id, waiting=frozenset())


views = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from(["note", "file"])), unique=True, max_size=20
).map(lambda found: view_with(*(placed(number, version=version, kind=kind) for number, version, kind in found)))
wishes = st.builds(
    Filters,
    types=st.none() | st.just(("note",)),
    versions=st.none() | st.sampled_from([("all",), ("first",), ("first", "last"), ("2026-01-01T00:00:02",)]),
)


@given(views, wishes, st.integers(1, 7))
def test_pages_put_together_are_the_whole(view: View, filters: Filters, limit: int) -> None:
    whole = page_of(view, Wanted(filters=filters))
    assert not whole.has_more
    found: list[Placed] = []
    after_us, has_more = -1, True
    while has_more:
        page = page_of(view, Wanted(filters=filters, after_us=after_us, limit=limit))
        assert len(page.objects) <= limit
        found += page.objects
        has_more = page.has_more
        assert page.objects or not has_more
        after_us = page.last_us if page.objects else after_us
    assert tuple(found) == whole.objects
    assert [one.added_us for one in found] == sorted({one.added_us for one in found})


@given(views)
def test_the_default_is_the_latest_version_of_each(view: View) -> None:
    found = page_of(view, Wanted()).objects
    assert {one.id for one in found} == set(view.by_id)
    for one in found:
        assert one.order == max(other.order for other in view.by_id[one.id])


@given(views, wishes)
def test_an_object_alone_has_the_same_versions_as_among_the_others(view: View, filters: Filters) -> None:
    among = page_of(view, Wanted(filters=filters)).objects
    for identifier in view.by_id:
        alone = page_of_object(view, identifier, Wanted(filters=filters)).objects
        assert alone == tuple(one for one in among if one.id == identifier)


def test_a_page_of_large_objects_ends_early_and_one_always_fits() -> None:
    view = view_with(*(placed(number, size_bytes=PAGE_BYTES - 1) for number in range(3)))
    page = page_of(view, Wanted())
    assert (len(page.objects), page.has_more) == (1, True)
    assert not page_of(view, Wanted(after_us=11)).has_more


def test_the_bound_is_far_below_a_small_machine() -> None:
    assert paging.PAGE_BYTES <= 64 * 1024 * 1024
