"""Assertions: what somebody says a field is under CISA 2015.

An assertion is a statement by a person, never a legal determination. Read on 2026-11-23; not legal advice.
"""

from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.ids import Key, PersonId


class Prong(StrEnum):
    """Under which part of the definitions a field is said to fall.

    Source: 6 U.S.C. 650(5), letters (A) to (H), cyber threat indicator; "defensive measure" in the same section;
    6 U.S.C. 1501 points there. Read on 2026-11-23. The wording of each stands in the catalogue `protections/`.
    """

    RECONNAISSANCE = "A_reconnaissance"
    METHOD = "B_method"
    VULNERABILITY = "C_vulnerability"
    USER_ENABLEMENT = "D_user_enablement"
    COMMAND_CONTROL = "E_command_control"
    HARM = "F_harm"
    OTHER_ATTRIBUTE = "G_other_attribute"
    COMBINATION = "H_combination"
    DEFENSIVE_MEASURE = "defensive_measure"
    NEITHER = "neither"


class Counsel(StrEnum):
    """Whether counsel was asked about it."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    ANSWERED = "answered"


class Assertion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field, what it is said to be, by whom, and whether counsel was asked (R19).

    `proprietary` is the originator's own designation (6 U.S.C. 1504(d)(2), read on 2026-11-23).
    """

    field: Key
    prong: Prong
    proprietary: bool
    counsel: Counsel
    asserted_by: PersonId
