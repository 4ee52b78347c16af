"""A decision in words: every reason, everything missing, what would help."""

from tocsin.vocab.decision_table import DecisionPoint, DecisionTable
from tocsin.vocab.judgement import Judgement, Outlook
from tocsin.vocab.release import Approved, Decision, Flip, Need, Pending, Reason, Refused

REASONS: dict[Reason, str] = {
    Reason.EXERCISE: "an exercise can never reach a real road",
    Reason.RELEASE_BLOCK: "a release block stands on the case",
    Reason.REFUSED_BY_PERSON: "a person refused it, until the day that is named",
    Reason.SHARE_DROPPED: "the share was dropped",
    Reason.NOT_IN_AUDIENCE: "the mark names other recipients",
    Reason.TLP_TOO_STRICT: "the label does not reach that far",
    Reason.RED_TO_A_LIST: "TLP:RED never goes to many at once",
    Reason.EMBARGO: "an embargo holds",
    Reason.EXPIRED: "the mark has expired and has to be looked at again",
    Reason.OWNERS_DISAGREE: "two owners contradict each other about naming the source",
    Reason.MUST_BE_ENCRYPTED: "it must be encrypted on its way, and this road is not",
    Reason.MARK_LOST: "the format cannot carry the mark",
    Reason.PRIVILEGED: "it is privileged",
    Reason.PERSONAL_DATA: "it is marked as personal, and nobody has said that this was removed or is needed",
    Reason.WITHHELD_VALUE_INSIDE: "a withheld value stands in the outgoing bytes",
    Reason.NOT_SEARCHABLE: "the outgoing bytes could not be searched for withheld values",
    Reason.GUESSABLE: "something in the outgoing bytes could be guessed offline by whoever holds them",
    Reason.GUESSED: "a second reader guessed from the document alone what was withheld: give less of it, or clean anew",
    Reason.SOURCE_PURGED: "it was made from evidence that was purged since: clean the case and share it anew",
    Reason.TABLE_SAYS_HOLD: "the table says HOLD",
    Reason.WIDER_THAN_TABLE: "this recipient is wider than the table advises",
    Reason.ROAD_CLOSED: "the road is closed",
    Reason.ROUTE_NOT_CONFIRMED: "nobody has confirmed the route of this road",
    Reason.ADDRESS_CHANGED: "the address is not the one that was confirmed",
    Reason.SENDER_NOT_AUTHORISED: "whoever sends is not named for this route, or acts here no longer",
    Reason.SOLO_TOO_WIDE: "alone one shares with coordinators and named organisations only",
    Reason.BREAK_GLASS_TOO_WIDE: "breaking the glass reaches a coordinator only",
}
NEEDS: dict[Need, str] = {
    Need.CLEAN_COPY: "there is a newer clean copy: propose the share again",
    Need.DOCUMENT: "its document is not written yet",
    Need.FACTS: "the table asks for facts that nobody has given",
    Need.ROAD: "no road leads there",
    Need.BLIND_REVIEW: "somebody who knows nothing of the case reads the document blind and says what they can tell",
    Need.APPROVAL: "an approval: by somebody other than its author, or your own where you are alone",
    Need.SECOND_APPROVAL: "a further approval",
    Need.COUNSEL: "counsel's approval, by somebody who is not one of the approvers",
    Need.COOLING_TIME: "time to look again, before you approve your own",
}


def why(decision: Decision, table: DecisionTable | None = None) -> list[str]:
    """A decision in words: how it was approved, what is missing, or every reason and what would change it.

    Facts stand as `table` calls them, and as codes where none is given.
    """
    match decision:
        case Approved():
            how = ", self-approved" if decision.self_approved else ""
            return [f"approved by {len(decision.approvers)}{how}{', glass broken' if decision.break_glass else ''}"]
        case Pending():
            return [f"still needed: {NEEDS[need]}" for need in decision.missing]
        case Refused():
            return [*(REASONS[reason] for reason in decision.reasons), *(_flip(one, table) for one in decision.flips)]


def advised(table: DecisionTable, judged: Judgement | Outlook) -> str:
    """What a table advises, and the facts that alone lead there; or what is still open."""
    if isinstance(judged, Outlook):
        left = [_called(table.outcome, one) for one in judged.possible]
        return f"still open: {', '.join(left)}" if len(left) > 1 else f"{left[0]}, whatever is still to be said"
    outcome = _called(table.outcome, judged.outcome)
    least = min(judged.reasons, key=len, default=())
    facts = [
        f"{point.name} is {_called(point, value)}" for name, value in least if (point := table.points[table.find(name)])
    ]
    if not facts:
        return f"{outcome}, whatever the facts are"
    said = f"{', '.join(facts[:-1])} and {facts[-1]}" if len(facts) > 1 else facts[0]
    return f"{outcome}, because {said}"


def _flip(flip: Flip, table: DecisionTable | None) -> str:
    if table is None:
        return f"would be allowed if {flip.point} were {flip.after} instead of {flip.before}: {flip.outcome}"
    point = table.points[table.find(flip.point)]
    before, after = _called(point, flip.before), _called(point, flip.after)
    return f"would be allowed if {point.name} were {after} instead of {before}: {_called(table.outcome, flip.outcome)}"


def _called(point: DecisionPoint, key: str) -> str:
    """What an answer is called."""
    return next((value.name for value in point.values if value.key == key), key)
