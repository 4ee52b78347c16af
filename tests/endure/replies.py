"""What was reported as recorded, held against the log: each answer is there once, whole, and where it belongs."""

from collections import Counter, defaultdict

from msgspec import Struct

from tocsin.rules.fold.delivery import MOVES
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import READ, feedback_on, open_questions
from tocsin.vocab.act import Act, is_record, read_leaf
from tocsin.vocab.acts.delivery import DeliveryMoved, DeliveryPlanned, RecordEntered
from tocsin.vocab.acts.feedback import AfterReceiptNoted, EffectRecorded, FeedbackReceived
from tocsin.vocab.acts.share import ShareApproved
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.feedback import ASKING
from tocsin.vocab.sharing import AfterReceiptNote, Effect, Feedback, Share
from tocsin.vocab.sheet import NoteSheet

Reply = FeedbackReceived | AfterReceiptNoted | EffectRecorded
Line = dict[str, object]


class Replies(Struct, frozen=True, kw_only=True):
    """What was found, in figures. `unsaid`: recorded, but its life ended before it could say so."""

    acts: int
    recorded: int
    kinds: str
    unsaid: int
    refused: int
    approved: int
    held_back: int  # shares that were approved and left for later on purpose


class Told:
    """What the lives reported: begun, done, refused, by the words that nobody else says."""

    def __init__(self, lives: dict[str, list[Line]]) -> None:
        self.begun = dict[str, Line]()
        self.done = dict[str, str]()
        self.refused = set[str]()
        self.approved = dict[str, list[str]]()
        self.sent = dict[str, list[str]]()
        self.last = set[str]()  # with which words each life ended
        for lines in lives.values():
            last = ""
            for line in lines:
                last = self._take(line) or last
            self.last.add(last)

    def _take(self, line: Line) -> str:
        match line:
            case {"begun": str(words)}:
                self.begun[words] = line
                return words
            case {"done": str(words), "id": str(identifier)}:
                self.done[words] = identifier
            case {"refused": str(words)}:
                self.refused.add(words)
            case {"approved": str(share), "recipients": list(recipients)}:
                self.approved[share] = recipients
            case {"sent": str(share), "deliveries": list(deliveries)}:
                self.sent[share] = deliveries
        return ""


class History:
    """The log, walked once: every reply with its words and its case, every delivery, every approval."""

    def __init__(self, desk: Desk) -> None:
        self.size = desk.log.size()
        self.planned = dict[str, tuple[str, DeliveryPlanned]]()  # by delivery, with its case
        self.approved = set[tuple[str, str]]()  # share and recipient
        self.replies = dict[str, tuple[str, Reply]]()  # by their words, with the case
        self._desk = desk
        self._states = dict[str, DeliveryState]()
        self._signed = set[str]()  # shares of which something stands signed in the log
        streams = defaultdict[str, list[Act]](list)
        for entry in desk.log.entries():
            if not is_record(entry.leaf):
                streams[entry.stream].append(read_leaf(entry.leaf).act)
        for stream, acts in streams.items():
            for before, act, behind in zip([None, *acts], acts, [*acts[1:], None], strict=False):
                self._take(stream, act)
                self._check_whole(before, act, behind)
                self._move(act)

    def _take(self, stream: str, act: Act) -> None:
        match act:
            case DeliveryPlanned():
                self.planned[act.delivery] = (stream, act)
            case ShareApproved():
                self.approved.add((act.share, act.recipient))
            case FeedbackReceived() | AfterReceiptNoted() | EffectRecorded():
                sheet = self._desk.sheet(act.sheet, NoteSheet)
                assert sheet is not None, f"the words of {act} are gone"
                assert sheet.text not in self.replies, f"{sheet.text} stands twice"
                self.replies[sheet.text] = (stream, act)

    def _check_whole(self, before: Act | None, act: Act, behind: Act | None) -> None:
        """An answer and the acknowledgement it is, an effect and its signed record: both or neither, side by side."""
        match act:
            case FeedbackReceived():
                assert act.delivery is not None
                moves = act.kind in READ and DeliveryState.ACKNOWLEDGED in MOVES[self._states[act.delivery]]
                assert _acknowledges(act, behind) == moves, f"an answer without its other half: {act}"
            case DeliveryMoved(state=DeliveryState.ACKNOWLEDGED):
                assert isinstance(before, FeedbackReceived), f"acknowledged by nobody: {act}"
                assert _acknowledges(before, act), f"acknowledged by the answer to another: {act}"
            case EffectRecorded():
                shares = {self._share_of(cause) for cause in act.because_of}
                entered = behind.share if isinstance(behind, RecordEntered) and behind.record == "effect" else None
                wanted = bool(shares & self._signed)
                assert (entered in shares) == wanted, f"an effect without its signed record: {act}"
            case RecordEntered(record="effect"):
                assert isinstance(before, EffectRecorded), f"a signed effect without its act: {act}"

    def _move(self, act: Act) -> None:
        match act:
            case DeliveryPlanned():
                self._states[act.delivery] = DeliveryState.QUEUED
            case DeliveryMoved():
                self._states[act.delivery] = DeliveryState(act.state)
            case RecordEntered(record="share"):
                self._signed.add(act.share)

    def _share_of(self, cause: str) -> str:
        found = self._desk.index.get("feedback", cause)
        return found.share if isinstance(found, Feedback) else cause


def check_replies(desk: Desk, lives: dict[str, list[Line]]) -> Replies:
    """Every reply that was reported is there once, as it was reported; any other was begun, and is as whole."""
    told, log = Told(lives), History(desk)
    missing = set(told.done) - set(log.replies)
    assert not missing, f"reported as recorded, and not there: {sorted(missing)[:5]}"
    assert not told.refused & set(log.replies), "refused, and yet there"
    unsaid = set(log.replies) - set(told.done)
    assert unsaid <= told.last, f"recorded by nobody: {sorted(unsaid - told.last)[:5]}"
    for words, (case, act) in log.replies.items():
        said = told.begun[words]
        assert (case, _as_said(act)) == (said["case"], _wanted(act, said)), words
        if isinstance(act, FeedbackReceived):
            home, planned = log.planned[str(act.delivery)]
            assert (home, planned.share, planned.recipient) == (case, act.share, act.party), f"{words}: misdelivered"
        assert told.done.get(words, _id_of(act)) == _id_of(act), words
    _check_index(desk, log)
    for share, recipients in told.approved.items():
        assert {(share, one) for one in recipients} <= log.approved, f"the approval of {share} is forgotten"
    for share, deliveries in told.sent.items():
        assert all(log.planned[one][1].share == share for one in deliveries), f"a delivery of {share} is forgotten"
    kinds = Counter(type(act).__name__ for _, act in log.replies.values())
    return Replies(
        acts=log.size,
        recorded=len(log.replies),
        kinds=", ".join(f"{number} {name}" for name, number in sorted(kinds.items())),
        unsaid=len(unsaid),
        refused=len(told.refused),
        approved=len(log.approved),
        held_back=len(set(told.approved) - set(told.sent)),
    )


def _check_index(desk: Desk, log: History) -> None:
    """What a person is shown: every answer under its share and nowhere else, every question open or answered once."""
    acts = {act.feedback: act for _, act in log.replies.values() if isinstance(act, FeedbackReceived)}
    answers = {act.answers: act.feedback for act in acts.values() if act.answers is not None}
    assert len(answers) == sum(act.answers is not None for act in acts.values()), "a question was answered twice"
    shown = dict[str, Feedback]()
    for share in desk.index.all("share"):
        assert isinstance(share, Share)
        here = {one.id: one for one in feedback_on(desk, share)}
        assert {acts[one].share for one in here} <= {share.id}, f"an answer to another share stands under {share.id}"
        open_here = {one.id for one in open_questions(desk, share)}
        assert open_here == {one for one in here if acts[one].kind in ASKING and one not in answers}
        shown |= here
    assert set(shown) == set(acts), "an answer is shown nowhere, or one that nobody gave"
    assert all(one.answered_by == answers.get(one.id) for one in shown.values())
    effects = {act.effect for _, act in log.replies.values() if isinstance(act, EffectRecorded)}
    assert {one.id for one in desk.index.all("effect") if isinstance(one, Effect)} == effects
    notes = {_id_of(act) for _, act in log.replies.values() if isinstance(act, AfterReceiptNoted)}
    assert {one.id for one in desk.index.all("after_receipt") if isinstance(one, AfterReceiptNote)} == notes


def _acknowledges(answer: FeedbackReceived, act: Act | None) -> bool:
    if not isinstance(act, DeliveryMoved) or act.state != DeliveryState.ACKNOWLEDGED:
        return False
    return answer.kind in READ and (act.delivery, act.reason) == (answer.delivery, DeliveryReason.ANSWERED)


def _id_of(act: Reply) -> str:
    match act:
        case FeedbackReceived():
            return act.feedback
        case EffectRecorded():
            return act.effect
        case AfterReceiptNoted():
            return f"{act.share}/{act.party}/{act.step}"


def _as_said(act: Reply) -> tuple[object, ...]:
    """What stands in the log, in the order of the names below."""
    return tuple(getattr(act, name) for name in _TOLD[type(act)])


def _wanted(act: Reply, said: Line) -> tuple[object, ...]:
    """The same as its life reported it before."""
    found = (said[name] for name in _TOLD[type(act)])
    return tuple(tuple(one) if isinstance(one, list) else one for one in found)


_TOLD: dict[type[Reply], tuple[str, ...]] = {
    FeedbackReceived: ("share", "delivery", "party", "kind", "means", "answers"),
    AfterReceiptNoted: ("share", "party", "step", "state"),
    EffectRecorded: ("kind", "because_of"),
}
