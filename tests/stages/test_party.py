"""Stage 5, whom there is to tell: parties are known by one name each, and by what they declare."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.builders import DeskOfStories
from tocsin.stages.desk import Desk
from tocsin.stages.party import (
    declare,
    declare_component,
    declared_by,
    find_party,
    name_of,
    parties,
    signer_of,
    signs_as,
    take_in,
    view,
)
from tocsin.vocab.acts.party import ComponentDeclared, PartyDeclared
from tocsin.vocab.component import Holding, naming_of
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import BadInput
from tocsin.vocab.party import PartyKind
from tocsin.vocab.sharing import Component

ISAC = PartyEntry(name="Example Energy ISAC", kinds=(PartyKind.ISAC,), contact="desk@isac.example", sector="energy")
VENDOR = PartyEntry(name="Example Vendor", kinds=(PartyKind.VENDOR, PartyKind.PROVIDER))


def test_a_party_is_declared_and_its_name_lies_in_the_vault(story: DeskOfStories) -> None:
    story.forget_acts()
    party = declare(story.desk, ISAC)
    (act,) = story.new_acts()
    assert isinstance(act, PartyDeclared)
    assert (act.party, act.kinds) == (party.id, ("isac",))
    assert (name_of(story.desk, party), view(story.desk, party).sector) == (ISAC.name, "energy")
    assert b"Example Energy" not in b"".join(entry.leaf for entry in story.desk.log.entries())


def test_a_party_is_found_by_name_id_or_the_first_signs(desk: Desk) -> None:
    party = declare(desk, ISAC)
    declare(desk, VENDOR)
    for given in (ISAC.name, "example ENERGY isac ", party.id, party.id[:16], party.id.removeprefix("party-")[:10]):
        assert find_party(desk, given) == party
    for unknown in ("Example", "party-zzzz", ""):
        with pytest.raises(BadInput):
            find_party(desk, unknown)


def test_a_name_is_given_once(story: DeskOfStories) -> None:
    declare(story.desk, ISAC)
    story.forget_acts()
    with pytest.raises(BadInput, match="known here already"):
        declare(story.desk, PartyEntry(name="EXAMPLE ENERGY ISAC", kinds=(PartyKind.VENDOR,)))
    assert story.new_acts() == []


def test_a_party_is_said_anew_under_its_id(desk: Desk) -> None:
    party = declare(desk, ISAC)
    again = declare(desk, PartyEntry(name="Example Power ISAC", kinds=(PartyKind.ISAC,)), party=party.id)
    assert again.id == party.id
    assert [name_of(desk, one) for one in parties(desk)] == ["Example Power ISAC"]
    assert declare(desk, PartyEntry(name="Example Power ISAC", kinds=(PartyKind.VENDOR,)), party=party.id).kinds == (
        "vendor",
    )


def test_a_list_is_taken_in_as_one_or_not_at_all(story: DeskOfStories) -> None:
    story.forget_acts()
    assert len(take_in(story.desk, [ISAC, VENDOR])) == 2
    assert len(story.new_acts()) == 2
    with pytest.raises(BadInput, match="Example Vendor"):
        take_in(story.desk, [PartyEntry(name="Example Third", kinds=(PartyKind.ADOPTER,)), VENDOR])
    assert story.new_acts() == []


def test_a_record_key_is_a_point_of_the_curve(desk: Desk) -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint).hex()
    party = declare(desk, PartyEntry(name="Signs", kinds=(PartyKind.ISAC,), record_key=point))
    assert view(desk, party).record_key == point
    with pytest.raises(BadInput, match=r"no point of P-256"):
        declare(desk, PartyEntry(name="Signs not", kinds=(PartyKind.ISAC,), record_key="02" + "ff" * 32))


def point_of(number: int) -> str:
    """A point of the curve."""
    public = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint).hex()


def test_a_party_signs_under_the_name_it_gave_or_else_under_that_of_its_key(desk: Desk) -> None:
    named = PartyEntry(
        name="An ISAC of Ours", kinds=(PartyKind.ISAC,), record_key=point_of(3), record_iss="isac.example"
    )
    plain = PartyEntry(name="Another", kinds=(PartyKind.ISAC,), record_key=point_of(4))
    silent = PartyEntry(name="A Third", kinds=(PartyKind.ISAC,))
    first, second, third = (declare(desk, one) for one in (named, plain, silent))
    assert signs_as(desk, first.id) == view(desk, first).record_iss == "isac.example"
    assert signs_as(desk, second.id) == f"urn:ietf:params:oauth:jwk-thumbprint:sha-256:{view(desk, second).fingerprint}"
    assert (signs_as(desk, third.id), view(desk, third).fingerprint, signer_of(desk, third)) == ("A Third", "", None)


def test_a_key_and_its_name_are_of_one_party_and_never_ours(desk: Desk) -> None:
    first = declare(
        desk, PartyEntry(name="First", kinds=(PartyKind.ISAC,), record_key=point_of(3), record_iss="isac.example")
    )
    own = desk.record_key
    for point, iss in (
        (point_of(3), "other.example"),
        (point_of(4), "isac.example"),
        (own.point.hex(), "ours.example"),
        (point_of(4), own.name),
    ):
        entry = PartyEntry(name="Second", kinds=(PartyKind.ISAC,), record_key=point, record_iss=iss)
        with pytest.raises(BadInput, match=r"the record (key|issuer) of Second is that of"):
            declare(desk, entry)
        with pytest.raises(BadInput, match=r"is that of"):
            take_in(desk, [entry])
    twice = [PartyEntry(name=name, kinds=(PartyKind.ISAC,), record_key=point_of(5)) for name in ("Second", "Third")]
    with pytest.raises(BadInput, match=r"the record key of Third is that of Second"):
        take_in(desk, twice)
    again = PartyEntry(name="First", kinds=(PartyKind.ISAC,), record_key=point_of(3), record_iss="isac.example")
    assert declare(desk, again, party=first.id).id == first.id


def test_what_a_party_uses_is_declared(story: DeskOfStories) -> None:
    party = declare(story.desk, VENDOR)
    story.forget_acts()
    said = declare_component(story.desk, party, Holding.SUPPLIES, naming_of("pkg:pypi/litellm@1.82.7"), "by mail")
    (act,) = story.new_acts()
    assert isinstance(act, ComponentDeclared)
    assert (act.party, act.relation) == (party.id, "supplies")
    assert declared_by(story.desk, party) == [said]
    assert (said.component, said.note) == ("pkg:pypi/litellm@1.82.7", "by mail")
    assert declared_by(story.desk, declare(story.desk, ISAC)) == []


def test_what_was_purged_has_no_name_and_no_declaration(desk: Desk) -> None:
    party = declare(desk, VENDOR)
    declare_component(desk, party, Holding.USES, naming_of("model:example/guard"))
    for component in desk.index.with_ref("component", [party.id]):
        assert isinstance(component, Component)
        desk.vault.destroy(component.sheet)
    desk.vault.destroy(party.sheet)
    assert declared_by(desk, party) == []
    assert name_of(desk, party) == "(purged)"
