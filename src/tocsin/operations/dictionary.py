"""Our own words that must not leave: shown, taken in, learned."""

from typing import IO

from msgspec import Struct

from tocsin.formats.asset_list import Wrong, read_assets
from tocsin.operations.case import Named
from tocsin.operations.operation import KEEPERS, READERS, WRITERS, Method, Nothing, Operation
from tocsin.operations.upload import document_in
from tocsin.rules.proposal import Proposal, proposed
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import add_words, dictionary_of, drop_words, keep_dictionary
from tocsin.stages.review import review
from tocsin.vocab.dictionary import MOST_BYTES, Dictionary, Word, with_words
from tocsin.vocab.sample import Sample


class WordsGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of ours, each with the list in which it stands: people, hosts, domains, victims, ..."""

    words: tuple[Word, ...]


class ListGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An asset list; `name` is what its file is called."""

    name: str = "list"


class AssetPreview(Struct, frozen=True, kw_only=True):
    """What an asset list would add; nothing of it was recorded.

    `new` are the words that the dictionary does not hold, `known` counts those that it does. `wrong` are the first
    cells that were not taken, `not_read` the columns of which nothing was.
    """

    new: tuple[Word, ...]
    known: int
    lines: int
    wrong: tuple[Wrong, ...]
    wrong_count: int
    not_read: tuple[str, ...]


def show(desk: Desk, _asked: Nothing) -> Dictionary:
    """The words that every cleaning looks for."""
    return dictionary_of(desk)


def take(desk: Desk, _asked: Nothing, content: IO[bytes]) -> Dictionary:
    """Take in the words (JSON) that every cleaning looks for from now on, in place of the ones before."""
    return keep_dictionary(desk, document_in(content))


def add(desk: Desk, asked: WordsGiven) -> Dictionary:
    """Put words beside those that are looked for already; cleaning takes out more from then on, never less."""
    return add_words(desk, asked.words)


def drop(desk: Desk, asked: WordsGiven) -> Dictionary:
    """Take words out of the dictionary: cleaning looks for them no longer."""
    return drop_words(desk, asked.words)


def preview(desk: Desk, asked: ListGiven, content: IO[bytes]) -> AssetPreview:
    """What an asset list (CSV) would add to the dictionary, and what in it is wrong by line; nothing is recorded."""
    found = read_assets(Sample(asked.name, document_in(content, limit_bytes=MOST_BYTES)))
    before = dictionary_of(desk)
    known = {(field, one.casefold()) for field in before.__struct_fields__ for one in getattr(before, field)}
    new = tuple(word for word in found.words if (word.field, word.value.casefold()) not in known)
    with_words(before, new)  # what is wrong with one of them is said before anybody takes them in
    return AssetPreview(
        new=new,
        known=len(found.words) - len(new),
        lines=found.lines,
        wrong=found.wrong,
        wrong_count=found.wrong_count,
        not_read=found.not_read,
    )


def learn(desk: Desk, asked: Named) -> tuple[Proposal, ...]:
    """The words of ours that a case shows and the dictionary does not hold: proposed, and taken in by nobody yet."""
    return proposed(review(desk, desk.case(asked.case)).entries, dictionary_of(desk))


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
    Operation(
        name="dictionary.add",
        method=Method.POST,
        path="/dictionary/words",
        may=WRITERS | KEEPERS,
        takes=WordsGiven,
        gives=Dictionary,
        does=add,
    ),
    Operation(
        name="dictionary.drop",
        method=Method.POST,
        path="/dictionary/words/drop",
        may=KEEPERS,
        takes=WordsGiven,
        gives=Dictionary,
        does=drop,
    ),
    Operation(
        name="dictionary.preview",
        method=Method.POST,
        path="/dictionary/assets",
        may=WRITERS | KEEPERS,
        takes=ListGiven,
        gives=AssetPreview,
        does_with=preview,
    ),
    Operation(
        name="case.learn",
        method=Method.GET,
        path="/cases/{case}/words",
        may=READERS,
        takes=Named,
        gives=tuple[Proposal, ...],
        does=learn,
    ),
)
