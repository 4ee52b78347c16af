"""Whose it is: the attacker's, the victim's, or nobody says.

Shapes do not tell an attacker's address from a victim's; the words around it do. Cues stand in the languages in which
reports are written to this desk; a text in another language gives no role, and the caller then decides by shape.
"""

import re
from enum import StrEnum


class Role(StrEnum):
    """Whose something is, by the words near it."""

    ATTACKER = "attacker"
    VICTIM = "victim"
    UNKNOWN = "unknown"


NEAR = 70  # signs before a place that are read for a cue: a clause, not a paragraph

_VICTIM = (
    r"customer|client|patient|student|tenant|subscriber|user|employee|staff|colleague|victim|affected|our|my|"
    r"reporter|assignee|caller|recipient|kunde|kundin|benutzer|nutzer|patientin|mitarbeiter|usuario|usuária|usuário|"
    r"cliente|paciente|utente|utilisateur|client|patiente?|klant|gebruiker|клиент|пользователь|العميل|المستخدم|客户|用户|"
    r"お客様|ユーザー|顧客"
)
_ATTACKER = (
    r"attacker|adversary|threat actor|malicious|c2|c&c|command[- ]and[- ]control|phish\w*|payload|malware|exfil\w*|"
    r"beacon\w*|dropper|ransom\w*|scann\w*|brute[- ]forc\w*|source ip|stolen by|typosquat\w*|implant|botnet|"
    r"angreifer|schadcode|absender|schädlich\w*|atacante|malicios[oa]s?|maligno|attaquant|malveillant\w*|charge utile|"
    r"hameçonnage|attaccante|malevol[oi]|aanvaller|kwaadaardig\w*|злоумышленник\w*|вредоносн\w*|сервер управления|"
    r"المهاجم|الضار|خبيث|攻击者|恶意|攻撃者|不正|悪意"
)
_CUE = re.compile(
    rf"(?<![^\W_])(?:(?P<victim>{_VICTIM})|(?P<attacker>{_ATTACKER}))(?:'s|s|es|n|en)?(?![^\W_])", re.IGNORECASE
)
_CJK = re.compile(r"(?P<victim>客户|用户|お客様|ユーザー|顧客)|(?P<attacker>攻击者|恶意|攻撃者|不正|悪意)")
_STOP = re.compile(r"[.!?。！？][\s\"')]|\n")


def role(text: str, start: int, *, near: int = NEAR) -> Role:
    """Whose the thing at `start` is, by the last cue before it in the same sentence."""
    before = text[max(0, start - near) : start]
    stops = list(_STOP.finditer(before))
    if stops:
        before = before[stops[-1].end() :]
    last = [*_CUE.finditer(before), *_CJK.finditer(before)]
    if not last:
        return Role.UNKNOWN
    nearest = max(last, key=lambda cue: cue.end())
    return Role.VICTIM if nearest.group("victim") else Role.ATTACKER
