"""The organization's words are kept in the vault, and the newest are those that are looked for."""

import pytest

from tests.builders import everything_on_disk, names
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import add_words, dictionary_of, drop_words, keep_dictionary
from tocsin.vocab.act import read_leaf
from tocsin.vocab.dictionary import Dictionary, Word
from tocsin.vocab.errors import BadInput


def test_without_one_nothing_is_known(desk: Desk) -> None:
    assert dictionary_of(desk) == Dictionary()


def test_the_newest_words_count_and_stand_in_no_act_and_in_no_file(desk: Desk) -> None:
    keep_dictionary(desk, b'{"victims": ["Nordkai Clinic"]}')
    keep_dictionary(desk, b'{"victims": ["Suedkai Clinic"], "hosts": ["runner-7"]}')
    assert dictionary_of(desk) == Dictionary(victims=("Suedkai Clinic",), hosts=("runner-7",))
    acts = [read_leaf(entry.leaf).act for entry in desk.log.stream(desk.org)]
    assert names(acts)[-2:] == ["DictionaryKept", "DictionaryKept"]
    assert b"Suedkai" not in everything_on_disk(desk)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"victims": ["x"]}', b'{"secrets": []}', b'{"netblocks": ["here"]}'])
def test_what_is_no_dictionary_is_refused_and_nothing_is_recorded(desk: Desk, data: bytes) -> None:
    before = desk.log.size()
    with pytest.raises(BadInput):
        keep_dictionary(desk, data)
    assert desk.log.size() == before


def test_words_are_added_beside_others_and_dropped_and_nothing_is_recorded_twice(desk: Desk) -> None:
    add_words(desk, [Word(field="victims", value="Nordkai Clinic"), Word(field="hosts", value="runner-7")])
    before = desk.log.size()
    assert add_words(desk, [Word(field="victims", value="NORDKAI clinic")]) == dictionary_of(desk)
    assert drop_words(desk, [Word(field="victims", value="Suedkai Clinic")]) == dictionary_of(desk)
    assert desk.log.size() == before
    assert drop_words(desk, [Word(field="hosts", value="runner-7")]) == Dictionary(victims=("Nordkai Clinic",))
    assert dictionary_of(desk) == Dictionary(victims=("Nordkai Clinic",))
