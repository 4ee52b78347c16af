"""Sheets outlive the program: a newer member is ignored, an older sheet still reads."""

import msgspec
import pytest

from tocsin.vocab import sheet
from tocsin.vocab.reading import Detail, NotUnderstood, Place
from tocsin.vocab.sheet import BatchSheet, CaseSheet, ItemSheet, NoteSheet

SHEETS = [
    type_
    for type_ in vars(sheet).values()
    if isinstance(type_, type) and type_.__module__ == sheet.__name__ and issubclass(type_, msgspec.Struct)
]


@pytest.mark.parametrize("type_", SHEETS)
def test_a_member_of_a_newer_program_is_ignored(type_: type[msgspec.Struct]) -> None:
    plain = {int: 1, str: "text"}  # any other member that is required is a list of texts
    given = {field.name: plain.get(field.type, ["text"]) for field in msgspec.structs.fields(type_) if field.required}
    data = msgspec.json.encode(given | {"a_newer_member": [1]})
    assert isinstance(msgspec.json.decode(data, type=type_), type_)


def test_a_sheet_is_the_same_after_it_was_kept() -> None:
    batch = BatchSheet(
        salt="00", units=3, understood=2, not_understood=(NotUnderstood(place=Place(line=2), why="not JSON"),)
    )
    item = ItemSheet(name="\u202egpj.exe", media_type="", size_bytes=3, details=(Detail(name="n", value="v"),))
    for one in (batch, item, CaseSheet(name="a", summary="b"), NoteSheet(text="naïve\n")):
        assert msgspec.json.decode(msgspec.json.encode(one), type=type(one)) == one


def test_what_a_sheet_is_for_is_not_left_out() -> None:
    for wrong in (b"{}", b'{"summary":"a"}', b'{"name":null}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(wrong, type=CaseSheet)
