"""A desk elsewhere, asked over its API."""
