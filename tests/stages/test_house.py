"""A house of one has the desk of one organization and of no other."""

from tests.builders import DeskOfStories
from tocsin.stages.house import house_of


def test_a_house_knows_its_own_organizations_only(story: DeskOfStories) -> None:
    house = house_of(story.desk)
    assert house.orgs() == (story.desk.org,)
    assert house.desk_of(story.desk.org) is story.desk is house.own
    assert house.desk_of("org-" + "0" * 26) is None
