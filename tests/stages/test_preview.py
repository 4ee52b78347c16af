"""What they will get, read back from the very bytes; how a share stands, and what nobody told us."""

from datetime import timedelta
from hashlib import sha256

import pytest

from tests.builders import DeskOfStories
from tests.shares import CIRCLE_FACTS, VICTIM, Stage
from tocsin.stages.packaging import write_documents
from tocsin.stages.party import find_party
from tocsin.stages.preview import payload_of, preview_of, view_of
from tocsin.stages.release import refuse
from tocsin.stages.share import Proposal, find, propose
from tocsin.vocab.acts.party import PartyDeclared
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.sharing import Share
from tocsin.vocab.sheet import DocumentSheet, PartySheet

FORMATS = ("stix", "form-markdown", "form-html", "form-pdf", "mail-text")
FACTS = "SIG=… REACH=… ACT=… EXPO=… HAZ=… FIX=…"


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


def next_steps(stage: Stage, share: Share) -> list[str]:
    """What can be typed next, without the name of the share."""
    name = f"share-{share.id.removeprefix('share-')[:8]}"
    lines = preview_of(stage.desk, find(stage.desk, share.id)).next
    return [line.removeprefix("next: ").replace(name, "S") for line in lines if line.startswith("next: ")]


# --- the bytes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_is_shown_is_read_back_from_the_bytes(stage: Stage, format_name: str) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.proposed(party, formats=((party, format_name),), ask="Do you see this too?")
    view = view_of(stage.desk, share, party)
    told = " ".join(" ".join(value.split()) for _, value in view.lines)
    assert "Do you see this too?" in told
    assert "collect.evil.example" in told.replace("[.]", ".")
    assert VICTIM not in told
    name, payload = payload_of(stage.desk, share, party)
    sheet = stage.desk.sheet(share.documents[party].sheet, DocumentSheet)
    assert sheet is not None
    assert (view.size, sheet.sha256, name) == (len(payload), sha256(payload).hexdigest(), sheet.file_name)
    assert payload == stage.desk.vault.read(share.documents[party].payload)


def test_what_a_format_cannot_carry_is_shown(stage: Stage) -> None:
    view = view_of(stage.desk, stage.proposed(party := stage.party("adopter", "adopter")), party)
    assert all(line.startswith("not in the document: ") for line in view.losses)


def test_nothing_is_shown_of_what_is_not_written_or_for_whom_it_is_not(stage: Stage) -> None:
    party, other = stage.party("adopter", "adopter"), stage.party("other", "adopter")
    draft = propose(stage.desk, stage.now(), Proposal(recipients=(party,)))
    with pytest.raises(ActNotAllowed, match="not written yet"):
        view_of(stage.desk, draft, party)
    with pytest.raises(BadInput, match="is no recipient"):
        view_of(stage.desk, draft, other)
    with pytest.raises(ActNotAllowed, match="no document for this party"):
        payload_of(stage.desk, draft, party)


# --- how it stands ----------------------------------------------------------------------------------------------------


def test_the_whole_share_is_shown_with_its_digest_and_the_reach_of_its_label(stage: Stage) -> None:
    mira = stage.team()
    adopter, community = stage.party("adopter", "adopter"), stage.party("list", "community")
    share, _ = stage.approved(stage.proposed(adopter, community), mira)
    found = preview_of(stage.desk, share)
    assert (found.tlp, found.refused, found.self_approving) == ("TLP:AMBER", True, False)
    assert "those of your clients who need to know" in found.reach
    because = "Signal is Active, Actionability is Prevent and Exposure after cleaning is Recoverable"
    assert (found.row, found.advice) == (716, f"Circle, because {because}")
    assert found.facts == CIRCLE_FACTS
    verdicts = {view.name: view.verdict for view in found.recipients}
    assert verdicts == {"adopter": "may leave", "list": "refused"}
    (refused,) = [view for view in found.recipients if view.name == "list"]
    assert refused.why == (
        "the label does not reach that far",
        "this recipient is wider than the table advises",
        "would be allowed if Exposure after cleaning were Clean instead of Recoverable: Community",
    )


def test_the_digest_is_over_what_is_seen(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    before = preview_of(stage.desk, share).digest
    assert preview_of(stage.desk, share).digest == before
    assert preview_of(stage.desk, write_documents(stage.desk, share)).digest != before


def test_a_name_that_was_purged_is_not_seen_again_though_nothing_was_recorded(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.proposed(party)
    assert [view.name for view in preview_of(stage.desk, share).recipients] == ["adopter"]
    stage.desk.vault.destroy(find_party(stage.desk, party).sheet)
    assert [view.name for view in preview_of(stage.desk, share).recipients] == ["(purged)"]


def test_time_goes_on_for_what_was_seen_before(stage: Stage) -> None:
    share = stage.facts(stage.proposed(stage.party("adopter", "adopter")), CIRCLE_FACTS)
    assert preview_of(stage.desk, share).refused
    stage.later(10)
    share, _ = stage.approved(share, stage.desk)
    before = preview_of(stage.desk, share)
    stage.later(10)
    assert (before.refused, preview_of(stage.desk, share).refused) == (False, False)


def test_what_to_do_next_is_what_is_missing_now(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    draft = propose(stage.desk, stage.now(), Proposal(recipients=(party,)))
    assert next_steps(stage, draft) == [f"tocsin share facts S {FACTS}", "tocsin share write S"]
    share = write_documents(stage.desk, draft)
    assert next_steps(stage, share) == [f"tocsin share facts S {FACTS}"]
    share = stage.facts(share, CIRCLE_FACTS)
    digest = preview_of(stage.desk, share).digest[:8]
    assert next_steps(stage, share) == [
        f"tocsin share approve S --digest {digest}",
        "look at it again; from 2026-03-24 12:10 UTC on it may leave",
    ]
    stage.later(10)
    stage.approved(share, stage.desk)
    assert next_steps(stage, share) == ["tocsin share send S"]
    deliveries = stage.sent(share)
    assert next_steps(stage, share) == []
    stage.bounced(*deliveries)
    assert next_steps(stage, share) == ["tocsin share send S"]


def test_in_a_team_somebody_else_approves_and_counsel_as_counsel(stage: Stage) -> None:
    stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    digest = preview_of(stage.desk, share).digest[:8]
    assert next_steps(stage, share) == [f"tocsin --as APPROVER share approve S --digest {digest}"]


def test_what_was_sent_is_corrected_and_never_dropped(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"), facts=CIRCLE_FACTS)
    stage.later(10)
    stage.approved(share, stage.desk)
    stage.sent(share)
    stage.cleaned()
    assert next_steps(stage, share) == ["it was sent; to mend it: tocsin share correct S --because TEXT"]


def test_a_newer_copy_and_a_missing_road_are_told(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    stage.cleaned()
    assert "tocsin share drop S replaced, then share new" in next_steps(stage, share)
    draft = stage.desk.draft(stage.desk.log_entry())
    party = stage.desk.new_id("party")
    draft.add(PartyDeclared(party=party, kinds=("adopter",), sheet=draft.sheet(PartySheet(name="nobody"))))
    draft.record()
    nowhere = propose(stage.desk, stage.now(), Proposal(recipients=(party,), formats=((party, "stix"),)))
    found = preview_of(stage.desk, nowhere)
    assert (found.recipients[0].road, found.recipients[0].format) == ("none", "")
    assert "next: tocsin party road PARTY mail:ADDRESS --checked" in found.next


def test_a_persons_no_is_shown_with_its_day_and_what_would_lift_it(stage: Stage) -> None:
    mira = stage.team()
    share = stage.proposed(stage.party("adopter", "adopter"))
    until = stage.desk.clock.now() + timedelta(hours=2)
    share = refuse(mira, share, recipient=None, until=until, because="after their fix is out")
    assert preview_of(stage.desk, share).recipients[0].why == (
        "a person refused it, until the day that is named",
        "until 2026-03-24 14:00 UTC: after their fix is out",
    )
