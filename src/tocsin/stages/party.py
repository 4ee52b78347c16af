"""Stage 5, whom there is to tell: parties, and what each says it uses."""

from collections.abc import Sequence
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct, structs

from tocsin.stages.desk import Desk, Draft
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
    declared_at: datetime


def declare(desk: Desk, entry: PartyEntry, *, party: str = "") -> Party:
    """Record that a party is known here; with `party`, say anew who that one is."""
    known = find_party(desk, party).id if party else ""
    _refuse_taken(desk, (entry,), but=known)
    draft = desk.draft(desk.log_entry())
    identifier = _add(draft, entry, known)
    return _party(draft.record()["party", identifier])


def take_in(desk: Desk, entries: Sequence[PartyEntry]) -> list[Party]:
    """Record a whole list of parties as one; where a name is known here already, nothing is recorded."""
    no_name_twice(entries)
    _refuse_taken(desk, entries)
    draft = desk.draft(desk.log_entry())
    added = [_add(draft, entry, "") for entry in entries]
    recorded = draft.record()
    return [_party(recorded["party", identifier]) for identifier in added]


def find_party(desk: Desk, given: str) -> Party:
    """A party by its whole name, its id, or the first signs of the id; BadInput where none or more than one is meant.

    A whole name comes first: an id that begins like it can still be typed in full.
    """
    if not given.startswith("party-"):
        wanted = given.strip().casefold()
        named = [party for party in parties(desk) if name_of(desk, party).casefold() == wanted]
        if len(named) > 1:
            ids = ", ".join(short(party.id) for party in named)
            raise BadInput(f"{given[:60]!r} is the name of {len(named)} parties: {ids}", hint="give the id")
        if named:
            return named[0]
    return _party(desk.index.get("party", desk.full_id("party", given)))


def parties(desk: Desk) -> list[Party]:
    """Everybody who is known here, in the order they came."""
    return [_party(found) for found in desk.index.all("party")]


def name_of(desk: Desk, party: Party) -> str:
    """What a party is called."""
    return _sheet(desk, party).name


def called(desk: Desk, identifier: str) -> str:
    """What the party of an id is called; the id itself where nobody here knows it, or its name was purged."""
    found = desk.index.get("party", identifier)
    sheet = _sheet(desk, found) if isinstance(found, Party) else PURGED
    return identifier if sheet is PURGED else sheet.name


def view(desk: Desk, party: Party) -> PartyView:
    """A party as the desk's own people may read it."""
    sheet = _sheet(desk, party)
    return PartyView(id=party.id, kinds=party.kinds, declared_at=party.declared_at, **structs.asdict(sheet))


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
    _check_point(entry.record_key)
    party = known or draft.desk.new_id("party")
    sheet = PartySheet(
        name=entry.name,
        contact=entry.contact,
        phone=entry.phone,
        hours=entry.hours,
        sector=entry.sector,
        note=entry.note,
        record_key=entry.record_key,
    )
    draft.add(PartyDeclared(party=party, kinds=tuple(map(str, entry.kinds)), sheet=draft.sheet(sheet)))
    return party


def _check_point(record_key: str) -> None:
    if record_key:
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes.fromhex(record_key))
        except (ValueError, UnsupportedAlgorithm) as error:
            raise BadInput("the record key is no point of P-256", hint="ask the party for its key again") from error


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
