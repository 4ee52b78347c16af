"""A cut can only take away, and what it takes away shows in nothing that stays."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.documents import COPY
from tocsin.rules.cut import (
    FIELDS,
    GIVES,
    counts_for,
    cut_copy,
    does_not_get,
    gets,
    held_back,
    proposed,
)
from tocsin.vocab.clean_copy import CleanCopy, SharedMitigation, SharedPrompt
from tocsin.vocab.cut import Cut, Part
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.party import PartyKind, PartyRole

MARK = Marking(tlp=Tlp.AMBER)
ORDERED = (Cut.CLASS, Cut.PATTERN, Cut.PROMPT, Cut.WHOLE)
NAMES = st.sampled_from(("[PERSON-1]", "[PERSON-2]", "[VICTIM-1]", "[HOST-7]", "a page", "an agent"))
TEXTS = st.lists(NAMES, min_size=1, max_size=3).map(" ".join)


def said(copy: CleanCopy) -> str:
    """Everything a copy says."""
    return msgspec.json.encode(copy).decode()


def test_every_field_of_a_clean_copy_belongs_to_a_part_and_every_part_is_given_by_the_whole() -> None:
    assert set(FIELDS) == {field.name for field in msgspec.structs.fields(CleanCopy)}
    assert set(GIVES) == set(Cut)
    assert set(GIVES[Cut.WHOLE]) == set(Part)
    assert set(FIELDS.values()) | {Part.PROMPT_TEXTS} == set(Part)


def test_each_cut_gives_all_that_those_before_it_give() -> None:
    for narrow, wide in pairwise(ORDERED):
        assert set(GIVES[narrow]) < set(GIVES[wide])
    assert GIVES[Cut.PROMPT_SEALED] == GIVES[Cut.PROMPT]
    assert GIVES[Cut.WHOLE_SEALED] == GIVES[Cut.WHOLE]


def test_the_whole_is_the_copy_itself() -> None:
    assert cut_copy(COPY, Cut.WHOLE, COPY.marking) == COPY


def test_the_class_says_the_class_and_nothing_of_the_case() -> None:
    found = cut_copy(COPY, Cut.CLASS, MARK)
    assert found == CleanCopy(
        title=f"AI security event: {COPY.classified.replace('_', ' ')}",
        classified=COPY.classified,
        flags=COPY.flags,
        legal_state=COPY.legal_state,
        marking=MARK,
    )


def test_the_pattern_names_prompts_by_digest_and_gives_no_account() -> None:
    found = cut_copy(COPY, Cut.PATTERN, MARK)
    assert [(one.role, one.text) for one in found.prompts] == [(one.role, "") for one in COPY.prompts]
    assert (found.passages, found.occurred, found.known_at) == ((), "", "")
    assert found.indicators == COPY.indicators


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from((Cut.CLASS, Cut.PATTERN)))
def test_what_is_held_back_changes_nothing_that_is_given(
    title: str, helps: str, one: str, other: str, cut: Cut
) -> None:
    """Neither its words nor its number, and not the numbers of names either."""
    found = []
    for text, count in ((one, 1), (other, 3)):
        passages = tuple(replace(each, text=text) for each in COPY.passages[:1]) * count
        prompts = (SharedPrompt(role="user", text=text),)
        helping = (SharedMitigation(text=helps),)
        # Names are given in the order in which texts are cleaned: what is held back may have come first.
        copy = replace(COPY, title=title, passages=passages, prompts=prompts, mitigations=helping)
        shifted = said(copy).replace("[PERSON-2]", "[PERSON-9]") if count == 3 else said(copy)
        found.append(cut_copy(msgspec.json.decode(shifted, type=CleanCopy), cut, MARK))
    assert found[0] == found[1]


def test_what_a_cut_holds_back_is_looked_for_in_its_documents() -> None:
    prompt, indicators = COPY.prompts[0].text, [one.value for one in COPY.indicators]
    assert held_back(COPY, Cut.WHOLE) == ()
    assert held_back(COPY, Cut.PATTERN) == (prompt,)
    assert list(held_back(COPY, Cut.CLASS)) == [prompt, *dict.fromkeys(indicators)]


def test_marks_of_what_a_cut_does_not_give_do_not_count_for_it() -> None:
    sources = ("field/plain_account", "field/mitigation_detail", "item/x", "text/y")
    helping = ("mitigation_detail",)
    assert counts_for(sources, Cut.CLASS, helping) == ("text/y",)
    assert counts_for(sources, Cut.PATTERN, helping) == ("field/mitigation_detail", "item/x", "text/y")
    assert counts_for(sources, Cut.WHOLE, helping) == sources


@pytest.mark.parametrize("cut", Cut)
def test_what_is_got_and_what_is_not_is_everything(cut: Cut) -> None:
    whole = {text.split(", ")[0] for text in gets(COPY, Cut.WHOLE)}
    got, not_got = gets(COPY, cut), does_not_get(COPY, cut)
    assert {text.split(", ")[0] for text in (*got, *not_got)} == whole
    assert len(got) + len(not_got) == len(whole)


@pytest.mark.parametrize(
    ("kinds", "roles", "tlp", "cut"),
    [
        (("public",), ("affected",), Tlp.CLEAR, Cut.CLASS),
        ((), (), Tlp.CLEAR, Cut.CLASS),
        (("community", "vendor"), (), Tlp.GREEN, Cut.PATTERN),
        (("isac",), (), Tlp.AMBER, Cut.PATTERN),
        (("adopter",), ("affected",), Tlp.AMBER, Cut.WHOLE),
        (("vendor",), (), Tlp.AMBER, Cut.PROMPT),
        (("adopter",), ("supplier",), Tlp.RED, Cut.PROMPT_SEALED),
    ],
)
def test_a_cut_is_proposed_by_relation_and_mark(
    kinds: tuple[str, ...], roles: tuple[str, ...], tlp: Tlp, cut: Cut
) -> None:
    found = proposed(kinds, roles, Marking(tlp=tlp))
    assert found.cut is cut
    assert found.why


def test_every_party_has_a_proposal() -> None:
    for kind in PartyKind:
        for role in PartyRole:
            assert proposed((kind,), (role,), MARK).why
