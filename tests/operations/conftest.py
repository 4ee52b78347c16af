"""What every story of an operation may ask for: a desk of its own, with a clock that stands still."""

from tests.builders import desk, story, template_home

__all__ = ["desk", "story", "template_home"]
