"""Parties, roads, secrets, components and contacts add up; what a party said stays when its part changes."""

from msgspec.structs import replace

from tests.histories import world_of
from tests.leaves import CASE, COMPONENT, CONTENT, ORG, PARTY, ROAD, TOKEN, leaf_of, one_of_each
from tocsin.vocab.act import Act
from tocsin.vocab.acts import feedback as f
from tocsin.vocab.acts import home as h
from tocsin.vocab.acts import impact as im
from tocsin.vocab.acts import intake as i
from tocsin.vocab.acts import party as p
from tocsin.vocab.acts import share as s
from tocsin.vocab.case import Case, Entity, LogEntry
from tocsin.vocab.sharing import Component, GivenReceipt, Road, Token


def world(first: type[Act], *acts: type[Act] | Act) -> dict[tuple[str, str], Entity]:
    """What acts of one stream add up to; a type stands for its example."""
    said = [one_of_each()[one] if isinstance(one, type) else one for one in (first, *acts)]
    return world_of(leaf_of(act, seq=seq) for seq, act in enumerate(said))


def test_a_closed_road_stays_closed_until_it_is_opened_anew() -> None:
    closed = world(h.LogOpened, p.RoadOpened, p.RoadClosed)["road", ROAD]
    assert isinstance(closed, Road)
    assert closed.closed == "moved"
    again = world(h.LogOpened, p.RoadOpened, p.RoadClosed, p.RoadOpened)["road", ROAD]
    assert isinstance(again, Road)
    assert again.closed is None


def test_a_secret_that_was_revoked_is_known_as_that() -> None:
    found = world(h.LogOpened, p.TokenIssued, p.TokenRevoked)["token", TOKEN]
    assert isinstance(found, Token)
    assert found.revoked == "lost"


def test_the_log_knows_the_keys_of_its_records_oldest_first_and_its_newest_dictionary() -> None:
    second = replace(one_of_each()[p.RecordKeyAdded], key="03" + "b2" * 32)
    found = world(h.LogOpened, p.RecordKeyAdded, second, p.DictionaryKept)["log", ORG]
    assert isinstance(found, LogEntry)
    assert [key[:2] for key in found.record_keys] == ["02", "03"]
    assert found.dictionary
    assert found.size == 4


def test_what_we_signed_for_stands_under_the_commitment_to_it() -> None:
    found = world(h.LogOpened, p.ReceiptSigned)["given_receipt", CONTENT]
    assert isinstance(found, GivenReceipt)
    assert (found.record, found.grade) == ("receipt", "E1")


def test_a_component_is_of_a_party_or_of_a_case() -> None:
    of_party = world(h.LogOpened, p.ComponentDeclared)["component", COMPONENT]
    of_case = world(i.CaseOpened, im.ComponentNamed)["component", COMPONENT]
    assert isinstance(of_party, Component)
    assert isinstance(of_case, Component)
    assert (of_party.party, of_party.case, of_case.party, of_case.case) == (PARTY, None, None, CASE)


def test_a_new_part_of_a_party_keeps_what_it_said() -> None:
    said = one_of_each()[f.FeedbackReceived]
    assert isinstance(said, f.FeedbackReceived)
    affected = replace(said, kind="affected", answers=None)
    case = world(i.CaseOpened, im.PartyInvolved, s.ShareProposed, affected, im.PartyInvolved)["case", CASE]
    assert isinstance(case, Case)
    assert case.parties[PARTY].said == "affected"


def test_a_contact_is_decided_for_a_party_or_for_its_whole_group() -> None:
    decided = one_of_each()[im.ContactDecided]
    assert isinstance(decided, im.ContactDecided)
    one = world(i.CaseOpened, im.PartyInvolved, decided)["case", CASE]
    whole = world(i.CaseOpened, im.PartyInvolved, replace(decided, party=None))["case", CASE]
    assert isinstance(one, Case)
    assert isinstance(whole, Case)
    assert (one.parties[PARTY].answer, one.contacts) == ("deliberately_not_contacted", {})
    assert one.parties[PARTY].decided_at is not None, "silence is counted from here where it was told by hand"
    assert (whole.parties[PARTY].answer, whole.contacts["vendor"].reason) == ("open", "embargo")


def test_a_component_that_is_named_again_is_still_one() -> None:
    case = world(i.CaseOpened, im.ComponentNamed, im.ComponentNamed)["case", CASE]
    assert isinstance(case, Case)
    assert case.components == 1
