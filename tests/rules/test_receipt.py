"""What a signed answer licenses, and when two of them cannot both be so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from tocsin.ledger.record import Feedback, Receipt
from tocsin.rules.receipt import Answer, disagree, grade_of, kind_of
from tocsin.vocab.feedback import OURS

RECEIPT = Receipt(
    iss="isac.example",
    id="1" * 32,
    share_digest="a" * 64,
    content_commit="b" * 64,
    terms_accepted="c" * 64,
    received_at="2026-03-24T12:00:00Z",
)
FEEDBACK = Feedback(iss="isac.example", id="2" * 32, share_digest="a" * 64, grade="E3")
FALSE_ALARM = replace(FEEDBACK, id="3" * 32, grade="E2", false_positive=True)

answers: st.SearchStrategy[Answer] = st.one_of(
    st.builds(
        lambda id_, at, terms: replace(RECEIPT, id=id_, received_at=at, terms_accepted=terms),
        st.sampled_from(["1" * 32, "2" * 32]),
        st.sampled_from(["2026-03-24T12:00:00Z", "2026-03-24T13:00:00Z"]),
        st.sampled_from(["c" * 64, "d" * 64]),
    ),
    st.builds(
        lambda id_, grade, false: replace(FEEDBACK, id=id_, grade=grade, false_positive=false),
        st.sampled_from(["1" * 32, "2" * 32]),
        st.sampled_from(["E2", "E3", "E4"]),
        st.sampled_from([True, False, None, UNSET]),
    ),
)


@given(answers, answers)
def test_whoever_came_first_does_not_change_whether_they_disagree(one: Answer, other: Answer) -> None:
    assert disagree(one, other) is disagree(other, one)


@pytest.mark.parametrize(
    ("other", "is_against"),
    [
        (replace(RECEIPT, id="9" * 32), False),
        (replace(RECEIPT, id="9" * 32, received_at="2026-03-24T12:00:01Z"), True),
        (replace(RECEIPT, id="9" * 32, terms_accepted="d" * 64), True),
        (replace(RECEIPT, system="mail gateway"), True),  # one id for two things
        (FEEDBACK, False),
    ],
)
def test_a_share_is_received_once_and_under_one_set_of_terms(other: Answer, is_against: bool) -> None:
    assert disagree(RECEIPT, other) is is_against


def test_what_was_found_was_no_false_alarm() -> None:
    assert disagree(FEEDBACK, FALSE_ALARM)
    assert not disagree(FEEDBACK, replace(FALSE_ALARM, false_positive=False))
    assert not disagree(FEEDBACK, replace(FEEDBACK, id="4" * 32, grade="E4"))


def test_every_answer_has_a_grade_and_says_that_it_was_read() -> None:
    each: list[Answer] = [RECEIPT, *(replace(FEEDBACK, grade=grade) for grade in ("E2", "E3", "E4"))]
    assert [grade_of(one) for one in each] == ["E1", "E2", "E3", "E4"]
    assert [str(kind_of(one)) for one in each] == ["acknowledged", "acknowledged", "sighting", "sighting"]
    assert not {kind_of(one) for one in each} & OURS
