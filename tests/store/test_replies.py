"""A request under a key is answered once: taken by one, kept for a day, never in plain."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, select, update

from tests.store.logs import ORG, OTHER
from tocsin.store.database import reading, writing
from tocsin.store.replies import KEPT, LEASE, Asked, Replies, Standing
from tocsin.store.schema import replies as table
from tocsin.vocab.errors import ProofFailed

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
SECRET = b"s" * 32
ASKED = Asked(person="person-ada", key="the key of a client", request=b"close the case of the blue heron")
ANSWER = b"the blue heron was closed"


@pytest.fixture
def kept(engine: Engine) -> Replies:
    """The answers of one organization."""
    return Replies(engine, ORG, SECRET)


def standing(replies: Replies, asked: Asked = ASKED, now: datetime = NOON, owner: str = "second") -> Standing:
    """How a request stands to whoever asks next."""
    return replies.begin(asked, owner, now).standing


def answered(replies: Replies, asked: Asked = ASKED) -> None:
    """The request was answered at noon."""
    assert standing(replies, asked, owner="first") is Standing.BEGUN
    replies.keep(asked, "first", ANSWER)


def test_what_was_answered_is_answered_the_same_for_a_day(kept: Replies) -> None:
    answered(kept)
    for later in (timedelta(0), LEASE * 2, KEPT - timedelta(seconds=1)):
        found = kept.begin(ASKED, "second", NOON + later)
        assert (found.standing, found.answer) == (Standing.ANSWERED, ANSWER)
    assert standing(kept, now=NOON + KEPT) is Standing.BEGUN


def test_what_somebody_is_at_is_running_until_their_lease_ends(kept: Replies) -> None:
    assert standing(kept, owner="first") is Standing.BEGUN
    assert standing(kept) is Standing.RUNNING
    kept.renew(ASKED, "first", NOON + LEASE / 2)
    assert standing(kept, now=NOON + LEASE) is Standing.RUNNING
    assert standing(kept, now=NOON + LEASE * 2) is Standing.BEGUN


def test_whoever_lost_it_neither_renews_nor_answers_nor_frees_it(kept: Replies) -> None:
    assert standing(kept, owner="first") is Standing.BEGUN
    assert standing(kept, now=NOON + LEASE) is Standing.BEGUN
    kept.keep(ASKED, "first", b"of somebody who was thought dead")
    kept.let_go(ASKED, "first")
    kept.renew(ASKED, "first", NOON + LEASE * 9)
    assert standing(kept, now=NOON + LEASE, owner="third") is Standing.RUNNING
    kept.keep(ASKED, "second", ANSWER)
    assert kept.begin(ASKED, "third", NOON + LEASE).answer == ANSWER


def test_what_was_let_go_is_free(kept: Replies) -> None:
    standing(kept, owner="first")
    kept.let_go(ASKED, "first")
    assert standing(kept) is Standing.BEGUN


def test_what_was_answered_is_not_let_go(kept: Replies) -> None:
    answered(kept)
    kept.let_go(ASKED, "first")
    assert standing(kept) is Standing.ANSWERED


def test_a_key_stands_for_one_request(kept: Replies) -> None:
    other = replace(ASKED, request=b"close another case")
    standing(kept, owner="first")
    assert standing(kept, other) is Standing.OTHERWISE
    assert standing(kept, other, NOON + LEASE * 2) is Standing.OTHERWISE  # whoever is at the first may yet have done it
    kept.keep(ASKED, "first", ANSWER)
    assert standing(kept, other) is Standing.OTHERWISE


def test_a_key_is_of_one_person_of_one_organization(engine: Engine, kept: Replies) -> None:
    answered(kept)
    assert standing(kept, replace(ASKED, person="person-bo")) is Standing.BEGUN
    assert standing(Replies(engine, OTHER, SECRET)) is Standing.BEGUN
    assert standing(kept) is Standing.ANSWERED


def test_of_many_at_once_one_gets_it(kept: Replies) -> None:
    found: list[Standing] = []
    threads = [
        threading.Thread(target=lambda name=str(number): found.append(standing(kept, owner=name)))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted([Standing.BEGUN] + [Standing.RUNNING] * 7)


def test_nothing_lies_in_plain(engine: Engine, kept: Replies) -> None:
    answered(kept)
    with reading(engine) as connection:
        row = connection.execute(select(table)).one()
    written = repr(tuple(row))
    for word in ("heron", "blue", "client", "close"):
        assert word not in written
    assert b"heron" not in bytes(row.sealed)


def test_an_answer_opens_only_in_its_own_row_and_with_its_own_key(engine: Engine, kept: Replies) -> None:
    other = replace(ASKED, key="another")
    answered(kept)
    answered(kept, other)
    with writing(engine) as connection:
        rows = connection.execute(select(table).order_by(table.c.made_at)).all()
        connection.execute(update(table).where(table.c.key == rows[0].key).values(sealed=rows[1].sealed))
    with pytest.raises(ProofFailed):
        [standing(kept, one) for one in (ASKED, other)]
    with writing(engine) as connection:
        connection.execute(update(table).values(sealed=b"short"))
    with pytest.raises(ProofFailed):
        standing(kept)
    assert standing(Replies(engine, ORG, b"t" * 32)) is Standing.BEGUN  # of another home: nothing is even found


def test_what_is_older_than_a_day_is_swept(engine: Engine, kept: Replies) -> None:
    answered(kept)
    answered(Replies(engine, OTHER, SECRET))
    kept.sweep(NOON + KEPT - timedelta(seconds=1))
    assert _count(engine) == 2
    kept.sweep(NOON + KEPT)
    assert _count(engine) == 1


def _count(engine: Engine) -> int:
    with reading(engine) as connection:
        return len(connection.execute(select(table.c.org)).all())
