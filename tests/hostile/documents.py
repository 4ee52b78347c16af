"""Documents of every format with a hostile text in every field that may hold one."""

import json
import unicodedata
from collections.abc import Callable

from tocsin.vocab.public_report import EDITION

# Words by which a format is recognised or read: the hostile text stands beside them, not in their place.
_KEPT = frozenset({"entry_type", "bomFormat", "specVersion", "@context", "data_type", "object-type", "schema_version"})
_KEPT |= {"role", "type", "kind", "key", "openinference.span.kind"}

_TURNS: list[object] = [
    {"role": "user", "content": "question"},
    {
        "role": "assistant",
        "content": "answer",
        "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
    },
    {"role": "tool", "tool_call_id": "c", "content": "result"},
]


def _attribute(key: str, value: str) -> dict[str, object]:
    return {"key": key, "value": {"stringValue": value}}


def _trace(*attributes: dict[str, object]) -> dict[str, object]:
    span = {"traceId": "aa", "spanId": "bb", "name": "chat", "startTimeUnixNano": "1", "attributes": [*attributes]}
    scope = {"scope": {"name": "x", "version": "1"}, "spans": [span]}
    resource = {"attributes": [_attribute("service.name", "desk")]}
    return {"resourceSpans": [{"resource": resource, "scopeSpans": [scope]}]}


SEEDS: dict[str, object] = {
    "json-report": {
        "title": "t",
        "description": "d",
        "reporter": "r",
        "contact": "c",
        "reported_at": "2026-01-01",
        "facts": {"integrity": "actual"},
        "indicators": ["evil.example"],
        "references": ["https://example.org"],
        "component": {"name": "n", "version": "1"},
    },
    "chat-transcript": {"model": "m", "messages": _TURNS, "tools": [{"type": "function", "function": {"name": "f"}}]},
    "promptfoo": {
        "evalId": "e",
        "results": {
            "version": 3,
            "timestamp": "2026-11-01T00:00:00Z",
            "prompts": [{"id": "p", "raw": "{{q}}", "provider": "openai:m", "label": "l"}],
            "results": [
                {
                    "id": "r",
                    "success": False,
                    "error": "leaked",
                    "prompt": {"raw": "prompt"},
                    "provider": {"id": "openai:m", "label": "l"},
                    "response": {"output": "o"},
                    "testCase": {"description": "t"},
                    "vars": {"q": "v"},
                }
            ],
            "stats": {},
        },
        "config": {"description": "smoke"},
    },
    "inspect-ai": {
        "version": 2,
        "status": "success",
        "eval": {"task": "canary", "model": "m", "created": "2026-11-01", "dataset": {"name": "d"}},
        "results": {"scores": [{"name": "includes", "scorer": "includes"}]},
        "samples": [{"id": "s", "epoch": 1, "input": "q", "target": "t", "messages": _TURNS, "output": {"model": "m"}}],
    },
    "otlp-genai": _trace(
        _attribute("gen_ai.request.model", "m"),
        _attribute("gen_ai.tool.name", "f"),
        _attribute("gen_ai.system_instructions", "s"),
        _attribute("gen_ai.input.messages", "m"),
    ),
    "otlp-openinference": _trace(
        _attribute("openinference.span.kind", "LLM"),
        _attribute("llm.model_name", "m"),
        _attribute("llm.input_messages.0.message.role", "user"),
        _attribute("llm.input_messages.0.message.content", "q"),
        _attribute("output.value", "o"),
    ),
    "cyclonedx": {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:x",
        "metadata": {"component": {"type": "application", "name": "app", "version": "1"}, "authors": [{"name": "a"}]},
        "components": [
            {"type": "machine-learning-model", "name": "m", "version": "1", "purl": "pkg:x/y", "author": "a"}
        ],
        "vulnerabilities": [{"id": "CVE-1", "description": "d", "analysis": {"detail": "d"}}],
    },
    "spdx3": {
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [
            {"type": "ai_AIPackage", "spdxId": "x", "name": "m", "software_packageVersion": "1", "summary": "s"},
            {"type": "Person", "spdxId": "y", "name": "p"},
        ],
    },
    "avid": {
        "data_type": "AVID",
        "metadata": {"report_id": "AVID-1"},
        "affects": {"developer": ["d"], "artifacts": [{"type": "Model", "name": "m"}]},
        "problemtype": {"description": {"value": "v"}},
        "references": [{"url": "https://example.org", "label": "l"}],
        "description": {"lang": "eng", "value": "v"},
        "impact": {"avid": {"sep_view": ["S0100: x"], "taxonomy_version": "0.2"}},
        "credit": [{"value": "c"}],
    },
    "osv": {
        "id": "PYSEC-1",
        "modified": "2099-01-02T00:00:00Z",
        "schema_version": "1.7.0",
        "aliases": ["CVE-2099-0001"],
        "summary": "s",
        "details": "d",
        "severity": [{"type": "CVSS_V3", "score": "x"}],
        "affected": [{"package": {"ecosystem": "PyPI", "name": "toy"}, "versions": ["1"]}],
        "credits": [{"name": "n"}],
    },
    "atlas-case": {
        "object-type": "case-study",
        "id": "AML.CS0000",
        "name": "n",
        "summary": "s",
        "reporter": "r",
        "actor": "a",
        "target": "t",
        "procedure": [{"tactic": "AML.TA0001", "technique": "AML.T0051", "description": "d"}],
        "references": [{"title": "t", "url": "https://example.org"}],
    },
    "ticket": {
        "key": "SEC-1",
        "fields": {
            "summary": "s",
            "description": "d",
            "reporter": {"displayName": "r"},
            "created": "2026-01-01",
            "labels": ["l"],
            "comment": {"comments": [{"body": "b", "author": {"displayName": "a"}}]},
        },
    },
    "json-document": {"anything": ["at", {"all": "here"}]},
}

_LINES: dict[str, list[object]] = {
    "garak": [
        {"entry_type": "start_run setup", "_config.version": "0.16", "plugins.target_name": "m", "run.seed": 1},
        {"entry_type": "init", "garak_version": "0.16", "start_time": "2026-03-25", "run": "r"},
        {
            "entry_type": "attempt",
            "uuid": "u",
            "seq": 0,
            "status": 2,
            "probe_classname": "p",
            "goal": "g",
            "prompt": {"turns": [{"role": "user", "content": {"text": "q", "lang": "en"}}]},
            "outputs": [{"text": "o", "lang": "en"}],
            "detector_results": {"d": [1.0]},
            "notes": {"n": "v"},
        },
        {"entry_type": "eval", "probe": "p", "detector": "d", "passed": 0, "total_evaluated": 1},
    ],
}


def _poisoned(value: object, text: str) -> object:
    if isinstance(value, dict):
        poisoned = {key: inner if key in _KEPT else _poisoned(inner, text) for key, inner in value.items()}
        return poisoned | {f"x {text}": text}
    if isinstance(value, list):
        return [_poisoned(inner, text) for inner in value]
    return f"{value} {text}" if isinstance(value, str) else value


def documents_with(text: str) -> dict[str, bytes]:
    """One document of every format, by the format's name, with the text in every field."""
    made = {name: _written(seed, text) for name, seed in SEEDS.items()}
    made |= {name: b"".join(_written(one, text) + b"\n" for one in records) for name, records in _LINES.items()}
    return made | {name: make(text) for name, make in _WRITTEN.items()}


def report_with(text: str) -> bytes:
    """A report with the text in every field."""
    return _written(SEEDS["json-report"], text)


def _written(seed: object, text: str) -> bytes:
    return json.dumps(_poisoned(seed, text)).encode()


def _without_controls(text: str) -> str:
    """A file of text with control signs is kept unread; what hides and turns without them is read."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cc")


def _mail(text: str) -> bytes:
    one_line = " ".join(text.replace("\x00", "").split()).encode()
    head = b"".join(b"%s: %s\r\n" % (name, one_line) for name in (b"From", b"To", b"Subject", b"Date", b"Message-ID"))
    middle = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain'
    part = b'\r\n\r\n%s\r\n--b\r\nContent-Disposition: attachment; filename="%s"\r\n\r\nx\r\n--b--\r\n'
    return head + middle + part % (text.encode(), one_line.replace(b'"', b""))


def _markdown(text: str) -> bytes:
    text = _without_controls(text)
    return f"# {text}\n\n## Section {text}\n\n- {text}\n\n| a | b |\n|---|---|\n| {text} | {text} |\n".encode()


def _csv(text: str) -> bytes:
    quoted = '"' + _without_controls(text).replace('"', '""') + '"'
    row = ",".join([quoted] * 5)
    return f"Issue key,Summary,Description,Created,Reporter\n{row}\n".encode()


def _public_form(text: str) -> bytes:
    """Of a report through the form every free field; what else it holds is of closed words."""
    fields = ("submission", "account", "system", "noticed", "harm", "steps", "plan")
    file = {"name": text, "size_bytes": 1, "sha256": "0" * 64}
    told = {name: text for name in fields} | {"about": "happened", "files": [file]}
    return json.dumps({"form": EDITION, "received_at": "2026-11-01T00:00:00Z"} | told).encode()


_WRITTEN: dict[str, Callable[[str], bytes]] = {
    "mail": _mail,
    "markdown": _markdown,
    "ticket-table": _csv,
    "text": lambda text: f"Something happened: {_without_controls(text)}\n".encode(),
    "public-form": _public_form,
}
