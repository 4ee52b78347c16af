"""What is meant by a typed word: ids at once, names once they are the only ones that fit."""

import pytest

from tests.builders import DeskOfStories, a_case
from tests.shares import Stage
from tocsin.stages.desk import Desk
from tocsin.stages.name import MOST_NAMED, meant
from tocsin.stages.people import add, retire
from tocsin.stages.share import drop
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ids import short


def person(desk: Desk, name: str) -> str:
    """Somebody new."""
    return add(desk, name, address="", roles=("analyst",)).id


def test_a_case_is_meant_by_its_name_its_beginning_or_its_id(desk: Desk) -> None:
    case = a_case(desk, name="Agent sent  mail to a stranger").id
    a_case(desk, name="A poisoned release")
    signs = case.removeprefix("case-")
    for given in (
        "agent SENT mail to a stranger",
        " Agent sent  mail",
        "ag",
        case,
        case[:10],
        signs[:9],
        signs.upper(),
    ):
        assert meant(desk, "case", given) == case, given


def test_a_whole_name_comes_before_what_begins_so(desk: Desk) -> None:
    short_one = a_case(desk, name="Poisoned page").id
    a_case(desk, name="Poisoned page, again")
    assert meant(desk, "case", "poisoned page") == short_one
    with pytest.raises(BadInput, match="fits more than one case"):
        meant(desk, "case", "poisoned")


def test_whom_nobody_means_is_refused_with_where_to_look(desk: Desk) -> None:
    a_case(desk)
    for given in ("stranger", "case-zzzz", "case-", "", "  ", "EXERCISE:"):
        with pytest.raises(BadInput) as refused:
            meant(desk, "case", given)
        assert "tocsin case list" in refused.value.hint


def test_an_ambiguous_name_lists_who_could_be_meant(desk: Desk) -> None:
    found = [a_case(desk, name=f"Drill {number}").id for number in range(MOST_NAMED + 2)]
    with pytest.raises(BadInput) as refused:
        meant(desk, "case", "drill")
    said = str(refused.value)
    assert sum(f"{short(one)} (Drill " in said for one in found) == MOST_NAMED
    assert said.endswith("; and 2 more")


def test_what_was_purged_has_no_name(desk: Desk) -> None:
    case = a_case(desk, name="Agent sent mail")
    desk.vault.destroy(case.sheet)
    for given in ("Agent sent mail", "(purged)"):
        with pytest.raises(BadInput):
            meant(desk, "case", given)
    assert meant(desk, "case", case.id) == case.id


def test_a_practice_case_is_meant_as_lists_show_it(desk: Desk) -> None:
    case = a_case(desk, name="Spring practice", exercise=True).id
    assert meant(desk, "case", "EXERCISE: Spring practice") == meant(desk, "case", "spring") == case


def test_whoever_was_retired_is_meant_only_where_nobody_else_fits(desk: Desk) -> None:
    former, robin = person(desk, "Robin Vale"), person(desk, "Robin Vale")
    with pytest.raises(BadInput, match="fits more than one person"):
        meant(desk, "person", "robin vale")
    retire(desk, former)
    assert meant(desk, "person", "robin") == meant(desk, "person", "Robin Vale") == robin
    retire(desk, robin)
    with pytest.raises(BadInput, match="fits more than one person"):
        meant(desk, "person", "Robin Vale")


def test_a_dropped_share_gives_its_title_to_the_one_after_it(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    party = stage.party("Adopter", "adopter")
    first, second = (stage.proposed(party, title="A poisoned page").id for _ in range(2))
    with pytest.raises(BadInput, match="first, written") as refused:
        meant(stage.desk, "share", "a poisoned")
    assert short(first) in str(refused.value)
    drop(stage.desk, stage.desk.index.get("share", first), reason="mistake")  # type: ignore[arg-type]  # it is a share
    assert meant(stage.desk, "share", "A Poisoned Page") == second


def test_no_name_is_read_for_what_is_an_id(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_case(desk).id
    monkeypatch.setattr(type(desk.vault), "read_some", None)  # to read any would fail
    for given in (case, case[:9], short(case).removeprefix("case-")):
        assert meant(desk, "case", given) == case
    with pytest.raises(TypeError):
        meant(desk, "case", "Agent")
