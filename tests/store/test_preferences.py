"""What people prefer: each their own, encrypted, bound to whose it is, in turns."""

import pytest
from sqlalchemy import Engine, text

from tocsin.store.database import reading, writing
from tocsin.store.preferences import Preferences
from tocsin.vocab.errors import ProofFailed

ORG, OTHER = "org-" + "a" * 26, "org-" + "b" * 26
SECRET = b"s" * 32


def kept(engine: Engine, org: str = ORG) -> Preferences:
    """What the people of an organization prefer."""
    return Preferences(engine, org, SECRET)


def test_everybody_has_their_own_in_their_own_organization(engine: Engine) -> None:
    kept(engine).change("person-ada", lambda before: b"ada's")
    kept(engine).change("person-bo", lambda before: b"bo's")
    assert kept(engine).of("person-ada") == b"ada's"
    assert kept(engine).of("person-cy") is None
    assert kept(engine, OTHER).of("person-ada") is None


def test_a_change_begins_with_what_is_there(engine: Engine) -> None:
    for _ in range(3):
        kept(engine).change("person-ada", lambda before: (before or b"") + b"one")
    assert kept(engine).of("person-ada") == b"oneoneone"


def test_nothing_lies_there_in_plain(engine: Engine) -> None:
    kept(engine).change("person-ada", lambda before: b"the breach at Example Bank")
    with reading(engine) as connection:
        (sealed,) = connection.scalars(text("SELECT sealed FROM preferences")).all()
    assert b"Bank" not in bytes(sealed)


def test_a_row_that_was_given_to_somebody_else_is_found_out(engine: Engine) -> None:
    kept(engine).change("person-ada", lambda before: b"ada's")
    with writing(engine) as connection:
        connection.execute(text("UPDATE preferences SET person = 'person-bo'"))
    with pytest.raises(ProofFailed):
        kept(engine).of("person-bo")
