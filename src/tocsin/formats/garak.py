"""garak: report and hit log JSON Lines, and the digest document.

Shapes: NVIDIA/garak 0.13 to 0.16, docs/source/reporting.rst and garak/evaluators/base.py; older reports carry only
`passed` and `total`. A probe that came through is a measurement, not a vulnerability. In garak `passed` means that the
target held; a high detector score is a hit.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from tocsin.vocab.document import json_lines, parse_json
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, items, json_bytes, members, plain, pointer, text, whole
from tocsin.vocab.parts import Parts, part
from tocsin.vocab.reading import Place, Reading, TechniqueSeen
from tocsin.vocab.sample import Sample
from tocsin.vocab.turn import KIND_OF_ROLE, words_of

NAME = "garak"
SUMMARY = "garak report or hit log (JSON Lines) or digest (JSON)"

JSON_LINES = "application/jsonl"
_MARKERS = {
    "start_run setup": "_config.version",
    "init": "garak_version",
    "attempt": "probe_classname",
    "digest": "meta",
}


class _Line(Struct, frozen=True, kw_only=True):
    number: int
    raw: bytes
    value: dict[str, object]


def recognise(sample: Sample) -> int:
    """100 for a line of a report or a digest, 95 for a line of a hit log."""
    front = () if isinstance(sample.json, list) else sample.first_records
    if any(_is_marked(record) for record in front):
        return 100
    return 95 if front and all(_is_hit(record) for record in front) else 0


def read(sample: Sample) -> Reading:
    """Attempts, evaluations, set-up and hits; BadInput where no line is a garak line."""
    parts = Parts()
    lines = _lines(sample, parts)
    if not any("entry_type" in line.value or _is_hit(line.value) for line in lines):
        raise BadInput("line 1: no line is a garak entry; expected objects with `entry_type` or hits with `attempt_id`")
    attempts: dict[str, list[_Line]] = {}
    for line in lines:
        if line.value.get("entry_type") == "attempt":
            attempts.setdefault(_attempt_key(line), []).append(line)
    for line in lines:
        _read_line(line, attempts, parts)
    start = next((line.value for line in lines if line.value.get("entry_type") == "init"), {})
    meta = next((members(line.value.get("meta")) for line in lines if line.value.get("entry_type") == "digest"), {})
    target = next((found for line in lines if (found := _target(line.value))), None)
    return parts.reading(
        format_name=NAME,
        kind=ItemKind.EVALUATION_REPORT,
        format_version=text(start.get("garak_version")) or text(meta.get("garak_version")),
        title=caption(f"garak report on {target}" if target else "garak report"),
        reported_at=text(start.get("start_time")) or text(meta.get("start_time")),
    )


def _is_marked(value: dict[str, object]) -> bool:
    entry = value.get("entry_type")
    if not isinstance(entry, str) or _MARKERS.get(entry) not in value:
        return False
    return entry != "digest" or isinstance(value.get("eval"), dict)


def _is_hit(value: dict[str, object]) -> bool:
    return "entry_type" not in value and {"attempt_id", "probe", "detector", "prompt", "output"} <= value.keys()


def _parsed(data: bytes, parts: Parts) -> Iterator[_Line]:
    for number, raw in json_lines(data):
        try:
            value = parse_json(raw, line=number)
        except BadInput:
            value = None
        if isinstance(value, dict):
            yield _Line(number=number, raw=raw, value=value)
        else:
            parts.count(understood=False)
            parts.miss(Place(line=number), "the line is not a strict JSON object; it stays in the original only")


def _lines(sample: Sample, parts: Parts) -> list[_Line]:
    if sample.first_line is None and isinstance(sample.json, dict):
        return [_Line(number=1, raw=sample.data.removeprefix(b"\xef\xbb\xbf").strip(), value=sample.json)]
    return list(_parsed(sample.data, parts))


def _read_line(line: _Line, attempts: dict[str, list[_Line]], parts: Parts) -> None:
    entry = line.value.get("entry_type")
    if entry == "attempt":
        joined = attempts.pop(_attempt_key(line), None)
        if joined:
            _attempt(joined, parts)
        return
    if isinstance(entry, str) and entry in _READERS:
        _READERS[entry](line, parts)
    elif isinstance(entry, str) and entry in _WHOLE:
        label, moment, named = _WHOLE[entry]
        _kept(line, label, line.value.get(moment), named, parts)
        parts.count(understood=True)
    elif _is_hit(line.value):
        _hit(line, parts)
        parts.count(understood=True)
    else:
        parts.count(understood=False)
        parts.miss(Place(line=line.number), "the entry type is not known here; the line stays in the original only")


def _attempt_key(line: _Line) -> str:
    return text(line.value.get("uuid")) or f"line {line.number}"


def _attempt(lines: list[_Line], parts: Parts) -> None:
    """One attempt from all its lines: status 1 before the detectors spoke, status 2 after."""
    last = max(lines, key=lambda line: (whole(line.value.get("status")) or 0, line.number))
    value = last.value
    scores = members(value.get("detector_results"))
    listed = [score for found in scores.values() for score in items(found)]
    highest = max((score for score in listed if isinstance(score, int | float)), default=None)
    probe = plain(value.get("probe_classname"))
    facts = {
        "uuid": value.get("uuid"),
        "seq": value.get("seq"),
        "probe": probe,
        "status": value.get("status"),
        "goal": value.get("goal"),
        "intent": value.get("intent"),
        "targets": value.get("targets") or None,
        "detector_results": scores or None,
        "lines": ",".join(str(line.number) for line in lines),
    }
    media_type = "application/json" if len(lines) == 1 else JSON_LINES
    parts.add(
        part(
            ItemKind.EVALUATION_ATTEMPT,
            b"\n".join(line.raw for line in lines),
            f"{probe}: not scored" if highest is None else f"{probe}: highest score {highest}",
            Place(line=last.number),
            facts,
            media_type=media_type,
        )
    )
    _spoken(value, last.number, parts)
    _differences(lines, last, parts)
    for line in lines:
        understood = line is not last or isinstance(value.get("prompt"), (dict, str))
        parts.count(understood=understood)
        if not understood:
            parts.miss(Place(line=line.number, pointer="/prompt"), "the prompt is neither a conversation nor a string")


def _differences(lines: list[_Line], last: _Line, parts: Parts) -> None:
    for line in lines:
        for name in ("prompt", "outputs", "probe_classname"):
            if line.value.get(name) != last.value.get(name):
                place = Place(line=line.number, pointer=pointer(name))
                parts.miss(place, f"differs from line {last.number} of the same attempt; both are kept in the attempt")


def _spoken(value: dict[str, object], number: int, parts: Parts) -> None:
    facts = {"uuid": value.get("uuid"), "probe": value.get("probe_classname")}
    prompt = value.get("prompt")
    if isinstance(prompt, str):
        _say(ItemKind.PROMPT, prompt, Place(line=number, pointer="/prompt"), {**facts, "role": "user"}, parts)
    for turn, one in enumerate(items(members(prompt).get("turns"))):
        place = Place(line=number, pointer=pointer("prompt", "turns", turn))
        role = members(one).get("role")
        if isinstance(role, str) and role in KIND_OF_ROLE:
            _say(KIND_OF_ROLE[role], one, place, {**facts, "role": role}, parts)
        else:
            parts.miss(place, "the turn has no role that is known here; it is kept in the attempt")
    for place_in_list, output in enumerate(items(value.get("outputs"))):
        if output is not None:  # garak writes null where the target gave no answer
            place = Place(line=number, pointer=pointer("outputs", place_in_list))
            _say(ItemKind.OUTPUT, output, place, {**facts, "role": "assistant"}, parts)


def _say(kind: ItemKind, said: object, place: Place, facts: dict[str, object], parts: Parts) -> None:
    message = members(said)
    content = members(message.get("content")) or message
    words = content.get("text", "") if message else said
    extra = {name: content.get(name) for name in ("lang", "data_path", "data_type", "data_checksum")}
    parts.add(part(kind, json_bytes(said), words_of(words), place, {**facts, **extra}))


def _hit(line: _Line, parts: Parts) -> None:
    value = line.value
    facts = {"uuid": value["attempt_id"], "probe": value["probe"], "detector": value["detector"], "hit": True}
    more = {name: value.get(name) for name in ("score", "run_id", "attempt_seq", "attempt_idx", "goal", "generator")}
    parts.add(
        part(
            ItemKind.EVALUATION_ATTEMPT,
            line.raw,
            f"hit: {plain(value['probe'])} by {plain(value['detector'])}",
            Place(line=line.number),
            {**facts, **more},
        )
    )
    _spoken(
        {**value, "uuid": value["attempt_id"], "probe_classname": value["probe"], "outputs": [value["output"]]},
        line.number,
        parts,
    )
    if generator := text(value.get("generator")):
        _model({"generator": generator}, generator, line.number, parts)


def _setup(line: _Line, parts: Parts) -> None:
    parts.count(understood=True)
    _settings(line.value, line.raw, Place(line=line.number), parts)
    if target := _target(line.value):
        _model({name: line.value.get(name) for name in _TARGET_KEYS}, target, line.number, parts)


def _settings(setup: dict[str, object], data: bytes, place: Place, parts: Parts) -> None:
    """The run's settings as used: seed, generations and system prompt where garak wrote them."""
    run = {name.removeprefix("run."): value for name, value in setup.items() if name.startswith("run.")}
    parts.join(
        part(ItemKind.SAMPLING, data, "run settings", place, run, at=setup.get("transient.starttime_iso")),
        same=json_bytes(setup),
    )
    if system_prompt := text(setup.get("run.system_prompt")):
        inner = Place(line=place.line, pointer=(place.pointer or "") + pointer("run.system_prompt"))
        _say(ItemKind.SYSTEM_PROMPT, system_prompt, inner, {}, parts)


_TARGET_KEYS = ("plugins.target_type", "plugins.target_name", "plugins.model_type", "plugins.model_name")


def _target(value: dict[str, object]) -> str | None:
    """What was probed, as `type name`; older reports say model_type and model_name."""
    meta = members(value.get("meta"))
    said = [*(value.get(name) for name in _TARGET_KEYS), meta.get("target_type"), meta.get("target_name")]
    return " ".join(word for one in said if (word := text(one))) or None


def _model(named: dict[str, object], target: str, number: int, parts: Parts) -> None:
    facts = {name.removeprefix("plugins."): value for name, value in named.items() if value is not None}
    parts.join(part(ItemKind.MODEL_IDENTITY, json_bytes(facts), target, Place(line=number), facts))


def _evaluation(line: _Line, parts: Parts) -> None:
    """n of m: how many outputs the detector called a hit, of those it could score."""
    value = line.value
    passed, total = whole(value.get("passed")), whole(value.get("total_evaluated", value.get("total")))
    hits = whole(value.get("fails"))
    if hits is None and passed is not None and total is not None:
        hits = total - passed
    label = f"{plain(value.get('probe'))} / {plain(value.get('detector'))}"
    is_clear = hits is not None and total is not None and 0 <= hits <= total
    parts.count(understood=is_clear)
    if not is_clear:
        parts.miss(Place(line=line.number), "the counts of the evaluation do not add up to n of m")
        label += ": counts unclear"
    else:
        label += f": {hits} of {total} hits"
    counts = ("passed", "nones", "total_processed", "confidence", "confidence_lower", "confidence_upper")
    named = {name: value.get(name) for name in ("probe", "detector", *counts, "intents", "hit_at_k")}
    facts = {"n": hits, "m": total, "counts": "hits", **named}
    parts.add(part(ItemKind.REPRODUCTION, line.raw, label, Place(line=line.number), facts))


def _kept(line: _Line, label: str, at: object, named: tuple[str, ...], parts: Parts) -> None:
    parts.add(
        part(
            ItemKind.EVALUATION_REPORT,
            line.raw,
            label,
            Place(line=line.number),
            {name: line.value.get(name) for name in named},
            at=at,
        )
    )


def _digest(line: _Line, parts: Parts) -> None:
    """The digest and each detector's score in its tree of group, probe and detector; scores are 0 to 1, 1 is safe."""
    meta = members(line.value.get("meta"))
    parts.count(understood=True)
    _kept(line, "digest", meta.get("report_digest_time"), (), parts)
    if setup := members(meta.get("setup")):
        _settings(setup, json_bytes(setup), Place(line=line.number, pointer="/meta/setup"), parts)
    if target := _target(line.value):
        _model({name: meta.get(name) for name in ("target_type", "target_name")}, target, line.number, parts)
    for group, probes in members(line.value.get("eval")).items():
        if not isinstance(probes, dict):
            parts.count(understood=False)
            parts.miss(Place(line=line.number, pointer=pointer("eval", group)), "the group is not an object of probes")
        for probe, found in members(probes).items():
            if probe == "_summary":
                continue
            tags = items(members(members(found).get("_summary")).get("probe_tags"))
            _techniques(tags, parts)
            for detector, result in members(found).items():
                if detector != "_summary":
                    steps = ("eval", group, probe, detector)
                    _digest_score(result, steps, tags, line.number, parts)


def _digest_score(result: object, steps: tuple[str, ...], tags: list[object], number: int, parts: Parts) -> None:
    _, group, probe, detector = steps
    named = ("absolute_score", "absolute_defcon", "relative_score", "relative_defcon", "zscore", "detector_defcon")
    facts = {"group": group, "probe": probe, "detector": detector, "tags": tags or None}
    score = members(result).get("absolute_score")
    place = Place(line=number, pointer=pointer(*steps))
    parts.count(understood=score is not None)
    if score is None:
        parts.miss(place, "the digest gives this detector no absolute score")
    parts.add(
        part(
            ItemKind.EVALUATION_REPORT,
            json_bytes(result),
            f"{probe} / {detector}: score {plain(score)}",
            place,
            {**facts, **{name: members(result).get(name) for name in named}},
        )
    )


# Tags of garak probes are `taxonomy:entry` (NVIDIA/garak, docs/source/reporting.rst); no tag names a version.
# A `payload:` says what was sent, not which weakness was looked for; it stays in the details.
_SCHEMES = {"avid-effect": "AVID", "owasp": "OWASP-LLM", "cwe": "CWE"}


def _techniques(tags: list[object], parts: Parts) -> None:
    for tag in tags:
        taxonomy, _, entry = (text(tag) or "").partition(":")
        code = {"avid-effect": entry.rpartition(":")[2], "owasp": entry.upper()}.get(taxonomy, entry)
        if code and taxonomy != "payload":
            scheme = _SCHEMES.get(taxonomy, taxonomy)
            parts.name_technique(TechniqueSeen(scheme=scheme, version=None, id=code, name=None))


# Entries that are kept whole: what they are called, the member that holds their time, members shown as details.
_WHOLE = {
    "init": ("run started", "start_time", ("garak_version", "run")),
    "completion": ("run completed", "end_time", ("run",)),
    "probe_summary": ("probe summary", "", ("probe", "inference_counts", "detection_counts")),
}
_READERS: dict[str, Callable[[_Line, Parts], None]] = {
    "start_run setup": _setup,
    "eval": _evaluation,
    "digest": _digest,
}
