"""Exits: courteous words for what belongs to another desk."""

import datetime
from typing import Annotated

from msgspec import Meta, Struct

from tocsin.vocab.catalogue import Header
from tocsin.vocab.ids import Key
from tocsin.vocab.triage import EventClass, Flag, NoncyberHarm


class Exit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """Words for one class (narrowed to harms where given) or for one flag, and the role that owns the matter."""

    class_: EventClass | None = None
    harms: tuple[NoncyberHarm, ...] = ()
    flag: Flag | None = None
    owner: Annotated[str, Meta(min_length=1)]
    text: Annotated[str, Meta(min_length=1)]

    def __post_init__(self) -> None:
        if (self.class_ is None) is (self.flag is None):
            raise ValueError("an exit is for a `class` or for a `flag`, for one of the two")


class Note(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A caution to show beside a classification, from a source that is dated because it may change."""

    key: Key
    text: Annotated[str, Meta(min_length=1)]
    source: Annotated[str, Meta(min_length=1)]
    read_on: datetime.date


class Exits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All exits and notes. For each class without a security lane and for each flag there is an exit."""

    header: Header
    exits: tuple[Exit, ...]
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        flags = {exit_.flag for exit_ in self.exits}
        for flag in Flag:
            if flag not in flags:
                raise ValueError(f"key `exits`: none for the flag {flag}")
        defects = any(exit_.class_ is EventClass.PRODUCT_DEFECT for exit_ in self.exits)
        harms = {harm for exit_ in self.exits if exit_.class_ is EventClass.OUT_OF_SCOPE_SAFETY for harm in exit_.harms}
        lacking = [harm for harm in NoncyberHarm if harm not in (*harms, NoncyberHarm.NONE, NoncyberHarm.UNKNOWN)]
        if not defects or lacking:
            raise ValueError(f"key `exits`: none for {', '.join(lacking) or EventClass.PRODUCT_DEFECT}")
