"""Roles: the last cue in the same sentence decides."""

import pytest

from tocsin.vocab.role import Role, role


@pytest.mark.parametrize(
    ("before", "whose"),
    [
        ("the attacker used ", Role.ATTACKER),
        ("the customer's address is ", Role.VICTIM),
        ("Der Angreifer nutzte ", Role.ATTACKER),
        ("вредоносный домен ", Role.ATTACKER),
        ("恶意域名 ", Role.ATTACKER),
        ("客户 ", Role.VICTIM),
        ("the attacker wrote to the customer ", Role.VICTIM),
        ("the attacker left. Then ", Role.UNKNOWN),
        ("C2 ", Role.ATTACKER),
        ("fałszywa wiadomość z adresu ", Role.ATTACKER),
        ("sahte fatura, gönderen ", Role.ATTACKER),
        ("thư giả mạo từ ", Role.ATTACKER),
        ("위장 메일의 발신 주소 ", Role.ATTACKER),
        ("ठग का पता ", Role.ATTACKER),
        ("der Kunde mit ", Role.VICTIM),
        ("고객 주소 ", Role.VICTIM),
        ("a source ip of ", Role.ATTACKER),
        ("payload={'mail': ", Role.UNKNOWN),
        ("nothing here ", Role.UNKNOWN),
        ("reactor usernames ", Role.UNKNOWN),
        ("attacker\n", Role.UNKNOWN),
        ("", Role.UNKNOWN),
    ],
)
def test_the_last_cue_before_it_decides(before: str, whose: Role) -> None:
    text = f"{before}192.0.2.1"
    assert role(text, len(before)) is whose


def test_a_cue_far_away_says_nothing() -> None:
    assert role("attacker " + "x" * 100, 105) is Role.UNKNOWN
