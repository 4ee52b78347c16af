"""The story, chapter by chapter: what a person would do, and its outcome."""

from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tocsin.demo import sharing, world
from tocsin.demo.proof import chapter_of_proof
from tocsin.rules.onward import first_of
from tocsin.rules.severity import score_cvss
from tocsin.settings import FILE, written
from tocsin.stages import beside, coding, evidence, fields, letter, marking, people, ready, sealing, triage
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import keep_dictionary
from tocsin.stages.intake import Handing, Opening, Teller, offer_bytes
from tocsin.stages.onward import onward
from tocsin.stages.overview import checklist_version, overview
from tocsin.stages.reception import receive
from tocsin.store import keys as keyring
from tocsin.vocab.case import Case, Item
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.duty import DutyAnswer
from tocsin.vocab.evidence import CustodyAction, ItemKind
from tocsin.vocab.hold import BlockReason, PreserveReason
from tocsin.vocab.ids import short
from tocsin.vocab.marking import TLP_NAMES, Caveat, Marking, Tlp
from tocsin.vocab.record import RecordKind, RecordLink, RecordState
from tocsin.vocab.road import MailServer, Security
from tocsin.vocab.route import REQUIRED_GROUPS
from tocsin.vocab.triage import Answer, Confidence, FactKey, Statement
from tocsin.web.app import make_app
from tocsin.wiring import open_desk, open_house
from tocsin.wiring.founding import make_home

# A rating of our fictional organization's own, over what the published accounts say of the payload.
VECTOR = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:H/SI:H/SA:L"
# The two ATLAS 5.6.0 codes that fit the published accounts of the event.
TECHNIQUES = ("AML.T0010.001", "AML.T0055")


# Every name here ends in `.example`, which is kept for documentation (RFC 2606) and which no rule takes for anybody's.
OURS = Dictionary(domains=("harbourlight.example",))


class Chapter(Struct, frozen=True, kw_only=True):
    """One stage of the route: its name, and what happened in sentences."""

    stage: str
    lines: tuple[str, ...]


class Told(Struct, frozen=True, kw_only=True):
    """The whole story, and where to look further."""

    home: str
    case: str
    page: str  # the path of the vendor's page, and the ISAC's secret: for whoever serves this home and looks
    taxii_secret: str
    chapters: tuple[Chapter, ...]


def tell(home: Path, heard: Callable[[Chapter], None] = lambda _: None) -> Told:
    """Walk the route so far in a fresh home at `home`; `heard` gets each chapter as soon as it is over."""
    chapters: list[Chapter] = []

    def chapter(stage: str, lines: list[str]) -> None:
        chapters.append(Chapter(stage=stage, lines=tuple(lines)))
        heard(chapters[-1])

    settings = make_home(home, person="Ilse (fictional)", organization="Harbourlight Logistics (fictional)")
    (home / FILE).write_text(written(replace(settings, sender_contact=world.SENDER, undo_minutes=0)), encoding="utf-8")
    with open_desk(home) as desk:
        chapter("ready", _ready(desk))
        case, lines = _intake(desk)
        chapter("report and intake", lines)
        case, lines = _triage(desk, case)
        chapter("triage", lines)
        case, lines = _evidence(desk, case)
        chapter("evidence", lines)
        case, lines = _marking(desk, case)
        chapter("marking", lines)
        case, lines = _beside(desk, case)
        chapter("beside the case", lines)
        page, secret = _share(home, desk, case, chapter)
        chapter("proof", chapter_of_proof(desk))
        return Told(home=str(home), case=case.id, page=page, taxii_secret=secret, chapters=tuple(chapters))


def _share(home: Path, desk: Desk, case: Case, chapter: Callable[[str, list[str]], None]) -> tuple[str, str]:
    """The second half: out of the house over real servers on this machine, back, closed and claimed."""
    key = keyring.open(home, desk.org).names
    with world.mail_server(home.parent / world.INBOX) as (mail, mail_port):
        server = MailServer(host=world.HOST, port=mail_port, security=Security.NONE, sender=world.SENDER)
        desk = replace(desk, settings=replace(desk.settings, mail=server))
        with world.web_server(make_app(lambda: open_house(home), key)) as port:
            who = sharing.cast(desk, home.parent / "quayside-freight")
            case, lines = sharing.impact_chapter(desk, case, who)
            chapter("impact", lines)
            case, lines = sharing.cleaning_chapter(desk, case)
            chapter("cleaning", lines)
            share, lines = sharing.release_chapter(desk, case, who)
            chapter("release", lines)
            page, lines = sharing.delivery_chapter(desk, share, who, mail, port)
            chapter("delivery", lines)
            case, lines = sharing.answers_chapter(desk, case, share, who)
            chapter("what came back", lines)
            _, lines = sharing.correction_chapter(desk, case, share, who)
            chapter("correction", lines)
            chapter("closing", sharing.closing_chapter(desk, case))
            chapter("claim", sharing.claim_chapter(desk, case, home.parent / "share.claim.json"))
            return page, who.secret[1]


def _ready(desk: Desk) -> list[str]:
    deputy = people.add(desk, "Marek (fictional)", address="marek@harbourlight.example", roles=("analyst",))
    for channel, address in (
        ("isac", "nightdesk@isac.example"),
        ("vendor_psirt", "security@gateway-vendor.example"),
        ("affected_partner", "https://portal.downstream.example/security"),
    ):
        confirmation = ready.Confirmation(
            channel=channel,
            address=address,
            people=(desk.person,),
            deputies=(deputy.id,),
            hours="24 hours",
            scope="security events",
        )
        ready.confirm(desk, confirmation)
    keep_dictionary(desk, msgspec.json.encode(OURS))
    found = ready.how_ready(desk, REQUIRED_GROUPS)
    states = [f"{group.group}: {'ready' if group.ready else 'not confirmed by anybody yet'}" for group in found.groups]
    return [
        "Before anything happens, a named person confirmed three routes, with a deputy and hours.",
        "; ".join(states) + ".",
        f"Its own words are known: whatever lies below {OURS.domains[0]} is taken out of what leaves.",
        "The shipped addresses of CISA and JCDC stay off until somebody here has checked them: `tocsin route confirm`.",
    ]


def _intake(desk: Desk) -> tuple[Case, list[str]]:
    folder = files("tocsin").joinpath("demo", "evidence")
    offers = [offer_bytes(entry.name, entry.read_bytes()) for entry in sorted(folder.iterdir(), key=lambda e: e.name)]
    handing = Handing(
        opening=Opening(template="compromised-model-dependency", checklist=checklist_version(desk)),
        teller=Teller(name="Build team (fictional)", contact="build@harbourlight.example"),
    )
    arrival = receive(desk, offers, handing=handing)
    assert arrival.case is not None
    again = receive(desk, offers[:1])
    inside = sum(arrival.case.inside.values())
    receipts = [one for one in arrival.taken if one.receipt]
    return arrival.case, [
        f"A folder with {len(offers)} files was dropped on the desk: "
        + ", ".join(f"{one.name} ({one.format})" for one in arrival.taken)
        + ".",
        f"Every original is kept as it came; {inside} prompts, tool calls, components and findings were understood.",
        f"Adding a file again joins it ({again.taken[0].outcome}) and keeps nothing twice.",
        f"{len(receipts)} reporters got a receipt they can follow: `tocsin report follow CODE`.",
    ]


def _triage(desk: Desk, case: Case) -> tuple[Case, list[str]]:
    reported = overview(desk, case)
    case = _answered(desk, case)
    for identifier in TECHNIQUES:
        mapping = coding.Mapping(scheme="ATLAS", version="5.6.0", id=identifier, confidence=Confidence.MED)
        case, _ = coding.map_technique(desk, case, mapping)
    rated = score_cvss(VECTOR)
    case = triage.score(desk, case, rated)
    view = overview(desk, case)
    return case, [
        f"From the facts in the report: {reported.verdict.class_}. {view.preliminary}",
        "Because: " + " ".join(view.reasons),
        "Two facts were confirmed by a person, with reason and confidence; the reporter's answers stay in the log.",
        f"Beside it: {len(case.techniques)} ATLAS 5.6.0 codes with the names they have there, and CVSS 4.0 "
        f"{rated.score} ({rated.band}). A score is no duty and no proof of safety.",
    ]


def _answered(desk: Desk, case: Case) -> Case:
    answers = [
        triage.Answering(
            answer=Answer(key=FactKey(fact), value=value, statement=Statement.FACT, confidence=Confidence.HIGH),
            because=because,
        )
        for fact, value, because in (
            ("integrity", "actual", "the runner's disk image holds litellm_init.pth"),
            ("downstream_exposure", "yes", "two customers run the same extension"),
        )
    ]
    return triage.classify_case(desk, case, answers)[0]


def _evidence(desk: Desk, case: Case) -> tuple[Case, list[str]]:
    case, payload = _keep(
        desk, case, ItemKind.ARTIFACT, "litellm_init.pth (stand-in)", b"import os  # a harmless stand-in\n"
    )
    payload = sealing.seal(desk, payload, hazard="runs_code_on_load", because="it would run at every interpreter start")
    case, _ = _keep(desk, desk.case(case.id), ItemKind.MEMORY, "agent memory", b'{"plan":["fix build","run tests"]}\n')
    case, _ = _keep(
        desk,
        case,
        ItemKind.MITIGATION,
        "pin by hash",
        b"Install by hash only; both releases removed.\n",
        layer="dependency",
    )
    disk = next(item for item in evidence.items_of(desk, case) if item.kind is ItemKind.TRACE)
    evidence.hand_over(
        desk, disk, CustodyAction.EXAMINED, counterpart="forensics (fictional)", means="read only", because="timeline"
    )
    case = sealing.hold(
        desk, desk.case(case.id), None, reason=PreserveReason.INVESTIGATION, because="until the case is closed"
    )
    _, asked = letter.write(desk, case, "Example Model API (fictional)")
    view = overview(desk, desk.case(case.id))
    left = [line.row.title for line in view.preservation if line.state != "kept"]
    return desk.case(case.id), [
        f"{sum(view.case.kinds.values())} items are in custody; every handling is an act with who, when and why.",
        f"{short(payload.id)} is sealed: looking at it needs a reason, recorded before anything shows.",
        f"A preservation hold stands on the case; it beats any purge. A letter to a provider is {short(asked.id)}.",
        "Still to be kept, what evaporates first on top: " + (", ".join(left) if left else "nothing") + ".",
    ]


def _keep(desk: Desk, case: Case, kind: ItemKind, name: str, content: bytes, *, layer: str = "") -> tuple[Case, Item]:
    described = evidence.Described(kind=kind, name=name, source="build runner 2", layer=layer)
    return evidence.keep(desk, case, described, BytesIO(content))


def _marking(desk: Desk, case: Case) -> tuple[Case, list[str]]:
    before = marking.case_marking(case)
    amber = Marking(tlp=Tlp.AMBER_STRICT, owners=("own",), caveats=(Caveat.PROPRIETARY,))
    case, _ = marking.mark(desk, case, marking.Target(), amber)
    trace = next(item for item in evidence.items_of(desk, case) if item.kind is ItemKind.TRACE)
    red = Marking(tlp=Tlp.RED, owners=("own",), caveats=(Caveat.CREDENTIAL,))
    case, _ = marking.mark(desk, case, marking.Target(scope="item", target=trace.id), red)
    wider = Marking(tlp=Tlp.GREEN, owners=("own",))
    case, refused = marking.mark(desk, case, marking.Target(), wider)
    case = fields.fill(
        desk,
        case,
        [fields.Filled(row="plain_account", text="A compromised package ran on a build runner and stole keys.")],
    )
    case = marking.assert_field(desk, case, "attack_description", prong="B_method", proprietary=False, counsel="asked")
    until = desk.clock.now() + timedelta(days=1)
    case = marking.block(
        desk,
        case,
        owner=desk.person,
        until=until,
        reason=BlockReason.COUNSEL_REVIEW,
        lifts_when="counsel has read the technical data",
    )
    now = marking.case_marking(case)
    return case, [
        f"Unmarked, it was {TLP_NAMES[before.tlp]} for nobody. Marked {TLP_NAMES[amber.tlp]}, with one item "
        f"{TLP_NAMES[red.tlp]}: the whole is {TLP_NAMES[now.tlp]}, the strictest wins.",
        f"A wider mark without the owner's recorded permission was not made ({type(refused).__name__}).",
        "One field is asserted to describe a method (6 U.S.C. 650(5)), counsel asked; a release block stands for a day "
        "with an owner and what lifts it. Sending and deleting are stopped by two different flags.",
    ]


def _beside(desk: Desk, case: Case) -> tuple[Case, list[str]]:
    started = desk.clock.now() - timedelta(hours=2)
    step = beside.DutyStep(answer=DutyAnswer.YES, zone="Europe/Berlin", event="start", event_at=started)
    case = beside.answer_duty(desk, case, "nis2_23", step)
    link = RecordLink(kind=RecordKind.INCIDENT_RESPONSE, state=RecordState.LINKED, text="ticket IR-2041 (fictional)")
    case = beside.link_record(desk, case, link)
    view = overview(desk, case)
    clocks = ", ".join(f"{stage} due {due:%Y-%m-%d %H:%M} UTC" for _, stage, due in view.running_clocks)
    protection = beside.protections(desk)[0]
    first = first_of(onward(desk, view))
    assert first is not None, "an open case always has a next step"
    return case, [
        f"NIS2 article 23 may apply, ask counsel: {clocks}. No share ever stops that clock.",
        f"Protection today: {protection.statute} is {protection.state}. {protection.warning}".strip(),
        "Of the four other records one is linked; the others are shown as missing: "
        + ", ".join(link.kind for link in view.records if link.state == "missing")
        + ".",
        f"Next, says the desk: {first.sentence} (`{first.command}`).",
    ]
