"""Who asks, and for how long that is remembered."""

from base64 import b64encode

import pytest

from tests.web.pages import Recipient
from tests.web.scene import Scene, notes
from tocsin.stages.token import revoke_token
from tocsin.web.account import MOST_KEPT, Accounts


def basic(user: str, secret: str) -> str:
    """A header of HTTP Basic."""
    return "Basic " + b64encode(f"{user}:{secret}".encode()).decode()


def test_the_same_account_by_both_ways(scene: Scene) -> None:
    partner, accounts = scene.partner(), Accounts(scene.desk)
    found = accounts.who(basic(*partner.auth))
    assert found is not None
    assert (found.party, found.token) == (partner.party, partner.token)
    assert accounts.who(f"bearer {partner.secret}") == found


def test_s13_what_was_right_is_not_looked_up_again_until_something_is_recorded(scene: Scene) -> None:
    partner, accounts = scene.partner(), Accounts(scene.desk)
    header, lookups = basic(*partner.auth), []
    looked_up = accounts._looked_up

    def counted(user: str, secret: str) -> object:
        lookups.append(user)
        return looked_up(user, secret)

    accounts._looked_up = counted  # type: ignore[method-assign, assignment]  # counts, and does the same
    for _ in range(5):
        accounts.who(header)
    assert len(lookups) == 1
    scene.delivered(partner, notes(1))
    accounts.who(header)
    assert len(lookups) == 2
    revoke_token(scene.desk, partner.token, "lost")
    assert accounts.who(header) is None


def test_what_was_wrong_is_never_remembered(scene: Scene) -> None:
    accounts = Accounts(scene.desk)
    for number in range(MOST_KEPT + 5):
        assert accounts.who(f"Bearer {number}") is None
    assert not accounts._seen


def test_a_secret_of_a_page_is_no_account(scene: Scene, server: str) -> None:
    secret = Recipient(scene, server).link.path.removeprefix("/p/")
    assert Accounts(scene.desk).who(f"Bearer {secret}") is None


@pytest.mark.parametrize("user", ["", "admin", "TOKEN"])
def test_with_basic_the_user_is_the_token(scene: Scene, user: str) -> None:
    assert Accounts(scene.desk).who(basic(user, scene.partner().secret)) is None


def test_neither_secret_nor_header_is_kept(scene: Scene) -> None:
    partner, accounts = scene.partner(), Accounts(scene.desk)
    accounts.who(basic(*partner.auth))
    assert partner.secret not in repr(accounts._seen)
    assert partner.secret[-43:].encode() not in b"".join(accounts._seen)
