"""Words for secrets."""

import pytest

from tocsin.vocab import secret_cue

TABLES = [secret_cue.SHORT_PASSWORD_WORDS, secret_cue.SEED_WORDS]


@pytest.mark.parametrize("words", TABLES)
def test_words_stand_once_and_in_lower_case_where_case_is_left_aside(words: tuple[str, ...]) -> None:
    assert len(words) == len(set(words))
    assert all(word.strip() for word in words)
    if words not in ((),):
        assert [word for word in words if word != word.lower()] == []


def test_the_words_for_password_reach_beyond_one_script() -> None:
    assert {"mot de passe", "пароль", "パスワード", "비밀번호", "كلمة المرور", "रहस्य"} - set(
        secret_cue.PASSWORD_WORDS
    ) == {"रहस्य"}


def test_a_link_is_one_word() -> None:
    assert all(" " not in link for link in secret_cue.LINKS)
