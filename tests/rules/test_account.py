"""How long a session holds, how far a token reaches, which password is taken."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.account import (
    IDLE,
    LONGEST,
    MOST_DAYS,
    PASSWORD_BYTES,
    PASSWORD_SIGNS,
    faults_of_password,
    name_in_one_spelling,
    password_in_one_spelling,
    roles_within,
    session_stands,
    token_ends,
)
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import BadInput

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
roles = st.frozensets(st.sampled_from(DeskRole))


def test_a_session_ends_when_nobody_uses_it_and_after_a_week_whatever_happens() -> None:
    assert session_stands(NOON, NOON, NOON + IDLE - SECOND)
    assert not session_stands(NOON, NOON, NOON + IDLE)
    end = NOON + LONGEST
    assert session_stands(NOON, end - SECOND, end - SECOND)
    assert not session_stands(NOON, end - SECOND, end)


@pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1, 10**9])
def test_a_token_ends_within_a_year(days: int) -> None:
    with pytest.raises(BadInput, match="days"):
        token_ends(NOON, days)
    assert token_ends(NOON, MOST_DAYS) == NOON + timedelta(days=MOST_DAYS)


@given(roles, st.sampled_from(TokenReach), st.booleans())
def test_a_token_reaches_no_further_than_the_person_nor_than_a_longer_reach(
    held: frozenset[DeskRole], reach: TokenReach, changes: bool
) -> None:
    within = roles_within(reach, held, changes=changes)
    assert within <= roles_within(TokenReach.APPROVE, held, changes=changes) == held
    assert roles_within(TokenReach.READ, held, changes=changes) <= within
    if changes and reach is not TokenReach.APPROVE:
        assert not within & {DeskRole.APPROVER, DeskRole.COUNSEL, DeskRole.ADMIN}


@pytest.mark.parametrize(
    "password",
    ["x" * (PASSWORD_SIGNS - 1), "a" * 40, "é" * (PASSWORD_BYTES // 2 + 1), "tocsintocsintocsin", "Ada LovelaceAda L"],
)
def test_a_password_that_is_guessed_soon_is_not_taken(password: str) -> None:
    assert faults_of_password(password, ("Ada Lovelace", "Ada L"))


@pytest.mark.parametrize(
    "password", ["four plain words at night", "пароль из пяти слов", "一二三四五六七八九十甲乙丙丁戊"]
)
def test_a_long_one_of_any_signs_is(password: str) -> None:
    assert not faults_of_password(password, ("Ada Lovelace", ""))


@given(st.text())
def test_a_spelling_is_one(text: str) -> None:
    once = name_in_one_spelling(text)
    assert name_in_one_spelling(f" {once} ") == once
    assert password_in_one_spelling(password_in_one_spelling(text)) == password_in_one_spelling(text)


def test_names_are_compared_without_capitals_and_passwords_with_them() -> None:
    assert name_in_one_spelling(" Ada@Example.ORG ") == "ada@example.org"
    assert password_in_one_spelling("Ａ") == "A" != password_in_one_spelling("a")
