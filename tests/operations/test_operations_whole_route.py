"""The whole route by operations alone, each by somebody who may: from a file that came in to a claim that holds."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Protocol

import pytest
from msgspec.structs import replace

from tests.asking import Json, ask, in_role
from tests.builders import DeskOfStories
from tests.shares import CIRCLE_FACTS, ROWS, VICTIM
from tocsin.operations.table import by_name
from tocsin.stages.desk import Desk
from tocsin.stages.release import clearance
from tocsin.vocab.case import PersonEntry
from tocsin.worker.run import one_round, worker_at

ROLES = ("analyst", "approver", "admin", "auditor")
PARTIES = b"name,kinds,contact\nTransport ISAC,isac,desk@isac.example\nQuayside Freight,adopter,soc@quayside.example\n"
LITELLM = "pkg:pypi/litellm@1.82.8"


class Asks(Protocol):
    """How something is asked for in the name of whoever acts at a desk."""

    def __call__(self, desk: Desk, operation: str, content: bytes | None = None, /, **fields: object) -> Json: ...


class Company:
    """One person in each role, who do what the table lets them and nothing else.

    `asks` is the door through which they ask: the table itself, or whatever stands before it.
    """

    def __init__(self, story: DeskOfStories, asks: Asks = ask) -> None:
        settings = replace(story.desk.settings, sender_name="Harbourlight Logistics", undo_minutes=0)
        self.story, self.asks = story, asks
        self.desks = {role: replace(in_role(story, role), settings=settings) for role in ROLES}

    def does(self, role: str, operation: str, content: bytes | None = None, /, **fields: object) -> Json:
        """Ask in the name of the person with this role, as a door does: only where the table says that they may."""
        desk = self.desks[role]
        person = desk.index.get("person", desk.person)
        assert isinstance(person, PersonEntry)
        assert by_name()[operation].may & set(person.roles), f"{role} may not {operation}"
        return self.asks(desk, operation, content, **fields)

    def reader(self, party: str, channel: str, address: str) -> Path:
        """A folder that a party reads, at the end of a road that the admin opened for the analyst."""
        folder = Path(self.desks["admin"].home).parent / party.replace(" ", "-")
        folder.mkdir()
        fields = {"people": [self.desks["analyst"].person], "hours": "24 hours"}
        route = self.does("admin", "route.confirm", channel=channel, address=address, **fields)["id"]
        self.does("admin", "road.open", party=party, kind="folder", route=route, address=str(folder))
        return folder

    def seen_off(self) -> Iterator[str]:
        """What the worker's next round made of what was planned."""
        return (one.state for one in one_round(worker_at(self.desks["analyst"], clearance), Event()))


@pytest.fixture
def company(story: DeskOfStories) -> Company:
    return Company(story)


def prepared(company: Company) -> tuple[str, Path, Path]:
    """A case from a file, understood, marked and cleaned; two parties who can be reached."""
    note = f"The agent of {VICTIM} read a page and mailed a stranger.\n".encode()
    case = str(company.does("analyst", "intake.add", note, file_name="note.txt")["case"]["id"])
    answers = {"integrity": "actual", "without_lawful_authority": "yes", "authorised_research_or_exercise": "no"}
    for fact, value in answers.items():
        company.does("analyst", "case.classify", case=case, answers={fact: value}, because="as the note says")
    company.does("analyst", "case.fill", case=case, rows=ROWS)
    company.does("analyst", "case.mark", case=case, tlp="amber")
    company.does("analyst", "component.name", case=case, components=[LITELLM])
    company.does("analyst", "party.import", PARTIES)
    company.does("analyst", "party.declare", party="Quayside Freight", uses=[LITELLM])
    board = company.does("analyst", "impact.involve", case=case)
    assert [one["name"] for group in board for one in group["parties"]] == ["Quayside Freight"]
    isac = company.reader("Transport ISAC", "isac", "desk@isac.example")
    adopter = company.reader("Quayside Freight", "affected_partner", "soc@quayside.example")
    company.does("analyst", "clean.make", case=case, remove=[VICTIM])
    return case, isac, adopter


def sent(company: Company, share: Json) -> None:
    """The facts said, approved by somebody else as it stands, planned, and seen off."""
    decided = company.does("analyst", "share.facts", share=share["share"], facts=CIRCLE_FACTS)
    approved = company.does("approver", "share.approve", share=share["share"], digest=decided["digest"][:8])
    assert {one["verdict"] for one in approved["recipients"]} == {"may leave"}
    planned = company.does("analyst", "share.send", share=share["share"])
    assert (len(planned["planned"]), planned["unsent"]) == (len(share["recipients"]), [])
    assert set(company.seen_off()) == {"sent"}


def test_from_a_file_to_a_claim_that_holds(company: Company) -> None:
    walk(company)


def walk(company: Company) -> None:
    """The whole route, with what has to be true on the way."""
    case, isac, adopter = prepared(company)

    # out: to two, byte for byte what everybody looked at
    parties = ["Transport ISAC", "Quayside Freight"]
    share = company.does("analyst", "share.new", case=case, recipients=parties, ask="Do you see it too?")
    seen = company.does("approver", "document.view", share=share["share"], recipient=parties[1])
    assert "Do you see it too?" in str(seen["lines"])
    sent(company, share)
    for folder, party in ((isac, parties[0]), (adopter, parties[1])):
        (arrived,) = folder.iterdir()
        assert arrived.read_bytes() == company.does(
            "auditor", "document.download", share=share["share"], recipient=party
        )
        assert VICTIM.encode() not in arrived.read_bytes()

    # back: one answers, one stays silent
    said = {"share": share["share"], "party": "Quayside Freight"}
    company.does("analyst", "feedback.add", **said, kind="affected", text="we run it")
    caused = company.does("analyst", "feedback.list", share=share["share"])[0]["id"]
    effect = {"kind": "mitigation", "what": "the rule is live", "because_of": [caused]}
    company.does("analyst", "feedback.effect", case=case, **effect)

    # corrected, to both
    company.does("analyst", "case.fill", case=case, rows={"attack_description": "The page told the agent twice."})
    company.does("analyst", "clean.make", case=case, remove=[VICTIM])
    sent(company, company.does("analyst", "share.correct", share=share["share"], because="it was told twice"))
    assert [len(list(folder.iterdir())) for folder in (isac, adopter)] == [2, 2]

    # closed, and nobody's silence is lost
    hanging = company.does("auditor", "case.hanging", case=case)
    assert {one["why"] for one in hanging} == {"unanswered"}
    company.does("analyst", "case.close", case=case, summary="the vendor fixed it", check_on="2026-05-01")
    assert len(company.does("auditor", "open-item.list", case=case)) == len(hanging)

    # proved
    report = company.does("auditor", "claim.verify", company.does("auditor", "claim.make", cases=[case]))
    assert (report["verdict"], len(report["statement"]["shares"])) == ("SELF-LOGGED", 4)
    assert VICTIM not in str(report)
    assert company.does("auditor", "ledger.verify")["holds"]


def test_nobody_goes_the_whole_route_alone_in_one_role(company: Company) -> None:
    may = {role: {one.name for one in by_name().values() if role in one.may} for role in ROLES}
    route = {"intake.add", "clean.make", "share.new", "share.approve", "share.send", "road.open", "claim.make"}
    assert not any(route <= names for names in may.values())
    assert route <= set().union(*may.values())
