"""What tests of the desk's pages may ask for beside what every test of the web may."""

from collections.abc import Iterator

import pytest

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.chromium import chromium
from tests.web.scene import running

__all__ = ["chromium"]


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A desk with a case, and what a share needs."""
    return Stage(story)


@pytest.fixture
def server(story: DeskOfStories) -> Iterator[str]:
    """The address of a server over the story's desk, which holds no case but those of the test."""
    with running(story.desk) as address:
        yield address
