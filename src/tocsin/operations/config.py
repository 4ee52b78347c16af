"""Settings of the home, as its keepers read them; none is changed."""

from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from tocsin.operations.operation import KEEPERS, Method, Nothing, Operation
from tocsin.settings import MEANINGS, Settings, without_password
from tocsin.stages.desk import Desk


class Changing(StrEnum):
    """How a setting is changed. From a browser none is: they say what leaves the house, and no act would show who."""

    IN_THE_FILE = "in_the_file"  # a line in tocsin.toml, `tocsin config check`, then the desk is started anew
    BY_MOVING = "by_moving"  # `tocsin backup` and `tocsin restore` into the other place
    NEVER = "never"  # what was signed says it already


class SettingLine(Struct, frozen=True, kw_only=True):
    """One setting: its value here, without any password, how it is changed, and whether it differs from the default."""

    key: str
    value: str
    is_set: bool
    meaning: str
    changing: Changing


_CHANGING = {
    "organization": Changing.NEVER,
    "origin": Changing.NEVER,
    "database": Changing.BY_MOVING,
    "vault": Changing.BY_MOVING,
}


def show(desk: Desk, _asked: Nothing) -> tuple[SettingLine, ...]:
    """Every setting with its value here and how it is changed; what is secret in one is left out."""
    shown = without_password(desk.settings)
    return tuple(
        SettingLine(
            key=field.name,
            value=_value(getattr(shown, field.name)),
            is_set=getattr(shown, field.name) != field.default,
            meaning=MEANINGS[field.name],
            changing=_CHANGING.get(field.name, Changing.IN_THE_FILE),
        )
        for field in fields(Settings)
    )


def _value(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value in (None, ()) else msgspec.json.encode(value).decode()


OPERATIONS = (
    Operation(
        name="config.show",
        method=Method.GET,
        path="/settings",
        may=KEEPERS,
        takes=Nothing,
        gives=tuple[SettingLine, ...],
        does=show,
    ),
)
