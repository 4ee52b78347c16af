"""Promises: what we owe, and what is owed to us, each with its moment."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Side(StrEnum):
    """Who owes it."""

    OWE = "owe"  # we do
    OWED = "owed"  # somebody else does, to us


class PromiseKind(StrEnum):
    """What was promised. Closed codes: a notice that leaves the house says these and nothing more of a promise."""

    DUTY = "duty"  # a clock of a duty that may apply runs
    REVIEW = "review"  # after a release that broke the glass
    CORRECTION = "correction"  # somebody may hold what was corrected or withdrawn, and was not told
    FAILED = "failed"  # a delivery bounced or was given up
    STUCK = "stuck"  # a delivery should have left, and has not
    BY_HAND = "by_hand"  # a delivery that a person has to send
    APPROVAL = "approval"
    BLIND_REVIEW = "blind_review"  # a document that somebody reads who has seen nothing else
    COUNSEL = "counsel"  # an approval that counsel gives
    TO_SEND = "to_send"  # approved, and not planned
    UNFINISHED = "unfinished"  # a share that was begun
    QUESTION = "question"  # a recipient's, without an answer
    WIDER = "wider"  # a recipient asks to share it further
    REPORTER = "reporter"  # nobody told whoever reported how it stands
    PUBLIC_REPORT = "public_report"  # came through the public form, and nobody has looked at it
    REFUSAL = "refusal"  # it ends on a day
    BLOCK = "block"  # so does this
    OPEN_ITEM = "open_item"  # its day has come
    ACKNOWLEDGEMENT = "acknowledgement"  # a delivery that nobody acknowledged
    ANSWER = "answer"  # what a share asked its recipient for
    CONFIRMATION = "confirmation"  # of a correction or withdrawal
    SILENCE = "silence"  # a party was told otherwise than by a delivery
    REPORTER_ASKED = "reporter_asked"  # we need more from whoever reported


class Promise(Struct, frozen=True, kw_only=True):
    """One thing that is owed. Ids and moments only: no name and no text of a case stands in it.

    `about` is the id of what it hangs on; `who` are the people here who can meet it, nobody where anybody can. `due`
    is None where no date can be computed. A promise with another date is another promise: `key` tells them apart.
    """

    kind: PromiseKind
    side: Side
    about: str
    case: str
    since: datetime
    due: datetime | None
    overdue: bool
    sentence: str
    command: str  # the one thing to type next
    share: str = ""
    party: str = ""
    who: tuple[str, ...] = ()
    exercise: bool = False

    @property
    def key(self) -> str:
        """What names it as long as it stands: its kind, what it is about, with whom, and its date."""
        due = "" if self.due is None else self.due.isoformat()
        return "/".join((self.kind, self.about, self.party, due))
