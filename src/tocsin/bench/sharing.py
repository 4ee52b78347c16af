"""What a benchmark shares: a clean copy, parties with roads, a proposal."""

from datetime import timedelta
from pathlib import Path

from tocsin.bench.figure import Effort
from tocsin.stages import fields, marking, party, ready, road
from tocsin.stages.cleaning import Choice, make_copy
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.overview import checklist_version
from tocsin.stages.share import Point, Proposal, decide_points, propose
from tocsin.stages.standing import points_asked
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.indicator import IndicatorGiven
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.party import PartyKind
from tocsin.vocab.sharing import Share

RECIPIENTS = 50
# Advises a circle: an active attack on more than us, and something to prevent it with.
FACTS = {"SIG": "active", "REACH": "ecosystem", "ACT": "prevent", "EXPO": "recoverable", "HAZ": "partial"} | {
    "FIX": "mitigation"
}
VICTIM = "Bench Hospital"  # taken out of the copy: the second net looks for it in every document
ROWS = {
    "plain_account": f"An agent of {VICTIM} read a poisoned page and wrote to jane.roe@mailbox.example.",
    "mitigation_detail": "Turn off link following in the mail tool until the gateway is patched.",
}


def case_to_share(desk: Desk, effort: Effort, indicators: int) -> str:
    """A case with a clean copy of so many indicators; its id."""
    case = open_case(desk, Opening(name=f"An agent of {VICTIM}", checklist=checklist_version(desk)))
    case, _ = marking.mark(desk, case, marking.Target(), Marking(tlp=Tlp.AMBER, owners=("own",)))
    case = fields.fill(desk, case, [fields.Filled(row=row, text=text) for row, text in ROWS.items()])
    now = desk.clock.now()
    effort.tell(f"cleaning a copy of {indicators:,} indicators")
    given = tuple(
        IndicatorGiven(
            kind="domain",
            value=f"collector-{number:05}.evil.example",
            context=f"An agent that read page {number} posts its context to it; block it at the gateway.",
            first_seen=now - timedelta(days=3, minutes=number),
            last_seen=now - timedelta(minutes=number),
            expires_at=now + timedelta(days=90),
            confidence="high",
        )
        for number in range(indicators)
    )
    make_copy(desk, case, Choice(indicators=given, remove=(VICTIM,)))
    return case.id


def recipients(desk: Desk, folder: Path) -> tuple[str, ...]:
    """Parties with a folder for a road each; their ids."""
    confirmation = ready.Confirmation(
        channel="affected_partner", address="desk@partner.example", people=(desk.person,), hours="24 hours"
    )
    route = ready.confirm(desk, confirmation).id
    entries = [PartyEntry(name=f"Partner {number:03}", kinds=(PartyKind.ADOPTER,)) for number in range(RECIPIENTS)]
    found = party.take_in(desk, entries)
    for one in found:
        place = folder.resolve() / one.id
        place.mkdir()
        road.open_road(desk, one, road.Opening(kind=RoadKind.FOLDER, route=route, address=str(place)))
    return tuple(one.id for one in found)


def proposed(desk: Desk, case: str, parties: tuple[str, ...]) -> Share:
    """A share of the case's clean copy with everything said that the decision asks."""
    share = propose(desk, desk.case(case), Proposal(title="A poisoned page", recipients=parties))
    points = [Point(point=point, value=value) for point, value in FACTS.items()]
    return decide_points(desk, share, points, allowed=points_asked(desk))
