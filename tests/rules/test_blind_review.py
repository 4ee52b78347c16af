"""Which guess is right, who may guess, and for how long a guess counts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.leaves import PARTY, PERSON, one_of_each
from tests.rules.fold.test_share import share_after
from tocsin.rules.blind_review import BlindStanding, barred, right_guesses, standing_for
from tocsin.vocab.acts import share as s
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.blind_review import BlindAnswers, BlindQuestion
from tocsin.vocab.case import Case, PersonEntry
from tocsin.vocab.release import Audience
from tocsin.vocab.sharing import PointAnswer, Share
from tocsin.vocab.triage import Statement

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
WITHHELD = (
    *("Harbour Clinic Nordkai GmbH", "jane.roe@mailbox.nordkai-klinik.de", "runner-7.build.quayside.co.uk"),
    *("Blue Heron", "4711", "北京银行", "Ost", "clinic", "2001:db8::7", "AKIAIOSFODNN7EXAMPLE"),
)
OPENLY = "An agent read a poisoned page about a heron and wrote to somebody."


def is_right(answer: str, shown: str = OPENLY, withheld: tuple[str, ...] = WITHHELD) -> bool:
    """Whether an answer to the first question blocks."""
    return right_guesses(BlindAnswers(victim=answer), withheld, shown) == (BlindQuestion.VICTIM,)


@pytest.mark.parametrize(
    "answer",
    [
        "Harbour Clinic Nordkai GmbH",
        "harbour  clinic NORDKAI, I think",
        "Nordkai",
        "nordkay",
        "Nordka",
        "Nord\u200bkai",
        "harbour-clinic-nordkai-gmbh",
        "somebody like Ｎｏｒｄｋａｉ",
        "HCN",
        "jane.roe[at]mailbox.nordkai-klinik[.]de",
        "nordkai-klinik",
        "quayside",
        "the people of runner-7.build.quayside.co.uk",
        "Blue Heron",
        "blue-heron",
        "北京银行",
        "2001:DB8::7",
        "akiaiosfodnn7example",
    ],
)
def test_what_names_something_withheld_is_a_right_guess(answer: str) -> None:
    assert is_right(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "cannot tell",
        "a clinic",
        "some harbour clinic in the north",
        "a heron",
        "nobody",
        "mailbox",
        "example",
        "a GmbH",
        "build runners",
        "Nord",
        "47",
        "???",
        "whoever runs the mail assistant",
    ],
)
def test_what_names_a_kind_or_a_word_of_the_document_is_none(answer: str) -> None:
    assert not is_right(answer)


def test_each_question_is_judged_alone() -> None:
    answers = BlindAnswers(victim="a port", product="Blue Heron 2", attack="runner-7.build.quayside.co.uk over ssh")
    assert right_guesses(answers, WITHHELD, OPENLY) == (BlindQuestion.PRODUCT, BlindQuestion.ATTACK)


def test_a_name_that_leaked_with_its_capital_is_still_a_right_guess() -> None:
    assert is_right("Nordkai", shown="It was seen at Nordkai.")
    assert not is_right("heron", shown="A heron.")


NAMES = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=6, max_size=20)


@given(NAMES, st.sampled_from(("{}", "I say {}.", "({})", "the {} people", "{}!")))
def test_a_withheld_value_itself_is_always_a_right_guess(name: str, said: str) -> None:
    assert is_right(said.format(f"Zy{name}"), shown="", withheld=(f"zy{name}",))


def test_nothing_withheld_makes_nothing_right() -> None:
    assert not is_right("Harbour Clinic", withheld=())


READ = one_of_each()[BlindReviewed]
assert isinstance(READ, BlindReviewed)
FREE = replace(READ, guessed=())
ANEW = replace(one_of_each()[s.DocumentWritten], document="document-" + "9" * 26)


def stands(share: Share, audience: Audience = Audience.COMMUNITY) -> BlindStanding:
    """How the one document of a share stands."""
    return standing_for(share, PARTY, audience)


def test_narrow_audiences_and_withdrawals_take_no_second_reader() -> None:
    share = share_after(s.DocumentWritten)
    for audience in (Audience.COORDINATOR, Audience.CIRCLE):
        assert not stands(share, audience).is_needed
    for audience in (Audience.COMMUNITY, Audience.PUBLIC):
        assert stands(share, audience) == BlindStanding(is_needed=True)
    assert not stands(replace(share, purpose="withdrawal")).is_needed


def test_that_nobody_guessed_counts_for_these_bytes_and_a_right_guess_as_long_as_they_say_the_same() -> None:
    assert stands(share_after(s.DocumentWritten, FREE)).is_done
    assert not stands(share_after(s.DocumentWritten, FREE, ANEW)).is_done
    for acts in ((READ,), (READ, ANEW), (FREE, READ), (READ, FREE), (READ, s.PointDecided)):
        assert stands(share_after(s.DocumentWritten, *acts)).guessed == ("victim",)
    narrower = share_after(s.DocumentWritten, READ, CutChosen, ANEW)
    assert stands(narrower) == BlindStanding(is_needed=True)


def test_one_reader_reads_for_everybody_who_gets_the_same() -> None:
    share = share_after(s.DocumentWritten, FREE)
    other = replace(share.documents[PARTY], id="document-" + "8" * 26)
    both = replace(share, documents=share.documents | {"party-2": other, "party-3": replace(other, format="pdf")})
    assert standing_for(both, "party-2", Audience.COMMUNITY).is_done
    assert not standing_for(both, "party-3", Audience.COMMUNITY).is_done


CASE = Case(
    id="case-1",
    size=1,
    opened_at=NOON,
    opened_by="person-0",
    changed_at=NOON,
    exercise=False,
    template=None,
    checklist="a@1",
    sheet="0" * 64,
)
KIM = PersonEntry(id="person-kim", roles=("analyst",), sheet="0" * 64, added_at=NOON)


def why_not(share: Share, person: PersonEntry = KIM, *, copied_by: str = PERSON, case: Case = CASE) -> str:
    """Why somebody may not read it blind."""
    return barred(share, case, person, copied_by=copied_by, is_solo=False)


def test_whoever_had_a_part_in_it_does_not_read_it_blind() -> None:
    share = share_after(s.DocumentWritten)
    assert why_not(share) == ""
    point = PointAnswer(value="none_found", statement=Statement.FACT, confidence="high", by=KIM.id, at=NOON, sheet=None)
    approval = replace(share_after(s.DocumentWritten, s.ApprovalGiven).approvals[0], by=KIM.id)
    look = replace(share_after(s.DocumentWritten, FREE).blind[0], by=KIM.id)
    for other in (
        replace(share, authors=(PERSON, KIM.id)),
        replace(share, points={"REVIEW": point}),
        replace(share, approvals=(approval,)),
        replace(share, blind=(look,)),
    ):
        assert why_not(other) != ""
    assert why_not(share, copied_by=KIM.id) != ""
    assert why_not(share, case=replace(CASE, assigned=KIM.id)) != ""
    assert why_not(share, case=replace(CASE, opened_by=KIM.id)) != ""
    assert why_not(share, replace(KIM, roles=("auditor", "admin"))) != ""
    assert barred(share, CASE, KIM, copied_by=PERSON, is_solo=True) != ""


def test_who_read_what_was_written_before_may_read_it_anew() -> None:
    before = replace(share_after(s.DocumentWritten, FREE).blind[0], by=KIM.id, document="document-" + "7" * 26)
    assert why_not(replace(share_after(s.DocumentWritten), blind=(before,))) == ""
