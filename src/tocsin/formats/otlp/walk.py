"""The way through an envelope: every record kept, read in its dialect.

Both dialects occur in one file: an agent's own spans beside those of an instrumentation.
"""

import re

from tocsin.formats.otlp import genai_record, openinference_record
from tocsin.formats.otlp.envelope import Record, Signal, is_envelope, moment, records
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, json_bytes, members, text
from tocsin.vocab.parts import Parts, part
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

# A quotation mark inside a JSON string is escaped, so that these bytes can only be a whole string: an attribute's name.
_GENAI_NAME = re.compile(rb'"(?:gen_ai|mcp)\.[a-z0-9_.]{1,80}"')
_OPENINFERENCE_NAME = b'"openinference.span.kind"'  # the one attribute that the specification requires


def has_envelope(sample: Sample) -> bool:
    """Whether the file is OTLP/JSON, as one document or one a line."""
    if sample.json is not None:
        return is_envelope(sample.json)
    return any(is_envelope(record) for record in sample.first_records)


def names_openinference(sample: Sample) -> bool:
    """Whether some record of the file says that it is OpenInference."""
    return _OPENINFERENCE_NAME in sample.data


def names_genai(sample: Sample) -> bool:
    """Whether some record of the file carries an attribute or event of the GenAI conventions."""
    return _GENAI_NAME.search(sample.data) is not None


def read_envelope(sample: Sample, format_name: str) -> Reading:
    """Every record as a trace with the AI objects it carries; BadInput where there is no envelope."""
    parts = Parts()
    found = records(sample, parts)
    for record in found:
        parts.count(understood=_read(record, parts))
    first = min((record.at for record in found if record.at), default=None)
    names = [record.name for record in found if record.signal is Signal.SPAN and not record.parent_id]
    return parts.reading(
        format_name=format_name, kind=ItemKind.TRACE, title=caption(names[0]) if names else None, reported_at=first
    )


def _read(record: Record, parts: Parts) -> bool:
    is_openinference = openinference_record.speaks_openinference(record)
    is_genai = genai_record.speaks_genai(record)
    if record.signal is not Signal.EVENT:  # an event is kept inside its span
        facts = {
            "operation": record.attributes.get("gen_ai.operation.name"),
            "span_kind": record.attributes.get("openinference.span.kind"),
            "conversation": record.attributes.get("gen_ai.conversation.id") or record.attributes.get("session.id"),
            "response_id": record.attributes.get("gen_ai.response.id"),
            "agent": record.attributes.get("gen_ai.agent.name") or record.attributes.get("agent.name"),
            **_ending(record),
        }
        data, label = json_bytes(record.value), record.name or str(record.signal)
        parts.add(part(ItemKind.TRACE, data, label, record.place, facts, at=record.at, more=record.origin))
    if not is_openinference and not is_genai:
        parts.miss(record.place, f"a {record.signal} without AI attributes; kept as a trace")
        return False
    understood = not is_genai or genai_record.read_record(record, parts)
    return (not is_openinference or openinference_record.read_record(record, parts)) and understood


def _ending(record: Record) -> dict[str, object]:
    """When a span ended and whether it says that it went wrong; "2" is STATUS_CODE_ERROR (opentelemetry-proto)."""
    status = members(record.value.get("status"))
    is_error = status.get("code") in (2, "2", "STATUS_CODE_ERROR")
    return {
        "ended_at": moment(record.value.get("endTimeUnixNano")),
        "status": "error" if is_error else None,
        "status_message": text(status.get("message")) or None,
        "error": text(record.attributes.get("error.type")),
    }
