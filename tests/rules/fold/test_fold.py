"""The laws of folding: the same acts add up to the same case, at every point, in a body that stays small."""

from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.histories import SAID_OF_A_CASE, case_after, histories, leaves_of, world_of
from tests.leaves import leaf_of, one_of_each
from tocsin.rules.fold import fold
from tocsin.rules.fold.evidence import ORDER
from tocsin.vocab.act import ACTS, Act, leaf_bytes, read_leaf, tag_of
from tocsin.vocab.acts import cut as c
from tocsin.vocab.acts import delivery as d
from tocsin.vocab.acts import evidence as e
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import home as h
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import marking as m
from tocsin.vocab.acts import party as p
from tocsin.vocab.acts import share as s
from tocsin.vocab.acts import triage as t
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.acts.practice import PracticeBegun, PracticeScored
from tocsin.vocab.case import Case

BODY_BYTES = 64 * 1024  # a case of 50,000 acts opens like one of 50


@given(histories())
def test_the_same_acts_add_up_to_the_same_whether_written_or_read(history: list[Act]) -> None:
    leaves = leaves_of(history)
    written = world_of(leaves)
    read = world_of(read_leaf(leaf_bytes(leaf)) for leaf in leaves)
    assert read == written
    encode = msgspec.json.Encoder(order="sorted").encode
    assert [encode(entity) for entity in read.values()] == [encode(entity) for entity in written.values()]


@given(histories())
def test_every_beginning_of_a_history_is_a_history(history: list[Act]) -> None:
    leaves = leaves_of(history)
    for length in range(1, len(history) + 1):
        case = case_after(history[:length])
        assert (case.size, case.changed_at) == (length, leaves[length - 1].at)


@given(histories())
def test_what_is_counted_is_what_a_recount_counts(history: list[Act]) -> None:
    case = case_after(history)
    purged = {act.item for act in history if isinstance(act, e.ItemPurged)}
    live = {act.item: act.kind for act in history if isinstance(act, e.ItemKept) and act.item not in purged}
    marks: dict[str, dict[str, str]] = {}
    inside: Counter[str] = Counter()
    for act in history:
        if isinstance(act, m.Marked) and act.scope == "item":
            marks.setdefault(act.target, {})[act.source] = act.tlp
        if isinstance(act, i.BatchReceived):
            inside.update({str(one.kind): one.count for one in act.counts})
    assert case.kinds == Counter(str(kind) for kind in live.values())
    assert case.item_labels == Counter(max(marks[item].values(), key=ORDER.index) for item in live if item in marks)
    assert case.inside == inside
    assert case.reports == case.batches == sum(isinstance(act, i.ReportReceived) for act in history)
    assert all(count > 0 for counts in (case.kinds, case.item_labels, case.inside) for count in counts.values())


@given(histories())
def test_held_is_what_a_hold_stands_on(history: list[Act]) -> None:
    case = case_after(history)
    standing: list[e.HoldPlaced] = []
    for act in history:
        match act:
            case e.HoldPlaced():
                standing.append(act)
            case e.HoldLifted():  # what does not stand cannot be lifted
                mine = [one for one in standing if (one.item, one.reason) == (act.item, act.reason)]
                standing = [one for one in standing if one not in mine[-1:]]
            case e.HoldEnded():
                ended = (act.item, act.reason, act.placed)
                standing = [one for one in standing if (one.item, one.reason, one.sheet) != ended]
            case _:
                pass
    on_case = Counter(one.reason for one in standing if one.item is None)
    assert {reason: len(sheets) for reason, sheets in case.holds.items()} == on_case
    assert case.held_items == len({one.item for one in standing if one.item is not None})


@given(histories())
def test_no_act_changes_whether_a_case_is_an_exercise(history: list[Act]) -> None:
    opened = history[0]
    assert isinstance(opened, i.CaseOpened)
    for length in range(1, len(history) + 1):
        assert case_after(history[:length]).exercise is opened.exercise


def test_a_case_is_not_opened_a_second_time() -> None:
    opened = one_of_each()[i.CaseOpened]
    assert isinstance(opened, i.CaseOpened)
    with pytest.raises(AssertionError, match="once"):
        case_after([opened, replace(opened, exercise=not opened.exercise)])


@pytest.mark.parametrize("type_", ACTS, ids=tag_of)
def test_every_act_changes_something(type_: type[Act]) -> None:
    beginnings: tuple[type[Act], ...] = (i.CaseOpened, e.ItemKept, i.ReportReceived, i.OpenItemAdded)
    if type_.__module__ == h.__name__:
        beginnings = (h.LogOpened, h.PersonAdded, h.RouteConfirmed)
    if type_.__module__ == p.__name__:
        beginnings = (h.LogOpened, p.RoadOpened, p.TokenIssued)
    if type_.__module__ in (s.__name__, c.__name__, d.__name__, f.__name__):
        beginnings = (i.CaseOpened, s.ShareProposed, d.DeliveryPlanned)
        if type_.__module__ in (s.__name__, c.__name__) and type_ is not s.BreakGlassReviewed:
            beginnings = beginnings[:2]
        if type_ is f.CaseReopened:
            beginnings = (*beginnings, f.CaseClosed)
        if type_ is f.ReceiptKept:
            beginnings = (*beginnings, f.FeedbackReceived)
    if type_ is PracticeScored:
        beginnings = (i.CaseOpened, PracticeBegun)
    if type_ is BlindReviewed:
        beginnings = (i.CaseOpened, s.ShareProposed, s.DocumentWritten)
    if type_ in beginnings:
        beginnings = beginnings[: beginnings.index(type_)]
    world = world_of(leaf_of(one_of_each()[first], seq=seq) for seq, first in enumerate(beginnings))
    changed = fold(leaf_of(one_of_each()[type_], seq=len(beginnings)), lambda kind, id_: world.get((kind, id_)))
    assert changed
    assert all(entity not in world.values() for entity in changed)


@settings(max_examples=5)  # each folds five thousand acts
@given(st.sets(st.sampled_from(SAID_OF_A_CASE).filter(lambda type_: type_ is not i.ForeignIdLinked)))
def test_a_body_stays_small_after_five_thousand_repeated_answers(repeated: set[type[Act]]) -> None:
    said = [one_of_each()[type_] for type_ in SAID_OF_A_CASE if type_ in repeated] or [one_of_each()[t.FactAnswered]]
    case = case_after([one_of_each()[i.CaseOpened], *(said[turn % len(said)] for turn in range(5_000))])
    assert case.size == 5_001
    assert len(msgspec.json.encode(case)) < BODY_BYTES


def test_a_body_with_every_answer_a_thousand_times_stays_small() -> None:
    marked = one_of_each()[m.Marked]
    assert isinstance(marked, m.Marked)
    said = [
        *(one_of_each()[type_] for type_ in SAID_OF_A_CASE if type_ is not i.ForeignIdLinked),
        *(one_of_each()[type_] for type_ in (i.OpenItemAdded, i.OpenItemResolved, i.CaseRelated)),
        *(replace(marked, scope=scope, target=target) for scope, target in (("case", ""), ("field", "plain_account"))),
        *(kind(item=None, reason="litigation", sheet="5" * 64) for kind in (e.HoldPlaced, e.HoldLifted)),
    ]
    case = case_after([one_of_each()[i.CaseOpened], *(said * 1_000)])
    assert isinstance(case, Case)
    assert len(msgspec.json.encode(case)) < BODY_BYTES
