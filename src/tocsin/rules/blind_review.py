"""The blind review: who needs one, who may give it, which guess is right.

A second reader gets another task than the first: to find out from the document alone who it is about. Whether a guess
is right is decided by what was withheld; a reader who cannot tell proves nothing, and we say so.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tocsin.vocab.blind_review import READING, BlindAnswers, BlindQuestion
from tocsin.vocab.case import Case, PersonEntry
from tocsin.vocab.cut import UNSAID
from tocsin.vocab.dictionary import LEGAL_FORMS
from tocsin.vocab.release import RANKS, Audience, Purpose
from tocsin.vocab.sharing import Share
from tocsin.vocab.value import folded

# From here on many read it who owe us nothing, and nobody can be asked to forget it. Our own rule, not a table's: a
# home that brings its own table of approvals does not lose it.
NEEDED_FROM = Audience.COMMUNITY

LEAST_PART = 4  # signs of a part of a name; a shorter one is a word of any language
LEAST_CLOSE = 6  # signs of a name in which one may be mistaken
LEAST_SQUEEZED = 6  # signs of a value that is found without its separators
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W\d_]+")
# What an organization is, and not which one: a reader who says no more has not guessed it.
_KINDS_WORDS = (
    "academy agency airlines airport airways assurance authority bank bureau capital care centre center chemicals "
    "city clinic clinics college commission consulting council credit data department digital east electric "
    "electronics energy engineering federal finance financial food foods foundation freight fund gas general global "
    "group harbor harbour health healthcare holding holdings hospital hotel hotels house industries industry institute "
    "insurance international island labs laboratory laboratories life logistics machine manufacturing marine market "
    "media medical medicine ministry motors municipal mutual national network networks north office offshore partners "
    "pharma pharmacy police port power press private public railway rail regional research retail royal savings school "
    "security service services shipping shop society software solutions south state station steel store studio supply "
    "system systems technologies technology telecom trade transport travel trust union united university utilities "
    "valley water west works world bahn banca banco banque behörde hafen klinik klinikum krankenhaus spedition stadt "
    "stadtwerke universität verlag versicherung werke admin agent assistant billing build client customer database "
    "desk gateway help internal mail model office portal prod production project proxy runner server staging support "
    "team test tool user worker example api app cdn cloud imap mailbox smtp static vpn webmail www"
)
_KINDS = frozenset(_KINDS_WORDS.split())
_SHORT_TLDS = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})  # before the last label of a host


class BlindStanding(Struct, frozen=True, kw_only=True):
    """How the blind review of one recipient's document stands; `guessed` are the questions answered rightly."""

    is_needed: bool = False
    is_done: bool = False
    guessed: tuple[str, ...] = ()


def standing_for(share: Share, recipient: str, audience: Audience) -> BlindStanding:
    """By what was said of this document, or of one that says the same to another recipient of the share.

    Documents of one cut in one format say the same but for whom they are for. A right guess stands for the whole share
    while it has this cut and format, however often it is written anew; that nobody guessed counts for these bytes only.
    """
    if RANKS[audience] < RANKS[NEEDED_FROM] or share.purpose == Purpose.WITHDRAWAL:
        return BlindStanding()
    way = way_of(share, recipient)
    same = [one for one in share.blind if (one.cut, one.format) == way]
    current = {document.id for to, document in share.documents.items() if way_of(share, to) == way}
    return BlindStanding(
        is_needed=True,
        is_done=any(one.document in current and not one.guessed for one in same),
        guessed=tuple(dict.fromkeys(question for one in same for question in one.guessed)),
    )


def way_of(share: Share, recipient: str) -> tuple[str, str]:
    """What a recipient gets: the cut and the format of its document, empty where none is written."""
    written = share.documents.get(recipient)
    return share.cuts.get(recipient, UNSAID), written.format if written else ""


def barred(share: Share, case: Case, person: PersonEntry, *, copied_by: str, is_solo: bool) -> str:
    """Why this person cannot read blind, for what they did with it; "" where nothing stands against it.

    1. Alone there is nobody else.  2. Roles.  3. Authors.  4. Whoever works on the case.  5. The first reviewer.
    6. Whoever read it blind before. What nobody records is asked on honour: whether they have looked at the case.
    """
    if is_solo:  # 1
        return "whoever is alone wrote it: nobody is here who has not seen it"
    if READING.isdisjoint(person.roles):  # 2
        return "it takes an analyst, an approver or counsel"
    if person.id in share.authors:  # 3
        return "whoever proposed or wrote a share knows who it is about"
    if person.id in {copied_by, case.opened_by, case.assigned}:  # 4
        return "whoever works on the case knows who it is about"
    if person.id in {one.by for one in share.points.values()}:  # 5
        return "whoever said a fact of the decision has read the case"
    if person.id in {one.by for one in share.approvals}:
        return "whoever approved it has seen both sides: the second reader is somebody else"
    current = {one.id for one in share.documents.values()}
    if any(one.by == person.id and one.document in current for one in share.blind):  # 6
        return "you read it: one reader guesses once"
    return ""


def right_guesses(answers: BlindAnswers, withheld: Iterable[str], shown: str) -> tuple[BlindQuestion, ...]:
    """The questions whose answer names something of what was withheld, or a part by which it is known.

    `shown` is everything that stands openly in the document: what is written there small is a word, and no part of a
    name.
    """
    wanted = _Wanted(withheld, shown)
    return tuple(one for one in BlindQuestion if wanted.stands_in(answers.of(one)))


class _Wanted:
    """Everything that would be a right guess, folded."""

    def __init__(self, withheld: Iterable[str], shown: str) -> None:
        plain = {word for word in _WORD.findall(shown) if word == word.casefold()}
        self._whole: set[str] = set()
        self._squeezed: set[str] = set()
        self._parts: set[str] = set()
        for value in withheld:
            whole = folded(value)
            if whole in plain or whole in _KINDS or len(_squeeze(whole)) < 2:
                continue  # a word of the document itself
            self._whole.add(whole)
            if len(_squeeze(whole)) >= LEAST_SQUEEZED:
                self._squeezed.add(_squeeze(whole))
            self._parts.update(part for part in map(folded, _parts(value)) if part not in plain)

    def stands_in(self, answer: str) -> bool:
        """Whether an answer names any of it."""
        said, squeezed = folded(answer), _squeeze(folded(answer))
        if not squeezed:
            return False
        words = set(_WORD.findall(said))
        return (
            any(_holds(said, one) for one in self._whole)
            or any(one in squeezed for one in self._squeezed)
            or not words.isdisjoint(self._parts)
            or any(_is_close(one, part) for one in words for part in self._parts)
        )


def _parts(value: str) -> Iterator[str]:
    """What a value is known by beside its whole: words of a name, initials, the name within a host or a mailbox."""
    if " " not in value.strip() and ("@" in value or "." in value.strip(".")):
        user, _, host = value.rpartition("@")
        yield from (word for word in re.split(r"[._+-]", user) if _is_telling(word))
        labels = [label for label in host.casefold().split(".") if label]
        if len(labels) > 1 and not labels[-1].isdigit():
            place = -3 if len(labels) > 2 and labels[-2] in _SHORT_TLDS else -2
            yield from (one for one in (labels[place], labels[0]) if _is_telling(one))
        return
    names = [word for word in _NAME.findall(value) if not word.islower()]
    yield from (word for word in names if _is_telling(word))
    initials = "".join(word[0] for word in names if word.casefold() not in LEGAL_FORMS)
    if len(initials) > 2:
        yield initials


def _is_telling(word: str) -> bool:
    """Whether a word says which one it is: no legal form, no kind of organization, not too short for its script."""
    least = LEAST_PART if word.isascii() else 2
    return len(word) >= least and not word.isdigit() and folded(word) not in _KINDS | LEGAL_FORMS


def _holds(said: str, value: str) -> bool:
    return value in said and re.search(rf"(?<![^\W_]){re.escape(value)}(?![^\W_])", said) is not None


def _squeeze(text: str) -> str:
    return "".join(_WORD.findall(text))


def _is_close(word: str, name: str) -> bool:
    """Whether a name is meant although one sign of it is wrong, missing or too much."""
    if min(len(word), len(name)) < LEAST_CLOSE or abs(len(word) - len(name)) > 1:
        return False
    short, long = sorted((word, name), key=len)
    at = next((place for place, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
