"""Stage 5, whom there is to tell: parties, and what each says it uses."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct, structs

from tocsin.ledger.fault import Malformed
from tocsin.ledger.public_key import name_from, read_public_key, thumbprint
from tocsin.ledger.record import RecordKey
from tocsin.stages.desk import Desk, Draft
from tocsin.stages.name import meant
from tocsin.vocab.acts.party import ComponentDeclared, PartyDeclared
from tocsin.vocab.component import Holding, Naming, naming_in, sheet_of
from tocsin.vocab.directory import PartyEntry, no_name_twice
from tocsin.vocab.errors import BadInput, Gone
from tocsin.vocab.ids import short
from tocsin.vocab.sharing import Component, Party
from tocsin.vocab.sheet import ComponentSheet, PartySheet

PURGED = PartySheet(name="(purged)")


class Declared(Struct, frozen=True, kw_only=True):
    """What a party says that it supplies, operates or uses."""

    id: str
    holding: Holding
    component: str
    naming: Naming
    note: str
    at: datetime


class PartyView(Struct, frozen=True, kw_only=True):
    """A party with what lies in the vault about it."""

    id: str
    name: str
    kinds: tuple[str, ...]
    contact: str
    phone: str
    hours: str
    sector: str
    note: str
    record_key: str
    record_iss: str
    fingerprint: str  # of its record key: the thumbprint of RFC 7638, however the key was handed over; "" without one
    declared_at: datetime


def declare(desk: Desk, entry: PartyEntry, *, party: str = "") -> Party:
    """Record that a party is known here; with `party`, say anew who that one is."""
    known = find_party(desk, party).id if party else ""
    _refuse_taken(desk, (entry,), but=known)
    _refuse_keys(desk, (entry,), but=known)
    draft = desk.draft(desk.log_entry())
    identifier = _add(draft, entry, known)
    return _party(draft.record()["party", identifier])


def take_in(desk: Desk, entries: Sequence[PartyEntry]) -> list[Party]:
    """Record a whole list of parties as one; where a name is known here already, nothing is recorded."""
    no_name_twice(entries)
    _refuse_taken(desk, entries)
    _refuse_keys(desk, entries)
    draft = desk.draft(desk.log_entry())
    added = [_add(draft, entry, "") for entry in entries]
    recorded = draft.record()
    return [_party(recorded["party", identifier]) for identifier in added]


def find_party(desk: Desk, given: str) -> Party:
    """A party by its name, its id, or the beginning of either; BadInput where none or more than one is meant."""
    return _party(desk.index.get("party", given) or desk.index.get("party", meant(desk, "party", given)))


def parties(desk: Desk) -> list[Party]:
    """Everybody who is known here, in the order they came."""
    return [_party(found) for found in desk.index.all("party")]


def name_of(desk: Desk, party: Party) -> str:
    """What a party is called."""
    return _sheet(desk, party).name


def names_of(desk: Desk, found: Iterable[Party]) -> dict[str, str]:
    """What several parties are called, by id, looked up together."""
    known = list(found)
    sheets = desk.sheets((one.sheet for one in known), PartySheet)
    return {one.id: sheets.get(one.sheet, PURGED).name for one in known}


def called(desk: Desk, identifier: str) -> str:
    """What the party of an id is called; the id itself where nobody here knows it, or its name was purged."""
    found = desk.index.get("party", identifier)
    sheet = _sheet(desk, found) if isinstance(found, Party) else PURGED
    return identifier if sheet is PURGED else sheet.name


def view(desk: Desk, party: Party) -> PartyView:
    """A party as the desk's own people may read it."""
    sheet, key = _sheet(desk, party), signer_of(desk, party)
    return PartyView(
        id=party.id,
        kinds=party.kinds,
        declared_at=party.declared_at,
        fingerprint=thumbprint(key.point) if key else "",
        **structs.asdict(sheet) | {"record_iss": key.name if key else ""},
    )


def signer_of(desk: Desk, party: Party) -> RecordKey | None:
    """The key with which a party signs its receipts, under the name that stands in them; None where none is declared.

    Where the party gave no name, the key's thumbprint is its name: any organization has a usable one.
    """
    return _key(_sheet(desk, party))


def signs_as(desk: Desk, identifier: str) -> str:
    """What a record calls a party: the name under which it signs, else what it is called here."""
    found = desk.index.get("party", identifier)
    key = signer_of(desk, found) if isinstance(found, Party) else None
    return key.name if key else called(desk, identifier)


def declare_component(desk: Desk, party: Party, holding: Holding, naming: Naming, note: str = "") -> Declared:
    """Record that a party says it supplies, operates or uses a component."""
    component = desk.new_id("component")
    draft = desk.draft(desk.log_entry())
    draft.add(
        ComponentDeclared(
            component=component, party=party.id, relation=holding, sheet=draft.sheet(sheet_of(naming, note))
        )
    )
    found = draft.record()["component", component]
    assert isinstance(found, Component)
    return _declared(found, sheet_of(naming, note))


def declared_by(desk: Desk, party: Party) -> list[Declared]:
    """What a party declared, oldest first; what was purged is left out, for nobody can say what it was."""
    found = []
    for component in desk.index.with_ref("component", [party.id]):
        assert isinstance(component, Component)
        try:
            sheet = desk.sheet(component.sheet, ComponentSheet)
        except Gone:
            continue
        assert sheet is not None
        found.append(_declared(component, sheet))
    return sorted(found, key=lambda one: (one.at, one.id))


def _declared(component: Component, sheet: ComponentSheet) -> Declared:
    naming = naming_in(sheet)
    return Declared(
        id=component.id,
        holding=Holding(component.relation or Holding.USES),
        component=str(naming),
        naming=naming,
        note=sheet.note,
        at=component.at,
    )


def _add(draft: Draft, entry: PartyEntry, known: str) -> str:
    party = known or draft.desk.new_id("party")
    sheet = PartySheet(
        name=entry.name,
        contact=entry.contact,
        phone=entry.phone,
        hours=entry.hours,
        sector=entry.sector,
        note=entry.note,
        record_key=entry.record_key,
        record_iss=key.name if (key := _key(entry)) else "",
    )
    draft.add(PartyDeclared(party=party, kinds=tuple(map(str, entry.kinds)), sheet=draft.sheet(sheet)))
    return party


def _key(given: PartyEntry | PartySheet) -> RecordKey | None:
    if not given.record_key:
        return None
    try:
        point = read_public_key(given.record_key.encode()).point
        return RecordKey(given.record_iss or name_from(point), point)
    except Malformed as fault:
        raise BadInput(f"the record key of {given.name}: {fault}", hint="ask the party for its key again") from fault


def _refuse_keys(desk: Desk, entries: Sequence[PartyEntry], *, but: str = "") -> None:
    """BadInput where a key or its name is another's, or our own: nobody could say who signed."""
    named = [(entry.name, key) for entry in entries if (key := _key(entry))]
    if not named:
        return
    known = [(name_of(desk, one), key) for one in parties(desk) if one.id != but and (key := signer_of(desk, one))]
    known += [("this organization itself", desk.record_key)]
    for name, key in named:
        for owner, other in known:
            if other.point == key.point or other.name == key.name:
                what = "record key" if other.point == key.point else "record issuer"
                raise BadInput(f"the {what} of {name} is that of {owner}", hint="ask the party for its own key")
        known.append((name, key))


def _refuse_taken(desk: Desk, entries: Sequence[PartyEntry], *, but: str = "") -> None:
    names = {name_of(desk, party).casefold(): party.id for party in parties(desk) if party.id != but}
    taken = [f"{entry.name} ({short(names[entry.name.casefold()])})" for entry in entries if _known(entry, names)]
    if taken:
        raise BadInput(
            f"known here already: {', '.join(taken)[:300]}",
            hint="change one with `tocsin party add NAME --party ID …`, or give the new one a name of its own",
        )


def _known(entry: PartyEntry, names: dict[str, str]) -> bool:
    return entry.name.casefold() in names


def _sheet(desk: Desk, party: Party) -> PartySheet:
    try:
        return desk.sheet(party.sheet, PartySheet) or PURGED
    except Gone:
        return PURGED


def _party(found: object) -> Party:
    assert isinstance(found, Party)
    return found
