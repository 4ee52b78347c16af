"""Tocsin, the AI security sharing desk."""

__version__ = "0.1.0"
