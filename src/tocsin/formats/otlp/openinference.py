"""OpenTelemetry traces (OTLP/JSON) with OpenInference attributes."""

from tocsin.formats.otlp.walk import has_envelope, names_openinference, read_envelope
from tocsin.vocab.reading import Reading
from tocsin.vocab.sample import Sample

NAME = "otlp-openinference"
SUMMARY = "OpenTelemetry traces (OTLP/JSON) with OpenInference attributes"


def recognise(sample: Sample) -> int:
    """100 where the attribute that OpenInference requires stands in an OTLP envelope."""
    return 100 if has_envelope(sample) and names_openinference(sample) else 0


def read(sample: Sample) -> Reading:
    """Model, settings, messages, tools, documents; spans of the GenAI dialect in the same file are read as such."""
    return read_envelope(sample, NAME)
