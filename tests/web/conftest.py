"""What every test of the web may ask for: a scene, and a server over its desk."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from tests.builders import DeskOfStories, story, template_home
from tests.web.scene import Scene, running
from tocsin.web import password

__all__ = ["story", "template_home"]


@pytest.fixture(autouse=True)
def light_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost next to nothing here; what they cost elsewhere is tested in `test_password`."""
    monkeypatch.setattr(password, "_HASHER", PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))


@pytest.fixture
def scene(story: DeskOfStories) -> Scene:
    """A desk with a case."""
    return Scene(story)


@pytest.fixture
def server(scene: Scene) -> Iterator[str]:
    """The address of a server over the scene's desk."""
    with running(scene.desk) as address:
        yield address
