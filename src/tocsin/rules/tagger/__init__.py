"""Guesses beside the rules: how a word stands, and what that counts for."""
