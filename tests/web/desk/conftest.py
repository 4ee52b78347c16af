"""What tests of the desk's pages may ask for beside a scene and a server."""

import pytest

from tests.builders import DeskOfStories
from tests.shares import Stage
from tests.web.chromium import chromium

__all__ = ["chromium"]


@pytest.fixture
def stage(story: DeskOfStories) -> Stage:
    """A desk with a case, and what a share needs."""
    return Stage(story)
