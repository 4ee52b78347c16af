"""garak reports: attempts joined, evaluations as n of m, hits, digests; no bad line loses a good one."""

import json
from pathlib import Path

import pytest

from tocsin.formats import garak
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import InboundObject, Reading
from tocsin.vocab.sample import Sample


def turn(words: str, role: str = "user") -> dict[str, object]:
    return {"role": role, "content": {"text": words, "lang": "en"}}


def attempt(uuid: str, status: int, words: str = "say it", **more: object) -> dict[str, object]:
    prompt = {"turns": [turn(words)]}
    said = [{"text": "no"}, None]
    return {
        **{"entry_type": "attempt", "uuid": uuid, "seq": 0, "status": status, "probe_classname": "p.One"},
        **{"prompt": prompt, "outputs": said, "detector_results": {}, **more},
    }


SETUP = {"entry_type": "start_run setup", "_config.version": "0.16", "run.seed": 7, "run.generations": 5}
SETUP |= {"run.system_prompt": "Be brief.", "plugins.target_type": "rest", "plugins.target_name": "m-1"}
INIT = {"entry_type": "init", "garak_version": "0.16.0", "start_time": "2026-11-01T00:00:00", "run": "r1"}
EVAL = {"entry_type": "eval", "probe": "p.One", "detector": "d.Two", "passed": 3, "fails": 1, "nones": 1}
EVAL |= {"total_evaluated": 4, "total_processed": 5}


def lines(*values: object) -> Sample:
    raw = [value if isinstance(value, bytes) else json.dumps(value).encode() for value in values]
    return Sample("x.jsonl", b"\n".join(raw) + b"\n")


def of(reading: Reading, kind: ItemKind) -> list[InboundObject]:
    return [found for found in reading.objects if found.kind is kind]


def fact(found: InboundObject, name: str) -> str | None:
    return next((detail.value for detail in found.details if detail.name == name), None)


def test_two_lines_of_one_attempt_are_one_attempt_with_both_lines() -> None:
    first, second = attempt("u1", 1), attempt("u1", 2, detector_results={"d.Two": [1.0, None]})
    sample = lines(INIT, first, attempt("u2", 1), second)
    reading = garak.read(sample)
    joined, alone = of(reading, ItemKind.EVALUATION_ATTEMPT)
    assert joined.data.split(b"\n") == [json.dumps(first).encode(), json.dumps(second).encode()]
    assert (joined.media_type, alone.media_type) == ("application/jsonl", "application/json")
    assert (fact(joined, "lines"), fact(joined, "status"), joined.place.line) == ("2,4", "2", 4)
    assert joined.label == "p.One: highest score 1.0"
    assert alone.label == "p.One: not scored"
    assert [found.label for found in of(reading, ItemKind.OUTPUT)] == ["no", "no"]  # null is no output
    assert (reading.units, reading.understood, reading.not_understood) == (4, 4, ())


def test_lines_of_one_attempt_that_disagree_are_listed() -> None:
    reading = garak.read(lines(attempt("u1", 1, "one"), attempt("u1", 2, "two")))
    (missed,) = reading.not_understood
    assert (missed.place.line, missed.place.pointer) == (1, "/prompt")
    assert "differs from line 2" in missed.why
    assert [found.label for found in of(reading, ItemKind.PROMPT)] == ["two"]


def test_settings_model_and_system_prompt_come_from_the_setup() -> None:
    reading = garak.read(lines(SETUP, INIT))
    (settings,) = of(reading, ItemKind.SAMPLING)
    (model,) = of(reading, ItemKind.MODEL_IDENTITY)
    (system,) = of(reading, ItemKind.SYSTEM_PROMPT)
    assert (fact(settings, "seed"), fact(settings, "generations")) == ("7", "5")
    assert json.loads(settings.data) == SETUP
    assert (model.label, system.label) == ("rest m-1", "Be brief.")
    assert (reading.format_version, reading.reported_at) == ("0.16.0", "2026-11-01T00:00:00")
    assert reading.title == "garak report on rest m-1"


def test_an_evaluation_is_n_hits_of_m() -> None:
    (found,) = of(garak.read(lines(EVAL)), ItemKind.REPRODUCTION)
    assert [fact(found, name) for name in ("n", "m", "counts", "nones")] == ["1", "4", "hits", "1"]
    assert found.label == "p.One / d.Two: 1 of 4 hits"
    assert found.data == json.dumps(EVAL).encode()


def test_an_old_evaluation_has_only_passed_and_total() -> None:
    old = {"entry_type": "eval", "probe": "p", "detector": "d", "passed": 3, "total": 10}
    (found,) = of(garak.read(lines(old)), ItemKind.REPRODUCTION)
    assert (fact(found, "n"), fact(found, "m")) == ("7", "10")


@pytest.mark.parametrize(
    "counts", [{"passed": 5, "total": 3}, {"passed": "3", "total": 4}, {"fails": 2, "total": None}]
)
def test_counts_that_do_not_add_up_are_listed_and_kept(counts: dict[str, object]) -> None:
    reading = garak.read(lines({"entry_type": "eval", "probe": "p", "detector": "d", **counts}))
    assert (reading.units, reading.understood) == (1, 0)
    assert "do not add up" in reading.not_understood[0].why
    assert of(reading, ItemKind.REPRODUCTION)[0].label.endswith("counts unclear")


def test_an_old_attempt_has_bare_words() -> None:
    reading = garak.read(lines(attempt("u", 2, prompt="say it", outputs=["done"])))
    assert [found.label for found in of(reading, ItemKind.PROMPT)] == ["say it"]
    assert [found.label for found in of(reading, ItemKind.OUTPUT)] == ["done"]


def test_a_hit_log_is_read_hit_by_hit() -> None:
    hit: dict[str, object] = {
        "goal": "g",
        "prompt": {"turns": [turn("do", "system"), turn("say it")]},
        "output": {"text": "done"},
    }
    hit |= {"trigger": None, "score": 1.0, "run_id": "r", "attempt_id": "u1", "attempt_seq": 0, "attempt_idx": 1}
    hit |= {"generator": "rest m-1", "probe": "p.One", "detector": "d.Two"}
    sample = lines(hit, {**hit, "attempt_idx": 2})
    assert garak.recognise(sample) == 95
    reading = garak.read(sample)
    first, second = of(reading, ItemKind.EVALUATION_ATTEMPT)
    assert (first.label, fact(first, "hit"), fact(first, "uuid")) == ("hit: p.One by d.Two", "true", "u1")
    assert fact(second, "attempt_idx") == "2"
    assert [found.label for found in of(reading, ItemKind.OUTPUT)] == ["done", "done"]
    assert len(of(reading, ItemKind.SYSTEM_PROMPT)) == 2
    assert [found.label for found in of(reading, ItemKind.MODEL_IDENTITY)] == ["rest m-1"]


def test_a_digest_gives_scores_and_the_codes_of_its_tags() -> None:
    summary = {"probe_tags": ["avid-effect:security:S0403", "owasp:llm01", "cwe:CWE-20", "payload:generic", 7, "x"]}
    probe = {"_summary": summary, "d.Two": {"absolute_score": 0.25, "detector_defcon": 2}, "d.Bad": None}
    digest = {"entry_type": "digest", "meta": {"garak_version": "0.16.0", "setup": SETUP, "target_type": "rest"}}
    sample = Sample(
        "d.json", json.dumps({**digest, "eval": {"p": {"_summary": {}, "p.One": probe}, "q": 3}}, indent=1).encode()
    )
    assert garak.recognise(sample) == 100
    reading = garak.read(sample)
    assert [(seen.scheme, seen.id) for seen in reading.techniques] == [
        *(("AVID", "S0403"), ("OWASP-LLM", "LLM01"), ("CWE", "CWE-20")),
    ]
    labels = [found.label for found in of(reading, ItemKind.EVALUATION_REPORT)]
    assert labels == ["digest", "p.One / d.Two: score 0.25", "p.One / d.Bad: score null"]
    assert [missed.place.pointer for missed in reading.not_understood] == ["/eval/p/p.One/d.Bad", "/eval/q"]
    assert (reading.units, reading.understood) == (4, 2)
    assert len(of(reading, ItemKind.SAMPLING)) == 1


def test_a_setup_repeated_in_the_digest_is_one_object() -> None:
    digest = {"entry_type": "digest", "meta": {"setup": SETUP}, "eval": {}}
    assert len(of(garak.read(lines(SETUP, INIT, digest)), ItemKind.SAMPLING)) == 1


def test_a_bad_line_is_listed_and_the_good_ones_are_read() -> None:
    sample = lines(
        INIT, b'{"entry_type": "attempt", "uuid": "a", "uuid": "b"}', b"{", b'"words"', {"entry_type": "new"}, EVAL
    )
    reading = garak.read(sample)
    assert [missed.place.line for missed in reading.not_understood] == [2, 3, 4, 5]
    assert (reading.units, reading.understood) == (6, 2)


def test_an_attempt_without_a_readable_prompt_is_kept_and_listed() -> None:
    reading = garak.read(lines(attempt("u", 2, prompt=[1])))
    assert [missed.place.pointer for missed in reading.not_understood] == ["/prompt"]
    assert len(of(reading, ItemKind.EVALUATION_ATTEMPT)) == 1


@pytest.mark.parametrize("data", [b"", b"words", b"{}", b"[1]", b'{"a":1}\n{"b":2}', b"{" * 3])
def test_what_has_no_garak_line_is_refused(data: bytes) -> None:
    assert garak.recognise(Sample("x", data)) == 0
    with pytest.raises(BadInput):
        garak.read(Sample("x", data))


def test_a_report_is_recognised_behind_a_broken_first_line() -> None:
    assert garak.recognise(lines(b'{"entry', INIT, EVAL)) == 100


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "attempts", "hits", "units"),
    [
        ("garak_quack.report.jsonl", 1, ("0", "1"), 8),
        ("garak_report_test.report.jsonl", 8, ("0", "8"), 22),
        ("garak_test_with_ci.report.jsonl", 4, ("13", "50"), 9),
    ],
)
def test_real_reports(reference_data: Path, name: str, attempts: int, hits: tuple[str, str], units: int) -> None:
    sample = Sample(name, (reference_data / "evals" / name).read_bytes())
    reading = garak.read(sample)
    for kind in (ItemKind.EVALUATION_ATTEMPT, ItemKind.PROMPT, ItemKind.OUTPUT):
        assert len(of(reading, kind)) == attempts
    (evaluation,) = of(reading, ItemKind.REPRODUCTION)
    assert (fact(evaluation, "n"), fact(evaluation, "m")) == hits
    assert evaluation.data in sample.data
    assert all(
        line in sample.data for found in of(reading, ItemKind.EVALUATION_ATTEMPT) for line in found.data.split(b"\n")
    )
    assert (reading.units, reading.understood, reading.not_understood) == (units, units, ())


@pytest.mark.data
def test_the_real_confidence_interval_and_the_real_model(reference_data: Path) -> None:
    (evaluation,) = of(_read(reference_data, "garak_test_with_ci.report.jsonl"), ItemKind.REPRODUCTION)
    assert (fact(evaluation, "confidence_lower"), fact(evaluation, "confidence_upper")) == ("0.14", "0.38")
    (model,) = of(_read(reference_data, "garak_report_test.report.jsonl"), ItemKind.MODEL_IDENTITY)
    assert model.label == "openai.OpenAICompatible qwen2"


@pytest.mark.data
def test_the_real_digest(reference_data: Path) -> None:
    reading = _read(reference_data, "garak_tbsa_digest_0.json")
    scored = [found for found in of(reading, ItemKind.EVALUATION_REPORT) if fact(found, "detector")]
    assert len(scored) == 30  # fifteen probes of the group `encoding`, two detectors each
    assert {fact(found, "group") for found in scored} == {"encoding"}
    assert [(seen.scheme, seen.id) for seen in reading.techniques] == [
        *(("AVID", "S0403"), ("OWASP-LLM", "LLM01"), ("quality", "Security:PromptStability")),
    ]
    assert (reading.units, reading.understood) == (31, 31)


def _read(reference_data: Path, name: str) -> Reading:
    return garak.read(Sample(name, (reference_data / "evals" / name).read_bytes()))
