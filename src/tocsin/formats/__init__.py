"""Languages: bytes to words and back, one module a language."""
