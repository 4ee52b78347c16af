"""Settings of a home: one file, read strictly, written so that it reads back."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.settings import FILE, MEANINGS, Settings, load, without_password, written
from tocsin.vocab.errors import BadInput
from tocsin.vocab.identity import IdentityProvider
from tocsin.vocab.notice import Notices
from tocsin.vocab.road import MailServer, Security

ORG, PERSON = "org-" + "0" * 26, "person-" + "0" * 26
PLAIN = Settings(organization=ORG, acting=PERSON)
TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)
ANY = st.builds(
    Settings,
    organization=TEXT,
    acting=TEXT,
    database=TEXT,
    vault=TEXT,
    origin=TEXT,
    time_zone=TEXT,
    roles=st.lists(TEXT, max_size=3).map(tuple),
    stale_after_days=st.integers(0, 10_000),
    security_contact=st.sampled_from(
        ["", "mailto:report@example.org", "https://example.org/report", "tel:+1-555-0100"]
    ),
    security_policy=st.sampled_from(["", "https://example.org/policy"]),
    mail=st.none()
    | st.builds(
        MailServer,
        host=st.just("mail.example"),
        port=st.integers(1, 65_535),
        security=st.sampled_from([Security.TLS, Security.STARTTLS]),
        sender=st.just("desk@sender.example"),
        username=st.just("desk"),
        password_file=TEXT.filter(bool),
    ),
    notices=st.none()
    | st.builds(
        Notices,
        webhook=st.just("https://hooks.example/x"),
        secret_file=TEXT.filter(bool),
        interval_minutes=st.integers(1, 60),
        quiet=st.sampled_from(["", "22:00-07:00"]),
    ),
    address=st.just("https://desk.example"),
    oidc=st.none()
    | st.builds(
        IdentityProvider,
        issuer=st.just("https://id.example/realm"),
        client_id=st.just("desk"),
        secret_file=TEXT.filter(bool),
        name=st.sampled_from(["Example Org", "Beispiel \u00ab\u00c4\u00bb"]),
        hosts=st.sampled_from([(), ("keys.example", "login.example:8443")]),
    ),
)


def home_with(folder: Path, text: str | bytes) -> Path:
    (folder / FILE).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


@given(ANY)
def test_what_was_written_reads_back(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    home = home_with(tmp_path_factory.mktemp("home"), written(settings))
    assert load(home) == settings


def test_only_what_differs_from_its_default_is_written() -> None:
    assert [line.partition(" ")[0] for line in written(PLAIN).splitlines()[1:]] == ["organization", "acting"]
    changed = msgspec.structs.replace(PLAIN, roles=("ai_provider", "ai_adopter"), stale_after_days=30)
    assert 'roles = ["ai_provider", "ai_adopter"]\nstale_after_days = 30' in written(changed)


def test_every_key_has_its_meaning_and_nothing_else_has() -> None:
    assert set(MEANINGS) == set(Settings.__struct_fields__)
    assert all(len(meaning) > 10 for meaning in MEANINGS.values())


def test_nothing_that_leaves_the_house_has_a_default() -> None:
    assert (PLAIN.database, PLAIN.vault) == ("sqlite:///tocsin.db", "vault")
    assert (PLAIN.origin, PLAIN.roles) == ("", ())
    assert (PLAIN.mail, PLAIN.notices) == (None, None)
    assert (PLAIN.public_intake, PLAIN.security_contact) == (False, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'organization = "{ORG}"\n', "acting"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nsend_to = "x"\n', "send_to"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nstale_after_days = "many"\n', "stale_after_days"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nroles = "ai_provider"\n', "roles"),
        ("organization = \n", FILE),
        (f'organization = "{ORG}"\norganization = "{ORG}"\n', FILE),
        (b"\xff\xfe", FILE),
        ("", "organization"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nmail = {{ host = "mail.example" }}\n', "mail"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nmail = "mail.example"\n', "mail"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\npublic_intake = true\n', "security_contact"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nsecurity_contact = "me@example.org"\n', "mailto:"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nsecurity_contact = "mailto:a\\nb@example.org"\n', "mailto:"),
        (f'organization = "{ORG}"\nacting = "{PERSON}"\nsecurity_policy = "javascript:alert(1)"\n', "https://"),
    ],
)
def test_a_wrong_file_is_refused_and_says_what_is_wrong(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(home_with(tmp_path, text))
    assert said in str(caught.value)
    assert "config show" in caught.value.hint


def test_the_mail_server_is_a_table_of_its_own_and_is_checked_as_a_whole(tmp_path: Path) -> None:
    head = f'organization = "{ORG}"\nacting = "{PERSON}"\n\n[mail]\nport = 25\nsender = "desk@sender.example"\n'
    whole = load(home_with(tmp_path, f'{head}host = "127.0.0.1"\nsecurity = "none"\n'))
    assert whole.mail == MailServer(host="127.0.0.1", port=25, security=Security.NONE, sender="desk@sender.example")
    with pytest.raises(BadInput, match="this machine only"):
        load(home_with(tmp_path, f'{head}host = "mail.example"\nsecurity = "none"\n'))


def test_who_is_told_is_a_table_of_its_own_and_needs_a_way_to_be_told(tmp_path: Path) -> None:
    head = f'organization = "{ORG}"\nacting = "{PERSON}"\n'
    told = '[notices]\nmail_to = ["ada@example.org"]\n'
    with pytest.raises(BadInput, match="mail_to needs"):
        load(home_with(tmp_path, head + told))
    server = 'mail = { host = "127.0.0.1", port = 25, security = "none", sender = "desk@sender.example" }\n'
    assert load(home_with(tmp_path, head + server + told)).notices == Notices(mail_to=("ada@example.org",))
    with pytest.raises(BadInput, match="https"):
        load(home_with(tmp_path, f'{head}[notices]\nwebhook = "http://hooks.example"\nsecret_file = "x"\n'))


def test_the_path_of_a_webhook_is_not_shown() -> None:
    notices = Notices(webhook="https://hooks.example:444/T0KEN?x=y", secret_file="secret")
    shown = without_password(msgspec.structs.replace(PLAIN, notices=notices)).notices
    assert shown is not None
    assert shown.webhook == "https://hooks.example:444/***"


def test_a_folder_without_the_file_is_no_home_and_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no home") as caught:
        load(tmp_path)
    assert caught.value.hint == f"tocsin init --home {tmp_path}"


@pytest.mark.parametrize(
    "url", ["postgresql://desk:S3cr:t@p@host:5432/db", "postgresql+psycopg://desk:S3cr:t@p@host/db"]
)
def test_settings_are_shown_without_the_password(url: str) -> None:
    shown = without_password(Settings(organization="org-1", acting="person-1", database=url)).database
    assert "S3cr" not in shown
    assert "t@p" not in shown
    assert shown.startswith(url.partition("desk")[0] + "desk:***@host")


def test_a_url_without_a_password_is_shown_whole() -> None:
    settings = Settings(organization="org-1", acting="person-1", database="postgresql://host/db")
    assert without_password(settings) == settings


def test_an_identity_provider_needs_an_address_to_send_people_back_to(tmp_path: Path) -> None:
    head = 'organization = "o"\nacting = "p"\n'
    oidc = '[oidc]\nissuer = "{issuer}"\nclient_id = "desk"\nsecret_file = "secret"\nname = "Example"\n'
    elsewhere, here = oidc.format(issuer="https://id.example"), oidc.format(issuer="http://127.0.0.1:9000")
    with pytest.raises(BadInput, match="address"):
        load(home_with(tmp_path, head + elsewhere))
    for right in (f'{head}address = "https://desk.example"\n{elsewhere}', head + here):
        assert load(home_with(tmp_path, right)).oidc is not None
    with pytest.raises(BadInput, match="issuer"):
        load(home_with(tmp_path, head + oidc.format(issuer="http://id.example")))
