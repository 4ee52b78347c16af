"""Cases through their operations: opened, listed a page at a time, looked at, classified, filled in, assigned."""

import pytest
from msgspec.structs import replace

from tests.asking import ask, in_role
from tests.builders import FIRST_PERSON, DeskOfStories, a_case, an_item, names
from tocsin.stages import marking
from tocsin.stages.desk import Desk, Seen
from tocsin.stages.evidence import Described
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.errors import BadInput, ChangedMeanwhile, NotHere
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.ports import Compartment

INCIDENT = {"integrity": "actual", "without_lawful_authority": "yes", "authorised_research_or_exercise": "no"}


def test_a_case_is_opened_and_shown_as_a_whole(story: DeskOfStories) -> None:
    story.forget_acts()
    made = ask(story.desk, "case.new", name="Agent sent mail to a stranger")
    assert names(story.new_acts()) == ["CaseOpened"]
    assert made["name"] == "Agent sent mail to a stranger"
    assert made["preliminary"] == PRELIMINARY
    assert made["words"]["facts"] == {}
    assert ask(story.desk, "case.show", case=made["case"]["id"][:9])["case"] == made["case"]


def test_a_template_gives_the_name_and_an_exercise_says_so(desk: Desk) -> None:
    template = ask(desk, "case.templates")[0]["key"]
    made = ask(desk, "case.new", template=template, component="gateway", exercise=True)
    assert made["case"]["template"] == template
    assert "gateway" in made["name"]
    assert made["name"].startswith("EXERCISE")


def test_a_case_without_a_name_or_with_an_unknown_template_is_not_opened(desk: Desk) -> None:
    for fields in ({}, {"template": "no-such"}):
        with pytest.raises(BadInput):
            ask(desk, "case.new", **fields)


def test_the_list_comes_in_pages_newest_first(story: DeskOfStories) -> None:
    made = []
    for number in range(5):
        story.clock.tick()
        made.append(a_case(story.desk, name=f"case {number}").id)
    met, after = list[str](), ""
    while True:
        page = ask(story.desk, "case.list", limit="2", cursor=after)
        assert len(page["items"]) <= 2
        met += [line["id"] for line in page["items"]]
        after = page["next"]
        if not after:
            break
    assert met == made[::-1]


def test_the_list_says_name_label_and_class_and_can_be_of_one_class(desk: Desk) -> None:
    case = a_case(desk)
    marking.mark(desk, case, marking.Target(), Marking(tlp=Tlp.GREEN, owners=("own",)))
    a_case(desk, name="Another")
    ask(desk, "case.classify", case=case.id, answers=INCIDENT)
    (line,) = ask(desk, "case.list", event_class="incident")["items"]
    assert (line["id"], line["name"], line["tlp"], line["is_marked"]) == (
        case.id,
        "Agent sent mail to a stranger",
        Tlp.GREEN,
        True,
    )
    assert line["case"]["judged"]["event_class"] == "incident"


def test_a_case_that_is_not_here_is_said_to_be_none(desk: Desk) -> None:
    with pytest.raises(NotHere):
        ask(desk, "case.show", case="case-00000000")


def test_answers_give_the_class_and_keep_the_reason(desk: Desk) -> None:
    case = a_case(desk).id
    shown = ask(desk, "case.classify", case=case, answers=INCIDENT, because="the log of the tool", confidence="high")
    assert shown["verdict"]["class"] == "incident"
    assert shown["words"]["facts"]["integrity"] == "the log of the tool"
    assert shown["case"]["facts"]["integrity"]["confidence"] == "high"


def test_a_row_is_filled_and_stands_on_the_checklist(desk: Desk) -> None:
    case = a_case(desk).id
    ask(desk, "case.classify", case=case, answers=INCIDENT)
    ask(desk, "case.fill", case=case, rows={"plain_account": "An agent followed a web page."})
    rows = {line["row"]["key"]: line for line in ask(desk, "case.checklist", case=case)}
    assert (rows["plain_account"]["state"], rows["plain_account"]["said"]) == (
        "filled",
        "An agent followed a web page.",
    )
    missing = ask(desk, "case.checklist", case=case, missing="true", core="true")
    assert 0 < len(missing) < len(rows)
    assert {(line["state"], line["row"]["weight"]) for line in missing} == {("missing", "core")}


def test_somebody_answers_for_the_case_by_name_or_id(story: DeskOfStories) -> None:
    case = a_case(story.desk).id
    mira = in_role(story, "analyst").person
    assert ask(story.desk, "case.assign", case=case, person=mira[:12])["case"]["assigned"] == mira
    assert ask(story.desk, "case.assign", case=case, person=FIRST_PERSON)["case"]["assigned"] == story.desk.person


def test_the_log_comes_in_parts_and_keeps_what_is_counsels_closed(desk: Desk) -> None:
    case = a_case(desk)
    an_item(desk, case, b"x", Described(kind=ItemKind.NOTE, name="advice.txt", compartment=Compartment.PRIVILEGED))
    ask(desk, "case.classify", case=case.id, answers=INCIDENT)
    whole = ask(desk, "case.log", case=case.id)
    assert [one["leaf"]["seq"] for one in whole] == list(range(len(whole)))
    assert ask(desk, "case.log", case=case.id, after="1", limit="2") == whole[1:3]
    assert "advice.txt" not in str(whole)


def test_what_was_seen_before_has_to_stand_still(desk: Desk) -> None:
    case = a_case(desk)
    seeing = replace(desk, seen=Seen(stream=case.id, size=case.size))
    ask(desk, "case.fill", case=case.id, rows={"plain_account": "Somebody else was faster."})
    size = desk.log.size()
    with pytest.raises(ChangedMeanwhile):
        ask(seeing, "case.fill", case=case.id, rows={"plain_account": "Mine."})
    assert desk.log.size() == size
