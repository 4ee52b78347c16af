"""Settings as keepers read them: every one, nothing secret, each with how it is changed."""

from msgspec.structs import replace

from tests.asking import ask
from tests.builders import DeskOfStories
from tocsin.operations.table import by_name
from tocsin.settings import MEANINGS
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.notice import Notices


def test_every_setting_stands_there_with_its_meaning(story: DeskOfStories) -> None:
    found = {line["key"]: line for line in ask(story.desk, "config.show")}
    assert {key: line["meaning"] for key, line in found.items()} == MEANINGS
    assert (found["organization"]["is_set"], found["organization"]["changing"]) == (True, "never")
    assert (found["undo_minutes"]["value"], found["undo_minutes"]["is_set"]) == ("5", False)


def test_no_secret_stands_there(story: DeskOfStories) -> None:
    notices = Notices(webhook="https://hooks.example/secret-in-path", secret_file="s")
    settings = replace(story.desk.settings, database="postgresql+psycopg://u:hunter2@h/d", notices=notices)
    text = str(ask(replace(story.desk, settings=settings), "config.show"))
    assert "hunter2" not in text
    assert "secret-in-path" not in text


def test_only_keepers_read_them_and_no_operation_changes_one() -> None:
    assert by_name()["config.show"].may == {DeskRole.ADMIN}
    assert [name for name in by_name() if name.startswith("config.")] == ["config.show"]
