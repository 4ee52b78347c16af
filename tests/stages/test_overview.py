"""A case as a whole: read only, complete, and the next step first."""

from datetime import timedelta

from tests.builders import NOON, DeskOfStories, a_case, an_item
from tocsin.rules.checklist import missing
from tocsin.stages import fields, marking, triage
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.overview import PURGED, checklist_version, name_of, overview
from tocsin.stages.triage import Answering
from tocsin.vocab.boundary import PRELIMINARY
from tocsin.vocab.case import Case
from tocsin.vocab.checklist import Lane
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import UNMARKED, Marking, Tlp
from tocsin.vocab.triage import Answer, FactKey

K = FactKey
INCIDENT = {K.INTEGRITY: "actual", K.WITHOUT_LAWFUL_AUTHORITY: "yes", K.AUTHORISED_RESEARCH_OR_EXERCISE: "no"}


def an_incident(desk: Desk, more: dict[FactKey, str] | None = None) -> Case:
    answers = [Answering(answer=Answer(key=key, value=value)) for key, value in (INCIDENT | (more or {})).items()]
    return triage.classify_case(desk, a_case(desk), answers)[0]


def test_to_look_at_a_case_records_nothing(story: DeskOfStories) -> None:
    case = an_incident(story.desk)
    story.forget_acts()
    overview(story.desk, case)
    assert story.new_acts() == []


def test_a_new_case_is_unclassified_unmarked_and_says_so(desk: Desk) -> None:
    view = overview(desk, a_case(desk))
    assert (view.verdict.class_, view.lane, view.is_marked) == ("needs_information", None, False)
    assert view.marking == UNMARKED
    assert view.preliminary == PRELIMINARY
    assert [link.state for link in view.records] == ["missing"] * 4
    assert not any(view.content.values())
    assert [fact for fact, _ in view.asked] == [str(fact) for fact in view.verdict.missing]
    assert all(question.endswith("?") for _, question in view.asked)


def test_an_incident_has_its_lane_its_reasons_and_its_rows(desk: Desk) -> None:
    view = overview(desk, an_incident(desk))
    assert view.lane is Lane.INCIDENT
    assert len(view.reasons) == len(view.verdict.reasons)
    assert missing(view.checklist)


def test_a_filled_row_a_mark_and_evidence_fill_their_rows(desk: Desk) -> None:
    case = an_incident(desk)
    before = {line.row.key for line in overview(desk, case).checklist if line.state == "filled"}
    case = fields.fill(desk, case, [fields.Filled(row="plain_account", text="An agent mailed a list.")])
    case, _ = marking.mark(desk, case, marking.Target(), Marking(tlp=Tlp.AMBER, owners=("own",)))
    an_item(desk, case, b"x", Described(kind=ItemKind.SYSTEM_PROMPT, name="p"))
    after = {line.row.key for line in overview(desk, desk.case(case.id)).checklist if line.state == "filled"}
    assert {"plain_account", "tlp_label"} <= after - before


def test_what_evaporates_first_is_overdue_first(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.clock.tick(timedelta(days=30))
    view = overview(story.desk, case)
    overdue = [line for line in view.preservation if line.state == "overdue"]
    assert overdue
    assert view.seen_at == NOON + timedelta(days=30)


def test_what_is_kept_is_not_asked_for_again(desk: Desk) -> None:
    case = a_case(desk)
    an_item(desk, case, b"12:00", Described(kind=ItemKind.LOG, name="a.log"))
    lines = {line.row.key: line.state for line in overview(desk, desk.case(case.id)).preservation}
    assert lines["logs"] == "kept"
    assert lines["model_version"] != "kept"


def test_a_matter_of_somebody_else_comes_with_courteous_words(desk: Desk) -> None:
    view = overview(desk, an_incident(desk, {K.NONCYBER_HARM: "safety_physical"}))
    assert "also_safety" in view.verdict.flags
    assert [exit_.owner for exit_ in view.exits]


def test_a_template_asks_its_own_questions(desk: Desk) -> None:
    case = open_case(desk, Opening(name="Poisoned set", template="poisoned-dataset"))
    view = overview(desk, case)
    assert view.template is not None
    own = {str(asked.fact): asked.question for asked in view.template.facts}
    asked = dict(view.asked)
    assert own.items() & asked.items()


def test_an_exercise_says_so_in_its_name_and_a_destroyed_name_is_said_to_be(desk: Desk) -> None:
    case = a_case(desk, exercise=True)
    assert name_of(desk, case) == "EXERCISE: Agent sent mail to a stranger"
    desk.vault.destroy(case.sheet)
    assert name_of(desk, case) == f"EXERCISE: {PURGED.name}"


def test_a_case_is_worked_under_a_dated_checklist(desk: Desk) -> None:
    assert a_case(desk).checklist == checklist_version(desk)
    assert checklist_version(desk).partition("@")[2]
