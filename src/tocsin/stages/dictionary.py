"""The organization's own words that must not leave: kept, read, shown."""

from collections.abc import Sequence

import msgspec

from tocsin.stages.desk import Desk
from tocsin.vocab.acts.party import DictionaryKept
from tocsin.vocab.case import LogEntry
from tocsin.vocab.dictionary import Dictionary, Word, read_dictionary, with_words
from tocsin.vocab.sheet import DictionarySheet


def dictionary_of(desk: Desk) -> Dictionary:
    """The words as they stand now; an empty dictionary where nobody gave any."""
    return _of(desk, desk.log_entry())


def keep_dictionary(desk: Desk, data: bytes) -> Dictionary:
    """Take in a dictionary (JSON), in place of the one before; BadInput names what is wrong with it.

    A clean copy that was made before is not made again: `tocsin case clean` does.
    """
    return _kept(desk, desk.log_entry(), read_dictionary(data))


def add_words(desk: Desk, words: Sequence[Word]) -> Dictionary:
    """Put words beside those that are there; nothing is recorded where all of them are."""
    entry = desk.log_entry()
    before = _of(desk, entry)
    after = with_words(before, words)
    return before if after == before else _kept(desk, entry, after)


def drop_words(desk: Desk, words: Sequence[Word]) -> Dictionary:
    """Take words out again; nothing is recorded where none of them is there."""
    entry = desk.log_entry()
    before = _of(desk, entry)
    after = with_words(before, words, without=True)
    return before if after == before else _kept(desk, entry, after)


def _of(desk: Desk, entry: LogEntry) -> Dictionary:
    sheet = desk.sheet(entry.dictionary, DictionarySheet)
    return read_dictionary(sheet.document.encode()) if sheet else Dictionary()


def _kept(desk: Desk, entry: LogEntry, found: Dictionary) -> Dictionary:
    document = msgspec.json.encode(found)
    read_dictionary(document)  # no larger than one that can be read again
    draft = desk.draft(entry)
    draft.add(DictionaryKept(sheet=draft.sheet(DictionarySheet(document=document.decode()))))
    draft.record()
    return found
