"""OpenTelemetry traces as OTLP/JSON, in the two dialects that speak of AI."""
