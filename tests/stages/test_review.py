"""What would leave is looked at before; what is said of a value counts in the next copy, and no act holds it."""

import pytest

from tests.builders import DeskOfStories, an_item, everything_on_disk, names
from tests.shares import VICTIM, Stage
from tocsin.stages.cleaning import Choice, copy_text, make_copy
from tocsin.stages.dictionary import keep_dictionary
from tocsin.stages.evidence import Described
from tocsin.stages.fields import Filled, fill
from tocsin.stages.ours import ours_of
from tocsin.stages.review import MOST_VALUES, again, judge, review
from tocsin.stages.sealing import purge
from tocsin.stages.verdict import record
from tocsin.vocab.errors import ActNotAllowed, BadInput, NotHere, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.finding import Label
from tocsin.vocab.indicator import IndicatorGiven
from tocsin.vocab.ports import Compartment
from tocsin.vocab.review import Entry, Left, Risk, Verdict

JANE = "jane.roe@mailbox.org"
NAME = "Zorvak Plimt"  # a name of nothing, which no rule knows
SEEN = f"At the depot {NAME}, and near the yard {NAME} too."


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with its rows."""
    made = Stage(story)
    made.marked()
    fill(made.desk, made.now(), [Filled(row="detection_detail", text=SEEN)])
    return made


def entry(stage: Stage, value: str) -> Entry:
    """What is shown of a value."""
    return next(one for one in review(stage.desk, stage.now()).entries if one.value == value)


def say(stage: Stage, verdict: Verdict, *values: str, label: Label | None = None, is_alike: bool = False) -> None:
    """One verdict."""
    judge(stage.desk, stage.now(), verdict, values, label=label, is_alike=is_alike)


def copied(stage: Stage) -> str:
    """All words of a copy that is made now."""
    copy = make_copy(stage.desk, stage.now(), Choice()).copy
    return " ".join((copy.title, *(one.text for one in copy.passages), *(one.text for one in copy.mitigations)))


def test_a_look_shows_what_would_go_and_what_would_not_and_records_nothing(stage: Stage) -> None:
    stage.story.forget_acts()
    goes, left = entry(stage, JANE), entry(stage, NAME)
    assert (goes.label, goes.goes, goes.count, goes.left) == (Label.EMAIL, 1, 1, None)
    assert (left.left, left.goes, left.count) == (Left.NAME, 0, 2)
    assert {place.at for place in left.places} == {"field/detection_detail"}
    assert left.places[0].before + left.places[0].shown + left.places[0].after == SEEN
    assert stage.story.new_acts() == []
    found = review(stage.desk, stage.now())
    assert found.entries.index(left) < found.entries.index(goes)
    assert found.looked_for


def test_what_is_ours_goes_everywhere_as_what_was_said_and_what_is_theirs_stays(stage: Stage) -> None:
    say(stage, Verdict.OURS, VICTIM, label=Label.ORG_TERM)
    say(stage, Verdict.THEIRS, JANE)
    text = copied(stage)
    assert VICTIM not in text
    assert text.count("[ORG_TERM-1]") == 2
    assert JANE in text


def test_a_rejected_finding_stays_and_an_accepted_one_goes(stage: Stage) -> None:
    say(stage, Verdict.REJECT, JANE)
    assert JANE in copied(stage)
    say(stage, Verdict.ACCEPT, entry(stage, JANE).id)
    assert JANE not in copied(stage)


def test_what_was_said_is_taken_back(stage: Stage) -> None:
    say(stage, Verdict.OURS, VICTIM)
    say(stage, Verdict.UNDO, VICTIM)
    assert entry(stage, VICTIM).verdict is None
    assert VICTIM in copied(stage)


def test_words_of_the_copy_itself_go_before_what_was_said(stage: Stage) -> None:
    say(stage, Verdict.THEIRS, VICTIM)
    made = make_copy(stage.desk, stage.now(), Choice(remove=(VICTIM,)))
    assert VICTIM not in made.copy.title


def test_a_verdict_is_one_act_without_the_value_and_its_sheet_is_sealed(stage: Stage) -> None:
    stage.story.forget_acts()
    say(stage, Verdict.OURS, VICTIM, "Kestrel of nobody")
    (act,) = stage.story.new_acts()
    assert names([act]) == ["ValuesJudged"]
    assert (act.verdict, act.values, act.whole) == ("ours", 2, False)  # type: ignore[union-attr]  # as its name says
    assert b"Kestrel" not in everything_on_disk(stage.desk)


def test_many_verdicts_are_held_in_few_sheets_and_all_of_them_count(stage: Stage) -> None:
    for number in range(40):
        record(stage.desk, stage.now(), Verdict.OURS, [(f"Kestrel {number}", "VICTIM")])
    say(stage, Verdict.UNDO, "Kestrel 3")
    case = stage.now()
    assert len(case.verdicts) < 12
    assert review(stage.desk, case).counts.judged == 0  # none of these words stands in the texts
    fill(stage.desk, case, [Filled(row="detection_detail", text="Kestrel 2, Kestrel 3 and Kestrel 39.")])
    assert copied(stage).count("[VICTIM-") == 2


def test_all_alike_are_said_at_once(stage: Stage) -> None:
    text = "At the depot Zorvak Plimt, the yard Quebit Nolda and the quay Ostrin Welm."
    fill(stage.desk, stage.now(), [Filled(row="detection_detail", text=text)])
    before = review(stage.desk, stage.now())
    named = {one.value for one in before.entries if one.left is Left.NAME}
    found, ids = judge(stage.desk, stage.now(), Verdict.OURS, [NAME], is_alike=True)
    said = {one.value for one in found.entries if one.id in ids}
    assert said >= {NAME, "Quebit Nolda", "Ostrin Welm"}
    assert said <= named
    assert found.counts.open == before.counts.open - len(said)


def test_what_only_stands_like_somebody_is_shown_to_a_person(stage: Stage) -> None:
    text = "اسم الخادم swift-gw نقطة net"
    fill(stage.desk, stage.now(), [Filled(row="detection_detail", text=text)])
    (one,) = (one for one in review(stage.desk, stage.now()).entries if one.left is Left.GUESS)
    assert (one.value, one.risk, one.goes) == ("swift-gw", Risk.MED, 0)
    judge(stage.desk, stage.now(), Verdict.OURS, [one.id])
    (again,) = (one for one in review(stage.desk, stage.now()).entries if one.value == "swift-gw")
    assert again.goes == 1


@pytest.mark.parametrize(
    ("verdict", "values", "label", "fault"),
    [
        (Verdict.OURS, (), None, BadInput),
        (Verdict.OURS, ("ab",), None, BadInput),
        (Verdict.OURS, ("x" * 3_000,), None, BadInput),
        (Verdict.THEIRS, ("x" * 3_000,), None, BadInput),
        (Verdict.THEIRS, (" ",), None, BadInput),
        (Verdict.OURS, (VICTIM,), Label.CVE, BadInput),
        (Verdict.THEIRS, (VICTIM,), Label.PERSON, BadInput),
        (Verdict.ACCEPT, (NAME,), None, ActNotAllowed),
        (Verdict.ACCEPT, ("nothing of this",), None, NotHere),
        (Verdict.REJECT, ("nothing of this",), None, NotHere),
        (Verdict.OURS, tuple(f"word {number}" for number in range(MOST_VALUES + 1)), None, TooMuch),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_recorded(
    stage: Stage, verdict: Verdict, values: tuple[str, ...], label: Label | None, fault: type[Exception]
) -> None:
    stage.story.forget_acts()
    with pytest.raises(fault):
        judge(stage.desk, stage.now(), verdict, values, label=label)
    assert stage.story.new_acts() == []


def test_evidence_that_stays_is_compared_and_what_needs_a_reason_stays_closed(stage: Stage) -> None:
    fill(stage.desk, stage.now(), [Filled(row="detection_detail", text="Next to zebra_fish_9 and heron_fish_3.")])
    an_item(stage.desk, stage.now(), b"zebra_fish_9 was on the night shift")
    closed = Described(kind=ItemKind.SYSTEM_PROMPT, name="x", compartment=Compartment.PRIVILEGED)
    an_item(stage.desk, stage.now(), b"heron_fish_3 is counsel's", closed)
    found = review(stage.desk, stage.now())
    assert entry(stage, "zebra_fish_9").left is not None
    assert "heron_fish_3" not in {one.value for one in found.entries if one.left is Left.EVIDENCE}
    assert [(one.count, "reason" in one.why) for one in found.not_looked_at] == [(1, True)]


def test_a_row_that_stays_here_is_compared_with_those_that_leave(stage: Stage) -> None:
    shift = "the night shift of haven three saw it first"
    fill(stage.desk, stage.now(), [Filled(row="detection_detail", text=shift)])
    fill(stage.desk, stage.now(), [Filled(row="plain_account", text=f"Later on {shift}.")])
    make_copy(stage.desk, stage.now(), Choice(leave_out=("detection_detail",)))
    assert (entry(stage, shift).left, entry(stage, shift).risk) == (Left.WITHHELD, Risk.HIGH)


def test_the_copy_is_made_again_from_the_same_parts(stage: Stage) -> None:
    item = an_item(stage.desk, stage.now(), b"You are the helpful assistant.").id
    given = IndicatorGiven(kind="domain", value="evil-cdn.top", context="collects; block it")
    make_copy(stage.desk, stage.now(), Choice(items=(item,), indicators=(given,), leave_out=("mitigation_detail",)))
    choice = again(stage.desk, stage.now())
    assert (choice.items, choice.indicators, choice.leave_out) == ((item,), (given,), ("mitigation_detail",))
    values = {one.value for one in review(stage.desk, stage.now()).entries}
    assert "evil-cdn.top" in values
    purge(stage.desk, stage.desk.item(item), reason="retention", because="its time is over")
    assert again(stage.desk, stage.now()).items == ()


def test_an_indicator_that_turns_out_ours_is_shown_and_refused_when_the_copy_is_made(stage: Stage) -> None:
    given = IndicatorGiven(kind="domain", value="nordkai-cdn.top", context="collects; block it")
    make_copy(stage.desk, stage.now(), Choice(indicators=(given,)))
    say(stage, Verdict.OURS, "nordkai-cdn.top", label=Label.INTERNAL_HOST)
    assert entry(stage, "nordkai-cdn.top").verdict is Verdict.OURS
    with pytest.raises(BadInput, match="holds something of ours"):
        make_copy(stage.desk, stage.now(), again(stage.desk, stage.now()))


def test_a_look_is_as_new_as_the_case_and_the_dictionary(stage: Stage) -> None:
    assert entry(stage, NAME).goes == 0
    keep_dictionary(stage.desk, b'{"victims": ["Zorvak Plimt"]}')
    assert entry(stage, NAME).goes == 2
    fill(stage.desk, stage.now(), [Filled(row="detection_detail", text=f"It was {NAME} once.")])
    assert entry(stage, NAME).goes == 1


def test_each_struck_word_is_explained_by_its_rule(stage: Stage) -> None:
    say(stage, Verdict.OURS, VICTIM)
    make_copy(stage.desk, stage.now(), Choice())
    share = stage.proposed(stage.party("Vendor", "vendor", address=stage.folder("vendor")))
    line = next(one for one in ours_of(stage.desk, share).lines if one.key == "plain_account")
    rules = {piece.text: (piece.rule, piece.reason) for piece in line.pieces if piece.token}
    assert rules[VICTIM] == ("said-ours", "somebody said that it is ours or a victim's")
    assert rules[JANE][0]
    assert "said-ours" in line.why


def test_what_copies_of_the_case_say_does_not_depend_on_what_was_said_of_values_elsewhere(stage: Stage) -> None:
    before = make_copy(stage.desk, stage.now(), Choice(remove=(VICTIM,)))
    say(stage, Verdict.OURS, "Somebody who stands nowhere")
    after = make_copy(stage.desk, stage.now(), Choice(remove=(VICTIM,)))
    assert copy_text(stage.desk, before.entry) == copy_text(stage.desk, after.entry)
