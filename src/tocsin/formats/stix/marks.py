"""The marks of a bundle: TLP 2.0, the policy of FIRST, and words.

The TLP objects and the extensions are other people's and are repeated as they were published. Source: OASIS,
cti-stix-common-objects: "TLP 2.0" (version 1.0.0, 1 October 2022) and "IEP 2.0" (version 1.0.0, 19 December 2022).
"""

from tocsin.formats.stix.frame import OWN_STATEMENT, Frame, StixObject, filled, spelled_gap, timestamp
from tocsin.vocab.handling import handling
from tocsin.vocab.marking import TLP2_CREATED, TLP2_EXTENSION_ID, TLP2_MARKING_IDS, TLP_NAMES, Attribution, Tlp
from tocsin.vocab.package import Loss, Package
from tocsin.vocab.terms import Terms
from tocsin.vocab.visible import visible

IEP_EXTENSION_ID = "extension-definition--762e2e97-ee51-43e5-a9ea-165fbb862c4a"

# Who published both extensions.
_PUBLISHER = "identity--b3bca3c2-1f3d-4b54-b44f-dac42c3a8f01"
_SPECIFICATIONS = (
    "https://github.com/oasis-open/cti-stix-common-objects/tree/master/extension-definition-specifications"
)
_IEP_TLP = {Tlp.CLEAR: "white", Tlp.GREEN: "green", Tlp.AMBER: "amber", Tlp.RED: "red"}  # it knows TLP 1 names only


def tlp_extension() -> StixObject:
    """The definition of the TLP 2.0 extension, as published."""
    return _extension(TLP2_EXTENSION_ID, "TLP 2.0", TLP2_CREATED, "tlp-2.0")


def iep_extension() -> StixObject:
    """The definition of the IEP 2.0 extension, as published."""
    return _extension(IEP_EXTENSION_ID, "IEP 2.0", "2022-12-19T00:00:00.000Z", "iep-marking-definition-762")


def tlp_mark(tlp: Tlp) -> StixObject:
    """The published marking definition of a label."""
    name = TLP_NAMES[tlp]
    said = {"extension_type": "property-extension", "tlp_2_0": name.removeprefix("TLP:").lower()}
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP2_MARKING_IDS[tlp],
        "created": TLP2_CREATED,
        "name": name,
        "extensions": {TLP2_EXTENSION_ID: said},
    }


def terms_mark(frame: Frame) -> StixObject:
    """All terms in words: the one mark of STIX 2.1 itself that can say them (section 7.2.1.3)."""
    said: StixObject = {"statement": spelled_gap(OWN_STATEMENT)}
    return _definition(frame, "terms", {"definition_type": "statement", "definition": said})


def statement(package: Package) -> str:
    """The words of that mark, which name the recipient."""
    who = (("For", package.recipient), ("Ask for wider release", package.contact))
    whole = (
        (f"{name} (of the whole)" if at < 2 else name, words)
        for at, (name, words) in enumerate(handling(package.terms))
    )
    said = [*whole, *((name, visible(words)) for name, words in who if words)]
    return "\n".join(f"{name}: {words}" for name, words in said)


def iep_mark(frame: Frame, package: Package) -> StixObject | None:
    """The same policy for machines, where every statement that the extension requires is said; None where not.

    Its own `tlp` cannot say AMBER+STRICT and is then left out: the published schema requires `tlp_ref` alone.
    """
    terms = package.terms
    if missing_for_iep(terms):
        return None
    policy: StixObject = {
        "extension_type": "property-extension",
        "encrypt_in_transit": terms.encrypt_in_transit,
        "permitted_actions": terms.permitted_actions,
        "affected_party_notifications": terms.notifications,
        "tlp": _IEP_TLP.get(terms.tlp),
        "tlp_ref": TLP2_MARKING_IDS[terms.tlp],
        "provider_attribution": terms.attribution,
        "unmodified_resale": terms.resale,
        "iep_id": spelled_gap(frame.number_of("iep")),
        "iep_version": 2.0,
        "policy_name": "Handling terms of this document",
        "description": "The same terms stand in words in the statement marking of this bundle.",
        "start_date": frame.at,
        "end_date": timestamp(terms.expires_at) if terms.expires_at else None,
    }
    source = {
        "source_name": "FIRST",
        "description": "Information Exchange Policy 2.0",
    }
    properties: StixObject = {
        "name": "Handling terms of this document",
        "external_references": [source],
        "extensions": {IEP_EXTENSION_ID: filled(policy)},
    }
    return _definition(frame, "iep", properties)


def missing_for_iep(terms: Terms) -> tuple[str, ...]:
    """The statements that the extension requires and the terms do not make."""
    said = {
        "encrypt_in_transit": terms.encrypt_in_transit,
        "permitted_actions": terms.permitted_actions,
        "affected_party_notifications": terms.notifications,
        "provider_attribution": None if terms.attribution is Attribution.CONFLICT else terms.attribution,
        "unmodified_resale": terms.resale,
    }
    return tuple(name for name, value in said.items() if value is None)


def mark_losses(terms: Terms) -> tuple[Loss, ...]:
    """What machines cannot read of the terms. Nothing of the mark is lost: all of it stands in words."""
    losses = []
    missing = missing_for_iep(terms)
    if missing and len(missing) < 5:
        why = f"the extension requires statements that the terms do not make: {', '.join(missing)}"
        losses.append(Loss(what="the exchange policy for machines (FIRST IEP)", why=f"{why}; it stands in words"))
    if terms.pap is not None:
        why = "its marking definitions are a draft (OASIS, 28 November 2022); it stands in words"
        losses.append(Loss(what="the permissible actions (PAP) for machines", why=why))
    if terms.caveats or terms.embargo_until:
        losses.append(Loss(what="caveats and embargo for machines", why="STIX has no field; they stand in words"))
    return tuple(losses)


def _extension(identifier: str, name: str, created: str, folder: str) -> StixObject:
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": identifier,
        "created_by_ref": _PUBLISHER,
        "created": created,
        "modified": created,
        "name": name,
        "description": f"This defines {name} as a STIX extension",
        "schema": f"{_SPECIFICATIONS}/{folder}",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }


def _definition(frame: Frame, place: str, properties: StixObject) -> StixObject:
    identifier = frame.id_of("marking-definition", place)
    head: StixObject = {"type": "marking-definition", "spec_version": "2.1", "id": identifier, "created": frame.at}
    return {**head, **properties}
