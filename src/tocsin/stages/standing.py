"""How a share stands for one recipient: all its decision looks at."""

from datetime import datetime, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.approval import Needed, needed
from tocsin.rules.blind_review import standing_for
from tocsin.rules.cut import counts_for, cut_for
from tocsin.rules.marking import effective
from tocsin.rules.readiness import is_confirmed_address, may_use
from tocsin.rules.release import Advice, GivenApproval, Question, RoadStanding, Written, audience_of, binding_of
from tocsin.rules.table import explain
from tocsin.rules.table_check import whole
from tocsin.stages.cleaning import HELPING
from tocsin.stages.derivation import CHOSEN as ITEM
from tocsin.stages.derivation import has_purged, sources_of
from tocsin.stages.desk import Desk
from tocsin.stages.marks import marking_of, marks_on_case
from tocsin.stages.ready import routes
from tocsin.stages.share import CHOSEN, REVIEW, authors_of, copy_of, deliveries_of, loaded, roads_for, with_guesses
from tocsin.store.tables import load_tables
from tocsin.vocab.case import Case, Item, PersonEntry
from tocsin.vocab.cut import UNSAID, Cut
from tocsin.vocab.decision_table import CheckedTable, DecisionTable
from tocsin.vocab.delivery import DeliveryState, RoadKind
from tocsin.vocab.errors import Gone
from tocsin.vocab.judgement import Judgement, Outlook
from tocsin.vocab.marking import Marking
from tocsin.vocab.party import PartyKind
from tocsin.vocab.release import Audience, Flip, Purpose, Reason
from tocsin.vocab.route import Route
from tocsin.vocab.sharing import Party, Road, Share
from tocsin.vocab.sheet import BindingSheet, DocumentSheet, RoadSheet

# What came to its end without arriving: it may be sent again, on whichever road leads there then.
ENDED = frozenset({DeliveryState.BOUNCED, DeliveryState.GIVEN_UP, DeliveryState.CANCELLED})


class Tables(Struct, frozen=True, kw_only=True):
    """The tables that decide: what is advised, and how many approve. Both were walked whole when they were loaded."""

    release: CheckedTable
    approvals: CheckedTable
    versions: tuple[str, str]  # the id and the SHA-256 of each: the same id over another content is another table


class Standing(Struct, frozen=True, kw_only=True):
    """What is the same for every recipient of a share, read once."""

    case: Case
    share: Share
    tables: Tables
    now: datetime
    marking: Marking  # of the whole copy
    markings: dict[Cut, Marking]  # of what each cut gives of it
    from_purged: bool
    judged: Judgement | Outlook
    advice: Advice | None
    needed: dict[Audience, Needed]  # who has to approve, by how wide the recipient is
    authors: frozenset[str]
    binding: str
    approvals: tuple[GivenApproval, ...]
    is_solo: bool
    parties: dict[str, Party]
    roads: dict[str, Road]  # which each would take; who has none is left out
    ends: dict[str, RoadSheet]  # of these roads, by commitment
    sheets: dict[str, DocumentSheet]  # of the documents, by commitment
    senders: frozenset[str]  # who would send: one person, or, before anybody does, everybody who acts here
    routes: dict[str, Route]
    cooled_at: datetime | None  # from when on somebody who is alone may approve


def tables_of(desk: Desk) -> Tables:
    """The tables of this home, checked; BadInput where one is not whole."""
    found = {sheet.name: sheet for sheet in load_tables(desk.home)}  # both are shipped: they are always there
    release, approvals = found["release"], found["approvals"]
    return Tables(
        release=_walked(release.table, "release"),
        approvals=_walked(approvals.table, "approvals"),
        versions=(f"{release.table.id} {release.digest}", f"{approvals.table.id} {approvals.digest}"),
    )


def points_asked(desk: Desk) -> dict[str, tuple[str, ...]]:
    """What the table asks, and the values that each point may have, low to high."""
    table = tables_of(desk).release.table
    return {
        name: tuple(value.key for value in point.values) for name, point in zip(table.names, table.points, strict=True)
    }


def standing_of(desk: Desk, share: Share, *, sender: str | None = None) -> Standing:
    """Everything about a share that its decisions have in common, as it is now.

    Without a `sender` it is asked whether anybody here may send it. The case is read before the share: what is recorded
    on that case later forbids whatever is decided over this.
    """
    (case, share), tables = loaded(desk, share), tables_of(desk)
    names = tables.release.table.names
    facts = {point: answer.value for point, answer in share.points.items() if point in names}
    judged = explain(tables.release, facts)
    sheets, solo = _sheets(desk, share), is_solo(desk)
    roads = roads_for(desk, share, share.recipients)
    parties = {one.id: one for one in desk.index.some("party", share.recipients).values() if isinstance(one, Party)}
    ways = _ways(desk, share, parties, roads)
    written = {to: sheets[one.sheet] for to, one in share.documents.items()}
    documents = [(to, one.sha256, one.terms_sha256, ways[to]) for to, one in written.items()]
    sources, people = sources_of(desk, copy_of(desk, share)), _people(desk)
    markings = _markings(desk, case, share, sources)
    return Standing(
        case=case,
        share=with_guesses(desk, share, case),
        tables=tables,
        now=desk.clock.now(),
        marking=markings[UNSAID],
        markings=markings,
        from_purged=has_purged(desk, sources),
        judged=judged,
        advice=_advice(share, tables, judged),
        needed={one: _needed(share, tables, one) for one in {audience_of(who.kinds) for who in parties.values()}},
        authors=authors_of(share),
        binding=binding_of(*tables.versions, documents),
        approvals=_approvals(desk, share, solo),
        is_solo=solo,
        parties=parties,
        roads=roads,
        ends=desk.sheets((road.sheet for road in roads.values()), RoadSheet),
        sheets=sheets,
        senders=people & {sender} if sender else people,  # who was retired sends nothing
        routes={route.route: route for route in routes(desk)},
        cooled_at=cooled_at(desk, share),
    )


def seen_standing_of(desk: Desk, share: Share) -> Standing:
    """`standing_of` for who looks: as it was worked out before, while nothing is recorded and nothing purged.

    Nothing is decided by it.
    """
    name, state = f"standing/{share.id}", (desk.log.size(), *tables_of(desk).versions)
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, Standing):
        return replace(before, now=desk.clock.now())
    found = standing_of(desk, share)
    parties = (one.sheet for one in found.parties.values())
    desk.shelf.put(name, state, (*found.sheets, *found.ends, *parties), found)
    return found


def question_on(desk: Desk, standing: Standing, recipient: str, *, planned_on: str | None = None) -> Question:
    """What the decision about one recipient looks at; on the road it was planned on, else on the one it would take."""
    share, case = standing.share, standing.case
    who, road = standing.parties[recipient], standing.roads.get(recipient)
    if planned_on is not None:
        planned = desk.index.get("road", planned_on)
        road = planned if isinstance(planned, Road) else None
    audience = audience_of(who.kinds)
    asked = standing.needed[audience]
    chosen, refused = share.points.get(CHOSEN), share.outcomes.get(recipient)
    by_person = refused is not None and Reason.REFUSED_BY_PERSON in refused.reasons
    return Question(
        recipient=recipient,
        audience=audience,
        names=_names(standing, who, road),
        now=standing.now,
        is_exercise=case.exercise,
        is_dropped=share.state == "dropped",
        blocked_until=case.block.until if case.block else None,
        refused_until=refused.until if refused is not None and by_person else None,
        marking=standing.markings[cut_for(share, recipient)],
        personal_data_settled=REVIEW in share.points,
        written=_written(standing, recipient),
        road=None if road is None else _road(desk, standing, who, road),
        advice=standing.advice,
        chosen=Audience(chosen.value) if chosen else None,
        binding=standing.binding,
        authors=standing.authors,
        approvals=_approvals_for(standing, recipient),
        people_needed=asked.people,
        counsel_needed=asked.counsel,
        is_solo=standing.is_solo,
        cooled_at=standing.cooled_at,
    )


def end_of(desk: Desk, standing: Standing, road: Road) -> RoadSheet:
    """Where a road leads; Gone where that was purged."""
    found = standing.ends.get(road.sheet) or desk.sheet(road.sheet, RoadSheet)
    assert found is not None
    return found


def marking_now(desk: Desk, case: Case, share: Share) -> Marking:
    """The mark of what the clean copy was made from, as it is now: tightening one source tightens the share."""
    return _marking(desk, case, sources_of(desk, copy_of(desk, share)))


def markings_now(desk: Desk, case: Case, share: Share) -> dict[Cut, Marking]:
    """The mark of the whole, and of what each cut of this share gives: what goes to nobody under it does not count."""
    return _markings(desk, case, share, sources_of(desk, copy_of(desk, share)))


def _markings(desk: Desk, case: Case, share: Share, sources: tuple[str, ...]) -> dict[Cut, Marking]:
    """By whose name a share may go out is said once for all of it, whatever a cut leaves of the rest."""
    whole = _marking(desk, case, sources)
    found = {UNSAID: whole}
    for cut in {cut_for(share, recipient) for recipient in share.recipients} - {UNSAID}:
        marked = _marking(desk, case, counts_for(sources, cut, HELPING))
        found[cut] = replace(marked, attribution=whole.attribution)
    return found


def _marking(desk: Desk, case: Case, sources: tuple[str, ...]) -> Marking:
    items = [desk.item(name.removeprefix(ITEM)) for name in sources if name.startswith(ITEM)]
    fields = [name.removeprefix("field/") for name in sources if name.startswith("field/")]
    return effective(
        marks_on_case(case),
        [marking_of(mark) for item in items if isinstance(item, Item) for mark in item.marks.values()],
        [marking_of(mark) for field in fields for mark in case.field_marks.get(field, {}).values()],
    )


def is_solo(desk: Desk) -> bool:
    """Whether nobody but the first person here may approve. It ends for good when somebody else may."""
    founder = desk.log_entry().founder
    found = (one for one in desk.index.all("person") if isinstance(one, PersonEntry))
    return all(one.id == founder or "approver" not in one.roles for one in found)


def cooled_at(desk: Desk, share: Share) -> datetime | None:
    """From when on somebody who is alone may approve what they wrote; None while nothing is written."""
    newest = max((written.at for written in share.documents.values()), default=None)
    return None if newest is None else newest + timedelta(minutes=desk.settings.solo_cooling_minutes)


def _ways(desk: Desk, share: Share, parties: dict[str, Party], roads: dict[str, Road]) -> dict[str, str]:
    """How wide each recipient is, and on which road it is reached: whoever approves a document approves this too.

    What is on its way keeps the road it was planned on, whatever is opened since.
    """
    taken = {to: road.id for to, road in roads.items()}
    taken |= {one.recipient: one.road for one in deliveries_of(desk, share) if DeliveryState(one.state) not in ENDED}
    return {to: f"{audience_of(who.kinds)} {taken.get(to, '')}" for to, who in parties.items()}


def _people(desk: Desk) -> frozenset[str]:
    active = desk.index.all("person", state="active")
    return frozenset(one.id for one in active if isinstance(one, PersonEntry))


@lru_cache(maxsize=20)  # several homes' worth; equal tables are walked once
def _walked(table: DecisionTable, use: str) -> CheckedTable:
    return whole(table, use)


def _sheets(desk: Desk, share: Share) -> dict[str, DocumentSheet]:
    found = desk.sheets((written.sheet for written in share.documents.values()), DocumentSheet)
    if len(found) != len(share.documents):
        raise Gone(f"what was found out about the documents of {share.id} was purged", hint="write them anew")
    return found


def _approvals(desk: Desk, share: Share, solo: bool) -> tuple[GivenApproval, ...]:
    found, founder = [], desk.log_entry().founder
    for one in share.approvals:
        person, bound = desk.index.get("person", one.by), desk.sheet(one.bound, BindingSheet)
        assert isinstance(person, PersonEntry)
        assert bound is not None
        role = "counsel" if one.as_counsel else "approver"
        found.append(
            GivenApproval(
                by=one.by,
                binding=bound.digest,
                as_counsel=one.as_counsel,
                may_approve=not person.retired and (role in person.roles or (solo and one.by == founder)),
                self_approved=one.self_approved,
                break_glass=one.break_glass is not None and not person.retired,
                refused_since=False,  # that differs from recipient to recipient
            )
        )
    return tuple(found)


def _approvals_for(standing: Standing, recipient: str) -> tuple[GivenApproval, ...]:
    """The approvals as they stand for one recipient: some may have been given before a person said no to it."""
    each = zip(standing.approvals, standing.share.approvals, strict=True)
    return tuple(replace(given, refused_since=recipient in one.not_for) for given, one in each)


def _needed(share: Share, tables: Tables, audience: Audience) -> Needed:
    """By audience and what can be told from the document; where nobody said, as if somebody could be named."""
    exposure = share.points.get("EXPO")
    return needed(tables.approvals, audience, exposure.value if exposure else "identifies")


def _advice(share: Share, tables: Tables, judged: Judgement | Outlook) -> Advice | None:
    if share.purpose == Purpose.WITHDRAWAL:
        # It says nothing that its readers do not have, and it is owed to each of them.
        return Advice(table=tables.release.table.id, row=0, outcome=Audience.PUBLIC, flips=())
    if isinstance(judged, Outlook):
        return None
    flips = [
        Flip(point=flip.point, before=flip.before, after=flip.after, outcome=Audience(flip.outcome))
        for flip in judged.flips
    ]
    return Advice(table=judged.table_id, row=judged.row, outcome=Audience(judged.outcome), flips=tuple(flips))


def _written(standing: Standing, recipient: str) -> Written | None:
    written = standing.share.documents.get(recipient)
    if written is None:
        return None
    sheet, takes_back = standing.sheets[written.sheet], standing.share.purpose == Purpose.WITHDRAWAL
    blind = standing_for(standing.share, recipient, audience_of(standing.parties[recipient].kinds))
    return Written(
        document=written.id,
        payload=written.payload,
        terms=written.terms,
        written_at=written.at,
        lost_marks=bool(sheet.lost_marks),
        leaks=bool(sheet.leaks),
        not_searchable=bool(sheet.not_searchable),
        guessable=bool(sheet.guessable),
        # A withdrawal says nothing of the copy, and is owed to whoever holds what is taken back.
        from_newest_copy=standing.share.copy == standing.case.copy or takes_back,
        from_purged=standing.from_purged and not takes_back,
        guessed=bool(blind.guessed),
        read_blind=blind.is_done or not blind.is_needed,
    )


def _names(standing: Standing, who: Party, road: Road | None) -> frozenset[str]:
    route = standing.routes.get(road.route) if road else None
    return frozenset({who.id, *who.kinds, *([str(route.group)] if route else [])})


def _road(desk: Desk, standing: Standing, who: Party, road: Road) -> RoadStanding:
    sheet, route, kind = end_of(desk, standing, road), standing.routes.get(road.route), RoadKind(road.kind)
    # A mailbox and a portal are the ends of the route itself; the others are confirmed by the opening of the road.
    at_the_route = kind is RoadKind.MAIL
    return RoadStanding(
        kind=kind,
        is_open=road.closed is None,
        route_confirmed=route is not None and route.confirmed_by is not None,
        address_confirmed=route is not None and (not at_the_route or is_confirmed_address(sheet.address, route)),
        sender_authorised=route is not None and any(may_use(route, person) for person in standing.senders),
        encrypts=kind in (RoadKind.TAXII, RoadKind.PAGE) or (kind is not RoadKind.BY_HAND and bool(sheet.encrypt_to)),
        reaches_many=bool({PartyKind.COMMUNITY, PartyKind.PUBLIC} & set(who.kinds)),
    )
