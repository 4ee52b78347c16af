"""Stage 9, who may fetch: a secret is shown once, and no is no for whatever reason."""

from datetime import timedelta

import pytest

from tests.builders import DeskOfStories, everything_kept
from tocsin.stages.desk import Desk
from tocsin.stages.party import declare
from tocsin.stages.token import check_secret, issue_token, revoke_token, tokens
from tocsin.vocab.acts.party import TokenIssued, TokenRevoked
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.party import PartyKind
from tocsin.vocab.secret import TokenScope, digest_of, write_secret
from tocsin.vocab.sharing import Party
from tocsin.vocab.sheet import TokenSheet

DELIVERY = "delivery-" + "0" * 26


@pytest.fixture
def isac(desk: Desk) -> Party:
    return declare(desk, PartyEntry(name="Example ISAC", kinds=(PartyKind.ISAC,)))


def test_a_secret_opens_what_it_was_made_for(story: DeskOfStories, isac: Party) -> None:
    story.forget_acts()
    token, secret = issue_token(story.desk, isac, TokenScope.TAXII, days=2, label="their server")
    (act,) = story.new_acts()
    assert isinstance(act, TokenIssued)
    assert (act.party, act.scope, act.delivery) == (isac.id, "taxii", None)
    assert check_secret(story.desk, secret) == token
    story.clock.tick(timedelta(days=2))
    assert check_secret(story.desk, secret) is None
    assert [line.state for line in tokens(story.desk, isac.id)] == ["expired"]


def test_the_secret_is_kept_nowhere(desk: Desk, isac: Party) -> None:
    token, secret = issue_token(desk, isac, TokenScope.TAXII, days=2)
    tail = secret[-20:]
    written = b"".join(entry.leaf for entry in desk.log.entries()) + everything_kept(desk)
    assert tail.encode() not in written
    sheet = desk.sheet(token.sheet, TokenSheet)
    assert sheet is not None
    assert sheet.digest not in b"".join(entry.leaf for entry in desk.log.entries()).decode()


def test_every_other_secret_opens_nothing(desk: Desk, isac: Party) -> None:
    one, secret = issue_token(desk, isac, TokenScope.TAXII, days=2)
    other, _ = issue_token(desk, isac, TokenScope.TAXII, days=2)
    mixed = f"tocsin_{other.id.removeprefix('token-')}_{secret.rpartition('_')[2]}"
    unknown = write_secret("token-" + "0" * 26, bytes(32))
    for wrong in (mixed, unknown, write_secret(one.id, bytes(32)), secret + " ", secret.upper(), "", one.id):
        assert check_secret(desk, wrong) is None
    assert check_secret(desk, secret) is not None


def test_a_revoked_secret_opens_nothing_from_then_on(story: DeskOfStories, isac: Party) -> None:
    desk = story.desk
    token, secret = issue_token(desk, isac, TokenScope.TAXII, days=2)
    story.forget_acts()
    assert revoke_token(desk, token.id[:14], "lost").revoked == "lost"
    assert story.new_acts() == [TokenRevoked(token=token.id, reason="lost")]
    assert check_secret(desk, secret) is None
    assert [line.state for line in tokens(desk)] == ["revoked"]
    with pytest.raises(ActNotAllowed, match="before"):
        revoke_token(desk, token.id, "lost")


def test_a_reason_to_revoke_is_a_closed_word(desk: Desk, isac: Party) -> None:
    token, _ = issue_token(desk, isac, TokenScope.TAXII, days=2)
    with pytest.raises(BadInput, match="reason to revoke"):
        revoke_token(desk, token.id, "Robin left it on a train")


def test_a_secret_for_a_page_names_its_delivery(desk: Desk, isac: Party) -> None:
    token, secret = issue_token(desk, isac, TokenScope.PAGE, days=14, delivery=DELIVERY)
    found = check_secret(desk, secret)
    assert found is not None
    assert (found.id, found.delivery) == (token.id, DELIVERY)
    with pytest.raises(BadInput):
        issue_token(desk, isac, TokenScope.PAGE, days=14)


def test_a_purged_sheet_leaves_a_secret_that_opens_nothing(desk: Desk, isac: Party) -> None:
    token, secret = issue_token(desk, isac, TokenScope.TAXII, days=2, label="a name")
    desk.vault.destroy(token.sheet)
    assert check_secret(desk, secret) is None
    assert [line.label for line in tokens(desk)] == [""]
    assert digest_of(bytes(32)) != "0" * 64
