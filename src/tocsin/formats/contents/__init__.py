"""Files that are no plain text: opened within limits, read, listed."""
