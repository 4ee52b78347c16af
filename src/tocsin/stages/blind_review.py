"""Stage 8, read blind: a second person says what a document alone tells.

They are given the recipient's view, read back from the very bytes, and three questions. What was right is compared here
and told to nobody but as a code: the guesser hears that it is blocked, the author which question it was.
"""

from collections.abc import Iterator

from msgspec import Struct

from tocsin.rules.blind_review import barred, right_guesses, standing_for
from tocsin.rules.fold.share import after
from tocsin.rules.release import audience_of
from tocsin.rules.second_net import leaks
from tocsin.stages.desk import Desk
from tocsin.stages.dictionary import dictionary_of
from tocsin.stages.marking import case_marking
from tocsin.stages.preview import read_by
from tocsin.stages.release import settle
from tocsin.stages.share import copy_of, find, loaded, repeated, with_guesses
from tocsin.stages.standing import is_solo
from tocsin.vocab.acts.blind_review import BlindReviewed
from tocsin.vocab.blind_review import ASKS, GUESSED, MOST_SIGNS, BlindAnswers, BlindQuestion
from tocsin.vocab.case import Case, PersonEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput
from tocsin.vocab.ids import short
from tocsin.vocab.marking import Attribution
from tocsin.vocab.release import ShareState
from tocsin.vocab.sharing import Party, Share, WrittenDocument
from tocsin.vocab.sheet import BlindReviewSheet, CleaningSheet
from tocsin.vocab.value import folded

MOST_LINES = 20_000  # of a document, in which words are looked for that it says openly
NOTHING = "nothing here is to be read blind"
_WHY = "no document of it goes to a community or to the public"
# Words of an organization that a reader could name; networks and accounts nobody guesses.
_NAMES = ("org_names", "domains", "host_suffixes", "hosts", "codenames", "victims", "tenants", "people")


class BlindAsk(Struct, frozen=True, kw_only=True):
    """One question that a second reader is asked."""

    question: BlindQuestion
    words: str


class BlindView(Struct, frozen=True, kw_only=True):
    """All that a second reader sees: one document as its reader finds it, and the questions.

    `closed` says why whoever asks may not answer, and is empty where they may. `next` counts the lines before those
    that follow, None at the end.
    """

    share: str
    recipient: str
    format: str
    lines: tuple[tuple[str, str], ...]
    next: int | None
    questions: tuple[BlindAsk, ...]
    closed: str


class BlindLine(Struct, frozen=True, kw_only=True):
    """How the blind review of one recipient's document stands, for whoever wrote it: never what was answered."""

    party: str
    is_done: bool
    guessed: tuple[str, ...]  # in words


class BlindAnswered(Struct, frozen=True, kw_only=True):
    """What a second reader hears: whether it is blocked now, and for whom else it counts."""

    share: str
    recipient: str
    is_blocked: bool
    said: str


def view(desk: Desk, share: Share, recipient: str, *, start: int, most: int) -> BlindView:
    """What a second reader sees; of a long document a part at a time."""
    case, share = loaded(desk, share)
    recipient = recipient or _waiting(desk, share)
    if not recipient:
        return BlindView(
            share=share.id, recipient="", format="", lines=(), next=None, questions=(), closed=f"{NOTHING}: {_WHY}"
        )
    found = read_by(desk, share, recipient, after=start, most=most + 1)
    return BlindView(
        share=share.id,
        recipient=recipient,
        format=_written(share, recipient).format,
        lines=found[:most],
        next=start + most if len(found) > most else None,
        questions=tuple(BlindAsk(question=one, words=words) for one, words in ASKS.items()),
        closed=_barred(desk, share, case),
    )


def answer(desk: Desk, share: Share, recipient: str, answers: BlindAnswers) -> BlindAnswered:
    """Record what a second reader could tell. A right guess blocks; every decision that follows is recorded with it."""
    for question in BlindQuestion:
        if len(answers.of(question)) > MOST_SIGNS:
            raise BadInput(
                f"the answer to “{ASKS[question]}” has {len(answers.of(question)):,} signs; at most {MOST_SIGNS}",
                hint="name whom you mean; a list of everybody is no guess",
            )
    recipient, guessed = repeated(lambda: _answer(desk, share, recipient, answers))
    settle(desk, find(desk, share.id))
    said = "Blocked: the document tells too much. Whoever wrote it is told which question it was."
    free = "Recorded. None of it was what is withheld; that proves nothing about what others can tell."
    return BlindAnswered(share=share.id, recipient=recipient, is_blocked=bool(guessed), said=said if guessed else free)


def standings(desk: Desk, share: Share) -> tuple[BlindLine, ...]:
    """For each recipient whose document takes a second reader: how that stands."""
    name, state = f"blind/{share.id}", desk.log.size()
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, tuple):
        return before
    share = with_guesses(desk, share, desk.case(share.case))
    found = tuple(
        BlindLine(party=to, is_done=stands.is_done, guessed=_in_words(stands.guessed))
        for to, stands in (
            (one.id, standing_for(share, one.id, audience_of(one.kinds))) for one in _parties(desk, share)
        )
        if stands.is_needed
    )
    desk.shelf.put(name, state, (), found)
    return found


def _answer(desk: Desk, share: Share, recipient: str, answers: BlindAnswers) -> tuple[str, tuple[BlindQuestion, ...]]:
    case, share = loaded(desk, share)
    recipient = recipient or _waiting(desk, share)
    if not recipient:
        raise ActNotAllowed(f"{NOTHING}: {_WHY}", hint=f"`tocsin share preview {short(share.id)}` says who gets it")
    written = _written(share, recipient)
    after(ShareState(share.state), BlindReviewed)
    why = _barred(desk, share, case)
    if why:
        raise ActNotAllowed(why, hint="somebody else reads it: `tocsin --as PERSON share blind`")
    guessed = right_guesses(answers, _withheld(desk, share, case), _said_openly(desk, share, recipient))
    draft = desk.draft(case)
    draft.add(
        BlindReviewed(
            share=share.id,
            recipient=recipient,
            document=written.id,
            guessed=tuple(map(str, guessed)),
            sheet=draft.sheet(BlindReviewSheet(answers=answers)),
        )
    )
    draft.record()
    return recipient, guessed


def _waiting(desk: Desk, share: Share) -> str:
    """The recipient whose document waits to be read, else the first that takes a second reader; "" for none."""
    lines = standings(desk, share)
    written = [one for one in lines if one.party in share.documents]
    waiting = [one for one in written if not one.is_done and not one.guessed]
    return next((one.party for one in (*waiting, *written)), "")


def _written(share: Share, recipient: str) -> WrittenDocument:
    written = share.documents.get(recipient)
    if written is None:
        raise ActNotAllowed("its document is not written yet", hint=f"`tocsin share write {short(share.id)}`")
    return written


def _parties(desk: Desk, share: Share) -> Iterator[Party]:
    found = desk.index.some("party", share.recipients)
    yield from (one for to in share.recipients if isinstance(one := found.get(to), Party))


def _barred(desk: Desk, share: Share, case: Case) -> str:
    person = desk.index.get("person", desk.person)
    assert isinstance(person, PersonEntry)
    return barred(share, case, person, copied_by=copy_of(desk, share).made_by, is_solo=is_solo(desk))


def _withheld(desk: Desk, share: Share, case: Case) -> tuple[str, ...]:
    """What was taken out of the copy, and our own words; but not what the document says on its face, nor theirs."""
    cleaning = desk.sheet(copy_of(desk, share).withheld, CleaningSheet)
    assert cleaning is not None
    known, theirs = dictionary_of(desk), {folded(one) for one in cleaning.kept}
    ours = (word for field in _NAMES for word in getattr(known, field))
    values = tuple(one for one in dict.fromkeys((*cleaning.withheld, *ours)) if folded(one) not in theirs)
    if case_marking(case).attribution is Attribution.MUST_NOT:
        return values
    face = f"{desk.settings.sender_name}\n{desk.settings.sender_contact}"
    on_its_face = {leak.value for leak in leaks(face.encode(), values)}
    return tuple(value for place, value in enumerate(values) if place not in on_its_face)


def _said_openly(desk: Desk, share: Share, recipient: str) -> str:
    return "\n".join(f"{name}\n{value}" for name, value in read_by(desk, share, recipient, after=0, most=MOST_LINES))


def _in_words(guessed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(GUESSED[BlindQuestion(one)] for one in guessed)
