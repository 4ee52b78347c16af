"""The desk records all of a draft or nothing, and only on what it loaded."""

from io import BytesIO

import pytest
from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories, a_case, an_item
from tocsin.stages.desk import Desk
from tocsin.stages.evidence import Described, keep
from tocsin.stages.marking import Target, mark
from tocsin.stages.people import add, retire
from tocsin.store.index import Index
from tocsin.vocab.act import read_leaf
from tocsin.vocab.acts.intake import CaseAssigned, CaseNamed, CaseOpened
from tocsin.vocab.case import Case, Entity, LogEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChangedMeanwhile, Gone
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.sheet import CaseSheet, NoteSheet

AMBER = Marking(tlp=Tlp.AMBER, owners=("own",))


def test_a_draft_is_recorded_with_its_sheets_by_whom_and_when(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.clock.tick()
    draft = story.desk.draft(case)
    draft.add(CaseNamed(sheet=draft.sheet(CaseSheet(name="Another name"))))
    after = draft.record_case()
    assert after.size == case.size + 1
    newest = list(story.desk.log.entries())[-1]
    leaf = read_leaf(newest.leaf)
    assert (leaf.org, leaf.stream, leaf.seq, leaf.by) == (story.desk.org, case.id, case.size, story.desk.person)
    assert leaf.at == story.clock.now() > NOON
    assert story.desk.sheet(after.sheet, CaseSheet) == CaseSheet(name="Another name")
    assert story.desk.case(case.id) == after


def test_every_leaf_has_a_salt_of_its_own(story: DeskOfStories) -> None:
    a_case(story.desk)
    a_case(story.desk)
    salts = [read_leaf(entry.leaf).salt for entry in story.desk.log.entries()]
    assert len(set(salts)) == len(salts)


def test_of_two_drafts_on_one_state_the_second_is_told_and_records_nothing(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    one, other = story.desk.draft(case), story.desk.draft(case)
    one.add(CaseNamed(sheet=one.sheet(CaseSheet(name="first"))))
    lost = other.sheet(CaseSheet(name="second"))
    other.add(CaseNamed(sheet=lost))
    first = one.record_case()
    story.forget_acts()
    with pytest.raises(ChangedMeanwhile):
        other.record()
    assert story.new_acts() == []
    assert story.desk.case(case.id) == first
    with pytest.raises(Gone):
        story.desk.sheet(lost, CaseSheet)


def test_a_draft_in_which_one_act_is_wrong_records_none_of_them(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    draft = story.desk.draft(case)
    kept = draft.sheet(CaseSheet(name="good"))
    draft.add(CaseNamed(sheet=kept))
    draft.add(CaseAssigned(person="Robin Vale"))
    with pytest.raises(BadInput, match="cannot be recorded"):
        draft.record()
    assert story.new_acts() == []
    assert story.desk.case(case.id) == case
    with pytest.raises(Gone):
        story.desk.sheet(kept, CaseSheet)


def test_a_draft_without_acts_is_our_own_mistake(desk: Desk) -> None:
    with pytest.raises(AssertionError):
        desk.draft(a_case(desk)).record()


def test_a_case_cannot_be_opened_over_another(story: DeskOfStories) -> None:
    case = a_case(story.desk)
    story.forget_acts()
    draft = story.desk.draft_new(case.id)
    sheet = draft.sheet(CaseSheet(name="x"))
    draft.add(CaseOpened(case=case.id, exercise=True, template=None, checklist=case.checklist, sheet=sheet))
    with pytest.raises(ChangedMeanwhile):
        draft.record()
    assert story.new_acts() == []


def test_an_id_is_found_by_its_first_signs_with_or_without_its_kind(desk: Desk) -> None:
    case = a_case(desk)
    for given in (case.id, case.id[:12], case.id.removeprefix("case-"), f"  {case.id.upper()} "):
        assert desk.case(given) == case


def test_an_id_that_nothing_or_more_than_one_thing_has_is_refused(desk: Desk) -> None:
    cases = [a_case(desk) for _ in range(33)]  # there are 32 signs: two of them begin alike
    firsts = [case.id[5] for case in cases]
    with pytest.raises(BadInput, match="more than one"):
        desk.case(next(sign for sign in firsts if firsts.count(sign) > 1))
    for empty in ("", "case-", " "):
        with pytest.raises(BadInput, match="no case"):
            desk.case(empty)
    with pytest.raises(BadInput, match="no case"):
        desk.case(cases[0].id + "0")
    with pytest.raises(BadInput, match="no item"):
        desk.item(cases[0].id)


def test_a_sheet_that_is_not_there_is_none_and_a_destroyed_one_is_gone(desk: Desk) -> None:
    case = a_case(desk)
    assert desk.sheet(None, NoteSheet) is None
    desk.vault.destroy(case.sheet)
    with pytest.raises(Gone):
        desk.sheet(case.sheet, CaseSheet)


def test_who_was_retired_is_not_active(desk: Desk) -> None:
    person = add(desk, "Robin Vale", address="", roles=("analyst",))
    assert desk.active_person(person.id[:14]) == person.id
    retire(desk, person.id)
    with pytest.raises(ActNotAllowed, match="retired"):
        desk.active_person(person.id)
    with pytest.raises(BadInput):
        desk.active_person("Robin")


def test_the_index_holds_what_the_acts_add_up_to(desk: Desk) -> None:
    case = a_case(desk)
    item = an_item(desk, case)
    stored = desk.index.get("case", case.id)
    assert isinstance(stored, Case)
    assert (stored.size, stored.kinds) == (2, {"system_prompt": 1})
    assert desk.index.get("item", item.id) == item
    assert isinstance(desk.log_entry(), LogEntry)
    assert desk.log_entry().size == 3  # its opening, its record key and its first person


def test_a_stage_that_loaded_too_early_is_told(desk: Desk) -> None:
    early = a_case(desk)
    an_item(desk, early)

    with pytest.raises(ChangedMeanwhile) as caught:
        keep(desk, early, Described(kind=ItemKind.LOG, name="a.log"), BytesIO(b"late"))
    assert "load the case again" in caught.value.hint


class _Overtaken(Index):
    """An index in which somebody marks an item at the moment when its own mark is added up."""

    def __init__(self, desk: Desk) -> None:
        self.__dict__ |= desk.index.__dict__
        self._desk, self._reads = desk, 0

    def get(self, kind: str, identifier: str) -> Entity | None:
        if kind == "item":
            self._reads += 1
            if self._reads == 3:
                item = self._desk.item(identifier)
                mark(
                    self._desk,
                    self._desk.case(item.case),
                    Target(scope="item", target=item.id),
                    AMBER,
                    permission_text="asked",
                )
        return super().get(kind, identifier)


def test_who_is_overtaken_while_acts_are_added_up_is_told(desk: Desk) -> None:
    case = a_case(desk)
    item = an_item(desk, case)
    slow = replace(desk, index=_Overtaken(desk))
    with pytest.raises(ChangedMeanwhile):
        mark(slow, desk.case(case.id), Target(scope="item", target=item.id), AMBER, permission_text="asked")
    assert desk.item(item.id).marks["own"].tlp == "amber"
