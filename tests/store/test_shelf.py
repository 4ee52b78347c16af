"""What lies on the shelf counts while nothing was recorded and nothing purged; then it is forgotten."""

from collections.abc import Iterable

from tocsin.store.shelf import MOST, Shelf


def everything(sheets: Iterable[str]) -> set[str]:
    """A vault in which nothing was purged."""
    return set(sheets)


def nothing(_: Iterable[str]) -> set[str]:
    """A vault in which everything was."""
    return set()


def test_what_was_put_there_is_found_in_the_same_state_alone() -> None:
    shelf, thing = Shelf(), object()
    shelf.put("share", 7, ["a"], thing)
    assert shelf.get("share", 7, everything) is thing
    assert shelf.get("other", 7, everything) is None
    assert shelf.get("share", 8, everything) is None
    assert shelf.get("share", 7, everything) is None, "it was forgotten when it was seen to be old"


def test_what_was_purged_is_found_no_more_and_lies_there_no_more() -> None:
    shelf = Shelf()
    shelf.put("share", 7, ["a"], object())
    assert shelf.get("share", 7, nothing) is None
    assert shelf.get("share", 7, everything) is None


def test_a_shelf_holds_a_few_things() -> None:
    shelf = Shelf()
    for number in range(MOST + 1):
        shelf.put(str(number), 7, [], number)
    assert shelf.get("0", 7, everything) is None
    assert [shelf.get(str(number), 7, everything) for number in range(1, MOST + 1)] == list(range(1, MOST + 1))
