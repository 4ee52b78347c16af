"""The second half of the story: out of the house, back, and proved."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from threading import Event

from msgspec import Struct
from msgspec.structs import replace

from tocsin.demo import world
from tocsin.formats import form_pdf
from tocsin.rules.recall import Reach
from tocsin.stages import (
    cleaning,
    contact,
    fields,
    impact,
    marking,
    outcome,
    packaging,
    party,
    people,
    preview,
    ready,
    release,
)
from tocsin.stages import road as roads
from tocsin.stages import share as shares
from tocsin.stages.claim import Asked, claim_of
from tocsin.stages.closing import close, hanging
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, receive, record_effect
from tocsin.stages.recall import correct, how_far
from tocsin.stages.release import Approving, clearance
from tocsin.stages.road import Opening
from tocsin.stages.sending import send
from tocsin.stages.share import Point, Proposal
from tocsin.stages.standing import points_asked
from tocsin.stages.token import issue_token
from tocsin.verifier.claim import verify
from tocsin.vocab.case import Case
from tocsin.vocab.component import Holding, Standing, naming_of
from tocsin.vocab.contact import ContactAnswer, ContactGroup, NotContactedReason, ProposedBy
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.ids import short
from tocsin.vocab.indicator import IndicatorGiven
from tocsin.vocab.marking import TLP_NAMES, Caveat, Marking, Tlp
from tocsin.vocab.party import PartyKind, PartyRole
from tocsin.vocab.release import Approved, Refused
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Party, Share
from tocsin.vocab.triage import Confidence, Statement
from tocsin.worker.run import one_round, worker_at

LITELLM = "pkg:pypi/litellm@1.82.8"


class Cast(Struct, frozen=True, kw_only=True):
    """Who plays: four recipients, one who is refused, and the colleague who approves."""

    agency: Party
    isac: Party
    vendor: Party
    adopter: Party
    community: Party
    approver: Desk
    folder: Path
    secret: tuple[str, str]  # the ISAC's account: token and secret


# Name, kind, channel of the route, mailbox of the route, road, end of the road.
PLAYERS = (
    ("National Cyber Agency", PartyKind.FEDERAL, "affected_partner", "reports@agency.example", RoadKind.MAIL, ""),
    ("Transport ISAC", PartyKind.ISAC, "isac", "desk@transport-isac.example", RoadKind.TAXII, "transport-isac"),
    ("Gateway Vendor", PartyKind.VENDOR, "vendor_psirt", "psirt@vendor.example", RoadKind.PAGE, "psirt@vendor.example"),
)
ADOPTER = (PartyKind.ADOPTER, "affected_partner", "soc@quayside.example", RoadKind.FOLDER)
LIST = (
    *("Defenders' list", PartyKind.COMMUNITY, "affected_partner", "list@defenders.example"),
    *(RoadKind.PAGE, "list@defenders.example"),
)


def cast(desk: Desk, folder: Path) -> Cast:
    """Parties with confirmed routes and roads, and a second person who may approve."""
    mira = people.add(desk, "Mira (fictional)", address="mira@harbourlight.example", roles=("approver",))

    folder.mkdir(parents=True, exist_ok=True)
    agency, isac, vendor, adopter, community = (
        _introduced(desk, *played) for played in (*PLAYERS, ("Quayside Freight", *ADOPTER, str(folder)), LIST)
    )
    party.declare_component(desk, adopter, Holding.USES, naming_of(LITELLM))
    token, secret = issue_token(desk, isac, TokenScope.TAXII, days=365, label="poller")
    return Cast(
        agency=agency,
        isac=isac,
        vendor=vendor,
        adopter=adopter,
        community=community,
        approver=replace(desk, person=mira.id),
        folder=folder,
        secret=(token.id, secret),
    )


def _introduced(  # noqa: PLR0917 - one row of the table of players
    desk: Desk, name: str, kind: PartyKind, channel: str, mailbox: str, road: RoadKind, address: str
) -> Party:
    people_of_route = (desk.person,)
    route = ready.confirm(
        desk, ready.Confirmation(channel=channel, address=mailbox, people=people_of_route, hours="24 hours")
    )
    found = party.declare(desk, PartyEntry(name=f"{name} (fictional)", kinds=(kind,), contact=mailbox))
    roads.open_road(desk, found, Opening(kind=road, route=route.id, address=address))
    return found


def impact_chapter(desk: Desk, case: Case, who: Cast) -> tuple[Case, list[str]]:
    """What is hit, who is downstream, and who is told."""
    case = impact.name_component(desk, case, naming_of(LITELLM), Standing.AFFECTED)
    found = impact.impact_of(desk, case)
    parts = [
        contact.Part(
            party=who.adopter,
            group=one.group,
            roles=one.roles,
            because=impact.because(one),
            proposed_by=ProposedBy.GRAPH,
        )
        for one in found.proposals
        if one.party == who.adopter.id
    ]
    for chosen, group, role, because in (
        (who.agency, ContactGroup.COORDINATOR, PartyRole.COORDINATOR, "the national agency coordinates"),
        (who.isac, ContactGroup.SECTOR_PARTNER, PartyRole.RECIPIENT, "other carriers run the same extension"),
        (who.vendor, ContactGroup.VENDOR, PartyRole.SUPPLIER, "it ships the gateway that was compromised"),
    ):
        parts.append(contact.Part(party=chosen, group=group, roles=(role,), because=because))
    case = contact.involve(desk, case, *parts)
    case = contact.decide_contact(
        desk,
        case,
        contact.Decision(
            answer=ContactAnswer.DELIBERATELY_NOT_CONTACTED,
            group=ContactGroup.CRITICAL_INFRASTRUCTURE,
            reason=NotContactedReason.NOT_CONCERNED,
            because="no operator is known to run it",
        ),
    )
    lines = [f"{LITELLM} is affected. {' '.join(found.words)}"]
    lines += [
        f"Proposed by the graph: {preview.name_of_party(desk, part.party.id)}, because {part.because}."
        for part in parts
        if part.proposed_by is ProposedBy.GRAPH
    ]
    answers = ", ".join(f"{line.group}: {line.answer}" for line in contact.board(desk, case))
    return case, [*lines, f"Everybody is asked about: {answers}."]


def cleaning_chapter(desk: Desk, case: Case) -> tuple[Case, list[str]]:
    """What may leave, cleaned."""
    case = marking.unblock(desk, case, reason="counsel_answered", because="counsel has read the technical data")
    rows = {
        "plain_account": "A coding agent of Harbourlight Logistics installed litellm 1.82.8 on "
        "runner-7.build.harbourlight.example. It stole a key of the model provider and the dispatch list of Nordkai "
        "Clinic, and sent them to models.litellm[.]cloud.",
        "attack_description": "The release carries litellm_init.pth, which runs at every interpreter start.",
        "detection_detail": "Marek Nowak saw the connections in the proxy log on 24 March 2026.",
        "mitigation_detail": "Install by hash only; remove 1.82.7 and 1.82.8; revoke what the runner could read.",
    }
    case = fields.fill(
        desk,
        case,
        [fields.Filled(row=row, text=text, confidence=Confidence.HIGH) for row, text in rows.items()],
    )
    wider = Marking(tlp=Tlp.GREEN, owners=("own",), caveats=(Caveat.PROPRIETARY,))
    permission = "Ilse, for us as the owner: what is left after cleaning may go to the community"
    case, _ = marking.mark(desk, case, marking.Target(), wider, permission_text=permission)
    made = cleaning.make_copy(desk, case, _choice())
    found = ", ".join(f"{label} {count}" for label, count in made.found)
    account = next(one.text for one in made.copy.passages if one.key == "plain_account")
    return desk.case(case.id), [
        f"Copied from an allowlist of rows, components, codes and indicators; removed: {found}.",
        f"It reads now: {account}",
        f"The owner permitted {TLP_NAMES[wider.tlp]} for what is left, on record; items that are marked stricter stay.",
        f"{len(made.left_out)} rows stay here, each with its reason. What these rules did not find is not clean: "
        "a person reads it before it leaves.",
    ]


def release_chapter(desk: Desk, case: Case, who: Cast) -> tuple[Share, list[str]]:
    """Proposed, written, decided, approved; one is refused, with the change that would allow it."""
    recipients = (who.agency, who.isac, who.vendor, who.adopter, who.community)
    proposal = Proposal(
        title="Compromised litellm releases steal secrets from build runners",
        recipients=tuple(one.id for one in recipients),
        formats=((who.agency.id, form_pdf.NAME),),  # an agency files the form
        ask="Do you run 1.82.7 or 1.82.8? Have you seen these indicators?",
        answer_by=desk.clock.now() + timedelta(days=3),
    )
    share = packaging.write_documents(desk, shares.propose(desk, case, proposal))
    share = _facts(desk, share)
    approving = Approving(digest=release.binding(desk, share)[:16], because="read on the preview")
    share, decisions = release.approve(who.approver, share, approving)
    view = preview.preview_of(desk, share)
    lines = [
        f"{len(share.documents)} documents, each rendered once into the vault: "
        + ", ".join(f"{one.name} {one.format} {one.size} bytes" for one in view.recipients)
        + ".",
        f"The table ({view.table}, row {view.row}) advises {view.advice}. Mira approved exactly these bytes, "
        f"recipients and terms: {view.digest[:16]}….",
    ]
    for one in view.recipients:
        if isinstance(decisions[one.party], Refused):
            lines.append(f"Refused to {one.name}: {'; '.join(one.why)}.")
    allowed = [one for one in decisions.values() if isinstance(one, Approved)]
    return share, [*lines, f"{len(allowed)} may leave; nothing else does."]


def delivery_chapter(desk: Desk, share: Share, who: Cast, mail: world.MailServer, port: int) -> tuple[str, list[str]]:
    """The path of the vendor's page, and: the worker sees them off; each recipient gets what was approved for it."""
    planned = send(desk, share)
    states = _round(desk)
    page = next(one for one in planned if one.kind == RoadKind.PAGE)
    _, link = issue_token(desk, who.vendor, TokenScope.PAGE, days=14, delivery=page.id)
    objects = world.poll(port, *who.secret)
    letter = mail.letters[-1]
    status, text = world.visit(port, f"/p/{link}")
    before = desk.log.size()
    world.answer(port, f"/p/{link}", answer="question", text="Which digest has the .pth file?")
    files = sorted(path.name for path in who.folder.iterdir())
    return f"/p/{link}", [
        f"{len(planned)} deliveries were planned and seen off: {', '.join(states)}.",
        f"The agency's mail server holds one message, {letter.subject}; the form in it, as PDF/A-2b: "
        f"{letter.attached[0]}",
        f"The ISAC's TAXII client finds {len(objects)} objects in its own view, and nothing else exists for it.",
        f"The vendor opens its page ({status}, {len(text)} signs); the look changed nothing, the question it then "
        f"asked there is on record ({desk.log.size() - before} acts).",
        f"The adopter finds {files[0]} in its folder.",
    ]


def answers_chapter(desk: Desk, case: Case, share: Share, who: Cast) -> tuple[Case, list[str]]:
    """What came back, and what nobody knows."""
    receive(desk, share, Said(party=who.adopter.id, kind="affected", text="two of our runners", means="voice"))
    receive(
        desk,
        share,
        Said(party=who.isac.id, kind="known_already", means="mail", known_from="vendor", known_since=desk.clock.now()),
    )
    record_effect(
        desk,
        desk.case(case.id),
        kind="mitigation",
        because_of=(share.id,),
        on=desk.clock.now().date(),
        text="Quayside Freight installs by hash only",
    )
    account = outcome.account_of(desk, shares.find(desk, share.id))
    open_questions = [one for one in account.feedback if one.kind == "question" and not one.answered]
    known = [one for one in account.after_receipt if one.state != "not_known"]
    said = "; ".join(
        f"{one.name}: {one.said or one.silence or one.delivery}" for one in account.recipients if one.delivery
    )
    return desk.case(case.id), [
        f"{said}.",
        f"One mitigation is recorded because of it; open questions: {len(open_questions)} (`tocsin feedback list "
        f"{short(share.id)}`).",
        f"Of the {len(account.after_receipt)} things that may happen after receipt we know {len(known)}: the rest is "
        "not known.",
    ]


def correction_chapter(desk: Desk, case: Case, share: Share, who: Cast) -> tuple[Share, list[str]]:
    """A correction goes down every road that was used."""
    corrected = fields.Filled(
        row="attack_description",
        text="Only 1.82.8 carries litellm_init.pth; 1.82.7 runs the same code when its proxy module is imported.",
        statement=Statement.FACT,
        confidence=Confidence.HIGH,
    )
    case = fields.fill(desk, desk.case(case.id), [corrected])
    cleaning.make_copy(desk, case, _choice())
    proposed = correct(desk, shares.find(desk, share.id), why="1.82.7 works in another way than we said")
    following = _facts(desk, packaging.write_documents(desk, proposed))
    approving = Approving(digest=release.binding(desk, following)[:16])
    following, _ = release.approve(who.approver, following, approving)
    send(desk, following)
    states = _round(desk)
    receive(desk, following, Said(party=who.adopter.id, kind="correction_confirmed", means="voice"))
    reached = how_far(desk, shares.find(desk, share.id))
    confirmed = sum(one.reach is Reach.CONFIRMED for one in reached)
    return following, [
        f"The correction goes to all {len(reached)} earlier recipients by the roads they were reached on: "
        + ", ".join(states)
        + ".",
        f"{confirmed} confirmed, {len(reached) - confirmed} did not yet; nobody can be made to forget.",
    ]


def closing_chapter(desk: Desk, case: Case) -> list[str]:
    """The loop is closed honestly: what is loose keeps its owner and its day."""
    loose = hanging(desk, desk.case(case.id))
    day = (desk.clock.now() + timedelta(days=7)).date()
    closed = close(
        desk,
        desk.case(case.id),
        summary="Contained; secrets revoked; recipients told; one installs by hash now.",
        who_else="carriers that run the extension without a lock file",
        check_on=day,
    )
    return [
        f"{len(loose)} ends were loose: " + ", ".join(sorted({str(one.why) for one in loose})) + ".",
        f"None of them ends in silence: {len(closed.open_items)} open items have an owner and are looked at on {day}.",
    ]


def claim_chapter(desk: Desk, case: Case, place: Path) -> list[str]:
    """A claim, verified from a copied file by code that knows nothing of this home."""
    claim = claim_of(desk, [desk.case(case.id)], Asked())
    place.write_bytes(claim)
    with tempfile.TemporaryDirectory(prefix="tocsin-stranger-") as elsewhere:
        copied = Path(shutil.copy(place, elsewhere))
        found = verify(copied.read_bytes())
        spoiled = bytearray(copied.read_bytes())
        spoiled[len(spoiled) // 2] ^= 1
        changed = verify(bytes(spoiled))
    passed = sum(check["state"] == "ok" for check in found["checks"])
    failed = sum(check["state"] == "failed" for check in found["checks"])
    return [
        f"{place.name} says of {len(found['statement']['shares'])} deliveries what, when, by which road, under which "
        "terms and with what effect; who got them is withheld.",
        f"Checked from a copy elsewhere, offline: {found['verdict']}, {passed} checks passed, {failed} failed. With "
        f"one bit changed: {changed['verdict']}.",
        f"Not proven: {found['not_proven'][0]}",
    ]


def _choice() -> cleaning.Choice:
    context = (
        "Seen while the compromised release sent stolen secrets. Look for connections, revoke what the host could read."
    )
    return cleaning.Choice(
        remove=("Nordkai Clinic", "Marek Nowak", "runner-7.build.harbourlight.example"),
        keep=("models.litellm[.]cloud",),
        indicators=(
            IndicatorGiven(kind="domain", value="models.litellm.cloud", context=context, confidence="high"),
            IndicatorGiven(kind="file_name", value="litellm_init.pth", context=context, confidence="high"),
        ),
    )


def _facts(desk: Desk, share: Share) -> Share:
    said = {"SIG": "active", "REACH": "ecosystem", "ACT": "prevent", "EXPO": "recoverable", "HAZ": "partial"}
    said |= {"FIX": "fix", "REVIEW": "personal_information_removed"}
    points = [Point(point=point, value=value, confidence=Confidence.HIGH) for point, value in said.items()]
    return shares.decide_points(desk, share, points, allowed=points_asked(desk))


def _round(desk: Desk) -> list[str]:
    """One round of the worker: how each delivery ended, in words."""
    handled = list(one_round(worker_at(desk, clearance), Event()))
    return [f"{one.state}" for one in handled]
