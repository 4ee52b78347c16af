"""What could be guessed is refused where the clean copy is made; names and times say no more than was chosen."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, an_item
from tests.shares import VICTIM, Stage
from tocsin.stages import fields
from tocsin.stages.cleaning import Choice, make_copy
from tocsin.stages.impact import name_component
from tocsin.stages.ours import ours_of
from tocsin.vocab.clean_copy import Fate
from tocsin.vocab.coarse import Coarse
from tocsin.vocab.component import ComponentType, Naming, Standing
from tocsin.vocab.errors import BadInput
from tocsin.vocab.indicator import IndicatorGiven

CHOICE = Choice(remove=(VICTIM,))


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked case with its rows."""
    made = Stage(story)
    made.marked()
    return made


def filled(stage: Stage, text: str) -> None:
    """Another account of what happened."""
    fields.fill(stage.desk, stage.now(), [fields.Filled(row="plain_account", text=text)])


@pytest.mark.parametrize("kind", ["ipv4_sha256", "prompt_minhash", "email_hmac", "victims_bloom", "prompt_embedding"])
def test_a_form_of_something_guessable_is_no_indicator_and_is_told_why(stage: Stage, kind: str) -> None:
    given = IndicatorGiven(kind=kind, value="0" * 64, context="Block it.")
    with pytest.raises(BadInput, match=f"the indicator {kind} does not leave") as caught:
        make_copy(stage.desk, stage.now(), replace(CHOICE, indicators=(given,)))
    assert caught.value.hint.startswith("send the")


def test_a_digest_of_a_word_of_the_case_is_refused_wherever_it_stands(stage: Stage) -> None:
    digest = sha256(b"Nord").hexdigest()
    given = IndicatorGiven(kind="sha256", value=digest, context="Look for this file.")
    with pytest.raises(BadInput, match="a digest of a word that stands in the case"):
        make_copy(stage.desk, stage.now(), replace(CHOICE, indicators=(given,)))
    filled(stage, f"A clinic that is called {VICTIM} was hit; its number is {sha256(VICTIM.encode()).hexdigest()}.")
    with pytest.raises(BadInput, match="a digest of a word that stands in the case"):
        make_copy(stage.desk, stage.now(), CHOICE)


def test_a_digest_of_a_file_leaves(stage: Stage) -> None:
    given = IndicatorGiven(kind="sha256", value=sha256(b"a whole file").hexdigest(), context="Look for this file.")
    assert make_copy(stage.desk, stage.now(), replace(CHOICE, indicators=(given,))).copy.indicators[0].value


def test_digests_of_a_component_go_with_its_name(stage: Stage) -> None:
    """All public models are listed with their digests: the digest would say which one it is."""
    for name in ("litellm", f"{VICTIM} assistant"):
        naming = Naming(type=ComponentType.MODEL, name=name, digests=(("SHA-256", sha256(name.encode()).hexdigest()),))
        name_component(stage.desk, stage.now(), naming, Standing.AFFECTED)
    copied = {one.name: one.digests for one in make_copy(stage.desk, stage.now(), CHOICE).copy.components}
    assert copied == {"litellm": (("SHA-256", sha256(b"litellm").hexdigest()),), "[VICTIM-1] assistant": ()}


def test_names_of_a_copy_that_nobody_got_are_given_anew(stage: Stage) -> None:
    """Otherwise the first name that anybody reads would be [EMAIL-3], and say that two others were named elsewhere."""
    item = an_item(stage.desk, stage.now(), b"Write to ann.lee@mailbox.org and bob.kay@mailbox.org.")
    filled(stage, "The agent wrote to zoe.marsh@mailbox.org.")
    wide = make_copy(stage.desk, stage.now(), replace(CHOICE, fields=(), items=(item.id,)))
    assert "[EMAIL-2]" in wide.copy.prompts[0].text
    narrow = make_copy(stage.desk, stage.now(), CHOICE).copy
    assert "[EMAIL-1]" in narrow.passages[0].text


def test_names_that_somebody_got_stay_and_nobody_else_is_called_so(stage: Stage) -> None:
    filled(stage, "The agent wrote to zoe.marsh@mailbox.org.")
    stage.cleaned()
    stage.delivered(stage.party("adopter", "adopter"))
    filled(stage, "The agent wrote to ann.lee@mailbox.org, then to zoe.marsh@mailbox.org.")
    again = make_copy(stage.desk, stage.now(), CHOICE).copy
    assert "to [EMAIL-2], then to [EMAIL-1]" in again.passages[0].text


def test_names_begin_where_every_document_does(stage: Stage) -> None:
    """A recipient who gets no prompt, and reads another title, misses no number."""
    item = an_item(stage.desk, stage.now(), b"Write to ann.lee@mailbox.org.")
    filled(stage, "The agent wrote to zoe.marsh@mailbox.org.")
    copy = make_copy(stage.desk, stage.now(), replace(CHOICE, items=(item.id,))).copy
    assert ("[EMAIL-1]" in copy.passages[0].text, "[EMAIL-2]" in copy.prompts[0].text) == (True, True)


def test_times_leave_as_exactly_as_was_chosen(stage: Stage) -> None:
    seen = datetime(2026, 3, 24, 9, 41, 7, tzinfo=UTC)
    given = IndicatorGiven(kind="domain", value="evil.example", context="Seen 2026-03-24T09:41:07Z.", first_seen=seen)
    filled(stage, f"At 2026-03-24T09:41:07Z an agent of {VICTIM} read it.")
    choice = replace(CHOICE, indicators=(given,), times=Coarse.DAY)
    stage.cleaned(indicators=choice.indicators, times=choice.times)
    share = stage.proposed(stage.party("adopter", "adopter"))
    copy = make_copy(stage.desk, stage.now(), choice).copy
    assert copy.passages[0].text == "At 2026-03-24 an agent of [VICTIM-1] read it."
    assert (copy.indicators[0].first_seen, copy.indicators[0].context) == (
        datetime(2026, 3, 24, tzinfo=UTC),
        "Seen 2026-03-24.",
    )
    line = next(one for one in ours_of(stage.desk, share).lines if one.key == "plain_account")
    assert line.fate is Fate.REDACTED  # and not CHANGED: it is what was copied, with coarse times
