"""Whether a value can be what its heading says.

A heading tells what stands under it; what is empty, masked or plainly something else is left alone.
"""

import ipaddress
import re

from tocsin.vocab.finding import Label
from tocsin.vocab.names.shape import PARTICLE, is_part

_NOTHING_WORDS = (
    "- -- — n/a na nan nil none null unknown yes no true false ok tbd redacted hidden masked default string text int "
    "unbekannt keine inconnu ninguno nenhum brak нет немає ei nej nein non não não informado なし 無 无 없음"
)
_NOTHING = frozenset(_NOTHING_WORDS.split())
_MASK = re.compile(r"^[\W_xX*•]*$|\*{3}|•{3}|x{4}|\[[A-Z_]+-\d+\]|^<[^>]*>$|^\$\{|^\{\{")
_SHARED_WORDS = (
    "root admin administrator system guest anonymous nobody test user users public service bot agent assistant human "
    "tool localhost daemon www-data nginx postgres mysql redis ubuntu runner error info warning debug "
    "notice default"
)
_SHARED = frozenset(_SHARED_WORDS.split())
_NAME = re.compile(r"[^\d@/\\|<>{}=:;_#$%&*+\[\]\"?!]{2,60}")
_DATE = re.compile(r"(?=(?:\D*\d){4})[\w\s./,\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f年月日년월일-]{6,34}")
_NUMBER = re.compile(r"(?=(?:[^\d\n]*\d){3})[A-Za-zА-Я]{0,5}[\w./ -]{3,36}")
_PAPER = re.compile(r"(?=(?:[^\d\n]*\d){5})[A-Za-zА-Я]{0,6}[\w./ -]{4,36}")
_PHONE = re.compile(r"(?=(?:\D*\d){6})\+?[\d ()./\u00a0-]{6,24}(?: ?(?:x|ext\.?) ?\d{1,6})?")
_USER = re.compile(r"[A-Za-z][\w.@+\\-]{1,63}")
_PLACE = re.compile(r"[-+]?\d{1,3}\.\d{2,9}")
_CARD = re.compile(r"\d(?:[ -]?\d){11,18}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{1,4} ?){3,8}")
_MAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{3,120}")
_SECRET = re.compile(r"(?=.*[^\W\d_])\S{4,64}")
_FORMS: dict[Label, re.Pattern[str]] = {
    Label.DOB: _DATE,
    Label.NATIONAL_ID: _PAPER,
    Label.PASSPORT: _PAPER,
    Label.ACCOUNT_ID: _NUMBER,
    Label.PHONE: _PHONE,
    Label.GEO: _PLACE,
    Label.CREDIT_CARD: _CARD,
    Label.IBAN: _IBAN,
    Label.EMAIL: _MAIL,
    Label.PASSWORD: _SECRET,
}


def fits(label: Label, value: str) -> bool:
    """Whether a value, without the signs around it, can be what is labelled so."""
    if value.casefold() in _NOTHING or _MASK.search(value):
        return False
    match label:
        case Label.PERSON:
            return _is_name(value)
        case Label.ADDRESS:
            return (
                5 <= len(value) <= 160 and sum(map(str.isalpha, value)) > 3 and not re.search(r"@|://|^[\d.:]+$", value)
            )
        case Label.USERNAME:
            return bool(_USER.fullmatch(value)) and value.casefold() not in _SHARED and not value.isupper()
        case Label.USER_IP:
            return _is_public(value)
    form = _FORMS.get(label)
    return form is not None and form.fullmatch(value) is not None


def _is_name(value: str) -> bool:
    words = value.replace(",", " ").split()
    if not _NAME.fullmatch(value) or not 1 <= len(words) <= 6 or value.endswith("."):
        return False
    if not all(is_part(word.strip(".'’()-")) or re.fullmatch(PARTICLE, word) or word.startswith("(") for word in words):
        return False
    return is_part(words[0].strip(".'’")) or len(words) > 1


def _is_public(value: str) -> bool:
    try:
        return ipaddress.ip_address(value).is_global
    except ValueError:
        return False
