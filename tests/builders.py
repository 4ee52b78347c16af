"""A real desk for stories: real keys, real SQLite, a vault in a folder, and a clock that stands still."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from tocsin.settings import load
from tocsin.stages import evidence, intake
from tocsin.stages.desk import Desk
from tocsin.vocab.act import Act, is_record, read_leaf
from tocsin.vocab.case import Case, Item
from tocsin.vocab.evidence import ItemKind
from tocsin.wiring import desk_over, engine_of
from tocsin.wiring.founding import make_home

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
FIRST_PERSON = "Ada"


class StandingClock:
    """A clock that stands still until somebody lets it tick."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment at which it stands."""
        return self._at

    def tick(self, by: timedelta = timedelta(minutes=1)) -> datetime:
        """Let time pass, and give the moment it is then."""
        self._at += by
        return self._at


class DeskOfStories:
    """A desk with its clock; what was recorded since the story began is `new_acts`."""

    def __init__(self, desk: Desk, clock: StandingClock) -> None:
        self.desk = desk
        self.clock = clock
        self._seen = desk.log.size()

    def new_acts(self) -> list[Act]:
        """The acts recorded since the last time this was asked, in log order."""
        entries = list(self.desk.log.entries(self._seen))
        self._seen += len(entries)
        return [read_leaf(entry.leaf).act for entry in entries if not is_record(entry.leaf)]

    def forget_acts(self) -> None:
        """What was recorded so far belongs to what is given."""
        self._seen = self.desk.log.size()

    def another_person(self, person: str) -> Desk:
        """The same desk in the name of somebody else, as another process would have it."""
        return replace(self.desk, person=person)


def founded_home(folder: Path) -> Path:
    """A fresh home whose first person is Ada; making one takes a tenth of a second, copying it hardly any."""
    home = folder / "template-home"
    make_home(home, person=FIRST_PERSON, organization="Example Org")
    return home


@contextmanager
def desk_in(home: Path) -> Iterator[DeskOfStories]:
    """The desk of a home at noon."""
    settings = load(home)
    engine = engine_of(home, settings)
    clock = StandingClock()
    try:
        yield DeskOfStories(replace(desk_over(home, settings, engine), clock=clock), clock)
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def template_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that every story starts from a copy of."""
    return founded_home(tmp_path_factory.mktemp("founded"))


@pytest.fixture
def story(template_home: Path, tmp_path: Path) -> Iterator[DeskOfStories]:
    """A desk of its own for one story."""
    home = tmp_path / "home"
    shutil.copytree(template_home, home)
    with desk_in(home) as made:
        yield made


@pytest.fixture
def desk(story: DeskOfStories) -> Desk:
    """The desk of this story."""
    return story.desk


def a_case(desk: Desk, *, name: str = "Agent sent mail to a stranger", exercise: bool = False) -> Case:
    """A new case without any file."""
    return intake.open_case(desk, intake.Opening(name=name, exercise=exercise))


def an_item(
    desk: Desk,
    case: Case,
    content: bytes = b"You are a helpful assistant.",
    described: evidence.Described | None = None,
) -> Item:
    """One item kept on a case by hand; a system prompt unless described otherwise."""
    described = described or evidence.Described(kind=ItemKind.SYSTEM_PROMPT, name="prompt.txt", source="gateway")
    return evidence.keep(desk, desk.case(case.id), described, BytesIO(content))[1]


def names(acts: Sequence[Act]) -> list[str]:
    """The names of acts, for stories in which only the order matters."""
    return [type(act).__name__ for act in acts]


def everything_kept(desk: Desk) -> bytes:
    """Every plain byte behind every registered commitment: what could be read by whoever has all the keys."""
    return b"\n".join(desk.vault.read(found.commit) for found in desk.vault.check_all())


def everything_on_disk(desk: Desk) -> bytes:
    """Every byte of every file of the home."""
    return b"\n".join(
        (Path(folder) / name).read_bytes() for folder, _, files in os.walk(desk.home) for name in sorted(files)
    )
