"""What a document states becomes an act only in a closed form; everything else stays in the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.stated import MOST_CARRIED, SCHEMES, UNSTATED, facts, numbers, stated, techniques
from tocsin.rules.triage import VALUES
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.ids import KEY
from tocsin.vocab.reading import FOREIGN_SCHEMES, FactSeen, ForeignId, Reading, TechniqueSeen


def reading(
    *,
    codes: tuple[TechniqueSeen, ...] = (),
    ids: tuple[ForeignId, ...] = (),
    said: tuple[FactSeen, ...] = (),
) -> Reading:
    return Reading(format="garak", kind=ItemKind.EVALUATION_REPORT, techniques=codes, foreign_ids=ids, facts=said)


def code(scheme: str, identifier: str, version: str | None = None) -> TechniqueSeen:
    return TechniqueSeen(scheme=scheme, version=version, id=identifier, name="as the document calls it")


@pytest.mark.parametrize(
    ("scheme", "identifier", "recorded"),
    [
        ("ATLAS", "AML.T0051", ("ATLAS", "AML.T0051")),
        ("ATLAS", "AML.T0051.001", ("ATLAS", "AML.T0051.001")),
        ("ATT&CK", "T1059.001", ("ATTACK", "T1059.001")),
        ("CWE", "CWE-1427", ("CWE", "CWE-1427")),
        ("CWE", "1427", ("CWE", "1427")),
        ("OWASP-LLM", "LLM01:2025", ("OWASP-LLM", "LLM01:2025")),
        ("AVID-SEP", "S0403", ("AVID-SEP", "S0403")),
    ],
)
def test_a_code_of_a_known_form_is_recorded_as_acts_call_it(
    scheme: str, identifier: str, recorded: tuple[str, str]
) -> None:
    (found,) = techniques(reading(codes=(code(scheme, identifier),)), set())
    assert (found.scheme, found.id) == recorded
    assert (found.version, found.name) == (UNSTATED, "as the document calls it")
    assert all(KEY.match(part) for part in (found.scheme, found.id, found.version or ""))


@pytest.mark.parametrize(
    ("scheme", "identifier"),
    [
        ("ATLAS", "jane.doe@victim.example"),
        ("ATLAS", "JaneDoe"),
        ("CWE", "+15551234567"),
        ("CWE", "15551234567"),
        ("quality", "Robustness:PromptStability"),
        ("jane.doe", "T1059"),
        ("CWE", "CWE-1427\n"),
        ("CWE", ""),
    ],
)
def test_what_may_be_a_name_or_an_address_is_left_out(scheme: str, identifier: str) -> None:
    assert techniques(reading(codes=(code(scheme, identifier),)), set()) == ()


@given(st.text(max_size=20), st.sampled_from([*SCHEMES, "other"]), st.none() | st.text(max_size=12))
def test_whatever_a_document_says_the_code_can_stand_in_an_act(
    identifier: str, scheme: str, version: str | None
) -> None:
    for found in techniques(reading(codes=(code(scheme, identifier, version),)), set()):
        assert KEY.match(found.id)
        assert KEY.match(found.version or "")
        assert any(sign.isdigit() for sign in found.id)


def test_an_edition_is_kept_where_it_is_one() -> None:
    said = tuple(code("ATLAS", "AML.T0051", version) for version in ("5.6.0", "v4", "the new one", None))
    assert [found.version for found in techniques(reading(codes=said), set())] == ["5.6.0", "v4", UNSTATED]


def test_a_code_that_stands_already_is_not_recorded_again() -> None:
    said = (code("CWE", "CWE-1427"), code("CWE", "CWE-1427"), code("CWE", "CWE-77"))
    known = {("CWE", UNSTATED, "CWE-77")}
    assert [found.id for found in techniques(reading(codes=said), known)] == ["CWE-1427"]


def test_numbers_are_linked_once_and_only_of_known_schemes() -> None:
    said = (
        ForeignId(scheme="cve", value="CVE-2026-1"),
        ForeignId(scheme="cve", value="CVE-2026-1"),
        ForeignId(scheme="cve", value="CVE-2026-2"),
        ForeignId(scheme="jane.doe@victim.example", value="x"),
    )
    found = numbers(reading(ids=said), {("cve", "CVE-2026-2")})
    assert found == (said[0],)
    assert all(KEY.match(scheme) for scheme in FOREIGN_SCHEMES)


def test_a_list_of_numbers_does_not_become_as_many_acts() -> None:
    many = tuple(ForeignId(scheme="cve", value=f"CVE-2026-{number}") for number in range(10 * MOST_CARRIED))
    codes = tuple(code("CWE", f"CWE-{number}") for number in range(10 * MOST_CARRIED))
    assert numbers(reading(ids=many), set()) == many[:MOST_CARRIED]
    assert len(techniques(reading(codes=codes), set())) == MOST_CARRIED


def test_only_answers_in_the_words_of_the_question_are_taken_over() -> None:
    said = (
        FactSeen(key="integrity", value="actual"),
        FactSeen(key="integrity", value="none"),
        FactSeen(key="availability", value="a bit"),
        FactSeen(key="confidentiality", value="unknown"),
        FactSeen(key="favourite_colour", value="actual"),
        FactSeen(key="ai_component_involved", value="yes"),
    )
    assert facts(reading(said=said), (), VALUES) == (said[0], said[5])
    assert facts(reading(said=said), {"integrity": object()}, VALUES) == (said[5],)


def test_what_is_not_taken_over_is_named() -> None:
    many = tuple(ForeignId(scheme="cve", value=f"CVE-2026-{number:05}") for number in range(MOST_CARRIED + 3))
    codes = (code("ATLAS", "AML.T0051"), code("CWE", "Jane Doe"), code("quality", "Robustness"))
    document = reading(ids=(*many, ForeignId(scheme="telephone", value="1234")), codes=codes)
    said = stated(document, numbers_known={("cve", many[0].value)})
    assert said.left_out == (
        *(f"cve {number.value}" for number in many[MOST_CARRIED + 1 :]),
        *("telephone 1234", "CWE Jane Doe", "quality Robustness"),
    )


numbers_stated = st.lists(st.builds(ForeignId, scheme=st.sampled_from(["cve", "ghsa", "x"]), value=st.text("ab")))
codes_stated = st.lists(st.builds(code, st.sampled_from(["CWE", "ATT&CK", "x"]), st.sampled_from(["79", "T1", "no!"])))


@given(numbers_stated, codes_stated, st.sets(st.tuples(st.just("cve"), st.text("ab"))))
def test_every_number_and_code_is_known_taken_over_or_left_out(
    ids: list[ForeignId], codes: list[TechniqueSeen], known: set[tuple[str, str]]
) -> None:
    said = stated(reading(ids=tuple(ids), codes=tuple(codes)), numbers_known=known)
    there = {f"{number.scheme} {number.value}" for number in said.numbers} | {" ".join(one) for one in known}
    there |= {f"{'ATT&CK' if one.scheme == 'ATTACK' else one.scheme} {one.id}" for one in said.techniques}
    asked = {f"{one.scheme} {one.value}" for one in ids} | {f"{one.scheme} {one.id}" for one in codes}
    assert asked <= there | set(said.left_out)
    assert there.isdisjoint(said.left_out)
