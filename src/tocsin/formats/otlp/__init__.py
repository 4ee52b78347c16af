"""OpenTelemetry traces as OTLP/JSON, and the two dialects that describe AI in them."""
