"""People act by their ids; their names lie in the vault."""

import pytest

from tests.builders import FIRST_PERSON, DeskOfStories, everything_on_disk
from tocsin.stages.people import add, people, retire, who_acts
from tocsin.vocab.acts.home import PersonAdded, PersonRetired
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.sheet import PersonSheet


def test_a_new_home_has_the_person_who_made_it(story: DeskOfStories) -> None:
    (first,) = people(story.desk)
    assert (first.id, first.name, first.retired) == (story.desk.person, FIRST_PERSON, False)


def test_somebody_is_added_by_roles_and_the_name_stays_out_of_the_log(story: DeskOfStories) -> None:
    entry = add(story.desk, "  Robin Vale ", address="robin@example.org", roles=("analyst", "counsel"))
    (act,) = story.new_acts()
    assert act == PersonAdded(person=entry.id, roles=("analyst", "counsel"), sheet=entry.sheet)
    assert story.desk.sheet(entry.sheet, PersonSheet) == PersonSheet(name="Robin Vale", address="robin@example.org")
    assert {person.name for person in people(story.desk)} == {FIRST_PERSON, "Robin Vale"}
    assert b"Robin" not in everything_on_disk(story.desk)


@pytest.mark.parametrize(("name", "roles"), [("Robin", ("chief",)), ("Robin", ()), ("  ", ("analyst",))])
def test_a_person_without_name_or_with_an_unknown_role_is_refused(
    story: DeskOfStories, name: str, roles: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput):
        add(story.desk, name, address="", roles=roles)
    assert story.new_acts() == []


def test_a_retired_person_stays_on_the_list_and_is_retired_once(story: DeskOfStories) -> None:
    entry = add(story.desk, "Robin Vale", address="", roles=("analyst",))
    story.forget_acts()
    assert retire(story.desk, entry.id[:14]).retired
    assert story.new_acts() == [PersonRetired(person=entry.id)]
    assert [person.retired for person in people(story.desk) if person.id == entry.id] == [True]
    with pytest.raises(ActNotAllowed):
        retire(story.desk, entry.id)
    assert story.new_acts() == []


def test_nobody_retires_themselves_or_a_stranger(story: DeskOfStories) -> None:
    with pytest.raises(ActNotAllowed, match="acts"):
        retire(story.desk, story.desk.person)
    with pytest.raises(BadInput):
        retire(story.desk, "person-" + "0" * 26)
    assert story.new_acts() == []


def test_a_person_whose_name_was_destroyed_is_still_counted(story: DeskOfStories) -> None:
    entry = add(story.desk, "Robin Vale", address="", roles=("analyst",))
    story.desk.vault.destroy(entry.sheet)
    assert {person.name for person in people(story.desk)} == {FIRST_PERSON, "(purged)"}


def test_who_acts_is_named_by_a_name_or_an_id_or_the_beginning_of_either(story: DeskOfStories) -> None:
    robin = add(story.desk, "Robin Vale", address="", roles=("approver",)).id
    for given in ("Robin Vale", " robin vale ", "Robin", robin, robin[:14], robin.removeprefix("person-")[:9]):
        assert who_acts(story.desk, given) == robin
    for unknown in ("Vale", "person-", "nobody", ""):
        with pytest.raises(BadInput) as caught:
            who_acts(story.desk, unknown)
        assert "tocsin user list" in caught.value.hint


def test_a_retired_person_acts_no_more_and_a_namesake_does(story: DeskOfStories) -> None:
    robin = add(story.desk, "Robin Vale", address="", roles=("analyst",)).id
    retire(story.desk, robin)
    for given in (robin, "Robin Vale"):
        with pytest.raises(ActNotAllowed, match="was retired") as caught:
            who_acts(story.desk, given)
        assert "tocsin user list" in caught.value.hint
    second = add(story.desk, "Robin Vale", address="", roles=("analyst",)).id
    assert who_acts(story.desk, "Robin Vale") == second
    add(story.desk, "Robin Vale", address="", roles=("analyst",))
    with pytest.raises(BadInput, match="fits more than one person"):
        who_acts(story.desk, "Robin Vale")


def test_whom_the_settings_name_is_not_retired_by_somebody_else(story: DeskOfStories) -> None:
    robin = add(story.desk, "Robin Vale", address="", roles=("admin",)).id
    story.forget_acts()
    with pytest.raises(ActNotAllowed, match="acts"):
        retire(story.another_person(robin), story.desk.settings.acting)
    assert story.new_acts() == []
