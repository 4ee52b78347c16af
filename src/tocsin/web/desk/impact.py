"""Who is affected: components, what is downstream, and who is told."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from tocsin.operations.impact import ImpactView
from tocsin.stages.contact import GroupLine, PartyLine
from tocsin.stages.impact import RELATED
from tocsin.vocab.component import Standing
from tocsin.vocab.contact import ContactAnswer, ContactGroup, NotContactedReason
from tocsin.vocab.party import PartyRole, PartyState
from tocsin.vocab.reason import LookReason
from tocsin.web.desk import graph
from tocsin.web.desk.door import get, post
from tocsin.web.desk.graph import Link, Node, Picture, Tone, picture
from tocsin.web.desk.visit import Page, Visit, to
from tocsin.web.desk.words import WORDS
from tocsin.web.texts import _

LISTED = 100  # components of the list on one page
DRAWN_FROM = 1_000  # components that a picture is chosen from, nearest first
CANDIDATES = 20
PATH_ENDS = 3, 4  # of a long path: what is shown of its beginning and of its end

TONES: dict[str, Tone] = {
    PartyState.NOT_CONTACTED: Tone.OPEN,
    PartyState.NOTIFIED: Tone.TOLD,
    PartyState.COLLECTED: Tone.TOLD,
    PartyState.ACKNOWLEDGED: Tone.TOLD,
    PartyState.INVESTIGATING: Tone.TOLD,
    PartyState.AFFECTED: Tone.BAD,
    PartyState.NOT_AFFECTED: Tone.GOOD,
    PartyState.FIXED: Tone.GOOD,
    PartyState.DECLINED: Tone.WARN,
    PartyState.SILENT: Tone.WARN,
}
CHIPS = {Tone.TOLD: "", Tone.BAD: "bad", Tone.WARN: "warn", Tone.GOOD: "good"}


class Row(Struct, frozen=True, kw_only=True):
    """One component of the list: how far away, by which path, who says so, which parties declared it."""

    name: str
    steps: int
    is_begin: bool
    path: str
    source: str
    parties: tuple[tuple[str, str], ...]


class Listed(Struct, frozen=True, kw_only=True):
    """Some rows of the list; `following` is the place of those that follow, 0 at the end."""

    rows: tuple[Row, ...]
    count: int
    following: int


def impact(visit: Visit) -> Page:
    """The whole of it; where nothing is named as hit yet, how to name it."""
    return _page(visit, None)


def looked(visit: Visit) -> Page:
    """The same, with the bills that are marked RED, after the look was recorded."""
    form, case = visit.form, visit.params["case"]
    found = visit.ask("impact.look", case=case, reason=form.get("reason"), because=form.get("because"))
    return _page(visit, found)


def named(visit: Visit) -> Page:
    """Name components as part of the case."""
    form, case = visit.form, visit.params["case"]
    typed = form.lines("typed")
    components = (*form.all("component"), *typed)
    standing = form.get("standing") or Standing.AFFECTED
    visit.ask("component.name", case=case, components=components, standing=standing, note=form.get("note"))
    said = WORDS.count(len(components), _("component is"), _("components are"))
    return to(
        f"/cases/{case}/impact", _("{said} named as {standing}.").format(said=said, standing=WORDS.plain(standing))
    )


def involved(visit: Visit) -> Page:
    """Give the proposed parties their part."""
    visit.ask("impact.involve", case=visit.params["case"])
    return to(
        f"/cases/{visit.params['case']}/impact",
        _("The proposed parties have a part in the case now. Nobody was told by this: say below who is to be."),
    )


def part_given(visit: Visit) -> Page:
    """Give a party a part by hand."""
    form, case = visit.form, visit.params["case"]
    visit.ask(
        "contact.involve",
        case=case,
        party=form.get("party"),
        group=form.get("group"),
        roles=form.all("role"),
        because=form.get("because"),
    )
    return to(f"/cases/{case}/impact", _("Recorded. Nobody was told by this."))


def decided(visit: Visit) -> Page:
    """Say whether somebody is told; `whom` is a party, or empty for the whole group."""
    form, case = visit.form, visit.params["case"]
    party, answer = form.get("whom"), form.get("answer")
    visit.ask(
        "contact.decide",
        case=case,
        answer=answer,
        party=party,
        group=None if party else form.get("group") or None,
        reason=(form.get("reason") or None) if answer == ContactAnswer.DELIBERATELY_NOT_CONTACTED else None,
        because=form.get("because"),
    )
    return to(f"/cases/{case}/impact", _("Recorded. Nothing was sent by this."))


def _page(visit: Visit, looked_at: ImpactView | None) -> Page:
    view = visit.ask("case.show", case=visit.params["case"])
    case = view.case.id
    known = visit.ask("component.list", case=case)
    found = looked_at
    if found is None and any(one.standing is not Standing.CONTEXT for one in known.components):
        found = visit.ask("impact.case", case=case)
    board: Sequence[GroupLine] = visit.ask("contact.list", case=case)
    lines = {line.party: line for group in board for line in group.parties}
    fresh = [one for one in found.parties if one.party not in lines] if found else []
    waiting = [group for group in board if group.answer == ContactAnswer.OPEN]
    standings = {one.component: str(one.standing) for one in known.components}
    return visit.page(
        "impact.html",
        here="cases",
        view=view,
        seen=visit.state_of(case),
        known=known,
        candidates=known.candidates[:CANDIDATES],
        found=found,
        sizes=graph,
        standing_of=standings,
        drawing=drawing(found, standings, lines) if found else None,
        listed=listed(found, _offset(visit.query.get("list", ""))) if found else None,
        board=board,
        lines=lines,
        fresh=fresh,
        waiting=waiting,
        next=_next(found, fresh, waiting),
        parties=visit.ask("party.list").items,
        is_look=looked_at is not None,
        chips={state: CHIPS.get(tone, "") for state, tone in TONES.items()},
        standings=list(Standing),
        answers=list(ContactAnswer),
        groups=list(ContactGroup),
        roles=list(PartyRole),
        reasons=list(NotContactedReason),
        look_reasons=list(LookReason),
    )


def _next(found: object, fresh: Sequence[object], waiting: Sequence[object]) -> str:
    """The one step that is asked for on this page."""
    if found is None:
        return "name"
    if fresh:
        return "involve"
    return "decide" if waiting else ""


def drawing(view: ImpactView, standings: Mapping[str, str], lines: Mapping[str, PartyLine]) -> Picture:
    """The picture: components by how many links away they are, parties behind what they declared."""
    begins = {one.id for one in view.nodes if not one.steps} - {one.to for one in view.paths}
    layers = dict.fromkeys(begins, 0) | {one.to: len(one.through) - 1 for one in view.paths}
    near = view.nodes[:DRAWN_FROM]
    kept = {one.id for one in near} | {one.node for one in view.parties}
    nodes = [
        Node(
            key=str(one.id),
            layer=layers[one.id],
            label=str(one.naming),
            word=_word_of(one.id in begins, standings.get(str(one.naming), ""), str(one.naming.type), one.steps),
            tone=Tone.HIT if one.id in begins else Tone.PLAIN,
            first=one.id in begins,
        )
        for one in view.nodes
        if one.id in kept
    ]
    nodes += [_party_node(one, layers[one.node] + 1, lines.get(one.party)) for one in view.parties]
    links = [Link(source=str(one.source_node), target=str(one.target_node)) for one in view.edges]
    links += [Link(source=str(one.node), target=one.party) for one in view.parties]
    made = picture(nodes, links)
    return Picture(
        width=made.width,
        height=made.height,
        boxes=made.boxes,
        lines=made.lines,
        left_out=made.left_out + len(view.nodes) + len(view.parties) - len(nodes),
    )


def _word_of(is_begin: bool, standing: str, kind: str, steps: int) -> str:
    if is_begin:
        return WORDS.plain(standing) or "where it begins"
    return f"{WORDS.plain(kind)}, {WORDS.count(steps, 'step away', 'steps away')}"


def _party_node(one: Any, layer: int, line: PartyLine | None) -> Node:
    return Node(
        key=one.party,
        layer=layer,
        label=one.name or one.party,
        word=line.says if line else "no part in the case yet",
        tone=TONES.get(line.state, Tone.PLAIN) if line else Tone.OPEN,
        is_party=True,
        first=True,
    )


def listed(view: ImpactView, offset: int) -> Listed:
    """The list that says what the picture shows, and all that the picture had no room for."""
    names = {one.id: str(one.naming) for one in view.nodes}
    relations = {(one.source_node, one.target_node): one for one in view.edges}
    ways = {one.to: one.through for one in view.paths}
    holders: dict[int, list[tuple[str, str]]] = {}
    for party in view.parties:
        holders.setdefault(party.node, []).append((party.party, party.name or party.party))
    some = view.nodes[offset : offset + LISTED]
    rows = []
    for one in some:
        through = ways.get(one.id, (one.id,))
        last = relations.get((through[-2], through[-1])) if len(through) > 1 else None
        rows.append(
            Row(
                name=names[one.id],
                steps=one.steps,
                is_begin=len(through) == 1,
                path=_path(through, names, relations),
                source=last.source if last else "",
                parties=tuple(holders.get(one.id, ())),
            )
        )
    after = offset + len(some)
    return Listed(rows=tuple(rows), count=len(view.nodes), following=after if after < len(view.nodes) else 0)


def _path(through: Sequence[int], names: Mapping[int, str], relations: Mapping[tuple[int, int], Any]) -> str:
    """A path in words; of a long one its two ends, and how many stand between."""
    parts = [names[through[0]]]
    for source, target in pairwise(through):
        found = relations.get((source, target))
        parts.append(f"{RELATED[found.relation] if found else 'leads to'} {names[target]}")
    first, last = PATH_ENDS
    if len(parts) > first + last + 1:
        parts[first:-last] = [f"({len(parts) - first - last:,} more)"]
    return " → ".join(parts)


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


ROWS = (
    get("/cases/{case}/impact", impact),
    post("/cases/{case}/impact/look", looked),
    post("/cases/{case}/impact/involve", involved),
    post("/cases/{case}/components", named),
    post("/cases/{case}/parties", part_given),
    post("/cases/{case}/contacts", decided),
)
