"""The page on the desk of each command, step and promise.

The one list of places. Steps and promises name what is done there, never an address of their own.
"""

from tocsin.vocab.onward import Code, Onward
from tocsin.vocab.promise import Promise, PromiseKind

# By noun and verb of a command: the page on which the same is done. A word in braces is the id of that kind.
PAGES: dict[tuple[str, str], str] = {
    ("case", "show"): "/cases/{case}",
    ("case", "classify"): "/cases/{case}/triage",
    ("case", "checklist"): "/cases/{case}/checklist",
    ("case", "fill"): "/cases/{case}/checklist",
    ("case", "mark"): "/cases/{case}/marking",
    ("case", "assert"): "/cases/{case}/marking",
    ("case", "block"): "/cases/{case}/marking",
    ("case", "unblock"): "/cases/{case}/marking",
    ("case", "clean"): "/cases/{case}/clean",
    ("case", "components"): "/cases/{case}/impact",
    ("case", "parties"): "/cases/{case}/impact",
    ("case", "close"): "/cases/{case}/close",
    ("case", "reopen"): "/cases/{case}/close",
    ("case", "open-items"): "/cases/{case}/close",
    ("case", "list"): "/cases",
    ("evidence", "list"): "/cases/{case}/evidence",
    ("evidence", "add"): "/cases/{case}/evidence",
    ("duty", "show"): "/cases/{case}/duties",
    ("duty", "list"): "/cases/{case}/duties",
    ("record", "link"): "/cases/{case}/duties",
    ("claim", "make"): "/cases/{case}/claim",
    ("share", "list"): "/cases/{case}/shares",
    ("share", "new"): "/cases/{case}/shares/new",
    ("share", "show"): "/shares/{share}",
    ("share", "preview"): "/shares/{share}",
    ("share", "facts"): "/shares/{share}",
    ("share", "write"): "/shares/{share}",
    ("share", "blind"): "/shares/{share}/blind",
    ("share", "approve"): "/shares/{share}",
    ("share", "refuse"): "/shares/{share}",
    ("share", "send"): "/shares/{share}",
    ("share", "drop"): "/shares/{share}",
    ("share", "withdraw"): "/shares/{share}",
    ("share", "correct"): "/shares/{share}#correct",
    ("share", "download"): "/shares/{share}",
    ("feedback", "list"): "/shares/{share}/feedback",
    ("feedback", "add"): "/shares/{share}/feedback",
    ("party", "add"): "/parties/new",
    ("party", "show"): "/parties/{party}",
    ("party", "sent"): "/parties/{party}",
    ("party", "road"): "/parties/{party}",
    ("party", "list"): "/parties",
    ("route", "list"): "/routes",
    ("route", "confirm"): "/routes",
    ("outbox", "list"): "/outbox",
    ("outbox", "cancel"): "/outbox",
    ("policy", "show"): "/catalogues",
    ("policy", "check"): "/catalogues",
    ("user", "list"): "/people",
    ("user", "token"): "/account",
    ("ledger", "verify"): "/ledger",
    ("ledger", "checkpoint"): "/ledger",
}
# What is done to take a step, for steps on the page of the same command.
_STEPS: dict[Code, tuple[str, str]] = {
    Code.MARK: ("case", "mark"),
    Code.ANSWER: ("case", "classify"),
    Code.DESCRIBE: ("case", "fill"),
    Code.CLEAN: ("case", "clean"),
    Code.CLEAN_AGAIN: ("case", "clean"),
    Code.PROPOSE: ("share", "new"),
    Code.CORRECT: ("share", "correct"),
    Code.MEND: ("share", "correct"),
    Code.FACTS: ("share", "facts"),
    Code.WRITE: ("share", "write"),
    Code.REPLACE: ("share", "drop"),
    Code.ROAD: ("share", "preview"),  # whose road is missing stands there
    Code.APPROVE: ("share", "approve"),
    Code.BLIND_REVIEW: ("share", "blind"),
    Code.COUNSEL: ("share", "approve"),
    Code.LOOK_AGAIN: ("share", "preview"),
    Code.SEND: ("share", "send"),
    Code.REFUSED: ("share", "preview"),
    Code.WORK: ("outbox", "list"),
    Code.BY_HAND: ("outbox", "list"),
    Code.SEND_AGAIN: ("outbox", "list"),
    Code.AWAIT: ("feedback", "add"),
    Code.ASK_AGAIN: ("feedback", "add"),
    Code.REPLY: ("feedback", "add"),
    Code.REVIEW: ("share", "preview"),
    Code.UNBLOCK: ("case", "unblock"),
    Code.CLOSE: ("case", "close"),
    Code.CLAIM: ("claim", "make"),
    Code.KEEP: ("evidence", "add"),
    Code.CLOCK: ("duty", "list"),
    Code.FILL: ("case", "fill"),
    Code.FILL_BY_MARK: ("case", "mark"),
    Code.LINK: ("record", "link"),
}
_PROMISES: dict[PromiseKind, tuple[str, str]] = {
    PromiseKind.DUTY: ("duty", "list"),
    PromiseKind.BLOCK: ("case", "block"),
    PromiseKind.OPEN_ITEM: ("case", "open-items"),
    PromiseKind.SILENCE: ("case", "parties"),
}
_OF_REPORTS = frozenset({PromiseKind.REPORTER, PromiseKind.PUBLIC_REPORT, PromiseKind.REPORTER_ASKED})


def step_path(case: str, step: Onward) -> str:
    """The page on which a step of a case is taken; of a share that it does not name, the list of those of the case."""
    place = PAGES[_STEPS[step.code]]
    if "{share}" in place and not step.share:
        place = PAGES["share", "list"]
    found = place.format(case=case, share=step.share)
    if step.row and _STEPS[step.code] == ("case", "fill"):
        return f"{found}#row.{step.row}"
    return f"{found}?share={step.share}" if step.share and place == PAGES["outbox", "list"] else found


def promise_path(promise: Promise) -> str:
    """The page on which a promise is kept."""
    if promise.kind in _OF_REPORTS:
        return f"/reports?report={promise.about}"
    if promise.kind in _PROMISES:
        return PAGES[_PROMISES[promise.kind]].format(case=promise.case) if promise.case else "/reports"
    page = ("share", "blind") if promise.kind is PromiseKind.BLIND_REVIEW else ("share", "show")
    of_share = PAGES[page].format(share=promise.share)
    return of_share if promise.share else PAGES["share", "list"].format(case=promise.case)
