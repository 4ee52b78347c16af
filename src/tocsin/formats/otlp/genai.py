"""OpenTelemetry traces and logs (OTLP/JSON) with GenAI attributes."""

from tocsin.formats.otlp.walk import has_envelope, names_genai, names_openinference, read_envelope
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

NAME = "otlp-genai"
SUMMARY = "OpenTelemetry traces or logs (OTLP/JSON) with GenAI attributes"


def recognise(sample: Sample) -> int:
    """100 where GenAI attributes stand in an OTLP envelope, 40 for an envelope that speaks no AI dialect at all."""
    if not has_envelope(sample) or names_openinference(sample):
        return 0
    return 100 if names_genai(sample) else 40


def read(sample: Sample) -> Reading:
    """Model, settings, messages, tools, documents, verdicts; spans of no AI dialect are kept as traces and listed."""
    return read_envelope(sample, NAME)
