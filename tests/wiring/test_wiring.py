"""The desk of a home: its clock, its chance, its places, its reader and its notice of an unclean end."""

from datetime import UTC
from pathlib import Path

import pytest
from msgspec.structs import replace

from tocsin.settings import FILE, Settings, load, written
from tocsin.stages import ledger, people
from tocsin.stages.intake import Opening, open_case
from tocsin.store import running
from tocsin.store.migrations import bring_up_to_date
from tocsin.vocab.act import read_leaf
from tocsin.vocab.errors import BadInput
from tocsin.vocab.identity import IdentityProvider
from tocsin.vocab.sample import Sample
from tocsin.wiring import (
    SystemChance,
    SystemClock,
    database_url,
    engine_of,
    open_desk,
    origin_of,
    reader_for,
    vault_place,
)
from tocsin.wiring.founding import make_home

SETTINGS = Settings(organization="org-" + "0" * 26, acting="person-" + "0" * 26)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh home."""
    folder = tmp_path / "home"
    make_home(folder, person="Ada")
    return folder


def test_the_clock_is_utc_in_whole_milliseconds_and_runs_forward() -> None:
    moments = [SystemClock().now() for _ in range(100)]
    assert {moment.tzinfo for moment in moments} == {UTC}
    assert all(moment.microsecond % 1000 == 0 for moment in moments)
    assert moments == sorted(moments)


def test_chance_gives_what_was_asked_and_never_the_same() -> None:
    drawn = {SystemChance().random_bytes(16) for _ in range(1000)}
    assert len(drawn) == 1000
    assert {len(each) for each in drawn} == {16}


@pytest.mark.parametrize(
    ("given", "becomes"),
    [
        ("sqlite:///tocsin.db", "sqlite:///{home}/tocsin.db"),
        ("sqlite:///below/a.db", "sqlite:///{home}/below/a.db"),
        ("sqlite:////var/lib/a.db", "sqlite:////var/lib/a.db"),
        ("sqlite:///", "sqlite:///"),
        ("postgresql://desk@db/tocsin", "postgresql://desk@db/tocsin"),
    ],
)
def test_a_relative_database_lies_in_the_home(tmp_path: Path, given: str, becomes: str) -> None:
    assert database_url(tmp_path, replace(SETTINGS, database=given)) == becomes.format(home=tmp_path.resolve())


@pytest.mark.parametrize(
    ("given", "becomes"),
    [("vault", "{home}/vault"), ("/srv/vault", "/srv/vault"), ("s3://bucket/prefix", "s3://bucket/prefix")],
)
def test_a_relative_vault_lies_in_the_home(tmp_path: Path, given: str, becomes: str) -> None:
    assert str(vault_place(tmp_path, replace(SETTINGS, vault=given))) == becomes.format(home=tmp_path)


def test_the_origin_of_a_log_is_its_own_unless_somebody_chose_one() -> None:
    assert origin_of(SETTINGS) == f"tocsin/{SETTINGS.organization}"
    assert origin_of(replace(SETTINGS, origin="log.example/desk")) == "log.example/desk"


def test_a_folder_that_is_no_home_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no home") as caught, open_desk(tmp_path):
        pass
    assert "tocsin init" in caught.value.hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lost", ["tocsin.db", "vault", "keys"])
def test_what_a_home_lost_is_said_and_never_made_anew(home: Path, lost: str) -> None:
    (home / lost).rename(home.parent / lost)
    with pytest.raises(BadInput, match=r"database|vault|key"), open_desk(home):
        pass
    assert not (home / lost).exists()


def test_tables_of_another_age_are_not_touched(home: Path) -> None:
    (home / "empty.db").touch(mode=0o600)
    (home / FILE).write_text(written(replace(load(home), database="sqlite:///empty.db")))
    with pytest.raises(BadInput, match="no tables"), open_desk(home):
        pass
    engine = engine_of(home, load(home))
    bring_up_to_date(engine)
    engine.dispose()
    with open_desk(home) as desk:
        assert not ledger.verify(desk).holds, "tables without a log are nothing that holds"


def test_a_desk_acts_in_the_name_of_the_person_its_settings_say(home: Path) -> None:
    with open_desk(home) as desk:
        assert (desk.org, desk.person) == (load(home).organization, load(home).acting)
        assert running.look(home).living == 1
    assert running.look(home).living == 0


def test_the_secret_of_an_identity_provider_lies_in_the_home(home: Path) -> None:
    told = IdentityProvider(issuer="http://127.0.0.1:9000", client_id="desk", secret_file="oidc-secret", name="Example")
    (home / FILE).write_text(written(replace(load(home), oidc=told)))
    with open_desk(home) as desk:
        assert desk.settings.oidc == replace(told, secret_file=str(home / "oidc-secret"))


def test_an_unclean_end_is_noticed_once_and_a_clean_one_never(home: Path) -> None:
    said: list[str] = []
    with open_desk(home, said.append):
        pass
    assert said == []
    (home / running.FOLDER / "999999.0").touch()  # the marker of a process that is gone: nobody holds its lock
    for _ in range(2):
        with open_desk(home, said.append):
            pass
    assert len(said) == 1
    assert "did not end cleanly" in said[0]
    assert "the log holds 3 entries" in said[0]


def test_a_reader_is_found_by_content_or_by_name() -> None:
    sample = Sample(name="notes.txt", data=b"The agent sent a mail to a stranger.\n")
    found = reader_for(sample, "auto")
    assert found is not None
    assert reader_for(sample, found.NAME) is found
    assert reader_for(Sample(name="x", data=b"\xff\xfe\x00\x9c"), "auto") is None
    with pytest.raises(BadInput, match="no format"):
        reader_for(sample, "telepathy")


def test_a_desk_acts_in_the_name_of_whoever_was_named(home: Path) -> None:
    with open_desk(home) as desk:
        robin = people.add(desk, "Robin Vale", address="", roles=("approver",)).id
        assert desk.person == desk.settings.acting
    with open_desk(home, person="Robin Vale") as desk:
        assert (desk.person, desk.settings.acting != robin) == (robin, True)
        open_case(desk, Opening(name="Agent sent mail"))
        assert read_leaf(list(desk.log.entries())[-1].leaf).by == robin
    with pytest.raises(BadInput, match="there is no person"), open_desk(home, person="Nobody"):
        pass
