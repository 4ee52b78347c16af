"""Terms have one spelling, and a sentence for every label."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.marking import Pap, PermittedAction, Tlp
from tocsin.vocab.terms import REACH, Terms, terms_bytes

terms = st.builds(
    Terms,
    tlp=st.sampled_from(Tlp),
    pap=st.none() | st.sampled_from(Pap),
    permitted_actions=st.none() | st.sampled_from(PermittedAction),
)


@given(terms, terms)
def test_equal_terms_have_equal_bytes_and_others_do_not(one: Terms, other: Terms) -> None:
    assert (terms_bytes(one) == terms_bytes(other)) == (one == other)


def test_every_label_says_in_words_how_far_it_reaches() -> None:
    assert set(REACH) == set(Tlp)
    assert len(set(REACH.values())) == len(Tlp)
