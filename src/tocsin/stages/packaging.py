"""Stage 7: each recipient's document is rendered once, into the vault."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.cut import cut_for, does_not_get, gets
from tocsin.rules.fold.share import after
from tocsin.rules.recall import may_hold
from tocsin.rules.second_net import leaks
from tocsin.rules.structure import structure_of
from tocsin.stages import typeset
from tocsin.stages.correction import told_with
from tocsin.stages.cut import PreparedCut, leaks_under_seal, prepared_cuts, sealed
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of
from tocsin.stages.rendering import Caught, Rendering
from tocsin.stages.share import (
    ancestors,
    answer_by,
    copy_of,
    deliveries_of,
    find,
    loaded,
    refuse_unsealable,
    road_for,
    roads_for,
    seal_keys,
    sender_for,
    sheet_of,
)
from tocsin.stages.standing import markings_now
from tocsin.store.sealing import seal_all
from tocsin.vocab.acts.share import DocumentWritten
from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.cut import SEALED, UNSAID, Cut
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import BadInput, Gone
from tocsin.vocab.marking import Attribution, Marking
from tocsin.vocab.package import Ask, LongWriter, Package, Rendered, Shown
from tocsin.vocab.reading import Detail
from tocsin.vocab.release import Purpose, ShareState
from tocsin.vocab.sharing import Party, Road, Share, WrittenDocument
from tocsin.vocab.sheet import CleaningSheet, DocumentSheet, PartySheet, ShareSheet
from tocsin.vocab.structure import Structure
from tocsin.vocab.terms import terms_bytes, terms_of

# What a road carries unless somebody chooses otherwise.
USUAL: dict[RoadKind, str] = {
    RoadKind.FOLDER: "stix",
    RoadKind.MAIL: "mail-text",
    RoadKind.TAXII: "stix",
    RoadKind.PAGE: "form-html",
    RoadKind.BY_HAND: "form-markdown",
}


class Prepared(Struct, frozen=True, kw_only=True):
    """What is the same in every recipient's document of a share; `marking` is that of the whole `copy`."""

    copy: CleanCopy
    marking: Marking
    cuts: dict[Cut, PreparedCut]
    keys: dict[str, str]  # what is sealed to a recipient is sealed with
    withheld: tuple[str, ...]
    kept: tuple[str, ...]  # what somebody said is the attacker's, or public
    sheet: ShareSheet
    roads: dict[str, Road]
    parties: dict[str, PartySheet]
    now: datetime


def write_documents(desk: Desk, share: Share) -> Share:
    """Render every recipient's document anew. Nothing is rendered again after this: it is approved and sent as it is.

    The second net then looks for everything that was withheld in the bytes; what it finds stops the release.
    """
    case, share = loaded(desk, share)
    after(ShareState(share.state), DocumentWritten)
    prepared, draft, documents = prepare(desk, share), desk.draft(case), list[_Document]()
    for place, payload in enumerate(seal_all(desk.vault, _rendered(desk, share, prepared, documents))):
        written = documents[place]
        assert payload.sha256, "approvals are over it"
        sheet = msgspec.structs.replace(written.sheet, sha256=payload.sha256)
        draft.add(
            DocumentWritten(
                share=share.id,
                document=f"document-{written.sheet.number}",
                recipient=written.recipient,
                format=written.format,
                payload=draft.bear(payload),
                terms=draft.bear(desk.vault.seal(written.terms)),
                sheet=draft.sheet(sheet),
            )
        )
    draft.record()
    return find(desk, share.id)


def prepare(desk: Desk, share: Share) -> Prepared:
    """The clean copy with its mark as it is now, and what may be in no document."""
    entry, now = copy_of(desk, share), desk.clock.now()
    copy = msgspec.json.decode(desk.vault.read(entry.content), type=CleanCopy)
    withheld = desk.sheet(entry.withheld, CleaningSheet)
    assert withheld is not None
    markings, sheet = markings_now(desk, desk.case(share.case), share), sheet_of(desk, share)
    marking, parties = markings[UNSAID], _parties(desk, share)
    copy = msgspec.structs.replace(copy, marking=marking, title=sheet.title or copy.title)
    roads, cuts = roads_for(desk, share, share.recipients), {to: cut_for(share, to) for to in share.recipients}
    refuse_unsealable(desk, cuts, roads)
    return Prepared(
        copy=copy,
        marking=marking,
        cuts=prepared_cuts(copy, markings),
        keys=seal_keys(desk, cuts, roads),
        withheld=_looked_for(desk, withheld, marking, parties),
        kept=withheld.kept,
        sheet=sheet,
        roads=roads,
        parties=parties,
        now=now,
    )


def _looked_for(desk: Desk, sheet: CleaningSheet, marking: Marking, parties: dict[str, PartySheet]) -> tuple[str, ...]:
    """What may stand in no document: what was taken out of the copy, and the victims that were named since.

    But not what the document says on its face: under which name we write, and how we are reached.
    """
    named = {*(text.casefold() for text in sheet.kept), *(one.name.casefold() for one in parties.values())}
    since = (name for name in dictionary_of(desk).victims if name.casefold() not in named)
    values = tuple(dict.fromkeys((*sheet.withheld, *since)))
    if marking.attribution is Attribution.MUST_NOT:
        return values
    said = f"{desk.settings.sender_name}\n{desk.settings.sender_contact}"
    on_its_face = {leak.value for leak in leaks(said.encode(), values)}
    return tuple(value for place, value in enumerate(values) if place not in on_its_face)


def package_for(desk: Desk, share: Share, prepared: Prepared, recipient: str) -> Package:
    """Everything that one recipient's document says."""
    sender = sender_for(desk, prepared.marking)
    held, contact = _held(desk, share, recipient), desk.settings.sender_contact if sender else ""
    followed = held.documents[recipient] if held else None
    earlier = followed if followed and followed.format == format_for(desk, share, recipient) else None
    cut = cut_for(share, recipient)
    given = prepared.cuts[cut]
    terms = terms_of(given.marking)
    return Package(
        copy=sealed(given.copy, prepared.keys[recipient]) if cut in SEALED else given.copy,
        terms=terms,
        ask=Ask(text=prepared.sheet.ask, by=answer_by(prepared.sheet), answer_to=contact),
        purpose=Purpose(share.purpose),
        number=desk.new_id("document").removeprefix("document-"),
        follows=followed.id.removeprefix("document-") if followed else "",
        why=prepared.sheet.why,
        changes=told_with(desk, held, share, terms, recipient) if held and share.purpose == Purpose.CORRECTION else (),
        sender=sender,
        contact=contact,
        recipient=prepared.parties[recipient].name,
        written_at=prepared.now,
        seed=desk.chance.random_bytes(32),
        earlier=desk.vault.read(earlier.payload) if earlier else b"",
    )


class _Document(Struct, frozen=True, kw_only=True):
    """What is known of a document beside its bytes."""

    recipient: str
    format: str
    terms: bytes
    sheet: DocumentSheet


def _rendered(desk: Desk, share: Share, prepared: Prepared, documents: list[_Document]) -> Iterator[bytes]:
    """The bytes of each document in turn; what else is known of it is put into `documents` before."""
    renderings: dict[tuple[str, Cut], Rendering] = {}
    counted: dict[Cut, Structure] = {}
    for recipient in share.recipients:
        cut = cut_for(share, recipient)
        looked_for = (*prepared.withheld, *prepared.cuts[cut].held_back)
        name = _format(desk, share, recipient, prepared.sheet, prepared.roads.get(recipient))
        package = package_for(desk, share, prepared, recipient)
        if (name, cut) not in renderings:
            renderings[name, cut] = Rendering(desk.writer_for(name), looked_for, prepared.kept)
        rendered, caught = renderings[name, cut].document(package)
        if cut in SEALED:
            under = leaks_under_seal(prepared.cuts[cut].copy, looked_for)
            caught = replace(caught, leaks=(*caught.leaks, *under))
        terms = terms_bytes(package.terms)
        if cut not in counted:
            counted[cut] = structure_of(replace(package, copy=prepared.cuts[cut].plain))
        caught = _not_theirs(caught, looked_for, package.recipient)
        sheet = _sheet(package, rendered, terms, caught, counted[cut])
        sheet = replace(sheet, cut=cut, gets=gets(prepared.copy, cut), held_back=does_not_get(prepared.copy, cut))
        documents.append(_Document(recipient=recipient, format=name, terms=terms, sheet=sheet))
        yield rendered.data


def _parties(desk: Desk, share: Share) -> dict[str, PartySheet]:
    """Who the recipients are; Gone where somebody's name was purged."""
    found = [one for one in desk.index.some("party", share.recipients).values() if isinstance(one, Party)]
    sheets = desk.sheets((one.sheet for one in found), PartySheet)
    gone = [one.id for one in found if one.sheet not in sheets]
    if gone:
        raise Gone(f"what {gone[0]} is called was purged", hint="say it anew: `tocsin party add NAME --party ID`")
    return {one.id: sheets[one.sheet] for one in found}


def format_for(desk: Desk, share: Share, recipient: str) -> str:
    """The format that was chosen for a recipient, that of the document it follows, or the usual one of its road."""
    return _format(desk, share, recipient, sheet_of(desk, share), road_for(desk, share, recipient))


def _format(desk: Desk, share: Share, recipient: str, sheet: ShareSheet, road: Road | None) -> str:
    chosen = dict(sheet.formats).get(recipient)
    if chosen is not None:
        return chosen
    held = _held(desk, share, recipient)
    if held is not None:
        return held.documents[recipient].format
    if road is None:
        raise BadInput(
            f"no road leads to {recipient}", hint="open one first: `tocsin party road PARTY mail:ADDRESS --checked`"
        )
    return USUAL[RoadKind(road.kind)]


def shown(desk: Desk, written: WrittenDocument) -> Shown:
    """What a recipient would see, read back from the bytes that lie in the vault."""
    return typeset.show(desk.writer_for(written.format), desk.vault.read(written.payload))


def lines_of(desk: Desk, written: WrittenDocument) -> Iterator[tuple[str, str]]:
    """The same lines one after another; of a long document no more is read than somebody looks at."""
    writer = desk.writer_for(written.format)
    if isinstance(writer, LongWriter):
        return writer.lines(desk.vault.read(written.payload))
    return iter(shown(desk, written).lines)


def _held(desk: Desk, share: Share, recipient: str) -> Share | None:
    """Of what this share corrects or withdraws, the newest share whose document the recipient may hold."""
    for earlier in ancestors(desk, share):
        if any(one.recipient == recipient and may_hold(one) for one in deliveries_of(desk, earlier)):
            return earlier
    return None


def _not_theirs(caught: Caught, withheld: tuple[str, ...], recipient: str) -> Caught:
    """Without the recipient's own name: a victim may be told what happened to it, in a document that names it."""
    name = recipient.casefold()
    leaks = tuple(leak for leak in caught.leaks if withheld[leak.value].casefold() not in name)
    return replace(caught, leaks=leaks)


def _sheet(package: Package, rendered: Rendered, terms: bytes, caught: Caught, structure: Structure) -> DocumentSheet:
    return DocumentSheet(
        number=package.number,
        file_name=rendered.file_name,
        media_type=rendered.media_type,
        size_bytes=len(rendered.data),
        sha256="",  # known as soon as the payload is sealed
        terms_sha256=sha256(terms).hexdigest(),
        losses=tuple(Detail(name=loss.what, value=loss.why) for loss in rendered.losses),
        lost_marks=tuple(loss.what for loss in rendered.losses if loss.is_mark),
        leaks=tuple(f"withheld value {leak.value + 1}: {leak.encoding}" for leak in caught.leaks),
        # what is compressed in a PDF was read back, page by page, and searched as text
        not_searchable=() if rendered.media_type == "application/pdf" else caught.opaque,
        structure=structure,
        guessable=tuple(Detail(name=one.what, value=f"{one.why}; {one.hint}") for one in caught.guessable),
    )
