"""What a command prints with --json is what its operation gives: no door tells another story."""

import re
import shutil
from pathlib import Path

import pytest

from tests.asking import Json, ask
from tests.builders import a_case, an_item, desk_in
from tests.terminal import Ran, tocsin
from tocsin.wiring import open_desk

CVSS = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
NOW = "seen_at"  # when it was looked at: another moment with every look
ID = re.compile(r"[a-z]+-[0-9a-z]{26}")
Table = dict[str, tuple[str, dict[str, object]]]


class Home:
    """A home with one case and one item, and how it is asked from either side."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with desk_in(folder) as story:
            made = a_case(story.desk)
            self.case, self.item = made.id, an_item(story.desk, made).id

    def told(self, *command: str) -> Ran:
        """The command, with --json."""
        return tocsin(*(self._named(word) for word in command), "--json", home=self.folder)

    def given(self, operation: str, content: bytes | None = None, /, **fields: object) -> Json:
        """The operation, by the clock that the command uses too."""
        with open_desk(self.folder) as desk:
            named = {key: self._named(one) if isinstance(one, str) else one for key, one in fields.items()}
            return ask(desk, operation, content, **named)

    def _named(self, word: str) -> str:
        return {"CASE": self.case, "ITEM": self.item}.get(word, word)


@pytest.fixture
def home(template_home: Path, tmp_path: Path) -> Home:
    """One home."""
    return Home(Path(shutil.copytree(template_home, tmp_path / "home")))


@pytest.fixture
def twin(home: Home, tmp_path: Path) -> Home:
    """Another with the same case: what changes something is done once in each."""
    made = object.__new__(Home)
    made.folder = Path(shutil.copytree(home.folder, tmp_path / "twin"))
    made.case, made.item = home.case, home.item
    return made


def without(document: Json, *names: str) -> Json:
    """The document without some members, wherever they stand."""
    if isinstance(document, dict):
        return {key: without(value, *names) for key, value in document.items() if key not in names}
    return [without(one, *names) for one in document] if isinstance(document, list) else document


def shape(document: Json) -> Json:
    """The document with every random word and moment gone: its members, and the type of each."""
    if isinstance(document, dict):
        return {("ID" if ID.fullmatch(key) else key): shape(value) for key, value in document.items()}
    if isinstance(document, list):
        return [shape(one) for one in document]
    return type(document).__name__


# A command, its operation, and what the operation takes. Both look at one home.
READ: Table = {
    "case show CASE": ("case.show", {"case": "CASE"}),
    "case templates": ("case.templates", {}),
    "case checklist CASE": ("case.checklist", {"case": "CASE"}),
    "case checklist CASE --missing --core": ("case.checklist", {"case": "CASE", "missing": "true", "core": "true"}),
    "case open-items CASE": ("open-item.list", {"case": "CASE"}),
    "evidence list CASE --missing": ("evidence.missing", {"case": "CASE"}),
    "evidence show ITEM": ("evidence.show", {"item": "ITEM"}),
    "duty list": ("duty.list", {}),
    "duty list CASE": ("duty.board", {"case": "CASE"}),
    "duty show nis2_23": ("duty.show", {"duty": "nis2_23"}),
    "record list CASE": ("record.list", {"case": "CASE"}),
    "search mail": ("search.find", {"text": "mail"}),
    "status": ("status.show", {}),
    "status --owe": ("promise.list", {"side": "owe"}),
    "status --owed": ("promise.list", {"side": "owed"}),
    "status --notices": ("notice.list", {}),
    "ready": ("ready.show", {}),
    "ready --group isac": ("ready.show", {"group": ["isac"]}),
    "evidence verify CASE": ("evidence.verify", {"case": "CASE"}),
    "evidence found CASE": ("evidence.found", {"case": "CASE"}),
}

# The same for commands that print JSON Lines, whose operation gives pages or the whole list.
LINES: Table = {
    "case list": ("case.list", {}),
    "case log CASE": ("case.log", {"case": "CASE"}),
    "evidence list CASE": ("evidence.list", {"case": "CASE"}),
    "report list": ("report.list", {}),
}

# Commands that record something: each side in a home of its own, so the members are compared and not the ids.
WRITTEN: Table = {
    "case new --name Another": ("case.new", {"name": "Another"}),
    "case assign CASE Ada": ("case.assign", {"case": "CASE", "person": "Ada"}),
    "case classify CASE integrity=actual": ("case.classify", {"case": "CASE", "answers": {"integrity": "actual"}}),
    "case fill CASE plain_account=Text": ("case.fill", {"case": "CASE", "rows": {"plain_account": "Text"}}),
    "case mark CASE amber --caveat proprietary": (
        "case.mark",
        {"case": "CASE", "tlp": "amber", "caveat": ["proprietary"]},
    ),
    "case mark CASE green --source vendor": ("case.mark", {"case": "CASE", "tlp": "green", "source": "vendor"}),
    "case assert CASE attack_description --as B_method": (
        "case.assert",
        {"case": "CASE", "field": "attack_description", "prong": "B_method"},
    ),
    "case block CASE --until 2099-01-01T00:00Z --lifts-when never": (
        "case.block",
        {"case": "CASE", "until": "2099-01-01T00:00:00Z", "lifts_when": "never"},
    ),
    "case hand CASE also_safety safety_team": (
        "case.hand",
        {"case": "CASE", "flag": "also_safety", "owner": "safety_team"},
    ),
    "case open-items CASE --add What? --check-on 2099-01-01": (
        "open-item.add",
        {"case": "CASE", "what": "What?", "check_on": "2099-01-01"},
    ),
    "case technique CASE ATLAS 5.6.0 AML.T0051": (
        "technique.map",
        {"case": "CASE", "scheme": "ATLAS", "version": "5.6.0", "code": "AML.T0051"},
    ),
    "case foreign-id CASE cve CVE-2026-42208": (
        "foreign-id.link",
        {"case": "CASE", "scheme": "cve", "number": "CVE-2026-42208"},
    ),
    f"case score cvss CASE {CVSS}": ("score.cvss", {"case": "CASE", "vector": CVSS}),
    f"case score aivss CASE {CVSS} tools=1.0": (
        "score.aivss",
        {"case": "CASE", "inputs": {"vector": CVSS, "tools": "1.0"}},
    ),
    "duty answer CASE nis2_23 yes": ("duty.answer", {"case": "CASE", "duty": "nis2_23", "answer": "yes"}),
    "record link CASE legal --at folder": ("record.link", {"case": "CASE", "record": "legal", "at": "folder"}),
    "evidence hand-over ITEM --to lab": ("evidence.hand-over", {"item": "ITEM", "to": "lab"}),
    "evidence seal ITEM --because hot": ("evidence.seal", {"item": "ITEM", "because": "hot"}),
    "evidence hold ITEM --because why": ("evidence.hold", {"item": "ITEM", "because": "why"}),
    "evidence hold --case CASE --because why": ("case.hold", {"case": "CASE", "because": "why"}),
    "evidence purge ITEM --because old --yes": ("evidence.purge", {"item": "ITEM", "because": "old"}),
    "evidence letter CASE --provider Provider": ("evidence.letter", {"case": "CASE", "provider": "Provider"}),
}


@pytest.mark.parametrize("command", READ)
def test_a_command_that_looks_prints_what_its_operation_gives(home: Home, command: str) -> None:
    operation, fields = READ[command]
    given = without(home.given(operation, **fields), NOW)
    assert without(home.told(*command.split()).json, NOW) == given


@pytest.mark.parametrize("command", LINES)
def test_lines_are_the_items_of_the_list(home: Home, command: str) -> None:
    operation, fields = LINES[command]
    given = home.given(operation, **fields)
    items = given["items"] if isinstance(given, dict) else given
    told = home.told(*command.split()).lines
    assert told == items
    assert told or command == "report list"


@pytest.mark.parametrize("command", WRITTEN)
def test_a_command_that_records_prints_what_its_operation_gives(home: Home, twin: Home, command: str) -> None:
    operation, fields = WRITTEN[command]
    assert shape(home.told(*command.split()).json) == shape(twin.given(operation, **fields))


def test_files_that_are_added_are_told_of_in_the_same_way(home: Home, twin: Home, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("The tool was called twice.")
    asked: dict[str, object] = {"file_name": "note.txt"}
    assert home.told("add", str(file), "--dry-run").json == [twin.given("intake.look", file.read_bytes(), **asked)]
    told = home.told("add", str(file)).json
    assert shape(told) == shape(twin.given("intake.add", file.read_bytes(), **asked))
    (line,) = home.told("report", "list").lines
    assert shape(line) == shape(twin.given("report.list")["items"][0])
    (report,) = (one["id"] for one in twin.given("report.list")["items"])
    answered = home.told("report", "answer", str(line["id"]), "resolved", "--note", "done").json
    assert shape(answered) == shape(twin.given("report.answer", report=report, state="resolved", note="done"))


def test_an_item_that_is_kept_by_hand_is_told_of_in_the_same_way(home: Home, twin: Home, tmp_path: Path) -> None:
    file = tmp_path / "prompt.txt"
    file.write_text("You are a helpful assistant, are you?")
    told = home.told("evidence", "add", "CASE", str(file), "--kind", "system_prompt", "--sealed")
    kept = twin.given(
        "evidence.add",
        file.read_bytes(),
        case="CASE",
        file_name="prompt.txt",
        kind="system_prompt",
        compartment="sealed",
    )
    assert shape(told.json) == shape(kept)
    assert told.record["compartment"] == kept["compartment"] == "sealed"
