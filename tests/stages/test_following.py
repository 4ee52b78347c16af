"""Whoever follows the log is told ids and codes, each act once and in order."""

from tests.builders import DeskOfStories, a_case, an_item
from tocsin.stages.following import MOST, recorded_since


def test_every_act_is_told_once_in_order_and_without_a_word(story: DeskOfStories) -> None:
    case = a_case(story.desk, name="The blue heron")
    an_item(story.desk, case, b"a secret prompt")
    found = recorded_since(story.desk, -1)
    entries = list(story.desk.log.entries())
    assert [one.index for one in found.acts] == [entry.index for entry in entries]
    assert found.after == entries[-1].index
    assert {one.stream for one in found.acts} == {case.id, story.desk.org}
    assert {"case_opened/1", "item_kept/1"} <= {one.act.rpartition("/")[0] + "/1" for one in found.acts}
    assert "heron" not in repr(found)


def test_it_goes_on_from_where_it_was(story: DeskOfStories) -> None:
    first = recorded_since(story.desk, -1)
    assert recorded_since(story.desk, first.after).acts == ()
    assert recorded_since(story.desk, first.after).after == first.after
    a_case(story.desk)
    later = recorded_since(story.desk, first.after)
    assert [one.index for one in later.acts] == list(range(first.after + 1, story.desk.log.size()))
    assert recorded_since(story.desk, 10**9).acts == ()


def test_so_many_at_once_and_no_more(story: DeskOfStories) -> None:
    for _ in range(MOST // 100):
        a_case(story.desk)
    whole = recorded_since(story.desk, -1)
    assert len(whole.acts) <= MOST
    half = recorded_since(story.desk, whole.acts[2].index)
    assert half.acts == whole.acts[3:]
