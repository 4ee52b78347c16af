"""Lists by the page: nothing twice, nothing left out, whatever is asked for and whatever is filtered."""

from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case
from tocsin.operations.listing import Kept, Part, listed
from tocsin.operations.operation import Page
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Case


def shown(desk: Desk, part: Part, *wanted: str) -> Page[str]:
    def as_case(found: object) -> Case | None:
        return found if isinstance(found, Case) and (not wanted or found.id in wanted) else None

    return listed(desk, Kept(kind="case"), part, as_=as_case, made=lambda case: case.id)


def walked(desk: Desk, limit: int, *wanted: str) -> list[str]:
    """Every page's items, one page after the other."""
    page = shown(desk, Part(limit=limit), *wanted)
    found = list(page.items)
    while page.next:
        page = shown(desk, Part(limit=limit, cursor=page.next), *wanted)
        assert page.items, "a page that is promised is not empty"
        found += page.items
    return found


def test_pages_hold_everything_once_and_newest_first(story: DeskOfStories) -> None:
    cases = []
    for _ in range(5):
        cases.append(a_case(story.desk).id)
        story.clock.tick()
    for limit in (1, 2, 4, 5, 6):
        assert walked(story.desk, limit) == cases[::-1]


def test_what_is_filtered_out_makes_no_page_shorter(desk: Desk) -> None:
    cases = sorted((a_case(desk).id for _ in range(6)), reverse=True)
    wanted = (cases[0], cases[3], cases[5])
    assert shown(desk, Part(limit=2), *wanted).items == wanted[:2]
    assert tuple(walked(desk, 1, *wanted)) == wanted
    assert walked(desk, 2, "case-nothing") == []


def test_only_one_stream_and_one_state_are_listed_where_they_are_named(desk: Desk) -> None:
    one, _ = a_case(desk), a_case(desk)
    kept = Kept(kind="case", stream=one.id)
    found = listed(desk, kept, Part(), as_=lambda found: found if isinstance(found, Case) else None, made=str)
    assert len(found.items) == 1
    none = replace(kept, state="security_incident")
    assert listed(desk, none, Part(), as_=lambda found: found, made=str).items == ()
