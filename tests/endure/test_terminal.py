"""Two people at two terminals on one case, and a disk that is full: nothing is lost, and everybody is told."""

import json
import os
from pathlib import Path

import pytest

from tests.terminal import tocsin
from tests.warm import begin_to_read
from tocsin.stages.custody import verify_evidence
from tocsin.stages.intake import offer_bytes
from tocsin.stages.ledger import verify
from tocsin.stages.reception import receive
from tocsin.vocab.case import Case, Item
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

TOCSIN = "from tocsin.cli import main; main()"
# The same with a limit on the size of every file it writes: what a full disk is to a process (EFBIG for ENOSPC).
LIMITED = (
    "import resource, sys; limit = int(sys.argv.pop(1)); resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit));"
    f"{TOCSIN}"
)
NOTE = b"# The agent mailed strangers\n\nIt forwarded the newest messages.\n"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home on either database."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    make_home(tmp_path / "home", person="Ada", database=url)
    return tmp_path / "home"


@pytest.fixture
def own_home(tmp_path: Path) -> Path:
    """A home with its database in it."""
    make_home(tmp_path / "home", person="Ada")
    return tmp_path / "home"


def _check(home: Path) -> int:
    """The size of the log, after the ledger and the evidence were verified."""
    with open_desk(home) as desk:
        found = verify(desk)
        assert found.holds, found.findings
        assert [one for one in verify_evidence(desk, None) if one.verdict == "broken"] == []
        return found.entries


def test_two_processes_on_one_case_lose_nothing_and_are_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_bytes(NOTE)
    opened = tocsin("add", tmp_path / "note.md", "--json", home=home)
    case = json.loads(opened.out)["case"]["id"]
    evidence = [tmp_path / f"{who}-{number}.log" for who in "ab" for number in range(4)]
    for path in evidence:
        path.write_bytes(path.name.encode() * 3000)
    groups = [evidence[:4], evidence[4:]]
    adding = [["add", *map(str, group), "--case", case, "--json"] for group in groups]
    answering = [
        ["case", "classify", case, f"integrity={value}", "--json"] for value in ("actual", "none", "potential")
    ]
    running = [begin_to_read(TOCSIN, *words, "--home", str(home)) for words in (*adding, *answering)]
    told = [(process, *process.communicate()) for process in running]
    for process, said, _ in told[:2]:  # adding evidence does not depend on others: it is tried again
        assert process.wait() == 0
        assert [one["outcome"] for one in json.loads(said)["taken"]] == ["kept"] * 4
    for process, _, error in told[2:]:  # an answer may be: who was too late is told and repeats it
        assert process.wait() == 0 or "somebody recorded something in between" in error or "by now" in error
    with open_desk(home) as desk:
        items = [item for item in desk.index.all("item", stream=case) if isinstance(item, Item)]
        assert len(items) == 9
        kept = {bytes(desk.vault.read(item.content)) for item in items}
        assert kept == {NOTE, *(path.read_bytes() for path in evidence)}
        assert isinstance(desk.case(case), Case)
    _check(home)


# From no byte at all to so much that everything fits: where the limit meets the database, the vault or the mirror.
FEW = (0, 33_000, 50_000, 70_000, 5_000_000)
MANY = (
    100,
    300,
    4_096,
    30_000,
    36_000,
    40_000,
    45_000,
    55_000,
    60_000,
    80_000,
    90_000,
    100_000,
    120_000,
    160_000,
    250_000,
)
LIMITS = sorted({*FEW, *MANY}) if os.environ.get("TOCSIN_ENDURE") else FEW


@pytest.mark.parametrize("size", [70, 60_000])
def test_a_full_disk_is_said_and_leaves_nothing_half(own_home: Path, tmp_path: Path, size: int) -> None:
    path = tmp_path / "evidence.log"
    failed = 0
    for limit in LIMITS:
        path.write_bytes((f"limit {limit} " * size).encode()[:size])
        before = _check(own_home)
        adding = begin_to_read(LIMITED, str(limit), "add", str(path), "--json", "--home", str(own_home))
        _, complaint = adding.communicate()
        status, after = adding.wait(), _check(own_home)
        if status:
            failed += 1
            assert status == 3, (limit, complaint)
            assert "error: " in complaint
            assert "hint: " in complaint
            assert "Traceback" not in complaint
        else:
            assert after > before
        with open_desk(own_home) as desk:  # there is space again
            (again,) = receive(desk, [offer_bytes(path.name, path.read_bytes())]).taken
            # What was recorded before the disk filled up is whole and stays; what was not is added now. Never both.
            assert again.outcome == ("kept" if after == before else "joined"), limit
            contents = [desk.vault.read(item.content) for item in desk.index.all("item") if isinstance(item, Item)]
        assert contents.count(path.read_bytes()) == 1
    assert 0 < failed < len(LIMITS)
    assert not list((own_home / "tmp").glob("org-*"))
