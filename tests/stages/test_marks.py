"""Markings in acts and in the index: whatever was marked is read back as it was said."""

from datetime import UTC, datetime
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.leaves import ITEM, SHEET, leaf_of, one_of_each
from tocsin.rules.fold import fold
from tocsin.stages.marks import TLP_CODES, act_of, marking_of
from tocsin.vocab.act import leaf_bytes, read_leaf
from tocsin.vocab.acts.intake import CaseOpened
from tocsin.vocab.case import Case, MarkSet
from tocsin.vocab.ids import KEY
from tocsin.vocab.marking import (
    AffectedPartyNotification,
    Attribution,
    Caveat,
    EncryptInTransit,
    Marking,
    Pap,
    PermittedAction,
    Tlp,
    UnmodifiedResale,
    in_order,
)
from tocsin.vocab.reason import OWN

MOMENTS = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the strategy puts the zone in
PARTIES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)


def maybe(words: type[Enum]) -> st.SearchStrategy[object]:
    return st.none() | st.sampled_from(words)


MARKINGS = st.builds(
    Marking,
    tlp=st.sampled_from(Tlp),
    owners=st.just((OWN,)),
    audience=st.none() | st.lists(PARTIES, max_size=3).map(in_order),
    caveats=st.lists(st.sampled_from(Caveat), max_size=4).map(in_order),
    encrypt_in_transit=maybe(EncryptInTransit),
    permitted_actions=maybe(PermittedAction),
    notifications=maybe(AffectedPartyNotification),
    attribution=maybe(Attribution),
    resale=maybe(UnmodifiedResale),
    pap=maybe(Pap),
    embargo_until=MOMENTS,
    expires_at=MOMENTS,
)


def stands_after(marking: Marking) -> MarkSet:
    """The mark as it stands on a case after it went through an act and its leaf."""
    opened = leaf_of(one_of_each()[CaseOpened])
    (case,) = fold(opened, lambda *_: None)
    act = act_of(marking, scope="case", target="", source=OWN, widened=False, sheet=SHEET)
    leaf = read_leaf(leaf_bytes(leaf_of(act, seq=1)))
    (after,) = fold(leaf, lambda *_: case)
    assert isinstance(after, Case)
    return after.marks[OWN]


@given(MARKINGS)
def test_a_marking_that_was_recorded_reads_back_as_it_was_said(marking: Marking) -> None:
    assert marking_of(stands_after(marking)) == marking


def test_every_label_has_a_code_that_can_stand_in_an_act() -> None:
    assert set(TLP_CODES) == set(Tlp)
    assert len(set(TLP_CODES.values())) == len(Tlp)
    assert all(KEY.match(code) for code in TLP_CODES.values())


@pytest.mark.parametrize("source", ["own", "cisa"])
def test_the_source_of_a_mark_owns_it(source: str) -> None:
    act = act_of(Marking(tlp=Tlp.GREEN), scope="item", target=ITEM, source=source, widened=True, sheet=SHEET)
    assert (act.source, act.scope, act.target, act.widened) == (source, "item", ITEM, True)
