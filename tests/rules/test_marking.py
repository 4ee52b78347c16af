"""The laws of joining and changing marks: strictest wins, nothing widens by itself, privileged stays."""

import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.marking import (
    ACTION_LADDER,
    ENCRYPT_LADDER,
    NOTIFICATION_LADDER,
    RESALE_LADDER,
    ChangeFree,
    ChangePermitted,
    FreeReason,
    Permission,
    PermissionNeeded,
    at_least_as_strict,
    effective,
    has_conflict,
    join,
    join_all,
    judge_change,
    require_shareable,
    shareable,
    strictest,
    widened_fields,
)
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.marking import (
    UNMARKED,
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
from tocsin.vocab.ports import Compartment
from tocsin.vocab.privilege import Candidate, Privileged, Shareable

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PERSON = "person-" + "0" * 26

words = st.lists(st.sampled_from(["org-a", "org-b", "org-c"]), max_size=3).map(in_order)
moments = st.integers(0, 10**7).map(lambda seconds: NOON + timedelta(seconds=seconds))
markings = st.builds(
    Marking,
    tlp=st.sampled_from(Tlp),
    owners=words,
    audience=st.none() | words,
    caveats=st.lists(st.sampled_from(Caveat), max_size=4).map(in_order),
    encrypt_in_transit=st.none() | st.sampled_from(EncryptInTransit),
    permitted_actions=st.none() | st.sampled_from(PermittedAction),
    notifications=st.none() | st.sampled_from(AffectedPartyNotification),
    attribution=st.none() | st.sampled_from(Attribution),
    resale=st.none() | st.sampled_from(UnmodifiedResale),
    pap=st.none() | st.sampled_from(Pap),
    embargo_until=st.none() | moments,
    expires_at=st.none() | moments,
)
marks = st.lists(markings, max_size=3)


@given(markings, markings)
def test_join_is_commutative(a: Marking, b: Marking) -> None:
    assert join(a, b) == join(b, a)


@given(markings, markings, markings)
def test_join_is_associative(a: Marking, b: Marking, c: Marking) -> None:
    assert join(join(a, b), c) == join(a, join(b, c))


@given(markings)
def test_join_is_idempotent(a: Marking) -> None:
    assert join(a, a) == a


@given(markings, markings)
def test_a_join_is_at_least_as_strict_as_each_part(a: Marking, b: Marking) -> None:
    whole = join(a, b)
    assert at_least_as_strict(whole, a)
    assert at_least_as_strict(whole, b)
    assert whole.tlp >= max(a.tlp, b.tlp)
    assert set(whole.caveats) == {*a.caveats, *b.caveats}
    if whole.audience is None:
        assert a.audience is None
        assert b.audience is None
    else:
        assert all(set(whole.audience) <= set(part.audience) for part in (a, b) if part.audience is not None)


@given(st.lists(markings, min_size=1, max_size=4), markings)
def test_adding_a_part_never_widens(parts: list[Marking], more: Marking) -> None:
    assert at_least_as_strict(join_all([*parts, more]), join_all(parts))


@given(st.frozensets(st.sampled_from(Tlp)), st.frozensets(st.sampled_from(Tlp)))
def test_adding_a_label_never_widens_the_reach(some: frozenset[Tlp], more: frozenset[Tlp]) -> None:
    if some:
        assert strictest(some | more) >= strictest(some)


def test_no_labels_at_all_is_red() -> None:
    assert strictest(()) is Tlp.RED
    assert join_all(()) == UNMARKED


@pytest.mark.parametrize("a", Tlp)
@pytest.mark.parametrize("b", Tlp)
def test_every_pair_of_labels_joins_to_the_stricter(a: Tlp, b: Tlp) -> None:
    assert join(Marking(tlp=a), Marking(tlp=b)).tlp == max(a, b)


MAY, MUST, MUST_NOT, CONFLICT = Attribution
ATTRIBUTIONS = {
    (MAY, MAY): MAY,
    (MAY, MUST): MUST,
    (MAY, MUST_NOT): MUST_NOT,
    (MAY, CONFLICT): CONFLICT,
    (MUST, MUST): MUST,
    (MUST, MUST_NOT): CONFLICT,
    (MUST, CONFLICT): CONFLICT,
    (MUST_NOT, MUST_NOT): MUST_NOT,
    (MUST_NOT, CONFLICT): CONFLICT,
    (CONFLICT, CONFLICT): CONFLICT,
}


@pytest.mark.parametrize("a", Attribution)
@pytest.mark.parametrize("b", Attribution)
def test_owners_who_contradict_each_other_are_a_conflict_never_one_of_them(a: Attribution, b: Attribution) -> None:
    expected = ATTRIBUTIONS.get((a, b)) or ATTRIBUTIONS[b, a]
    whole = join(Marking(tlp=Tlp.GREEN, attribution=a), Marking(tlp=Tlp.GREEN, attribution=b))
    assert whole.attribution is expected
    assert has_conflict(whole) is (expected is CONFLICT)


def test_a_statement_stands_where_the_other_source_said_nothing() -> None:
    said = Marking(
        tlp=Tlp.CLEAR,
        audience=("org-a",),
        permitted_actions=PermittedAction.INTERNAL,
        attribution=MUST,
        pap=Pap.AMBER,
        embargo_until=NOON,
        expires_at=NOON,
    )
    assert join(said, Marking(tlp=Tlp.CLEAR)) == said


def test_every_ladder_runs_from_loose_to_strict() -> None:
    assert ENCRYPT_LADDER == (EncryptInTransit.MAY, EncryptInTransit.MUST)
    assert tuple(reversed(PermittedAction)) == ACTION_LADDER
    assert NOTIFICATION_LADDER == (AffectedPartyNotification.MAY, AffectedPartyNotification.MUST_NOT)
    assert RESALE_LADDER == (UnmodifiedResale.MAY, UnmodifiedResale.MUST_NOT)


def test_the_later_embargo_and_the_earlier_expiry_win() -> None:
    later = NOON.replace(hour=18)
    whole = join(
        Marking(tlp=Tlp.RED, embargo_until=NOON, expires_at=later),
        Marking(tlp=Tlp.RED, embargo_until=later, expires_at=NOON),
    )
    assert (whole.embargo_until, whole.expires_at) == (later, NOON)


def test_a_field_inherits_from_its_item_and_an_item_from_its_case() -> None:
    green, amber = Marking(tlp=Tlp.GREEN), Marking(tlp=Tlp.AMBER)
    assert effective([green]) == green
    assert effective([green], [amber]) == amber
    assert effective([amber], [green]) == amber
    assert effective([green], [], [amber]) == amber
    assert effective([green], [amber], [green]) == amber


def test_marks_on_parts_do_not_open_an_unmarked_case() -> None:
    clear = Marking(tlp=Tlp.CLEAR)
    assert effective([], [clear], [clear]).tlp is Tlp.RED
    assert effective([], [clear]).audience == ()


@given(marks, marks, marks, markings)
def test_a_further_mark_below_the_case_never_widens(
    case: list[Marking], item: list[Marking], field: list[Marking], more: Marking
) -> None:
    before = effective(case, item, field)
    assert at_least_as_strict(effective(case, [*item, more], field), before)
    assert at_least_as_strict(effective(case, item, [*field, more]), before)
    assert at_least_as_strict(effective(case, item, field), effective(case, item))
    assert at_least_as_strict(effective(case, item), effective(case))


@given(st.lists(markings, min_size=1, max_size=2), marks, marks, markings)
def test_a_stricter_mark_on_the_case_never_widens_a_part(
    case: list[Marking], item: list[Marking], field: list[Marking], more: Marking
) -> None:
    assert at_least_as_strict(effective([*case, more], item, field), effective(case, item, field))


@given(markings, markings)
def test_tightening_is_free(old: Marking, more: Marking) -> None:
    change = judge_change(old, join(old, more), by="org-z")
    assert isinstance(change, ChangeFree)
    assert change.why is (FreeReason.SAME if join(old, more) == old else FreeReason.TIGHTER)


@given(markings, markings)
def test_widening_is_never_silent(old: Marking, new: Marking) -> None:
    change = judge_change(old, new, by="org-a")
    if at_least_as_strict(new, old):
        assert isinstance(change, ChangeFree)
    else:
        assert isinstance(change, PermissionNeeded)
        assert change.owners_missing == old.owners
        assert change.widened
        assert change.reasons


def _permission(owner: str, to: Marking) -> Permission:
    return Permission(owner=owner, to=to, recorded_by=PERSON, given_at=NOON)


AMBER = Marking(tlp=Tlp.AMBER, owners=("org-a", "org-b"))
GREEN = replace(AMBER, tlp=Tlp.GREEN)
CLEAR = replace(AMBER, tlp=Tlp.CLEAR)


def test_widening_waits_for_every_owner() -> None:
    one = judge_change(AMBER, GREEN, by="org-a", permissions=(_permission("org-a", GREEN),))
    assert isinstance(one, PermissionNeeded)
    assert one.owners_missing == ("org-b",)
    both = judge_change(
        AMBER, GREEN, by="org-a", permissions=(_permission("org-a", GREEN), _permission("org-b", GREEN))
    )
    assert both == ChangePermitted(widened=("tlp",), owners=("org-a", "org-b"))


def test_a_permission_reaches_no_further_than_its_words() -> None:
    for_green = (_permission("org-a", GREEN), _permission("org-b", GREEN))
    assert isinstance(judge_change(AMBER, CLEAR, by="org-a", permissions=for_green), PermissionNeeded)
    for_clear = (_permission("org-a", CLEAR), _permission("org-b", CLEAR))
    assert isinstance(judge_change(AMBER, GREEN, by="org-a", permissions=for_clear), ChangePermitted)


def test_a_permission_of_somebody_else_counts_nothing() -> None:
    change = judge_change(AMBER, GREEN, by="org-a", permissions=(_permission("org-c", GREEN),))
    assert isinstance(change, PermissionNeeded)
    assert change.owners_missing == ("org-a", "org-b")


def test_where_no_owner_is_known_nobody_can_permit() -> None:
    change = judge_change(Marking(tlp=Tlp.RED), Marking(tlp=Tlp.CLEAR), by="org-a")
    assert isinstance(change, PermissionNeeded)
    assert change.owners_missing == ()
    assert change.reasons == ("no owner is recorded, so nobody can permit a wider mark",)


def test_the_first_mark_on_ones_own_material_is_free() -> None:
    own = Marking(tlp=Tlp.GREEN, owners=("own",))
    assert judge_change(None, own, by="own") == ChangeFree(why=FreeReason.FIRST_MARK_BY_OWNER)


def test_a_first_mark_on_foreign_material_waits_for_its_owner() -> None:
    foreign = Marking(tlp=Tlp.GREEN, owners=("isac",))
    assert isinstance(judge_change(None, foreign, by="own"), PermissionNeeded)
    nobody = Marking(tlp=Tlp.RED, owners=())
    assert isinstance(judge_change(None, nobody, by="own"), PermissionNeeded)


def test_every_field_that_opens_is_named() -> None:
    old = Marking(tlp=Tlp.AMBER, owners=("a",), caveats=(Caveat.PRIVILEGED,), pap=Pap.RED, audience=("a",))
    new = Marking(tlp=Tlp.RED, owners=("a",), pap=Pap.GREEN, audience=("a", "b"))
    assert widened_fields(old, new) == ("audience", "caveats", "pap")


def _candidate(compartment: Compartment = Compartment.ORDINARY, *caveats: Caveat) -> Candidate:
    return Candidate(
        item="item-" + "0" * 26,
        content="0" * 64,
        compartment=compartment,
        marking=Marking(tlp=Tlp.AMBER, caveats=in_order(caveats)),
    )


@pytest.mark.parametrize("compartment", Compartment)
@pytest.mark.parametrize("caveat", Caveat)
def test_caveat_or_compartment_alone_makes_it_privileged(compartment: Compartment, caveat: Caveat) -> None:
    verdict = shareable(_candidate(compartment, caveat))
    expected = compartment is Compartment.PRIVILEGED or caveat is Caveat.PRIVILEGED
    assert type(verdict) is (Privileged if expected else Shareable)


@pytest.mark.parametrize(
    "thing", [shareable(_candidate(Compartment.PRIVILEGED)), _candidate(), None, "item", {"candidate": {}}]
)
def test_a_dynamic_caller_cannot_pass_anything_but_shareable(thing: object) -> None:
    with pytest.raises(ActNotAllowed, match="cannot be an input"):
        require_shareable(thing)


def test_a_shareable_passes_unchanged() -> None:
    fine = shareable(_candidate())
    assert require_shareable(fine) is fine


def test_the_type_checker_refuses_privileged_material(tmp_path: Path) -> None:
    """The law by type: a document builder takes Shareable, and mypy refuses what may be Privileged."""
    api = pytest.importorskip("mypy.api")
    caller = tmp_path / "caller.py"
    caller.write_text(
        textwrap.dedent(
            """
            from tocsin.rules.marking import shareable
            from tocsin.vocab.privilege import Candidate, Privileged, Shareable


            def build(inputs: tuple[Shareable, ...]) -> int:
                return len(inputs)


            def dodge(candidate: Candidate, secret: Privileged) -> None:
                build((secret,))
                build((shareable(candidate),))
                build((candidate,))
            """
        )
    )
    report, _, status = api.run(
        ["--strict", "--no-error-summary", "--config-file=", "--cache-dir", str(tmp_path / "cache"), str(caller)]
    )
    assert status == 1
    assert report.count('Argument 1 to "build" has incompatible type') == 3, report
