"""A home is made whole or not at all, and organizations in one home cannot see each other."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from sqlalchemy import delete, func, select

from tests.servers import S3Place
from tocsin.settings import FILE, Settings
from tocsin.stages import evidence, ledger, marking, people, report, sealing
from tocsin.stages.custody import verify_evidence
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Handing, Opening, offer_bytes
from tocsin.stages.overview import checklist_version
from tocsin.stages.reception import receive
from tocsin.stages.search import search
from tocsin.store.blobs import open_blobs
from tocsin.store.database import open_engine, reading, writing
from tocsin.store.schema import entities, metadata
from tocsin.vocab.case import Case, Item
from tocsin.vocab.errors import ActNotAllowed, BadInput, ChannelDown, Gone, TocsinError
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ids import new_id
from tocsin.vocab.marking import Marking, Tlp
from tocsin.wiring import desk_over, engine_of, open_desk
from tocsin.wiring.founding import found_organization, make_home

REPORT = b"""{"id": "SUP-7", "title": "Support agent read a stranger's order",
 "description": "The agent showed the order of another customer and called a tool nobody had allowed.",
 "reporter": {"name": "Example reporter"}}"""
CLOSED_PORT = "127.0.0.1:1"


def _traces(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def _blocked(folder: Path) -> Path:
    """A file where a folder would have to be: nobody can write below it, whatever their rights."""
    path = folder / "blocked"
    path.write_bytes(b"")
    return path


def test_a_fresh_home_is_private_whole_and_proven(tmp_path: Path) -> None:
    home = tmp_path / "above" / "home"
    settings = make_home(home, person="Ada", organization="Example Org")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert not [path for path in home.rglob("*") if path.stat().st_mode & 0o077 and path.suffix in {".toml", ".db"}]
    assert list((home / "tmp").iterdir()) == []
    assert not [path for path in (home / "vault").rglob("*") if path.is_file()], "the trial of the vault is gone"
    with open_desk(home) as desk:
        assert desk.settings == settings
        assert ledger.verify(desk).holds
        assert [(person.id, person.name, person.address) for person in people.people(desk)] == [
            (settings.acting, "Ada", "Example Org")
        ]


@pytest.mark.parametrize(
    ("database", "vault", "fault"),
    [
        ("nonsense", "", BadInput),
        ("mysql://root@localhost/tocsin", "", BadInput),
        ("sqlite://", "", BadInput),
        (f"postgresql://nobody@{CLOSED_PORT}/tocsin", "", ChannelDown),
        ("sqlite:///{blocked}/tocsin.db", "", TocsinError),
        ("sqlite:///{outside}/tocsin.db", "", TocsinError),
        ("", "{blocked}", TocsinError),
        ("", "{blocked}/vault", TocsinError),
        ("", "s3://", BadInput),
        ("", "s3://user:secret@bucket/prefix", BadInput),
        ("", f"s3://bucket/prefix?endpoint=http://{CLOSED_PORT}&region=x", ChannelDown),
        ("sqlite:///{folder}/beside.db", "{blocked}/vault", TocsinError),
    ],
)
@pytest.mark.parametrize("is_there", [False, True], ids=["new folder", "empty folder"])
def test_what_cannot_be_made_leaves_nothing(
    tmp_path: Path, database: str, vault: str, fault: type[TocsinError], is_there: bool
) -> None:
    places = {"blocked": _blocked(tmp_path), "outside": tmp_path / "nowhere", "folder": tmp_path}
    home = tmp_path / "above" / "home"
    if is_there:
        home.mkdir(parents=True, mode=0o755)
        home.chmod(0o755)
    before = _traces(tmp_path)
    with pytest.raises(fault) as caught:
        make_home(home, person="Ada", database=database.format(**places), vault=vault.format(**places))
    assert _traces(tmp_path) == before
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    if is_there:
        assert stat.S_IMODE(home.stat().st_mode) == 0o755


def test_a_failure_at_the_last_step_leaves_nothing_of_a_vault_or_a_database_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "of-somebody-else").write_bytes(b"stays")
    before = _traces(tmp_path)
    with pytest.raises(BadInput):
        make_home(
            tmp_path / "home",
            person="\ud800",  # no text: fails where the first person is recorded, after everything else
            database=f"sqlite:///{tmp_path}/elsewhere.db",
            vault=str(tmp_path / "vault"),
        )
    assert _traces(tmp_path) == before


@pytest.mark.postgresql
def test_a_failure_at_the_last_step_leaves_no_row_on_a_server(tmp_path: Path, postgresql_url: str) -> None:
    for _ in range(2):
        with pytest.raises(BadInput):
            make_home(tmp_path / "home", person="\ud800", database=postgresql_url)
    make_home(tmp_path / "first", person="Ada", database=postgresql_url)
    engine = open_engine(postgresql_url)
    try:
        with reading(engine) as connection:
            owners = {
                table.name: connection.scalar(select(func.count(table.c.org.distinct())))
                for table in metadata.sorted_tables
                if "org" in table.c
            }
    finally:
        engine.dispose()
    assert (owners["heads"], owners["entries"]) == (1, 1)
    assert set(owners.values()) <= {0, 1}


@pytest.mark.parametrize("above", ["a file", *(["a closed folder"] if os.geteuid() else [])])  # root may write anywhere
def test_a_place_that_takes_no_home_is_said(tmp_path: Path, above: str) -> None:
    place = _blocked(tmp_path)
    if above == "a closed folder":
        place.unlink()
        place.mkdir(mode=0o500)
    with pytest.raises(TocsinError, match="blocked"):
        make_home(place / "home", person="Ada")
    assert _traces(tmp_path) == {"blocked"}


def test_a_file_in_the_place_of_a_home_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no home"):
        make_home(_blocked(tmp_path), person="Ada")
    assert _traces(tmp_path) == {"blocked"}


def test_a_home_that_is_there_is_never_touched(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_home(home, person="Ada")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    with pytest.raises(ActNotAllowed, match="home already"):
        make_home(home, person="Eve", database="nonsense")
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_folder_that_holds_something_else_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_bytes(b"ten years of work")
    with pytest.raises(BadInput, match="not empty"):
        make_home(tmp_path, person="Ada")
    assert _traces(tmp_path) == {"thesis.txt"}


class Two(NamedTuple):
    """Two organizations in one home, each with a case of the same report."""

    one: Desk
    other: Desk


@contextmanager
def _two_in(home: Path, **places: str) -> Iterator[Two]:
    first = make_home(home, person="Ada", organization="One Org", **places)
    engine = engine_of(home, first)
    try:
        second = replace(first, organization=new_id("org", os.urandom), acting=new_id("person", os.urandom))
        found_organization(home, second, engine, person="Grace", organization="Other Org")
        yield Two(desk_over(home, first, engine), desk_over(home, second, engine))
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.s3])])
def two(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Two]:
    """Two organizations in a home on either database."""
    places = {}
    if request.param == "postgresql":
        s3: S3Place = request.getfixturevalue("s3_bucket")
        places = {"database": request.getfixturevalue("postgresql_url"), "vault": s3.url}
    with _two_in(tmp_path / "home", **places) as made:
        yield made


def _a_case(desk: Desk) -> tuple[Case, Item, str]:
    handing = Handing(opening=Opening(checklist=checklist_version(desk)))
    arrival = receive(desk, [offer_bytes("report.json", REPORT)], handing=handing)
    assert arrival.case is not None
    (taken,) = arrival.taken
    return arrival.case, desk.item(taken.item), taken.receipt


def test_nothing_of_one_organization_shows_to_another(two: Two) -> None:
    case, item, receipt = _a_case(two.one)
    assert search(two.one, "stranger")
    assert search(two.other, "stranger") == []
    assert [list(two.other.index.all(kind)) for kind in ("case", "item", "report", "batch")] == [[], [], [], []]
    assert [person.name for person in people.people(two.other)] == ["Grace"]
    assert two.other.log.size() == 3
    assert list(two.other.log.stream(case.id)) == []
    assert {entry.stream for entry in two.other.log.entries()} == {two.other.org}
    assert {org for _, org in two.other.index.rows()} == {two.other.org, two.other.person}
    for kind, given in (("case", case.id), ("case", case.id[:9]), ("item", item.id), ("person", two.one.person)):
        with pytest.raises(BadInput, match="there is no"):
            two.other.full_id(kind, given)
    with pytest.raises(BadInput, match="no report fits"):
        report.follow(two.other, receipt)
    assert report.follow(two.one, receipt).report


def test_the_vault_of_one_organization_is_closed_to_another(two: Two) -> None:
    _, item, _ = _a_case(two.one)
    for commit in (item.content, item.sheet):
        assert two.one.vault.read(commit)
        with pytest.raises(Gone):
            two.other.vault.read(commit)
        assert not two.other.vault.is_registered(commit)
    for compartment in ("ordinary", "sealed", "privileged"):
        assert two.other.vault.name_of(BytesIO(REPORT)) != two.one.vault.name_of(BytesIO(REPORT)), compartment
    with pytest.raises(Gone):
        two.other.vault.destroy(item.content)
    assert two.one.vault.read(item.content) == REPORT


def test_the_same_report_at_both_is_two_cases_and_purging_one_leaves_the_other(two: Two) -> None:
    case, item, _ = _a_case(two.one)
    other_case, other_item, _ = _a_case(two.other)
    assert case.id != other_case.id
    assert case.related == other_case.related == ()
    sealing.purge(two.one, item, reason="retention_ended", because="the year is over")
    assert two.other.vault.read(other_item.content) == REPORT
    for desk in two:
        assert ledger.verify(desk).holds
        assert not [found for found in verify_evidence(desk, None) if found.verdict == "broken"]


def test_each_log_has_its_own_key_and_mirror(two: Two) -> None:
    assert two.one.log_key() != two.other.log_key()
    mirrors = two.one.home / "checkpoints"
    assert {path.name for path in mirrors.iterdir()} == {two.one.org, two.other.org}
    raw = ledger.prove(two.one, 0)
    leaf = next(iter(two.one.log.entries(0, 1))).leaf
    assert ledger.check_proof(two.one, raw, leaf) == 0
    with pytest.raises(TocsinError):
        ledger.check_proof(two.other, raw, leaf)


def test_rebuilding_one_index_leaves_the_other_alone(two: Two) -> None:
    _a_case(two.one)
    _a_case(two.other)
    before = two.other.index.rows()
    assert ledger.rebuild(two.one) == 0
    assert two.other.index.rows() == before
    assert ledger.verify(two.other).holds


def test_an_organization_is_founded_once(two: Two) -> None:
    engine = engine_of(two.one.home, two.one.settings)
    try:
        with pytest.raises(ActNotAllowed):
            found_organization(two.one.home, two.one.settings, engine, person="Eve", organization="Mine Now")
    finally:
        engine.dispose()
    assert [person.name for person in people.people(two.one)] == ["Ada"]


@pytest.fixture(params=["sqlite and a folder", pytest.param("servers", marks=[pytest.mark.postgresql, pytest.mark.s3])])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Settings]:
    """A home over files, and one over PostgreSQL and S3."""
    places = {}
    if request.param == "servers":
        s3: S3Place = request.getfixturevalue("s3_bucket")
        places = {"database": request.getfixturevalue("postgresql_url"), "vault": s3.url}
    folder = tmp_path / "home"
    return folder, make_home(folder, person="Ada", organization="Example Org", **places)


def test_the_route_is_the_same_on_files_and_on_servers(home: tuple[Path, Settings]) -> None:
    folder, settings = home
    big = os.urandom(3_000_000)  # too large to lie in a row: it goes to the folder or the bucket
    with open_desk(folder) as desk:
        case, received, _ = _a_case(desk)
        assert case.judged is not None
        case, kept = evidence.keep(desk, case, evidence.Described(kind=ItemKind.ARTIFACT, name="weights"), BytesIO(big))
        kept = sealing.seal(desk, kept, hazard="runs_code_on_load", because="a pickle")
        case, _ = marking.mark(desk, desk.case(case.id), marking.Target(), Marking(tlp=Tlp.AMBER, owners=("own",)))
        opened = evidence.open_item(desk, desk.item(kept.id), reason="triage", text="compare digests")
        assert b"".join(opened) == big
        purged = sealing.purge(desk, received, reason="retention_ended", because="the year is over")
        assert purged.state == "purged"
    with open_desk(folder) as desk:
        assert ledger.verify(desk).findings == ()
        verdicts = {found.what: found.verdict for found in verify_evidence(desk, desk.case(case.id))}
        assert (verdicts[kept.id], verdicts[received.id]) == ("holds", "purged")
        assert "broken" not in verdicts.values()
        assert len(list(open_blobs(settings.vault if "://" in settings.vault else folder / "vault").listed(""))) == 1
        with pytest.raises(Gone):
            list(evidence.open_item(desk, desk.item(received.id), reason="triage", text="is it gone"))
        assert _acts_without_their_index_are_missed_and_mended(desk, folder, settings)


def _acts_without_their_index_are_missed_and_mended(desk: Desk, folder: Path, settings: Settings) -> bool:
    engine = engine_of(folder, settings)
    try:
        with writing(engine) as connection:
            connection.execute(delete(entities).where(entities.c.org == desk.org, entities.c.kind == "case"))
    finally:
        engine.dispose()
    return not ledger.verify(desk).holds and ledger.rebuild(desk) == 1 and ledger.verify(desk).holds


def test_the_settings_are_written_for_their_owner_only(home: tuple[Path, Settings]) -> None:
    folder, _ = home
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
