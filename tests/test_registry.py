"""The registry: the surest reader wins, every file is read or refused, and nothing crashes or hangs."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin import registry
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import Tlp
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

FOLDERS = ("aiid", "atlas", "avid", "bom", "evals", "osv", "scenarios", "traces", "triage")

EXPECTED = {
    "aiid/ai_incident_law_dev.jsonl": "json-report",
    "aiid/incidents_dev.jsonl": "json-report",
    "atlas/ATLAS-5.6.0-dev.yaml": "text",
    "atlas/LICENSE": "text",
    "atlas/atlas_output_schema.json": "json-document",
    "atlas/case_studies_dev.jsonl": "atlas-case",
    "atlas/stix-atlas.json": "json-document",
    "avid/LICENSE": "text",
    "avid/reports_dev.jsonl": "avid",
    "avid/vulnerabilities_dev.jsonl": "avid",
    "bom/spdx3_ai_simplehtr.json": "spdx3",
    "evals/garak_quack.report.jsonl": "garak",
    "evals/garak_report_test.report.jsonl": "garak",
    "evals/garak_tbsa_digest_0.json": "garak",
    "evals/garak_test_with_ci.report.jsonl": "garak",
    "evals/inspect_prompt_injection_canary.json": "inspect-ai",
    "evals/promptfoo_results.json": "promptfoo",
    "osv/LICENSE-CC-BY-4.0": "text",
    "osv/pypa_ai_dev.jsonl": "osv",
    "scenarios/real_events_dev.json": "json-report",
    "traces/otlp_genai_benign.json": "otlp-genai",
    "traces/otlp_genai_indirect_injection.json": "otlp-genai",
    "traces/otlp_openinference_indirect_injection.json": "otlp-openinference",
    "traces/schema_gen-ai-input-messages.json": "json-document",
    "traces/schema_gen-ai-output-messages.json": "json-document",
    "triage/README.md": "markdown",
    "triage/dev.jsonl": "json-report",
    "triage/dev_incomplete.jsonl": "json-report",
}


def _expected(path: str) -> str:
    if path.startswith("bom/schema/"):
        return "json-document"
    return "cyclonedx" if path.startswith("bom/cdx") else EXPECTED[path]


def _check(reading: Reading) -> None:
    """What must hold of any reading: it can be written and read again, and it counts honestly."""
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading
    assert 0 <= reading.understood <= reading.units
    assert all(len(each.why) < 300 for each in reading.not_understood)
    assert all(len(each.label) <= 300 for each in reading.objects)


def test_names_are_unique_and_every_format_says_what_it_is() -> None:
    names = [each.NAME for each in registry.FORMATS]
    assert len(set(names)) == len(names)
    assert all(each.SUMMARY and "\n" not in each.SUMMARY for each in registry.FORMATS)
    assert [registry.format_named(name).NAME for name in names] == names


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput) as caught:
        registry.format_named("word-processor")
    assert "cyclonedx" in caught.value.hint


def test_every_writer_says_what_it_is_and_carries_every_label() -> None:
    names = [each.NAME for each in registry.WRITERS]
    assert len(set(names)) == len(names)
    assert all(each.SUMMARY and each.MEDIA_TYPE and frozenset(Tlp) == each.CARRIES for each in registry.WRITERS)
    assert [registry.writer_named(name).NAME for name in names] == names


def test_an_unknown_writer_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput) as caught:
        registry.writer_named("telex")
    assert "form-html" in caught.value.hint


def test_the_surest_reader_is_chosen() -> None:
    report = b'{"title": "t", "text": "x", "facts": {"integrity": "actual"}}'
    assert registry.recognise(Sample("bom.json", report)).NAME == "json-report"
    assert registry.recognise(Sample("x", b'{"bomFormat": "CycloneDX", "title": "t", "text": "x"}')).NAME == "cyclonedx"
    assert registry.recognise(Sample("x.json", b'{"a": 1}')).NAME == "json-document"
    assert registry.recognise(Sample("x.json", b"just words")).NAME == "text"


@pytest.mark.parametrize("data", [b"", b" \n", b"PK\x03\x04\0\0", b"\x80\x04\x95\0", "héllo".encode("utf-16")])
def test_what_no_reader_knows_is_refused_with_a_way_out(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        registry.recognise(Sample("m.eml", data))
    assert caught.value.hint


def test_the_registry_is_light_to_import() -> None:
    code = "import sys, tocsin.registry; print([m for m in ('sqlalchemy', 'cryptography', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.data
def test_every_reference_file_is_read_by_its_reader(reference_data: Path) -> None:
    files = [path for folder in FOLDERS for path in (reference_data / folder).rglob("*") if path.is_file()]
    assert len(files) >= 56
    read_by: dict[str, str] = {}
    for path in files:
        sample = Sample(path.name, path.read_bytes())
        found = registry.recognise(sample)
        read_by[str(path.relative_to(reference_data))] = found.NAME
        reading = found.read(sample)
        _check(reading)
        assert reading.format == found.NAME
        assert reading.units > 0, path
    assert read_by == {path: _expected(path) for path in read_by}


@pytest.mark.data
def test_every_other_reference_file_is_read_or_refused(reference_data: Path) -> None:
    files = [path for path in reference_data.rglob("*") if path.is_file() and path.stat().st_size < 2_000_000]
    for path in files:
        sample = Sample(path.name, path.read_bytes())
        with suppress(BadInput):
            _check(registry.recognise(sample).read(sample))


@pytest.mark.data
def test_a_reader_that_was_named_reads_or_refuses_any_file(reference_data: Path) -> None:
    names = ("bom/cdx16_valid-machine-learning.json", "osv/pypa_ai_dev.jsonl", "triage/README.md", "atlas/LICENSE")
    for name in names:
        sample = Sample(name, (reference_data / name).read_bytes())
        for each in registry.FORMATS:
            with suppress(BadInput):
                _check(each.read(sample))


SHAPES: tuple[object, ...] = (
    {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"name": "a"}},
        "components": [
            {
                "type": "machine-learning-model",
                "name": "m",
                "hashes": [{"alg": "SHA-256", "content": "ab"}],
                "modelCard": {"modelParameters": {"datasets": [{"name": "d"}]}},
                "pedigree": {"ancestors": [{"name": "b"}]},
            }
        ],
        "services": [{"name": "s"}],
        "vulnerabilities": [
            {"id": "CVE-2099-0001", "cwes": [1], "analysis": {"response": ["x"]}, "affects": [{"ref": "a"}]}
        ],
    },
    {
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [
            {"type": "ai_AIPackage", "name": "m", "verifiedUsing": [{"algorithm": "sha256", "hashValue": "ab"}]},
            {"type": "Relationship", "from": "a", "to": ["b"], "relationshipType": "trainedOn"},
            {"type": "security_Vulnerability", "externalIdentifier": [{"identifier": "CVE-2099-0001"}]},
        ],
    },
    {
        "data_type": "AVID",
        "metadata": {"report_id": "AVID-2026-R0001"},
        "affects": {"artifacts": [{"type": "Model", "name": "m"}]},
        "problemtype": {"classof": "CVE Entry", "description": {"value": "x"}},
        "references": [{"url": "u"}],
        "impact": {"avid": {"sep_view": ["S0100: x"]}, "cwe": [{"cweId": "CWE-1"}], "cvss": {"vectorString": "v"}},
        "reports": [{"report_id": "AVID-2022-R0001"}],
        "credit": [{"value": "x"}],
    },
    {
        "id": "PYSEC-2099-1",
        "modified": "m",
        "schema_version": "1",
        "aliases": ["CVE-2099-0001"],
        "severity": [{"score": "x"}],
        "affected": [{"package": {"name": "n"}, "ranges": [{"type": "x", "events": [{"introduced": "0"}]}]}],
    },
    {"id": "AML.CS0001", "object-type": "case-study", "name": "n", "procedure": [{"technique": "AML.T0051"}]},
    {
        "title": "t",
        "text": "x",
        "facts": {"integrity": "actual"},
        "components": [{"name": "n"}],
        "affected": {"purl": ["pkg:a/b@1"]},
        "indicators": [{"value": "v"}],
        "timeline": [["a", "b"]],
        "techniques": [{"id": "AML.T0051"}],
        "source": {"ref": "AML.CS0001"},
    },
    {"events": [{"title": "t", "text": "x"}], "note": "n"},
    {
        "key": "A-1",
        "fields": {"summary": "s", "description": {"type": "doc", "content": [{"text": "x"}]}, "labels": ["l"]},
    },
    [{"number": 1, "title": "t", "body": "b", "user": {"login": "x"}, "state": "open"}],
    {"result": [{"number": "INC1", "short_description": "s"}]},
)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6)
    | st.sampled_from(["\ud800", "\udfff x", "\0", "\u202e", "=1+1", "CVE-2099-0001", "9" * 400])
)
ANY = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.just("name"), inner, max_size=3)
    ),
    max_leaves=6,
)


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for step, inner in below for each in _paths(inner, (*path, step)))]


def _replaced(value: object, path: tuple[str | int, ...], new: object) -> object:
    if not path:
        return new
    if isinstance(value, dict):
        return {key: _replaced(inner, path[1:], new) if key == path[0] else inner for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, path[1:], new) if at == path[0] else inner for at, inner in enumerate(value)]
    return value


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_mutated_documents_are_read_or_refused(data: st.DataObject) -> None:
    document: object = data.draw(st.sampled_from(SHAPES))
    for _ in range(data.draw(st.integers(1, 3))):
        document = _replaced(document, data.draw(st.sampled_from(_paths(document))), data.draw(ANY))
    raw = json.dumps(document, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass")
    sample = Sample("x.json", raw if data.draw(st.booleans()) else raw + b"\n" + json.dumps(document).encode())
    for each in registry.FORMATS:
        assert 0 <= each.recognise(sample) <= 100
        with suppress(BadInput):
            _check(each.read(sample))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    sample = Sample("x.eml", data)
    with suppress(BadInput):
        _check(registry.recognise(sample).read(sample))


def _deep_component(depth: int) -> bytes:
    one = '{"type": "library", "name": "x", "components": ['
    return f'{{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{one * depth}{"]}" * depth}]}}'.encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep arrays": lambda: b"[" * 200_000 + b"]" * 200_000,
    "deep objects": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep components": lambda: _deep_component(60),
    "too deep components": lambda: _deep_component(5_000),
    "duplicate keys": lambda: b'{"bomFormat": "CycloneDX", "bomFormat": "x", "components": []}',
    "a string of escapes that never ends": lambda: b'["' + b'\\"' * 500_000 + b"[" * 200,
    "strings that never end": lambda: b'["' + b'a\\"' * 300_000 + b"\n" + b'{"' * 1_000,
    "one long string": lambda: b'{"title": "' + b"a" * 7_000_000 + b'", "text": "b"}',
    "a string over the limit": lambda: b'{"title": "' + b"a" * 9_000_000 + b'", "text": "b"}',
    "a line over the limit": lambda: b'{"title": "a", "text": "b"}\n"' + b"a" * 17_000_000 + b'"\n',
    "a number of many digits": lambda: b'{"title": "a", "text": "b", "n": ' + b"9" * 100_000 + b"}",
    "not a number": lambda: b'{"title": "a", "text": "b", "n": NaN}',
    "half surrogates": lambda: (
        b'{"title": "\\ud800", "text": "\\udfff", "facts": {"\\ud800": "\\ud800"}, "\\ud800": 1}'
    ),
    "many unknown members": lambda: json.dumps(
        {"title": "a", "text": "b", **{f"k{n}": n for n in range(50_000)}}
    ).encode(),
    "many bad lines": lambda: b'{"title": "a", "text": "b"}\n' + b'{"title": \n' * 20_000,
    "billion laughs in YAML": lambda: b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*a, *a]\n" % (c, c) for c in b"bcdefgh"),
    "billion laughs in XML": lambda: b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    "front matter with a tag": lambda: b"---\nx: !!python/object/apply:os.system [id]\n---\n\n# Title\n\n`x`\n",
    "a word of a megabyte": lambda: b"w" * 1_000_000,
    "headings without end": lambda: b"# a\n\n" + b"#\n" * 100_000,
    "spaces in a heading": lambda: b"# a\n\n# b" + b" " * 2_000_000 + b"c #\n\nx\n",
    "brackets and backticks": lambda: b"# a\n\n" + b"[`" * 1_000_000,
    "a table of quotes": lambda: b"key,summary\n" + b'"' * 1_000_001,
    "an archive called mail": lambda: b"PK\x03\x04" + bytes(100_000),
    "null bytes": lambda: b"From: a\nTo: b\nSubject: c\n\n" + bytes(100_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_or_refused_within_seconds(name: str) -> None:
    sample = Sample("x.eml", HOSTILE[name]())
    begun = time.monotonic()
    with suppress(BadInput):
        _check(registry.recognise(sample).read(sample))
    assert time.monotonic() - begun < 5
