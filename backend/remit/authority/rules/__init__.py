"""One rule: its fields, its condition, and how it is said aloud."""
