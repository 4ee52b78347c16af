"""What goes to many is read blind: a right guess stops it, the guesser hears no more, the author which question."""

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, everything_on_disk, names
from tests.shares import VICTIM, Stage
from tests.stages.test_release_approvals import PUBLIC_FACTS, _somebody
from tocsin.stages.blind_review import answer, standings, view
from tocsin.stages.cut import choose
from tocsin.stages.desk import Desk
from tocsin.stages.packaging import write_documents
from tocsin.stages.preview import preview_of
from tocsin.stages.release import clearance, decisions
from tocsin.stages.share import find
from tocsin.vocab.blind_review import BlindAnswers
from tocsin.vocab.cut import Cut
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.marking import Tlp
from tocsin.vocab.release import Approved, Need, Pending, Reason, Refused
from tocsin.vocab.sharing import Share

FREE = BlindAnswers(victim="cannot tell", product="a mail assistant", attack="the mail tool, with a page like this")
RIGHT = BlindAnswers(victim="I guess Harbour Clinic Nord")


class Press(Stage):
    """A share for a community, approved by the two whom it takes, and somebody who knows nothing of it."""

    def __init__(self, story: DeskOfStories) -> None:
        super().__init__(story)
        self.marked(Tlp.CLEAR)
        self.cleaned()
        self.people = self.team(), _somebody(self, "Lou", "approver")
        self.list = self.party("list", "community", RoadKind.PAGE, "list@list.example")
        self.share: Share = self.proposed(self.list, facts=PUBLIC_FACTS)
        for one in self.people:
            self.approved(self.share, one)
        self.ann = _somebody(self, "Ann", "analyst")

    def decided(self) -> object:
        """What is decided about the list now."""
        return decisions(self.desk, self.share)[self.list]


@pytest.fixture
def press(story: DeskOfStories) -> Press:
    """The same, ready to be read."""
    return Press(story)


def test_it_leaves_when_somebody_read_it_and_could_not_tell(press: Press) -> None:
    assert press.decided() == Pending(recipient=press.list, missing=(Need.BLIND_REVIEW,))
    press.story.forget_acts()
    heard = answer(press.ann, press.share, "", FREE)
    assert names(press.story.new_acts()) == ["BlindReviewed", "ShareApproved"]
    assert (heard.recipient, heard.is_blocked) == (press.list, False)
    assert isinstance(press.decided(), Approved)
    (line,) = standings(press.desk, find(press.desk, press.share.id))
    assert (line.is_done, line.guessed) == (True, ())


def test_a_right_guess_stops_it_and_neither_answer_nor_name_is_told(press: Press) -> None:
    answer(press.ann, press.share, press.list, FREE)
    (delivery,) = press.sent(press.share)
    bob = _somebody(press, "Bob", "counsel")
    heard = answer(bob, press.share, press.list, RIGHT)
    assert heard.is_blocked
    assert "victim" not in heard.said.lower()
    assert isinstance(clearance(press.desk, delivery), Refused)  # what waits to be sent is stopped too
    decided = press.decided()
    assert isinstance(decided, Refused)
    assert decided.reasons == (Reason.GUESSED,)
    (shown,) = preview_of(press.desk, find(press.desk, press.share.id)).recipients
    assert "guessed: who the victim is" in shown.why
    assert VICTIM not in " ".join(shown.why)
    assert VICTIM.encode() not in everything_on_disk(press.desk)


def test_a_right_guess_outlives_a_rewriting_and_ends_with_a_narrower_cut(press: Press) -> None:
    answer(press.ann, press.share, press.list, RIGHT)
    assert isinstance(press.decided(), Refused)
    write_documents(press.desk, find(press.desk, press.share.id))
    assert isinstance(press.decided(), Refused)
    with pytest.raises(ActNotAllowed):
        answer(replace(press.desk), press.share, "", FREE)  # the author
    choose(press.desk, find(press.desk, press.share.id), {press.list: Cut.CLASS})
    write_documents(press.desk, find(press.desk, press.share.id))
    decided = press.decided()
    assert isinstance(decided, Pending)
    assert Need.BLIND_REVIEW in decided.missing


def test_proposing_the_same_copy_again_does_not_undo_a_guess(press: Press) -> None:
    answer(press.ann, press.share, press.list, RIGHT)
    again = press.proposed(press.list, facts=PUBLIC_FACTS)
    decided = decisions(press.desk, again)[press.list]
    assert isinstance(decided, Refused)
    assert decided.reasons == (Reason.GUESSED,)
    (line,) = standings(press.desk, again)
    assert line.guessed == ("who the victim is",)
    press.cleaned(remove=(VICTIM, "mail tool"))
    anew = press.proposed(press.list, facts=PUBLIC_FACTS)
    assert isinstance(decisions(press.desk, anew)[press.list], Pending)


def test_what_is_written_anew_is_read_anew(press: Press) -> None:
    answer(press.ann, press.share, press.list, FREE)
    write_documents(press.desk, find(press.desk, press.share.id))
    decided = press.decided()
    assert isinstance(decided, Pending)
    assert Need.BLIND_REVIEW in decided.missing
    assert view(press.ann, press.share, "", start=0, most=5).closed == ""


def test_the_view_is_the_document_and_nothing_else(press: Press) -> None:
    seen = view(press.ann, press.share, "", start=0, most=1_000)
    assert seen.closed == ""
    assert len(seen.questions) == 3
    said = str(seen)
    assert "poisoned page" in said
    assert VICTIM not in said
    assert press.case.id not in said
    part = view(press.ann, press.share, press.list, start=0, most=2)
    assert (len(part.lines), part.next) == (2, 2)


def test_nobody_with_a_part_in_it_reads_it_and_nobody_twice(press: Press) -> None:
    auditor = _somebody(press, "Ada", "auditor")
    for one in (press.desk, *press.people, auditor):
        assert view(one, press.share, "", start=0, most=1).closed
        _refused(one, press.share)
    answer(press.ann, press.share, "", FREE)
    _refused(press.ann, press.share)


def _refused(desk: Desk, share: Share) -> None:
    before = desk.log.size()
    with pytest.raises(ActNotAllowed):
        answer(desk, share, "", FREE)
    assert desk.log.size() == before


def test_a_list_of_everybody_is_no_guess(press: Press) -> None:
    with pytest.raises(BadInput, match="at most"):
        answer(press.ann, press.share, "", BlindAnswers(victim="Harbour Clinic Nord, " * 40))


def test_what_goes_to_named_organizations_takes_no_second_reader(story: DeskOfStories) -> None:
    stage = Stage(story)
    stage.marked()
    stage.cleaned()
    share = stage.proposed(stage.party("adopter", "adopter"))
    assert standings(stage.desk, share) == ()
    assert "community" in view(stage.desk, share, "", start=0, most=1).closed
    with pytest.raises(ActNotAllowed, match="community"):
        answer(stage.team(), share, "", FREE)
