"""The worker: sends what was planned, and records what came of it."""
