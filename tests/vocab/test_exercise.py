"""What is practised never looks live, whatever else its case says."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tocsin.vocab.act import Act
from tocsin.vocab.acts.intake import CaseOpened
from tocsin.vocab.case import Case
from tocsin.vocab.exercise import EXERCISE, Live

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)


def _case(*, exercise: bool) -> Case:
    return Case(
        id="case-" + "0" * 26,
        size=1,
        opened_at=NOON,
        opened_by="person-" + "0" * 26,
        changed_at=NOON,
        exercise=exercise,
        template=None,
        checklist="jcdc-ai-playbook@1.0.0",
        sheet="00" * 32,
    )


def test_a_real_case_is_live() -> None:
    case = _case(exercise=False)
    assert Live(case=case).case == case


def test_an_exercise_is_never_live() -> None:
    with pytest.raises(ValueError, match="real channel"):
        Live(case=_case(exercise=True))


def test_nothing_that_happens_to_an_exercise_makes_it_live() -> None:
    case = replace(_case(exercise=True), size=90, changed_at=NOON, reports=3, kinds={"trace": 1})
    with pytest.raises(ValueError, match="real channel"):
        Live(case=case)
    with pytest.raises(AttributeError):
        case.exercise = False  # type: ignore[misc]  # that it cannot be set is what is tested


def test_only_the_act_that_opens_a_case_says_whether_it_is_an_exercise() -> None:
    acts = {type_ for type_ in Act.__args__ if "exercise" in type_.__struct_fields__}
    assert acts == {CaseOpened}


def test_the_word_on_everything_is_loud() -> None:
    assert EXERCISE == "EXERCISE"
