"""The code that goes with a secret by another way."""

from tests.builders import DeskOfStories, everything_kept
from tests.web.scene import Scene
from tocsin.stages.party import find_party
from tocsin.stages.token import check_code, issue_token
from tocsin.vocab.secret import TokenScope


def test_a_code_is_checked_and_kept_nowhere(story: DeskOfStories) -> None:
    party = find_party(story.desk, Scene(story).partner().party)
    token, _ = issue_token(story.desk, party, TokenScope.TAXII, days=1, code="7K2M-9QXR")
    assert check_code(story.desk, token, "7k2m 9qxr")
    assert not check_code(story.desk, token, "7K2M-9QXS")
    assert b"7K2M" not in everything_kept(story.desk)
    assert b"7k2m" not in everything_kept(story.desk)


def test_without_a_code_no_code_is_right(story: DeskOfStories) -> None:
    party = find_party(story.desk, Scene(story).partner().party)
    token, _ = issue_token(story.desk, party, TokenScope.TAXII, days=1)
    assert not any(check_code(story.desk, token, text) for text in ("", "0", "0" * 64))
