"""inspect-ai logs: version 2 as JSON, and the zipped `.eval` file.

Shape: inspect-ai 0.3.285, `EvalLog` (version, status, eval, plan, results, stats, samples). A `.eval` holds
`header.json` (or `_journal/start.json` while a run lasts) and `samples/*.json`. What a score means is its task's: in a
canary task "correct" means that the canary came out. Members of the zip are read in memory under limits; no name in it
is ever used as a path.
"""

import io
import struct
import zipfile
import zlib

from msgspec import Struct

from tocsin.vocab.document import parse_json
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import clean, items, json_bytes, members, plain, pointer, text
from tocsin.vocab.foreign_code import technique
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.parts import Parts, part
from tocsin.vocab.reading import ComponentSeen, Detail, Place, Reading
from tocsin.vocab.sample import Sample
from tocsin.vocab.turn import is_turn, turn_objects

NAME = "inspect-ai"
SUMMARY = "inspect-ai evaluation log (JSON version 2, or .eval)"

_VERSION = 2
_HEADERS = ("header.json", "_journal/start.json")  # the first that is there
_HINT = "export it with `inspect log convert --to json` and add the JSON"
# Deflate cannot pass 1032 to 1; JSON logs, repetitive as they are, stay far below 200.
_RATIO = 200
_RATIO_FROM_BYTES = 1024 * 1024  # a small member may be all repetition
# What zipfile raises on hostile bytes; an unknown compression (zstd before Python 3.14) is NotImplementedError.
_UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    NotImplementedError,
    OverflowError,
    EOFError,
    OSError,
)


class _Zipped(Struct, frozen=True, kw_only=True):
    header: dict[str, object]
    samples: tuple[tuple[str, object], ...]  # name of the member, its JSON


def recognise(sample: Sample) -> int:
    """100 for a log of version 2 or a .eval, 80 for a log of another version."""
    if sample.data.startswith(b"PK\x03\x04"):
        return 100 if _HEADERS[0] in (names := _names(sample.data)) or _HEADERS[1] in names else 0
    log = members(sample.json)
    spec = members(log.get("eval"))
    if not {"status", "version"} <= log.keys() or not {"task", "model"} <= spec.keys():
        return 0
    return 100 if log["version"] == _VERSION else 80


def read(sample: Sample) -> Reading:
    """Model, settings, scores as n of m, and every sample with its conversation and tools."""
    parts = Parts()
    if sample.data.startswith(b"PK\x03\x04"):
        zipped = _unzip(sample.data, parts)
        log, samples = zipped.header, [(Place(pointer=pointer(name)), value) for name, value in zipped.samples]
    else:
        if sample.json is None:
            parse_json(sample.data)
        log = members(sample.json)
        samples = [(Place(pointer=f"/samples/{n}"), one) for n, one in enumerate(items(log.get("samples")))]
        if not isinstance(log.get("samples"), list | None):
            parts.count(understood=False)
            parts.miss(Place(pointer="/samples"), "not a list of samples; it stays in the original only")
    spec = log.get("eval")
    if not isinstance(spec, dict):
        raise BadInput("/eval: expected the specification of an inspect-ai evaluation")
    version = log.get("version")
    if version != _VERSION:
        parts.miss(Place(pointer="/version"), f"the log is not of version {_VERSION}; read as far as it is known")
    _header(log, spec, parts)
    _scores(log, [value for _, value in samples], parts)
    for place, value in samples:
        _sample(value, place, parts)
    return parts.reading(
        format_name=NAME,
        kind=ItemKind.EVALUATION_REPORT,
        format_version=None if version is None else plain(version),
        title=text(spec.get("task")),
        reported_at=text(spec.get("created")),
    )


def _header(log: dict[str, object], spec: dict[str, object], parts: Parts) -> None:
    """Everything but the samples as one object; the model, the settings and the data set as objects of their own."""
    header = {name: value for name, value in log.items() if name != "samples"}
    facts = {name: spec.get(name) for name in ("task", "task_version", "eval_id", "run_id", "created")}
    facts |= {"status": log.get("status"), "error": log.get("error"), "packages": spec.get("packages")}
    label = f"{plain(spec.get('task'))}: {plain(log.get('status'))}"
    made = spec.get("created")
    parts.add(part(ItemKind.EVALUATION_REPORT, json_bytes(header), label, Place(pointer=""), facts, at=made))
    parts.count(understood=True)
    for name, version in members(spec.get("packages")).items():
        place = Place(pointer=pointer("eval", "packages", name))
        parts.name_component(ComponentSeen(kind="library", name=name, version=text(version), place=place))
    _model(spec.get("model"), spec, Place(pointer="/eval/model"), parts)
    roles = members(spec.get("model_roles"))
    for role, model in roles.items():
        named = members(model).get("model", model)
        _model(named, {"model": named, "role": role}, Place(pointer=pointer("eval", "model_roles", role)), parts)
    _settings(spec.get("model_generate_config"), Place(pointer="/eval/model_generate_config"), parts)
    _settings(members(log.get("plan")).get("config"), Place(pointer="/plan/config"), parts)
    dataset = members(spec.get("dataset"))
    if dataset:
        named = {name: dataset.get(name) for name in ("name", "location", "samples", "shuffled")}
        label = f"dataset {plain(dataset.get('name') or spec.get('task'))}"
        parts.add(part(ItemKind.DATASET, json_bytes(dataset), label, Place(pointer="/eval/dataset"), named))


def _model(name: object, known: dict[str, object], place: Place, parts: Parts) -> None:
    if name is None:
        return
    kept = {key: known[key] for key in ("model", "model_base_url", "model_args", "role") if key in known}
    facts = {"request_model": name, **{key: kept.get(key) for key in ("model_base_url", "role")}}
    parts.join(part(ItemKind.MODEL_IDENTITY, json_bytes(kept), plain(name), place, facts))


def _settings(value: object, place: Place, parts: Parts) -> None:
    config = members(value)
    if config:
        label = ", ".join(f"{name} {plain(one)}" for name, one in config.items())
        parts.join(part(ItemKind.SAMPLING, json_bytes(config), label, place, config))


def _scores(log: dict[str, object], samples: list[object], parts: Parts) -> None:
    """One n of m a scorer: how many samples scored correct, counted from the samples where they are there."""
    tallies = _tallies(samples)
    for number, score in enumerate(items(members(log.get("results")).get("scores"))):
        known = members(score)
        place = Place(pointer=pointer("results", "scores", number))
        name = text(known.get("name")) or ""
        correct, decided, scored = tallies.get(name, (0, 0, 0))
        metrics = {key: members(one).get("value") for key, one in members(known.get("metrics")).items()}
        facts = {"scorer": known.get("scorer"), "score": name, **{f"metric {key}": one for key, one in metrics.items()}}
        facts["scored_samples"] = known.get("scored_samples")
        label = f"{name}: " + ", ".join(f"{key} {plain(one)}" for key, one in metrics.items())
        if decided and decided == scored:
            facts |= {"n": correct, "m": decided, "counts": "scored correct"}
            label = f"{name}: {correct} of {decided} scored correct"
        elif scored:
            parts.miss(place, "the samples' scores are not all correct or incorrect: no n of m, only the metrics")
        parts.count(understood=isinstance(score, dict))
        if not isinstance(score, dict):
            parts.miss(place, "not a score")
        parts.add(part(ItemKind.REPRODUCTION, json_bytes(score), label, place, facts))


def _tallies(samples: list[object]) -> dict[str, tuple[int, int, int]]:
    """By name of the score: how many samples were correct, how many correct or incorrect, how many scored at all."""
    found: dict[str, tuple[int, int, int]] = {}
    for one in samples:
        for name, score in members(members(one).get("scores")).items():
            correct, decided, scored = found.get(clean(name), (0, 0, 0))
            verdict = _is_correct(members(score).get("value"))
            found[clean(name)] = (correct + (verdict is True), decided + (verdict is not None), scored + 1)
    return found


def _is_correct(value: object) -> bool | None:
    """inspect-ai's verdicts: "C" and "I", or 1 and 0, or true and false; None for anything in between."""
    if isinstance(value, str):
        return {"C": True, "I": False}.get(value)
    return bool(value) if isinstance(value, int | float) and value in (0, 1) else None


def _sample(value: object, place: Place, parts: Parts) -> None:
    sample = members(value)
    scores = {name: members(one).get("value") for name, one in members(sample.get("scores")).items()}
    facts = {name: sample.get(name) for name in ("id", "epoch", "target", "error", "uuid")} | {"scores": scores or None}
    facts |= {"metadata": sample.get("metadata") or None}
    label = f"sample {plain(sample.get('id'))}: " + ", ".join(f"{k} {plain(v)}" for k, v in scores.items())
    made = sample.get("started_at")
    parts.add(part(ItemKind.EVALUATION_ATTEMPT, json_bytes(value), label, place, facts, at=made))
    understood = isinstance(value, dict) and "input" in sample
    parts.count(understood=understood)
    if not understood:
        parts.miss(place, "the sample has no input")
    _techniques(members(sample.get("metadata")), parts)
    shared = {"sample": sample.get("id"), "epoch": sample.get("epoch")}
    _conversation(sample, place, shared, parts)
    _events(sample, place, shared, parts)
    if answered := text(members(sample.get("output")).get("model")):
        facts = {"response_model": answered}
        where = _under(place, "output", "model")
        parts.join(part(ItemKind.MODEL_IDENTITY, json_bytes({"model": answered}), answered, where, facts))
    if store := members(sample.get("store")):
        parts.add(part(ItemKind.MEMORY, json_bytes(store), "sample store", _under(place, "store"), shared))


def _under(place: Place, *steps: str | int) -> Place:
    return Place(pointer=(place.pointer or "") + pointer(*steps))


def _conversation(sample: dict[str, object], place: Place, shared: dict[str, object], parts: Parts) -> None:
    """The messages; where there are none, the input and the model's choices."""
    more = tuple(Detail(name=name, value=plain(value)) for name, value in shared.items() if value is not None)
    listed = items(sample.get("messages"))
    where = _under(place, "messages")
    if not listed:
        given = sample.get("input")
        listed, where = items(given), _under(place, "input")
        if given is not None and not listed:
            parts.add(part(ItemKind.PROMPT, json_bytes(given), plain(given), where, shared))
    for number, message in enumerate(listed):
        here = _under(where, number)
        if is_turn(message):
            for found in turn_objects(members(message), here, more=more):
                parts.add(found)
        else:
            parts.miss(here, "the message has no role that is known here; it is kept in the sample")
    said = {text(members(message).get("id")) for message in listed}
    for number, choice in enumerate(items(members(sample.get("output")).get("choices"))):
        answer = members(members(choice).get("message"))
        if is_turn(answer) and (answer.get("id") is None or text(answer.get("id")) not in said):
            for found in turn_objects(answer, _under(place, "output", "choices", number, "message"), more=more):
                parts.add(found)


def _events(sample: dict[str, object], place: Place, shared: dict[str, object], parts: Parts) -> None:
    """From the transcript only what no message carries: tools offered, settings used, verdicts on tool calls."""
    for number, one in enumerate(items(sample.get("events"))):
        event = members(one)
        here = _under(place, "events", number)
        if event.get("event") == "model":
            _settings(event.get("config"), _under(here, "config"), parts)
            for index, tool in enumerate(items(event.get("tools"))):
                name = plain(members(tool).get("name"))
                where = _under(here, "tools", index)
                parts.join(part(ItemKind.TOOL_DEFINITION, json_bytes(tool), name, where, {"name": name}))
        elif event.get("event") == "approval":
            facts = {name: event.get(name) for name in ("approver", "decision", "explanation")}
            label = f"approval by {plain(event.get('approver'))}: {plain(event.get('decision'))}"
            made = event.get("timestamp")
            parts.add(part(ItemKind.LOG, json_bytes(event), label, here, {**shared, **facts}, at=made))


def _techniques(metadata: dict[str, object], parts: Parts) -> None:
    for value in metadata.values():
        for word in [value, *items(value)]:
            if isinstance(word, str) and (seen := technique(word)):
                parts.name_technique(seen)


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _UNSOUND:
        return []


def _unzip(data: bytes, parts: Parts) -> _Zipped:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > LIMITS.files:
                raise TooMuch(f"the .eval has {len(listed):,} members; at most {LIMITS.files:,} are read", hint=_HINT)
            return _members(archive, listed, parts)
    except _UNSOUND as error:
        raise BadInput(f"the .eval is not a sound zip file: {type(error).__name__}", hint=_HINT) from error


def _members(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo], parts: Parts) -> _Zipped:
    """The header and every sample, all together within the size of one document."""
    budget = LIMITS.document_bytes
    header: object = None
    header_name = next((name for name in _HEADERS if any(one.filename == name for one in listed)), None)
    samples: list[tuple[str, object]] = []
    for info in listed:
        name = info.filename
        is_sample = name.startswith("samples/") and name.endswith(".json")
        place = Place(pointer=pointer(name))
        if name != header_name and not is_sample:
            parts.miss(place, "a member that is neither header nor sample; it stays in the original only")
            continue
        try:
            raw = _inflate(archive, info, budget)
            value = parse_json(raw)
        except TooMuch:
            raise
        except BadInput:
            if name == header_name:
                raise
            parts.count(understood=False)
            parts.miss(place, "the member cannot be read as JSON; it stays in the original only")
            continue
        budget -= len(raw)
        if name == header_name:
            header = value
        else:
            samples.append((name, value))
    if not isinstance(header, dict):
        raise BadInput("the .eval has no header", hint=_HINT)
    return _Zipped(header=header, samples=tuple(samples))


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: int) -> bytes:
    declared, packed = info.file_size, info.compress_size
    if declared > budget:
        raise TooMuch(f"the .eval unpacks to more than {LIMITS.document_bytes:,} bytes", hint=_HINT)
    if declared > _RATIO_FROM_BYTES and declared > _RATIO * packed:
        raise TooMuch(f"a member of the .eval unpacks to more than {_RATIO} times its size", hint=_HINT)
    if info.flag_bits & 1:
        raise BadInput("a member of the .eval is encrypted", hint=_HINT)
    try:
        with archive.open(info) as stream:
            return stream.read(budget)  # zipfile gives no more than was declared
    except (*_UNSOUND, RuntimeError) as error:
        raise BadInput(f"a member of the .eval cannot be unpacked: {type(error).__name__}", hint=_HINT) from error
