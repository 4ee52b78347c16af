"""Each recipient's document is rendered once; the second net stops what holds a withheld value."""

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.shares import VICTIM, Stage
from tocsin.registry import WRITERS
from tocsin.rules.release import WIDEST
from tocsin.rules.second_net import stix_uuid
from tocsin.stages import fields, marking, packaging
from tocsin.stages.dictionary import keep_dictionary
from tocsin.stages.marking import Target
from tocsin.stages.packaging import package_for, prepare, shown, write_documents
from tocsin.stages.preview import preview_of
from tocsin.stages.release import decisions
from tocsin.stages.share import Proposal, propose
from tocsin.vocab.cut import UNSAID
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed
from tocsin.vocab.marking import Attribution, Marking, Tlp
from tocsin.vocab.release import Pending, Reason, Refused
from tocsin.vocab.sheet import DocumentSheet

ROADS = {RoadKind.FOLDER: "stix", RoadKind.MAIL: "mail-text", RoadKind.TAXII: "stix"} | {
    RoadKind.PAGE: "form-html",
    RoadKind.BY_HAND: "form-markdown",
}


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A marked and cleaned case."""
    made = Stage(story)
    made.marked()
    made.cleaned()
    return made


@pytest.mark.parametrize(("road", "format_name"), ROADS.items())
def test_every_road_has_a_usual_format_with_the_label_in_its_bytes(
    stage: Stage, road: RoadKind, format_name: str
) -> None:
    address = "a@adopter.example" if road is RoadKind.MAIL else "/nowhere"
    share = stage.proposed(stage.party("adopter", "adopter", road, address))
    written = share.documents[share.recipients[0]]
    assert written.format == format_name
    assert shown(stage.desk, written).tlp is Tlp.AMBER
    assert VICTIM.encode() not in stage.desk.vault.read(written.payload)


@pytest.mark.parametrize("format_name", ["stix", "form-markdown", "form-html", "form-pdf", "mail-text"])
def test_a_chosen_format_is_what_is_written(stage: Stage, format_name: str) -> None:
    party = stage.party("adopter", "adopter")
    share = stage.proposed(party, formats=((party, format_name),))
    written = share.documents[party]
    sheet = stage.desk.sheet(written.sheet, DocumentSheet)
    assert sheet is not None
    assert written.format == format_name
    assert (sheet.leaks, sheet.not_searchable, sheet.lost_marks) == ((), (), ())
    told = " ".join(value for _, value in shown(stage.desk, written).lines)
    assert "collect.evil.example" in told.replace("[.]", ".")


def test_two_recipients_get_different_ids_and_numbers(stage: Stage) -> None:
    one, other = stage.party("one", "adopter"), stage.party("other", "adopter")
    share = stage.proposed(one, other)
    payloads = [stage.desk.vault.read(share.documents[party].payload) for party in (one, other)]
    assert payloads[0] != payloads[1]
    assert share.documents[one].id != share.documents[other].id


def test_a_withheld_value_in_the_outgoing_bytes_stops_the_release(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = packaging.prepare

    def with_a_leak(desk: object, share: object) -> packaging.Prepared:
        found = prepared(desk, share)  # type: ignore[arg-type]  # as they come
        whole = found.cuts[UNSAID]
        leaking = replace(whole, copy=replace(whole.copy, title=f"An agent of {VICTIM}"))
        return replace(found, cuts={UNSAID: leaking})

    monkeypatch.setattr(packaging, "prepare", with_a_leak)
    share = stage.proposed(stage.party("adopter", "adopter"))
    found = decisions(stage.desk, share)[share.recipients[0]]
    assert isinstance(found, Refused)
    assert found.reasons == (Reason.WITHHELD_VALUE_INSIDE,)
    sheet = stage.desk.sheet(share.documents[share.recipients[0]].sheet, DocumentSheet)
    assert sheet is not None
    assert sheet.leaks
    assert VICTIM not in " ".join(sheet.leaks)


@pytest.mark.parametrize("language", [writer.NAME for writer in WRITERS])
def test_what_could_be_guessed_stops_the_release_in_every_language_until_somebody_keeps_it(
    stage: Stage, language: str
) -> None:
    """The id of a mail address as STIX recommends it: whoever guesses the address can check it."""
    named = f"email-addr--{stix_uuid('ada@clinic.example')}"
    row = fields.Filled(row="plain_account", text=f"An agent wrote to somebody, known to another desk as {named}.")
    fields.fill(stage.desk, stage.now(), [row])
    adopter = stage.party("adopter", "adopter")
    for keep, reasons in (((), (Reason.GUESSABLE,)), ((named.partition("--")[2],), ())):
        stage.cleaned(keep=keep)
        share = stage.proposed(adopter, formats=((adopter, language),))
        found = decisions(stage.desk, share)[adopter]
        assert (found.reasons if isinstance(found, Refused) else ()) == reasons
        sheet = stage.desk.sheet(share.documents[adopter].sheet, DocumentSheet)
        assert sheet is not None
        assert len(sheet.guessable) == len(reasons)
        said = " ".join(preview_of(stage.desk, share).recipients[0].why)
        assert ("made from a value by a public rule" in said, "--remove" in said) == (bool(reasons), bool(reasons))


def test_what_still_shows_is_counted_with_the_document(stage: Stage) -> None:
    adopter = stage.party("adopter", "adopter")
    share = stage.proposed(adopter)
    sheet = stage.desk.sheet(share.documents[adopter].sheet, DocumentSheet)
    assert sheet is not None
    assert sheet.structure is not None
    assert {one.label for one in sheet.structure.names} == {"VICTIM", "EMAIL"}
    assert sheet.structure.skipped == 0


def test_a_source_that_was_tightened_after_the_copy_tightens_the_document(stage: Stage) -> None:
    share = stage.proposed(stage.party("adopter", "adopter"))
    field = Target(scope="field", target="plain_account")
    marking.mark(stage.desk, stage.now(), field, Marking(tlp=Tlp.RED, owners=("own",)))
    found = decisions(stage.desk, share)[share.recipients[0]]
    assert isinstance(found, Refused)
    assert Reason.TLP_TOO_STRICT in found.reasons
    assert prepare(stage.desk, share).marking.tlp is Tlp.RED
    assert WIDEST[Tlp.RED]


def test_nothing_leaves_under_a_name_that_nobody_set(stage: Stage) -> None:
    share = propose(stage.desk, stage.now(), Proposal(title="x", recipients=(stage.party("adopter", "adopter"),)))
    stage.desk = replace(stage.desk, settings=replace(stage.desk.settings, sender_name=""))
    with pytest.raises(ActNotAllowed, match="under which name"):
        write_documents(stage.desk, share)


def test_where_the_source_must_not_be_named_it_is_not(stage: Stage) -> None:
    party = stage.party("adopter", "adopter")
    unnamed = Marking(tlp=Tlp.AMBER, owners=("own",), attribution=Attribution.MUST_NOT)
    marking.mark(stage.desk, stage.now(), Target(), unnamed)
    share = stage.proposed(party)
    assert package_for(stage.desk, share, prepare(stage.desk, share), party).sender == ""
    assert b"Harbourlight" not in stage.desk.vault.read(share.documents[party].payload)


def test_a_victim_that_was_named_after_the_copy_stops_the_document(stage: Stage) -> None:
    stage.cleaned(remove=(), keep=(VICTIM,))
    keep_dictionary(stage.desk, msgspec.json.encode({"victims": [VICTIM, "Quay Hospital"]}))
    party = stage.party("adopter", "adopter")
    assert "Quay Hospital" in prepare(stage.desk, stage.proposed(party)).withheld
    assert VICTIM not in prepare(stage.desk, stage.proposed(party)).withheld  # a person kept it
    stage.cleaned(remove=(), keep=())
    keep_dictionary(stage.desk, msgspec.json.encode({"victims": ["The page told the agent"]}))
    refused = decisions(stage.desk, stage.proposed(party))[party]
    assert isinstance(refused, Refused)
    assert Reason.WITHHELD_VALUE_INSIDE in refused.reasons


def test_the_name_under_which_we_write_is_not_hidden_from_its_reader(stage: Stage) -> None:
    """Otherwise nobody could share an account that mentions their own organization."""
    keep_dictionary(stage.desk, msgspec.json.encode({"org_names": ["Harbourlight Logistics"]}))
    told = [fields.Filled(row="plain_account", text="Staff of Harbourlight Logistics saw it.")]
    stage.case = fields.fill(stage.desk, stage.now(), told)
    stage.cleaned()
    party = stage.party("adopter", "adopter")
    assert isinstance(decisions(stage.desk, stage.proposed(party))[party], Pending)
    stage.case, _ = marking.mark(
        stage.desk, stage.now(), Target(), Marking(tlp=Tlp.AMBER, owners=("own",), attribution=Attribution.MUST_NOT)
    )
    stage.cleaned()
    assert "Harbourlight Logistics" in prepare(stage.desk, stage.proposed(party)).withheld


def test_a_victim_may_be_told_in_a_document_that_names_it(stage: Stage) -> None:
    party = stage.party(VICTIM, "adopter")
    other = stage.party("adopter", "adopter")
    share = stage.proposed(party, other)
    sheets = [stage.desk.sheet(share.documents[one].sheet, DocumentSheet) for one in (party, other)]
    assert [sheet.leaks for sheet in sheets if sheet] == [(), ()]
    assert VICTIM.encode() not in stage.desk.vault.read(share.documents[other].payload)
