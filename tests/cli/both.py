"""The whole route as commands, run against a home here and against a desk elsewhere."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from tests.terminal import Ran, tocsin
from tocsin.settings import FILE, load, written

Json = Any  # of any shape: it is compared, and ids are taken out of it
MIRA = "Mira Example"
VICTIM = "Harbour Clinic Nord"
CVSS = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
_ID = re.compile(r"[a-z]+-[0-9a-z]{26}")

# A line is a command. `@` before it: in the name of Mira, who may everything. `!CODE`: what it leaves with. `?`: it
# only looks, so that home and desk say the same to the letter. `~`: only where the home lies. `< NAME`: what it reads
# from standard input. `-> NAME=PATH`: what of its JSON is called how later.
ROUTE = """
? whoami
? user list
? user review
? ready !1
? status
? status --owe
? status --notices
? where 'a vulnerability in a model gateway'
? case templates
? policy show
? policy show release
? policy check
? policy explain --facts SIG=active,REACH=ecosystem
policy import {table}
? dictionary show
dictionary import {words}
dictionary add people='Noor Example' hosts=runner-7
dictionary add people !2
dictionary assets {assets} --dry-run
dictionary assets {assets}
dictionary drop hosts=runner-7
add {note} --dry-run
add {note} --name 'A poisoned page' -> case=case.id receipt=taken.0.receipt item=taken.0.item
? report list -> report=0.id
add {note} --case nowhere !2
add {bill} --case {case} -> bill_item=taken.0.item
add {other} {empty} {odd} --exercise --reporter Kim -> drill=case.id
case new --name Kestrel -> kestrel=case.id
? case show {drill}
? case show 'a POISONED'
? case show nothing !2
? case list
? case list --class incident
? case list --tlp red --state open --who me --not-blocked --not-held --exercise --came-from report --words Pract
? case list --order name --column who --column acts
? case list --view Mine !2
case views --save Mine --who ada --order last_act
? case list --view Mine --real
? case views
case table {files}/cases.csv --view Mine --column who
case table {files}/cases.json --as stix
case table {files}/cases.json --as stix !2
case views --drop Mine
? search poisoned
report answer {report} accepted --note 'We look into it.'
report follow {receipt}
? report show {report}
? report form
report follow nonsense !2
case classify {case} integrity=actual without_lawful_authority=yes --because 'seen in the log'
case classify {case} authorised_research_or_exercise=no
case classify {case} colour=red !2
case fill {case} {account} {attack} {mitigation}
? case checklist {case}
? case checklist 'A poisoned' --missing --core
@ case assign {case} Mira
? case log {case}
? case timeline {case}
case open-items {case} --add 'Which tenants ran it?' --check-on 2099-12-01 -> open=0.id
case open-items {case} --resolve {open} --because 'none of them'
case mark {case} amber
case mark {case} clear --source vendor
case mark {case} green !1
case assert {case} attack_description --as B_method
case block {case} --until 2099-01-01 --lifts-when 'counsel read it' --owner Mira
case unblock {case} --because 'counsel has read it'
case hand {case} also_safety safety_team
case technique {case} ATLAS 5.6.0 AML.T0051
case foreign-id {case} cve CVE-2026-42208
case score cvss {case} {cvss}
case score aivss {case} {cvss} tools=1.0
case components {case} pkg:pypi/litellm@1.82.7
? case components {case}
evidence add {case} {prompt} --kind system_prompt --source gateway -> prompt=id
evidence add {case} {odd} -> odd=id
evidence add {case} - -> piped=id
? evidence list {case}
? evidence list {case} --missing
? evidence show {prompt}
evidence show {prompt} --out {files}/prompt.copy
? evidence objects {bill_item}
? evidence objects {bill_item} --kind tool_call
? evidence trace {bill_item}
? evidence calls {bill_item}
? evidence found {case}
? evidence bytes {prompt} --offset 0x4 --count 12
? evidence verify {case}
evidence hand-over {prompt} --to 'the laboratory'
evidence seal {prompt} --because 'it says how'
evidence show {prompt} --reason triage --because 'to see'
evidence unseal {prompt} --because 'read again'
evidence hold {odd} --because 'letter of Monday'
evidence hold --case {case} --because 'letter of Monday'
evidence hold --case {case} --because 'settled' --lift
evidence purge {odd} --because old --yes !1
evidence hold {odd} --because settled --lift
evidence purge {odd} --because old --yes
evidence letter {case} --provider 'Example Model API'
party add Vendor --kind vendor --contact desk@vendor.example
party add Adopter --kind adopter
party add Portal --kind adopter
party add Pager --kind adopter
party import {parties}
? party list
? party list --kind vendor
party declare Vendor --supplies pkg:pypi/litellm
? impact pkg:pypi/litellm@1.82.7
impact pkg:pypi/litellm@1.82.7 --bom {bill}
impact --case {case} --involve
? case parties {case}
case parties {case} --add Adopter --group dependency --role affected --because 'it runs it'
case parties {case} --party Vendor --contacted --because 'by telephone'
? route list --group affected_partner
route confirm affected_partner --address desk@adopter.example --hours always --person Mira --person Ada -> route=id
route confirm affected_partner --address https://portal.example --hours always --person Ada --person Mira -> portal=id
route confirm isac --address desk@isac.example -> isac=id
route withdraw {isac}
party road Adopter --kind folder --address {folder} --route {route} -> road=id
party road Portal --kind by_hand --route {portal}
party road Pager --kind page --route {route} --address desk@pager.example
party road Vendor --kind by_hand --route {portal} -> wrong=id
party close-road {wrong} --reason wrong
party road Vendor mail:psirt@vendor.example !1
party add Courier --kind vendor --road page:psirt@courier.example --checked --deputy Mira
party test Adopter !1
? party show adopter
token create --party Adopter --scope taxii -> token=token.id
? token list
token revoke {token} --reason lost
? channel list
channel test folder
? duty list
? duty list {case}
? duty show nis2_23
duty answer {case} nis2_23 yes --event start --at 2026-11-20T08:00Z
@ duty answer {case} nis2_23 yes --counsel-note 'wait for the letter'
@ duty show {case} nis2_23 --reason legal_review --because 'the answer'
? record list {case}
record link {case} legal --at 'folder 7'
? case findings {case}
? case findings {case} --open --item {prompt}
case judge {case} '{victim}' --ours --label ORG_TERM
case judge {case} '{victim}' --undo
case judge {case} nothing --reject !2
? case learn {case}
case clean {case} --remove '{victim}'
case clean {case} --again
share new {case} --with Adopter --with Portal --with Pager --title 'A poisoned page' -> share=share
? share cut {share}
share cut {share} Pager=pattern --because 'enough to look for it'
share facts {share} SIG=active REACH=ecosystem ACT=prevent EXPO=recoverable HAZ=partial FIX=mitigation
? share preview {share} !1
? share preview {share} --with ADOPTER !1
? share list {case}
? share ours {share}
share write {share}
? share preview 'A poisoned' !1 -> digest=digest
share approve {share} --digest {digest} !1
@ share approve {share} --digest {digest}
@ share refuse {share} --with Pager --until 2099-01-01 --because 'after their fix'
share send {share} --at-once -> sent=0.id by_hand=1.id
share send {share} !1
@ share review {share} justified --because 'it was' !1
? share show {share}
? share blind {share}
practice new -> practice=cases.0
practice done nothing !2
practice show {practice} !1
? practice rate
share download {share} --with Adopter --out {files}/a.json
? outbox list
outbox retry {sent}
outbox cancel {withdrawn} !2
? outbox show {by_hand}
outbox done {by_hand} --receipt INC-4711
~ worker --once
share download {share} --with Adopter --note --out {files}/a.note
feedback receipt {files}/a.note --document {files}/a.json
feedback add {share} affected --with Adopter --text 'we run it' -> said=id
? feedback list {share}
? party sent adopter
feedback after {share} distributed stated_by_recipient --with Adopter --because 'they wrote so'
feedback effect {case} mitigation 'the rule is live' --because-of {said}
case clean {case} --remove '{victim}' --remove poisoned
share correct {share} --because 'the version was wrong' -> correction=share
? share preview {correction} !1
share drop {correction} not_needed
share withdraw {share} --because 'it named a bystander' -> withdrawal=share
share drop {withdrawal} mistake
claim make {case} --out {files}/a.claim.json
? ledger prove 3
? ledger growth 3
? ledger checkpoint -> checkpoint=checkpoint
? ledger verify
ledger verify --against - < checkpoint
? key show
case close {case} --summary 'vendor fixed it' --check-on 2099-12-01
case reopen {case} new_evidence
user retire Robin
user shut-out Robin
user disconnect Robin
? whoami
"""


class Step(Struct, frozen=True, kw_only=True):
    """One line of the route."""

    words: str
    by_mira: bool = False
    is_look: bool = False
    is_at_home: bool = False
    reads: str = ""
    code: int = 0
    keep: dict[str, str] = {}


class _Names(dict[str, str]):
    """Where a step before went wrong the route goes on, and every step that is different is told of."""

    def __missing__(self, name: str) -> str:
        return f"no-{name}"


class Side(Struct, kw_only=True):
    """One of the two: how its desk is named, what is called how there, what each command left behind."""

    home: Path
    desk: dict[str, str]  # who by: the login of the desk elsewhere; empty for the home
    names: dict[str, str] = field(default_factory=dict)
    ran: list[Ran] = field(default_factory=list)

    def run(self, step: Step) -> Ran:
        """The command on this side, with --json where it has that."""
        if self.desk and not step.is_at_home:
            found = tocsin(*self.words(step), "--desk", self.desk[MIRA if step.by_mira else ""], stdin=self.reads(step))
        else:
            found = self.at_home(step)
        self.ran.append(found)
        if step.keep and found.out:
            self.names |= {name: str(at(answer_of(found), path)) for name, path in step.keep.items()}
        return found

    def at_home(self, step: Step) -> Ran:
        """The command against this side's home, whichever side it is."""
        by = ("--as", MIRA) if step.by_mira else ()
        return tocsin(*by, *self.words(step), home=self.home, stdin=self.reads(step))

    def words(self, step: Step) -> list[str]:
        """The command with this side's own names."""
        given = [word.format_map(_Names(self.names)) for word in shlex.split(step.words)]
        return given if step.words.startswith("share download") else [*given, "--json"]

    def reads(self, step: Step) -> bytes:
        """What it reads from standard input."""
        return self.names.get(step.reads, "").encode() if step.reads else b"12:00 piped"


def steps(text: str) -> list[Step]:
    """The lines of a route."""
    return [_step(line) for line in text.strip().splitlines()]


def _step(line: str) -> Step:
    words, _, kept = line.partition(" -> ")
    words, _, reads = words.partition(" < ")
    words, _, code = words.partition(" !")
    bare = words.lstrip("@?~ ")
    marks = words.removesuffix(bare)
    return Step(
        words=bare,
        by_mira="@" in marks,
        is_look="?" in marks,
        is_at_home="~" in marks,
        reads=reads,
        code=int(code or 0),
        keep=dict(one.split("=", 1) for one in kept.split()),
    )


def answer_of(ran: Ran) -> Json:
    """What it said: a document, or for lists by lines all of them."""
    found = documents(ran.out)
    return found if ran.out.count("\n") == len(found) else found[0]


def at(document: Json, path: str) -> Json:
    """A member of a document."""
    for part in path.split("."):
        document = document[int(part)] if part.isdigit() else document[part]
    return document


def shape(document: Json) -> Json:
    """The document with every random word and moment gone: its members in their order, and the type of each.

    What is listed stands in the order of its ids, where it has no other, so it is put into one of its own here.
    """
    if isinstance(document, dict):
        found = [(_ID.sub("ID", key), shape(value)) for key, value in document.items()]
        return sorted(found, key=repr) if any(key == "ID" for key, _ in found) else found  # ids come in any order
    if isinstance(document, list):
        return sorted((shape(one) for one in document), key=repr)
    return type(document).__name__


def documents(text: str) -> list[Json]:
    """One JSON document, or JSON Lines."""
    try:
        return [json.loads(text)] if text else []
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]


def prepared(home: Path, folder: Path, bill: bytes, table: bytes) -> dict[str, str]:
    """The files and texts that the route names."""
    folder.mkdir()
    (home / FILE).write_text(
        written(replace(load(home), sender_name="Harbourlight Logistics", undo_minutes=0, solo_cooling_minutes=0))
    )
    files: dict[str, bytes] = {
        "note.txt": f"The agent of {VICTIM} read a page and mailed a stranger.\n".encode(),
        "other.txt": b"A drill: nothing of this happened.\n",
        "prompt.txt": b"You are a helpful assistant, are you?",
        "odd.bin": bytes(range(256)),
        "empty.txt": b"",
        "ours.json": b'{"victims": ["Nordkai Clinic"]}',
        "parties.csv": b"name,kinds\nIsac,isac\n",
        "assets.csv": b"hostname,ip,owner\ndb-prod-07,203.0.113.9,kim@nordkai.de\n!,here,\n",
        "app.cdx.json": bill,
        "mine.json": table,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "mail").mkdir()
    return {
        "files": str(folder),
        "note": f"{folder}/note.txt",
        "bill": f"{folder}/app.cdx.json",
        "table": f"{folder}/mine.json",
        "other": f"{folder}/other.txt",
        "prompt": f"{folder}/prompt.txt",
        "odd": f"{folder}/odd.bin",
        "empty": f"{folder}/empty.txt",
        "words": f"{folder}/ours.json",
        "parties": f"{folder}/parties.csv",
        "assets": f"{folder}/assets.csv",
        "folder": f"{folder}/mail",
        "account": f"plain_account=An agent of {VICTIM} read a poisoned page and mailed a stranger.",
        "attack": "attack_description=The page told the agent to send its context away.",
        "mitigation": "mitigation_detail=Turn off link following in the mail tool.",
        "cvss": CVSS,
        "victim": VICTIM,
    }
