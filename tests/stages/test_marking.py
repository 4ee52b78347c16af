"""Stage 4: tightening is free, widening needs the owner's word, unmarked is RED, and nothing is marked twice."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories, a_case, an_item
from tocsin.rules.marking import ChangeFree, ChangePermitted, FreeReason, PermissionNeeded
from tocsin.stages import sealing
from tocsin.stages.desk import Desk
from tocsin.stages.marking import Target, assert_field, block, case_marking, mark, marks_on, unblock
from tocsin.vocab.acts.marking import FieldAsserted, Marked, ReleaseBlocked, ReleaseUnblocked
from tocsin.vocab.case import Case
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.marking import UNMARKED, Caveat, Marking, Tlp
from tocsin.vocab.sheet import NoteSheet

WHOLE = Target()
AMBER = Marking(tlp=Tlp.AMBER, owners=("own",))
GREEN, RED = replace(AMBER, tlp=Tlp.GREEN), replace(AMBER, tlp=Tlp.RED)


def marked(desk: Desk, case: Case, marking: Marking, target: Target = WHOLE) -> Case:
    return mark(desk, case, target, marking)[0]


def test_what_nobody_marked_is_red_for_nobody(desk: Desk) -> None:
    assert case_marking(a_case(desk)) == UNMARKED


def test_the_first_mark_on_our_own_material_is_free(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    after, change = mark(story.desk, case, WHOLE, AMBER)
    (act,) = story.new_acts()
    assert isinstance(act, Marked)
    assert (act.scope, act.target, act.source, act.tlp, act.widened) == ("case", "", "own", "amber", False)
    assert change == ChangeFree(why=FreeReason.FIRST_MARK_BY_OWNER)
    assert case_marking(after).tlp is Tlp.AMBER


def test_tightening_is_free(story: DeskOfStories) -> None:
    case = marked(story.desk, a_case(story.desk), AMBER)
    story.forget_acts()
    after, change = mark(story.desk, case, WHOLE, replace(RED, caveats=(Caveat.PROPRIETARY,)))
    assert change == ChangeFree(why=FreeReason.TIGHTER)
    assert [type(act) for act in story.new_acts()] == [Marked]
    assert case_marking(after).tlp is Tlp.RED


def test_widening_without_permission_is_refused_and_not_recorded(story: DeskOfStories) -> None:
    case = marked(story.desk, a_case(story.desk), AMBER)
    story.forget_acts()
    for text in ("", "   "):
        after, change = mark(story.desk, case, WHOLE, GREEN, permission_text=text)
        assert isinstance(change, PermissionNeeded)
        assert (change.widened, change.owners_missing) == (("tlp",), ("own",))
        assert after == case
    assert story.new_acts() == []


def test_widening_with_permission_is_recorded_with_who_permitted_it(story: DeskOfStories) -> None:
    case = marked(story.desk, a_case(story.desk), AMBER)
    story.forget_acts()
    after, change = mark(story.desk, case, WHOLE, GREEN, permission_text="The head of security said so on the phone.")
    (act,) = story.new_acts()
    assert isinstance(act, Marked)
    assert act.widened
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="The head of security said so on the phone.")
    assert isinstance(change, ChangePermitted)
    assert case_marking(after).tlp is Tlp.GREEN


def test_to_say_the_same_again_is_not_recorded(story: DeskOfStories) -> None:
    case = marked(story.desk, a_case(story.desk), AMBER)
    story.forget_acts()
    after, change = mark(story.desk, case, WHOLE, AMBER)
    assert change == ChangeFree(why=FreeReason.SAME)
    assert after == case
    assert story.new_acts() == []


def test_the_strictest_source_wins_and_each_source_keeps_its_own_mark(desk: Desk) -> None:
    case = marked(desk, a_case(desk), GREEN)
    theirs = replace(AMBER, owners=("cisa",))
    case, _ = mark(desk, case, WHOLE, theirs, source="cisa", permission_text="as it came")
    assert set(marks_on(desk, case, WHOLE)) == {"own", "cisa"}
    assert case_marking(case).tlp is Tlp.AMBER
    case, change = mark(desk, case, WHOLE, replace(theirs, tlp=Tlp.CLEAR), source="cisa")
    assert isinstance(change, PermissionNeeded)
    assert case_marking(case).tlp is Tlp.AMBER


def test_a_red_item_or_field_makes_the_whole_case_red_until_it_is_purged(desk: Desk) -> None:
    case = marked(desk, a_case(desk), GREEN)
    item = an_item(desk, case)
    case = marked(desk, desk.case(case.id), RED, Target(scope="item", target=item.id))
    assert case_marking(case).tlp is Tlp.RED
    sealing.purge(desk, item, reason="retention", because="policy")
    assert case_marking(desk.case(case.id)).tlp is Tlp.GREEN
    case = marked(desk, desk.case(case.id), RED, Target(scope="field", target="attack_description"))
    assert case_marking(case).tlp is Tlp.RED


def test_a_mark_on_a_part_never_opens_it_further_than_an_unmarked_whole(desk: Desk) -> None:
    case = a_case(desk)
    item = an_item(desk, case)
    case = marked(desk, desk.case(case.id), GREEN, Target(scope="item", target=item.id))
    assert case_marking(case).tlp is Tlp.RED


def test_an_item_of_another_case_or_an_unknown_field_is_refused(story: DeskOfStories) -> None:
    case, other = a_case(story.desk), a_case(story.desk, name="Another matter")
    item = an_item(story.desk, other)
    story.forget_acts()
    for target in (Target(scope="item", target=item.id), Target(scope="field", target="attack_descripton")):
        with pytest.raises(BadInput):
            mark(story.desk, case, target, AMBER)
    with pytest.raises(BadInput):
        assert_field(story.desk, case, "jane.doe@victim.example", prong="neither", proprietary=False, counsel="asked")
    assert story.new_acts() == []


def test_a_field_is_asserted_by_somebody_with_counsel_asked_or_not(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    after = assert_field(
        story.desk, case, "attack_description", prong="B_method", proprietary=True, counsel="asked", because="a method"
    )
    (act,) = story.new_acts()
    assert isinstance(act, FieldAsserted)
    assert (act.field, act.prong, act.proprietary, act.counsel) == ("attack_description", "B_method", True, "asked")
    assert after.assertions["attack_description"].by == story.desk.person
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="a method")


def test_a_release_block_has_an_owner_an_end_and_what_lifts_it(story: DeskOfStories) -> None:
    case, until = a_case(story.desk), NOON + timedelta(days=3)
    story.forget_acts()
    after = block(
        story.desk,
        case,
        owner=story.desk.person,
        until=until,
        reason=BlockReason.COUNSEL_REVIEW,
        lifts_when="Counsel answers.",
    )
    (act,) = story.new_acts()
    assert isinstance(act, ReleaseBlocked)
    assert (act.owner, act.until, act.reason) == (story.desk.person, until, "counsel_review")
    assert story.desk.sheet(act.sheet, NoteSheet) == NoteSheet(text="Counsel answers.")
    assert after.block is not None
    assert after.holds == {}  # to stop sending is not to stop deleting
    lifted = unblock(story.desk, after, reason="answered", because="She did.")
    (act,) = story.new_acts()
    assert isinstance(act, ReleaseUnblocked)
    assert lifted.block is None


@pytest.mark.parametrize(
    "change",
    [
        {"until": NOON},
        {"until": NOON - timedelta(days=1)},
        {"lifts_when": " "},
        {"owner": "Robin Vale"},
    ],
    ids=["now", "past", "nothing lifts it", "a name"],
)
def test_a_silent_or_endless_block_is_refused(story: DeskOfStories, change: dict[str, object]) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    given: dict[str, object] = {
        "owner": story.desk.person,
        "until": NOON + timedelta(days=3),
        "reason": BlockReason.OTHER,
        "lifts_when": "x",
    }
    with pytest.raises(BadInput):
        block(story.desk, case, **(given | change))  # type: ignore[arg-type]  # one of them is wrong on purpose
    assert story.new_acts() == []


def test_a_block_that_does_not_stand_is_not_lifted(desk: Desk) -> None:
    with pytest.raises(ActNotAllowed):
        unblock(desk, a_case(desk), reason="answered", because="x")


def test_a_standing_block_is_not_shortened_by_another(story: DeskOfStories) -> None:
    case, me, other = a_case(story.desk), story.desk.person, BlockReason.OTHER
    case = block(story.desk, case, owner=me, until=NOON + timedelta(days=3), reason=other, lifts_when="x")
    story.forget_acts()
    with pytest.raises(ActNotAllowed, match="cannot end earlier"):
        block(story.desk, case, owner=me, until=NOON + timedelta(days=1), reason=other, lifts_when="x")
    assert story.new_acts() == []
    longer = block(story.desk, case, owner=me, until=NOON + timedelta(days=9), reason=other, lifts_when="x")
    assert longer.block is not None
    story.clock.tick(timedelta(days=10))
    later = block(story.desk, longer, owner=me, until=NOON + timedelta(days=11), reason=other, lifts_when="x")
    assert later.block is not None


def test_a_name_is_no_source_of_a_mark_and_no_reason_to_unblock(story: DeskOfStories) -> None:
    case, me = a_case(story.desk), story.desk.person
    case = block(story.desk, case, owner=me, until=NOON + timedelta(days=3), reason=BlockReason.OTHER, lifts_when="x")
    story.forget_acts()
    amber = Marking(tlp=Tlp.AMBER, owners=("Jane.Doe",))
    with pytest.raises(BadInput, match="sort of party"):
        mark(story.desk, case, Target(), amber, source="Jane.Doe")
    with pytest.raises(BadInput, match="reason"):
        unblock(story.desk, case, reason="Jane.Doe", because="x")
    assert story.new_acts() == []


def test_a_partner_s_mark_alone_opens_nothing_of_ours(desk: Desk) -> None:
    case = a_case(desk)
    clear = Marking(tlp=Tlp.CLEAR, owners=("vendor-2",))
    case, _ = mark(desk, case, Target(), clear, source="vendor-2")
    assert case_marking(case).tlp is Tlp.RED
    case, _ = mark(desk, case, Target(), Marking(tlp=Tlp.GREEN, owners=("own",)))
    assert case_marking(case).tlp is Tlp.GREEN
