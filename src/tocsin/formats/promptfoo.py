"""promptfoo results: one JSON document, results version 3.

Shape: promptfoo 0.121, `promptfoo eval --output results.json` (evalId, results {version, timestamp, prompts, results,
stats}, config, metadata). A failed test is a measurement; what it means depends on its assertion.
"""

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import items, json_bytes, members, plain, pointer, text, whole
from tocsin.vocab.parts import Parts, part
from tocsin.vocab.reading import Place, Reading
from tocsin.vocab.sample import Sample
from tocsin.vocab.turn import call_object, is_turn, turn_objects, words_of

NAME = "promptfoo"
SUMMARY = "promptfoo results (JSON, version 3)"

_VERSION = 3
_RESULTS = pointer("results", "results")


def recognise(sample: Sample) -> int:
    """100 for the shape of version 3 with its marks, 80 for results of another version."""
    document = members(sample.json)
    results = members(document.get("results"))
    if not isinstance(results.get("results"), list) or not isinstance(results.get("stats"), dict):
        return 0
    if "evalId" in document and results.get("version") == _VERSION:
        return 100
    return 80 if "config" in document and ("version" in results or "evalId" in document) else 0


def read(sample: Sample) -> Reading:
    """Prompts with their counts, and every result with its prompt, output, model and verdict."""
    document = sample.json
    results = members(members(document).get("results"))
    if not isinstance(document, dict) or not isinstance(results.get("results"), list):
        if document is None:
            parse_json(sample.data)
        raise BadInput(f"{_RESULTS}: expected a list of promptfoo results")
    parts = Parts()
    version = results.get("version")
    if version != _VERSION:
        place = Place(pointer=pointer("results", "version"))
        parts.miss(place, f"the results are not of version {_VERSION}; read as far as their members are known")
    _header(document, results, parts)
    _prompts(results, parts)
    _providers(document, parts)
    for number, result in enumerate(items(results["results"])):
        _result(result, number, parts)
    config = members(document.get("config"))
    return parts.reading(
        format_name=NAME,
        kind=ItemKind.EVALUATION_REPORT,
        format_version=None if version is None else plain(version),
        title=text(config.get("description")) or text(document.get("evalId")),
        reported_at=text(results.get("timestamp")),
    )


def _header(document: dict[str, object], results: dict[str, object], parts: Parts) -> None:
    """Everything of the document but the results, as one object."""
    header = {**document, "results": {name: value for name, value in results.items() if name != "results"}}
    stats, metadata = members(results.get("stats")), members(document.get("metadata"))
    facts = {name: stats.get(name) for name in ("successes", "failures", "errors")}
    facts |= {"eval_id": document.get("evalId"), "promptfoo": metadata.get("promptfooVersion")}
    label = f"promptfoo run {plain(document.get('evalId'))}"
    place = Place(pointer="")
    parts.add(part(ItemKind.EVALUATION_REPORT, json_bytes(header), label, place, facts, at=results.get("timestamp")))
    parts.count(understood=True)


def _prompts(results: dict[str, object], parts: Parts) -> None:
    """One n of m for each prompt and provider: how many tests failed, of all that were run."""
    for number, one in enumerate(items(results.get("prompts"))):
        place = Place(pointer=pointer("results", "prompts", number))
        metrics = members(members(one).get("metrics"))
        counted = [whole(metrics.get(name)) for name in ("testPassCount", "testFailCount", "testErrorCount")]
        passed, failed, errors = counted
        parts.count(understood=passed is not None and failed is not None)
        if passed is None or failed is None:
            parts.miss(place, "the prompt carries no counts of passed and failed tests")
            continue
        run = passed + failed + (errors or 0)
        provider = members(one).get("provider")
        facts = {"n": failed, "m": run, "counts": "failed tests", "errors": errors, "provider": provider}
        facts |= {"prompt_id": members(one).get("id"), "named_scores": metrics.get("namedScores")}
        facts |= {"prompt": members(one).get("raw")}
        label = f"{plain(provider)}: {failed} of {run} tests failed"
        parts.add(part(ItemKind.REPRODUCTION, json_bytes(one), label, place, facts))


def _providers(document: dict[str, object], parts: Parts) -> None:
    """Settings of the providers as configured; promptfoo does not write what was finally sent."""
    for number, one in enumerate(items(members(document.get("config")).get("providers"))):
        config = members(members(one).get("config"))
        if config:
            place = Place(pointer=pointer("config", "providers", number, "config"))
            label = f"settings of {plain(members(one).get('id'))}"
            facts = {"provider": members(one).get("id"), "as": "configured", **config}
            parts.join(part(ItemKind.SAMPLING, json_bytes(config), label, place, facts))


def _result(value: object, number: int, parts: Parts) -> None:
    place = Place(pointer=f"{_RESULTS}/{number}")
    result = members(value)
    success = result.get("success")
    case, grading = members(result.get("testCase")), members(result.get("gradingResult"))
    tags = {**members(case.get("metadata")), **members(result.get("metadata"))}
    facts = {name: result.get(name) for name in ("id", "success", "score", "failureReason", "error", "namedScores")}
    facts |= {name: tags.get(name) for name in ("pluginId", "strategyId", "severity")}
    facts |= {"test": case.get("description"), "reason": grading.get("reason")}
    known = isinstance(success, bool)
    outcome = ("passed" if success else "failed") if known else "outcome unknown"
    title = text(case.get("description")) or text(tags.get("pluginId")) or f"test {plain(result.get('testIdx'))}"
    parts.add(part(ItemKind.EVALUATION_ATTEMPT, json_bytes(value), f"{title}: {outcome}", place, facts))
    parts.count(understood=known)
    if not known:
        parts.miss(place, "the result does not say whether the test passed")
    shared = {"result": result.get("id")}
    _model(result, place, parts)
    _prompt(result, place, shared, parts)
    _output(result, place, shared, parts)


def _under(place: Place, *steps: str | int) -> Place:
    return Place(pointer=(place.pointer or "") + pointer(*steps))


def _model(result: dict[str, object], place: Place, parts: Parts) -> None:
    provider = result.get("provider")
    name = members(provider).get("id") or provider
    if name:
        facts = {"provider": name, "label": members(provider).get("label") or None}
        parts.join(part(ItemKind.MODEL_IDENTITY, json_bytes(provider), plain(name), _under(place, "provider"), facts))
    settings = members(members(result.get("prompt")).get("config"))
    if settings:
        where = _under(place, "prompt", "config")
        parts.join(part(ItemKind.SAMPLING, json_bytes(settings), "settings of the prompt", where, settings))


def _prompt(result: dict[str, object], place: Place, shared: dict[str, object], parts: Parts) -> None:
    """The prompt as sent: words, or a conversation written as JSON; and the test's variable `context`."""
    prompt = result.get("prompt")
    raw = members(prompt).get("raw", prompt)
    turns = _turns(raw)
    for number, turn in enumerate(turns):
        for found in turn_objects(turn, _under(place, "prompt", "raw", number)):
            parts.add(found)
    if not turns and raw is not None:
        parts.add(part(ItemKind.PROMPT, json_bytes(raw), plain(raw), _under(place, "prompt", "raw"), shared))
    context = members(result.get("vars")).get("context")
    if context is not None:  # promptfoo's context assertions read retrieved passages from this variable
        where = _under(place, "vars", "context")
        parts.add(part(ItemKind.RETRIEVAL_CONTEXT, json_bytes(context), plain(context), where, shared))


def _turns(raw: object) -> list[dict[str, object]]:
    if isinstance(raw, str) and raw.lstrip().startswith("["):
        try:
            raw = parse_json(raw.encode("utf-8", "backslashreplace"))
        except BadInput:
            return []
    listed = items(raw)
    return [members(one) for one in listed] if listed and all(is_turn(one) for one in listed) else []


def _output(result: dict[str, object], place: Place, shared: dict[str, object], parts: Parts) -> None:
    response = members(result.get("response"))
    output = response.get("output")
    if output is not None:
        facts = {**shared, "cached": response.get("cached"), "is_refusal": response.get("isRefusal")}
        where = _under(place, "response", "output")
        parts.add(part(ItemKind.OUTPUT, json_bytes(output), words_of(output), where, facts))
        calls = members(output).get("tool_calls", output)
        for number, call in enumerate(items(calls)):
            if members(call).get("function"):
                parts.add(call_object(call, _under(where, number)))
    verdict = response.get("guardrails")
    if verdict is not None:
        facts = {**shared, **members(verdict)}
        label = f"guardrail {plain(verdict)}"
        parts.add(part(ItemKind.LOG, json_bytes(verdict), label, _under(place, "response", "guardrails"), facts))
