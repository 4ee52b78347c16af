"""The organization's own words that must not leave: shown, taken in."""

from typing import IO

from tocsin.operations.operation import KEEPERS, READERS, Method, Nothing, Operation
from tocsin.operations.upload import document_in
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of, keep_dictionary
from tocsin.vocab.dictionary import Dictionary


def show(desk: Desk, _asked: Nothing) -> Dictionary:
    """The words that every cleaning looks for."""
    return dictionary_of(desk)


def take(desk: Desk, _asked: Nothing, content: IO[bytes]) -> Dictionary:
    """Take in the words (JSON) that every cleaning looks for from now on, in place of the ones before."""
    return keep_dictionary(desk, document_in(content))


OPERATIONS = (
    Operation(
        name="dictionary.show",
        method=Method.GET,
        path="/dictionary",
        may=READERS | KEEPERS,
        takes=Nothing,
        gives=Dictionary,
        does=show,
    ),
    Operation(
        name="dictionary.import",
        method=Method.POST,
        path="/dictionary",
        may=KEEPERS,
        takes=Nothing,
        gives=Dictionary,
        does_with=take,
    ),
)
