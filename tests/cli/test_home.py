"""The home at the terminal: made once, looked after, its people."""

import os
import stat
from pathlib import Path

from tests.terminal import tocsin
from tests.web.provider import a_provider
from tocsin.settings import MEANINGS


def test_init_makes_a_home_that_others_cannot_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert tocsin("init", "--name", "Ada", home=tmp_path / "h").code == 0
    finally:
        os.umask(before)
    found = [path for path in (tmp_path / "h").rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert [path for path in found if "keys" in path.parts or path.suffix in (".db", ".toml")] == []
    assert stat.S_IMODE((tmp_path / "h").stat().st_mode) == 0o700


def test_a_home_is_never_made_over_another(own_home: Path) -> None:
    ran = tocsin("init", home=own_home)
    assert ran.code == 1
    assert "is a home already" in ran.err


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "thesis.txt").write_text("mine")
    assert tocsin("init", home=tmp_path / "h").code == 2
    assert [path.name for path in (tmp_path / "h").iterdir()] == ["thesis.txt"]


def test_where_there_is_no_home_the_hint_makes_one(tmp_path: Path) -> None:
    ran = tocsin("case", "list", home=tmp_path / "nowhere")
    assert ran.code == 2
    assert "tocsin init" in ran.err


def test_status_of_an_empty_home_says_what_to_do(own_home: Path) -> None:
    ran = tocsin("status", home=own_home)
    assert ran.code == 0
    assert "tocsin add" in ran.out


def test_people_are_added_listed_and_retired(own_home: Path) -> None:
    added = tocsin("user", "add", "Marek", "--role", "counsel", "--json", home=own_home).record
    assert added["roles"] == ["counsel"]
    listed = tocsin("user", "list", "--json", home=own_home).json
    assert isinstance(listed, list)
    assert [one["name"] for one in listed] == ["Ada", "Marek"]
    assert tocsin("user", "retire", str(added["id"]), home=own_home).code == 0
    assert tocsin("user", "add", "X", "--role", "emperor", home=own_home).code == 2


def test_an_unknown_setting_is_an_error_that_names_it(own_home: Path) -> None:
    path = own_home / "tocsin.toml"
    path.write_text(path.read_text() + "colour = 'blue'\n")
    ran = tocsin("config", "show", home=own_home)
    assert ran.code == 2
    assert "colour" in ran.err


def test_a_catalogue_of_the_home_that_is_wrong_is_named(own_home: Path) -> None:
    folder = own_home / "catalogues" / "routes"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text("channels = 3\n")
    ran = tocsin("config", "check", home=own_home)
    assert ran.code == 2
    assert "own.toml" in ran.err


def test_the_settings_are_listed_with_their_meaning(own_home: Path) -> None:
    ran = tocsin("config", "show", home=own_home)
    assert "stale_after_days" in ran.out
    assert tocsin("config", "show", "--json", home=own_home).record["database"] == "sqlite:///tocsin.db"


def test_without_a_name_of_the_organization_it_is_said_what_will_be_missing(tmp_path: Path) -> None:
    ran = tocsin("init", "--name", "Ada", home=tmp_path / "h")
    assert (ran.code, "set `sender_name` in" in ran.err) == (0, True)
    named = tocsin("init", "--name", "Ada", "--organization", "Example Hospital", home=tmp_path / "n")
    assert (named.code, named.err) == (0, "")


def test_every_setting_is_shown_with_the_whole_of_what_it_means(own_home: Path) -> None:
    shown = " ".join(tocsin("config", "show", home=own_home).out.split())
    assert all(meaning.split()[-1] in shown for meaning in MEANINGS.values())


def test_status_says_the_next_step_and_what_to_type(own_home: Path) -> None:
    tocsin("case", "new", "--name", "Agent sent mail", home=own_home)
    shown = tocsin("status", home=own_home).out
    assert "mark it: unmarked is TLP:RED" in shown
    assert "tocsin case mark case-" in shown


def test_the_provider_of_the_settings_is_asked_what_it_says_of_itself(own_home: Path) -> None:
    assert "no identity provider" in tocsin("config", "provider", home=own_home).err
    settings = (own_home / "tocsin.toml").read_text("utf-8")
    (own_home / "oidc-secret").write_text("a secret")
    with a_provider() as provider:
        lines = (f'issuer = "{provider.issuer}"', 'client_id = "tocsin"', 'secret_file = "oidc-secret"', 'name = "Us"')
        (own_home / "tocsin.toml").write_text("\n".join((settings, "[oidc]", *lines, "")), "utf-8")
        ran = tocsin("config", "provider", home=own_home)
        assert ran.code == 0, ran.err
        assert f"{provider.issuer} answers" in ran.out
        assert "it can be used as the settings stand" in ran.out
        provider.manners.metadata["token_endpoint"] = "https://elsewhere.example/token"
        other = tocsin("config", "provider", home=own_home).out
        assert "elsewhere.example" in other.split("name these")[1]
        assert "it cannot be used" in other
    gone = tocsin("config", "provider", home=own_home)
    assert (gone.code, "does not answer" in gone.err) == (3, True)
