"""A share for stories: a marked case with a clean copy, parties with roads, people who may approve."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.builders import DeskOfStories, a_case
from tocsin.stages import fields, marking, people, ready
from tocsin.stages.cleaning import Choice, make_copy
from tocsin.stages.delivery import SENDING, Move, moved
from tocsin.stages.desk import Desk
from tocsin.stages.marking import Target
from tocsin.stages.packaging import write_documents
from tocsin.stages.release import Approving, approve, binding
from tocsin.stages.sending import send
from tocsin.stages.share import Point, Proposal, decide_points, find, propose
from tocsin.stages.standing import points_asked
from tocsin.vocab.acts.party import PartyDeclared, RoadOpened
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import DeliveryReason, DeliveryState, RoadKind
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.release import Decision
from tocsin.vocab.road import MailServer, Security
from tocsin.vocab.sharing import Delivery, Road, Share
from tocsin.vocab.sheet import PartySheet, RoadSheet

SERVER = MailServer(host="127.0.0.1", port=2525, security=Security.NONE, sender="desk@harbourlight.example")
# Advises CIRCLE: an active attack on more than us, something to prevent it with, and a victim who could be guessed.
CIRCLE_FACTS = {"SIG": "active", "REACH": "ecosystem", "ACT": "prevent", "EXPO": "recoverable", "HAZ": "partial"} | {
    "FIX": "mitigation"
}
VICTIM = "Harbour Clinic Nord"
ROWS = {
    "plain_account": f"An agent of {VICTIM} read a poisoned page and wrote to jane.roe@mailbox.org.",
    "attack_description": "The page told the agent to send its context to https://collect.evil.example/x",
    "mitigation_detail": "Turn off link following in the mail tool until the gateway is patched.",
}


class Stage:
    """A story's desk with everything that a share needs, and the people who play in it."""

    def __init__(self, story: DeskOfStories, name: str = f"Agent of {VICTIM} sent mail to a stranger") -> None:
        self.story = story
        settings = replace(story.desk.settings, mail=SERVER, sender_name="Harbourlight Logistics", undo_minutes=0)
        self.desk: Desk = replace(story.desk, settings=settings)
        self.case: Case = a_case(self.desk, name=name)

    def team(self) -> Desk:
        """The same desk in the name of a second person, who may approve; solo mode is over then."""
        mira = people.add(self.desk, "Mira", address="", roles=("approver",))
        return replace(self.desk, person=mira.id)

    def marked(self, tlp: Tlp = Tlp.AMBER, **more: object) -> Case:
        """The case with its own mark and its rows."""
        mark = replace(Marking(tlp=tlp, owners=("own",)), **more)
        self.case, _ = marking.mark(self.desk, self.now(), Target(), mark)
        self.case = fields.fill(self.desk, self.case, [fields.Filled(row=row, text=text) for row, text in ROWS.items()])
        return self.case

    def cleaned(self, **choice: object) -> Case:
        """The case with a clean copy from which the victim is gone."""
        make_copy(self.desk, self.now(), replace(Choice(remove=(VICTIM,)), **choice))
        return self.now()

    def party(self, name: str, kind: str, road: RoadKind = RoadKind.FOLDER, address: str = "/nowhere") -> str:
        """A party with one road on a confirmed route, which the first person may use."""
        desk = self.desk
        channel = {"isac": "isac", "vendor": "vendor_psirt"}.get(kind, "affected_partner")
        plain = name.lower().replace(" ", "-")
        mailbox = address if "@" in address else f"{plain}@{plain}.example"
        route = ready.confirm(
            desk, ready.Confirmation(channel=channel, address=mailbox, people=(desk.person,), hours="24 hours")
        )
        party, road_id = desk.new_id("party"), desk.new_id("road")
        draft = desk.draft(desk.log_entry())
        draft.add(PartyDeclared(party=party, kinds=(kind,), sheet=draft.sheet(PartySheet(name=name))))
        sheet = draft.sheet(RoadSheet(address=address))
        draft.add(RoadOpened(road=road_id, party=party, kind=road, route=route.id, sheet=sheet))
        draft.record()
        return party

    def road(self, party: str, address: str, kind: RoadKind = RoadKind.FOLDER, *, encrypt_to: str = "") -> Road:
        """One more road to a party, on the route of its newest one."""
        roads = [one for one in self.desk.index.with_ref("road", [party]) if isinstance(one, Road)]
        draft, road_id = self.desk.draft(self.desk.log_entry()), self.desk.new_id("road")
        sheet = draft.sheet(RoadSheet(address=address, encrypt_to=encrypt_to))
        draft.add(RoadOpened(road=road_id, party=party, kind=kind, route=roads[-1].route, sheet=sheet))
        found = draft.record()["road", road_id]
        assert isinstance(found, Road)
        return found

    def folder(self, name: str) -> str:
        """A folder outside the home that a party reads."""
        folder = Path(self.desk.home).parent / name
        folder.mkdir(exist_ok=True)
        return str(folder)

    def proposed(self, *parties: str, facts: dict[str, str] | None = None, **more: object) -> Share:
        """A share that is written and has its facts."""
        proposal = replace(Proposal(title="A poisoned page", recipients=parties), **more)
        share = write_documents(self.desk, propose(self.desk, self.now(), proposal))
        return self.facts(share, CIRCLE_FACTS if facts is None else facts)

    def facts(self, share: Share, said: dict[str, str]) -> Share:
        """The share with these facts."""
        points = [Point(point=point, value=value) for point, value in said.items()]
        return decide_points(self.desk, share, points, allowed=points_asked(self.desk))

    def approved(self, share: Share, by: Desk, **more: object) -> tuple[Share, dict[str, Decision]]:
        """The share when somebody has approved it as it stands."""
        return approve(by, share, replace(Approving(digest=binding(by, share)), **more))

    def sent(self, share: Share) -> list[Delivery]:
        """Its deliveries, planned."""
        return send(self.desk, find(self.desk, share.id))

    def delivered(
        self, *parties: str, by: Desk | None = None, facts: dict[str, str] | None = None, **more: object
    ) -> Share:
        """A share that a second person approved and that has arrived at everybody it was approved for."""
        share = self.proposed(*parties, facts=facts, **more)
        self.approved(share, by or self.team())
        self.arrived(*self.sent(share))
        return find(self.desk, share.id)

    def arrived(self, *deliveries: Delivery) -> None:
        """Deliveries as a worker leaves them when they went out well."""
        for delivery in deliveries:
            moved(self.desk, delivery, SENDING, Move(state=DeliveryState.SENT))

    def bounced(self, *deliveries: Delivery) -> None:
        """Deliveries that the other side refused at its door."""
        bounce = Move(state=DeliveryState.BOUNCED, reason=DeliveryReason.REFUSED_FOR_GOOD)
        for delivery in deliveries:
            moved(self.desk, delivery, SENDING, bounce)

    def now(self) -> Case:
        """The case as it is now."""
        return self.desk.case(self.case.id)

    def later(self, minutes: int) -> None:
        """Let time pass."""
        self.story.clock.tick(timedelta(minutes=minutes))


def names_of(decisions: Iterable[Decision]) -> list[str]:
    """What was decided, in words."""
    return [type(decision).__name__ for decision in decisions]
