"""The pages of the desk, for people who look rather than type."""
