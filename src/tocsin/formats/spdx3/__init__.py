"""SPDX 3 documents (JSON-LD): read as objects, and as a graph."""
