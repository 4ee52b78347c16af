"""Onward: what can be done next with a case, in words and as a command."""

from enum import StrEnum

from msgspec import Struct


class Code(StrEnum):
    """What is to be done. Closed codes: a page or a script tells the steps apart by them."""

    # the way of a case, from evidence to its end
    MARK = "mark"
    ANSWER = "answer"  # a question on which the class depends
    DESCRIBE = "describe"  # nothing is written down yet that could leave
    CLEAN = "clean"
    CLEAN_AGAIN = "clean_again"
    PROPOSE = "propose"
    CORRECT = "correct"
    MEND = "mend"  # the case is open again for a correction that is not proposed yet
    FACTS = "facts"
    WRITE = "write"
    REPLACE = "replace"  # a share from an older clean copy
    ROAD = "road"
    APPROVE = "approve"
    BLIND_REVIEW = "blind_review"
    COUNSEL = "counsel"
    LOOK_AGAIN = "look_again"
    SEND = "send"
    REFUSED = "refused"
    WORK = "work"  # the worker sees it off
    BY_HAND = "by_hand"
    SEND_AGAIN = "send_again"
    AWAIT = "await"
    ASK_AGAIN = "ask_again"
    REPLY = "reply"
    REVIEW = "review"
    UNBLOCK = "unblock"
    CLOSE = "close"
    CLAIM = "claim"
    # what runs beside it
    KEEP = "keep"  # evidence before it evaporates
    CLOCK = "clock"
    FILL = "fill"  # a row of the checklist
    FILL_BY_MARK = "fill_by_mark"  # a row that is said by a mark or an assertion
    LINK = "link"


BESIDE = frozenset({Code.KEEP, Code.CLOCK, Code.FILL, Code.FILL_BY_MARK, Code.LINK})


class Onward(Struct, frozen=True, kw_only=True):
    """One next step: what it is, in words, and what to type. Words in capitals in a command are still to be chosen.

    `share` and `row` are what it is about, where it is about one: the first signs of an id, a row of the checklist.
    """

    code: Code
    sentence: str
    command: str
    share: str = ""
    row: str = ""
