"""What comes next, read from a real case on its whole way: nothing is recorded by asking."""

from datetime import timedelta

from tests.builders import DeskOfStories, a_case, an_item
from tests.shares import CIRCLE_FACTS, ROWS, Stage
from tocsin.rules.onward import first_of
from tocsin.stages import fields, marking, triage
from tocsin.stages.closing import close
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described
from tocsin.stages.feedback import Said, receive
from tocsin.stages.onward import onward
from tocsin.stages.overview import overview
from tocsin.stages.packaging import write_documents
from tocsin.stages.recall import correct
from tocsin.stages.release import refuse
from tocsin.stages.share import Proposal, drop, find, propose
from tocsin.stages.triage import Answering
from tocsin.vocab.case import Case
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.onward import BESIDE, Code, Onward
from tocsin.vocab.triage import Answer, FactKey

K = FactKey
INCIDENT = {K.INTEGRITY: "actual", K.WITHOUT_LAWFUL_AUTHORITY: "yes", K.AUTHORISED_RESEARCH_OR_EXERCISE: "no"}


def classified(desk: Desk, case: Case) -> Case:
    """The case as an incident."""
    answers = [Answering(answer=Answer(key=key, value=value)) for key, value in INCIDENT.items()]
    return triage.classify_case(desk, case, answers)[0]


def steps(desk: Desk, case: Case) -> tuple[Onward, ...]:
    """Every step, as it stands now."""
    return onward(desk, overview(desk, desk.case(case.id)))


def codes(desk: Desk, case: Case) -> list[Code]:
    """What comes next on the way of the case."""
    return [step.code for step in steps(desk, case) if step.code not in BESIDE]


def test_to_ask_what_comes_next_records_nothing(story: DeskOfStories) -> None:
    case = classified(story.desk, a_case(story.desk))
    story.forget_acts()
    assert steps(story.desk, case)
    assert story.new_acts() == []


def test_what_evaporates_first_is_on_top_and_not_the_one_step_that_is_shown(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.clock.tick(timedelta(days=30))
    found = steps(story.desk, case)
    overdue = [line for line in overview(story.desk, case).preservation if line.state == "overdue"]
    assert overdue[0].row.title in found[0].sentence
    assert (found[0].code, "evidence add" in found[0].command) == (Code.KEEP, True)
    first = first_of(found)
    assert first is not None
    assert first.code is Code.MARK
    an_item(story.desk, case, b"12:00", Described(kind=ItemKind.LOG, name="a.log"))
    assert len([one for one in steps(story.desk, case) if one.code is Code.KEEP]) == len(overdue) - 1


def test_every_step_has_its_command(desk: Desk) -> None:
    for case in (a_case(desk), classified(desk, a_case(desk))):
        assert all(step.sentence and step.command.startswith("tocsin ") for step in steps(desk, case))


def test_a_case_is_led_from_its_opening_to_its_first_share(story: DeskOfStories) -> None:
    stage = Stage(story)
    desk, case = stage.desk, stage.case
    assert codes(desk, case)[:2] == [Code.MARK, Code.ANSWER]
    case = classified(desk, case)
    assert codes(desk, case) == [Code.MARK]
    marking.mark(desk, stage.now(), marking.Target(), Marking(tlp=Tlp.AMBER, owners=("own",)))
    assert codes(desk, case) == [Code.DESCRIBE]
    fields.fill(desk, stage.now(), [fields.Filled(row=row, text=text) for row, text in ROWS.items()])
    assert codes(desk, case) == [Code.CLEAN]
    stage.cleaned()
    assert codes(desk, case) == [Code.PROPOSE]
    stage.later(1)
    fields.fill(desk, stage.now(), [fields.Filled(row="plain_account", text="More.")])
    assert codes(desk, case) == [Code.CLEAN_AGAIN]
    stage.cleaned()
    share = propose(desk, stage.now(), Proposal(recipients=(stage.party("Example ISAC", "isac"),)))
    assert codes(desk, case) == [Code.FACTS, Code.WRITE]
    drop(desk, share, reason="mistake")
    assert codes(desk, case) == [Code.PROPOSE]


def test_a_share_is_led_from_its_facts_to_the_end_of_its_case(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    case = classified(stage.desk, stage.now())
    stage.cleaned()
    mira, party = stage.team(), stage.party("Example ISAC", "isac")
    share = write_documents(stage.desk, propose(stage.desk, stage.now(), Proposal(recipients=(party,))))
    assert codes(stage.desk, case) == [Code.FACTS]
    share = stage.facts(share, CIRCLE_FACTS)
    assert codes(stage.desk, case) == [Code.APPROVE]
    share, _ = stage.approved(share, mira)
    assert codes(stage.desk, case) == [Code.SEND]
    (delivery,) = stage.sent(share)
    assert codes(stage.desk, case) == [Code.WORK]
    stage.arrived(delivery)
    assert codes(stage.desk, case) == [Code.AWAIT]
    stage.later(49 * 60)
    (late,) = [step for step in steps(stage.desk, case) if step.code is Code.ASK_AGAIN]
    assert "Example ISAC for 2 days" in late.sentence
    asked = receive(stage.desk, share, Said(party=party, kind="question", text="Which version?"))
    (reply,) = [step for step in steps(stage.desk, case) if step.code is Code.REPLY]
    assert asked.id[:17] in reply.command
    receive(stage.desk, share, Said(party=party, kind="answer", text="1.2", answers=asked.id))
    assert codes(stage.desk, case) == [Code.CLOSE]
    case = close(stage.desk, stage.now(), summary="over")
    assert [step.code for step in steps(stage.desk, case)] == [Code.CLAIM]


def test_a_newer_copy_asks_for_a_correction_and_the_older_share_is_asked_about_no_more(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    classified(stage.desk, stage.now())
    stage.cleaned()
    mira, party = stage.team(), stage.party("Example ISAC", "isac")
    share = stage.delivered(party, by=mira)
    stage.later(1)
    fields.fill(stage.desk, stage.now(), [fields.Filled(row="plain_account", text="It was told twice.")])
    stage.later(1)
    stage.cleaned()
    found = [step for step in steps(stage.desk, stage.case) if step.code is Code.CORRECT]
    assert [step.command for step in found] == [f"tocsin share correct {share.id[:14]} --because TEXT"]
    follow = stage.facts(write_documents(stage.desk, correct(stage.desk, share, why="twice")), CIRCLE_FACTS)
    assert codes(stage.desk, stage.case) == [Code.APPROVE, Code.AWAIT]
    stage.approved(follow, mira)
    stage.arrived(*stage.sent(follow))
    assert codes(stage.desk, stage.case) == [Code.AWAIT]  # of the correction alone


def test_what_bounced_is_sent_again_and_what_was_refused_is_looked_at(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    classified(stage.desk, stage.now())
    stage.cleaned()
    mira, party = stage.team(), stage.party("Example ISAC", "isac")
    share, _ = stage.approved(stage.proposed(party), mira)
    stage.bounced(*stage.sent(share))
    assert Code.SEND_AGAIN in codes(stage.desk, stage.case)
    later = stage.desk.clock.now() + timedelta(days=1)
    second = refuse(mira, stage.proposed(party), recipient=None, until=later, because="not yet")
    assert Code.REFUSED in codes(stage.desk, stage.case)
    assert find(stage.desk, second.id).state == "written"


def test_documents_of_which_nothing_is_known_any_more_are_written_anew(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    classified(stage.desk, stage.now())
    stage.cleaned()
    share = stage.proposed(party := stage.party("Example ISAC", "isac"))
    stage.desk.vault.destroy(share.documents[party].sheet)
    assert codes(stage.desk, stage.case) == [Code.WRITE]
