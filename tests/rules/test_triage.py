"""Triage: the labelled events, every cell of the rules, and what is asked where answers are missing."""

import itertools
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tocsin.rules.triage import (
    DECIDING,
    RULES_TABLE,
    VALUES,
    adversarial,
    classify,
    explain,
    facts_of,
    flips,
    parse_facts,
    triage_line,
    with_answer,
)
from tocsin.vocab.errors import BadInput
from tocsin.vocab.triage import (
    REASON_TEXT,
    UNKNOWN,
    Answer,
    BadLine,
    EventClass,
    FactKey,
    Facts,
    Flag,
    Leg,
    NoncyberHarm,
    Reason,
    TriageLine,
    Verdict,
    YesNo,
)

ALL_NO = Facts(
    confidentiality=Leg.NONE,
    integrity=Leg.NONE,
    availability=Leg.NONE,
    without_lawful_authority=YesNo.NO,
    authorised_research_or_exercise=YesNo.NO,
    exploitable_by_threat_source=YesNo.NO,
    shares_ttp_trend_or_mitigation=YesNo.NO,
    threat_actor_activity_observed=YesNo.NO,
    noncyber_harm=NoncyberHarm.NONE,
    malfunction_without_adversary=YesNo.NO,
    ai_component_involved=YesNo.YES,
)
ATTACKED = msgspec.structs.replace(ALL_NO, confidentiality=Leg.ACTUAL, without_lawful_authority=YesNo.YES)

# One word of each kind that decides differently; the other words of a fact are covered cell by cell below.
COARSE: dict[FactKey, tuple[str, ...]] = {
    key: {
        FactKey.NONCYBER_HARM: ("none", "legal", "unknown"),
        FactKey.CONFIDENTIALITY: ("actual", "none", "unknown"),
        FactKey.INTEGRITY: ("imminent", "potential", "unknown"),
        FactKey.AVAILABILITY: ("actual", "none", "unknown"),
    }.get(key, ("yes", "no", "unknown"))
    for key in DECIDING
}


def all_facts() -> st.SearchStrategy[Facts]:
    return st.builds(Facts, **{key.value: st.sampled_from(list(VALUES[key])) for key in FactKey})


def class_by_the_written_rules(given: dict[str, str]) -> str:
    """The six rules once more, as branches, straight from their text: an independent reading."""
    legs = {given["confidentiality"], given["integrity"], given["availability"]}
    if (
        legs & {"actual", "imminent"}
        and given["without_lawful_authority"] == "yes"
        and given["authorised_research_or_exercise"] == "no"
    ):
        return "incident"
    if given["exploitable_by_threat_source"] == "yes":
        return "vulnerability"
    if "yes" in (given["shares_ttp_trend_or_mitigation"], given["threat_actor_activity_observed"]):
        return "proactive_observation"
    if given["noncyber_harm"] not in ("none", "unknown"):
        return "out_of_scope_safety"
    if given["malfunction_without_adversary"] == "yes":
        return "product_defect"
    return "needs_information"


def facts_that_matter(facts: Facts) -> set[FactKey]:
    """Unknown facts of which, in some completion of the others, one answer changes the class; found by trying all."""
    unknown = [key for key in DECIDING if str(getattr(facts, key)) == UNKNOWN]
    words = {key: [word for word in COARSE[key] if word != UNKNOWN] for key in unknown}
    matter: set[FactKey] = set()
    classes = {
        chosen: classify(
            msgspec.structs.replace(facts, **{k.value: VALUES[k](w) for k, w in zip(unknown, chosen, strict=True)})
        ).class_
        for chosen in itertools.product(*(words[key] for key in unknown))
    }
    for place, key in enumerate(unknown):
        for chosen, class_ in classes.items():
            others = ((*chosen[:place], word, *chosen[place + 1 :]) for word in words[key])
            if any(classes[other] is not class_ for other in others):
                matter.add(key)
                break
    return matter


@pytest.mark.data
def test_every_labelled_event_gets_its_class(reference_data: Path) -> None:
    lines = (reference_data / "triage" / "dev.jsonl").read_bytes().splitlines()
    assert len(lines) == 102
    for number, line in enumerate(lines, 1):
        answer = triage_line(line, number)
        assert isinstance(answer, TriageLine)
        assert answer.class_ == json.loads(line)["gold"]["class"], answer.id


@pytest.mark.data
def test_incomplete_events_ask_for_the_deciding_facts_first(reference_data: Path) -> None:
    lines = (reference_data / "triage" / "dev_incomplete.jsonl").read_bytes().splitlines()
    assert len(lines) == 12
    for number, line in enumerate(lines, 1):
        answer = triage_line(line, number)
        gold = json.loads(line)["gold"]
        assert isinstance(answer, TriageLine)
        assert answer.class_ == gold["expected"]
        assert set(answer.missing[: len(gold["must_ask"])]) == set(gold["must_ask"]), answer.id


def test_every_combination_of_deciding_answers_has_the_class_of_the_written_rules() -> None:
    for words in itertools.product(*COARSE.values()):
        given = {key.value: word for key, word in zip(COARSE, words, strict=True)}
        facts = Facts(**{key: VALUES[FactKey(key)](word) for key, word in given.items()})  # type: ignore[arg-type]  # words of the fact's own vocabulary
        assert classify(facts).class_ == class_by_the_written_rules(given), given


def test_each_cell_of_the_rule_table_meets_its_rule() -> None:
    for rule in RULES_TABLE:
        for part in rule.conditions:
            for key in part.keys:
                for word in VALUES[key]:
                    base = ATTACKED if rule.number == 1 else ALL_NO
                    if rule.number == 1 and key in (FactKey.INTEGRITY, FactKey.AVAILABILITY):
                        base = msgspec.structs.replace(base, confidentiality=Leg.NONE)
                    verdict = classify(with_answer(base, key, word))
                    met = (key, word) in part.met
                    assert (verdict.class_ is rule.class_) is met, (rule.number, key, word)
                    if met:
                        assert part.met[(key, word)] in verdict.reasons
                        assert verdict.rule == rule.number


def test_the_class_of_a_rule_is_its_own() -> None:
    assert [rule.class_ for rule in RULES_TABLE] == list(EventClass)
    assert [rule.number for rule in RULES_TABLE] == [1, 2, 3, 4, 5, 6]


def test_ten_facts_decide_and_stand_first_in_the_list_of_facts() -> None:
    assert tuple(FactKey)[:10] == DECIDING


@given(all_facts())
def test_a_class_is_never_lost_by_answering_more(facts: Facts) -> None:
    before = classify(facts)
    if before.class_ is EventClass.NEEDS_INFORMATION:
        return
    for key in DECIDING:
        if str(getattr(facts, key)) == UNKNOWN:
            for word in VALUES[key]:
                after = classify(with_answer(facts, key, word))
                assert after.class_ is not EventClass.NEEDS_INFORMATION
                assert after.rule <= before.rule


@given(all_facts())
def test_only_an_answer_makes_a_product_defect_and_an_open_question_is_said_aloud(facts: Facts) -> None:
    verdict = classify(facts)
    if verdict.class_ is EventClass.PRODUCT_DEFECT:
        assert facts.malfunction_without_adversary is YesNo.YES
        assert (Reason.EARLIER_RULE_OPEN in verdict.reasons) == bool(verdict.missing)
    erased = classify(with_answer(facts, FactKey.MALFUNCTION_WITHOUT_ADVERSARY, UNKNOWN))
    assert erased.class_ is not EventClass.PRODUCT_DEFECT


@settings(deadline=None)  # it tries every completion
@given(all_facts())
@example(Facts())
def test_missing_is_exactly_what_could_still_change_the_class(facts: Facts) -> None:
    assert set(classify(facts).missing) == facts_that_matter(facts)


@given(all_facts())
def test_missing_has_no_doubles_and_follows_the_order_of_the_rules(facts: Facts) -> None:
    missing = classify(facts).missing
    assert list(missing) == sorted(set(missing), key=DECIDING.index)


@settings(deadline=None)  # it tries every answer
@given(all_facts())
def test_flips_are_true_and_complete(facts: Facts) -> None:
    now = classify(facts).class_
    found = {(flip.key, flip.value): flip.class_ for flip in flips(facts)}
    for key in DECIDING:
        for word in VALUES[key]:
            then = classify(with_answer(facts, key, word)).class_
            if word != UNKNOWN:
                assert found.get((key, word), now) is then


@given(all_facts())
def test_every_reason_has_a_sentence(facts: Facts) -> None:
    verdict = classify(facts)
    assert verdict.reasons
    assert all(explain(verdict))
    assert set(REASON_TEXT) == set(Reason)


def test_nothing_known_asks_for_all_ten() -> None:
    verdict = classify(Facts())
    assert verdict.class_ is EventClass.NEEDS_INFORMATION
    assert verdict.missing == DECIDING
    assert verdict.reasons == (Reason.NO_RULE_MET, Reason.ANSWERS_MISSING)


def test_all_no_needs_information_and_has_nothing_left_to_ask() -> None:
    verdict = classify(ALL_NO)
    assert (verdict.class_, verdict.missing, verdict.rule) == (EventClass.NEEDS_INFORMATION, (), 6)


def test_an_exercise_is_no_incident_and_the_reason_says_so() -> None:
    verdict = classify(msgspec.structs.replace(ATTACKED, authorised_research_or_exercise=YesNo.YES))
    assert verdict.class_ is EventClass.NEEDS_INFORMATION
    assert Reason.WAS_EXERCISE in verdict.reasons


def test_an_unanswered_exercise_question_withholds_the_incident_and_is_asked_first() -> None:
    verdict = classify(msgspec.structs.replace(ATTACKED, authorised_research_or_exercise=YesNo.UNKNOWN))
    assert verdict.class_ is EventClass.NEEDS_INFORMATION
    assert verdict.missing[0] is FactKey.AUTHORISED_RESEARCH_OR_EXERCISE


def test_flags_stand_beside_the_class() -> None:
    facts = msgspec.structs.replace(
        ATTACKED,
        ai_component_involved=YesNo.NO,
        noncyber_harm=NoncyberHarm.SAFETY_PHYSICAL,
        malfunction_without_adversary=YesNo.YES,
        governance_issue=YesNo.YES,
    )
    assert classify(facts).flags == tuple(Flag)
    assert classify(facts).class_ is EventClass.INCIDENT


def test_a_class_is_not_its_own_flag() -> None:
    harm = msgspec.structs.replace(ALL_NO, noncyber_harm=NoncyberHarm.LEGAL)
    defect = msgspec.structs.replace(ALL_NO, malfunction_without_adversary=YesNo.YES)
    assert classify(harm).flags == ()
    assert classify(defect).flags == ()


def test_adversarial_needs_all_five_traits_of_an_actor() -> None:
    traits = ("goal", "capability", "knowledge", "access", "timing")
    named = {f"actor_{trait}_nameable": YesNo.YES for trait in traits}
    assert adversarial(parse_facts(named)) is YesNo.YES
    for trait in named:
        assert adversarial(parse_facts(named | {trait: YesNo.NO})) is YesNo.NO
        assert adversarial(parse_facts(named | {trait: YesNo.UNKNOWN})) is YesNo.UNKNOWN
    assert adversarial(Facts()) is YesNo.UNKNOWN


def test_the_later_of_two_answers_counts() -> None:
    first = Answer(key=FactKey.INTEGRITY, value="none")
    later = Answer(key=FactKey.INTEGRITY, value="actual")
    assert facts_of([first, later]).integrity is Leg.ACTUAL
    with pytest.raises(BadInput, match=r"facts\.integrity"):
        facts_of([Answer(key=FactKey.INTEGRITY, value="yes")])


@given(all_facts())
def test_facts_survive_being_written_as_words(facts: Facts) -> None:
    assert parse_facts(msgspec.to_builtins(facts)) == facts


@pytest.mark.parametrize(
    ("given", "says", "hint"),
    [
        ({"confidentiality": "yes"}, "facts.confidentiality", "actual, imminent, potential, none, unknown"),
        ({"exploitable_by_threat_source": True}, "facts.exploitable_by_threat_source", "yes, no, unknown"),
        ({"exploitable_by_threat_source": None}, "facts.exploitable_by_threat_source", "yes, no, unknown"),
        ({"severity": "high"}, "'severity'", "confidentiality, integrity"),
        ({"component_name": 3}, "facts.component_name", ""),
    ],
)
def test_a_wrong_fact_is_named_with_what_is_allowed(given: dict[str, object], says: str, hint: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        parse_facts(given)
    assert hint in caught.value.hint


def test_component_names_are_accepted_and_are_no_facts() -> None:
    assert parse_facts({"component_name": "postmark-mcp", "component_version": None}) == Facts()


@pytest.mark.parametrize(
    ("line", "identity", "says"),
    [
        (b'{"id": "a"}', "a", "line 7: key `facts`"),
        (b'{"id": "a", "facts": {"integrity": "maybe"}}', "a", "one of: actual"),
        (b'{"id": "a", "facts": {"integrity": "none", "integrity": "actual"}}', None, "twice"),
        (b'{"id": {}, "facts": {}}', None, "key `id`"),
        (b'{"id": true, "facts": {}}', None, "key `id`"),
        (b'{"id": "\\ud800", "facts": {}}', None, "key `id`"),
        (b'{"id": 99999999999999999999, "facts": {}}', None, "key `id`"),
        (b'{"id": 9, "facts": {"\\ud800": "x"}}', 9, "unknown fact"),
        (b"[1]", None, "expected an object"),
        (b"{", None, "line 7"),
        (b"\xff\xfe", None, "not UTF-8"),
        (b"[" * 100_000, None, "nested deeper"),
        (b'{"id": NaN, "facts": {}}', None, "NaN"),
    ],
)
def test_a_bad_line_is_answered_with_its_error(line: bytes, identity: str | int | None, says: str) -> None:
    answer = triage_line(line, 7)
    assert isinstance(answer, BadLine)
    assert answer.id == identity
    assert says in answer.error
    msgspec.json.encode(answer)


@given(st.binary(max_size=200))
def test_no_bytes_break_a_line(line: bytes) -> None:
    msgspec.json.encode(triage_line(line, 1))


def test_a_line_is_written_with_the_published_keys() -> None:
    line = (
        b'{"id": "T-1", "text": "ignored", "facts": {"exploitable_by_threat_source": "yes", "noncyber_harm": "legal"}}'
    )
    written = json.loads(msgspec.json.encode(triage_line(line, 1)))
    assert written == {
        "id": "T-1",
        "class": "vulnerability",
        "flags": ["also_safety"],
        "reasons": ["exploitable", "earlier_rule_open"],
        "missing": [
            "confidentiality",
            "integrity",
            "availability",
            "without_lawful_authority",
            "authorised_research_or_exercise",
        ],
    }


def test_a_verdict_says_which_definitions_and_rules_were_applied() -> None:
    written = json.loads(msgspec.json.encode(classify(Facts())))
    assert written["definitions"] == "jcdc-ai-playbook:2025.1.14"
    assert written["rules"] == "triage:1.0.0"
    assert msgspec.json.decode(msgspec.json.encode(classify(Facts())), type=Verdict) == classify(Facts())
