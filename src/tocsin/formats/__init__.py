"""Languages: bytes to words and back, one module a language; they do not know each other."""
