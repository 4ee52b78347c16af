"""Which step comes next for a case and its shares."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct, field

from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.ids import short
from tocsin.vocab.loose import Loose, Why
from tocsin.vocab.onward import BESIDE, Code, Onward
from tocsin.vocab.release import Need
from tocsin.vocab.sharing import Delivery, Feedback
from tocsin.vocab.visible import counted

ASKED_AGAIN_AFTER = timedelta(hours=48)  # as long as what is owed to us may be late: rules.promise.PATIENCE

APPROVALS = frozenset({Need.APPROVAL, Need.SECOND_APPROVAL, Need.COUNSEL})
# What comes before an approval: it would be void afterwards.
FIRST = frozenset({Need.FACTS, Need.DOCUMENT, Need.CLEAN_COPY, Need.ROAD})

ACCOUNT = "plain_account"  # the row of the checklist in which a case is told

_CASE, _SHARE = "tocsin case", "tocsin share"
# By code what is said and what is typed; {words} are filled in.
FORMS: dict[Code, tuple[str, str]] = {
    Code.MARK: ("mark it: unmarked is TLP:RED, for nobody", f"{_CASE} mark {{case}} amber"),
    Code.ANSWER: ("{question}", f"{_CASE} classify {{case}} {{fact}}=ANSWER   (or --ask)"),
    Code.DESCRIBE: (
        "say in plain words what happened: nothing is written down yet that could leave",
        f"{_CASE} fill {{case}} {{row}}=TEXT",
    ),
    Code.CLEAN: ("you may clean now: what may leave is copied out, and you read it", f"{_CASE} clean {{case}}"),
    Code.CLEAN_AGAIN: (
        "something was changed since the clean copy was made: clean again",
        f"{_CASE} clean {{case}} --again",
    ),
    Code.PROPOSE: ("you may propose a share of the clean copy", f"{_SHARE} new {{case}} --with PARTY"),
    Code.CORRECT: (
        "there is a newer clean copy than the one that was sent: tell them what changed",
        f"{_SHARE} correct {{share}} --because TEXT",
    ),
    Code.MEND: (
        "go on with the correction: mend what was wrong, clean again, then say what changed",
        f"{_CASE} fill {{case}} ROW=TEXT, then case clean --again and share correct {{share}}",
    ),
    Code.FACTS: ("say the facts that the decision asks for", f"{_SHARE} facts {{share}} {{points}}"),
    Code.WRITE: ("its documents are not written yet", f"{_SHARE} write {{share}}"),
    Code.REPLACE: (
        "there is a newer clean copy: drop this share and propose it again",
        f"{_SHARE} drop {{share}} replaced, then share new",
    ),
    Code.ROAD: (
        "no road leads to a recipient: open one, to an address that you checked with them",
        "tocsin party road PARTY mail:ADDRESS --checked",
    ),
    Code.APPROVE: (
        "{who} may approve it now, after reading it",
        "tocsin {by}share approve {share} --digest {digest}",
    ),
    Code.BLIND_REVIEW: (
        "somebody who knows nothing of the case reads it blind: what can they tell?",
        "tocsin --as SOMEBODY share blind {share}",
    ),
    Code.COUNSEL: ("counsel may approve it now", "tocsin {by}share approve {share} --digest {digest} --as-counsel"),
    Code.LOOK_AGAIN: ("look at it again; from {moment} on it may leave", f"{_SHARE} preview {{share}}"),
    Code.SEND: ("it is approved: you may send it", f"{_SHARE} send {{share}}"),
    Code.REFUSED: ("nobody may have it as it stands: read why", f"{_SHARE} preview {{share}}"),
    Code.WORK: ("it is on its way to {party}: the worker sees it off", "tocsin worker --once"),
    Code.BY_HAND: ("send it to {party} by hand: what to paste stands here", "tocsin outbox show {delivery}"),
    Code.SEND_AGAIN: ("it did not reach {party}: send it again", f"{_SHARE} send {{share}} --with {{to}}"),
    Code.AWAIT: ("{party} has it: take down what they say", "tocsin feedback add {share} KIND --with {to}"),
    Code.ASK_AGAIN: (
        "no answer from {party} for {days}: ask again, and take down what they say",
        "tocsin feedback add {share} KIND --with {to}",
    ),
    Code.REPLY: (
        "{party} asks something of you: answer it",
        "tocsin feedback add {share} {answer} --with {to} --answers {feedback} --text TEXT",
    ),
    Code.REVIEW: (
        "it left by breaking the glass: somebody else looks at it",
        f"{_SHARE} review {{share}} VERDICT --because TEXT",
    ),
    Code.UNBLOCK: ("a release block stands: nothing leaves before it ends", f"{_CASE} unblock {{case}} --because TEXT"),
    Code.CLOSE: ("nothing is left to do here: you may close the case", f"{_CASE} close {{case}} --summary TEXT"),
    Code.CLAIM: ("it is closed: you may make the claim over what left", "tocsin claim make {case}"),
    Code.KEEP: ("keep it before it is gone: {title}", "tocsin evidence add {case} FILE"),
    Code.CLOCK: ("{duty}: {stage} due {moment}", "tocsin duty list {case}"),
    Code.FILL: ("fill {row}: {text}", f"{_CASE} fill {{case}} {{row}}=TEXT"),
    Code.FILL_BY_MARK: ("fill {row}: {text}", "tocsin {how}"),
    Code.LINK: ("link the {kind} record, or say why none is needed", "tocsin record link {case} {kind} --at PLACE"),
}


class ShareStand(Struct, frozen=True, kw_only=True):
    """One share: what any of its recipients waits for, and whether there is one who may have it and is not sent it."""

    share: str
    needs: frozenset[Need]
    may_leave: bool = False
    is_refused: bool = False  # to all of them
    is_solo: bool = False
    digest: str = ""
    points: tuple[str, ...] = ()  # of the decision, which nobody has said
    cooled_at: datetime | None = None


class CaseStand(Struct, frozen=True, kw_only=True):
    """One case: everything on which its next step depends. Names are those of the parties, by id."""

    case: str
    now: datetime
    is_closed: bool = False
    went_out: bool = False
    is_marked: bool = False
    is_shared: bool = False  # of a class that the playbook shares
    asked: tuple[tuple[str, str], ...] = ()  # the facts on which the class depends, and their questions
    has_words: bool = False  # something is written down that could leave
    has_copy: bool = False
    is_changed: bool = False  # since the clean copy was made
    has_share: bool = False  # one of the newest clean copy, or one that is not sent yet
    corrects: str = ""  # the last share that somebody may hold and that nothing follows
    to_correct: bool = False  # open again for that
    shares: tuple[ShareStand, ...] = ()  # those that somebody may still get
    loose: tuple[Loose, ...] = ()
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    asking: dict[str, Feedback] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def said(code: Code, **words: str) -> Onward:
    """A step in words and as a command."""
    sentence, command = FORMS[code]
    return Onward(
        code=code,
        sentence=sentence.format(**words),
        command=command.format(**words),
        share=words.get("share", ""),
        row=words.get("row", ""),
    )


def first_of(steps: Iterable[Onward]) -> Onward | None:
    """The one step to show where there is room for one: the next of the way, else what runs beside it."""
    listed = tuple(steps)
    return next((one for one in listed if one.code not in BESIDE), listed[0] if listed else None)


def way(stand: CaseStand) -> tuple[Onward, ...]:
    """The next steps of a case on its way out, what others wait for on top. An open case always has one."""
    case = short(stand.case)
    if stand.is_closed:
        return (said(Code.CLAIM, case=case),) if stand.went_out else ()
    loose = list(_of_loose(stand))
    patient = [one for one in loose if one.code in (Code.WORK, Code.AWAIT, Code.ASK_AGAIN)]
    pressing = [one for one in loose if one not in patient]
    own = (
        *([said(Code.CLEAN_AGAIN, case=case)] if stand.is_changed and stand.is_shared else []),
        *(step for share in stand.shares for step in of_share(share)),
        *([] if stand.is_marked else [said(Code.MARK, case=case)]),
        *(said(Code.ANSWER, case=case, fact=fact, question=question) for fact, question in stand.asked),
        *_outward(stand, case),
    )
    # Who opened a case to correct it goes on with that: nobody is served by an answer over what is known to be wrong.
    steps = (*own, *pressing, *patient) if stand.to_correct else (*pressing, *own, *patient)
    return steps or (said(Code.CLOSE, case=case),)


def of_share(stand: ShareStand) -> Iterator[Onward]:
    """What can be done now for a share; what only a change of the case would help is said as a reason, not here."""
    share, needs = short(stand.share), stand.needs
    if Need.FACTS in needs:
        yield said(Code.FACTS, share=share, points=" ".join(f"{point}=…" for point in stand.points))
    if Need.DOCUMENT in needs:
        yield said(Code.WRITE, share=share)
    if Need.CLEAN_COPY in needs:
        yield said(Code.REPLACE, share=share)
    if Need.ROAD in needs:
        yield said(Code.ROAD, share=share)
    if Need.BLIND_REVIEW in needs and not needs & FIRST:
        yield said(Code.BLIND_REVIEW, share=share)
    if needs & APPROVALS and not needs & FIRST:
        by, who = ("", "you") if stand.is_solo else ("--as APPROVER ", "somebody else")
        code = Code.COUNSEL if needs & APPROVALS == {Need.COUNSEL} else Code.APPROVE
        yield said(code, share=share, by=by, who=who, digest=stand.digest[:8])
    if Need.COOLING_TIME in needs and stand.cooled_at is not None and not needs & FIRST:
        yield said(Code.LOOK_AGAIN, share=share, moment=_moment(stand.cooled_at))
    if stand.may_leave:
        yield said(Code.SEND, share=share)
    elif stand.is_refused:
        yield said(Code.REFUSED, share=share)


def _outward(stand: CaseStand, case: str) -> Iterator[Onward]:
    """From a marked case of a class that is shared to a share, or to the correction of one."""
    if not (stand.is_marked and stand.is_shared):
        return
    if not stand.has_copy:
        yield said(Code.CLEAN, case=case) if stand.has_words else said(Code.DESCRIBE, case=case, row=ACCOUNT)
    elif not stand.has_share and not stand.is_changed:
        yield said(Code.CORRECT, share=short(stand.corrects)) if stand.corrects else said(Code.PROPOSE, case=case)
    elif stand.to_correct and stand.corrects and not stand.is_changed:
        yield said(Code.MEND, case=case, share=short(stand.corrects))


def _of_loose(stand: CaseStand) -> Iterator[Onward]:
    """What hangs on documents that were planned or went out; what was not sent at all is a matter of its share."""
    for one in stand.loose:
        party = {"party": stand.names.get(one.party, one.party), "to": short(one.party) if one.party else ""}
        delivery = stand.deliveries.get(one.about)
        share = {"share": short(delivery.share)} if delivery else {}
        match one.why:
            case Why.NOT_SENT:
                continue
            case Why.BLOCKED:
                yield said(Code.UNBLOCK, case=short(stand.case))
            case Why.NOT_REVIEWED:
                yield said(Code.REVIEW, share=short(one.about))
            case Why.ON_ITS_WAY:
                by_hand = delivery is not None and delivery.kind == RoadKind.BY_HAND
                yield said(Code.BY_HAND if by_hand else Code.WORK, delivery=short(one.about), **share, **party)
            case Why.NOT_REACHED:
                yield said(Code.SEND_AGAIN, **share, **party)
            case Why.UNANSWERED:
                waited = stand.now - (one.since or stand.now)
                code = Code.ASK_AGAIN if waited >= ASKED_AGAIN_AFTER else Code.AWAIT
                yield said(code, days=counted(waited.days, "day"), **share, **party)
            case Why.QUESTION:
                asks = stand.asking[one.about]
                answer = "answer" if asks.kind == "question" else "wider_denied"
                yield said(Code.REPLY, share=short(asks.share), feedback=short(one.about), answer=answer, **party)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
