"""Triage: from facts to a class, by six rules in their order.

A rule is met only by answers; an unknown answer meets nothing. Whatever the class, the unknown facts that could still
change it are listed, so that nothing is closed in silence. Texts of reports are not read here.
"""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.triage import (
    REASON_TEXT,
    UNKNOWN,
    AiLane,
    AiRole,
    Answer,
    BadLine,
    ComponentKind,
    EventClass,
    FactKey,
    Facts,
    FactValue,
    Flag,
    Flip,
    Leg,
    NoncyberHarm,
    Occurrence,
    ProactiveCategory,
    Reason,
    TriageLine,
    Verdict,
    YesNo,
)

K = FactKey


class Condition(Struct, frozen=True):
    """Met when at least one of `keys` has one of the answers in `met`, each of which says why."""

    keys: tuple[FactKey, ...]
    met: Mapping[tuple[FactKey, str], Reason]


class Rule(Struct, frozen=True):
    """Gives `class_` when all its conditions are met; an empty rule is always met."""

    number: int
    class_: EventClass
    conditions: tuple[Condition, ...]


def _is(key: FactKey, value: str, reason: Reason) -> Condition:
    return Condition((key,), {(key, value): reason})


RULES_TABLE: tuple[Rule, ...] = (
    Rule(
        1,
        EventClass.INCIDENT,
        (
            Condition(
                (K.CONFIDENTIALITY, K.INTEGRITY, K.AVAILABILITY),
                {
                    (K.CONFIDENTIALITY, Leg.ACTUAL): Reason.CONFIDENTIALITY_ACTUAL,
                    (K.CONFIDENTIALITY, Leg.IMMINENT): Reason.CONFIDENTIALITY_IMMINENT,
                    (K.INTEGRITY, Leg.ACTUAL): Reason.INTEGRITY_ACTUAL,
                    (K.INTEGRITY, Leg.IMMINENT): Reason.INTEGRITY_IMMINENT,
                    (K.AVAILABILITY, Leg.ACTUAL): Reason.AVAILABILITY_ACTUAL,
                    (K.AVAILABILITY, Leg.IMMINENT): Reason.AVAILABILITY_IMMINENT,
                },
            ),
            _is(K.WITHOUT_LAWFUL_AUTHORITY, YesNo.YES, Reason.WITHOUT_LAWFUL_AUTHORITY),
            _is(K.AUTHORISED_RESEARCH_OR_EXERCISE, YesNo.NO, Reason.NO_EXERCISE),
        ),
    ),
    Rule(2, EventClass.VULNERABILITY, (_is(K.EXPLOITABLE_BY_THREAT_SOURCE, YesNo.YES, Reason.EXPLOITABLE),)),
    Rule(
        3,
        EventClass.PROACTIVE_OBSERVATION,
        (
            Condition(
                (K.SHARES_TTP_TREND_OR_MITIGATION, K.THREAT_ACTOR_ACTIVITY_OBSERVED),
                {
                    (K.SHARES_TTP_TREND_OR_MITIGATION, YesNo.YES): Reason.SHARES_OBSERVATION,
                    (K.THREAT_ACTOR_ACTIVITY_OBSERVED, YesNo.YES): Reason.ACTOR_OBSERVED,
                },
            ),
        ),
    ),
    Rule(
        4,
        EventClass.OUT_OF_SCOPE_SAFETY,
        (
            Condition(
                (K.NONCYBER_HARM,),
                {
                    (K.NONCYBER_HARM, harm): Reason.NONCYBER_HARM
                    for harm in NoncyberHarm
                    if harm not in (NoncyberHarm.NONE, NoncyberHarm.UNKNOWN)
                },
            ),
        ),
    ),
    Rule(5, EventClass.PRODUCT_DEFECT, (_is(K.MALFUNCTION_WITHOUT_ADVERSARY, YesNo.YES, Reason.MALFUNCTION),)),
    Rule(6, EventClass.NEEDS_INFORMATION, ()),
)

DECIDING: tuple[FactKey, ...] = tuple(key for rule in RULES_TABLE for part in rule.conditions for key in part.keys)

VALUES: dict[FactKey, type[FactValue]] = {
    **dict.fromkeys(FactKey, YesNo),
    **dict.fromkeys((K.CONFIDENTIALITY, K.INTEGRITY, K.AVAILABILITY), Leg),
    K.NONCYBER_HARM: NoncyberHarm,
    K.AI_ROLE: AiRole,
    K.COMPONENT_KIND: ComponentKind,
    K.AI_LANE: AiLane,
    K.OCCURRENCE: Occurrence,
    K.PROACTIVE_CATEGORY: ProactiveCategory,
}

# Accepted beside the facts and checked to be text, yet no facts: what they say is kept with the component.
FREE_TEXT = ("component_name", "component_version")


def classify(facts: Facts) -> Verdict:
    """The class by the first rule that is met, with flags, reasons and what is still to be asked."""
    rule = next(rule for rule in RULES_TABLE if _met(rule, facts))
    missing = tuple(key for earlier in RULES_TABLE[: rule.number - 1] for key in _open(earlier, facts))
    return Verdict(
        class_=rule.class_,
        flags=_flags(facts, rule.class_),
        reasons=(*_why(rule, facts), *_why_no_incident(rule, facts), *_unsettled(rule, missing)),
        missing=missing,
        rule=rule.number,
    )


def flips(facts: Facts) -> tuple[Flip, ...]:
    """Every single answer that would lead to another class, in the order of the rules."""
    now = classify(facts).class_
    return tuple(
        Flip(key=key, value=value, class_=then)
        for key in DECIDING
        for value in VALUES[key]
        if value != UNKNOWN and (then := classify(with_answer(facts, key, value)).class_) is not now
    )


def with_answer(facts: Facts, key: FactKey, value: str) -> Facts:
    """The facts with one answer replaced; BadInput where the word is not one of the fact's vocabulary."""
    return msgspec.structs.replace(facts, **{key.value: _value(key, value)})


def facts_of(answers: Iterable[Answer]) -> Facts:
    """The facts that answers add up to; of two answers to one question the later counts."""
    return Facts(**{answer.key.value: _value(answer.key, answer.value) for answer in answers})  # type: ignore[arg-type]  # _value gives the field's own type


def parse_facts(given: Mapping[str, object]) -> Facts:
    """Facts from foreign keys and words; BadInput names the key and what is allowed. An absent key is unknown."""
    found: dict[str, FactValue] = {}
    for key, value in given.items():
        if key in FREE_TEXT:
            if value is not None and not isinstance(value, str):
                raise BadInput(f"key `facts.{key}`: expected text or null")
            continue
        if key not in FactKey.__members__.values():
            known = ", ".join((*FactKey, *FREE_TEXT))
            raise BadInput(f"key `facts`: unknown fact {key[:60]!r}", hint=f"the facts are: {known}")
        found[key] = _value(FactKey(key), value)
    return Facts(**found)  # type: ignore[arg-type]  # _value gives the field's own type


def triage_line(line: bytes, number: int) -> TriageLine | BadLine:
    """The answer to one line of a JSON Lines file; `number` is its place there. Never raises."""
    identity: str | int | None = None
    try:
        record = parse_json(line, line=number)
        if not isinstance(record, dict):
            raise BadInput(f"line {number}: expected an object with the key `facts`")
        identity = _identity(record.get("id"), number)
        given = record.get("facts")
        if not isinstance(given, dict):
            raise BadInput(f"line {number}: key `facts`: expected an object of facts")
        verdict = classify(_facts_at(given, number))
    except BadInput as error:
        return BadLine(id=identity, error=str(error))
    return TriageLine(
        id=identity,
        class_=verdict.class_,
        flags=verdict.flags,
        reasons=verdict.reasons,
        missing=verdict.missing,
    )


def explain(verdict: Verdict) -> tuple[str, ...]:
    """The reasons as sentences."""
    return tuple(REASON_TEXT[reason] for reason in verdict.reasons)


ADVERSARY_TEST: tuple[FactKey, ...] = (
    K.ACTOR_GOAL_NAMEABLE,
    K.ACTOR_CAPABILITY_NAMEABLE,
    K.ACTOR_KNOWLEDGE_NAMEABLE,
    K.ACTOR_ACCESS_NAMEABLE,
    K.ACTOR_TIMING_NAMEABLE,
)


def adversarial(facts: Facts) -> YesNo:
    """Whether the event may be called adversarial: all five of the actor's traits must be nameable (R42)."""
    answers = {_answer(facts, key) for key in ADVERSARY_TEST}
    if YesNo.NO in answers:
        return YesNo.NO
    return YesNo.UNKNOWN if YesNo.UNKNOWN in answers else YesNo.YES


def _answer(facts: Facts, key: FactKey) -> str:
    return str(getattr(facts, key.value))


def _met(rule: Rule, facts: Facts) -> bool:
    return all(_reasons(part, facts) for part in rule.conditions)


def _reasons(part: Condition, facts: Facts) -> tuple[Reason, ...]:
    return tuple(part.met[pair] for key in part.keys if (pair := (key, _answer(facts, key))) in part.met)


def _open(rule: Rule, facts: Facts) -> tuple[FactKey, ...]:
    """The unknown facts that could still meet an unmet rule; none where a condition can no longer be met."""
    asked: list[FactKey] = []
    for part in rule.conditions:
        if _reasons(part, facts):
            continue
        unknown = [key for key in part.keys if _answer(facts, key) == UNKNOWN]
        if not unknown:
            return ()
        asked += unknown
    return tuple(asked)


def _why(rule: Rule, facts: Facts) -> tuple[Reason, ...]:
    if not rule.conditions:
        return (Reason.NO_RULE_MET,)
    return tuple(reason for part in rule.conditions for reason in _reasons(part, facts))


def _why_no_incident(rule: Rule, facts: Facts) -> tuple[Reason, ...]:
    jeopardy = RULES_TABLE[0].conditions[0]
    if rule.number == 1 or not _reasons(jeopardy, facts):
        return ()
    found: list[Reason] = []
    if facts.without_lawful_authority is YesNo.NO:
        found.append(Reason.AUTHORITY_WAS_GIVEN)
    if facts.authorised_research_or_exercise is YesNo.YES:
        found.append(Reason.WAS_EXERCISE)
    return tuple(found)


def _unsettled(rule: Rule, missing: tuple[FactKey, ...]) -> tuple[Reason, ...]:
    if not missing:
        return ()
    return (Reason.EARLIER_RULE_OPEN if rule.conditions else Reason.ANSWERS_MISSING,)


def _flags(facts: Facts, class_: EventClass) -> tuple[Flag, ...]:
    harm = facts.noncyber_harm not in (NoncyberHarm.NONE, NoncyberHarm.UNKNOWN)
    defect = facts.malfunction_without_adversary is YesNo.YES and class_ is not EventClass.PRODUCT_DEFECT
    stands = {
        Flag.NOT_AI: facts.ai_component_involved is YesNo.NO,
        Flag.ALSO_SAFETY: harm and class_ is not EventClass.OUT_OF_SCOPE_SAFETY,
        Flag.ALSO_QUALITY: defect or facts.quality_issue is YesNo.YES,
        Flag.ALSO_GOVERNANCE: facts.governance_issue is YesNo.YES,
    }
    return tuple(flag for flag, here in stands.items() if here)


def _value(key: FactKey, value: object) -> FactValue:
    if isinstance(value, str):
        try:
            return VALUES[key](value)
        except ValueError:
            said = repr(value[:60])
    else:
        said = "no text"
    raise BadInput(
        f"key `facts.{key}`: {said} is not an answer",
        hint=f"answer one of: {', '.join(VALUES[key])}{_how_far(key, value)}",
    )


def _how_far(key: FactKey, value: object) -> str:
    """What a plain yes to one of the three legs leaves open."""
    if VALUES[key] is not Leg or str(value).lower() not in {"yes", "y", "true"}:
        return ""
    return (
        "; yes does not say how far: actual where it happened, imminent where it is about to, potential where it could"
    )


def _identity(value: object, number: int) -> str | int | None:
    if value is None:
        return None
    if isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value):  # no half signs in JSON out
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 2**53:
        return value
    raise BadInput(f"line {number}: key `id`: expected text or a whole number up to 2**53")


def _facts_at(given: Mapping[str, object], number: int) -> Facts:
    try:
        return parse_facts(given)
    except BadInput as error:
        raise BadInput(f"line {number}: {error} ({error.hint})", hint=error.hint) from error
