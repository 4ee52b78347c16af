"""A blank is its document without what is a recipient's own; ids come from the seed and say nothing."""

import uuid
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.documents import OTHER_SEED, SEED, a_package
from tocsin.vocab.blank import Blank, cut, drawn_ids, filled, gap, is_own, said, stretches

SEEDS = st.binary(min_size=32, max_size=32)


def a_blank(spelled: bytes, own: int) -> Blank:
    pieces, gaps = cut(spelled)
    ids = len({number for number in gaps if number >= own})
    return Blank(pieces=pieces, gaps=gaps, own=own, ids=ids, media_type="text/plain", ending=".txt", losses=())


@given(SEEDS, st.integers(0, 300), st.integers(0, 300))
def test_fewer_ids_are_the_beginning_of_more(seed: bytes, some: int, more: int) -> None:
    fewer, whole = sorted((some, more))
    assert drawn_ids(seed, whole)[:fewer] == drawn_ids(seed, fewer)


@given(SEEDS)
def test_an_id_has_the_form_of_a_random_uuid(seed: bytes) -> None:
    for spelled in drawn_ids(seed, 40):
        made = uuid.UUID(spelled.decode())
        assert str(made) == spelled.decode()
        assert (made.version, made.variant) == (4, uuid.RFC_4122)


def test_no_two_ids_of_many_documents_are_the_same() -> None:
    found = [one for seed in (SEED, OTHER_SEED, b"", b"\0") for one in drawn_ids(seed, 50_000)]
    assert len(set(found)) == len(found)


def test_neighbouring_ids_have_nothing_in_common() -> None:
    """Of 122 drawn bits about half differ; 20 would be a sign that they hang together."""
    numbers = [int(one.replace(b"-", b""), 16) for one in drawn_ids(SEED, 2_000)]
    assert min((one ^ other).bit_count() for one, other in pairwise(numbers)) > 20


def test_a_document_is_its_pieces_with_the_gaps_filled() -> None:
    blank = a_blank(b"for %b (%b), again %b" % (gap(0), gap(1), gap(1)), own=1)
    (identifier,) = drawn_ids(SEED, 1)
    rendered = filled(blank, (b"Ada",), a_package())
    assert rendered.data == b"for Ada (%b), again %b" % (identifier, identifier)
    assert (rendered.file_name, rendered.media_type) == ("NP-2026-0001.txt", "text/plain")


def test_a_document_without_gaps_is_the_same_for_everybody() -> None:
    assert filled(a_blank(b"to all", own=0), (), a_package()).data == b"to all"


def test_what_is_said_is_everything_but_the_ids() -> None:
    blank = a_blank(b"a %b b%bc %b d%b" % (gap(0), gap(2), gap(1), gap(3)), own=2)
    whole = stretches(blank)
    assert said(whole, (b"X", b"Y")) == b"a X b\nc Y d\n"
    assert said([each for each in whole if is_own(each)], (b"X", b"Y")) == b"a X b\nc Y d"
