"""Stage 2: facts are answered, and the class follows from them."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tocsin.rules.triage import classify, facts_of, with_answer
from tocsin.stages.desk import Desk
from tocsin.vocab.acts.triage import Classified, FactAnswered, HandedToOwner, SeverityScored
from tocsin.vocab.case import Case, Judged
from tocsin.vocab.errors import BadInput
from tocsin.vocab.reading import Detail
from tocsin.vocab.reason import OwnerRole, closed
from tocsin.vocab.severity import AivssScore, CvssScore
from tocsin.vocab.sheet import AnswerSheet, NoteSheet, SeveritySheet
from tocsin.vocab.triage import Answer, EventClass, FactKey, Facts, Flag, Verdict

NOT_OURS = (*Flag, EventClass.OUT_OF_SCOPE_SAFETY, EventClass.PRODUCT_DEFECT)  # what has another owner


class Answering(Struct, frozen=True, kw_only=True):
    """One answer as a person gives it, with the reason in their own words."""

    answer: Answer
    because: str = ""


def facts_on(case: Case) -> Facts:
    """The facts of a case, as its newest answers say."""
    return facts_of(Answer(key=FactKey(key), value=answered.value) for key, answered in case.facts.items())


def classify_case(desk: Desk, case: Case, answers: Sequence[Answering] = ()) -> tuple[Case, Verdict]:
    """Record the answers and the class that follows from all facts known now; earlier classes stay in the log.

    An answer that says again what stands, without a new reason, is not recorded, nor is an unchanged verdict: a
    repeated question changes no history.
    """
    facts = facts_on(case)
    for given in answers:
        facts = with_answer(facts, given.answer.key, given.answer.value)
    verdict = classify(facts)
    fresh = [given for given in answers if given.because or not _stands(case, given.answer)]
    is_judged = case.judged is not None and _says_the_same(case.judged, verdict)
    if not fresh and is_judged:
        return case, verdict
    draft = desk.draft(case)
    for given in fresh:
        draft.add(
            FactAnswered(
                fact=given.answer.key,
                value=given.answer.value,
                statement=given.answer.statement,
                confidence=given.answer.confidence,
                sheet=draft.sheet(AnswerSheet(because=given.because)) if given.because else None,
            )
        )
    if not is_judged:
        draft.add(classified(verdict))
    return draft.record_case(), verdict


def classified(verdict: Verdict) -> Classified:
    """The act that says what a verdict says."""
    return Classified(
        event_class=verdict.class_,
        flags=tuple(verdict.flags),
        rule=verdict.rule,
        reasons=tuple(verdict.reasons),
        missing=tuple(verdict.missing),
        rules=verdict.rules,
    )


def hand_to_owner(desk: Desk, case: Case, flag: str, owner: str, text: str) -> Case:
    """Record that a matter which is not ours went to its owner, a role such as `product_owner`; `text` names who."""
    if flag not in NOT_OURS:
        raise BadInput(f"{flag[:60]!r} is nothing to hand on", hint=f"one of: {', '.join(NOT_OURS)}")
    role = closed(OwnerRole, owner, "role of an owner")
    draft = desk.draft(case)
    draft.add(HandedToOwner(flag=flag, owner=role, sheet=draft.sheet(NoteSheet(text=text))))
    return draft.record_case()


def score(desk: Desk, case: Case, found: CvssScore | AivssScore) -> Case:
    """Record a severity score with every input; unknown inputs leave a range from `low` to `high`."""
    draft = desk.draft(case)
    match found:
        case CvssScore():
            low = high = found.score
            sheet = SeveritySheet(vector=found.vector, shown=found.nomenclature)
        case AivssScore():
            low, high = found.low, found.high
            given = msgspec.structs.asdict(found.inputs).items()
            inputs = tuple(Detail(name=name, value=str(value)) for name, value in given)
            sheet = SeveritySheet(vector=found.inputs.vector, inputs=inputs)
    draft.add(SeverityScored(scheme=found.scheme, version=found.version, low=low, high=high, sheet=draft.sheet(sheet)))
    return draft.record_case()


def _stands(case: Case, answer: Answer) -> bool:
    before = case.facts.get(answer.key)
    given = (answer.value, answer.statement, answer.confidence)
    return before is not None and (before.value, before.statement, before.confidence) == given


def _says_the_same(judged: Judged, verdict: Verdict) -> bool:
    act = classified(verdict)
    return all(getattr(judged, field) == getattr(act, field) for field in act.__struct_fields__)
