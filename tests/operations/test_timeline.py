"""A case over time as every door gives it."""

from tests.asking import ask, in_role
from tests.builders import DeskOfStories, a_case, an_item


def test_the_columns_say_what_happened_in_which_lane(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.clock.tick()
    an_item(story.desk, case)
    found = ask(in_role(story, "auditor"), "case.timeline", case=case.id)
    assert [column["cells"][0]["lane"] for column in found["columns"]] == ["here", "here"]
    assert found["columns"][1]["quiet_s"] == 60
    assert (found["acts"], found["looked"], found["is_whole"]) == (2, 2, True)
