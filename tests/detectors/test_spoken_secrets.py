"""Passwords in sentences of many languages."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import spoken_secrets
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([spoken_secrets], NO_DICTIONARY)


def found(text: str) -> list[str]:
    """What is found, in order."""
    return [text[each.start : each.end] for each in SCANNER.scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Le mot de passe du NAS est {}, merci.",
        "Heslo k VPN: {}.",
        "Lozinka za server je {}.",
        "管理画面のパスワードを {} に変更しました。",
        "كلمة المرور الجديدة هي {} والسلام",
        "Parola contului este {}.",
        "Пароль від пошти: {} дякую",
        "hasło do panelu zmieniłem na {} wczoraj",
        "비번은 {}로 바꿨어요",
        "mật khẩu wifi là {} nhé",
        "รหัสผ่านเป็น {} ครับ",
        "nenosiri jipya ni {} tafadhali",
    ],
)
def test_the_value_behind_the_word_is_found_in_any_language(text: str) -> None:
    assert found(text.format("Kite&Rope7")) == ["Kite&Rope7"]


@pytest.mark.parametrize(
    "text",
    [
        "The password policy requires 12 characters, see OPS-2231.",
        "Passwords were rotated on 12 May 2031 at 10:44.",
        "password must contain 8-64 characters",
        "Das Passwort wurde am 03.04.2031 geändert.",
        "error code 50012; exit code 137",
    ],
)
def test_talk_about_passwords_gives_none_away(text: str) -> None:
    assert found(text) == []


def test_a_long_row_of_words_for_password_takes_no_longer_than_it_must() -> None:
    assert found("password " * 3000) == []
