"""Where on the desk a step is taken and a promise kept."""

from tocsin.vocab.onward import Code, Onward
from tocsin.vocab.promise import Promise, PromiseKind

# Within the case; `share` in an address is the share that the step names in its command, where it names one.
_OF_CASE: dict[Code, str] = {
    Code.MARK: "/marking",
    Code.ANSWER: "/triage",
    Code.DESCRIBE: "/checklist",
    Code.CLEAN: "/clean",
    Code.CLEAN_AGAIN: "/clean",
    Code.PROPOSE: "/shares/new",
    Code.CORRECT: "/shares",
    Code.FACTS: "/shares",
    Code.WRITE: "/shares",
    Code.REPLACE: "/shares",
    Code.ROAD: "/shares",
    Code.APPROVE: "/shares",
    Code.COUNSEL: "/shares",
    Code.LOOK_AGAIN: "/shares",
    Code.SEND: "/shares",
    Code.REFUSED: "/shares",
    Code.WORK: "/shares",
    Code.BY_HAND: "/shares",
    Code.SEND_AGAIN: "/shares",
    Code.AWAIT: "/shares",
    Code.ASK_AGAIN: "/shares",
    Code.REPLY: "/shares",
    Code.REVIEW: "/shares",
    Code.UNBLOCK: "/marking",
    Code.CLOSE: "/close",
    Code.CLAIM: "/claim",
    Code.KEEP: "/evidence",
    Code.CLOCK: "/duties",
    Code.FILL: "/checklist",
    Code.LINK: "/duties",
}
# Of one share, where it is not the page of the share itself.
_OF_SHARE: dict[Code, str] = {
    Code.WORK: "/outbox?share={share}",
    Code.BY_HAND: "/outbox?share={share}",
    Code.SEND_AGAIN: "/outbox?share={share}",
    Code.AWAIT: "/shares/{share}/feedback",
    Code.ASK_AGAIN: "/shares/{share}/feedback",
    Code.REPLY: "/shares/{share}/feedback",
}
_OF_PROMISE: dict[PromiseKind, str] = {
    PromiseKind.DUTY: "/duties",
    PromiseKind.BLOCK: "/marking",
    PromiseKind.OPEN_ITEM: "/close",
    PromiseKind.SILENCE: "/impact",
}
_OF_REPORTS = frozenset({PromiseKind.REPORTER, PromiseKind.PUBLIC_REPORT, PromiseKind.REPORTER_ASKED})


def step_path(case: str, step: Onward) -> str:
    """The page on which a step of a case is taken."""
    share = next((word for word in step.command.split() if word.startswith("share-")), "")
    within = _OF_CASE[step.code]
    if step.code in {Code.FILL, Code.DESCRIBE}:
        if not step.command.startswith("tocsin case fill "):  # a row that another page fills
            return f"/cases/{case}/marking"
        row = next((word.partition("=")[0] for word in step.command.split() if "=" in word), "")
        return f"/cases/{case}{within}{f'#row.{row}' if row else ''}"
    if not share or within != "/shares":
        return f"/cases/{case}{within}"
    return _OF_SHARE.get(step.code, "/shares/{share}").format(share=share)


def promise_path(promise: Promise) -> str:
    """The page on which a promise is kept."""
    if promise.kind in _OF_REPORTS:
        return f"/reports?report={promise.about}"
    if promise.kind in _OF_PROMISE:
        return f"/cases/{promise.case}{_OF_PROMISE[promise.kind]}" if promise.case else "/reports"
    return f"/shares/{promise.share}" if promise.share else f"/cases/{promise.case}/shares"
