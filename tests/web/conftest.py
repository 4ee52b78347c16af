"""What every test of the web may ask for: a scene, and a server over its desk."""

from collections.abc import Iterator

import pytest

from tests.builders import DeskOfStories, story, template_home
from tests.web.scene import Scene, running

__all__ = ["story", "template_home"]


@pytest.fixture
def scene(story: DeskOfStories) -> Scene:
    """A desk with a case."""
    return Scene(story)


@pytest.fixture
def server(scene: Scene) -> Iterator[str]:
    """The address of a server over the scene's desk."""
    with running(scene.desk) as address:
        yield address
