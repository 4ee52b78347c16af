"""The organization's own words that must not leave: kept, read, shown."""

import msgspec

from tocsin.stages.desk import Desk
from tocsin.vocab.acts.party import DictionaryKept
from tocsin.vocab.dictionary import Dictionary, read_dictionary
from tocsin.vocab.sheet import DictionarySheet


def dictionary_of(desk: Desk) -> Dictionary:
    """The words as they stand now; an empty dictionary where nobody gave any."""
    sheet = desk.sheet(desk.log_entry().dictionary, DictionarySheet)
    return read_dictionary(sheet.document.encode()) if sheet else Dictionary()


def keep_dictionary(desk: Desk, data: bytes) -> Dictionary:
    """Take in a dictionary (JSON), in place of the one before; BadInput names what is wrong with it.

    A clean copy that was made before is not made again: `tocsin case clean` does.
    """
    found = read_dictionary(data)
    draft = desk.draft(desk.log_entry())
    document = msgspec.json.encode(found).decode()
    draft.add(DictionaryKept(sheet=draft.sheet(DictionarySheet(document=document))))
    draft.record()
    return found
